"""Loops over datasets in traced functions."""

import numpy as np
import pytest

import tfcourse as tf

Dataset = tf.data.Dataset


def test_gradients_pass_through_a_loop():
    weight = tf.Variable(2.0)

    @tf.function
    def product(x, dataset):
        y = x
        for a in dataset:
            y = y * a * weight
        return y

    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = product(x, Dataset.from_tensor_slices([1.0, 2.0, 3.0]))
    by_x, by_weight = tape.gradient(y, [x, weight])
    # y = 6 x weight**3
    assert (float(y), float(by_x), float(by_weight)) == (144.0, 48.0, 216.0)


def test_a_tape_inside_of_a_function_sees_the_loop():
    @tf.function
    def slope(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = x
            for a in Dataset.from_tensor_slices([2.0, 5.0]):
                y = y * a + x
        return tape.gradient(y, x)

    assert float(slope(tf.constant(1.0))) == 16.0


def test_the_block_of_a_loop_is_traced_once_and_compiled():
    traces = []

    @tf.function
    def total(dataset):
        result = tf.zeros([3])
        for x in dataset:
            traces.append(1)
            result += tf.sin(x)
        return result

    data = np.random.rand(20, 3).astype(np.float32)
    np.testing.assert_allclose(
        total(Dataset.from_tensor_slices(data)), np.sin(data).sum(0), rtol=1e-5
    )
    assert len(traces) == 1


def test_a_block_that_xla_cannot_compile_runs_all_the_same():
    seen = []

    @tf.function
    def listed(dataset):
        count = 0
        for x in dataset:
            kept = tf.boolean_mask(x, x > 1)
            tf.py_function(lambda y: seen.append(y.numpy().tolist()), [kept], [])
            count += tf.size(kept)
        return count

    assert int(listed(Dataset.from_tensor_slices([[1, 2], [3, 4]]))) == 3
    assert seen == [[2], [3, 4]]


def test_a_loop_in_a_function_that_another_calls():
    @tf.function
    def total(dataset):
        result = tf.constant(0, tf.int64)
        for x in dataset:
            result += x
        return result

    @tf.function
    def twice(dataset):
        return total(dataset) + total(dataset.map(lambda x: x * 10))

    assert int(twice(Dataset.range(4))) == 66


def test_an_error_in_the_block_names_the_users_line():
    @tf.function
    def strict(dataset):
        count = 0
        for x in dataset:
            tf.debugging.assert_less(x, tf.constant(2, tf.int64))
            count += 1
        return count

    assert int(strict(Dataset.range(2))) == 2
    with pytest.raises(tf.errors.InvalidArgumentError, match="assert_less"):
        strict(Dataset.range(5))


def test_a_variable_without_a_value_is_refused():
    @tf.function
    def last(dataset):
        for x in dataset:
            found = x
        return found

    with pytest.raises(ValueError, match="'found' must be defined before the loop"):
        last(Dataset.range(3))


def test_a_function_with_a_signature_takes_what_fits():
    @tf.function
    def first(iterator):
        return next(iterator)

    iterator = iter(Dataset.range(3))
    assert [int(first(iterator)) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(tf.errors.OutOfRangeError):
        first(iterator)


def test_a_loop_goes_on_where_another_iterator_stopped():
    @tf.function
    def until(iterator, limit):
        result = tf.constant(-1, tf.int64)
        for x in iterator:
            result = x
            if x == limit:
                break
        return result

    iterator = iter(Dataset.range(9))
    assert int(until(iterator, 3)) == 3
    assert int(next(iterator)) in (4, 5)


def test_a_comprehension_in_a_graph_ends_with_an_error():
    @tf.function
    def listed(dataset):
        return [x for x in dataset]

    with pytest.raises(tf.errors.OperatorNotAllowedInGraphError, match="comprehension"):
        listed(Dataset.range(3))
