"""Moving elements about: pad, reverse, reverse_sequence, roll, unravel_index."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core.context import context
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.static_shapes import with_shape


def _check_paddings(input, paddings, negative="Paddings"):
    if paddings.ndim != 2 or paddings.shape[1] != 2:
        raise invalid_argument(
            f"paddings must be a matrix with 2 columns: {brackets(paddings.shape)}",
            f"Shape must be rank 2 but is rank {paddings.ndim}",
        )
    if paddings.shape[0] != input.ndim:
        raise invalid_argument(
            "The first dimension of paddings must be the rank of inputs"
            f"{brackets(paddings.shape)} {brackets(input.shape)}",
            f"Shape must be rank {paddings.shape[0]} but is rank {input.ndim}",
        )
    for before, after in paddings.tolist():
        if before < 0 or after < 0:
            raise invalid_argument(f"{negative} must be non-negative: {before} {after}")


@op("Pad", static=("paddings",))
def _pad(input, paddings, name=None):
    _check_paddings(input, paddings)
    return jnp.pad(input, paddings.tolist())


@op("PadV2", static=("paddings",))
def _pad_with(input, paddings, constant_values, name=None):
    _check_paddings(input, paddings)
    if constant_values.ndim:
        raise invalid_argument(
            f"constant_values must be a scalar. Found: {brackets(constant_values.shape)}",
            f"Shape must be rank 0 but is rank {constant_values.ndim}",
        )
    return jnp.pad(input, paddings.tolist(), constant_values=constant_values)


@op("MirrorPad", static=("paddings",))
def _mirror_pad(input, paddings, mode, name=None):
    _check_paddings(input, paddings, "paddings")
    for (before, after), size in zip(paddings.tolist(), input.shape, strict=True):
        longest = max(before, after)
        if mode == "REFLECT" and longest >= size and longest > 0:
            raise invalid_argument(
                f"paddings must be less than the dimension size: {before}, {after} not less than "
                f"{size}"
            )
        if mode == "SYMMETRIC" and longest > size:
            raise invalid_argument(
                f"paddings must be no greater than the dimension size: {before}, {after} greater "
                f"than {size}"
            )
    return jnp.pad(input, paddings.tolist(), mode=mode.lower())


@export("pad")
def pad(tensor, paddings, mode="CONSTANT", constant_values=0, name=None):
    """Returns a tensor with elements added before and after those of each axis.

    Args:
      tensor: Tensor of any dtype.
      paddings: Integer tensor of shape [rank, 2], how many before and after.
      mode: `"CONSTANT"`, or mirrored: `"REFLECT"`, without the edge; `"SYMMETRIC"`, with it.
      constant_values: Scalar of the dtype of `tensor`, what is added; 0 by default.
      name: A name for the operation.

    Returns:
      Tensor of the dtype and rank of `tensor`.

    Raises:
      ValueError: for another mode.
      InvalidArgumentError: if `paddings` does not fit, or mirrors more than there is.

    Example:
      >>> pad([1, 2, 3], [[1, 2]]).numpy().tolist()
      [0, 1, 2, 3, 0, 0]

    Source: `tf.pad`.
    """
    kind = mode.upper()
    if kind not in ("CONSTANT", "REFLECT", "SYMMETRIC"):
        raise ValueError(
            'Value of argument `mode` expected to be one of "CONSTANT", "REFLECT", or "SYMMETRIC". '
            f"Received `mode` = {mode}"
        )
    if kind != "CONSTANT":
        result = execute(_mirror_pad.op, (tensor, paddings), (kind,), name)
    elif _is_zero(constant_values):
        result = execute(_pad.op, (tensor, paddings), (), name)
    else:
        result = execute(_pad_with.op, (tensor, paddings, constant_values), (), name)
    if context.graph is not None and result.shape.rank is None:
        rank = result.op.inputs[0].shape.rank
        with_shape(result, None if rank is None else [None] * rank)
    return result


def _is_zero(value) -> bool:
    if isinstance(value, (Tensor, str, bytes)):
        return False
    return np.ndim(value) == 0 and bool(np.asarray(value) == 0)


@op("ReverseV2", static=("axis",))
def _reverse(tensor, axis, name=None):
    if axis.ndim != 1:
        raise invalid_argument(
            f"'dims' must be 1-dimension, not {axis.ndim}",
            f"Shape must be rank 1 but is rank {axis.ndim}",
        )
    if not tensor.ndim:
        return tensor
    seen = set()
    for position, item in enumerate(axis.tolist()):
        if not -tensor.ndim <= item < tensor.ndim:
            raise invalid_argument(
                f"'axis'[{position}] = {item} is out of valid range [0, {tensor.ndim - 1}"
            )
        if item % tensor.ndim in seen:
            raise invalid_argument(f"axis {item % tensor.ndim} specified more than once.")
        seen.add(item % tensor.ndim)
    return jnp.flip(tensor, tuple(seen))


@export("reverse")
def reverse(tensor, axis, name=None):
    """Returns a tensor with the order along some axes reversed.

    Args:
      tensor: Tensor of any dtype.
      axis: Integer tensor of rank 1, the axes; negative ones count from the end.
      name: A name for the operation.

    Returns:
      Tensor of the same shape.

    Raises:
      InvalidArgumentError: if an axis is out of range or named twice.

    Example:
      >>> reverse([1, 2, 3], [0]).numpy().tolist()
      [3, 2, 1]

    Source: `tf.reverse`.
    """
    return execute(_reverse.op, (tensor, axis), (), name)


def _check_lengths(input, seq_lengths, seq_dim, batch_dim=0):
    if seq_lengths.ndim != 1:
        raise invalid_argument(f"seq_lengths must be 1-dim, not {seq_lengths.ndim}")
    if batch_dim == seq_dim:
        raise invalid_argument(f"batch_dim == seq_dim == {seq_dim}")
    for role, axis in (("seq_dim", seq_dim), ("batch_dim", batch_dim)):
        if axis >= input.ndim:
            raise invalid_argument(f"{role} must be < input rank ( {axis} vs. {input.ndim})")
    if seq_lengths.size != input.shape[batch_dim]:
        raise invalid_argument(
            f"Length of seq_lengths != input.dims({batch_dim}), ({seq_lengths.size} vs. "
            f"{input.shape[batch_dim]})"
        )
    for row, length in enumerate(seq_lengths.tolist()):
        if length < 0:
            raise invalid_argument(f"seq_lens({row}) < 0")
        if length > input.shape[seq_dim]:
            raise invalid_argument(f"seq_lens({row}) > input.dims({seq_dim})")


@op("ReverseSequence", check=_check_lengths)
def _reverse_sequence(input, seq_lengths, seq_dim, batch_dim=0, name=None):
    def along(values, axis):
        return values.reshape([-1 if at == axis else 1 for at in range(input.ndim)])

    lengths = along(seq_lengths, batch_dim)
    places = along(np.arange(input.shape[seq_dim]), seq_dim)
    sources = jnp.where(places < lengths, lengths - 1 - places, places)
    return jnp.take_along_axis(input, jnp.broadcast_to(sources, input.shape), seq_dim)


@export("reverse_sequence")
def reverse_sequence(input, seq_lengths, seq_axis=None, batch_axis=None, name=None):
    """Returns a tensor with the first elements of each row reversed, as many as a length says.

    Args:
      input: Tensor of any dtype.
      seq_lengths: Integer tensor of rank 1, one length per row.
      seq_axis: The axis along which elements are reversed.
      batch_axis: The axis of the rows; 0 by default.
      name: A name for the operation.

    Returns:
      Tensor of the same shape.

    Raises:
      InvalidArgumentError: if the lengths do not fit.

    Example:
      >>> reverse_sequence([[1, 2, 3], [4, 5, 6]], [2, 3], seq_axis=1).numpy().tolist()
      [[2, 1, 3], [6, 5, 4]]

    Source: `tf.reverse_sequence`.
    """
    check_attributes(_reverse_sequence.op, seq_dim=seq_axis)
    return execute(_reverse_sequence.op, (input, seq_lengths), (seq_axis, batch_axis or 0), name)


@op("Roll", static=("axis",))
def _roll(input, shift, axis, name=None):
    if not input.ndim:
        raise invalid_argument(
            "input must be 1-D or higher", "Shape must be at least rank 1 but is rank 0"
        )
    if shift.ndim > 1:
        raise invalid_argument(
            f"shift must be a scalar or a 1-D vector. Found: {brackets(shift.shape)}",
            f"Shape must be at most rank 1 but is rank {shift.ndim}",
        )
    if axis.ndim > 1:
        raise invalid_argument(
            f"axis must be a scalar or a 1-D vector. Found: {brackets(axis.shape)}",
            f"Shape must be at most rank 1 but is rank {axis.ndim}",
        )
    if shift.shape != axis.shape:
        raise invalid_argument("shift and axis must have the same size")
    axes = []
    for item in axis.ravel().tolist():
        place = item + input.ndim if item < 0 else item
        if not 0 <= place < input.ndim:
            raise invalid_argument(f"axis {place} is out of range")
        axes.append(place)
    return jnp.roll(input, shift.ravel(), tuple(axes))


@export("roll")
def roll(input, shift, axis, name=None):
    """Returns a tensor with its elements shifted along axes; what falls out comes in again.

    Args:
      input: Tensor of any dtype and a rank above 0.
      shift: Integer tensor of rank 0 or 1, by how much; negative towards the front.
      axis: Integer tensor of the same shape, along which axes.
      name: A name for the operation.

    Returns:
      Tensor of the same shape.

    Raises:
      InvalidArgumentError: if an axis is out of range, or `shift` and `axis` differ in size.

    Example:
      >>> roll([1, 2, 3, 4], shift=1, axis=0).numpy().tolist()
      [4, 1, 2, 3]

    Source: `tf.roll`.
    """
    return execute(_roll.op, (input, shift, axis), (), name)


def _check_unravel(indices, dims):
    if dims.ndim != 1:
        raise invalid_argument(f'The indices can only be 1-D, got "{brackets(dims.shape)}"')
    if indices.ndim > 1:
        raise invalid_argument(
            f'The indices can only be scalar or vector, got "{brackets(indices.shape)}"'
        )
    for position, size in enumerate(dims.tolist()):
        if size == 0:
            raise invalid_argument(
                "Input dims cannot contain a dim of zero, but dims contains zero at index "
                f"{position}"
            )
    if np.any(indices >= np.prod(dims, dtype=np.int64)):
        raise invalid_argument("index is out of bound as with dims")


@op(
    "UnravelIndex",
    names=("unravel_index",),
    static=("dims",),
    is_differentiable=False,
    check=_check_unravel,
)
def unravel_index(indices, dims, name=None):
    """Returns the coordinates of elements, given their positions in row-major order.

    Args:
      indices: Integer tensor of rank 0 or 1.
      dims: Integer tensor of rank 1, the shape that is indexed.
      name: A name for the operation.

    Returns:
      Tensor of shape [rank] or [rank, n], a row per axis.

    Raises:
      InvalidArgumentError: if a position is out of range.

    Example:
      >>> unravel_index([4], [2, 3]).numpy().tolist()
      [[1], [1]]

    Source: `tf.unravel_index`.
    """
    strides = np.cumprod([1, *dims[:0:-1].tolist()])[::-1].astype(dims.dtype)
    rows = []
    rest = indices
    for stride in strides:
        rows.append(rest // stride)
        rest = rest % stride
    return jnp.stack(rows)
