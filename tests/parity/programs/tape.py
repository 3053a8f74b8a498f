"""GradientTape, jacobians, custom gradients."""

# %% one gradient
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x**2
tape.gradient(y, x)
tape.gradient(y, x)

# %% a constant must be watched
c = tf.constant(4.0)
with tf.GradientTape() as tape:
    y = c**3
tape.gradient(y, c)
with tf.GradientTape() as tape:
    tape.watch(c)
    y = c**3
tape.gradient(y, c)
with tf.GradientTape() as tape:
    tape.watch([c, {"a": tf.constant(1.0)}])
    y = c * 2
tape.gradient(y, [c])
with tf.GradientTape() as tape:
    y = c * 2
    tape.watch(c)
    z = c * 3
tape.gradient([y, z], c)

# %% several sources in every structure
a, b = tf.Variable(2.0), tf.Variable(3.0)


def taped():
    with tf.GradientTape() as tape:
        y = a * a * b
    return tape, y


tape, y = taped()
tape.gradient(y, [a, b])
tape, y = taped()
tape.gradient(y, (a, b))
tape, y = taped()
tape.gradient(y, {"a": a, "b": b})
tape, y = taped()
tape.gradient(y, [a, [b, (a,)]])
tape, y = taped()
tape.gradient(y, {"both": [a, b], "none": []})
tape, y = taped()
tape.gradient(y, [a, a])
tape, y = taped()
tape.gradient(y, [])
tape, y = taped()
tape.gradient(target=y, sources=a)
tape, y = taped()
tape.gradient(y, y)
tape, y = taped()
tape.gradient([y, y * 2], a)
tape, y = taped()
tape.gradient({"t": y}, [a])

# %% persistent tapes
x = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as tape:
    y = x**2
    z = y * y
tape.gradient(z, x)
tape.gradient(y, x)
tape.gradient(z, y)
tape.gradient(z, [x, y])
tape.gradient(z, x)
del tape

# %% unconnected gradients
x, w = tf.Variable(1.0), tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as tape:
    y = x * 2
tape.gradient(y, w)
tape.gradient(y, [x, w])
tape.gradient(y, w, unconnected_gradients="zero")
tape.gradient(y, w, unconnected_gradients=tf.UnconnectedGradients.ZERO)
tape.gradient(y, [x, w], unconnected_gradients=tf.UnconnectedGradients.NONE)
tape.gradient(y, x, unconnected_gradients="other")
tf.UnconnectedGradients.ZERO
list(tf.UnconnectedGradients)

# %% output gradients
x = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as tape:
    y = x**2
    z = x**3
tape.gradient(y, x, output_gradients=[10.0, 100.0])
tape.gradient(y, x, output_gradients=tf.constant([1.0, 0.0]))
tape.gradient([y, z], x, output_gradients=[tf.constant([1.0, 0.0]), tf.constant([0.0, 1.0])])
tape.gradient([y, z], x, output_gradients=[None, tf.constant([0.0, 1.0])])
tape.gradient(y, x, output_gradients=tf.constant([1.0, 2.0, 3.0]))
tape.gradient(y, x, output_gradients=[1, 2])

# %% targets that are not scalars are summed
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    y = x * x
    z = tf.reduce_sum(y)
    m = tf.reduce_mean(y)
tape.gradient(y, x)
tape.gradient(z, x)
tape.gradient(m, x)
tape.gradient([z, m], x)

# %% integers have no gradients
n = tf.constant(3)
with tf.GradientTape() as tape:
    tape.watch(n)
    y = n * n
tape.gradient(y, n)
v = tf.Variable(3)
with tf.GradientTape() as tape:
    y = v * v
tape.gradient(y, v)
x = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    y = tf.cast(x, tf.int32) * 2
    z = tf.cast(tf.cast(x, tf.int32), tf.float32)
    f = tf.cast(x, tf.float64) ** 2
tape.gradient(y, x)
tape.gradient(z, x)
tape.gradient(f, x)
with tf.GradientTape() as tape:
    tape.watch(tf.constant("text"))

# %% targets and sources that are no tensors
x = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    y = x * x
tape.gradient(5.0, x)
tape.gradient(y, 5.0)
tape.gradient(None, x)
tape.gradient(y, None)
tape.gradient("text", x)
tape.gradient(y, "text")
tape.gradient([], x)
tape.gradient(y, [x, None])
tape.gradient(x, x)
tape.gradient(y)
tape.gradient()
tape.watch(5.0)
tape.watch("text")
tape.watch(np.array(1.0))
tape.watch([tf.constant(1.0), 2.0])

