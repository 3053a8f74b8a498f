"""Gathering and scattering agree with NumPy's indexing, and with each other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients


@given(axis=st.integers(-3, 2), data=st.data())
def test_gather_takes_what_numpy_takes(axis, data):
    array = np.arange(24).reshape(2, 3, 4)
    size = array.shape[axis]
    indices = data.draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=4))
    assert np.array_equal(tf.gather(array, indices, axis=axis), np.take(array, indices, axis))


@given(st.integers(0, 2), st.integers(0, 1))
def test_batches_are_gathered_one_by_one(axis_after, extra):
    params = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
    indices = np.array([[2, 0], [1, 1]]) if not extra else np.array([[[2], [0]], [[1], [1]]])
    axis = 1 + axis_after
    found = tf.gather(params, indices, axis=axis, batch_dims=1)
    rows = [np.take(params[row], indices[row], axis - 1) for row in range(2)]
    assert np.array_equal(found, np.stack(rows))


def test_batches_of_index_tuples():
    params = np.arange(24).reshape(2, 3, 4)
    indices = np.array([[[0, 1]], [[2, 3]]])
    found = tf.gather_nd(params, indices, batch_dims=1)
    assert found.numpy().tolist() == [[params[0, 0, 1]], [params[1, 2, 3]]]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=6))
def test_scatter_adds_up_what_bincount_counts(places):
    indices = np.array(places)[:, None]
    found = tf.scatter_nd(indices, np.ones(len(places), np.int32), [5])
    assert np.array_equal(found, np.bincount(places, minlength=5))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=6))
def test_stitching_undoes_partitioning(numbers):
    values = np.arange(len(numbers)) * 10
    bins = tf.dynamic_partition(values, numbers, 3)
    places = tf.dynamic_partition(np.arange(len(numbers), dtype=np.int32), numbers, 3)
    assert np.array_equal(tf.dynamic_stitch(places, bins), values)


MATRIX = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], tf.float64)
ROWS = tf.constant([[0.5, 1.5, 2.5]], tf.float64)


@pytest.mark.parametrize(
    ("function", "operands"),
    [
        (lambda x: tf.gather(x, [2, 0, 2], axis=1), [MATRIX]),
        (lambda x: tf.gather(x, [[0, 1], [2, 2]], batch_dims=1), [MATRIX]),
        (lambda x: tf.gather_nd(x, [[0, 1], [0, 1]]), [MATRIX]),
        (lambda x: tf.scatter_nd([[1], [1]], x, [3, 3]), [MATRIX]),
        (lambda x, u: tf.tensor_scatter_nd_add(x, [[1]], u), [MATRIX, ROWS]),
        (lambda x, u: tf.tensor_scatter_nd_update(x, [[1]], u * u), [MATRIX, ROWS]),
    ],
)
def test_everywhere_and_their_gradients(function, operands):
    check_everywhere(function, *operands)
    check_gradients(function, *operands)


def test_partitions_of_numbers_that_a_function_computes():
    @tf.function
    def halves(x):
        return tf.dynamic_partition(x, tf.cast(x > 2.0, tf.int32), 2)

    low, high = halves(tf.constant([1.0, 5.0, 2.0, 4.0]))
    assert (low.numpy().tolist(), high.numpy().tolist()) == ([1.0, 2.0], [5.0, 4.0])


def test_rows_of_variables_are_followed_by_tapes():
    variable = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        y = tf.gather(variable, [2, 2]) * variable.sparse_read([0, 1])
    gradient = tf.convert_to_tensor(tape.gradient(y, variable))
    assert gradient.numpy().tolist() == [3.0, 3.0, 3.0]


def test_in_a_function_an_index_out_of_range_gives_zero():
    @tf.function
    def pick(x, i):
        return (
            tf.gather(x, i),
            tf.gather_nd(x, i[:, tf.newaxis]),
            tf.tensor_scatter_nd_add(x, i[:, tf.newaxis], tf.ones_like(x)),
        )

    rows, elements, added = pick(tf.constant([1.0, 2.0, 3.0]), tf.constant([5, -1, 1]))
    assert rows.numpy().tolist() == elements.numpy().tolist() == [0.0, 0.0, 2.0]
    assert added.numpy().tolist() == [1.0, 3.0, 3.0]
