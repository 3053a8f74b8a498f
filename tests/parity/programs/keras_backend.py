"""`keras.backend`: the functions of Keras 1 and 2."""

# %% the lecture's first lines
K = tf.keras.backend
t = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
K.square(K.transpose(t)) + 10
K.dot(t, K.transpose(t))
K.dot(tf.ones([2, 3, 4]), tf.ones([3, 4, 5])).shape

# %% element by element  [rtol=1e-5, atol=1e-6]
K = tf.keras.backend
t = tf.constant([[1.0, -2.0, 3.0], [-4.0, 5.0, 0.25]])
for name in ["abs", "exp", "sign", "round", "sin", "cos", "tanh", "sigmoid", "relu", "square"]:
    show(name, getattr(K, name)(t))
for name in ["hard_sigmoid", "softplus", "softsign", "elu", "softmax", "zeros_like", "ones_like"]:
    show(name, getattr(K, name)(t))
K.sqrt(t)
K.log(K.abs(t))
K.pow(t, 2)
K.clip(t, -1, 2)
K.relu(t, alpha=0.1, max_value=4.0, threshold=0.5)
K.l2_normalize(t, axis=1)
K.maximum(t, 0.5)
K.minimum(t, -t)

# %% reductions  [rtol=1e-5, atol=1e-6]
K = tf.keras.backend
t = tf.constant([[1.0, -2.0, 3.0], [-4.0, 5.0, 0.25]])
for name in ["sum", "mean", "max", "min", "prod", "std", "var"]:
    show(name, getattr(K, name)(t), getattr(K, name)(t, axis=0, keepdims=True))
for name in ["argmax", "argmin", "cumsum", "cumprod", "any", "all"]:
    show(name, getattr(K, name)(t))
K.mean(tf.constant([True, False]))
K.mean(np.array([1, 2]))
K.sum([1, 2])

# %% comparisons and choices
K = tf.keras.backend
t = tf.constant([[1.0, 2.0], [3.0, 4.0]])
for name in ["equal", "not_equal", "greater", "greater_equal", "less", "less_equal"]:
    show(name, getattr(K, name)(t, 2.0))
K.switch(tf.constant(True), t, -t)
K.switch(tf.constant(False), lambda: t, lambda: -t)
K.switch(t > 2, t, -t)
K.switch(tf.constant([True, False]), t, -t)
attempt(K.switch, t > 2, t[0], t[0])
K.in_top_k(t, tf.constant([1, 0]), 1)

# %% shapes
K = tf.keras.backend
t = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
K.int_shape(t), K.ndim(t), K.dtype(t), K.count_params(t)
K.shape(t)
K.reshape(t, (3, 2))
K.permute_dimensions(t, (1, 0))
K.expand_dims(t).shape, K.squeeze(t[:1], 0).shape
K.flatten(t), K.batch_flatten(tf.ones([2, 3, 4])).shape
K.repeat(t, 2)
K.repeat_elements(t, 2, 1)
K.tile(t, [1, 2])
K.reverse(t, 0)
K.concatenate([t, t])
K.stack([t, t]).shape
K.gather(t, [1])
K.one_hot(tf.constant([0, 2]), 3)

# %% making tensors
K = tf.keras.backend
K.constant([1, 2])
K.constant(5, shape=(2,), dtype="int32")
K.zeros((2,))
K.ones((2,), "int32")
K.eye(2)
K.arange(3)
K.arange(0, 1, 0.5, "float32")
K.cast(tf.constant([1.7]), "int32")
K.cast_to_floatx(np.array([1.0, 2.0]))
K.cast_to_floatx(tf.constant([1]))

# %% variables
K = tf.keras.backend
v = K.variable([1.0, 2.0])
v.dtype
v.numpy()
K.get_value(v), K.count_params(v)
attempt(K.set_value, v, [3, 4])
K.update(v, [5.0, 6.0]).numpy()
K.update_add(v, [5.0, 6.0]).numpy()
K.update_sub(v, 1.0).numpy()
K.moving_average_update(v, [0.0, 0.0], 0.5).numpy()
attempt(K.batch_set_value, [(v, [0, 0])])
K.batch_get_value([v])
K.eval(K.variable(2.0))
K.variable(np.array([1, 2]), dtype="int32").dtype

# %% variables of layers
K = tf.keras.backend
layer = tf.keras.layers.Dense(1)
layer.build((None, 2))
K.get_value(layer.bias)
attempt(K.set_value, layer.bias, [2.0])
K.square(layer.bias)
K.get_value(tf.keras.optimizers.SGD(0.1).learning_rate)

# %% products in batches
K = tf.keras.backend
x = tf.reshape(tf.range(6.0), [2, 3])
K.batch_dot(x, x, axes=1)
K.batch_dot(x, x)
K.batch_dot(tf.ones([2, 3, 4]), tf.ones([2, 4, 5])).shape
K.batch_dot(tf.ones([2, 3, 4]), tf.ones([2, 5, 4]), axes=(2, 2)).shape
attempt(K.batch_dot, tf.ones([2, 3]), tf.ones([3, 3]))
attempt(K.batch_dot, tf.ones([2, 3]), tf.ones([2, 4]))
attempt(K.batch_dot, tf.ones([2]), tf.ones([2]))

