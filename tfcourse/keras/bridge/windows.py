"""Keras's pooling and convolution, faster on a CPU where XLA's own are slow; equal values."""

import functools

import jax
from jax import lax
from keras.src.backend.jax import nn

from tfcourse.ops.fast_windows import (
    convolve_few_channels,
    has_fast_blocks,
    has_fast_products,
    largest_of_blocks,
)


def _in_pairs(value) -> tuple:
    return tuple(value) if isinstance(value, (list, tuple)) else (value, value)


def _max_pool(original):
    @functools.wraps(original)
    def max_pool(inputs, pool_size, strides=None, padding="valid", data_format=None):
        is_last = nn.backend.standardize_data_format(data_format) == "channels_last"
        if is_last and isinstance(inputs, jax.Array) and inputs.ndim == 4:
            window = (1, *_in_pairs(pool_size), 1)
            steps = window if strides is None else (1, *_in_pairs(strides), 1)
            pads = lax.padtype_to_pads(inputs.shape[1:3], window[1:3], steps[1:3], padding.upper())
            if has_fast_blocks(inputs, window, steps, pads):
                return largest_of_blocks(inputs, window)
        return original(inputs, pool_size, strides, padding, data_format)

    return max_pool


def _conv(original):
    @functools.wraps(original)
    def conv(inputs, kernel, strides=1, padding="valid", data_format=None, dilation_rate=1):
        is_last = nn.backend.standardize_data_format(data_format) == "channels_last"
        if is_last and _is_simple(strides, dilation_rate, padding):
            images, weights = map(nn.convert_to_tensor, (inputs, kernel))
            if images.ndim == weights.ndim == 4:
                sizes = images.shape[1:3], weights.shape[:2]
                pads = lax.padtype_to_pads(*sizes, (1, 1), padding.upper())
                if has_fast_products(images, weights, pads):
                    return convolve_few_channels(images, weights, pads)
        return original(inputs, kernel, strides, padding, data_format, dilation_rate)

    return conv


def _is_simple(strides, dilation_rate, padding) -> bool:
    steps = (*_in_pairs(strides), *_in_pairs(dilation_rate))
    return set(steps) == {1} and padding in ("same", "valid")


def install():
    """Lets Keras pool and convolve by the faster ways."""
    nn.max_pool, nn.conv = _max_pool(nn.max_pool), _conv(nn.conv)
