"""What runs under a tape, operation by operation: who takes what, from which line, by which names.

The tape is a real one, and what it follows is what it says. What passes the gate without being
recorded (whole numbers, `tf.stop_gradient`) is noted beside it, so that a picture can say why a
gradient is None.
"""

import contextlib
import dataclasses
import linecache
import sys

from tfcourse.autodiff.tape import GradientTape
from tfcourse.core.context import context
from tfcourse.core.handle import Handle
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.core.variable import Variable
from tfcourse.viz.tape_names import Names, key_of, own_frames, spaces_of

# With more operations than that, only these are kept: a picture of more is none.
MOST = 5000


@dataclasses.dataclass(eq=False)
class Operation:
    """One operation that ran.

    Attributes:
      op: Its `Op`; None for a call with a gradient of the user's own.
      operands: The flat operands, tensors.
      outputs: The flat results.
      file: The file of the user's line that ran it, or an empty string.
      line: The number of that line.
      attributes: Its attributes, if the tape was told.
    """

    op: object
    operands: tuple
    outputs: tuple
    file: str
    line: int
    attributes: tuple = ()

    @property
    def is_transposed(self) -> bool:
        """Whether a product takes a factor transposed."""
        return any(self.attributes[:2])

    @property
    def source(self) -> str:
        """The user's line."""
        return linecache.getline(self.file, self.line).strip() if self.file else ""


@dataclasses.dataclass(eq=False)
class Source:
    """A variable or tensor that operations begin with, or that is watched.

    Attributes:
      name: What the user calls it.
      kind: `variable`, `tensor`, or `array` for a tensor that was made of a NumPy array.
      value: The tensor; of a variable the one that was read first.
      handle: The handle of a variable, or None.
      is_watched: Whether the tape follows it.
      is_read: Whether an operation took it.
    """

    name: str
    kind: str
    value: Tensor
    handle: Handle | None
    is_watched: bool
    is_read: bool = True

    @property
    def key(self):
        """What the tape knows it by."""
        return self.value if self.handle is None else self.handle


