"""Finds the installed Keras and imports it with its JAX backend."""

import contextlib
import functools
import importlib
import os
import sys

_OLDEST = (3, 10)


@functools.cache
def load():
    """Returns the installed Keras, taught about our tensors.

    Raises:
      ImportError: if Keras is not installed, is too old, or was imported with another backend.
    """
    keras = import_keras()
    from tfcourse.keras.bridge.install import install

    install(keras)
    return keras


@functools.cache
def import_keras():
    """Returns the installed Keras as it is; errors are those of `load`."""
    keras = _imported()
    _check(keras)
    return keras


def _imported():
    if "keras" in sys.modules:
        return sys.modules["keras"]
    with on_jax():
        try:
            return importlib.import_module("keras")
        except ImportError as error:
            raise ImportError("tf.keras needs Keras 3: pip install 'tfcourse[keras]'") from error


@contextlib.contextmanager
def on_jax():
    """Lets a Keras that is imported meanwhile choose its JAX backend."""
    before = os.environ.get("KERAS_BACKEND")
    # Keras looks at it only while it is imported; what else runs in the process keeps its own.
    os.environ["KERAS_BACKEND"] = "jax"
    try:
        yield
    finally:
        if before is None:
            del os.environ["KERAS_BACKEND"]
        else:
            os.environ["KERAS_BACKEND"] = before


def _check(keras):
    version = getattr(keras, "__version__", "0")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    oldest = ".".join(map(str, _OLDEST))
    if numbers < _OLDEST:
        raise ImportError(
            f"tf.keras needs Keras {oldest} or later, and Keras {version} is installed: "
            "pip install --upgrade keras"
        )
    backend = keras.config.backend()
    if backend != "jax":
        raise ImportError(
            f"Keras is already imported with its {backend} backend. Restart the kernel and import "
            "tfcourse before Keras, or set KERAS_BACKEND=jax."
        )
