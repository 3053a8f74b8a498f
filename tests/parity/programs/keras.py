"""Keras: layers, losses, metrics, optimizers, loops, from weights set by hand."""

# %% dense  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Dense(2)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% dense with an activation  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Dense(2, activation="tanh", use_bias=False)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% dense over several axes  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Dense(2, activation="softmax")
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% convolution  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Conv2D(2, 3)
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% convolution with strides and padding  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Conv2D(2, 3, strides=2, padding="same", activation="relu")
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% convolution in one dimension  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Conv1D(2, 2, dilation_rate=2)
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% depthwise convolution  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.DepthwiseConv2D(3)
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% separable convolution  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.SeparableConv2D(2, 3)
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% transposed convolution  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Conv2DTranspose(2, 3, strides=2)
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% maximum pooling  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.MaxPooling2D(2)
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% average pooling  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.AveragePooling2D(2, padding="same")
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% global pooling  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.GlobalAveragePooling2D()
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% flatten  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Flatten()
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% reshape  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Reshape((3, -1))
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% permute  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Permute((2, 1))
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% repeat vector  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.RepeatVector(2)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% zero padding  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.ZeroPadding2D(1)
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% up sampling  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.UpSampling2D(2)
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% layer normalization  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.LayerNormalization()
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% group normalization  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.GroupNormalization(3)
x = np.linspace(-1, 1, 96, dtype=np.float32).reshape(2, 4, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% unit normalization  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.UnitNormalization()
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% relu layer  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.ReLU(max_value=0.5)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% leaky relu  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.LeakyReLU(negative_slope=0.2)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% parametric relu  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.PReLU()
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% softmax layer  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Softmax()
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% rescaling  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Rescaling(2.0, offset=1.0)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% simple recurrent  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.SimpleRNN(2)
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% recurrent with sequences  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.SimpleRNN(2, return_sequences=True)
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% long short-term memory  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.LSTM(2)
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% gated recurrent unit  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.GRU(2, return_sequences=True)
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% bidirectional  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(2))
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% time distributed  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.TimeDistributed(tf.keras.layers.Dense(2))
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% self attention  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.MultiHeadAttention(num_heads=2, key_dim=2)
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x, x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x, x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x, x))(x)

# %% einsum dense  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.EinsumDense("abc,cd->abd", output_shape=(None, 2))
x = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 4, 3)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% dropout that does nothing  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Dropout(0.5)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x))(x)

# %% dropout of nothing while training  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.Dropout(0.0)
x = np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4)
x = tf.constant(x)
layer(x).shape
layer.set_weights([np.linspace(-0.5, 0.5, w.numpy().size).reshape(w.shape) for w in layer.weights])
[tuple(w.shape) for w in layer.weights]
with tf.GradientTape() as tape:
    tape.watch(x)
    y = layer(x, training=True)
y
gradients = tape.gradient(tf.reduce_sum(y * y), [x, *layer.trainable_variables])
[np.asarray(g) for g in gradients]
tf.function(lambda x: layer(x, training=True))(x)

# %% batch normalization  [rtol=1e-5, atol=1e-6]
layer = tf.keras.layers.BatchNormalization(momentum=0.5)
x = tf.constant([[1.0, 2.0], [3.0, 6.0], [5.0, -2.0]])
layer(x, training=True)
layer.moving_mean
layer.moving_variance
layer(x)
layer.trainable = False
layer(x, training=True)
layer.moving_mean
step = tf.function(lambda x: layer(x, training=True))
layer.trainable = True
step(x)
layer.moving_mean
[w.path for w in layer.trainable_variables], len(layer.non_trainable_variables)

# %% embedding
layer = tf.keras.layers.Embedding(4, 2)
layer(tf.constant([[0]])).shape
layer.set_weights([np.arange(8.0).reshape(4, 2)])
with tf.GradientTape() as tape:
    y = layer(tf.constant([[1, 3], [1, 0]]))
y
tf.convert_to_tensor(tape.gradient(y, layer.embeddings))

