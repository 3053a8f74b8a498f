"""Steps of a model called as on TensorFlow, and from steps of the user's."""

import numpy as np
import pytest

import tfcourse as tf

keras = tf.keras
X = np.linspace(-1, 1, 32, dtype=np.float32).reshape(8, 4)
Y = X.sum(1, keepdims=True)


class Counting(keras.Model):
    def train_step(self, data):
        return {**super().train_step(data), "one": tf.constant(1.0)}

    def test_step(self, data):
        return super().test_step(data)

    def predict_step(self, data):
        return super().predict_step(data) * 2.0


def model_of(kind, **options):
    inputs = keras.Input([4])
    model = kind(inputs, keras.layers.Dense(1, kernel_initializer="ones")(inputs))
    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=["mae"], **options)
    return model


@pytest.mark.parametrize("options", [{}, {"run_eagerly": True}, {"steps_per_execution": 3}])
def test_extended_steps_do_what_kerass_own_do(options):
    own, extended = model_of(keras.Model, **options), model_of(Counting, **options)
    run = {"batch_size": 2, "epochs": 2, "verbose": 0, "shuffle": False}
    expected, found = own.fit(X, Y, **run).history, extended.fit(X, Y, **run).history
    assert found.pop("one") == [1.0, 1.0]
    assert found["loss"] == pytest.approx(expected["loss"], rel=1e-5)
    assert int(extended.optimizer.iterations) == int(own.optimizer.iterations) == 8
    assert extended.evaluate(X, Y, batch_size=3, verbose=0) == pytest.approx(
        own.evaluate(X, Y, batch_size=3, verbose=0), rel=1e-4, abs=1e-6
    )
    twice = extended.predict(X, batch_size=3, verbose=0)
    assert twice == pytest.approx(2 * own.predict(X, batch_size=3, verbose=0), rel=1e-5)


def test_called_from_outside():
    model = model_of(keras.Model)
    results = model.train_step((tf.constant(X), tf.constant(Y)))
    # Keras 3.10 makes numbers of them.
    assert isinstance(results["loss"], (tf.Tensor, float)) and sorted(results) == ["loss", "mae"]
    assert int(model.optimizer.iterations) == 1
    assert model.predict_step(tf.constant(X)).shape == (8, 1)
    model.test_step((tf.constant(X), tf.constant(Y)))
    assert int(model.optimizer.iterations) == 1


def test_names_of_keras_2():
    model = model_of(keras.Model)
    y, y_pred = tf.constant(Y), model(X)
    with pytest.warns(UserWarning, match="compiled_loss"):
        loss = model.compiled_loss(y, y_pred)
    assert float(loss) == pytest.approx(float(np.mean((Y - y_pred.numpy()) ** 2)))
    model.train_on_batch(X, Y)
    model.reset_metrics()
    with pytest.warns(UserWarning, match="compiled_metrics"):
        model.compiled_metrics.update_state(y, y_pred)
    assert float(model.get_metrics_result()["mae"]) == pytest.approx(
        float(np.mean(np.abs(Y - y_pred.numpy()))), abs=1e-6
    )
