"""Diagonals that are put in can be read again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

MATRIX = np.arange(12.0).reshape(3, 4)


@given(
    st.integers(-2, 3), st.sampled_from(["LEFT_RIGHT", "RIGHT_LEFT", "LEFT_LEFT", "RIGHT_RIGHT"])
)
def test_diagonals_are_those_of_numpy(k, align):
    diagonal = np.diagonal(MATRIX, k)
    assert np.array_equal(tf.linalg.diag_part(MATRIX, k=k, align=align), diagonal)
    replaced = tf.linalg.set_diag(np.zeros((3, 4)), diagonal, k=k, align=align)
    assert np.array_equal(replaced, np.triu(np.tril(MATRIX, k), k))
    assert np.array_equal(tf.linalg.diag(diagonal, k=k), np.diag(diagonal, k))


@given(st.integers(-2, 3), st.integers(0, 3), st.sampled_from(["LEFT_RIGHT", "RIGHT_LEFT"]))
def test_several_diagonals_come_back(lower, count, align):
    band = (lower, min(lower + count, 3))
    packed = tf.linalg.diag_part(MATRIX, k=band, align=align)
    rebuilt = tf.linalg.set_diag(np.zeros((3, 4)), packed, k=band, align=align)
    assert np.array_equal(rebuilt, np.triu(np.tril(MATRIX, band[1]), band[0]))


def test_tensors_of_higher_rank():
    tensor = np.arange(4.0).reshape(2, 2)
    assert np.array_equal(tf.linalg.tensor_diag_part(tf.linalg.tensor_diag(tensor)), tensor)


def test_bands():
    assert np.array_equal(tf.linalg.band_part(MATRIX, 1, -1), np.triu(MATRIX, -1))
    assert np.array_equal(tf.linalg.band_part(MATRIX, -1, 1), np.tril(MATRIX, 1))


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(tf.linalg.diag, MATRIX),
        lambda: check_everywhere(tf.linalg.diag_part, MATRIX),
        lambda: check_everywhere(tf.linalg.set_diag, MATRIX, MATRIX[0, :3]),
        lambda: check_everywhere(lambda m: tf.linalg.band_part(m, 0, 1), MATRIX),
        lambda: check_gradients(lambda m: tf.linalg.diag(m, k=-1) ** 2, MATRIX),
        lambda: check_gradients(lambda m: tf.linalg.diag_part(m, k=(-1, 1)) ** 2, MATRIX),
        lambda: check_gradients(lambda *x: tf.linalg.set_diag(*x) ** 2, MATRIX, MATRIX[0, :3]),
    ],
)
def test_each_op_runs_everywhere_with_its_gradient(function):
    function()
