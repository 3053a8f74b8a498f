"""Tapes and accumulators that are asked inside of branches, bodies and functions being traced."""

# %% persistent outer tape, branches
x = tf.constant(3.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = tf.cond(x > 0.0, lambda: x * x, lambda: -x)
tape.gradient(y, x)

# %% tape used inside branch of a function
x = tf.constant(3.0)


@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x

        def inside():
            z = y * x
            return tape.gradient(z, x)

        g = tf.cond(x > 0.0, inside, lambda: -x)
    return g


f(x)


# %% gradient in branch of what was recorded before
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
    return tf.cond(x > 0.0, lambda: tape.gradient(y, x), lambda: -x)


f(tf.constant(3.0))
f(tf.constant(-3.0))

# %% eager tape asked in branch of function
x = tf.constant(3.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = x * x


@tf.function
def f():
    return tape.gradient(y, x)


f()


@tf.function
def g(p):
    return tf.cond(p, lambda: tape.gradient(y, x), lambda: 0.0 * x)


g(tf.constant(True))


# %% in loop body
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        total = tf.constant(0.0)
        for i in tf.range(3):
            z = x * x * tf.cast(i, tf.float32)
            total += tape.gradient(z, x)
    return total


f(tf.constant(2.0))


# %% in while body, carrying
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x

        def body(i, t):
            return i + 1, t + tape.gradient(y * x, x)

        return tf.while_loop(lambda i, t: i < 3, body, [0, 0.0])


f(tf.constant(2.0))

# %% variable in branch
v = tf.Variable(2.0)


@tf.function
def f():
    with tf.GradientTape(persistent=True) as tape:
        y = v * v
        return tf.cond(v > 0.0, lambda: tape.gradient(y * v, v), lambda: 0.0)


f()


@tf.function
def f():
    with tf.GradientTape(persistent=True) as tape:
        y = v * v
        return tf.cond(v > 0.0, lambda: tape.gradient(v * v, v), lambda: 0.0)


f()


@tf.function
def f():
    with tf.GradientTape(persistent=True) as tape:
        a = tf.constant(0.0)
        for _ in tf.range(2):
            a += tape.gradient(v * v * v, v)
    return a


f()


# %% the record after the branch
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = tf.cond(x > 0.0, lambda: x * x, lambda: -x)
        z = tf.cond(x > 0.0, lambda: y * x, lambda: -x)
    return tape.gradient(y, x), tape.gradient(z, x), tape.gradient(z, y)


f(tf.constant(2.0))

# %% autograph if inside tape
v = tf.Variable(3.0)


@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        y = v * x
        if x > 1.0:
            g = tape.gradient(y * y, v)
        else:
            g = tape.gradient(y, v)
    return g


f(tf.constant(2.0))
f(tf.constant(0.5))

# %% outer eager persistent tape open while function uses it
x = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as tape:
    y = x * x

    @tf.function
    def f(a):
        z = a * x
        return tape.gradient(z, x)

    show(f(tf.constant(2.0)))

    @tf.function
    def g(a):
        return tf.cond(a > 0.0, lambda: tape.gradient(a * x, x), lambda: 0.0)

    show(g(tf.constant(2.0)))

    @tf.function
    def h(a):
        return tape.gradient(a * y, x)

    show(h(tf.constant(2.0)))
    show(h(tf.constant(4.0)))


# %% non-persistent, in a branch
@tf.function
def f(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        g = tf.cond(x > 0.0, lambda: tape.gradient(y * x, x), lambda: -x)
    return g


f(tf.constant(3.0))


@tf.function
def f(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        g = tf.cond(x > 0.0, lambda: tape.gradient(y * x, x), lambda: tape.gradient(y, x))
    return g


f(tf.constant(3.0))


# %% tape left, then asked in branch for something computed in the branch
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
    g = tf.cond(x > 0.0, lambda: tape.gradient(y * x, [x, y]), lambda: [-x, x])
    return g


f(tf.constant(3.0))


# %% nested branches
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x

        def outer():
            z = y * x
            return tf.cond(x > 1.0, lambda: tape.gradient(z * y, x), lambda: tape.gradient(z, x))

        g = tf.cond(x > 0.0, outer, lambda: -x)
    return g


f(tf.constant(3.0))
f(tf.constant(0.5))


# %% stop_recording in a branch
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)

        def inside():
            y = x * x
            with tape.stop_recording():
                z = y * x
            return tape.gradient(y + z, x)

        return tf.cond(x > 0.0, inside, lambda: -x)


f(tf.constant(3.0))


# %% watch in a branch
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:

        def inside():
            a = x * 2.0
            tape.watch(a)
            y = a * a
            return tape.gradient(y, a)

        return tf.cond(x > 0.0, inside, lambda: -x)


f(tf.constant(3.0))


# %% entered in a branch, left outside; second order
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as outer:
        outer.watch(x)
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            g = tf.cond(x > 0.0, lambda: tape.gradient(x * x * x, x), lambda: -x)
    return g, outer.gradient(g, x)


f(tf.constant(3.0))


# %% second order in a branch
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)

        def inside():
            y = x * x * x
            g = tape.gradient(y, x)
            return tape.gradient(g, x)

        return tf.cond(x > 0.0, inside, lambda: -x)


f(tf.constant(3.0))


# %% jacobian in a branch
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        return tf.cond(x[0] > 0.0, lambda: tape.jacobian(x * x * x, x), lambda: tf.eye(2))


f(tf.constant([3.0, 2.0]))


# %% map_fn
@tf.function
def f(x, k):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        return tf.map_fn(lambda r: tape.gradient(r * x * x, x), k)


f(tf.constant(3.0), tf.constant([1.0, 2.0]))


@tf.function
def f(x, k):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        return tf.vectorized_map(lambda r: tape.gradient(r * x * x, x), k)


f(tf.constant(3.0), tf.constant([1.0, 2.0]))


@tf.function
def f(x, k):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        return tf.scan(lambda a, r: tape.gradient(r * x * x, x) + a, k, 0.0)


f(tf.constant(3.0), tf.constant([1.0, 2.0]))


# %% loop-carried in a while body
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        for _ in tf.range(2):
            y = y * x
            g = tape.gradient(y, x)
    return g


f(tf.constant(3.0))

# %% unwatched variable in a branch
v = tf.Variable(3.0)


@tf.function
def f():
    with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
        return tf.cond(
            v > 0.0, lambda: tape.gradient(v * v, v, unconnected_gradients="zero"), lambda: 1.0
        )


f()


@tf.function
def f():
    with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
        tape.watch(v)
        return tf.cond(
            v > 0.0, lambda: tape.gradient(v * v, v, unconnected_gradients="zero"), lambda: 1.0
        )


f()


# %% custom gradient in a branch
@tf.custom_gradient
def double(x):
    return x * 1.0, lambda d: 10.0 * d


@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        return tf.cond(x > 0.0, lambda: tape.gradient(double(x) * x, x), lambda: 1.0)


f(tf.constant(3.0))


# %% nested function in a branch
@tf.function
def sq(x):
    return x * x


@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        return tf.cond(x > 0.0, lambda: tape.gradient(sq(x) * x, x), lambda: 1.0)


f(tf.constant(3.0))


@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x

        @tf.function
        def g(a):
            return tape.gradient(a * y, x)

        return g(2.0 * x)


f(tf.constant(3.0))


# %% host branch in a branch
@tf.function
def f(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)

        def inside():
            y = tf.cond(
                x > 1.0, lambda: tf.py_function(lambda a: a * a, [x], tf.float32) * x, lambda: x
            )
            return tape.gradient(y * x, x)

        return tf.cond(x > 0.0, inside, lambda: -x)


f(tf.constant(3.0))


# %% tf.gradients through host branch
@tf.function
def f(x):
    y = tf.cond(x > 1.0, lambda: tf.py_function(lambda a: a * a, [x], tf.float32) * x, lambda: x)
    return tf.gradients(y * x, x)


f(tf.constant(3.0))
f(tf.constant(0.5))


# %% tf.gradients in branch
@tf.function
def f(x):
    y = x * x
    return tf.cond(x > 1.0, lambda: tf.gradients(y * y, x)[0], lambda: x)


f(tf.constant(3.0))


@tf.function
def f(x):
    y = x * x

    def inside():
        z = y * x
        return tf.gradients(z, y)[0] + tf.gradients(z, x)[0]

    return tf.cond(x > 1.0, inside, lambda: x)


f(tf.constant(3.0))


# %% printing branch asked after
@tf.function
def f(x):
    with tf.GradientTape() as tape:
        tape.watch(x)

        def inside():
            tf.print("here")
            return x * x

        y = tf.cond(x > 1.0, inside, lambda: x)
    return tape.gradient(y, x)


f(tf.constant(3.0))
f(tf.constant(0.5))

# %% plain graph, tape in branch
with tf.Graph().as_default():
    x = tf.constant(3.0)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        g = tf.cond(x > 0.0, lambda: tape.gradient(x * x, x), lambda: x)
    print(g.shape)

# %% plain graph, variables
with tf.Graph().as_default():
    v = tf.Variable(3.0)
    y = v * v
    print(tf.gradients(y, v)[0].shape)
    with tf.GradientTape(persistent=True) as tape:
        g = tf.cond(v > 0.0, lambda: tape.gradient(v * y, v), lambda: 1.0)
    print(g.shape)


# %% accumulators in branches and loops
@tf.function
def f(x):
    with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as acc:
        return tf.cond(x > 0.0, lambda: acc.jvp(x * x * x), lambda: -x)


f(tf.constant(3.0))


@tf.function
def f(x):
    with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as acc:
        y = x * x
        total = tf.constant(0.0)
        for i in tf.range(3):
            total += acc.jvp(y * x * tf.cast(i, tf.float32))
    return total


f(tf.constant(3.0))
v = tf.Variable(2.0)
with tf.autodiff.ForwardAccumulator(v, tf.constant(1.0)) as acc:

    @tf.function
    def f():
        return acc.jvp(v * v)

    show(f())
