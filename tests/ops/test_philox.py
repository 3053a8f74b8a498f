"""Philox and what is drawn from it, to the bit."""

import functools
import zlib

import jax
import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse  # noqa: F401 - sets x64
from tfcourse.core.host import translate
from tfcourse.core.kernels import aval
from tfcourse.ops import philox

KEY, COUNTER = np.array([42], np.uint64), np.array([0, 7], np.uint64)


@functools.cache
def compiled(function, *arguments):
    """Returns a function of (key, counter, *operands) with the other arguments bound."""
    return jax.jit(lambda key, counter, *operands: function(key, counter, *arguments, *operands))


def draw(function, *arguments):
    return np.asarray(compiled(function, *arguments)(KEY, COUNTER))


def stream(counter, key):
    """Returns key and counter given as hexadecimal words, as publications print them."""
    words = [int(word, 16) for word in counter.split()]
    key = [int(word, 16) for word in key.split()]
    pairs = [(words[0], words[1]), (words[2], words[3]), tuple(key)]
    low, high, key = (
        np.uint64(first) | np.uint64(second) << np.uint64(32) for first, second in pairs
    )
    return np.array([key]), np.array([low, high])


@pytest.mark.parametrize("loops", [False, True], ids=["straight", "loop"])
@pytest.mark.parametrize(
    ("counter", "key", "block"),
    [
        ("0 0 0 0", "0 0", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ("ffffffff " * 4, "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            "243f6a88 85a308d3 13198a2e 03707344",
            "a4093822 299f31d0",
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
    ids=["zeros", "ones", "pi"],
)
def test_blocks_are_those_of_the_publication(counter, key, block, loops):
    words = philox.random_block(*stream(counter, key), np.zeros(1, np.uint64), loops=loops)
    assert [f"{int(word[0]):08x}" for word in words] == block.split()


compiled_skip = jax.jit(philox.skip)


@given(st.integers(0, 2**128 - 1), st.integers(0, 2**64 - 1))
def test_counters_carry(start, blocks):
    counter = np.array([start % 2**64, start >> 64], np.uint64)
    low, high = compiled_skip(counter, np.uint64(blocks)).tolist()
    assert low + (high << 64) == (start + blocks) % 2**128


def test_positions_carry_into_the_upper_half():
    late = np.array([2**64 - 1, 7], np.uint64)
    words = philox.random_block(KEY, late, np.arange(3, dtype=np.uint64))
    following = philox.random_block(KEY, np.array([0, 8], np.uint64), np.arange(2, dtype=np.uint64))
    np.testing.assert_array_equal(np.array(words)[:, 1:], following)


# Checksums of what TensorFlow 2.21 draws with these seeds.
CHECKSUMS = {
    (philox.uniform, "float16"): 0x05F2E473,
    (philox.uniform, "bfloat16"): 0xF4A0D7A1,
    (philox.uniform, "float32"): 0x1EA8F407,
    (philox.uniform, "float64"): 0xEC07E0A6,
    (philox.standard_normal, "float16"): 0xCD3EEEBA,
    (philox.standard_normal, "bfloat16"): 0x4DB0C617,
    (philox.standard_normal, "float32"): 0x65F647B1,
    (philox.truncated_normal, "float16"): 0x0CCEA2A2,
    (philox.truncated_normal, "bfloat16"): 0x4E1B97BE,
    (philox.truncated_normal, "float32"): 0x8E4A2FB0,
}


@pytest.mark.parametrize(
    ("function", "dtype"), CHECKSUMS, ids=[f"{f.__name__}-{d}" for f, d in CHECKSUMS]
)
def test_large_draws_are_tensorflows_to_the_bit(function, dtype):
    drawn = draw(function, (100_003,), np.dtype(getattr(ml_dtypes, dtype, dtype)))
    assert zlib.crc32(drawn.tobytes()) == CHECKSUMS[function, dtype]


@pytest.mark.parametrize(
    ("low", "high", "dtype", "checksum"),
    [
        (0, 10, np.int32, 0x09035A0E),
        (-(2**31), 2**31 - 1, np.int32, 0x56396E75),
        (-7, 2**40, np.int64, 0xD4B868BF),
    ],
)
def test_large_draws_of_integers_are_tensorflows(low, high, dtype, checksum):
    bounds = np.array(low, dtype), np.array(high, dtype)
    drawn = compiled(philox.uniform_int, (100_003,))(KEY, COUNTER, *bounds)
    assert zlib.crc32(np.asarray(drawn).tobytes()) == checksum


def test_double_precision():
    normals = [-0.20764251101661857, 0.40354718604348067, -0.37805809073269625, 0.3699592121764591]
    truncated = [-0.20764251101661857, 0.40354718604348067, -1.2929919425062262]
    np.testing.assert_allclose(draw(philox.standard_normal, (4,), np.float64), normals, 1e-15)
    np.testing.assert_allclose(draw(philox.truncated_normal, (3,), np.float64), truncated, 1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "function", [philox.uniform, philox.standard_normal, philox.truncated_normal]
)
def test_smaller_draws_are_the_beginning_of_larger_ones(function, dtype):
    whole = draw(function, (11,), dtype)
    for size in (0, 1, 6):
        np.testing.assert_array_equal(draw(function, (size,), dtype), whole[:size])
    np.testing.assert_array_equal(draw(function, (5, 2), dtype).ravel(), whole[:10])


def test_truncated_normals_lie_within_two_deviations():
    drawn = draw(philox.truncated_normal, (100_000,), np.float32)
    assert np.abs(drawn).max() < 2
    assert abs(drawn.mean()) < 0.01
    assert abs(drawn.std() - 0.8796) < 0.01


def test_permutations_are_tensorflows():
    assert zlib.crc32(draw(philox.permutation, 1023).tobytes()) == 0x8BD3B9E5
    for size in (0, 1, 2, 32, 33):
        assert sorted(draw(philox.permutation, size).tolist()) == list(range(size))


def test_swaps_at_once_are_swaps_in_turn():
    random = np.random.default_rng(1)
    at_once, in_turn = jax.jit(philox._swap_at_once), jax.jit(philox._swap_in_turn)
    for size in (2, 5, 17):
        partners = np.array([random.integers(at, size) for at in range(size - 1)], np.int32)
        np.testing.assert_array_equal(at_once(partners), in_turn(partners))


def test_full_integers_are_the_words():
    words = draw(philox.uniform_full_int, (8,), np.uint32)
    np.testing.assert_array_equal(
        draw(philox.uniform_full_int, (8,), np.int32), words.view(np.int32)
    )
    pairs = words.astype(np.uint64)
    np.testing.assert_array_equal(
        draw(philox.uniform_full_int, (4,), np.uint64), pairs[0::2] | pairs[1::2] << np.uint64(32)
    )


@pytest.mark.parametrize(
    "function",
    [philox.uniform, philox.standard_normal, philox.truncated_normal, philox.permutation],
)
def test_small_draws_need_no_compilation(function):
    arguments = (9,) if function is philox.permutation else ((3, 3), np.float32)

    def program(key, counter):
        return (function(key, counter, *arguments),)

    host = translate(program, [aval(KEY), aval(COUNTER)])
    np.testing.assert_array_equal(host.function(KEY, COUNTER)[0], draw(function, *arguments))
