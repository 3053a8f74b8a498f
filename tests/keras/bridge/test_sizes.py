"""Shapes given as tensors, in Python and in `function`."""

import pytest

import tfcourse as tf

keras = tf.keras


@pytest.mark.parametrize("wrap", [lambda function: function, tf.function], ids=["eager", "graph"])
def test_shapes_given_as_tensors(wrap):
    generator = keras.random.SeedGenerator(1)

    @wrap
    def drawn(x):
        return [
            keras.random.normal(tf.shape(x), seed=generator),
            keras.random.uniform((tf.shape(x)[0], 2), seed=1),
            keras.ops.zeros(tf.shape(x)[:1]),
        ]

    shapes = [tuple(result.shape) for result in drawn(tf.ones([3, 4]))]
    assert shapes == [(3, 4), (3, 2), (3,)]
