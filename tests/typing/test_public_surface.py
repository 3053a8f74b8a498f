"""Programs as students write them: they run, and `make lint` type-checks this file too.

Every line marked `pyright: ignore` is a mistake that an editor has to underline; pyright fails
on a mark that is not needed.
"""

import numpy as np
import pytest

import tfcourse as tf


def test_regression():
    tf.random.set_seed(1)
    inputs = tf.random.normal([32, 1])
    targets = 3.0 * inputs + 2.0
    weight = tf.Variable(tf.zeros([1, 1]), name="weight")
    bias = tf.Variable(0.0, name="bias")
    rate = tf.constant(0.1)

    @tf.function
    def step(inputs, targets):
        with tf.GradientTape() as tape:
            predictions = tf.matmul(inputs, weight) + bias
            loss = tf.reduce_mean(tf.square(predictions - targets))
        for variable, gradient in zip(
            [weight, bias], tape.gradient(loss, [weight, bias]), strict=True
        ):
            variable.assign_sub(rate * gradient)
        return loss

    for _ in range(100):
        loss = step(inputs, targets)
    assert loss.numpy() < 1e-3
    np.testing.assert_allclose(weight.numpy(), [[3.0]], atol=0.05)


def test_tensors():
    table = tf.reshape(tf.range(6), [2, 3])
    assert table.shape == (2, 3)
    assert table.dtype == tf.int32
    assert -table[0, 1] + 2 * table[..., -1, tf.newaxis][0] == 3
    assert tf.math.reduce_sum(tf.cast(table, tf.float32)).numpy() == 15.0
    assert tf.nn.softmax(tf.constant([[0.0, 0.0]])).numpy().tolist() == [[0.5, 0.5]]
    with pytest.raises(tf.errors.InvalidArgumentError):
        tf.reshape(table, [4])


def test_mistakes():
    with pytest.raises(AttributeError):
        tf.constnat(1)  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(AttributeError):
        tf.constant(1).nunpy()
    with pytest.raises(TypeError):
        tf.matmul(tf.zeros([2, 2]))  # pyright: ignore[reportCallIssue]
