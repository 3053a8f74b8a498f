"""Decompositions multiply to what was decomposed, and their gradients are those of differences."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

RANDOM = np.random.default_rng(2)
SQUARE = RANDOM.normal(size=(2, 3, 3))
TALL = RANDOM.normal(size=(4, 3))
POSITIVE = SQUARE @ SQUARE.transpose(0, 2, 1) + 3 * np.eye(3)
COMPLEX = RANDOM.normal(size=(3, 3)) + 1j * RANDOM.normal(size=(3, 3))


def adjoint(matrix):
    return np.conj(np.swapaxes(np.asarray(matrix), -1, -2))


@pytest.mark.parametrize("matrix", [SQUARE, TALL, TALL.T, COMPLEX])
@pytest.mark.parametrize("full_matrices", [False, True])
def test_factors_multiply_to_the_matrix(matrix, full_matrices):
    q, r = (np.asarray(item) for item in tf.linalg.qr(matrix, full_matrices=full_matrices))
    np.testing.assert_allclose(q @ r, matrix, atol=1e-12)
    np.testing.assert_allclose(adjoint(q) @ q - np.eye(q.shape[-1]), 0, atol=1e-12)
    s, u, v = (np.asarray(item) for item in tf.linalg.svd(matrix, full_matrices=full_matrices))
    size = s.shape[-1]
    product = (u[..., :size] * s[..., None, :]) @ adjoint(v[..., :size])
    np.testing.assert_allclose(product, matrix, atol=1e-12)
    assert np.all(np.diff(s) <= 0)


def test_self_adjoint_matrices():
    factor = np.asarray(tf.linalg.cholesky(POSITIVE))
    np.testing.assert_allclose(factor @ adjoint(factor), POSITIVE)
    assert np.array_equal(factor, np.tril(factor))
    values, vectors = (np.asarray(item) for item in tf.linalg.eigh(POSITIVE))
    np.testing.assert_allclose((vectors * values[:, None]) @ adjoint(vectors), POSITIVE)
    np.testing.assert_allclose(tf.linalg.eigvalsh(POSITIVE), values)


def test_only_the_lower_triangle_counts():
    lower = np.tril(POSITIVE[0])
    np.testing.assert_array_equal(tf.linalg.cholesky(lower), tf.linalg.cholesky(POSITIVE[0]))
    np.testing.assert_allclose(tf.linalg.eigvalsh(lower), tf.linalg.eigvalsh(POSITIVE[0]))


def test_eigenvectors_are_only_stretched():
    values, vectors = (np.asarray(item) for item in tf.linalg.eig(SQUARE))
    np.testing.assert_allclose(SQUARE @ vectors, vectors * values[:, None], atol=1e-12)
    assert tf.linalg.eigvals(tf.constant([[2.0]])).dtype == tf.complex64


def test_rows_are_permuted_before_lu():
    lower_upper, permutation = tf.linalg.lu(SQUARE)
    lower = np.tril(lower_upper, -1) + np.eye(3)
    rows = np.take_along_axis(SQUARE, np.asarray(permutation)[:, :, None], axis=1)
    np.testing.assert_allclose(lower @ np.triu(lower_upper), rows)


def test_half_precision_is_computed_in_single():
    matrix = tf.constant(POSITIVE, tf.float16)
    assert tf.linalg.cholesky(matrix).dtype == tf.float16
    assert tf.linalg.svd(matrix, compute_uv=False).dtype == tf.float16


def one_number(items):
    """A sum in which every element weighs otherwise, and signs of vectors do not count."""
    weighted = (
        tf.square(item) * np.arange(item.shape.num_elements()).reshape(item.shape) for item in items
    )
    return tf.add_n([tf.reduce_sum(item) for item in weighted])


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(tf.linalg.cholesky, POSITIVE),
        lambda: check_everywhere(lambda m: tf.linalg.svd(m, compute_uv=False), TALL),
        lambda: check_everywhere(lambda m: tf.linalg.eigvalsh(m @ tf.transpose(m)), SQUARE[0]),
        lambda: check_gradients(lambda m: tf.linalg.cholesky(m @ tf.transpose(m)), SQUARE[0]),
        lambda: check_gradients(lambda m: tf.linalg.qr(m)[1], SQUARE[0], order=1),
        lambda: check_gradients(lambda m: one_number(tf.linalg.svd(m)), SQUARE[0], order=1),
        lambda: check_gradients(
            lambda m: one_number(tf.linalg.eigh(m + tf.transpose(m))), SQUARE[0], order=1
        ),
    ],
)
def test_each_decomposition_has_its_gradient(function):
    function()
