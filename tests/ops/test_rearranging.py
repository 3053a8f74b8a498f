"""Moved elements are where NumPy would move them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

X = tf.constant(np.arange(12.0).reshape(3, 4))


@given(st.sampled_from(["CONSTANT", "REFLECT", "SYMMETRIC"]), st.integers(0, 2), st.integers(0, 2))
def test_padding(mode, before, after):
    array = np.arange(9).reshape(3, 3)
    pads = [(before, after), (after, before)]
    assert np.array_equal(tf.pad(array, pads, mode), np.pad(array, pads, mode=mode.lower()))


@given(st.integers(-7, 7), st.integers(-2, 1))
def test_rolling(shift, axis):
    array = np.arange(12).reshape(3, 4)
    assert np.array_equal(tf.roll(array, shift, axis), np.roll(array, shift, axis))


@given(st.integers(0, 23))
def test_unravelled_positions(position):
    found = tf.unravel_index(position, [2, 3, 4]).numpy().tolist()
    assert tuple(found) == np.unravel_index(position, (2, 3, 4))


def test_blocks_go_there_and_back():
    images = tf.constant(np.arange(32.0).reshape(1, 4, 4, 2))
    deep = tf.nn.space_to_depth(images, 2)
    assert np.array_equal(tf.nn.depth_to_space(deep, 2), images)
    assert tf.nn.space_to_depth(tf.transpose(images, [0, 3, 1, 2]), 2, "NCHW").shape == [1, 8, 2, 2]
    moved = tf.space_to_batch(images, [2, 2], [[0, 0], [2, 0]])
    assert np.array_equal(tf.batch_to_space(moved, [2, 2], [[0, 0], [2, 0]]), images)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: tf.pad(x, [[1, 0], [0, 2]], "REFLECT"),
        lambda x: tf.pad(x, [[1, 0], [0, 2]], constant_values=3.0) * 2.0,
        lambda x: tf.reverse(x, [0]),
        lambda x: tf.roll(x, [1, 2], [0, 1]),
        lambda x: tf.reverse_sequence(x, [1, 2, 3], seq_axis=1),
        lambda x: tf.tile(x, [2, 1]),
        lambda x: tf.repeat(x, [0, 1, 2], axis=0),
        lambda x: tf.broadcast_to(x, [2, 3, 4]),
        lambda x: tf.transpose(x),
        lambda x: tf.reshape(x, [4, -1]),
        lambda x: tf.squeeze(tf.expand_dims(x, 1)),
    ],
)
def test_everywhere_and_their_gradients(function):
    check_everywhere(function, X)
    check_gradients(function, X)
