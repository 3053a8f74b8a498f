"""What runs under a tape, operation by operation: who takes what, from which line, by which names.

The tape is a real one, and what it follows is what it says. What passes the gate without being
recorded (whole numbers, `tf.stop_gradient`) is noted beside it, so that a picture can say why a
gradient is None.
"""

import contextlib
import dataclasses
import linecache
import sys
import types

from tfcourse.autodiff.tape import GradientTape
from tfcourse.core.context import context
from tfcourse.core.handle import Handle
from tfcourse.core.stack import is_users
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.core.variable import Variable

# With more operations than that, only these are kept: a picture of more is none.
MOST = 5000
# What is looked through for a name of a tensor, within a list, a dictionary or an object.
_MOST_ITEMS = 64


@dataclasses.dataclass(eq=False)
class Operation:
    """One operation that ran.

    Attributes:
      op: Its `Op`; None for a call with a gradient of the user's own.
      operands: The flat operands, tensors.
      hidden: Positions of those that say how and not what (the axis of a sum).
      outputs: The flat results.
      file: The file of the user's line that ran it, or an empty string.
      line: The number of that line.
      attributes: Its attributes, if the tape was told.
    """

    op: object
    operands: tuple
    hidden: frozenset[int]
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
      value: The tensor; of a variable the one that was read first.
      handle: The handle of a variable, or None.
      is_watched: Whether the tape follows it.
      is_read: Whether an operation took it.
    """

    name: str
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
        self._names: dict[int, str] = {}
        # How many tensors went by a name; ids of those that are watched by theirs.
        self._counts: dict[str, int] = {}
        self._watched_by_name: dict[str, int] = {}
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
        return self._trail

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
                self._watch_wanted(_spaces([*_user_frames()][::-1]))
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
                    hidden=frozenset(),
                    outputs=tuple(outputs),
                )
            )

    def _observe(self, op, operands, outputs):
        """Notes an operation. Called by the gate, before the tape is told."""
        if self._outer is not None:
            self._outer(op, operands, outputs)
        if context.graph is not None:
            return
        frames = [*_user_frames()]
        if self._wanted:
            self._watch_wanted(_spaces(frames[::-1]))
        if len(self.operations) == MOST:
            self.left_out += 1
            return
        flat, hidden = [], set()
        for position, operand in enumerate(operands):
            items = operand if isinstance(operand, list) else [operand]
            if position in op.static:
                hidden.update(range(len(flat), len(flat) + len(items)))
            flat += items
        self._find_names(frames, flat)
        frame = next(filter(_is_own_code, frames), frames[0] if frames else None)
        file, line = ("", 0) if frame is None else (frame.f_code.co_filename, frame.f_lineno)
        self.operations.append(
            Operation(op, tuple(flat), frozenset(hidden), tuple(outputs), file, line)
        )

    def _watch_wanted(self, spaces):
        for name in self._wanted:
            value = next((space[name] for space in spaces if name in space), None)
            if not isinstance(value, (EagerTensor, Variable)):
                continue
            if self._watched_by_name.get(name) != _key(value):
                self._watched_by_name[name] = _key(value)
                self._name(value, name)
                self._held.append(value)
                if value.dtype.is_differentiable:
                    self.watch(value)

    def _find_names(self, frames, tensors):
        unnamed = {
            id(tensor) for tensor in tensors if id(tensor) not in self._names
        } - self._read_from.keys()
        wanted = unnamed | {
            id(self._read_from[id(tensor)])
            for tensor in tensors
            if id(tensor) in self._read_from and id(self._read_from[id(tensor)]) not in self._names
        }
        if wanted:
            for space in _spaces(frames):
                self._find_in(space, wanted)

    def _find_in(self, space, wanted):
        space = {
            name: value
            for name, value in list(space.items())
            if not name.startswith("_") and name not in ("In", "Out")
        }
        # A name of its own is better than a place in something.
        for look in (_itself, _within):
            for name, value in space.items():
                for said, item in look(name, value):
                    if _key(item) in wanted:
                        self._name(item, said)

    def _name(self, item, name):
        if _key(item) not in self._names:
            self._held.append(item)
            # The same name may be that of another tensor, later.
            count = self._counts[name] = self._counts.get(name, 0) + 1
            number = "" if count == 1 else str(count).translate(_SUBSCRIPTS)
            self._names[_key(item)] = name + number

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
        made = {id(output) for operation in self.operations for output in operation.outputs}
        given = set(map(_key, self._given))
        self._find_in(namespace, made | given | set(map(id, self._read_from.values())))

    def name_of(self, tensor) -> str:
        """Returns what the user calls a tensor, or a handle of a variable; empty if nothing."""
        handle = self._read_from.get(id(tensor), tensor if isinstance(tensor, Handle) else None)
        if handle is not None:
            return self._names.get(id(handle)) or "/".join(handle.name.split("/")[-2:])
        return self._names.get(id(tensor), "")

    def sources(self) -> list[Source]:
        """Returns what operations begin with: variables that were read, and tensors with a name.

        Tensors that were computed are among them if they are watched by name.
        """
        found: dict[int, Source] = {}
        made: set[int] = set()
        given = {*map(_key, self._given), *self._watched_by_name.values()}
        for operation in self.operations:
            for tensor in operation.operands:
                handle = self._read_from.get(id(tensor))
                if handle is not None and id(handle) not in found:
                    is_watched = id(handle) in self._handles
                    name = self.name_of(tensor)
                    found[id(handle)] = Source(name, tensor, handle, is_watched)
                is_source = id(tensor) in given or id(tensor) not in made
                if handle is None and is_source and id(tensor) in self._names:
                    is_watched = id(tensor) in given and tensor.dtype.is_differentiable
                    found.setdefault(
                        id(tensor), Source(self._names[id(tensor)], tensor, None, is_watched)
                    )
            made.update(map(id, operation.outputs))
        for item in [*self._given, *self._held]:
            if isinstance(item, (EagerTensor, Variable)) and _key(item) in given - found.keys():
                handle = item.handle if isinstance(item, Variable) else None
                value = item if handle is None else handle.tensor
                name = self.name_of(item if handle is None else handle) or "a tensor"
                is_watched = item.dtype.is_differentiable
                found[_key(item)] = Source(name, value, handle, is_watched, is_read=False)
        return list(found.values())


_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


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


def _user_frames():
    """Yields the frames of the user's code that are running, innermost first."""
    running = sys._getframe(2)
    while running is not None:
        # The package's own generated code belongs to no module.
        if is_users(running.f_code.co_filename) and "__name__" in running.f_globals:
            yield running
        running = running.f_back


