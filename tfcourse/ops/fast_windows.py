"""Pooling and convolution where XLA's own are slow on a CPU; the values are the same.

The gradient of `reduce_window` searches every window anew: for windows that do not overlap,
comparing slices takes a fraction of its time. A convolution of few input channels, as the first of
a network, is a sum of a few products of slices with numbers, which XLA fuses to one loop; the
gradients of it, and of one with a few more channels, are products of matrices of columns.
"""

import functools
import itertools
import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

_MOST_SLICES = 16
_MOST_PRODUCTS = 32
# 3 x 3 x 8. From 16 channels, or at 5 x 5 from 8, XLA's own gradients are faster.
_MOST_COLUMNS = 72


def has_fast_blocks(images, window, strides, paddings) -> bool:
    """Says whether `largest_of_blocks` gives what pooling is to give, and is the faster way.

    Args:
      images: Array of any rank.
      window: The size of windows along each axis.
      strides: How far windows are apart along each axis.
      paddings: Pairs of what is added before and after along each axis.
    """
    return (
        jax.default_backend() == "cpu"
        and tuple(window) == tuple(strides)
        and 1 < math.prod(window) <= _MOST_SLICES
        and not any(map(any, paddings))
        and jnp.issubdtype(images.dtype, jnp.floating)
        and all(
            size == 1 or (isinstance(known, int) and known >= size)
            for size, known in zip(window, images.shape, strict=True)
        )
    )


@functools.partial(jax.custom_jvp, nondiff_argnums=(1,))
def largest_of_blocks(images, window):
    """Returns the largest element of each window; windows stand side by side.

    Args:
      images: Float array of any rank.
      window: The size of windows along each axis.

    Returns:
      An array of the same rank. Of equal elements the first gets the gradient.
    """
    return functools.reduce(jnp.maximum, _slices(images, window))


@largest_of_blocks.defjvp
def _derivative_of_largest(window, primals, tangents):
    (images,), (tangent,) = primals, tangents
    places = _places_of_largest(_slices(images, window))
    # Axes in turn: which window, where in it.
    split = [part for pair in zip(places.shape, window, strict=True) for part in pair]
    inside = tuple(range(1, len(split), 2))
    numbers = np.arange(math.prod(window), dtype=np.float32).reshape(window)
    is_largest = jnp.expand_dims(places, inside) == np.expand_dims(
        numbers, tuple(range(0, len(split), 2))
    )
    blocks = tangent[tuple(map(_whole, places.shape, window))].reshape(split)
    change = jnp.sum(jnp.where(is_largest, blocks, 0), inside, dtype=tangent.dtype)
    return largest_of_blocks(images, window), change


def _places_of_largest(slices):
    # The places are compared with each other, not with the largest element: XLA computes that
    # anew in every loop that needs it, and not always to the same last digit. It computes no root
    # twice, so that the roots of squares, which are exact, make it search once.
    largest, squares = slices[0], jnp.zeros(slices[0].shape, np.float32)
    for place, one in enumerate(slices[1:], 1):
        # A NaN wins, as in XLA.
        stays = (largest >= one) | jnp.isnan(largest)
        largest = jnp.where(stays, largest, one)
        squares = jnp.where(stays, squares, np.float32(place**2))
    return jnp.sqrt(squares)


