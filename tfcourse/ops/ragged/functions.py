"""tf.ragged: functions that make and take ragged tensors."""

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.nest import flatten, map_structure
from tfcourse.core.tensor import Tensor
from tfcourse.ops.casting import cast
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.masks import boolean_mask
from tfcourse.ops.ragged import partition
from tfcourse.ops.ragged.indexing import add_outer_dimension, expand_inner, rows_at
from tfcourse.ops.ragged.tensor import RaggedTensor, as_values, checked_axis
from tfcourse.ops.ranges import range_
from tfcourse.ops.reductions import reduce_max
from tfcourse.ops.reshaping import expand_dims, reshape
from tfcourse.ops.unsorted_segments import unsorted_segment_sum


def check_same_rows(one: RaggedTensor, other: RaggedTensor) -> None:
    """Checks that the rows of two ragged tensors have the same lengths.

    Raises:
      InvalidArgumentError: if they do not.
    """
    pairs = zip(one.nested_row_splits, other.nested_row_splits, strict=True)
    for first, second in pairs:
        if first is second:
            continue
        values = partition.known(first), partition.known(second)
        if values[0] is None or values[1] is None:
            continue
        partition.check_same(*values)


def with_same_splits(values: list) -> list:
    """Returns ragged tensors whose row splits have one dtype."""
    if len({value.row_splits.dtype for value in values}) == 1:
        return values
    return [value.with_row_splits_dtype(dtypes.int64) for value in values]


@export("ragged.map_flat_values")
def map_flat_values(op, *args, **kwargs):
    """Applies a function to the elements of ragged tensors, whose rows stay.

    Args:
      op: A function of tensors that keeps the number of rows of the flat values.
      *args: Its arguments, `tf.RaggedTensor`s among them, all with the same rows.
      **kwargs: Its keyword arguments.

    Returns:
      A `tf.RaggedTensor`; what the function returns if no argument is ragged.

    Raises:
      ValueError: if the result has another number of rows.
      InvalidArgumentError: if rows differ.

    Example:
      >>> import tfcourse as tf
      >>> tf.ragged.map_flat_values(tf.square, tf.ragged.constant([[1, 2], [3]]))
      <tf.RaggedTensor [[1, 4], [9]]>

    Source: `tf.ragged.map_flat_values`.
    """
    found = [item for item in flatten((args, kwargs)) if isinstance(item, RaggedTensor)]
    if not found:
        return op(*args, **kwargs)
    first, *others = with_same_splits(found)
    for other in others:
        check_same_rows(first, other)
    inner_args, inner_kwargs = map_structure(
        lambda item: item.flat_values if isinstance(item, RaggedTensor) else item, (args, kwargs)
    )
    result = convert(op(*inner_args, **inner_kwargs))
    expected = first.flat_values.shape[:1]
    if result.shape.rank == 0 or not expected.is_compatible_with(result.shape[:1]):
        raise ValueError(
            "tf.ragged.map_flat_values requires that the output of `op` have the same "
            "outer-dimension size as flat_values of any ragged inputs. (output shape: "
            f"{result.shape}; expected outer dimension size: {expected[0]})"
        )
    return first.with_flat_values(result)


