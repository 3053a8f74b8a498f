"""Sparse tensors: gradients, functions, and agreement with dense ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_gradients

INDICES, SHAPE = [[0, 1], [1, 0], [1, 2]], [2, 3]


def sparse(values):
    return tf.SparseTensor(INDICES, values, SHAPE)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: tf.sparse.to_dense(sparse(x)),
        lambda x: tf.sparse.reduce_sum(sparse(x), 0),
        lambda x: tf.sparse.sparse_dense_matmul(sparse(x), tf.cast([[1], [2], [3]], x.dtype)),
        lambda x: tf.sparse.sparse_dense_matmul(
            sparse(x), tf.ones([2, 2], x.dtype), adjoint_a=True
        ),
        lambda x: tf.sparse.add(sparse(x), tf.ones(SHAPE, x.dtype)),
        lambda x: (sparse(x) * tf.cast([[1, 2, 3], [4, 5, 6]], x.dtype)).values,
        lambda x: tf.sparse.reorder(tf.SparseTensor(INDICES[::-1], x, SHAPE)).values,
        lambda x: tf.sparse.softmax(sparse(x)).values,
    ],
)
def test_gradients(function):
    check_gradients(function, [1.5, -2.0, 0.5])


@given(st.integers(0, 999))
def test_dense_arithmetic_agrees(seed):
    random = np.random.RandomState(seed)
    one, other = (random.randint(-2, 3, (3, 4)) * random.randint(0, 2, (3, 4)) for _ in range(2))
    a, b = tf.sparse.from_dense(one), tf.sparse.from_dense(other)
    np.testing.assert_array_equal(tf.sparse.to_dense(a), one)
    np.testing.assert_array_equal(tf.sparse.to_dense(tf.sparse.add(a, b)), one + other)
    np.testing.assert_array_equal(tf.sparse.to_dense(tf.sparse.transpose(a)), one.T)
    joined = tf.sparse.to_dense(tf.sparse.concat(1, [a, b]))
    np.testing.assert_array_equal(joined, np.concatenate([one, other], 1))
    part = tf.sparse.to_dense(tf.sparse.slice(a, [1, 1], [2, 2]))
    np.testing.assert_array_equal(part, one[1:3, 1:3])
    reshaped = tf.sparse.to_dense(tf.sparse.reshape(a, [2, -1]))
    np.testing.assert_array_equal(reshaped, one.reshape(2, -1))


def test_other_shapes_are_other_traces():
    traced = tf.function(lambda value: tf.sparse.to_dense(value) * 2)
    assert traced(tf.sparse.eye(2)).shape == (2, 2)
    assert traced(tf.SparseTensor([[0, 0], [1, 1]], [1.0, 1.0], [2, 5])).shape == (2, 5)
