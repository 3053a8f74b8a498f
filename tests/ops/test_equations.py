"""Solutions solve, inverses invert, and their gradients are those of differences."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

RANDOM = np.random.default_rng(3)
MATRIX = RANDOM.normal(size=(2, 3, 3)) + 2 * np.eye(3)
RHS = RANDOM.normal(size=(2, 3, 2))
TALL = RANDOM.normal(size=(5, 3))


def test_solutions_are_those_of_numpy():
    np.testing.assert_allclose(tf.linalg.inv(MATRIX), np.linalg.inv(MATRIX))
    np.testing.assert_allclose(tf.linalg.solve(MATRIX, RHS), np.linalg.solve(MATRIX, RHS))
    np.testing.assert_allclose(tf.linalg.det(MATRIX), np.linalg.det(MATRIX))
    np.testing.assert_allclose(tf.linalg.slogdet(MATRIX), np.linalg.slogdet(MATRIX))
    np.testing.assert_allclose(tf.linalg.pinv(TALL), np.linalg.pinv(TALL), atol=1e-12)
    assert tf.linalg.matrix_rank(np.outer([1.0, 2.0], [3.0, 4.0])).numpy() == 1


@pytest.mark.parametrize("matrix", [TALL, TALL.T])
def test_least_squares_both_ways(matrix):
    rhs = RANDOM.normal(size=(len(matrix), 2))
    expected = np.linalg.lstsq(matrix, rhs, rcond=None)[0]
    np.testing.assert_allclose(tf.linalg.lstsq(matrix, rhs), expected)
    np.testing.assert_allclose(tf.linalg.lstsq(matrix, rhs, fast=False), expected)


def test_triangles_broadcast():
    lower = np.tril(MATRIX[0])
    solution = tf.linalg.triangular_solve(lower, RHS)
    np.testing.assert_allclose(lower @ solution, RHS)
    solution = tf.linalg.triangular_solve(lower, RHS[0], adjoint=True)
    np.testing.assert_allclose(lower.T @ solution, RHS[0])


def test_lu_solves_and_inverts():
    lu, permutation = tf.linalg.lu(MATRIX)
    np.testing.assert_allclose(tf.linalg.lu_reconstruct(lu, permutation), MATRIX)
    np.testing.assert_allclose(
        tf.linalg.lu_solve(lu, permutation, RHS), np.linalg.solve(MATRIX, RHS)
    )
    np.testing.assert_allclose(tf.linalg.lu_matrix_inverse(lu, permutation), np.linalg.inv(MATRIX))


def test_singular_matrices_are_refused_where_values_are_known():
    singular = tf.constant([[1.0, 2.0], [2.0, 4.0]])
    with pytest.raises(tf.errors.InvalidArgumentError, match="Input is not invertible"):
        tf.linalg.inv(singular)
    with pytest.raises(tf.errors.InvalidArgumentError, match="Input matrix is not invertible"):
        tf.linalg.solve(singular, tf.ones([2, 1]))


def test_functions_of_matrices():
    for exponential, matrix in zip(np.asarray(tf.linalg.expm(MATRIX)), MATRIX, strict=True):
        powers, term = np.zeros((3, 3)), np.eye(3)
        for index in range(1, 60):
            powers, term = powers + term, term @ matrix / index
        np.testing.assert_allclose(exponential, powers)
    positive = MATRIX @ MATRIX.transpose(0, 2, 1)
    root = np.asarray(tf.linalg.sqrtm(positive))
    np.testing.assert_allclose(root @ root, positive)
    logarithm = tf.linalg.logm(positive.astype(np.complex128))
    np.testing.assert_allclose(tf.linalg.expm(logarithm), positive, atol=1e-9)


def test_tridiagonal_matrices():
    diagonals = np.array([[1.0, 2.0, 0.0], [4.0, 5.0, 6.0], [0.0, 7.0, 8.0]])
    dense = np.array([[4.0, 1.0, 0.0], [7.0, 5.0, 2.0], [0.0, 8.0, 6.0]])
    rhs = tf.constant(RHS[0])
    np.testing.assert_allclose(tf.linalg.tridiagonal_matmul(diagonals, rhs), dense @ RHS[0])
    np.testing.assert_allclose(
        tf.linalg.tridiagonal_solve(diagonals, rhs), np.linalg.solve(dense, RHS[0])
    )


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(tf.linalg.solve, MATRIX, RHS),
        lambda: check_everywhere(tf.linalg.slogdet, MATRIX),
        lambda: check_gradients(tf.linalg.solve, MATRIX[0], RHS[0], order=1),
        lambda: check_gradients(tf.linalg.triangular_solve, MATRIX[0], RHS[0], order=1),
        lambda: check_gradients(tf.linalg.inv, MATRIX[0], order=1),
        lambda: check_gradients(tf.linalg.det, MATRIX[0]),
        lambda: check_gradients(lambda m: tf.linalg.slogdet(m)[1], MATRIX[0], order=1),
        lambda: check_gradients(lambda m: tf.linalg.sqrtm(m @ tf.transpose(m)), MATRIX[0], order=1),
        lambda: check_gradients(tf.linalg.expm, MATRIX[0] / 4, order=1),
    ],
)
def test_each_op_has_its_gradient(function):
    function()
