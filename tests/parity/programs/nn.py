"""Activations, losses, normalization, convolutions, pooling, embeddings."""

# %% activations  [atol=1e-7]
x = tf.constant([-3.0, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.0, 7.0])
names = ["relu", "relu6", "leaky_relu", "elu", "selu", "crelu", "gelu", "silu", "swish"]
names += ["softplus", "softsign", "sigmoid", "tanh", "softmax", "log_softmax"]
for name in names:
    show(getattr(tf.nn, name)(x))
tf.nn.leaky_relu(x, alpha=0.01)
tf.nn.leaky_relu(x, 0.5)
tf.nn.gelu(x, approximate=True)
tf.nn.silu(x, beta=2.0)
tf.nn.crelu(tf.constant([[1.0, -1.0]]), axis=0)
tf.math.log_sigmoid(x)
tf.math.softplus(x)
tf.math.softsign(x)

# %% activations in every dtype
for name in ["float16", "bfloat16", "float64", "int32", "int64", "uint8"]:
    x = tf.constant([1, 2], name)
    for function in (tf.nn.relu, tf.nn.relu6, tf.nn.leaky_relu, tf.nn.elu, tf.nn.selu):
        attempt(function, x)
    for function in (tf.nn.gelu, tf.nn.silu, tf.nn.softplus, tf.nn.softsign, tf.nn.softmax):
        attempt(function, x)
attempt(tf.nn.relu, tf.constant([True]))
attempt(tf.nn.relu, tf.constant([1j]))
attempt(tf.nn.relu, "text")
attempt(tf.nn.relu, None)
attempt(tf.nn.relu, [1.0, -1.0])
attempt(tf.nn.relu, [1, -1])
attempt(tf.nn.relu, -1)
attempt(tf.nn.relu, np.array([1.0, -1.0]))
attempt(tf.nn.leaky_relu, [1, -2])
attempt(tf.nn.elu, [1, -1])
attempt(tf.nn.gelu, [1, -1])
attempt(tf.nn.softmax, [1, -1])

