"""TensorArrays: eager, in graphs, in loops, with gradients."""

# %% writing and reading
tf.TensorArray(tf.float32, 3).stack()
tf.TensorArray(tf.float32, 3).write(0, 1.0).write(2, 2.0).stack()
tf.TensorArray(tf.float32, 3).write(5, 1.0)
tf.TensorArray(tf.float32, 3).write(-1, 1.0)
tf.TensorArray(tf.float32, 0, dynamic_size=True).write(2, 1.0).stack()
tf.TensorArray(tf.float32, 0, dynamic_size=True).stack()
tf.TensorArray(tf.float32, 3).write(0, 1).read(0)
tf.TensorArray(tf.float32, 3).write(0, tf.constant(1))
tf.TensorArray(tf.float32, 3).write(0, [1.0, 2.0]).write(1, 3.0)
tf.TensorArray(tf.float32, 3, element_shape=[2]).write(0, 3.0)
tf.TensorArray(tf.float32, 3).read(0)
tf.TensorArray(tf.float32, 3).read(3)
tf.TensorArray(tf.float32, 3).read(-1)
tf.TensorArray(tf.float32, 3, element_shape=[2]).read(0)
tf.TensorArray(tf.float32, 3, element_shape=[2]).stack()
tf.TensorArray(tf.float32, 3, element_shape=[None]).stack()
tf.TensorArray(tf.string, 2).unstack(["a", "b"]).stack()
tf.TensorArray(tf.bool, 2).write(1, True).write(0, False).stack()
tf.TensorArray(tf.float32, size=None)
tf.TensorArray(tf.float32, tf.constant(2)).write(1, 1.0).stack()
tf.TensorArray("float64", 1).write(0, 1.5).read(0)
tf.TensorArray(tf.float32, 2, infer_shape=False).write(0, [1.0, 2.0]).write(1, 3.0).read(0)
tf.TensorArray(tf.float32, 2).close()

# %% elements are read once
ta = tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0])
ta.read(0)
ta.read(0)
ta.read(1)
ta.stack()
ta = tf.TensorArray(tf.float32, 2, clear_after_read=False).unstack([1.0, 2.0])
ta.read(0), ta.read(0), ta.size()
ta.read(7)
ta.write(0, 5.0).read(0)
ta = tf.TensorArray(tf.float32, 2)
ta = ta.write(0, 1.0)
ta = ta.write(0, 2.0)
ta.read(0)

# %% attributes
ta = tf.TensorArray(tf.float32, 2, name="named")
ta.dtype, ta.element_shape, ta.dynamic_size, ta.handle
other = ta.write(0, [1.0])
other is ta
ta.element_shape
ta.size()
ta.identity().size()
tf.TensorArray(tf.int32, 0, dynamic_size=True).dynamic_size
tf.TensorArray(tf.int32, 0, element_shape=[None, 2]).element_shape

# %% many elements at once
tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0, 3.0]).stack()
tf.TensorArray(tf.float32, 3).unstack([1.0, 2.0]).stack()
tf.TensorArray(tf.float32, 0, dynamic_size=True).unstack([1.0, 2.0]).stack()
tf.TensorArray(tf.float32, 3).unstack([1.0, 2.0, 4.0]).gather([2, 0])
tf.TensorArray(tf.float32, 3).unstack([1.0, 2.0, 4.0]).gather([5])
tf.TensorArray(tf.float32, 3).scatter([2, 0], [1.0, 2.0]).stack()
tf.TensorArray(tf.float32, 3).scatter([7], [1.0])
tf.TensorArray(tf.float32, 3, infer_shape=False).split([1.0, 2.0, 3.0, 4.0], [1, 2, 1]).concat()
tf.TensorArray(tf.float32, 3, infer_shape=False).split([1.0, 2.0, 3.0, 4.0], [1, 2, 1]).read(1)
tf.TensorArray(tf.float32, 2).split([1.0, 2.0, 3.0, 4.0], [2, 2]).stack()
tf.TensorArray(tf.float32, 2).split([1.0, 2.0, 3.0, 4.0], [1, 3])
tf.TensorArray(tf.float32, 2).unstack([[1.0, 2.0], [3.0, 4.0]]).concat()
tf.TensorArray(tf.float32, 2).unstack([[1.0, 2.0], [3.0, 4.0]]).size()

