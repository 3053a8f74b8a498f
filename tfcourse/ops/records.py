"""Record files: byte strings one after the other, each with its length and checksums.

A record is its length (8 bytes), the length's checksum (4), the data, and the data's checksum (4),
all little-endian; checksums are masked CRC-32C. No length is believed before its checksum is right
and so many bytes are there.
"""

import gzip
import os
import struct
import zlib
from collections.abc import Iterator
from typing import ClassVar

from tfcourse.core import errors
from tfcourse.core.export import export
from tfcourse.ops.crc32c import masked_crc32c
from tfcourse.ops.io import file_error

_HEADER = struct.Struct("<QI")
_FOOTER = struct.Struct("<I")
_COMPRESSION_TYPES = ("", "ZLIB", "GZIP")
_CHUNK = 1 << 16


def _checked_compression(kind) -> str:
    kind = "" if kind is None else kind
    if kind not in _COMPRESSION_TYPES:
        raise ValueError(f'Not a valid compression_type: "{kind}"')
    return kind


@export("io.TFRecordOptions")
class TFRecordOptions:
    """How a record file is compressed.

    Args:
      compression_type: "GZIP", "ZLIB", or "" or None for not at all.
      flush_mode: Unused; kept for TensorFlow's signature, as are the next four.
      input_buffer_size: Unused.
      output_buffer_size: Unused.
      window_bits: Unused.
      compression_method: Unused.
      compression_level: From 0 (fast) to 9 (small); None for the compressor's own.
      mem_level: Unused.
      compression_strategy: Unused.

    Raises:
      ValueError: if there is no such compression.

    Source: `tf.io.TFRecordOptions`.
    """

    compression_type_map: ClassVar[dict] = {0: "", 1: "ZLIB", 2: "GZIP"}

    def __init__(
        self,
        compression_type=None,
        flush_mode=None,
        input_buffer_size=None,
        output_buffer_size=None,
        window_bits=None,
        compression_level=None,
        compression_method=None,
        mem_level=None,
        compression_strategy=None,
    ):
        self.get_compression_type_string(compression_type)
        self.compression_type = compression_type
        self.flush_mode = flush_mode
        self.input_buffer_size = input_buffer_size
        self.output_buffer_size = output_buffer_size
        self.window_bits = window_bits
        self.compression_level = compression_level
        self.compression_method = compression_method
        self.mem_level = mem_level
        self.compression_strategy = compression_strategy

    @classmethod
    def get_compression_type_string(cls, options) -> str:
        """Returns "GZIP", "ZLIB" or "" for options, a name, or None.

        Raises:
          ValueError: if there is no such compression.
        """
        if isinstance(options, TFRecordOptions):
            options = options.compression_type
        return _checked_compression(cls.compression_type_map.get(options, options))


class _Deflated:
    """A file to write to that compresses as zlib does."""

    def __init__(self, file, level):
        self._file = file
        self._compressor = zlib.compressobj(level)

    def write(self, data):
        self._file.write(self._compressor.compress(data))

    def flush(self):
        self._file.write(self._compressor.flush(zlib.Z_SYNC_FLUSH))
        self._file.flush()

    def close(self):
        self._file.write(self._compressor.flush())
        self._file.close()


@export("io.TFRecordWriter")
class TFRecordWriter:
    """Writes records to a file.

    Args:
      path: The file's name.
      options: A `tf.io.TFRecordOptions`, or the name of a compression.

    Raises:
      NotFoundError: if its folder does not exist.
      ValueError: if there is no such compression.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> path = tempfile.mkdtemp() + "/data.tfrecord"
      >>> with tf.io.TFRecordWriter(path) as writer:
      ...     writer.write(b"first")
      >>> list(read_records(path))
      [b'first']

    Source: `tf.io.TFRecordWriter`.
    """

    def __init__(self, path, options=None):
        kind = TFRecordOptions.get_compression_type_string(options)
        level = getattr(options, "compression_level", None)
        path = os.fspath(path)
        try:
            file = open(path, "wb")  # noqa: SIM115 - closed by `close`
        except OSError as error:
            raise file_error(path, error) from None
        if kind == "GZIP":
            file.close()
            file = gzip.open(path, "wb", 9 if level is None else level)  # noqa: SIM115
        elif kind == "ZLIB":
            file = _Deflated(file, -1 if level is None else level)
        self._file = file

    def _opened(self):
        if self._file is None:
            raise errors.FailedPreconditionError(None, None, "Writer is closed.")
        return self._file

    def write(self, record):
        """Writes one record.

        Args:
          record: `bytes`, or a text that is written as UTF-8.

        Raises:
          FailedPreconditionError: if the writer is closed.
          TypeError: if the record is neither.
        """
        file = self._opened()
        if isinstance(record, str):
            record = record.encode()
        if not isinstance(record, bytes):
            raise TypeError(f"expected bytes or str, received {type(record).__name__}")
        length = struct.pack("<Q", len(record))
        file.write(length + _FOOTER.pack(masked_crc32c(length)))
        file.write(record)
        file.write(_FOOTER.pack(masked_crc32c(record)))

    def flush(self):
        """Hands what has been written to the operating system."""
        self._opened().flush()

    def close(self):
        """Closes the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()


class _Inflated:
    """A file to read from that zlib or gzip compressed."""

    def __init__(self, file):
        self._file = file
        self._decompressor = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._ready = bytearray()

    def read(self, size):
        while len(self._ready) < size:
            chunk = self._file.read(_CHUNK)
            if not chunk:
                break
            self._take(chunk)
        data = bytes(self._ready[:size])
        del self._ready[:size]
        return data

    def _take(self, chunk):
        try:
            while chunk:
                if self._decompressor.eof:
                    self._decompressor = zlib.decompressobj(zlib.MAX_WBITS | 32)
                self._ready += self._decompressor.decompress(chunk)
                chunk = self._decompressor.unused_data
        except zlib.error as error:
            reason = str(error).rpartition(": ")[2]
            raise errors.DataLossError(
                None, None, f"inflate() failed with error -3: {reason}"
            ) from None


def read_records(path, compression_type="") -> Iterator[bytes]:
    """Yields the records of a file.

    Args:
      path: The file's name.
      compression_type: "GZIP", "ZLIB", or "" or None for not at all.

    Raises:
      NotFoundError: if there is no such file.
      DataLossError: if a checksum is wrong or a record is cut off.
      ValueError: if there is no such compression.
    """
    kind = _checked_compression(compression_type)
    path = os.fspath(path)
    try:
        raw = open(path, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise file_error(path, error) from None
    with raw:
        limit = None if kind else os.fstat(raw.fileno()).st_size
        yield from _records(_Inflated(raw) if kind else raw, limit)


def _records(file, limit):
    at = 0
    while len(header := file.read(_HEADER.size)) == _HEADER.size:
        size, checksum = _HEADER.unpack(header)
        if masked_crc32c(header[:8]) != checksum:
            hint = "" if at else " (Is this even a TFRecord file?)"
            raise errors.DataLossError(None, None, f"corrupted record at {at}{hint}")
        rest = size + _FOOTER.size
        data = b""
        if limit is None or rest <= limit - at - _HEADER.size:
            data = file.read(rest)
        if len(data) != rest:
            raise errors.DataLossError(
                None,
                None,
                f"truncated record at {at}' failed with Read less bytes than requested",
            )
        record = data[:size]
        if _FOOTER.unpack(data[size:]) != (masked_crc32c(record),):
            raise errors.DataLossError(None, None, f"corrupted record at {at + _HEADER.size}")
        yield record
        at += _HEADER.size + rest
