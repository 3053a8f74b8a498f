"""Picking elements and rows by computed indices, and sorting rows into bins by number."""

import math

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.constants import constants
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import Op, op
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor
from tfcourse.core.variable import Variable
from tfcourse.ops.joining import concat
from tfcourse.ops.refusals import refused_count
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.static_shapes import with_shape


def _gather_axes(params, indices, axis, batch_dims):
    """Checks the operands of a gather; returns axis and batch_dims, neither negative."""
    if axis.ndim:
        raise invalid_argument("axis must be scalar")
    axis = int(axis)
    needed = max(axis + 1 if axis >= 0 else -axis, batch_dims + 1)
    if params.ndim and params.ndim < needed:
        raise invalid_argument(f"Shape must be at least rank {needed} but is rank {params.ndim}")
    if not -indices.ndim <= batch_dims <= indices.ndim:
        raise invalid_argument(
            f"Expected batch_dims in the range [{-indices.ndim}, {indices.ndim}], but got "
            f"{batch_dims}",
        )
    batch_dims += indices.ndim if batch_dims < 0 else 0
    if not params.ndim:
        raise invalid_argument(
            "params must be at least 1 dimensional",
            "Shape must be at least rank 1 but is rank 0",
        )
    axis %= params.ndim
    if axis < batch_dims:
        raise invalid_argument(
            f"batch_dims ({batch_dims}) must be less than or equal to axis ({axis})."
        )
    for dim in range(batch_dims):
        if params.shape[dim] != indices.shape[dim]:
            raise invalid_argument(
                f"params.shape[{dim}]: {params.shape[dim]} should be equal to "
                f"indices.shape[{dim}]: {indices.shape[dim]}",
                f"Dimension {dim} in both shapes must be equal, but are {params.shape[dim]} and "
                f"{indices.shape[dim]}. Shapes are {brackets(params.shape)} and "
                f"{brackets(indices.shape)}.",
            )
    return axis, batch_dims


def _check_indices(params, indices, axis, batch_dims=0, is_checked=False):
    axis, _ = _gather_axes(params, indices, axis, batch_dims)
    size = params.shape[axis]
    wrong = (indices < 0) | (indices >= size)
    if wrong.any():
        where = tuple(np.argwhere(wrong)[0].tolist())
        place = brackets(where) if where else ""
        raise invalid_argument(f"indices{place} = {indices[where]} is not in [0, {size})")


def _picked(params, index, is_checked):
    """Returns what stands at an index.

    Indices are checked where their values are known. In a compiled function they are not, and one
    that is out of range gives zero, as TensorFlow does on accelerators.
    """
    if is_checked:
        return (
            jnp.asarray(params).at[index].get(mode="promise_in_bounds", wrap_negative_indices=False)
        )
    return jnp.asarray(params).at[index].get(mode="fill", fill_value=0, wrap_negative_indices=False)


@op("GatherV2", static=("axis",), check=_check_indices)
def _gather(params, indices, axis, batch_dims=0, is_checked=False, name=None):
    axis, batch_dims = _gather_axes(params, indices, axis, batch_dims)
    if not batch_dims:
        if not params.shape[axis]:
            # Compiled for a loop over nothing, say, that never runs.
            return jnp.zeros(
                params.shape[:axis] + indices.shape + params.shape[axis + 1 :], params.dtype
            )
        return _picked(params, (*(slice(None),) * axis, indices), is_checked)
    # One index for each batch dimension, shaped so that all broadcast over `indices`.
    batch = [
        np.arange(size).reshape([-1 if at == dim else 1 for at in range(indices.ndim)])
        for dim, size in enumerate(indices.shape[:batch_dims])
    ]
    moved = jnp.moveaxis(params, axis, batch_dims)
    picked = _picked(moved, (*batch, indices), is_checked)
    between = axis - batch_dims
    sources = range(indices.ndim, indices.ndim + between)
    return jnp.moveaxis(picked, sources, range(batch_dims, axis))


GATHER = _gather.op


