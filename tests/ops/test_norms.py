"""Norms are those of NumPy."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

MATRIX = np.random.default_rng(4).normal(size=(3, 4))


@pytest.mark.parametrize("ord", [1, 2, np.inf, 3, 2.5])
@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("keepdims", [False, True])
def test_vectors(ord, axis, keepdims):
    expected = np.linalg.norm(MATRIX, ord, axis, keepdims)
    np.testing.assert_allclose(tf.norm(MATRIX, ord, axis, keepdims), expected)


@pytest.mark.parametrize("ord", ["fro", 1, 2, np.inf])
@pytest.mark.parametrize("axis", [(0, 1), (1, 0), (-2, -1)])
def test_matrices(ord, axis):
    np.testing.assert_allclose(tf.norm(MATRIX, ord, axis), np.linalg.norm(MATRIX, ord, axis))


def test_without_axes_all_elements_are_one_vector():
    np.testing.assert_allclose(tf.norm(MATRIX, 1), np.abs(MATRIX).sum())


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(tf.norm, MATRIX),
        lambda: check_everywhere(lambda m: tf.norm(m, 1, [0, 1]), MATRIX),
        lambda: check_gradients(tf.norm, MATRIX[0]),
        lambda: check_gradients(lambda m: tf.norm(m, 3, axis=1), MATRIX),
        lambda: check_gradients(lambda m: tf.linalg.normalize(m, axis=1)[0] * MATRIX, MATRIX),
    ],
)
def test_norms_run_everywhere_with_their_gradients(function):
    function()
