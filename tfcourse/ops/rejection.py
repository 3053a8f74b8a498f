"""Random numbers that take an unknown number of tries: gamma and Poisson; and categories.

Every element of a gamma or Poisson result has its own stretch of the stream, 256 blocks from
the next one's, so all of them try at once and those that have succeeded wait for the others.
The distributions are drawn as TensorFlow's kernels draw them, number for number.

Source: Marsaglia and Tsang, "A simple method for generating gamma variables" (2000); Hörmann,
"The transformed rejection method for generating Poisson random variables" (1993); Knuth, "The
art of computer programming", volume 2.
"""

import math

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.ops.philox import (
    BLOCKS_PER_OUTPUT,
    normals_of,
    random_blocks,
    uniform,
    uniforms_of,
)


class _Tries:
    """The stretches of a stream from which the elements of a result draw, one stretch each.

    A buffer holds the two float64 that were made of an element's last block, and how many of them
    are left. TensorFlow hands out the second one first.
    """

    def __init__(self, key, counter, count):
        self._stream = key, counter
        self._starts = lax.iota(jnp.uint64, count) * np.uint64(BLOCKS_PER_OUTPUT)
        self.start = jnp.zeros(count, jnp.uint64)
        self.empty = jnp.zeros(count, jnp.int32), jnp.zeros((count, 2))

    def blocks(self, positions):
        """Returns the blocks at a position of each stretch."""
        return random_blocks(*self._stream, self._starts + positions, loops=True)

    def draw(self, make, positions, buffer, wanted):
        """Draws one number where `wanted`; elsewhere what it returns means nothing.

        Returns:
          The numbers, and the new positions and buffer.
        """
        left, numbers = buffer
        is_empty = wanted & (left == 0)
        fresh = make(self.blocks(positions), jnp.float64)
        numbers = jnp.where(is_empty[:, None], fresh, numbers)
        left = jnp.where(is_empty, 2, left) - wanted
        number = jnp.where(left == 1, numbers[:, 1], numbers[:, 0])
        return number, positions + is_empty, (left, numbers)


def _until_done(step, done, result, *state):
    """Repeats `step` on those elements that are not done; returns the results."""

    def body(carry):
        done, result, *state = carry
        succeeded, candidate, *state = step(~done, *state)
        result = jnp.where(~done & succeeded, candidate, result)
        return done | succeeded, result, *state

    return lax.while_loop(lambda carry: ~jnp.all(carry[0]), body, (done, result, *state))[1]


def _per_parameter(draw, parameters, shape, dtype):
    """Draws `shape` numbers for each parameter; those of one parameter come one after another."""
    size = math.prod(shape)
    result = draw(jnp.repeat(parameters.astype(jnp.float64).ravel(), size))
    return result.astype(dtype).reshape(parameters.size, size).T.reshape(*shape, *parameters.shape)


def gamma(key, counter, shape: tuple[int, ...], alpha):
    """Draws from gamma distributions of scale 1.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      shape: How many numbers for each element of `alpha`.
      alpha: The distributions' shape parameters, float16, bfloat16, float32 or float64.

    Returns:
      An array of shape `shape + alpha.shape` and the dtype of `alpha`; NaN where alpha is not
      positive.

    Source: `tf.random.gamma`.
    """

    def draw(alpha):
        tries = _Tries(key, counter, alpha.size)
        is_small = alpha < 1
        shifted = alpha + jnp.where(is_small, 2.0 / 3, -1.0 / 3)
        factor = 1.0 / 3 / jnp.sqrt(shifted)

        def step(active, positions, normals, uniforms):
            x, positions, normals = tries.draw(normals_of, positions, normals, active)
            v = 1 + factor * x
            active &= v > 0
            v = v * v * v
            u, positions, uniforms = tries.draw(uniforms_of, positions, uniforms, active)
            squeezed = u < 1 - 0.0331 * (x * x) * (x * x)
            below = jnp.log(u) < 0.5 * x * x + shifted * (1 - v + jnp.log(v))
            active &= squeezed | below
            last, positions, uniforms = tries.draw(
                uniforms_of, positions, uniforms, active & is_small
            )
            value = shifted * v * jnp.where(is_small, last ** (1 / alpha), 1)
            return active, value, positions, normals, uniforms

        exponential = -jnp.log1p(-uniforms_of(tries.blocks(tries.start), jnp.float64)[:, 1])
        result = jnp.where(alpha == 1, exponential, jnp.nan)
        is_done = (alpha == 1) | ~(alpha > 0)
        return _until_done(step, is_done, result, tries.start, tries.empty, tries.empty)

    return _per_parameter(draw, alpha, shape, alpha.dtype)


