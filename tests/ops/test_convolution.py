"""Convolutions agree with sums written out, and are transposes of each other."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

RANDOM = np.random.default_rng(7)
IMAGES = RANDOM.normal(size=(2, 5, 6, 4))
FILTERS = RANDOM.normal(size=(3, 2, 4, 3))


def written_out(images, filters, strides, paddings, dilations):
    """A convolution as six loops."""
    padded = np.pad(images, [(0, 0), *paddings, (0, 0)])
    reach = [(size - 1) * step + 1 for size, step in zip(filters.shape, dilations, strict=False)]
    rows, columns = (
        (size - far) // stride + 1
        for size, far, stride in zip(padded.shape[1:3], reach, strides, strict=True)
    )
    result = np.zeros((len(images), rows, columns, filters.shape[-1]))
    for row, column, down, right in np.ndindex(rows, columns, *filters.shape[:2]):
        pixel = padded[
            :, row * strides[0] + down * dilations[0], column * strides[1] + right * dilations[1]
        ]
        result[:, row, column] += pixel @ filters[down, right]
    return result


@pytest.mark.parametrize("strides", [(1, 1), (2, 1), (2, 3)])
@pytest.mark.parametrize("paddings", [((0, 0), (0, 0)), ((1, 2), (0, 1))])
@pytest.mark.parametrize("dilations", [(1, 1), (2, 1)])
def test_images(strides, paddings, dilations):
    expected = written_out(IMAGES, FILTERS, strides, paddings, dilations)
    explicit = [[0, 0], *map(list, paddings), [0, 0]]
    actual = tf.nn.conv2d(IMAGES, FILTERS, strides, explicit, dilations=dilations)
    np.testing.assert_allclose(actual, expected)


def test_same_padding_keeps_the_size_and_puts_the_odd_zero_behind():
    actual = tf.nn.conv2d(IMAGES, FILTERS, 1, "SAME")
    np.testing.assert_allclose(
        actual, written_out(IMAGES, FILTERS, (1, 1), ((1, 1), (0, 1)), (1, 1))
    )


def test_sequences_and_volumes_are_images_with_one_row():
    rows = tf.nn.conv2d(IMAGES[:, :1], FILTERS[:1], [1, 2], "SAME")
    np.testing.assert_allclose(tf.nn.conv1d(IMAGES[:, 0], FILTERS[0], 2, "SAME"), rows[:, 0])
    volume = tf.nn.conv3d(IMAGES[:, None], FILTERS[None], [1] * 5, "VALID")
    np.testing.assert_allclose(volume[:, 0], tf.nn.conv2d(IMAGES, FILTERS, 1, "VALID"))


def test_channels_may_come_second():
    first = tf.nn.conv2d(IMAGES.transpose(0, 3, 1, 2), FILTERS, 2, "SAME", data_format="NCHW")
    last = tf.nn.conv2d(IMAGES, FILTERS, 2, "SAME")
    np.testing.assert_allclose(tf.transpose(first, [0, 2, 3, 1]), last)


def test_each_channel_has_filters_of_its_own():
    filters = RANDOM.normal(size=(2, 2, 4, 2))
    depthwise = tf.nn.depthwise_conv2d(IMAGES, filters, [1] * 4, "VALID")
    for channel in range(4):
        alone = tf.nn.conv2d(
            IMAGES[..., channel : channel + 1], filters[:, :, channel, None], 1, "VALID"
        )
        np.testing.assert_allclose(depthwise[..., 2 * channel : 2 * channel + 2], alone)
    pointwise = RANDOM.normal(size=(1, 1, 8, 3))
    separable = tf.nn.separable_conv2d(IMAGES, filters, pointwise, [1] * 4, "VALID")
    np.testing.assert_allclose(separable, tf.nn.conv2d(depthwise, pointwise, 1, "VALID"))


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
def test_a_transposed_convolution_is_the_transpose(padding):
    images = tf.constant(IMAGES)
    with tf.GradientTape() as tape:
        tape.watch(images)
        forward = tf.nn.conv2d(images, FILTERS, 2, padding)
    products = RANDOM.normal(size=forward.shape)
    gradient = tape.gradient(forward, images, output_gradients=tf.constant(products))
    transposed = tf.nn.conv2d_transpose(products, FILTERS, IMAGES.shape, 2, padding)
    np.testing.assert_allclose(transposed, gradient)


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(lambda x, f: tf.nn.conv2d(x, f, 1, "SAME"), IMAGES, FILTERS),
        lambda: check_gradients(
            lambda x, f: tf.nn.conv2d(x, f, 2, "SAME"),
            IMAGES[:1, :3, :3, :2],
            FILTERS[:2, :, :2, :1],
        ),
        lambda: check_gradients(
            lambda x, f: tf.nn.conv2d_transpose(x, f, [1, 4, 4, 1], 2),
            IMAGES[:1, :2, :2, :2],
            FILTERS[:2, :, :1, :2],
        ),
    ],
)
def test_convolutions_have_their_gradients(function):
    function()


def test_an_unknown_batch():
    @tf.function(input_signature=[tf.TensorSpec([None, 5, 6, 4], tf.float64)])
    def convolved(x):
        y = tf.nn.conv2d(x, FILTERS, 2, "SAME")
        assert y.shape.as_list() == [None, 3, 3, 3]
        return tf.nn.max_pool2d(y, 2, 2, "SAME")

    assert convolved(IMAGES).shape == (2, 2, 2, 3)
