"""Jacobians through Python gradients: traced once, they run for all rows at the same time."""

from tfcourse.autodiff.backward import register_vectorizer
from tfcourse.autodiff.program import all_rows, rows_of_batch
from tfcourse.core.execute import execute
from tfcourse.core.op import Op
from tfcourse.core.signature import Argument
from tfcourse.core.symbolic import avals_of
from tfcourse.function.body_graph import trace_body


def jacobians(pull_back, target, by_batch):
    """Returns Jacobians of a target.

    Args:
      pull_back: Called with a cotangent, it returns a list of gradients or None.
      target: A tensor of the cotangent's shape and dtype.
      by_batch: Whether the first dimension is a batch whose rows do not mix.

    Returns:
      A list of tensors, with None where the gradient is None; or None, if XLA cannot compile it.
    """
    avals = avals_of(target.shape, target.dtype)
    traced = trace_body(pull_back, "jacobian", "jacobian/", [(target.dtype, avals, "cotangent")])
    lowered, gradients = traced.lowered, traced.structured_outputs
    if not lowered.is_compilable:
        return None
    rows, count = rows_of_batch if by_batch else all_rows, len(lowered.outputs)
    state = [*lowered.handles, *lowered.streams]
    operands = [target, *(outside for outside, _ in traced.captures), *(h.read() for h in state)]
    if not count:
        return [None] * len(gradients)

    def kernel(target, *rest):
        return rows(lambda cotangent: tuple(lowered(cotangent, *rest)[:count]), target)

    definition = Op(
        "BatchJacobian" if by_batch else "Jacobian",
        kernel,
        operands=tuple(f"operand_{at}" for at in range(len(operands))),
        results=tuple(Argument("output", None, t.dtype, False, None) for t in lowered.outputs),
        static=tuple(
            f"operand_{at}" + ("" if is_required else "?")
            for at, is_required in lowered.static_inputs.items()
        ),
        graph_name="gradient_tape/Jacobian",
    )
    results = iter(execute(definition, operands))
    return [None if gradient is None else next(results) for gradient in gradients]


register_vectorizer(jacobians)
