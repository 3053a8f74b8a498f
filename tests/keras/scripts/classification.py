"""Three clouds of points, told apart by a network that `fit` trains."""

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

keras.utils.set_random_seed(42)

# Points around three centres, and the number of the centre that each belongs to.
generator = np.random.default_rng(0)
labels = generator.integers(3, size=600)
centres = np.array([[0.0, 1.5], [1.5, -1.0], [-1.5, -1.0]])
points = (centres[labels] + generator.normal(scale=0.8, size=(600, 2))).astype("float32")
x_train, y_train, x_test, y_test = points[:500], labels[:500], points[500:], labels[500:]

model = keras.Sequential(
    [
        keras.Input(shape=(2,)),
        layers.Normalization(mean=0.0, variance=1.5),
        layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-3)),
        layers.BatchNormalization(),
        layers.Dropout(0.3),
        layers.Dense(16, activation="tanh", kernel_initializer="he_normal"),
        layers.Dense(3, activation="softmax"),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
history = model.fit(
    x_train,
    y_train,
    batch_size=32,
    epochs=5,
    validation_split=0.1,
    callbacks=[keras.callbacks.ReduceLROnPlateau(monitor="val_loss", patience=1, factor=0.5)],
    verbose=0,
)
for epoch, (loss, validation, accuracy) in enumerate(
    zip(
        history.history["loss"],
        history.history["val_loss"],
        history.history["accuracy"],
        strict=True,
    )
):
    print(f"epoch {epoch}: loss {loss:.6f}, val_loss {validation:.6f}, accuracy {accuracy:.4f}")

loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"test: loss {loss:.6f}, accuracy {accuracy:.4f}")

probabilities = model.predict(x_test[:4], verbose=0)
for point, row in zip(x_test[:4], probabilities, strict=True):
    print(f"{point[0]:.3f} {point[1]:.3f} -> class {tf.argmax(row).numpy()} ({row.max():.4f})")
