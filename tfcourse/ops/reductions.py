"""Reductions over axes: sums, means, extremes, logic and what is composed of them."""

import functools
import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import shortcuts, tiers
from tfcourse.core.context import context
from tfcourse.core.convert import convert, converter_of
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.ops.arithmetic import number, total
from tfcourse.ops.ranges import range_
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import rank
from tfcourse.ops.static_shapes import with_shape


def _axes(value, reduction_indices):
    """Returns the axes to reduce over as a tuple of numbers from 0.

    Raises:
      InvalidArgumentError: if an axis does not exist or comes twice.
    """
    axes = []
    for axis in np.ravel(reduction_indices).tolist():
        if not -value.ndim <= axis < value.ndim:
            raise invalid_argument(
                f"Invalid reduction dimension ({axis} for input with {value.ndim} dimension(s)",
                f"Invalid reduction dimension {axis} for input with {value.ndim} dimensions.",
            )
        axis %= value.ndim
        if axis in axes:
            raise invalid_argument(
                f"Invalid reduction arguments: Axes contains duplicate dimension: {axis}"
            )
        axes.append(axis)
    return tuple(axes)


def _reduction(op_type, **options):
    """Returns a decorator for kernels of (input, axes, keep_dims)."""
    return op(op_type, static=("reduction_indices",), **options)


@_reduction("Sum")
def _sum(input, reduction_indices, keep_dims=False, name=None):
    axes = _axes(input, reduction_indices)
    return total(input, axes, keep_dims)


@_reduction("Mean")
def _mean(input, reduction_indices, keep_dims=False, name=None):
    axes = _axes(input, reduction_indices)
    sizes = [input.shape[axis] for axis in axes]
    if not jnp.issubdtype(input.dtype, jnp.inexact):
        wide = jnp.sum(input, axes, keepdims=keep_dims)
        return lax.div(wide, jnp.full_like(wide, max(1, int(np.prod(sizes, dtype=np.int64)))))
    if input.dtype.itemsize < 4 or not all(type(size) is int for size in sizes):
        return jnp.mean(input, axes, keepdims=keep_dims)
    return lax.div(total(input, axes, keep_dims), number(math.prod(sizes), input))


def _products_of_others(x):
    """Returns along the last axis the product of all elements but each one."""
    if not x.shape[-1]:
        return x
    one = jnp.ones_like(x[..., :1])
    before = lax.cumprod(jnp.concatenate([one, x[..., :-1]], -1), x.ndim - 1)
    after = lax.cumprod(jnp.concatenate([x[..., 1:], one], -1), x.ndim - 1, reverse=True)
    return before * after


def _product(input, axes, keep_dims):
    @jax.custom_jvp
    def product(x):
        return jnp.prod(x, axes, keepdims=keep_dims)

    @product.defjvp
    def _jvp(primals, tangents):
        # TensorFlow multiplies what stands before and after; of zeros, it gives them its signs.
        result = product(*primals)
        kept = [axis for axis in range(input.ndim) if axis not in axes]
        x, x_dot = (
            jnp.transpose(value, (*kept, *axes)).reshape(*(input.shape[axis] for axis in kept), -1)
            for value in (*primals, *tangents)
        )
        return result, jnp.sum(_products_of_others(x) * x_dot, -1).reshape(result.shape)

    return product(input)


@_reduction("Prod")
def _prod(input, reduction_indices, keep_dims=False, name=None):
    axes = _axes(input, reduction_indices)
    if input.size and jnp.issubdtype(input.dtype, jnp.inexact):
        return _product(input, axes, keep_dims)
    return jnp.prod(input, axes, keepdims=keep_dims)


def _lowest(dtype):
    return -jnp.inf if jnp.issubdtype(dtype, jnp.floating) else dtype.type(jnp.iinfo(dtype).min)


def _highest(dtype):
    return jnp.inf if jnp.issubdtype(dtype, jnp.floating) else dtype.type(jnp.iinfo(dtype).max)


def _extreme(reduce, input, axes, keep_dims, of_nothing):
    """Returns the largest or least elements; all that are equal share the derivative."""

    @jax.custom_jvp
    def extreme(x):
        is_empty = not all(x.shape[axis] for axis in axes)
        return reduce(x, axes, keepdims=True, initial=of_nothing(x.dtype) if is_empty else None)

    @extreme.defjvp
    def _jvp(primals, tangents):
        # A factor, so that the derivative of nan is nan; XLA takes the condition for a choice.
        (x,), result = primals, extreme(*primals)
        shares = jnp.where(x == result, jnp.ones((), x.dtype), jnp.zeros((), x.dtype))
        shares = shares / jnp.sum(shares, axes, keepdims=True)
        return result, jnp.sum(shares * tangents[0], axes, keepdims=True)

    result = extreme(input)
    return result if keep_dims else lax.squeeze(result, axes)


