"""Python data as arrays: the short ways give what the long one does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.core import convert

NUMBERS = st.lists(
    st.one_of(
        st.floats(allow_nan=True, allow_infinity=True),
        st.integers(-(2**40), 2**40),
        st.integers(-3, 3),
        st.booleans(),
        st.just(1e39),
        st.just(-0.0),
    ),
    max_size=20,
)


def by_the_long_way(value):
    return convert._sequence_to_array(*convert._flatten(value), None)


def result_of(function, value):
    try:
        array = function(value)
    except Exception as error:
        return type(error), str(error)
    return array.dtype, array.shape, array.tobytes()


@given(st.one_of(NUMBERS, st.lists(NUMBERS, max_size=4)))
def test_short_ways_agree_with_the_long_one(value):
    array = convert.simple_array(value)
    if array is not None:
        assert (array.dtype, array.shape, array.tobytes()) == result_of(by_the_long_way, value)


@pytest.mark.parametrize(
    "value",
    [
        [1.0, 2.5, -0.0],
        [[1.0, 2.0], [3.0, 4.0]],
        [float("inf"), float("-inf"), float("nan")],
        [0.1, 1e-45, 3.4028235e38],
        [2**31 - 1, -(2**31)],
        [[1], [2], [3]],
    ],
)
def test_a_handful_of_numbers_is_packed(value):
    array = convert._packed(value)
    assert result_of(lambda value: array, value) == result_of(by_the_long_way, value)
    assert array.flags.writeable


@pytest.mark.parametrize(
    "value",
    [
        [1e39],
        [2**31],
        [1, 2.0],
        [True, False],
        [[1.0], [2.0, 3.0]],
        [[1.0], 2.0],
        [1.0, [2.0]],
        [[]],
        [(1.0,), (2.0,)],
        [[[1.0]]],
        [np.float32(1.0)],
        ["text"],
        [0.0] * 17,
    ],
)
def test_what_is_not_is_left_to_the_others(value):
    assert convert._packed(value) is None
