"""Comparison and logic, element-wise."""

import jax.numpy as jnp

from tfcourse.core.errors import InvalidArgumentError
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import check_broadcast
from tfcourse.core.op import op
from tfcourse.ops import arithmetic


def _compare(function, x, y, incompatible_shape_error, otherwise):
    """Compares; where shapes do not fit and that is no error, all is `otherwise`."""
    try:
        check_broadcast(x, y)
    except InvalidArgumentError:
        if incompatible_shape_error:
            raise
        return jnp.asarray(otherwise)
    return function(x, y)


@op("Equal", is_differentiable=False)
def _equal(x, y, incompatible_shape_error=True, name=None):
    return _compare(arithmetic.equal, x, y, incompatible_shape_error, False)


@op("NotEqual", is_differentiable=False)
def _not_equal(x, y, incompatible_shape_error=True, name=None):
    return _compare(arithmetic.not_equal, x, y, incompatible_shape_error, True)


def equal_or_false(x, y):
    """Returns x == y element-wise, or False where shapes do not broadcast: the operator `==`."""
    return execute(_equal.op, (x, y), (False,))


def not_equal_or_true(x, y):
    """Returns x != y element-wise, or True where shapes do not broadcast: the operator `!=`."""
    return execute(_not_equal.op, (x, y), (False,))


@export("math.equal", "equal")
def equal(x, y, name=None):
    """Returns x == y element-wise.

    Args:
      x: Tensor of any dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.equal`.
    """
    return _equal(x, y, name=name)


@export("math.not_equal", "not_equal")
def not_equal(x, y, name=None):
    """Returns x != y element-wise.

    Args:
      x: Tensor of any dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.not_equal`.
    """
    return _not_equal(x, y, name=name)


@op("Less", names=("math.less", "less"), broadcasts=True, is_differentiable=False)
def less(x, y, name=None):
    """Returns x < y element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.less`.
    """
    return arithmetic.less(x, y)


@op("LessEqual", names=("math.less_equal", "less_equal"), broadcasts=True, is_differentiable=False)
def less_equal(x, y, name=None):
    """Returns x <= y element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.less_equal`.
    """
    return arithmetic.less_equal(x, y)


@op("Greater", names=("math.greater", "greater"), broadcasts=True, is_differentiable=False)
def greater(x, y, name=None):
    """Returns x > y element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.greater`.
    """
    return arithmetic.greater(x, y)


@op(
    "GreaterEqual",
    names=("math.greater_equal", "greater_equal"),
    broadcasts=True,
    is_differentiable=False,
)
def greater_equal(x, y, name=None):
    """Returns x >= y element-wise.

    Args:
      x: Tensor of a real dtype.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.greater_equal`.
    """
    return arithmetic.greater_equal(x, y)


@op(
    "LogicalAnd",
    names=("math.logical_and", "logical_and"),
    broadcasts=True,
    is_differentiable=False,
)
def logical_and(x, y, name=None):
    """Returns whether both x and y hold, element-wise.

    Args:
      x: bool tensor.
      y: bool tensor of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.logical_and`.
    """
    return jnp.logical_and(x, y)


@op("LogicalOr", names=("math.logical_or", "logical_or"), broadcasts=True, is_differentiable=False)
def logical_or(x, y, name=None):
    """Returns whether x or y holds, or both.

    Args:
      x: bool tensor.
      y: bool tensor of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.logical_or`.
    """
    return jnp.logical_or(x, y)


@op("LogicalNot", names=("math.logical_not", "logical_not"), is_differentiable=False)
def logical_not(x, name=None):
    """Returns whether x does not hold, element-wise.

    Args:
      x: bool tensor.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.logical_not`.
    """
    return jnp.logical_not(x)


@export("math.logical_xor")
def logical_xor(x, y, name="LogicalXor"):
    """Returns whether exactly one of x and y holds.

    Args:
      x: bool tensor.
      y: bool tensor of a shape that broadcasts with that of `x`.
      name: A name for the operation.

    Returns:
      bool tensor.

    Source: `tf.math.logical_xor`.
    """
    return logical_and(logical_or(x, y), logical_not(logical_and(x, y)), name=name)
