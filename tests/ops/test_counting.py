"""Counts agree with NumPy's."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf

CLASSES = st.lists(st.integers(0, 4), min_size=5, max_size=5)


@given(CLASSES, st.integers(0, 6))
def test_numbers_are_counted(values, length):
    assert np.array_equal(tf.math.bincount(values), np.bincount(values))
    counts = tf.math.bincount(values, minlength=length)
    assert np.array_equal(counts, np.bincount(values, minlength=length))
    weights = np.linspace(0.5, 2, 5)
    assert np.allclose(tf.math.bincount(values, weights), np.bincount(values, weights))


@given(CLASSES, CLASSES)
def test_confusions_are_counted(labels, predictions):
    matrix = np.zeros((5, 5), int)
    np.add.at(matrix, (labels, predictions), 1)
    assert np.array_equal(tf.math.confusion_matrix(labels, predictions, 5), matrix)


@given(st.lists(st.floats(0, 8, width=32), min_size=4, max_size=4))
def test_bins(values):
    bins = np.minimum(np.array(values, np.float32) // 2, 3).astype(int)
    assert np.array_equal(tf.histogram_fixed_width_bins(values, [0.0, 8.0], 4), bins)
    counts = np.bincount(bins, minlength=4)
    assert np.array_equal(tf.histogram_fixed_width(values, [0.0, 8.0], 4), counts)


def test_counts_in_a_function():
    count = tf.function(lambda values: tf.math.bincount(values))
    assert count(tf.constant([1, 1, 3])).numpy().tolist() == [0, 2, 0, 1]
    assert count(tf.constant([0, 0, 0])).numpy().tolist() == [3]
