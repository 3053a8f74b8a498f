"""Joining tensors and taking them apart: concat, stack, unstack, split."""

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import (
    convert,
    converter_of,
    holds_tensor,
    register_sequence_converter,
)
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import Tensor
from tfcourse.ops.casting import cast
from tfcourse.ops.identities import identity
from tfcourse.ops.refusals import refused_count
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument, unequal_shapes
from tfcourse.ops.static_shapes import static_shape, with_shape


@op("Pack")
def _pack(values, axis=0, name=None):
    first = values[0].shape
    for index, value in enumerate(values):
        if value.shape != first:
            raise invalid_argument(
                f"Shapes of all inputs must match: values[0].shape = {brackets(first)} != "
                f"values[{index}].shape = {brackets(value.shape)}",
                unequal_shapes(first, value.shape, "\n\tFrom merging shape 0 with other shapes."),
            )
    return jnp.stack(values, axis)


def pack(values, name, dtype=None) -> Tensor:
    """Returns a nested list as one tensor; in a graph its parts are named by their positions.

    Args:
      values: A list or tuple of tensors, data, and such lists.
      name: The name of the operation, a constant if no tensor is among the values.
      dtype: The dtype that tensors are cast to; that of the first by default.

    Raises:
      InvalidArgumentError: if shapes or dtypes differ.
      TypeError: if data does not fit the dtype.
    """
    if not holds_tensor(values):
        return tensor_of(values, name, dtype)
    if context.graph is None and dtype is None and all(map(_is_tensor, values)):
        return execute(_pack.op, (values,), (0,), name)
    wanted = dtype or _first_dtype(values)
    with scope(None, name) as inner:
        parts = [
            pack(item, str(index), wanted)
            if isinstance(item, (list, tuple))
            else cast(item, wanted)
            if _is_tensor(item) and dtype is not None
            else item
            if _is_tensor(item)
            else tensor_of(item, str(index), wanted)
            for index, item in enumerate(values)
        ]
        return execute(_pack.op, (parts,), (0,), inner)


def _is_tensor(item) -> bool:
    return isinstance(item, Tensor) or (converter_of(item) is not None and hasattr(item, "dtype"))


def _first_dtype(values):
    for item in values:
        if isinstance(item, (list, tuple)):
            dtype = _first_dtype(item)
            if dtype is not None:
                return dtype
        elif _is_tensor(item):
            return item.dtype
    return None


register_sequence_converter(lambda values, dtype, name: pack(values, name, dtype))


@export("stack")
def stack(values, axis=0, name="stack"):
    """Joins tensors of one shape along a new axis.

    Args:
      values: A list of tensors of one dtype and shape, or one tensor, whose rows are joined.
      axis: An integer, where the new axis stands in the result; negative ones count from the end.
      name: A name for the operation.

    Returns:
      Tensor of the rank of the values plus one.

    Raises:
      ValueError: if `axis` is out of range.
      InvalidArgumentError: if shapes or dtypes differ.

    Example:
      >>> stack([[1, 2], [3, 4]], axis=1).numpy().tolist()
      [[1, 3], [2, 4]]

    Source: `tf.stack`.
    """
    if axis == 0:
        try:
            if isinstance(values, (list, tuple)):
                return pack(values, name)
            return convert(values)
        except (TypeError, ValueError):
            pass
    values = list(values)
    rank = convert(values[0]).shape.rank
    if rank is not None and not -(rank + 1) <= axis < rank + 1:
        raise ValueError(f"Argument `axis` = {axis} not in range [{-(rank + 1)}, {rank + 1})")
    result = execute(_pack.op, (values,), (axis,), name)
    if context.graph is not None and result.shape.rank is None:
        with_shape(result, _stacked_shape(result.op.inputs, axis))
    return result


def _stacked_shape(tensors, axis):
    """Returns what is known of the shape of a stack."""
    shape = TensorShape(None)
    for tensor in tensors:
        shape = shape.merge_with(tensor.shape)
    if shape.rank is None:
        return shape
    sizes = shape.as_list()
    sizes.insert(axis % (len(sizes) + 1), len(tensors))
    return TensorShape(sizes)


@op("ParallelConcat")
def _parallel_concat(values, shape, name=None):
    return jnp.concatenate(values)


@export("parallel_stack")
def parallel_stack(values, name="parallel_stack"):
    """Joins tensors of one shape along a new first axis, in a graph.

    Args:
      values: A list of tensors of one dtype and known shape.
      name: A name for the operation.

    Returns:
      Tensor of the rank of the values plus one.

    Raises:
      RuntimeError: outside of a graph.

    Source: `tf.parallel_stack`.
    """
    if context.graph is None:
        raise RuntimeError("tf.parallel_stack() is not compatible with eager execution.")
    from tfcourse.ops.reshaping import expand_dims

    with context.graph.name_scope(name):
        shape = (len(values), *convert(values[0]).shape.as_list())
        rows = [expand_dims(value, 0) for value in values]
        return execute(_parallel_concat.op, (rows,), (shape,))


