"""Writes the golden forms of pictures of training: `python tests/viz/record_golden_training.py`.

Look at what changed (`git diff tests/viz/golden`) before it is committed.
"""

import json
import math
import re
from pathlib import Path

import numpy as np

import tfcourse as tf
from tfcourse.viz.cheatsheet import Cheatsheet
from tfcourse.viz.learning_rate_range_picture import LearningRateRange
from tfcourse.viz.loss_plane import LossPlane
from tfcourse.viz.loss_plane_picture import LossPlanePicture
from tfcourse.viz.training_picture import TrainingPicture
from tfcourse.viz.training_record import Progress, TrainingRecord

GOLDEN = Path(__file__).parent / "golden"


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


PICTURES = {
    "training": training,
    "learning_rate_range": learning_rate_range,
    "landscape": landscape,
    "cheatsheet": lambda: Cheatsheet("gradients"),
}


def rounded(value):
    """Returns plain data whose numbers have six digits."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def forms(name: str) -> dict[str, str]:
    """Returns what is stored of a picture by the name of its file."""
    picture = PICTURES[name]()
    # How images are packed is the business of zlib, which is not the same everywhere.
    svg = re.sub(r"base64,[^\"]*", "base64,", picture.svg())
    return {
        f"{name}.svg": svg.replace("><", ">\n<") + "\n",
        f"{name}.json": json.dumps(rounded(picture.data()), ensure_ascii=False) + "\n",
        f"{name}.txt": picture.text() + "\n",
    }


if __name__ == "__main__":
    for name in PICTURES:
        for file, text in forms(name).items():
            (GOLDEN / file).write_text(text, encoding="utf-8")
