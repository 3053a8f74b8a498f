"""The arithmetic of kernels: JAX's primitives on arrays of one dtype that broadcast.

`jax.numpy` has the same functions, but each of them is jitted by itself: a kernel that calls one is
traced by two traces, and that is most of what the first call of a small operation takes.
"""

import jax.numpy as jnp
import numpy as np
from jax import lax


def _broadcasting(primitive):
    """Returns a function of two arrays; primitives broadcast single elements, but add no axes."""

    def function(x, y):
        if x.ndim != y.ndim and x.ndim and y.ndim:
            rank = max(x.ndim, y.ndim)
            x, y = lax.broadcast_to_rank(x, rank), lax.broadcast_to_rank(y, rank)
        return primitive(x, y)

    return function


add = _broadcasting(lax.add)
subtract = _broadcasting(lax.sub)
multiply = _broadcasting(lax.mul)
divide = _broadcasting(lax.div)
power = _broadcasting(lax.pow)
equal = _broadcasting(lax.eq)
not_equal = _broadcasting(lax.ne)
less = _broadcasting(lax.lt)
less_equal = _broadcasting(lax.le)
greater = _broadcasting(lax.gt)
greater_equal = _broadcasting(lax.ge)


def number(value, like):
    """Returns a number as an array without dimensions, of the dtype of another array."""
    return np.asarray(value, like.dtype)


def choose(condition, x, y):
    """Returns `x` where the condition holds and `y` where not, all broadcast."""
    if x.shape == y.shape == condition.shape:
        return lax.select(condition, x, y)
    return jnp.where(condition, x, y)


def total(x, axes, keepdims=False):
    """Returns sums along axes (non-negative numbers), in the dtype of the array."""
    # jax.numpy adds the narrow floats in float32.
    if x.dtype.itemsize < 4 or x.dtype == bool:
        return jnp.sum(x, axes, dtype=x.dtype, keepdims=keepdims)
    result = lax.reduce_sum(x, axes)
    return lax.expand_dims(result, axes) if keepdims else result
