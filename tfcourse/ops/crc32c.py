"""CRC-32C (Castagnoli), the checksum of record files.

Byte by byte through a table; long data is cut into lanes that NumPy advances together, and the
lanes' checksums are joined by what so many zero bytes do to a checksum, a linear map of its bits.
"""

import functools

import numpy as np

_POLYNOMIAL = 0x82F63B78
_LANES = 512
_LONG = 1 << 14


def _make_table():
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ np.uint32(_POLYNOMIAL), table >> 1)
    return table.astype(np.uint32)


_TABLE = _make_table()
_ENTRIES = _TABLE.tolist()


def _advance(state: int, data: bytes) -> int:
    for byte in data:
        state = _ENTRIES[(state ^ byte) & 0xFF] ^ state >> 8
    return state


@functools.lru_cache(256)
def _zeros(size: int) -> tuple[int, ...]:
    """Returns what so many zero bytes make of each bit of a state."""
    bits = np.uint32(1) << np.arange(32, dtype=np.uint32)
    for _ in range(size):
        bits = _TABLE[bits & np.uint32(0xFF)] ^ bits >> np.uint32(8)
    return tuple(bits.tolist())


def _after_zeros(state: int, size: int) -> int:
    result, columns = 0, _zeros(size)
    while state:
        lowest = state & -state
        result ^= columns[lowest.bit_length() - 1]
        state ^= lowest
    return result


def _advance_long(state: int, data: bytes) -> int:
    width = len(data) // _LANES
    lanes = np.frombuffer(data, np.uint8, width * _LANES).reshape(_LANES, width)
    states = np.zeros(_LANES, np.uint32)
    states[0] = state
    for column in np.ascontiguousarray(lanes.T):
        states = _TABLE[(states ^ column) & np.uint32(0xFF)] ^ states >> np.uint32(8)
    joined = 0
    for lane in states.tolist():
        joined = _after_zeros(joined, width) ^ lane
    return _advance(joined, data[width * _LANES :])


def crc32c(data: bytes) -> int:
    """Returns the checksum of bytes.

    Example:
      >>> hex(crc32c(b"123456789"))
      '0xe3069283'
    """
    advance = _advance_long if len(data) >= _LONG else _advance
    return advance(0xFFFFFFFF, data) ^ 0xFFFFFFFF


def masked_crc32c(data: bytes) -> int:
    """Returns the checksum as record files store it: rotated, plus a constant.

    A checksum over data that holds checksums would be weak otherwise.
    """
    checksum = crc32c(data)
    return ((checksum >> 15 | checksum << 17) + 0xA282EAD8) & 0xFFFFFFFF
