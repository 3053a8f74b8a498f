"""Operations on bits agree with NumPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf

FUNCTIONS = {
    tf.bitwise.bitwise_and: np.bitwise_and,
    tf.bitwise.bitwise_or: np.bitwise_or,
    tf.bitwise.bitwise_xor: np.bitwise_xor,
    tf.bitwise.left_shift: np.left_shift,
    tf.bitwise.right_shift: np.right_shift,
}


@given(st.lists(st.integers(-128, 127), min_size=4, max_size=4), st.integers(0, 7))
def test_signed_bytes(values, other):
    x, y = np.array(values, np.int8), np.int8(other)
    for function, expected in FUNCTIONS.items():
        assert np.array_equal(function(x, tf.constant(y)), expected(x, y))
    assert np.array_equal(tf.bitwise.invert(x), ~x)


def test_shifts_by_more_than_all_bits():
    x = tf.constant([1, -8])
    assert tf.bitwise.left_shift(x, 99).numpy().tolist() == [-(2**31), 0]
    assert tf.bitwise.right_shift(x, 99).numpy().tolist() == [0, -1]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_floats_have_no_bits(function):
    with pytest.raises(tf.errors.InvalidArgumentError, match="is not in the list of allowed"):
        function([1.0], [2.0])
