"""Segments of unsorted elements agree with a loop over them, and derive."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

DATA = np.arange(1.0, 9.0).reshape(4, 2)
REDUCTIONS = {"sum": np.sum, "mean": np.mean, "prod": np.prod, "max": np.max, "min": np.min}


@given(st.lists(st.integers(-1, 3), min_size=4, max_size=4))
def test_every_segment_is_reduced(ids):
    for name, reduce in REDUCTIONS.items():
        result = np.asarray(getattr(tf.math, f"unsorted_segment_{name}")(DATA, ids, 4))
        for item in set(ids) - {-1}:
            np.testing.assert_allclose(result[item], reduce(DATA[np.array(ids) == item], axis=0))


@pytest.mark.parametrize("name", [*REDUCTIONS, "sqrt_n"])
def test_gradients(name):
    function = getattr(tf.math, f"unsorted_segment_{name}")
    check_everywhere(lambda x: function(x, [1, 0, 1, -1], 3), DATA)
    check_gradients(lambda x: function(x, [1, 0, 1, -1], 2), DATA, order=1)