def _out_of_range(axis, rank):
    return invalid_argument(
        f"ConcatOp : Expected concatenating dimensions in the range [{-rank}, {rank}), but got "
        f"{axis}",
        f"Shape must be at least rank {axis + 1 if axis >= 0 else -axis} but is rank {rank}",
    )


@op("ConcatV2", static=("axis",))
def _concat(values, axis, name=None):
    if axis.size != 1:
        raise invalid_argument(
            f"axis tensor should be a scalar integer, but got shape {brackets(axis.shape)}"
        )
    axis = int(axis.ravel()[0])
    first = values[0].shape
    rank = len(first)
    if not rank and len(values) > 0:
        raise invalid_argument("ConcatOp : Can't concatenate scalars (use tf.stack instead)")
    if not -rank <= axis < rank:
        raise _out_of_range(axis, rank)
    for index, value in enumerate(values[1:], 1):
        where = f"shape[0] = {brackets(first)} vs. shape[{index}] = {brackets(value.shape)}"
        if value.ndim != rank:
            raise invalid_argument(
                f"ConcatOp : Ranks of all input tensors should match: {where}",
                f"Shape must be rank {rank} but is rank {value.ndim}",
            )
        for other in range(rank):
            part = slice(axis % rank) if other < axis % rank else slice(axis % rank + 1, None)
            if other != axis % rank and value.shape[other] != first[other]:
                raise invalid_argument(
                    f"ConcatOp : Dimension {other} in both shapes must be equal: {where}",
                    # It looks at what stands before the axis, and then at what stands after it.
                    unequal_shapes(*(shape[part] for shape in (first, value.shape))),
                )
    return jnp.concatenate(values, axis)


@export("concat")
def concat(values, axis, name="concat"):
    """Joins tensors along one of their axes.

    Args:
      values: A list of tensors of one dtype and rank, equal in shape but for `axis`, or one tensor.
      axis: Scalar int32 tensor; negative ones count from the end.
      name: A name for the operation.

    Returns:
      Tensor of the dtype and rank of the values.

    Raises:
      InvalidArgumentError: if shapes or dtypes do not fit, or `axis` is out of range.

    Example:
      >>> concat([[1, 2], [3]], axis=0).numpy().tolist()
      [1, 2, 3]

    Source: `tf.concat`.
    """
    if not isinstance(values, (list, tuple)):
        values = [values]
    if isinstance(axis, float):
        convert(axis, dtypes.int32)
    if len(values) == 1:
        with scope(name, "concat"):
            tensor_of(axis, "concat_dim", dtypes.int32).shape.assert_has_rank(0)
            return identity(values[0], name=name)
    result = execute(_concat.op, (list(values), axis), (), name)
    if context.graph is not None and result.shape.rank is None:
        ranks = [tensor.shape.rank for tensor in result.op.inputs[:-1]]
        rank = next((rank for rank in ranks if rank is not None), None)
        with_shape(result, None if rank is None else [None] * rank)
    return result


@op("Unpack")
def _unpack(value, num, axis=0, name=None):
    if value.shape[axis] != num:
        raise invalid_argument(
            f"Input shape axis {axis % value.ndim} must equal {num}, got shape "
            f"{brackets(value.shape)}",
            f"Dimension must be {num} but is {value.shape[axis]}",
        )
    return tuple(lax.index_in_dim(value, index, axis, keepdims=False) for index in range(num))


@export("unstack")
def unstack(value, num=None, axis=0, name="unstack"):
    """Takes a tensor apart along one axis.

    Args:
      value: Tensor of any dtype and a rank above 0.
      num: The size of the axis, where it is not known.
      axis: An integer; negative ones count from the end.
      name: A name for the operation.

    Returns:
      A list of tensors without the axis.

    Raises:
      ValueError: if `axis` is out of range, or the size is neither known nor given.
      InvalidArgumentError: if `num` is not the size.

    Example:
      >>> [row.numpy().tolist() for row in unstack([[1, 2], [3, 4]])]
      [[1, 2], [3, 4]]

    Source: `tf.unstack`.
    """
    if num is None:
        value = convert(value)
        shape = value.shape
        if shape.rank is not None:
            if not -shape.rank <= axis < shape.rank:
                raise ValueError(
                    f"Argument `axis` = {axis} not in range [{-shape.rank}, {shape.rank})"
                )
            num = shape.as_list()[axis]
        if num is None:
            raise ValueError(f"Cannot infer argument `num` from shape {shape}")
    if num < 0:
        raise refused_count(_unpack.op, "num", num, 0)
    if num == 0:
        return []
    results = list(execute(_unpack.op, (value,), (num, axis), name))
    if context.graph is not None and results[0].shape.rank is None:
        sizes = convert(value).shape
        if sizes.rank is not None:
            kept = sizes.as_list()
            del kept[axis]
            results = [with_shape(result, kept) for result in results]
    return results


