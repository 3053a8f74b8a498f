"""Messages: objects that a table of fields describes."""

from typing import Any, ClassVar, NamedTuple

from tfcourse.ops.protobuf import wire
from tfcourse.ops.protobuf.containers import (
    MessageMapContainer,
    RepeatedCompositeContainer,
    RepeatedScalarContainer,
)
from tfcourse.ops.protobuf.kinds import KINDS, escaped

# Deeper ones are refused, lest a few bytes exhaust the stack.
_DEEPEST = 100


class Error(Exception):
    """Something is wrong with a message."""


class DecodeError(Error):
    """Bytes are no message of the class that was asked to read them."""


class Field(NamedTuple):
    """A field of a message.

    Attributes:
      number: Its number on the wire.
      name: Its name.
      kind: The name of a scalar kind, or a `Message` class, or a dictionary of an enumeration's
        names by their numbers.
      label: "one", "many", or "map" (from texts to messages).
      oneof: The name of the group of which only one field is set, or None.
    """

    number: int
    name: str
    kind: Any
    label: str = "one"
    oneof: str | None = None

    @property
    def is_message(self) -> bool:
        """Whether it holds messages."""
        return isinstance(self.kind, type)

    @property
    def scalar(self):
        """The `Kind` of its values; an enumeration's are integers."""
        return KINDS["int32" if isinstance(self.kind, dict) else self.kind]

    def text(self, value) -> str:
        """Returns a scalar value as messages print it."""
        if isinstance(self.kind, dict):
            return self.kind.get(value, str(value))
        return self.scalar.text(value)


