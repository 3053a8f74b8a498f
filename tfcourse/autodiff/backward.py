"""Gradients of what a trail holds: its plan, run on its tensors."""

import math

from tfcourse.autodiff.plan import CustomPiece, plan_of
from tfcourse.autodiff.program import jacobian_op
from tfcourse.autodiff.rows import slices_of, total
from tfcourse.autodiff.whole import whole_program
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.handle import Handle
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.ops.creation import ones_like, zeros_like
from tfcourse.ops.joining import stack
from tfcourse.ops.ranges import one_hot
from tfcourse.ops.repetition import broadcast_to
from tfcourse.ops.reshaping import reshape

# The room of functions teaches this one to trace a Python gradient, for all rows of a Jacobian at
# once: called with (pull_back, target, by_batch), it returns Jacobians, or None if XLA cannot
# compile what it traced.
_vectorizers: list = []


def register_vectorizer(vectorize):
    """Sets what computes Jacobians from Python functions of a cotangent."""
    _vectorizers.append(vectorize)


def _as_list(results):
    return list(results) if isinstance(results, (tuple, list)) else [results]


def _plan(trail, targets, given, sources, in_order=False):
    slots = tuple(map(trail.slot, targets))
    groups = tuple(() if source is None else trail.slots_of_source(source) for source in sources)
    key = (slots, given, groups, in_order)
    plan = trail.plans.get(key)
    if plan is None:
        plan = trail.plans[key] = plan_of(trail.entries, slots, given, groups, in_order)
    return plan


def _add(gathered, slot, cotangent):
    held = gathered.get(slot)
    gathered[slot] = cotangent if held is None else total(held, cotangent)


def gradients_of(log, targets, cotangents, sources):
    """Returns what `backpropagate` does, for a tape's log; learns to do it without a trail."""
    trail = log.trail()
    gradients = backpropagate(trail, targets, cotangents, sources)
    if cotangents is None and context.run is not None and None not in targets:
        request = request_of(log, targets, sources)
        if None not in request[: len(targets)]:
            plan = _plan(trail, targets, (False,) * len(targets), sources)
            program = whole_program(plan)
            if program is not None:
                log.path().programs[request] = program
    return gradients


def request_of(log, targets, sources) -> tuple:
    """Returns what a log's `Path` keeps programs by: the numbers of targets and sources."""
    number = log.numbers.get
    return (*map(number, map(id, targets)), len(targets), *map(number, map(id, sources)))


def backpropagate(trail, targets, cotangents, sources, in_order=False):
    """Returns the gradient of the targets' sum with respect to each source, or None.

    Args:
      trail: The `Trail`.
      targets: Tensors or handles; None where there is no gradient.
      cotangents: One per target or None for ones; None for all ones.
      sources: Tensors or handles; None where there is no gradient.
      in_order: Whether to begin with the first target, as `tf.gradients` does.
    """
    pairs = [
        (target, cotangent)
        for target, cotangent in zip(targets, cotangents or [None] * len(targets), strict=False)
        if target is not None
    ]
    kept = [target for target, _ in pairs]
    given = tuple(cotangent is not None for _, cotangent in pairs)
    plan = _plan(trail, kept, given, sources, in_order)
    gathered = {}
    for target, cotangent in pairs:
        if cotangent is not None:
            slot = trail.slot(target)
            _add(gathered, plan.aliases.get(slot, slot), cotangent)
    for slot in plan.ones:
        target = trail.tensors[slot]
        _add(gathered, slot, ones_like(target.tensor if isinstance(target, Handle) else target))
    for piece in plan.pieces:
        if isinstance(piece, CustomPiece):
            _pull_back_custom(piece, trail, gathered)
        else:
            _pull_back(piece, trail, gathered)
    return [_of_source(group, gathered) for group in plan.groups]


def _pull_back(piece, trail, gathered):
    """Runs the program of a piece and adds what it gives."""
    seeds = tuple([slot for slot in piece.outputs if slot in gathered])
    compiled = piece.compiled(seeds)
    if compiled is None:
        return
    tensors = trail.tensors
    operands = [tensors[slot] for slot in compiled.values]
    operands += [convert(gathered[slot]) for slot in seeds]
    results = iter(_as_list(execute(compiled.op, operands)))
    for slot, is_rows in zip(compiled.wanted, compiled.gives_rows, strict=True):
        cotangent = next(results)
        if is_rows:
            cotangent = slices_of(cotangent, next(results), tensors[slot])
        elif isinstance(cotangent, SymbolicTensor) and cotangent.avals is None:
            cotangent.dtype = tensors[slot].dtype
            cotangent.set_shape(tensors[slot].shape)
        if slot in piece.own:
            # The program has added to the cotangent that it was given.
            gathered[slot] = cotangent
        else:
            _add(gathered, slot, cotangent)


def _pull_back_custom(piece, trail, gathered):
    if not any(slot in gathered for slot in piece.outputs):
        return
    incoming = [
        gathered[slot] if slot in gathered else zeros_like(trail.tensors[slot])
        for slot in piece.outputs
    ]
    backward = trail.backwards[piece.position]
    for slot, cotangent in zip(piece.inputs, backward(*incoming), strict=True):
        if slot is not None and cotangent is not None:
            _add(gathered, slot, cotangent)


def _of_source(group, gathered):
    """Returns what was gathered for a source; for a variable, over all its reads."""
    found = [gathered[slot] for slot in reversed(group) if slot in gathered]
    if not found:
        return None
    result = found[0]
    for cotangent in found[1:]:
        result = total(result, cotangent)
    return result


def jacobian_of(trail, target, sources, by_batch=False, may_trace=True):
    """Returns the Jacobian of a target with respect to each source, or None.

    Args:
      trail: The `Trail`.
      target: A tensor.
      sources: Tensors or handles; None where there is no gradient.
      by_batch: Whether the first dimension is a batch whose rows do not mix.
      may_trace: Whether Python gradients may be traced, rather than run for each row.
    """
    plan = _plan(trail, [target], (True,), sources)
    if len(plan.pieces) == 1 and not isinstance(plan.pieces[0], CustomPiece):
        compiled = plan.pieces[0].compiled((trail.slot(target),))
        operands = [trail.tensors[slot] for slot in compiled.values]
        operation = jacobian_op(compiled.structure, by_batch)
        results = _as_list(execute(operation, (*operands, target)))
        gathered = dict(zip(compiled.wanted, results, strict=True))
        return [_of_source(group, gathered) for group in plan.groups]

    def pull_back(seed):
        found = backpropagate(trail, [target], [seed], sources)
        return [None if item is None else convert(item) for item in found]

    results = _vectorizers[-1](pull_back, target, by_batch) if may_trace else None
    return _jacobian_by_rows(pull_back, target, by_batch) if results is None else results


def _jacobian_by_rows(pull_back, target, by_batch):
    """Returns Jacobians one row at a time."""
    shape = target.shape.as_list()
    rest = shape[1:] if by_batch else shape
    size = math.prod(rest)
    rows = []
    for index in range(size):
        seed = reshape(one_hot(index, size, dtype=target.dtype), rest)
        rows.append(pull_back(broadcast_to(seed, shape)))
    axis = 1 if by_batch else 0
    return [
        None if column[0] is None else _stacked(column, axis, shape)
        for column in zip(*rows, strict=True)
    ]


def _stacked(rows, axis, shape):
    of_source = rows[0].shape.as_list()[axis:]
    return reshape(stack(rows, axis=axis), [*shape, *of_source])
