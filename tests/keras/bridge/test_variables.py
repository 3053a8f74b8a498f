"""Keras variables in our operations, tapes, functions and assignments."""

import numpy as np
import pytest

import tfcourse as tf


@pytest.fixture
def layer():
    layer = tf.keras.layers.Dense(2, name="dense")
    layer.build((None, 3))
    layer.set_weights([np.arange(6, dtype=np.float32).reshape(3, 2), np.ones(2, np.float32)])
    return layer


def test_printed_as_keras_prints_it(layer):
    assert repr(layer.bias) == (
        "<Variable path=dense/bias, shape=(2,), dtype=float32, value=[1. 1.]>"
    )
    assert repr(layer.kernel.shape) == "TensorShape([3, 2])"
    assert str(layer.kernel.shape) == "(3, 2)"


def test_in_operations(layer):
    assert float(tf.reduce_sum(layer.kernel)) == 15
    assert (layer.kernel * 2).numpy().tolist() == [[0, 2], [4, 6], [8, 10]]
    assert (tf.ones([1, 3]) @ layer.kernel).numpy().tolist() == [[6, 9]]
    assert layer.kernel[0].numpy().tolist() == [0, 1]
    assert isinstance(1 - layer.bias, tf.Tensor)


def test_as_source(layer):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer.kernel**2) + tf.reduce_sum(2 * layer.bias)
    gradients = tape.gradient(loss, layer.trainable_variables)
    assert gradients[0].numpy().tolist() == [[0, 2], [4, 6], [8, 10]]
    assert gradients[1].numpy().tolist() == [2, 2]
    assert [variable.name for variable in tape.watched_variables()] == [
        "dense/kernel:0",
        "dense/bias:0",
    ]


def test_watch(layer):
    layer.trainable = False
    with tf.GradientTape() as tape:
        tape.watch(layer.kernel)
        loss = tf.reduce_sum(layer.kernel + layer.bias)
    kernel, bias = tape.gradient(loss, [layer.kernel, layer.bias])
    assert kernel.numpy().tolist() == np.ones((3, 2)).tolist()
    assert bias is None


@pytest.mark.parametrize("is_traced", [False, True])
def test_assign(layer, is_traced):
    def change(delta):
        layer.bias.assign_add(delta)
        layer.bias.assign_sub([0.5, 0.5])
        before = layer.bias * 1
        layer.bias.assign(layer.bias * 10.0)
        return before

    if is_traced:
        change = tf.function(change)
    assert change(tf.constant([1.0, 2.0])).numpy().tolist() == [1.5, 2.5]
    assert layer.bias.numpy().tolist() == [15, 25]


def test_assign_wrong_shape(layer):
    with pytest.raises(ValueError, match="The shape of the target variable and the shape"):
        layer.bias.assign(tf.zeros([3]))


def test_optimizer_over_our_variables():
    variable = tf.Variable([3.0, 4.0])
    optimizer = tf.keras.optimizers.SGD(0.5, momentum=0.5)
    for _ in range(2):
        optimizer.apply_gradients([(tf.constant([1.0, 2.0]), variable)])
    assert variable.numpy().tolist() == [1.75, 1.5]
    assert int(optimizer.iterations) == 2


def test_minimize():
    variable = tf.Variable(3.0)
    optimizer = tf.keras.optimizers.SGD(0.1)
    for _ in range(3):
        optimizer.minimize(lambda: variable**2, [variable])
    assert float(variable) == pytest.approx(3 * 0.8**3)
    with tf.GradientTape() as tape:
        loss = variable**2
    optimizer.minimize(loss, [variable], tape=tape)
    assert float(variable) == pytest.approx(3 * 0.8**4)
    with pytest.raises(ValueError, match="`tape` is required"):
        optimizer.minimize(loss, [variable])