# %% leaving TensorFlow breaks the chain
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as tape:
    y = tf.reduce_sum(np.mean(x, axis=0) * 2)
tape.gradient(y, x)
with tf.GradientTape() as tape:
    y = tf.constant(x.numpy()) * 2
tape.gradient(y, x)
x = tf.Variable(2.0)
with tf.GradientTape() as tape:
    y = x + 1
    x = x + 1
    z = x * 3
tape.gradient(z, x)
x = tf.Variable(2.0)
with tf.GradientTape() as tape:
    x.assign_add(1.0)
    y = x * x
tape.gradient(y, x)
with tf.GradientTape() as tape:
    y = x * x
    x.assign(10.0)
    z = x * y
tape.gradient(z, x)

# %% watch_accessed_variables
a, b = tf.Variable(2.0), tf.Variable(3.0)
with tf.GradientTape(watch_accessed_variables=False) as tape:
    tape.watch(a)
    y = a * b
tape.gradient(y, [a, b])
tape.watched_variables()
with tf.GradientTape() as tape:
    y = a * b
tape.watched_variables()
with tf.GradientTape() as tape:
    pass
tape.watched_variables()
frozen = tf.Variable(5.0, trainable=False)
with tf.GradientTape() as tape:
    y = a * frozen
tape.gradient(y, [a, frozen])
with tf.GradientTape() as tape:
    tape.watch(frozen)
    y = a * frozen
tape.gradient(y, [a, frozen])

# %% stop_recording and reset
x = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as tape:
    y = x * x
    with tape.stop_recording():
        z = x * x * x
    w = z * y
tape.gradient(z, x)
tape.gradient(w, x)
with tf.GradientTape() as tape:
    y = x * x
    tape.reset()
    z = x * 4
tape.gradient(z, x)
with tf.GradientTape(persistent=True) as tape:
    y = x * x
    tape.reset()
    z = y + x
tape.gradient(z, x)
tape.gradient(y, x)
with tf.GradientTape() as tape:
    with tape.stop_recording():
        dy = tape.gradient(x * x, x)
dy
tape = tf.GradientTape()
with tape.stop_recording():
    pass

# %% the tape after an exception
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x * x
    tf.constant([1, 2]) + tf.constant([1, 2, 3])
y
tape.gradient(y, x)
with tf.GradientTape() as outer:
    z = x * 2
outer.gradient(z, x)

# %% entering a tape twice
tape = tf.GradientTape()
with tape:
    with tape:
        pass
x = tf.Variable(1.0)
tape = tf.GradientTape(persistent=True)
with tape:
    y = x * 2
with tape:
    z = y * 3
tape.gradient(z, x)
tape = tf.GradientTape()
tape.gradient(x, x)

# %% gradients taken inside the tape
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x * x
    dy = tape.gradient(y, x)
dy
with tf.GradientTape(persistent=True) as tape:
    y = x * x * x
    dy = tape.gradient(y, x)
    ddy = tape.gradient(dy, x)
show(dy, ddy)

# %% tapes inside tapes
x = tf.Variable(2.0)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = x**4
    dy = inner.gradient(y, x)
ddy = outer.gradient(dy, x)
show(dy, ddy)
with tf.GradientTape() as one, tf.GradientTape() as two, tf.GradientTape() as three:
    y = x**4
    dy = three.gradient(y, x)
    ddy = two.gradient(dy, x)
dddy = one.gradient(ddy, x)
show(dy, ddy, dddy)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = tf.sin(x)
    dy = inner.gradient(y, x)
    loss = dy * dy
outer.gradient(loss, x)
a, b = tf.Variable(2.0), tf.Variable(3.0)
with tf.GradientTape(persistent=True) as outer:
    with tf.GradientTape() as inner:
        y = a * a * b
    da, db = inner.gradient(y, [a, b])
[outer.gradient(da, [a, b]), outer.gradient(db, [a, b])]

# %% stop_gradient
x, w = tf.Variable(5.0), tf.Variable(3.0)
with tf.GradientTape(persistent=True) as tape:
    y = 3 * x**2 + tf.stop_gradient(2 * x * w)
    z = tf.stop_gradient(x) * x
    constant = tf.stop_gradient(x * w)
