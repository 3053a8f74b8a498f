"""From a record to gradients: which part matters, cut at Python gradients, one program a piece."""

from tfcourse.autodiff.program import (
    Step,
    Structure,
    batch_jacobian_op,
    gradient_op,
    is_gradient,
    jacobian_op,
)
from tfcourse.autodiff.wiring import wiring
from tfcourse.core.execute import execute
from tfcourse.core.handle import Handle
from tfcourse.ops.array import one_hot, ones_like, reshape, stack, zeros_like
from tfcourse.ops.math import add


def _is_custom(record) -> bool:
    return hasattr(record, "backward")


def relevant_records(records, reads, targets, sources):
    """Returns the records between sources and targets, in order, and the ids they depend on.

    Args:
      records: The tape's records, in order.
      reads: Handles of variables by the id of the tensor that was read.
      targets: Tensors and handles, or None.
      sources: Tensors and handles, or None.

    Returns:
      The records that carry a cotangent from a target to a source, and the set of ids of tensors
      that get one.
    """
    wanted = {id(source) for source in sources if source is not None}
    dependent = set(wanted)
    dependent.update(tensor for tensor, handle in reads.items() if id(handle) in wanted)
    forward = []
    for record in records:
        if any(id(tensor) in dependent for tensor in record.inputs):
            forward.append(record)
            dependent.update(id(t) for t in _dependent_outputs(record, dependent))
    needed = {id(target) for target in targets if target is not None}
    relevant = []
    for record in reversed(forward):
        outputs = {id(tensor) for tensor in record.outputs} & needed & dependent
        if outputs:
            relevant.append(record)
            needed.update(
                id(tensor) for tensor in _inputs_of(record, outputs) if id(tensor) in dependent
            )
    return relevant[::-1], needed & dependent


def _wiring(record):
    """Returns, for a gradient program, the tensors that each result depends on; else None.

    A program has many results, and a gradient of something linear depends on nothing: its own
    gradient is None, not zero.
    """
    if _is_custom(record) or not is_gradient(record.op):
        return None
    return wiring(record.op, record.attributes, record.operands)


def _dependent_outputs(record, dependent):
    """Returns a record's differentiable results that depend on given tensors."""
    sources_of = _wiring(record)
    return [
        tensor
        for index, tensor in enumerate(record.outputs)
        if tensor.dtype.is_differentiable
        and (sources_of is None or any(id(source) in dependent for source in sources_of[index]))
    ]


def _inputs_of(record, outputs):
    """Returns the operands that given results of a record depend on."""
    sources_of = _wiring(record)
    if sources_of is None:
        return record.inputs
    return [
        source
        for tensor, sources in zip(record.outputs, sources_of, strict=True)
        if id(tensor) in outputs
        for source in sources
    ]


class _Slots:
    """Numbers tensors in the order in which a program meets them."""

    def __init__(self):
        self.by_id = {}
        self.tensors = []

    def __call__(self, tensor) -> int:
        slot = self.by_id.get(id(tensor))
        if slot is None:
            slot = self.by_id[id(tensor)] = len(self.tensors)
            self.tensors.append(tensor)
        return slot


def _structure(records, dependent, seeds, ones, wanted):
    """Returns the structure of a run of records and the tensors its operands are.

    Args:
      records: Records without Python gradients.
      dependent: Ids of tensors that get a cotangent.
      seeds: Tensors that cotangents are given for.
      ones: Tensors whose cotangent starts as ones.
      wanted: Tensors whose cotangents are the results.
    """
    slots = _Slots()
    steps, used = [], {}
    for record in records:
        operands = tuple(slots(tensor) for tensor in record.inputs)
        used.update(dict.fromkeys(operands))
        steps.append(
            Step(
                record.op,
                record.attributes,
                tuple(len(o) if isinstance(o, list) else None for o in record.operands),
                operands,
                tuple(slots(tensor) for tensor in record.outputs),
                tuple(
                    position
                    for position, tensor in enumerate(record.inputs)
                    if id(tensor) in dependent and tensor.dtype.is_differentiable
                ),
            )
        )
    structure = Structure(
        tuple(steps),
        tuple(used),
        tuple(slots(tensor) for tensor in seeds),
        tuple(slots(tensor) for tensor in ones),
        tuple(slots(tensor) for tensor in wanted),
    )
    return structure, [slots.tensors[slot] for slot in used]


def _runs(records):
    """Cuts records, last first, into runs: one record with a Python gradient, or many without."""
    run = []
    for record in reversed(records):
        if _is_custom(record):
            if run:
                yield run[::-1]
                run = []
            yield [record]
        else:
            run.append(record)
    if run:
        yield run[::-1]


def _as_list(results):
    return list(results) if isinstance(results, (tuple, list)) else [results]


class _Cotangents:
    """Cotangents gathered so far, by the tensor they belong to."""

    def __init__(self):
        self.by_id = {}

    def add(self, tensor, cotangent):
        if cotangent is not None:
            held = self.by_id.get(id(tensor))
            self.by_id[id(tensor)] = cotangent if held is None else add(held, cotangent)

    def get(self, tensor):
        return self.by_id.get(id(tensor))


def _unique(tensors):
    return list({id(tensor): tensor for tensor in tensors}.values())


