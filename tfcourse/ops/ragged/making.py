"""Ragged tensors from Python lists, ranges and other tensors, and back."""

import itertools

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.convert import convert, to_array
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import Tensor
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import not_equal
from tfcourse.ops.creation import fill
from tfcourse.ops.gather import gather
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.masks import boolean_mask, sequence_mask, where
from tfcourse.ops.math import maximum, minimum
from tfcourse.ops.ragged import partition
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.ranges import range_
from tfcourse.ops.reductions import reduce_all, reduce_any, reduce_max
from tfcourse.ops.repetition import broadcast_to
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scatter import tensor_scatter_nd_update
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape
from tfcourse.ops.sparse_tensor import SparseTensor


def _is_list(value) -> bool:
    return isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0)


def _scalar_depth(value) -> int | None:
    """Returns how deep scalars stand in nested lists; None if there are none.

    Raises:
      ValueError: if they stand at different depths.
    """
    if not _is_list(value):
        return 0
    depths = {_scalar_depth(item) for item in value} - {None}
    if len(depths) > 1:
        raise ValueError("all scalar values must have the same nesting depth")
    return depths.pop() + 1 if depths else None


def _list_depth(value) -> int:
    """Returns how deep lists are nested."""
    if not _is_list(value):
        return 0
    return max(map(_list_depth, value), default=0) + 1


def _inner_shape(items) -> tuple[int, ...]:
    """Returns the shape of nested lists, by their first elements."""
    shape_, items = [], list(items)
    while items and _is_list(items[0]):
        shape_.append(len(items[0]))
        items = list(items[0])
    return tuple(shape_)


def _check_inner_shapes(items, expected):
    for item in items:
        lengths_fit = (
            _is_list(item) and len(item) == expected[0] if expected else not _is_list(item)
        )
        if not lengths_fit:
            raise ValueError("inner values have inconsistent shape")
        if expected:
            _check_inner_shapes(item, expected[1:])


@export("ragged.constant")
def ragged_constant(
    pylist,
    dtype=None,
    ragged_rank=None,
    inner_shape=None,
    name=None,
    row_splits_dtype=dtypes.int64,
):
    """Returns nested lists as a ragged tensor.

    Args:
      pylist: Nested lists, tuples or arrays; all scalars at one depth.
      dtype: The dtype of the elements, or None.
      ragged_rank: How many dimensions are ragged; all but the first if None.
      inner_shape: The shape of the elements of the innermost rows; `()` by default.
      name: Unused; kept for TensorFlow's signature.
      row_splits_dtype: int32 or int64.

    Returns:
      A `tf.RaggedTensor`; a tensor if the lists are not nested.

    Raises:
      ValueError: if scalars stand at different depths, or not as deep as `ragged_rank` needs.

    Example:
      >>> import tfcourse as tf
      >>> tf.ragged.constant([[1, 2], [], [3]])
      <tf.RaggedTensor [[1, 2], [], [3]]>

    Source: `tf.ragged.constant`.
    """
    wanted = None if dtype is None else as_dtype(dtype)
    splits_dtype = as_dtype(row_splits_dtype)
    if splits_dtype not in (dtypes.int32, dtypes.int64):
        raise ValueError(
            f"Argument `row_splits_dtype` must be one of int32 or int64. Received {splits_dtype}."
        )
    if not _is_list(pylist):
        if ragged_rank:
            raise ValueError(
                f"Invalid pylist={pylist!r}: incompatible with ragged_rank={ragged_rank}"
            )
        return convert(pylist, wanted)
    depth, nesting = _scalar_depth(pylist), _list_depth(pylist)
    if ragged_rank is not None and depth is not None and depth <= ragged_rank:
        raise ValueError(
            f"Invalid pylist={pylist!r}: incompatible with ragged_rank={ragged_rank}"
            if depth == 0
            else f"pylist has scalar values depth {depth}, but ragged_rank={ragged_rank} requires "
            f"scalar value depth greater than {ragged_rank}"
        )
    if inner_shape is not None:
        inner_shape = tuple(inner_shape) if not isinstance(inner_shape, int) else (inner_shape,)
        expected = (depth if depth is not None else nesting) - 1 - len(inner_shape)
        if ragged_rank is None:
            ragged_rank = expected
    if ragged_rank is None:
        ragged_rank = max(1, nesting - 1 if depth is None else depth - 1) if nesting > 1 else 0
    if ragged_rank == 0:
        return convert(_plain(pylist), wanted)
    values, nested = list(pylist), []
    for _ in range(ragged_rank):
        nested.append(np.cumsum([0, *map(len, values)]).astype(splits_dtype.numpy_dtype))
        values = list(itertools.chain.from_iterable(values))
    if inner_shape is None:
        inner_shape = _inner_shape(values)
    _check_inner_shapes(values, inner_shape)
    flat = to_array(_plain(values), wanted).reshape(len(values), *inner_shape)
    result = convert(flat)
    for splits in reversed(nested):
        result = RaggedTensor._of(result, convert(splits))
    return result


