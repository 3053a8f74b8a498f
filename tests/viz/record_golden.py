"""Writes the golden forms of a small graph again: `python tests/viz/record_golden.py`.

Look at what changed (`git diff tests/viz/golden`) before it is committed.
"""

import json
import re
from pathlib import Path

import tfcourse as tf
from tfcourse.viz.graph_picture import SHOWS, GraphPicture
from tfcourse.viz.traced_call import traced_call

GOLDEN = Path(__file__).parent / "golden"


def picture(show: str) -> GraphPicture:
    """Returns the picture of a graph with a scope, a branch and a tape."""
    w = tf.Variable([[1.0], [-2.0]], name="w")

    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            with tf.name_scope("layer"):
                h = tf.nn.relu(x @ w)
            loss = tf.reduce_mean(h)
        if loss > 1.0:
            w.assign_sub(0.5 * tape.gradient(loss, w))
        return loss

    call = traced_call(step, tf.constant([[3.0, 1.0], [2.0, 0.5]]))
    return GraphPicture(call, show=show, selected="layer/matmul" if show == "forward" else "")


def forms(show: str) -> dict[str, str]:
    """Returns what is stored of a picture by the name of its file."""
    shown = picture(show)
    data = shown.data()
    for node in data["nodes"]:
        node["places"] = [[Path(file).name, line] for file, line in node["places"]]
    return {
        # Ids are unique in a process, not from one to the next.
        f"{show}.svg": re.sub(r"tfcourse-arrow-\d+", "tfcourse-arrow", shown.svg()) + "\n",
        f"{show}.json": json.dumps(data, indent=1, ensure_ascii=False) + "\n",
        f"{show}.dot": shown.dot(),
        f"{show}.txt": shown.text() + "\n",
    }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    # What XLA makes of a graph differs from one version of it to the next.
    for name, text in {**forms(SHOWS[0]), **forms(SHOWS[1])}.items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