# %% activations of special values  [atol=1e-40]
x = tf.constant([np.nan, np.inf, -np.inf, 1e30, -1e30, 100.0, -100.0])
for name in ["relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "softsign"]:
    show(getattr(tf.nn, name)(x))
tf.nn.softmax([1000.0, 0.0, -1000.0])
tf.nn.log_softmax([1000.0, 0.0, -1000.0])
tf.nn.softmax([np.nan, 1.0])
tf.nn.softmax([np.inf, 1.0])
tf.nn.softmax([-np.inf, -np.inf])

# %% gradients of activations  [atol=1e-5]
x = tf.constant([-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 6.0, 7.0])
names = ["relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu"]
names += ["softplus", "sigmoid", "tanh", "softmax", "log_softmax"]
for name in names:
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.reduce_sum(getattr(tf.nn, name)(x) * [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
        first = tape.gradient(y, x)
    show(name, first, outer.gradient(first, x))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.nn.softsign(x)
tape.gradient(y, x)

# %% softmax along axes
x = tf.constant([[1.0, 2.0, 3.0], [1.0, 5.0, 1.0]])
t = tf.reshape(tf.range(8.0), [2, 2, 2])
tf.nn.softmax(x)
tf.nn.softmax(x, axis=0)
tf.nn.softmax(x, axis=-1)
tf.nn.softmax(t, axis=1)
tf.nn.softmax(t, axis=0)
tf.nn.softmax(t)
tf.nn.log_softmax(x, axis=0)
tf.nn.softmax(x, axis=2)
tf.nn.softmax(x, axis=-3)
tf.nn.softmax(1.0)
tf.nn.softmax(tf.zeros([0, 3]))
tf.nn.softmax(tf.zeros([3, 0]))
tf.nn.softmax(tf.cast(x, tf.float64))
tf.nn.softmax(np.array([1.0, 2.0]))
tf.math.softmax([1.0, 2.0])
tf.nn.softmax(logits=[[1.0, 2.0]])
tf.nn.log_softmax(tf.constant([1, 2]))

# %% softmax cross entropy
labels = tf.constant([[0.0, 1.0, 0.0], [0.3, 0.3, 0.4]])
logits = tf.constant([[1.0, 2.0, 3.0], [1.0, 5.0, 1.0]])
tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels, logits)
tf.nn.softmax_cross_entropy_with_logits(labels, logits, axis=0)
tf.nn.softmax_cross_entropy_with_logits(labels[0], logits[0])
tf.nn.softmax_cross_entropy_with_logits(tf.stack([labels, labels]), tf.stack([logits, logits]))
tf.nn.softmax_cross_entropy_with_logits(
    tf.stack([labels, labels]), tf.stack([logits, logits]), axis=1
)
tf.nn.softmax_cross_entropy_with_logits([[0, 1]], [[1.0, 2.0]])
tf.nn.softmax_cross_entropy_with_logits([[0.0, 1.0]], [[1.0, 2.0]])
tf.nn.softmax_cross_entropy_with_logits(np.array([[0.0, 1.0]]), np.array([[1.0, 2.0]]))
tf.nn.softmax_cross_entropy_with_logits(labels, tf.cast(logits, tf.float16))
tf.nn.softmax_cross_entropy_with_logits([[0.0, 0.0]], [[1.0, 2.0]])
tf.nn.softmax_cross_entropy_with_logits([[2.0, 1.0]], [[1.0, 2.0]])
tf.nn.softmax_cross_entropy_with_logits([[1.0, 1.0, 1.0]], [[1000.0, 0.0, -1000.0]])
tf.nn.softmax_cross_entropy_with_logits(labels[:1], logits)
tf.nn.softmax_cross_entropy_with_logits(labels, logits[:1])

# %% wrong calls of softmax cross entropy
labels = tf.constant([[0.0, 1.0, 0.0], [0.3, 0.3, 0.4]])
logits = tf.constant([[1.0, 2.0, 3.0], [1.0, 5.0, 1.0]])
tf.nn.softmax_cross_entropy_with_logits(labels=labels[:, :2], logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels=tf.ones([3, 3]), logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels=labels[0], logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels=1.0, logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels=1.0, logits=1.0)
tf.nn.softmax_cross_entropy_with_logits(labels=tf.constant([0, 1]), logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels=tf.constant([[0, 1, 0], [1, 0, 0]]), logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels=None, logits=logits)
tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=None)
tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=tf.cast(logits, tf.float64))
tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=[[1, 2, 3], [1, 5, 1]])
tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, axis=2)

# %% sparse softmax cross entropy
logits = tf.constant([[1.0, 2.0, 3.0], [1.0, 5.0, 1.0]])
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits([2, 2], logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(tf.constant([2, 2], tf.int64), logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(1, logits[0])
tf.nn.sparse_softmax_cross_entropy_with_logits([[0, 1], [2, 0]], tf.stack([logits, logits]))
tf.nn.sparse_softmax_cross_entropy_with_logits([0, 1], tf.cast(logits, tf.float64))
tf.nn.sparse_softmax_cross_entropy_with_logits([0, 1], tf.cast(logits, tf.float16))
tf.nn.sparse_softmax_cross_entropy_with_logits([0], [[1000.0, 0.0]])
tf.nn.sparse_softmax_cross_entropy_with_logits(np.array([0, 1]), logits)
tf.nn.sparse_softmax_cross_entropy_with_logits([0, 1], logits.numpy())

# %% wrong calls of sparse softmax cross entropy
logits = tf.constant([[1.0, 2.0, 3.0], [1.0, 5.0, 1.0]])
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 3], logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, -1], logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1, 2], logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[[0], [1]], logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[[0, 1, 0]], logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=1, logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0.0, 1.0], logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.constant([0.0, 1.0]), logits=logits)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=[[1, 2], [3, 4]])
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0], logits=1.0)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=0, logits=1.0)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=None, logits=logits)

