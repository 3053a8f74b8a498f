"""Special functions: error, gamma and beta functions, element-wise."""

import math

import jax
import jax.numpy as jnp
import jax.scipy as scipy
import numpy as np
from jax import lax

from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument


def in_single_precision(function, *operands):
    """Returns function(*operands), half-precision operands as float32: the gate rounds back."""
    if operands[0].dtype in (jnp.float16, jnp.bfloat16):
        operands = [operand.astype(jnp.float32) for operand in operands]
    return function(*operands)


@op("Erf", names=("math.erf",))
def erf(x, name=None):
    """Returns the error function element-wise.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`, in [-1, 1].

    Source: `tf.math.erf`.
    """
    return lax.erf(x)


@op("Erfc", names=("math.erfc",))
def erfc(x, name=None):
    """Returns 1 - erf(x) element-wise.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`, in [0, 2].

    Source: `tf.math.erfc`.
    """
    return lax.erfc(x)


@op("Erfinv")
def _erfinv(x, name=None):
    return in_single_precision(lax.erf_inv, x)


@export("math.erfinv")
def erfinv(x, name=None):
    """Returns the number whose error function is x, element-wise.

    Args:
      x: Tensor of a floating-point dtype, in [-1, 1].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; nan outside.

    Source: `tf.math.erfinv`.
    """
    with scope(name, "erfinv"):
        return _erfinv(x)


@jax.custom_jvp
def _normal_quantiles(x):
    return scipy.special.ndtri(x)


@_normal_quantiles.defjvp
def _normal_quantiles_jvp(primals, tangents):
    # Infinite at 0 and 1, where JAX's derivative is 0.
    result = _normal_quantiles(primals[0])
    return result, tangents[0] * (math.sqrt(2 * math.pi) * jnp.exp(result * result / 2))


@op("Ndtri")
def _ndtri(x, name=None):
    return in_single_precision(_normal_quantiles, x)


@export("math.ndtri")
def ndtri(x, name=None):
    """Returns the quantile function of the standard normal distribution, element-wise.

    Args:
      x: Tensor of dtype float32 or float64: probabilities, in [0, 1].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; nan outside.

    Source: `tf.math.ndtri`.
    """
    with scope(name, "ndtri"):
        return _ndtri(x)


@export("math.erfcinv")
def erfcinv(x, name=None):
    """Returns the number whose `erfc` is x, element-wise.

    Args:
      x: Tensor of dtype float32 or float64, in [0, 2].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`; nan outside.

    Source: `tf.math.erfcinv`.
    """
    with scope(name, "erfcinv"):
        x = tensor_of(x, "start")
        return -ndtri(0.5 * x) * np.sqrt(0.5)


def _accurate_log_gamma(x):
    # XLA's float32 is off near 1 and 2, where the result is 0, and so the float64 a little.
    if x.dtype == jnp.float64:
        return jnp.where((x == 1) | (x == 2), 0, lax.lgamma(x))
    return _accurate_log_gamma(x.astype(jnp.float64)).astype(x.dtype)


@jax.custom_jvp
def _digamma(x):
    # At its poles newer JAX gives -inf.
    return jnp.where((x <= 0) & (x == jnp.floor(x)), jnp.nan, lax.digamma(x))


@_digamma.defjvp
def _digamma_jvp(primals, tangents):
    # Polygamma functions are nan at infinity.
    (x,) = primals
    slope = jnp.where(x == jnp.inf, 0, lax.polygamma(jnp.ones_like(x), x))
    return _digamma(x), slope * tangents[0]


@jax.custom_jvp
def _log_gamma(x):
    return _accurate_log_gamma(x)


@_log_gamma.defjvp
def _log_gamma_jvp(primals, tangents):
    return _log_gamma(*primals), _digamma(*primals) * tangents[0]


@op("Lgamma", names=("math.lgamma",))
def lgamma(x, name=None):
    """Returns the logarithm of the absolute value of the gamma function, element-wise.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> round(float(lgamma(5.0)), 4)
      3.1781

    Source: `tf.math.lgamma`.
    """
    return in_single_precision(_log_gamma, x)


@op("Digamma", names=("math.digamma",))
def digamma(x, name=None):
    """Returns the derivative of `lgamma` element-wise.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.digamma`.
    """
    return in_single_precision(_digamma, x)


