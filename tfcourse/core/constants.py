"""What is known of symbolic tensors' values: constants, shapes, and what is made of them."""

import numpy as np

from tfcourse.core.export import export
from tfcourse.core.operation import CONST
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor


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
        results.append(np.asarray(kernel.run(dynamic)[tensor.value_index]))
    return results


@export("get_static_value")
def constant_value(tensor, partial=False):
    """Returns the value of a tensor as a NumPy array where it is known, else None.

    Source: `tf.get_static_value`.
    """
    if isinstance(tensor, EagerTensor):
        return tensor.numpy()
    values = constants(tensor)
    return values[0] if values is not None and len(values) == 1 else None
