"""From a record to what computes its gradients: which part matters, in which order, cut in pieces.

A plan depends on the entries of a trail and not on its tensors, so that the second round of a loop
finds the first one's. Entries are pulled back in TensorFlow's order, on which the rows of
`IndexedSlices` and the rounding of sums depend.
"""

from collections import deque
from typing import NamedTuple

from tfcourse.autodiff.program import (
    Step,
    Structure,
    gives_rows,
    gradient_op,
)
from tfcourse.autodiff.wiring import call_wiring, check_registered


class Compiled(NamedTuple):
    """A gradient program and what it is to be given.

    Attributes:
      structure: The program's structure.
      op: The program.
      values: Slots whose tensors are its operands; those of cotangents follow.
      seeds: Slots that cotangents are given for.
      wanted: Slots whose cotangents it gives.
      gives_rows: For each of them whether it comes as rows and their numbers.
    """

    structure: Structure
    op: object
    values: tuple[int, ...]
    seeds: tuple[int, ...]
    wanted: tuple[int, ...]
    gives_rows: tuple[bool, ...]


class Piece:
    """A run of entries that one program pulls back.

    Attributes:
      outputs: Slots of the entries' results.
      own: The same as a set.
    """

    def __init__(self, entries, dependent, ones, sources, aliases):
        self._entries = entries
        self._dependent = dependent
        self._ones = ones
        self._sources = sources
        self._aliases = aliases
        self.outputs = tuple(slot for entry in entries for slot in entry.outputs)
        self.own = frozenset(self.outputs)
        self._compiled = {}

    def compiled(self, seeds: tuple[int, ...]) -> Compiled | None:
        """Returns the program for cotangents of the given slots; None if it has nothing to do."""
        if seeds not in self._compiled:
            self._compiled[seeds] = self._compile(seeds)
        return self._compiled[seeds]

    def _compile(self, seeds):
        reached = {*seeds, *self._ones}
        steps, wanted = [], {}
        for entry in self._entries:
            if reached.isdisjoint(entry.outputs):
                continue
            sources = _sources_of(entry, reached)
            active = tuple(
                at
                for at, slot in enumerate(entry.operands)
                if slot in self._dependent and at in sources
            )
            for at in active:
                slot = entry.operands[at]
                reached.add(slot)
                if slot not in self.own or slot in self._sources:
                    wanted[self._target(slot)] = None
            steps.append((entry, active))
        if not steps:
            return None
        structure, values = self._structure(steps, seeds, tuple(wanted))
        return Compiled(
            structure, gradient_op(structure), values, seeds, tuple(wanted), gives_rows(structure)
        )

    def _target(self, slot):
        return self._aliases.get(slot, slot)

    def _structure(self, steps, seeds, wanted):
        """Returns a structure, its slots numbered anew, and the slots whose values it takes."""
        numbers: dict[int, int] = {}

        def number(slot):
            return numbers.setdefault(slot, len(numbers))

        made, values = [], {}
        for entry, active in steps:
            values.update(dict.fromkeys(entry.operands))
            made.append(
                Step(
                    entry.op,
                    entry.attributes,
                    entry.counts,
                    tuple(map(number, entry.operands)),
                    tuple(map(number, entry.outputs)),
                    active,
                    tuple(number(self._target(entry.operands[at])) for at in active),
                    entry.gathers_rows,
                )
            )
        structure = Structure(
            tuple(made),
            tuple(map(number, values)),
            tuple(map(number, seeds)),
            tuple(map(number, self._ones)),
            tuple(map(number, wanted)),
        )
        return structure, tuple(values)


class CustomPiece(NamedTuple):
    """A call whose gradient is a Python function.

    Attributes:
      position: The position of its entry.
      inputs: Slots of its inputs; None where no cotangent is wanted.
      outputs: Slots of its results.
    """

    position: int
    inputs: tuple[int | None, ...]
    outputs: tuple[int, ...]


class Plan(NamedTuple):
    """How to compute gradients.

    Attributes:
      pieces: What to run, in order.
      ones: Slots of targets whose cotangent starts as ones, made before.
      groups: For each source the slots whose cotangents are added up to its gradient.
      aliases: Slots whose cotangents go to another one: all reads of a variable to the first.
    """

    pieces: tuple
    ones: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]
    aliases: dict[int, int]


def _wiring(entry):
    """Returns for each result of an entry the positions of the operands it depends on, or None."""
    if entry.wiring is None and entry.op is not None:
        return call_wiring(entry.op)
    return entry.wiring


