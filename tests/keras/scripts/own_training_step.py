"""A variational autoencoder: a subclassed model with a training step of its own."""

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

tf.keras.utils.set_random_seed(1)

# Curves of random height and place.
generator = np.random.default_rng(3)
places, heights = generator.uniform(-1, 1, size=(256, 1)), generator.uniform(0.5, 1, (256, 1))
curves = heights * np.exp(-10 * (np.linspace(-1, 1, 16) - places) ** 2)
curves = curves.astype("float32")


class Sampling(layers.Layer):
    """Draws from the normal distribution that the encoder gives."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator(5)

    def call(self, inputs):
        mean, log_variance = inputs
        noise = keras.random.normal(tf.shape(mean), seed=self.seed_generator)
        return mean + tf.exp(0.5 * log_variance) * noise


class Autoencoder(keras.Model):
    def __init__(self, size=2, **kwargs):
        super().__init__(**kwargs)
        self.hidden = layers.Dense(12, activation="relu")
        self.mean = layers.Dense(size)
        self.log_variance = layers.Dense(size)
        self.sampling = Sampling()
        self.decoder = keras.Sequential([layers.Dense(12, activation="relu"), layers.Dense(16)])
        self.loss_tracker = keras.metrics.Mean(name="loss")
        self.divergence_tracker = keras.metrics.Mean(name="divergence")

    @property
    def metrics(self):
        return [self.loss_tracker, self.divergence_tracker]

    def encode(self, x):
        hidden = self.hidden(x)
        return self.mean(hidden), self.log_variance(hidden)

    def train_step(self, data):
        with tf.GradientTape() as tape:
            mean, log_variance = self.encode(data)
            rebuilt = self.decoder(self.sampling((mean, log_variance)))
            error = tf.reduce_mean(tf.reduce_sum(tf.square(data - rebuilt), axis=1))
            divergence = 1 + log_variance - tf.square(mean) - tf.exp(log_variance)
            divergence = -0.5 * tf.reduce_mean(tf.reduce_sum(divergence, axis=1))
            loss = error + 0.1 * divergence
        gradients = tape.gradient(loss, self.trainable_weights)
        gradients, _ = tf.clip_by_global_norm(gradients, 5.0)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights, strict=True))
        self.loss_tracker.update_state(loss)
        self.divergence_tracker.update_state(divergence)
        return {metric.name: metric.result() for metric in self.metrics}


model = Autoencoder()
model.compile(optimizer=keras.optimizers.Adam(0.01))
history = model.fit(curves, epochs=5, batch_size=32, verbose=0)
for epoch, (loss, divergence) in enumerate(
    zip(history.history["loss"], history.history["divergence"], strict=True)
):
    print(f"epoch {epoch}: loss {loss:.6f}, divergence {divergence:.6f}")

mean, _ = model.encode(curves[:3])
for row in mean.numpy():
    print("code:", " ".join(f"{value:.5f}" for value in row))
