"""Pooling and convolution where XLA's own are slow on a CPU; the values are the same.

The gradient of `reduce_window` searches every window anew: for windows that do not overlap,
comparing slices takes a tenth of its time. A convolution of few input channels, as the first of a
network, is a sum of a few products of slices with numbers: XLA fuses that to one loop.
"""

import functools
import itertools
import math
import operator

import jax
import jax.numpy as jnp
from jax import lax

_MOST_SLICES = 16
_MOST_PRODUCTS = 32


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


def largest_of_blocks(images, window):
    """Returns the largest element of each window; windows stand side by side.

    Args:
      images: Float array of any rank.
      window: The size of windows along each axis.

    Returns:
      An array of the same rank. Of equal elements the first gets the gradient.
    """
    counts = [known // size for known, size in zip(images.shape, window, strict=True)]
    slices = [
        images[tuple(map(_every, start, counts, window))]
        for start in itertools.product(*map(range, window))
    ]
    return functools.reduce(_larger, slices)


def _every(start, count, size):
    return slice(None) if size == 1 else slice(start, start + (count - 1) * size + 1, size)


def _larger(first, second):
    # A NaN wins, as in XLA.
    return jnp.where((first >= second) | jnp.isnan(first), first, second)


def has_fast_products(images, kernel) -> bool:
    """Says whether `convolve_few_channels` is the faster way.

    Args:
      images: Array of shape [batch, height, width, channels].
      kernel: Array of shape [height, width, channels, outputs].
    """
    return (
        jax.default_backend() == "cpu"
        and images.ndim == kernel.ndim == 4
        and images.dtype == kernel.dtype == jnp.float32
        and images.shape[-1] == kernel.shape[-2]
        and all(isinstance(size, int) for size in images.shape[1:])
        and all(map(operator.ge, images.shape[1:3], kernel.shape[:2]))
        and 1 < math.prod(kernel.shape[:3]) <= _MOST_PRODUCTS
    )


@functools.partial(jax.custom_jvp, nondiff_argnums=(2,))
def convolve_few_channels(images, kernel, padding: str):
    """Convolves images of few channels with steps of 1.

    Args:
      images: float32 of shape [batch, height, width, channels].
      kernel: float32 of shape [height, width, channels, outputs].
      padding: `"SAME"` or `"VALID"`.

    Returns:
      float32 of shape [batch, height, width, outputs].
    """
    sizes = kernel.shape[:2]
    pads = lax.padtype_to_pads(images.shape[1:3], sizes, (1, 1), padding)
    images = jnp.pad(images, [(0, 0), *pads, (0, 0)])
    height, width = (known - size + 1 for known, size in zip(images.shape[1:3], sizes, strict=True))
    total = 0
    for row, column, channel in itertools.product(*map(range, kernel.shape[:3])):
        part = images[:, row : row + height, column : column + width, channel]
        total = total + part[..., None] * kernel[row, column, channel]
    return total


@convolve_few_channels.defjvp
def _derivative(padding, primals, tangents):
    (images, kernel), (images_tangent, kernel_tangent) = primals, tangents
    change = _convolve(images_tangent, kernel, padding) + _convolve(images, kernel_tangent, padding)
    return convolve_few_channels(images, kernel, padding), change


def _convolve(images, kernel, padding):
    return lax.conv_general_dilated(
        images, kernel, (1, 1), padding, dimension_numbers=("NHWC", "HWIO", "NHWC")
    )
