"""Datasets of what is in files: lines, records, records of a fixed length."""

import gzip
import os
import zlib

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import EagerTensor
from tfcourse.data.dataset import Dataset
from tfcourse.data.pipeline import UNKNOWN, Pipeline
from tfcourse.ops.host import scalar
from tfcourse.ops.io import file_error
from tfcourse.ops.records import read_records

_TEXT = TensorSpec([], dtypes.string)


class _FileDataset(Dataset):
    """A dataset of what is read from files, one after the other."""

    def __init__(self, filenames, read, op_type, num_parallel_reads):
        if not isinstance(filenames, Dataset):
            names = convert(filenames)
            if names.dtype is not dtypes.string:
                raise TypeError(
                    "The `filenames` argument must contain `tf.string` elements. Got "
                    f"`{names.dtype!r}` elements."
                )
            filenames = Dataset.from_tensors(names)
        elif filenames.element_spec.dtype is not dtypes.string:
            raise TypeError(
                "The `filenames` argument must contain `tf.string` elements. Got a dataset of "
                f"`{filenames.element_spec.dtype!r}` elements."
            )

        def make(source):
            def start(run):
                return _read(source.start(run), read, num_parallel_reads)

            return Pipeline(start, UNKNOWN)

        made = self._made(type(self).__name__, op_type, make, _TEXT, [filenames])
        super().__init__(made._variant_tensor)
        self._element_spec = _TEXT


def _read(names, read, parallel):
    """Yields what is in files; several at once give one item each in turn."""
    files = (
        read(os.fsdecode(name))
        for (element,) in names
        for name in np.asarray(element.array).ravel().tolist()
    )
    width = 1 if parallel is None else max(int(parallel), 2)
    open_ones = []
    while True:
        while len(open_ones) < width:
            file = next(files, None)
            if file is None:
                break
            open_ones.append(file)
        if not open_ones:
            return
        for file in list(open_ones):
            item = next(file, None)
            if item is None:
                open_ones.remove(file)
            else:
                yield [EagerTensor(scalar(item))]


def _contents(path, compression_type) -> bytes:
    """Returns what is in a file, which may be compressed."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise file_error(path, error) from None
    if compression_type == "GZIP":
        return gzip.decompress(data)
    return zlib.decompress(data) if compression_type == "ZLIB" else data


@export("data.TextLineDataset")
class TextLineDataset(_FileDataset):
    r"""A dataset of the lines of text files, without their ends.

    Args:
      filenames: A string tensor, or a dataset of such.
      compression_type: "GZIP", "ZLIB", or "" or None for not at all.
      buffer_size: Unused; kept for TensorFlow's signature.
      num_parallel_reads: How many files are read in turn; one after the other if None.
      name: Unused.

    Raises:
      TypeError: if `filenames` are no strings.
      NotFoundError: while it is iterated, if there is no such file.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> path = tempfile.mkdtemp() + "/lines.txt"
      >>> tf.io.write_file(path, "one\ntwo")
      >>> list(tf.data.TextLineDataset(path).as_numpy_iterator())
      [b'one', b'two']

    Source: `tf.data.TextLineDataset`.
    """

    def __init__(
        self,
        filenames,
        compression_type=None,
        buffer_size=None,
        num_parallel_reads=None,
        name=None,
    ):
        def lines(path):
            for line in _contents(path, compression_type).split(b"\n"):
                yield line.removesuffix(b"\r")

        def without_last(path):
            # What follows the last line's end is a line only if there is something.
            found = list(lines(path))
            return iter(found[:-1] if not found[-1] else found)

        super().__init__(filenames, without_last, "TextLineDataset", num_parallel_reads)


@export("data.TFRecordDataset")
class TFRecordDataset(_FileDataset):
    """A dataset of the records of record files.

    Args:
      filenames: A string tensor, or a dataset of such.
      compression_type: "GZIP", "ZLIB", or "" or None for not at all.
      buffer_size: Unused; kept for TensorFlow's signature.
      num_parallel_reads: How many files are read in turn; one after the other if None.
      name: Unused.

    Raises:
      TypeError: if `filenames` are no strings.
      NotFoundError: while it is iterated, if there is no such file.
      DataLossError: while it is iterated, if a record is damaged.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> path = tempfile.mkdtemp() + "/records"
      >>> with tf.io.TFRecordWriter(path) as writer:
      ...     writer.write(b"one")
      >>> list(tf.data.TFRecordDataset(path).as_numpy_iterator())
      [b'one']

    Source: `tf.data.TFRecordDataset`.
    """

    def __init__(
        self,
        filenames,
        compression_type=None,
        buffer_size=None,
        num_parallel_reads=None,
        name=None,
    ):
        super().__init__(
            filenames,
            lambda path: read_records(path, compression_type),
            "TFRecordDataset",
            num_parallel_reads,
        )


@export("data.FixedLengthRecordDataset")
class FixedLengthRecordDataset(_FileDataset):
    """A dataset of byte strings of one length from files.

    Args:
      filenames: A string tensor, or a dataset of such.
      record_bytes: The length.
      header_bytes: How many bytes are left out at the beginning of a file.
      footer_bytes: How many are left out at its end.
      buffer_size: Unused; kept for TensorFlow's signature.
      compression_type: "GZIP", "ZLIB", or "" or None for not at all.
      num_parallel_reads: How many files are read in turn; one after the other if None.
      name: Unused.

    Raises:
      InvalidArgumentError: while it is iterated, if a file is no multiple of the length.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> path = tempfile.mkdtemp() + "/bytes"
      >>> tf.io.write_file(path, "abcd")
      >>> list(tf.data.FixedLengthRecordDataset(path, 2).as_numpy_iterator())
      [b'ab', b'cd']

    Source: `tf.data.FixedLengthRecordDataset`.
    """

    def __init__(
        self,
        filenames,
        record_bytes,
        header_bytes=None,
        footer_bytes=None,
        buffer_size=None,
        compression_type=None,
        num_parallel_reads=None,
        name=None,
    ):
        size, header, footer = int(record_bytes), int(header_bytes or 0), int(footer_bytes or 0)

        def records(path):
            data = _contents(path, compression_type)
            body = data[header : len(data) - footer]
            if len(body) % size:
                raise errors.InvalidArgumentError(
                    None,
                    None,
                    f"Excluding the header ({header} bytes) and footer ({footer} bytes), input "
                    f'file "{path}" has body length {len(body)} bytes, which is not an exact '
                    f"multiple of the record length ({size} bytes).",
                )
            for at in range(0, len(body), size):
                yield body[at : at + size]

        super().__init__(
            filenames,
            records,
            "FixedLengthRecordDatasetV2",
            num_parallel_reads,
        )


# As reprs show them.
for _kind in (TextLineDataset, TFRecordDataset, FixedLengthRecordDataset):
    _kind.__name__ += "V2"