def _check_split_axis(axis, shape):
    rank = len(shape)
    if axis.ndim:
        raise invalid_argument(f"split_dim must be a scalar but has rank {axis.ndim}")
    if not -rank <= int(axis) < rank:
        raise invalid_argument(
            f"-input rank(-{rank}) <= split_dim < input rank ({rank}), but got {int(axis)}",
            f"Dimension size, given by scalar input {int(axis)}, must be in range "
            f"[{-rank}, {rank})",
        )
    return int(axis) % rank


@op("Split", static=("split_dim",))
def _split(split_dim, value, num_split, name=None):
    axis = _check_split_axis(split_dim, value.shape)
    size = value.shape[axis]
    if size % num_split:
        raise invalid_argument(
            "Number of ways to split should evenly divide the split dimension, but got split_dim "
            f"{axis} (size = {size}) and num_split {num_split}",
            f"Dimension size must be evenly divisible by {num_split} but is {size}\n\tNumber of "
            "ways to split should evenly divide the split dimension",
        )
    return tuple(jnp.split(value, num_split, axis))


def _sizes(sizes, total, num_split):
    """Returns the sizes that `SplitV` is given, the one of -1 filled in."""
    if sizes.ndim != 1 or sizes.size != num_split:
        raise invalid_argument(
            "size of the split_tensor must be 1-D and have the same elements as outputs got "
            f"{sizes.ndim} -D and {sizes.size} elements"
        )
    sizes = sizes.tolist()
    if sizes.count(-1) > 1:
        raise invalid_argument("There can only be one -1 in the input.")
    for index, size in enumerate(sizes):
        if size < -1:
            raise invalid_argument(f"Split size at index {index} must be >= 0. Got: {size}")
    given = sum(size for size in sizes if size != -1)
    if given > total if -1 in sizes else given != total:
        raise invalid_argument(
            "Determined shape must either match input shape along split_dim exactly if fully "
            "specified, or be less than the size of the input along split_dim if not fully "
            f"specified.  Got: {given}",
            f"can't split axis of size {total} into pieces of size [{','.join(map(str, sizes))}]",
        )
    return [total - given if size == -1 else size for size in sizes]


def _check_single(value, size_splits, split_dim, num_split):
    size = value.shape[_check_split_axis(split_dim, value.shape)]
    if size_splits.shape == (1,) and size_splits[0] != size:
        raise invalid_argument(
            "If there is only one output, it must have the same size as the input. "
            f"Input size: {size} output size: {size_splits[0]}"
        )


@op("SplitV", static=("size_splits", "split_dim"), check=_check_single)
def _split_by_sizes(value, size_splits, split_dim, num_split, name=None):
    axis = _check_split_axis(split_dim, value.shape)
    sizes = _sizes(size_splits, value.shape[axis], num_split)
    return tuple(jnp.split(value, np.cumsum(sizes)[:-1], axis))


@export("split")
def split(value, num_or_size_splits, axis=0, num=None, name="split"):
    """Splits a tensor into parts along one axis.

    Args:
      value: Tensor of any dtype and a rank above 0.
      num_or_size_splits: The number of equal parts, an integer, or their sizes, an integer tensor
        of rank 1, one of which may be -1: what is left.
      axis: Scalar int32 tensor; negative ones count from the end.
      num: The number of sizes, where it is not known.
      name: A name for the operation.

    Returns:
      A list of tensors.

    Raises:
      InvalidArgumentError: if the axis cannot be split so.
      ValueError: if the number of parts is not known.

    Example:
      >>> [part.numpy().tolist() for part in split([1, 2, 3], [1, -1])]
      [[1], [2, 3]]

    Source: `tf.split`.
    """
    if isinstance(num_or_size_splits, (int, np.integer)):
        num_split = int(num_or_size_splits)
        if num_split < 1:
            # TensorFlow's short way, which says the name, does not take negative counts.
            shown = None if num_split < 0 else name
            raise refused_count(_split.op, "num_split", num_split, 1, shown)
        return list(execute(_split.op, (axis, value), (num_split,), name))
    sizes = tensor_of(num_or_size_splits, "Const")
    if sizes.shape.rank == 0:
        raise ValueError(
            "Rank-0 tensors are not supported as the num_or_size_splits argument to split. "
            f"Argument provided: {num_or_size_splits!s}"
        )
    if num is None:
        if sizes.shape.rank is None or sizes.shape[0] is None:
            raise ValueError(f"Cannot infer argument `num` from shape {num_or_size_splits}")
        num = sizes.shape[0]
    num = int(num)
    results = execute(_split_by_sizes.op, (value, sizes, axis), (num,), name)
    if context.graph is not None and results[0].shape.rank is None:
        _set_split_shapes(results, sizes, axis)
    return list(results)


def _set_split_shapes(results, sizes, axis):
    """Tells the parts of a split what is known of their shapes."""
    shape = results[0].op.inputs[0].shape
    if shape.rank is None:
        return
    lengths = static_shape(sizes)
    for result, length in zip(results, lengths.as_list(), strict=True):
        known = shape.as_list()
        if isinstance(axis, int):
            known[axis] = length
        with_shape(result, known if isinstance(axis, int) else [None] * shape.rank)
