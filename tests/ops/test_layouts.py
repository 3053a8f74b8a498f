"""Layouts select what NumPy's basic indexing selects."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.core.errors import InvalidArgumentError
from tfcourse.ops.layouts import (
    apply_layout,
    check_layout,
    layout_of_masks,
    result_shape,
)

SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=3).map(tuple)
BOUNDS = st.none() | st.integers(-5, 5)
TRIPLES = st.tuples(BOUNDS, BOUNDS, st.sampled_from([1, 2, 3, -1, -2]))


@st.composite
def layouts(draw):
    shape = draw(SHAPES)
    taken = draw(st.integers(0, len(shape)))
    indices, layout = [], []
    for size in shape[:taken]:
        if draw(st.booleans()):
            layout.append(len(indices))
            indices.append(draw(st.integers(-size, size - 1)))
        else:
            layout.append(draw(TRIPLES))
    for _ in range(draw(st.integers(0, 2))):
        layout.insert(draw(st.integers(0, len(layout))), None)
    if draw(st.booleans()):
        layout.append(...)
    return shape, indices, tuple(layout)


@given(layouts())
def test_a_layout_selects_what_numpy_does(drawn):
    shape, indices, layout = drawn
    array = np.arange(np.prod(shape)).reshape(shape)
    key = tuple(
        indices[entry] if type(entry) is int else slice(*entry) if type(entry) is tuple else entry
        for entry in layout
    )
    check_layout(shape, indices, layout)
    selected = apply_layout(array, indices, layout)
    assert np.array_equal(selected, array[key])
    assert list(selected.shape) == result_shape(shape, layout)


@given(layouts())
def test_unknown_sizes_give_unknown_sizes(drawn):
    shape, _, layout = drawn
    known = result_shape(shape, layout)
    unknown = result_shape([None] * len(shape), layout)
    assert len(unknown) == len(known)
    assert all(one in (None, other) for one, other in zip(unknown, known, strict=True))


def test_masks_say_what_an_entry_is():
    numbers = [1, 2, 3, 4]
    layout = layout_of_masks(numbers, numbers, [1] * 4, (0, 0, 1, 2, 4))
    assert layout == (..., None, 2, (4, 4, 1))
    assert layout_of_masks([1], [2], [3], (1, 1, 0, 0, 0)) == ((None, None, 3),)


@pytest.mark.parametrize(
    ("shape", "indices", "layout", "message"),
    [
        ((2,), [2], (0,), "slice index 2 of dimension 0 out of bounds."),
        ((2, 3), [-4], ((None, None, 1), 0), "slice index -1 of dimension 1 out of bounds."),
        ((2,), [0, 0], (0, 1), "Index out of range using input dim 1; input has only 1 dims"),
        ((), [0], (0,), "Attempting to slice scalar input."),
        ((2,), [], (..., ...), "Multiple ellipses in slice spec not allowed"),
        ((2,), [], ((None, None, 0),), r"strides\[0\] must be non-zero"),
    ],
)
def test_what_does_not_fit_is_refused(shape, indices, layout, message):
    with pytest.raises(InvalidArgumentError, match=message):
        check_layout(shape, indices, layout)


def test_an_index_cannot_go_backwards():
    with pytest.raises(InvalidArgumentError, match="only stride 1 allowed on non-range indexing"):
        layout_of_masks([0], [1], [-1], (0, 0, 0, 0, 1))
