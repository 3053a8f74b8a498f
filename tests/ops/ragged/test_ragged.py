"""Ragged tensors: agreement with nested lists, gradients, functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.core import nest
from tfcourse.testing import check_gradients

ROWS = st.lists(st.lists(st.integers(-9, 9), max_size=4), min_size=1, max_size=5)
BOUND = st.one_of(st.none(), st.integers(-5, 5))
STEP = st.sampled_from([None, 1, 2, -1, -2])


def ragged(rows):
    return tf.ragged.constant(rows, tf.int32)


@given(ROWS)
def test_lists_come_back_by_every_way(rows):
    value = ragged(rows)
    flat, kind = value.values, tf.RaggedTensor
    assert value.to_list() == rows
    for again in (
        kind.from_row_splits(flat, value.row_splits),
        kind.from_row_lengths(flat, value.row_lengths()),
        kind.from_row_starts(flat, value.row_starts()),
        kind.from_row_limits(flat, value.row_limits()),
        kind.from_value_rowids(flat, value.value_rowids(), value.nrows()),
        kind.from_tensor(value.to_tensor(), lengths=value.row_lengths()),
    ):
        assert again.to_list() == rows


@given(ROWS, BOUND, BOUND, STEP)
def test_slices_of_rows_and_columns_are_python_s(rows, start, stop, step):
    key = slice(start, stop, step)
    assert ragged(rows)[key].to_list() == rows[key]
    assert ragged(rows)[:, key].to_list() == [row[key] for row in rows]


@given(ROWS)
def test_reductions_and_joins_are_python_s(rows):
    value = ragged(rows)
    assert tf.reduce_sum(value, 1).numpy().tolist() == [sum(row) for row in rows]
    assert tf.concat([value, value], 0).to_list() == rows + rows
    assert tf.concat([value, value], 1).to_list() == [row + row for row in rows]
    assert tf.stack([value, value]).to_list() == [rows, rows]
    assert (value * 2 - 1).to_list() == [[2 * item - 1 for item in row] for row in rows]


@pytest.mark.parametrize(
    "function",
    [
        lambda rt: rt.to_tensor(),
        lambda rt: tf.reduce_sum(rt * rt, 1),
        lambda rt: rt[1],
        lambda rt: tf.gather(rt, [1, 0, 1]).flat_values,
        lambda rt: tf.concat([rt, rt], 1).flat_values,
    ],
)
def test_gradients(function):
    check_gradients(
        lambda x: function(tf.RaggedTensor.from_row_splits(x, [0, 2, 3])), [1.5, -2.0, 0.5]
    )


def test_structures_take_it_apart():
    value = tf.ragged.constant([[[1, 2], []], [[3]]])
    flat = nest.flatten(value, expand_composites=True)
    assert [part.numpy().tolist() for part in flat] == [[1, 2, 3], [0, 2, 3], [0, 2, 2, 3]]
    again = nest.pack_sequence_as(value, flat, expand_composites=True)
    assert again.to_list() == value.to_list()


def test_a_function_of_ragged_tensors():
    traced = tf.function(lambda rt: tf.reduce_max(rt + 1, 1))
    assert traced(ragged([[1, 2], [3]])).numpy().tolist() == [3, 4]
    assert traced(ragged([[5], [1, 9]])).numpy().tolist() == [6, 10]
