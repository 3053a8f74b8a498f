"""Moments are those of NumPy, and what is normalized by them has mean 0 and variance 1."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

X = np.random.default_rng(9).normal(size=(3, 4, 2)) * 3 + 1


@pytest.mark.parametrize("axes", [[0], [0, 1], [-1], [0, 1, 2]])
@pytest.mark.parametrize("keepdims", [False, True])
def test_moments(axes, keepdims):
    x, axes_ = tf.constant(X), tuple(axes)
    mean, variance = tf.nn.moments(x, axes, keepdims=keepdims)
    np.testing.assert_allclose(mean, X.mean(axes_, keepdims=keepdims))
    np.testing.assert_allclose(variance, X.var(axes_, keepdims=keepdims))
    weighted = tf.nn.weighted_moments(x, axes, 2.0, keepdims=keepdims)
    np.testing.assert_allclose(weighted, [mean, variance])
    statistics = tf.nn.sufficient_statistics(x, axes, shift=1.0, keepdims=keepdims)
    np.testing.assert_allclose(tf.nn.normalize_moments(*statistics), [mean, variance])


def test_batches_are_normalized():
    mean, variance = tf.nn.moments(tf.constant(X), [0, 1])
    normalized = tf.nn.batch_normalization(tf.constant(X), mean, variance, 5.0, 2.0, 1e-12)
    np.testing.assert_allclose(normalized.numpy().mean((0, 1)), 5)
    np.testing.assert_allclose(normalized.numpy().std((0, 1)), 2)


def test_responses_are_divided_by_their_neighbours():
    image = X[None, ..., :1] * np.ones(5)
    normalized = tf.nn.lrn(tf.constant(image, tf.float32), 1, 2.0, 0.5, 0.75)
    count = np.array([2, 3, 3, 3, 2])
    np.testing.assert_allclose(normalized, image / (2 + 0.5 * count * image**2) ** 0.75, rtol=1e-5)


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(lambda x: tf.nn.moments(x, [0]), X),
        lambda: check_everywhere(tf.nn.bias_add, X, X[0, 0]),
        lambda: check_gradients(lambda x: tf.nn.moments(x, [0])[1], X[:2, :2], order=1),
        lambda: check_gradients(lambda x, b: tf.nn.bias_add(x, b) ** 2, X[0], X[0, 0]),
        lambda: check_gradients(
            lambda x: tf.nn.bias_add(x, tf.constant([1.0, 2.0, 3.0, 4.0], tf.float64), "NC..."),
            X[:1],
        ),
    ],
)
def test_each_op_runs_everywhere_with_its_gradient(function):
    function()


def test_dropout_keeps_the_mean_and_repeats_with_its_seed():
    x = tf.ones([100, 100])
    tf.random.set_seed(1)
    first = tf.nn.dropout(x, 0.25, seed=2)
    assert set(np.unique(first)) == {0.0, np.float32(1 / 0.75)}
    assert abs(float(tf.reduce_mean(first)) - 1) < 0.02
    tf.random.set_seed(1)
    np.testing.assert_array_equal(tf.nn.dropout(x, 0.25, seed=2), first)


def test_rows_of_a_table_are_looked_up_and_clipped():
    table = tf.Variable([[3.0, 4.0], [0.3, 0.4]])
    np.testing.assert_allclose(
        tf.nn.embedding_lookup(table, [[0], [1]], max_norm=1.0), [[[0.6, 0.8]], [[0.3, 0.4]]]
    )
    parts = [tf.range(0, 3)[:, None], tf.range(3, 5)[:, None]]
    assert tf.nn.embedding_lookup(parts, [4, 0, 3]).numpy().ravel().tolist() == [4, 0, 3]
