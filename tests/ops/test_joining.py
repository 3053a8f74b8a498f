"""Joining and taking apart are each other's reverse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients


@given(st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_split_undoes_concat(sizes):
    parts = [np.full((2, size), number) for number, size in enumerate(sizes)]
    joined = tf.concat(parts, axis=1) if len(parts) > 1 else tf.constant(parts[0])
    for part, expected in zip(tf.split(joined, sizes, axis=1), parts, strict=True):
        assert np.array_equal(part, expected)


@given(st.integers(-3, 2))
def test_unstack_undoes_stack(axis):
    rows = [np.arange(6).reshape(2, 3) + number for number in range(2)]
    for row, expected in zip(tf.unstack(tf.stack(rows, axis), axis=axis), rows, strict=True):
        assert np.array_equal(row, expected)


def test_lists_that_hold_tensors_nest():
    one = tf.constant(1)
    assert tf.convert_to_tensor([[one, 2], [3, one]]).numpy().tolist() == [[1, 2], [3, 1]]
    assert tf.convert_to_tensor([one, 2], tf.float32).dtype is tf.float32


@pytest.mark.parametrize(
    "function",
    [
        lambda x, y: tf.concat([x, y, x], 0),
        lambda x, y: tf.stack([x * y, y], 1),
        lambda x, y: tf.split(x * y, [1, 1], 0)[1],
        lambda x, y: tf.unstack(x * y)[0],
    ],
)
def test_everywhere_and_their_gradients(function):
    operands = tf.constant([[1.0, 2.0], [3.0, 4.0]], tf.float64), tf.constant([[5.0, 6.0]] * 2)
    operands = operands[0], tf.cast(operands[1], tf.float64)
    check_everywhere(function, *operands)
    check_gradients(function, *operands)


def test_text_is_joined_and_split():
    words = tf.concat([["a"], ["b", "c"]], 0)
    assert [part.numpy().tolist() for part in tf.split(words, [2, 1])] == [[b"a", b"b"], [b"c"]]
