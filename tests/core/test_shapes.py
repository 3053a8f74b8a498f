"""TensorShape: facts recorded from TensorFlow 2.21, and what holds for all shapes."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.core import shapes
from tfcourse.core.dimension import Dimension
from tfcourse.core.shapes import TensorShape, broadcast_static_shape, shape_of

PARTIAL = TensorShape([2, None, 3])
UNKNOWN = TensorShape(None)
SCALAR = TensorShape([])
FULL = TensorShape([2, 3])

any_shape = st.one_of(st.none(), st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=3)).map(
    TensorShape
)


@pytest.fixture
def version_1():
    shapes.disable_v2_tensorshape()
    yield
    shapes.enable_v2_tensorshape()


def test_text():
    texts = [(repr(shape), str(shape)) for shape in (PARTIAL, UNKNOWN, SCALAR, TensorShape([5]))]
    assert texts == [
        ("TensorShape([2, None, 3])", "(2, None, 3)"),
        ("TensorShape(None)", "<unknown>"),
        ("TensorShape([])", "()"),
        ("TensorShape([5])", "(5,)"),
    ]


class _Index:
    def __index__(self):
        return 4

    def __repr__(self):
        return "_Index()"


@pytest.mark.parametrize(
    "dims, expected",
    [
        (5, [5]),
        ((1, 2), [1, 2]),
        (FULL, [2, 3]),
        ([Dimension(3), Dimension(None)], [3, None]),
        (Dimension(3), [3]),
        (np.int64(3), [3]),
        (np.array([1, 2]), [1, 2]),
        (np.array(5), [5]),
        ([np.int32(1)], [1]),
        (_Index(), [4]),
        ([_Index()], [4]),
        (range(3), [0, 1, 2]),
        ({1: 2}, [1]),
    ],
    ids=repr,
)
def test_construction(dims, expected):
    shape = TensorShape(dims)
    assert shape.as_list() == expected
    assert all(dim is None or type(dim) is int for dim in shape)
    assert shape == shape_of(tuple(expected))


NOT_AN_INTEGER = (
    "Dimension value must be integer or None or have an __index__ method, got value '{}' "
    "with type '<class '{}'>'"
)
NOT_A_SHAPE = (
    "Failed to convert '{}' to a shape: '{}'could not be converted to a dimension. A shape should "
    "either be single dimension (e.g. 10), or an iterable of dimensions (e.g. [1, 10, None])."
)


@pytest.mark.parametrize(
    "dims, error, message",
    [
        ([1, -2], ValueError, "Dimension -2 must be >= 0"),
        (-1, ValueError, "Dimension -1 must be >= 0"),
        (2.5, TypeError, NOT_AN_INTEGER.format("2.5", "float")),
        ([2.0], TypeError, NOT_AN_INTEGER.format("2.0", "float")),
        (["a"], TypeError, NOT_AN_INTEGER.format("'a'", "str")),
        ([[1]], TypeError, NOT_AN_INTEGER.format("[1]", "list")),
        ("ab", TypeError, NOT_A_SHAPE.format("'ab'", "'a'")),
        (np.array([[1]]), TypeError, NOT_A_SHAPE.format("array([[1]])", "array([1])")),
    ],
)
def test_wrong_construction(dims, error, message):
    with pytest.raises(error) as raised:
        TensorShape(dims)
    assert str(raised.value) == message


def test_rank_and_elements():
    facts = [
        (shape.rank, shape.ndims, shape.num_elements(), shape.is_fully_defined(), bool(shape))
        for shape in (PARTIAL, UNKNOWN, SCALAR, FULL, TensorShape([0, 3]))
    ]
    assert facts == [
        (3, 3, None, False, True),
        (None, None, None, False, False),
        (0, 0, 1, True, True),
        (2, 2, 6, True, True),
        (2, 2, 0, True, True),
    ]
    assert str(PARTIAL.dims) == "[Dimension(2), Dimension(None), Dimension(3)]"
    assert UNKNOWN.dims is None


def test_items():
    assert (PARTIAL[0], PARTIAL[1], PARTIAL[-1], PARTIAL[np.int64(0)]) == (2, None, 3, 2)
    assert [PARTIAL[0:2], PARTIAL[::-1], PARTIAL[5:]] == [[2, None], [3, None, 2], []]
    assert (len(PARTIAL), list(PARTIAL), list(reversed(FULL))) == (3, [2, None, 3], [3, 2])
    assert 2 in FULL and None in PARTIAL
    assert np.zeros(FULL).shape == (2, 3)
    with pytest.raises(IndexError, match=r"^tuple index out of range$"):
        PARTIAL[3]
    with pytest.raises(TypeError, match=r"^tuple indices must be integers or slices, not str$"):
        PARTIAL["x"]


def test_items_of_unknown_rank():
    assert UNKNOWN[0] is None and UNKNOWN[-1] is None
    assert [UNKNOWN[:2], UNKNOWN[1:3], UNKNOWN[5:2]] == [[None, None], [None, None], []]
    assert UNKNOWN[1:] == UNKNOWN[-2:] == UNKNOWN[:-1] == UNKNOWN


@pytest.mark.parametrize(
    "call, error, message",
    [
        (lambda: UNKNOWN[::2], ValueError, "Steps are not yet handled"),
        (lambda: len(UNKNOWN), ValueError, "Cannot take the length of shape with unknown rank."),
        (lambda: list(UNKNOWN), ValueError, "Cannot iterate over a shape with unknown rank."),
        (
            lambda: UNKNOWN.as_list(),
            ValueError,
            "as_list() is not defined on an unknown TensorShape.",
        ),
        (
            lambda: PARTIAL.merge_with([3, 5, 3]),
            ValueError,
            "Shapes (2, None, 3) and (3, 5, 3) are not compatible",
        ),
        (
            lambda: PARTIAL.assert_is_compatible_with([2, 5]),
            ValueError,
            "Shapes (2, None, 3) and [2, 5] are incompatible",
        ),
        (lambda: PARTIAL.assert_has_rank(2), ValueError, "Shape (2, None, 3) must have rank 2"),
        (lambda: PARTIAL.with_rank(2), ValueError, "Shape (2, None, 3) must have rank 2"),
        (
            lambda: PARTIAL.with_rank_at_least(4),
            ValueError,
            "Shape (2, None, 3) must have rank at least 4",
        ),
        (
            lambda: PARTIAL.with_rank_at_most(2),
            ValueError,
            "Shape (2, None, 3) must have rank at most 2",
        ),
        (
            lambda: PARTIAL.assert_same_rank(FULL),
            ValueError,
            "Shapes (2, None, 3) and (2, 3) must have the same rank",
        ),
        (
            lambda: UNKNOWN.assert_is_fully_defined(),
            ValueError,
            "Shape <unknown> is not fully defined",
        ),
        (
            lambda: broadcast_static_shape(FULL, TensorShape([4, 3])),
            ValueError,
            "Incompatible shapes for broadcasting. Two shapes are compatible if for each dimension "
            "pair they are either equal or one of them is 1. Received: (2, 3) and (4, 3).",
        ),
        (lambda: FULL + "x", TypeError, NOT_A_SHAPE.format("'x'", "'x'")),
        (lambda: 1.5 + FULL, TypeError, NOT_AN_INTEGER.format("1.5", "float")),
        (lambda: FULL == [-1], ValueError, "Dimension -1 must be >= 0"),
        (
            lambda: FULL * 2,
            TypeError,
            "unsupported operand type(s) for *: 'TensorShape' and 'int'",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error) as raised:
        call()
    assert str(raised.value) == message


def test_assertions_that_hold():
    PARTIAL.assert_has_rank(3)
    UNKNOWN.assert_has_rank(3)
    PARTIAL.assert_same_rank(UNKNOWN)
    PARTIAL.assert_same_rank([1, 2, 3])
    PARTIAL.assert_is_compatible_with([2, 5, 3])
    FULL.assert_is_fully_defined()


def test_equality():
    for same in ([2, 3], (2, 3), np.array([2, 3]), {2, 3}):
        assert FULL.__eq__(same) is True
    assert TensorShape([5]) == 5
    assert PARTIAL == [2, None, 3] and PARTIAL != [2, 4, 3] and PARTIAL != [2, None]
    assert UNKNOWN == None and UNKNOWN != PARTIAL and SCALAR != None  # noqa: E711
    assert TensorShape([None]) == TensorShape([None])
    for other in ("ab", 5, 1.5, [2, "x"], [1.5], {}, object()):
        assert other != FULL
    assert hash(FULL) == hash((2, 3)) and hash(UNKNOWN) == hash(None)
    assert {FULL: "found"}[TensorShape((2, 3))] == "found"


def test_addition():
    assert FULL + [4] == FULL + (4,) == FULL + 4 == [2, 3, 4]  # noqa: RUF005
    assert [4] + FULL == (4,) + FULL == 4 + FULL == [4, 2, 3]  # noqa: RUF005
    assert FULL + None == None + FULL == FULL + UNKNOWN == UNKNOWN + FULL == UNKNOWN


def test_compatibility():
    assert PARTIAL.is_compatible_with([2, 5, 3])
    assert PARTIAL.is_compatible_with(UNKNOWN) and UNKNOWN.is_compatible_with(PARTIAL)
    assert not PARTIAL.is_compatible_with([3, 5, 3])
    assert not PARTIAL.is_compatible_with([2, 5])
    assert PARTIAL.merge_with([None, 5, None]) == [2, 5, 3]


def test_ranks():
    assert UNKNOWN.with_rank(2) == [None, None]
    assert UNKNOWN.with_rank(None) == UNKNOWN
    assert PARTIAL.with_rank(3) == PARTIAL.with_rank_at_least(2) == PARTIAL
    assert PARTIAL.with_rank_at_most(3) == PARTIAL


def test_supertypes():
    assert PARTIAL.most_specific_compatible_shape([2, 5, 4]) == [2, None, None]
    assert FULL.most_specific_compatible_shape([2, 3, 4]) == UNKNOWN
    assert FULL.is_subtype_of(TensorShape([2, None]))
    assert not TensorShape([2, None]).is_subtype_of(FULL)
    assert not FULL.is_subtype_of([2, 3])
    assert FULL.most_specific_common_supertype([TensorShape([2, 4])]) == [2, None]
    assert FULL.most_specific_common_supertype([5]) is None


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ([1, 2], [2, 1], [2, 2]),
        ([None, 3], [4, 1], [4, 3]),
        ([None, 3], [1, 1], [None, 3]),
        ([None, 3], [None, 3], [None, 3]),
        ([None], [0], [None]),
        ([0], [1], [0]),
        ([], [2, 3], [2, 3]),
        ([2, 3], [3], [2, 3]),
        (None, [2], None),
    ],
)
def test_broadcast(one, other, expected):
    assert broadcast_static_shape(TensorShape(one), TensorShape(other)) == TensorShape(expected)


@given(any_shape, any_shape)
def test_broadcast_is_symmetric(one, other):
    try:
        expected = broadcast_static_shape(one, other)
    except ValueError:
        with pytest.raises(ValueError):
            broadcast_static_shape(other, one)
    else:
        assert broadcast_static_shape(other, one) == expected


@given(any_shape, any_shape)
def test_merge_is_symmetric_and_narrower(one, other):
    if one.is_compatible_with(other):
        merged = one.merge_with(other)
        assert merged == other.merge_with(one)
        assert merged.is_subtype_of(one) and merged.is_subtype_of(other)
    else:
        with pytest.raises(ValueError, match="are not compatible"):
            one.merge_with(other)


@given(any_shape, any_shape)
def test_supertype_is_symmetric_and_wider(one, other):
    wider = one.most_specific_compatible_shape(other)
    assert wider == other.most_specific_compatible_shape(one)
    assert one.is_subtype_of(wider) and other.is_subtype_of(wider)


@given(any_shape)
def test_copies(shape):
    assert copy.copy(shape) == copy.deepcopy(shape) == pickle.loads(pickle.dumps(shape)) == shape


def test_dimension_at_index():
    assert repr(shapes.dimension_at_index(PARTIAL, -1)) == "Dimension(3)"
    assert repr(shapes.dimension_at_index(UNKNOWN, 1)) == "Dimension(None)"


def test_version_1(version_1):
    assert repr(PARTIAL) == "TensorShape([Dimension(2), Dimension(None), Dimension(3)])"
    assert [str(PARTIAL), str(TensorShape([5]))] == ["(2, ?, 3)", "(5,)"]
    assert PARTIAL[0].value == 2 and repr(PARTIAL[1]) == repr(UNKNOWN[0]) == "Dimension(None)"
    assert repr(list(FULL)) == "[Dimension(2), Dimension(3)]"
    assert FULL == [2, 3] and PARTIAL.as_list() == [2, None, 3]
