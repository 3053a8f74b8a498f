"""What a tape has seen: operations as entries, whose tensors are numbered slots.

Two rounds of a loop leave equal entries, and so go to the same place in the tree of `paths`; the
tensors, which differ, are kept beside.
"""

import itertools

import numpy as np

from tfcourse.autodiff.paths import Entry, Place, tree
from tfcourse.autodiff.program import Program
from tfcourse.autodiff.replay import replay
from tfcourse.autodiff.wiring import wiring
from tfcourse.core.constants import constant_value
from tfcourse.core.handle import Handle
from tfcourse.core.kernels import freeze
from tfcourse.core.op import ops_by_type
from tfcourse.ops.gather import GATHER

_GATHER_TUPLES = ops_by_type["GatherNd"]
GATHER_TYPES = frozenset(["GatherV2", "ResourceGather", "GatherNd", "ResourceGatherNd"])


class Trail:
    """Entries, and the tensors that their slots stand for.

    Args:
      place: Where to begin in a tree of trails; the one that tapes share by default.

    Attributes:
      place: The place in the tree, which says all but the tensors.
      tensors: The tensors (and handles of variables) by slot; kept, as slots go by identity.
      slots: The slot of each of them by its id.
      reads: For each variable that was read, by the id of its handle, the slots of what was read.
      backwards: The Python gradients of calls that have one, by the entry's position.
      watched: Ids of the tensors that are followed: what a tape watches, and what depends on it.
    """

    __slots__ = ("backwards", "place", "reads", "slots", "tensors", "watched")

    def __init__(self, place: Place | None = None):
        self.place = tree.begin() if place is None else place
        self.tensors: list = []
        self.slots: dict[int, int] = {}
        self.reads: dict[int, list[int]] = {}
        self.backwards: dict = {}
        self.watched: set[int] = set()

    @property
    def entries(self) -> list[Entry]:
        """The entries, in order."""
        return self.place.entries()

    def copy(self) -> "Trail":
        """Returns a trail that can be added to without changing this one."""
        trail = Trail(self.place)
        trail.tensors = list(self.tensors)
        trail.slots, trail.backwards = dict(self.slots), dict(self.backwards)
        trail.watched = set(self.watched)
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
            if tensor.dtype.is_differentiable:
                self.watched.add(id(tensor))

    def record(self, op, attributes, operands, outputs):
        """Notes an operation.

        Args:
          op: The `Op`.
          attributes: Its attributes.
          operands: One tensor, or list of tensors, per operand.
          outputs: The flat results.
        """
        # This runs for each operation under a tape, nearly always for one or two tensors.
        slots, tensors = self.slots, self.tensors
        key = [op, attributes]
        for operand in operands:
            number = slots.get(id(operand))
            if number is None:
                if type(operand) is list:
                    # As no slot is negative, the length stands out.
                    key.append(-1 - len(operand))
                    key += map(self.slot, operand)
                    continue
                number = slots[id(operand)] = len(tensors)
                tensors.append(operand)
            key.append(number)
        first = len(tensors)
        key.append(first)
        for output in outputs:
            number = id(output)
            slots[number] = len(tensors)
            tensors.append(output)
            if output.dtype.is_differentiable:
                self.watched.add(number)
            else:
                key.append(len(tensors))
        key.append(len(tensors))
        if type(op) is Program:
            # A program has many results, and a gradient of something linear depends on nothing:
            # its own gradient is None, not zero.
            key.append(wiring(op, attributes, operands))
        elif op.type in GATHER_TYPES:
            key.append(_gathers_rows(op, operands))
        key = tuple(key)
        try:
            place = self.place.after(key)
            if place is None:
                hash(key)
        except (TypeError, ValueError):
            # An attribute is a list or an array.
            attributes = freeze(attributes)
            key = (op, attributes, *key[2:])
            place = self.place.after(key)
        self.place = place or self._add(key, self._entry(op, attributes, operands, outputs, first))

    def _add(self, key, entry):
        tree.count += 1
        return self.place.add(key, entry)

    def _entry(self, op, attributes, operands, outputs, first):
        counts, numbers = [], []
        for operand in operands:
            is_list = isinstance(operand, list)
            counts.append(len(operand) if is_list else None)
            numbers += map(self.slot, operand if is_list else [operand])
        return Entry(
            op,
            attributes,
            tuple(counts),
            tuple(numbers),
            tuple(range(first, first + len(outputs))),
            tuple(output.dtype.is_differentiable for output in outputs),
            wiring(op, attributes, operands) if type(op) is Program else None,
            op.type in GATHER_TYPES and _gathers_rows(op, operands),
        )

    def record_custom(self, inputs, outputs, backward, results):
        """Notes a call whose gradient is a Python function; arguments as a tape's."""
        self.backwards[self.place.count] = backward
        operands, results = tuple(map(self.slot, inputs)), tuple(map(self.slot, outputs))
        differentiable = tuple(output.dtype.is_differentiable for output in outputs)
        self.watched.update(map(id, itertools.compress(outputs, differentiable)))
        entry = Entry(None, (), (), operands, results, differentiable)
        self.place = self.place.after(entry) or self._add(entry, entry)


def trail_of(operations, handles) -> Trail:
    """Returns operations of a graph as a tape would have recorded them.

    Args:
      operations: The operations, in order.
      handles: Handles of variables by the ids of their placeholders.
    """
    trail = Trail(Place())
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
