"""Keras models in training: by `fit`, by a loop in `function`, by an eager loop with a tape.

The column JAX, `jit` is plain Keras on its JAX backend: `fit`, or a jitted step by hand.
"""

import os

from benchmarks.line import Line

BATCH = 128
BATCHES = 20


def keras_on_jax():
    """Returns Keras with its JAX backend."""
    os.environ["KERAS_BACKEND"] = "jax"
    import keras

    return keras


def dense(keras):
    """Returns a network 784-256-256-10 and the shape of its samples."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input([784]),
            layers.Dense(256, activation="relu"),
            layers.Dense(256, activation="relu"),
            layers.Dense(10),
        ]
    )


def small(keras):
    """Returns a network 16-32-10: the cost of calls, not of computing."""
    layers = keras.layers
    return keras.Sequential(
        [keras.Input([16]), layers.Dense(32, activation="relu"), layers.Dense(10)]
    )


def convolutional(keras):
    """Returns a small convolutional network for images of 28 x 28."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input([28, 28, 1]),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )


def prepared(keras, make):
    """Returns a model with the same weights in every process, its optimizer, loss and data."""
    import numpy as np

    generator = np.random.default_rng(0)
    model = make(keras)
    weights = [generator.normal(scale=0.05, size=weight.shape) for weight in model.weights]
    model.set_weights([weight.astype(np.float32) for weight in weights])
    samples = [BATCH * BATCHES, *model.input_shape[1:]]
    images = generator.uniform(size=samples).astype(np.float32)
    labels = generator.integers(10, size=samples[0]).astype(np.int32)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return model, keras.optimizers.Adam(1e-3), loss, images, labels


def fitting(keras, make):
    """Returns a call that trains for an epoch."""
    model, optimizer, loss, images, labels = prepared(keras, make)
    model.compile(optimizer, loss, metrics=["accuracy"])

    def epoch():
        # Unshuffled, so that all libraries compute the same.
        return model.fit(images, labels, BATCH, verbose=0, shuffle=False).history["loss"]

    return epoch


def tensorflow_step(tf, make):
    """Returns a step (images, labels) -> loss, a batch and the model."""
    model, optimizer, compute, images, labels = prepared(tf.keras, make)

    def step(images, labels):
        with tf.GradientTape() as tape:
            loss = compute(labels, model(images, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return loss

    return step, (tf.constant(images[:BATCH]), tf.constant(labels[:BATCH])), model


def jax_step(jax, make):
    """Returns a call of a jitted step that a user of Keras writes by hand for JAX."""
    model, optimizer, compute, images, labels = prepared(keras_on_jax(), make)
    optimizer.build(model.trainable_variables)

    def loss(trainable, fixed, images, labels):
        outputs, fixed = model.stateless_call(trainable, fixed, images, training=True)
        return compute(labels, outputs), fixed

    @jax.jit
    def step(trainable, fixed, slots, images, labels):
        (value, fixed), gradients = jax.value_and_grad(loss, has_aux=True)(
            trainable, fixed, images, labels
        )
        trainable, slots = optimizer.stateless_apply(slots, gradients, trainable)
        return value, (trainable, fixed, slots)

    batch = jax.numpy.asarray(images[:BATCH]), jax.numpy.asarray(labels[:BATCH])
    groups = model.trainable_variables, model.non_trainable_variables, optimizer.variables
    state = tuple([variable.value for variable in group] for group in groups)

    def call():
        nonlocal state
        value, state = step(*state, *batch)
        return value, state[0]

    return call


class KerasFit(Line):
    """An epoch of `fit`."""

    warm_up = 2

    def __init__(self, name, title, make):
        self.name = f"keras-fit-{name}"
        self.title = f"epoch of `fit`, {BATCHES} batches of {BATCH}, {title}"
        self.make = make

    def tensorflow(self, tf):
        return fitting(tf.keras, self.make)

    def jit(self, jax):
        return fitting(keras_on_jax(), self.make)


class KerasFunction(Line):
    """A step of a loop of one's own in `function`."""

    def __init__(self, name, title, make):
        self.name = f"keras-function-{name}"
        self.title = f"step with tape and optimizer in `function`, batch {BATCH}, {title}"
        self.make = make
        # tfcourse leaves a small step to NumPy for a number of steps, by what compiling costs.
        self.warm_up = 1500 if make is small else 50

    def tensorflow(self, tf):
        step, batch, model = tensorflow_step(tf, self.make)
        step = tf.function(step)
        return lambda: (step(*batch), model.trainable_variables)

    def jit(self, jax):
        return jax_step(jax, self.make)


class KerasTape(KerasFunction):
    """The same step, eager."""

    def __init__(self, name, title, make):
        super().__init__(name, title, make)
        # An eager step of some size becomes one program after a number of steps.
        self.warm_up = 200
        self.name = f"keras-tape-{name}"
        self.title = f"step with tape and optimizer, eager, batch {BATCH}, {title}"

    def tensorflow(self, tf):
        step, batch, model = tensorflow_step(tf, self.make)
        return lambda: (step(*batch), model.trainable_variables)


MODELS = (
    ("small", "Keras network 16-32-10", small),
    ("network", "Keras network 784-256-256-10", dense),
    ("convolution", "Keras network of two convolutions", convolutional),
)
LINES = [kind(*model) for kind in (KerasFit, KerasFunction, KerasTape) for model in MODELS]
