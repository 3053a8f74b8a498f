"""Derivatives of everything: forward mode, rows of gathers, gradients of one's own, Jacobians.

Goes through what the guides on automatic differentiation show, eager and in functions.
"""

# %% guide: controlling what the tape watches
x0 = tf.Variable(3.0, name="x0")
x1 = tf.Variable(3.0, name="x1", trainable=False)
x2 = tf.Variable(2.0, name="x2") + 1.0
x3 = tf.constant(3.0, name="x3")
with tf.GradientTape() as tape:
    y = (x0**2) + (x1**2) + (x2**2)
grad = tape.gradient(y, [x0, x1, x2, x3])
for g in grad:
    print(g)
[var.name for var in tape.watched_variables()]
x0 = tf.Variable(0.0)
x1 = tf.Variable(10.0)
with tf.GradientTape(watch_accessed_variables=False) as tape:
    tape.watch(x1)
    y0 = tf.math.sin(x0)
    y1 = tf.nn.softplus(x1)
    y = y0 + y1
    ys = tf.reduce_sum(y)
grad = tape.gradient(ys, {"x0": x0, "x1": x1})
print("dy/dx0:", grad["x0"])
print("dy/dx1:", grad["x1"].numpy())

# %% guide: a layer and its model
x = tf.constant([[1.0, 2.0, 3.0]])
w = tf.Variable([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]], name="w")
b = tf.Variable(tf.zeros(2, dtype=tf.float32), name="b")
with tf.GradientTape(persistent=True) as tape:
    y = x @ w + b
    loss = tf.reduce_mean(y**2)
[dl_dw, dl_db] = tape.gradient(loss, [w, b])
print(w.shape)
print(dl_dw.shape)
dl_dw, dl_db
my_vars = {"w": w, "b": b}
grad = tape.gradient(loss, my_vars)
grad["b"]
for var, g in zip(tape.watched_variables(), tape.gradient(loss, tape.watched_variables())):
    print(f"{var.name}, shape: {g.shape}")

# %% guide: control flow is recorded as it goes
x = tf.constant(1.0)
v0 = tf.Variable(2.0)
v1 = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    if x > 0.0:
        result = v0
    else:
        result = v1**2
dv0, dv1 = tape.gradient(result, [v0, v1])
print(dv0)
print(dv1)
dx = tape.gradient(result, x)
print(dx)

# %% guide: variables replaced by tensors, calculations outside, integers, state
x = tf.Variable(2.0)
for epoch in range(2):
    with tf.GradientTape() as tape:
        y = x + 1
    print(type(x).__name__, ":", tape.gradient(y, x))
    x = x + 1
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]], dtype=tf.float32)
with tf.GradientTape() as tape:
    x2 = x**2
    y = np.mean(x2, axis=0)
    y = tf.reduce_mean(y, axis=0)
print(tape.gradient(y, x))
x0 = tf.Variable(3.0)
x1 = tf.Variable(0.0)
with tf.GradientTape() as tape:
    x1.assign_add(x0)
    y = x1**2
print(tape.gradient(y, x0))
image = tf.Variable([[[0.5, 0.0, 0.0]]])
delta = tf.Variable(0.1)
with tf.GradientTape() as tape:
    new_image = tf.image.adjust_contrast(image, delta)
tape.gradient(new_image, [image, delta])
x = tf.Variable([2.0, 2.0])
y = tf.Variable(3.0)
with tf.GradientTape() as tape:
    z = y**2
print(tape.gradient(z, x, unconnected_gradients=tf.UnconnectedGradients.ZERO))

# %% guide: stop recording, reset, start over
x = tf.Variable(2.0)
y = tf.Variable(3.0)
with tf.GradientTape() as t:
    x_sq = x * x
    with t.stop_recording():
        y_sq = y * y
    z = x_sq + y_sq
grad = t.gradient(z, {"x": x, "y": y})
print("dz/dx:", grad["x"])
print("dz/dy:", grad["y"])
reset = True
with tf.GradientTape() as t:
    y_sq = y * y
    if reset:
        t.reset()
    z = x * x + y_sq
grad = t.gradient(z, {"x": x, "y": y})
print("dz/dx:", grad["x"])
print("dz/dy:", grad["y"])
with tf.GradientTape() as t:
    y_sq = y**2
    z = x**2 + tf.stop_gradient(y_sq)
grad = t.gradient(z, {"x": x, "y": y})
print("dz/dx:", grad["x"])
print("dz/dy:", grad["y"])


# %% guide: custom gradients
@tf.custom_gradient
def clip_gradients(y):
    def backward(dy):
        return tf.clip_by_norm(dy, 0.5)

    return y, backward


v = tf.Variable(2.0)
with tf.GradientTape() as t:
    output = clip_gradients(v * v)
print(t.gradient(output, v))


@tf.function
def traced(x):
    return clip_gradients(x * x)


with tf.GradientTape() as t:
    output = traced(v)
print(t.gradient(output, v))


