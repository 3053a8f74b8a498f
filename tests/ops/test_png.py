"""PNG files: there and back, and damaged ones."""

import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.ops import png


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 4), st.booleans(), st.integers(0, 99))
def test_images_come_back(height, width, channels, deep, seed):
    kind = np.uint16 if deep else np.uint8
    numbers = np.random.RandomState(seed).randint(0, np.iinfo(kind).max, (height, width, channels))
    image = numbers.astype(kind)
    np.testing.assert_array_equal(png.read_png(png.write_png(image)), image)


def chunk(kind, content):
    checksum = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def file(width, height, depth, colour, raw, *others):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *others, chunk(b"IDAT", zlib.compress(raw))]
    return png.SIGNATURE + b"".join(parts) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", range(5))
def test_every_filter_is_undone(kind):
    image = np.arange(24, dtype=np.uint8).reshape(2, 4, 3) * 11
    framed = np.zeros((3, 5, 3), np.int16)
    framed[1:, 1:] = image
    expected = png._predictions(framed[1:, :-1], framed[:-1, 1:], framed[:-1, :-1])[kind]
    rows = (image - expected).astype(np.uint8).reshape(2, -1)
    raw = b"".join(bytes([kind]) + row.tobytes() for row in rows)
    np.testing.assert_array_equal(png.read_png(file(4, 2, 8, 2, raw)), image)


def test_few_bits_and_palettes():
    assert png.read_png(file(4, 1, 1, 0, b"\0\xa0")).ravel().tolist() == [255, 0, 255, 0]
    assert png.read_png(file(2, 1, 4, 0, b"\0\xf1")).ravel().tolist() == [255, 17]
    colours = chunk(b"PLTE", bytes([1, 2, 3, 4, 5, 6]))
    assert png.read_png(file(2, 1, 8, 3, b"\0\1\0", colours)).tolist() == [[[4, 5, 6], [1, 2, 3]]]


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_a_flipped_bit_is_noticed(position, bit):
    data = bytearray(png.write_png(np.zeros((3, 3, 1), np.uint8)))
    data[position % (len(data) - 12)] ^= 1 << bit
    with pytest.raises(png.PngError):
        png.read_png(bytes(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        png.SIGNATURE,
        file(1 << 30, 1 << 30, 8, 2, b""),
        file(0, 1, 8, 0, b""),
        file(2, 2, 8, 0, b"\0\1"),
        file(1, 1, 8, 0, b"\5\1"),
        file(1, 1, 3, 0, b"\0\1"),
        file(1, 1, 8, 3, b"\0\1"),
    ],
)
def test_what_is_no_image(data):
    with pytest.raises(png.PngError):
        png.read_png(data)
