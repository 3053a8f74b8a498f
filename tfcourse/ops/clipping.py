"""Limiting values and norms."""

from collections.abc import Sequence

import numpy as np

from tfcourse.core.export import export
from tfcourse.ops.casting import cast
from tfcourse.ops.complex_numbers import complex, imag, real
from tfcourse.ops.creation import ones_like
from tfcourse.ops.elementwise import rsqrt, sqrt, square
from tfcourse.ops.identities import identity
from tfcourse.ops.joining import stack
from tfcourse.ops.losses import l2_loss
from tfcourse.ops.masks import where
from tfcourse.ops.math import maximum, minimum, multiply
from tfcourse.ops.reductions import reduce_sum
from tfcourse.ops.rows import values_of, with_values_of
from tfcourse.ops.scopes import scope, tensor_of


@export("clip_by_value")
def clip_by_value(t, clip_value_min, clip_value_max, name=None):
    """Returns a tensor with values limited to a range.

    Args:
      t: Tensor of a real dtype, or `IndexedSlices`, whose rows are limited.
      clip_value_min: Tensor of the same dtype that broadcasts to the shape of `t`: the least
        values.
      clip_value_max: Likewise, the greatest values.
      name: A name for the operation.

    Returns:
      Tensor of the dtype and shape of `t`.

    Raises:
      ValueError: if the limits do not broadcast to the shape of `t`.

    Example:
      >>> clip_by_value([1.0, 5.0, 9.0], 2.0, 8.0).numpy().tolist()
      [2.0, 5.0, 8.0]

    Source: `tf.clip_by_value`.
    """
    with scope(name, "clip_by_value") as name:
        values = values_of(t, "t")
        below = minimum(values, clip_value_max)
        values.shape.assert_is_compatible_with(below.shape)
        within = maximum(below, clip_value_min, name=name)
        values.shape.assert_is_compatible_with(within.shape)
        return with_values_of(t, within)


@export("clip_by_norm")
def clip_by_norm(t, clip_norm, axes=None, name=None):
    """Returns a tensor scaled down so that its Euclidean norm does not exceed a limit.

    Args:
      t: Tensor of a floating-point dtype, or `IndexedSlices`.
      clip_norm: A number: the largest norm.
      axes: The axes the norm is taken over; None for all.
      name: A name for the operation.

    Returns:
      Tensor of the dtype and shape of `t`.

    Example:
      >>> clip_by_norm([3.0, 4.0], 1.0).numpy()
      array([0.6, 0.8], dtype=float32)

    Source: `tf.clip_by_norm`.
    """
    with scope(name, "clip_by_norm") as name:
        values = values_of(t, "t")
        if np.isscalar(clip_norm):
            clip_norm = max(clip_norm, 0)
        else:
            clip_norm = cast(maximum(clip_norm, 0), values.dtype)
        squares = reduce_sum(values * values, axes, keepdims=True)
        is_positive = squares > 0
        # The root of 0 would make gradients nan.
        norm = where(is_positive, sqrt(where(is_positive, squares, ones_like(squares))), squares)
        scaled = values * clip_norm
        values.shape.assert_is_compatible_with(scaled.shape)
        return with_values_of(t, identity(scaled / maximum(norm, clip_norm), name=name))


def _tensors(t_list):
    """Returns the tensors of a list in which None may stand.

    Raises:
      TypeError: if it is no list.
    """
    if not isinstance(t_list, Sequence) or isinstance(t_list, str):
        raise TypeError(f"`t_list` should be a sequence of tensors. Received {type(t_list)}.")
    return list(t_list)


@export("linalg.global_norm")
def global_norm(t_list, name=None):
    """Returns the Euclidean norm of all elements of several tensors.

    Args:
      t_list: A list of tensors of one floating-point dtype; None counts for nothing.
      name: A name for the operation.

    Returns:
      Tensor of shape [].

    Raises:
      TypeError: if `t_list` is no list.

    Example:
      >>> global_norm([[3.0], [4.0]]).numpy().item()
      5.0

    Source: `tf.linalg.global_norm`.
    """
    t_list = _tensors(t_list)
    with scope(name, "global_norm"):
        values = [
            item if item is None else values_of(item, f"t_{index}")
            for index, item in enumerate(t_list)
        ]
        halves = reduce_sum(stack([l2_loss(value) for value in values if value is not None]))
        return sqrt(halves * tensor_of(2.0, "Const", halves.dtype), name="global_norm")


@export("clip_by_global_norm")
def clip_by_global_norm(t_list, clip_norm, use_norm=None, name=None):
    """Scales several tensors down together so that their joint norm does not exceed a limit.

    Args:
      t_list: A list of tensors of a floating-point dtype; None stays None.
      clip_norm: A number: the largest norm.
      use_norm: Their joint norm, a tensor, if it is known.
      name: A name for the operation.

    Returns:
      The list of scaled tensors, all nan if the norm is not finite, and the norm before.

    Raises:
      TypeError: if `t_list` is no list.

    Example:
      >>> clipped, norm = clip_by_global_norm([[3.0], [4.0]], 2.5)
      >>> [item.numpy().tolist() for item in clipped], norm.numpy().item()
      ([[1.5], [2.0]], 5.0)

    Source: `tf.clip_by_global_norm`.
    """
    t_list = _tensors(t_list)
    if use_norm is None:
        use_norm = global_norm(t_list, name)
    with scope(name, "clip_by_global_norm") as name:
        one = tensor_of(1.0, "Const", use_norm.dtype)
        scale = clip_norm * minimum(1.0 / use_norm, one / clip_norm)
        # The difference is 0, or nan for a norm that is not finite.
        scale = scale + (use_norm - use_norm)
        clipped = []
        for index, item in enumerate(t_list):
            if item is not None:
                value = values_of(item, f"t_{index}")
                full_name = None if name is None else f"{name}_{index}"
                value = identity(value * cast(scale, value.dtype), name=full_name)
                item = with_values_of(item, value)
            clipped.append(item)
        return clipped, use_norm


@export("math.l2_normalize", "linalg.l2_normalize", "nn.l2_normalize")
def l2_normalize(x, axis=None, epsilon=1e-12, name=None, dim=None):
    """Returns a tensor divided by its Euclidean norm along axes.

    Args:
      x: Tensor of a floating-point or complex dtype.
      axis: The axes the norm is taken over; None for all.
      epsilon: The least squared norm to divide by the root of.
      name: A name for the operation.
      dim: An old name of `axis`.

    Returns:
      Tensor of the dtype and shape of `x`.

    Raises:
      ValueError: if both `axis` and `dim` are given.

    Example:
      >>> l2_normalize([3.0, 4.0]).numpy()
      array([0.6, 0.8], dtype=float32)

    Source: `tf.math.l2_normalize`.
    """
    if dim is not None:
        if axis is not None:
            raise ValueError("Cannot specify both 'axis' and 'dim'.")
        axis = dim
    with scope(name, "l2_normalize") as name:
        x = tensor_of(x, "x")
        if x.dtype.is_complex:
            squares = reduce_sum(square(real(x)) + square(imag(x)), axis, keepdims=True)
            inverse = rsqrt(maximum(squares, epsilon))
            return complex(multiply(real(x), inverse), multiply(imag(x), inverse), name=name)
        squares = reduce_sum(square(x), axis, keepdims=True)
        return multiply(x, rsqrt(maximum(squares, epsilon)), name=name)