# %% masks
embedding = tf.keras.layers.Embedding(4, 2, mask_zero=True)
embedding.build((None,))
embedding.set_weights([np.arange(8.0).reshape(4, 2)])
y = embedding(tf.constant([[1, 3, 0], [2, 0, 0]]))
y
embedding.compute_mask(tf.constant([[1, 3, 0]]))
tf.keras.layers.GlobalAveragePooling1D()(y)
tf.keras.layers.Masking(mask_value=0.0)(tf.constant([[[1.0, 2.0], [0.0, 0.0]]]))

# %% a layer without variables until it is called
layer = tf.keras.layers.Conv2D(4, 3)
layer.built, layer.weights, layer.trainable_variables
layer(tf.zeros([1, 5, 5, 3])).shape
layer.built, [(w.name, w.path, tuple(w.shape)) for w in layer.weights]
layer
layer.count_params()
layer.compute_output_shape((None, 7, 7, 3))

# %% merging layers
a, b = tf.constant([[1.0, 2.0]]), tf.constant([[3.0, -4.0]])
layers = tf.keras.layers
layers.Add()([a, b])
layers.Subtract()([a, b])
layers.Multiply()([a, b])
layers.Average()([a, b])
layers.Maximum()([a, b])
layers.Concatenate()([a, b])
layers.Dot(axes=1)([a, b])
layers.add([a, b])
with tf.GradientTape() as tape:
    tape.watch([a, b])
    y = layers.Concatenate()([a, layers.Multiply()([a, b])])
tape.gradient(y, [a, b])

# %% data of any kind
layer = tf.keras.layers.Dense(1, kernel_initializer="ones")
layer(np.ones((2, 3)))
layer(tf.ones([2, 3], tf.float64))
layer(tf.Variable([[1.0, 2.0, 3.0]]))
layer.kernel
layer.bias.numpy()
layer.get_weights()

# %% variables print
v = tf.keras.Variable([1.0, 2.0], name="v")
v
print(v)
str(v.shape), v.shape.rank, v.dtype, v.name, v.path, v.trainable, v.ndim
v.numpy()
v + 1, 1 - v, v * v, v / 2, v**2, -v, v[0], v > 1.5
tf.square(v), tf.reduce_sum(v), tf.concat([v, [3.0]], 0)
tf.convert_to_tensor(v)
tf.constant([1.0, 1.0]) + v
np.asarray(v)
v.assign([3.0, 4.0])
v.assign_add([1.0, 1.0])
v.assign_sub(tf.constant([1.0, 0.0]))
v
attempt(v.assign, [1.0])
float(v[1])

# %% variables as sources
v = tf.keras.Variable([1.0, 2.0])
w = tf.keras.Variable(3.0, trainable=False)
with tf.GradientTape() as tape:
    y = tf.reduce_sum(v**2 * w)
tape.gradient(y, [v, w])
with tf.GradientTape(persistent=True) as outer:
    with tf.GradientTape() as inner:
        y = tf.reduce_sum(v**3)
    g = inner.gradient(y, v)
g, outer.gradient(g, v)
with tf.GradientTape() as tape:
    y = v * v
tape.jacobian(y, v)

# %% variables in a function
v = tf.keras.Variable(1.0)


@tf.function
def step(x):
    v.assign_add(x)
    y = v * 10.0
    v.assign(v + 1)
    return y


step(tf.constant(2.0))
step(2.0)
v.numpy()

