"""Choosing by truth agrees with NumPy."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_gradients


@given(st.lists(st.booleans(), min_size=6, max_size=6))
def test_masks_select_what_numpy_selects(flags):
    array, mask = np.arange(6).reshape(2, 3), np.reshape(flags, (2, 3))
    assert np.array_equal(tf.boolean_mask(array, mask), array[mask])
    assert np.array_equal(tf.constant(array)[tf.constant(mask)], array[mask])
    assert np.array_equal(tf.boolean_mask(array, mask[0], axis=1), array[:, mask[0]])
    assert np.array_equal(tf.where(mask), np.argwhere(mask))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4))
def test_sequence_masks_count_their_lengths(lengths):
    mask = tf.sequence_mask(lengths, 4, tf.int32)
    assert mask.numpy().sum(axis=1).tolist() == lengths


def test_gradients_flow_where_the_choice_went():
    x = tf.constant([1.0, -2.0, 3.0], tf.float64)
    check_gradients(lambda x: tf.where(x > 0.0, x * x, -x), x)
    check_gradients(lambda x: tf.boolean_mask(x * x, [True, False, True]), x)


def test_a_mask_that_a_function_computes():
    @tf.function
    def positive(x):
        return x[x > 0.0]

    assert positive(tf.constant([1.0, -1.0, 2.0])).numpy().tolist() == [1.0, 2.0]
    assert positive(tf.constant([-1.0])).numpy().tolist() == []