# %% losses  [rtol=1e-5, atol=1e-6]
K = tf.keras.backend
y, p = tf.constant([[0.0, 1.0], [1.0, 0.0]]), tf.constant([[0.2, 0.8], [0.4, 0.6]])
K.binary_crossentropy(y, p)
K.binary_crossentropy(y, p, from_logits=True)
K.categorical_crossentropy(y, p)
K.categorical_crossentropy(y, p, from_logits=True)
K.sparse_categorical_crossentropy(tf.constant([1, 0]), p)
K.sparse_categorical_crossentropy(tf.constant([1, 0]), p, from_logits=True)
K.binary_focal_crossentropy(y, p)
K.categorical_focal_crossentropy(y, p)

# %% convolutions and pools  [rtol=1e-5, atol=1e-6]
K = tf.keras.backend
x = tf.reshape(tf.range(32.0), [1, 4, 4, 2])
K.conv1d(x[0], tf.ones([2, 2, 3]))
K.conv2d(x, tf.ones([2, 2, 2, 1]), padding="same", strides=(2, 2))
K.conv2d_transpose(x, tf.ones([2, 2, 3, 2]), (1, 5, 5, 3)).shape
K.conv3d(tf.ones([1, 4, 4, 4, 2]), tf.ones([2, 2, 2, 2, 3])).shape
K.depthwise_conv2d(x, tf.ones([2, 2, 2, 1])).shape
K.separable_conv2d(x, tf.ones([2, 2, 2, 1]), tf.ones([1, 1, 2, 3])).shape
K.pool2d(x, (2, 2))
K.pool2d(x, (2, 2), pool_mode="avg")
K.pool3d(tf.ones([1, 4, 4, 4, 2]), (2, 2, 2)).shape
attempt(K.pool2d, x, (2,))
attempt(K.conv2d, x, tf.ones([2, 2, 2, 1]), padding="full")
K.spatial_2d_padding(x).shape, K.temporal_padding(x[0]).shape
K.resize_images(x, 2, 2, "channels_last").shape
K.bias_add(x, tf.ones([2])).shape

# %% maps, folds and recurrences
K = tf.keras.backend
t = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
K.map_fn(lambda row: row * 2, t)
K.foldl(lambda a, b: a + b, t)
K.foldr(lambda a, b: a - b, t)


def step(x, states):
    total = x + states[0]
    return total, [total]


mask = tf.constant([[True, True, False], [True, False, True]])
x = tf.ones([2, 3, 1])
K.rnn(step, x, [tf.zeros([2, 1])])
K.rnn(step, x, [tf.zeros([2, 1])], mask=mask)
K.rnn(step, x, [tf.zeros([2, 1])], go_backwards=True, unroll=True)

# %% gradients
K = tf.keras.backend
x = tf.constant([1.0, 2.0])
tf.function(lambda x: K.gradients(K.sum(x**2), [x])[0])(x)
attempt(K.gradients, x, [x])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = K.sum(K.square(x)) + K.stop_gradient(K.max(x))
tape.gradient(y, x)

# %% random numbers
K = tf.keras.backend
K.random_normal((2,), seed=1).shape
tf.random.set_seed(5)
K.random_normal((2,), seed=1)
K.random_uniform((2,), 1.0, 2.0, seed=1)
K.random_bernoulli((6,), 0.5, seed=1)
K.truncated_normal((2,), seed=1)
K.dropout(tf.ones([6]), 0.5, seed=1)
np.random.seed(0)
K.random_normal((2,))
K.random_normal_variable((2,), 0.0, 1.0).numpy()
K.random_uniform_variable((2,), 0.0, 1.0, seed=3).numpy()

# %% settings
K = tf.keras.backend
K.epsilon(), K.floatx(), K.image_data_format()
K.set_floatx("float64")
K.constant(1)
K.set_floatx("float32")
K.set_epsilon(1e-5)
K.epsilon()
K.set_epsilon(1e-7)
K.result_type("int32", "float32"), K.standardize_dtype("float")
K.is_float_dtype("float16"), K.is_int_dtype("uint8")
K.clear_session()
K.get_uid("thing"), K.get_uid("thing")
hasattr(K, "learning_phase"), hasattr(K, "get_session"), hasattr(K, "function")

# %% symbolic tensors of Keras
K = tf.keras.backend
x = tf.keras.Input([3])
K.is_keras_tensor(x), K.is_keras_tensor(tf.ones([1]))
K.int_shape(x), K.ndim(x)
attempt(K.square, x)
attempt(tf.square, x)
attempt(tf.matmul, x, tf.ones([3, 2]))

# %% in layers, losses and functions  [rtol=1e-5, atol=1e-6]
K = tf.keras.backend


class Linear(tf.keras.layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 2), initializer="ones", name="kernel")

    def call(self, x):
        return K.dot(x, self.kernel) + K.sum(x, axis=-1, keepdims=True)


layer = Linear()
layer(tf.ones([2, 3]))
tf.function(layer)(tf.ones([2, 3]))
model = tf.keras.Sequential([tf.keras.Input([3]), layer])
model.compile("sgd", lambda y, p: K.mean(K.square(y - p), axis=-1))
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(4, 3)
model.fit(x, np.ones([4, 2]), epochs=2, verbose=0, batch_size=2, shuffle=False).history
model.predict(x, verbose=0)
