"""tf.sparse: operations on sparse tensors."""

import itertools

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.nest import flatten, map_structure
from tfcourse.core.tensor import Tensor
from tfcourse.ops import sparse_kernels as kernels
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import not_equal
from tfcourse.ops.creation import zeros_like
from tfcourse.ops.gather import gather, gather_nd
from tfcourse.ops.host import execute_lists
from tfcourse.ops.joining import concat
from tfcourse.ops.masks import boolean_mask, where
from tfcourse.ops.scopes import scope
from tfcourse.ops.shapes import shape
from tfcourse.ops.sparse_tensor import SparseTensor


def _sparse(value) -> SparseTensor:
    if not isinstance(value, SparseTensor):
        raise TypeError("Input must be a SparseTensor.")
    return value


def _parts(value):
    return value.indices, value.values, value.dense_shape


@export("sparse.to_dense")
def to_dense(sp_input, default_value=None, validate_indices=True, name=None):
    """Returns a sparse tensor as a dense one.

    Args:
      sp_input: A `tf.SparseTensor`.
      default_value: What stands where it has no element; 0, "" or False by default.
      validate_indices: Whether to check that indices are in bounds, sorted and different.
      name: The operation's name in a graph.

    Returns:
      A tensor.

    Raises:
      InvalidArgumentError: if indices are not in order.
      TypeError: if the input is no sparse tensor.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.to_dense(tf.SparseTensor([[1]], [5], [3]), default_value=-1).numpy().tolist()
      [-1, 5, -1]

    Source: `tf.sparse.to_dense`.
    """
    sp_input = _sparse(sp_input)
    if default_value is None:
        default_value = np.zeros((), sp_input.dtype.numpy_dtype)
        if sp_input.dtype is dtypes.string:
            default_value = ""
    result = kernels.sparse_to_dense(
        sp_input.indices,
        sp_input.dense_shape,
        sp_input.values,
        convert(default_value, None if isinstance(default_value, Tensor) else sp_input.dtype),
        validate_indices,
        name=name,
    )
    if context.graph is not None:
        result.set_shape(sp_input.shape)
    return result


@export("sparse.from_dense")
def from_dense(tensor, name=None):
    """Returns the elements of a tensor that are not zero as a sparse tensor.

    Args:
      tensor: A tensor of rank 1 at least.
      name: The name of its scope in a graph.

    Returns:
      A `tf.SparseTensor`.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.from_dense([[0, 1], [2, 0]]).indices.numpy().tolist()
      [[0, 1], [1, 0]]

    Source: `tf.sparse.from_dense`.
    """
    with scope(name, "dense_to_sparse"):
        tensor = convert(tensor)
        indices = where(not_equal(tensor, zeros_like(tensor)))
        values = gather_nd(tensor, indices)
        result = SparseTensor(indices, values, shape(tensor, dtypes.int64))
    if context.graph is not None:
        result.set_shape(tensor.shape)
    return result


@export("sparse.eye")
def eye(num_rows, num_columns=None, dtype=dtypes.float32, name=None):
    """Returns a sparse matrix with ones on its diagonal.

    Args:
      num_rows: A Python integer.
      num_columns: A Python integer; as many as rows if None.
      dtype: The dtype of the ones.
      name: Unused; kept for TensorFlow's signature.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.eye(2).values.numpy().tolist()
      [1.0, 1.0]

    Source: `tf.sparse.eye`.
    """
    columns = num_rows if num_columns is None else num_columns
    size = min(num_rows, columns)
    indices = np.arange(size, dtype=np.int64)[:, None].repeat(2, 1)
    ones = np.ones(size, as_dtype(dtype).numpy_dtype)
    return SparseTensor(indices, ones, [num_rows, columns])


@export("sparse.reorder")
def reorder(sp_input, name=None):
    """Sorts the elements row by row.

    Args:
      sp_input: A `tf.SparseTensor`.
      name: The operation's name in a graph.

    Returns:
      A `tf.SparseTensor`.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.reorder(tf.SparseTensor([[1], [0]], [5, 6], [2])).values.numpy().tolist()
      [6, 5]

    Source: `tf.sparse.reorder`.
    """
    sp_input = _sparse(sp_input)
    indices, values = kernels.sparse_reorder(*_parts(sp_input), name=name)
    return SparseTensor(indices, values, sp_input.dense_shape)


