"""Derivatives of segments at zeros and ties."""

import tfcourse as tf
from tfcourse.testing import check_gradients


def test_products_with_zeros_derive():
    check_gradients(
        lambda x: tf.math.unsorted_segment_prod(x, [0, 0, 1, 1, 1], 2),
        [0.0, 3.0, 0.0, 0.0, 2.0],
        order=1,
    )


def test_equal_extremes_share_the_gradient():
    x = tf.constant([2.0, 2.0, 1.0, 5.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.math.segment_max(x, [0, 0, 0, 1])
    assert tape.gradient(y, x).numpy().tolist() == [0.5, 0.5, 0.0, 1.0]
