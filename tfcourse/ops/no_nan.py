"""Products and quotients that are 0 where nan would come, element-wise."""

import jax
import jax.numpy as jnp
from jax import lax

from tfcourse.core.convert import converter_of
from tfcourse.core.differentiation import direction
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops.division import in_quotient_dtype
from tfcourse.ops.scopes import scope, tensor_of


@jax.custom_jvp
def _quotient_or_zero(x, y):
    is_zero = y == 0
    return jnp.where(is_zero, 0, x / jnp.where(is_zero, 1, y))


@_quotient_or_zero.defjvp
def _quotient_or_zero_jvp(primals, tangents):
    # Divided twice: the square of y may vanish.
    (x, y), (x_dot, y_dot) = primals, tangents
    by_y = _quotient_or_zero(_quotient_or_zero(-x, y), y)
    return _quotient_or_zero(x, y), _quotient_or_zero(x_dot, y) + by_y * y_dot


@op("DivNoNan", broadcasts=True)
def quotient_or_zero(x, y, name=None):
    """Returns x / y element-wise, and 0 where y is 0, of floating-point or complex tensors."""
    return _quotient_or_zero(x, y)


@export("math.divide_no_nan")
def divide_no_nan(x, y, name=None):
    """Returns x / y element-wise, and 0 where y is 0.

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
      >>> divide_no_nan([3.0, 4.0], [2.0, 0.0]).numpy().tolist()
      [1.5, 0.0]

    Source: `tf.math.divide_no_nan`.
    """
    with scope(name, "div_no_nan") as name:
        if _is_data(x) and not _is_data(y):
            y = tensor_of(y, "y")
            x = tensor_of(x, "x", y.dtype)
        else:
            x = tensor_of(x, "x")
            y = tensor_of(y, "y", dtype_hint=x.dtype)
        return quotient_or_zero(*in_quotient_dtype(x, y, "tf.math.divide_no_nan"), name=name)


def _is_data(value):
    return not isinstance(value, Tensor) and converter_of(value) is None


@export("math.reciprocal_no_nan")
def reciprocal_no_nan(x, name=None):
    """Returns 1 / x element-wise, and 0 where x is 0.

    Args:
      x: Tensor of a floating-point or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> reciprocal_no_nan([2.0, 0.0]).numpy().tolist()
      [0.5, 0.0]

    Source: `tf.math.reciprocal_no_nan`.
    """
    with scope(name, "reciprocal_no_nan") as name:
        x = tensor_of(x, "x")
        return quotient_or_zero(tensor_of(1, "one", x.dtype), x, name=name)


@jax.custom_jvp
def _product_no_nan(x, y):
    return jnp.where(y == 0, 0, x * y)


@_product_no_nan.defjvp
def _product_no_nan_jvp(primals, tangents):
    # By y the derivative is x, where y is 0, too, and that of the derivative by x is 1.
    (x, y), (x_dot, y_dot) = primals, tangents
    return _product_no_nan(x, y), x_dot * y + x * y_dot


@jax.custom_vjp
def _product_backwards(x, y):
    return _product_no_nan(x, y)


# Backwards both products are such products, too: 0 where the gradient of the result is.
_product_backwards.defvjp(
    lambda x, y: (_product_no_nan(x, y), (x, y)),
    lambda operands, change: (
        _product_no_nan(change, operands[1]),
        _product_no_nan(operands[0], change),
    ),
)


@op("MulNoNan", broadcasts=True)
def _multiply_no_nan(x, y, name=None):
    product = _product_backwards if direction() == "reverse" else _product_no_nan
    return product(*jnp.broadcast_arrays(x, y))


@export("math.multiply_no_nan")
def multiply_no_nan(x, y, name=None):
    """Returns x * y element-wise, and 0 where y is 0, even if x is nan or infinite.

    Args:
      x: Tensor of a floating-point or complex dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.multiply_no_nan`.
    """
    with scope(name, "multiply_no_nan") as name:
        x = tensor_of(x, "x")
        y = tensor_of(y, "y", x.dtype)
        return _multiply_no_nan(x, y, name=name)


@op("Xlogy", names=("math.xlogy",), broadcasts=True)
def xlogy(x, y, name=None):
    """Returns x * log(y) element-wise, and 0 where x is 0.

    Args:
      x: Tensor of a floating-point or complex dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> xlogy(0.0, 0.0).numpy().item()
      0.0

    Source: `tf.math.xlogy`.
    """
    return _product_with_log(x, y)


def _unless_zero(x, y, function):
    """Returns function(x, y), and 0, with derivatives of 0, where x is 0."""
    is_zero = x == 0
    return jnp.where(is_zero, 0, function(x, jnp.where(is_zero, 1, y)))


@jax.custom_jvp
def _quotient_unless_zero(x, y):
    return _unless_zero(x, y, lambda x, y: x / y)


@_quotient_unless_zero.defjvp
def _quotient_unless_zero_jvp(primals, tangents):
    # As factors: of an infinite tangent nothing is nan.
    (x, y), (x_dot, y_dot) = primals, tangents
    by_x = _quotient_unless_zero((x != 0).astype(x.dtype), y)
    by_y = _quotient_unless_zero(-x, lax.square(y))
    return _quotient_unless_zero(x, y), by_x * x_dot + by_y * y_dot


@jax.custom_jvp
def _product_with_log(x, y):
    return _unless_zero(x, y, lambda x, y: x * jnp.log(y))


@_product_with_log.defjvp
def _product_with_log_jvp(primals, tangents):
    # The quotient first: the product with the tangent may overflow.
    (x, y), (x_dot, y_dot) = primals, tangents
    by_x = _unless_zero(x, y, lambda x, y: jnp.log(y))
    return _product_with_log(x, y), by_x * x_dot + _quotient_unless_zero(x, y) * y_dot


@jax.custom_jvp
def _product_with_log1p(x, y):
    return _unless_zero(x, y, lambda x, y: x * jnp.log1p(y))


@_product_with_log1p.defjvp
def _product_with_log1p_jvp(primals, tangents):
    (x, y), (x_dot, y_dot) = primals, tangents
    by_x = _unless_zero(x, y, lambda x, y: jnp.log1p(y))
    by_y = _quotient_unless_zero(x, y + 1)
    return _product_with_log1p(x, y), by_x * x_dot + by_y * y_dot


@op("Xlog1py", broadcasts=True)
def _xlog1py(x, y, name=None):
    return _product_with_log1p(x, y)


@export("math.xlog1py")
def xlog1py(x, y, name=None):
    """Returns x * log(1 + y) element-wise, and 0 where x is 0.

    Args:
      x: Tensor of a floating-point or complex dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.xlog1py`.
    """
    with scope(name, "xlog1py"):
        return _xlog1py(x, y)


@op("Xdivy", broadcasts=True)
def _xdivy(x, y, name=None):
    return _quotient_unless_zero(x, y)


@export("math.xdivy")
def xdivy(x, y, name=None):
    """Returns x / y element-wise, and 0 where x is 0.

    Args:
      x: Tensor of a floating-point or complex dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.xdivy`.
    """
    with scope(name, "xdivy"):
        return _xdivy(x, y)
