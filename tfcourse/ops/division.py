"""Quotients and remainders, element-wise."""

import jax
import jax.numpy as jnp
from jax import lax

from tfcourse.core import dtypes, errors
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops import arithmetic
from tfcourse.ops.casting import cast
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument


@jax.custom_jvp
def _quotient(x, y):
    return arithmetic.divide(x, y)


@_quotient.defjvp
def _quotient_jvp(primals, tangents):
    # JAX multiplies by y ** -2, which overflows and gives nan where (x / y) / y does not.
    (x, y), (x_dot, y_dot) = primals, tangents
    by_y = arithmetic.multiply(y_dot, _quotient(_quotient(lax.neg(x), y), y))
    return _quotient(x, y), arithmetic.add(_quotient(x_dot, y), by_y)


@op("RealDiv", names=("realdiv",), broadcasts=True)
def realdiv(x, y, name=None):
    """Returns x / y element-wise, of real or complex numbers.

    Args:
      x: Tensor of a floating-point or complex dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.realdiv`.
    """
    if jnp.issubdtype(x.dtype, jnp.inexact):
        return _quotient(x, y)
    return jnp.divide(x, y)


_QUOTIENT_DTYPES = {
    dtypes.uint8: dtypes.float32,
    dtypes.int8: dtypes.float32,
    dtypes.uint16: dtypes.float32,
    dtypes.int16: dtypes.float32,
    dtypes.uint32: dtypes.float64,
    dtypes.int32: dtypes.float64,
    dtypes.uint64: dtypes.float64,
    dtypes.int64: dtypes.float64,
    dtypes.bfloat16: None,
    dtypes.float16: None,
    dtypes.float32: None,
    dtypes.float64: None,
    dtypes.complex64: None,
    dtypes.complex128: None,
}


def in_quotient_dtype(x, y, caller):
    """Returns both operands of a division, integers as floating-point numbers.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype.
      caller: The name of the function, for the error.

    Raises:
      TypeError: if the dtypes differ, or are no numbers.
    """
    if x.dtype is not y.dtype:
        raise TypeError(f"`x` and `y` must have the same dtype, got {x.dtype!r} != {y.dtype!r}.")
    if x.dtype not in _QUOTIENT_DTYPES:
        known = ", ".join(map(repr, _QUOTIENT_DTYPES))
        raise TypeError(f"Invalid dtype {x.dtype!r} in {caller}. Expected one of {{{known}}}.")
    dtype = _QUOTIENT_DTYPES[x.dtype]
    return (x, y) if dtype is None else (cast(x, dtype), cast(y, dtype))


@export("math.truediv", "truediv")
def truediv(x, y, name=None):
    """Returns x / y element-wise, in floating point for integers too.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor: float32 for integers of 8 and 16 bits, float64 for wider ones, otherwise of the
      dtype of `x`.

    Raises:
      TypeError: if the dtypes differ, or are no numbers.

    Example:
      >>> truediv([3, 4], 2).numpy()
      array([1.5, 2. ])

    Source: `tf.math.truediv`.
    """
    with scope(name, "truediv") as name:
        x = tensor_of(x, "x")
        y = tensor_of(y, "y", dtype_hint=x.dtype)
        return realdiv(*in_quotient_dtype(x, y, "__truediv__"), name=name)


@export("math.divide", "divide")
def divide(x, y, name=None):
    """Returns x / y element-wise, as Python's operator does.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor, as `truediv` gives it.

    Source: `tf.math.divide`.
    """
    if name is not None:
        return truediv(x, y, name)
    if not isinstance(x, Tensor) and not isinstance(y, Tensor):
        x = tensor_of(x, "x")
        y = tensor_of(y, "y", dtype_hint=x.dtype)
    return x / y


def _check_divisor(x, y):
    if y.dtype.kind in "iu" and x.size and not y.all():
        raise invalid_argument("Integer division by zero")


@op(
    "FloorDiv",
    broadcasts=True,
    check=_check_divisor,
    checked_kinds="iu",
    graph_name="floordiv",
    is_differentiable=False,
)
def _floor_divide(x, y, name=None):
    if jnp.issubdtype(x.dtype, jnp.floating):
        return jnp.floor(x / y)
    return jnp.floor_divide(x, y)


@export("math.floordiv")
def floordiv(x, y, name=None):
    """Returns the quotient x / y, rounded towards negative infinity, element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      InvalidArgumentError: if integers are divided by zero.

    Example:
      >>> floordiv([7, -7], 2).numpy().tolist()
      [3, -4]

    Source: `tf.math.floordiv`.
    """
    return _floor_divide(x, y, name)


@jax.custom_jvp
def _modulo(x, y):
    return jnp.mod(x, y)


@_modulo.defjvp
def _modulo_jvp(primals, tangents):
    # As TensorFlow states it, zeros included whose sign is negative.
    (x, y), (x_dot, y_dot) = primals, tangents
    return _modulo(x, y), x_dot + y_dot * -jnp.floor(x / y)


@op(
    "FloorMod",
    names=("math.floormod", "math.mod"),
    broadcasts=True,
    check=_check_divisor,
    checked_kinds="iu",
)
def floormod(x, y, name=None):
    """Returns the remainder of `floordiv`, which has the sign of `y`, element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      InvalidArgumentError: if integers are divided by zero.

    Example:
      >>> floormod([7, -7], 3).numpy().tolist()
      [1, 2]

    Source: `tf.math.floormod`.
    """
    return _modulo(x, y) if jnp.issubdtype(x.dtype, jnp.floating) else jnp.mod(x, y)


def _check_truncated(x, y):
    if y.dtype.kind in "iu" and x.size and not y.all():
        raise errors.InternalError(
            None,
            None,
            "Unexpected error in binary operator (only integer div and mod should have errors)",
        )


@op(
    "TruncateDiv",
    names=("truncatediv",),
    broadcasts=True,
    check=_check_truncated,
    is_differentiable=False,
)
def truncatediv(x, y, name=None):
    """Returns the quotient x / y, rounded towards zero, element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      InternalError: if integers are divided by zero.

    Example:
      >>> truncatediv([7, -7], 2).numpy().tolist()
      [3, -3]

    Source: `tf.truncatediv`.
    """
    if jnp.issubdtype(x.dtype, jnp.integer):
        return lax.div(*jnp.broadcast_arrays(x, y))
    return jnp.trunc(x / y)


@op("TruncateMod", names=("truncatemod",), broadcasts=True, check=_check_truncated)
def truncatemod(x, y, name=None):
    """Returns the remainder of `truncatediv`, which has the sign of `x`, element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      InternalError: if integers are divided by zero.

    Example:
      >>> truncatemod([7, -7], 3).numpy().tolist()
      [1, -1]

    Source: `tf.truncatemod`.
    """
    return lax.rem(*jnp.broadcast_arrays(x, y))
