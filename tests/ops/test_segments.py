"""Segments agree with a loop over them; ids may be computed in a function."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

DATA = np.arange(1.0, 9.0).reshape(4, 2)
REDUCTIONS = {"sum": np.sum, "mean": np.mean, "prod": np.prod, "max": np.max, "min": np.min}
IDS = st.lists(st.integers(0, 3), min_size=4, max_size=4)


@given(IDS)
def test_every_segment_is_reduced(ids):
    for name, reduce in REDUCTIONS.items():
        unsorted = np.asarray(getattr(tf.math, f"unsorted_segment_{name}")(DATA, ids, 4))
        in_order = np.asarray(getattr(tf.math, f"segment_{name}")(DATA, sorted(ids)))
        for item in set(ids):
            rows = np.array(ids) == item
            np.testing.assert_allclose(unsorted[item], reduce(DATA[rows], axis=0))
            rows = np.array(sorted(ids)) == item
            np.testing.assert_allclose(in_order[item], reduce(DATA[rows], axis=0))


@pytest.mark.parametrize("name", [*REDUCTIONS, "sqrt_n"])
def test_gradients_of_unsorted_segments(name):
    function = getattr(tf.math, f"unsorted_segment_{name}")
    check_everywhere(lambda x: function(x, [1, 0, 1, -1], 3), DATA)
    check_gradients(lambda x: function(x, [1, 0, 1, -1], 2), DATA, order=1)


@pytest.mark.parametrize("name", ["sum", "mean", "max", "min"])
def test_gradients_of_sorted_segments(name):
    function = getattr(tf.math, f"segment_{name}")
    check_gradients(lambda x: function(x, [0, 0, 1, 3]), DATA, order=1)


def test_ids_that_a_function_computes():
    @tf.function
    def sums(data, ids):
        return tf.math.segment_sum(data, ids)

    assert sums(tf.constant([1, 2, 3]), tf.constant([0, 0, 1])).numpy().tolist() == [3, 3]
    assert sums(tf.constant([1, 2, 3]), tf.constant([0, 1, 2])).numpy().tolist() == [1, 2, 3]


def test_products_of_segments_with_zeros_derive():
    check_gradients(
        lambda x: tf.math.unsorted_segment_prod(x, [0, 0, 1, 1, 1], 2),
        [0.0, 3.0, 0.0, 0.0, 2.0],
        order=1,
    )
