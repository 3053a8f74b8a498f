"""A generator of points on a circle, and a critic that it learns to deceive: two optimizers."""

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

BATCH = 64
NOISE = 4

tf.keras.utils.set_random_seed(7)

angles = np.random.default_rng(0).uniform(0, 2 * np.pi, size=BATCH * 4)
circle = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype("float32")
dataset = tf.data.Dataset.from_tensor_slices(circle).batch(BATCH)

generator = keras.Sequential(
    [
        keras.Input((NOISE,)),
        layers.Dense(16, use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(),
        layers.Dense(2),
    ],
    name="generator",
)
critic = keras.Sequential(
    [
        keras.Input((2,)),
        layers.Dense(16),
        layers.LeakyReLU(negative_slope=0.2),
        layers.Dropout(0.2),
        layers.Dense(1),
    ],
    name="critic",
)

cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
generator_optimizer = keras.optimizers.Adam(1e-2, beta_1=0.5)
critic_optimizer = keras.optimizers.RMSprop(5e-3)
mean_generator_loss = keras.metrics.Mean()
mean_critic_loss = keras.metrics.Mean()


def critic_loss(on_real, on_generated):
    real = cross_entropy(tf.ones_like(on_real), on_real)
    return real + cross_entropy(tf.zeros_like(on_generated), on_generated)


@tf.function
def train_step(points):
    noise = tf.random.normal([BATCH, NOISE])
    with tf.GradientTape() as generator_tape, tf.GradientTape() as critic_tape:
        generated = generator(noise, training=True)
        on_real = critic(points, training=True)
        on_generated = critic(generated, training=True)
        loss_of_generator = cross_entropy(tf.ones_like(on_generated), on_generated)
        loss_of_critic = critic_loss(on_real, on_generated)

    gradients = generator_tape.gradient(loss_of_generator, generator.trainable_variables)
    generator_optimizer.apply_gradients(zip(gradients, generator.trainable_variables, strict=True))
    gradients = critic_tape.gradient(loss_of_critic, critic.trainable_variables)
    critic_optimizer.apply_gradients(zip(gradients, critic.trainable_variables, strict=True))

    mean_generator_loss.update_state(loss_of_generator)
    mean_critic_loss.update_state(loss_of_critic)


for epoch in range(5):
    mean_generator_loss.reset_state()
    mean_critic_loss.reset_state()
    for points in dataset:
        train_step(points)
    print(
        f"epoch {epoch}: generator {mean_generator_loss.result():.6f}, "
        f"critic {mean_critic_loss.result():.6f}"
    )

sample = generator(tf.random.normal([3, NOISE], seed=1), training=False)
print("radii:", " ".join(f"{radius:.5f}" for radius in tf.norm(sample, axis=1).numpy()))
print("steps:", int(generator_optimizer.iterations), int(critic_optimizer.iterations))
