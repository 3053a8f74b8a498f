"""From `import` to a first result."""

from benchmarks.line import StartLine


class Start(StartLine):
    name = "import"
    title = "`import` to the first result"

    def tensorflow(self, tf):
        return lambda: tf.constant([1.0, 2.0]) + tf.constant([3.0, 4.0])

    def jnp(self, jax):
        return lambda: jax.numpy.asarray([1.0, 2.0]) + jax.numpy.asarray([3.0, 4.0])

    def numpy(self, np):
        return lambda: np.array([1.0, 2.0]) + np.array([3.0, 4.0])
