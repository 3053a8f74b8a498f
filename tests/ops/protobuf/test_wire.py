"""The wire format: what is damaged is refused, never believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.ops.protobuf import wire

INT64S = st.lists(st.integers(-(2**63), 2**63 - 1))


@given(INT64S)
def test_integers_come_back(numbers):
    packed = b"".join(map(wire.varint, numbers))
    assert wire.read_int64s(wire.BYTES, packed).tolist() == numbers


@given(st.binary())
def test_any_bytes_are_fields_or_refused(data):
    try:
        found = list(wire.fields(data))
    except wire.WireError:
        return
    assert sum(len(value) for _, kind, value in found if kind == wire.BYTES) <= len(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x0a",
        b"\x0a\x05abc",
        b"\x0a\xff\xff\xff\xff\x0f",
        b"\x0a" + b"\xff" * 11,
        b"\x00\x01",
        b"\x0b",
        b"\x09\x01",
        b"\x0d\x01",
    ],
)
def test_what_reaches_beyond_the_end(data):
    with pytest.raises(wire.WireError):
        list(wire.fields(data))


@pytest.mark.parametrize("data", [b"\x80", b"\x80" * 10 + b"\x01", b"\x01\xff"])
def test_integers_that_do_not_end(data):
    with pytest.raises(wire.WireError):
        wire.read_int64s(wire.BYTES, data)


def test_numbers_of_another_kind():
    with pytest.raises(wire.WireError):
        wire.read_int64s(wire.FIXED32, 1)
    with pytest.raises(wire.WireError):
        wire.read_floats(wire.BYTES, b"abc")