def _sources_of(entry, outputs):
    """Returns the positions of operands that given results of an entry depend on."""
    wiring = _wiring(entry)
    if wiring is None:
        return range(len(entry.operands))
    return {
        at
        for slot, positions in zip(entry.outputs, wiring, strict=True)
        if slot in outputs
        for at in positions
    }


def _relevant(entries, targets, sources):
    """Returns positions of the entries between sources and targets, and the slots they depend on.

    The slots are those that get a cotangent.
    """
    dependent = set(sources)
    forward = []
    for position, entry in enumerate(entries):
        if dependent.isdisjoint(entry.operands):
            continue
        forward.append(position)
        wiring = _wiring(entry)
        for index, slot in enumerate(entry.outputs):
            if entry.differentiable[index] and (
                wiring is None or any(entry.operands[at] in dependent for at in wiring[index])
            ):
                dependent.add(slot)
    needed = set(targets)
    relevant = []
    for position in reversed(forward):
        entry = entries[position]
        outputs = {slot for slot in entry.outputs if slot in needed and slot in dependent}
        if outputs:
            relevant.append(position)
            needed.update(
                entry.operands[at]
                for at in _sources_of(entry, outputs)
                if entry.operands[at] in dependent
            )
    return relevant[::-1], needed & dependent


def _ordered(entries, relevant, needed, targets, in_order):
    """Returns positions of relevant entries in the order in which TensorFlow pulls them back.

    An entry's turn comes when all that takes its results has had its own; first come, first
    served.
    """
    producer = {slot: position for position in relevant for slot in entries[position].outputs}
    waiting = dict.fromkeys(relevant, 0)
    taken = {}
    for position in relevant:
        entry = entries[position]
        taken[position] = [
            producer[slot] for slot in entry.operands if slot in needed and slot in producer
        ]
        for source in taken[position]:
            waiting[source] += 1
    if in_order:
        first = dict.fromkeys(producer[slot] for slot in targets if slot in producer)
    else:
        first = reversed(relevant)
    queue = deque(position for position in first if not waiting[position])
    ordered = []
    while queue:
        position = queue.popleft()
        ordered.append(position)
        for source in taken[position]:
            waiting[source] -= 1
            if not waiting[source]:
                queue.append(source)
    return ordered


def _aliases(groups):
    """Returns for each read of a variable but the first the first one, where that is safe."""
    users: dict[int, set] = {}
    for group in groups:
        for slot in group:
            users.setdefault(slot, set()).add(group)
    aliases = {}
    for group in set(groups):
        if len(group) > 2 and all(len(users[slot]) == 1 for slot in group):
            aliases.update(dict.fromkeys(group[1:-1], group[0]))
    return aliases


def plan_of(entries, targets, given, sources, in_order=False) -> Plan:
    """Returns how to compute the gradient of the targets' sum for each source.

    Args:
      entries: The entries of a trail.
      targets: Slots.
      given: For each target whether a cotangent is given.
      sources: For each source its slots.
      in_order: Whether to begin with the first target, as `tf.gradients` does, rather than with
        the last operation.

    Raises:
      LookupError: if TensorFlow has no gradient for an op on the way.
    """
    source_slots = {slot for group in sources for slot in group}
    relevant, needed = _relevant(entries, targets, source_slots)
    ordered = _ordered(entries, relevant, needed, targets, in_order)
    aliases = _aliases(sources)
    groups = tuple(
        tuple(dict.fromkeys(aliases.get(slot, slot) for slot in group)) for group in sources
    )
    made_inside = {
        slot for at in relevant if entries[at].op is not None for slot in entries[at].outputs
    }
    inside, before = {}, []
    for slot, has_cotangent in zip(targets, given, strict=True):
        if has_cotangent:
            continue
        if slot in made_inside and slot in needed and slot not in {*inside, *source_slots}:
            inside[slot] = None
        else:
            before.append(aliases.get(slot, slot))
    pieces, run = [], []

    def close_run():
        if run:
            own = {slot for entry in run for slot in entry.outputs}
            ones = tuple(slot for slot in inside if slot in own)
            pieces.append(Piece(tuple(run), needed, ones, source_slots, aliases))
            run.clear()

    for position in ordered:
        entry = entries[position]
        if entry.op is None:
            close_run()
            inputs = tuple(
                aliases.get(slot, slot) if slot in needed else None for slot in entry.operands
            )
            pieces.append(CustomPiece(position, inputs, entry.outputs))
        else:
            check_registered(entry.op)
            run.append(entry)
    close_run()
    return Plan(tuple(pieces), tuple(before), groups, aliases)
