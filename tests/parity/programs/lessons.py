"""Small programs of the kind that courses are made of, from end to end."""

# %% a line fitted by descent  [rtol=1e-4]
tf.random.set_seed(7)
x = tf.random.uniform([40], -1.0, 1.0)
y = 2.5 * x - 0.75 + tf.random.normal([40], stddev=0.05)
w, b = tf.Variable(0.0), tf.Variable(0.0)
for epoch in range(60):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(w * x + b - y))
    dw, db = tape.gradient(loss, [w, b])
    w.assign_sub(0.2 * dw)
    b.assign_sub(0.2 * db)
    if epoch % 20 == 0:
        print(f"epoch {epoch}: {loss:.4f}")
show(w, b, loss)

# %% the same in a function  [rtol=1e-4]
tf.random.set_seed(7)
x = tf.random.uniform([40], -1.0, 1.0)
y = 2.5 * x - 0.75
w, b = tf.Variable(0.0, name="w"), tf.Variable(0.0, name="b")


@tf.function
def train_step(x, y, rate):
    print("tracing")
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((w * x + b - y) ** 2)
    for variable, gradient in zip([w, b], tape.gradient(loss, [w, b])):
        variable.assign_sub(rate * gradient)
    return loss


losses = [train_step(x, y, tf.constant(0.2)).numpy() for _ in range(50)]
losses[::10]
show(w, b, train_step.experimental_get_tracing_count())

# %% a polynomial by normal equations  [rtol=1e-3]
x = tf.linspace(-1.0, 1.0, 21)
y = 1.0 - 2.0 * x + 3.0 * x**2
design = tf.stack([x**power for power in range(3)], axis=1)
left = tf.matmul(design, design, transpose_a=True)
right = tf.matmul(design, y[:, tf.newaxis], transpose_a=True)
tf.round(tf.linalg.solve(left, right) * 1000) / 1000
tf.linalg.lstsq(design, y[:, tf.newaxis])

# %% logistic regression  [rtol=1e-4]
tf.random.set_seed(3)
points = tf.random.normal([60, 2])
labels = tf.cast(points[:, 0] + 2 * points[:, 1] > 0.3, tf.float32)
weights, bias = tf.Variable(tf.zeros([2, 1])), tf.Variable(0.0)


def probability(points):
    return tf.sigmoid(tf.squeeze(points @ weights, axis=1) + bias)


for step in range(80):
    with tf.GradientTape() as tape:
        p = probability(points)
        loss = -tf.reduce_mean(labels * tf.math.log(p) + (1 - labels) * tf.math.log(1 - p))
    gradients = tape.gradient(loss, [weights, bias])
    weights.assign_sub(gradients[0])
    bias.assign_sub(gradients[1])
loss
weights
bias
tf.reduce_mean(tf.cast((probability(points) > 0.5) == (labels > 0.5), tf.float32))

# %% a network of two layers on XOR  [rtol=1e-3]
tf.random.set_seed(11)
x = tf.constant([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = tf.constant([[0.0], [1.0], [1.0], [0.0]])
w1 = tf.Variable(tf.random.normal([2, 4]))
b1 = tf.Variable(tf.zeros([4]))
w2 = tf.Variable(tf.random.normal([4, 1]))
b2 = tf.Variable(tf.zeros([1]))


@tf.function
def network(x):
    return tf.tanh(x @ w1 + b1) @ w2 + b2


for step in range(100):
    with tf.GradientTape() as tape:
        losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=network(x))
        loss = tf.reduce_mean(losses)
    variables = tape.watched_variables()
    for variable, gradient in zip(variables, tape.gradient(loss, variables)):
        variable.assign_sub(0.3 * gradient)
    if step % 25 == 0:
        print(step, f"{loss:.3f}")
tf.round(tf.sigmoid(network(x)) * 100) / 100
[v.shape for v in variables]

# %% softmax and cross-entropy by hand
logits = tf.constant([[2.0, 1.0, 0.1], [0.5, 2.5, -1.0]])
labels = tf.constant([0, 2])
exponentials = tf.exp(logits - tf.reduce_max(logits, axis=1, keepdims=True))
probabilities = exponentials / tf.reduce_sum(exponentials, axis=1, keepdims=True)
probabilities
tf.nn.softmax(logits)
picked = tf.gather(probabilities, labels, axis=1, batch_dims=1)
-tf.math.log(picked)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels=tf.one_hot(labels, 3), logits=logits)
tf.argmax(logits, axis=1)
tf.reduce_mean(tf.cast(tf.argmax(logits, axis=1, output_type=tf.int32) == labels, tf.float32))

# %% distances by broadcasting
a = tf.constant([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]])
b = tf.constant([[0.0, 0.0], [0.0, 5.0]])
differences = a[:, tf.newaxis, :] - b[tf.newaxis, :, :]
distances = tf.sqrt(tf.reduce_sum(differences**2, axis=-1))
differences.shape
distances
tf.argmin(distances, axis=0)
tf.norm(a, axis=1)

# %% clusters by hand  [rtol=1e-4]
tf.random.set_seed(5)
points = tf.concat([tf.random.normal([10, 2]), tf.random.normal([10, 2]) + 5.0], axis=0)
centres = tf.gather(points, [0, 1])
for _ in range(5):
    squared = tf.reduce_sum((points[:, tf.newaxis] - centres) ** 2, axis=2)
    nearest = tf.argmin(squared, axis=1)
    rows = [tf.reduce_mean(tf.boolean_mask(points, nearest == k), axis=0) for k in range(2)]
    centres = tf.stack(rows)
centres
tf.math.bincount(tf.cast(nearest, tf.int32))

