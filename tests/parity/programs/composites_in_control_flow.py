"""`IndexedSlices`, sparse and ragged tensors through branches, loops and lookups in parts."""

# %% slices through cond, eager
s = tf.IndexedSlices(
    tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([0, 2]), tf.constant([4, 2])
)
r = tf.cond(tf.constant(True), lambda: s, lambda: s)
type(r).__name__
r
# %% slices through cond, graph
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def rows(x):
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.gather(v, [0, 2]) * x)
    return tape.gradient(y, v)


@tf.function
def f(x):
    r = tf.cond(x > 0.0, lambda: rows(x), lambda: rows(2.0 * x))
    print(type(r).__name__, r.values.shape, r.indices.shape, r.dense_shape)
    return r


f(tf.constant(2.0))
f(tf.constant(-1.0))


@tf.function
def f(x):
    r = tf.cond(x > 0.0, lambda: rows(x), lambda: tf.zeros([3, 2]))
    print(type(r).__name__)
    return r


f(tf.constant(2.0))


@tf.function
def f(x):
    r = tf.cond(
        x > 0.0,
        lambda: tf.IndexedSlices(tf.constant([[1.0]]), tf.constant([0])),
        lambda: tf.IndexedSlices(tf.constant([[2.0]]), tf.constant([1])),
    )
    print(type(r).__name__, r.dense_shape)
    return r


f(tf.constant(2.0))


@tf.function
def f(x):
    r = tf.cond(
        x > 0.0,
        lambda: tf.IndexedSlices(tf.constant([[1.0]]), tf.constant([0])),
        lambda: tf.IndexedSlices(tf.constant([[2.0]]), tf.constant([1], tf.int64)),
    )
    print(type(r).__name__, r.dense_shape, r.indices.dtype)
    return r


f(tf.constant(2.0))
# %% slices: if statement
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


@tf.function
def f(x):
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.gather(v, [0, 2]) * x)
    g = tape.gradient(y, v)
    if x > 0.0:
        g = tf.IndexedSlices(g.values * 2.0, g.indices, g.dense_shape)
    print(type(g).__name__)
    return g


f(tf.constant(2.0))


@tf.function
def f(x):
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.gather(v, [0, 2]) * x)
    g = tape.gradient(y, v)
    if x > 0.0:
        g = g * 2.0
    return g


f(tf.constant(2.0))
# %% slices: while_loop
s = tf.IndexedSlices(
    tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([0, 2]), tf.constant([4, 2])
)
r = tf.while_loop(
    lambda i, s: i < 2,
    lambda i, s: (i + 1, tf.IndexedSlices(s.values * 2.0, s.indices, s.dense_shape)),
    [0, s],
)
r


@tf.function
def f():
    r = tf.while_loop(
        lambda i, s: i < 2,
        lambda i, s: (i + 1, tf.IndexedSlices(s.values * 2.0, s.indices, s.dense_shape)),
        [0, s],
    )
    print(type(r[1]).__name__)
    return r


f()


@tf.function
def f():
    t = s
    for i in tf.range(3):
        t = tf.IndexedSlices(t.values * 2.0, t.indices, t.dense_shape)
    return t


f()
# %% identity of slices
s = tf.IndexedSlices(
    tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([0, 2]), tf.constant([4, 2])
)
r = tf.identity(s)
type(r).__name__
r
tf.function(lambda: tf.identity(s))()
n = tf.IndexedSlices(tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([0, 2]))
tf.identity(n)
tf.stop_gradient(s)
tf.function(lambda: tf.identity(n))()
print(s)
repr(s)
tf.identity(tf.sparse.from_dense([[0, 1]]))
tf.identity(tf.ragged.constant([[1], [2, 3]]))
# %% slices as arguments
s = tf.IndexedSlices(
    tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([0, 2]), tf.constant([4, 2])
)


@tf.function
def f(t):
    print(t.values, t.indices, t.dense_shape)
    return t


