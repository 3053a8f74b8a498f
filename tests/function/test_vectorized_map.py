"""tf.vectorized_map: rows all at once, random numbers, effects, and the loop to fall back to."""

import logging

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients


def test_everywhere_the_same():
    check_everywhere(
        lambda x: tf.vectorized_map(lambda row: tf.norm(row) * row + x[0], x), [[3.0, 4.0], [1, 2]]
    )


def test_derivatives():
    check_gradients(
        lambda x, w: tf.vectorized_map(lambda row: tf.reduce_sum(tf.sin(row * w)), x),
        np.array([[0.5, -0.3], [0.2, 0.1]]),
        np.array(0.7),
    )


def test_operations_run_for_all_rows_at_once():
    traced = tf.function(lambda x: tf.vectorized_map(tf.linalg.inv, x))
    graph = traced.get_concrete_function(tf.TensorSpec([None, 2, 2])).graph
    types = {operation.type for operation in graph.get_operations()}
    assert "VectorizedMap" in {name.removeprefix("Stateless") for name in types}
    assert "StatelessWhile" not in types


def test_one_row_goes_with_every_row():
    def product(pair):
        return pair[0] * pair[1]

    x, one = tf.constant([1.0, 2.0, 3.0]), tf.constant([10.0])
    assert tf.vectorized_map(product, (x, one)).numpy().tolist() == [10.0, 20.0, 30.0]
    traced = tf.function(
        lambda x, one: tf.vectorized_map(product, (one, x)),
        input_signature=[tf.TensorSpec([None]), tf.TensorSpec([1])],
    )
    assert traced(x, one).numpy().tolist() == [10.0, 20.0, 30.0]
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"= 2 is not in \[0, 2\)"):
        tf.vectorized_map(product, (x, tf.ones([2])))


@pytest.mark.parametrize("way", [lambda f: f, tf.function])
def test_each_row_has_numbers_of_its_own(way):
    tf.random.set_seed(3)
    drawn = way(lambda: tf.vectorized_map(lambda row: tf.random.uniform([2], seed=1), tf.ones([3])))
    rows = drawn().numpy()
    tf.random.set_seed(3)
    np.testing.assert_array_equal(rows, tf.random.uniform([3, 2], seed=1))


def test_numbers_that_depend_on_the_row_are_drawn_one_after_the_other():
    rows = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    shuffled = tf.vectorized_map(lambda row: tf.random.shuffle(row), rows, warn=False)
    np.testing.assert_array_equal(np.sort(shuffled, axis=1), rows)
    chosen = tf.vectorized_map(
        lambda row: tf.cond(row > 0.5, lambda: tf.random.uniform([]), lambda: -1.0),
        tf.constant([0.0, 1.0, 1.0]),
        warn=False,
    ).numpy()
    assert chosen[0] == -1.0
    assert len(set(chosen)) == 3


def test_rows_end_their_loops_at_different_times():
    def doubled(row):
        return tf.while_loop(lambda row: row < 10.0, lambda row: (row * 2.0,), [row])[0]

    x = tf.constant([1.0, 7.0, 20.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.vectorized_map(doubled, x)
    assert y.numpy().tolist() == [16.0, 14.0, 20.0]
    assert tape.gradient(y, x).numpy().tolist() == [16.0, 2.0, 1.0]
    assert (
        tf.function(lambda: tf.vectorized_map(doubled, x))().numpy().tolist() == y.numpy().tolist()
    )


def test_effects_take_place_with_the_first_row():
    v = tf.Variable(2.0)

    def added(row):
        v.assign_add(row)
        return row

    tf.vectorized_map(added, tf.constant([1.0, 2.0]))
    assert float(v) == 3.0


def test_what_cannot_run_at_once_runs_in_a_loop(caplog):
    words = tf.constant(["a", "bcd"])
    with caplog.at_level(logging.WARNING):
        lengths = tf.vectorized_map(tf.strings.length, words)
    assert lengths.numpy().tolist() == [1, 3]
    assert "Using a while_loop for converting StringLength" in caplog.text
    caplog.clear()
    tf.vectorized_map(tf.strings.length, words, warn=False)
    assert not caplog.records
    with pytest.raises(ValueError, match="No pfor vectorization defined for StringLength"):
        tf.vectorized_map(tf.strings.length, words, fallback_to_while_loop=False)


def test_the_loop_has_gradients():
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.vectorized_map(
            lambda row: tf.py_function(lambda value: value * value, [row], tf.float32),
            x,
            warn=False,
        )
    assert tape.gradient(y, x).numpy().tolist() == [2.0, 4.0]


def test_ragged_rows():
    rows = tf.ragged.constant([[1, 2], [3]])
    sums = tf.vectorized_map(tf.reduce_sum, rows, warn=False)
    assert sums.numpy().tolist() == [3, 3]
    assert tf.vectorized_map(lambda row: row, rows[:, :1], warn=False).numpy().tolist() == [
        [1],
        [3],
    ]


def test_results_may_be_sparse():
    made = tf.vectorized_map(lambda row: tf.sparse.from_dense([row, 0.0]), tf.ones([2]), warn=False)
    assert tf.sparse.to_dense(made).numpy().tolist() == [[1.0, 0.0], [1.0, 0.0]]


def test_calls_do_not_warn_of_traces(caplog):
    for _ in range(6):
        tf.vectorized_map(lambda row: row, tf.ones([2]))
    assert not caplog.records


def test_results_have_the_name_of_the_last_operation():
    traced = tf.function(lambda x: tf.vectorized_map(tf.reduce_sum, x))
    graph = traced.get_concrete_function(tf.TensorSpec([None, 2])).graph
    assert graph.get_tensor_by_name("loop_body/Sum/pfor/Sum:0").shape.as_list() == [None]


def test_results_may_be_nothing():
    assert tf.vectorized_map(lambda row: None, tf.ones([2])) is None
    pair = tf.vectorized_map(lambda row: (None, row), tf.ones([2]))
    assert pair[0] is None
    assert pair[1].shape == (2,)