@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)

    def grad(upstream):
        return upstream * (1 - 1 / (1 + e))

    return tf.math.log(1 + e), grad


x = tf.constant(100.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = log1pexp(x)
y
tape.gradient(y, x)
compiled = tf.function(log1pexp)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = compiled(x)
tape.gradient(y, x)

# %% guide: multiple tapes
x0 = tf.constant(0.0)
x1 = tf.constant(0.0)
with tf.GradientTape() as tape0, tf.GradientTape() as tape1:
    tape0.watch(x0)
    tape1.watch(x1)
    y0 = tf.math.sin(x0)
    y1 = tf.nn.sigmoid(x1)
    y = y0 + y1
    ys = tf.reduce_sum(y)
tape0.gradient(ys, x0).numpy()
tape1.gradient(ys, x1).numpy()

# %% guide: higher-order gradients
x = tf.Variable(1.0)
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        y = x * x * x
    dy_dx = t1.gradient(y, x)
d2y_dx2 = t2.gradient(dy_dx, x)
print("dy_dx:", dy_dx.numpy())
print("d2y_dx2:", d2y_dx2.numpy())

# %% guide: input gradient regularisation  [rtol=1e-5, atol=1e-6]
x = tf.constant([[0.5, -1.0, 2.0], [1.0, 0.25, -0.5]])
kernel = tf.Variable([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]])
bias = tf.Variable([0.1, -0.1])


def layer(x):
    return tf.nn.relu(x @ kernel + bias)


with tf.GradientTape() as t2:
    with tf.GradientTape(watch_accessed_variables=False) as t1:
        t1.watch(x)
        y = layer(x)
        out = tf.reduce_sum(y**2)
    g1 = t1.gradient(out, x)
    g1_mag = tf.norm(g1)
dg1_mag = t2.gradient(g1_mag, [kernel, bias])
g1_mag
dg1_mag
[var.shape for var in dg1_mag]

# %% guide: Jacobians
x = tf.linspace(-10.0, 10.0, 5)
delta = tf.Variable(0.0)
with tf.GradientTape() as tape:
    y = tf.nn.sigmoid(x + delta)
dy_dx = tape.jacobian(y, delta)
print(y.shape)
print(dy_dx.shape)
dy_dx
x = tf.constant([[0.5, -1.0], [1.0, 0.25], [2.0, -0.5]])
kernel = tf.Variable([[0.1, -0.2, 0.3], [0.4, -0.5, 0.6]])
with tf.GradientTape(persistent=True) as tape:
    y = tf.nn.relu(x @ kernel)
y.shape
j = tape.jacobian(y, kernel)
j.shape
j
g = tape.gradient(y, kernel)
print("g.shape:", g.shape)
j_sum = tf.reduce_sum(j, axis=[0, 1])
delta = tf.reduce_max(abs(g - j_sum)).numpy()
assert delta < 1e-3

# %% guide: a Newton step with a Hessian  [rtol=1e-4, atol=1e-5]
x = tf.constant([[0.5, -1.0], [1.0, 0.25], [2.0, -0.5]])
kernel = tf.Variable([[0.1, -0.2, 0.3], [0.4, -0.5, 0.6]])
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        y = tf.nn.sigmoid(x @ kernel)
        loss = tf.reduce_mean(y**2)
    g = t1.gradient(loss, kernel)
h = t2.jacobian(g, kernel)
print(f"{kernel.shape=}, {h.shape=}")
n_params = tf.reduce_prod(kernel.shape)
g_vec = tf.reshape(g, [n_params, 1])
h_mat = tf.reshape(h, [n_params, n_params])
h_mat
h_mat = h_mat + tf.eye(h_mat.shape[0]) * 1e-1
update = tf.linalg.solve(h_mat, g_vec)
_ = kernel.assign_sub(tf.reshape(update, kernel.shape))
kernel

# %% guide: batch Jacobians
x = tf.constant([[0.5, -1.0], [1.0, 0.25], [2.0, -0.5]])
kernel = tf.constant([[0.1, -0.2, 0.3], [0.4, -0.5, 0.6]])
with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
    tape.watch(x)
    y = tf.nn.elu(x @ kernel)
j = tape.jacobian(y, x)
j.shape
tf.einsum("bxby->bxy", j)
jb = tape.batch_jacobian(y, x)
jb
print(tf.reduce_max(abs(jb - tf.einsum("bxby->bxy", j))).numpy() < 1e-6)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = x[0] * x
attempt(tape.batch_jacobian, y[0], x)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.concat([x, x], 0)
tape.batch_jacobian(y, x)

