"""TensorFlow's random numbers, to the bit: Philox 4x32-10 and the distributions drawn from it.

A stream is a key (uint64 of shape [1]) and a 128-bit counter (uint64 of shape [2], low half
first). Each value of the counter gives one *block* of four uint32, and TensorFlow says which
blocks feed which element of a result. Everything here is a pure JAX function in which key and
counter are operands and only the shape and the dtype are static, so that one compiled kernel
serves all seeds.

Source: `tf.random.Algorithm.PHILOX`; Salmon et al., "Parallel random numbers: as easy as 1, 2,
3" (2011).
"""

import functools
import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.ops import libm

BLOCKS_PER_OUTPUT = 256
"""How far each number drawn from a stateful stream moves its counter, whatever was used."""

_ROUNDS = 10
_MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_KEY_STEPS = 0x9E3779B9, 0xBB67AE85
_SCRAMBLING_KEY = np.array([0x02461E293EC8F720], np.uint64)
_32 = np.uint64(32)
_SMALLEST_UNIFORM = 1e-7
_BLOCKS_PER_TRUNCATED = BLOCKS_PER_OUTPUT // 4


def _halves(word):
    """Splits uint64 into the low and the high uint32."""
    return lax.convert_element_type(word, jnp.uint32), lax.convert_element_type(
        word >> _32, jnp.uint32
    )


def join(low, high):
    """Joins two uint32 into a uint64."""
    return low.astype(jnp.uint64) | (high.astype(jnp.uint64) << _32)


@functools.partial(jax.jit, inline=True)  # traced once, then copied into each of the rounds
def _round(first, second, third, fourth, key_low, key_high):
    low_a, high_a = _halves(lax.convert_element_type(first, jnp.uint64) * _MULTIPLIERS[0])
    low_b, high_b = _halves(lax.convert_element_type(third, jnp.uint64) * _MULTIPLIERS[1])
    return high_b ^ second ^ key_low, low_b, high_a ^ fourth ^ key_high, low_a


def skip(counter, blocks):
    """Returns the counter that many blocks further on.

    Args:
      counter: uint64 of shape [2].
      blocks: uint64 of any shape S.

    Returns:
      uint64 of shape [2] + S.
    """
    low = counter[0] + blocks
    return jnp.stack([low, counter[1] + (low < blocks).astype(jnp.uint64)])


def random_blocks(key, counter, positions):
    """Returns the blocks at some positions of a stream.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2], where the stream begins.
      positions: uint64 of any shape S; 0 is the block at `counter` itself.

    Returns:
      Four uint32 arrays of shape S.
    """
    low = counter[0] + positions
    high = counter[1] + lax.convert_element_type(low < positions, jnp.uint64)
    block = (*_halves(low), *_halves(high))
    key_low, key_high = _halves(key[0])
    for index in range(_ROUNDS):
        steps = [np.uint32(index * step & 0xFFFFFFFF) for step in _KEY_STEPS]
        block = _round(*block, key_low + steps[0], key_high + steps[1])
    return block


def _interleave(columns, size: int):
    """Returns the first `size` numbers of equally long columns read row by row."""
    return jnp.stack(columns, axis=-1).reshape(-1)[:size]