# %% loss MeanSquaredError  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.MeanSquaredError()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss MeanAbsoluteError  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.MeanAbsoluteError()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss MeanAbsolutePercentageError  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.MeanAbsolutePercentageError()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss MeanSquaredLogarithmicError  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.MeanSquaredLogarithmicError()
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss Huber  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.Huber()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss LogCosh  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.LogCosh()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss CosineSimilarity  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.CosineSimilarity()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss Poisson  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.Poisson()
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss KLDivergence  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.KLDivergence()
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss Hinge  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.Hinge()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss SquaredHinge  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.SquaredHinge()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss CategoricalHinge  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.CategoricalHinge()
y, p = (
    tf.constant([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]),
    tf.constant([[0.5, -1.0, 2.5], [0.5, 2.0, 1.25]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss BinaryCrossentropy  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.BinaryCrossentropy()
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss BinaryCrossentropy from logits True  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.BinaryCrossentropy(from_logits=True)
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss CategoricalCrossentropy from logits True  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss CategoricalCrossentropy label smoothing 0.1  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.CategoricalCrossentropy(label_smoothing=0.1)
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss BinaryFocalCrossentropy  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.BinaryFocalCrossentropy()
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss Dice  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.Dice()
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% loss Tversky  [rtol=1e-5, atol=1e-6]
loss = tf.keras.losses.Tversky()
y, p = (
    tf.constant([[1.0, 0.0, 0.0], [0.0, 0.75, 0.25]]),
    tf.constant([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]]),
)
with tf.GradientTape() as tape:
    tape.watch(p)
    value = loss(y, p)
value
tape.gradient(value, p)
loss(y, p, sample_weight=[1.0, 0.5])
tf.function(loss)(y, p)

# %% sparse crossentropy  [rtol=1e-5, atol=1e-6]
y, p = tf.constant([0, 2]), tf.constant([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]])
for logits in (True, False):
    loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=logits)
    with tf.GradientTape() as tape:
        tape.watch(p)
        value = loss(y, p)
    show(value, tape.gradient(value, p))
tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")(y, p)
tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")(y, p)
tf.keras.losses.MeanSquaredError()([0.0, 1.0], [1.0, 1.0])
tf.keras.losses.MSE([0.0, 1.0], [1.0, 3.0])
tf.keras.losses.get("mse")(tf.constant([1.0]), tf.constant([3.0]))

# %% metric BinaryAccuracy  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.BinaryAccuracy()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric CategoricalAccuracy  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.CategoricalAccuracy()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric MeanSquaredError  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.MeanSquaredError()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric RootMeanSquaredError  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.RootMeanSquaredError()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric MeanAbsoluteError  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.MeanAbsoluteError()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric Precision  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.Precision()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric Recall  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.Recall()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric AUC  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.AUC()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric F1Score  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.F1Score()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric TruePositives  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.TruePositives()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric FalseNegatives  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.FalseNegatives()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric TopKCategoricalAccuracy  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.TopKCategoricalAccuracy(k=2)
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric CosineSimilarity  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.CosineSimilarity()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric R2Score  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.R2Score()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% metric BinaryCrossentropy  [rtol=1e-5, atol=1e-6]
metric = tf.keras.metrics.BinaryCrossentropy()
y = tf.constant([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
p = tf.constant([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.2, 0.3, 0.5]])
metric.update_state(y, p)
metric.result()
metric.update_state(y[:2], p[1:])
metric.result()
metric(y, y)
metric.reset_state()
step = tf.function(lambda y, p: metric.update_state(y, p))
step(y, p)
metric.result()

# %% means and sums
mean, total = tf.keras.metrics.Mean(), tf.keras.metrics.Sum(name="total")
mean(3.0), total(3.0)
mean([1.0, 5.0]), total(tf.constant([1.0, 5.0]))
mean.update_state(tf.constant([2.0, 4.0]), sample_weight=[1.0, 0.0])
mean.result(), total.result()
mean.name, total.name
mean.variables
mean.reset_state()
mean.result()
float(total.result())
f"{total.result():.2f}"

# %% optimizer SGD(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer SGD(0.1, momentum=0.9)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(0.1, momentum=0.9)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer SGD(0.1, momentum=0.9, nesterov=True)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Adam(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Adam(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer AdamW(0.1, weight_decay=0.01)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.AdamW(0.1, weight_decay=0.01)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Adamax(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Adamax(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Nadam(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Nadam(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer RMSprop(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.RMSprop(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer RMSprop(0.1, momentum=0.5, centered=True)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.RMSprop(0.1, momentum=0.5, centered=True)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Adagrad(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Adagrad(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Adadelta(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Adadelta(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Ftrl(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Ftrl(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Lion(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Lion(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Lamb(0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Lamb(0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer SGD(0.1, clipnorm=0.5)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(0.1, clipnorm=0.5)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer SGD(0.1, clipvalue=0.2)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(0.1, clipvalue=0.2)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer SGD(0.1, global_clipnorm=0.5)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(0.1, global_clipnorm=0.5)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Adam(0.1, amsgrad=True)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Adam(0.1, amsgrad=True)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer SGD(0.1, use_ema=True, ema_momentum=0.5)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.5)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer SGD(0.1, weight_decay=0.1)  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(0.1, weight_decay=0.1)
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer SGD(ExponentialDecay(0.1, 2, 0.5))  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.SGD(tf.keras.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5))
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer Adam(PiecewiseConstantDecay((1, 2), (0.1, 0.05, 0.01)))  [rtol=1e-5, atol=1e-6]
for is_traced in (False, True):
    optimizer = tf.keras.optimizers.Adam(
        tf.keras.optimizers.schedules.PiecewiseConstantDecay([1, 2], [0.1, 0.05, 0.01])
    )
    v, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)

    def step():
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.sin(v)) + tf.exp(w)
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(), v.numpy(), w.numpy())
    show(int(optimizer.iterations), len(optimizer.variables))

