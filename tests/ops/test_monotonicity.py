"""Order agrees with NumPy's differences."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf


@given(st.lists(st.integers(-2, 2), max_size=4))
def test_order(values):
    steps = np.diff(values)
    array = np.array(values, np.int32)
    assert bool(tf.math.is_non_decreasing(array)) == bool((steps >= 0).all())
    assert bool(tf.math.is_strictly_increasing(array)) == bool((steps > 0).all())
