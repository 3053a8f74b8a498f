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
    """Returns the bits set in x or y.

    Args:
      x: Tensor of an integer dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.bitwise.bitwise_or`.
    """
    return jnp.bitwise_or(x, y)


@op("BitwiseXor", names=("bitwise.bitwise_xor",), broadcasts=True, is_differentiable=False)
def bitwise_xor(x, y, name=None):
    """Returns the bits that differ.

    Args:
      x: Tensor of an integer dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

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


def _shift_distance(x, y):
    # More than all bits is undefined; TensorFlow shifts by all but one.
    return jnp.clip(y, 0, jnp.iinfo(x.dtype).bits - 1)


@op("LeftShift", names=("bitwise.left_shift",), broadcasts=True, is_differentiable=False)
def left_shift(x, y, name=None):
    """Returns the bits of x moved up by y places.

    Args:
      x: Tensor of an integer dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Example:
      >>> left_shift(3, 2).numpy().item()
      12

    Source: `tf.bitwise.left_shift`.
    """
    return jnp.left_shift(x, _shift_distance(x, y))


@op("RightShift", names=("bitwise.right_shift",), broadcasts=True, is_differentiable=False)
def right_shift(x, y, name=None):
    """Returns the bits of x moved down by y places.

    Negative numbers stay negative.

    Args:
      x: Tensor of an integer dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Source: `tf.bitwise.right_shift`.
    """
    return jnp.right_shift(x, _shift_distance(x, y))
