"""Shapes of tensors, as tensors."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.refusals import check_attributes_of
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.static_shapes import with_shape


def _sizes(shape, out_type):
    # Sizes tried for unknown dimensions in a graph may be too large for 32 bits, as products.
    return np.array(shape, np.int64).astype(out_type.numpy_dtype)


@op("Shape", reads_shapes_only=True, is_differentiable=False)
def _shape(input, out_type=dtypes.int32, name=None):
    return _sizes(input.shape, out_type)


@op("Size", reads_shapes_only=True, is_differentiable=False)
def _size(input, out_type=dtypes.int32, name=None):
    return np.array(np.prod(input.shape, dtype=np.int64), out_type.numpy_dtype)


@op("Rank", reads_shapes_only=True, is_differentiable=False)
def _rank(input, name=None):
    return np.array(len(input.shape), np.int32)


@op("ShapeN", reads_shapes_only=True, is_differentiable=False)
def _shape_n(input, out_type=dtypes.int32, name=None):
    return tuple(_sizes(item.shape, out_type) for item in input)


def _read_shape(input, name, default, definition, attributes, value_of):
    """Returns what `value_of` makes of a shape: a constant in a graph, if the shape is known."""
    with scope(name, default) as name:
        tensor = tensor_of(input, "Const")
        if context.graph is not None and tensor.shape.is_fully_defined():
            dtype = attributes[0].numpy_dtype if attributes else np.int32
            return context.graph.constant(np.array(value_of(tensor.shape), dtype), name)
        result = execute(definition, (tensor,), attributes, name)
        rank = tensor.shape.rank
        return with_shape(result, [rank] if definition is _shape.op else [])


@export("shape")
def shape(input, out_type=None, name=None):
    """Returns the shape of a tensor as a tensor.

    Args:
      input: Tensor of any dtype.
      out_type: int32, the default, or int64.
      name: A name for the operation.

    Returns:
      Integer tensor of shape [rank].

    Example:
      >>> shape([[1, 2, 3]]).numpy().tolist()
      [1, 3]

    Source: `tf.shape`.
    """
    out_type = dtypes.int32 if out_type is None else as_dtype(out_type)
    check_attributes_of(_shape.op, input, out_type=out_type)
    return _read_shape(input, name, "Shape", _shape.op, (out_type,), lambda shape: shape.as_list())


@export("size")
def size(input, out_type=None, name=None):
    """Returns the number of elements of a tensor.

    Args:
      input: Tensor of any dtype.
      out_type: int32, the default, or int64.
      name: A name for the operation.

    Returns:
      Scalar integer tensor.

    Example:
      >>> size([[1, 2, 3], [4, 5, 6]]).numpy().item()
      6

    Source: `tf.size`.
    """
    out_type = dtypes.int32 if out_type is None else as_dtype(out_type)
    return _read_shape(
        input, name, "Size", _size.op, (out_type,), lambda shape: shape.num_elements()
    )


@export("rank")
def rank(input, name=None):
    """Returns the number of axes of a tensor.

    Args:
      input: Tensor of any dtype.
      name: A name for the operation.

    Returns:
      Scalar int32 tensor.

    Example:
      >>> rank([[1, 2], [3, 4]]).numpy().item()
      2

    Source: `tf.rank`.
    """
    with scope(name, "Rank") as inner:
        tensor = tensor_of(input, "Const")
        if context.graph is not None and tensor.shape.rank is not None:
            return context.graph.constant(np.array(tensor.shape.rank, np.int32), inner)
        return with_shape(execute(_rank.op, (tensor,), (), inner), [])


@export("shape_n")
def shape_n(input, out_type=dtypes.int32, name=None):
    """Returns the shapes of several tensors.

    Args:
      input: A list of tensors of one dtype.
      out_type: int32 or int64.
      name: A name for the operation.

    Returns:
      A list of integer tensors.

    Source: `tf.shape_n`.
    """
    return list(execute(_shape_n.op, (list(input),), (as_dtype(out_type),), name))
