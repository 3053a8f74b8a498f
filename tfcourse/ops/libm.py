"""Float32 logarithm, sine and cosine, rounded as the C library of Linux rounds them.

TensorFlow's kernels call the C library for single random numbers. Its float32 functions are
polynomials in float64, off the correctly rounded result in about one value of a hundred; other
polynomials are off in others. Those of glibc since 2.28, which are Arm's, are stated here as
JAX functions, so that numbers made with them agree to the bit.

Source: https://github.com/ARM-software/optimized-routines (coefficients).
"""

import jax.numpy as jnp
import numpy as np
from jax import lax


def _floats(digits: str) -> np.ndarray:
    """Reads float64 written in hexadecimal, which states them to the bit."""
    return np.array([float.fromhex(item) for item in digits.split()])


# The logarithm looks up 16 points c near the middle of sixteenths of [0x1.66p-1, 0x1.66p0): the
# values of 1/c and log(c), then a polynomial of (x / c - 1).
_LOWEST_SIXTEENTH = np.uint32(0x3F330000)
_RECIPROCALS = _floats(
    """
    0x1.661ec79f8f3bep+0 0x1.571ed4aaf883dp+0 0x1.49539f0f010bp+0 0x1.3c995b0b80385p+0
    0x1.30d190c8864a5p+0 0x1.25e227b0b8eap+0 0x1.1bb4a4a1a343fp+0 0x1.12358f08ae5bap+0
    0x1.0953f419900a7p+0 0x1p+0 0x1.e608cfd9a47acp-1 0x1.ca4b31f026aap-1
    0x1.b2036576afce6p-1 0x1.9c2d163a1aa2dp-1 0x1.886e6037841edp-1 0x1.767dcf5534862p-1
    """
)
_LOGARITHMS = _floats(
    """
    -0x1.57bf7808caadep-2 -0x1.2bef0a7c06ddbp-2 -0x1.01eae7f513a67p-2 -0x1.b31d8a68224e9p-3
    -0x1.6574f0ac07758p-3 -0x1.1aa2bc79c81p-3 -0x1.a4e76ce8c0e5ep-4 -0x1.1973c5a611cccp-4
    -0x1.252f438e10c1ep-5 0x0p+0 0x1.aa5aa5df25984p-5 0x1.c5e53aa362eb4p-4
    0x1.526e57720db08p-3 0x1.bc2860d22477p-3 0x1.1058bc8a07ee1p-2 0x1.4043057b6ee09p-2
    """
)
_LOG_POLYNOMIAL = _floats("-0x1.ffffef20a4123p-2 0x1.5575b0be00b6ap-2 -0x1.00ea348b88334p-2")
_SINE_POLYNOMIAL = _floats("-0x1.555545995a603p-3 0x1.1107605230bc4p-7 -0x1.994eb3774cf24p-13")
_COSINE_POLYNOMIAL = _floats(
    """
    -0x1.ffffffd0c621cp-2 0x1.55553e1068f19p-5 -0x1.6c087e89a359dp-10 0x1.99343027bf8c3p-16
    """
)


def _polynomial(coefficients, x):
    """Evaluates c0 + c1 x + c2 x^2 + ... in float64."""
    value = coefficients[-1]
    for coefficient in reversed(coefficients[:-1]):
        value = value * x + coefficient
    return value


def log(x):
    """Returns the natural logarithm.

    Args:
      x: float32, normal and positive.

    Returns:
      float32, the shape of `x`.
    """
    bits = lax.bitcast_convert_type(x, jnp.uint32)
    above = bits - _LOWEST_SIXTEENTH
    sixteenth = (above >> np.uint32(19)) & np.uint32(15)
    exponent = lax.bitcast_convert_type(above, jnp.int32) >> np.int32(23)
    mantissa = lax.bitcast_convert_type(bits - (above & np.uint32(0xFF800000)), jnp.float32)
    reciprocal, logarithm = (
        jnp.asarray(table).at[sixteenth].get(mode="promise_in_bounds")
        for table in (_RECIPROCALS, _LOGARITHMS)
    )
    rest = mantissa.astype(jnp.float64) * reciprocal - 1
    whole = logarithm + exponent.astype(jnp.float64) * np.log(2)
    return (whole + rest + _polynomial(_LOG_POLYNOMIAL, rest) * (rest * rest)).astype(jnp.float32)


def sincos(x):
    """Returns sine and cosine.

    Args:
      x: float64 that holds float32 values, in [0, 120).

    Returns:
      Two float32 arrays, the shape of `x`.
    """
    quadrant = jnp.floor(x * (2 / np.pi) + 0.5)
    x = x - quadrant * (np.pi / 2)
    square = x * x
    sine = x + x * square * _polynomial(_SINE_POLYNOMIAL, square)
    cosine = 1 + square * _polynomial(_COSINE_POLYNOMIAL, square)
    sine, cosine = sine.astype(jnp.float32), cosine.astype(jnp.float32)
    quadrant = quadrant.astype(jnp.int32)
    is_odd = (quadrant & 1) == 1
    return (
        _negate_if((quadrant & 2) == 2, jnp.where(is_odd, cosine, sine)),
        _negate_if(((quadrant + 1) & 2) == 2, jnp.where(is_odd, sine, cosine)),
    )


def _negate_if(condition, value):
    return jnp.where(condition, -value, value)
