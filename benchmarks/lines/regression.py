"""A step of linear regression: 100 points, mean squared error, gradient descent by hand."""

import random

from benchmarks.line import Line, stepping

RATE = 0.1


def points():
    """Returns x and y of 100 points near a line, as lists."""
    generator = random.Random(0)
    x = [generator.uniform(-1.0, 1.0) for _ in range(100)]
    return x, [3.0 * value + 2.0 + generator.gauss(0.0, 0.1) for value in x]


def _tensorflow_step(tf):
    x, y = map(tf.constant, points())
    weight, bias = tf.Variable(0.0), tf.Variable(0.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(weight * x + bias - y))
        for variable, gradient in zip(
            (weight, bias), tape.gradient(loss, (weight, bias)), strict=True
        ):
            variable.assign_sub(RATE * gradient)
        return loss

    return step, bias


def _jax_step(jax):
    x, y = map(jax.numpy.asarray, points())

    def loss(parameters):
        weight, bias = parameters
        return jax.numpy.mean(jax.numpy.square(weight * x + bias - y))

    def step(parameters):
        gradients = jax.grad(loss)(parameters)
        return tuple(
            parameter - RATE * gradient
            for parameter, gradient in zip(parameters, gradients, strict=True)
        )

    return step, (jax.numpy.asarray(0.0), jax.numpy.asarray(0.0))


class RegressionStep(Line):
    name = "regression"
    title = "linear regression step"

    def tensorflow(self, tf):
        step, bias = _tensorflow_step(tf)
        return lambda: (step(), bias)

    def jnp(self, jax):
        return stepping(*_jax_step(jax))

    def jit(self, jax):
        step, parameters = _jax_step(jax)
        return stepping(jax.jit(step), parameters)


class RegressionFunction(Line):
    name = "regression-function"
    title = "linear regression step, in `function`"

    def tensorflow(self, tf):
        step, bias = _tensorflow_step(tf)
        step = tf.function(step)
        return lambda: (step(), bias)

    def jit(self, jax):
        return RegressionStep().jit(jax)
