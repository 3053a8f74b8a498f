"""Sums of several tensors run the same everywhere, and derive as differences say."""

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients


def test_sums():
    check_everywhere(lambda x, y: tf.add_n([x, y, x]), [1.0, 2.0], [3.0, 4.0])
    check_gradients(lambda x, y: tf.add_n([x, x * y, y]), [1.0, 2.0], [3.0, 4.0])
    check_everywhere(lambda x: tf.math.scalar_mul(3, x), [1, 2])


def test_polynomials():
    check_everywhere(lambda x: tf.math.polyval([1.0, 2.0, 3.0], x), [0.5, -1.5])
    check_gradients(lambda x: tf.math.polyval([x, 2.0 * x, x], x * x), [0.5, -1.5])


def test_a_single_tensor_is_its_own_sum():
    x = tf.constant([1.0])
    assert tf.add_n([x]) is x
