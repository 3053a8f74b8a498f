"""Which operands each result of an operation depends on, and which ops have no gradient at all."""

import functools

import jax
import numpy as np

from tfcourse.core.constants import constants
from tfcourse.core.handle import READ
from tfcourse.core.jaxprs import is_literal
from tfcourse.core.tensor import EagerTensor

# Op types that TensorFlow has no gradient for, and says so.
_UNREGISTERED = frozenset(
    [
        "AdjustContrastv2",
        "AdjustHue",
        "AdjustSaturation",
        "Bitcast",
        "Lu",
        "MatrixLogarithm",
        "ParallelConcat",
        "ResizeArea",
        "TruncateMod",
    ]
)


def check_registered(op):
    """Checks that an op has a gradient.

    Raises:
      LookupError: if it has none.
    """
    if op.type in _UNREGISTERED:
        raise LookupError(f"gradient registry has no entry for: {op.type}")


def wiring(op, attributes, operands) -> tuple[tuple[int, ...], ...] | None:
    """Returns, for each result of an operation, the positions of operands that it depends on.

    Args:
      op: The `Op`.
      attributes: Its attributes.
      operands: One tensor, or list of tensors, per operand.

    Returns:
      Positions among the flat operands; None where it is not known without running the operation.
    """
    statics, counts, dynamic, positions = {}, [], [], []
    flat = 0
    for position, operand in enumerate(operands):
        is_list = isinstance(operand, list)
        counts.append(len(operand) if is_list else None)
        items = operand if is_list else [operand]
        value = _static_value(operand) if position in op.static else None
        if value is not None:
            statics[position] = value
        elif position in op.static and position not in op.static_if_known:
            return None
        else:
            dynamic += items
            positions += range(flat, flat + len(items))
        flat += len(items)
    avals = []
    for tensor in dynamic:
        value = tensor.array if isinstance(tensor, EagerTensor) else (tensor.avals or [None])[0]
        if value is None or np.dtype(value.dtype).hasobject:
            return None
        avals.append((value.shape, np.dtype(value.dtype)))
    kernel = op.kernel(attributes, statics, tuple(counts))
    return tuple(
        tuple(sorted(positions[at] for at in found)) for found in dependencies(kernel, tuple(avals))
    )


def is_call(op) -> bool:
    """Says whether an op is a call of a traced function: its function has operations."""
    return isinstance(getattr(op.function, "operations", None), list)


def call_wiring(op) -> tuple[tuple[int, ...], ...] | None:
    """Returns, for each result of a call of a traced function, the operands that get a gradient.

    As in TensorFlow, all results are taken together: an operand that none of them depends on gets
    None, the others get zeros where it is another result that depends on them.

    Args:
      op: An `Op`; None is returned for one that is no such call.

    Raises:
      LookupError: if TensorFlow has no gradient for an op inside, on the way.
    """
    if not is_call(op):
        return None
    lowered = op.function
    reached = {id(tensor) for tensor in lowered.outputs if tensor.dtype.is_differentiable}
    handles = set()
    for operation in reversed(lowered.operations):
        if not any(id(output) in reached for output in operation.outputs):
            continue
        check_registered(operation.definition)
        if operation.definition is READ:
            handles.add(id(operation.inputs[0]))
        elif operation.definition.custom_call is not None:
            reached.update(map(id, operation.definition.custom_call.differentiable_inputs))
        elif operation.definition.is_differentiable:
            positions = _reached_operands(operation, reached)
            reached.update(id(operation.inputs[at]) for at in positions)
    sources = [id(tensor) in reached for tensor in lowered.inputs]
    sources += [id(placeholder) in handles for placeholder in lowered.placeholders]
    positions = tuple(at for at, is_reached in enumerate(sources) if is_reached)
    return (positions,) * (len(lowered.outputs) + len(lowered.written) + len(lowered.streams))


@functools.lru_cache(maxsize=1024)
def has_custom_calls(op) -> bool:
    """Says whether a graph that an op runs holds calls with a gradient of the user's own."""
    lowereds = [graph.lowered for graph in op.graphs]
    if is_call(op):
        lowereds.append(op.function)
    return op.custom_call is not None or any(
        has_custom_calls(operation.definition)
        for lowered in lowereds
        for operation in lowered.operations
    )


def _reached_operands(operation, reached):
    """Returns the positions of the operands that get a gradient from results that have one."""
    inner = call_wiring(operation.definition)
    if inner is None:
        return range(len(operation.inputs))
    return inner[0] if inner else ()


def _static_value(tensor):
    if isinstance(tensor, EagerTensor):
        return np.asarray(tensor.array)
    known = constants(tensor)
    return None if known is None else known[0]


@functools.lru_cache(maxsize=4096)
def dependencies(kernel, avals) -> tuple[frozenset[int], ...]:
    """Returns for each result of a kernel the positions of the operands that it depends on.

    Args:
      kernel: The `Kernel`.
      avals: (shape, dtype) of each dynamic operand.
    """
    jaxpr = jax.make_jaxpr(kernel)(*(jax.ShapeDtypeStruct(*item) for item in avals)).jaxpr
    return tuple(_dependencies(jaxpr, [frozenset([at]) for at in range(len(avals))]))


def _dependencies(jaxpr, operands) -> list[frozenset[int]]:
    known = dict(zip(jaxpr.invars, operands, strict=True))
    nothing = frozenset()

    def of(atom):
        return nothing if is_literal(atom) else known.get(atom, nothing)

    for equation in jaxpr.eqns:
        taken = [of(atom) for atom in equation.invars]
        inner = equation.params.get("jaxpr", equation.params.get("call_jaxpr"))
        inner = getattr(inner, "jaxpr", inner)
        if _is_call(equation) and inner is not None and len(inner.invars) == len(taken):
            results = _dependencies(inner, taken)
        else:
            results = [nothing.union(*taken)] * len(equation.outvars)
        known.update(zip(equation.outvars, results, strict=True))
    return [of(atom) for atom in jaxpr.outvars]


def _is_call(equation) -> bool:
    """Says whether an equation runs its inner program once: not so a `scan`."""
    return equation.primitive.name not in ("scan", "while")
