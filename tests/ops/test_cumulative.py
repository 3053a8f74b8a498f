"""Cumulative functions agree with NumPy's along any axis, in both directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

ARRAY = np.arange(1.0, 7.0).reshape(2, 3)


def scanned(function, identity, axis, exclusive, reverse):
    array = np.flip(ARRAY, axis) if reverse else ARRAY
    if exclusive:
        width = [(0, 0), (0, 0)]
        width[axis] = (1, 0)
        array = np.pad(array, width, constant_values=identity)
        array = np.delete(array, -1, axis)
    result = function(array, axis=axis)
    return np.flip(result, axis) if reverse else result


@given(st.integers(-2, 1), st.booleans(), st.booleans())
def test_scans(axis, exclusive, reverse):
    options = (axis, exclusive, reverse)
    assert np.array_equal(tf.cumsum(ARRAY, *options), scanned(np.cumsum, 0, *options))
    assert np.array_equal(tf.math.cumprod(ARRAY, *options), scanned(np.cumprod, 1, *options))
    expected = scanned(np.logaddexp.accumulate, -np.inf, *options)
    np.testing.assert_allclose(tf.math.cumulative_logsumexp(ARRAY, *options), expected, 1e-9)


@pytest.mark.parametrize(
    "function",
    [tf.cumsum, tf.math.cumprod, tf.math.cumulative_logsumexp],
    ids=lambda function: function.__name__,
)
def test_gradients(function):
    check_everywhere(function, [[1.0, 2.0], [0.5, -1.0]])
    check_gradients(lambda x: function(x) ** 2, [1.0, 2.0, 0.5], order=1)
    check_gradients(lambda x: function(x, reverse=True), [1.0, 2.0, 0.5], order=1)
