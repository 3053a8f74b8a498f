"""First calls: what a student waits for once per operation, per gradient, per function."""

from benchmarks.line import FirstCallLine
from benchmarks.lines.network import jax_step, tensorflow_step

VALUES = [0.5, -1.0, 0.25, 2.0]


class FirstOperation(FirstCallLine):
    name = "first-operation"
    title = "first call of a small operation (`tanh`)"

    def tensorflow(self, tf):
        x = tf.constant(VALUES)
        return lambda: tf.tanh(x)

    def jnp(self, jax):
        x = jax.numpy.asarray(VALUES)
        return lambda: jax.numpy.tanh(x)


class FirstGradient(FirstCallLine):
    name = "first-gradient"
    title = "first gradient of a program of four operations"

    def tensorflow(self, tf):
        x, weights = tf.constant(VALUES), tf.Variable(VALUES)

        def call():
            with tf.GradientTape() as tape:
                y = tf.reduce_sum(tf.square(tf.tanh(weights * x)))
            return tape.gradient(y, weights)

        return call

    def _loss(self, jax):
        def loss(weights, x):
            return jax.numpy.sum(jax.numpy.square(jax.numpy.tanh(weights * x)))

        return loss

    def jnp(self, jax):
        x = weights = jax.numpy.asarray(VALUES)
        return lambda: jax.grad(self._loss(jax))(weights, x)

    def jit(self, jax):
        x = weights = jax.numpy.asarray(VALUES)
        return lambda: jax.jit(jax.grad(self._loss(jax)))(weights, x)


class FirstNetworkStep(FirstCallLine):
    name = "first-network-step"
    title = "first call of the network's step, in `function`"

    def tensorflow(self, tf):
        step, batch, variables = tensorflow_step(tf)
        step = tf.function(step)
        return lambda: (step(*batch), variables)

    def jit(self, jax):
        step, batch, parameters = jax_step(jax)
        return lambda: jax.jit(step)(*batch, parameters)
