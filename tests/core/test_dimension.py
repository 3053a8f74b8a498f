"""Dimension: facts recorded from TensorFlow 2.21."""

import copy
import pickle

import numpy as np
import pytest

from tfcourse.core.dimension import Dimension, dimension_size, dimension_value

UNKNOWN = Dimension(None)


def test_text():
    assert [repr(Dimension(3)), str(Dimension(3))] == ["Dimension(3)", "3"]
    assert [repr(UNKNOWN), str(UNKNOWN)] == ["Dimension(None)", "?"]


def test_conversions():
    assert Dimension(Dimension(3)).value == 3
    assert type(Dimension(np.int64(2)).value) is int
    assert int(Dimension(3)) == 3
    assert [1, 2, 3][Dimension(1)] == 2
    assert (bool(Dimension(0)), bool(Dimension(3)), bool(UNKNOWN)) == (False, True, False)
    assert dimension_value(Dimension(3)) == 3
    assert dimension_value("other") == "other"
    assert copy.copy(Dimension(3)).value == pickle.loads(pickle.dumps(Dimension(3))).value == 3


@pytest.mark.parametrize(
    "result, expected",
    [
        (Dimension(3) + 1, 4),
        (5 + Dimension(3), 8),
        (Dimension(3) - 1, 2),
        (5 - Dimension(3), 2),
        (Dimension(3) * 2, 6),
        (5 * Dimension(3), 15),
        (Dimension(3) // 2, 1),
        (7 // Dimension(3), 2),
        (Dimension(7) % 3, 1),
        (7 % Dimension(3), 1),
        (Dimension(3) * UNKNOWN, None),
        (Dimension(3) + None, None),
        (7 - UNKNOWN, None),
    ],
)
def test_arithmetic(result, expected):
    assert type(result) is Dimension
    assert result.value == expected


def test_comparison():
    assert (Dimension(3) == 3) is True
    assert (Dimension(3) != 3) is False
    assert (Dimension(3) == Dimension(None)) is None
    assert (Dimension(3) != None) is None  # noqa: E711
    assert (UNKNOWN == None) is None  # noqa: E711
    assert (Dimension(3) == "x") is False
    assert (Dimension(3) == -1) is False
    assert (Dimension(3) < 4, Dimension(3) > 2, Dimension(3) >= 2) == (True, True, True)
    assert (Dimension(3) <= 3, Dimension(3) > UNKNOWN) == (True, None)


def test_compatibility():
    assert Dimension(3).is_compatible_with(None)
    assert not Dimension(3).is_compatible_with(4)
    assert Dimension(3).merge_with(None).value == UNKNOWN.merge_with(3).value == 3


@pytest.mark.parametrize(
    "call, error, message",
    [
        (lambda: Dimension(-1), ValueError, "Dimension -1 must be >= 0"),
        (
            lambda: dimension_size("x"),
            TypeError,
            "Dimension value must be integer or None or have an __index__ method, "
            "got value ''x'' with type '<class 'str'>'",
        ),
        (
            lambda: Dimension(1.5),
            TypeError,
            "Dimension value must be integer or None or have an __index__ method, "
            "got value '1.5' with type '<class 'float'>'",
        ),
        (
            lambda: Dimension(3).merge_with(4),
            ValueError,
            "Dimensions 3 and 4 are not compatible",
        ),
        (
            lambda: Dimension(3) / 2,
            TypeError,
            "unsupported operand type(s) for /: 'Dimension' and 'int', please use // instead",
        ),
        (
            lambda: 4 / Dimension(3),
            TypeError,
            "unsupported operand type(s) for /: 'int' and 'Dimension', please use // instead",
        ),
        (
            lambda: Dimension(3) + "x",
            TypeError,
            "unsupported operand type(s) for +: 'Dimension' and 'str'",
        ),
        (lambda: Dimension(3) - 5, ValueError, "Dimension -2 must be >= 0"),
        (lambda: int(UNKNOWN), TypeError, "__int__ returned non-int (type NoneType)"),
        (lambda: hash(Dimension(3)), TypeError, "unhashable type: 'Dimension'"),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error) as raised:
        call()
    assert str(raised.value) == message
