"""Where rows begin: row splits, and what says the same in other words.

Row splits are the offsets at which rows begin, and at which the last one ends. Checks look at
values and are made where these are known.
"""

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.constants import constant_value
from tfcourse.core.convert import convert
from tfcourse.ops.casting import cast
from tfcourse.ops.counting import bincount
from tfcourse.ops.cumulative import cumsum
from tfcourse.ops.gather import gather
from tfcourse.ops.joining import concat
from tfcourse.ops.ranges import range_
from tfcourse.ops.repetition import repeat
from tfcourse.ops.shapes import shape


def known(tensor) -> np.ndarray | None:
    """Returns a tensor's value where it is known, else None."""
    value = constant_value(tensor)
    return None if value is None else np.asarray(value)


def _failed(message, details):
    return errors.InvalidArgumentError(None, None, f"{message}\n{details}")


def check_equal(message: str, one: int, other: int) -> None:
    """Raises TensorFlow's error where two numbers differ."""
    if one != other:
        raise _failed(
            message,
            "Condition x == y did not hold.\n"
            f"First 1 elements of x:\n[{one}]\nFirst 1 elements of y:\n[{other}]",
        )


def check_not_negative(message: str, values: np.ndarray) -> None:
    """Raises TensorFlow's error where a number is negative."""
    if (values < 0).any():
        shown = [str(value) for value in values.tolist()]
        raise _failed(
            f"{message}.  ",
            "Condition x >= 0 did not hold element-wise:\n"
            f"x (shape={values.shape} dtype={values.dtype}) = \n{shown}",
        )


def check_same(one: np.ndarray, other: np.ndarray) -> None:
    """Raises TensorFlow's error where the row splits of two operands differ."""
    if one.shape != other.shape:
        raise errors.InvalidArgumentError(
            None,
            None,
            "Condition x == y did not hold.\nFirst 1 elements of x:\n[False]\n"
            "First 1 elements of y:\n[ True]",
        )
    differs = np.flatnonzero(one != other)
    if differs.size:
        first = differs[0]
        raise errors.InvalidArgumentError(
            None,
            None,
            "Condition x == y did not hold.\nIndices of first 1 different values:\n"
            f"[[{first}]]\nCorresponding x values:\n[{one[first]}]\n"
            f"Corresponding y values:\n[{other[first]}]\n"
            f"First {min(3, one.size)} elements of x:\n{one[:3]}\n"
            f"First {min(3, one.size)} elements of y:\n{other[:3]}",
        )


def as_partition(value, name: str):
    """Returns what describes rows as a tensor of int32 or int64; Python data becomes int64.

    Raises:
      ValueError: if its dtype is another.
    """
    tensor = convert(value, None, dtypes.int64)
    if tensor.dtype not in (dtypes.int32, dtypes.int64):
        raise ValueError(f"{name} must have dtype int32 or int64")
    return tensor


def outer_size(tensor, dtype):
    """Returns the size of a tensor's first dimension, as a tensor."""
    static = tensor.shape[0]
    if static is not None:
        return convert(np.array(static, dtype.numpy_dtype))
    return shape(tensor, dtype)[0]


def checked_splits(splits, factory: str):
    """Checks that splits begin with 0 and never go down.

    Raises:
      InvalidArgumentError: if they do not.
      ValueError: if there are none.
    """
    if splits.shape.rank == 1 and splits.shape[0] == 0:
        raise ValueError("row_splits tensor may not be empty.")
    value = known(splits)
    if value is not None:
        words = f"Arguments to {factory} do not form a valid RaggedTensor"
        check_equal(f"{words}:zero", int(value[0]), 0)
        check_not_negative(f"{words}:monotonic", np.diff(value))
    return splits


def splits_from_lengths(lengths):
    """Returns row splits for the lengths of rows."""
    return concat([np.zeros(1, lengths.dtype.numpy_dtype), cumsum(lengths)], 0)


def splits_from_rowids(rowids, nrows):
    """Returns row splits for the row of each value."""
    counts = bincount(cast(rowids, dtypes.int32), minlength=cast(nrows, dtypes.int32))
    return splits_from_lengths(cast(counts, rowids.dtype))


def lengths_of(splits):
    """Returns the lengths of rows."""
    return splits[1:] - splits[:-1]


def rowids_of(splits):
    """Returns the row of each value."""
    rows = range_(outer_size(splits, splits.dtype) - 1)
    return repeat(rows, lengths_of(splits))


def positions_in_rows(splits):
    """Returns the row of each value, and its position in the row."""
    rowids = rowids_of(splits)
    return rowids, range_(splits[-1]) - gather(splits, rowids)
