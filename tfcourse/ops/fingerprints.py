"""Hashes of byte strings that TensorFlow's operations are defined by.

FarmHash's 64-bit fingerprint, the 64-bit Murmur hash with TensorFlow's seed, and SipHash-2-4. They
are the same on every machine, so that a word's bucket is the one that a textbook prints.
"""

_MASK = (1 << 64) - 1
_K0 = 0xC3A5C85C97CB3127
_K1 = 0xB492B66FBE98F273
_K2 = 0x9AE16A3B2F90404F


def _rotate(value: int, shift: int) -> int:
    """Rotates 64 bits to the right."""
    return (value >> shift | value << (64 - shift)) & _MASK


def _rotate_left(value: int, shift: int) -> int:
    return _rotate(value, 64 - shift)


def _shift_mix(value: int) -> int:
    return value ^ value >> 47


def _word(text: bytes, at: int, size: int = 8) -> int:
    return int.from_bytes(text[at : at + size], "little")


def _mix(low: int, high: int, factor: int) -> int:
    """Folds two words into one."""
    first = _shift_mix((low ^ high) * factor & _MASK)
    second = _shift_mix((high ^ first) * factor & _MASK)
    return second * factor & _MASK


def fingerprint64(text: bytes) -> int:
    """Returns FarmHash's 64-bit fingerprint (`farmhash::Fingerprint64`).

    Example:
      >>> hex(fingerprint64(b""))
      '0x9ae16a3b2f90404f'
    """
    if len(text) <= 16:
        return _up_to_16(text)
    if len(text) <= 32:
        return _up_to_32(text)
    if len(text) <= 64:
        return _up_to_64(text)
    return _longer(text)


def _up_to_16(text):
    size = len(text)
    factor = _K2 + 2 * size
    if size >= 8:
        first, last = _word(text, 0) + _K2 & _MASK, _word(text, size - 8)
        low = _rotate(last, 37) * factor + first & _MASK
        high = (_rotate(first, 25) + last) * factor & _MASK
        return _mix(low, high, factor)
    if size >= 4:
        return _mix(size + (_word(text, 0, 4) << 3), _word(text, size - 4, 4), factor)
    if size:
        low = text[0] + (text[size >> 1] << 8)
        high = size + (text[-1] << 2)
        return _shift_mix((low * _K2 ^ high * _K0) & _MASK) * _K2 & _MASK
    return _K2


def _up_to_32(text):
    size = len(text)
    factor = _K2 + 2 * size
    low, second = _word(text, 0) * _K1 & _MASK, _word(text, 8)
    third, last = _word(text, size - 8) * factor & _MASK, _word(text, size - 16) * _K2 & _MASK
    return _mix(
        _rotate(low + second & _MASK, 43) + _rotate(third, 30) + last & _MASK,
        low + _rotate(second + _K2 & _MASK, 18) + third & _MASK,
        factor,
    )


def _up_to_64(text):
    size = len(text)
    factor = _K2 + 2 * size
    a, b = _word(text, 0) * _K2 & _MASK, _word(text, 8)
    c, d = _word(text, size - 8) * factor & _MASK, _word(text, size - 16) * _K2 & _MASK
    y = _rotate(a + b & _MASK, 43) + _rotate(c, 30) + d & _MASK
    z = _mix(y, a + _rotate(b + _K2 & _MASK, 18) + c & _MASK, factor)
    e, f = _word(text, 16) * factor & _MASK, _word(text, 24)
    g = (y + _word(text, size - 32)) * factor & _MASK
    h = (z + _word(text, size - 24)) * factor & _MASK
    return _mix(
        _rotate(e + f & _MASK, 43) + _rotate(g, 30) + h & _MASK,
        e + _rotate(f + a & _MASK, 18) + g & _MASK,
        factor,
    )


def _weak(text, at, a, b):
    """Folds 32 bytes into a pair of words."""
    w, x, y, z = (_word(text, at + offset) for offset in (0, 8, 16, 24))
    a = a + w & _MASK
    b = _rotate(b + a + z & _MASK, 21)
    total = a + x + y & _MASK
    return total + z & _MASK, b + _rotate(total, 44) + a & _MASK


