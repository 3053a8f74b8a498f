"""TensorFlow's random numbers, to the bit: Philox 4x32-10 and the distributions drawn from it.

A stream is a key (uint64 of shape [1]) and a 128-bit counter (uint64 of shape [2], low half
first). Each value of the counter gives one *block* of four uint32, and TensorFlow says which
blocks feed which element of a result. Everything here is a pure JAX function in which key and
counter are operands and only the shape and the dtype are static, so that one compiled kernel
serves all seeds.

Each element makes the block it comes from by itself, although neighbours come from the same one:
XLA vectorizes that, and is ten times slower at laying the words of blocks side by side.

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
_KEY_STEPS = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_SCRAMBLING_KEY = np.array([0x02461E293EC8F720], np.uint64)
_32 = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFFFFFF)
_SMALLEST_UNIFORM = 1e-7
_FEW = 32


def join(low, high):
    """Joins two uint32 into a uint64."""
    return low.astype(jnp.uint64) | (high.astype(jnp.uint64) << _32)


@functools.partial(jax.jit, inline=True)  # traced once, then copied into each place
def _round(state):
    # Words stand in the low halves of uint64, whatever is in the high ones: the fewest operations.
    first, second, third, fourth, key_low, key_high = state
    first = (first & _LOW_HALF) * _MULTIPLIERS[0]
    third = (third & _LOW_HALF) * _MULTIPLIERS[1]
    block = (third >> _32) ^ second ^ key_low, third, (first >> _32) ^ fourth ^ key_high, first
    return *block, key_low + _KEY_STEPS[0], key_high + _KEY_STEPS[1]


def skip(counter, blocks):
    """Returns the counter that many blocks further on.

    Args:
      counter: uint64 of shape [2].
      blocks: uint64 of any shape S.

    Returns:
      uint64 of shape [2] + S.
    """
    low = counter[0] + blocks
    high = counter[1] + lax.convert_element_type(low < blocks, jnp.uint64)
    return jnp.concatenate([low[None], high[None]])


def random_block(key, counter, positions, *, loops: bool = False):
    """Returns the block at each of some positions of a stream.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2], where the stream begins.
      positions: uint64 of any shape S; 0 is the block at `counter` itself.
      loops: Whether the rounds are a loop rather than written out: half as much to compile where
        the blocks themselves are drawn in a loop.

    Returns:
      Four uint32 arrays of shape S.
    """
    low = counter[0] + positions
    high = counter[1] + lax.convert_element_type(low < positions, jnp.uint64)
    state = low, low >> _32, high, high >> _32, key[0], key[0] >> _32
    if loops:
        state = lax.fori_loop(0, _ROUNDS, lambda _, state: _round(state), state)
    else:
        for _ in range(_ROUNDS):
            state = _round(state)
    return tuple(lax.convert_element_type(word, jnp.uint32) for word in state[:4])


def _unsigned(dtype):
    """Returns the unsigned type of the same size."""
    return jnp.dtype(f"uint{8 * jnp.dtype(dtype).itemsize}")


def _per_block(dtype) -> int:
    """Returns how many numbers of a type a block makes."""
    return 2 if jnp.dtype(dtype).itemsize == 8 else 4


def _fill(number_at, key, counter, shape: tuple[int, ...], dtype):
    """Fills an array with what a function makes of one block after another."""
    index = lax.iota(jnp.uint64, math.prod(shape))
    per_block = np.uint64(_per_block(dtype))
    return number_at(key, counter, index // per_block, index % per_block, dtype).reshape(shape)


def _integers_at(key, counter, positions, at, dtype):
    """Makes unsigned integers: words, or for 64 bits pairs of words, the low one first."""
    words = random_block(key, counter, positions)
    if jnp.dtype(dtype) == jnp.uint64:
        return jnp.where(at == 0, join(*words[:2]), join(*words[2:]))
    return _word(words, at)


def _word(words, at):
    """Returns word number `at` of blocks."""
    return jnp.where(at < 2, jnp.where(at == 0, *words[:2]), jnp.where(at == 2, *words[2:]))


def _float_below_one(words, dtype):
    """Makes random words mantissas of floats in [1, 2), then subtracts 1."""
    dtype = jnp.dtype(dtype)
    mantissa_bits = jnp.finfo(dtype).nmant
    mantissas = words & np.array(2**mantissa_bits - 1, words.dtype)
    one = np.array(1, dtype)
    bits = lax.convert_element_type(mantissas, _unsigned(dtype)) | one.view(_unsigned(dtype))
    return lax.bitcast_convert_type(bits, dtype) - one


def uniforms_at(key, counter, positions, at, dtype, *, loops: bool = False):
    """Draws floats from [0, 1) at given places of a stream.

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      positions: Which blocks, uint64 of any shape S.
      at: Which of the numbers that a block makes: integers of shape S, below 4 (float64: 2).
      dtype: float16, bfloat16, float32 or float64.
      loops: As for `random_block`.

    Returns:
      An array of shape S and `dtype`.
    """
    words = random_block(key, counter, positions, loops=loops)
    if jnp.dtype(dtype) == jnp.float64:
        high, low = jnp.where(at == 0, words[0], words[2]), jnp.where(at == 0, words[1], words[3])
        return _float_below_one(join(low, high), dtype)
    return _float_below_one(_word(words, at), dtype)


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
      >>> stream = np.array([42], np.uint64), np.array([0, 478163327], np.uint64)
      >>> uniform(*stream, (2,), np.float32).tolist()
      [0.6645621061325073, 0.44100677967071533]

    Source: `tf.random.uniform`.
    """
    return _fill(uniforms_at, key, counter, shape, dtype)


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
    words = _fill(_integers_at, key, counter, shape, _unsigned(dtype))
    return lax.bitcast_convert_type(words, dtype)


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
    dtype, unsigned = low.dtype, _unsigned(low.dtype)
    low, high = (lax.bitcast_convert_type(bound, unsigned) for bound in (low, high))
    words = _fill(_integers_at, key, counter, shape, unsigned)
    return lax.bitcast_convert_type(low + words % (high - low), dtype)


