"""The pictures whose forms are stored, and what is stored: `python -m tests.viz.golden_pictures`.

That writes them again. Look at what changed (`git diff tests/viz/golden`) before it is committed.
"""

import json
import math
import re
from pathlib import Path

import numpy as np

import tfcourse as tf
from tfcourse.viz import speed
from tfcourse.viz.cheatsheet import Cheatsheet
from tfcourse.viz.descent_picture import DescentPicture
from tfcourse.viz.gradient_picture import GradientPicture
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.learning_rate_range_picture import LearningRateRange
from tfcourse.viz.loss_plane import LossPlane
from tfcourse.viz.loss_plane_picture import LossPlanePicture
from tfcourse.viz.tape_picture import TapePicture
from tfcourse.viz.tape_record import recording
from tfcourse.viz.tensor_picture import TensorPicture
from tfcourse.viz.traced_call import traced_call
from tfcourse.viz.traces import Traces
from tfcourse.viz.training_picture import TrainingPicture
from tfcourse.viz.training_record import Progress, TrainingRecord

GOLDEN = Path(__file__).parent / "golden"


def graph(show: str) -> GraphPicture:
    """A graph with a scope, a branch and a tape."""
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


def tape():
    """Three operations on a variable and a tensor that is not watched."""
    x, c = tf.Variable(3.0), tf.constant(-2.0)
    with recording() as record:
        h = x**2
        y = c * h + x
    return TapePicture(record, y)


def parabola(x):
    """A parabola with its least value at 2."""
    return x**2 - 4 * x + 4


def descent():
    """Learning rates that are too small, good, oscillating and diverging."""
    return DescentPicture(parabola, (10.0,), (0.01, 0.25, 0.75, 1.25), steps=8)


def gradient_of_a_number():
    """A parabola, its tangent, and finite differences."""
    return GradientPicture(parabola, (5.0,), lambda x: 2 * x - 4)


def tensor():
    """Values with all that may be wrong with them, slice by slice."""
    values = np.arange(12, dtype=np.float32).reshape(2, 2, 3) - 4
    values[0, 0], values[1, 1, 2] = (np.nan, np.inf, -np.inf), 0.5
    return TensorPicture(values)


def vector():
    """A few numbers, on a line."""
    return TensorPicture([-1.5, 0.25, np.inf, 2.0, np.nan])


def strings():
    """Texts that must not be taken for markup."""
    return TensorPicture(["<script>", "a & b"])


def traces():
    """A function that was traced three times."""

    @tf.function
    def square(x):
        return x * x

    for x in (tf.ones([2]), tf.ones([3]), 4):
        square(x)
    return Traces(square)


def timings():
    """Two statements, as if they had been timed."""
    made = [
        speed.Timing("f(x)", 0.02, (1e-5, 1.1e-5, 1.2e-5)),
        speed.Timing("x < 1 & y", 0.0001, (1e-4, 1e-4, 1.5e-4)),
    ]
    measured, speed.measure = speed.measure, lambda statements, namespace: made
    try:
        return speed.Speed([timing.statement for timing in made], {})
    finally:
        speed.measure = measured


def training():
    """Curves of a training that leaves the numbers, with gradients that vanish."""
    record = TrainingRecord()
    record.progress.append(Progress(8, "epoch", 6, 0.0, 3.0))
    for step in range(60):
        loss = 4.0 * 0.9**step if step < 50 else math.nan
        record.add({"loss": loss, "accuracy": 1 - 0.95**step})
        if step % 10 == 9:
            record.add({"val_loss": 1.2 * loss})
    variables = [tf.Variable([0.0, 0.0], name=f"net/layer_{n}/kernel") for n in range(3)]
    gradients = [tf.constant([scale, -scale / 50]) for scale in (1e-7, 1e-3, 1.0)]
    record.add_gradients(gradients, variables)
    return TrainingPicture(record, title="a <net>", smoothing=0.1)


def learning_rate_range():
    """A loss that falls around 0.01 and rises beyond 0.1."""
    return LearningRateRange(
        lambda rate: 2.0 - 1.5 / (1 + (0.01 / rate) ** 2) + 30 * rate**2, 1e-4, 10.0, 40, "step"
    )


def landscape():
    """A bowl over two weights, computed by NumPy."""
    w = tf.Variable(np.array([1.0, 2.0]), name="w")
    along = ([[1.0, 0.0]], [[0.0, 1.0]])
    plane = LossPlane(lambda: float((w.numpy() ** 2 * [1.0, 3.0]).sum()), [w], along)
    return LossPlanePicture(plane, 2.0, 9)


# XLA's own graph is not among them: it differs from one version of it to the next.
PICTURES = {
    "forward": lambda: graph("forward"),
    "gradient": lambda: graph("gradient"),
    "tape": tape,
    "descent": descent,
    "gradient_of_a_number": gradient_of_a_number,
    "tensor": tensor,
    "vector": vector,
    "strings": strings,
    "traces": traces,
    "timings": timings,
    "training": training,
    "learning_rate_range": learning_rate_range,
    "landscape": landscape,
    "cheatsheet": lambda: Cheatsheet("gradients"),
}


def rounded(value):
    """Returns plain data whose numbers have six digits, and paths without their folders."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items() if key != "errors"}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    if isinstance(value, str) and value.endswith(".py"):
        return Path(value).name
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _svg(name, picture) -> str:
    svg = picture.svg()
    if name == "gradient_of_a_number":
        # Where rounding errors lie is not the same everywhere: what is written there is.
        return "\n".join(re.findall(r"<text[^>]*>([^<]*)", svg)) + "\n"
    # Ids are unique in a process, and how images are packed is the business of zlib.
    svg = re.sub(r"tfcourse-arrow-\d+", "tfcourse-arrow", svg)
    return re.sub(r"base64,[^\"]*", "base64,", svg).replace("><", ">\n<") + "\n"


def forms(name: str) -> dict[str, str]:
    """Returns what is stored of a picture by the name of its file."""
    picture = PICTURES[name]()
    data = json.dumps(rounded(picture.data()), indent=1, ensure_ascii=False)
    found = {
        f"{name}.svg": _svg(name, picture),
        f"{name}.json": data + "\n",
        f"{name}.txt": picture.text() + "\n",
    }
    if isinstance(picture, GraphPicture):
        found[f"{name}.dot"] = picture.dot()
    return found


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name in PICTURES:
        for file, text in forms(name).items():
            (GOLDEN / file).write_text(text, encoding="utf-8")