# %% accumulator: along one direction
x = tf.constant([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
    y = x * x
    inside = acc.jvp(y)
z = y * 2
inside
acc.jvp(inside)
acc.jvp(y)
acc.jvp(z)
acc.jvp([y, x, {"a": z}])
acc.jvp(z, unconnected_gradients="zero")
acc.jvp(z, unconnected_gradients=tf.UnconnectedGradients.ZERO)
acc.jvp(tf.constant(1))
acc.jvp(y, unconnected_gradients="other")
with acc:
    with acc:
        pass
with acc:
    z = y * y
acc.jvp(z)

# %% accumulator: what it refuses
x = tf.constant([1.0, 2.0])
FA = tf.autodiff.ForwardAccumulator
FA(x, tf.constant([1.0, 0.0], tf.float64))
FA([x, x], [x, x])
FA([x, x], tf.constant([1.0, 2.0]))
FA([x], [x, tf.constant([1.0, 2.0])])
FA(x, None)
FA(1.0, 1.0)
FA(x, x).jvp(3.0)
FA(x, x).jvp(None)
FA(x, np.array([1.0, 0.0], np.float32)).jvp(x)
FA(tf.constant([1, 2]), tf.constant([1.0, 2.0]))

# %% accumulator: linear regression with two primals
x = tf.constant([[2.0, 3.0], [1.0, 4.0]])
targets = tf.constant([[1.0], [-1.0]])
kernel = tf.Variable([[0.5], [0.25]])
bias = tf.Variable([0.1])
with tf.autodiff.ForwardAccumulator(
    primals=[kernel, bias], tangents=[tf.constant([[1.0], [0.0]]), tf.constant([2.0])]
) as acc:
    loss = tf.reduce_sum((x @ kernel + bias - targets) ** 2.0)
acc.jvp(loss)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum((x @ kernel + bias - targets) ** 2.0)
tape.gradient(loss, [kernel, bias])

# %% accumulator: what has no tangent
x = tf.constant([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
    found = {
        "int": tf.cast(x, tf.int32),
        "argmax": tf.argmax(x),
        "stopped": tf.stop_gradient(x),
        "round": tf.round(x),
        "ones": tf.ones_like(x),
        "zeros": tf.zeros_like(x),
        "identity": tf.identity(x),
        "shape": tf.shape(x),
        "floor": tf.floor(x),
        "sign": tf.sign(x),
        "greater": x > 1.0,
        "relu": tf.nn.relu(x - 1.5),
        "maximum": tf.maximum(x, 1.0),
        "times 0": x * 0.0 + 1,
        "abs": tf.abs(x),
    }
for name, tensor in found.items():
    print(name, acc.jvp(tensor))

# %% accumulator: results in lists
x = tf.constant([3.0, 1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 10.0, 100.0])) as acc:
    top = tf.math.top_k(x, 2)
    parts = tf.unstack(x)
    sorted_ = tf.sort(x)
    both = tf.stack([x, tf.zeros([3])])
    moments = tf.nn.moments(x, 0)
acc.jvp(top)
acc.jvp(parts)
acc.jvp(sorted_)
acc.jvp(both)
acc.jvp(moments)

# %% accumulator: nested, for a second derivative
x = tf.constant([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as outer:
    with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 1.0])) as inner:
        y = x * x * x
inner.jvp(y)
outer.jvp(y)
outer.jvp(inner.jvp(y))
inner.jvp(outer.jvp(y))

# %% accumulator over a tape, tape over an accumulator
x = tf.constant([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(x**3) * x[0]
    gradient = tape.gradient(y, x)
gradient
acc.jvp(gradient)
with tf.GradientTape() as tape:
    tape.watch(x)
    with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
        y = tf.reduce_sum(x**3) * x[0]
    along = acc.jvp(y)
along
tape.gradient(along, x)
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
tape.gradient(acc.jvp(y), x)

# %% accumulator: variables
v = tf.Variable([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(v, tf.constant([1.0, 0.0])) as acc:
    y = v * v
    v.assign(v * 3.0)
    z = v * v
acc.jvp(y)
acc.jvp(z)
acc.jvp(v)
with tf.autodiff.ForwardAccumulator({"v": v}, {"v": tf.constant([0.0, 1.0])}) as acc:
    y = tf.gather(v, [1, 1, 0])
acc.jvp({"y": y})


# %% accumulator: functions
@tf.function
def cube(x):
    return x**3


@tf.function
def hessian_vector(x, direction):
    with tf.autodiff.ForwardAccumulator(x, direction) as acc:
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.reduce_sum(x**3) * x[0]
        gradient = tape.gradient(y, x)
    return acc.jvp(gradient)


x = tf.constant([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
    y = cube(x)
acc.jvp(y)
hessian_vector(x, tf.constant([1.0, 0.0]))
hessian_vector(x, tf.constant([0.0, 1.0]))
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 1.0])) as acc:
    y = hessian_vector(x, tf.constant([1.0, 0.0]))
acc.jvp(y)


# %% accumulator: loops and branches in functions
@tf.function
def power(x, n):
    return tf.while_loop(lambda i, _: i < n, lambda i, y: (i + 1, y * x), [0, tf.ones_like(x)])[1]


@tf.function
def branch(x):
    return tf.cond(x > 1.0, lambda: x * x, lambda: 5.0 * x)


x = tf.constant(1.5)
with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as acc:
    y = power(x, 4)
    z = branch(x)
y
acc.jvp(y)
acc.jvp(z)
with tf.autodiff.ForwardAccumulator(x, tf.constant(2.0)) as acc:
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = branch(x)
    gradient = tape.gradient(y, x)
gradient
acc.jvp(gradient)

# %% accumulator: complex numbers
c = tf.constant([1 + 2j])
with tf.autodiff.ForwardAccumulator(c, tf.constant([1j])) as acc:
    square, product = c * c, tf.math.conj(c) * c
    size, part = tf.abs(c), tf.math.real(c)
acc.jvp([square, product, size, part])


# %% accumulator: gradients of one's own
@tf.custom_gradient
def hundredfold(x):
    return x * x, lambda cotangent: cotangent * 100.0


x = tf.constant([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
    y = hundredfold(x)
acc.jvp(y)
compiled = tf.function(hundredfold)
with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
    y = compiled(x)
acc.jvp(y)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    with tf.autodiff.ForwardAccumulator(x, tf.constant([1.0, 0.0])) as acc:
        y = hundredfold(x)
    along = acc.jvp(y)
tape.gradient(y, x)
tape.gradient(along, x)

# %% rows: a gradient of gathered rows
x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
v = tf.Variable(x)


def gradient(source, function, **options):
    with tf.GradientTape() as tape:
        tape.watch(source)
        y = function(source)
    return tape.gradient(y, source, **options)


for source in (x, v):
    print(gradient(source, lambda p: tf.gather(p, [0, 0, 2])))
    print(gradient(source, lambda p: tf.gather(p, 1)))
    print(gradient(source, lambda p: tf.gather(p, [[0, 1], [2, 2]])))
    print(gradient(source, lambda p: tf.gather(p, tf.constant([0, 2], tf.int64))))
    print(gradient(source, lambda p: tf.gather(p, [0, 0], axis=0)))
    print(gradient(source, lambda p: tf.nn.embedding_lookup(p, [0, 2])))
    print(gradient(source, lambda p: tf.gather(p, [0, 0, 2]) ** 2))
    print(gradient(source, lambda p: tf.gather_nd(p, [[0], [0]])))
    print(gradient(source, lambda p: tf.gather(p, tf.zeros([0], tf.int32))))
    print(gradient(source, lambda p: tf.gather(p, [0]), output_gradients=tf.constant([[5.0, 6.0]])))

# %% rows: where the gradient is dense
x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
v = tf.Variable(x)


def gradient(source, function):
    with tf.GradientTape() as tape:
        tape.watch(source)
        y = function(source)
    return tape.gradient(y, source)


for source in (x, v):
    print(gradient(source, lambda p: tf.gather(p, [0, 0], axis=1)))
    print(gradient(source, lambda p: tf.gather(p, [0, 0], axis=-2)))
    print(gradient(source, lambda p: tf.gather(p, [[0], [1], [1]], batch_dims=1)))
    print(gradient(source, lambda p: tf.gather(p * 2, [0, 0, 2])))
    print(gradient(source, lambda p: tf.gather_nd(p, [[0, 1], [0, 1]])))
    print(gradient(source, lambda p: p[0]))
    print(gradient(source, lambda p: tf.gather(tf.reshape(p, [-1]), [0])))
    print(gradient(source, lambda p: tf.boolean_mask(p, [True, False, True])))
    print(gradient(source, lambda p: (tf.gather(p, [0, 0, 2]), p * 3)))

# %% rows: what passes them on
x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
v = tf.Variable(x)


def gradient(source, function):
    with tf.GradientTape() as tape:
        tape.watch(source)
        y = function(source)
    return tape.gradient(y, source)


for source in (x, v):
    print(gradient(source, lambda p: tf.gather(tf.identity(p), [0, 0, 2])))
    print(gradient(source, lambda p: tf.identity(tf.gather(p, [0, 0, 2]))))
    print(gradient(source, lambda p: tf.gather(tf.add_n([p, p]), [1])))
    print(gradient(source, lambda p: tf.gather(tf.identity_n([p, p])[0], [1])))
    print(gradient(source, lambda p: tf.gather(tf.gather(p, [0, 0, 2]), [1])))
    print(gradient(source, lambda p: tf.math.segment_sum(tf.gather(p, [0, 1, 2]), [0, 0, 1])))

# %% rows: contributions one after the other
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def rows(function):
    with tf.GradientTape() as tape:
        y = function()
    print(tape.gradient(y, v))


rows(lambda: tf.gather(v, [0, 0]) + tf.gather(v, [1, 1]) * tf.gather(v, [2, 2]))
rows(lambda: tf.gather(v, [1, 1]) * tf.gather(v, [2, 2]) + tf.gather(v, [0, 0]))
rows(lambda: tf.sin(tf.sin(tf.gather(v, [0]))) + tf.gather(v, [1]))
rows(lambda: [tf.gather(v, [0]), tf.gather(v, [1]), tf.gather(v, [2])])
rows(lambda: (tf.gather(v, [0, 0, 2]), tf.gather(v, tf.constant([1], tf.int64))))
rows(lambda: tf.concat([tf.gather(v, [0]), tf.gather(v, [1]), tf.gather(v, [2])], 0))

# %% rows: in functions
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


@tf.function
def step(indices):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.gather(v, indices) ** 2)
    gradient = tape.gradient(loss, v)
    print(type(gradient).__name__, gradient.values.shape, gradient.indices.shape, gradient.shape)
    return gradient


@tf.function(input_signature=[tf.TensorSpec([None, 2]), tf.TensorSpec([None], tf.int32)])
def unknown(x, indices):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.gather(x, indices)
    gradient = tape.gradient(y, x)
    print(gradient.shape, gradient.values.shape, gradient.indices.shape, gradient.dense_shape.shape)
    return gradient


@tf.function
def by_name(x):
    y = tf.gather(x, [0, 0, 2]) ** 2
    rows, nothing = tf.gradients(y, [x, v])
    print(type(rows).__name__, rows.shape, nothing)
    (dense,) = tf.gradients([tf.gather(x, [1]), x * 2.0], x)
    print(type(dense).__name__)
    return rows, dense


print(step(tf.constant([2, 0, 2])))
print(unknown(v, tf.constant([1, 2])))
rows, dense = by_name(tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
print(rows)
dense

# %% rows: through calls of functions
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


@tf.function
def model(indices):
    return tf.reduce_sum(tf.gather(v, indices) ** 2)


@tf.function
def mixed(indices):
    return model(indices) + tf.reduce_sum(v)


@tf.function
def of_argument(table, indices):
    return tf.reduce_sum(tf.nn.embedding_lookup(table, indices) ** 2), tf.constant(1)


@tf.function
def outer(indices):
    return model(indices) * 2.0


def gradient(function):
    with tf.GradientTape() as tape:
        y = function()
    return tape.gradient(y, v)


print(gradient(lambda: model([0, 2])))
print(gradient(lambda: mixed([0, 2])))
print(gradient(lambda: of_argument(v, [0, 2])[0]))
print(gradient(lambda: of_argument(v * 2.0, [0, 2])[0]))
print(gradient(lambda: outer([0, 2])))
print(gradient(lambda: model([0, 2]) + model([1])))
print(gradient(lambda: model([0, 2]) + tf.reduce_sum(tf.gather(v, [1]))))
print(tf.function(lambda: gradient(lambda: model([1, 1])))())

# %% rows: updates of variables
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape() as tape:
    y = tf.gather(v, [0, 0, 2]) ** 2
slices = tape.gradient(y, v)
v.assign_sub(slices)
v.scatter_sub(slices)
v.scatter_add(slices)
v.scatter_update(tf.IndexedSlices(tf.constant([[9.0, 9.0]]), tf.constant([1])))
v.assign(slices)


@tf.function
def step():
    with tf.GradientTape() as tape:
        y = tf.gather(v, [1]) * 3.0
    slices = tape.gradient(y, v)
    v.assign_sub(0.5 * tf.convert_to_tensor(slices))
    v.scatter_sub(slices)
    return v.read_value()


step()

# %% rows: what can be done with them
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape() as tape:
    y = tf.gather(v, [0, 0, 2]) ** 2
slices = tape.gradient(y, v)
slices.values
slices.indices
slices.dense_shape
slices.shape, slices.dtype, slices.device
tf.convert_to_tensor(slices)
print(-slices)
slices + 1
slices * 2.0
2.0 * slices
slices + slices
slices[0]
len(slices)
slices.numpy()
tf.multiply(slices, 2.0)
tf.ones([3, 2]) + slices
v - slices
tf.reduce_sum(slices)
tf.norm(slices)
print(tf.cast(slices, tf.float64))
print(tf.math.scalar_mul(2.0, slices))
tf.add_n([slices, slices])
tf.shape(slices)
tf.zeros_like(slices)
tf.is_tensor(slices)
tf.type_spec_from_value(slices)
tf.nest.flatten(slices, expand_composites=True)
tf.IndexedSlicesSpec([3, 2])
slices.consumers()

# %% rows: clipping
v = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape() as tape:
    y = tf.gather(v, [0, 0, 2]) ** 2
slices = tape.gradient(y, v)
tf.linalg.global_norm([slices, tf.ones([2])])
(clipped, ones), norm = tf.clip_by_global_norm([slices, tf.ones([2])], 1.0)
print(clipped)
ones, norm
print(tf.clip_by_norm(slices, 1.0))
print(tf.clip_by_value(slices, -1.0, 1.0))

# %% rows: derivatives of them
x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def slices_of(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.gather(x, [0, 0, 2]) ** 3
    return tape.gradient(y, x)


with tf.GradientTape() as outer:
    outer.watch(x)
    dense = tf.convert_to_tensor(slices_of(x)) ** 2
print(outer.gradient(dense, x))
with tf.GradientTape() as outer:
    outer.watch(x)
    total = tf.reduce_sum(slices_of(x))
print(outer.gradient(total, x))
with tf.GradientTape() as outer:
    outer.watch(x)
    slices = slices_of(x)
outer.gradient(slices, x)
with tf.GradientTape() as outer:
    outer.watch(x)
    values = slices_of(x).values
print(outer.gradient(values, x))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.gather(x, [0, 2])
tape.jacobian(y, x)

# %% rows: as cotangents and from gradients of one's own
x = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
slices = tf.IndexedSlices(tf.constant([[1.0, 2.0]]), tf.constant([1]), tf.constant([3, 2]))


@tf.custom_gradient
def with_rows(x):
    return x * 2.0, lambda cotangent: slices


def gradient(function):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x)


print(gradient(with_rows))
print(gradient(lambda x: with_rows(x * 2.0)))


# %% own gradients: through functions and their derivatives
@tf.custom_gradient
def cube(x):
    return x**3, lambda cotangent: cotangent * 100.0 * x


@tf.function
def around(x):
    return cube(x) * 2.0


@tf.function
def inside(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = cube(x) * 2.0
    return tape.gradient(y, x)


@tf.function
def by_name(x):
    return tf.gradients(cube(x) * 2.0, x)


def second(function, x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x)
        gradient = inner.gradient(y, x)
    return gradient, outer.gradient(gradient, x)


x = tf.constant([1.0, 2.0])
second(cube, x)
second(around, x)
inside(x)
by_name(x)
tf.function(lambda x: second(cube, x))(x)


# %% own gradients: in loops and branches
@tf.custom_gradient
def tenfold(x):
    return 2.0 * x, lambda cotangent: cotangent * 10.0


@tf.function
def loop(x):
    return tf.while_loop(lambda i, _: i < 3, lambda i, y: (i + 1, tenfold(y)), [0, x])[1]


x = tf.constant([1.0, 2.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = loop(x)
y
tape.gradient(y, x)


@tf.function
def branch(x):
    return tf.cond(tf.reduce_sum(x) > 0.0, lambda: tf.identity(tenfold(x)), lambda: x)


with tf.GradientTape() as tape:
    tape.watch(x)
    y = branch(x)
tape.gradient(y, x)


# %% own gradients: several arguments and results
@tf.custom_gradient
def both(a, b):
    return (a * b, a + b), lambda d, e: (d * 10.0 + e, d * 100.0 + e * 2.0)


@tf.custom_gradient
def nested(x):
    return {"a": x * 2.0, "b": (x * 3.0,)}, lambda d, e: d + 10.0 * e


@tf.custom_gradient
def of_dict(given):
    return given["a"] * given["b"], lambda cotangent: (cotangent * 2.0, cotangent * 3.0)


@tf.custom_gradient
def with_index(x):
    return (x * 2.0, tf.argmax(x)), lambda d, e: d * 5.0


@tf.custom_gradient
def first_only(x, y):
    return x * y, lambda cotangent: (cotangent, None)


x, y = tf.constant([1.0, 2.0]), tf.constant([5.0, 6.0])
for form in (lambda function: function, tf.function):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([x, y])
        one, two = form(both)(x, y)
        results = form(nested)(x)
        product = form(of_dict)({"a": x, "b": y})
        doubled, _ = form(with_index)(x)
        partial = form(first_only)(x, y)
    show(tape.gradient(one, [x, y]), tape.gradient(two, [x, y]), tape.gradient([one, two], x))
    show(tape.gradient(results, x), tape.gradient(product, [x, y]), tape.gradient(doubled, x))
    show(tape.gradient(partial, [x, y]))

# %% own gradients: variables
v = tf.Variable([3.0, 4.0], name="v")


@tf.custom_gradient
def scaled(x):
    def backward(cotangent, variables=None):
        assert [variable is v for variable in variables] == [True]
        return cotangent * 7.0, [cotangent * 9.0]

    return x * v, backward


@tf.custom_gradient
def without(x):
    return x * v, lambda cotangent: cotangent


@tf.custom_gradient
def too_few(x):
    return x * v, lambda cotangent, variables=None: (cotangent, [])


x = tf.constant([1.0, 2.0])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = scaled(x)
tape.gradient(y, [x, v])
compiled = tf.function(scaled)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = compiled(x)
tape.gradient(y, [x, v])


@tf.function
def inside(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = scaled(x)
    return tape.gradient(y, [x, v])


inside(x)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = without(x)
tape.gradient(y, x)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = too_few(x)
tape.gradient(y, [x, v])


# %% own gradients: nested, and of second order
@tf.custom_gradient
def inner(x):
    return x * x, lambda cotangent: cotangent * 11.0


@tf.custom_gradient
def outer(x):
    return inner(x), lambda cotangent: cotangent * inner(x)


@tf.custom_gradient
def fused(x):
    y, x_grad = x * x, 2.0 * x

    def first_order(dy):
        @tf.custom_gradient
        def custom(unused):
            return x_grad, lambda ddy: 77.0 * ddy

        return dy * custom(x)

    return y, first_order


def second(function, x):
    with tf.GradientTape() as t2:
        t2.watch(x)
        with tf.GradientTape() as t1:
            t1.watch(x)
            y = function(x)
        gradient = t1.gradient(y, x)
    return gradient, t2.gradient(gradient, x)


x = tf.constant([1.0, 2.0])
second(outer, x)
second(tf.function(outer), x)
second(fused, x)
second(tf.function(fused), x)


# %% own gradients: methods and keywords
class Scale:
    factor = tf.constant(5.0)

    @tf.custom_gradient
    def call(self, x):
        return x * self.factor, lambda cotangent: cotangent * self.factor * 2.0


@tf.custom_gradient
def scaled(x, scale=1.0):
    return x * scale, lambda cotangent: cotangent * scale * 10.0


def gradient(function, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    return tape.gradient(y, x)


x = tf.constant([1.0, 2.0])
gradient(Scale().call, x)
gradient(lambda x: scaled(x, scale=3.0), x)
gradient(lambda x: scaled(x, 3.0), x)
gradient(tf.function(lambda x: scaled(x)), x)
tf.function(scaled, autograph=False)(x, scale=3.0)
scaled.__name__


# %% own gradients: numbers of them that do not fit
@tf.custom_gradient
def two(x):
    return x * 1.0, lambda cotangent: (cotangent, cotangent)


x = tf.constant(1.0)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = two(x)
tape.gradient(y, x)

# %% recomputed gradients  [rtol=1e-5]
v = tf.Variable([3.0, 4.0])


def body(x):
    return tf.reduce_sum(tf.sin(x) * v)


@tf.function
def inside(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.recompute_grad(body)(x)
    return tape.gradient(y, [x, v])


x = tf.constant([1.0, 2.0])
for function in (tf.recompute_grad(body), tf.function(tf.recompute_grad(body))):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    show(y, tape.gradient(y, [x, v]))
inside(x)
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = tf.recompute_grad(lambda x: x**3)(x)
    g = inner.gradient(y, x)
g
outer.gradient(g, x)

# %% gradients passed through
v = tf.Variable([3.0, 4.0])
x = tf.constant([1.4, 2.6])
for form in (lambda function: function, tf.function):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = form(lambda x: tf.grad_pass_through(tf.round)(x))(x)
    show(y, tape.gradient(y, x))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.grad_pass_through(lambda x: tf.round(x) * v)(x)
tape.gradient(y, [x, v])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.grad_pass_through(v.assign)(x * 2.0)
tape.gradient(y, x)
v

# %% Jacobians in functions, of any batch
spec = tf.TensorSpec([None, 2])


def jacobian(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x * tf.constant([1.0, 10.0])
    return tape.jacobian(y, x)


def batch_jacobian(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x * tf.reduce_sum(x, 1, keepdims=True)
    return tape.batch_jacobian(y, x)


x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
tf.function(jacobian)(x)
tf.function(jacobian, input_signature=[spec])(x)
traced = tf.function(batch_jacobian, input_signature=[spec])
traced(x)
traced(x[:1])
tf.function(batch_jacobian)(x)

# %% Jacobians: unconnected, several sources, refused
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
v, w = tf.Variable([[3.0, 4.0], [1.0, 2.0]]), tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = x @ v * w
    apart = tf.constant([[1.0, 2.0], [1.0, 2.0]]) * w
tape.jacobian(y, [v, {"w": w}])
tape.jacobian(apart, x)
tape.jacobian(apart, x, unconnected_gradients="zero")
tape.batch_jacobian(apart, x)
tape.batch_jacobian(apart, x, unconnected_gradients="zero")
tape.jacobian(y, x, experimental_use_pfor=False)
tape.jacobian(w, w)
with tf.GradientTape() as tape:
    y = w * w
tape.jacobian(y, w, experimental_use_pfor=False)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.reduce_sum(x, 1)
tape.batch_jacobian(y, x)


# %% Jacobians through gradients of one's own
@tf.custom_gradient
def fivefold(x):
    return x**2, lambda cotangent: cotangent * 5.0 * x


def jacobian(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = fivefold(x) * 2.0
    return tape.jacobian(y, x)


def batch_jacobian(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = fivefold(x) * 2.0
    return tape.batch_jacobian(y, x)


x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
spec = tf.TensorSpec([None, 2])
jacobian(x)
batch_jacobian(x)
tf.function(jacobian, input_signature=[spec])(x)
tf.function(batch_jacobian, input_signature=[spec])(x)


# %% Hessians
@tf.function
def hessians(x):
    return tf.hessians(tf.reduce_sum(x**3) * x[0], x)


@tf.function
def of_two(a, b):
    return tf.hessians([tf.reduce_sum(a * b * b * a), tf.reduce_sum(b)], [a, b])


@tf.function(input_signature=[tf.TensorSpec([None])])
def of_unknown(x):
    return tf.hessians(tf.reduce_sum(x**3) * x[0], x)[0]


hessians(tf.constant([1.0, 2.0]))
of_two(tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0]))
of_unknown(tf.constant([1.0, 2.0, 3.0]))
tf.function(lambda x: tf.hessians(x**3, x))(tf.constant(2.0))
tf.function(lambda x: tf.hessians(tf.reduce_sum(x**3) * x[0, 0], x))(tf.constant([[1.0, 2.0]]))

# %% tf.gradients
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
v, w = tf.Variable([[3.0, 4.0], [1.0, 2.0]]), tf.Variable(2.0)


def partial(a):
    b = 2 * a
    return tf.gradients(a + b, [a, b], stop_gradients=[a, b])


def total(a):
    b = 2 * a
    return tf.gradients(a + b, [a, b])


def weighted(a):
    return tf.gradients([a**2, a * 3.0], [a], grad_ys=[2.0 * tf.ones_like(a), None])


def unconnected(a):
    one = tf.constant(1.0)
    return tf.gradients(one, a), tf.gradients(one, a, unconnected_gradients="zero")


def of_variables():
    return tf.gradients(v * v * w, [v, w])


def twice(a):
    return tf.gradients(tf.gradients(a**3, a)[0], a)


tf.function(partial)(x)
tf.function(total)(x)
tf.function(weighted)(x)
tf.function(unconnected)(x)
tf.function(of_variables)()
tf.function(twice)(x)
tf.function(lambda a: tf.gradients(a, a))(x)
tf.function(lambda a: tf.gradients(tf.cast(a, tf.int32), a))(x)
tf.gradients(v, w)


# %% tf.gradients: refused
@tf.function(autograph=False)
def length(a):
    return tf.gradients([a, a], a, grad_ys=[None])


@tf.function(autograph=False)
def other(a):
    return tf.gradients(a, a, unconnected_gradients="other")


@tf.function(autograph=False)
def dtype(a):
    return tf.gradients(a * 2.0, a, grad_ys=[tf.ones([], tf.int32)])


x = tf.constant(1.0)
length(x)
other(x)
dtype(x)

# %% functions with several results, and with none
x, y = tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])


@tf.function
def several(x):
    return {"a": x * 2.0, "b": None, "c": (x * 3.0, [x])}


@tf.function
def separate(a, b):
    return a * 2.0, b * 3.0


@tf.function
def first(a, b):
    return a * 2.0


with tf.GradientTape(persistent=True) as tape:
    tape.watch([x, y])
    results = several(x)
    one, two = separate(x, y)
    only = first(x, y)
tape.gradient(results["a"], x)
tape.gradient(results["c"], x)
tape.gradient(one, [x, y])
tape.gradient(only, [x, y])
tape.gradient(only, [x, y], unconnected_gradients="zero")


# %% persistent tapes in functions
@tf.function
def persistent(x):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    return tape.gradient(z, x), tape.gradient(y, x), tape.gradient(z, y), tape.gradient([z, y], x)


persistent(tf.constant([1.0, 3.0]))

# %% targets that are sources
x, v = tf.constant([1.0, 2.0]), tf.Variable([3.0, 4.0])
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = x * 2.0
    z = v * x
tape.gradient(y, y)
tape.gradient([y, x], [x, y])
tape.gradient([v, z], [v])
tape.gradient(v, [z])
tape.gradient(x, x)
tape.gradient([x, x], x)
tape.gradient([z, z], [v, x])

# %% complex numbers
c = tf.constant([1 + 2j, 3 - 1j])


def gradient(function, source=c):
    with tf.GradientTape() as tape:
        tape.watch(source)
        y = function(source)
    return tape.gradient(y, source)


gradient(lambda c: c * c)
gradient(tf.abs)
gradient(tf.math.conj)
gradient(tf.math.real)
gradient(tf.math.imag)
gradient(tf.exp)
gradient(tf.math.angle)
gradient(lambda c: c * tf.math.conj(c))
gradient(lambda c: tf.complex(tf.math.real(c), tf.math.imag(c)))
gradient(lambda c: 1.0 / c)
gradient(tf.reduce_sum)
gradient(tf.function(lambda c: c * c))
gradient(lambda r: tf.abs(tf.complex(r, r * 2.0)) ** 2, tf.constant([1.0, 2.0]))

# %% watching what has no gradient  [stderr]
with tf.GradientTape() as tape:
    tape.watch(tf.constant([1, 2]))
    attempt(tape.watch, "text")
    attempt(tape.watch, 1.0)
attempt(tf.GradientTape().watch, tf.constant(1.0))
with tf.GradientTape() as tape:
    x = tf.constant(2.0)
    tape.watch(x)
    y = x * x
tape.gradient(y, x)
attempt(tape.watch, x)
with tf.autodiff.ForwardAccumulator(tf.constant(3), tf.constant(3)) as acc:
    y = tf.constant(3) * 2
acc.jvp(y)