def normals_at(key, counter, positions, at, dtype, *, loops: bool = False):
    """Draws standard normals at given places of a stream (Box and Muller).

    Args:
      key: uint64 of shape [1].
      counter: uint64 of shape [2].
      positions: Which blocks, uint64 of any shape S.
      at: Which of the numbers that a block makes: integers of shape S, below 4 (float64: 2).
      dtype: float64, or any other type for float32.
      loops: As for `random_block`.

    Returns:
      An array of shape S, float32 or float64.
    """
    first, second, third, fourth = random_block(key, counter, positions, loops=loops)
    if jnp.dtype(dtype) == jnp.float64:
        positive = _float_below_one(join(second, first), jnp.float64)
        angle = _float_below_one(join(fourth, third), jnp.float64) * (2 * np.pi)
        sine, cosine, log = jnp.sin(angle), jnp.cos(angle), jnp.log
    else:
        positive = _float_below_one(jnp.where(at < 2, first, third), jnp.float32)
        turn = _float_below_one(jnp.where(at < 2, second, fourth), jnp.float32)
        angle = (turn.astype(jnp.float64) * (2 * np.pi)).astype(jnp.float32)
        # XLA may leave out a cast to float32 and straight back; the maximum changes nothing else.
        sine, cosine = libm.sincos(jnp.maximum(angle, np.float32(0)).astype(jnp.float64))
        log = libm.log
    radius = jnp.sqrt(-2 * log(jnp.maximum(positive, np.array(_SMALLEST_UNIFORM, positive.dtype))))
    return jnp.where(at % at.dtype.type(2) == 0, sine, cosine) * radius


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
    return _fill(normals_at, key, counter, shape, dtype).astype(dtype)


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
    wide = jnp.promote_types(dtype, jnp.float32)
    group_size = _per_block(wide)
    # A number is refused once in 22 times: that a group runs out of 16 happens once in 5e14 times
    # (float32), or in 1e19 (float64).
    index = lax.iota(jnp.uint64, -(-size // group_size) * 16)
    group, attempt = index >> np.uint64(4), index & np.uint64(15)
    position = group * np.uint64(64 * group_size) + attempt // np.uint64(group_size)
    normals = normals_at(key, counter, position, attempt % np.uint64(group_size), wide)
    normals = normals.reshape(-1, 1, 16)
    is_inside = jnp.abs(normals) < 2
    place = is_inside.astype(jnp.float32) @ np.triu(np.ones((16, 16), np.float32))
    is_wanted = is_inside & (place == np.arange(1, group_size + 1, dtype=np.float32)[:, None])
    results = jnp.sum(jnp.where(is_wanted, normals, 0), axis=-1, dtype=wide)
    return results.reshape(-1)[:size].reshape(shape).astype(dtype)


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
    if size < 2:
        return lax.iota(jnp.int32, size)
    remaining = np.arange(size, 1, -1, dtype=np.uint32)
    jumps = _fill(_integers_at, key, counter, (size - 1,), jnp.uint32) % remaining
    partners = lax.iota(jnp.int32, size - 1) + jumps.astype(jnp.int32)
    return (_swap_at_once if size <= _FEW else _swap_in_turn)(partners)


def _swap_in_turn(partners):
    """Swaps the first thing with its partner, then the second with its, and so on."""

    def swap(index, order):
        # One scatter of both: after two, XLA copies the whole order each time.
        places = jnp.stack([index.astype(jnp.int32), partners[index]])
        return order.at[places].set(order[places[::-1]], mode="promise_in_bounds")

    return lax.fori_loop(0, partners.size, swap, lax.iota(jnp.int32, partners.size + 1))


def _swap_at_once(partners):
    """Gives what `_swap_in_turn` gives, by multiplying the swaps pairwise: no loop to compile."""
    places = np.arange(partners.size + 1, dtype=np.int32)
    indices, partners = places[:-1, None], partners[:, None]
    orders = jnp.where(places == indices, partners, jnp.where(places == partners, indices, places))
    while len(orders) > 1:
        if len(orders) % 2:
            orders = jnp.concatenate([orders, places[None]])
        first, then = orders[0::2], orders[1::2]
        rows = np.arange(len(first), dtype=np.int32)[:, None]
        orders = first.at[rows, then].get(mode="promise_in_bounds")
    return orders[0]


def scramble_seed(seed):
    """Turns the seed of a stateless operation into a stream.

    Args:
      seed: int32, int64 or uint64 of shape [2].

    Returns:
      The key, uint64 of shape [1], and the counter, uint64 of shape [2].

    Source: `tf.raw_ops.StatelessRandomGetKeyCounter`.
    """
    words = random_block(_SCRAMBLING_KEY, seed.astype(jnp.uint64), np.zeros(1, np.uint64))
    return join(*words[:2]), jnp.concatenate([np.zeros(1, np.uint64), join(*words[2:])])
