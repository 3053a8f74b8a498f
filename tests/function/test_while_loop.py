"""Loops: the same eager and in graphs, with state, limits and gradients."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients


def graph(function):
    return tf.function(function, autograph=False)


@graph
def divisor(a, b):
    return tf.while_loop(lambda a, b: b > 0, lambda a, b: (b, a % b), (a, b))[0]


@given(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
def test_euclid(a, b):
    assert int(divisor(tf.constant(a), tf.constant(b))) == math.gcd(a, b)


@graph
def limited(n, limit):
    return tf.while_loop(lambda i: i < n, lambda i: i + 1, [0], maximum_iterations=limit)[0]


@given(st.integers(-2, 300), st.integers(0, 300))
def test_the_limit_ends_a_loop(n, limit):
    assert int(limited(tf.constant(n), tf.constant(limit))) == max(0, min(n, limit))


@pytest.mark.parametrize("in_function", [False, True])
def test_the_condition_runs_once_more_than_the_body(in_function):
    tests, rounds = tf.Variable(0), tf.Variable(0)

    def function(n):
        def cond(i):
            tests.assign_add(1)
            return i < n

        def body(i):
            rounds.assign_add(1)
            return (i + 1,)

        return tf.while_loop(cond, body, (0,))[0]

    run = graph(function) if in_function else function
    assert int(run(tf.constant(5))) == 5
    assert (int(tests), int(rounds)) == (6, 5)
    assert int(run(tf.constant(0))) == 0
    assert (int(tests), int(rounds)) == (7, 5)


def test_assignments_are_seen_by_the_next_round_and_after():
    v = tf.Variable(1.0)

    @graph
    def function(n):
        v.assign_add(1.0)
        total = tf.while_loop(
            lambda i, total: i < n,
            lambda i, total: (i + 1, total + v.assign(v * 2.0)),
            (0, 0.0),
        )[1]
        return total, v + 0.0

    total, after = function(tf.constant(3))
    assert (float(total), float(after), float(v)) == (28.0, 16.0, 16.0)


def power(x, n):
    return tf.while_loop(lambda i, y: i < n, lambda i, y: (i + 1, y * x), (0, tf.ones_like(x)))[1]


@pytest.mark.parametrize("n", [0, 1, 4])
def test_a_power_everywhere(n):
    check_everywhere(lambda x: power(x, n), np.array([2.0, -0.5]))


def test_second_derivatives():
    check_gradients(lambda x: power(tf.sin(x), 3), np.array([0.3, 1.2]), order=2)


def test_tangents_are_the_jacobian_times_the_direction():
    f = graph(power)
    x, direction = tf.constant([2.0, -1.0]), tf.constant([1.0, 3.0])
    with tf.GradientTape() as tape, tf.autodiff.ForwardAccumulator(x, direction) as accumulator:
        tape.watch(x)
        y = f(x, tf.constant(5))
    expected = tf.linalg.matvec(tape.jacobian(y, x), direction)
    np.testing.assert_allclose(accumulator.jvp(y), expected, rtol=1e-5)


def test_an_integer_that_comes_out_has_no_gradient():
    x = tf.constant(2.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        i, y = graph(
            lambda x: tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * x), (0, x))
        )(x)
    assert float(tape.gradient(y, x)) == 32.0
    assert tape.gradient(i, x) is None


def test_a_loop_is_one_operation_with_its_graphs():
    concrete = graph(lambda n: limited.python_function(n, 7)).get_concrete_function(
        tf.TensorSpec([], tf.int32)
    )
    (loop,) = [item for item in concrete.graph.get_operations() if item.type == "StatelessWhile"]
    assert [loop.get_attr("cond").name, loop.get_attr("body").name] == ["while_cond", "while_body"]
    assert [item.type for item in loop.get_attr("body").get_operations()].count("AddV2") == 1


def test_a_shape_that_grows_needs_an_invariant():
    def doubled(x, **invariants):
        return tf.while_loop(
            lambda x: tf.size(x) < 5, lambda x: (tf.concat([x, x], 0),), (x,), **invariants
        )[0]

    x = tf.constant([1.0, 2.0])
    with pytest.raises(ValueError, match="use the `shape_invariants` argument"):
        graph(doubled)(x)
    invariants = {"shape_invariants": (tf.TensorShape([None]),)}
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = graph(lambda x: doubled(x, **invariants))(x)
    assert y.shape == [8]
    assert tape.gradient(y, x).numpy().tolist() == [4.0, 4.0]


def test_ten_thousand_rounds_and_back():
    a = tf.constant(0.9999, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(a)
        y = graph(power)(a, tf.constant(10_000))
    np.testing.assert_allclose(y, 0.9999**10_000, rtol=1e-9)
    np.testing.assert_allclose(tape.gradient(y, a), 10_000 * 0.9999**9_999, rtol=1e-9)
