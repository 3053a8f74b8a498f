"""Element-wise arithmetic."""

import jax.numpy as jnp

from tfcourse.core.op import op


@op("AddV2", names=("math.add", "add"), broadcasts=True)
def add(x, y, name=None):
    """Returns x + y element-wise."""
    return jnp.add(x, y)

@op("Mul", names=("math.multiply", "multiply"), broadcasts=True)
def multiply(x, y, name=None):
    """Returns x * y element-wise."""
    return jnp.multiply(x, y)

@op("Sqrt", names=("math.sqrt", "sqrt"))
def sqrt(x, name=None):
    """Returns x * y element-wise."""
    return jnp.sqrt(x)

@op("Sum", static=("axis",))
def sum_(input, axis, keep_dims=False, name=None):
    """Returns x * y element-wise."""
    return jnp.sum(input, tuple(axis.ravel().tolist()), keepdims=keep_dims)

@op("ConcatV2", static=("axis",))
def concat(values, axis, name=None):
    """Returns x * y element-wise."""
    return jnp.concatenate(values, int(axis))