@export("sparse.transpose")
def transpose(sp_input, perm=None, name=None):
    """Permutes the dimensions.

    Args:
      sp_input: A `tf.SparseTensor`.
      perm: The old dimension for each new one; all in reverse if None.
      name: The name of its scope in a graph.

    Returns:
      A `tf.SparseTensor`.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.transpose(tf.SparseTensor([[0, 1]], [5], [1, 2])).indices.numpy().tolist()
      [[1, 0]]

    Source: `tf.sparse.transpose`.
    """
    with scope(name, "SparseTranspose"):
        if perm is None:
            rank = sp_input.shape.rank
            perm = list(reversed(range(rank)))
        moved = SparseTensor(
            gather(sp_input.indices, perm, axis=1),
            sp_input.values,
            gather(sp_input.dense_shape, perm),
        )
        return reorder(moved)


@export("sparse.reshape")
def reshape(sp_input, shape, name=None):
    """Changes the shape; elements keep their order.

    Args:
      sp_input: A `tf.SparseTensor`.
      shape: The new shape; one dimension may be -1.
      name: The operation's name in a graph.

    Returns:
      A `tf.SparseTensor`.

    Raises:
      InvalidArgumentError: if the numbers of elements differ.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.reshape(tf.SparseTensor([[0, 1]], [5], [2, 2]), [4]).indices.numpy().tolist()
      [[1]]

    Source: `tf.sparse.reshape`.
    """
    sp_input = _sparse(sp_input)
    indices, dense_shape = kernels.sparse_reshape(
        sp_input.indices, sp_input.dense_shape, cast(shape, dtypes.int64), name=name
    )
    if context.graph is not None:
        rank = convert(shape).shape[0]
        indices.set_shape([None, rank])
        dense_shape.set_shape([rank])
    return SparseTensor(indices, sp_input.values, dense_shape)


@export("sparse.expand_dims")
def expand_dims(sp_input, axis=None, name=None):
    """Adds a dimension of size 1.

    Args:
      sp_input: A `tf.SparseTensor`.
      axis: Where; -1, the default, is behind the last.
      name: The name of its scope in a graph.

    Returns:
      A `tf.SparseTensor`.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.expand_dims(tf.SparseTensor([[1]], [5], [2]), 0).shape
      TensorShape([1, 2])

    Source: `tf.sparse.expand_dims`.
    """
    rank = sp_input.shape.rank
    axis = -1 if axis is None else axis
    at = axis + rank + 1 if axis < 0 else axis
    if not 0 <= at <= rank:
        raise errors.InvalidArgumentError(
            None, None, f"Expected axis in [{-rank - 1}, {rank}], but got {axis}"
        )
    with scope(name, "expand_dims"):
        indices, dense_shape = sp_input.indices, sp_input.dense_shape
        column = zeros_like(indices[:, :1])
        return SparseTensor(
            concat([indices[:, :at], column, indices[:, at:]], 1),
            sp_input.values,
            concat([dense_shape[:at], np.ones(1, np.int64), dense_shape[at:]], 0),
        )


@export("sparse.reset_shape")
def reset_shape(sp_input, new_shape=None):
    """Changes the shape around the elements, whose indices stay.

    Args:
      sp_input: A `tf.SparseTensor`.
      new_shape: The shape, at least as large in each dimension; the least one if None.

    Returns:
      A `tf.SparseTensor`.

    Raises:
      ValueError: if the new shape is too small, or has another rank.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.reset_shape(tf.SparseTensor([[1]], [5], [9])).shape
      TensorShape([2])

    Source: `tf.sparse.reset_shape`.
    """
    from tfcourse.ops.reductions import reduce_max

    sp_input = _sparse(sp_input)
    if new_shape is None:
        least = reduce_max(sp_input.indices, 0) + 1
        return SparseTensor(sp_input.indices, sp_input.values, least)
    new_shape = convert(new_shape, dtypes.int64)
    rank = sp_input.dense_shape.shape.dims[0]
    new_shape.shape.with_rank(1).dims[0].assert_is_compatible_with(rank)
    wanted, given = constant_value(new_shape), constant_value(sp_input.dense_shape)
    if wanted is not None and given is not None and (wanted < given).any():
        raise ValueError(
            "Requested new_shape should have dimension sizes >= sp_input.shape.  Found new_shape "
            f"({given}), sp_input.shape ({wanted})."
        )
    return SparseTensor(sp_input.indices, sp_input.values, new_shape)


