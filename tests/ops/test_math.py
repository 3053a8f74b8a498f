"""Arithmetic runs the same everywhere, and derives as differences say."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

PAIR = ([[1.5, -2.0], [0.5, 3.0]], [2.0, 0.75])
BINARY = [
    tf.add,
    tf.subtract,
    tf.multiply,
    tf.maximum,
    tf.minimum,
    tf.math.squared_difference,
]


@pytest.mark.parametrize("function", BINARY, ids=lambda function: function.__name__)
def test_functions_of_two_tensors(function):
    check_everywhere(function, *PAIR)
    check_gradients(function, *PAIR)


@pytest.mark.parametrize(
    "function", [tf.negative, tf.abs, tf.sign], ids=lambda function: function.__name__
)
def test_functions_of_one_tensor(function):
    check_everywhere(function, [1.5, -2.0, 0.25])
    check_gradients(function, [1.5, -2.0, 0.25])


def test_powers():
    check_everywhere(tf.pow, [2.0, 0.5], [1.5, -2.0])
    check_gradients(tf.pow, [2.0, 0.5], [1.5, -2.0])


def test_joined_strings_in_a_function():
    greet = tf.function(lambda name: "hello " + name)
    assert greet(tf.constant(["a", "b"])).numpy().tolist() == [b"hello a", b"hello b"]


def test_maximum_gives_ties_to_the_first():
    x, y = tf.constant([1.0, 2.0]), tf.constant([1.0, 3.0])
    with tf.GradientTape() as tape:
        tape.watch([x, y])
        z = tf.maximum(x, y)
    first, second = tape.gradient(z, [x, y])
    assert first.numpy().tolist() == [1.0, 0.0]
    assert second.numpy().tolist() == [0.0, 1.0]


def test_powers_of_negative_numbers_have_no_logarithm():
    x, y = tf.constant([-2.0, 0.0]), tf.constant([3.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(y)
        z = x**y
    assert tape.gradient(z, y).numpy().tolist() == [0.0, 0.0]


@pytest.mark.parametrize("base", [2, np.array([2, 3])], ids=["number", "array"])
def test_negative_powers_of_integers_are_refused(base):
    with pytest.raises(tf.errors.InvalidArgumentError, match="Integers to negative integer powers"):
        tf.pow(base, -1)
