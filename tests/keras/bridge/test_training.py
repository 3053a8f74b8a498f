"""Loops that train: by tape, in a function, by `fit`; layers of the user's with our operations."""

import numpy as np
import pytest

import tfcourse as tf

keras = tf.keras


def fixed_weights(model):
    generator = np.random.default_rng(1)
    shapes = [weight.shape for weight in model.weights]
    model.set_weights([generator.normal(size=shape).astype(np.float32) for shape in shapes])
    return model


def data():
    generator = np.random.default_rng(0)
    x = generator.normal(size=(16, 4)).astype(np.float32)
    return x, (x @ np.ones([4, 1], np.float32)).astype(np.float32)


def by_tape(model, optimizer, is_traced, steps):
    compute, x, y = keras.losses.MeanSquaredError(), *map(tf.constant, data())
    metric = keras.metrics.Mean()

    def step(x, y):
        with tf.GradientTape() as tape:
            loss = compute(y, model(x, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        metric.update_state(loss)
        return loss

    step = tf.function(step) if is_traced else step
    losses = [float(step(x, y)) for _ in range(steps)]
    assert float(metric.result()) == pytest.approx(np.mean(losses), rel=1e-5)
    return losses


class Custom(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(3, activation="tanh")
        self.factor = self.add_weight(shape=(3, 1), initializer="ones", name="factor")

    def call(self, x):
        h = self.hidden(x)
        return tf.matmul(h, self.factor) + tf.reduce_mean(h) * tf.cast(tf.shape(x)[0], h.dtype)


def sequential():
    layers = keras.layers
    return keras.Sequential([keras.Input([4]), layers.Dense(3, activation="tanh"), layers.Dense(1)])


def custom():
    model = Custom()
    model(tf.ones([2, 4]))
    return model


@pytest.mark.parametrize("make", [sequential, custom])
@pytest.mark.parametrize("optimizer", ["SGD", "Adam", "RMSprop"])
def test_all_ways_give_the_same_losses(make, optimizer):
    def new():
        return fixed_weights(make()), getattr(keras.optimizers, optimizer)(0.05)

    eager = by_tape(*new(), False, 3)
    assert by_tape(*new(), True, 3) == pytest.approx(eager, rel=1e-5)
    model, optimizer = new()
    model.compile(optimizer, "mse")
    x, y = data()
    history = model.fit(x, y, batch_size=16, epochs=3, verbose=0)
    assert history.history["loss"] == pytest.approx(eager, rel=1e-5)


class WithSteps(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)
        self.mean = keras.metrics.Mean(name="loss")

    def call(self, x):
        return self.dense(x)

    @property
    def metrics(self):
        return [self.mean]

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(y - self(x, training=True)))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables, strict=True))
        self.mean.update_state(loss)
        return {"loss": self.mean.result()}

    def test_step(self, data):
        x, y = data
        self.mean.update_state(tf.reduce_mean(tf.abs(y - self(x))))
        return {"loss": self.mean.result()}


@pytest.mark.parametrize("run_eagerly", [False, True])
def test_steps_written_as_for_tensorflow(run_eagerly):
    x, y = data()
    model = WithSteps()
    model(x)
    fixed_weights(model.dense)
    model.compile(keras.optimizers.SGD(0.1), run_eagerly=run_eagerly)
    losses = model.fit(x, y, batch_size=16, epochs=3, verbose=0).history["loss"]
    other = keras.Sequential([keras.Input([4]), keras.layers.Dense(1)])
    expected = by_tape(fixed_weights(other), keras.optimizers.SGD(0.1), False, 3)
    assert losses == pytest.approx(expected, rel=1e-5)
    assert model.dense.kernel.numpy() == pytest.approx(other.layers[0].kernel.numpy(), rel=1e-5)
    assert model.evaluate(x, y, verbose=0) == pytest.approx(np.abs(y - other(x)).mean(), rel=1e-5)
    assert model.predict(x, verbose=0) == pytest.approx(other(x).numpy(), rel=1e-4)


def test_tensors_outlive_fit():
    model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="ones")])
    x, y = data()
    model(x)
    before = tf.convert_to_tensor(model.layers[0].kernel)
    model.compile("sgd", "mse")
    model.fit(tf.constant(x), tf.constant(y), verbose=0, epochs=2)
    assert before.numpy().tolist() == np.ones([4, 1]).tolist()
