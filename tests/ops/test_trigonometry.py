"""Trigonometric functions run the same everywhere, and derive as differences say."""

import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

NAMES = ["sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "atanh"]


@pytest.mark.parametrize("name", NAMES)
def test_functions_of_one_tensor(name):
    function = getattr(tf.math, name)
    check_everywhere(function, [[0.25, -0.5], [0.75, 0.125]])
    check_gradients(function, [0.25, -0.5, 0.75])


def test_area_cosine():
    check_everywhere(tf.acosh, [1.25, 3.0])
    check_gradients(tf.acosh, [1.25, 3.0])


def test_angles_of_points():
    check_everywhere(tf.atan2, [1.0, -2.0], [0.5, -0.25])
    check_gradients(tf.atan2, [1.0, -2.0], [0.5, -0.25])