def _words(key, counter, size: int, bits: int):
    """Returns the first `size` words of a stream, as uint32 or (for 64 bits) uint64."""
    per_block = 128 // bits
    positions = lax.iota(jnp.uint64, -(-size // per_block))
    block = random_blocks(key, counter, positions)
    if bits == 64:
        block = join(block[0], block[1]), join(block[2], block[3])
    return _interleave(block, size)


def _float_below_one(words, dtype):
    """Makes random words mantissas of floats in [1, 2), then subtracts 1."""
    dtype = jnp.dtype(dtype)
    mantissa_bits = jnp.finfo(dtype).nmant
    container = jnp.dtype(f"uint{8 * dtype.itemsize}")
    mantissas = words & np.array(2**mantissa_bits - 1, words.dtype)
    one = np.array(1, dtype)
    bits = lax.convert_element_type(mantissas, container) | one.view(container)
    return lax.bitcast_convert_type(bits, dtype) - one


def _double_below_one(first, second):
    """Makes float64 in [0, 1) of two words: the first gives the high bits of the mantissa."""
    return _float_below_one(join(second, first), jnp.float64)


def uniform(key, counter, shape: tuple[int, ...], dtype):
    """Draws floats from [0, 1).

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      shape: The shape of the result.
      dtype: float16, bfloat16, float32 or float64.

    Returns:
      An array of `shape` and `dtype`, TensorFlow's to the bit.

    Example:
      >>> stream = np.array([42], np.uint64), np.array([0, 2746317213], np.uint64)
      >>> uniform(*stream, (2,), np.float32).tolist()
      [0.6645621061325073, 0.44100677967071533]

    Source: `tf.random.uniform`.
    """
    size = math.prod(shape)
    if jnp.dtype(dtype) == jnp.float64:
        first, second, third, fourth = random_blocks(
            key, counter, lax.iota(jnp.uint64, -(-size // 2))
        )
        columns = [_double_below_one(first, second), _double_below_one(third, fourth)]
        return _interleave(columns, size).reshape(shape)
    return _float_below_one(_words(key, counter, size, 32), dtype).reshape(shape)


def uniform_full_int(key, counter, shape: tuple[int, ...], dtype):
    """Draws integers from the whole range of a type.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      shape: The shape of the result.
      dtype: int32, uint32, int64 or uint64.

    Returns:
      An array of `shape` and `dtype`, TensorFlow's to the bit.

    Source: `tf.random.Generator.uniform_full_int`.
    """
    dtype = jnp.dtype(dtype)
    words = _words(key, counter, math.prod(shape), 8 * dtype.itemsize)
    return lax.bitcast_convert_type(words, dtype).reshape(shape)


def uniform_int(key, counter, shape: tuple[int, ...], low, high):
    """Draws integers from [low, high).

    Small integers come up a little too often where high - low is no power of two, as in
    TensorFlow.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      shape: The shape of the result.
      low: A scalar, int32 or int64.
      high: A scalar of the same dtype, above `low`.

    Returns:
      An array of `shape` and the dtype of `low`, TensorFlow's to the bit.

    Source: `tf.random.uniform`.
    """
    dtype = jnp.dtype(low.dtype)
    unsigned = jnp.dtype(f"uint{8 * dtype.itemsize}")
    words = _words(key, counter, math.prod(shape), 8 * dtype.itemsize)
    span = lax.convert_element_type(high, unsigned) - lax.convert_element_type(low, unsigned)
    offset = words % span + lax.convert_element_type(low, unsigned)
    return lax.bitcast_convert_type(offset, dtype).reshape(shape)


def _float_normals(first, second):
    """Turns two words into two float32 normals (Box and Muller)."""
    positive = jnp.maximum(_float_below_one(first, jnp.float32), np.float32(_SMALLEST_UNIFORM))
    angle = _float_below_one(second, jnp.float32).astype(jnp.float64) * (2 * np.pi)
    # A mere cast to float32 and back may be left out by XLA.
    sine, cosine = libm.sincos(lax.reduce_precision(angle, exponent_bits=8, mantissa_bits=23))
    radius = jnp.sqrt(-2 * libm.log(positive))
    return sine * radius, cosine * radius


def _double_normals(first, second, third, fourth):
    """Turns four words into two float64 normals (Box and Muller)."""
    positive = jnp.maximum(_double_below_one(first, second), _SMALLEST_UNIFORM)
    angle = _double_below_one(third, fourth) * (2 * np.pi)
    radius = jnp.sqrt(-2 * jnp.log(positive))
    return jnp.sin(angle) * radius, jnp.cos(angle) * radius


def normal_block(block, dtype):
    """Turns the four words of a block into standard normals.

    Args:
      block: Four uint32 arrays of one shape.
      dtype: float64 gives two normals; any other type gives four, in float32.

    Returns:
      A tuple of arrays.
    """
    if jnp.dtype(dtype) == jnp.float64:
        return _double_normals(*block)
    return (*_float_normals(*block[:2]), *_float_normals(*block[2:]))


def standard_normal(key, counter, shape: tuple[int, ...], dtype):
    """Draws from the normal distribution of mean 0 and standard deviation 1.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      shape: The shape of the result.
      dtype: float16, bfloat16, float32 or float64.

    Returns:
      An array of `shape` and `dtype`, TensorFlow's to the bit on Linux.

    Source: `tf.random.normal`.
    """
    size = math.prod(shape)
    per_block = 2 if jnp.dtype(dtype) == jnp.float64 else 4
    block = random_blocks(key, counter, lax.iota(jnp.uint64, -(-size // per_block)))
    return _interleave(normal_block(block, dtype), size).reshape(shape).astype(dtype)


def truncated_normal(key, counter, shape: tuple[int, ...], dtype):
    """Draws from the standard normal distribution, drawing again beyond two deviations.

    Results come in groups (of two for float64, of four otherwise), each of which has its own
    stretch of the stream and takes from it the first normals that lie within (-2, 2).

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      shape: The shape of the result.
      dtype: float16, bfloat16, float32 or float64.

    Returns:
      An array of `shape` and `dtype`, TensorFlow's to the bit on Linux.

    Source: `tf.random.truncated_normal`.
    """
    size = math.prod(shape)
    group_size = 2 if jnp.dtype(dtype) == jnp.float64 else 4
    groups = -(-size // group_size)
    starts = lax.iota(jnp.uint64, groups) * np.uint64(group_size * _BLOCKS_PER_TRUNCATED)

    def draw(state):
        attempt, filled, columns = state
        block = random_blocks(key, counter, starts + attempt)
        for normal in normal_block(block, dtype):
            is_inside = jnp.abs(normal) < 2
            columns = tuple(
                jnp.where(is_inside & (filled == index), normal, column)
                for index, column in enumerate(columns)
            )
            filled += is_inside
        return attempt + np.uint64(1), filled, columns

    wide = jnp.float64 if group_size == 2 else jnp.float32
    columns = (jnp.zeros(groups, wide),) * group_size
    state = np.uint64(0), jnp.zeros(groups, jnp.int32), columns
    _, _, columns = lax.while_loop(lambda state: jnp.any(state[1] < group_size), draw, state)
    return _interleave(columns, size).reshape(shape).astype(dtype)


def permutation(key, counter, size: int):
    """Draws an order of `size` things, each equally likely (but for a bias of size / 2**32).

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      size: How many things.

    Returns:
      int32 of shape [size]: which thing comes first, second, ...; TensorFlow's to the bit.

    Source: `tf.random.shuffle`.
    """
    order = lax.iota(jnp.int32, size)
    if size < 2:
        return order
    remaining = np.arange(size, 1, -1, dtype=np.uint32)
    jumps = _words(key, counter, size - 1, 32) % remaining
    partners = lax.iota(jnp.int32, size - 1) + jumps.astype(jnp.int32)

    def swap(index, order):
        partner = partners[index]
        here, there = order[index], order[partner]
        return order.at[index].set(there).at[partner].set(here)

    return lax.fori_loop(0, size - 1, swap, order)


def scramble_seed(seed):
    """Turns the seed of a stateless operation into a stream.

    Args:
      seed: int32, int64 or uint64 of shape [2].

    Returns:
      The key, uint64 of shape [1], and the counter, uint64 of shape [2].

    Source: `tf.raw_ops.StatelessRandomGetKeyCounter`.
    """
    words = random_blocks(_SCRAMBLING_KEY, seed.astype(jnp.uint64), np.uint64(0))
    key = join(words[0], words[1])
    return key[None], jnp.stack([jnp.zeros_like(key), join(words[2], words[3])])