tape.gradient(y, [x, w])
tape.gradient(z, x)
tape.gradient(constant, x)
tf.stop_gradient([1.0, 2.0])
tf.stop_gradient("a")

# %% jacobian
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    y = x**2
    s = tf.reduce_sum(y)
    m = tf.stack([y, 2 * y])
tape.jacobian(y, x)
tape.jacobian(s, x)
tape.jacobian(m, x)
tape.jacobian(y, [x, s])
tape.jacobian(y, {"x": x})
tape.jacobian(y, x, experimental_use_pfor=False)
tape.jacobian(y, tf.Variable(1.0))
tape.jacobian(y, tf.Variable(1.0), unconnected_gradients="zero")
tape.jacobian([y, s], x)
with tf.GradientTape() as tape:
    y = x * 2
tape.jacobian(y, x)
tape.jacobian(y, x)
tape.gradient(y, x)
with tf.GradientTape() as tape:
    y = tf.zeros([0, 2]) * x[:2]
tape.jacobian(y, x)

# %% jacobian of a matrix product
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
w = tf.Variable([[0.5, -1.0], [2.0, 0.25]])
with tf.GradientTape(persistent=True) as tape:
    y = tf.matmul(x, w)
tape.jacobian(y, w)
tape.gradient(y, w)

# %% hessian
x = tf.Variable([1.0, 2.0])
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = x[0] ** 2 * x[1] ** 3
    gradient = inner.gradient(y, x)
hessian = outer.jacobian(gradient, x)
show(gradient, hessian)

