"""Which operands of an operation each of its results depends on."""

import functools

import jax
import numpy as np
from jax.extend import core

from tfcourse.core.constants import constants
from tfcourse.core.tensor import EagerTensor


def wiring(op, attributes, operands):
    """Returns, for each result of an operation, the tensors that it depends on.

    Args:
      op: The `Op`.
      attributes: Its attributes.
      operands: One tensor, or list of tensors, per operand.

    Returns:
      A list of lists of tensors; None where it is not known without running the operation.
    """
    statics, counts, dynamic, avals = {}, [], [], []
    for position, operand in enumerate(operands):
        is_list = isinstance(operand, list)
        counts.append(len(operand) if is_list else None)
        if position in op.static:
            value = _static_value(operand)
            if value is not None:
                statics[position] = value
                continue
            if position not in op.static_if_known:
                return None
        dynamic += operand if is_list else [operand]
    for tensor in dynamic:
        if isinstance(tensor, EagerTensor):
            avals.append((tensor.array.shape, np.dtype(tensor.array.dtype)))
        elif tensor.avals is None:
            return None
        else:
            avals.append((tensor.avals[0].shape, np.dtype(tensor.avals[0].dtype)))
    if any(dtype.hasobject for _, dtype in avals):
        return None
    kernel = op.kernel(attributes, statics, tuple(counts))
    return [[dynamic[at] for at in positions] for positions in dependencies(kernel, tuple(avals))]


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
        return nothing if isinstance(atom, core.Literal) else known.get(atom, nothing)

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
