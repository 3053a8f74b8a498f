"""Statistics agree with NumPy's, run the same everywhere, and derive as differences say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

ARRAY = np.arange(1.0, 25.0).reshape(2, 3, 4) / 7
AXES = st.none() | st.integers(-3, 2) | st.sets(st.integers(0, 2)).map(tuple)
STATISTICS = [tf.math.reduce_std, tf.math.reduce_variance, tf.reduce_logsumexp]


@given(AXES, st.booleans())
def test_statistics_of_floats(axes, keepdims):
    options = {"axis": axes, "keepdims": keepdims}
    np.testing.assert_allclose(tf.math.reduce_std(ARRAY, **options), np.std(ARRAY, **options))
    np.testing.assert_allclose(tf.math.reduce_variance(ARRAY, **options), np.var(ARRAY, **options))
    logsumexp = np.log(np.exp(ARRAY).sum(**options))
    np.testing.assert_allclose(tf.reduce_logsumexp(ARRAY, **options), logsumexp, 1e-12)


@given(st.lists(st.integers(0, 1), min_size=6, max_size=6), st.sampled_from([None, 0, 1, -1]))
def test_what_is_not_zero_is_counted(values, axis):
    array = np.reshape(values, (2, 3))
    assert np.array_equal(tf.math.count_nonzero(array, axis), np.count_nonzero(array, axis))


@pytest.mark.parametrize("function", STATISTICS, ids=lambda function: function.__name__)
def test_gradients(function):
    check_everywhere(lambda x: function(x, 1), [[1.0, 2.5], [-3.0, 0.5]])
    check_gradients(function, [1.0, 2.5, -3.0])
    check_gradients(lambda x: function(x, axis=0), [[1.0, 2.5], [-3.0, 0.5]], order=1)


def test_integers_have_no_variance():
    with pytest.raises(TypeError, match="Input must be either real or complex"):
        tf.math.reduce_variance([1, 2])
