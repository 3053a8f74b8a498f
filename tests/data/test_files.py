"""Datasets of files."""

import gzip
import zlib

import numpy as np
import pytest

import tfcourse as tf


def texts(dataset):
    return list(dataset.as_numpy_iterator())


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", []),
        (b"a", [b"a"]),
        (b"a\n", [b"a"]),
        (b"a\n\n", [b"a", b""]),
        (b"\r\na\rb\r\n", [b"", b"a\rb"]),
    ],
)
def test_lines(tmp_path, content, lines):
    (tmp_path / "file").write_bytes(content)
    assert texts(tf.data.TextLineDataset(str(tmp_path / "file"))) == lines


def test_compressed_lines(tmp_path):
    for kind, compress in (("GZIP", gzip.compress), ("ZLIB", zlib.compress)):
        (tmp_path / kind).write_bytes(compress(b"a\nb"))
        assert texts(tf.data.TextLineDataset(str(tmp_path / kind), kind)) == [b"a", b"b"]


def test_several_files_are_read_in_turn(tmp_path):
    for name in "ab":
        (tmp_path / name).write_text(f"{name}1\n{name}2")
    paths = [str(tmp_path / name) for name in "ab"]
    assert texts(tf.data.TextLineDataset(paths)) == [b"a1", b"a2", b"b1", b"b2"]
    assert texts(tf.data.TextLineDataset(paths, num_parallel_reads=2)) == [
        b"a1",
        b"b1",
        b"a2",
        b"b2",
    ]


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(tf.errors.NotFoundError, match="No such file"):
        texts(tf.data.TFRecordDataset(str(tmp_path / "nothing")))


def test_records_of_one_length(tmp_path):
    (tmp_path / "file").write_bytes(b"hAABBf")
    dataset = tf.data.FixedLengthRecordDataset(str(tmp_path / "file"), 2, 1, 1)
    assert texts(dataset) == [b"AA", b"BB"]
    with pytest.raises(tf.errors.InvalidArgumentError, match="not an exact multiple"):
        texts(tf.data.FixedLengthRecordDataset(str(tmp_path / "file"), 5))


@pytest.mark.parametrize(
    ("fields", "dtype"),
    [
        (["1", ""], tf.int32),
        (["1", "5000000000"], tf.int64),
        (["1", "2.5"], tf.float32),
        (["1e300"], tf.float64),
        (["1", "x"], tf.string),
    ],
)
def test_the_dtype_of_a_column_is_guessed(tmp_path, fields, dtype):
    path = tmp_path / "table.csv"
    path.write_text("other,column\n" + "".join(f"1,{field}\n" for field in fields))
    table = tf.data.experimental.make_csv_dataset(str(path), 1, num_epochs=1, shuffle=False)
    assert table.element_spec["column"].dtype is dtype


def test_columns_are_chosen_or_left_out(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("1,2,3\n")
    csv = tf.data.experimental.CsvDataset
    assert list(csv(str(path), [tf.int32] * 2, exclude_cols=[1]).as_numpy_iterator()) == [
        (np.int32(1), np.int32(3))
    ]
    with pytest.raises(ValueError, match="At most one"):
        csv(str(path), [tf.int32], select_cols=[0], exclude_cols=[1])
    with pytest.raises(ValueError, match="No files match"):
        tf.data.experimental.make_csv_dataset(str(tmp_path / "*.none"), 1)
    with pytest.raises(ValueError, match="label_name"):
        tf.data.experimental.make_csv_dataset(str(path), 1, label_name="x")