@_reduction("Max")
def _max(input, reduction_indices, keep_dims=False, name=None):
    return _extreme(jnp.max, input, _axes(input, reduction_indices), keep_dims, _lowest)


@_reduction("Min")
def _min(input, reduction_indices, keep_dims=False, name=None):
    return _extreme(jnp.min, input, _axes(input, reduction_indices), keep_dims, _highest)


@_reduction("EuclideanNorm")
def _euclidean_norm(input, reduction_indices, keep_dims=False, name=None):
    axes = _axes(input, reduction_indices)
    squares = (input * jnp.conj(input)).real
    return jnp.sqrt(jnp.sum(squares, axes, keepdims=keep_dims))


@_reduction("All", is_differentiable=False)
def _all(input, reduction_indices, keep_dims=False, name=None):
    return jnp.all(input, _axes(input, reduction_indices), keepdims=keep_dims)


@_reduction("Any", is_differentiable=False)
def _any(input, reduction_indices, keep_dims=False, name=None):
    return jnp.any(input, _axes(input, reduction_indices), keepdims=keep_dims)


@functools.cache
def _all_axes(count):
    return EagerTensor(np.arange(count, dtype=np.int32))


@functools.cache
def _axis_tensor(axis) -> EagerTensor:
    return EagerTensor(np.array(axis, np.int32))


# The axes as a tensor and what the gate knows of the reduction, by form, axis and `keepdims`.
_known: dict[tuple, tuple] = {}


def _reduce(reduction, input_tensor, axis, keepdims, name):
    """Applies a reduction; where no axis is given, to all."""
    if context.run is None or type(input_tensor) is not EagerTensor or type(keepdims) is not bool:
        return _reduce_by_gate(reduction, input_tensor, axis, keepdims, name)
    if type(axis) is list or type(axis) is tuple:
        # Lists of integers only: True is an axis to nobody.
        axis_key = tuple(axis) if {int}.issuperset(map(type, axis)) else ...
    else:
        axis_key = axis if axis is None or type(axis) is int else ...
    op = reduction.op
    key = (op, input_tensor.form, axis_key, keepdims)
    known = _known.get(key)
    if known is not None and tiers.mode != "xla":
        axes, program = known
        if not context.tapes:
            return shortcuts.result(program, (input_tensor, axes))
        return shortcuts.run(op, program, (keepdims,), (input_tensor, axes))
    result = _reduce_by_gate(reduction, input_tensor, axis, keepdims, name)
    if axis_key is not ... and axis_key != ():
        axes = _all_axes(input_tensor.ndim) if axis is None else _axis_tensor(axis_key)
        operands = (input_tensor, axes)
        program = op.shortcuts.get(shortcuts.key_of(op, operands, (keepdims,)))
        if program is not None:
            if len(_known) >= shortcuts.MOST:
                _known.clear()
            _known[key] = axes, program
    return result


def _reduce_by_gate(reduction, input_tensor, axis, keepdims, name):
    if axis is None:
        known = isinstance(input_tensor, Tensor) or converter_of(input_tensor) is not None
        has_shape = known and hasattr(input_tensor, "shape")
        count = (input_tensor if has_shape else convert(input_tensor)).shape.rank
        if count is None:
            axis = range_(0, rank(input_tensor))
            result = reduction(input_tensor, axis, bool(keepdims), name=name)
            return result if keepdims else with_shape(result, [])
        axis = _all_axes(count)
        if context.graph is not None:
            axis = context.graph.constant(axis.array)
    return reduction(input_tensor, axis, bool(keepdims), name=name)


@export("math.reduce_sum", "reduce_sum")
def reduce_sum(input_tensor, axis=None, keepdims=False, name=None):
    """Returns sums of elements along axes.

    Args:
      input_tensor: Tensor of a number dtype.
      axis: A number, or a list or tensor of them, negative ones from the end; None for all.
      keepdims: Whether reduced axes stay, with length 1.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`.

    Raises:
      InvalidArgumentError: if an axis does not exist or comes twice.

    Example:
      >>> reduce_sum([[1, 2], [3, 4]], axis=0).numpy().tolist()
      [4, 6]

    Source: `tf.math.reduce_sum`.
    """
    return _reduce(_sum, input_tensor, axis, keepdims, name)