# %% sigmoid cross entropy  [atol=1e-40]
x = tf.constant([-3.0, -1.0, 0.0, 1.0, 3.0, 100.0, -100.0])
z = tf.constant([0.0, 1.0, 0.0, 1.0, 0.5, 1.0, 1.0])
tf.nn.sigmoid_cross_entropy_with_logits(labels=z, logits=x)
tf.nn.sigmoid_cross_entropy_with_logits(z, x)
tf.nn.sigmoid_cross_entropy_with_logits(
    labels=tf.cast(z, tf.float64), logits=tf.cast(x, tf.float64)
)
tf.nn.weighted_cross_entropy_with_logits(labels=z, logits=x, pos_weight=2.0)
tf.nn.weighted_cross_entropy_with_logits(z, x, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0])
tf.nn.weighted_cross_entropy_with_logits(z, x, tf.constant(0.5))
tf.nn.sigmoid_cross_entropy_with_logits(labels=z[:2], logits=x)
tf.nn.sigmoid_cross_entropy_with_logits(labels=[[1.0]], logits=[1.0])
tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.constant([1]), logits=tf.constant([1.0]))
tf.nn.sigmoid_cross_entropy_with_logits(labels=[1], logits=[1.0])
tf.nn.sigmoid_cross_entropy_with_logits(labels=[1], logits=[1])
tf.nn.sigmoid_cross_entropy_with_logits(labels=None, logits=x)
tf.nn.sigmoid_cross_entropy_with_logits(labels=z)
tf.nn.weighted_cross_entropy_with_logits(labels=z[:2], logits=x, pos_weight=2.0)

# %% other losses
x = tf.constant([1.0, 2.0, 0.5])
tf.nn.l2_loss(x)
tf.nn.l2_loss([[1.0, 2.0], [3.0, 4.0]])
tf.nn.l2_loss(tf.zeros([0]))
tf.nn.l2_loss([1, 2])
tf.nn.l2_loss(tf.cast(x, tf.float16))
tf.nn.log_poisson_loss(x, [0.1, 0.2, 0.3])
tf.nn.log_poisson_loss(x, [0.1, 0.2, 0.3], compute_full_loss=True)
tf.nn.log_poisson_loss(x, [0.1, 0.2])
tf.nn.compute_average_loss(x)
tf.nn.compute_average_loss(x, global_batch_size=6)
tf.nn.compute_average_loss(x, sample_weight=[1.0, 0.0, 2.0])
tf.nn.compute_average_loss(x, sample_weight=[1.0, 0.0, 2.0], global_batch_size=6)
tf.nn.compute_average_loss(tf.constant([[1.0, 2.0], [3.0, 4.0]]))
tf.nn.compute_average_loss(1.0)
tf.nn.compute_average_loss(x, global_batch_size=0)
tf.nn.compute_average_loss(x, global_batch_size=-1)
tf.nn.compute_average_loss(x, global_batch_size=2.5)
tf.nn.compute_average_loss(x, global_batch_size=[1, 2])
tf.nn.scale_regularization_loss(x)
tf.nn.scale_regularization_loss([tf.nn.l2_loss(x), tf.nn.l2_loss(x)])

# %% gradients of losses  [atol=1e-6]
labels = tf.Variable([[0.0, 1.0, 0.0], [0.3, 0.3, 0.4]])
logits = tf.Variable([[1.0, 2.0, 3.0], [1.0, 5.0, 1.0]])


def losses():
    yield tf.nn.softmax_cross_entropy_with_logits(labels, logits)
    yield tf.nn.softmax_cross_entropy_with_logits(labels, logits, axis=0)
    yield tf.nn.sparse_softmax_cross_entropy_with_logits([0, 1], logits)
    yield tf.nn.sigmoid_cross_entropy_with_logits(labels, logits)
    yield tf.nn.weighted_cross_entropy_with_logits(labels, logits, 3.0)
    yield tf.nn.l2_loss(logits)
    yield tf.nn.log_poisson_loss(labels, logits)


for index in range(7):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as tape:
            loss = list(losses())[index]
        first = tape.gradient(loss, [logits, labels])
    show(loss, first, outer.gradient(first[0], logits))

