"""Pools hold the largest or the mean of what is really in their windows."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

IMAGES = np.random.default_rng(8).normal(size=(2, 5, 4, 3))


def windows(size, stride, padding):
    """Yields each window of IMAGES with its place."""
    lengths = IMAGES.shape[1:3]
    counts = [
        -(-length // stride) if padding == "SAME" else (length - size) // stride + 1
        for length in lengths
    ]
    before = [
        max((count - 1) * stride + size - length, 0) // 2 if padding == "SAME" else 0
        for count, length in zip(counts, lengths, strict=True)
    ]
    for place in np.ndindex(*counts):
        start = [at * stride - edge for at, edge in zip(place, before, strict=True)]
        rows, columns = (slice(max(at, 0), at + size) for at in start)
        yield place, IMAGES[:, rows, columns]


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("padding", ["SAME", "VALID"])
def test_pools_of_images(size, stride, padding):
    largest = tf.nn.max_pool2d(IMAGES, size, stride, padding).numpy()
    mean = tf.nn.avg_pool2d(IMAGES, size, stride, padding).numpy()
    with_places, places = tf.nn.max_pool_with_argmax(IMAGES, size, stride, padding)
    np.testing.assert_array_equal(with_places, largest)
    np.testing.assert_array_equal(
        np.take_along_axis(IMAGES.reshape(2, -1), places.numpy().reshape(2, -1), 1),
        largest.reshape(2, -1),
    )
    for place, window in windows(size, stride, padding):
        np.testing.assert_array_equal(largest[:, *place], window.max(axis=(1, 2)))
        np.testing.assert_allclose(mean[:, *place], window.mean(axis=(1, 2)))


def test_sequences_and_volumes():
    sequence = tf.nn.max_pool1d(IMAGES[:, :, 0], 2, 2, "SAME")
    np.testing.assert_array_equal(
        sequence, tf.nn.max_pool2d(IMAGES[:, :, :1], [2, 1], [2, 1], "SAME")[:, :, 0]
    )
    volume = tf.nn.avg_pool3d(IMAGES[:, None], [1, 2, 2], [1, 2, 2], "SAME")
    np.testing.assert_allclose(volume[:, 0], tf.nn.avg_pool2d(IMAGES, 2, 2, "SAME"))


def test_the_first_of_equals_takes_the_gradient():
    x = tf.ones([1, 2, 2, 1])
    for pool in (tf.nn.max_pool2d, lambda *a: tf.nn.max_pool_with_argmax(*a)[0]):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = pool(x, 2, 1, "VALID")
        assert tape.gradient(y, x).numpy().ravel().tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize("pool", [tf.nn.max_pool2d, tf.nn.avg_pool2d])
def test_pools_run_everywhere_with_their_gradients(pool):
    check_everywhere(lambda x: pool(x, 2, 2, "SAME"), IMAGES)
    check_gradients(lambda x: pool(x, 2, 1, "VALID") ** 2, IMAGES[:1, :3, :3, :1])