@export("ragged.boolean_mask")
def ragged_boolean_mask(data, mask, name=None):
    """Keeps the elements for which a mask is true; rows get as long as they then are.

    Args:
      data: A tensor or `tf.RaggedTensor`.
      mask: A bool tensor or ragged tensor whose shape begins that of `data`.
      name: Unused; kept for TensorFlow's signature.

    Returns:
      A `tf.RaggedTensor`; a tensor if the mask has rank 1.

    Raises:
      ValueError: if the mask is a scalar.

    Example:
      >>> import tfcourse as tf
      >>> tf.ragged.boolean_mask([[1, 2], [3, 4]], [[True, False], [True, True]])
      <tf.RaggedTensor [[1], [3, 4]]>

    Source: `tf.ragged.boolean_mask`.
    """
    data, mask = as_values(data), as_values(mask)
    if mask.shape.rank == 0:
        raise ValueError("mask cannot be scalar.")
    if mask.shape.rank == 1:
        if isinstance(data, RaggedTensor):
            from tfcourse.ops.masks import where

            return rows_at(data, reshape(where(mask), [-1]))
        return boolean_mask(data, mask)
    if not isinstance(mask, RaggedTensor):
        mask = RaggedTensor.from_tensor(mask, ragged_rank=mask.shape.rank - 1)
    if not isinstance(data, RaggedTensor):
        data = RaggedTensor.from_tensor(data, ragged_rank=mask.ragged_rank)
    data, mask = with_same_splits([data, mask])
    inner = ragged_boolean_mask(data.values, mask.values)
    kept = mask.values
    while isinstance(kept, RaggedTensor):
        # A row of rows stays, however many of its elements do.
        return data.with_values(inner)
    counts = cast(kept, data.row_splits.dtype)
    lengths = unsorted_segment_sum(counts, mask.value_rowids(), mask.nrows())
    return RaggedTensor.from_row_lengths(inner, lengths, validate=False)


@export("ragged.row_splits_to_segment_ids")
def row_splits_to_segment_ids(splits, name=None, out_type=None):
    """Returns the row of each value for row splits.

    Args:
      splits: An int32 or int64 tensor.
      name: Unused; kept for TensorFlow's signature.
      out_type: The dtype of the result; that of `splits` if None.

    Example:
      >>> import tfcourse as tf
      >>> tf.ragged.row_splits_to_segment_ids([0, 2, 3]).numpy().tolist()
      [0, 0, 1]

    Source: `tf.ragged.row_splits_to_segment_ids`.
    """
    splits = partition.as_partition(splits, "splits")
    if splits.shape.rank == 1 and splits.shape[0] == 0:
        raise ValueError("Invalid row_splits: []")
    rowids = partition.rowids_of(splits)
    return rowids if out_type is None else cast(rowids, as_dtype(out_type))


@export("ragged.segment_ids_to_row_splits")
def segment_ids_to_row_splits(segment_ids, num_segments=None, out_type=None, name=None):
    """Returns row splits for the row of each value.

    Args:
      segment_ids: An int32 or int64 tensor, sorted.
      num_segments: The number of rows; up to the last value's if None.
      out_type: The dtype of the result; that of `segment_ids` if None.
      name: Unused; kept for TensorFlow's signature.

    Example:
      >>> import tfcourse as tf
      >>> tf.ragged.segment_ids_to_row_splits([0, 0, 2]).numpy().tolist()
      [0, 2, 2, 3]

    Source: `tf.ragged.segment_ids_to_row_splits`.
    """
    ids = partition.as_partition(segment_ids, "segment_ids")
    count = reduce_max(ids) + 1 if num_segments is None else convert(num_segments, ids.dtype)
    splits = partition.splits_from_rowids(ids, count)
    return splits if out_type is None else cast(splits, as_dtype(out_type))


def ragged_concat(values: list, axis: int):
    """Joins tensors and ragged tensors along a dimension.

    Args:
      values: At least one of them ragged.
      axis: The dimension.
    """
    values = _as_ragged([as_values(value) for value in values])
    rank = values[0].shape.rank
    axis = checked_axis(axis, rank)
    if len(values) == 1:
        return values[0]
    if axis == 0:
        return _concat_rows(values)
    if axis == 1:
        return _concat_columns(values)
    inner = [value.values for value in values]
    is_ragged = any(isinstance(value, RaggedTensor) for value in inner)
    joined = ragged_concat(inner, axis - 1) if is_ragged else concat(inner, axis - 1)
    return values[0].with_values(joined)


def _as_ragged(values):
    rank = next(value.ragged_rank for value in values if isinstance(value, RaggedTensor))
    ragged = [
        value
        if isinstance(value, RaggedTensor)
        else RaggedTensor.from_tensor(value, ragged_rank=min(rank, value.shape.rank - 1))
        for value in values
    ]
    return with_same_splits(ragged)


