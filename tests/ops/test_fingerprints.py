"""Hashes against published values."""

import pytest

from tfcourse.ops.fingerprints import fingerprint64, murmur64, siphash


# Of FarmHash's own list, by length.
@pytest.mark.parametrize(
    ("text", "expected"),
    [(b"", 0x9AE16A3B2F90404F), (b"a", 12917804110809363939), (b"abc", 2640714258260161385)],
)
def test_fingerprints(text, expected):
    assert fingerprint64(text) == expected


@pytest.mark.parametrize("size", [1, 3, 4, 8, 16, 17, 32, 33, 64, 65, 128, 200])
def test_every_length_has_its_own_hashes(size):
    for function in (fingerprint64, murmur64, lambda text: siphash(text, 1, 2)):
        found = {function(bytes([letter]) * size) for letter in range(64)}
        assert len(found) == 64
        assert all(0 <= value < 1 << 64 for value in found)


# The first vectors of the SipHash paper's reference implementation.
@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, 0x726FDB47DD0E0E31), (1, 0x74F839C593DC67FD), (8, 0x93F5F5799A932462)],
)
def test_siphash(size, expected):
    key = (0x0706050403020100, 0x0F0E0D0C0B0A0908)
    assert siphash(bytes(range(size)), *key) == expected