def _spaces(frames) -> list:
    """Returns the namespaces of frames, in order, and then the global ones of the innermost."""
    frames = list(frames)
    return [frame.f_locals for frame in frames] + [frame.f_globals for frame in frames[:1]]


def _is_own_code(frame) -> bool:
    return "site-packages" not in frame.f_code.co_filename


def _key(item) -> int:
    """Returns what a tensor or variable is known by: a variable by what all its uses share."""
    return id(item.handle) if isinstance(item, Variable) else id(item)


def _itself(name, value):
    """Yields (name, value) of a tensor or variable."""
    if isinstance(value, (EagerTensor, Variable)):
        yield name, value


def _within(name, value):
    """Yields (name, tensor or variable) for what a value holds."""
    if isinstance(value, (list, tuple)):
        items = [(f"{name}[{at}]", item) for at, item in enumerate(value[:_MOST_ITEMS])]
    elif isinstance(value, dict):
        items = [(f"{name}[{key!r:.20}]", item) for key, item in list(value.items())[:_MOST_ITEMS]]
    elif isinstance(value, (type, types.ModuleType, types.FunctionType)):
        return
    else:
        held = getattr(value, "__dict__", None)
        held = list(held.items())[:_MOST_ITEMS] if isinstance(held, dict) else []
        items = [(f"{name}.{key}", item) for key, item in held]
    for said, item in items:
        yield from _itself(said, item)
