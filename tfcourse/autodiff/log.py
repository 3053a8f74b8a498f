"""What a tape notes while it records: as little as says later what was computed.

A log is a flat list of operations and numbers of tensors. It is read when the tape is asked for a
gradient: equal lists stand for equal programs, so what was planned for one is found by it.
"""

from itertools import islice

from tfcourse.autodiff import paths
from tfcourse.autodiff.program import Program
from tfcourse.autodiff.trail import GATHER_TYPES, Trail, gathers_rows
from tfcourse.autodiff.wiring import wiring
from tfcourse.core.handle import READ
from tfcourse.core.kernels import freeze

WATCH = "watch"
# Operations that need no more said of them than their attributes: see `is_plain`.
plain_ops: set = set()


class Log:
    """Operations, and all their tensors.

    Attributes:
      notes: What was recorded, each by a few items. An op whose operands are single tensors and
        whose one result is differentiable: the `Op`, or it and its attributes as a pair, then the
        numbers of its operands. Any other: (op, attributes, counts, differentiable, what else is to
        be known), then the numbers of its operands. Results get the next slots. A call with a
        gradient of its own: (None, how many inputs, differentiable), then the numbers of inputs and
        results. `READ`, then the numbers of a variable and of what was read from it. `WATCH`, then
        the number of a tensor.
      tensors: The tensors (and handles of variables) by slot; kept, as numbers go by identity.
      numbers: The slot of each by its id; ~slot of what is not followed.
      backwards: The Python gradients of calls that have one, in order.
    """

    __slots__ = ("_found", "backwards", "notes", "numbers", "tensors")

    def __init__(self):
        self.notes: list = []
        self.tensors: list = []
        self.numbers: dict[int, int] = {}
        self.backwards: list = []
        self._found = None

    def copy(self) -> "Log":
        """Returns a log that can be added to without changing this one."""
        log = Log()
        log.notes, log.tensors = list(self.notes), list(self.tensors)
        log.numbers, log.backwards = dict(self.numbers), list(self.backwards)
        return log

    def follows(self, tensor) -> bool:
        """Says whether a tensor is watched, or depends on what is."""
        return self.numbers.get(id(tensor), -1) >= 0

    def number(self, tensor) -> int:
        """Returns the number of a tensor; one that was not met before is not followed."""
        number = self.numbers.get(id(tensor))
        if number is None:
            number = self.numbers[id(tensor)] = ~len(self.tensors)
            self.tensors.append(tensor)
        return number

    def watch(self, tensor):
        """Follows a tensor from now on."""
        self.notes += (WATCH, self.number(tensor))
        self._follow(tensor)

    def _follow(self, tensor):
        number = self.number(tensor)
        if number < 0:
            self.numbers[id(tensor)] = ~number

    def record(self, op, attributes, operands, outputs):
        """Notes an operation of which something is followed; arguments as a tape's."""
        if (
            (op in plain_ops or is_plain(op))
            and len(outputs) == 1
            and outputs[0].dtype.is_differentiable
        ):
            self.notes.append((op, attributes) if attributes else op)
            self.notes += map(self.number, operands)
            self._add(outputs)
            return
        # A program has many results, and a gradient of something linear depends on nothing: its own
        # gradient is None, not zero.
        says_more = None
        if type(op) is Program:
            says_more = wiring(op, attributes, operands)
        elif op.type in GATHER_TYPES:
            says_more = gathers_rows(op, operands)
        counts, numbers = [], []
        for operand in operands:
            is_list = isinstance(operand, list)
            counts.append(len(operand) if is_list else None)
            numbers += map(self.number, operand if is_list else [operand])
        self.notes.append((op, attributes, tuple(counts), self._add(outputs), says_more))
        self.notes += numbers

    def record_custom(self, inputs, outputs, backward):
        """Notes a call whose gradient is a Python function; arguments as a tape's."""
        self.backwards.append(backward)
        numbers = [*map(self.number, inputs), *map(self.number, outputs)]
        differentiable = tuple([output.dtype.is_differentiable for output in outputs])
        for output, is_followed in zip(outputs, differentiable, strict=True):
            if is_followed:
                self._follow(output)
        self.notes += ((None, len(inputs), differentiable), *numbers)

    def _add(self, outputs) -> tuple[bool, ...]:
        """Gives results the next numbers; returns for each whether it is differentiable."""
        differentiable = []
        for output in outputs:
            is_followed = output.dtype.is_differentiable
            slot = len(self.tensors)
            self.numbers[id(output)] = slot if is_followed else ~slot
            self.tensors.append(output)
            differentiable.append(is_followed)
        return tuple(differentiable)

    def path(self) -> paths.Path:
        """Returns what is known of such logs."""
        found = self._found
        if found is not None and found[0] == len(self.notes):
            return found[1]
        try:
            path = paths.known.find(tuple(self.notes))
        except TypeError:
            # An attribute is a list or an array.
            for at, note in enumerate(self.notes):
                if type(note) is tuple and note[0] is not None:
                    self.notes[at] = (note[0], freeze(note[1]), *note[2:])
            path = paths.known.find(tuple(self.notes))
        self._found = len(self.notes), path
        return path

    def trail(self) -> Trail:
        """Returns the same as a trail, to plan with and to run a plan on."""
        path = self.path()
        if path.entries is None:
            path.entries, path.reads = _entries(self.notes)
        trail = Trail(path.entries, path.plans)
        tensors = trail.tensors = list(self.tensors)
        trail.slots = {id(tensor): slot for slot, tensor in enumerate(tensors)}
        trail.reads = {id(tensors[slot]): slots for slot, slots in path.reads.items()}
        if self.backwards:
            calls = [at for at, entry in enumerate(path.entries) if entry.op is None]
            trail.backwards = dict(zip(calls, self.backwards, strict=True))
        return trail


def is_plain(op) -> bool:
    """Says whether an op with one differentiable result is known by itself and its attributes."""
    plain = (
        type(op) is not Program
        and op.type not in GATHER_TYPES
        and not any(argument.is_list for argument in op.inputs)
    )
    if plain:
        plain_ops.add(op)
    return plain


def _entries(notes) -> tuple[list[paths.Entry], dict[int, list[int]]]:
    """Returns the entries that notes stand for, and for each variable's slot what was read."""
    entries, reads, known = [], {}, 0
    remaining = iter(notes)

    def take(count):
        nonlocal known
        slots = [number if number >= 0 else ~number for number in islice(remaining, count)]
        known = max(known, *[slot + 1 for slot in slots], 0)
        return tuple(slots)

    for note in remaining:
        if note is WATCH:
            take(1)
        elif note is READ:
            handle, slot = take(2)
            read = reads.setdefault(handle, [])
            if slot not in read:
                read.append(slot)
        elif type(note) is tuple and note[0] is None:
            _, count, differentiable = note
            inputs, outputs = take(count), take(len(differentiable))
            entries.append(paths.Entry(None, (), (), inputs, outputs, differentiable))
        else:
            op, attributes, *more = note if type(note) is tuple else (note, ())
            counts, differentiable, says_more = more or (op.single_counts, (True,), None)
            operands = take(sum([1 if count is None else count for count in counts]))
            outputs = tuple(range(known, known + len(differentiable)))
            known += len(outputs)
            is_program = type(op) is Program
            entries.append(
                paths.Entry(
                    op,
                    attributes,
                    counts,
                    operands,
                    outputs,
                    differentiable,
                    says_more if is_program else None,
                    not is_program and bool(says_more),
                )
            )
    return entries, reads
