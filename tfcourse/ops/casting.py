"""Conversion between dtypes."""

import jax.numpy as jnp

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.scopes import scope, tensor_of


@op("Cast")
def convert_dtype(x, DstT, Truncate=False, name=None):
    dtype = DstT.numpy_dtype
    if jnp.iscomplexobj(x) and not DstT.is_complex:
        x = jnp.real(x)
    return x.astype(dtype)


@export("cast", "dtypes.cast")
def cast(x, dtype, name=None):
    """Returns a tensor converted to another dtype.

    Args:
      x: Tensor of a number dtype or bool.
      dtype: The dtype to convert to.
      name: A name for the operation.

    Returns:
      Tensor of `dtype`, of the shape of `x`; floats lose their fraction as integers, complex
      numbers their imaginary part as real ones.

    Raises:
      TypeError: if `x` is no tensor in any dtype.

    Example:
      >>> cast([1.8, -2.2], "int32").numpy().tolist()
      [1, -2]

    Source: `tf.cast`.
    """
    base = dtypes.as_dtype(dtype).base_dtype
    with scope(name, "Cast") as name:
        x = tensor_of(x, "x")
        return x if x.dtype is base else convert_dtype(x, base, name=name)
