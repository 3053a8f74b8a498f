"""Scalar operations where NumPy and XLA differ, done as XLA does them."""

import math

import numpy as np


def unfit(what: str) -> Exception:
    """Returns the exception by which a rule leaves a program to XLA."""
    from tfcourse.core.host.programs import Untranslatable

    return Untranslatable(what)


def divide_integers(x, y):
    """Divides integers towards zero; by zero gives -1 (all bits set), as on XLA's CPU."""
    zero = np.equal(y, 0)
    safe = np.where(zero, np.ones_like(y), y)
    if np.result_type(x).kind == "u":
        quotient = np.floor_divide(x, safe)
        return np.where(zero, np.invert(np.zeros_like(quotient)), quotient)
    quotient = np.floor_divide(x, safe)
    remainder = np.subtract(x, np.multiply(quotient, safe))
    towards_zero = (remainder != 0) & ((x < 0) != (safe < 0))
    quotient = np.add(quotient, towards_zero.astype(quotient.dtype))
    return np.where(zero, np.full_like(quotient, -1), quotient)


def remainder_of_integers(x, y):
    """Returns the remainder with the sign of `x`; by zero it is `x`."""
    zero = np.equal(y, 0)
    safe = np.where(zero, np.ones_like(y), y)
    return np.where(zero, x, np.fmod(x, safe))


def float_to_integer(x, dtype):
    """Converts towards zero; NaN becomes 0, values out of range the nearest limit."""
    limits = np.iinfo(dtype)
    whole = np.trunc(np.where(np.isnan(x), 0, x).astype(np.float64))
    above = whole >= float(limits.max)
    below = whole <= float(limits.min)
    inside = np.where(above | below, 0, whole).astype(dtype)
    return np.where(above, limits.max, np.where(below, limits.min, inside)).astype(dtype)


def integer_power(x, exponent):
    """Returns x to a fixed integer power by repeated squaring."""
    if exponent < 0:
        return 1 / integer_power(x, -exponent)
    result = None
    while exponent:
        if exponent & 1:
            result = x if result is None else np.multiply(result, x)
        exponent >>= 1
        if exponent:
            x = np.multiply(x, x)
    return np.ones_like(x) if result is None else result


def sign(x):
    """Returns the sign; zeros keep theirs."""
    return np.where(np.equal(x, 0), x, np.sign(x))


def make_complex(real, imaginary):
    """Returns a complex number from its parts, exactly."""
    dtype = np.complex64 if np.result_type(real) == np.float32 else np.complex128
    result = np.empty(np.broadcast_shapes(np.shape(real), np.shape(imaginary)), dtype)
    result.real, result.imag = real, imaginary
    return result


def _bits(x) -> int:
    return np.result_type(x).itemsize * 8


def shift_left(x, by):
    """Shifts left; by as many bits as there are, or more, gives 0."""
    by_bits = by.astype(np.uint64)
    return np.where(by_bits >= _bits(x), np.zeros_like(x), np.left_shift(x, by % _bits(x)))


def shift_right_arithmetic(x, by):
    """Shifts right and fills with the sign."""
    most = _bits(x) - 1
    return np.right_shift(x, np.where(by.astype(np.uint64) > most, most, by).astype(by.dtype))


def shift_right_logical(x, by):
    """Shifts right and fills with zeros."""
    dtype = np.result_type(x)
    unsigned = np.asarray(x).view(np.dtype(f"u{dtype.itemsize}"))
    shifted = np.right_shift(unsigned, (by % _bits(x)).astype(unsigned.dtype))
    kept = np.where(by.astype(np.uint64) >= _bits(x), np.zeros_like(unsigned), shifted)
    return kept.view(dtype)


def _of_zeros(result, x, y, zeros):
    """Puts right the sign of zeros, which NumPy's maximum and minimum leave open."""
    both = np.equal(x, 0) & np.equal(y, 0)
    return np.where(both, zeros, result)


def maximum(x, y):
    """Returns the larger one; 0 is larger than -0."""
    result = np.maximum(x, y)
    return result if result.all() else _of_zeros(result, x, y, np.add(x, y))


def minimum(x, y):
    """Returns the smaller one; -0 is smaller than 0."""
    result = np.minimum(x, y)
    return result if result.all() else _of_zeros(result, x, y, -np.add(-x, -y))


def _by_math(function):
    """Returns a function of Python's math module for arrays; NumPy has no such function."""
    of_items = np.frompyfunc(function, 1, 1)
    return lambda x: np.asarray(of_items(x.astype(np.float64)), np.float64).astype(x.dtype)


erf = _by_math(math.erf)
erfc = _by_math(math.erfc)
