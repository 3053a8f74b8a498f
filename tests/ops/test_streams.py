"""Streams: who owns them, how far a draw moves them, and what gradients see."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.ops.philox import BLOCKS_PER_OUTPUT
from tfcourse.ops.streams import Stream, random_op
from tfcourse.testing import check_everywhere


@pytest.fixture(autouse=True)
def _seed():
    tf.random.set_seed(1)
    yield
    tf.random.set_seed(None)


def test_a_stream_begins_at_its_seeds_and_anew_with_the_global_seed():
    stream = Stream((5, 6))
    assert stream.read().numpy().tolist() == [0, 6, 5]
    stream.tensor = tf.constant([9, 6, 5], tf.uint64)
    assert stream.read().numpy().tolist() == [9, 6, 5]
    tf.random.set_seed(1)
    assert stream.read().numpy().tolist() == [0, 6, 5]


def test_streams_without_seeds_differ():
    assert Stream((0, 0)).read().numpy().tolist() != Stream((0, 0)).read().numpy().tolist()


def test_a_draw_uses_up_256_blocks_for_each_number():
    function = tf.function(lambda: tf.random.uniform([2, 3], seed=1))
    concrete = function.get_concrete_function()
    (stream,) = next(
        operation.streams
        for operation in concrete.graph.get_operations()
        if operation.type == "RandomUniform"
    )
    function()
    function()
    assert stream.read().numpy().tolist() == [2 * 6 * BLOCKS_PER_OUTPUT, 1, 1]


def test_numbers_go_on_whether_a_function_compiles_or_not():
    @tf.function
    def compiled():
        return tf.random.uniform([2])

    @tf.function
    def interpreted(n):
        tf.range(n + 1)
        return tf.random.uniform([2]), tf.range(n)

    for _ in range(3):
        np.testing.assert_array_equal(compiled(), interpreted(tf.constant(2))[0])


def test_gradients_see_the_numbers_of_the_call():
    x = tf.constant([1.0, 2.0, 3.0])

    @tf.function
    def dropped(x):
        mask = tf.random.uniform([3])
        return x * mask, mask

    for _ in range(3):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y, mask = dropped(x)
        np.testing.assert_array_equal(tape.gradient(y, x), mask)


def test_gradients_inside_a_function_see_the_numbers_of_the_call():
    @tf.function
    def inner(x):
        return x * tf.random.normal([3])

    @tf.function
    def outer(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = inner(x)
        return y, tape.gradient(y, x)

    x = tf.constant([1.0, 2.0, 4.0])
    for _ in range(2):
        y, gradient = outer(x)
        np.testing.assert_array_equal(y, x * gradient)


def test_an_operation_is_added_in_one_definition():
    @random_op("RandomUniform", static=("shape",))
    def constant(shape, key, counter, dtype):
        return np.zeros(tuple(shape), dtype.numpy_dtype) + 0 * key.astype(dtype.numpy_dtype)

    assert constant.draws.type == "RandomUniform"
    assert constant.attribute_names == ("dtype", "seed", "seed2")
    assert constant.draws.attribute_names == ("dtype",)


def test_stateless_numbers_are_the_same_everywhere():
    check_everywhere(lambda seed: tf.random.stateless_normal([3], seed), [1, 2])
    check_everywhere(lambda x: tf.random.stateless_uniform([3], [1, 2], 0.0, x), 5.0)