# %% optimizer odds and ends
optimizer = tf.keras.optimizers.SGD(0.5)
optimizer.learning_rate
optimizer.learning_rate.assign(0.25)
optimizer.learning_rate = 0.125
float(optimizer.learning_rate)
v = tf.Variable([1.0, 2.0])
optimizer.apply([tf.constant([1.0, 1.0])], [v])
v
w = tf.Variable(1.0)
attempt(optimizer.apply_gradients, [(tf.constant(1.0), w)])
attempt(tf.keras.optimizers.SGD, lr=0.1)
attempt(tf.keras.optimizers.get, "nothing")
tf.keras.optimizers.get("adam").name
optimizer.get_config()

# %% optimizers over Keras variables  [rtol=1e-5, atol=1e-6]
for optimizer in (tf.keras.optimizers.SGD(0.1), tf.keras.optimizers.Adam(0.1)):
    v, w = tf.Variable([1.0, 2.0]), tf.keras.Variable(3.0)
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(v * v) * w
        gradients = tape.gradient(loss, [v, w])
        optimizer.apply_gradients(zip(gradients, [v, w]))
        show(loss, v, w)

# %% schedules  [rtol=1e-5, atol=1e-7]
schedules = tf.keras.optimizers.schedules
for schedule in (
    schedules.ExponentialDecay(0.1, 10, 0.9),
    schedules.ExponentialDecay(0.1, 10, 0.9, staircase=True),
    schedules.InverseTimeDecay(0.1, 10, 0.5),
    schedules.PolynomialDecay(0.1, 10, 0.01, power=2.0),
    schedules.CosineDecay(0.1, 10),
    schedules.CosineDecayRestarts(0.1, 5),
    schedules.PiecewiseConstantDecay([3, 8], [0.1, 0.05, 0.01]),
):
    show([schedule(step) for step in (0, 5, 12)])

# %% activations  [rtol=1e-5, atol=1e-6]
x = tf.constant([[-2.0, -0.75], [0.25, 3.5]])
for name in (
    "relu",
    "relu6",
    "elu",
    "selu",
    "gelu",
    "silu",
    "softplus",
    "softsign",
    "tanh",
    "sigmoid",
    "hard_sigmoid",
    "hard_silu",
    "exponential",
    "linear",
    "mish",
    "leaky_relu",
    "log_softmax",
    "softmax",
    "celu",
    "glu",
    "squareplus",
    "sparse_plus",
    "hard_tanh",
    "tanh_shrink",
    "soft_shrink",
    "threshold",
    "log_sigmoid",
):
    function = getattr(tf.keras.activations, name)
    arguments = (1.0, 0.0) if name == "threshold" else ()
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x, *arguments)
    show(name, y, tape.gradient(y, x))
