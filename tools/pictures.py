"""Draws the pictures of docs/pictures.md again: `python tools/pictures.py`, or those named."""

import itertools
import linecache
import sys
from pathlib import Path

import numpy as np

import tfcourse as tf
from tfcourse.viz.cheatsheet import Cheatsheet
from tfcourse.viz.descent_picture import DescentPicture
from tfcourse.viz.gradient_picture import GradientPicture
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.learning_rate_range import step_of
from tfcourse.viz.learning_rate_range_picture import LearningRateRange
from tfcourse.viz.loss_plane import LossPlane
from tfcourse.viz.loss_plane_picture import LossPlanePicture
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


def deep_training():
    """Trains a network of sigmoids that is too deep, and returns its curves."""
    (x, y), _ = tf.datasets.digits.load_data()
    x = tf.cast(tf.reshape(x, [len(x), -1]), tf.float32) / 16.0
    y = tf.one_hot(tf.cast(y, tf.int32), 10)
    sizes = [64, *[24] * 5, 10]
    pairs = itertools.pairwise(sizes)
    weights = [
        tf.Variable(tf.random.normal([rows, columns], stddev=0.4, seed=1), name=f"layer_{n}/kernel")
        for n, (rows, columns) in enumerate(pairs, 1)
    ]

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            h = x
            for w in weights[:-1]:
                h = tf.sigmoid(h @ w)
            logits = h @ weights[-1]
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(y, logits))
        gradients = tape.gradient(loss, weights)
        for w, gradient in zip(weights, gradients, strict=True):
            w.assign_sub(0.5 * gradient)
        right = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
        return loss, tf.reduce_mean(tf.cast(right, tf.float32)), gradients

    batches = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(2000, seed=1).batch(64)
    with tf.live.Curves("too deep for sigmoids") as live:
        for _ in live.track(range(30), name="epoch"):
            for x_batch, y_batch in live.track(batches):
                loss, accuracy, gradients = step(x_batch, y_batch)
                live(loss=loss, accuracy=accuracy)
                live.gradients(gradients, weights)
            live.data()
    return live


def training_pictures():
    tf.random.set_seed(1)
    tf.keras.utils.set_random_seed(1)
    live = deep_training()
    (x, y), _ = tf.datasets.digits.load_data()
    x = np.reshape(x, [len(x), -1]).astype(np.float32) / 16
    y = np.asarray(y, np.int32)
    layers = [tf.keras.layers.Dense(64, "relu"), tf.keras.layers.Dense(10)]
    model = tf.keras.Sequential(layers, name="model")
    model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    step, name = step_of(model, on=(x, y))
    test = LearningRateRange(step, name=name)
    model.fit(x[:256], y[:256], epochs=8, verbose=0)
    inside = tf.constant(x[:256]), tf.constant(y[:256])
    plane = LossPlane(
        lambda: model.compute_loss(*inside, model(inside[0])), model.trainable_variables
    )
    return {
        "live": live,
        "lr_range": test,
        "landscape": LossPlanePicture(plane),
        "cheatsheet": Cheatsheet("gradients"),
    }


if __name__ == "__main__":
    for name, picture in {**pictures(), **training_pictures()}.items():
        if name in sys.argv[1:] or not sys.argv[1:]:
            picture.save(IMAGES / f"{name}.png")
