"""Models and layers as endpoints of saved models."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.keras.bridge.export_archive import ExportArchive

keras = tf.keras


def test_the_public_names_are_ours():
    assert keras.export.ExportArchive is ExportArchive
    assert keras.layers.TFSMLayer.__module__.startswith("tfcourse.")


@pytest.mark.parametrize(
    "layers",
    [
        lambda: [keras.layers.Flatten(), keras.layers.Dropout(0.5), keras.layers.Dense(3)],
        lambda: [keras.layers.Conv2D(2, 3, strides=2), keras.layers.GlobalMaxPooling2D()],
        lambda: [
            keras.layers.Rescaling(2.0),
            keras.layers.ZeroPadding2D(),
            keras.layers.UpSampling2D(),
        ],
        lambda: [keras.layers.Conv2DTranspose(2, 3, strides=2), keras.layers.AveragePooling2D(2)],
        lambda: [keras.layers.Reshape([16, 4]), keras.layers.Bidirectional(keras.layers.GRU(2))],
        lambda: [
            keras.layers.Reshape([16, 4]),
            keras.layers.TimeDistributed(keras.layers.Dense(2)),
        ],
    ],
)
def test_models_of_any_batch(layers, tmp_path):
    model = keras.Sequential([keras.Input([8, 8, 1]), *layers()])
    model.export(tmp_path, verbose=False)
    loaded = tf.saved_model.load(tmp_path)
    for count in [1, 3]:
        x = np.random.default_rng(0).normal(size=[count, 8, 8, 1]).astype(np.float32)
        np.testing.assert_allclose(loaded.serve(x), model(x), rtol=1e-4, atol=1e-5)


def test_embedding_and_attention(tmp_path):
    tokens = keras.Input([6], dtype="int32")
    x = keras.layers.Embedding(20, 4)(tokens)
    x = keras.layers.MultiHeadAttention(2, 2)(x, x)
    model = keras.Model(tokens, keras.layers.LayerNormalization()(x))
    model.export(tmp_path, verbose=False)
    ids = np.arange(12).reshape(2, 6)
    found = tf.saved_model.load(tmp_path).serve(tf.constant(ids, tf.int32))
    np.testing.assert_allclose(found, model(ids), rtol=1e-4, atol=1e-5)


def test_a_layer_of_the_users_is_not_taken_for_its_shape(tmp_path):
    class Centred(keras.layers.Layer):
        def call(self, x):
            rows = tf.cast(tf.shape(x)[1], tf.float32)
            return tf.reshape(x, [-1, 4]) - tf.reduce_sum(x, 1, keepdims=True) / rows

    model = keras.Sequential([keras.Input([4]), Centred(), keras.layers.Dense(2)])
    model.export(tmp_path, verbose=False)
    x = tf.constant([[1.0, 2.0, 3.0, 6.0]])
    np.testing.assert_allclose(tf.saved_model.load(tmp_path).serve(x), model(x), rtol=1e-5)
    assert np.abs(model(x).numpy()).max() > 0


def test_a_trained_model(tmp_path):
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    x = np.ones([8, 2], np.float32)
    model.fit(x, np.zeros([8, 1]), verbose=0)
    model.export(tmp_path, verbose=False)
    np.testing.assert_allclose(
        tf.saved_model.load(tmp_path).serve(x), model.predict(x, verbose=0), rtol=1e-5
    )


def test_a_layer_of_a_saved_model_is_trained(tmp_path):
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    model.export(tmp_path, verbose=False)
    layer = keras.layers.TFSMLayer(tmp_path)
    whole = keras.Sequential([keras.Input([2]), layer])
    whole.compile("sgd", "mse")
    before = [weight.numpy() for weight in layer.weights]
    x = np.ones([8, 2], np.float32)
    losses = whole.fit(x, 3 * np.ones([8, 1]), epochs=3, verbose=0).history["loss"]
    assert losses[0] > losses[1] > losses[2]
    for weight, old in zip(layer.weights, before, strict=True):
        assert np.abs(weight.numpy() - old).max() > 0
    np.testing.assert_allclose(whole.predict(x, verbose=0), layer(x), rtol=1e-5)


def test_an_endpoint_for_training(tmp_path):
    model = keras.Sequential([keras.Input([2]), keras.layers.BatchNormalization(momentum=0.5)])
    archive = ExportArchive()
    archive.track(model)
    spec = [tf.TensorSpec([None, 2])]
    archive.add_endpoint("serve", lambda x: model(x, training=False), spec)
    archive.add_endpoint("train", lambda x: model(x, training=True), spec)
    archive.write_out(tmp_path, verbose=False)
    layer = keras.layers.TFSMLayer(tmp_path, call_training_endpoint="train")
    x = np.array([[1.0, 2.0], [3.0, 6.0]], np.float32)
    layer(x, training=True)
    assert sorted(np.ravel([w.numpy() for w in layer.non_trainable_weights])) == [1, 1, 2, 2.5]


def test_other_formats():
    with pytest.raises(ValueError, match="Unsupported format: neptune_model"):
        keras.export.ExportArchive("neptune_model")