f(s)
f(s)
tf.function(lambda t: tf.convert_to_tensor(t) + 1.0)(s)
tf.cond(tf.constant(True), lambda: tf.convert_to_tensor(s), lambda: tf.zeros([4, 2]))
tf.function(lambda p: tf.cond(p, lambda: s, lambda: s))(tf.constant(True))
tf.function(
    lambda p: tf.switch_case(
        p, [lambda: s, lambda: tf.IndexedSlices(s.values + 1.0, s.indices, s.dense_shape)]
    )
)(tf.constant(1))
tf.function(
    lambda p: tf.case(
        [(p > 0, lambda: s)], lambda: tf.IndexedSlices(s.values + 1.0, s.indices, s.dense_shape)
    )
)(tf.constant(1))
# %% sparse loop variables
sp = tf.sparse.from_dense([[0.0, 1.0], [2.0, 0.0]])
r = tf.while_loop(lambda i, s: i < 2, lambda i, s: (i + 1, s * 2.0), [0, sp])
r[1]


@tf.function
def f():
    return tf.while_loop(lambda i, s: i < 2, lambda i, s: (i + 1, s * 2.0), [0, sp])


f()[1]


@tf.function
def f(s):
    return tf.while_loop(lambda i, s: i < 2, lambda i, s: (i + 1, tf.sparse.add(s, sp)), [0, s])


f(sp)


@tf.function
def f(s):
    i = 0
    while tf.reduce_sum(s.values) < 20.0:
        s = tf.sparse.add(s, s)
        i += 1
    return s, i


f(sp)


@tf.function
def f(s):
    if tf.reduce_sum(s.values) > 1.0:
        s = tf.sparse.transpose(s)
    return s


f(sp)


@tf.function
def f(s):
    t = s
    if tf.reduce_sum(s.values) > 1.0:
        t = tf.sparse.reshape(s, [4, 1])
    return t


f(sp)


@tf.function
def f(s):
    if tf.reduce_sum(s.values) > 1.0:
        t = tf.sparse.reshape(s, [4, 1])
    else:
        t = s
    return t.dense_shape, tf.sparse.to_dense(t)


f(sp)
x = tf.constant(2.0)
with tf.GradientTape() as tape:
    tape.watch(x)

    def step(i, s):
        return i + 1, tf.sparse.SparseTensor(s.indices, s.values * x, s.dense_shape)

    y = tf.sparse.reduce_sum(tf.while_loop(lambda i, s: i < 2, step, [0, sp])[1])
tape.gradient(y, x)


@tf.function
def g(x):
    def step(i, s):
        return i + 1, tf.sparse.SparseTensor(s.indices, s.values * x, s.dense_shape)

    return tf.sparse.reduce_sum(tf.while_loop(lambda i, s: i < 2, step, [0, sp])[1])


with tf.GradientTape() as tape:
    tape.watch(x)
    y = g(x)
tape.gradient(y, x)
# %% ragged loop variables
rt = tf.ragged.constant([[1.0], [2.0, 3.0]])


@tf.function
def f(s):
    for i in tf.range(3):
        s = s * 2.0
    return s


f(rt)


@tf.function
def f(s):
    return tf.while_loop(lambda i, s: i < 2, lambda i, s: (i + 1, s + 1.0), [0, s])


f(rt)


@tf.function
def f(s):
    if s.nrows() > 1:
        s = s + 1.0
    return s


f(rt)
# %% shape invariants of composites
sp = tf.sparse.from_dense([[0.0, 1.0], [2.0, 0.0]])
rt = tf.ragged.constant([[1.0], [2.0, 3.0]])


@tf.function
def f(s):
    return tf.while_loop(
        lambda i, s: i < 2,
        lambda i, s: (i + 1, tf.concat([s, s], 0)),
        [0, s],
        shape_invariants=[tf.TensorShape([]), tf.RaggedTensorSpec([None, None], tf.float32)],
    )


f(rt)


@tf.function
def f(s):
    kept = [tf.TensorShape([]), tf.TensorShape([None, None])]
    return tf.while_loop(lambda i, s: i < 2, lambda i, s: (i + 1, s), [0, s], kept)


f(sp)


@tf.function
def f(s):
    return tf.while_loop(
        lambda i, s: i < 2,
        lambda i, s: (i + 1, tf.sparse.concat(0, [s, s])),
        [0, s],
        shape_invariants=[tf.TensorShape([]), tf.SparseTensorSpec([None, None], tf.float32)],
    )


