"""Random numbers that take an unknown number of tries: gamma and Poisson; and categories.

Every element of a gamma or Poisson result has its own stretch of the stream, 256 blocks from
the next one's, so all of them try at once and those that have succeeded wait for the others. One
number is drawn at a time, whatever it is for: one place where blocks are made is less to compile.
The distributions are drawn as TensorFlow's kernels draw them, number for number.

Source: Marsaglia and Tsang, "A simple method for generating gamma variables" (2000); Hörmann,
"The transformed rejection method for generating Poisson random variables" (1993); Knuth, "The
art of computer programming", volume 2.
"""

import math

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.ops.philox import BLOCKS_PER_OUTPUT, normals_at, uniform, uniforms_at


def _draw_in_turn(key, counter, makers, step, done, result, phase, state):
    """Draws one number after another for each element of a vector until all are done.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      makers: `uniforms_at` and the like, one for each kind of number. Each kind has blocks of its
        own, of whose two numbers the second is used first.
      step: Called with (phase, number, state), all vectors; says which elements have succeeded,
        with which result, and the next phase and state.
      done: Elements for which nothing is drawn.
      result: The results of those.
      phase: int32, the first phase of each element: which kind it draws. A phase beyond the last
        kind draws that one.
      state: What else `step` must remember, a tuple of vectors.

    Returns:
      The results.
    """
    starts = lax.iota(jnp.uint64, done.size) * np.uint64(BLOCKS_PER_OUTPUT)
    kinds = np.arange(len(makers), dtype=np.int32)[:, None]

    def body(carry):
        done, result, phase, used, blocks, left, state = carry
        is_drawn = jnp.minimum(phase, kinds[-1]) == kinds
        is_empty = is_drawn & (left == 0)
        blocks = jnp.where(is_empty, used, blocks)
        left = jnp.where(is_empty, 2, left) - is_drawn
        numbers = [
            make(key, counter, starts + blocks[kind], left[kind], jnp.float64, loops=True)
            for kind, make in enumerate(makers)
        ]
        number = jnp.where(is_drawn[0], numbers[0], numbers[-1])
        succeeded, value, phase, state = step(phase, number, state)
        result = jnp.where(succeeded & ~done, value, result)
        used += jnp.any(is_empty, axis=0)
        return done | succeeded, result, phase, used, blocks, left, state

    used = jnp.zeros(done.size, jnp.uint64)
    blocks = jnp.zeros((len(makers), done.size), jnp.uint64)
    left = jnp.zeros((len(makers), done.size), jnp.int32)
    carry = done, result, phase, used, blocks, left, state
    return lax.while_loop(lambda carry: ~jnp.all(carry[0]), body, carry)[1]


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
    normal, uniform, last_uniform, exponential = np.arange(4, dtype=np.int32)

    def draw(alpha):
        is_small = alpha < 1
        shifted = alpha + jnp.where(is_small, 2.0 / 3, -1.0 / 3)
        factor = 1.0 / 3 / jnp.sqrt(shifted)

        def step(phase, number, state):
            (x,) = state
            x = jnp.where(phase == normal, number, x)
            v = 1 + factor * x
            cube = v * v * v
            is_squeezed = number < 1 - 0.0331 * (x * x) * (x * x)
            bound = 0.5 * x * x + shifted * (1 - cube + jnp.log(cube))
            is_accepted = (phase == uniform) & (is_squeezed | (jnp.log(number) < bound))
            power = jnp.where(phase == last_uniform, number ** (1 / alpha), 1)
            value = jnp.where(phase == exponential, -jnp.log1p(-number), shifted * cube * power)
            following = jnp.where((phase == normal) & (v > 0), uniform, normal)
            following = jnp.where(is_accepted, last_uniform, following)
            return (phase >= last_uniform) | (is_accepted & ~is_small), value, following, (x,)

        done = ~(alpha > 0)
        nothing = jnp.full_like(alpha, jnp.nan)
        phase = jnp.where(alpha == 1, exponential, normal)
        makers = normals_at, uniforms_at
        return _draw_in_turn(key, counter, makers, step, done, nothing, phase, (nothing,))

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
        is_small = rate < 10
        limit = jnp.exp(-rate)
        log_rate = jnp.log(rate)
        b = 0.931 + 2.53 * jnp.sqrt(rate)
        a = -0.059 + 0.02483 * b
        inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)

        def step(phase, number, state):
            # Small rates: a product of uniforms counts the arrivals. Others: pairs u, v.
            product, count, u = state
            product = product * number
            is_first = phase == 0
            u = jnp.where(is_first, number - 0.5, u)
            shifted = 0.5 - jnp.abs(u)
            k = jnp.floor((2 * a / shifted + b) * u + rate + 0.43)
            is_quick = (shifted >= 0.07) & (number <= 0.9277 - 3.6224 / (b - 2))
            is_hopeless = (k < 0) | ((shifted < 0.013) & (number > shifted))
            s = jnp.log(number * inverse_alpha / (a / (shifted * shifted) + b))
            t = -rate + k * log_rate - lax.lgamma(k + 1)
            is_accepted = ~is_first & (is_quick | (~is_hopeless & (s <= t)))
            succeeded = jnp.where(is_small, product <= limit, is_accepted)
            following = jnp.where(is_small, 0, 1 - phase)
            return succeeded, jnp.where(is_small, count, k), following, (product, count + 1, u)

        done = ~jnp.isfinite(rate)
        nothing = jnp.full_like(rate, jnp.nan)
        phase = jnp.zeros(rate.size, jnp.int32)
        state = jnp.ones_like(rate), jnp.zeros_like(rate), nothing
        return _draw_in_turn(key, counter, (uniforms_at,), step, done, nothing, phase, state)

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
