"""`import keras` beside `import tfcourse`: Keras on JAX, and later the same as `tf.keras`.

Keras looks for its backend while it is imported, and would choose TensorFlow, which need not be
there. It is left as it is otherwise: what knows our tensors comes with the first use of `tf.keras`.
"""

import importlib.abc
import importlib.util
import os
import sys


class _Loader(importlib.abc.Loader):
    """Loads Keras as its own loader does, on its JAX backend."""

    def __init__(self, loader):
        self._loader = loader

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        from tfcourse.keras.loading import on_jax

        with on_jax():
            self._loader.exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds Keras once, for whoever imports it first."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname != "keras" or not _is_ours():
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


def _is_ours() -> bool:
    """Says whether the backend that was asked for, if any, is the one that we run on."""
    backend = os.environ.get("KERAS_BACKEND", "jax")
    if backend != "tensorflow":
        return backend == "jax"
    # Code for TensorFlow says so; where there is none, it means us.
    module = sys.modules.get("tensorflow")
    if module is not None:
        return module.__name__ == "tfcourse"
    return importlib.util.find_spec("tensorflow") is None


sys.meta_path.insert(0, _Finder())
