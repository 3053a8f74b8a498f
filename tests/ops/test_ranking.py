"""Positions of extremes agree with NumPy's."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

INTEGERS = st.lists(st.integers(-3, 3), min_size=6, max_size=6)


@given(INTEGERS)
def test_positions(values):
    array = np.reshape(values, (2, 3))
    for axis in [0, 1, -1]:
        assert np.array_equal(tf.argmax(array, axis), np.argmax(array, axis))
        assert np.array_equal(tf.argmin(array, axis), np.argmin(array, axis))


@given(INTEGERS, st.integers(0, 6))
def test_largest_elements_come_in_order_first_of_equals_first(values, k):
    top = tf.math.top_k(values, k)
    order = np.argsort(-np.array(values), kind="stable")[:k]
    assert np.array_equal(top.indices, order)
    assert np.array_equal(top.values, np.array(values)[order])


@given(st.integers(0, 3), st.integers(1, 4))
def test_targets_among_the_largest(target, k):
    scores = np.array([[0.1, 0.4, 0.2, 0.3]], np.float32)
    rank = int((scores > scores[0, target]).sum())
    assert tf.math.in_top_k([target], scores, k).numpy().tolist() == [rank < k]


def test_ranking_everywhere():
    check_everywhere(lambda x: tf.argmax(x, 1), [[1.0, 3.0, 2.0]])
    check_everywhere(lambda x: tf.math.top_k(x, 2).values, [[1.0, 3.0, 2.0]])
    check_gradients(lambda x: tf.math.top_k(x, 2).values ** 2, [[1.0, 3.0, 2.0]])


def test_k_that_a_function_computes():
    @tf.function
    def top(x, k):
        return tf.math.top_k(x, k).values

    x = tf.constant([1, 4, 3])
    assert top(x, tf.constant(2)).numpy().tolist() == [4, 3]
    assert top(x, tf.constant(1)).numpy().tolist() == [4]
