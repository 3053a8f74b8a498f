"""Numbers as C++ prints them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.ops.formatting import float_text, quoted, summary


@given(st.floats(width=32, allow_subnormal=False))
def test_a_printed_single_reads_back(value):
    again = np.float32(float_text(value, True))
    assert again == np.float32(value) or value != value


@given(st.floats(allow_subnormal=False))
def test_a_printed_double_reads_back(value):
    again = float(float_text(value, False))
    assert again == value or value != value


@given(st.binary())
def test_quotes_hold_what_is_printable(text):
    printed = quoted(text)
    assert printed.startswith(b'"') and printed.endswith(b'"')
    assert not any(byte < 32 for byte in printed)


@pytest.mark.parametrize("most", [-1, 0, 1, 3])
@pytest.mark.parametrize("shape", [(0,), (7,), (3, 8, 2), (1, 1, 1, 1)])
def test_brackets_match_and_dots_stand_for_the_middle(shape, most):
    printed = summary(np.zeros(shape), most)
    assert printed.count(b"[") == printed.count(b"]")
    is_cut = most >= 0 and 2 * most < max(shape)
    assert (b"..." in printed) == is_cut
