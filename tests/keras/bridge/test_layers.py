"""Layers called on NumPy data by code that uses tfcourse give tensors of ours."""

import numpy as np
import pytest

import tfcourse as tf

layers = tf.keras.layers


@pytest.mark.parametrize(
    "layer",
    [
        lambda: layers.Rescaling(0.5),
        lambda: layers.Normalization(mean=0.0, variance=1.0),
        lambda: layers.Dense(1),
        lambda: layers.Activation("relu"),
    ],
)
@pytest.mark.parametrize("data", [np.ones([1, 2], np.float32), [[1.0, 2.0]]], ids=["array", "list"])
def test_results_are_tensors(layer, data):
    assert isinstance(layer()(data), tf.Tensor)


def test_data_is_prepared_under_tapes_and_in_functions():
    layer, x = layers.Rescaling(0.5), tf.constant([[1.0, 2.0]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layer(x)
    assert tape.gradient(y, x).numpy().tolist() == [[0.5, 0.5]]
    assert tf.function(layer)(x).numpy().tolist() == [[0.5, 1.0]]