# %% biases
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
tf.nn.bias_add(x, [10.0, 20.0])
tf.nn.bias_add(tf.ones([1, 2, 2, 2]), [10.0, 20.0])
tf.nn.bias_add(tf.ones([1, 2, 2, 1]), [10.0, 20.0], data_format="NCHW")
tf.nn.bias_add(tf.ones([1, 2, 3]), [10.0, 20.0], data_format="NC...")
tf.nn.bias_add(tf.ones([1, 2, 3]), [10.0, 20.0, 30.0], data_format="N...C")
tf.nn.bias_add([[1, 2]], [3, 4])
tf.nn.bias_add(x, [10.0, 20.0, 30.0])
tf.nn.bias_add(x, tf.constant([10.0, 20.0, 30.0]))
tf.nn.bias_add([1.0, 2.0], [1.0, 2.0])
tf.nn.bias_add(x, [[1.0, 2.0]])
tf.nn.bias_add(x, tf.constant([1, 2]))
tf.nn.bias_add(x, [1.0, 2.0], data_format="XYZ")
b = tf.Variable([10.0, 20.0])
v = tf.Variable(x)
with tf.GradientTape(persistent=True) as tape:
    y = tf.nn.bias_add(v, b)
    z = tf.nn.bias_add(v[:, :, None], b, data_format="NC...") ** 2
tape.gradient(y, [v, b])
tape.gradient(z, [v, b])

# %% dropout
tf.random.set_seed(1)
x = tf.ones([3, 4])
tf.nn.dropout(x, 0.5)
tf.nn.dropout(x, rate=0.25)
tf.nn.dropout(x, 0.5, seed=3)
tf.nn.dropout(x, 0.5, noise_shape=[3, 1], seed=3)
tf.nn.dropout(x, 0.5, noise_shape=[None, 1], seed=3)
tf.nn.dropout(x, 0)
tf.nn.dropout(x, 0.0)
tf.nn.dropout(x, tf.constant(0.5), seed=3)
tf.nn.dropout(tf.cast(x, tf.float64), 0.5, seed=3)
tf.nn.dropout([1.0, 2.0], 0.5, seed=3)
tf.nn.dropout(x, 1.0)
tf.nn.dropout(x, 1.5)
tf.nn.dropout(x, -0.1)
tf.nn.dropout(tf.constant([1, 2]), 0.5)
tf.nn.dropout(x, "half")
tf.nn.dropout(x, True)
v = tf.Variable(x)
with tf.GradientTape() as tape:
    y = tf.nn.dropout(v, 0.5, seed=3)
tape.gradient(y, v)

# %% moments
x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 9.0]])
tf.nn.moments(x, axes=[0])
tf.nn.moments(x, axes=1)
tf.nn.moments(x, axes=[0, 1])
tf.nn.moments(x, axes=[-1], keepdims=True)
tf.nn.moments(x, [])
tf.nn.moments(tf.cast(x, tf.float16), [0])
tf.nn.moments([1, 2, 4], [0])
tf.nn.moments([1.0, 2.0, 4.0], [0])
tf.nn.moments(x, [2])
tf.nn.weighted_moments(x, [0], [[1.0], [3.0]])
tf.nn.weighted_moments(x, [0, 1], tf.constant([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]))
tf.nn.weighted_moments(x, [1], 1.0, keepdims=True)
tf.nn.sufficient_statistics(x, [0])
tf.nn.sufficient_statistics(x, [0], shift=2.0)
tf.nn.sufficient_statistics(x, [0, 1], keepdims=True)
tf.nn.normalize_moments(2.0, [2.0, 4.0], [3.0, 10.0], None)
tf.nn.normalize_moments(2.0, [2.0, 4.0], [3.0, 10.0], [1.0, 1.0])
v = tf.Variable(x)
with tf.GradientTape(persistent=True) as tape:
    mean, variance = tf.nn.moments(v, [0])
tape.gradient(mean, v)
tape.gradient(variance, v)

