"""Gradients of gathered rows: IndexedSlices, added up, densified where something else is added."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tfcourse as tf

INDICES = st.lists(st.integers(0, 3), min_size=3, max_size=3)
table = tf.Variable(np.arange(8.0).reshape(4, 2))
call = tf.function(lambda indices: tf.gather(table, indices))
FORMS = {
    "eager": lambda indices: tf.gather(table, indices),
    "call": call,
    "call of a call": tf.function(lambda indices: call(indices) * 1.0),
}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=20)
@given(indices=INDICES, others=INDICES)
def test_rows_stand_for_the_dense_gradient(form, indices, others):
    with tf.GradientTape(persistent=True) as tape:
        first = tf.reduce_sum(FORMS[form](tf.constant(indices)) ** 2)
        second = tf.reduce_sum(tf.gather(table, others) * 3.0)
        dense = tf.reduce_sum(tf.one_hot(indices, 4, dtype=tf.float64) @ table.value() ** 2)
    slices = tape.gradient(first, table)
    assert isinstance(slices, tf.IndexedSlices)
    assert slices.indices.numpy().tolist() == indices
    np.testing.assert_allclose(tf.convert_to_tensor(slices), tape.gradient(dense, table))
    both = tape.gradient([first, second], table)
    assert sorted(both.indices.numpy().tolist()) == sorted([*indices, *others])
    mixed = tape.gradient([first, dense], table)
    assert isinstance(mixed, tf.Tensor)
    np.testing.assert_allclose(mixed, 2.0 * tape.gradient(dense, table))


def test_a_call_is_pulled_back_for_the_results_that_are_used():
    table = tf.Variable([[1.0], [2.0], [3.0]])

    @tf.function
    def function(scale):
        return tf.gather(table, [0]) * scale, tf.gather(table, [1]) * scale, tf.constant(1)

    scale = tf.constant(5.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(scale)
        one, two, _ = function(scale)
    slices, of_scale = tape.gradient(two, [table, scale])
    assert slices.indices.numpy().tolist() == [1]
    assert float(of_scale) == 2.0
    assert tape.gradient([one, two], table).indices.numpy().tolist() == [0, 1]


def test_complex_rows():
    table = tf.Variable([[1 + 1j], [2 - 1j]])
    with tf.GradientTape() as tape:
        y = tf.gather(table, [1]) ** 2
    np.testing.assert_allclose(tape.gradient(y, table).values, [[4 + 2j]])


def test_indices_out_of_range_are_dropped_in_a_function():
    table = tf.Variable([[1.0], [2.0]])

    @tf.function
    def gradient(indices):
        with tf.GradientTape() as tape:
            y = tf.gather(table * 1.0, indices)
        return tape.gradient(y, table)

    assert gradient(tf.constant([1, 7, -1])).numpy().tolist() == [[0.0], [1.0]]