class Message:
    """A base class for messages; a subclass has a table of fields.

    Args:
      **values: Field values: scalars, lists, dictionaries or messages.

    Raises:
      ValueError: if there is no field of a name.
      TypeError: if a value is not what its field holds.
    """

    fields: ClassVar[tuple[Field, ...]] = ()
    _by_name: ClassVar[dict[str, Field]] = {}
    _by_number: ClassVar[dict[int, Field]] = {}
    __hash__ = None

    def __init_subclass__(cls):
        cls._by_name = {field.name: field for field in cls.fields}
        cls._by_number = {field.number: field for field in cls.fields}

    def __init__(self, *positional, **values):
        if positional:
            raise TypeError("No positional arguments allowed")
        self.__dict__.update(_values={}, _drafts={}, _owner=None)
        for name, value in values.items():
            if name not in self._by_name:
                raise self._no_field(name)
            if value is not None:
                self._initialize(self._by_name[name], value)

    def _no_field(self, name, error=ValueError):
        return error(f'Protocol message {type(self).__name__} has no "{name}" field.')

    def _initialize(self, field, value):
        if field.label == "map":
            if not all(isinstance(key, str) for key in value):
                raise TypeError("bad argument type for built-in operation")
            container = getattr(self, field.name)
            for key, item in value.items():
                if not isinstance(item, field.kind):
                    raise TypeError(
                        "Parameter to CopyFrom() must be instance of same class: expected "
                        f"{field.kind} got {type(item)}."
                    )
                container[key].CopyFrom(item)
        elif field.label == "many":
            try:
                iter(value)
            except TypeError:
                raise TypeError("must assign iterable") from None
            getattr(self, field.name).extend(value)
        elif field.is_message:
            self._adopt(field.name, field.kind._made_of(value))
        else:
            setattr(self, field.name, value)

    @classmethod
    def _made_of(cls, value):
        """Returns a copy of a message, or one made of a dictionary."""
        if isinstance(value, dict):
            return cls(**value)
        if not isinstance(value, cls):
            raise TypeError(
                "Parameter to initialize message field must be dict or instance of same class: "
                f"expected {cls} got {type(value)}."
            )
        made = cls()
        made.CopyFrom(value)
        return made

    def __getattr__(self, name):
        field = self._by_name.get(name)
        if field is None:
            raise AttributeError(name)
        if name in self._values:
            return self._values[name]
        if field.label == "one" and not field.is_message:
            return field.scalar.default
        if name not in self._drafts:
            if field.label == "map":
                made = MessageMapContainer(self, field.kind)
            elif field.label == "one":
                made = field.kind()
                made.__dict__["_owner"] = (self, name)
            elif field.is_message:
                made = RepeatedCompositeContainer(self, field.kind)
            else:
                full_name = f"tensorflow.{type(self).__name__}.{name}"
                made = RepeatedScalarContainer(self, field.scalar, full_name)
            if field.label != "one":
                self._values[name] = made
                return made
            self._drafts[name] = made
        return self._drafts[name]

    def __setattr__(self, name, value):
        field = self._by_name.get(name)
        if field is None:
            raise self._no_field(name, AttributeError)
        if field.label != "one":
            raise AttributeError(
                f'Assignment not allowed to map, or repeated field "{name}" in protocol message '
                "object."
            )
        if field.is_message:
            raise AttributeError(
                f'Assignment not allowed to message field "{name}" in protocol message object.'
            )
        full_name = f"tensorflow.{type(self).__name__}.{name}"
        (self._values[name],) = field.scalar.check([value], full_name)
        self._touch()

    def _adopt(self, name, child):
        """Makes a message the value of a field, and clears the others of its group."""
        child.__dict__["_owner"] = (self, name)
        group = self._by_name[name].oneof
        for field in self.fields:
            if group is not None and field.oneof == group and field.name != name:
                self.ClearField(field.name)
        self._values[name] = child
        self._drafts.pop(name, None)
        self._touch()

    def _touch(self):
        """Tells the message that this one is part of that it holds something now."""
        if self._owner is not None:
            owner, name = self._owner
            if owner._drafts.get(name) is self:
                owner._adopt(name, self)

    def ListFields(self) -> list:
        """Returns (field, value) of all fields that are set, by their numbers."""
        found = []
        for field in sorted(self.fields):
            value = self._values.get(field.name)
            if field.label == "one" and not field.is_message:
                is_set = value is not None and value != field.scalar.default
            else:
                is_set = value is not None and (field.label == "one" or len(value) > 0)
            if is_set:
                found.append((field, value))
        return found

    def HasField(self, name: str) -> bool:
        """Says whether a field that holds one message is set."""
        if name not in self._by_name:
            raise self._no_field(name)
        return name in self._values

    def WhichOneof(self, group: str) -> str | None:
        """Returns the name of the field of a group that is set, or None."""
        if group not in {field.oneof for field in self.fields}:
            raise self._no_field(group)
        return next(
            (
                item.name
                for item in self.fields
                if item.oneof == group and item.name in self._values
            ),
            None,
        )

    def ClearField(self, name: str) -> None:
        """Removes the value of a field."""
        self._drafts.pop(name, None)
        value = self._values.pop(name, None)
        if isinstance(value, Message):
            value.__dict__["_owner"] = None

    def Clear(self) -> None:
        """Removes the values of all fields."""
        for field in self.fields:
            self.ClearField(field.name)

    def CopyFrom(self, other: "Message") -> None:
        """Becomes equal to another message of the same class."""
        if type(other) is not type(self):
            raise TypeError(
                "Parameter to CopyFrom() must be instance of same class: expected "
                f"{type(self)} got {type(other)}."
            )
        if other is not self:
            self.Clear()
            self.MergeFrom(other)
            self._touch()

    def MergeFrom(self, other: "Message") -> None:
        """Adds the values of another message of the same class."""
        self.MergeFromString(other.SerializeToString())

    def SerializeToString(self, deterministic: bool = True) -> bytes:
        """Returns the message in the wire format; maps in the order of their keys."""
        pieces = []
        for field, value in self.ListFields():
            if field.label == "map":
                for key in sorted(value):
                    entry = wire.tagged(1, wire.BYTES, key.encode())
                    entry += wire.tagged(2, wire.BYTES, value[key].SerializeToString())
                    pieces.append(wire.tagged(field.number, wire.BYTES, entry))
            elif field.is_message:
                for item in value if field.label == "many" else (value,):
                    pieces.append(wire.tagged(field.number, wire.BYTES, item.SerializeToString()))
            elif field.label == "many" and field.scalar.wire != wire.BYTES:
                packed = b"".join(map(field.scalar.write, value))
                pieces.append(wire.tagged(field.number, wire.BYTES, packed))
            else:
                for item in value if field.label == "many" else (value,):
                    payload = field.scalar.write(item)
                    pieces.append(wire.tagged(field.number, field.scalar.wire, payload))
        return b"".join(pieces)

    SerializePartialToString = SerializeToString

    def ByteSize(self) -> int:
        """Returns the length of the message in the wire format."""
        return len(self.SerializeToString())

    def IsInitialized(self) -> bool:
        """Says whether all required fields are set: there are none."""
        return True

    @classmethod
    def FromString(cls, data: bytes) -> "Message":
        """Returns the message that bytes stand for.

        Raises:
          DecodeError: if they stand for none.
        """
        message = cls()
        message.MergeFromString(data)
        return message

    def ParseFromString(self, data: bytes) -> int:
        """Becomes the message that bytes stand for; returns their number."""
        self.Clear()
        return self.MergeFromString(data)

    def MergeFromString(self, data: bytes) -> int:
        """Adds the values of the message that bytes stand for; returns their number."""
        if not isinstance(data, bytes):
            raise TypeError(f"expected bytes, {type(data).__name__} found")
        try:
            self._read(data, 0)
        except wire.WireError:
            raise DecodeError(
                f"Error parsing message with type 'tensorflow.{type(self).__name__}': "
                "Wire format was corrupt"
            ) from None
        return len(data)

    def _read(self, data, depth):
        if depth > _DEEPEST:
            raise wire.WireError("Messages are nested too deeply.")
        for number, kind, value in wire.fields(data):
            field = self._by_number.get(number)
            if field is None:
                continue
            if not field.is_message:
                self._read_scalars(field, field.scalar.read(kind, value))
                continue
            if kind != wire.BYTES:
                raise wire.WireError("A message is no bytes.")
            if field.label == "map":
                self._read_entry(field, value, depth)
            elif field.label == "many":
                getattr(self, field.name).add()._read(value, depth + 1)
            else:
                child = getattr(self, field.name)
                child._touch()
                child._read(value, depth + 1)

    def _read_scalars(self, field, values):
        if field.label == "many":
            container = getattr(self, field.name)
            container._items += values
            self._touch()
        elif values:
            self._values[field.name] = values[-1]

    def _read_entry(self, field, data, depth):
        key, content = "", b""
        for number, kind, value in wire.fields(data):
            if number == 1:
                (key,) = KINDS["string"].read(kind, value)
            elif number == 2 and kind == wire.BYTES:
                content = value
        item = getattr(self, field.name)[key]
        item.Clear()
        item._read(content, depth + 1)

    def _lines(self, indent):
        for field, value in self.ListFields():
            if field.label == "map":
                for key in sorted(value):
                    yield f"{indent}{field.name} {{\n"
                    yield f"{indent}  key: {escaped(key.encode(), True)}\n"
                    yield f"{indent}  value {{\n"
                    yield from value[key]._lines(indent + "    ")
                    yield f"{indent}  }}\n{indent}}}\n"
                continue
            for item in value if field.label == "many" else (value,):
                if field.is_message:
                    yield f"{indent}{field.name} {{\n"
                    yield from item._lines(indent + "  ")
                    yield f"{indent}}}\n"
                else:
                    yield f"{indent}{field.name}: {field.text(item)}\n"

    def __repr__(self):
        return "".join(self._lines(""))

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.SerializeToString() == other.SerializeToString()

    def __deepcopy__(self, memo):
        return type(self).FromString(self.SerializeToString())

    def __reduce__(self):
        return _restore, (type(self).__name__, self.SerializeToString())


_classes: dict[str, type[Message]] = {}


def known_by(module: str):
    """Returns a decorator that gives a message class TensorFlow's module name.

    Error texts print it; pickling goes by the class's own name.
    """

    def decorate(message_class):
        _classes[message_class.__name__] = message_class
        message_class.__module__ = module
        return message_class

    return decorate


def _restore(name: str, data: bytes) -> Message:
    """Rebuilds a pickled message."""
    return _classes[name].FromString(data)
