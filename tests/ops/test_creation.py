"""Making tensors beyond what the parity programs say."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.context import context
from tfcourse.core.graph import Graph
from tfcourse.testing import check_everywhere, check_gradients


@pytest.mark.parametrize(
    "make",
    [
        lambda: tf.zeros([2, 3]),
        lambda: tf.ones([2], tf.int8),
        lambda: tf.fill([2, 2], 1.5),
        lambda: tf.eye(2, 3),
        lambda: tf.range(1, 9, 3),
        lambda: tf.range(0.0, 1.0, 0.1),
        lambda: tf.linspace(0.0, 1.0, 7),
        lambda: tf.one_hot([0, 2], 3),
        lambda: tf.meshgrid([1, 2], [3, 4, 5]),
    ],
)
def test_made_at_once_and_in_functions_alike(make):
    check_everywhere(make)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64", "int32", "int64"])
def test_ranges_of_every_dtype(dtype):
    dtype = tf.as_dtype(dtype)
    assert tf.range(2, 11, 3, dtype).dtype is dtype
    assert tf.cast(tf.range(2, 11, 3, dtype), tf.int32).numpy().tolist() == [2, 5, 8]


def test_small_constants_in_graphs_are_constants_and_large_ones_are_filled():
    graph = Graph()
    with graph.as_default():
        tf.zeros([9])
        tf.zeros([10_000])
    types = [operation.type for operation in graph.get_operations()]
    assert types == ["Const", "Const", "Const", "Fill"]


def test_a_tensor_in_a_shape():
    size = tf.constant(2)
    assert tf.zeros([size, 3]).shape == [2, 3]
    assert tf.fill([size], "a").numpy().tolist() == [b"a", b"a"]


def test_gradients_reach_what_a_tensor_is_made_of():
    check_gradients(lambda x: tf.fill([2, 3], x), tf.constant(1.5, tf.float64))
    check_gradients(
        lambda a, b: tf.linspace(a, b, 4),
        tf.constant([0.5, 1.0], tf.float64),
        tf.constant([2.0, 3.0], tf.float64),
    )


def test_constants_do_not_follow_their_arrays():
    array = np.array([1.0, 2.0])
    tensor = tf.constant(array)
    array[0] = 9.0
    assert tensor.numpy().tolist() == [1.0, 2.0]


class _Recorder:
    """Takes the place of a tape and notes the types of the operations that pass the gate."""

    def __init__(self):
        self.types = []

    def record(self, op, attributes, operands, outputs):
        self.types.append(op.type)


@pytest.mark.parametrize(
    ("make", "types"),
    [
        (lambda: tf.zeros([2, 3]), ["Fill"]),
        (lambda: tf.ones(3, tf.int64), ["Fill"]),
        (lambda: tf.fill([2], 7), ["Fill"]),
        (lambda: tf.range(5), ["Range"]),
        (lambda: tf.range(5.0), ["Cast", "Cast", "Range"]),
        (lambda: tf.eye(3), ["Eye"]),
        (lambda: tf.eye(tf.constant(2), 3, [2]), ["Eye"]),
    ],
)
def test_what_is_made_of_data_passes_the_gate(make, types):
    for _ in range(2):
        recorder = _Recorder()
        context.tapes = (recorder,)
        try:
            make()
        finally:
            context.tapes = ()
        assert recorder.types == types


def test_a_filled_tensor_is_differentiated_by_its_value():
    x = tf.Variable(2.0)
    for _ in range(2):
        with tf.GradientTape() as tape:
            y = tf.fill([2, 3], x.read_value())
        assert float(tape.gradient(y, x)) == 6.0