# %% in functions


def graph(function):
    return tf.function(function, autograph=False)


attempt(graph(lambda: tf.TensorArray(tf.float32, 3).write(0, 1.0).write(2, 2.0).stack()))
attempt(graph(lambda: tf.TensorArray(tf.float32, 3).write(0, [1.0]).write(2, [2.0]).stack()))
attempt(graph(lambda: tf.TensorArray(tf.float32, 0, dynamic_size=True).write(2, 1.0).stack()))
attempt(graph(lambda: tf.TensorArray(tf.float32, 3).write(0, 1).stack()))
attempt(graph(lambda: tf.TensorArray(tf.float32, 3, element_shape=[2]).read(0)))
attempt(graph(lambda: tf.TensorArray(tf.float32, 3, element_shape=[2]).stack()))
attempt(graph(lambda: tf.TensorArray(tf.float32, 3).unstack([1.0, 2.0, 4.0]).gather([2, 0])))
attempt(graph(lambda: tf.TensorArray(tf.float32, 3).scatter([2, 0], [1.0, 2.0]).stack()))
attempt(graph(lambda: tf.TensorArray(tf.float32, 2).unstack([[1.0, 2.0], [3.0, 4.0]]).concat()))
attempt(graph(lambda: tf.TensorArray(tf.float32, 2).unstack([[1.0, 2.0], [3.0, 4.0]]).size()))
attempt(graph(lambda: tf.TensorArray(tf.float32, 0, dynamic_size=True).write(2, 1.0).size()))
attempt(graph(lambda: tf.TensorArray(tf.string, 2).write(0, "a").write(1, "b").stack()))
attempt(graph(lambda: tf.TensorArray(tf.string, 2).unstack(["a", "b"]).read(1)))
attempt(graph(lambda n: tf.TensorArray(tf.float32, n).write(n - 1, 1.0).stack()), tf.constant(2))
attempt(graph(lambda n: tf.TensorArray(tf.float32, n, element_shape=[]).stack()), tf.constant(2))
attempt(
    graph(lambda n: tf.TensorArray(tf.float32, size=n).unstack(tf.range(2.0)).stack()),
    tf.constant(2),
)
attempt(
    graph(
        lambda: (
            tf.TensorArray(tf.float32, dynamic_size=True, size=1)
            .unstack([[1.0, 2.0]])
            .write(1, [3.0, 4.0])
            .stack()
        )
    )
)


@tf.function(autograph=False)
def reread():
    ta = tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0])
    return ta.read(0), ta.read(0), ta.read(1)


reread()


@tf.function(autograph=False)
def values_do_not_change():
    ta = tf.TensorArray(tf.float32, 2, element_shape=[])
    first = ta.write(0, 1.0)
    second = first.write(0, 2.0)
    return ta.stack(), first.stack(), second.stack()


values_do_not_change()

# %% pieces of different sizes in functions


def graph(function):
    return tf.function(function, autograph=False)


x = tf.constant([1.0, 2.0, 3.0, 4.0])


@tf.function(autograph=False)
def pieces(x, lengths):
    ta = tf.TensorArray(tf.float32, 3, infer_shape=False).split(x, lengths)
    return ta.read(0), ta.read(1), ta.concat(), ta.size()


pieces(x, tf.constant([1, 2, 1]))
pieces(x, tf.constant([0, 1, 3]))


@tf.function(autograph=False)
def known(x):
    ta = tf.TensorArray(tf.float32, 2, infer_shape=False).split(x, [1, 3])
    return ta.concat(), ta.read(1)


