"""Gamma, Poisson and categorical numbers: TensorFlow's, and the distributions' moments."""

import zlib

import jax
import numpy as np
import pytest

import tfcourse  # noqa: F401 - sets x64
from tfcourse.ops import rejection

STREAM = np.array([42], np.uint64), np.array([0, 7], np.uint64)


def checksum(drawn):
    return zlib.crc32(np.asarray(drawn).tobytes())


def test_gamma_is_tensorflows_to_the_bit():
    alpha = np.array([0.3, 1.0, 1.7, 25.0, 0.01, 0.99], np.float32)
    drawn = jax.jit(lambda *stream: rejection.gamma(*stream, (1000,), alpha))(*STREAM)
    assert drawn.shape == (1000, 6)
    assert checksum(drawn) == 0xD4E5BA31
    np.testing.assert_allclose(np.mean(drawn, axis=0), alpha, rtol=0.2, atol=0.02)


def test_poisson_is_tensorflows():
    rate = np.array([0.0, 0.5, 1.0, 5.0, 9.9, 10.0, 12.3, 40.0, 1000.0])
    drawn = jax.jit(lambda *stream: rejection.poisson(*stream, (1000,), rate, np.float32))(*STREAM)
    assert checksum(drawn) == 0x1E08C4C6
    np.testing.assert_allclose(np.mean(drawn, axis=0), rate, rtol=0.05, atol=0.05)
    np.testing.assert_allclose(np.var(drawn, axis=0), rate, rtol=0.2, atol=0.05)


def test_what_cannot_be_drawn_is_nan():
    alpha = np.array([-1.0, 0.0, np.nan, 2.0], np.float32)
    drawn = np.asarray(jax.jit(lambda *s: rejection.gamma(*s, (2,), alpha))(*STREAM))
    np.testing.assert_array_equal(np.isnan(drawn), [[True, True, True, False]] * 2)
    rate = np.array([np.nan, np.inf, 3.0])
    drawn = np.asarray(jax.jit(lambda *s: rejection.poisson(*s, (2,), rate, np.float64))(*STREAM))
    np.testing.assert_array_equal(np.isnan(drawn), [[True, True, False]] * 2)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_categories_come_as_often_as_they_should(dtype):
    probabilities = np.array([[0.5, 0.2, 0.3], [0.0, 1.0, 0.0]])
    with np.errstate(divide="ignore"):
        logits = np.log(probabilities).astype(dtype) + 5
    drawn = np.asarray(rejection.categorical(*STREAM, logits, 4000, np.int32))
    counts = [np.bincount(row, minlength=3) / 4000 for row in drawn]
    np.testing.assert_allclose(counts, probabilities, atol=0.03)
