"""tf.map_fn: eager, in graphs, ragged and sparse rows, state, what does not fit."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

INTS = tf.RaggedTensorSpec([None], tf.int32)


def test_everywhere_the_same():
    check_everywhere(lambda x: tf.map_fn(lambda row: row * row + x[0], x), np.float32([1, 2, 3]))
    check_everywhere(
        lambda x, y: tf.map_fn(lambda row: (row[1], row[0] * row[1]), (x, y)),
        np.float32([1, 2]),
        np.float32([3, 4]),
    )


def test_derivatives():
    traced = tf.function(
        lambda x, w: tf.map_fn(lambda row: tf.reduce_sum(tf.sin(row * w)), x), autograph=False
    )
    check_gradients(traced, np.array([[0.5, -0.3], [0.2, 0.1]]), np.array(0.7))


def test_the_function_is_traced_once():
    calls = []

    @tf.function
    def mapped(x):
        return tf.map_fn(lambda row: calls.append(1) or row, x)

    assert mapped(tf.range(4)).numpy().tolist() == [0, 1, 2, 3]
    assert len(calls) == 1


def test_no_rows_in_a_graph_have_the_shape_of_a_row():
    sized = tf.function(
        lambda x: tf.map_fn(lambda row: tf.stack([row, row]), x),
        input_signature=[tf.TensorSpec([None, None])],
    )
    assert sized(tf.zeros([0, 3])).shape == (0, 2, 3)
    assert sized(tf.zeros([2, 1])).shape == (2, 2, 1)


@pytest.mark.parametrize("way", [lambda f: f, tf.function])
def test_ragged_rows(way):
    rows = tf.ragged.constant([[1, 2], [], [3]])
    assert way(lambda: tf.map_fn(lambda row: row * 2, rows))().to_list() == [[2, 4], [], [6]]
    made = way(lambda n: tf.map_fn(tf.range, n, fn_output_signature=INTS))(tf.constant([2, 0]))
    assert made.to_list() == [[0, 1], []]
    assert made.row_splits.dtype == tf.int64


@pytest.mark.parametrize("way", [lambda f: f, tf.function])
def test_ragged_rows_of_none(way):
    nothing = tf.zeros([0], tf.int32)
    made = way(lambda: tf.map_fn(tf.range, nothing, fn_output_signature=INTS))()
    assert made.to_list() == []
    assert made.dtype == tf.int32


@pytest.mark.parametrize("way", [lambda f: f, tf.function])
def test_gradients_reach_ragged_values(way):
    @way
    def total(values):
        rows = tf.RaggedTensor.from_row_lengths(values, [2, 0, 1])
        return tf.reduce_sum(
            tf.map_fn(lambda row: tf.reduce_sum(row**2), rows, fn_output_signature=tf.float32)
        )

    values = tf.constant([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        tape.watch(values)
        y = total(values)
    assert tape.gradient(y, values).numpy().tolist() == [2.0, 4.0, 6.0]


@pytest.mark.parametrize("way", [lambda f: f, tf.function])
def test_sparse_rows(way):
    sparse = tf.sparse.from_dense([[1.0, 0.0], [0.0, 2.0]])
    twice = way(lambda: tf.map_fn(lambda row: row * 2.0, sparse))()
    assert tf.sparse.to_dense(twice).numpy().tolist() == [[2.0, 0.0], [0.0, 4.0]]
    spec = tf.SparseTensorSpec([2], tf.float32)
    made = way(lambda: tf.map_fn(tf.sparse.from_dense, tf.eye(2)[:0], fn_output_signature=spec))()
    assert made.dense_shape.numpy().tolist() == [0, 2]


def test_variables_are_written_row_by_row():
    v = tf.Variable(1.0)
    mapped = tf.function(lambda x: tf.map_fn(lambda row: v.assign_add(row) * row, x))
    assert mapped(tf.constant([1.0, 2.0])).numpy().tolist() == [2.0, 8.0]
    assert float(v) == 4.0


def test_rows_of_different_shapes_name_the_stack():
    mapped = tf.function(lambda n: tf.map_fn(tf.range, n))
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"during merge: \[1\] vs. \[2\]"):
        mapped(tf.constant([1, 2]))
    with pytest.raises(tf.errors.InvalidArgumentError, match="TensorListStack"):
        mapped(tf.constant([1, 2]))
    with pytest.raises(tf.errors.InvalidArgumentError, match="empty list with non-fully-defined"):
        mapped(tf.zeros([0], tf.int32))


def test_another_dtype_is_refused_in_a_graph():
    with pytest.raises(tf.errors.InvalidArgumentError, match="op elements int32 but list elements"):
        tf.function(lambda x: tf.map_fn(lambda row: tf.cast(row, tf.int32), x))(tf.ones([2]))


def test_rows_that_are_not_ragged_are_refused():
    with pytest.raises(ValueError, match="Expected `fn` to return a:\n    RaggedTensorSpec"):
        tf.map_fn(tf.identity, tf.constant([1, 2]), fn_output_signature=INTS)
