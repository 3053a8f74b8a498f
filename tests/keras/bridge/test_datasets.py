"""Keras's `fit` and its like over datasets."""

import numpy as np
import pytest

import tfcourse as tf

keras = tf.keras


def model_and_data():
    keras.utils.set_random_seed(1)
    x = np.arange(24, dtype=np.float32).reshape(12, 2) / 24
    y = (x.sum(1) > 1).astype("int32")
    model = keras.Sequential([keras.layers.Dense(2)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("sgd", loss)
    return model, x, y


def test_a_dataset_trains_as_its_arrays_do():
    model, x, y = model_and_data()
    by_arrays = model.fit(x, y, batch_size=5, epochs=2, shuffle=False, verbose=0).history
    model, x, y = model_and_data()
    dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(5)
    by_dataset = model.fit(dataset, epochs=2, verbose=0).history
    np.testing.assert_allclose(by_dataset["loss"], by_arrays["loss"], rtol=1e-6)
    assert model.evaluate(dataset, verbose=0) == pytest.approx(model.evaluate(x, y, verbose=0))
    by_arrays, by_dataset = model.predict(x, verbose=0), model.predict(dataset, verbose=0)
    np.testing.assert_allclose(by_dataset, by_arrays, rtol=1e-6)


def test_a_dataset_of_unknown_length():
    model, x, y = model_and_data()
    dataset = tf.data.Dataset.from_generator(
        lambda: zip(x, y, strict=True),
        output_signature=(tf.TensorSpec([2]), tf.TensorSpec([], tf.int32)),
    ).batch(4)
    with pytest.warns(UserWarning, match="ran out of data"):
        history = model.fit(dataset, epochs=2, verbose=0, validation_data=dataset).history
    assert len(history["val_loss"]) == 2


def test_an_endless_dataset_takes_steps():
    model, x, y = model_and_data()
    dataset = tf.data.Dataset.from_tensor_slices((x, y)).repeat().batch(4)
    assert len(model.fit(dataset, steps_per_epoch=2, epochs=3, verbose=0).history["loss"]) == 3


def test_a_batch_is_not_taken_to_build_the_model():
    model, x, y = model_and_data()
    taken = []

    def noted(x, y):
        tf.py_function(lambda: taken.append(1), [], [])
        return x, y

    dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(4).map(noted)
    model.fit(dataset, verbose=0)
    assert len(taken) == 3


def test_weights_of_classes_and_samples():
    model, x, y = model_and_data()
    weights = np.where(y, 2.0, 1.0).astype("float32")
    dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(4)
    by_class = model.fit(dataset, class_weight={0: 1.0, 1: 2.0}, verbose=0).history
    model, x, y = model_and_data()
    weighted = tf.data.Dataset.from_tensor_slices((x, y, weights)).batch(4)
    assert model.fit(weighted, verbose=0).history == by_class
    with pytest.raises(ValueError, match="at the same time"):
        model.fit(weighted, class_weight={0: 1.0}, verbose=0)


@pytest.mark.parametrize("name", ["y", "sample_weight"])
def test_targets_beside_a_dataset_are_refused(name):
    model, x, y = model_and_data()
    dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(4)
    with pytest.raises(ValueError, match="should not be passed"):
        model.fit(dataset, **{name: y}, verbose=0)


def test_layers_adapt():
    _, x, _ = model_and_data()
    by_dataset, by_array = keras.layers.Normalization(), keras.layers.Normalization()
    by_dataset.adapt(tf.data.Dataset.from_tensor_slices(x).batch(5))
    by_array.adapt(x)
    np.testing.assert_allclose(by_dataset(x), by_array(x), rtol=1e-5)
    numbers = tf.data.Dataset.range(10).map(lambda n: tf.cast(n, tf.float32)).batch(4)
    bins = keras.layers.Discretization(num_bins=2)
    bins.adapt(numbers)
    assert len(bins.bin_boundaries) == 1
    with pytest.raises(ValueError, match="bin_boundaries"):
        keras.layers.Discretization([1.0]).adapt(numbers)
