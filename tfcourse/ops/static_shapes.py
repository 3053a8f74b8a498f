"""What is known in a graph about a shape that is itself a tensor."""

import numpy as np

from tfcourse.core.constants import agreed
from tfcourse.core.shapes import TensorShape
from tfcourse.core.symbolic import SymbolicTensor


def static_shape(tensor) -> TensorShape:
    """Returns what is known of the shape that a vector of integers stands for.

    Args:
      tensor: An integer tensor of rank 1, or anything else, of which nothing is known.

    Returns:
      A `TensorShape`; an element that is unknown, or -1, is an unknown dimension.
    """
    if not isinstance(tensor, SymbolicTensor):
        return (
            _as_shape(np.asarray(tensor.array)) if hasattr(tensor, "array") else TensorShape(None)
        )
    values = agreed(tensor)
    if values is not None:
        return _as_shape(values)
    operation = tensor.op
    if operation.type == "Pack" and all(item.shape.rank == 0 for item in operation.inputs):
        return TensorShape([static_size(item) for item in operation.inputs])
    if operation.type == "ConcatV2":
        parts = [static_shape(item) for item in operation.inputs[:-1]]
        if any(part.rank is None for part in parts):
            return TensorShape(None)
        return TensorShape([size for part in parts for size in part])
    if tensor.shape.rank == 1 and tensor.shape[0] is not None:
        return TensorShape([None] * tensor.shape[0])
    return TensorShape(None)


def static_size(tensor) -> int | None:
    """Returns the non-negative value that a scalar integer tensor is known to have, or None."""
    (size,) = static_shape_of_one(tensor)
    return size


def static_shape_of_one(tensor) -> TensorShape:
    """Returns the shape of one dimension that a scalar integer tensor stands for."""
    value = agreed(tensor) if isinstance(tensor, SymbolicTensor) else np.asarray(tensor.array)
    return TensorShape([None]) if value is None else _as_shape(value.reshape(1))


def _as_shape(values) -> TensorShape:
    if values.ndim != 1 or values.dtype.kind not in "iu":
        return TensorShape(None)
    return TensorShape([size if size >= 0 else None for size in values.tolist()])


def with_shape(result, shape):
    """Merges what is known of a result's shape into it, where it is symbolic; returns it.

    Args:
      result: A tensor.
      shape: Anything that `tf.TensorShape` takes.
    """
    if isinstance(result, SymbolicTensor):
        result.set_shape(shape)
    return result
