"""Keras calls as operations: results, what they write, gradients, graphs."""

import jax
import numpy as np
import pytest

import tfcourse as tf

keras = tf.keras


def test_outputs_are_ours_for_data_of_any_kind():
    layer = keras.layers.Dense(2, kernel_initializer="ones")
    for x in (tf.ones([1, 3]), np.ones([1, 3], np.float32), [[1.0, 1.0, 1.0]]):
        result = layer(x)
        assert isinstance(result, tf.Tensor)
        assert result.numpy().tolist() == [[3, 3]]


@pytest.mark.parametrize("function", [keras.ops.relu, keras.layers.Flatten()])
def test_what_computes_with_numbers_refuses_strings(function):
    with pytest.raises(TypeError, match="takes numbers here, not strings: look them up before"):
        function(tf.constant([["a"]]))


def test_keras_alone_is_left_alone():
    names = {"__name__": "elsewhere"}
    program = """
import keras, numpy as np
layer = keras.layers.Dense(2)
x = np.ones((1, 3), np.float32)
results = [layer(x), layer.kernel * 2, keras.ops.square(2.0), keras.losses.MeanSquaredError()(x, x)]
"""
    exec(program, names)
    assert all(isinstance(result, jax.Array) for result in names["results"])


@pytest.mark.parametrize("is_traced", [False, True])
def test_batch_normalization_writes_its_statistics(is_traced):
    layer = keras.layers.BatchNormalization(momentum=0.5)
    call = tf.function(layer) if is_traced else layer
    x = tf.constant([[1.0], [3.0]])
    assert call(x, training=True).numpy().ravel() == pytest.approx([-1, 1], abs=1e-3)
    assert layer.moving_mean.numpy().tolist() == [1]
    call(x, training=True)
    assert layer.moving_mean.numpy().tolist() == [1.5]
    call(x, training=False)
    assert layer.moving_mean.numpy().tolist() == [1.5]


@pytest.mark.parametrize("is_traced", [False, True])
def test_dropout_draws_anew_and_its_gradient_sees_the_same(is_traced):
    layer = keras.layers.Dropout(0.5, seed=1)

    def call(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x, training=True)
        return y, tape.gradient(y, x)

    call = tf.function(call) if is_traced else call
    x = tf.ones([200])
    (first, gradient), (second, _) = call(x), call(x)
    assert first.numpy().tolist() == gradient.numpy().tolist()
    assert first.numpy().tolist() != second.numpy().tolist()


def test_trainable_is_looked_at_anew():
    layer = keras.layers.BatchNormalization(momentum=0.5)
    x = tf.constant([[1.0], [3.0]])
    layer(x, training=True)
    layer.trainable = False
    assert layer(x, training=True).numpy().ravel().tolist() != [-1, 1]
    assert layer.moving_mean.numpy().tolist() == [1]


def test_losses_of_regularizers():
    layer = keras.layers.Dense(
        2, kernel_initializer="ones", kernel_regularizer="l2", activity_regularizer="l1"
    )
    x = tf.ones([1, 3])
    with tf.GradientTape() as tape:
        layer(x)
        loss = tf.add_n(layer.losses)
    assert float(loss) == pytest.approx(0.01 * 6 + 0.01 * 6)
    gradient = tape.gradient(loss, layer.kernel)
    assert gradient.numpy() == pytest.approx(np.full([3, 2], 0.02 + 0.01))


def test_variable_that_is_not_read_has_no_gradient():
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    other = keras.layers.Dense(1)
    other.build((None, 2))
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(tf.ones([1, 2])))
    gradients = tape.gradient(loss, [model.layers[0].kernel, other.kernel])
    assert gradients[0].numpy().tolist() == [[1], [1]]
    assert gradients[1] is None


def test_mask_passes_from_layer_to_layer():
    embedding = keras.layers.Embedding(3, 1, mask_zero=True, embeddings_initializer="ones")
    pool = keras.layers.GlobalAveragePooling1D()
    embedding.build((None, None))
    embedding.set_weights([np.array([[9.0], [1.0], [3.0]], np.float32)])
    assert pool(embedding(tf.constant([[1, 2, 0]]))).numpy().tolist() == [[2]]


def test_functions():
    x = tf.constant([-1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = keras.ops.sum(keras.activations.relu(x) * keras.ops.square(x))
    assert tape.gradient(y, x).numpy().tolist() == [0, 12]
    assert isinstance(keras.ops.ones([2]), tf.Tensor)
    assert keras.activations.relu([-1.0, 2.0]).dtype is tf.float32
    assert isinstance(keras.random.uniform([2], seed=1), tf.Tensor)
    assert isinstance(keras.initializers.Ones()([2]), tf.Tensor)


def test_unknown_batch_in_a_function():
    layer = keras.layers.Dense(2, kernel_initializer="ones")

    @tf.function(input_signature=[tf.TensorSpec([None, 3])])
    def call(x):
        y = layer(x)
        assert y.shape.as_list() == [None, 2]
        return y

    assert call(tf.ones([1, 3])).numpy().tolist() == [[3, 3]]
    assert call(tf.ones([2, 3])).numpy().tolist() == [[3, 3], [3, 3]]


def test_losses_and_metrics():
    loss = keras.losses.MeanSquaredError()
    assert str(loss([1.0, 2.0], [2.0, 4.0])) == "tf.Tensor(2.5, shape=(), dtype=float32)"
    metric = keras.metrics.Mean()
    assert metric.update_state([1.0, 2.0]) is None
    assert str(metric.result()) == "tf.Tensor(1.5, shape=(), dtype=float32)"
    assert str(metric(3.0)) == "tf.Tensor(2.0, shape=(), dtype=float32)"
    metric.reset_state()
    assert float(metric.result()) == 0
