"""Products of matrices agree with NumPy, run everywhere, and have gradients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

RANDOM = np.random.default_rng(0)
A, B = RANDOM.normal(size=(2, 3, 4)), RANDOM.normal(size=(2, 4, 2))


@given(st.booleans(), st.booleans(), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
def test_products_are_those_of_numpy(transpose_a, transpose_b, rows, inner, columns):
    a, b = RANDOM.normal(size=(rows, inner)), RANDOM.normal(size=(inner, columns))
    product = tf.matmul(
        a.T if transpose_a else a, b.T if transpose_b else b, transpose_a, transpose_b
    )
    np.testing.assert_allclose(product, a @ b)


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(tf.matmul, A, B),
        lambda: check_everywhere(tf.matmul, A[0], B[0]),
        lambda: check_everywhere(tf.linalg.matvec, A, B[:, :, 0]),
        lambda: check_everywhere(tf.linalg.trace, A),
        lambda: check_everywhere(tf.linalg.matrix_transpose, A),
        lambda: check_everywhere(tf.linalg.cross, A[0, :, :3], A[1, :, :3]),
        lambda: check_gradients(tf.matmul, A, B),
        lambda: check_gradients(tf.linalg.matvec, A[0], B[0, :, 0]),
        lambda: check_gradients(tf.linalg.trace, A[0]),
        lambda: check_gradients(tf.linalg.cross, A[0, :, :3], A[1, :, :3]),
    ],
)
def test_each_op_runs_everywhere_with_its_gradient(function):
    function()


def test_adjoints_are_conjugate():
    matrix = RANDOM.normal(size=(3, 2)) + 1j * RANDOM.normal(size=(3, 2))
    np.testing.assert_array_equal(tf.linalg.adjoint(matrix), matrix.conj().T)
    np.testing.assert_allclose(tf.matmul(matrix, matrix, adjoint_a=True), matrix.conj().T @ matrix)


def test_integers_may_be_multiplied_into_a_wider_dtype():
    small = tf.constant([[100, 100]], tf.int8)
    product = tf.matmul(small, small, transpose_b=True, output_type=tf.int32)
    assert product.numpy().tolist() == [[20000]]


def test_a_trace_with_an_unknown_batch():
    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float64)])
    def dense(x):
        product = tf.matmul(x, B[0])
        assert product.shape.as_list() == [None, 2]
        return product

    for rows in (1, 3):
        np.testing.assert_allclose(dense(A[0, :rows]), A[0, :rows] @ B[0])
