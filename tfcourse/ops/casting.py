"""Conversion between dtypes."""

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes, errors
from tfcourse.core.execute import located
from tfcourse.core.export import export
from tfcourse.core.logger import get_logger
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.ops.rows import values_of, with_values_of
from tfcourse.ops.scopes import scope, tensor_of

_logger = get_logger()


def one_where(condition, dtype):
    """Returns 1 where a condition holds, else 0, as numbers that may be multiplied by anything.

    XLA makes of a product with what is cast from bool a choice, in which 0 * nan is 0.
    """
    ones, zeros = (lax.full_like(condition, value, dtype) for value in (1, 0))
    return lax.select(condition, ones, zeros)


def _to_signed(x, dtype):
    """Drops the fraction; what does not fit, and nan, becomes the lowest integer, as on x86."""
    lowest = jnp.iinfo(dtype).min
    # XLA takes the nearest integer, and 0 for nan.
    return jnp.where(x < -float(lowest), x.astype(dtype), lowest)


def _to_integer(x, dtype):
    if x.dtype in (jnp.float16, jnp.bfloat16):
        # The limits of integers are no half-precision numbers.
        x = x.astype(jnp.float32)
    if dtype in (np.int32, np.int64):
        return _to_signed(x, dtype)
    if dtype == np.uint64:
        is_large = (x >= 2.0**63) & (x < 2.0**64)
        return jnp.where(is_large, x.astype(dtype), _to_signed(x, np.int64).astype(dtype))
    # Narrow integers take the low bits of a wider one.
    return _to_signed(x, np.int64 if dtype == np.uint32 else np.int32).astype(dtype)


@op("Cast")
def _cast(x, DstT, Truncate=False, name=None):
    if jnp.iscomplexobj(x) and not DstT.is_complex:
        x = jnp.real(x)
    if jnp.issubdtype(x.dtype, jnp.floating) and DstT.is_integer:
        return _to_integer(x, DstT.numpy_dtype)
    if x.dtype == bool and not DstT.is_integer and not DstT.is_bool:
        return one_where(x, DstT.numpy_dtype)
    return x.astype(DstT.numpy_dtype)


def convert_dtype(x, dtype, name=None):
    """Returns a tensor converted to another dtype by an operation, even if it has it already.

    Args:
      x: Tensor of a number dtype or bool.
      dtype: A `DType` of numbers, or bool.
      name: A name for the operation.

    Raises:
      UnimplementedError: if either dtype is string.
    """
    source = getattr(x, "dtype", None)
    if source is not dtype and dtypes.string in (source, dtype):
        text = f"Cast {source.short_name} to {dtype.short_name} is not supported"
        raise located(_cast.op, (None,), errors.UnimplementedError(None, None, text), name)
    return _cast(x, dtype, name=name)


@export("cast", "dtypes.cast")
def cast(x, dtype, name=None):
    """Returns a tensor converted to another dtype.

    Args:
      x: Tensor of a number dtype or bool.
      dtype: The dtype to convert to.
      name: A name for the operation.

    Returns:
      Tensor of `dtype`, of the shape of `x`; floats lose their fraction as integers, complex
      numbers their imaginary part as real ones. `x` itself if it has the dtype.

    Raises:
      TypeError: if `dtype` is no dtype.
      UnimplementedError: from or to strings.

    Example:
      >>> cast([1.8, -2.2], "int32").numpy().tolist()
      [1, -2]

    Source: `tf.cast`.
    """
    base = dtypes.as_dtype(dtype).base_dtype
    if isinstance(x, (Tensor, Variable)) and x.dtype is base:
        return x
    with scope(name, "Cast") as name:
        values = values_of(x, "x")
        if values.dtype.is_complex and base.is_floating:
            _logger.warning(
                "You are casting an input of type %s to an incompatible dtype %s.  This will "
                "discard the imaginary part and may not be what you intended.",
                values.dtype.name,
                base.name,
            )
        if values.dtype is not base:
            values = convert_dtype(values, base, name)
        return with_values_of(x, values)


def _limits(source, target):
    """Returns the least and greatest values of dtype `source` that `target` can hold."""
    kind = source.as_numpy_dtype
    try:
        common = np.promote_types(kind, target.as_numpy_dtype)
    except TypeError:
        common = float
    with np.errstate(over="ignore"):
        lowest = kind(np.maximum(source.min, target.min))
        highest = kind(np.minimum(float(source.max), float(target.max)))
    # Rounding to the source's dtype may step out of the target's range.
    if np.array(lowest, common) < np.array(target.min, common):
        lowest = np.nextafter(lowest, kind(0), dtype=kind)
    if np.array(highest, common) > np.array(target.max, common):
        highest = np.nextafter(highest, kind(0), dtype=kind)
    return lowest, highest


@op("ClipByValue")
def _clip(t, clip_value_min, clip_value_max, name=None):
    if jnp.iscomplexobj(t):
        return jnp.clip(t.real, clip_value_min.real, clip_value_max.real) + 1j * jnp.clip(
            t.imag, clip_value_min.imag, clip_value_max.imag
        )
    # nan stays nan; at a limit the derivative is that of the value. Where no value is within, the
    # lower limit counts.
    limited = jnp.where(t > clip_value_max, clip_value_max, t)
    return jnp.where(limited < clip_value_min, clip_value_min, limited)


@export("saturate_cast", "dtypes.saturate_cast")
def saturate_cast(value, dtype, name=None):
    """Returns a tensor converted to another dtype, values limited to what that can hold.

    Args:
      value: Tensor of a number dtype.
      dtype: The number dtype to convert to.
      name: A name for the operation.

    Returns:
      Tensor of `dtype`, of the shape of `value`.

    Raises:
      TypeError: if a dtype is not one of numbers.

    Example:
      >>> saturate_cast([300.0, -5.0], "uint8").numpy().tolist()
      [255, 0]

    Source: `tf.saturate_cast`.
    """
    from tfcourse.ops.complex_numbers import real

    with scope(name, "saturate_cast") as name:
        value = tensor_of(value, "value")
        dtype = dtypes.as_dtype(dtype).base_dtype
        if value.dtype.is_complex and not dtype.is_complex:
            value = real(value)
            _logger.warning("Casting complex to real discards imaginary part.")
        source, target = value.dtype, dtype
        if source.is_complex:
            source, target = source.real_dtype, target.real_dtype
            if source.size > target.size:
                limits = [complex(limit, limit) for limit in (target.min, target.max)]
                value = _clip(value, *limits, name="clamp")
        else:
            lowest, highest = _limits(source, target.real_dtype)
            value = _clip(
                value, tensor_of(lowest, "Const"), tensor_of(highest, "Const"), name="clamp"
            )
        return cast(value, dtype, name=name)