f(sp)

# %% shape invariants of every kind
sp = tf.sparse.from_dense([[0.0, 1.0], [2.0, 0.0]])
rt = tf.ragged.constant([[1.0], [2.0, 3.0]])
sl = tf.IndexedSlices(
    tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([0, 2]), tf.constant([4, 2])
)


def loop(value, shape, step):
    return tf.function(
        lambda s: tf.while_loop(
            lambda i, s: i < 2,
            lambda i, s: (i + 1, step(s)),
            [0, s],
            shape_invariants=[tf.TensorShape([]), shape],
        )
    )(value)[1]


attempt(loop, sp, tf.TensorShape([2]), lambda s: tf.sparse.concat(0, [s, s]))
attempt(loop, rt, tf.TensorShape([None, None]), lambda s: tf.concat([s, s], 0))
attempt(loop, sl, tf.TensorShape([None, 2]), lambda s: s)
attempt(
    loop,
    sl,
    tf.TensorShape([None, 2]),
    lambda s: tf.IndexedSlices(
        tf.concat([s.values, s.values], 0), tf.concat([s.indices, s.indices], 0), s.dense_shape
    ),
)
attempt(loop, sp, None, lambda s: s)
attempt(loop, tf.constant(1.0), None, lambda s: s)
attempt(loop, tf.constant(1.0), tf.TensorSpec([], tf.float32), lambda s: s * 2.0)
attempt(loop, tf.constant([1.0]), tf.TensorSpec([None], tf.float32), lambda s: tf.concat([s, s], 0))

# %% identity and stop_gradient of every kind
sp = tf.sparse.from_dense([[0, 1]])
tf.stop_gradient(sp)
tf.function(lambda s: tf.stop_gradient(s))(sp)
tf.function(lambda s: tf.identity(s))(sp)
tf.stop_gradient(tf.ragged.constant([[1.0]]))
tf.identity(tf.ragged.constant([[1.0]]), name="x")
tf.identity([tf.ragged.constant([[1.0]])])
tf.identity(None)
tf.identity("a")
v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as tape:
    y = tf.gather(v, [1])
tf.identity(tape.gradient(y, v))
tf.identity(input=v)
tf.identity(v, "n")

# %% lookups in parts of a table
a = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
b = tf.Variable([[5.0, 6.0]])
with tf.GradientTape(persistent=True) as tape:
    y = tf.nn.embedding_lookup([a, b], [0, 2, 1, 0])
y
g = tape.gradient(y, [a, b])
[type(x).__name__ for x in g]
g[0]
g[1]


@tf.function
def f(ids):
    with tf.GradientTape(persistent=True) as tape:
        y = tf.nn.embedding_lookup([a, b], ids)
    g = tape.gradient(y, [a, b])
    print([type(x).__name__ for x in g])
    return y, g


f(tf.constant([0, 2, 1, 0]))
f(tf.constant([[0, 2], [1, 0]]))
tf.nn.embedding_lookup([a, b], [[0], [2]])
attempt(tf.nn.embedding_lookup, [a, b], [3])
attempt(tf.nn.embedding_lookup, [a, b], [-1])
c = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape(persistent=True) as tape:
    y = tf.nn.embedding_lookup([a, c, b], [0, 2, 1, 4], max_norm=1.0)
y
g = tape.gradient(y, [a, b, c])
g
tf.nn.embedding_lookup(
    [tf.constant([1.0, 2.0, 3.0]), tf.constant([4.0, 5.0])], tf.constant([0, 3, 4], tf.int64)
)
with tf.GradientTape(persistent=True) as tape:
    y = tf.nn.embedding_lookup([a], [0, 1, 1])
tape.gradient(y, a)


@tf.function
def f(ids):
    return tf.nn.embedding_lookup([a, b], ids)


f(tf.constant([2, 1]))
t = [tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[5.0, 6.0]])]
with tf.GradientTape(persistent=True) as tape:
    tape.watch(t)
    y = tf.nn.embedding_lookup(t, [0, 2, 1, 0])
tape.gradient(y, t)
