"""`ragged[...]`: rows by numbers and slices, parts of rows by slices."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.tensor import Tensor
from tfcourse.ops.casting import cast
from tfcourse.ops.gather import gather
from tfcourse.ops.masks import where
from tfcourse.ops.math import maximum, minimum
from tfcourse.ops.ragged import partition
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.ranges import range_
from tfcourse.ops.reshaping import expand_dims


def getitem(value, keys: tuple):
    """Returns what stands in brackets after a ragged tensor.

    Args:
      value: A `RaggedTensor`, or for the inner dimensions a tensor.
      keys: Integers, scalar tensors, slices, `...` and None.

    Raises:
      IndexError: if there is no such row.
      TypeError: if a key is of another kind.
      ValueError: if a number stands for a ragged dimension.
    """
    if not isinstance(value, RaggedTensor):
        return value[keys] if keys else value
    keys = _expanded(keys, value.shape.rank)
    if not keys:
        return value
    row, *inner = keys
    if row is None:
        rows = getitem(value, tuple(inner))
        return add_outer_dimension(rows)
    if isinstance(row, slice):
        return _inner(_rows(value, row), inner)
    _check_key(row)
    row = _row_number(row, value)
    splits = value.row_splits
    part = value.values[splits[row] : splits[row + 1]]
    return getitem(part, tuple(inner))


def add_outer_dimension(rows):
    """Returns a ragged tensor as the only row of one more dimension."""
    if not isinstance(rows, RaggedTensor):
        return expand_dims(rows, 0)
    return RaggedTensor.from_uniform_row_length(rows, rows.nrows(), nrows=1)


def _expanded(keys, rank):
    """Replaces `...` by slices of whole dimensions."""
    at = next((index for index, key in enumerate(keys) if key is Ellipsis), None)
    if at is None:
        return keys
    given = sum(key is not None for key in keys) - 1
    return keys[:at] + (slice(None),) * (rank - given) + keys[at + 1 :]


def _check_key(key):
    is_number = isinstance(key, (int, np.integer)) and not isinstance(key, bool)
    is_tensor = isinstance(key, Tensor) and key.dtype in (dtypes.int32, dtypes.int64)
    if not is_number and not is_tensor:
        raise TypeError(
            "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar "
            f"tf.int32/tf.int64 tensors are valid indices, got {key!r}"
        )


def _row_number(row, value):
    """Returns the number of a row, not negative."""
    count = partition.known(value.nrows())
    if isinstance(row, Tensor):
        known = partition.known(row)
        if known is None:
            row = cast(row, value.row_splits.dtype)
            return where(row < 0, row + value.nrows(), row)
        row = int(known)
    if count is None:
        return value.nrows() + row if row < 0 else row
    if not -count <= row < count:
        raise IndexError(f"Row key {row} out of bounds")
    return row % int(count)


def _rows(value, key: slice):
    """Returns the rows of a slice."""
    from tfcourse.ops.joining import concat

    if key == slice(None):
        return value
    step = partition.known(key.step) if isinstance(key.step, Tensor) else key.step
    if step in (None, 1):
        starts, limits = value.row_splits[:-1][key], value.row_splits[1:][key]
        if starts.shape[0] == 0:
            return RaggedTensor._of(value.values[:0], value.row_splits[:1], value._uniform)
        if starts.shape[0] is None:
            # There may be no rows when it runs: offsets begin anywhere then.
            starts = concat([starts, value.row_splits[:1]], 0)
        splits = concat([starts[:1], limits], 0)
        return RaggedTensor._of(value.values[splits[0] : splits[-1]], splits - splits[0])
    return rows_at(value, range_(value.nrows())[key])


def rows_at(value: RaggedTensor, rows):
    """Returns rows by their numbers, a ragged tensor.

    Args:
      value: The ragged tensor.
      rows: An integer tensor of rank 1.
    """
    starts, limits = gather(value.row_splits[:-1], rows), gather(value.row_splits[1:], rows)
    return ranges_of(value.values, starts, limits)


def ranges_of(values, starts, limits, step=1):
    """Returns, as rows, the values between given offsets.

    Args:
      values: A tensor or ragged tensor.
      starts: Where each row begins.
      limits: Where it ends.
      step: How far apart the values are.
    """
    from tfcourse.ops.ragged.making import ragged_range

    places = ragged_range(starts, limits, step, row_splits_dtype=starts.dtype)
    picked = values
    if isinstance(values, RaggedTensor):
        picked = rows_at(values, places.values)
    else:
        picked = gather(values, places.values)
    return places.with_values(picked)


def _inner(value, keys):
    """Applies keys to the dimensions after the first."""
    if not keys:
        return value
    if not isinstance(value, RaggedTensor):
        return value[(slice(None), *keys)]
    key, *inner = keys
    if key is None:
        rest = _inner(value, inner)
        return expand_inner(rest)
    if isinstance(key, slice):
        part = value if key == slice(None) else _columns(value, key)
        return part.with_values(_inner(part.values, inner))
    _check_key(key)
    if value._uniform is None:
        raise ValueError("Cannot index into an inner ragged dimension.")
    column = int(partition.known(key) if isinstance(key, Tensor) else key)
    if not -value._uniform <= column < value._uniform:
        raise IndexError(f"Row key {column} out of bounds")
    places = value.row_splits[:-1] + column % value._uniform
    return _inner(rows_or_values_at(value.values, places), inner)


def rows_or_values_at(values, places):
    """Returns rows of a tensor or ragged tensor by their numbers."""
    return rows_at(values, places) if isinstance(values, RaggedTensor) else gather(values, places)


def expand_inner(value):
    """Returns a ragged tensor each of whose rows is the only one of one more dimension."""
    if not isinstance(value, RaggedTensor):
        return expand_dims(value, 1)
    return RaggedTensor.from_uniform_row_length(value, 1, nrows=value.nrows())


def _columns(value, key: slice):
    """Returns a slice of each row."""
    starts, limits = value.row_splits[:-1], value.row_splits[1:]
    step = 1 if key.step is None else key.step
    known = partition.known(step) if isinstance(step, Tensor) else step
    if known is not None and known < 0:
        first, last = limits - 1, starts - 1
        begin = first if key.start is None else _clipped(key.start, starts, limits, -1)
        end = last if key.stop is None else _clipped(key.stop, starts, limits, -1)
    else:
        begin = starts if key.start is None else _clipped(key.start, starts, limits, 0)
        end = limits if key.stop is None else _clipped(key.stop, starts, limits, 0)
    part = ranges_of(value.values, begin, end, cast(step, starts.dtype))
    if value._uniform is not None:
        length = len(range(value._uniform)[key])
        return RaggedTensor._of(part.values, part.row_splits, length)
    return part


def _clipped(bound, starts, limits, shift):
    """Returns the offset that a bound of a slice stands for in each row, within the row."""
    bound = cast(bound, starts.dtype)
    offset = where(bound >= 0, starts + bound, limits + bound)
    return minimum(maximum(offset, starts + shift), limits + shift)
