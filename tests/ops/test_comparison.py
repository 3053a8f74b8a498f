"""Comparison and logic agree with NumPy's, in functions too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere

COMPARISONS = [tf.equal, tf.not_equal, tf.less, tf.less_equal, tf.greater, tf.greater_equal]
FLOATS = st.lists(st.sampled_from([0.0, -0.0, 1.0, np.inf, np.nan]), min_size=3, max_size=3)


@given(FLOATS, FLOATS)
def test_comparisons(left, right):
    x, y = np.array(left, np.float32), np.array(right, np.float32)
    for function in COMPARISONS:
        assert np.array_equal(function(x, tf.constant(y)), getattr(np, function.__name__)(x, y))


def test_comparisons_everywhere():
    for function in COMPARISONS:
        check_everywhere(function, [[1.0], [2.0]], [2.0, 1.0])


@given(st.lists(st.booleans(), min_size=2, max_size=2), st.booleans())
def test_logic(left, right):
    for name in ["logical_and", "logical_or", "logical_xor"]:
        expected = getattr(np, name)(left, right)
        assert np.array_equal(getattr(tf.math, name)(left, right), expected)
    assert np.array_equal(tf.logical_not(left), np.logical_not(left))


def test_shapes_that_do_not_fit_are_unequal_for_the_operators_only():
    x, y = tf.constant([1, 2]), tf.constant([1, 2, 3])
    assert [bool(x == y), bool(x != y)] == [False, True]
    with pytest.raises(tf.errors.InvalidArgumentError, match="Incompatible shapes"):
        tf.equal(x, y)


def test_strings_are_compared_in_functions():
    is_known = tf.function(lambda x: x == "a")
    assert is_known(tf.constant(["a", "b"])).numpy().tolist() == [True, False]
