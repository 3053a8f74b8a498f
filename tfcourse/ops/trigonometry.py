"""Trigonometric and hyperbolic functions, element-wise."""

import jax
import jax.numpy as jnp
from jax import lax

from tfcourse.core.op import op
from tfcourse.ops.arithmetic import number


@op("Sin", names=("math.sin", "sin"))
def sin(x, name=None):
    """Returns the sine of x, in radians, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.sin`.
    """
    return lax.sin(x)


@op("Cos", names=("math.cos", "cos"))
def cos(x, name=None):
    """Returns the cosine of x, in radians, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.cos`.
    """
    return lax.cos(x)


@op("Tan", names=("math.tan", "tan"))
def tan(x, name=None):
    """Returns the tangent of x, in radians, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.tan`.
    """
    return lax.tan(x)


@op("Asin", names=("math.asin", "asin"))
def asin(x, name=None):
    """Returns the angle, in radians, whose sine is x, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype, in [-1, 1].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`, in [-pi/2, pi/2]; nan outside.

    Source: `tf.math.asin`.
    """
    return jnp.arcsin(x)


@op("Acos", names=("math.acos", "acos"))
def acos(x, name=None):
    """Returns the angle, in radians, whose cosine is x, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype, in [-1, 1].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`, in [0, pi]; nan outside.

    Source: `tf.math.acos`.
    """
    return jnp.arccos(x)


@op("Atan", names=("math.atan", "atan"))
def atan(x, name=None):
    """Returns the angle, in radians, whose tangent is x, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`, in [-pi/2, pi/2].

    Source: `tf.math.atan`.
    """
    return jnp.arctan(x)


@op("Atan2", names=("math.atan2", "atan2"), broadcasts=True)
def atan2(y, x, name=None):
    """Returns the angle of the point (x, y), in radians, element-wise.

    Args:
      y: Tensor of a floating-point dtype.
      x: Tensor of the same dtype, of a shape that broadcasts with that of `y`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `y`, in [-pi, pi].

    Source: `tf.math.atan2`.
    """
    return jnp.arctan2(y, x)


@op("Sinh", names=("math.sinh", "sinh"))
def sinh(x, name=None):
    """Returns the hyperbolic sine element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.sinh`.
    """
    return jnp.sinh(x)


@op("Cosh", names=("math.cosh", "cosh"))
def cosh(x, name=None):
    """Returns the hyperbolic cosine element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.cosh`.
    """
    return jnp.cosh(x)


@jax.custom_jvp
def _hyperbolic_tangent(x):
    return lax.tanh(x)


@_hyperbolic_tangent.defjvp
def _hyperbolic_tangent_jvp(primals, tangents):
    # JAX takes differences of products with the tangent, which may be infinite.
    result = _hyperbolic_tangent(*primals)
    one = number(1, result)
    return result, lax.mul(*tangents, lax.sub(one, lax.mul(result, result)))


@op("Tanh", names=("math.tanh", "nn.tanh", "tanh"))
def tanh(x, name=None):
    """Returns the hyperbolic tangent element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`, in [-1, 1].

    Source: `tf.math.tanh`.
    """
    return _hyperbolic_tangent(x)


@jax.custom_jvp
def _inverse_sinh(x):
    return jnp.arcsinh(x)


@_inverse_sinh.defjvp
def _inverse_sinh_jvp(primals, tangents):
    # JAX squares x, which overflows long before the result does.
    result = _inverse_sinh(primals[0])
    return result, tangents[0] / jnp.cosh(result)


@jax.custom_jvp
def _inverse_cosh(x):
    return jnp.arccosh(x)


@_inverse_cosh.defjvp
def _inverse_cosh_jvp(primals, tangents):
    # nan where the result is; JAX's derivative is finite below -1.
    result = _inverse_cosh(primals[0])
    return result, tangents[0] / jnp.sinh(result)


@op("Asinh", names=("math.asinh", "asinh"))
def asinh(x, name=None):
    """Returns the number whose hyperbolic sine is x, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.asinh`.
    """
    return _inverse_sinh(x)


@op("Acosh", names=("math.acosh", "acosh"))
def acosh(x, name=None):
    """Returns the number, at least 0, whose hyperbolic cosine is x, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype, at least 1.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; nan below 1.

    Source: `tf.math.acosh`.
    """
    return _inverse_cosh(x)


@jax.custom_jvp
def _inverse_tanh(x):
    return jnp.arctanh(x)


@_inverse_tanh.defjvp
def _inverse_tanh_jvp(primals, tangents):
    # JAX divides by (1 + x) (1 - x), whose own derivative is nan at 1.
    (x,) = primals
    return _inverse_tanh(x), tangents[0] / (1 - x * x)


@op("Atanh", names=("math.atanh", "atanh"))
def atanh(x, name=None):
    """Returns the number whose hyperbolic tangent is x, element-wise.

    Args:
      x: Tensor of a floating-point or complex dtype, in [-1, 1].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; nan outside.

    Source: `tf.math.atanh`.
    """
    return _inverse_tanh(x)
