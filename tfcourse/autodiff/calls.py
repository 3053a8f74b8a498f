"""Calls of traced functions whose gradients are rows: pulled back step by step, not as one kernel.

`jax.vjp` of a whole function gives dense arrays. Where rows of an argument or variable are gathered
inside, and nothing else is done to it, TensorFlow gives `IndexedSlices`, and so does a plan for the
operations inside.
"""

import functools
from typing import NamedTuple

from tfcourse.autodiff.plan import Compiled, CustomPiece, plan_of
from tfcourse.autodiff.trail import GATHER_TYPES, trail_of
from tfcourse.autodiff.wiring import is_call


class CallPlan(NamedTuple):
    """How to pull a call back.

    Attributes:
      compiled: The program for the operations inside.
      tensors: The tensors inside by slot.
      seeds: For each result that a cotangent is given for the slot of the tensor inside.
      sources: For each active operand the wanted slots that make its cotangent.
    """

    compiled: Compiled
    tensors: list
    seeds: tuple[int, ...]
    sources: tuple[tuple[int, ...], ...]


def _may_give_rows(lowered) -> bool:
    return any(
        operation.type in GATHER_TYPES
        or (is_call(operation.definition) and _may_give_rows(operation.definition.function))
        for operation in lowered.operations
    )


@functools.lru_cache(maxsize=512)
def call_plan(op, active: tuple[int, ...], used: tuple[int, ...]) -> CallPlan | None:
    """Returns how to pull back a call that gives rows; None for any other operation.

    Args:
      op: An `Op`.
      active: Positions of the operands that a cotangent is wanted for.
      used: Positions of the results that one is given for.
    """
    if not is_call(op) or not _may_give_rows(op.function):
        return None
    lowered = op.function
    if any(at >= len(lowered.outputs) for at in used):
        return None
    handles = dict(zip(map(id, lowered.placeholders), lowered.handles, strict=True))
    trail = trail_of(lowered.operations, handles)
    groups = tuple(
        trail.slots_of_source([*lowered.inputs, *lowered.handles][at])
        if at < len(lowered.inputs) + len(lowered.handles)
        else ()
        for at in active
    )
    seeds = tuple(trail.slot(lowered.outputs[at]) for at in used)
    targets = tuple(dict.fromkeys(seeds))
    plan = plan_of(trail.entries, targets, (True,) * len(targets), groups, True)
    if len(plan.pieces) != 1 or isinstance(plan.pieces[0], CustomPiece):
        return None
    (piece,) = plan.pieces
    compiled = piece.compiled(tuple(slot for slot in piece.outputs if slot in targets))
    if compiled is None or not any(compiled.gives_rows) or not piece.own.issuperset(targets):
        return None
    if any(step.op.draws is not None for step in compiled.structure.steps):
        return None
    wanted = set(compiled.wanted)
    sources = tuple(tuple(slot for slot in group if slot in wanted) for group in plan.groups)
    return CallPlan(compiled, trail.tensors, seeds, sources)
