"""Say how two arrays differ, if they do by more than rounding."""

import ml_dtypes
import numpy as np

from runners import Failure

# How far a float may be from the expected one, relative to it and to what cancels in it.
_RELATIVE = {"float16": 4e-3, "bfloat16": 3e-2, "float32": 2e-5, "float64": 1e-11}
# Derivatives are computed along another path, which loses some digits more.
DERIVED = 20


def parts_of(array) -> np.ndarray:
    """Returns floats as they are, complex numbers as pairs of floats."""
    if array.dtype.kind == "c":
        return np.stack([array.real, array.imag], -1)
    return array


def doubles(array) -> np.ndarray:
    """Returns floats in double precision."""
    # NumPy warns where it converts the NaN of a bfloat16.
    with np.errstate(invalid="ignore"):
        return array.astype(np.float64)


def is_float(array) -> bool:
    """Says whether an array holds floats, complex ones included."""
    return array.dtype.kind in "fc" or array.dtype == ml_dtypes.bfloat16


def has_subnormals(array) -> bool:
    """Says whether some of an array's floats are smaller than the smallest normal number."""
    parts = parts_of(array)
    values = np.abs(doubles(parts))
    return bool(((values > 0) & (values < float(ml_dtypes.finfo(parts.dtype).tiny))).any())


def same_bits(one, other) -> bool:
    """Says whether two arrays are the same to the bit, NaN apart, whose bits say nothing."""
    if one.dtype != other.dtype or not is_float(one):
        return np.array_equal(one, other)
    one, other = doubles(parts_of(one)), doubles(parts_of(other))
    return np.array_equal(one, other, equal_nan=True) and np.array_equal(
        np.signbit(one) & ~np.isnan(one), np.signbit(other) & ~np.isnan(other)
    )


def difference(expected, received, scale=0.0, factor=1) -> str | None:
    """Returns how one result differs from another, or None.

    Args:
        expected: A NumPy array, None, or a `Failure`.
        received: Likewise.
        scale: The size of what was added up to give the floats, and may have cancelled.
        factor: How many times the usual tolerance is allowed.
    """
    if isinstance(expected, Failure) or isinstance(received, Failure):
        return _difference_of_failures(expected, received)
    if expected is None or received is None:
        return None if expected is received else "None or not"
    if expected.dtype != received.dtype:
        return "dtype"
    if expected.shape != received.shape:
        return "shape"
    if same_bits(expected, received):
        return None
    if not is_float(expected):
        return "value"
    if expected.dtype.kind == "c":
        # Rounding of one part is relative to both; the sign of a part that is 0 is left to chance.
        size = np.where(np.isfinite(expected), np.abs(expected), 0)
        scale = np.maximum(scale, np.maximum(size, 1e-30))[..., None]
        # Which part of what is neither finite is infinite, which one NaN, is left to chance, too.
        neither = ~np.isfinite(expected) & ~np.isfinite(received)
        expected, received = (np.where(neither, 0, array) for array in (expected, received))
    return _difference_of_floats(parts_of(expected), parts_of(received), scale, factor)


def _difference_of_failures(expected, received) -> str | None:
    kinds = [value.kind if isinstance(value, Failure) else None for value in (expected, received)]
    return None if kinds[0] == kinds[1] else "exception"


def _difference_of_floats(one, other, scale, factor) -> str | None:
    limits = ml_dtypes.finfo(one.dtype)
    relative = _RELATIVE[one.dtype.name] * factor
    largest, smallest = float(limits.max), float(limits.smallest_normal)
    one, other = doubles(one), doubles(other)
    nan = np.isnan(one), np.isnan(other)
    # What nearly overflows may overflow with another rounding, or in another order of addends;
    # subnormal numbers may be zeros.
    nearly = largest * np.where(np.greater(scale, 0), 1 / 4, 1 - 8 * relative)
    near = (np.isinf(one) != np.isinf(other)) & (np.signbit(one) == np.signbit(other))
    near &= np.minimum(np.abs(one), np.abs(other)) > nearly
    tiny = (np.abs(one) <= smallest) & (np.abs(other) <= smallest)
    zeros = (one == 0) & (other == 0)
    with np.errstate(all="ignore"):
        allowed = relative * np.maximum(np.maximum(np.abs(one), np.abs(other)), scale)
        close = np.abs(one - other) <= allowed
    if (nan[0] != nan[1]).any():
        return "NaN or not"
    wrong_sign = zeros & (np.signbit(one) != np.signbit(other))
    if not np.any(scale) and wrong_sign.any():
        return "sign of zero"
    finite = np.isfinite(one) & np.isfinite(other)
    fine = nan[0] | near | tiny | zeros | (finite & close) | (one == other)
    if fine.all():
        return None
    return "value" if finite[~fine].all() else "infinity or not"