class TapeRecord(GradientTape):
    """A tape that also notes what it does not follow.

    Args:
      watch: Tensors and variables to watch, or names: what the running code calls so is watched
        as soon as it is there.

    Attributes:
      operations: What ran, in order.
      left_out: How many operations ran after as many as there is room for.
    """

    def __init__(self, watch=()):
        super().__init__(persistent=True)
        self.operations: list[Operation] = []
        self.left_out = 0
        self._wanted = [name for name in watch if isinstance(name, str)]
        self._given = [item for item in watch if not isinstance(item, str)]
        self._names = Names()
        # Keys of what is watched by a name.
        self._watched_by_name: dict[str, int] = {}
        # Ids of what operations gave.
        self._made: set[int] = set()
        # By the id of what was read from it.
        self._read_from: dict[int, Handle] = {}
        # Ids stay those of these objects while they are held.
        self._held: list = []

    def __enter__(self) -> "TapeRecord":
        super().__enter__()
        self._outer, context.observe = context.observe, self._observe
        self.watch(self._given)
        self._held += self._given
        return self

    def __exit__(self, *exception):
        super().__exit__(*exception)
        context.observe = self._outer

    @property
    def trail(self):
        """What the tape has recorded."""
        return self._log.trail()

    @property
    def read_handles(self) -> dict[int, Handle]:
        """The handles of the variables that were read, by the ids of what was read."""
        return self._read_from

    def record(self, op, attributes, operands, outputs):
        """Notes an operation, as any tape does, and its attributes."""
        super().record(op, attributes, operands, outputs)
        last = self.operations[-1] if self.operations else None
        if last is not None and outputs and last.outputs and last.outputs[0] is outputs[0]:
            last.attributes = attributes

    def record_read(self, handle, tensor):
        """Notes that a variable was read."""
        if context.graph is None:
            if self._wanted:
                self._watch_wanted(spaces_of(own_frames()[::-1]))
            self._read_from[id(tensor)] = handle
            self._held.append(tensor)
        super().record_read(handle, tensor)

    def record_custom(self, inputs, outputs, backward, results):
        """Notes a call with a gradient of its own, in the place of the copies of its results."""
        super().record_custom(inputs, outputs, backward, results)
        made = set(map(id, outputs))
        copies = 0
        for operation in reversed(self.operations):
            if made.isdisjoint(map(id, operation.outputs)):
                break
            copies += 1
        if copies and self.operations[-copies].op.type == "Identity":
            last = self.operations[-1]
            del self.operations[-copies:]
            self.operations.append(
                dataclasses.replace(
                    last,
                    op=None,
                    operands=tuple(inputs),
                    outputs=tuple(outputs),
                )
            )

    def _observe(self, op, operands, outputs):
        """Notes an operation. Called by the gate, before the tape is told."""
        if self._outer is not None:
            self._outer(op, operands, outputs)
        if context.graph is not None:
            return
        frames = own_frames()
        if self._wanted:
            self._watch_wanted(spaces_of(frames[::-1]))
        if len(self.operations) == MOST:
            self.left_out += 1
            return
        flat, given = [], []
        for position, operand in enumerate(operands):
            items = operand if isinstance(operand, list) else [operand]
            flat += items
            # An axis or a shape is nobody's data.
            given += [] if position in op.static else items
        self._find_names(spaces_of(frames), flat, given)
        self._made.update(map(id, outputs))
        file, line = (frames[0].f_code.co_filename, frames[0].f_lineno) if frames else ("", 0)
        self.operations.append(Operation(op, tuple(flat), tuple(outputs), file, line))

    def _watch_wanted(self, spaces):
        for name in self._wanted:
            value = next((space[name] for space in spaces if name in space), None)
            if not isinstance(value, (EagerTensor, Variable)):
                continue
            if self._watched_by_name.get(name) != key_of(value):
                self._watched_by_name[name] = key_of(value)
                self._names.give(value, name)
                self._held.append(value)
                if value.dtype.is_differentiable:
                    self.watch(value)

    def _find_names(self, spaces, tensors, given):
        keys = {id(self._read_from.get(id(tensor), tensor)) for tensor in tensors}
        keys = {key for key in keys if key not in self._names}
        if keys:
            self._names.look_for(keys, spaces)
        left = [item for item in given if id(item) in keys and id(item) not in self._made]
        if left:
            self._names.look_for_arrays(left, spaces)

    @property
    def watched_names(self) -> frozenset[str]:
        """Those of the names to watch that a tensor or variable had."""
        return frozenset(self._watched_by_name)

    def name_results(self, namespace):
        """Looks for names of tensors that have none yet.

        Args:
          namespace: Values by name, as they are after the code has run.
        """
        self._watch_wanted([namespace])
        keys = self._made | set(map(key_of, self._given)) | set(map(id, self._read_from.values()))
        self._names.look_for(keys, [namespace])

    def name_of(self, tensor) -> str:
        """Returns what the user calls a tensor, or a handle of a variable; empty if nothing."""
        handle = self._read_from.get(id(tensor), tensor if isinstance(tensor, Handle) else None)
        if handle is not None:
            return self._names.get(id(handle)) or "/".join(handle.name.split("/")[-2:])
        return self._names.get(id(tensor))

    def key_of(self, tensor) -> int:
        """Returns what a tensor is known by: what it was read from, or made of, has one key."""
        handle, first = self._read_from.get(id(tensor)), self._names.first_of(tensor)
        return id(handle) if handle is not None else id(tensor if first is None else first)

    def sources(self) -> list[Source]:
        """Returns what operations begin with: variables that were read, and tensors with a name.

        Tensors that were computed are among them if they are watched by name.
        """
        found: dict[int, Source] = {}
        made: set[int] = set()
        given = {*map(key_of, self._given), *self._watched_by_name.values()}
        for operation in self.operations:
            for tensor in operation.operands:
                key, handle = self.key_of(tensor), self._read_from.get(id(tensor))
                name = self.name_of(tensor)
                if key in found or not name or (key in made and key not in given):
                    continue
                if handle is not None:
                    is_watched = id(handle) in self._watched_handles()
                    found[key] = Source(name, "variable", tensor, handle, is_watched)
                    continue
                kind = "tensor" if self._names.first_of(tensor) is None else "array"
                is_watched = key in given and tensor.dtype.is_differentiable
                found[key] = Source(name, kind, tensor, None, is_watched)
            made.update(map(id, operation.outputs))
        for item in [*self._given, *self._held]:
            if isinstance(item, (EagerTensor, Variable)) and key_of(item) in given - found.keys():
                handle = item.handle if isinstance(item, Variable) else None
                value = item if handle is None else handle.tensor
                name = self.name_of(item if handle is None else handle) or "a tensor"
                kind = "tensor" if handle is None else "variable"
                is_watched = item.dtype.is_differentiable
                found[key_of(item)] = Source(name, kind, value, handle, is_watched, is_read=False)
        return list(found.values())


@contextlib.contextmanager
def recording(*watch):
    """Records what runs in a `with` block, to be drawn by `TapePicture`.

    Args:
      *watch: Tensors to watch, or names of tensors that the block makes; trainable variables are
        watched by themselves, as by any tape.

    Example:
      >>> import tfcourse as tf
      >>> from tfcourse.viz.tape_record import recording
      >>> x = tf.Variable(3.0)
      >>> with recording() as record:
      ...     y = x * x
      >>> [operation.op.type for operation in record.operations]
      ['Mul']
    """
    record = TapeRecord(watch)
    frame = sys._getframe(2)
    with record:
        yield record
    record.name_results(frame.f_locals)
