"""Forward accumulators: tangents of what is computed while they record."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.autodiff import forward_program
from tfcourse.core.context import context

# XLA takes subnormal numbers for zero, NumPy does not.
FLOATS = st.floats(-1, 1, width=32, allow_subnormal=False)

Accumulator = tf.autodiff.ForwardAccumulator


def function_of(x):
    return tf.sin(x) * tf.reduce_sum(tf.exp(x)) + x[0] * tf.tanh(x)


@given(st.lists(FLOATS, min_size=2, max_size=3))
def test_it_is_the_jacobian_times_the_direction(values):
    x = tf.constant(values, tf.float64)
    direction = tf.cos(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function_of(x)
    jacobian = tape.jacobian(y, x)
    with Accumulator(x, direction) as accumulator:
        y = function_of(x)
    np.testing.assert_allclose(
        accumulator.jvp(y), tf.linalg.matvec(jacobian, direction), rtol=1e-10, atol=1e-12
    )


@pytest.mark.parametrize("in_function", [False, True])
def test_the_hessian_times_a_direction_in_three_ways(in_function):
    x = tf.constant([0.3, -0.7, 1.1], tf.float64)
    direction = tf.constant([1.0, 2.0, -1.0], tf.float64)

    def forward_over_reverse(x, direction):
        with Accumulator(x, direction) as accumulator:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = tf.reduce_sum(function_of(x))
            gradient = tape.gradient(y, x)
        return accumulator.jvp(gradient)

    def reverse_over_forward(x, direction):
        with tf.GradientTape() as tape:
            tape.watch(x)
            with Accumulator(x, direction) as accumulator:
                y = tf.reduce_sum(function_of(x))
            along = accumulator.jvp(y)
        return tape.gradient(along, x)

    def reverse_over_reverse(x, direction):
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                y = tf.reduce_sum(function_of(x))
            along = tf.reduce_sum(inner.gradient(y, x) * direction)
        return outer.gradient(along, x)

    ways = [forward_over_reverse, reverse_over_forward, reverse_over_reverse]
    first, *others = [(tf.function(way) if in_function else way)(x, direction) for way in ways]
    for other in others:
        np.testing.assert_allclose(first, other, rtol=1e-10)


def test_the_second_round_of_a_loop_finds_the_first_ones_programs():
    x = tf.constant([1.0, 2.0])

    def step():
        with Accumulator(x, tf.ones([2])) as accumulator:
            y = x * x + 3.0 * x
        return accumulator.jvp(y)

    step()
    before = forward_program.forward_op.cache_info().misses
    step()
    assert forward_program.forward_op.cache_info().misses == before


def test_around_a_call_of_a_function_it_is_one_step():
    f = tf.function(lambda x: tf.reduce_prod(x) * x)
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        with Accumulator(x, tf.constant([1.0, 0.0])) as accumulator:
            y = f(x)
        along = accumulator.jvp(y)
        kinds = [entry.op.type for entry in tape._log.trail().entries]
    assert kinds == ["PartitionedCall", "Tangent"]
    assert along.numpy().tolist() == [4.0, 4.0]


def test_integers_and_strings_have_no_tangent():
    x = tf.constant([1.5, 2.5])
    with Accumulator(x, tf.ones([2])) as accumulator:
        integers, texts = tf.cast(x, tf.int32), tf.as_string(x)
        best = tf.math.top_k(x, 1)
    assert accumulator.jvp([integers, texts]) == [None, None]
    assert accumulator.jvp(best).indices is None
    assert accumulator.jvp(best).values.numpy().tolist() == [1.0]


def test_an_error_inside_of_the_block_ends_it():
    x = tf.constant(1.0)
    with pytest.raises(ZeroDivisionError), Accumulator(x, x):
        1 / 0  # noqa: B018
    assert context.tapes == ()


def test_a_direction_must_fit():
    x = tf.constant([1.0, 2.0])
    with pytest.raises(ValueError, match="specified as a primal multiple times"):
        Accumulator([x, x], [x, x])
    with pytest.raises(ValueError, match="same nested structure"):
        Accumulator([x], x)
    with (
        Accumulator(x, tf.ones([3])),
        pytest.raises(
            tf.errors.InvalidArgumentError, match=r"Incompatible shapes: \[3\] vs. \[2\]"
        ),
    ):
        x * x


def test_tapes_inside_do_not_see_what_accumulators_around_compute():
    x = tf.constant(2.0)
    with Accumulator(x, tf.constant(1.0)) as accumulator, tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    assert tape.gradient(accumulator.jvp(y), x) is None
