"""Element-wise arithmetic, and the conversion between dtypes that division needs."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.convert import converter_of
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops.casting import cast
from tfcourse.ops.scopes import scope, tensor_of


@op("AddV2", broadcasts=True)
def _add_numbers(x, y, name=None):
    return jnp.add(x, y)


@op("Add", broadcasts=True, is_host=True, is_differentiable=False)
def _add_texts(x, y, name=None):
    return np.asarray(np.add(x, y), object)


def add_with_hint(x, y, name):
    """Returns x + y, where a `y` that is data takes the dtype of `x` only if it fits."""
    if not isinstance(y, Tensor) and converter_of(y) is None:
        with scope(name, "Add") as name:
            return add_with_hint(x, tensor_of(y, "y", dtype_hint=x.dtype), name)
    is_text = x.dtype is dtypes.string
    return execute((_add_texts if is_text else _add_numbers).op, (x, y), (), name, "Add")


@export("math.add", "add")
def add(x, y, name=None):
    """Returns x + y element-wise; joins strings.

    Args:
      x: Tensor of a number dtype or string.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      InvalidArgumentError: if the dtypes differ or the shapes do not broadcast.

    Example:
      >>> add([1, 2], 10).numpy().tolist()
      [11, 12]

    Source: `tf.math.add`.
    """
    if not isinstance(x, Tensor):
        with scope(name, "Add") as name:
            return add_with_hint(tensor_of(x, "x"), y, name)
    return add_with_hint(x, y, name)


@op("Sub", names=("math.subtract", "subtract"), broadcasts=True)
def subtract(x, y, name=None):
    """Returns x - y element-wise.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.subtract`.
    """
    return jnp.subtract(x, y)


@op("Mul", names=("math.multiply", "multiply"), broadcasts=True)
def multiply(x, y, name=None):
    """Returns x * y element-wise.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.multiply`.
    """
    return jnp.multiply(x, y)


@op("RealDiv", broadcasts=True)
def _real_divide(x, y, name=None):
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
        if x.dtype is not y.dtype:
            raise TypeError(
                f"`x` and `y` must have the same dtype, got {x.dtype!r} != {y.dtype!r}."
            )
        if x.dtype not in _QUOTIENT_DTYPES:
            known = ", ".join(map(repr, _QUOTIENT_DTYPES))
            raise TypeError(
                f"Invalid dtype {x.dtype!r} in __truediv__. Expected one of {{{known}}}."
            )
        dtype = _QUOTIENT_DTYPES[x.dtype]
        if dtype is not None:
            x, y = cast(x, dtype), cast(y, dtype)
        return _real_divide(x, y, name=name)


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
        raise errors.InvalidArgumentError(None, None, "Integer division by zero")


@op("FloorDiv", broadcasts=True, check=_check_divisor, graph_name="floordiv")
def _floor_divide(x, y, name=None):
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


@op("FloorMod", names=("math.floormod", "math.mod"), broadcasts=True, check=_check_divisor)
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
    return jnp.mod(x, y)


def _check_exponent(x, y):
    if y.dtype.kind == "i" and (y < 0).any():
        raise errors.InvalidArgumentError(
            None, None, "Integers to negative integer powers are not allowed"
        )


@op("Pow", broadcasts=True, check=_check_exponent)
def _power(x, y, name=None):
    return jnp.power(x, y)


@export("math.pow", "pow")
def pow(x, y, name=None):
    """Returns x to the power of y element-wise.

    Args:
      x: Tensor of a number dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      InvalidArgumentError: if an exponent of integers is negative.

    Example:
      >>> pow([2, 3], 3).numpy().tolist()
      [8, 27]

    Source: `tf.math.pow`.
    """
    return _power(x, y, name)


@op("Neg", names=("math.negative", "negative"))
def negative(x, name=None):
    """Returns -x element-wise.

    Args:
      x: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.negative`.
    """
    return jnp.negative(x)


@op("Abs")
def _abs_real(x, name=None):
    return jnp.abs(x)


@op("ComplexAbs")
def _abs_complex(x, Tout=None, name=None):
    return jnp.abs(x)


@export("math.abs", "abs")
def abs(x, name=None):
    """Returns the absolute value element-wise.

    Args:
      x: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; for complex numbers, of the dtype of their real part.

    Example:
      >>> abs([-1.5, 2.0]).numpy().tolist()
      [1.5, 2.0]

    Source: `tf.math.abs`.
    """
    with scope(name, "Abs") as name:
        x = tensor_of(x, "x")
        if x.dtype.is_complex:
            return _abs_complex(x, x.dtype.real_dtype, name=name)
        return _abs_real(x, name=name)