@export("sparse.concat")
def concat_sparse(axis, sp_inputs, expand_nonconcat_dims=False, name=None):
    """Joins sparse tensors along a dimension.

    Args:
      axis: The dimension.
      sp_inputs: A list of `tf.SparseTensor`s.
      expand_nonconcat_dims: Whether the other dimensions may differ; the largest then count.
      name: The operation's name in a graph.

    Returns:
      A `tf.SparseTensor`.

    Raises:
      InvalidArgumentError: if other dimensions differ.

    Example:
      >>> import tfcourse as tf
      >>> st = tf.SparseTensor([[0]], [5], [2])
      >>> tf.sparse.concat(0, [st, st]).indices.numpy().tolist()
      [[0], [2]]

    Source: `tf.sparse.concat`.
    """
    inputs = [_sparse(item) for item in sp_inputs]
    if len(inputs) == 1:
        return inputs[0]
    shapes = [item.dense_shape for item in inputs]
    if expand_nonconcat_dims:
        shapes = _expanded(shapes, axis)
    indices, values, dense_shape = kernels.sparse_concat(
        [item.indices for item in inputs],
        [item.values for item in inputs],
        shapes,
        axis,
        name=name,
    )
    return SparseTensor(indices, values, dense_shape)


def _expanded(shapes, axis):
    """Returns shapes that differ in one dimension only, where they have the largest sizes."""
    from tfcourse.ops.joining import stack
    from tfcourse.ops.reductions import reduce_max

    largest = reduce_max(stack(shapes), 0)
    at = np.arange(shapes[0].shape[0]) == axis % shapes[0].shape[0]
    return [where(at, item, largest) for item in shapes]


@export("sparse.slice")
def slice_sparse(sp_input, start, size, name=None):
    """Takes a box out of a sparse tensor.

    Args:
      sp_input: A `tf.SparseTensor`.
      start: Where the box begins, one number per dimension.
      size: How large it is; it ends with the tensor.
      name: The operation's name in a graph.

    Returns:
      A `tf.SparseTensor`.

    Example:
      >>> import tfcourse as tf
      >>> st = tf.sparse.from_dense([[1, 0, 2], [0, 3, 0]])
      >>> tf.sparse.to_dense(tf.sparse.slice(st, [0, 1], [2, 2])).numpy().tolist()
      [[0, 2], [3, 0]]

    Source: `tf.sparse.slice`.
    """
    sp_input = _sparse(sp_input)
    start, size = convert(start, dtypes.int64), convert(size, dtypes.int64)
    return SparseTensor(*kernels.sparse_slice(*_parts(sp_input), start, size, name=name))


@export("sparse.split")
def split(sp_input=None, num_split=None, axis=None, name=None):
    """Cuts a sparse tensor into equal parts; the first are longer by one where they must.

    Args:
      sp_input: A `tf.SparseTensor`.
      num_split: How many parts.
      axis: The dimension.
      name: The operation's name in a graph.

    Returns:
      A list of `tf.SparseTensor`s.

    Raises:
      InvalidArgumentError: if there are more parts than the dimension is long.

    Example:
      >>> import tfcourse as tf
      >>> [part.values.numpy().tolist() for part in tf.sparse.split(tf.sparse.eye(2), 2, 0)]
      [[1.0], [1.0]]

    Source: `tf.sparse.split`.
    """
    for word, value in (("sp_input", sp_input), ("num_split", num_split), ("axis", axis)):
        if value is None:
            raise ValueError(f"{word} is required")
    sp_input = _sparse(sp_input)
    axis = convert(axis, dtypes.int64)
    rank = sp_input.shape.rank
    kinds = [(dtypes.int64, [None, rank]), (sp_input.dtype, [None]), (dtypes.int64, [rank])]
    flat = execute_lists(
        kernels.sparse_split.op,
        (axis, *_parts(sp_input)),
        (num_split,),
        [kind for kind in kinds for _ in range(num_split)],
        name,
    )
    return [SparseTensor(*flat[at::num_split]) for at in range(num_split)]


