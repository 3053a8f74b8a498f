"""Loops on the host: short ones run there, long ones are begun again by XLA, for good."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core.host import loops, translate


def count_to(n):
    return lax.while_loop(lambda i: i < n, lambda i: i + 1, jnp.zeros_like(n)), n


def test_a_short_loop_runs_on_the_host():
    program = translate(count_to, [jax.ShapeDtypeStruct((), np.int32)])
    count, _ = program(np.int32(12))
    assert count == 12
    assert isinstance(count, np.ndarray)


def test_a_long_loop_is_left_to_xla_from_then_on():
    program = translate(count_to, [jax.ShapeDtypeStruct((), np.int32)])
    count, _ = program(np.int32(loops.MOST))
    assert count == loops.MOST
    assert isinstance(count, jax.Array)
    assert isinstance(program(np.int32(1))[0], jax.Array)


def test_a_loop_that_is_run_often_is_left_to_xla():
    program = translate(count_to, [jax.ShapeDtypeStruct((), np.int32)])
    kinds = [type(program(np.int32(loops.MOST // 10))[0]) for _ in range(10)]
    assert kinds[0] is np.ndarray
    assert kinds[-1] is not np.ndarray


def test_calls_of_nested_loops_count_together():
    def square(n):
        def add(state):
            return state[0] + 1, state[1] + count_to(n)[0]

        return lax.while_loop(lambda s: s[0] < n, add, (jnp.zeros_like(n), jnp.zeros_like(n)))

    program = translate(square, [jax.ShapeDtypeStruct((), np.int32)])
    assert isinstance(program(np.int32(10))[1], np.ndarray)
    root = int(loops.MOST**0.5)
    assert program(np.int32(root))[1] == root * root
    assert isinstance(program(np.int32(10))[1], jax.Array)