@export("gather")
def gather(params, indices, validate_indices=None, axis=None, batch_dims=0, name=None):
    """Returns the slices of a tensor that stand at some indices of one axis.

    Args:
      params: Tensor of any dtype and a rank above 0.
      indices: Integer tensor of any shape.
      validate_indices: Unused; kept for TensorFlow's signature.
      axis: The axis; by default `batch_dims`.
      batch_dims: The number of first axes that `params` and `indices` share.
      name: A name for the operation.

    Returns:
      Tensor of shape `params.shape[:axis] + indices.shape[batch_dims:] + params.shape[axis + 1:]`.

    Raises:
      InvalidArgumentError: if an index is out of range, or the shapes do not fit.

    Example:
      >>> gather([10, 20, 30], [2, 0, 2]).numpy().tolist()
      [30, 10, 30]

    Source: `tf.gather`.
    """
    if axis is None:
        axis = batch_dims
    if isinstance(params, Variable) and isinstance(axis, int) and not (axis or batch_dims):
        return params.sparse_read(indices, name=name)
    if isinstance(axis, int) and context.graph is None:
        axis = EagerTensor(np.array(axis, np.int32))
    is_checked = context.graph is None
    result = execute(_gather.op, (params, indices, axis), (batch_dims, is_checked), name)
    if isinstance(result, SymbolicTensor) and result.shape.rank is None:
        tensor, index, _ = result.op.inputs
        if None not in (tensor.shape.rank, index.shape.rank):
            with_shape(result, [None] * (tensor.shape.rank + index.shape.rank - 1 - batch_dims))
    return result


def _nd_index(indices):
    """Returns index tuples as NumPy takes them in brackets."""
    return tuple(indices[..., axis] for axis in range(indices.shape[-1]))


def check_depth(params, indices):
    """Checks that index tuples are no longer than the rank of what they index."""
    if not indices.ndim:
        raise invalid_argument(
            "indices must be at least a vector", "Shape must be at least rank 1 but is rank 0"
        )
    if indices.shape[-1] > params.ndim:
        raise invalid_argument(
            "index innermost dimension length must be <= params rank; saw: "
            f"{indices.shape[-1]} vs. {params.ndim}",
            f"indices.shape[-1] must be <= params.rank, but saw indices shape: "
            f"{brackets(indices.shape)} and params shape: {brackets(params.shape)}",
        )


def first_wrong_tuple(shape, indices):
    """Returns the text of the first index tuple that is out of range, or None.

    Args:
      shape: The shape of what is indexed.
      indices: NumPy array of index tuples.
    """
    limits = np.array(shape[: indices.shape[-1]])
    wrong = ((indices < 0) | (indices >= limits)).any(-1)
    if not wrong.any():
        return None
    where = tuple(np.argwhere(wrong)[0].tolist())
    place = brackets(where) if where else ""
    return f"indices{place} = [{', '.join(map(str, indices[where].tolist()))}]"


def _check_tuples(op_type):
    def check(params, indices, *_):
        check_depth(params, indices)
        if not params.size and math.prod(indices.shape[:-1]):
            raise invalid_argument(
                "Requested more than 0 entries, but params is empty.  Params shape: "
                f"{brackets(params.shape)}"
            )
        wrong = first_wrong_tuple(params.shape, indices)
        if wrong:
            raise invalid_argument(
                f"{wrong} does not index into param shape {brackets(params.shape)}, node name: "
                f"{op_type}"
            )

    return check


def _gather_tuples(params, indices, is_checked=False):
    check_depth(params, indices)
    return (
        _picked(params, _nd_index(indices), is_checked)
        if indices.shape[-1]
        else _repeat_whole(params, indices)
    )


def _repeat_whole(params, indices):
    """Returns the whole of `params` once for each empty index tuple."""
    return jnp.broadcast_to(params, indices.shape[:-1] + params.shape)


@op("GatherNd", check=_check_tuples("GatherNd"))
def _gather_nd(params, indices, is_checked=False, name=None):
    return _gather_tuples(params, indices, is_checked)


def _batched_tuples(params, indices, batch_dims):
    """Returns index tuples with the indices of their batch put before them."""
    shape = indices.shape[:-1]
    if isinstance(batch_dims, int) and batch_dims < 0:
        batch_dims += len(shape) + 1
    before = [
        np.broadcast_to(
            np.arange(size).reshape([-1 if at == dim else 1 for at in range(len(shape))]), shape
        )
        for dim, size in enumerate(shape[:batch_dims])
    ]
    batch = np.stack(before, -1).astype(indices.dtype.numpy_dtype)
    return concat([batch, indices], axis=-1)


