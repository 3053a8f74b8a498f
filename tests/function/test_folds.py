"""tf.foldl, tf.foldr, tf.scan: eager, in graphs, differentiated, interpreted."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients


def horner(total, row):
    return total * 0.5 + tf.sin(row)


@pytest.mark.parametrize("fold", [tf.foldl, tf.foldr, tf.scan])
@pytest.mark.parametrize("initializer", [None, 2.0])
def test_everywhere_the_same(fold, initializer):
    check_everywhere(lambda x: fold(horner, x, initializer), np.float32([1.0, -2.0, 3.0]))


@pytest.mark.parametrize("fold", [tf.foldl, tf.foldr, tf.scan])
def test_derivatives(fold):
    traced = tf.function(lambda x, w: fold(lambda total, row: tf.tanh(total * w + row), x, w))
    check_gradients(traced, np.array([0.5, -0.3, 0.2]), np.array(0.7))


def test_reversed_scan_keeps_the_place_of_rows():
    traced = tf.function(lambda x: tf.scan(lambda t, row: 10 * t + row, x, reverse=True))
    assert traced(tf.constant([1, 2, 3])).numpy().tolist() == [321, 32, 3]


def test_a_long_scan_is_differentiated_in_one_pass():
    x = tf.ones([2000]) * 1e-3

    @tf.function
    def gradient(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            last = tf.scan(lambda total, row: total + row * total, x, initializer=1.0)[-1]
        return last, tape.gradient(last, x)

    last, slope = gradient(x)
    np.testing.assert_allclose(slope, np.full(2000, float(last) / 1.001), rtol=1e-3)


def test_conversion_reaches_the_function():
    @tf.function
    def largest(x):
        def larger(one, other):
            if one > other:
                return one
            return other

        return tf.foldl(larger, x)

    assert int(largest(tf.constant([3, 7, 5]))) == 7
