"""Shapes that Keras infers, of functions of the user's with our operations in them."""

import functools

import jax
import keras

from tfcourse.core.errors import OpError
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.keras.bridge.situation import giving_arrays, isolated, to_array

# Sizes to infer shapes at where Keras does not know one: our operations need numbers.
PROBES = (2520, 5040)


def _is_unknown(leaf) -> bool:
    return isinstance(leaf, keras.KerasTensor) and None in leaf.shape


def _at_probe(leaf, probe):
    if not _is_unknown(leaf):
        return leaf
    sizes = [probe if size is None else size for size in leaf.shape]
    return keras.KerasTensor(tuple(sizes), leaf.dtype, sparse=leaf.sparse)


def _merged(first, second):
    """Returns a spec whose sizes are unknown where those of two probes differ."""
    if not isinstance(first, keras.KerasTensor):
        return first
    pairs = zip(first.shape, second.shape, strict=True)
    shape = tuple(one if one == other else None for one, other in pairs)
    return keras.KerasTensor(shape, first.dtype, sparse=first.sparse)


def _from_probes(infer, args, kwargs):
    specs = []
    for probe in PROBES:
        at_probe = functools.partial(_at_probe, probe=probe)
        some_args, some_kwargs = keras.tree.map_structure(at_probe, (args, kwargs))
        specs.append(infer(*some_args, **some_kwargs))
    return keras.tree.map_structure(_merged, *specs)


def _abstract(leaf):
    """Returns what Keras infers shapes from in place of a tensor or variable of ours."""
    if isinstance(leaf, Tensor) and not isinstance(leaf, EagerTensor):
        return keras.KerasTensor(tuple(leaf.shape), leaf.dtype.name)
    return to_array(leaf)


def taught(original):
    """Returns `compute_output_spec` for functions that may give our tensors.

    Args:
      original: Keras's, which tries a function on sizes that are symbols.
    """

    @functools.wraps(original)
    def compute_output_spec(fn, *args, **kwargs):
        fn = giving_arrays(fn)
        args, kwargs = jax.tree_util.tree_map(_abstract, (args, kwargs))
        with isolated():
            try:
                return original(fn, *args, **kwargs)
            except Exception as error:
                if any(map(_is_unknown, jax.tree_util.tree_leaves((args, kwargs)))):
                    # Symbols are beyond some of our operations, and of the user's Python.
                    return _from_probes(functools.partial(original, fn), args, kwargs)
                if isinstance(error, OpError):
                    # As for shapes that do not fit in any graph; and Keras makes it anew.
                    raise ValueError(error.message) from None
                raise

    return compute_output_spec
