"""Losses agree with their definitions, and with each other."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

RANDOM = np.random.default_rng(6)
LOGITS = RANDOM.normal(size=(2, 3, 4))
CLASSES = RANDOM.integers(0, 4, size=(2, 3))
ONE_HOT = np.eye(4)[CLASSES]
SHARES = RANDOM.uniform(size=(2, 3, 4))


def test_cross_entropies_of_classes_agree():
    expected = -np.log((np.exp(LOGITS) * ONE_HOT).sum(-1) / np.exp(LOGITS).sum(-1))
    dense = tf.nn.softmax_cross_entropy_with_logits(ONE_HOT, LOGITS)
    sparse = tf.nn.sparse_softmax_cross_entropy_with_logits(CLASSES, LOGITS)
    np.testing.assert_allclose(dense, expected)
    np.testing.assert_allclose(sparse, expected)
    moved = tf.nn.softmax_cross_entropy_with_logits(
        ONE_HOT.swapaxes(1, 2), LOGITS.swapaxes(1, 2), axis=1
    )
    np.testing.assert_allclose(moved, expected)


def test_the_sigmoid_cross_entropy_is_that_of_two_classes():
    probability = 1 / (1 + np.exp(-LOGITS))
    expected = -(SHARES * np.log(probability) + (1 - SHARES) * np.log(1 - probability))
    np.testing.assert_allclose(tf.nn.sigmoid_cross_entropy_with_logits(SHARES, LOGITS), expected)
    weighted = -(3 * SHARES * np.log(probability) + (1 - SHARES) * np.log(1 - probability))
    np.testing.assert_allclose(
        tf.nn.weighted_cross_entropy_with_logits(SHARES, LOGITS, 3.0), weighted
    )


def test_a_wrong_label_raises_or_is_seen():
    logits = tf.ones([2, 3])
    with pytest.raises(tf.errors.InvalidArgumentError, match="label value of 3"):
        tf.nn.sparse_softmax_cross_entropy_with_logits([0, 3], logits)
    compiled = tf.function(tf.nn.sparse_softmax_cross_entropy_with_logits)
    loss = compiled(tf.constant([0, 3]), logits).numpy()
    assert np.isfinite(loss[0]) and np.isnan(loss[1])


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(tf.nn.softmax_cross_entropy_with_logits, ONE_HOT, LOGITS),
        lambda: check_everywhere(
            lambda x: tf.nn.sparse_softmax_cross_entropy_with_logits(CLASSES, x), LOGITS
        ),
        lambda: check_everywhere(tf.nn.sigmoid_cross_entropy_with_logits, SHARES, LOGITS),
        lambda: check_everywhere(tf.nn.log_poisson_loss, SHARES, LOGITS),
        lambda: check_everywhere(tf.nn.compute_average_loss, SHARES[0]),
        lambda: check_gradients(
            lambda x: tf.nn.softmax_cross_entropy_with_logits(ONE_HOT[0], x), LOGITS[0]
        ),
        lambda: check_gradients(
            lambda x: tf.nn.sparse_softmax_cross_entropy_with_logits(CLASSES[0], x), LOGITS[0]
        ),
        lambda: check_gradients(
            tf.nn.sigmoid_cross_entropy_with_logits, SHARES[0, :1], LOGITS[0, :1]
        ),
        lambda: check_gradients(tf.nn.l2_loss, LOGITS[0, 0]),
    ],
)
def test_losses_run_everywhere_with_their_gradients(function):
    function()
