"""Conversion between dtypes agrees with NumPy where the value fits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

NUMBERS = ["int8", "uint8", "int32", "int64", "float16", "float32", "float64", "complex64"]


@given(st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_small_numbers_are_kept(values):
    for source in NUMBERS:
        x = tf.cast(values, source)
        for target in NUMBERS:
            assert np.array_equal(tf.cast(x, target), np.array(values, target))


def test_casts_everywhere():
    check_everywhere(lambda x: tf.cast(x, tf.int32), [1.75, -1.75, 3e9, float("nan")])
    check_everywhere(lambda x: tf.saturate_cast(x, tf.uint8), [1.75, -1.75, 3e9])
    check_gradients(lambda x: tf.cast(tf.cast(x, tf.complex128), tf.float64) ** 2, [1.5, 2.0])


@given(st.floats(allow_nan=False))
def test_saturated_values_are_nearest(value):
    saturated = int(tf.saturate_cast(tf.constant(value, tf.float64), tf.int16))
    assert saturated == int(np.clip(value, -(2**15), 2**15 - 1))


def test_a_tensor_of_the_dtype_is_returned_itself():
    x, v = tf.constant([1.0]), tf.Variable([1.0])
    assert tf.cast(x, tf.float32) is x
    assert tf.cast(v, "float32") is v


@pytest.mark.parametrize("value, dtype", [("1", tf.int32), (1, tf.string)], ids=["from", "to"])
def test_strings_are_not_cast(value, dtype):
    with pytest.raises(tf.errors.UnimplementedError, match="is not supported"):
        tf.cast(value, dtype)


def test_no_gradient_passes_integers():
    x = tf.constant([1.5])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.cast(tf.cast(x, tf.int32), tf.float32)
    assert tape.gradient(y, x) is None
