"""Layers of the user's where Keras traces them: their `call` is given our tensors, too."""

import functools

import jax
import jax.numpy as jnp
import keras

from tfcourse.function.lower import sizes_unknown
from tfcourse.keras.bridge.inference import PROBES
from tfcourse.keras.bridge.situation import OURS, is_traced, unwrap, uses_tfcourse, wrap


def is_of_keras(function) -> bool:
    """Says whether a function, method or class is defined in Keras itself."""
    return (getattr(function, "__module__", None) or "").partition(".")[0] == "keras"


def _border(call):
    """Returns a user's `call` that is given our tensors where Keras traces it."""

    @functools.wraps(call)
    def bordered(self, *args, **kwargs):
        leaves = jax.tree_util.tree_leaves((args, kwargs))
        if not is_traced() or any(isinstance(leaf, OURS) for leaf in leaves):
            return call(self, *args, **kwargs)
        is_exported = getattr(sizes_unknown, "run", None) is not None
        if not is_exported and any(map(_unknown_sizes, leaves)):
            return _results_of_unknown_size(functools.partial(bordered, self), args, kwargs)
        args, kwargs = wrap((args, kwargs))
        return unwrap(call(self, *args, **kwargs))

    return bordered


def _unknown_sizes(leaf) -> list:
    return [size for size in getattr(leaf, "shape", ()) if jax.export.is_symbolic_dim(size)]


def _results_of_unknown_size(call, args, kwargs):
    """Returns zeros of the shapes that a call gives for operands some of whose sizes are unknown.

    Args:
      call: A function of arrays.
      args: Arrays, and anything else.
      kwargs: The same by name.
    """
    leaves, structure = jax.tree_util.tree_flatten((args, kwargs))
    unknown = next(filter(None, map(_unknown_sizes, leaves)))[0]
    arrays = [at for at, leaf in enumerate(leaves) if isinstance(leaf, jax.Array)]

    def of_arrays(*values):
        filled = list(leaves)
        for at, value in zip(arrays, values, strict=True):
            filled[at] = value
        inner_args, inner_kwargs = jax.tree_util.tree_unflatten(structure, filled)
        return call(*inner_args, **inner_kwargs)

    first, second = (
        jax.eval_shape(of_arrays, *(_at_probe(leaves[at], probe) for at in arrays))
        for probe in PROBES
    )

    def zeros(one, other):
        sizes = [
            a if a == b else unknown * (a // PROBES[0]) if a % PROBES[0] == 0 else unknown
            for a, b in zip(one.shape, other.shape, strict=True)
        ]
        return jnp.zeros(sizes, one.dtype)

    return jax.tree_util.tree_map(zeros, first, second)


def _at_probe(array, probe):
    sizes = [probe if jax.export.is_symbolic_dim(size) else size for size in array.shape]
    return jax.ShapeDtypeStruct(sizes, array.dtype)


def subclassed(cls, **keywords):
    """Is told of each new class of layers: `Layer.__init_subclass__`."""
    super(keras.layers.Layer, cls).__init_subclass__(**keywords)
    if "call" in vars(cls) and not is_of_keras(cls) and uses_tfcourse(cls):
        cls.call = _border(cls.call)
