"""Element-wise functions of one tensor: roots, exponentials, rounding, tests of floats."""

import jax
import jax.numpy as jnp
from jax import lax

from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.vanishing import with_vanishing_gradient


@op("Square", names=("math.square", "square"))
def square(x, name=None):
    """Returns x * x element-wise.

    Args:
      x: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> square([1.0, -3.0]).numpy().tolist()
      [1.0, 9.0]

    Source: `tf.math.square`.
    """
    return lax.square(x)


# Factors stand in TensorFlow's order: products may overflow or vanish.
_square_root = with_vanishing_gradient(
    lax.sqrt,
    lambda root, change: change * 0.5 / root,
    lambda root, change: (-(change * 0.5 / root) / root, 0.5 / root),
    vanishes_forwards=False,
)


@op("Sqrt", names=("math.sqrt", "sqrt"))
def sqrt(x, name=None):
    """Returns the square root element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; nan for negative numbers.

    Example:
      >>> sqrt([4.0, 9.0]).numpy().tolist()
      [2.0, 3.0]

    Source: `tf.math.sqrt`.
    """
    return _square_root(x)


_reciprocal_root = with_vanishing_gradient(
    lax.rsqrt,
    lambda result, change: -0.5 * (change * result) * (result * result),
    lambda result, change: (-1.5 * (change * result) * result, -0.5 * result * (result * result)),
)


@op("Rsqrt", names=("math.rsqrt",))
def rsqrt(x, name=None):
    """Returns 1 / sqrt(x) element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.rsqrt`.
    """
    return _reciprocal_root(x)


_reciprocal = with_vanishing_gradient(
    lambda x: 1 / x,
    lambda result, change: -change * (result * result),
    lambda result, change: (-2 * change * result, -(result * result)),
)


@op("Reciprocal", names=("math.reciprocal",))
def reciprocal(x, name=None):
    """Returns 1 / x element-wise.

    Args:
      x: Tensor of a floating-point, complex or integer dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.reciprocal`.
    """
    if jnp.issubdtype(x.dtype, jnp.integer):
        return lax.div(jnp.ones_like(x), x)
    return _reciprocal(x)


@op("Exp", names=("math.exp", "exp"))
def exp(x, name=None):
    """Returns e to the power of x element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> exp(0.0).numpy().item()
      1.0

    Source: `tf.math.exp`.
    """
    return lax.exp(x)


@jax.custom_jvp
def _expm1(x):
    return lax.expm1(x)


@_expm1.defjvp
def _expm1_jvp(primals, tangents):
    # Not the result and 1, of which nothing is left where x is very negative.
    (x,), (tangent,) = primals, tangents
    return _expm1(x), lax.mul(tangent, lax.exp(x))


@op("Expm1", names=("math.expm1",))
def expm1(x, name=None):
    """Returns exp(x) - 1 element-wise, exact near 0.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.expm1`.
    """
    return _expm1(x)


@op("Log", names=("math.log",))
def log(x, name=None):
    """Returns the natural logarithm element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; -inf at 0, nan for negative numbers.

    Example:
      >>> log([1.0, 0.0]).numpy().tolist()
      [0.0, -inf]

    Source: `tf.math.log`.
    """
    return lax.log(x)


@op("Log1p", names=("math.log1p",))
def log1p(x, name=None):
    """Returns log(1 + x) element-wise, exact near 0.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.log1p`.
    """
    return lax.log1p(x)


@op("Sigmoid")
def _sigmoid(x, name=None):
    return lax.logistic(x)


@export("math.sigmoid", "nn.sigmoid", "sigmoid")
def sigmoid(x, name=None):
    """Returns 1 / (1 + exp(-x)) element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> sigmoid(0.0).numpy().item()
      0.5

    Source: `tf.math.sigmoid`.
    """
    with scope(name, "Sigmoid") as name:
        return _sigmoid(tensor_of(x, "x"), name=name)


@op("Floor", names=("math.floor", "floor"), is_differentiable=False)
def floor(x, name=None):
    """Returns the largest integer that is not above x, element-wise.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.floor`.
    """
    return lax.floor(x)


@op("Ceil", names=("math.ceil",), is_differentiable=False)
def ceil(x, name=None):
    """Returns the smallest integer that is not below x, element-wise.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.ceil`.
    """
    return lax.ceil(x)


@op("Rint", names=("math.rint",), is_differentiable=False)
def rint(x, name=None):
    """Returns the nearest integer element-wise, halves to even.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.rint`.
    """
    return jnp.rint(x)


@op("Round", is_differentiable=False)
def _round(x, name=None):
    return jnp.round(x)


@export("math.round", "round")
def round(x, name=None):
    """Returns the nearest integer element-wise; halves go to the even one.

    Args:
      x: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; integers as they are.

    Example:
      >>> round([0.5, 1.5, 2.4]).numpy().tolist()
      [0.0, 2.0, 2.0]

    Source: `tf.math.round`.
    """
    x = tensor_of(x, "x")
    return x if x.dtype.is_integer else _round(x, name=name)


@op("IsNan", names=("math.is_nan",), is_differentiable=False)
def is_nan(x, name=None):
    """Returns whether x is nan, element-wise.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.is_nan`.
    """
    return jnp.isnan(x)


@op("IsInf", names=("math.is_inf",), is_differentiable=False)
def is_inf(x, name=None):
    """Returns whether x is inf or -inf.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.is_inf`.
    """
    return jnp.isinf(x)


@op("IsFinite", names=("math.is_finite",), is_differentiable=False)
def is_finite(x, name=None):
    """Returns whether x is neither nan nor infinite.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.is_finite`.
    """
    return jnp.isfinite(x)


@jax.custom_jvp
def _next_after(x1, x2):
    return jnp.nextafter(x1, x2)


@_next_after.defjvp
def _next_after_jvp(primals, tangents):
    # The step from x1 is taken for a constant, and x2 only for a direction.
    result = _next_after(*primals)
    return result, jnp.broadcast_to(tangents[0], result.shape)


@op("NextAfter", names=("math.nextafter",), broadcasts=True)
def nextafter(x1, x2, name=None):
    """Returns the number next to x1 in the direction of x2, element-wise.

    Args:
      x1: Tensor of dtype float32 or float64.
      x2: Tensor of the same dtype, of a shape that broadcasts with that of `x1`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x1`.

    Source: `tf.math.nextafter`.
    """
    return _next_after(x1, x2)
