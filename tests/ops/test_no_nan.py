"""Zeros beat nan and infinities, and derive as differences say elsewhere."""

import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

FUNCTIONS = [
    tf.math.divide_no_nan,
    tf.math.multiply_no_nan,
    tf.math.xlogy,
    tf.math.xlog1py,
    tf.math.xdivy,
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_functions_of_two_tensors(function):
    check_everywhere(function, [1.5, 2.0, 0.0], [2.5, 0.75, 1.25])
    check_gradients(function, [1.5, 2.0, -0.5], [2.5, 0.75, 1.25])


def test_reciprocals():
    check_everywhere(tf.math.reciprocal_no_nan, [2.0, 0.0])
    check_gradients(tf.math.reciprocal_no_nan, [2.0, -0.5])


def test_zeros_win_in_gradients_too():
    x, y = tf.constant([0.0, 1.0]), tf.constant([0.0, 0.0])
    for function in (tf.math.divide_no_nan, tf.math.xlogy):
        with tf.GradientTape() as tape:
            tape.watch([x, y])
            z = function(x, y)
        assert tape.gradient(z, [x, y])[0].numpy()[0] == 0.0
