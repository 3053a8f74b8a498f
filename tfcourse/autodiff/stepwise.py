"""Gradients of a trail, one operation at a time: for those who want to look on.

The operations are those of the plan that a tape's gradient runs, in its order, and so are the sums:
what is left at the end is the tape's gradient, to the bit on the host. XLA may round a program of
many operations otherwise than each by itself.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tfcourse.autodiff.plan import CustomPiece, plan_of
from tfcourse.autodiff.program import Structure, gives_rows, gradient_op
from tfcourse.autodiff.rows import slices_of, total
from tfcourse.autodiff.trail import Trail
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.ops.creation import ones_like, zeros_like


class Contribution(NamedTuple):
    """What one operand gets from an operation that is pulled back.

    Attributes:
      at: The operand's position among the flat ones.
      slot: The slot that it is added to: the operand's, or of a variable's that of its first read.
      value: What is added, a tensor or `IndexedSlices`.
      total: What has been added up so far, this included.
    """

    at: int
    slot: int
    value: object
    total: object


class PulledBack(NamedTuple):
    """An operation that was pulled back.

    Attributes:
      outputs: Slots of the results that cotangents had reached; None for results nobody used.
      incoming: Their cotangents; None for the others.
      contributions: What goes to the operands.
      local: Called without arguments, returns the same contributions (without totals) for
        cotangents of ones: the derivatives of the operation alone.
    """

    outputs: tuple
    incoming: tuple
    contributions: tuple[Contribution, ...]
    local: object


class Backward:
    """The way back from a target to sources.

    Args:
      trail: What was recorded.
      target: The tensor to differentiate; a cotangent of ones is given for it.
      sources: Tensors or handles.

    Raises:
      LookupError: TensorFlow has no gradient for an operation on the way.
    """

    def __init__(self, trail: Trail, target, sources):
        self._trail = trail
        slot = trail.slot(target)
        groups = tuple(trail.slots_of_source(source) for source in sources)
        self._plan = plan_of(trail.entries, (slot,), (True,), groups)
        self._gathered = {self._plan.aliases.get(slot, slot): ones_like(target)}

    def steps(self) -> Iterator[PulledBack]:
        """Yields each operation as it is pulled back; to be gone through once."""
        for piece in self._plan.pieces:
            if isinstance(piece, CustomPiece):
                if any(slot in self._gathered for slot in piece.outputs):
                    yield self._pull_back_custom(piece)
                continue
            seeds = tuple(slot for slot in piece.outputs if slot in self._gathered)
            compiled = piece.compiled(seeds)
            if compiled is not None:
                yield from self._pull_back(piece, compiled)

    def gradients(self) -> list:
        """Returns the gradient of each source, or None, once all steps have been gone through."""
        results = []
        for group in self._plan.groups:
            found = [self._gathered[slot] for slot in reversed(group) if slot in self._gathered]
            result = found[0] if found else None
            for cotangent in found[1:]:
                result = total(result, cotangent)
            results.append(result)
        return results

    def _pull_back(self, piece, compiled):
        structure = compiled.structure
        slots = dict(zip(structure.values, compiled.values, strict=True))
        slots |= zip(structure.seeds, compiled.seeds, strict=True)
        slots |= zip(structure.wanted, compiled.wanted, strict=True)
        # What goes out of the piece is added up inside of it first.
        inside = {}
        for step in structure.steps:
            outputs = tuple(slots.get(number) for number in step.outputs)
            incoming = tuple(map(self._gathered.get, outputs))
            contributions = []
            for at, into, value in self._contributions(step, slots, incoming):
                slot = slots[into]
                held = self._gathered.get(slot)
                if slot in piece.own:
                    result = value if held is None else total(held, value)
                    self._gathered[slot] = result
                else:
                    part = total(inside[slot], value) if slot in inside else value
                    inside[slot] = part
                    result = part if held is None else total(held, part)
                contributions.append(Contribution(at, slot, value, result))

            def local(step=step, incoming=incoming):
                ones = [None if item is None else ones_like(convert(item)) for item in incoming]
                return [(at, value) for at, _, value in self._contributions(step, slots, ones)]

            yield PulledBack(outputs, incoming, tuple(contributions), local)
        for slot, part in inside.items():
            held = self._gathered.get(slot)
            self._gathered[slot] = part if held is None else total(held, part)

    def _contributions(self, step, slots, incoming):
        """Yields (position, slot number to add to, value) for the active operands of a step."""
        if step.passes_on and isinstance(incoming[0], IndexedSlices):
            for at, number in zip(step.active, step.into, strict=True):
                yield at, number, incoming[0]
            return
        # A place of its own for each operand, even where one tensor is several.
        operands = {number: at for at, number in enumerate(dict.fromkeys(step.operands))}
        count = len(operands)
        outputs = tuple(range(count, count + len(step.outputs)))
        count += len(outputs)
        into = tuple(range(count, count + len(step.active)))
        numbered = step._replace(
            operands=tuple(operands[number] for number in step.operands), outputs=outputs, into=into
        )
        seeds = tuple(
            number for number, item in zip(outputs, incoming, strict=True) if item is not None
        )
        structure = Structure((numbered,), tuple(operands.values()), seeds, (), into)
        tensors = [self._trail.tensors[slots[number]] for number in operands]
        tensors += [convert(item) for item in incoming if item is not None]
        results = execute(gradient_op(structure), tensors)
        results = iter(results if isinstance(results, (tuple, list)) else [results])
        for at, number, is_rows in zip(step.active, step.into, gives_rows(structure), strict=True):
            value = next(results)
            if is_rows:
                value = slices_of(value, next(results), self._trail.tensors[slots[number]])
            yield at, number, value

    def _pull_back_custom(self, piece):
        backward = self._trail.backwards[piece.position]
        incoming = tuple(map(self._gathered.get, piece.outputs))
        contributions = []
        for at, value in self._custom(piece, backward, incoming):
            slot = piece.inputs[at]
            held = self._gathered.get(slot)
            self._gathered[slot] = result = value if held is None else total(held, value)
            contributions.append(Contribution(at, slot, value, result))

        def local():
            ones = [None if item is None else ones_like(convert(item)) for item in incoming]
            return [*self._custom(piece, backward, ones)]

        return PulledBack(piece.outputs, incoming, tuple(contributions), local)

    def _custom(self, piece, backward, incoming):
        given = [
            zeros_like(self._trail.tensors[slot]) if item is None else item
            for slot, item in zip(piece.outputs, incoming, strict=True)
        ]
        for at, (slot, value) in enumerate(zip(piece.inputs, backward(*given), strict=True)):
            if slot is not None and value is not None:
                yield at, value
