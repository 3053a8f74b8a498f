"""What functions, branches and bodies return, as tensors of the graph that they are traced into."""

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.ops.identities import identity


def to_tensor(value, function):
    """Returns a value that a function being traced returned as a tensor.

    Args:
      value: The value, one leaf of what was returned.
      function: What returned it, as the error names it.

    Raises:
      TypeError: if it cannot be a tensor.
    """
    try:
        return convert(value)
    except (TypeError, ValueError):
        raise TypeError(
            "To be compatible with tf.function, Python functions must return zero or more Tensors "
            f"or ExtensionTypes or None values; in compilation of {function}, found return value "
            f"of type {type(value).__name__}, which is not a Tensor or ExtensionType."
        ) from None


def as_result(value, function, adds_identity=True):
    """Returns a value that a function returned as a tensor of the graph being built, or None.

    Args:
      value: As for `to_tensor`.
      function: As for `to_tensor`.
      adds_identity: Whether it goes through an `Identity` of the graph's own.
    """
    if value is None:
        return None
    tensor = context.graph.element(to_tensor(value, function))
    return identity(tensor) if adds_identity and tensor.dtype is not dtypes.variant else tensor
