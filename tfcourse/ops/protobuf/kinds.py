"""The kinds of values that fields hold: what they accept, their bytes and their text."""

import operator
import struct
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from tfcourse.ops.formatting import float_text
from tfcourse.ops.protobuf import wire


class Kind(NamedTuple):
    """A kind of value.

    Attributes:
      wire: The kind of field on the wire.
      default: The value of a field that is not there.
      check: Returns a list of Python values as the field holds them; called with the values and
        the field's full name.
      write: Returns the payload of one value.
      read: Returns the values of a field, given its kind on the wire and its payload.
      text: Returns one value as messages print it.
    """

    wire: int
    default: Any
    check: Callable
    write: Callable
    read: Callable
    text: Callable


def _integers(bits: int, is_signed: bool) -> Kind:
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if is_signed else (0, (1 << bits) - 1)

    def check(values, name):
        checked = []
        for value in values:
            if isinstance(value, (bool, np.bool_)):
                raise TypeError(f"Field {name}: Expected an int, got a boolean.")
            number = operator.index(value)
            if not low <= number <= high:
                raise ValueError(f"Value out of range: {number}")
            checked.append(number)
        return checked

    def read(kind, value):
        numbers = wire.read_int64s(kind, value).tolist()
        return numbers if is_signed else [number % (1 << bits) for number in numbers]

    return Kind(wire.VARINT, 0, check, wire.varint, read, str)


def _check_floats(values, name):
    values = list(values)
    for value in values:
        if isinstance(value, (str, bytes)):
            raise TypeError(f"must be real number, not {type(value).__name__}")
    with np.errstate(over="ignore"):
        return np.array([float(value) for value in values], np.float32).tolist()


def _check_bytes(values, name):
    values = list(values)
    for value in values:
        if not isinstance(value, bytes):
            raise TypeError(f"expected bytes, {type(value).__name__} found")
    return values


def _read_bytes(kind, value):
    if kind != wire.BYTES:
        raise wire.WireError("A text is no bytes.")
    return [value]


def _read_text(kind, value):
    try:
        return [_read_bytes(kind, value)[0].decode()]
    except UnicodeDecodeError:
        raise wire.WireError("A text is not UTF-8.") from None


def escaped(data: bytes, keeps_text: bool = False) -> str:
    r"""Returns bytes in quotes, with what is not printable as octal escapes.

    Args:
      data: The bytes.
      keeps_text: Whether bytes beyond ASCII are taken for UTF-8 and stay.

    Example:
      >>> print(escaped(b"it's\n\xff"))
      "it\'s\n\377"
    """
    named = {10: "\\n", 13: "\\r", 9: "\\t", 34: '\\"', 39: "\\'", 92: "\\\\"}
    pieces = []
    for byte in data:
        if byte in named:
            pieces.append(named[byte])
        elif 32 <= byte < 127 or (keeps_text and byte > 127):
            pieces.append(chr(byte))
        else:
            pieces.append(f"\\{byte:03o}")
    text = "".join(pieces)
    return f'"{text.encode("latin-1").decode()}"' if keeps_text else f'"{text}"'


KINDS: dict[str, Kind] = {
    "int64": _integers(64, True),
    "int32": _integers(32, True),
    "uint32": _integers(32, False),
    "uint64": _integers(64, False),
    "bool": Kind(
        wire.VARINT,
        False,
        lambda values, name: [bool(value) for value in values],
        lambda value: wire.varint(int(value)),
        lambda kind, value: wire.read_int64s(kind, value).astype(bool).tolist(),
        lambda value: "true" if value else "false",
    ),
    "float": Kind(
        wire.FIXED32,
        0.0,
        _check_floats,
        lambda value: struct.pack("<f", value),
        lambda kind, value: wire.read_floats(kind, value).tolist(),
        lambda value: float_text(value, True),
    ),
    "double": Kind(
        wire.FIXED64,
        0.0,
        lambda values, name: [float(value) for value in values],
        lambda value: struct.pack("<d", value),
        lambda kind, value: wire.read_floats(kind, value, True).tolist(),
        lambda value: float_text(value, False),
    ),
    "bytes": Kind(wire.BYTES, b"", _check_bytes, lambda value: value, _read_bytes, escaped),
    "string": Kind(
        wire.BYTES,
        "",
        lambda values, name: list(values),
        lambda value: value.encode(),
        _read_text,
        lambda value: escaped(value.encode(), True),
    ),
}