@export("math.reduce_mean", "reduce_mean")
def reduce_mean(input_tensor, axis=None, keepdims=False, name=None):
    """Returns means of elements along axes.

    Args:
      input_tensor: Tensor of a number dtype.
      axis: A number, or a list or tensor of them, negative ones from the end; None for all.
      keepdims: Whether reduced axes stay, with length 1.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`; means of integers lose their fraction.

    Raises:
      InvalidArgumentError: if an axis does not exist or comes twice.

    Example:
      >>> reduce_mean([[1.0, 2.0], [3.0, 4.0]], axis=1).numpy().tolist()
      [1.5, 3.5]

    Source: `tf.math.reduce_mean`.
    """
    return _reduce(_mean, input_tensor, axis, keepdims, name)


@export("math.reduce_prod", "reduce_prod")
def reduce_prod(input_tensor, axis=None, keepdims=False, name=None):
    """Returns products of elements along axes.

    Args:
      input_tensor: Tensor of a number dtype.
      axis: A number, or a list or tensor of them, negative ones from the end; None for all.
      keepdims: Whether reduced axes stay, with length 1.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`.

    Raises:
      InvalidArgumentError: if an axis does not exist or comes twice.

    Example:
      >>> reduce_prod([[1, 2], [3, 4]]).numpy().item()
      24

    Source: `tf.math.reduce_prod`.
    """
    return _reduce(_prod, input_tensor, axis, keepdims, name)


@export("math.reduce_max", "reduce_max")
def reduce_max(input_tensor, axis=None, keepdims=False, name=None):
    """Returns the largest elements along axes; arguments are those of `reduce_sum`.

    Args:
      input_tensor: Tensor of a real dtype.
      axis: As for `reduce_sum`.
      keepdims: As for `reduce_sum`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`; the lowest value of it where there is no element,
      nan where an element is nan.

    Example:
      >>> reduce_max([[1, 5], [3, 4]], axis=1).numpy().tolist()
      [5, 4]

    Source: `tf.math.reduce_max`.
    """
    return _reduce(_max, input_tensor, axis, keepdims, name)


@export("math.reduce_min", "reduce_min")
def reduce_min(input_tensor, axis=None, keepdims=False, name=None):
    """Returns the smallest elements along axes.

    Args:
      input_tensor: Tensor of a real dtype.
      axis: As for `reduce_sum`.
      keepdims: As for `reduce_sum`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`; the highest value of it where there is no element,
      nan where an element is nan.

    Source: `tf.math.reduce_min`.
    """
    return _reduce(_min, input_tensor, axis, keepdims, name)


@export("math.reduce_all", "reduce_all")
def reduce_all(input_tensor, axis=None, keepdims=False, name=None):
    """Returns whether all elements along axes are true.

    Args:
      input_tensor: bool tensor.
      axis: A number, or a list or tensor of them, negative ones from the end; None for all.
      keepdims: Whether reduced axes stay, with length 1.
      name: A name for the operation.

    Returns:
      bool tensor.

    Example:
      >>> reduce_all([[True, False], [True, True]], axis=1).numpy().tolist()
      [False, True]

    Source: `tf.math.reduce_all`.
    """
    return _reduce(_all, input_tensor, axis, keepdims, name)


@export("math.reduce_any", "reduce_any")
def reduce_any(input_tensor, axis=None, keepdims=False, name=None):
    """Returns whether any element along axes is true.

    Args:
      input_tensor: bool tensor.
      axis: A number, or a list or tensor of them, negative ones from the end; None for all.
      keepdims: Whether reduced axes stay, with length 1.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.reduce_any`.
    """
    return _reduce(_any, input_tensor, axis, keepdims, name)


@export("math.reduce_euclidean_norm")
def reduce_euclidean_norm(input_tensor, axis=None, keepdims=False, name=None):
    """Returns the roots of sums of squares along axes.

    Args:
      input_tensor: Tensor of a number dtype.
      axis: A number, or a list or tensor of them, negative ones from the end; None for all.
      keepdims: Whether reduced axes stay, with length 1.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_tensor`.

    Raises:
      InvalidArgumentError: if an axis does not exist or comes twice.

    Example:
      >>> reduce_euclidean_norm([3.0, 4.0]).numpy().item()
      5.0

    Source: `tf.math.reduce_euclidean_norm`.
    """
    return _reduce(_euclidean_norm, input_tensor, axis, keepdims, name)
