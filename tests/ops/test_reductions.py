"""Reductions agree with NumPy's over any axes, run the same everywhere, and derive."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

LIKE_NUMPY = {
    tf.reduce_sum: np.sum,
    tf.reduce_mean: np.mean,
    tf.reduce_prod: np.prod,
    tf.reduce_max: np.max,
    tf.reduce_min: np.min,
}
DERIVED = [*LIKE_NUMPY, tf.math.reduce_euclidean_norm]
ARRAY = np.arange(1.0, 25.0).reshape(2, 3, 4) / 7
AXES = st.none() | st.integers(-3, 2) | st.sets(st.integers(0, 2)).map(tuple)


@given(AXES, st.booleans())
def test_reductions_of_floats(axes, keepdims):
    for function, expected in LIKE_NUMPY.items():
        actual = np.asarray(function(ARRAY, axes, keepdims))
        np.testing.assert_allclose(actual, expected(ARRAY, axis=axes, keepdims=keepdims), 1e-9)


@given(st.lists(st.booleans(), min_size=6, max_size=6), st.sampled_from([None, 0, 1, -1]))
def test_reductions_of_booleans(flags, axis):
    array = np.reshape(flags, (2, 3))
    assert np.array_equal(tf.reduce_all(array, axis), array.all(axis))
    assert np.array_equal(tf.reduce_any(array, axis), array.any(axis))


@pytest.mark.parametrize("function", DERIVED, ids=lambda function: function.__name__)
def test_gradients(function):
    check_everywhere(lambda x: function(x, 1), [[1.0, 2.5], [-3.0, 0.5]])
    check_gradients(function, [1.0, 2.5, -3.0])
    check_gradients(lambda x: function(x, axis=0), [[1.0, 2.5], [-3.0, 0.5]], order=1)


def test_products_with_zeros_derive():
    check_gradients(tf.reduce_prod, [0.0, 2.0, 3.0])
    check_gradients(tf.reduce_prod, [0.0, 0.0, 3.0])


def test_equal_extremes_share_the_gradient():
    x = tf.constant([2.0, 1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_max(x)
    assert tape.gradient(y, x).numpy().tolist() == [0.5, 0.0, 0.5]


def test_ranks_that_a_function_does_not_know():
    @tf.function(input_signature=[tf.TensorSpec(None)])
    def total(x):
        return tf.reduce_sum(x)

    assert float(total(tf.ones([2, 3]))) == 6.0
    assert float(total(tf.constant(5.0))) == 5.0