# %% normalization
x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 9.0]])
mean, variance = tf.nn.moments(x, [0])
tf.nn.batch_normalization(x, mean, variance, None, None, 1e-3)
tf.nn.batch_normalization(x, mean, variance, [1.0, 2.0, 3.0], [2.0, 2.0, 2.0], 1e-3)
tf.nn.batch_normalization(x, mean, variance, None, 2.0, 1e-3)
tf.nn.batch_normalization(x, mean, variance, 1.0, None, 1e-3)
tf.nn.batch_normalization(x, 0.0, 1.0, offset=None, scale=None, variance_epsilon=0.0)
tf.nn.batch_normalization(x, [1.0, 2.0], variance, None, None, 1e-3)
tf.nn.l2_normalize(x, axis=1)
tf.nn.l2_normalize(x)
tf.nn.zero_fraction(tf.nn.relu(x - 3))
tf.nn.zero_fraction([0, 1, 0])
im = tf.reshape(tf.range(24.0), [1, 2, 3, 4]) / 10
tf.nn.local_response_normalization(im)
tf.nn.lrn(im, depth_radius=1, bias=2.0, alpha=0.5, beta=0.75)
tf.nn.batch_norm_with_global_normalization(
    im, [1.0] * 4, [2.0] * 4, [0.0] * 4, [1.0] * 4, 1e-3, True
)
tf.nn.local_response_normalization(x)

# %% convolutions of sequences  [rtol=1e-5, atol=1e-5]
x = tf.reshape(tf.range(12.0), [1, 6, 2])
f = tf.reshape(tf.range(12.0), [3, 2, 2]) / 10
tf.nn.conv1d(x, f, 1, "SAME")
tf.nn.conv1d(x, f, 1, "VALID")
tf.nn.conv1d(x, f, stride=2, padding="SAME")
tf.nn.conv1d(x, f, 2, "VALID")
tf.nn.conv1d(x, f, 1, "SAME", dilations=2)
tf.nn.conv1d(x, f, [1], "SAME")
tf.nn.conv1d(tf.concat([x, x + 1], 0), f, 1, "VALID")
tf.nn.conv1d(x, f[:, :1], 1, "VALID")
tf.nn.conv1d(x[0], f, 1, "VALID")
tf.nn.conv1d(x, f, 1, "OTHER")

# %% convolutions of images  [rtol=1e-5, atol=1e-5]
im = tf.reshape(tf.range(50.0), [1, 5, 5, 2]) / 10
f = tf.reshape(tf.range(36.0), [3, 3, 2, 2]) / 10 - 1
tf.nn.conv2d(im, f, 1, "SAME")
tf.nn.conv2d(im, f, 1, "VALID")
tf.nn.conv2d(im, f, strides=2, padding="SAME")
tf.nn.conv2d(im, f, [1, 2, 2, 1], "VALID")
tf.nn.conv2d(im, f, [2, 1], "SAME")
tf.nn.conv2d(im, f, 1, [[0, 0], [1, 2], [0, 1], [0, 0]])
tf.nn.conv2d(im, f, 1, "SAME", dilations=2)
tf.nn.conv2d(im, f, 1, "VALID", dilations=[1, 2, 1, 1])
tf.nn.conv2d(im[:, :4, :3], f[:2, :2], 2, "SAME")
tf.nn.conv2d(tf.cast(im, tf.float64), tf.cast(f, tf.float64), 1, "VALID")
tf.nn.conv2d(im, f[:, :, :1], 1, "VALID")
tf.nn.convolution(im, f)
tf.nn.convolution(im, f, padding="SAME")
tf.nn.convolution(im, f, strides=[2, 2], padding="SAME")
tf.nn.convolution(im, f, padding="SAME", dilations=[2, 2])
tf.nn.convolution(tf.reshape(tf.range(12.0), [1, 6, 2]), tf.ones([3, 2, 1]), padding="SAME")
tf.nn.atrous_conv2d(im, f, 2, "SAME")
tf.nn.conv2d(tf.zeros([0, 5, 5, 2]), f, 1, "VALID")

# %% convolutions that there are not
im = tf.ones([1, 5, 5, 2])
f = tf.ones([3, 3, 2, 2])
tf.nn.conv2d(im, tf.ones([3, 3, 3, 2]), 1, "SAME")
tf.nn.conv2d(im[0], f, 1, "SAME")
tf.nn.conv2d(im, f[0], 1, "SAME")
tf.nn.conv2d(im, tf.ones([7, 7, 2, 2]), 1, "VALID")
tf.nn.conv2d(im, f, 1, "same")
tf.nn.conv2d(im, f, 1, "OTHER")
tf.nn.conv2d(im, f, 0, "SAME")
tf.nn.conv2d(im, f, [1, 2, 3], "SAME")
tf.nn.conv2d(im, f, [2, 1, 1, 1], "SAME")
tf.nn.conv2d(im, f, 1, "SAME", data_format="NXYC")
tf.nn.conv2d(im, tf.cast(f, tf.float64), 1, "SAME")
tf.nn.conv2d(tf.ones([1, 5, 5, 2], tf.int64), f, 1, "SAME")

