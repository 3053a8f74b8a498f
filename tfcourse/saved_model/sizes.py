"""Graphs lowered at sizes that are expressions: `d0` rows, `2*d0` columns.

What a graph computes from shapes is then computed on arrays of objects that hold such expressions:
operations that only move elements run as they are, on the numbers of the elements; arithmetic is
NumPy's. Where such an array meets a kernel that wants numbers, it becomes an array of JAX's.
"""

import collections
import contextlib
import math

import jax.numpy as jnp
import numpy as np

from tfcourse.core.kernels import Kernel
from tfcourse.function.lower import sizes_unknown
from tfcourse.saved_model.refusals import NotExportable, at_operation

# All that their results hold is elements of their first operand.
_MOVING = frozenset(
    [
        "ExpandDims",
        "GatherV2",
        "Identity",
        "Reshape",
        "ReverseV2",
        "Slice",
        "Split",
        "Squeeze",
        "StridedSlice",
        "Tile",
        "Transpose",
        "Unpack",
    ]
)
_JOINING = frozenset(["ConcatV2", "Pack"])


def _reduced(function):
    def reduce(values, axes, keeps):
        return function.reduce(values, axis=tuple(axes.ravel().tolist()), keepdims=keeps)

    return reduce


_ARITHMETIC = {
    "AddV2": np.add,
    "FloorDiv": np.floor_divide,
    "FloorMod": np.mod,
    "Mul": np.multiply,
    "Neg": np.negative,
    "Prod": _reduced(np.multiply),
    "Sub": np.subtract,
    "Sum": _reduced(np.add),
}


def _range(start, limit, delta):
    start, limit, delta = (value.item() for value in (start, limit, delta))
    count = (limit - start + delta - 1) // delta
    return jnp.asarray(start + delta * jnp.arange(count), np.int32)


# What kernels do that look at the numbers they are given for sizes.
_AT_ANY_SIZES = {
    "BroadcastTo": lambda value, sizes: jnp.broadcast_to(value, tuple(sizes.tolist())),
    "Fill": lambda sizes, value: jnp.full(tuple(sizes.tolist()), value),
    "Range": _range,
}
_READING = {
    "Shape": lambda value: (np.array([*value.shape, None], object)[:-1],),
    "ShapeN": lambda *values: tuple(_READING["Shape"](value)[0] for value in values),
    "Size": lambda value: (math.prod(value.shape),),
}


def _is_unknown(value) -> bool:
    return isinstance(value, np.ndarray) and value.dtype == object


def _settled(result, tensor):
    """Returns a result as an array of objects, or of numbers if it holds nothing else."""
    held = np.empty(np.shape(result), object)
    held[...] = result
    if all(isinstance(element, (int, np.integer)) for element in held.ravel()):
        return held.astype(tensor.dtype.numpy_dtype)
    return held


def as_array(value, dtype):
    """Returns sizes as an array of JAX's, and everything else as it is.

    Args:
      value: An array, perhaps of expressions.
      dtype: The `DType` that it has in the graph.
    """
    if not _is_unknown(value):
        return value
    elements = [jnp.asarray(element, dtype.numpy_dtype) for element in value.ravel()]
    return jnp.stack(elements).reshape(value.shape) if elements else value.astype(np.int32)


def _moved(lowered, operation, values_of):
    """Runs an operation that only moves elements, on their numbers."""
    elements: list = []
    numbers = {}
    joins = operation.type in _JOINING
    operands = operation.inputs[: -1 if operation.type == "ConcatV2" else None]
    for tensor in operands if joins else operation.inputs[:1]:
        value = values_of[id(tensor)]
        first = len(elements)
        elements += value.ravel().tolist()
        numbers[id(tensor)] = np.arange(first, len(elements), dtype=np.int32).reshape(value.shape)
    statics, dynamic = lowered.split(operation, collections.ChainMap(numbers, values_of))
    kernel = operation.definition.kernel(operation.attributes, statics, operation.counts)
    held = np.array([*elements, None], object)
    return [held[np.asarray(result)] for result in kernel.run(dynamic)]


def _run_on_sizes(lowered, operation, values_of, state):
    """Runs an operation that has sizes among its operands."""
    definition, kind = operation.definition, operation.type
    values = [values_of[id(tensor)] for tensor in operation.inputs]
    results = None
    if all(isinstance(value, np.ndarray) for value in values):
        if kind == "Cast" and operation.attributes[0].is_integer:
            results = values
        elif kind in _JOINING or (kind in _MOVING and _is_unknown(values[0])):
            results = _moved(lowered, operation, values_of)
        elif kind in _ARITHMETIC:
            results = [_ARITHMETIC[kind](*values, *operation.attributes)]
    if results is not None:
        return list(map(_settled, results, operation.outputs))
    statics, _ = lowered.split(operation, values_of)
    stay = set(map(id, statics.values()))
    arrays = {
        id(tensor): as_array(value, tensor.dtype)
        for tensor, value in zip(operation.inputs, values, strict=True)
        if id(value) not in stay
    }
    known = collections.ChainMap(arrays, values_of)
    if not any(map(_is_unknown, statics.values())):
        return lowered.run_operation(operation, known, state)
    if kind in _AT_ANY_SIZES:
        return (_AT_ANY_SIZES[kind](*values),)
    statics, dynamic = lowered.split(operation, known)
    if definition.draws is not None:
        return _drawn(operation, statics, dynamic, state)
    # Not kept for other calls: what is equal to such an array, NumPy cannot tell.
    return Kernel(definition, operation.attributes, statics, operation.counts)(*dynamic)


def _drawn(operation, statics, dynamic, state):
    """Draws random numbers in a shape that is not known; moves the streams on."""
    draws, streams = operation.definition.draws, operation.streams
    attributes = operation.attributes[: len(draws.attribute_names)]
    counts = (*operation.counts, *(None for _ in streams))
    states = [state[id(stream)] for stream in streams]
    results = Kernel(draws, attributes, statics, counts)(*dynamic, *states)
    count = len(results) - len(streams)
    for stream, value in zip(streams, results[count:], strict=True):
        state[id(stream)] = value
    return results[:count]


def _run(lowered, operation, values_of, state):
    try:
        values = [values_of.get(id(tensor)) for tensor in operation.inputs]
        if operation.type in _READING:
            results = _READING[operation.type](*values)
            return list(map(_settled, results, operation.outputs))
        if any(map(_is_unknown, values)):
            return _run_on_sizes(lowered, operation, values_of, state)
        return lowered.run_operation(operation, values_of, state)
    except NotExportable:
        raise
    except Exception as error:
        reason = str(error).strip().partition("\n")[0]
        raise at_operation(
            operation, f"does not work on sizes that are not known ({reason})."
        ) from error


@contextlib.contextmanager
def unknown_sizes():
    """Lets graphs be lowered at sizes that are expressions, in this thread."""
    before = getattr(sizes_unknown, "run", None)
    sizes_unknown.run = _run
    try:
        yield
    finally:
        sizes_unknown.run = before
