"""The faster ways to pool and convolve give what XLA's own give, derivatives included."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import lax

from tfcourse.ops.fast_windows import (
    convolve_few_channels,
    has_fast_blocks,
    has_fast_products,
    largest_of_blocks,
)


def random(*shape):
    return np.random.default_rng(0).normal(size=shape).astype(np.float32)


def pooled(images, window):
    return lax.reduce_window(images, -np.inf, lax.max, window, window, "VALID")


def assert_equal(function, expected, *operands, rtol=1e-5):
    def squares(function):
        return lambda *values: jnp.sum(jnp.square(function(*values)))

    np.testing.assert_allclose(function(*operands), expected(*operands), rtol, 1e-5)
    places = tuple(range(len(operands)))
    for derive in (jax.grad, lambda f, at: jax.jacfwd(f, at)):
        ours, theirs = (derive(squares(each), places)(*operands) for each in (function, expected))
        for one, other in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(one, other, rtol, 1e-4)


@pytest.mark.parametrize("window", [(1, 2, 2, 1), (1, 3, 2, 1), (1, 1, 4, 1)])
def test_largest_of_blocks(window):
    images = random(2, 7, 9, 3)
    images[0, :2, :2, 0] = 5.0
    images[1, :, :, 1] = 0.0
    assert_equal(lambda x: largest_of_blocks(x, window), lambda x: pooled(x, window), images)


def test_nan_is_the_largest():
    images = random(1, 4, 4, 1)
    images[0, 1, 0], images[0, 2, 2] = np.nan, np.nan
    window = (1, 2, 2, 1)
    np.testing.assert_array_equal(largest_of_blocks(images, window), pooled(images, window))


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize("sizes", [(3, 3, 1, 4), (2, 4, 2, 3), (3, 3, 8, 2)])
def test_convolve_few_channels(sizes, padding):
    def expected(images, kernel):
        numbers = ("NHWC", "HWIO", "NHWC")
        return lax.conv_general_dilated(images, kernel, (1, 1), padding, dimension_numbers=numbers)

    def ours(images, kernel):
        pads = lax.padtype_to_pads(images.shape[1:3], kernel.shape[:2], (1, 1), padding)
        return convolve_few_channels(images, kernel, pads)

    operands = random(2, 5, 6, sizes[2]), random(*sizes)
    assert_equal(ours, expected, *operands, rtol=1e-4)

    def second(function, *operands):
        def change(*operands):
            return jax.jvp(function, operands, operands)[1] ** 3

        return jax.grad(lambda *values: jnp.mean(change(*values)), (0, 1))(*operands)

    for one, other in zip(second(ours, *operands), second(expected, *operands), strict=True):
        np.testing.assert_allclose(one, other, 1e-3, 1e-3 * np.abs(other).max())


def test_what_is_fast():
    images, window, none = random(1, 4, 4, 1), (1, 2, 2, 1), [(0, 0)] * 4
    assert has_fast_blocks(images, window, window, none)
    assert not has_fast_blocks(images, window, (1, 1, 1, 1), none)
    assert not has_fast_blocks(images, window, window, [(0, 0), (0, 1), (0, 0), (0, 0)])
    assert not has_fast_blocks(images.astype(int), window, window, none)
    assert not has_fast_blocks(images[:, :1], window, window, none)


def test_which_convolutions_are_fast():
    images, none = random(1, 4, 4, 1), [(0, 0)] * 2
    assert has_fast_products(images, random(3, 3, 1, 8), none)
    assert has_fast_products(random(1, 4, 4, 8), random(3, 3, 8, 8), none)
    assert has_fast_products(images, random(5, 5, 1, 8), [(1, 0), (0, 1)])
    assert not has_fast_products(images, random(5, 5, 1, 8), [(1, 0), (0, 0)])
    assert not has_fast_products(images, random(3, 3, 2, 8), none)
    assert not has_fast_products(random(1, 8, 8, 8), random(5, 5, 8, 8), none)
    assert not has_fast_products(random(1, 8, 8, 16), random(3, 3, 16, 8), none)
    assert not has_fast_products(images.astype(np.float64), random(3, 3, 1, 8), none)


@pytest.mark.parametrize("place", range(16))
def test_every_place_of_a_window_gets_its_gradient(place):
    images = np.zeros((1, 9, 4, 2), np.float32)
    images[:, place // 4, place % 4] = 1.0
    images[:, 4 + place // 4, place % 4] = 1.0
    window = (1, 4, 4, 1)
    gradient = jax.jit(jax.grad(lambda x: jnp.sum(largest_of_blocks(x, window))))(images)
    np.testing.assert_array_equal(gradient, images)


def test_the_first_of_equal_elements_gets_the_gradient():
    images = np.array([[1, 2, 2, 0], [2, 2, 2, 2]], np.float32).reshape(1, 2, 4, 1)
    gradient = jax.grad(lambda x: jnp.sum(largest_of_blocks(x, (1, 2, 2, 1))))(images)
    assert gradient[0, :, :, 0].tolist() == [[0, 1, 1, 0], [0, 0, 0, 0]]


def test_windows_over_fused_products():
    # XLA fuses products and windows; the last digits of what it computes twice may differ.
    images, kernel = random(8, 28, 28, 1), random(3, 3, 1, 8)
    window, none = (1, 2, 2, 1), [(0, 0)] * 2

    def ours(images, kernel):
        return largest_of_blocks(jax.nn.relu(convolve_few_channels(images, kernel, none)), window)

    def theirs(images, kernel):
        numbers = ("NHWC", "HWIO", "NHWC")
        convolved = lax.conv_general_dilated(
            images, kernel, (1, 1), "VALID", dimension_numbers=numbers
        )
        return pooled(jax.nn.relu(convolved), window)

    gradients = [
        jax.jit(jax.grad(lambda w, each=each: jnp.sum(each(images, w) ** 2)))(kernel)
        for each in (ours, theirs)
    ]
    np.testing.assert_allclose(*gradients, rtol=1e-4)