def _concat_rows(values):
    inner = [value.values for value in values]
    is_ragged = any(isinstance(value, RaggedTensor) for value in inner)
    joined = ragged_concat(inner, 0) if is_ragged else concat(inner, 0)
    parts, offset = [values[0].row_splits], values[0].row_splits[-1]
    for value in values[1:]:
        parts.append(value.row_splits[1:] + offset)
        offset = offset + value.row_splits[-1]
    uniforms = {value._uniform for value in values}
    return RaggedTensor._of(
        joined, concat(parts, 0), uniforms.pop() if len(uniforms) == 1 else None
    )


def _concat_columns(values):
    rows = partition.known(values[0].nrows())
    for value in values[1:]:
        other = partition.known(value.nrows())
        if rows is not None and other is not None:
            words = "Input tensors have incompatible shapes"
            partition.check_equal(words, int(rows), int(other))
    # First all rows of one, then of the next; then row by row.
    joined = _concat_rows(values)
    count, size = values[0].nrows(), len(values)
    order = reshape(
        stack([range_(count) + count * position for position in range(size)], axis=1), [-1]
    )
    mixed = rows_at(joined, order)
    return RaggedTensor._of(mixed.values, mixed.row_splits[::size])


@export("ragged.stack")
def ragged_stack(values, axis=0, name=None):
    """Stacks tensors of different lengths.

    Args:
      values: A list of tensors or `tf.RaggedTensor`s of one rank.
      axis: The new dimension.
      name: Unused; kept for TensorFlow's signature.

    Returns:
      A `tf.RaggedTensor`; a tensor if the values are scalars.

    Example:
      >>> import tfcourse as tf
      >>> tf.ragged.stack([[1, 2], [3]])
      <tf.RaggedTensor [[1, 2], [3]]>

    Source: `tf.ragged.stack`.
    """
    if not isinstance(values, (list, tuple)):
        values = [values]
    values = [as_values(value) for value in values]
    rank = values[0].shape.rank
    if rank == 0:
        return stack(values, axis)
    axis = checked_axis(axis, rank + 1)
    if axis == 0:
        return _stack_outer(values)
    if axis == 1 and rank > 1:
        return ragged_concat([ragged_expand_dims(_some_ragged(value), 1) for value in values], 1)
    if not any(isinstance(value, RaggedTensor) for value in values):
        return stack(values, axis)
    return ragged_concat([ragged_expand_dims(value, axis) for value in values], axis)


def _some_ragged(value):
    return value if isinstance(value, RaggedTensor) else RaggedTensor.from_tensor(value)


def _stack_outer(values):
    rows = [add_outer_dimension(value) for value in values]
    ragged = [
        row if isinstance(row, RaggedTensor) else RaggedTensor.from_tensor(row) for row in rows
    ]
    lengths = [value.row_lengths() for value in with_same_splits(ragged)]
    inner = [value.values for value in ragged]
    is_ragged = any(isinstance(value, RaggedTensor) for value in inner)
    joined = ragged_concat(inner, 0) if is_ragged else concat(inner, 0)
    return RaggedTensor.from_row_lengths(joined, concat(lengths, 0), validate=False)


def ragged_expand_dims(value, axis: int):
    """Adds a dimension of size 1 to a tensor or ragged tensor.

    Raises:
      ValueError: if there is no such place.
    """
    if not isinstance(value, RaggedTensor):
        return expand_dims(value, axis)
    axis = checked_axis(axis, value.shape.rank + 1)
    if axis == 0:
        return add_outer_dimension(value)
    if axis == 1:
        return expand_inner(value)
    return value.with_values(ragged_expand_dims(value.values, axis - 1))


def is_ragged(value) -> bool:
    """Says whether a value is a ragged tensor, or a list that holds one."""
    if isinstance(value, (list, tuple)):
        return any(map(is_ragged, value))
    return isinstance(value, RaggedTensor)


def is_dense(value) -> bool:
    """Says whether a value is a tensor or Python data."""
    return isinstance(value, Tensor) or not is_ragged(value)
