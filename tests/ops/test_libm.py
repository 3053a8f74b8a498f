"""The C library's float32 functions, stated in JAX."""

import jax
import numpy as np
import pytest

from tfcourse.ops import libm


@pytest.fixture(scope="module")
def uniforms():
    random = np.random.default_rng(0)
    mantissas = np.append(random.integers(0, 2**23, 100_000), [0, 1, 2**22, 2**23 - 1])
    return (mantissas.astype(np.uint32) | 0x3F800000).view(np.float32) - np.float32(1)


def test_logarithm_is_within_a_unit_of_the_true_one(uniforms):
    x = uniforms[uniforms > 0]
    exact = np.log(x.astype(np.float64))
    computed = np.asarray(jax.jit(libm.log)(x))
    error = np.abs(computed - exact)
    assert (error <= np.spacing(np.abs(exact).astype(np.float32)) * 0.82).all()
    # The last of many polynomials: a correctly rounded one would differ in some hundreds.
    assert 400 < np.sum(computed != exact.astype(np.float32)) < 1200


def test_sine_and_cosine_are_within_a_unit_of_the_true_ones(uniforms):
    x = (uniforms.astype(np.float64) * (2 * np.pi)).astype(np.float32).astype(np.float64)
    for computed, exact in zip(jax.jit(libm.sincos)(x), (np.sin(x), np.cos(x)), strict=True):
        error = np.abs(np.asarray(computed) - exact)
        assert (error <= np.spacing(np.abs(exact).astype(np.float32)) * 0.57).all()


def test_values_of_the_c_library():
    x = np.array([0.1, 0.25, 0.7], np.float32)
    log = [-2.3025851249694824, -1.3862943649291992, -0.3566749691963196]
    np.testing.assert_array_equal(jax.jit(libm.log)(x), np.array(log, np.float32))
    quarter = np.array([0.0, np.pi / 2, np.pi, 3 * np.pi / 2]).astype(np.float32)
    sine, cosine = jax.jit(libm.sincos)(quarter.astype(np.float64))
    np.testing.assert_allclose(sine, [0, 1, 0, -1], atol=1e-6)
    np.testing.assert_allclose(cosine, [1, 0, -1, 0], atol=1e-6)