def _round(text, at, state, factor, stretch):
    """Takes 64 bytes into the state; `stretch` is 1, for the last bytes 9."""
    x, y, z, v, w = state
    x = _rotate(x + y + v[0] + _word(text, at + 8) & _MASK, 37) * factor & _MASK
    y = _rotate(y + v[1] + _word(text, at + 48) & _MASK, 42) * factor & _MASK
    x ^= w[1] * stretch & _MASK
    y = y + v[0] * stretch + _word(text, at + 40) & _MASK
    z = _rotate(z + w[0] & _MASK, 33) * factor & _MASK
    v = _weak(text, at, v[1] * factor & _MASK, x + w[0] & _MASK)
    w = _weak(text, at + 32, z + w[1] & _MASK, y + _word(text, at + 16) & _MASK)
    return z, y, x, v, w


def _longer(text):
    seed, size = 81, len(text)
    y = seed * _K1 + 113 & _MASK
    z = _shift_mix(y * _K2 + 113 & _MASK) * _K2 & _MASK
    state = (seed * _K2 + _word(text, 0) & _MASK, y, z, (0, 0), (0, 0))
    for at in range(0, (size - 1) // 64 * 64, 64):
        state = _round(text, at, state, _K1, 1)
    x, y, z, v, w = state
    factor = _K1 + ((z & 0xFF) << 1)
    w = (w[0] + (size - 1 & 63) & _MASK, w[1])
    v = (v[0] + w[0] & _MASK, v[1])
    w = (w[0] + v[0] & _MASK, w[1])
    x, y, z, v, w = _round(text, size - 64, (x, y, z, v, w), factor, 9)
    return _mix(
        _mix(v[0], w[0], factor) + _shift_mix(y) * _K0 + z & _MASK,
        _mix(v[1], w[1], factor) + x & _MASK,
        factor,
    )


def murmur64(text: bytes, seed: int = 0xDECAFCAFFE) -> int:
    """Returns the 64-bit Murmur hash of `tf.strings.to_hash_bucket`."""
    factor = 0xC6A4A7935BD1E995
    state = seed ^ len(text) * factor & _MASK
    whole = len(text) // 8 * 8
    for at in range(0, whole, 8):
        word = _word(text, at) * factor & _MASK
        state = (state ^ (word ^ word >> 47) * factor & _MASK) * factor & _MASK
    if whole < len(text):
        state = (state ^ _word(text, whole)) * factor & _MASK
    state = (state ^ state >> 47) * factor & _MASK
    return state ^ state >> 47


def joined_fingerprint(first: int, second: int) -> int:
    """Returns the fingerprint of two fingerprints in order, as crosses of features take it.

    Example:
      >>> joined_fingerprint(0, 0)
      6351753276682545529
    """
    factor = 0xC6A4A7935BD1E995
    mixed = _shift_mix(second * factor & _MASK) * factor & _MASK
    mixed = (first ^ factor ^ mixed) * factor & _MASK
    return _shift_mix(_shift_mix(mixed) * factor & _MASK)


def siphash(text: bytes, low_key: int, high_key: int) -> int:
    """Returns SipHash-2-4 of a text under a key of two 64-bit words.

    Example:
      >>> hex(siphash(bytes(range(15)), 0x0706050403020100, 0x0F0E0D0C0B0A0908))
      '0xa129ca6149be45e5'
    """
    v0, v1 = low_key ^ 0x736F6D6570736575, high_key ^ 0x646F72616E646F6D
    v2, v3 = low_key ^ 0x6C7967656E657261, high_key ^ 0x7465646279746573
    whole = len(text) // 8 * 8
    words = [_word(text, at) for at in range(0, whole, 8)]
    words.append(_word(text, whole) | (len(text) & 0xFF) << 56)
    for word, rounds in [*((word, 2) for word in words), (None, 4)]:
        if word is None:
            v2 ^= 0xFF
        else:
            v3 ^= word
        for _ in range(rounds):
            v0 = v0 + v1 & _MASK
            v2 = v2 + v3 & _MASK
            v1 = _rotate_left(v1, 13) ^ v0
            v3 = _rotate_left(v3, 16) ^ v2
            v0 = _rotate_left(v0, 32)
            v2 = v2 + v1 & _MASK
            v0 = v0 + v3 & _MASK
            v1 = _rotate_left(v1, 17) ^ v2
            v3 = _rotate_left(v3, 21) ^ v0
            v2 = _rotate_left(v2, 32)
        if word is not None:
            v0 ^= word
    return v0 ^ v1 ^ v2 ^ v3