tf.keras.activations.get("relu")(x)
tf.keras.activations.relu([-1.0, 2.0])
tf.keras.activations.serialize(tf.keras.activations.relu)

# %% functions of keras.ops  [rtol=1e-5, atol=1e-6]
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
K = tf.keras.ops
K.add(x, 1), K.matmul(x, x), K.mean(x, axis=0), K.sum(x), K.max(x, axis=1, keepdims=True)
K.reshape(x, (4, 1)), K.transpose(x), K.concatenate([x, x], axis=1), K.stack([x, x]).shape
K.exp(x), K.log(x), K.sqrt(x), K.square(x), K.power(x, 2.0), K.clip(x, 1.5, 3.5)
K.where(x > 2.0, x, K.zeros_like(x)), K.argmax(x, axis=1), K.one_hot(tf.constant([0, 2]), 3)
K.softmax(x), K.relu(-x), K.sigmoid(x), K.cast(x, "int32"), K.shape(x)
K.ones((2, 1)), K.zeros((1, 2)), K.eye(2), K.arange(3), K.convert_to_tensor([1.0, 2.0])
K.take(x, [1, 0], axis=0), K.expand_dims(x, 0).shape, K.squeeze(K.ones((1, 2)))
K.norm(x), K.dot(x, x), K.einsum("ij,jk->ik", x, x)
K.convert_to_numpy(x), K.is_tensor(x)
with tf.GradientTape() as tape:
    tape.watch(x)
    y = K.sum(K.square(K.matmul(x, x)))
tape.gradient(y, x)
tf.function(lambda x: K.mean(x * K.exp(x)))(x)


# %% a custom loop  [rtol=1e-4, atol=1e-5]
def model():
    layers = tf.keras.layers
    model = tf.keras.Sequential(
        [
            tf.keras.Input((3,)),
            layers.Dense(4, activation="relu"),
            layers.BatchNormalization(),
            layers.Dense(2),
        ]
    )
    weights = [np.linspace(-0.7, 0.9, w.numpy().size).reshape(w.shape) for w in model.weights]
    model.set_weights([abs(w) if w.ndim == 1 else w for w in weights])
    return model


x = np.sin(np.arange(24.0, dtype=np.float32)).reshape(8, 3)
y = np.arange(8) % 2

for is_traced in (False, True):
    net, optimizer = model(), tf.keras.optimizers.Adam(0.05)
    compute = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    accuracy = tf.keras.metrics.SparseCategoricalAccuracy()

    def step(x, y):
        with tf.GradientTape() as tape:
            logits = net(x, training=True)
            loss = compute(y, logits)
        gradients = tape.gradient(loss, net.trainable_variables)
        optimizer.apply_gradients(zip(gradients, net.trainable_variables))
        accuracy.update_state(y, logits)
        return loss

    step = tf.function(step) if is_traced else step
    for _ in range(4):
        show(step(tf.constant(x), tf.constant(y)), accuracy.result())
    accuracy.reset_state()
    show(net.get_weights(), net(x[:2]), accuracy.result())


# %% fit evaluate and predict  [rtol=1e-4, atol=1e-5]
def model():
    layers = tf.keras.layers
    model = tf.keras.Sequential(
        [
            tf.keras.Input((3,)),
            layers.Dense(4, activation="relu"),
            layers.BatchNormalization(),
            layers.Dense(2),
        ]
    )
    weights = [np.linspace(-0.7, 0.9, w.numpy().size).reshape(w.shape) for w in model.weights]
    model.set_weights([abs(w) if w.ndim == 1 else w for w in weights])
    return model


x = np.sin(np.arange(24.0, dtype=np.float32)).reshape(8, 3)
y = np.arange(8) % 2

