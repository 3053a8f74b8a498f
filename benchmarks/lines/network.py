"""A step of a network 784-256-256-10 on a batch of 128, with plain operations."""

import itertools

from benchmarks.line import Line, stepping

RATE = 0.01
BATCH = 128
SIZES = (784, 256, 256, 10)


def data():
    """Returns images, labels and parameters, the same in every process, as NumPy arrays."""
    import numpy as np

    generator = np.random.default_rng(0)
    images = generator.uniform(size=(BATCH, SIZES[0])).astype(np.float32)
    labels = generator.integers(SIZES[-1], size=BATCH).astype(np.int32)
    parameters = []
    for inputs, outputs in itertools.pairwise(SIZES):
        weights = generator.normal(scale=inputs**-0.5, size=(inputs, outputs))
        parameters += [weights.astype(np.float32), np.zeros(outputs, np.float32)]
    return images, labels, parameters


def tensorflow_step(tf):
    """Returns a step (images, labels) -> loss, its data and its variables."""
    images, labels, parameters = data()
    variables = [tf.Variable(value) for value in parameters]

    def step(images, labels):
        with tf.GradientTape() as tape:
            hidden = images
            for weights, bias in zip(variables[:-2:2], variables[1:-2:2], strict=True):
                hidden = tf.nn.relu(tf.matmul(hidden, weights) + bias)
            logits = tf.matmul(hidden, variables[-2]) + variables[-1]
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
            loss = tf.reduce_mean(losses)
        for variable, gradient in zip(variables, tape.gradient(loss, variables), strict=True):
            variable.assign_sub(RATE * gradient)
        return loss

    return step, (tf.constant(images), tf.constant(labels)), variables


def jax_step(jax):
    """Returns a step (state) -> state and its first state: images, labels, parameters, loss."""
    images, labels, parameters = data()

    def loss(parameters, images, labels):
        hidden = images
        for weights, bias in zip(parameters[:-2:2], parameters[1:-2:2], strict=True):
            hidden = jax.nn.relu(hidden @ weights + bias)
        logits = hidden @ parameters[-2] + parameters[-1]
        chosen = jax.numpy.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1)
        return -jax.numpy.mean(chosen)

    def step(images, labels, parameters):
        value, gradients = jax.value_and_grad(loss)(parameters, images, labels)
        return value, [
            parameter - RATE * gradient
            for parameter, gradient in zip(parameters, gradients, strict=True)
        ]

    images, labels, *parameters = map(jax.numpy.asarray, (images, labels, *parameters))
    return step, (images, labels), parameters


def _keep_parameters(step, batch, parameters):
    """Returns a call that puts the parameters through a JAX step."""
    return stepping(lambda state: step(*batch, state[1]), (None, parameters))


class NetworkStep(Line):
    name = "network"
    title = "step of a network 784-256-256-10, batch 128"
    # tfcourse makes one program of an eager step after a number of steps (core/fused_programs.py).
    warm_up = 200

    def tensorflow(self, tf):
        step, batch, variables = tensorflow_step(tf)
        return lambda: (step(*batch), variables)

    def jnp(self, jax):
        return _keep_parameters(*jax_step(jax))

    def jit(self, jax):
        step, batch, parameters = jax_step(jax)
        return _keep_parameters(jax.jit(step), batch, parameters)


class NetworkFunction(Line):
    name = "network-function"
    title = "step of a network 784-256-256-10, batch 128, in `function`"
    warm_up = 50

    def tensorflow(self, tf):
        step, batch, variables = tensorflow_step(tf)
        step = tf.function(step)
        return lambda: (step(*batch), variables)

    def jit(self, jax):
        return NetworkStep().jit(jax)
