"""Sums in TensorFlow's order: one value for each order is known, and all are sums."""

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st

from tfcourse.core.host.sums import sum_last_axis, width

# Sums that TensorFlow 2.21 gives for sin(0), sin(1), ... in float32, as bits.
TENSORFLOW_SUMS = {
    8: 1057866093,
    9: 1069908993,
    31: 1049584318,
    32: -1107432160,
    33: 1054529874,
    70: -1118679728,
    100: 1052911024,
    1000: -1135375680,
    4097: -1108245856,
    8192: 1066404668,
    8193: 1043151620,
    16390: 1073235301,
    20000: -1107963472,
}


@hypothesis.given(count=st.integers(8, 20_000), rows=st.integers(1, 3), seed=st.integers(0, 99))
@hypothesis.settings(deadline=None, max_examples=40)
def test_is_the_sum_whatever_the_length(count, rows, seed):
    values = np.random.default_rng(seed).integers(-100, 100, (rows, count)).astype(np.float32)
    assert np.array_equal(sum_last_axis(values), values.sum(1))


@pytest.mark.parametrize(("count", "bits"), TENSORFLOW_SUMS.items())
def test_adds_in_the_order_of_tensorflow(count, bits):
    values = np.sin(np.arange(count)).astype(np.float32)
    assert sum_last_axis(values).view(np.int32) == bits


def test_a_vector_holds_32_bytes():
    assert width(np.float32) == 8
    assert width(np.float64) == 4


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("count", [8, 9, 31, 100, 200])
def test_negative_zeros_are_zero_together(count, dtype):
    assert not np.signbit(sum_last_axis(np.full(count, -0.0, dtype)))
    assert not np.signbit(sum_last_axis(np.full((2, count), -0.0, dtype))).any()


@pytest.mark.parametrize("count", [8, 40, 64, 70, 100, 200, 265, 1000, 1100])
def test_rows_are_added_as_each_by_itself(count):
    rows = np.sin(np.arange(3 * count)).astype(np.float32).reshape(3, count)
    alone = [sum_last_axis(row) for row in rows]
    assert np.array_equal(sum_last_axis(rows), alone)
    assert np.array_equal(sum_last_axis(np.asfortranarray(rows)), alone)
    assert sum_last_axis(rows[:0]).shape == (0,)