net = model()
net.compile(
    optimizer=tf.keras.optimizers.SGD(0.1),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
history = net.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0)
history.history, history.epoch
net.evaluate(x, y, verbose=0)
net.evaluate(tf.constant(x), tf.constant(y), verbose=0, return_dict=True)
net.predict(x[:2], verbose=0)
net.predict(tf.constant(x[:2]), verbose=0)
net.train_on_batch(x, y)
net.test_on_batch(x, y)
net.predict_on_batch(x[:2])
net(x[:1])
int(net.optimizer.iterations)


# %% a model of the user with our operations  [rtol=1e-4, atol=1e-5]
class Model(tf.keras.Model):
    def __init__(self):
        super().__init__(name="own")
        self.hidden = tf.keras.layers.Dense(3, activation="tanh")
        self.factor = self.add_weight(shape=(3, 1), initializer="ones", name="factor")

    def call(self, x, training=False):
        h = self.hidden(x)
        if training:
            h = h * 0.5
        return tf.matmul(h, self.factor) + tf.reduce_mean(h)


model = Model()
x = tf.constant(np.linspace(-1, 1, 8, dtype=np.float32).reshape(4, 2))
y = tf.reduce_sum(x, 1, keepdims=True)
model(x).shape
[w.path for w in model.trainable_variables]
weights = [np.linspace(-0.7, 0.9, w.numpy().size).reshape(w.shape) for w in model.weights]
model.set_weights(weights)
model(x), model(x, training=True)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
tape.gradient(loss, model.trainable_variables)
tf.function(model)(x)
model.compile("sgd", "mse")
model.fit(x, y, epochs=2, verbose=0, shuffle=False).history["loss"]
model.predict(x, verbose=0)
model.get_weights()


# %% a layer of the user that is built
class Linear(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="ones")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=False)

    def call(self, inputs):
        self.b.assign_add(tf.ones(self.units))
        return tf.matmul(inputs, self.w) + self.b


layer = Linear(2)
layer(tf.ones([1, 3]))
layer(tf.ones([1, 3]))
layer.b
tf.function(layer)(tf.ones([1, 3]))
layer.b
len(layer.trainable_variables), len(layer.non_trainable_variables)
inputs = tf.keras.Input((3,))
model = tf.keras.Model(inputs, Linear(1)(inputs) * 2)
model(tf.ones([2, 3]))

# %% losses of layers
layer = tf.keras.layers.Dense(
    2, kernel_initializer="ones", kernel_regularizer=tf.keras.regularizers.L2(0.1)
)
layer(tf.ones([4, 3]))
layer.losses
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(layer(tf.ones([4, 3]))) + sum(layer.losses)
loss, tape.gradient(loss, layer.kernel)
activity = tf.keras.layers.ActivityRegularization(l1=0.1)
activity(tf.ones([2, 2]))
activity.losses
tf.keras.regularizers.l2(0.1)(tf.constant([1.0, 2.0]))
tf.keras.constraints.NonNeg()(tf.constant([1.0, -2.0]))
tf.keras.constraints.MaxNorm(1.0)(tf.constant([[3.0], [4.0]]))
tf.keras.initializers.Constant(2.0)((2,)), tf.keras.initializers.Zeros()((1, 2))
tf.keras.initializers.Identity()((2, 2))

# %% functional models
a = tf.keras.Input((2,), name="a")
b = tf.keras.Input((2,), name="b")
h = tf.keras.layers.Dense(2, kernel_initializer="ones")(a) + b
model = tf.keras.Model([a, b], {"sum": h, "product": h * b})
model([tf.ones([1, 2]), tf.constant([[1.0, 2.0]])])
model({"a": tf.ones([1, 2]), "b": tf.constant([[1.0, 2.0]])})
[layer.name for layer in model.layers]
model.count_params(), model.input_shape, model.output_shape
with tf.GradientTape() as tape:
    y = model([tf.ones([1, 2]), tf.ones([1, 2])])["sum"]
