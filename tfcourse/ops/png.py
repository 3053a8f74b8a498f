"""PNG files to arrays and back.

A row is stored as differences from its neighbours, by one of five filters; the inverse walks over
the image diagonal by diagonal, so that NumPy does a whole diagonal at once. No size that a file
states is believed before as many bytes are there.
"""

import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_LARGEST = 1 << 29


class PngError(ValueError):
    """The bytes are no PNG file, or one of a kind that is not read."""


def _chunks(data: bytes):
    """Yields kind and content of each chunk."""
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size > len(data) - at - 12:
            raise PngError("A chunk is cut off.")
        content = data[at + 8 : at + 8 + size]
        (checksum,) = struct.unpack_from(">I", data, at + 8 + size)
        if zlib.crc32(content, zlib.crc32(kind)) != checksum:
            raise PngError("A chunk's checksum is wrong.")
        yield kind, content
        if kind == b"IEND":
            return
        at += 12 + size
    raise PngError("The file is cut off.")


def read_png(data: bytes) -> np.ndarray:
    """Returns the image of a PNG file.

    Args:
      data: The file's bytes.

    Returns:
      An array of shape `[height, width, channels]`, uint8, or uint16 where the file has 16 bits;
      of 1 (grey), 2 (grey, alpha), 3 (colour) or 4 (colour, alpha) channels.

    Raises:
      PngError: if the bytes are no such file.
    """
    if not data.startswith(SIGNATURE):
        raise PngError("There is no signature.")
    header = palette = transparency = None
    packed = []
    for kind, content in _chunks(data):
        if kind == b"IHDR" and len(content) == 13:
            header = struct.unpack(">IIBBBBB", content)
        elif kind == b"PLTE":
            palette = np.frombuffer(content[: len(content) // 3 * 3], np.uint8).reshape(-1, 3)
        elif kind == b"tRNS":
            transparency = content
        elif kind == b"IDAT":
            packed.append(content)
    if header is None:
        raise PngError("There is no header.")
    width, height, depth, colour, compression, filtering, interlacing = header
    if depth not in _DEPTHS.get(colour, ()) or compression or filtering or interlacing:
        raise PngError("The header asks for what is not known.")
    samples = _unpacked(b"".join(packed), width, height, depth, _CHANNELS[colour])
    if colour == 3:
        return _coloured(samples, palette, transparency)
    if depth < 8:
        samples = (samples * (255 // ((1 << depth) - 1))).astype(np.uint8)
    return samples


def _coloured(samples, palette, transparency):
    """Returns colours for numbers of a palette."""
    if palette is None or samples.max(initial=0) >= len(palette):
        raise PngError("A colour is not in the palette.")
    if transparency is not None:
        alpha = np.full(len(palette), 255, np.uint8)
        given = np.frombuffer(transparency, np.uint8)[: len(palette)]
        alpha[: len(given)] = given
        palette = np.concatenate([palette, alpha[:, None]], 1)
    return palette[samples[..., 0]]


def _unpacked(packed, width, height, depth, channels):
    """Returns samples, from the compressed and filtered rows."""
    row_bytes = (width * channels * depth + 7) // 8
    total = height * (row_bytes + 1)
    if not total or total > _LARGEST:
        raise PngError("The image is empty or too large.")
    try:
        raw = zlib.decompressobj().decompress(packed, total)
    except zlib.error as error:
        raise PngError(str(error)) from None
    if len(raw) != total:
        raise PngError("There are fewer bytes than the header says.")
    rows = np.frombuffer(raw, np.uint8).reshape(height, row_bytes + 1)
    distance = max(1, channels * depth // 8)
    rows = _unfiltered(rows[:, 0], rows[:, 1:].reshape(height, -1, distance))
    if depth == 16:
        return rows.view(">u2").astype(np.uint16).reshape(height, width, channels)
    if depth == 8:
        return rows.reshape(height, width, channels)
    bits = np.unpackbits(rows, axis=1)[:, : width * depth].reshape(height, width, 1, depth)
    return (bits << np.arange(depth - 1, -1, -1, dtype=np.uint8)).sum(-1).astype(np.uint8)


def _predictions(left, above, corner):
    """Returns what each of the five filters expects of a byte, given its neighbours."""
    estimate = left + above - corner
    to_left, to_above, to_corner = (abs(estimate - item) for item in (left, above, corner))
    nearest = np.where(to_above <= to_corner, above, corner)
    nearest = np.where((to_left <= to_above) & (to_left <= to_corner), left, nearest)
    return np.stack([np.zeros_like(left), left, above, (left + above) // 2, nearest])


def _unfiltered(filters, rows):
    """Returns rows of bytes, from differences in units of a pixel."""
    if filters.max(initial=0) > 4:
        raise PngError("There is no such filter.")
    height, width, distance = rows.shape
    image = np.zeros((height + 1, width + 1, distance), np.int16)
    for diagonal in range(height + width - 1):
        at = np.arange(max(0, diagonal - width + 1), min(height, diagonal + 1))
        column = diagonal - at
        expected = _predictions(image[at + 1, column], image[at, column + 1], image[at, column])
        chosen = expected[filters[at], np.arange(len(at))]
        image[at + 1, column + 1] = (rows[at, column] + chosen) & 0xFF
    return np.ascontiguousarray(image[1:, 1:].astype(np.uint8)).reshape(height, -1)


def write_png(image: np.ndarray, level: int = -1) -> bytes:
    """Returns an image as the bytes of a PNG file.

    Args:
      image: An array of shape `[height, width, channels]`, uint8 or uint16, of 1 to 4 channels.
      level: How hard to compress: 0 to 9, or -1 for the compressor's own choice.

    Example:
      >>> image = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
      >>> (read_png(write_png(image)) == image).all()
      np.True_
    """
    height, width, channels = image.shape
    depth = 8 * image.dtype.itemsize
    distance = channels * image.dtype.itemsize
    stored = image.astype(image.dtype.newbyteorder(">")).tobytes()
    pixels = np.frombuffer(stored, np.uint8).reshape(height, width, distance)
    framed = np.zeros((height + 1, width + 1, distance), np.int16)
    framed[1:, 1:] = pixels
    expected = _predictions(framed[1:, :-1], framed[:-1, 1:], framed[:-1, :-1])
    differences = (pixels - expected).astype(np.uint8)
    # The filter that leaves the smallest differences compresses best, as a rule.
    sizes = abs(differences.view(np.int8).astype(np.int32)).sum((2, 3))
    chosen = sizes.argmin(0)
    rows = differences[chosen, np.arange(height)].reshape(height, -1)
    raw = np.concatenate([chosen[:, None].astype(np.uint8), rows], 1).tobytes()
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return SIGNATURE + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(content, zlib.crc32(kind)))
        for kind, content in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(raw, level)),
            (b"IEND", b""),
        )
    )
