"""Sets in rows agree with Python's sets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf

ROWS = st.lists(st.integers(-3, 3), min_size=3, max_size=3)


@pytest.mark.parametrize(
    ("function", "combine"),
    [
        (tf.sets.union, set.union),
        (tf.sets.intersection, set.intersection),
        (tf.sets.difference, set.difference),
    ],
)
@given(st.lists(st.tuples(ROWS, ROWS), min_size=1, max_size=3))
def test_each_row_is_combined(function, combine, pairs):
    one, other = (np.array(rows) for rows in zip(*pairs, strict=True))
    result = function(one, other)
    expected = [sorted(combine(set(a), set(b))) for a, b in pairs]
    assert tf.sets.size(result).numpy().tolist() == [len(row) for row in expected]
    assert result.values.numpy().tolist() == [item for row in expected for item in row]
