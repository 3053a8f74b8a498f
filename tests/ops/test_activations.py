"""Activations run everywhere, and have first and second derivatives."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

X = np.array([-3.1, -0.7, -0.01, 0.02, 0.8, 5.5, 6.5])
NAMES = ["relu", "relu6", "leaky_relu", "elu", "selu", "crelu", "gelu", "silu", "softplus"]
NAMES += ["softsign", "sigmoid", "tanh", "softmax", "log_softmax"]


@pytest.mark.parametrize("name", NAMES)
def test_each_runs_everywhere_with_its_gradients(name):
    check_everywhere(getattr(tf.nn, name), X)
    check_gradients(getattr(tf.nn, name), X)


def test_the_gradient_of_relu_at_zero_is_zero():
    x = tf.constant([0.0, -0.0])
    for name, slope in (("relu", 0), ("relu6", 0), ("leaky_relu", 0.2), ("elu", 1)):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = getattr(tf.nn, name)(x)
        np.testing.assert_allclose(tape.gradient(y, x), slope)


def test_large_inputs_neither_overflow_nor_lose_their_gradient():
    x = tf.constant([-1000.0, 1000.0])
    for name in ("elu", "selu", "softplus", "log_softmax", "softmax"):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = getattr(tf.nn, name)(x)
        assert np.all(np.isfinite(y)) and np.all(np.isfinite(tape.gradient(y, x)))


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_softmax_sums_to_one_along_any_axis(axis):
    x = np.random.default_rng(5).normal(size=(2, 3, 4))
    np.testing.assert_allclose(tf.reduce_sum(tf.nn.softmax(x, axis), axis), 1)
    np.testing.assert_allclose(tf.exp(tf.nn.log_softmax(x, axis)), tf.nn.softmax(x, axis))


def test_there_is_no_such_axis():
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"range \[-1, 1\)"):
        tf.nn.softmax([1.0], axis=1)
