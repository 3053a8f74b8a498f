"""Complex numbers: their parts, and how they are made of them."""

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops.comparison import less
from tfcourse.ops.creation import ones_like, zeros_like
from tfcourse.ops.masks import where
from tfcourse.ops.math import multiply
from tfcourse.ops.scopes import scope, tensor_of


@op("Complex", broadcasts=True)
def _complex(real, imag, Tout=None, name=None):
    return lax.complex(*jnp.broadcast_arrays(real, imag))


@export("complex", "dtypes.complex")
def complex(real, imag, name=None):
    """Returns the complex numbers of the given real and imaginary parts, element-wise.

    Args:
      real: Tensor of dtype float32 or float64.
      imag: Tensor of the same dtype, of a shape that broadcasts with that of `real`.
      name: A name for the operation.

    Returns:
      Tensor of dtype complex64 or complex128.

    Raises:
      TypeError: if the parts are of other dtypes.

    Example:
      >>> complex([1.0, 2.0], 3.0).numpy().tolist()
      [(1+3j), (2+3j)]

    Source: `tf.dtypes.complex`.
    """
    real, imag = tensor_of(real, "real"), tensor_of(imag, "imag")
    with scope(name, "Complex") as name:
        if real.dtype is imag.dtype is dtypes.float64:
            return _complex(real, imag, dtypes.complex128, name=name)
        if real.dtype is imag.dtype is dtypes.float32:
            return _complex(real, imag, dtypes.complex64, name=name)
        raise TypeError(
            f"The `real` and `imag` components have incorrect types: {real.dtype.name} "
            f"{imag.dtype.name}. They must be consistent, and one of "
            f"{[dtypes.float32, dtypes.float64]}"
        )


@op("Real")
def _real(input, Tout=None, name=None):
    # The conjugate leaves the value as it is, and the zero in its gradient positive.
    return jnp.real(jnp.conj(input))


@op("Imag")
def _imag(input, Tout=None, name=None):
    return jnp.imag(input)


@op("Angle")
def _angle(input, Tout=None, name=None):
    return jnp.angle(input)


@op("Conj")
def _conjugate(input, name=None):
    return jnp.conj(input)


@export("math.real")
def real(input, name=None):
    """Returns the real part element-wise.

    Args:
      input: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of the real part; `input` itself if it is real.

    Raises:
      TypeError: if `input` holds no numbers.

    Source: `tf.math.real`.
    """
    with scope(name, "Real") as name:
        input = tensor_of(input, "input")
        if input.dtype.is_complex:
            return _real(input, input.dtype.real_dtype, name=name)
        if input.dtype.is_numeric:
            return input
        raise TypeError(f"input must be a numeric tensor, but got tensor with dtype {input.dtype}")


@export("math.imag")
def imag(input, name=None):
    """Returns the imaginary part element-wise.

    Args:
      input: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of the real part; zeros if `input` is real.

    Source: `tf.math.imag`.
    """
    with scope(name, "Imag") as name:
        input = tensor_of(input, "input")
        if input.dtype.is_complex:
            return _imag(input, input.dtype.real_dtype, name=name)
        return zeros_like(input)


@export("math.angle")
def angle(input, name=None):
    """Returns the angle of complex numbers in radians, element-wise.

    Args:
      input: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of the real part, in [-pi, pi]; for real numbers 0 or pi.

    Source: `tf.math.angle`.
    """
    with scope(name, "Angle") as name:
        input = tensor_of(input, "input")
        if input.dtype.is_complex:
            return _angle(input, input.dtype.real_dtype, name=name)
        return where(less(input, 0), multiply(np.pi, ones_like(input)), zeros_like(input))


@export("math.conj")
def conj(x, name=None):
    """Returns the complex conjugate element-wise.

    Args:
      x: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; `x` itself if it is real.

    Raises:
      TypeError: if `x` holds no numbers.

    Example:
      >>> conj(1 + 2j).numpy().item()
      (1-2j)

    Source: `tf.math.conj`.
    """
    if isinstance(x, Tensor) and (x.dtype.is_floating or x.dtype.is_integer):
        return x
    with scope(name, "Conj") as name:
        x = tensor_of(x, "x")
        if x.dtype.is_complex:
            return _conjugate(x, name=name)
        if x.dtype.is_floating or x.dtype.is_integer:
            return x
        raise TypeError(f"Expected numeric or variant tensor, got dtype {x.dtype!r}.")