tape.gradient(y, model.trainable_variables)


# %% training steps of the user  [rtol=1e-4, atol=1e-5]
class Model(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(4, activation="tanh")
        self.last = tf.keras.layers.Dense(1)

    def call(self, x):
        return self.last(self.hidden(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            p = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=p)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, p)
        return {metric.name: metric.result() for metric in self.metrics}


x = np.sin(np.arange(32.0)).reshape(16, 2).astype("float32")
y = x.sum(1, keepdims=True)
model = Model()
model(x).shape
weights = [np.linspace(-0.5, 0.7, w.numpy().size).reshape(w.shape) for w in model.weights]
model.set_weights(weights)
model.compile(tf.keras.optimizers.Adam(0.05), "mse", metrics=["mae"])
history = model.fit(x, y, epochs=3, batch_size=8, shuffle=False, verbose=0).history
sorted(history.items())
sorted(model.evaluate(x, y, verbose=0, return_dict=True).items())
model.predict(x[:3], verbose=0)
int(model.optimizer.iterations)

# %% short names
tf.optimizers.SGD is tf.keras.optimizers.SGD
tf.losses.MeanSquaredError()([1.0, 2.0], [2.0, 4.0])
tf.metrics.Mean()(3.0)
tf.initializers.Ones()((2,))

# %% two optimizers  [rtol=1e-4, atol=1e-5]
g = tf.keras.layers.Dense(1, kernel_initializer="ones")
d = tf.keras.layers.Dense(1, kernel_initializer="ones", activation="sigmoid")
g_optimizer, d_optimizer = tf.keras.optimizers.Adam(0.1), tf.keras.optimizers.SGD(0.1)
cross = tf.keras.losses.BinaryCrossentropy()


@tf.function
def step(noise, real):
    with tf.GradientTape() as g_tape, tf.GradientTape() as d_tape:
        fake = g(noise, training=True)
        on_fake, on_real = d(fake), d(real)
        g_loss = cross(tf.ones_like(on_fake), on_fake)
        d_loss = cross(tf.ones_like(on_real), on_real) + cross(tf.zeros_like(on_fake), on_fake)
    gradients = g_tape.gradient(g_loss, g.trainable_variables)
    g_optimizer.apply_gradients(zip(gradients, g.trainable_variables))
    gradients = d_tape.gradient(d_loss, d.trainable_variables)
    d_optimizer.apply_gradients(zip(gradients, d.trainable_variables))
    return g_loss, d_loss


g.build((None, 2))
d.build((None, 1))
for _ in range(3):
    show(step(tf.ones([4, 2]) * 0.1, tf.ones([4, 1])))
g.get_weights(), d.get_weights()

# %% a layer remembers its call
model = tf.keras.Sequential([tf.keras.layers.Dense(2, kernel_initializer="ones")])
model.built
attempt(lambda: model.weights)
model(tf.ones([1, 3]))
model.built, len(model.weights)
dense = model.layers[0]
attempt(dense, tf.ones([1, 4]))
attempt(dense.set_weights, [np.ones((2, 2))])

# %% tapes inside of keras models  [rtol=1e-5, atol=1e-6]
model = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1, activation="tanh")])
model.set_weights([np.array([[2.0]]), np.array([0.5])])
x = tf.constant([[0.3]])
with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
        inner.watch(x)
        y = model(x)
    slope = inner.gradient(y, x)
slope, outer.gradient(slope, x)
with tf.GradientTape() as tape:
    y = model(tf.constant([[0.3], [0.1]]))
tape.jacobian(y, model.trainable_variables)

# %% mixed precision
layer = tf.keras.layers.Dense(2, dtype="mixed_bfloat16", kernel_initializer="ones")
y = layer(tf.ones([1, 3]))
y.dtype, layer.kernel.dtype, layer.compute_dtype
tf.cast(y, tf.float32)
layer = tf.keras.layers.Dense(2, dtype="float64", kernel_initializer="ones")
layer(tf.ones([1, 3]))
