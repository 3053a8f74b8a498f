"""Limits hold, everywhere, and gradients stop at them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

VECTORS = st.lists(st.floats(-100, 100, width=32), min_size=3, max_size=3)


@given(VECTORS)
def test_values_are_limited(values):
    assert np.array_equal(tf.clip_by_value(values, -1.0, 2.0), np.clip(np.float32(values), -1, 2))


@given(VECTORS, st.floats(0.125, 10))
def test_norms_are_limited(values, limit):
    clipped = np.asarray(tf.clip_by_norm(values, limit))
    assert np.linalg.norm(clipped) <= limit * (1 + 1e-5)
    both, norm = tf.clip_by_global_norm([values, [1.0]], limit)
    assert np.linalg.norm(np.concatenate(both)) <= limit * (1 + 1e-5)
    assert float(norm) == pytest.approx(np.linalg.norm([*values, 1.0]), rel=1e-5)


def test_clipping_everywhere():
    check_everywhere(lambda x: tf.clip_by_value(x, 0.0, 1.0), [-1.0, 0.5, 2.0])
    check_everywhere(lambda x: tf.clip_by_norm(x, 1.0), [[3.0, 4.0]])
    check_everywhere(lambda x, y: tf.clip_by_global_norm([x, y], 1.0)[0], [3.0], [4.0])
    check_everywhere(tf.math.l2_normalize, [3.0, 4.0])


def test_gradients():
    check_gradients(lambda x: tf.clip_by_value(x, 0.0, 1.0), [-1.0, 0.5, 2.0])
    check_gradients(lambda x: tf.clip_by_norm(x, 1.0), [3.0, 4.0])
    check_gradients(lambda x: tf.linalg.global_norm([x, x]), [3.0, 4.0])
    check_gradients(tf.math.l2_normalize, [3.0, 4.0])


def test_missing_gradients_stay_missing():
    clipped, norm = tf.clip_by_global_norm([None, tf.constant([3.0])], 1.0)
    assert clipped[0] is None and float(norm) == 3.0
