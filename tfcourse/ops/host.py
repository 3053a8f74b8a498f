"""What host operations share: Python functions mapped over arrays of byte strings."""

import functools
from collections.abc import Callable, Iterable

import numpy as np

from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.op import Op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.symbolic import avals_of


def map_items(function: Callable, array, dtype=object) -> np.ndarray:
    """Applies a Python function to each element of an array.

    Args:
      function: Called with an element: `bytes`, or a Python number.
      array: A NumPy or JAX array of any shape.
      dtype: The NumPy dtype of the results; `object` for byte strings.

    Returns:
      An array of the results, of the same shape.

    Example:
      >>> map_items(bytes.upper, np.array([b"a", b"b"], object))
      array([b'A', b'B'], dtype=object)
    """
    array = np.asarray(array)
    return array_of(map(function, array.ravel().tolist()), array.shape, dtype)


def array_of(items: Iterable, shape=None, dtype=object) -> np.ndarray:
    """Returns items as an array; unlike `np.array` it never looks inside of them.

    Args:
      items: Byte strings or numbers.
      shape: The shape of the result; one dimension if None.
      dtype: The NumPy dtype.
    """
    items = list(items)
    results = np.empty(len(items), dtype)
    results[:] = items
    return results if shape is None else results.reshape(shape)


def scalar(text: bytes) -> np.ndarray:
    """Returns one byte string as an array of shape `()`."""
    return array_of([text], ())


def as_bytes(text: str | bytes) -> bytes:
    """Returns a text as UTF-8."""
    return text.encode() if isinstance(text, str) else text


def elementwise(public: Callable) -> Callable:
    """Makes a public function give its result, in a graph, the shape of the op's first operand.

    Shapes are otherwise inferred by running a kernel on abstract values; host kernels need real
    ones.
    """

    @functools.wraps(public)
    def shaped(*arguments, **keywords):
        result = public(*arguments, **keywords)
        if context.graph is not None:
            result.set_shape(result.op.inputs[0].shape)
        return result

    return shaped


def execute_lists(op: Op, operands, attributes, results, name=None) -> list:
    """Runs an op whose results are lists, whose lengths its signature leaves open.

    Args:
      op: The `Op`.
      operands: One value per operand, a list where the operand is one.
      attributes: The op's attributes in order.
      results: (dtype, shape) of each flat result: what a graph is told of them.
      name: The operation's name in a graph.

    Returns:
      The flat results, a list of tensors.
    """
    graph = context.graph
    if graph is None:
        return list(execute(op, operands, attributes, name))
    flat, counts = [], []
    for argument, operand in zip(op.inputs, operands, strict=True):
        counts.append(len(operand) if argument.is_list else None)
        for item in operand if argument.is_list else [operand]:
            flat.append(graph.element(convert(item, argument.dtype), argument.name))
    kinds = [(dtype, avals_of(TensorShape(shape), dtype)) for dtype, shape in results]
    operation = graph.create_operation(
        op, flat, attributes, name, counts=tuple(counts), results=kinds
    )
    return list(operation.outputs)
