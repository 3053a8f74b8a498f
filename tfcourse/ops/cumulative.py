"""Cumulative sums and products along an axis."""

import jax
import jax.numpy as jnp
from jax import lax

from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument


def _scan(function, x, axis, exclusive, reverse, identity):
    """Applies a cumulative function of (array, axis, reverse) as the op's attributes say."""
    axis = int(axis)
    if not -x.ndim <= axis < x.ndim:
        raise invalid_argument(
            f"ScanOp: Expected scan axis in the range [{-x.ndim}, {x.ndim}), but got "
            f"{axis + x.ndim if axis < 0 else axis}",
        )
    axis %= x.ndim
    result = function(x, axis, reverse)
    if not exclusive or not x.shape[axis]:
        return result
    # Every element moves one place on; the identity comes in at the end that is left.
    length = x.shape[axis]
    edge = jnp.full_like(lax.slice_in_dim(x, 0, 1, axis=axis), identity)
    if reverse:
        return jnp.concatenate([lax.slice_in_dim(result, 1, length, axis=axis), edge], axis)
    return jnp.concatenate([edge, lax.slice_in_dim(result, 0, length - 1, axis=axis)], axis)


def _sums(x, axis, reverse):
    return lax.cumsum(x, axis, reverse)


def _products(x, axis, reverse):
    return lax.cumprod(x, axis, reverse)


@op("Cumsum", static=("axis",))
def _cumsum(x, axis, exclusive=False, reverse=False, name=None):
    return _scan(_sums, x, axis, exclusive, reverse, 0)


def _cumulative_products(x, axis, exclusive, reverse):
    @jax.custom_jvp
    def products(x):
        return _scan(_products, x, axis, exclusive, reverse, 1)

    @products.defjvp
    def _jvp(primals, tangents):
        # Where x is 0 TensorFlow's derivative is 0, though a product without x is none.
        (x,), (x_dot,) = primals, tangents
        is_zero = x == 0
        relative = jnp.where(is_zero, 0, x_dot / jnp.where(is_zero, 1, x))
        result = products(x)
        return result, result * _scan(_sums, relative, axis, exclusive, reverse, 0)

    return products(x)


@op("Cumprod", static=("axis",))
def _cumprod(x, axis, exclusive=False, reverse=False, name=None):
    return _cumulative_products(x, axis, exclusive, reverse)


@op("CumulativeLogsumexp", static=("axis",))
def _cumulative_logsumexp(x, axis, exclusive=False, reverse=False, name=None):
    return _scan(
        lambda x, axis, reverse: lax.cumlogsumexp(x, axis, reverse),
        x,
        axis,
        exclusive,
        reverse,
        -jnp.inf,
    )


@export("math.cumsum", "cumsum")
def cumsum(x, axis=0, exclusive=False, reverse=False, name=None):
    """Returns the sums of all elements up to each one, along an axis.

    Args:
      x: Tensor of a number dtype.
      axis: The axis, negative from the end.
      exclusive: Whether to leave the element itself out.
      reverse: Whether to sum from the end.
      name: A name for the operation.

    Returns:
      Tensor of the dtype and shape of `x`.

    Raises:
      InvalidArgumentError: if the axis does not exist.

    Example:
      >>> cumsum([1, 2, 3]).numpy().tolist()
      [1, 3, 6]

    Source: `tf.math.cumsum`.
    """
    with scope(name, "Cumsum") as name:
        return _cumsum(tensor_of(x, "x"), axis, exclusive, reverse, name=name)


@export("math.cumprod")
def cumprod(x, axis=0, exclusive=False, reverse=False, name=None):
    """Returns the products of all elements up to each one.

    Args:
      x: Tensor of a number dtype.
      axis: The axis, negative from the end.
      exclusive: Whether to leave the element itself out.
      reverse: Whether to multiply from the end.
      name: A name for the operation.

    Returns:
      Tensor of the dtype and shape of `x`.

    Raises:
      InvalidArgumentError: if the axis does not exist.

    Example:
      >>> cumprod([2, 3, 4], exclusive=True).numpy().tolist()
      [1, 2, 6]

    Source: `tf.math.cumprod`.
    """
    with scope(name, "Cumprod") as name:
        return _cumprod(tensor_of(x, "x"), axis, exclusive, reverse, name=name)


@export("math.cumulative_logsumexp")
def cumulative_logsumexp(x, axis=0, exclusive=False, reverse=False, name=None):
    """Returns log(sum(exp(...))) of all elements up to each one; arguments as of `cumsum`.

    Args:
      x: Tensor of a floating-point dtype.
      axis: As for `cumsum`.
      exclusive: As for `cumsum`.
      reverse: As for `cumsum`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype and shape of `x`.

    Source: `tf.math.cumulative_logsumexp`.
    """
    with scope(name, "CumulativeLogsumexp") as name:
        return _cumulative_logsumexp(tensor_of(x, "x"), axis, exclusive, reverse, name=name)
