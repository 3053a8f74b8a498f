"""Shapes given as tensors: `keras.random.normal(tf.shape(x))`, `keras.ops.zeros(tf.shape(x))`.

On JAX, Keras wants numbers for shapes; on TensorFlow it takes tensors, too. Where the sizes are
known, as they are in eager mode and while Keras traces, they become numbers.
"""

import functools
import inspect

import jax
from keras.src import backend

from tfcourse.core.tensor import Tensor
from tfcourse.ops.static_shapes import static_shape, static_size

_FAMILIES = ("random", "numpy")


def _is_traced(tensor) -> bool:
    return isinstance(getattr(tensor, "array", None), jax.core.Tracer)


def _size(size):
    if not isinstance(size, Tensor) or _is_traced(size):
        return size
    known = static_size(size)
    return size if known is None else known


def known_sizes(shape):
    """Returns a shape with numbers for tensors whose values are known."""
    if isinstance(shape, (list, tuple)):
        return tuple(map(_size, shape))
    if not isinstance(shape, Tensor) or _is_traced(shape):
        return shape
    known = static_shape(shape)
    return tuple(known.as_list()) if known.is_fully_defined() else shape


def _with_known_sizes(function):
    @functools.wraps(function)
    def known(shape, *args, **kwargs):
        return function(known_sizes(shape), *args, **kwargs)

    return known


def install():
    """Lets the functions of Keras's backend that make arrays of a shape take tensors for it."""
    for family in _FAMILIES:
        module = getattr(backend, family)
        for name, function in list(vars(module).items()):
            if inspect.isfunction(function) and not name.startswith("_"):
                first = next(iter(inspect.signature(function).parameters), None)
                if first == "shape":
                    setattr(module, name, _with_known_sizes(function))
