"""Operations as entries, whose tensors are numbered slots: what gradients are planned on.

Two rounds of a loop have equal entries; the tensors, which differ, are kept beside.
"""

import numpy as np

from tfcourse.autodiff.paths import Entry
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
      entries: Entries that are known already; none by default.
      plans: What was planned for these entries.

    Attributes:
      entries: The entries, in order.
      plans: The plans, by slots of targets and sources.
      tensors: The tensors (and handles of variables) by slot; kept, as slots go by identity.
      slots: The slot of each of them by its id.
      reads: For each variable that was read, by the id of its handle, the slots of what was read.
      backwards: The Python gradients of calls that have one, by the entry's position.
    """

    __slots__ = ("backwards", "entries", "plans", "reads", "slots", "tensors")

    def __init__(self, entries=None, plans=None):
        self.entries: list[Entry] = [] if entries is None else entries
        self.plans: dict = {} if plans is None else plans
        self.tensors: list = []
        self.slots: dict[int, int] = {}
        self.reads: dict[int, list[int]] = {}
        self.backwards: dict = {}

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
        try:
            hash(attributes)
        except TypeError:
            # One of them is a list or an array.
            attributes = freeze(attributes)
        counts, numbers = [], []
        for operand in operands:
            is_list = isinstance(operand, list)
            counts.append(len(operand) if is_list else None)
            numbers += map(self.slot, operand if is_list else [operand])
        self.entries.append(
            Entry(
                op,
                attributes,
                tuple(counts),
                tuple(numbers),
                self._new_slots(outputs),
                tuple(output.dtype.is_differentiable for output in outputs),
                wiring(op, attributes, operands) if type(op) is Program else None,
                op.type in GATHER_TYPES and gathers_rows(op, operands),
            )
        )

    def record_custom(self, inputs, outputs, backward, results):
        """Notes a call whose gradient is a Python function; arguments as a tape's."""
        self.backwards[len(self.entries)] = backward
        operands, results = tuple(map(self.slot, inputs)), tuple(map(self.slot, outputs))
        differentiable = tuple(output.dtype.is_differentiable for output in outputs)
        self.entries.append(Entry(None, (), (), operands, results, differentiable))

    def _new_slots(self, outputs) -> tuple[int, ...]:
        first = len(self.tensors)
        for output in outputs:
            self.slots[id(output)] = len(self.tensors)
            self.tensors.append(output)
        return tuple(range(first, len(self.tensors)))


def trail_of(operations, handles) -> Trail:
    """Returns operations of a graph as a tape would have recorded them.

    Args:
      operations: The operations, in order.
      handles: Handles of variables by the ids of their placeholders.
    """
    trail = Trail()
    replay(operations, handles, trail)
    return trail


def gathers_rows(op, operands) -> bool:
    """Says whether the gradient of an operation's first operand is that of some of its rows."""
    if op is GATHER:
        axis = constant_value(operands[2])
        return axis is not None and not np.any(axis)
    if op is _GATHER_TUPLES or op.type == "ResourceGatherNd":
        indices = operands[1].shape
        return indices.rank == 2 and indices[-1] == 1
    return True
