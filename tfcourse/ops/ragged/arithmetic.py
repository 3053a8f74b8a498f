"""Ragged tensors in element-wise functions, reductions and lookups."""

import functools

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.tensor import Tensor
from tfcourse.ops import reductions, strings, unsorted_segments
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import logical_not
from tfcourse.ops.cumulative import cumsum
from tfcourse.ops.elementwise import sqrt, square
from tfcourse.ops.gather import gather
from tfcourse.ops.joining import concat
from tfcourse.ops.math import maximum
from tfcourse.ops.ragged import partition
from tfcourse.ops.ragged.functions import (
    check_same_rows,
    is_ragged,
    ragged_expand_dims,
    with_same_splits,
)
from tfcourse.ops.ragged.indexing import rows_at
from tfcourse.ops.ragged.making import ragged_range
from tfcourse.ops.ragged.tensor import RaggedTensor, checked_axis
from tfcourse.ops.reshaping import expand_dims, reshape
from tfcourse.ops.shapes import shape
from tfcourse.ops.strings import unsorted_segment_join


def elementwise(function, *operands, **options):
    """Applies an element-wise function to operands of which some are ragged.

    Args:
      function: A function of tensors.
      *operands: Ragged tensors with the same rows, and tensors that broadcast against them.
      **options: Keyword arguments.

    Returns:
      A `RaggedTensor`.

    Raises:
      InvalidArgumentError: if rows differ.
    """
    ragged = with_same_splits([item for item in operands if isinstance(item, RaggedTensor)])
    like = max(ragged, key=lambda item: item.ragged_rank)
    for other in ragged:
        if other.ragged_rank == like.ragged_rank:
            check_same_rows(like, other)
    flat = [_aligned(item, like) for item in operands]
    return like.with_flat_values(function(*flat, **options))


def _aligned(operand, like):
    """Returns an operand with one element, or inner part, for each of the flat values."""
    if isinstance(operand, RaggedTensor):
        return operand.flat_values
    if operand is None or isinstance(operand, (int, float, complex, str, bytes)):
        return operand
    if not isinstance(operand, Tensor):
        operand = convert(operand, None, like.dtype)
    if operand.shape.rank <= like.flat_values.shape.rank - 1:
        return operand
    while operand.shape.rank < like.shape.rank:
        operand = expand_dims(operand, 0)
    return _repeated(operand, like)


def _repeated(operand, like):
    """Repeats the elements of a tensor of the same rank along the rows of a ragged tensor."""
    if not isinstance(like, RaggedTensor):
        return operand
    rows, columns = operand.shape[0], operand.shape[1]
    if columns == 1:
        inner = operand[:, 0]
        return _repeated(inner if rows == 1 else gather(inner, like.value_rowids()), like.values)
    lengths = partition.known(like.row_lengths())
    if lengths is not None and columns is not None:
        partition.check_same(lengths, np.full(len(lengths), columns, lengths.dtype))
    if rows == 1:
        _, positions = partition.positions_in_rows(like.row_splits)
        return _repeated(gather(operand[0], positions), like.values)
    sizes = shape(operand)
    flat = reshape(operand, concat([[sizes[0] * sizes[1]], sizes[2:]], 0))
    return _repeated(flat, like.values)


def _segments(function, data, segment_ids, count):
    """Reduces rows by segment; those of a ragged tensor element by element."""
    if not isinstance(data, RaggedTensor):
        return function(data, segment_ids, count)
    lengths = data.row_lengths()
    longest = unsorted_segments.unsorted_segment_max(lengths, segment_ids, count)
    longest = maximum(longest, np.zeros((), lengths.dtype.numpy_dtype))
    splits = partition.splits_from_lengths(longest)
    starts = gather(splits, segment_ids)
    places = ragged_range(starts, starts + lengths, row_splits_dtype=lengths.dtype)
    values = _segments(function, data.values, places.values, splits[-1])
    return RaggedTensor._of(values, splits)


def _reduced(function, whole, value, axis):
    """Reduces one dimension of a ragged tensor."""
    if not isinstance(value, RaggedTensor):
        return whole(value, axis)
    if axis == 0:
        zeros = value.row_splits[1:] * 0
        return _segments(function, value, zeros, np.array(1, zeros.dtype.numpy_dtype))[0]
    if axis == 1:
        return _segments(function, value.values, value.value_rowids(), value.nrows())
    return value.with_values(_reduced(function, whole, value.values, axis - 1))