known(x)
with tf.GradientTape() as tape:
    tape.watch(x)
    whole, piece = known(x)
    y = tf.reduce_sum(whole * whole) + tf.reduce_sum(piece)
tape.gradient(y, x)
attempt(graph(lambda x: tf.TensorArray(tf.float32, 2).split(x, [2, 2]).stack()), x)
attempt(
    graph(lambda x: tf.TensorArray(tf.float32, 2, infer_shape=False).split(x, [2, 2]).concat()), x
)


@tf.function(autograph=False)
def ragged(n):
    ta = tf.TensorArray(tf.int32, n, infer_shape=False)
    ta = tf.while_loop(
        lambda i, ta: i < n, lambda i, ta: (i + 1, ta.write(i, tf.range(i))), (0, ta)
    )[1]
    return ta.concat(), ta.read(2)


ragged(tf.constant(4))


@tf.function(autograph=False)
def of_any_shape():
    ta = tf.TensorArray(tf.float32, 2, infer_shape=False).write(0, [1.0, 2.0]).write(1, 3.0)
    return ta.read(0), ta.read(1)


of_any_shape()

# %% what functions refuse
import re


def complain(function, *arguments):
    """Shows an error without the nodes that it names."""
    try:
        show(tf.function(function, autograph=False)(*arguments))
    except (tf.errors.InvalidArgumentError, ValueError) as error:
        show(type(error).__name__)
        text = str(error).split("defined at")[-1].split("\n\n")[-1]
        show(re.sub(r"{{[^}]*}} | \[Op:.*|\n\t.*", "", text, flags=re.S))


complain(lambda i: tf.TensorArray(tf.float32, 3).write(i, 1.0).stack(), tf.constant(5))
complain(lambda i: tf.TensorArray(tf.float32, 3).write(i, 1.0).stack(), tf.constant(-1))
complain(lambda i: tf.TensorArray(tf.float32, 3).unstack([1.0, 2.0, 3.0]).read(i), tf.constant(7))
complain(lambda i: tf.TensorArray(tf.float32, 3).unstack([1.0, 2.0, 3.0]).read(i), tf.constant(-1))
complain(lambda: tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0]).read(7))
complain(lambda: tf.TensorArray(tf.float32, 2).write(2, 1.0).stack())
complain(lambda: tf.TensorArray(tf.float32, 3).stack())
complain(lambda: tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0, 3.0]).stack())
complain(lambda: tf.TensorArray(tf.float32, 3).unstack([1.0, 2.0]).stack())
complain(lambda: tf.TensorArray(tf.float32, 3).read(0))
complain(lambda: tf.TensorArray(tf.float32, 3).write(0, tf.constant(1)).stack())
complain(lambda: tf.TensorArray(tf.float32, 3).write(0, [1.0, 2.0]).write(1, 3.0).stack())
complain(lambda: tf.TensorArray(tf.float32, 3, element_shape=[2]).write(0, 3.0).stack())
complain(lambda: tf.TensorArray(tf.float32, 3).unstack([1.0, 2.0, 3.0]).gather([5]))
complain(lambda: tf.TensorArray(tf.float32, 3).scatter([5], [1.0]).stack())
complain(lambda: tf.TensorArray(tf.float32, 2).split([1.0, 2.0, 3.0], [1, 2]).stack())
complain(
    lambda: (
        tf.TensorArray(tf.float32, 2, infer_shape=False).write(0, [1.0, 2.0]).write(1, 3.0).stack()
    )
)

# %% how they look in functions


