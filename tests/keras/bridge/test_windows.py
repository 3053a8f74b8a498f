"""Pooling and convolution of Keras's, by whatever way, give what `tf.nn` gives."""

import numpy as np
import pytest

import tfcourse as tf

keras = tf.keras


def images(channels):
    return np.random.default_rng(0).normal(size=(2, 6, 7, channels)).astype(np.float32)


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize(("size", "strides"), [(2, None), ((3, 2), None), (2, 1), ((2, 2), (2, 3))])
def test_max_pooling(size, strides, padding):
    x = images(3)
    pooled = keras.layers.MaxPooling2D(size, strides, padding)(x)
    expected = tf.nn.max_pool2d(x, size, size if strides is None else strides, padding.upper())
    np.testing.assert_array_equal(pooled.numpy(), expected.numpy())


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize(("channels", "strides"), [(1, 1), (2, 1), (8, 1), (1, 2)])
def test_convolution(channels, strides, padding):
    layer = keras.layers.Conv2D(4, 3, strides, padding)
    x = images(channels)
    result = layer(x)
    expected = tf.nn.conv2d(x, layer.kernel, strides, padding.upper())
    np.testing.assert_allclose(result.numpy(), expected.numpy(), 1e-4, 1e-5)
    assert result.shape == layer.compute_output_shape(x.shape)


def test_an_image_smaller_than_the_kernel():
    with pytest.raises(ValueError, match=r"empty output|Computed output size|too small"):
        keras.layers.Conv2D(4, 3)(images(1)[:, :2])
