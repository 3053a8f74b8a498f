"""Order agrees with NumPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere

INTEGERS = st.lists(st.integers(-4, 4), min_size=1, max_size=8)


@given(INTEGERS)
def test_sorting_is_stable_in_both_directions(values):
    array = np.array(values, np.int32)
    assert np.array_equal(tf.sort(array), np.sort(array))
    assert np.array_equal(tf.argsort(array), np.argsort(array, stable=True))
    descending = np.argsort(-array, stable=True)
    assert np.array_equal(tf.argsort(array, direction="DESCENDING"), descending)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64"])
def test_the_ends_of_integers_are_sorted(dtype):
    limits = np.iinfo(dtype)
    array = np.array([limits.max, limits.min, 1], dtype)
    assert np.array_equal(tf.sort(array), np.sort(array))


@given(INTEGERS, INTEGERS, st.sampled_from(["left", "right"]))
def test_searchsorted_finds_what_numpy_finds(ordered, values, side):
    ordered = np.sort(ordered)
    found = tf.searchsorted(ordered, np.array(values), side)
    assert np.array_equal(found, np.searchsorted(ordered, values, side))


@given(INTEGERS)
def test_unique_keeps_the_order_of_first_places(values):
    y, idx, count = tf.unique_with_counts(np.array(values))
    assert y.numpy().tolist() == list(dict.fromkeys(values))
    assert [y.numpy()[number] for number in idx.numpy()] == values
    assert count.numpy().tolist() == [values.count(value) for value in dict.fromkeys(values)]


@given(st.permutations(range(5)))
def test_a_permutation_and_its_inverse(order):
    inverse = tf.math.invert_permutation(np.array(order))
    assert np.array_equal(tf.gather(order, inverse), np.arange(5))


def test_everywhere():
    values = tf.constant([[3.0, 1.0, 2.0], [6.0, 5.0, 4.0]])
    check_everywhere(lambda x: [tf.sort(x), tf.argsort(x, axis=0)], values)
