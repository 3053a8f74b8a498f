"""Single operations on small tensors."""

from benchmarks.line import Line, stepping

ONE = [[1.0, 2.0], [3.0, 4.0]]
OTHER = [[0.5, -1.0], [0.25, 2.0]]


class Add(Line):
    name = "add"
    title = "`a + b`, 2×2"

    def tensorflow(self, tf):
        a, b = tf.constant(ONE), tf.constant(OTHER)
        return lambda: a + b

    def jnp(self, jax):
        a, b = jax.numpy.asarray(ONE), jax.numpy.asarray(OTHER)
        return lambda: a + b

    def jit(self, jax):
        a, b = jax.numpy.asarray(ONE), jax.numpy.asarray(OTHER)
        add = jax.jit(lambda a, b: a + b)
        return lambda: add(a, b)

    def numpy(self, np):
        a, b = np.array(ONE, np.float32), np.array(OTHER, np.float32)
        return lambda: a + b


class AddNumber(Line):
    name = "add-number"
    title = "`a + 1`, 2×2"

    def tensorflow(self, tf):
        a = tf.constant(ONE)
        return lambda: a + 1

    def jnp(self, jax):
        a = jax.numpy.asarray(ONE)
        return lambda: a + 1

    def jit(self, jax):
        a = jax.numpy.asarray(ONE)
        add = jax.jit(lambda a: a + 1)
        return lambda: add(a)

    def numpy(self, np):
        a = np.array(ONE, np.float32)
        return lambda: a + 1


class Constant(Line):
    name = "constant"
    title = "a constant from a nested list, 2×2"

    def tensorflow(self, tf):
        return lambda: tf.constant(ONE)

    def jnp(self, jax):
        return lambda: jax.numpy.asarray(ONE)

    def numpy(self, np):
        return lambda: np.array(ONE, np.float32)


class MatrixProduct(Line):
    name = "matmul"
    title = "`matmul`, 2×2"

    def tensorflow(self, tf):
        a, b = tf.constant(ONE), tf.constant(OTHER)
        return lambda: tf.matmul(a, b)

    def jnp(self, jax):
        a, b = jax.numpy.asarray(ONE), jax.numpy.asarray(OTHER)
        return lambda: jax.numpy.matmul(a, b)

    def jit(self, jax):
        a, b = jax.numpy.asarray(ONE), jax.numpy.asarray(OTHER)
        matmul = jax.jit(jax.numpy.matmul)
        return lambda: matmul(a, b)

    def numpy(self, np):
        a, b = np.array(ONE, np.float32), np.array(OTHER, np.float32)
        return lambda: np.matmul(a, b)


class ReduceSum(Line):
    name = "reduce-sum"
    title = "`reduce_sum`, 2×2"

    def tensorflow(self, tf):
        a = tf.constant(ONE)
        return lambda: tf.reduce_sum(a)

    def jnp(self, jax):
        a = jax.numpy.asarray(ONE)
        return lambda: jax.numpy.sum(a)

    def jit(self, jax):
        a = jax.numpy.asarray(ONE)
        reduce_sum = jax.jit(jax.numpy.sum)
        return lambda: reduce_sum(a)

    def numpy(self, np):
        a = np.array(ONE, np.float32)
        return lambda: np.sum(a)


class Slice(Line):
    name = "slice"
    title = "`t[0, 1:]`, 2×2"

    def tensorflow(self, tf):
        t = tf.constant(ONE)
        return lambda: t[0, 1:]

    def jnp(self, jax):
        t = jax.numpy.asarray(ONE)
        return lambda: t[0, 1:]

    def jit(self, jax):
        t = jax.numpy.asarray(ONE)
        part = jax.jit(lambda t: t[0, 1:])
        return lambda: part(t)

    def numpy(self, np):
        t = np.array(ONE, np.float32)
        return lambda: t[0, 1:]


class AssignAdd(Line):
    name = "assign-add"
    title = "`v.assign_add(a)`, 2×2"

    def tensorflow(self, tf):
        v, a = tf.Variable(ONE), tf.constant(OTHER)
        return lambda: v.assign_add(a)

    def jnp(self, jax):
        a = jax.numpy.asarray(OTHER)
        return stepping(lambda v: v + a, jax.numpy.asarray(ONE))

    def jit(self, jax):
        a = jax.numpy.asarray(OTHER)
        add = jax.jit(lambda v, a: v + a)
        return stepping(lambda v: add(v, a), jax.numpy.asarray(ONE))

    def numpy(self, np):
        v, a = np.array(ONE, np.float32), np.array(OTHER, np.float32)
        return lambda: np.add(v, a, out=v)


class MultiplyVariable(Line):
    name = "multiply-variable"
    title = "`v * a`, 2×2"

    def tensorflow(self, tf):
        v, a = tf.Variable(ONE), tf.constant(OTHER)
        return lambda: v * a

    def jnp(self, jax):
        v, a = jax.numpy.asarray(ONE), jax.numpy.asarray(OTHER)
        return lambda: v * a

    def jit(self, jax):
        v, a = jax.numpy.asarray(ONE), jax.numpy.asarray(OTHER)
        multiply = jax.jit(lambda v, a: v * a)
        return lambda: multiply(v, a)

    def numpy(self, np):
        v, a = np.array(ONE, np.float32), np.array(OTHER, np.float32)
        return lambda: v * a
