"""Keras calls that meet our tensors, tapes and graphs (see README.md)."""

from tfcourse.keras.loading import import_keras

# With its JAX backend, before a module here imports it.
import_keras()
