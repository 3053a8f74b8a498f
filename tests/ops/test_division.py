"""Quotients and remainders agree with Python's, and with each other."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

INTEGERS = st.integers(-(2**31), 2**31 - 1)
FUNCTIONS = [
    tf.divide,
    tf.math.floormod,
    tf.realdiv,
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_functions_of_two_tensors(function):
    check_everywhere(function, [1.5, 2.0, -0.5], [2.5, 0.75, 1.25])
    check_gradients(function, [1.5, 2.0, -0.5], [2.5, 0.75, 1.25])


def test_a_truncated_remainder_has_no_gradient():
    check_everywhere(tf.truncatemod, [1.5, 2.0, -0.5], [2.5, 0.75, 1.25])
    with pytest.raises(LookupError, match="no entry for: TruncateMod"):
        check_gradients(tf.truncatemod, [1.5], [2.5])


@given(st.lists(st.tuples(INTEGERS, INTEGERS.filter(bool)), min_size=3, max_size=3))
def test_integers_divide_as_pythons(pairs):
    x, y = (tf.constant(list(column)) for column in zip(*pairs, strict=True))
    wrap = [(value + 2**31) % 2**32 - 2**31 for value in [a // b for a, b in pairs]]
    assert tf.math.floordiv(x, y).numpy().tolist() == wrap
    assert tf.math.floormod(x, y).numpy().tolist() == [a % b for a, b in pairs]
    assert tf.truncatemod(x, y).numpy().tolist() == [int(math.fmod(a, b)) for a, b in pairs]


# Of subnormal numbers XLA takes the sign of 0, as TensorFlow does.
@given(st.floats(-1e6, 1e6, allow_subnormal=False), st.floats(0.01, 1e3))
def test_floats_are_quotient_and_remainder(a, b):
    x, y = tf.constant(a, tf.float64), tf.constant(b, tf.float64)
    assert float(tf.math.floormod(x, y)) == pytest.approx(a % b, abs=1e-9)
    assert float(tf.math.floordiv(x, y)) == math.floor(a / b)


@pytest.mark.parametrize("divide", [lambda x: x // 0, lambda x: x % 0, lambda x: 1 // (x - x)])
def test_integers_are_not_divided_by_zero(divide):
    with pytest.raises(tf.errors.InvalidArgumentError, match="Integer division by zero"):
        divide(tf.constant([1, 2]))


def test_no_operation_is_recorded_for_a_quotient_that_fails():
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        with pytest.raises(TypeError, match="must have the same dtype"):
            x / tf.constant([1, 2])
        y = x / 2.0
    assert tape.gradient(y, x).numpy().tolist() == [0.5, 0.5]
