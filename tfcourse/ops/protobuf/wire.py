"""The wire format: varints, and fields that are a tag and a value."""

import struct
from collections.abc import Iterator

import numpy as np

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10
_MASK = (1 << 64) - 1


class WireError(ValueError):
    """The bytes are no message."""


def varint(value: int) -> bytes:
    r"""Returns an integer in groups of seven bits, the lowest first; negative ones as 64 bits.

    Example:
      >>> varint(300)
      b'\xac\x02'
    """
    value &= _MASK
    groups = bytearray()
    while value > 0x7F:
        groups.append(value & 0x7F | 0x80)
        value >>= 7
    groups.append(value)
    return bytes(groups)


def tagged(number: int, kind: int, payload: bytes) -> bytes:
    """Returns a field: its number and kind, for `BYTES` the length, and its payload."""
    tag = varint(number << 3 | kind)
    return tag + varint(len(payload)) + payload if kind == BYTES else tag + payload


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Returns the varint at an offset, unsigned, and the offset after it.

    Raises:
      WireError: if it is longer than ten bytes or than the data.
    """
    value = 0
    for index in range(_LONGEST_VARINT):
        if at + index >= len(data):
            break
        byte = data[at + index]
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return value & _MASK, at + index + 1
    raise WireError("A varint does not end.")


def signed(value: int) -> int:
    """Returns an unsigned number of 64 bits as a signed one."""
    return value - (1 << 64) if value >> 63 else value


def fields(data: bytes) -> Iterator[tuple[int, int, int | bytes]]:
    """Yields the fields of a message: number, kind, and an unsigned integer or bytes.

    Raises:
      WireError: if the data is no message: a length that reaches beyond its end, say.
    """
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        number, kind = tag >> 3, tag & 7
        if not 0 < number < 1 << 29:
            raise WireError(f"There is no field of number {number}.")
        if kind == VARINT:
            value, at = read_varint(data, at)
            yield number, kind, value
            continue
        size = {FIXED64: 8, FIXED32: 4}.get(kind)
        if kind == BYTES:
            size, at = read_varint(data, at)
        if size is None or size > len(data) - at:
            raise WireError("A field reaches beyond the end of its message.")
        payload, at = data[at : at + size], at + size
        yield number, kind, payload if kind == BYTES else int.from_bytes(payload, "little")


def read_int64s(kind: int, value: int | bytes) -> np.ndarray:
    """Returns the integers of a repeated field, packed or not, as an int64 array.

    Raises:
      WireError: if the field holds no varints.
    """
    if kind == VARINT:
        return np.array([signed(value)], np.int64)
    if kind != BYTES:
        raise WireError("An integer is no varint.")
    groups = np.frombuffer(value, np.uint8)
    ends = np.flatnonzero(groups < 0x80)
    starts = np.concatenate([[0], ends[:-1] + 1]) if ends.size else ends
    lengths = ends - starts + 1
    if (ends[-1] + 1 if ends.size else 0) != groups.size or lengths.max(
        initial=0
    ) > _LONGEST_VARINT:
        raise WireError("A varint does not end.")
    numbers = np.zeros(ends.size, np.uint64)
    for index in range(lengths.max(initial=0)):
        goes_on = lengths > index
        bits = (groups[starts[goes_on] + index] & 0x7F).astype(np.uint64)
        numbers[goes_on] |= bits << np.uint64(7 * index)
    return numbers.view(np.int64)


def read_floats(kind: int, value: int | bytes, double: bool = False) -> np.ndarray:
    """Returns the floating-point numbers of a repeated field, packed or not."""
    dtype = np.dtype("<f8" if double else "<f4")
    if kind == (FIXED64 if double else FIXED32):
        value = struct.pack("<Q" if double else "<I", value)
    elif kind != BYTES or len(value) % dtype.itemsize:
        raise WireError("Packed numbers do not fill their field.")
    return np.frombuffer(value, dtype)
