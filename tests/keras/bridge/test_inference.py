"""Shapes that Keras infers of functions with our operations in them."""

import pytest

import tfcourse as tf

keras = tf.keras


@pytest.mark.parametrize(
    ("function", "shape"),
    [
        (lambda x: tf.square(x) + tf.reduce_sum(x, 1, keepdims=True), (None, 4)),
        (lambda x: tf.reshape(x, [-1, 2, 2]), (None, 2, 2)),
        (lambda x: tf.reshape(x, [tf.shape(x)[0], 2, 2]), (None, 2, 2)),
        (lambda x: tf.concat([x, x], 0), (None, 4)),
        (lambda x: tf.reduce_mean(x, 0), (4,)),
        (lambda x: tf.transpose(x), (4, None)),
        (lambda x: {"a": x[:, 0], "b": tf.cast(x, tf.int32)}["b"], (None, 4)),
    ],
)
def test_lambda_layers(function, shape):
    assert keras.layers.Lambda(function)(keras.Input([4])).shape == shape


def test_saved_models_know_how_they_were_built(tmp_path):
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(2)

        def call(self, x):
            return tf.nn.relu(self.dense(x))

        def get_config(self):
            return {}

    model, x = Net(), tf.ones([2, 3])
    expected = model(x).numpy()
    assert model.get_build_config() == {"input_shape": (2, 3)}
    model.save(tmp_path / "net.keras")
    again = keras.models.load_model(tmp_path / "net.keras", custom_objects={"Net": Net})
    assert again(x).numpy().tolist() == expected.tolist()
