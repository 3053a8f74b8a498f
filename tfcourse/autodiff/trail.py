"""What a tape has seen: operations as entries, whose tensors are numbered slots.

Two rounds of a loop leave equal entries, so that entries serve as the key of what is made of them;
the tensors, which differ, are kept beside.
"""

from typing import NamedTuple

import numpy as np

from tfcourse.autodiff.program import Program
from tfcourse.autodiff.replay import replay
from tfcourse.autodiff.wiring import wiring
from tfcourse.core.constants import constant_value
from tfcourse.core.handle import Handle
from tfcourse.core.op import ops_by_type
from tfcourse.ops.gather import GATHER

_GATHER_TUPLES = ops_by_type["GatherNd"]
GATHER_TYPES = frozenset(["GatherV2", "ResourceGather", "GatherNd", "ResourceGatherNd"])


class Entry(NamedTuple):
    """One recorded operation.

    Attributes:
      op: The `Op`; None for a call whose gradient is a Python function.
      attributes: Its attributes.
      counts: Lengths of list operands, None for single ones.
      operands: Slots of the flat operands, static ones included.
      outputs: Slots of the flat results.
      differentiable: For each result whether it can have a gradient.
      wiring: None, or for each result the positions of the operands that it depends on.
      gathers_rows: Whether the gradient of the first operand is `IndexedSlices`.
    """

    op: object
    attributes: tuple
    counts: tuple
    operands: tuple[int, ...]
    outputs: tuple[int, ...]
    differentiable: tuple[bool, ...]
    wiring: tuple | None = None
    gathers_rows: bool = False


class Trail:
    """Entries, and the tensors that their slots stand for.

    Attributes:
      entries: The entries, in order.
      tensors: The tensors (and handles of variables) by slot; kept, as slots go by identity.
      slots: The slot of each of them by its id.
      reads: For each variable that was read, by the id of its handle, the slots of what was read.
      backwards: The Python gradients of calls that have one, by the entry's position.
    """

    __slots__ = ("backwards", "entries", "reads", "slots", "tensors")

    def __init__(self):
        self.entries: list[Entry] = []
        self.tensors: list = []
        self.slots: dict[int, int] = {}
        self.reads: dict[int, list[int]] = {}
        self.backwards: dict = {}

    def copy(self) -> "Trail":
        """Returns a trail that can be added to without changing this one."""
        trail = Trail()
        trail.entries, trail.tensors = list(self.entries), list(self.tensors)
        trail.slots, trail.backwards = dict(self.slots), dict(self.backwards)
        trail.reads = {key: list(slots) for key, slots in self.reads.items()}
        return trail

    def slot(self, tensor) -> int:
        """Returns the slot of a tensor or handle, a new one if it was not met before."""
        slot = self.slots.get(id(tensor))
        if slot is None:
            slot = self.slots[id(tensor)] = len(self.tensors)
            self.tensors.append(tensor)
        return slot

    def slots_of_source(self, source) -> tuple[int, ...]:
        """Returns the slots whose cotangents make a source's gradient: a variable has many."""
        if isinstance(source, Handle):
            return (*self.reads.get(id(source), ()), self.slot(source))
        return (self.slot(source),)

    def record_read(self, handle: Handle, tensor):
        """Notes that a tensor was read from a variable."""
        slot, reads = self.slot(tensor), self.reads.setdefault(id(handle), [])
        if slot not in reads:
            self.slot(handle)
            reads.append(slot)

    def record(self, op, attributes, operands, outputs):
        """Notes an operation.

        Args:
          op: The `Op`.
          attributes: Its attributes.
          operands: One tensor, or list of tensors, per operand.
          outputs: The flat results.
        """
        slots, tensors, numbers, counts = self.slots, self.tensors, [], op.single_counts
        for position, operand in enumerate(operands):
            if isinstance(operand, list):
                counts = (*counts[:position], len(operand), *counts[position + 1 :])
                numbers += map(self.slot, operand)
                continue
            # As `slot`, written out: this runs for each recorded operation.
            number = slots.get(id(operand))
            if number is None:
                number = slots[id(operand)] = len(tensors)
                tensors.append(operand)
            numbers.append(number)
        results, differentiable = [], []
        for output in outputs:
            results.append(len(tensors))
            slots[id(output)] = len(tensors)
            tensors.append(output)
            differentiable.append(output.dtype.is_differentiable)
        sources, gathers_rows = None, False
        if type(op) is Program:
            # A program has many results, and a gradient of something linear depends on nothing:
            # its own gradient is None, not zero.
            sources = wiring(op, attributes, operands)
        elif op.type in GATHER_TYPES:
            gathers_rows = _gathers_rows(op, operands)
        self.entries.append(
            Entry(
                op,
                attributes,
                counts,
                tuple(numbers),
                tuple(results),
                tuple(differentiable),
                sources,
                gathers_rows,
            )
        )

    def record_custom(self, inputs, outputs, backward, results):
        """Notes a call whose gradient is a Python function; arguments as a tape's."""
        self.backwards[len(self.entries)] = backward
        operands, results = map(self.slot, inputs), map(self.slot, outputs)
        differentiable = tuple(output.dtype.is_differentiable for output in outputs)
        self.entries.append(Entry(None, (), (), tuple(operands), tuple(results), differentiable))


def trail_of(operations, handles) -> Trail:
    """Returns operations of a graph as a tape would have recorded them.

    Args:
      operations: The operations, in order.
      handles: Handles of variables by the ids of their placeholders.
    """
    trail = Trail()
    replay(operations, handles, trail)
    return trail


def _gathers_rows(op, operands) -> bool:
    if op is GATHER:
        axis = constant_value(operands[2])
        return axis is not None and not np.any(axis)
    if op is _GATHER_TUPLES or op.type == "ResourceGatherNd":
        indices = operands[1].shape
        return indices.rank == 2 and indices[-1] == 1
    return True
