"""Record files: damaged ones are noticed, whole ones come back."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.ops.crc32c import masked_crc32c
from tfcourse.ops.records import read_records

RECORDS = [b"first", b"", b"third record"]


def write(path, options=None):
    with tf.io.TFRecordWriter(path, options) as writer:
        for record in RECORDS:
            writer.write(record)
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data.tfrecord"


@pytest.mark.parametrize("compression", ["", "ZLIB", "GZIP"])
def test_records_come_back(path, compression):
    write(path, compression)
    assert list(read_records(path, compression)) == RECORDS


def test_flushed_records_can_be_read_while_writing(path):
    for options in (None, "ZLIB"):
        with tf.io.TFRecordWriter(path, options) as writer:
            writer.write(b"first")
            writer.flush()
            assert next(read_records(path, options)) == b"first"


def test_a_level_of_compression(path):
    write(path, tf.io.TFRecordOptions("GZIP", compression_level=1))
    assert list(read_records(path, "GZIP")) == RECORDS


def test_long_records_and_many_chunks(path):
    long = bytes(range(256)) * 2000
    with tf.io.TFRecordWriter(path, "GZIP") as writer:
        writer.write(long)
    assert list(read_records(path, "GZIP")) == [long]


@given(position=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_is_noticed(tmp_path_factory, position, bit):
    path = tmp_path_factory.mktemp("flipped") / "data"
    data = bytearray(write(path).read_bytes())
    data[position % len(data)] ^= 1 << bit
    path.write_bytes(bytes(data))
    with pytest.raises(tf.errors.DataLossError):
        list(read_records(path))


@pytest.mark.parametrize(
    ("cut", "message"),
    [(1, "truncated record at 37"), (5, "truncated record at 37")],
)
def test_a_cut_record_is_noticed(path, cut, message):
    path.write_bytes(write(path).read_bytes()[:-cut])
    with pytest.raises(tf.errors.DataLossError, match=message):
        list(read_records(path))


def test_a_length_that_is_not_there_allocates_nothing(path):
    length = struct.pack("<Q", 1 << 60)
    path.write_bytes(length + struct.pack("<I", masked_crc32c(length)))
    with pytest.raises(tf.errors.DataLossError, match="truncated record at 0"):
        list(read_records(path))


def test_what_is_no_record_file(path):
    path.write_bytes(b"some other file, long enough")
    with pytest.raises(tf.errors.DataLossError, match="Is this even a TFRecord file"):
        list(read_records(path))
    with pytest.raises(tf.errors.DataLossError, match="incorrect header check"):
        list(read_records(path, "GZIP"))
    with pytest.raises(tf.errors.NotFoundError):
        list(read_records(path.with_name("other")))
    with pytest.raises(ValueError, match="Not a valid compression_type"):
        list(read_records(path, "RAR"))


def test_a_record_is_bytes_or_text(path):
    with tf.io.TFRecordWriter(path) as writer:
        writer.write("é")
        with pytest.raises(TypeError, match="received int"):
            writer.write(3)
    assert list(read_records(path)) == ["é".encode()]
