"""Gradients of a scalar: x² − 4x + 4, and tapes of growing length."""

from benchmarks.line import Line, stepping

START = 3.0
RATE = 0.1


def quadratic(x):
    return x * x - 4.0 * x + 4.0


class Gradient(Line):
    name = "gradient"
    title = "tape over x² − 4x + 4, and its gradient"

    def tensorflow(self, tf):
        x = tf.Variable(START)

        def call():
            with tf.GradientTape() as tape:
                y = quadratic(x)
            return tape.gradient(y, x)

        return call

    def jnp(self, jax):
        gradient, x = jax.grad(quadratic), jax.numpy.asarray(START)
        return lambda: gradient(x)

    def jit(self, jax):
        gradient, x = jax.jit(jax.grad(quadratic)), jax.numpy.asarray(START)
        return lambda: gradient(x)


class Descent(Line):
    name = "descent"
    title = "the same with the update"

    def tensorflow(self, tf):
        x = tf.Variable(START)

        def call():
            with tf.GradientTape() as tape:
                y = quadratic(x)
            return x.assign_sub(RATE * tape.gradient(y, x))

        return call

    def jnp(self, jax):
        gradient = jax.grad(quadratic)
        return stepping(lambda x: x - RATE * gradient(x), jax.numpy.asarray(START))

    def jit(self, jax):
        gradient = jax.grad(quadratic)
        step = jax.jit(lambda x: x - RATE * gradient(x))
        return stepping(step, jax.numpy.asarray(START))


class DescentFunction(Line):
    name = "descent-function"
    title = "the same with the update, in `function`"

    def tensorflow(self, tf):
        x = tf.Variable(START)

        @tf.function
        def step():
            with tf.GradientTape() as tape:
                y = quadratic(x)
            return x.assign_sub(RATE * tape.gradient(y, x))

        return step

    def jit(self, jax):
        return Descent().jit(jax)


class TapeLength(Line):
    """One `gradient()` of a tape that holds a chain of so many operations."""

    def __init__(self, length):
        self.name = f"tape-{length}"
        self.title = f"`gradient()` of a tape of {length:,} operations"
        self.length = length
        self.warm_up = max(3, 2_000 // length)

    def _chain(self, x, factor):
        for _ in range(self.length):
            x = x * factor
        return x

    def tensorflow(self, tf):
        x, factor = tf.constant(START), tf.constant(1.0001)
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = self._chain(x, factor)
        return lambda: tape.gradient(y, x)

    def jnp(self, jax):
        x, factor = jax.numpy.asarray(START), jax.numpy.asarray(1.0001)
        y, pull_back = jax.vjp(lambda x: self._chain(x, factor), x)
        one = jax.numpy.ones_like(y)
        return lambda: pull_back(one)
