"""Rows of tables, looked up in one or in parts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf


@given(st.integers(1, 4), st.lists(st.integers(0, 9), max_size=6))
def test_parts_give_the_rows_of_the_whole_table(count, ids):
    table = np.arange(20.0, dtype=np.float32).reshape(10, 2)
    parts = [tf.constant(part) for part in np.array_split(table, count)]
    found = tf.nn.embedding_lookup(parts, np.array(ids, np.int64))
    np.testing.assert_array_equal(found, table[ids])


def test_the_gradient_of_a_part_holds_its_own_rows():
    parts = [tf.Variable(tf.ones([2, 1])), tf.Variable(tf.ones([1, 1]))]
    with tf.GradientTape() as tape:
        rows = tf.nn.embedding_lookup(parts, [0, 2, 1, 0])
    first, second = tape.gradient(rows, parts)
    assert (first.indices.numpy().tolist(), second.indices.numpy().tolist()) == ([0, 1, 0], [0])


def test_a_row_that_is_in_no_part():
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"partitions\[0\] = 2 is not in"):
        tf.nn.embedding_lookup([tf.ones([2, 1]), tf.ones([1, 1])], [3])
