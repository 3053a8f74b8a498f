"""Segments of sorted rows agree with a loop over them; ids may be computed in a function."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_gradients

DATA = np.arange(1.0, 9.0).reshape(4, 2)
REDUCTIONS = {"sum": np.sum, "mean": np.mean, "prod": np.prod, "max": np.max, "min": np.min}


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4).map(sorted))
def test_every_segment_is_reduced(ids):
    for name, reduce in REDUCTIONS.items():
        result = np.asarray(getattr(tf.math, f"segment_{name}")(DATA, ids))
        for item in set(ids):
            np.testing.assert_allclose(result[item], reduce(DATA[np.array(ids) == item], axis=0))


@pytest.mark.parametrize("name", ["sum", "mean", "max", "min"])
def test_gradients(name):
    function = getattr(tf.math, f"segment_{name}")
    check_gradients(lambda x: function(x, [0, 0, 1, 3]), DATA, order=1)


def test_ids_that_a_function_computes():
    @tf.function
    def sums(data, ids):
        return tf.math.segment_sum(data, ids)

    assert sums(tf.constant([1, 2, 3]), tf.constant([0, 0, 1])).numpy().tolist() == [3, 3]
    assert sums(tf.constant([1, 2, 3]), tf.constant([0, 1, 2])).numpy().tolist() == [1, 2, 3]
