"""Forward programs: the derivative of one recorded operation along tangents, as one operation.

A step pushes tangents of operands to tangents of results by the `jax.jvp` of its kernel. Steps are
interned by op, attributes and wiring; each is an `Op` and goes through the gate, so that tapes and
accumulators around it see it.
"""

import functools

import jax
import jax.numpy as jnp

from tfcourse.autodiff.program import (
    Step,
    Structure,
    bound_kernel,
    operation_of,
)
from tfcourse.autodiff.wiring import has_custom_calls
from tfcourse.core.differentiation import differentiating
from tfcourse.core.kernels import check_broadcast


def _transposed_twice(function, primals, tangents):
    """Returns the derivative along tangents of a function that has only a reverse rule."""
    with differentiating("reverse"):
        results, pullback = jax.vjp(function, *primals)
        zeros = tuple(jnp.zeros(result.shape, result.dtype) for result in results)
        _, transposed = jax.vjp(pullback, zeros)
    return transposed(tangents)[0]


def _tangents(step: Step, operands) -> tuple:
    """Runs a step forward: (*values, *tangents of active operands) -> tangents of its outputs."""
    count = len(step.operands)
    values = dict(zip(step.operands, operands[:count], strict=True))
    kernel, dynamic = bound_kernel(step, values)

    def forward(*active):
        given = dict(zip(step.active, active, strict=True))
        results = kernel(
            *(given[at] if at in given else values[step.operands[at]] for at in dynamic)
        )
        return tuple(results[at] for at in step.outputs)

    primals = [jnp.asarray(values[step.operands[at]]) for at in step.active]
    tangents = []
    for primal, tangent in zip(primals, operands[count:], strict=True):
        check_broadcast(tangent, primal)
        tangents.append(jnp.broadcast_to(tangent, primal.shape))
    if has_custom_calls(step.op):
        # A gradient of the user's own has no rule forwards.
        return _transposed_twice(forward, primals, tuple(tangents))
    with differentiating("forward"):
        return jax.jvp(forward, primals, tangents)[1]


@functools.lru_cache(maxsize=4096)
def forward_op(step: Step):
    """Returns the operation (*operands, *tangents of the active ones) -> tangents of the outputs.

    Args:
      step: The step; its `outputs` are the positions of the results that tangents are wanted of.
    """
    structure = Structure((step,), step.operands, (), (), ())
    operation = operation_of(
        "Tangent",
        structure,
        lambda *operands: _tangents(step, operands),
        ["tangent"] * len(step.active),
        "forwardprop/Tangent",
    )
    # Where shapes are known only at run time, results have the dtype of the first tangent.
    operation.results_like = (len(step.operands),) * len(step.outputs)
    return operation