# %% gradients of convolutions  [rtol=1e-5, atol=1e-4]
im = tf.Variable(tf.reshape(tf.range(32.0), [1, 4, 4, 2]) / 10)
f = tf.Variable(tf.reshape(tf.range(36.0), [3, 3, 2, 2]) / 10 - 1)
for arguments in [(1, "SAME"), (1, "VALID"), (2, "SAME"), (1, [[0, 0], [1, 0], [0, 2], [0, 0]])]:
    with tf.GradientTape() as tape:
        y = tf.nn.conv2d(im, f, *arguments) ** 2
    show(tape.gradient(y, [im, f]))
with tf.GradientTape() as tape:
    y = tf.nn.depthwise_conv2d(im, f, [1, 1, 1, 1], "SAME") ** 2
tape.gradient(y, [im, f])
with tf.GradientTape() as tape:
    y = tf.nn.conv2d_transpose(im, f, [1, 8, 8, 2], 2) ** 2
tape.gradient(y, [im, f])

# %% transposed convolutions  [rtol=1e-5, atol=1e-5]
im = tf.reshape(tf.range(18.0), [1, 3, 3, 2]) / 10
f = tf.reshape(tf.range(36.0), [3, 3, 2, 2]) / 10 - 1
tf.nn.conv2d_transpose(im, f, [1, 6, 6, 2], 2)
tf.nn.conv2d_transpose(im, f, [1, 5, 5, 2], 2)
tf.nn.conv2d_transpose(im, f, [1, 7, 7, 2], strides=2, padding="VALID")
tf.nn.conv2d_transpose(im, f, [1, 3, 3, 2], 1)
tf.nn.conv2d_transpose(im, f, [1, 3, 6, 2], [1, 1, 2, 1])
tf.nn.conv2d_transpose(im, f, tf.constant([1, 6, 6, 2]), 2)
tf.nn.conv1d_transpose(im[:, 0], f[0], [1, 6, 2], 2)
tf.nn.conv3d_transpose(im[:, None], f[None], [1, 1, 6, 6, 2], [1, 1, 2, 2, 1])
tf.nn.conv_transpose(im, f, [1, 6, 6, 2], 2)
tf.nn.conv2d_transpose(im, f, [1, 9, 9, 2], 2)
tf.nn.conv2d_transpose(im, f, [1, 6, 6, 3], 2)
tf.nn.conv2d_transpose(im, tf.ones([3, 3, 2, 5]), [1, 6, 6, 2], 2)

# %% depthwise and separable convolutions  [rtol=1e-5, atol=1e-5]
im = tf.reshape(tf.range(32.0), [1, 4, 4, 2]) / 10
f = tf.reshape(tf.range(36.0), [3, 3, 2, 2]) / 10 - 1
tf.nn.depthwise_conv2d(im, f, [1, 1, 1, 1], "SAME")
tf.nn.depthwise_conv2d(im, f, [1, 2, 2, 1], "VALID")
tf.nn.depthwise_conv2d(im, f[..., :1], strides=[1, 1, 1, 1], padding="VALID")
tf.nn.depthwise_conv2d(im, f, [1, 1, 1, 1], "SAME", dilations=[2, 2])
tf.nn.depthwise_conv2d(im, f, [1, 1, 1, 1], [[0, 0], [1, 1], [2, 0], [0, 0]])
tf.nn.separable_conv2d(im, f, tf.ones([1, 1, 4, 3]), [1, 1, 1, 1], "SAME")
tf.nn.separable_conv2d(im, f, tf.ones([1, 1, 4, 3]), [1, 2, 2, 1], "VALID")
tf.nn.depthwise_conv2d(im, tf.ones([3, 3, 3, 1]), [1, 1, 1, 1], "SAME")
tf.nn.separable_conv2d(im, f, tf.ones([1, 1, 3, 3]), [1, 1, 1, 1], "SAME")

