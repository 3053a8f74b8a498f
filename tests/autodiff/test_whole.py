"""Gradients found by an equal round: the same numbers, whatever has changed in between."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.autodiff import whole


def loss(x, factor):
    return tf.reduce_sum(x * x * factor)


def test_rounds_agree_however_they_are_computed():
    x, factor = tf.Variable([1.0, 2.0, 3.0]), tf.constant(0.5)
    for _ in range(3 * whole._RUNS_BEFORE):
        with tf.GradientTape() as tape:
            y = loss(x, factor)
        np.testing.assert_array_equal(tape.gradient(y, x), x)
        x.assign_add([1.0, 1.0, 1.0])


def test_shapes_may_change_from_round_to_round():
    for size in (2, 2, 2, 2, 3, 2, 5, 3):
        x = tf.constant(np.arange(size, dtype=np.float32))
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = loss(x, tf.constant(1.0))
        np.testing.assert_array_equal(tape.gradient(y, x), 2.0 * np.arange(size))


def test_values_of_static_operands_may_change():
    x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    for axis in (0, 0, 0, 0, 1, 0, 1):
        with tf.GradientTape() as tape:
            y = tf.reduce_prod(x, tf.constant(axis))
        expected = [[3.0, 4.0], [1.0, 2.0]] if axis == 0 else [[2.0, 1.0], [4.0, 3.0]]
        np.testing.assert_array_equal(tape.gradient(y, x), expected)


@pytest.mark.parametrize("kind", [list, tuple])
def test_several_sources_keep_their_structure(kind):
    x, z, unused = tf.Variable(2.0), tf.constant(3.0), tf.Variable(1.0)
    for _ in range(2 * whole._RUNS_BEFORE):
        with tf.GradientTape() as tape:
            tape.watch(z)
            y = x * x * z
        gradients = tape.gradient(y, kind([x, z, unused]))
        assert type(gradients) is kind
        assert [None if item is None else float(item) for item in gradients] == [12.0, 4.0, None]


def test_outer_tapes_record_a_gradient_that_was_found():
    x = tf.Variable(2.0)
    for _ in range(2 * whole._RUNS_BEFORE):
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                y = x * x * x
            first = inner.gradient(y, x)
        assert float(first) == 12.0
        assert float(outer.gradient(first, x)) == 12.0


def test_a_target_may_be_another_one_in_the_next_round():
    x = tf.Variable(2.0)
    for at in (0, 0, 0, 0, 1, 1, 0, 2):
        with tf.GradientTape() as tape:
            y = [x * x]
            y.append(y[0] * x)
            y.append(y[1] * x)
        assert float(tape.gradient(y[at], x)) == (at + 2) * 2.0 ** (at + 1)


def test_unconnected_sources_may_be_zero():
    x, z = tf.Variable(2.0), tf.Variable([1.0, 1.0])
    for _ in range(2 * whole._RUNS_BEFORE):
        with tf.GradientTape() as tape:
            y = x * x
        zero = tape.gradient(y, z, unconnected_gradients="zero")
        np.testing.assert_array_equal(zero, [0.0, 0.0])