def _derivative_by_second_only(function, derivative):
    """Returns a function of two operands whose derivative by the first is taken for zero."""

    @jax.custom_jvp
    def wrapped(x, y):
        return function(x, y)

    @wrapped.defjvp
    def _jvp(primals, tangents):
        return wrapped(*primals), derivative(*primals) * tangents[1]

    return wrapped


def _polygamma_values(a, x):
    # For whole a, by the zeta function; jax.scipy takes a of an integer dtype only.
    sign = jnp.where(jnp.mod(a, 2) == 0, -1, 1)
    values = sign * jnp.exp(lax.lgamma(a + 1)) * lax.zeta(a + 1, x)
    is_order = (a >= 0) & (a == jnp.floor(a))
    return jnp.where(a == 0, _digamma(x), jnp.where(is_order, values, jnp.nan))


_zeta_function = _derivative_by_second_only(lax.zeta, lambda x, q: -x * _zeta_function(x + 1, q))
_polygamma_function = _derivative_by_second_only(
    _polygamma_values, lambda a, x: _polygamma_function(a + 1, x)
)


@op("Polygamma", names=("math.polygamma",), broadcasts=True)
def polygamma(a, x, name=None):
    """Returns the a-th derivative of `digamma` at x, element-wise.

    Args:
      a: Tensor of dtype float32 or float64: whole numbers, at least 0.
      x: Tensor of the same dtype, of a shape that broadcasts with that of `a`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `a`.

    Source: `tf.math.polygamma`.
    """
    return _polygamma_function(*jnp.broadcast_arrays(a, x))


@op("Zeta", names=("math.zeta",), broadcasts=True)
def zeta(x, q, name=None):
    """Returns the Hurwitz zeta function, the sum of (q + n) ** -x over n >= 0, element-wise.

    Args:
      x: Tensor of dtype float32 or float64.
      q: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.zeta`.
    """
    return _zeta_function(*jnp.broadcast_arrays(x, q))


def _unless_invalid(function, a, x):
    """Returns function(a, x), and nan where a is not above 0; JAX gives the limit at a = 0."""
    return jnp.where(a > 0, in_single_precision(function, a, x), jnp.nan)


@op("Igamma", names=("math.igamma",), broadcasts=True)
def igamma(a, x, name=None):
    """Returns the lower regularised incomplete gamma function P(a, x), element-wise.

    Args:
      a: Tensor of a floating-point dtype, above 0.
      x: Tensor of the same dtype, of a shape that broadcasts with that of `a`, at least 0.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `a`, in [0, 1].

    Source: `tf.math.igamma`.
    """
    return _unless_invalid(scipy.special.gammainc, a, x)


@op("Igammac", names=("math.igammac",), broadcasts=True)
def igammac(a, x, name=None):
    """Returns 1 - igamma(a, x) element-wise.

    Args:
      a: Tensor of a floating-point dtype, above 0.
      x: Tensor of the same dtype, of a shape that broadcasts with that of `a`, at least 0.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `a`, in [0, 1].

    Source: `tf.math.igammac`.
    """
    return _unless_invalid(scipy.special.gammaincc, a, x)


@op("Betainc", names=("math.betainc",))
def betainc(a, b, x, name=None):
    """Returns the regularised incomplete beta function I(x; a, b), element-wise.

    Args:
      a: Tensor of dtype float32 or float64, above 0.
      b: Tensor of the same dtype and shape (or a scalar), above 0.
      x: Tensor of the same dtype and shape (or a scalar), in [0, 1].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `a`, in [0, 1]. Gradients flow to `x` only.

    Source: `tf.math.betainc`.
    """
    for letter, other in (("b", b), ("x", x)):
        if a.ndim and other.ndim and a.shape != other.shape:
            raise invalid_argument(
                f"Shapes of a and {letter} are inconsistent: {brackets(a.shape)} vs. "
                f"{brackets(other.shape)}",
            )
    return scipy.special.betainc(lax.stop_gradient(a), lax.stop_gradient(b), x)


@export("math.lbeta")
def lbeta(x, name=None):
    """Returns the logarithm of the absolute value of the beta function along the last axis.

    Args:
      x: Tensor of a floating-point dtype, shape [..., n].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`, shape [...].

    Example:
      >>> round(float(lbeta([1.0, 3.0])), 4)
      -1.0986

    Source: `tf.math.lbeta`.
    """
    from tfcourse.ops.reductions import reduce_sum

    with scope(name, "lbeta"):
        x = tensor_of(x, "x")
        logarithms = reduce_sum(lgamma(x), axis=[-1])
        return logarithms - lgamma(reduce_sum(x, axis=[-1]))