def _slices(images, window):
    counts = [known // size for known, size in zip(images.shape, window, strict=True)]
    return [
        images[tuple(map(_every, start, counts, window))]
        for start in itertools.product(*map(range, window))
    ]


def _every(start, count, size):
    return slice(None) if size == 1 else slice(start, start + (count - 1) * size + 1, size)


def _whole(count, size):
    return slice(None) if size == 1 else slice(count * size)


def has_fast_products(images, kernel, pads) -> bool:
    """Says whether `convolve_few_channels` is the faster way.

    Args:
      images: Array of shape [batch, height, width, channels].
      kernel: Array of shape [height, width, channels, outputs].
      pads: Pairs of how many zeros to add before and after: of rows, of columns.
    """
    return (
        jax.default_backend() == "cpu"
        and images.ndim == kernel.ndim == 4
        and images.dtype == kernel.dtype == jnp.float32
        and images.shape[-1] == kernel.shape[-2]
        and all(isinstance(size, int) for size in images.shape[1:])
        and all(
            known + before + after >= size
            for known, (before, after), size in zip(
                images.shape[1:3], pads, kernel.shape[:2], strict=True
            )
        )
        and 1 < math.prod(kernel.shape[:3]) <= _MOST_COLUMNS
    )


def convolve_few_channels(images, kernel, pads):
    """Convolves images of few channels with steps of 1.

    Args:
      images: float32 of shape [batch, height, width, channels].
      kernel: float32 of shape [height, width, channels, outputs].
      pads: Pairs of how many zeros to add before and after: of rows, of columns.

    Returns:
      float32 of shape [batch, height, width, outputs].
    """
    return _convolve(jnp.pad(images, [(0, 0), *pads, (0, 0)]), kernel)


@jax.custom_jvp
def _convolve(images, kernel):
    if math.prod(kernel.shape[:3]) > _MOST_PRODUCTS:
        return lax.conv_general_dilated(
            images, kernel, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC")
        )
    return sum(
        part[..., channel, None] * kernel[row, column, channel]
        for (row, column), part in _shifted(images, kernel.shape[:2])
        for channel in range(kernel.shape[2])
    )


@_convolve.defjvp
def _derivative_of_convolve(primals, tangents):
    (images, kernel), (images_tangent, kernel_tangent) = primals, tangents
    sizes = kernel.shape[:2]
    if math.prod(kernel.shape[:3]) > _MOST_PRODUCTS:
        change = _times(_gathered(images, sizes), kernel_tangent)
    else:
        change = _rows_times(_stacked(images, sizes), kernel_tangent)
    # The result by the same loop as without derivatives: a program often has both, and XLA
    # computes them once only if they are alike.
    return _convolve(images, kernel), change + _times(_beside(images_tangent, sizes), kernel)


def _shifted(images, sizes):
    """Returns what is under each element of a filter: pairs of where it is and an array."""
    height, width = (known - size + 1 for known, size in zip(images.shape[1:3], sizes, strict=True))
    return [
        ((row, column), images[:, row : row + height, column : column + width])
        for row, column in np.ndindex(*sizes)
    ]


def _beside(images, sizes):
    """Returns what is under a filter at each place: [batch, height, width, columns]."""
    return jnp.concatenate([part for _, part in _shifted(images, sizes)], -1)


@functools.partial(jax.custom_jvp, nondiff_argnums=(1,))
def _gathered(images, sizes):
    """Returns `_beside`, for which XLA gathers in half the time; its transpose would be slow."""
    batch, *known, channels = images.shape
    rows, columns = (
        np.arange(each - size + 1)[:, None] + np.arange(size)
        for each, size in zip(known, sizes, strict=True)
    )
    places = rows[:, None, :, None] * known[1] + columns[:, None, :]
    pixels = images.reshape(batch, math.prod(known), channels)
    taken = jnp.take(pixels, places.reshape(-1), axis=1, mode="clip")
    return taken.reshape(batch, len(rows), len(columns), math.prod(sizes) * channels)


@_gathered.defjvp
def _derivative_of_gathered(sizes, primals, tangents):
    return _gathered(*primals, sizes), _beside(*tangents, sizes)


def _stacked(images, sizes):
    """Returns what is under each element of a filter: [columns, batch, height, width]."""
    return jnp.stack(
        [
            part[..., channel]
            for _, part in _shifted(images, sizes)
            for channel in range(images.shape[-1])
        ]
    )


def _times(columns, kernel):
    # Matrices, not `tensordot`: XLA would copy operands to transpose them.
    flat = columns.reshape(-1, columns.shape[-1]) @ kernel.reshape(-1, kernel.shape[-1])
    return flat.reshape(*columns.shape[:-1], -1)


def _rows_times(rows, kernel):
    flat = rows.reshape(len(rows), -1).T @ kernel.reshape(-1, kernel.shape[-1])
    return flat.reshape(*rows.shape[1:], -1)
