"""Calls of traced functions."""

from benchmarks.line import Line

STEPS = 100_000


class TracedCall(Line):
    name = "function-call"
    title = "calling a traced `function`, `x + x` of a scalar"

    def tensorflow(self, tf):
        double, x = tf.function(lambda x: x + x), tf.constant(1.0)
        return lambda: double(x)

    def jit(self, jax):
        double, x = jax.jit(lambda x: x + x), jax.numpy.asarray(1.0)
        return lambda: double(x)


class CallWithOptions(Line):
    name = "function-options"
    title = "calling a traced `function` of two tensors, a number and a flag"

    def tensorflow(self, tf):
        scale = tf.function(lambda x, y, factor=1.0, training=False: (x + y) * factor)
        x = tf.constant([1.0, 2.0])
        return lambda: scale(x, x, 2.0, training=True)

    def jit(self, jax):
        scale = jax.jit(
            lambda x, y, factor=1.0, training=False: (x + y) * factor,
            static_argnames=("factor", "training"),
        )
        x = jax.numpy.asarray([1.0, 2.0])
        return lambda: scale(x, x, factor=2.0, training=True)


class VariablesCall(Line):
    def __init__(self, count):
        self.name = f"function-variables-{count}"
        self.title = f"calling a traced `function` that adds {count:,} Variables"
        self.count = count

    def tensorflow(self, tf):
        variables = [tf.Variable(float(index)) for index in range(self.count)]
        return tf.function(lambda: tf.add_n([variable.read_value() for variable in variables]))

    def jit(self, jax):
        arrays = [jax.numpy.asarray(float(index)) for index in range(self.count)]
        add = jax.jit(sum)
        return lambda: add(arrays)


class WhileLoop(Line):
    name = "while"
    title = "`while_loop` of 100,000 scalar steps in a `function`"
    warm_up = 5

    def tensorflow(self, tf):
        def step(index, total):
            return index + 1, total * 0.999 + 1.0

        @tf.function
        def run(total):
            return tf.while_loop(lambda index, total: index < STEPS, step, (tf.constant(0), total))

        total = tf.constant(0.0)
        return lambda: run(total)

    def jit(self, jax):
        @jax.jit
        def run(total):
            return jax.lax.while_loop(
                lambda state: state[0] < STEPS,
                lambda state: (state[0] + 1, state[1] * 0.999 + 1.0),
                (0, total),
            )

        total = jax.numpy.asarray(0.0)
        return lambda: run(total)