def backpropagate(records, reads, targets, cotangents, sources):
    """Returns the gradient of the targets' sum with respect to each source, or None.

    Args:
      records: The tape's records, in order.
      reads: Handles of variables by the id of the tensor that was read.
      targets: Tensors or handles; None where there is no gradient.
      cotangents: One per target or None for ones; None for all ones.
      sources: Tensors or handles; None where there is no gradient.
    """
    relevant, dependent = relevant_records(records, reads, targets, sources)
    produced = {id(t): position for position, r in enumerate(relevant) for t in r.outputs}
    gathered = _Cotangents()
    cotangents = cotangents or [None] * len(targets)
    runs = list(_runs(relevant))
    # With one program for all, the ones are made inside of it.
    inside = len(runs) == 1 and not _is_custom(relevant[0])
    ones = []
    for target, cotangent in zip(targets, cotangents, strict=False):
        if target is None:
            continue
        if cotangent is not None:
            gathered.add(target, cotangent)
        elif inside and id(target) in produced and all(target is not one for one in ones):
            ones.append(target)
        else:
            held = target.tensor if isinstance(target, Handle) else target
            gathered.add(target, ones_like(held))
    source_ids = {id(source) for source in sources if source is not None}
    for run in runs:
        own = {id(tensor) for record in run for tensor in record.outputs}
        outputs = _unique(tensor for record in run for tensor in record.outputs)
        seeds = [tensor for tensor in outputs if gathered.get(tensor) is not None]
        inputs = _unique(
            tensor for record in run for tensor in record.inputs if id(tensor) in dependent
        )
        wanted = [tensor for tensor in inputs if id(tensor) not in own or id(tensor) in source_ids]
        if _is_custom(run[0]):
            _pull_back_custom(run[0], gathered, dependent)
            continue
        structure, operands = _structure(run, dependent, seeds, ones, wanted)
        results = execute(
            gradient_op(structure), (*operands, *(gathered.get(seed) for seed in seeds))
        )
        for tensor, cotangent in zip(wanted, _as_list(results), strict=True):
            if id(tensor) in own:
                # The program has added to the cotangent that it was given.
                gathered.by_id[id(tensor)] = cotangent
            else:
                gathered.add(tensor, cotangent)
    return [_of_source(source, reads, gathered, dependent, relevant) for source in sources]


def _pull_back_custom(record, gathered, dependent):
    incoming = [
        gathered.get(output) if gathered.get(output) is not None else zeros_like(output)
        for output in record.outputs
    ]
    for tensor, cotangent in zip(record.inputs, record.backward(*incoming), strict=True):
        if id(tensor) in dependent:
            gathered.add(tensor, cotangent)


def _of_source(source, reads, gathered, dependent, relevant):
    """Returns what was gathered for a source; for a variable, over all its reads."""
    if source is None:
        return None
    if not isinstance(source, Handle):
        return gathered.get(source)
    total = gathered.get(source)
    for tensor, handle in reads.items():
        cotangent = gathered.by_id.get(tensor) if handle is source else None
        if cotangent is not None:
            total = cotangent if total is None else add(total, cotangent)
    return total


def jacobian_of(records, reads, target, sources, by_batch=False):
    """Returns the Jacobian of a target with respect to each source, or None.

    Args:
      records: The tape's records, in order.
      reads: Handles of variables by the id of the tensor that was read.
      target: A tensor.
      sources: Tensors or handles; None where there is no gradient.
      by_batch: Whether the first dimension is a batch whose rows do not mix.
    """
    relevant, dependent = relevant_records(records, reads, [target], sources)
    if any(map(_is_custom, relevant)) or not relevant:
        return _jacobian_by_rows(records, reads, target, sources, by_batch)
    gathered = _Cotangents()
    source_ids = {id(source) for source in sources if source is not None}
    own = {id(tensor) for record in relevant for tensor in record.outputs}
    inputs = _unique(t for record in relevant for t in record.inputs if id(t) in dependent)
    wanted = [t for t in inputs if id(t) not in own or id(t) in source_ids]
    structure, operands = _structure(relevant, dependent, [target], [], wanted)
    operation = batch_jacobian_op(structure) if by_batch else jacobian_op(structure)
    results = _as_list(execute(operation, (*operands, target)))
    for tensor, result in zip(wanted, results, strict=True):
        gathered.add(tensor, result)
    return [_of_source(source, reads, gathered, dependent, relevant) for source in sources]


def _jacobian_by_rows(records, reads, target, sources, by_batch):
    """Returns Jacobians one row at a time, for records that hold Python gradients."""
    shape = target.shape.as_list()
    rest = shape[1:] if by_batch else shape
    size = 1
    for length in rest:
        size *= length
    rows = []
    for index in range(size):
        seed = reshape(one_hot(index, size, dtype=target.dtype), rest)
        seed = seed + target * 0 if by_batch else seed
        rows.append(backpropagate(records, reads, [target], [seed], sources))
    results = []
    for source, column in zip(sources, zip(*rows, strict=True), strict=True):
        if source is None or column[0] is None:
            results.append(None)
            continue
        rest_of_source = source.shape.as_list()
        stacked = stack(column, axis=1 if by_batch else 0)
        results.append(
            reshape(stacked, [*shape, *(rest_of_source[1:] if by_batch else rest_of_source)])
        )
    return results
