# %% initial weights
tf.keras.utils.set_random_seed(42)
dense = tf.keras.layers.Dense(3)
dense.build((None, 2))
dense.kernel.numpy()
convolution = tf.keras.layers.Conv2D(2, 3, kernel_initializer="he_normal")
convolution.build((None, 8, 8, 1))
convolution.kernel.numpy()
embedding = tf.keras.layers.Embedding(4, 3)
embedding.build()
embedding.embeddings.numpy()

# %% every initializer  [rtol=1e-5, atol=1e-6]
tf.keras.utils.set_random_seed(7)
for name in [
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "lecun_normal",
    "lecun_uniform",
    "orthogonal",
    "random_normal",
    "random_uniform",
    "truncated_normal",
    "variance_scaling",
]:
    show(tf.keras.initializers.get(name)((3, 4)).numpy())

# %% an initializer with a seed draws the same again
initializer = tf.keras.initializers.RandomNormal(seed=3)
initializer((2,)).numpy()
initializer((2,)).numpy()
tf.keras.initializers.RandomUniform(seed=-3)((2,)).numpy()

# %% functions with seeds
random = tf.keras.random
random.normal((3,), 1.5, 2.0, seed=-7).numpy()
random.normal((3,), dtype="float16", seed=1).numpy()
random.uniform((3,), -1, 2, seed=2**40 + 3).numpy()
random.truncated_normal((3,), seed=3).numpy()
random.randint((5,), 0, 10, seed=3).numpy()
random.randint((5,), 0, 10, dtype="uint8", seed=3).numpy()
random.shuffle(np.arange(8), seed=2).numpy()
random.shuffle(np.arange(6).reshape(2, 3), axis=1, seed=2).numpy()
random.gamma((3,), 2.0, seed=1).numpy()
random.gamma((2, 3), [0.5, 1.0, 2.0], seed=1).numpy()
random.beta((3,), 2.0, 0.5, seed=1).numpy()

# %% categories
logits = np.log([[0.1, 0.2, 0.7], [0.3, 0.3, 0.4]]).astype("float32")
tf.keras.random.categorical(logits, 5, seed=1).numpy()

# %% functions without seeds
tf.keras.utils.set_random_seed(5)
for _ in range(3):
    show(tf.keras.random.normal((2,)).numpy())
tf.random.uniform([2]).numpy()

# %% dropout
x = tf.reshape(tf.range(1.0, 13.0), [3, 4])
tf.keras.random.dropout(x, 0.3, seed=1).numpy()
tf.keras.random.dropout(x, 0.3, noise_shape=(None, 1), seed=1).numpy()
tf.keras.utils.set_random_seed(1)
layer = tf.keras.layers.Dropout(0.5)
layer(x, training=True).numpy()
layer(x, training=True).numpy()
tf.keras.layers.GaussianNoise(0.5)(x, training=True).numpy()
tf.keras.layers.SpatialDropout1D(0.5)(tf.ones([2, 2, 3]), training=True).numpy()

# %% seed generators
generator = tf.keras.random.SeedGenerator(5)
generator.next().numpy()
generator.next().numpy()
generator.state.dtype


@tf.function
def following():
    return generator.next()


following().numpy()
following().numpy()

# %% in a function of unknown batch size
layer = tf.keras.layers.Dropout(0.5, seed=4)
generator = tf.keras.random.SeedGenerator(5)


@tf.function(input_signature=[tf.TensorSpec([None, 3])])
def call(x):
    return layer(x, training=True), tf.keras.random.normal((2,), seed=generator)


for count in [2, 3]:
    for result in call(tf.ones([count, 3])):
        show(result.numpy())

# %% fit from a seed  [rtol=2e-6]
tf.keras.utils.set_random_seed(1)
x = np.random.default_rng(0).normal(size=(50, 4)).astype("float32")
y = (x.sum(1) > 0).astype("int32")
model = tf.keras.Sequential(
    [
        tf.keras.layers.Dense(8, activation="relu"),
        tf.keras.layers.Dropout(0.5),
        tf.keras.layers.GaussianNoise(0.1),
        tf.keras.layers.Dense(2),
    ]
)
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
show(model.fit(x, y, batch_size=8, epochs=3, verbose=0).history["loss"])
show(model.fit(x, y, batch_size=8, validation_split=0.2, verbose=0).history)
