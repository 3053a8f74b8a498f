"""Keras 3 on its JAX backend, loaded when a name of it is first used."""

import importlib
import os
import sys


def _load():
    """Returns the installed Keras.

    Raises:
      ImportError: if Keras is not installed, or was imported with another backend.
    """
    if "keras" not in sys.modules:
        os.environ["KERAS_BACKEND"] = "jax"
    try:
        keras = importlib.import_module("keras")
    except ImportError as error:
        raise ImportError("tf.keras needs Keras 3: pip install 'tfcourse[keras]'") from error
    if keras.backend.backend() != "jax":
        raise ImportError(
            f"Keras is already imported with its {keras.backend.backend()} backend. Restart the "
            "kernel and import tfcourse before Keras, or set KERAS_BACKEND=jax."
        )
    return keras


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(_load(), name)
