"""Special functions run the same everywhere, and derive as differences say."""

import math

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients


@pytest.mark.parametrize("name", ["erf", "erfc", "erfinv", "erfcinv", "ndtri", "lgamma", "digamma"])
def test_functions_of_one_tensor(name):
    function = getattr(tf.math, name)
    check_everywhere(function, [0.25, 0.75])
    check_gradients(function, [0.25, 0.75], order=1)


@pytest.mark.parametrize("name", ["igamma", "igammac", "zeta", "polygamma"])
def test_functions_that_derive_by_the_second(name):
    function = getattr(tf.math, name)
    first = tf.constant([2.0, 3.0], tf.float64)
    check_gradients(lambda x: function(first, x), [1.25, 2.5], order=1)


def test_incomplete_beta_function():
    a, b = tf.constant(2.0, tf.float64), tf.constant(3.0, tf.float64)
    check_gradients(lambda x: tf.math.betainc(a, b, x), [0.25, 0.5], order=1)
    check_everywhere(tf.math.lbeta, [[1.0, 2.0], [0.5, 3.0]])


def test_logarithms_of_factorials_are_accurate():
    values = tf.math.lgamma(tf.range(1.0, 8.0)).numpy()
    exact = np.array([math.lgamma(n) for n in range(1, 8)], np.float32)
    np.testing.assert_array_max_ulp(values, exact, 1)