_REDUCTIONS = {
    "sum": (unsorted_segments.unsorted_segment_sum, reductions.reduce_sum),
    "prod": (unsorted_segments.unsorted_segment_prod, reductions.reduce_prod),
    "max": (unsorted_segments.unsorted_segment_max, reductions.reduce_max),
    "min": (unsorted_segments.unsorted_segment_min, reductions.reduce_min),
}


def reduce(kind: str, value: RaggedTensor, axis=None, keepdims=False):
    """Reduces dimensions of a ragged tensor.

    Args:
      kind: "sum", "prod", "max" or "min".
      value: The ragged tensor.
      axis: A dimension, a list of them, or None for all.
      keepdims: Whether reduced dimensions stay, with size 1.

    Raises:
      ValueError: if there is no such dimension.
    """
    return _reduce_with(*_REDUCTIONS[kind], value, axis, keepdims)


def _reduce_with(function, whole, value, axis, keepdims):
    rank = value.shape.rank
    if axis is None:
        result = whole(value.flat_values)
        return reshape(result, [1] * rank) if keepdims else result
    known = partition.known(axis) if isinstance(axis, Tensor) else axis
    axes = sorted({checked_axis(int(item), rank) for item in np.ravel(known)}, reverse=True)
    for item in axes:
        value = _reduced(function, whole, value, item)
    if keepdims:
        for item in reversed(axes):
            value = ragged_expand_dims(value, item)
    return value


def reduce_join(value, axis=None, keepdims=False, separator=""):
    """Joins strings along dimensions of a ragged tensor; arguments are those of `reduce`."""
    by_segment = functools.partial(unsorted_segment_join, separator=separator)
    whole = functools.partial(strings.reduce_join, separator=separator)
    return _reduce_with(by_segment, whole, value, axis, keepdims)


def reduce_mean(value, axis=None, keepdims=False):
    """Averages along dimensions of a ragged tensor; arguments are those of `reduce`."""
    ones = value.with_flat_values(cast(value.flat_values * 0, value.dtype) + 1)
    total = reduce("sum", value, axis, keepdims)
    count = reduce("sum", ones, axis, keepdims)
    return total / count


def reduce_variance(value, axis=None, keepdims=False):
    """Returns variances along dimensions of a ragged tensor."""
    square_of_mean = square(reduce_mean(value, axis, keepdims))
    mean_of_squares = reduce_mean(elementwise(square, value), axis, keepdims)
    return mean_of_squares - square_of_mean


def reduce_std(value, axis=None, keepdims=False):
    """Returns standard deviations along dimensions of a ragged tensor."""
    variance = reduce_variance(value, axis, keepdims)
    return elementwise(sqrt, variance) if is_ragged(variance) else sqrt(variance)


def reduce_any(value, axis=None, keepdims=False):
    """Says whether any element is true, along dimensions of a ragged tensor."""
    counts = reduce("sum", elementwise(cast, value, dtype=dtypes.int32), axis, keepdims)
    return (
        elementwise(cast, counts, dtype=dtypes.bool)
        if is_ragged(counts)
        else cast(counts, dtypes.bool)
    )


def reduce_all(value, axis=None, keepdims=False):
    """Says whether all elements are true, along dimensions of a ragged tensor."""
    found = reduce_any(elementwise(logical_not, value), axis, keepdims)
    return elementwise(logical_not, found) if is_ragged(found) else logical_not(found)


def ragged_cumsum(value, axis=0, exclusive=False, reverse=False):
    """Returns running sums along the rows of a ragged matrix."""
    if axis not in (1, -1) or value.ragged_rank != 1:
        raise ValueError(f"tf.cumsum on a ragged tensor needs axis=1. Received axis={axis}.")
    dense = cumsum(value.to_tensor(), 1, exclusive, reverse)
    return RaggedTensor.from_tensor(dense, lengths=value.row_lengths())


def ragged_gather(params, indices, axis=None, batch_dims=0):
    """Returns rows of a tensor or ragged tensor, by numbers of which some may be ragged."""
    if batch_dims or axis not in (None, 0):
        raise ValueError("tf.gather on ragged tensors takes rows only: axis=0, batch_dims=0.")
    if isinstance(indices, RaggedTensor):
        return indices.with_values(ragged_gather(params, indices.values))
    indices = convert(indices)
    if not isinstance(params, RaggedTensor):
        return gather(params, indices)
    if indices.shape.rank == 0:
        return params[indices]
    if indices.shape.rank > 1:
        rows = RaggedTensor.from_tensor(indices, ragged_rank=indices.shape.rank - 1)
        return rows.with_values(ragged_gather(params, rows.values))
    return rows_at(params, indices)
