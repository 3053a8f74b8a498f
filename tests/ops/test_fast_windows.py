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
@pytest.mark.parametrize("sizes", [(3, 3, 1, 4), (2, 4, 2, 3)])
def test_convolve_few_channels(sizes, padding):
    def expected(images, kernel):
        numbers = ("NHWC", "HWIO", "NHWC")
        return lax.conv_general_dilated(images, kernel, (1, 1), padding, dimension_numbers=numbers)

    def ours(images, kernel):
        return convolve_few_channels(images, kernel, padding)

    assert_equal(ours, expected, random(2, 5, 6, sizes[2]), random(*sizes), rtol=1e-4)


def test_what_is_fast():
    images, window, none = random(1, 4, 4, 1), (1, 2, 2, 1), [(0, 0)] * 4
    assert has_fast_blocks(images, window, window, none)
    assert not has_fast_blocks(images, window, (1, 1, 1, 1), none)
    assert not has_fast_blocks(images, window, window, [(0, 0), (0, 1), (0, 0), (0, 0)])
    assert not has_fast_blocks(images.astype(int), window, window, none)
    assert not has_fast_blocks(images[:, :1], window, window, none)
    assert has_fast_products(images, random(3, 3, 1, 8))
    assert not has_fast_products(images, random(3, 3, 2, 8))
    assert not has_fast_products(images, random(5, 3, 1, 8))
    assert not has_fast_products(random(1, 8, 8, 8), random(3, 3, 8, 8))