@tf.function(autograph=False)
def f():
    ta = tf.TensorArray(tf.float32, 2, name="named")
    print(ta.dtype, ta.element_shape, ta.dynamic_size, ta.handle)
    written = ta.write(0, [1.0])
    print(written.element_shape, written is ta, ta.element_shape, written.size())
    print(written.stack())
    print(written.read(0))
    print(written.gather([0, 1]))
    ta = tf.TensorArray(tf.float32, 2, element_shape=[3])
    print(ta.element_shape, ta.stack(), ta.read(0), ta.gather([0]))
    ta = tf.TensorArray(tf.float32, 0, dynamic_size=True, element_shape=[3])
    print(ta.element_shape, ta.stack(), ta.read(0), ta.gather([0]))
    print(tf.TensorArray(tf.float32, 1).unstack([[1.0, 2.0]]).stack())
    return tf.while_loop(
        lambda i, ta: i < 2,
        lambda i, ta: (i + 1, ta.write(i, 1.0)),
        (0, tf.TensorArray(tf.float32, 2)),
    )[1].stack()


f.get_concrete_function().structured_outputs

# %% in loops


@tf.function(autograph=False)
def squares(n):
    ta = tf.TensorArray(tf.int32, n)
    return tf.while_loop(lambda i, ta: i < n, lambda i, ta: (i + 1, ta.write(i, i * i)), (0, ta))[
        1
    ].stack()


squares(tf.constant(4))
squares(tf.constant(1))


@tf.function(autograph=False)
def fixed(x):
    ta = tf.TensorArray(tf.float32, 4, element_shape=[2])
    return tf.while_loop(
        lambda i, ta: i < 3, lambda i, ta: (i + 1, ta.write(i, x * tf.cast(i, tf.float32))), (0, ta)
    )[1].stack()


fixed(tf.constant([1.0, 2.0]))


