"""Images are turned, cut and coloured as their definitions say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

IMAGE = np.random.default_rng(10).uniform(size=(4, 6, 3)).astype(np.float32)


def test_turns_are_those_of_numpy():
    np.testing.assert_array_equal(tf.image.flip_left_right(IMAGE), IMAGE[:, ::-1])
    np.testing.assert_array_equal(tf.image.flip_up_down(IMAGE), IMAGE[::-1])
    np.testing.assert_array_equal(tf.image.transpose(IMAGE), IMAGE.swapaxes(0, 1))
    for k in range(5):
        np.testing.assert_array_equal(tf.image.rot90(IMAGE, k), np.rot90(IMAGE, k))


@given(st.integers(1, 8), st.integers(1, 8))
def test_cropped_or_padded_images_have_the_size_and_the_middle(height, width):
    resized = tf.image.resize_with_crop_or_pad(IMAGE, height, width).numpy()
    assert resized.shape == (height, width, 3)
    if height >= 4 and width >= 6:
        np.testing.assert_allclose(resized.sum(), IMAGE.sum(), rtol=1e-5)


METHODS = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "gaussian", "mitchellcubic"]


@pytest.mark.parametrize("method", METHODS)
def test_a_plain_image_stays_plain_in_any_size(method):
    plain = np.full((5, 4, 1), 7.0, np.float32)
    for size in ([2, 3], [9, 9], [1, 1]):
        for antialias in (False, True):
            resized = tf.image.resize(plain, size, method, antialias=antialias)
            np.testing.assert_allclose(resized, np.full((*size, 1), 7), rtol=1e-5)


def test_the_ratio_of_height_to_width_can_be_kept():
    assert tf.image.resize(IMAGE, [8, 8], preserve_aspect_ratio=True).shape == (5, 8, 3)
    padded = tf.image.resize_with_pad(IMAGE, 8, 6)
    assert padded.shape == (8, 6, 3)
    np.testing.assert_array_equal(padded[:2], 0)


def test_colours_come_back():
    there_and_back = [
        (tf.image.rgb_to_hsv, tf.image.hsv_to_rgb),
        (tf.image.rgb_to_yiq, tf.image.yiq_to_rgb),
        (tf.image.rgb_to_yuv, tf.image.yuv_to_rgb),
    ]
    for there, back in there_and_back:
        np.testing.assert_allclose(back(there(IMAGE)), IMAGE, atol=1e-4)
    np.testing.assert_allclose(tf.image.adjust_hue(IMAGE, 1.0), IMAGE, atol=1e-5)
    gray = tf.image.rgb_to_grayscale(tf.image.grayscale_to_rgb(IMAGE[..., :1]))
    np.testing.assert_allclose(gray, IMAGE[..., :1], atol=1e-3)


@given(st.sampled_from(["uint8", "int8", "uint16", "int16"]))
def test_integers_survive_the_way_over_floats(dtype):
    highest = np.iinfo(dtype).max
    pixels = np.linspace(0, highest, 50).astype(dtype)
    floats = tf.image.convert_image_dtype(pixels, tf.float32)
    assert floats.numpy().min() == 0 and floats.numpy().max() == 1
    assert np.array_equal(tf.image.convert_image_dtype(floats, dtype, saturate=True), pixels)


def test_standardized_images():
    batch = tf.image.per_image_standardization(np.stack([IMAGE, IMAGE * 2 + 1]))
    np.testing.assert_allclose(batch.numpy().mean((1, 2, 3)), 0, atol=1e-5)
    np.testing.assert_allclose(batch.numpy().std((1, 2, 3)), 1, rtol=1e-5)


def test_distances_between_images():
    assert np.isinf(tf.image.psnr(IMAGE, IMAGE, 1.0))
    np.testing.assert_allclose(tf.image.psnr(IMAGE, IMAGE + 0.1, 1.0), 20, rtol=1e-4)
    big = tf.image.resize(IMAGE, [32, 32])
    np.testing.assert_allclose(tf.image.ssim(big, big, 1.0), 1, rtol=1e-5)
    assert float(tf.image.ssim(big, 1 - big, 1.0)) < 0.5


def test_random_changes_repeat_with_their_seed():
    changes = [
        lambda: tf.image.random_flip_left_right(IMAGE),
        lambda: tf.image.random_brightness(IMAGE, 0.5),
        lambda: tf.image.random_hue(IMAGE, 0.5),
        lambda: tf.image.random_crop(IMAGE, [2, 2, 3]),
    ]
    for change in changes:
        tf.random.set_seed(1)
        first = change()
        tf.random.set_seed(1)
        np.testing.assert_array_equal(change(), first)
    cropped = tf.image.stateless_random_crop(IMAGE, [2, 2, 3], seed=(1, 2))
    assert any(
        np.array_equal(cropped, IMAGE[row : row + 2, column : column + 2])
        for row in range(3)
        for column in range(5)
    )


def test_boxes():
    whole = tf.image.crop_and_resize(IMAGE[None], [[0.0, 0.0, 1.0, 1.0]], [0], [4, 6])
    np.testing.assert_allclose(whole[0], IMAGE, atol=1e-6)
    drawn = tf.image.draw_bounding_boxes(
        np.zeros((1, 3, 3, 1), np.float32), [[[0.0, 0, 1, 1]]], [[1.0]]
    )
    assert drawn.numpy().sum() == 8
    patches = tf.image.extract_patches(IMAGE[None], [1, 2, 2, 1], [1, 2, 2, 1], [1] * 4, "VALID")
    np.testing.assert_array_equal(patches[0, 1, 2].numpy(), IMAGE[2:4, 4:6].ravel())


@pytest.mark.parametrize(
    "function",
    [
        lambda: check_everywhere(lambda x: tf.image.resize(x, [3, 5]), IMAGE),
        lambda: check_everywhere(tf.image.rgb_to_grayscale, IMAGE),
        lambda: check_everywhere(lambda x: tf.image.adjust_contrast(x, 2.0), IMAGE),
        lambda: check_everywhere(tf.image.total_variation, IMAGE),
        lambda: check_everywhere(tf.image.sobel_edges, IMAGE[None]),
        lambda: check_gradients(lambda x: tf.image.total_variation(x), IMAGE[:2, :2]),
        lambda: check_gradients(
            lambda x: tf.image.per_image_standardization(tf.cast(x, tf.float32)),
            IMAGE[:2, :2],
            step=1e-2,
            tolerance=2e-2,
            order=1,
        ),
    ],
)
def test_images_run_everywhere_with_their_gradients(function):
    function()