@export("gather_nd")
def gather_nd(params, indices, batch_dims=0, name=None, bad_indices_policy=""):
    """Returns the elements or slices of a tensor that index tuples name.

    Args:
      params: Tensor of any dtype.
      indices: Integer tensor; its last axis holds the tuples, no longer than the rank of `params`.
      batch_dims: The number of first axes that `params` and `indices` share.
      name: A name for the operation.
      bad_indices_policy: Unused; kept for TensorFlow's signature.

    Returns:
      Tensor of shape `indices.shape[:-1] + params.shape[indices.shape[-1]:]`.

    Raises:
      InvalidArgumentError: if an index is out of range, or the tuples are too long.
      ValueError: if `batch_dims` is not less than the ranks.

    Example:
      >>> gather_nd([[1, 2], [3, 4]], [[0, 1], [1, 0]]).numpy().tolist()
      [2, 3]

    Source: `tf.gather_nd`.
    """
    if batch_dims:
        params, indices = convert(params), convert(indices)
        for role, tensor in (("indices", indices), ("params", params)):
            if tensor.shape.rank is not None and batch_dims >= tensor.shape.rank:
                raise ValueError(
                    f"Argument `batch_dims` = {batch_dims} must be less than rank(`{role}`) = "
                    f"{tensor.shape.rank}"
                )
        indices = _batched_tuples(params, indices, batch_dims)
    elif isinstance(params, Variable):
        return params.gather_nd(indices, name=name)
    return execute(_gather_nd.op, (params, indices), (context.graph is None,), name)


# Reading rows of a variable is the same operation under another name; outside of graphs only.
_RESOURCE_GATHER = Op(
    "ResourceGather",
    lambda resource, indices: _gather.op.function(resource, indices, np.array(0), 0, True),
    operands=("resource", "indices"),
    check=lambda resource, indices: _check_indices(resource, indices, np.array(0)),
)
_RESOURCE_GATHER_ND = Op(
    "ResourceGatherNd",
    lambda resource, indices: _gather_tuples(resource, indices, True),
    operands=("resource", "indices"),
    check=_check_tuples("ResourceGatherNd"),
)


def _read_part(variable, plain, special, operands, name):
    value = variable.value()
    if context.graph is not None or variable.dtype is dtypes.string:
        return execute(plain, (value, *operands), (0,) if plain is _gather.op else (), name)
    return execute(special, (value, operands[0]), (), name)


def _sparse_read(self, indices, name=None):
    """Returns rows of the variable's value.

    Args:
      self: The variable.
      indices: Integer tensor of any shape.
      name: A name for the operation.

    Raises:
      InvalidArgumentError: if an index is out of range.
    """
    return _read_part(self, _gather.op, _RESOURCE_GATHER, (indices, 0), name)


def _read_tuples(self, indices, name=None):
    """Returns the elements or slices of the variable's value that index tuples name.

    Args:
      self: The variable.
      indices: Integer tensor; its last axis holds the tuples.
      name: A name for the operation.

    Raises:
      InvalidArgumentError: if an index is out of range.
    """
    return _read_part(self, _gather_nd.op, _RESOURCE_GATHER_ND, (indices,), name)


Variable.sparse_read = _sparse_read
Variable.gather_nd = _read_tuples


def _check_partitions(data, partitions, num_partitions):
    if data.shape[: partitions.ndim] != partitions.shape:
        raise invalid_argument(
            "data.shape must start with partitions.shape, got data.shape = "
            f"{brackets(data.shape)}, partitions.shape = {brackets(partitions.shape)}"
        )
    wrong = (partitions < 0) | (partitions >= num_partitions)
    if wrong.any():
        where = tuple(np.argwhere(wrong)[0].tolist())
        place = brackets(where) if where else ""
        raise invalid_argument(
            f"partitions{place} = {partitions[where]} is not in [0, {num_partitions})"
        )


@op("DynamicPartition", static=("partitions",))
def _dynamic_partition(data, partitions, num_partitions, name=None):
    _check_partitions(data, partitions, num_partitions)
    rows = jnp.reshape(data, (-1, *data.shape[partitions.ndim :]))
    bins = [np.flatnonzero(partitions == number) for number in range(num_partitions)]
    return tuple(rows[positions] for positions in bins)


