"""Operations on the bits of integers: `tf.bitwise`."""

import jax.numpy as jnp

from tfcourse.core.op import op


@op("BitwiseAnd", names=("bitwise.bitwise_and",), broadcasts=True, is_differentiable=False)
def bitwise_and(x, y, name=None):
    """Returns the bits set in both x and y, element-wise.

    Args:
      x: Tensor of an integer dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> bitwise_and(6, 3).numpy().item()
      2

    Source: `tf.bitwise.bitwise_and`.
    """
    return jnp.bitwise_and(x, y)


@op("BitwiseOr", names=("bitwise.bitwise_or",), broadcasts=True, is_differentiable=False)
def bitwise_or(x, y, name=None):
    """Returns the bits set in x or y; arguments and result are those of `bitwise_and`.

    Source: `tf.bitwise.bitwise_or`.
    """
    return jnp.bitwise_or(x, y)


@op("BitwiseXor", names=("bitwise.bitwise_xor",), broadcasts=True, is_differentiable=False)
def bitwise_xor(x, y, name=None):
    """Returns the bits that differ; arguments and result are those of `bitwise_and`.

    Source: `tf.bitwise.bitwise_xor`.
    """
    return jnp.bitwise_xor(x, y)


@op("Invert", names=("bitwise.invert",), is_differentiable=False)
def invert(x, name=None):
    """Returns x with every bit flipped, element-wise.

    Args:
      x: Tensor of an integer dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.bitwise.invert`.
    """
    return jnp.bitwise_not(x)
