"""Loops that run as often as a value says: their derivatives are those of unrolled ones."""

import functools

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfcourse.core.differentiation import differentiating
from tfcourse.function import differentiable_loop
from tfcourse.function.differentiable_loop import while_loop


def swirl(state, operands):
    i, x, y = state
    _, a = operands
    return i + 1, jnp.sin(y) + a * x, jnp.cos(x) - 0.5 * y


def alternate(state, operands):
    i, x, y = state
    _, a = operands
    return i + 1, jnp.where(i % 2 == 0, a * x, jnp.sqrt(1 + x * x)), 0.9 * y + jnp.tanh(x)


def last_state(step, count, x, y, a):
    state = (jnp.zeros((), jnp.int64), x, y)
    last = while_loop(lambda state, operands: state[0] < operands[0], step, state, (count, a))
    return last[1:]


def unrolled(step, count, x, y, a):
    def body(state, _):
        return step(state, (count, a)), None

    state = (jnp.zeros((), jnp.int64), x, y)
    return jax.lax.scan(body, state, length=count)[0][1:]


def reverse(function, primals):
    """Returns the gradient of a weighted sum of the results."""
    with differentiating("reverse"):
        results, pull_back = jax.vjp(function, *primals)
    weights = [jnp.full(result.shape, 0.5 + at) for at, result in enumerate(results)]
    return pull_back(tuple(weights))


def forward(function, primals):
    """Returns the tangents of the results in some direction."""
    with differentiating("forward"):
        directions = tuple(jnp.full(primal.shape, 1.0 - at) for at, primal in enumerate(primals))
        return jax.jvp(function, primals, directions)[1]


@functools.cache
def compiled_gradient(step, capacity):
    """Returns a gradient that keeps `capacity` states."""

    def gradient(count, *primals):
        return reverse(functools.partial(last_state, step, count), primals)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differentiable_loop, "_FEWEST", capacity)
        patch.setattr(differentiable_loop, "_MOST", capacity)
        return jax.jit(gradient).lower(jnp.int64(0), *[jnp.float64(0)] * 3).compile()


@functools.cache
def compiled_step(step):
    def pull_back(i, count, x, y, a, cotangents):
        def after(x, y, a):
            return step((i, x, y), (count, a))[1:]

        return jax.vjp(after, x, y, a)[1](cotangents)

    return jax.jit(step), jax.jit(pull_back)


def gradient_of_the_unrolled_loop(step, count, x, y, a):
    run, pull_back = compiled_step(step)
    states = [(np.int64(0), x, y)]
    for _ in range(count):
        states.append(run(states[-1], (np.int64(count), a)))
    cotangents, total = (np.float64(0.5), np.float64(1.5)), 0.0
    for i, x, y in reversed(states[:-1]):
        *cotangents, of_a = pull_back(i, np.int64(count), x, y, a, tuple(cotangents))
        total += of_a
    return (*cotangents, total)


@settings(max_examples=60)
@given(
    st.sampled_from([swirl, alternate]),
    st.sampled_from([3, 5, 64]),
    st.integers(0, 200),
    *[st.floats(-0.9, 0.9)] * 3,
)
def test_the_gradient_is_that_of_the_unrolled_loop(step, capacity, count, x, y, a):
    found = compiled_gradient(step, capacity)(
        jnp.int64(count), *map(jnp.asarray, (np.float64(x), np.float64(y), np.float64(a)))
    )
    expected = gradient_of_the_unrolled_loop(
        step, count, np.float64(x), np.float64(y), np.float64(a)
    )
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


ORDERS = [
    (forward,),
    (forward, forward),
    (reverse, reverse),
    (forward, reverse),
    (reverse, forward),
    (reverse, reverse, reverse),
]


@pytest.mark.parametrize(
    "order", ORDERS, ids=lambda order: "_over_".join(f.__name__ for f in order)
)
def test_derivatives_of_higher_order(order):
    def derivative(function, *primals):
        for take in reversed(order):
            function = functools.partial(lambda take, inner, *at: take(inner, at), take, function)
        return function(*primals)

    primals = (jnp.float64(0.3), jnp.float64(-0.7), jnp.float64(0.8))
    found = jax.jit(lambda count: derivative(functools.partial(last_state, swirl, count), *primals))
    for count in (0, 9):
        expected = derivative(functools.partial(unrolled, swirl, count), *primals)
        np.testing.assert_allclose(found(jnp.int64(count)), expected, rtol=1e-9, atol=1e-12)


def test_a_batch_of_loops_of_different_lengths():
    counts, xs = jnp.asarray([0, 3, 11]), jnp.asarray([0.3, -0.2, 0.9])

    def gradient(loop, count, x):
        return reverse(functools.partial(loop, swirl, count), (x, jnp.float64(0.1), jnp.float64(1)))

    found = jax.jit(jax.vmap(functools.partial(gradient, last_state)))(counts, xs)
    rows = [gradient(unrolled, int(count), x) for count, x in zip(counts, xs, strict=True)]
    np.testing.assert_allclose(np.transpose(found), rows, rtol=1e-9)


def test_a_loop_in_a_loop():
    def nested(count, x):
        def outer(state, operands):
            i, x = state
            inner = while_loop(
                lambda state, operands: state[0] < operands[0],
                lambda state, operands: (state[0] + 1, jnp.sin(state[1]) + operands[1]),
                (jnp.zeros((), jnp.int64), x),
                (i, operands[1]),
            )
            return i + 1, inner[1] * operands[1]

        state = (jnp.zeros((), jnp.int64), x)
        return while_loop(lambda state, operands: state[0] < operands[0], outer, state, (count, x))[
            1:
        ]

    def by_hand(x):
        y = x
        for i in range(4):
            for _ in range(i):
                y = jnp.sin(y) + x
            y = y * x
        return (y,)

    def second(function, x):
        return reverse(lambda x: reverse(function, (x,)), (x,))

    x = jnp.float64(0.7)
    found = jax.jit(lambda count: second(functools.partial(nested, count), x))(jnp.int64(4))
    np.testing.assert_allclose(found, second(by_hand, x), rtol=1e-9)


def test_integers_and_booleans_have_no_gradient():
    def function(x):
        def step(state, operands):
            i, x, is_even = state
            return i + 1, jnp.where(is_even, x * operands[0], x), ~is_even

        state = (jnp.zeros((), jnp.int64), x, jnp.asarray(True))
        return while_loop(lambda state, operands: state[0] < 5, step, state, (x,))[1:2]

    (found,) = reverse(function, (jnp.float64(1.5),))
    np.testing.assert_allclose(found, 0.5 * 4 * 1.5**3)
