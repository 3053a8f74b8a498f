"""Draws the pictures of docs/pictures.md again: `python tools/pictures.py`."""

import linecache
from pathlib import Path

import numpy as np

import tfcourse as tf
from tfcourse.viz.descent_picture import DescentPicture
from tfcourse.viz.gradient_picture import GradientPicture
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.speed import Speed
from tfcourse.viz.tape_picture import TapePicture
from tfcourse.viz.tape_record import TapeRecord
from tfcourse.viz.tensor_picture import TensorPicture
from tfcourse.viz.traced_call import traced_call
from tfcourse.viz.traces import Traces

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"


def loss(x):
    return x**2 - 4 * x + 4


def valley(x, y):
    return (1 - x) ** 2 + 10 * (y - x * x) ** 2


def tape_of(cell, **names):
    """Runs the lines of a cell under a tape."""
    linecache.cache["<cell>"] = len(cell), None, cell.splitlines(keepends=True), "<cell>"
    names |= {"tf": tf, "__name__": "__main__"}
    with TapeRecord() as record:
        exec(compile(cell, "<cell>", "exec"), names)
    record.name_results(names)
    return TapePicture(record)


def pictures():
    cell = "# The first line is the magic's.\nh = x**2\ny = tf.sin(h) + c * x\n"
    tape = tape_of(cell, x=tf.Variable(3.0), c=tf.constant(-2.0))
    w = tf.Variable(tf.ones([3, 2]), name="w")

    @tf.function
    def step(x, y):
        with tf.name_scope("layer"):
            h = tf.nn.relu(x @ w)
        with tf.name_scope("loss"):
            return tf.reduce_mean((h - y) ** 2)

    @tf.function
    def square(x):
        return x * x

    for x in (tf.ones([2]), tf.ones([3]), 4):
        square(x)
    table = tf.constant([[1.0, -2.0, 0.5], [np.nan, 3.0, -0.25]])
    call = traced_call(step, tf.ones([4, 3]), tf.zeros([4, 2]))
    x, a = tf.ones([1000]), np.ones(1000, np.float32)
    names = {"tf": tf, "np": np, "x": x, "a": a, "f": tf.function(lambda x: tf.reduce_sum(x * x))}
    return {
        "descent": DescentPicture(loss, (10.0,), (0.01, 0.1, 0.9, 1.05), steps=30),
        "descent_valley": DescentPicture(valley, (-1.2, 1.0), (0.002, 0.03), steps=100),
        "gradient": GradientPicture(loss, (5.0,), lambda x: 2 * x - 4),
        "graph": GraphPicture(call, selected="loss/sub", show="gradient"),
        "graph_compiled": GraphPicture(call, show="compiled"),
        "retrace": Traces(square),
        "show": TensorPicture(table),
        "tape": tape,
        "tape_step": tape.at(tape.last - 1),
        "speed": Speed(["tf.reduce_sum(x * x)", "f(x)", "np.sum(a * a)"], names),
    }


if __name__ == "__main__":
    for name, picture in pictures().items():
        picture.save(IMAGES / f"{name}.png")