# %% convolutions of volumes  [rtol=1e-5, atol=1e-5]
v = tf.reshape(tf.range(54.0), [1, 3, 3, 3, 2]) / 10
f = tf.reshape(tf.range(32.0), [2, 2, 2, 2, 2]) / 10 - 1
tf.nn.conv3d(v, f, [1, 1, 1, 1, 1], "VALID")
tf.nn.conv3d(v, f, [1, 2, 2, 2, 1], "SAME")
tf.nn.max_pool3d(v, 2, 1, "VALID")
tf.nn.avg_pool3d(v, 2, 2, "SAME")

# %% pooling
im = tf.reshape(tf.range(50.0), [1, 5, 5, 2])
tf.nn.max_pool(im, 2, 2, "VALID")
tf.nn.max_pool(im, 2, 2, "SAME")
tf.nn.max_pool2d(im, ksize=[2, 3], strides=[1, 2], padding="VALID")
tf.nn.max_pool(im, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
tf.nn.max_pool2d(-im, 3, 1, "SAME")
tf.nn.max_pool2d(im, 2, 2, [[0, 0], [1, 0], [0, 1], [0, 0]])
tf.nn.avg_pool(im, 2, 2, "VALID")
tf.nn.avg_pool(im, 3, 2, "SAME")
tf.nn.avg_pool2d(im, [2, 1], 1, "SAME")
tf.nn.max_pool1d(im[:, 0], 2, 2, "VALID")
tf.nn.avg_pool1d(im[:, 0], 2, 2, "SAME")
tf.nn.max_pool(im[:, 0], 2, 1, "SAME")
tf.nn.avg_pool(im[:, 0], 3, 1, "VALID")
tf.nn.pool(im, [2, 2], "MAX")
tf.nn.pool(im, [2, 2], "AVG", strides=[2, 2], padding="SAME")
tf.nn.pool(im, [2, 2], "MAX", dilations=[2, 2])
tf.nn.max_pool_with_argmax(im, 2, 2, "VALID")
tf.nn.max_pool_with_argmax(im, 2, 2, "SAME", output_dtype=tf.int32)
tf.nn.max_pool2d(tf.cast(im, tf.int32), 2, 2, "VALID")
tf.nn.max_pool2d(tf.cast(im, tf.float64), 2, 2, "VALID")

# %% pooling that there is not
im = tf.ones([1, 5, 5, 2])
tf.nn.max_pool(im, 6, 1, "VALID")
tf.nn.max_pool(im[0], 2, 1, "SAME").shape
tf.nn.max_pool(im[0, 0], 2, 1, "SAME")
tf.nn.max_pool2d(im[0], 2, 1, "SAME")
tf.nn.avg_pool2d(im[0], 2, 1, "SAME")
tf.nn.max_pool(im, 2, 2, "OTHER")
tf.nn.max_pool2d(im, 0, 1, "SAME")
tf.nn.max_pool2d(im, [2, 2, 2], 1, "SAME")
tf.nn.avg_pool2d(tf.cast(im, tf.int32), 2, 2, "SAME")
tf.nn.avg_pool2d(im, 6, 1, "VALID")
tf.nn.pool(im, [2, 2], "MEDIAN")
tf.nn.max_pool2d(im, 2, 2, "SAME", data_format="NXYC")

# %% gradients of pooling
im = tf.Variable(
    [[1.0, 3.0, 3.0, 0.0], [2.0, 3.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 5.0, 2.0]]
)
with tf.GradientTape(persistent=True) as tape:
    batch = im[None, :, :, None]
    a = tf.nn.max_pool2d(batch, 2, 2, "VALID") * [[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]]
    b = tf.nn.max_pool2d(batch, 3, 1, "SAME")
    c = tf.nn.avg_pool2d(batch, 3, 2, "SAME")
    d = tf.nn.avg_pool2d(batch, 2, 1, "VALID") ** 2
    e = tf.nn.max_pool_with_argmax(batch, 2, 2, "VALID")[0]
for y in (a, b, c, d, e):
    show(tape.gradient(y, im))

# %% embeddings
table = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 12.0]])
tf.nn.embedding_lookup(table, [0, 2])
tf.nn.embedding_lookup(table, [[0, 1], [2, 2]])
tf.nn.embedding_lookup(table, 1)
tf.nn.embedding_lookup(tf.Variable(table), [1])
tf.nn.embedding_lookup(table, tf.constant([1, 0], tf.int64))
tf.nn.embedding_lookup(table, [0, 2], max_norm=1.0)
tf.nn.embedding_lookup([table, table + 100], [0, 1, 2, 3, 4, 5])
tf.nn.embedding_lookup(table, [3])
tf.nn.embedding_lookup(table, [-1])
tf.nn.embedding_lookup(table, [0.0])
tf.nn.embedding_lookup(table, [])
tf.nn.embedding_lookup(None, [0])
tf.nn.embedding_lookup([], [0])
weights = tf.Variable(table)
with tf.GradientTape() as tape:
    y = tf.nn.embedding_lookup(weights, [0, 2, 0]) * [[1.0], [2.0], [3.0]]