# %% principal components  [rtol=1e-3, atol=1e-4]
tf.random.set_seed(9)
data = tf.random.normal([50, 3]) * [3.0, 1.0, 0.1]
centred = data - tf.reduce_mean(data, axis=0)
covariance = tf.matmul(centred, centred, transpose_a=True) / 49.0
values, vectors = tf.linalg.eigh(covariance)
values
tf.abs(vectors)
tf.linalg.trace(covariance) - tf.reduce_sum(values)

# %% momentum and Adam by hand  [rtol=1e-3]
x = tf.Variable(10.0)
velocity = tf.Variable(0.0)
for step in range(20):
    with tf.GradientTape() as tape:
        y = (x - 2.0) ** 2
    velocity.assign(0.9 * velocity - 0.05 * tape.gradient(y, x))
    x.assign_add(velocity)
show(x, velocity)
x, m, v = tf.Variable(10.0), tf.Variable(0.0), tf.Variable(0.0)
for step in range(1, 21):
    with tf.GradientTape() as tape:
        y = (x - 2.0) ** 2
    gradient = tape.gradient(y, x)
    m.assign(0.9 * m + 0.1 * gradient)
    v.assign(0.999 * v + 0.001 * gradient**2)
    x.assign_sub(0.5 * (m / (1 - 0.9**step)) / (tf.sqrt(v / (1 - 0.999**step)) + 1e-8))
show(x, m, v)

# %% Newton's method with second derivatives
x = tf.Variable(3.0)
for step in range(5):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x**4 - 3 * x**3 + 2
        slope = inner.gradient(y, x)
    curvature = outer.gradient(slope, x)
    x.assign_sub(slope / curvature)
    print(step, x.numpy(), y.numpy())
x

# %% what the learning rate does  [rtol=1e-4]
for rate in [0.01, 0.1, 0.9, 1.1]:
    x = tf.Variable(10.0)
    for _ in range(10):
        with tf.GradientTape() as tape:
            y = x**2 - 4 * x + 4
        x.assign_sub(rate * tape.gradient(y, x))
    print(f"rate {rate}: x = {x.numpy():.4f}, y = {y:.4f}")

# %% gradients by finite differences


def f(a, b):
    return 3 * a**2 + 2 * a * b


f(5.0, 3.0)
step = 1e-3
(f(5.0 + step, 3.0) - f(5.0, 3.0)) / step
a, b = tf.constant(5.0, tf.float64), tf.constant(3.0, tf.float64)
with tf.GradientTape(persistent=True) as tape:
    tape.watch([a, b])
    value = f(a, b)
[tape.gradient(value, a), tape.gradient(value, b)]

# %% a recurrence unrolled  [rtol=1e-4]
tf.random.set_seed(2)
inputs = tf.random.normal([4, 2, 3])
kernel = tf.Variable(tf.random.normal([3, 2]) * 0.5)
recurrent = tf.Variable(tf.eye(2) * 0.5)


@tf.function
def unroll(inputs):
    state = tf.zeros([2, 2])
    for step in range(4):
        state = tf.tanh(inputs[step] @ kernel + state @ recurrent)
    return state


with tf.GradientTape() as tape:
    loss = tf.reduce_sum(unroll(inputs) ** 2)
loss
tape.gradient(loss, [kernel, recurrent])

# %% clipping gradients
gradients = [tf.constant([3.0, 4.0]), tf.constant([[12.0]])]
tf.linalg.global_norm(gradients)
clipped, norm = tf.clip_by_global_norm(gradients, 6.5)
show(clipped, norm)
tf.clip_by_norm(gradients[0], 1.0)
tf.clip_by_value(gradients[0], -3.5, 3.5)

# %% moving averages and normalisation  [rtol=1e-5]
x = tf.constant([[1.0, 10.0], [2.0, 20.0], [3.0, 60.0]])
mean, variance = tf.nn.moments(x, axes=[0])
show(mean, variance)
(x - mean) / tf.sqrt(variance + 1e-3)
tf.nn.batch_normalization(x, mean, variance, None, None, 1e-3)
(x - tf.reduce_min(x, 0)) / (tf.reduce_max(x, 0) - tf.reduce_min(x, 0))
tf.math.reduce_std(x, axis=0)
average = tf.Variable(0.0)
for value in [1.0, 2.0, 3.0]:
    average.assign(0.9 * average + 0.1 * value)
average

# %% random numbers that everybody sees
tf.random.set_seed(42)
tf.random.uniform([3, 2])
tf.random.normal([3])
tf.random.uniform([2], 0, 10, tf.int32)
tf.random.set_seed(42)
tf.random.uniform([3, 2])
tf.random.uniform([3, 2], seed=1)
tf.random.uniform([3, 2], seed=1)
tf.random.set_seed(42)
tf.random.shuffle(tf.range(8))
tf.random.truncated_normal([4])

# %% words into numbers
words = tf.constant(["the", "cat", "sat", "on", "the", "mat"])
unique, indices, counts = tf.unique_with_counts(words)
unique
indices
counts
tf.one_hot(indices, tf.size(unique))
tf.gather(unique, tf.argmax(counts))
tf.strings.join([words[0], words[1]], " ")
tf.strings.length(words)

# %% images as tensors
image = tf.reshape(tf.range(2 * 4 * 3), [2, 4, 3])
image.shape
image[:, :, 0]
image[::-1].shape
tf.cast(image, tf.float32) / 23.0
tf.transpose(image, [2, 0, 1]).shape
tf.reduce_mean(tf.cast(image, tf.float32), axis=[0, 1])
tf.reverse(image, [1])[0]
tf.pad(image[:, :, 0], [[1, 1], [0, 0]])
tf.expand_dims(image, 0).shape
tf.image.flip_left_right(image)[0, 0]
