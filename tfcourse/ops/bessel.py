"""Bessel functions and special integrals: `tf.math.special`."""

import jax
import jax.numpy as jnp
import jax.scipy as scipy

from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.scopes import scope
from tfcourse.ops.special import in_single_precision

_DOCUMENTATION = """Returns {meaning}, element-wise.

    Args:
      x: Tensor of a floating-point dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.math.special.{name}`.
    """


def _of_jax(name):
    """Returns a function of `jax.scipy.special`, which is loaded when it is called."""
    return lambda x: getattr(scipy.special, name)(x)


def _special_function(op_type, name, function, meaning, *other_names):
    """Makes the operation and the public function of one special function."""

    def kernel(x, name=None):
        return in_single_precision(function, x)

    operation = op(op_type)(kernel)

    public_name = name

    def public(x, name=None):
        with scope(name, public_name):
            return operation(x)

    public.__name__ = public.__qualname__ = public_name
    public.__doc__ = _DOCUMENTATION.format(meaning=meaning, name=public_name)
    return export(f"math.special.{public_name}", *other_names)(public)


def _bessel(op_type, name, function, meaning):
    return _special_function(op_type, name, function, meaning, f"math.{name}")


@jax.custom_jvp
def _expint(x):
    # Elsewhere JAX's series may never end.
    is_positive = (x > 0) & (x <= jnp.finfo(x.dtype).max)
    value = scipy.special.expi(jnp.where(is_positive, x, 1))
    return jnp.where(is_positive, value, jnp.where(x == 0, -jnp.inf, jnp.nan))


@_expint.defjvp
def _expint_jvp(primals, tangents):
    # Below 0, too, where TensorFlow has no result but a derivative.
    (x,) = primals
    return _expint(x), tangents[0] * (jnp.exp(x) / x)


@jax.custom_jvp
def _scaled_i1(x):
    return scipy.special.i1e(x)


@_scaled_i1.defjvp
def _scaled_i1_jvp(primals, tangents):
    # JAX's derivative at nan is that at 0.
    (x,) = primals
    result, is_zero = _scaled_i1(x), x == 0
    by_x = scipy.special.i0e(x) - result * (jnp.sign(x) + 1 / jnp.where(is_zero, 1, x))
    return result, tangents[0] * jnp.where(is_zero, 0.5, by_x).astype(x.dtype)


bessel_i0 = _bessel(
    "BesselI0", "bessel_i0", _of_jax("i0"), "the modified Bessel function of order 0"
)
bessel_i0e = _bessel("BesselI0e", "bessel_i0e", _of_jax("i0e"), "exp(-abs(x)) * bessel_i0(x)")
bessel_i1 = _bessel(
    "BesselI1", "bessel_i1", _of_jax("i1"), "the modified Bessel function of order 1"
)
bessel_i1e = _bessel("BesselI1e", "bessel_i1e", _scaled_i1, "exp(-abs(x)) * bessel_i1(x)")
dawsn = _special_function("Dawsn", "dawsn", _of_jax("dawsn"), "Dawson's integral")
expint = _special_function("Expint", "expint", _expint, "the exponential integral, nan below 0")
spence = _special_function(
    "Spence", "spence", _of_jax("spence"), "Spence's integral, the dilogarithm"
)
fresnel_sin = _special_function(
    "FresnelSin",
    "fresnel_sin",
    lambda x: scipy.special.fresnel(x)[0],
    "the Fresnel integral of the sine",
)
fresnel_cos = _special_function(
    "FresnelCos",
    "fresnel_cos",
    lambda x: scipy.special.fresnel(x)[1],
    "the Fresnel integral of the cosine",
)
