"""Files, bytes and tensors as strings."""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf


@given(st.binary())
def test_any_bytes_are_a_tensor_or_refused(data):
    with contextlib.suppress(tf.errors.InvalidArgumentError):
        tf.io.parse_tensor(data, tf.float32)


@given(st.binary())
def test_base64_comes_back(data):
    for pad in (True, False):
        assert tf.io.decode_base64(tf.io.encode_base64(data, pad)).numpy() == data


@pytest.mark.parametrize("dtype", ["<f8", ">i2", "<c8", "|b1"])
def test_serialized_arrays_come_back(dtype):
    array = np.array([[0, 1, 0], [1, 1, 0]]).astype(dtype)
    tensor = tf.constant(array)
    again = tf.io.parse_tensor(tf.io.serialize_tensor(tensor), tensor.dtype)
    np.testing.assert_array_equal(again, array)


def test_a_file_in_a_function(tmp_path):
    path = tmp_path / "text"

    @tf.function
    def upper(name):
        tf.io.write_file(name, tf.strings.upper(tf.io.read_file(name)))
        return tf.io.read_file(name)

    path.write_text("hello")
    assert upper(tf.constant(str(path))).numpy() == b"HELLO"
    assert path.read_text() == "HELLO"


def test_shapes_of_decoded_bytes_in_a_function():
    @tf.function
    def decode(data):
        numbers = tf.io.decode_raw(data, tf.int16)
        assert numbers.shape.as_list() == [2, None]
        return numbers

    assert decode(tf.constant([b"\x01\x00", b"\x02\x00"])).numpy().tolist() == [[1], [2]]


def test_matching_files(tmp_path):
    for name in ("b.txt", "a.txt", "c.csv"):
        (tmp_path / name).touch()
    found = tf.io.matching_files(str(tmp_path / "*.txt")).numpy().tolist()
    assert [path.rpartition(b"/")[2] for path in found] == [b"a.txt", b"b.txt"]
