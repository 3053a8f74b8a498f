"""Gradients that are 0 where nothing comes back to them."""

import jax
import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.differentiation import differentiating
from tfcourse.ops.elementwise import _square_root
from tfcourse.testing import check_gradients

FUNCTIONS = [tf.sqrt, tf.math.rsqrt, tf.math.reciprocal]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_gradients_of_both_orders_are_right_where_there_are_any(function):
    check_gradients(function, tf.constant([0.5, 2.0, 3.0], tf.float64))


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("wrap", [lambda function: function, tf.function])
def test_gradient_vanishes_where_there_is_none(function, wrap):
    @wrap
    def gradient(x, seed):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x)
        return tape.gradient(y, x, output_gradients=seed)

    x = tf.constant([0.0, -1.0, np.nan])
    assert gradient(x, tf.zeros(3)).numpy().tolist() == [0.0, 0.0, 0.0]
    assert not np.isfinite(gradient(x, tf.ones(3)).numpy()[[0, 2]]).any()


def test_gradient_vanishes_in_a_loop():
    @tf.function
    def gradient(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            _, y = tf.while_loop(
                lambda i, y: i < 3, lambda i, y: (i + 1, tf.where(y > 0, tf.sqrt(y), y)), (0, x)
            )
        return tape.gradient(y, x)

    assert gradient(tf.constant([0.0, 1.0])).numpy().tolist() == [1.0, 0.125]


def test_plain_derivatives_by_jax_are_those_of_the_function():
    assert jax.grad(_square_root)(4.0) == 0.25
    assert jax.jvp(_square_root, (4.0,), (2.0,))[1] == 0.5


def test_forwards_in_reverse_and_in_reverse_of_forwards():
    def pulled_back(x):
        with differentiating("reverse"):
            return jax.vjp(_square_root, x)[1](1.0)[0]

    def pushed_forward(x):
        with differentiating("forward"):
            return jax.jvp(_square_root, (x,), (1.0,))[1]

    with differentiating("forward"):
        assert jax.jvp(pulled_back, (4.0,), (1.0,))[1] == -1 / 32
    with differentiating("reverse"):
        assert jax.vjp(pushed_forward, 4.0)[1](1.0)[0] == -1 / 32
