"""Roots, exponentials and rounding run the same everywhere, and derive as differences say."""

import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

SMOOTH = ["square", "sqrt", "rsqrt", "reciprocal", "exp", "expm1", "log", "log1p", "sigmoid"]
STEPS = ["floor", "ceil", "rint", "round", "is_nan", "is_inf", "is_finite"]


@pytest.mark.parametrize("name", SMOOTH)
def test_smooth_functions(name):
    function = getattr(tf.math, name)
    check_everywhere(function, [[0.25, 1.5], [2.0, 0.75]])
    check_gradients(function, [0.25, 1.5, 2.0])


@pytest.mark.parametrize("name", STEPS)
def test_functions_without_a_gradient(name):
    function = getattr(tf.math, name)
    check_everywhere(function, [0.5, -1.5, float("inf")])
    x = tf.constant([0.5])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.cast(function(x), tf.float32)
    assert tape.gradient(y, x) is None


def test_the_next_number_moves_with_its_first_operand():
    check_everywhere(tf.math.nextafter, [1.0, 0.0], 2.0)
    check_gradients(lambda x: tf.math.nextafter(x, tf.constant(9.0, tf.float64)), [1.0, 2.0])


def test_integers_are_round():
    x = tf.constant([1, 2])
    assert tf.round(x) is x