@tf.function(autograph=False)
def growing(n):
    ta = tf.TensorArray(tf.int32, 0, dynamic_size=True)
    _, n, ta = tf.while_loop(
        lambda i, n, ta: n > 1,
        lambda i, n, ta: (
            i + 1,
            tf.cond(n % 2 == 0, lambda: n // 2, lambda: 3 * n + 1),
            ta.write(i, n),
        ),
        (0, n, ta),
    )
    return ta.stack(), ta.size()


growing(tf.constant(6))
growing(tf.constant(5))


@tf.function(autograph=False)
def read_and_write(x):
    source = tf.TensorArray(tf.float32, 3).unstack(x)
    ta = tf.TensorArray(tf.float32, 3)

    def body(i, total, ta):
        total = total + source.read(i)
        return i + 1, total, ta.write(i, total)

    return tf.while_loop(lambda i, *_: i < 3, body, (0, 0.0, ta))[2].stack()


read_and_write(tf.constant([1.0, 2.0, 3.0]))


@tf.function(autograph=False)
def before_itself(n):
    ta = (
        tf.TensorArray(tf.int32, n, clear_after_read=False, element_shape=[])
        .write(0, 1)
        .write(1, 1)
    )
    return tf.while_loop(
        lambda i, ta: i < n,
        lambda i, ta: (i + 1, ta.write(i, ta.read(i - 1) + ta.read(i - 2))),
        (2, ta),
    )[1].stack()


before_itself(tf.constant(10))


@tf.function(autograph=False)
def table(n):
    def row(i, ta):
        inner = tf.TensorArray(tf.int32, n)
        inner = tf.while_loop(
            lambda j, t: j < n, lambda j, t: (j + 1, t.write(j, i * j)), (0, inner)
        )[1]
        return i + 1, ta.write(i, inner.stack())

    return tf.while_loop(lambda i, ta: i < n, row, (0, tf.TensorArray(tf.int32, n)))[1].stack()


table(tf.constant(3))


@tf.function(autograph=False)
def in_branch(x):
    ta = tf.TensorArray(tf.float32, 2, element_shape=[])
    return tf.cond(x > 0, lambda: ta.write(0, x), lambda: ta.write(1, x)).stack()


in_branch(tf.constant(2.0))
in_branch(tf.constant(-2.0))
eager = tf.while_loop(
    lambda i, ta: i < 2, lambda i, ta: (i + 1, ta.write(i, 1.0)), (0, tf.TensorArray(tf.float32, 2))
)
eager[1].stack()

# %% texts in loops


@tf.function(autograph=False)
def words(n):
    ta = tf.TensorArray(tf.string, n)
    return tf.while_loop(
        lambda i, ta: i < n, lambda i, ta: (i + 1, ta.write(i, tf.strings.as_string(i))), (0, ta)
    )[1].stack()


words(tf.constant(3))

# %% gradients
x = tf.constant([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    ta = tf.TensorArray(tf.float32, 3).unstack(x)
    y = ta.gather([0])[0] + ta.read(1) * 2
tape.gradient(y, x)
with tf.GradientTape() as tape:
    tape.watch(x)
    ta = tf.TensorArray(tf.float32, 3).write(0, x[0] * x[1]).write(2, x[2])
    y = ta.stack() ** 2
tape.gradient(y, x)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.TensorArray(tf.float32, 3).scatter([2, 1, 0], x).stack() * [1.0, 10.0, 100.0]
tape.gradient(y, x)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.TensorArray(tf.float32, 2, infer_shape=False).split(x, [1, 2]).read(1) ** 2
tape.gradient(y, x)

# %% gradients in functions  [rtol=1e-5]
x = tf.constant([1.0, 2.0, 3.0])


@tf.function(autograph=False)
def cumulated(x):
    n = tf.size(x)

    def body(i, total, ta):
        total = total * x[i] + 1.0
        return i + 1, total, ta.write(i, total)

    return tf.while_loop(lambda i, *_: i < n, body, (0, 1.0, tf.TensorArray(tf.float32, n)))[
        2
    ].stack()


with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = tf.reduce_sum(cumulated(x) ** 2)
    first = inner.gradient(y, x)
y
first
outer.gradient(first, x)


@tf.function(autograph=False)
def many(x):
    ta = tf.TensorArray(tf.float32, 3).unstack(x)
    other = tf.TensorArray(tf.float32, 3).scatter([2, 0, 1], x * x)
    return (
        ta.read(1) * other.read(2)
        + tf.reduce_sum(ta.gather([0, 2]))
        + tf.reduce_sum(other.stack() * x)
    )


with tf.GradientTape() as tape:
    tape.watch(x)
    y = many(x)
y
tape.gradient(y, x)


@tf.function(autograph=False)
def growing(x):
    ta = tf.TensorArray(tf.float32, 0, dynamic_size=True)
    ta = tf.while_loop(
        lambda i, ta: i < 3, lambda i, ta: (i + 1, ta.write(i, x[i] * x[0])), (0, ta)
    )[1]
    return ta.stack()


with tf.GradientTape() as tape:
    tape.watch(x)
    y = growing(x)
y
tape.gradient(y, x)


@tf.function(autograph=False)
def rnn(xs, w):
    n = tf.shape(xs)[0]

    def body(t, h, ta):
        h = tf.tanh(tf.linalg.matvec(w, h) + xs[t])
        return t + 1, h, ta.write(t, h)

    return tf.while_loop(
        lambda t, *_: t < n, body, (0, tf.zeros([2]), tf.TensorArray(tf.float32, n))
    )[2].stack()


xs = tf.reshape(tf.range(6.0), [3, 2]) / 6
w = tf.constant([[0.5, -0.25], [0.125, 1.0]])
with tf.GradientTape() as tape:
    tape.watch([xs, w])
    hs = rnn(xs, w)
hs
tape.gradient(hs, [xs, w])

# %% TensorArraySpec
tf.TensorArraySpec([2], tf.float32)
tf.TensorArraySpec()
tf.TensorArraySpec([2], tf.int32, dynamic_size=True, infer_shape=False)
tf.TensorArraySpec([None], tf.float32).is_compatible_with(tf.TensorArraySpec([2], tf.float32))
tf.TensorArraySpec([3], tf.float32).is_compatible_with(tf.TensorArraySpec([2], tf.float32))
tf.type_spec_from_value(tf.TensorArray(tf.float32, 2, element_shape=[3]))