def _plain(value):
    """Returns nested lists without arrays."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


@op("RaggedRange", is_host=True, is_differentiable=False)
def _ragged_range(starts, limits, deltas, out_type, name=None):
    starts, limits, deltas = (np.atleast_1d(item) for item in (starts, limits, deltas))
    if (deltas == 0).any():
        raise invalid_argument("Requires delta != 0")
    starts, limits, deltas = np.broadcast_arrays(starts, limits, deltas)
    if starts.dtype.kind == "f":
        counts = np.ceil(np.abs((limits - starts) / deltas)).astype(np.int64)
    else:
        counts = -(-np.abs(limits - starts) // np.abs(deltas))
    counts = np.where(np.sign(deltas) * (limits - starts) > 0, counts, 0).astype(np.int64)
    splits = np.cumsum([0, *counts])
    places = np.arange(splits[-1]) - np.repeat(splits[:-1], counts)
    values = np.repeat(starts, counts) + places.astype(starts.dtype) * np.repeat(deltas, counts)
    return splits.astype(out_type.numpy_dtype), values.astype(starts.dtype)


@export("ragged.range")
def ragged_range(
    starts, limits=None, deltas=1, dtype=None, name=None, row_splits_dtype=dtypes.int64
):
    """Returns rows of numbers at equal distances.

    Args:
      starts: The first number of each row; the limits, from 0, if it is the only argument.
      limits: The numbers before which rows end.
      deltas: The distances.
      dtype: The dtype of the numbers, or None.
      name: The operation's name in a graph.
      row_splits_dtype: int32 or int64.

    Returns:
      A `tf.RaggedTensor`.

    Raises:
      InvalidArgumentError: if a distance is 0.

    Example:
      >>> import tfcourse as tf
      >>> tf.ragged.range([0, 5], [3, 6])
      <tf.RaggedTensor [[0, 1, 2], [5]]>

    Source: `tf.ragged.range`.
    """
    if limits is None:
        starts, limits = 0, starts
    wanted = None if dtype is None else as_dtype(dtype)
    parts = [
        item if isinstance(item, Tensor) else convert(item, wanted)
        for item in (starts, limits, deltas)
    ]
    ranks = (dtypes.int32, dtypes.int64, dtypes.float16, dtypes.float32, dtypes.float64)
    widest = wanted or max((part.dtype for part in parts), key=ranks.index)
    splits_dtype = as_dtype(row_splits_dtype)
    splits, values = _ragged_range(*(cast(part, widest) for part in parts), splits_dtype, name=name)
    if context.graph is not None:
        sizes = [part.shape[0] for part in parts if part.shape.rank]
        splits.set_shape([sizes[0] + 1 if sizes and sizes[0] is not None else None])
        values.set_shape([None])
    return RaggedTensor._of(values, splits)


def ragged_from_tensor(tensor, lengths, padding, ragged_rank, splits_dtype):
    """Returns a ragged tensor of the rows of a tensor; arguments as `RaggedTensor.from_tensor`."""
    if lengths is not None and padding is not None:
        raise ValueError("Specify argument `lengths` or `padding`, but not both.")
    if not isinstance(ragged_rank, int):
        raise TypeError(f"Argument `ragged_rank` must be an int. Received {ragged_rank}.")
    if ragged_rank <= 0:
        raise ValueError(f"Argument `ragged_rank` must be greater than 0. Received {ragged_rank}.")
    tensor = convert(tensor)
    rank = tensor.shape.rank
    if rank is not None and rank <= 1:
        raise ValueError(
            "The rank of a RaggedTensor must be greater than 1, i.e., a list of scalars won't have "
            f"ragged dimensions. Received argument `tensor` with rank {rank}."
        )
    if rank is not None and ragged_rank >= rank:
        raise ValueError(
            f"Argument `ragged_rank` must be less than the rank of `tensor`. Received "
            f"ragged_rank={ragged_rank} and rank {rank}."
        )
    sizes = shape(tensor, splits_dtype)
    if ragged_rank > 1:
        outer = reshape(tensor, concat([[sizes[0] * sizes[1]], sizes[2:]], 0))
        values = ragged_from_tensor(outer, None, padding, ragged_rank - 1, splits_dtype)
        return RaggedTensor.from_uniform_row_length(
            values, cast(sizes[1], splits_dtype), nrows=sizes[0]
        )
    if lengths is None and padding is None:
        flat = reshape(tensor, concat([[sizes[0] * sizes[1]], sizes[2:]], 0))
        return RaggedTensor.from_uniform_row_length(
            flat, cast(sizes[1], splits_dtype), nrows=sizes[0]
        )
    if padding is not None:
        lengths = _unpadded_lengths(tensor, padding, sizes, splits_dtype)
    lengths = cast(convert(lengths), splits_dtype)
    lengths = minimum(maximum(lengths, np.array(0, lengths.dtype.numpy_dtype)), sizes[1])
    values = boolean_mask(tensor, sequence_mask(lengths, sizes[1]))
    return RaggedTensor.from_row_lengths(values, lengths, validate=False)


def _unpadded_lengths(tensor, padding, sizes, splits_dtype):
    """Returns how many elements of each row are left without the padding at its end."""
    differs = not_equal(tensor, convert(padding, tensor.dtype))
    while differs.shape.rank > 2:
        differs = reduce_any(differs, axis=-1)
    places = range_(np.array(1, splits_dtype.numpy_dtype), sizes[1] + 1)
    zero = np.zeros((), splits_dtype.numpy_dtype)
    return reduce_max(where(differs, places, zero), axis=1)


def ragged_from_sparse(sparse, splits_dtype):
    """Returns the elements of a sparse matrix, whose rows have no gaps, as a ragged tensor."""
    if not isinstance(sparse, SparseTensor):
        raise TypeError(
            "Argument `st_input` must be of type SparseTensor, but is of type "
            f"{type(sparse).__name__}."
        )
    if sparse.shape.rank != 2:
        raise ValueError(f"st_input must be 2-D. Received rank {sparse.shape.rank}.")
    rows = cast(sparse.indices[:, 0], splits_dtype)
    result = RaggedTensor.from_value_rowids(
        sparse.values, rows, cast(sparse.dense_shape[0], splits_dtype), validate=False
    )
    expected = partition.positions_in_rows(result.row_splits)[1]
    is_right = constant_value(
        reduce_all(cast(sparse.indices[:, 1], splits_dtype) == expected)
        if sparse.values.shape[0]
        else convert(True)
    )
    if is_right is not None and not is_right:
        columns = np.asarray(sparse.indices.numpy())
        shown = ", ".join(map(str, columns.ravel()[:3].tolist()))
        raise errors.InvalidArgumentError(
            None,
            None,
            f"Expected 'tf.Tensor(False, shape=(), dtype=bool)' to be true. Summarized data: "
            "b'SparseTensor is not right-ragged'\nb'SparseTensor.indices ='\n"
            f"{shown}, ...",
        )
    return result


def dense_from_ragged(value, default_value, wanted_shape):
    """Returns a tensor whose rows are filled up; arguments as `RaggedTensor.to_tensor`."""
    flat, splits_dtype = value.flat_values, value.row_splits.dtype
    if default_value is None:
        default_value = (
            "" if value.dtype is dtypes.string else np.zeros((), value.dtype.numpy_dtype)
        )
    if not isinstance(default_value, Tensor):
        default_value = convert(default_value, value.dtype)
    box = value.bounding_shape()
    static = TensorShape(None)
    if wanted_shape is not None:
        box, static = _limited(box, wanted_shape, value, splits_dtype)
    places, stays = _places(value, box)
    if stays is not None:
        places, flat = boolean_mask(places, stays), boolean_mask(flat, stays)
    filled = (
        broadcast_to(default_value, box) if default_value.shape.rank else fill(box, default_value)
    )
    result = tensor_scatter_nd_update(filled, places, flat)
    if context.graph is not None:
        known = TensorShape([value.shape[0], *[None] * (value.shape.rank - 1)])
        result.set_shape(known if wanted_shape is None else static)
    return result


def _limited(box, wanted_shape, value, splits_dtype):
    """Returns the shape of the result where the user gave one with None dimensions."""
    if isinstance(wanted_shape, Tensor):
        sizes = cast(wanted_shape, splits_dtype)
        return where(sizes < 0, box, sizes), TensorShape(None)
    static = TensorShape(wanted_shape)
    if static.rank is None:
        return box, static
    if static.rank != value.shape.rank:
        raise invalid_argument(
            f"rt_input.shape and shape={static.as_list()} are incompatible: rt_input.rank = "
            f"{value.shape.rank} but shape.rank = {static.rank}"
        )
    sizes = [box[axis] if size is None else size for axis, size in enumerate(static.as_list())]
    return stack([cast(size, splits_dtype) for size in sizes]), static


def _places(value, box):
    """Returns where each element stands in a dense tensor, and which ones are inside of it."""
    columns, rows, stays = [], None, None
    for splits in reversed(value.nested_row_splits):
        rowids, positions = partition.positions_in_rows(splits)
        if rows is not None:
            rowids, positions = gather(rowids, rows), gather(positions, rows)
        columns.insert(0, positions)
        rows = rowids
    columns.insert(0, rows)
    for axis, column in enumerate(columns):
        inside = column < box[axis]
        stays = inside if stays is None else stays & inside
    return stack(columns, 1), stays


def sparse_from_ragged(value):
    """Returns a sparse tensor with the elements of a ragged one."""
    box = cast(value.bounding_shape(), dtypes.int64)
    places, _ = _places(value, box)
    flat = value.flat_values
    if flat.shape.rank != 1:
        raise ValueError("to_sparse needs a ragged tensor without uniform inner dimensions.")
    return SparseTensor(cast(places, dtypes.int64), flat, box)
