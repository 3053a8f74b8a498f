"""Why a gradient is None: each reason there is, in words."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.tape_record import recording
from tfcourse.viz.tape_walk import TapeWalk


def reason(record, name, target=None):
    """Returns why a source has no gradient."""
    walk = TapeWalk(record, target)
    found = dict(zip((source.name for source in walk.sources), walk.reasons, strict=True))
    return found[name]


def test_a_tensor_is_not_watched_by_itself():
    x, w = tf.constant(3.0), tf.Variable(2.0)
    with recording() as record:
        w * x
    assert reason(record, "x") == (
        "x is a tensor; by itself a tape watches Variables only: tape.watch(x)"
    )
    assert reason(record, "w") == ""


def test_an_array_is_no_tensor():
    data, w = np.array([1.0, 2.0], np.float32), tf.Variable([2.0, 3.0])
    with recording() as record:
        w * data
    assert reason(record, "data") == (
        "data is a NumPy array: watch a tensor made of it, tf.constant(data)"
    )


def test_a_variable_that_is_not_trainable():
    w, v = tf.Variable(2.0, trainable=False), tf.Variable(2.0)
    with recording() as record:
        w * v
    assert "w has trainable=False, so that the tape does not watch it" in reason(record, "w")


def test_whole_numbers():
    n, w = tf.constant(3), tf.Variable(2.0)
    with recording() as record:
        y = w * tf.cast(n, tf.float32)
        k = tf.cast(y, tf.int32)
    assert reason(record, "n", y).startswith("n is int32: only floating-point has gradients; write")
    assert reason(record, "w", k) == "k is int32: only floating-point has gradients"


def test_what_no_operation_reads():
    w, b = tf.Variable(2.0), tf.Variable(1.0)
    with recording("b") as record:
        w * 2.0
    assert reason(record, "b") == "no operation reads b" and b.shape == ()


def test_what_the_target_is_computed_without():
    w, b = tf.Variable(2.0), tf.Variable(1.0)
    with recording() as record:
        b * 2.0
        y = w * 2.0
    assert reason(record, "b", y) == "y is computed without b"


@pytest.mark.parametrize(
    ("stop", "said"),
    [
        (tf.stop_gradient, "stop_gradient lets nothing through (line "),
        (tf.round, "round has no gradient (line "),
        (lambda x: tf.cast(tf.cast(x, tf.int32), tf.float32), "cast gives int32, and only float"),
        (lambda x: tf.cast(x > 1.0, tf.float32), "greater gives bool, and only floating-point"),
    ],
)
def test_what_stops_on_the_way(stop, said):
    w = tf.Variable(2.0)
    with recording() as record:
        h = w * 3.0
        y = stop(h) * 2.0
    assert reason(record, "w", y).startswith(said)


def test_another_way_around_what_stops_is_a_gradient():
    w = tf.Variable(2.0)
    with recording() as record:
        y = tf.stop_gradient(w) * w
    assert reason(record, "w", y) == ""


def test_values_that_left_and_came_back():
    w, v = tf.Variable(2.0), tf.Variable(2.0)
    with recording() as record:
        h = w * 3.0
        y = tf.constant(h.numpy()) * v
    said = "the value leaves TensorFlow, and what comes back is a constant (line "
    assert reason(record, "w", y).startswith(said)
    assert reason(record, "w", y).endswith(": y = tf.constant(h.numpy()) * v)")
    with recording() as record:
        h = w * 3.0
        y = np.sin(h) * v
    assert reason(record, "w", y).endswith(": y = np.sin(h) * v)")
    with recording() as record:
        y = float(w * 3.0) * v
    assert reason(record, "w", y).startswith(said)


def test_what_was_assigned_to_another_variable():
    w, v = tf.Variable(2.0), tf.Variable(2.0)
    with recording() as record:
        v.assign(w * 3.0)
        y = v * v
    assert reason(record, "w", y) == (
        "v.assign stored what w led to: a tape does not look into what a Variable was assigned"
    )


def test_an_operation_that_tensorflow_has_no_gradient_for():
    w = tf.Variable(2.5)
    with recording() as record:
        y = tf.truncatemod(w, 2.0)
    assert "TensorFlow has no gradient for TruncateMod: asked for it, it raises" == reason(
        record, "w", y
    )


def test_a_long_line_is_cut():
    w, v = tf.Variable(2.0), tf.Variable(1.0)
    with recording() as record:
        y = v * tf.stop_gradient(w) + 1000000.0 + 2000000.0 + 3000000.0 + 4000000.0 + 5000000.0
    assert reason(record, "w", y).endswith("+ 300000…)")