@export("sparse.retain")
def retain(sp_input, to_retain):
    """Keeps some of the elements.

    Args:
      sp_input: A `tf.SparseTensor`.
      to_retain: A bool tensor with one element per element.

    Returns:
      A `tf.SparseTensor`.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.retain(tf.sparse.eye(2), [False, True]).indices.numpy().tolist()
      [[1, 1]]

    Source: `tf.sparse.retain`.
    """
    sp_input = _sparse(sp_input)
    to_retain = convert(to_retain)
    return SparseTensor(
        boolean_mask(sp_input.indices, to_retain),
        boolean_mask(sp_input.values, to_retain),
        sp_input.dense_shape,
    )


@export("sparse.fill_empty_rows")
def fill_empty_rows(sp_input, default_value, name=None):
    """Puts one element into each empty row of a sparse matrix.

    Args:
      sp_input: A `tf.SparseTensor`.
      default_value: The element's value.
      name: The operation's name in a graph.

    Returns:
      A `tf.SparseTensor` and a bool tensor that says which rows were empty.

    Example:
      >>> import tfcourse as tf
      >>> filled, is_empty = tf.sparse.fill_empty_rows(tf.SparseTensor([[1, 0]], [5], [2, 2]), -1)
      >>> filled.values.numpy().tolist(), is_empty.numpy().tolist()
      ([-1, 5], [True, False])

    Source: `tf.sparse.fill_empty_rows`.
    """
    sp_input = _sparse(sp_input)
    default_value = convert(default_value, sp_input.dtype)
    results = kernels.sparse_fill_empty_rows(*_parts(sp_input), default_value, name=name)
    filled = SparseTensor(results[0], results[1], sp_input.dense_shape)
    return filled, results[2]


@export("sparse.to_indicator")
def to_indicator(sp_input, vocab_size, name=None):
    """Returns a bool tensor that is true where a row holds the number of the column.

    Args:
      sp_input: A `tf.SparseTensor` of int32 or int64.
      vocab_size: The number of columns.
      name: The name of its scope in a graph.

    Returns:
      A bool tensor whose last dimension has `vocab_size` elements.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.to_indicator(tf.SparseTensor([[0, 0]], [2], [1, 1]), 3).numpy().tolist()
      [[False, False, True]]

    Source: `tf.sparse.to_indicator`.
    """
    sp_input = _sparse(sp_input)
    with scope(name, "SparseToIndicator"):
        columns = cast(sp_input.values, dtypes.int64)[:, None]
        indices = concat([sp_input.indices[:, :-1], columns], 1)
        size = np.array([vocab_size], np.int64)
        marked = SparseTensor(
            indices,
            not_equal(columns[:, 0], -1),
            concat([sp_input.dense_shape[:-1], size], 0),
        )
        return to_dense(marked, False, validate_indices=False)


@export("sparse.map_values")
def map_values(op, *args, **kwargs):
    """Applies a function to the values of sparse tensors, whose indices stay.

    Args:
      op: A function of tensors that keeps the number of values.
      *args: Its arguments, `tf.SparseTensor`s among them, all with the same indices.
      **kwargs: Its keyword arguments.

    Returns:
      A `tf.SparseTensor`.

    Raises:
      ValueError: if no argument is sparse, or the result has another shape than the values.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.map_values(tf.square, tf.SparseTensor([[1]], [5], [3])).values.numpy().tolist()
      [25]

    Source: `tf.sparse.map_values`.
    """
    found = [item for item in flatten((args, kwargs)) if isinstance(item, SparseTensor)]
    if not found:
        raise ValueError("No SparseTensor in argument list of map_values")
    for one, other in itertools.pairwise(found):
        one.indices.shape.assert_is_compatible_with(other.indices.shape)
    inner_args, inner_kwargs = map_structure(
        lambda item: item.values if isinstance(item, SparseTensor) else item, (args, kwargs)
    )
    return found[0].with_values(op(*inner_args, **inner_kwargs))