def poisson(key, counter, shape: tuple[int, ...], rate, dtype):
    """Draws from Poisson distributions.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      shape: How many numbers for each element of `rate`.
      rate: The distributions' means, of any real dtype.
      dtype: The dtype of the result.

    Returns:
      An array of shape `shape + rate.shape` and `dtype`; NaN where the rate is NaN or infinite
      (for which TensorFlow never returns).

    Source: `tf.random.poisson`.
    """

    def draw(rate):
        tries = _Tries(key, counter, rate.size)
        is_small = rate < 10
        limit = jnp.exp(-rate)

        def count_arrivals(active, positions, uniforms, product, count):
            u, positions, uniforms = tries.draw(uniforms_of, positions, uniforms, active)
            product = product * u
            return product <= limit, count, positions, uniforms, product, count + 1

        log_rate = jnp.log(rate)
        b = 0.931 + 2.53 * jnp.sqrt(rate)
        a = -0.059 + 0.02483 * b
        inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)

        def transform(active, positions, uniforms):
            u, positions, uniforms = tries.draw(uniforms_of, positions, uniforms, active)
            v, positions, uniforms = tries.draw(uniforms_of, positions, uniforms, active)
            u = u - 0.5
            shifted = 0.5 - jnp.abs(u)
            k = jnp.floor((2 * a / shifted + b) * u + rate + 0.43)
            quick = (shifted >= 0.07) & (v <= 0.9277 - 3.6224 / (b - 2))
            hopeless = (k < 0) | ((shifted < 0.013) & (v > shifted))
            s = jnp.log(v * inverse_alpha / (a / (shifted * shifted) + b))
            t = -rate + k * log_rate - lax.lgamma(k + 1)
            return quick | (~hopeless & (s <= t)), k, positions, uniforms

        start = tries.start, tries.empty
        ones = jnp.ones_like(rate)
        small = _until_done(count_arrivals, ~is_small, ones * jnp.nan, *start, ones, ones * 0)
        return _until_done(transform, is_small | ~jnp.isfinite(rate), small, *start)

    return _per_parameter(draw, rate, shape, dtype)


def categorical(key, counter, logits, count: int, dtype):
    """Draws category numbers with the given log-probabilities, which need not be normalized.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      logits: Float, of shape [rows, categories].
      count: How many numbers for each row.
      dtype: int32 or int64.

    Returns:
      An array of shape [rows, count] and `dtype`. TensorFlow's own numbers depend on how many
      threads share a large draw; these are those of one thread.

    Source: `tf.random.categorical`.
    """
    rows = logits.shape[0]
    is_finite = jnp.isfinite(logits)
    lowest = jnp.finfo(logits.dtype).min
    largest = jnp.max(jnp.where(is_finite, logits, lowest), axis=1, keepdims=True)
    odds = jnp.exp(logits.astype(jnp.float64) - largest.astype(jnp.float64))
    limits = jnp.cumsum(jnp.where(is_finite, odds, 0), axis=1)
    targets = uniform(key, counter, (rows, count), jnp.float64) * limits[:, -1:]
    chosen = jnp.sum(limits[:, None, :] <= targets[:, :, None], axis=-1)
    return chosen.astype(dtype)