# %% batch_jacobian
x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = x**2
    z = tf.matmul(x, tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    s = tf.reduce_sum(x, axis=1, keepdims=True)
tape.batch_jacobian(y, x)
tape.batch_jacobian(z, x)
tape.batch_jacobian(s, x)
tape.batch_jacobian(y, x, experimental_use_pfor=False)
tape.batch_jacobian(y, tf.constant([[1.0]]))
tape.batch_jacobian(y, tf.constant([1.0, 2.0]))
tape.batch_jacobian(y, tf.constant([[1.0], [1.0], [1.0]]))

# %% custom_gradient


@tf.custom_gradient
def clipped(x):
    def gradient(upstream):
        return tf.clip_by_value(upstream * 2 * x, -1.0, 1.0)

    return x * x, gradient


clipped(tf.constant(3.0))
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = clipped(x)
tape.gradient(y, x)
with tf.GradientTape() as tape:
    y = 5 * clipped(x) + x
tape.gradient(y, x)
clipped.__name__

# %% custom_gradient of several arguments


@tf.custom_gradient
def product(a, b):
    def gradient(upstream):
        return 10 * upstream * b, 100 * upstream * a

    return a * b, gradient


a, b = tf.Variable(2.0), tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = product(a, b)
tape.gradient(y, [a, b])


@tf.custom_gradient
def both(a):
    def gradient(first, second):
        return first * 10 + second * 100

    return (a + 1, a * 2), gradient


with tf.GradientTape(persistent=True) as tape:
    first, second = both(a)
show(first, second)
tape.gradient([first, second], a)
tape.gradient(first, a)


@tf.custom_gradient
def wrong(a):
    return a * 2


wrong(tf.constant(1.0))


@tf.custom_gradient
def too_few(a, b):
    return a * b, lambda upstream: upstream


with tf.GradientTape() as tape:
    y = too_few(a, b)
tape.gradient(y, [a, b])


@tf.custom_gradient
def nothing(a):
    return a * 3, lambda upstream: None


with tf.GradientTape() as tape:
    y = nothing(a)
tape.gradient(y, a)

# %% custom_gradient that uses a variable
scale = tf.Variable(2.0)


@tf.custom_gradient
def scaled(x):
    def gradient(upstream, variables=None):
        return 7 * upstream, [upstream * 11 for _ in variables]

    return x * scale, gradient


x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = scaled(x)
tape.gradient(y, [x, scale])

# %% second derivatives through a custom gradient


@tf.custom_gradient
def cube(x):
    def gradient(upstream):
        return upstream * 3 * x * x

    return x**3, gradient


x = tf.Variable(2.0)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = cube(x)
    dy = inner.gradient(y, x)
show(dy, outer.gradient(dy, x))


@tf.grad_pass_through
def rounded(x):
    return tf.round(x)


with tf.GradientTape() as tape:
    y = rounded(x * 1.4)
show(y, tape.gradient(y, x))

# %% recompute_grad
x = tf.Variable(2.0)
with tf.GradientTape() as tape:
    y = tf.recompute_grad(lambda z: z * z * z)(tf.convert_to_tensor(x))
tape.gradient(y, x)

# %% gradients of variables used through slices and gathers
v = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    y = v[1] * 5
    g = tf.reduce_sum(tf.gather(v, [0, 0, 2]) ** 2)
    s = tf.reduce_sum(v[1:] * [2.0, 3.0])
tape.gradient(y, v)
tape.gradient(g, v)
tape.gradient(s, v)
tf.convert_to_tensor(tape.gradient(g, v))

# %% broadcasting is undone
a, b = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.Variable([10.0, 20.0])
c = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    y = a * b + c
    z = a / b - c * a
    p = b**c
tape.gradient(y, [a, b, c])
tape.gradient(z, [a, b, c])
tape.gradient(p, [b, c])

# %% gradients where TensorFlow chose
x = tf.Variable([0.0, 1.0, -1.0])
with tf.GradientTape(persistent=True) as tape:
    results = [tf.abs(x), tf.nn.relu(x), tf.maximum(x, 0.0), tf.minimum(x, x), tf.sign(x)]
    results += [tf.sqrt(x), tf.math.log(x), x**0.0, x**2.0, tf.norm(x * 0.0), 1 / x]
    results += [tf.where(x > 0, x, 0.0), tf.clip_by_value(x, 0.0, 1.0), tf.round(x)]
    results += [tf.reduce_max(x * 0.0), tf.reduce_prod(x), tf.math.divide_no_nan(x, x)]
for result in results:
    show(tape.gradient(result, x))

# %% gradients of complex numbers
z = tf.Variable(1 + 2j)
with tf.GradientTape(persistent=True) as tape:
    y = z * z
    r = tf.abs(z)
    p = tf.math.real(z)
tape.gradient(y, z)
tape.gradient(r, z)
tape.gradient(p, z)

# %% gradients of every float dtype
for dtype in [tf.float16, tf.bfloat16, tf.float32, tf.float64]:
    x = tf.Variable([0.5, 2.0], dtype=dtype)
    with tf.GradientTape() as tape:
        y = tf.exp(x) * x
    show(tape.gradient(y, x))

# %% training a line by hand
tf.random.set_seed(1)
x = tf.constant([0.0, 1.0, 2.0, 3.0])
y = 3.0 * x + 1.0
slope, offset = tf.Variable(0.0), tf.Variable(0.0)
for step in range(30):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((slope * x + offset - y) ** 2)
    if step % 10 == 0:
        print(f"step {step}: loss {loss:.4f}")
    gradients = tape.gradient(loss, [slope, offset])
    slope.assign_sub(0.1 * gradients[0])
    offset.assign_sub(0.1 * gradients[1])
show(slope, offset)

# %% descending a parabola
x = tf.Variable(10.0)
for step in range(12):
    with tf.GradientTape() as tape:
        y = x**2 - 4.0 * x + 4.0
    x.assign(x - 0.1 * tape.gradient(y, x))
    print("step:", step, "x:", x.numpy(), "y:", y.numpy())

# %% tf.gradients needs a graph
x = tf.constant(3.0)
tf.gradients(x * x, x)
tf.hessians(x * x, x)


@tf.function
def slope_of_square(x):
    return tf.gradients(x * x, x)


slope_of_square(x)

# %% the tape inside a function and around it
x = tf.Variable(3.0)


@tf.function
def derivative():
    with tf.GradientTape() as tape:
        y = x**3
    return tape.gradient(y, x)


derivative()


@tf.function
def cubed(value):
    return value**3


with tf.GradientTape() as tape:
    y = cubed(x)
tape.gradient(y, x)
with tf.GradientTape() as outer:
    dy = derivative()
outer.gradient(dy, x)

# %% forward accumulator
x = tf.constant([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as accumulator:
    y = x**3
accumulator.jvp(y)
accumulator.jvp([y, x])
accumulator.jvp(tf.constant(1.0))
accumulator.jvp(tf.constant(1.0), unconnected_gradients="zero")
v = tf.Variable(3.0)
with tf.autodiff.ForwardAccumulator(v, tf.constant(2.0)) as accumulator:
    y = v * v
accumulator.jvp(y)

# %% the repr of a tape
tape = tf.GradientTape()
type(tape).__name__
tf.GradientTape(no_such_argument=1)
tape.no_such_attribute
