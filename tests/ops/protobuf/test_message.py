"""Messages: what is written is read, and nothing breaks the reader."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.ops.protobuf.message import DecodeError
from tfcourse.ops.protobuf.tensor import TensorProto, proto_to_array, tensor_to_proto

INT64 = st.integers(-(2**63), 2**63 - 1)
FEATURE = st.one_of(
    st.lists(INT64).map(lambda v: tf.train.Feature(int64_list=tf.train.Int64List(value=v))),
    st.lists(st.floats(width=32, allow_nan=False)).map(
        lambda v: tf.train.Feature(float_list=tf.train.FloatList(value=v))
    ),
    st.lists(st.binary()).map(lambda v: tf.train.Feature(bytes_list=tf.train.BytesList(value=v))),
    st.just(tf.train.Feature()),
)
EXAMPLE = st.dictionaries(st.text(), FEATURE).map(
    lambda features: tf.train.Example(features=tf.train.Features(feature=features))
)


@given(EXAMPLE)
def test_an_example_comes_back(example):
    data = example.SerializeToString()
    assert tf.train.Example.FromString(data) == example
    assert len(data) == example.ByteSize()
    assert pickle.loads(pickle.dumps(example)) == copy.deepcopy(example) == example


@given(st.binary())
def test_any_bytes_are_a_message_or_refused(data):
    for kind in (tf.train.Example, tf.train.SequenceExample, TensorProto):
        try:
            message = kind.FromString(data)
        except DecodeError:
            continue
        assert kind.FromString(message.SerializeToString()) == message
        str(message)


def test_a_copy_is_its_own():
    feature = tf.train.Feature(int64_list=tf.train.Int64List(value=[1]))
    copied = copy.deepcopy(feature)
    copied.int64_list.value.append(2)
    assert feature.int64_list.value == [1]
    example = tf.train.Example(features=tf.train.Features(feature={"x": feature}))
    feature.int64_list.value.append(3)
    assert example.features.feature["x"].int64_list.value == [1]


def test_reading_a_field_does_not_set_it():
    feature = tf.train.Feature()
    assert feature.float_list.value == []
    assert feature.WhichOneof("kind") is None
    assert feature.SerializeToString() == b""


def test_merging_adds_values():
    one = tf.train.Int64List(value=[1])
    one.MergeFrom(tf.train.Int64List(value=[2, 3]))
    assert one.value == [1, 2, 3]


@given(st.data())
def test_a_tensor_comes_back(data):
    dtype = data.draw(st.sampled_from(["bool", "int8", "uint16", "int64", "float16", "float32"]))
    shape = data.draw(st.lists(st.integers(0, 3), max_size=3))
    array = np.arange(int(np.prod(shape))).reshape(shape).astype(dtype)
    again = proto_to_array(TensorProto.FromString(tensor_to_proto(array).SerializeToString()))
    assert again.dtype == array.dtype
    np.testing.assert_array_equal(again, array)


@pytest.mark.parametrize(
    ("sizes", "values"),
    [
        ([-1], {}),
        ([1 << 40], {"int_val": [1]}),
        ([1 << 31, 1 << 31], {}),
        ([1], {"int_val": [1, 2]}),
    ],
)
def test_a_tensor_that_lies_about_its_shape(sizes, values):
    proto = TensorProto(dtype=3, tensor_shape={"dim": [{"size": size} for size in sizes]}, **values)
    assert proto_to_array(proto) is None


def test_a_tensor_with_too_few_bytes():
    proto = TensorProto(dtype=3, tensor_shape={"dim": [{"size": 2}]}, tensor_content=b"1234567")
    assert proto_to_array(proto) is None