@export("dynamic_partition")
def dynamic_partition(data, partitions, num_partitions, name=None):
    """Sorts the elements or rows of a tensor into bins.

    Args:
      data: Tensor of any dtype, whose shape starts with that of `partitions`.
      partitions: int32 tensor, the number of the bin of each row.
      num_partitions: How many bins.
      name: A name for the operation.

    Returns:
      A list with one tensor per bin.

    Raises:
      InvalidArgumentError: if a number is no bin, or the shapes do not fit.

    Example:
      >>> [part.numpy().tolist() for part in dynamic_partition([5, 6, 7], [1, 0, 1], 2)]
      [[6], [5, 7]]

    Source: `tf.dynamic_partition`.
    """
    if num_partitions < 1:
        raise refused_count(_dynamic_partition.op, "num_partitions", num_partitions, 1)
    results = execute(_dynamic_partition.op, (data, partitions), (num_partitions,), name)
    if context.graph is not None:
        data, partitions = results[0].op.inputs
        if None not in (data.shape.rank, partitions.shape.rank):
            for result in results:
                with_shape(result, [None, *data.shape[partitions.shape.rank :]])
    return list(results)


def _check_stitch(indices, data, *_):
    for number, (place, row) in enumerate(zip(indices, data, strict=True)):
        if row.shape[: place.ndim] != place.shape:
            raise invalid_argument(
                f"data[{number}].shape = {brackets(row.shape)} does not start with "
                f"indices[{number}].shape = {brackets(place.shape)}"
            )
        if row.shape[place.ndim :] != data[0].shape[indices[0].ndim :]:
            raise invalid_argument(
                f"Need data[0].shape[{indices[0].ndim}:] = data[{number}].shape[{place.ndim}:], "
                f"got data[0].shape = {brackets(data[0].shape)}, data[{number}].shape = "
                f"{brackets(row.shape)}, indices[0].shape = {brackets(indices[0].shape)}, "
                f"indices[{number}].shape = {brackets(place.shape)}"
            )
    for number, place in enumerate(indices):
        if (place < 0).any():
            raise invalid_argument(f"indices[{number}] is out of range")


def _stitch_order(indices):
    """Returns for each place the number of the row that goes there, from 1; 0 where none does."""
    places = np.concatenate([np.ravel(place) for place in indices])
    order = np.zeros(places.max(initial=-1) + 1, np.int32)
    # Of several rows for one place the last one stays.
    order[places[places >= 0]] = np.flatnonzero(places >= 0) + 1
    return order


def _stitch(indices, data, order, module=jnp):
    rows = [
        module.reshape(row, (-1, *row.shape[np.ndim(place) :]))
        for place, row in zip(indices, data, strict=True)
    ]
    nothing = module.zeros((1, *rows[0].shape[1:]), rows[0].dtype)
    return module.take(module.concatenate([nothing, *rows]), np.array(order, np.int32), 0)


# With known indices the order is static, and gradients flow; else the host finds it.
_DYNAMIC_STITCH = Op("DynamicStitch", _stitch, check=_check_stitch)
_DYNAMIC_STITCH_ON_HOST = Op(
    "DynamicStitch",
    lambda indices, data: _stitch(indices, data, _stitch_order(indices), np),
    is_host=True,
    check=_check_stitch,
)


@export("dynamic_stitch")
def dynamic_stitch(indices, data, name=None):
    """Puts the rows of several tensors in places of one: the reverse of `dynamic_partition`.

    Args:
      indices: A list of int32 tensors, where the rows go.
      data: A list of tensors, whose shapes start with those of `indices`.
      name: A name for the operation.

    Returns:
      Tensor with as many rows as the largest index says; places that nothing goes to are zero.

    Raises:
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> dynamic_stitch([[0, 2], [1]], [[5, 7], [6]]).numpy().tolist()
      [5, 6, 7]

    Source: `tf.dynamic_stitch`.
    """
    places = [convert(place, dtypes.int32) for place in indices]
    known = [
        constants(place) if isinstance(place, SymbolicTensor) else [place.array] for place in places
    ]
    operands = (list(indices), list(data))
    if None not in known:
        order = tuple(_stitch_order([np.asarray(values[0]) for values in known]).tolist())
        return execute(_DYNAMIC_STITCH, operands, (order,), name)
    result = execute(_DYNAMIC_STITCH_ON_HOST, operands, (), name)
    first = convert(data[0]).shape
    return with_shape(result, [None, *first[places[0].shape.rank :]])