tf.convert_to_tensor(tape.gradient(y, weights))

# %% the largest
tf.nn.top_k([1, 4, 3, 2], k=2)
tf.nn.in_top_k([1, 0], [[0.1, 0.9], [0.2, 0.8]], 1)


# %% networks inside functions
@tf.function(input_signature=[tf.TensorSpec([None, 3]), tf.TensorSpec([None], tf.int32)])
def network(x, labels):
    show(tf.nn.relu(x), tf.nn.softmax(x), tf.nn.softmax(x, axis=0), tf.nn.log_softmax(x))
    show(tf.nn.leaky_relu(x), tf.nn.gelu(x), tf.nn.bias_add(x, [1.0, 2.0, 3.0]))
    show(tf.nn.moments(x, [0]), tf.nn.l2_loss(x))
    dense = tf.nn.softmax_cross_entropy_with_logits(x, x)
    sparse = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, x)
    show(dense, sparse, tf.nn.sigmoid_cross_entropy_with_logits(x, x))
    show(tf.nn.embedding_lookup(tf.eye(3), labels))
    return dense, sparse


network(tf.ones([2, 3]), tf.constant([1, 2]))


@tf.function
def convolutions(x):
    y = tf.nn.conv2d(x, tf.ones([3, 3, 1, 2]), 1, "SAME")
    z = tf.nn.max_pool(y, 2, 2, "SAME")
    show(y, z, tf.nn.avg_pool2d(y, 2, 2, "VALID"), tf.nn.dropout(y, 0.5, seed=1))
    show(tf.nn.depthwise_conv2d(y, tf.ones([2, 2, 2, 1]), [1, 1, 1, 1], "VALID"))
    return z


convolutions(tf.ones([1, 4, 4, 1]))


@tf.function
def transposed(x):
    y = tf.nn.conv2d_transpose(x, tf.ones([2, 2, 1, 2]), [1, 4, 4, 1], 2)
    show(y)
    return y


transposed(tf.ones([1, 2, 2, 2]))
convolutions.get_concrete_function(tf.TensorSpec([None, 4, 4, 1])).structured_outputs


@tf.function
def refused(x, y):
    return tf.nn.softmax_cross_entropy_with_logits(x, y)


refused(tf.ones([2, 3]), tf.ones([2, 2]))


@tf.function
def refused_convolution(x, y):
    return tf.nn.conv2d(x, y, 1, "SAME")


refused_convolution(tf.ones([1, 5, 5, 2]), tf.ones([3, 3, 3, 2]))

# %% transposed convolutions with holes  [rtol=1e-5, atol=1e-5]
x = tf.reshape(tf.range(16, dtype=tf.float32), [1, 4, 4, 1])
kernel = tf.reshape(tf.range(4, dtype=tf.float32), [2, 2, 1, 1])
tf.nn.atrous_conv2d_transpose(x, kernel, [1, 4, 4, 1], 2, "SAME")
