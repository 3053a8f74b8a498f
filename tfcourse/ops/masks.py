"""Choosing by truth: where, boolean_mask, sequence_mask."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.constants import constants
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import less
from tfcourse.ops.creation import constant
from tfcourse.ops.gather import gather
from tfcourse.ops.joining import concat
from tfcourse.ops.ranges import RANGE, range_
from tfcourse.ops.reshaping import expand_dims, reshape, squeeze
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape
from tfcourse.ops.static_shapes import with_shape


@op("Where", is_host=True, is_differentiable=False)
def _true_positions(input, name=None):
    if not input.ndim:
        raise invalid_argument("WhereOp : Unhandled input dimensions: 0")
    return np.argwhere(np.asarray(input)).astype(np.int64)


@op("SelectV2")
def _select(condition, t, e, name=None):
    try:
        jnp.broadcast_shapes(condition.shape, t.shape, e.shape)
    except ValueError:
        raise invalid_argument(
            f"condition {brackets(condition.shape)}, then {brackets(t.shape)}, and else "
            f"{brackets(e.shape)} must be broadcastable",
            _unequal_sizes(condition.shape, t.shape, e.shape),
        ) from None
    return jnp.where(condition, t, e)


def _unequal_sizes(*shapes):
    """Returns what shape inference says of the last sizes that do not broadcast."""
    for sizes in zip(*(reversed((1,) * 8 + tuple(item)) for item in shapes), strict=False):
        found = list(dict.fromkeys(size for size in reversed(sizes) if size != 1))
        if len(found) > 1:
            return f"Dimensions must be equal, but are {found[1]} and {found[0]}"
    return None


@export("where")
def where(condition, x=None, y=None, name=None):
    """Chooses between two tensors; with one argument, returns the positions of what is true.

    Args:
      condition: Tensor of booleans; with one argument numbers too, of which those that are not 0
        are true.
      x: Tensor of values where `condition` is true.
      y: Tensor of the same dtype, of values where it is false.
      name: A name for the operation.

    Returns:
      Tensor of the shape that all three broadcast to; or int64 of shape [count, rank].

    Raises:
      ValueError: if only one of `x` and `y` is given.
      InvalidArgumentError: if the shapes do not broadcast.

    Example:
      >>> where([True, False], [1, 2], 0).numpy().tolist()
      [1, 0]
      >>> where([False, True]).numpy().tolist()
      [[1]]

    Source: `tf.where`.
    """
    if (x is None) != (y is None):
        raise ValueError("x and y must both be non-None or both be None.")
    if x is not None:
        return execute(_select.op, (condition, x, y), (), name)
    with scope(name, "Where") as name:
        tensor = tensor_of(condition, "condition", None, dtypes.bool)
        result = execute(_true_positions.op, (tensor,), (), name)
        return with_shape(result, [None, tensor.shape.rank])


@export("boolean_mask")
def boolean_mask(tensor, mask, axis=None, name="boolean_mask"):
    """Returns the elements or rows of a tensor that a mask marks.

    Args:
      tensor: Tensor of any dtype.
      mask: Tensor of booleans of a rank above 0 and known; its shape is that of `tensor` from
        `axis` on, as far as it goes.
      axis: The first axis that the mask stands for; 0 by default.
      name: A name for the operation.

    Returns:
      Tensor with one axis in place of those of the mask.

    Raises:
      ValueError: if the mask is a scalar or its shape does not fit.

    Example:
      >>> boolean_mask([1, 2, 3], [True, False, True]).numpy().tolist()
      [1, 3]

    Source: `tf.boolean_mask`.
    """
    with scope(name, "boolean_mask"):
        tensor = tensor_of(tensor, "tensor")
        mask = tensor_of(mask, "mask")
        if mask.shape.rank == 0:
            raise ValueError("mask cannot be scalar.")
        if mask.shape.rank is None:
            raise ValueError(
                "Number of mask dimensions must be specified, even if some dimensions are None.  "
                "E.g. shape=[None] is ok, but shape=None is not."
            )
        axis = 0 if axis is None else _known_axis(axis)
        end = axis + mask.shape.rank
        tensor.shape[axis:end].assert_is_compatible_with(mask.shape)
        # Also where there is but one: gradients of gathered rows come as slices, this one does not.
        tensor = _merge_axes(tensor, axis, end)
        if mask.shape.rank > 1:
            mask = reshape(mask, [-1])
        positions = squeeze(where(mask), [1])
        return gather(tensor, positions, axis=axis)


def _known_axis(axis):
    """Returns an axis as an integer."""
    if isinstance(axis, int):
        return axis
    tensor = convert(axis)
    values = constants(tensor) if isinstance(tensor, SymbolicTensor) else [tensor.array]
    return int(values[0])


def _merge_axes(tensor, start, end):
    """Returns a tensor with the axes from `start` to `end` made one."""
    if tensor.shape.is_fully_defined():
        sizes = tensor.shape.as_list()
        merged = int(np.prod(sizes[start:end], dtype=np.int64))
        return reshape(tensor, [*sizes[:start], merged, *sizes[end:]])
    sizes = shape(tensor)
    rest = tensor.shape[end:].as_list() if tensor.shape.rank is not None else []
    merged = reshape(tensor, concat([sizes[:start], [-1], sizes[end:]], 0))
    return with_shape(merged, [*tensor.shape[:start], None, *rest])


@export("sequence_mask")
def sequence_mask(lengths, maxlen=None, dtype=dtypes.bool, name=None):
    """Returns masks that are true for the first elements of each row.

    Args:
      lengths: Integer tensor, how many elements of each row.
      maxlen: Scalar integer, the size of a row; by default the largest length.
      dtype: The dtype of the result.
      name: A name for the operation.

    Returns:
      Tensor of shape `lengths.shape + [maxlen]`.

    Raises:
      ValueError: if `maxlen` is no scalar.

    Example:
      >>> sequence_mask([1, 3]).numpy().tolist()
      [[True, False, False], [True, True, True]]

    Source: `tf.sequence_mask`.
    """
    with scope(name, "SequenceMask"):
        lengths = tensor_of(lengths, "Const")
        if maxlen is None:
            maxlen = _largest(lengths)
        else:
            given, maxlen = maxlen, tensor_of(maxlen, "Const")
            if maxlen.shape.rank not in (0, None):
                raise ValueError(
                    "Argument `maxlen` must be scalar for sequence_mask, received `maxlen` = "
                    f"{given} with shape '{maxlen.shape}' instead"
                )
        zero, one = (constant(number, maxlen.dtype) for number in (0, 1))
        if context.graph is None:
            positions = range_(zero, maxlen, one)
        else:
            positions = with_shape(execute(RANGE, (zero, maxlen, one)), [None])
        column = cast(expand_dims(lengths, -1), maxlen.dtype)
        result = less(positions, column)
        return result if as_dtype(dtype) is dtypes.bool else cast(result, dtype)


def _largest(lengths):
    """Returns the largest length, at least 0."""
    from tfcourse.ops.math import maximum
    from tfcourse.ops.reductions import reduce_max

    if context.graph is None:
        values = np.asarray(lengths.array)
        return convert(values.max(initial=0).astype(values.dtype))
    largest = reduce_max(lengths)
    return maximum(constant(0, lengths.dtype), largest)
