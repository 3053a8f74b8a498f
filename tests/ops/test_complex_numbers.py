"""Complex numbers are taken apart and put together, everywhere."""

import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients


@pytest.mark.parametrize("name", ["real", "imag", "conj", "angle", "abs", "sign"])
def test_parts(name):
    check_everywhere(getattr(tf.math, name), [1 + 2j, -3j, 2 - 1j])


@pytest.mark.parametrize("name", ["real", "imag", "angle"])
def test_parts_of_real_numbers(name):
    check_everywhere(getattr(tf.math, name), [1.5, -2.0])


def test_gradients_by_the_parts():
    check_gradients(lambda x, y: tf.abs(tf.complex(x, y)), [1.0, -2.0], [0.5, 3.0])
    check_gradients(lambda x, y: tf.math.angle(tf.complex(x, y)), [1.0, -2.0], [0.5, 3.0])
    check_gradients(
        lambda x, y: tf.math.real(tf.exp(tf.complex(x, y)) * tf.complex(y, x)), [0.5], [0.25]
    )


def test_real_tensors_are_their_own_conjugates():
    x = tf.constant([1.0])
    assert tf.math.conj(x) is x and tf.math.real(x) is x
