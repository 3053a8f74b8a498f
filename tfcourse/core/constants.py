"""What is known of symbolic tensors' values: constants, shapes, and what is made of them."""

import numpy as np

from tfcourse.core.errors import OpError
from tfcourse.core.export import export
from tfcourse.core.operation import CONST
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor

_EVALUATED = frozenset(
    (
        *("Cast", "ConcatV2", "Equal", "Fill", "Identity", "NotEqual", "Pack", "Range", "Rank"),
        *("Shape", "Size", "Split", "StopGradient", "Unpack"),
    )
)


def constants(tensor: SymbolicTensor) -> list[np.ndarray] | None:
    """Returns the value that a symbolic tensor is known to have, or None.

    Known are constants, shapes, and what pure operations make of them. Where the value depends on
    an unknown dimension, there is one per probe.
    """
    if tensor.constants is None:
        tensor.constants = _constants(tensor) or False
    return tensor.constants or None


def _constants(tensor):
    operation = tensor.op
    op = operation.definition
    if op is CONST:
        return [operation.attributes[0].array]
    if op.is_host or op.is_stateful or op.graphs or not operation.inputs:
        return None
    if op.reads_shapes_only:
        if operation.inputs[0].avals is None:
            return None
        values = [list(operation.inputs[0].avals)]
    else:
        values = []
        for operand in operation.inputs:
            known = constants(operand)
            if known is None:
                return None
            values.append(known)
    probes = max(map(len, values))
    results = []
    for probe in range(probes):
        try:
            results.append(_value_at(tensor, values, probe))
        except (OpError, ArithmeticError, LookupError, TypeError, ValueError):
            if probe < 2:
                raise
            # The tiny probe does not fit; then the value is known only to depend on dimensions.
            return None if np.array_equal(*results) else [*results, results[1]]
    return results


def _value_at(tensor, values, probe):
    """Returns the value of a tensor at one probe, given those of the operands of its operation."""
    operation = tensor.op
    op = operation.definition
    statics, dynamic, position = {}, [], 0
    for index, count in enumerate(operation.counts):
        for item in values[position : position + (1 if count is None else count)]:
            value = item[min(probe, len(item) - 1)]
            if index in op.static:
                statics[index] = value
            else:
                dynamic.append(value)
        position += 1 if count is None else count
    kernel = op.kernel(operation.attributes, statics, operation.counts)
    return np.asarray(kernel.run(dynamic)[tensor.value_index])


def agreed(tensor: SymbolicTensor) -> np.ndarray | None:
    """Returns an integer tensor's value with -1 where probes disagree; None if nothing is known."""
    values = constants(tensor)
    if values is None or len({value.shape for value in values}) > 1:
        return None
    first, *others = values
    return np.where(np.all([first == other for other in others], axis=0), first, -1)


def constant_value(tensor) -> np.ndarray | None:
    """Returns the value of a tensor as a NumPy array where it is known, else None."""
    if isinstance(tensor, EagerTensor):
        return tensor.numpy()
    values = constants(tensor)
    if values is None or not all(np.array_equal(values[0], value) for value in values[1:]):
        return None
    return values[0]


@export("get_static_value")
def get_static_value(tensor, partial=False):
    """Returns the value of a tensor as a NumPy array where it is known, else None.

    Args:
      tensor: A tensor.
      partial: Accepted; a value is given as a whole or not at all.

    Returns:
      NumPy array or None. In a graph, the values of constants and shapes are known, and what a few
      operations make of them, the same as in TensorFlow.

    Source: `tf.get_static_value`.
    """
    return constant_value(tensor) if _is_evaluated(tensor) else None


def _is_evaluated(tensor) -> bool:
    """Says whether TensorFlow, too, evaluates a tensor while it builds a graph."""
    if not isinstance(tensor, SymbolicTensor) or tensor.op.definition is CONST:
        return True
    if tensor.op.type not in _EVALUATED:
        return False
    return tensor.op.definition.reads_shapes_only or all(map(_is_evaluated, tensor.op.inputs))
