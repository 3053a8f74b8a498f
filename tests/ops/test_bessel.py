"""Bessel functions and integrals: known values, and derivatives as differences say."""

import pytest

import tfcourse as tf
from tfcourse.testing import check_gradients

VALUES = {
    "bessel_i0": 1.2660658777520084,
    "bessel_i0e": 0.46575960759364043,
    "bessel_i1": 0.5651591039924851,
    "bessel_i1e": 0.2079104153497085,
    "dawsn": 0.5380795069127684,
    "expint": 1.8951178163559368,
    "fresnel_cos": 0.7798934003768228,
    "fresnel_sin": 0.4382591473903548,
    "spence": 0.0,
}


@pytest.mark.parametrize("name", sorted(VALUES))
def test_value_at_one(name):
    value = getattr(tf.math.special, name)(tf.constant(1.0, tf.float64))
    assert float(value) == pytest.approx(VALUES[name], abs=1e-12)


@pytest.mark.parametrize("name", ["bessel_i0", "bessel_i0e", "bessel_i1", "bessel_i1e"])
def test_gradients(name):
    check_gradients(getattr(tf.math, name), [0.5, 2.0], order=1)
