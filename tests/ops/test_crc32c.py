"""CRC-32C against the values of RFC 3720, short and long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.ops import crc32c


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", 0),
        (b"123456789", 0xE3069283),
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
    ],
)
def test_known_checksums(data, expected):
    assert crc32c.crc32c(data) == expected


@given(st.binary(min_size=1, max_size=64), st.integers(1 << 14, 1 << 15))
def test_lanes_agree_with_the_table(seed, size):
    data = (seed * (size // len(seed) + 1))[:size]
    assert crc32c.crc32c(data) == crc32c._advance(0xFFFFFFFF, data) ^ 0xFFFFFFFF
