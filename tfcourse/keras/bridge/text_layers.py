"""Layers of Keras's that look up and split strings: they run on our operations, as on TensorFlow's.

Keras writes them with TensorFlow's operations for every backend, as no other has strings; here they
find tfcourse under that name. Only these modules do: for the rest of Keras there is no TensorFlow.
"""

import functools
import importlib
import types

import keras
from keras.src import backend
from keras.src.utils.backend_utils import TFGraphScope

_FOLDER = "keras.src.layers.preprocessing"
_MODULES = (
    f"{_FOLDER}.hashed_crossing",
    f"{_FOLDER}.hashing",
    f"{_FOLDER}.index_lookup",
    f"{_FOLDER}.integer_lookup",
    f"{_FOLDER}.string_lookup",
    f"{_FOLDER}.text_vectorization",
    "keras.src.utils.tf_utils",
)
KINDS = (
    keras.layers.HashedCrossing,
    keras.layers.Hashing,
    keras.layers.IntegerLookup,
    keras.layers.StringLookup,
    keras.layers.TextVectorization,
)


class _TensorFlow:
    """What these modules find under `tf`: tfcourse, and that it is there."""

    available = True

    def __getattr__(self, name):
        return getattr(importlib.import_module("tfcourse"), name)


class _Backend:
    """What these modules find under `backend`: Keras's, by the name whose way they are to go."""

    def backend(self):
        return "tensorflow"

    def __getattr__(self, name):
        return getattr(backend, name)


class _Functions:
    """Keras's functions of a backend, by any path: those of `keras.ops`, on our tensors."""

    @staticmethod
    def shape(x):
        """Returns the sizes of a tensor, which may be ragged."""
        return tuple(x.shape)

    @staticmethod
    def expand_dims(x, axis):
        """Returns a tensor, which may be of strings, with one more axis."""
        return importlib.import_module("tfcourse").expand_dims(x, axis)

    def one_hot(self, x, num_classes, sparse=False, **options):
        """Returns `keras.ops.one_hot`, which may be a `tf.SparseTensor`."""
        return self._or_sparse(self.__getattr__("one_hot")(x, num_classes, **options), sparse)

    def multi_hot(self, x, num_classes, sparse=False, **options):
        """Returns `keras.ops.multi_hot`, which may be a `tf.SparseTensor`."""
        return self._or_sparse(self.__getattr__("multi_hot")(x, num_classes, **options), sparse)

    @staticmethod
    def _or_sparse(dense, sparse):
        return importlib.import_module("tfcourse").sparse.from_dense(dense) if sparse else dense

    def __getattr__(self, name):
        return getattr(importlib.import_module("tfcourse.keras.ops"), name)


def _backend():
    """Returns what these layers find as Keras's backend for TensorFlow."""
    functions = _Functions()
    module = types.ModuleType("keras.src.backend.tensorflow")
    module.core = module.nn = module.numpy = functions
    module.__getattr__ = functions.__getattr__
    return module


def _on_our_tensors(call):
    @functools.wraps(call)
    def on_our_tensors(self, *args, **kwargs):
        # Where Keras believes to be in a graph of TensorFlow's, it leaves results as they are.
        with TFGraphScope():
            return call(self, *args, **kwargs)

    # Not of Keras: a layer that is called runs it in Python, on our tensors.
    on_our_tensors.__module__ = __name__
    return on_our_tensors


def install():
    """Lets the layers of strings run on our operations."""
    for name in _MODULES:
        module = importlib.import_module(name)
        module.tf, module.backend = _TensorFlow(), _Backend()
    backend.tensorflow = _backend()
    for kind in KINDS:
        kind.call = _on_our_tensors(kind.call)
