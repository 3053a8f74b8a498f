"""Examples to tensors: what a program cannot show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf


def example(**features):
    kinds = {int: ("int64_list", tf.train.Int64List), float: ("float_list", tf.train.FloatList)}
    made = {}
    for name, values in features.items():
        field, kind = kinds[type(values[0])]
        made[name] = tf.train.Feature(**{field: kind(value=values)})
    return tf.train.Example(features=tf.train.Features(feature=made)).SerializeToString()


@given(st.lists(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1), min_size=1, max_size=4))
def test_ragged_sparse_and_filled_say_the_same(rows):
    data = [example(x=row) for row in rows]
    features = {
        "ragged": tf.io.RaggedFeature(tf.int64, value_key="x"),
    }
    ragged = tf.io.parse_example(data, features)["ragged"]
    sparse = tf.io.parse_example(data, {"x": tf.io.VarLenFeature(tf.int64)})["x"]
    filled = tf.io.parse_example(
        data, {"x": tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True)}
    )["x"]
    assert ragged.to_list() == rows
    assert tf.sparse.to_dense(sparse).numpy().tolist() == filled.numpy().tolist()
    assert ragged.to_tensor().numpy().tolist() == filled.numpy().tolist()


@given(st.binary())
def test_any_bytes_are_parsed_or_refused(data):
    features = {"x": tf.io.VarLenFeature(tf.int64)}
    try:
        parsed = tf.io.parse_single_example(data, features)
    except tf.errors.InvalidArgumentError:
        return
    assert parsed["x"].dtype == tf.int64


def test_unpacked_numbers_are_read_too():
    feature = b"\x12\x0a\x0d\x00\x00\x80\x3f\x0d\x00\x00\x00\x40"
    entry = b"\x0a\x01x\x12" + bytes([len(feature)]) + feature
    features = b"\x0a" + bytes([len(entry)]) + entry
    data = b"\x0a" + bytes([len(features)]) + features
    parsed = tf.io.parse_single_example(data, {"x": tf.io.FixedLenFeature([2], tf.float32)})
    assert parsed["x"].numpy().tolist() == [1.0, 2.0]


def test_a_function_knows_shapes():
    @tf.function
    def parse(data):
        features = {
            "x": tf.io.FixedLenFeature([2], tf.float32),
            "n": tf.io.FixedLenSequenceFeature([], tf.int64, allow_missing=True),
        }
        parsed = tf.io.parse_example(data, features)
        assert parsed["x"].shape.as_list() == [2, 2]
        assert parsed["n"].shape.as_list() == [2, None]
        return parsed["x"] * 2

    data = tf.constant([example(x=[1.0, 2.0], n=[1]), example(x=[3.0, 4.0], n=[1, 2])])
    assert parse(data).numpy().tolist() == [[2.0, 4.0], [6.0, 8.0]]


def test_features_that_ask_for_one_thing_in_two_ways():
    features = {
        "x": tf.io.VarLenFeature(tf.float32),
        "s": tf.io.SparseFeature("x", "v", tf.float32, 3),
    }
    with pytest.raises(ValueError, match="Conflicting type"):
        tf.io.parse_example([example(x=[1.0])], features)
