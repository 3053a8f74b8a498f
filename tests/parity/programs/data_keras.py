"""Keras over datasets: what `fit`, `evaluate`, `predict` and `adapt` make of them."""

# %% fit, evaluate and predict  [rtol=1e-5]
keras = tf.keras
keras.utils.set_random_seed(1)
x = np.random.rand(32, 4).astype("float32")
y = (x.sum(1) > 2).astype("int32")
dataset = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(32).batch(8)
model = keras.Sequential(
    [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2)]
)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile("sgd", loss, metrics=["accuracy"])
model.fit(dataset, epochs=2, verbose=0).history
model.fit(dataset.repeat(), epochs=2, steps_per_epoch=3, verbose=0, validation_data=dataset).history
model.evaluate(dataset, verbose=0)
model.predict(dataset.map(lambda x, y: x), verbose=0).shape
model.fit(dataset, verbose=0, class_weight={0: 1.0, 1: 2.0}).history
attempt(model.fit, dataset, y, verbose=0)

# %% adapt  [rtol=1e-4, atol=1e-6]
x = np.arange(24, dtype=np.float32).reshape(12, 2)
layer = tf.keras.layers.Normalization()
layer.adapt(tf.data.Dataset.from_tensor_slices(x).batch(5))
np.asarray(layer(x[:2]))

# %% a loop of one's own over a dataset, in a function  [rtol=1e-5]
keras = tf.keras
keras.utils.set_random_seed(2)
x = np.random.rand(16, 3).astype("float32")
y = x.sum(1, keepdims=True)
dataset = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(16).batch(4)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
optimizer, loss = keras.optimizers.Adam(0.1), keras.losses.MeanSquaredError()


@tf.function
def epoch(dataset):
    last = 0.0
    for inputs, targets in dataset:
        with tf.GradientTape() as tape:
            last = loss(targets, model(inputs, training=True))
        gradients = tape.gradient(last, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return last


epoch(dataset), epoch(dataset), epoch(dataset)
int(optimizer.iterations)
