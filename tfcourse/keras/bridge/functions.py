"""Keras functions on our tensors: each call is one operation.

`keras.ops` and all that is built of it (activations, losses, user layers) end in functions of
Keras's backend. Those are taught to take our tensors; without one they are what they were.
"""

import functools
import inspect

import jax
import keras
import numpy as np
from keras.src import backend
from keras.src.random.seed_generator import global_seed_generator

from tfcourse.core import dtypes
from tfcourse.core.convert import convert, register_converter
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.keras.bridge import control_flow, inference
from tfcourse.keras.bridge.call import Calls, run_as_op
from tfcourse.keras.bridge.situation import (
    OURS,
    is_observed,
    is_traced,
    isolated,
    to_tensor,
    unwrap,
    wrap,
)
from tfcourse.ops.casting import cast
from tfcourse.ops.shapes import shape as shape_of_tensor

_FAMILIES = ("core", "image", "linalg", "math", "nn", "numpy", "random", "rnn")
# What they are asked is what our tensors are, not what is computed of them.
_QUESTIONS = frozenset(
    ["compute_output_spec", "convert_to_numpy", "convert_to_tensor", "cast", "is_tensor", "shape"]
)


_DATA = (bool, int, float, np.ndarray, np.generic, jax.Array, keras.Variable)
_STATEFUL = (keras.Variable, keras.random.SeedGenerator)


# What gives indices, of 32 bits to Keras, but not to JAX as we set it up.
_INDEXING = frozenset(
    [
        "argmax",
        "argmin",
        "argpartition",
        "argsort",
        "bincount",
        "count_nonzero",
        "digitize",
        "nonzero",
        "searchsorted",
        "top_k",
    ]
)


def _with_short_indices(function):
    """Returns a function whose indices are of 32 bits, unless its operands are of 64."""

    @functools.wraps(function)
    def short(*args, **kwargs):
        leaves = jax.tree_util.tree_leaves((args, kwargs))
        results = function(*args, **kwargs)
        if any(getattr(leaf, "dtype", None) == np.int64 for leaf in leaves):
            return results
        return jax.tree_util.tree_map(
            lambda leaf: leaf.astype(np.int32) if leaf.dtype == np.int64 else leaf, results
        )

    return short


def _is_ours(leaves) -> bool:
    return any(isinstance(leaf, OURS) for leaf in leaves)


def _taught(function, draws=False):
    """Returns a backend function that takes our tensors.

    Args:
      function: The function.
      draws: Whether it gives random numbers: without a seed, from Keras's own generator.
    """
    calls = Calls()

    @functools.wraps(function)
    def taught(*args, **kwargs):
        if draws and is_observed() and kwargs.get("seed") is None:
            # Its state is then one of the operation's variables.
            kwargs["seed"] = global_seed_generator()
        leaves = jax.tree_util.tree_leaves((args, kwargs))
        if is_observed():
            is_stateful = any(isinstance(leaf, _STATEFUL) for leaf in leaves)
            if is_stateful or _is_ours(leaves):
                return run_as_op(function.__name__, function, args, kwargs, calls)[0]
            # A constant: among tensors of ours, JAX's arrays would take operators for themselves.
            with isolated():
                return _wrapped(function(*args, **kwargs))
        if not _is_ours(leaves):
            return function(*args, **kwargs)
        if is_traced():
            return wrap(function(*unwrap(args), **unwrap(kwargs)))
        return run_as_op(function.__name__, function, args, kwargs, calls)[0]

    return taught


def _is_tensor(original):
    @functools.wraps(original)
    def is_tensor(x):
        return isinstance(x, Tensor) or original(x)

    return is_tensor


def _convert_to_tensor(original):
    @functools.wraps(original)
    def convert_to_tensor(x, dtype=None, **options):
        if not isinstance(x, OURS) and not _is_observed_data(x):
            if isinstance(x, (list, tuple)) and _is_ours(jax.tree_util.tree_leaves(x)):
                return _cast(convert(x), dtype)
            if dtype is None and isinstance(x, (bool, int, float, list, tuple)):
                # Python numbers are of 32 bits to Keras, but not to JAX as we set it up.
                x = convert_data(x)
            return original(x, dtype=dtype, **options)
        return _cast(convert(to_tensor(x)), dtype)

    return convert_to_tensor


def _is_observed_data(x) -> bool:
    """Says whether a value is data that a tape or graph must see as a tensor of ours."""
    if not is_observed():
        return False
    return isinstance(x, _DATA) or (
        isinstance(x, (list, tuple))
        and all(isinstance(leaf, _DATA) for leaf in jax.tree_util.tree_leaves(x))
    )


def convert_data(data):
    """Returns Python numbers as a NumPy array of TensorFlow's dtype; other data as it is."""
    leaves = jax.tree_util.tree_leaves(data)
    if leaves and all(isinstance(leaf, (bool, int, float)) for leaf in leaves):
        return convert(data).numpy()
    return data


def _cast(tensor, dtype):
    if dtype is None:
        return tensor
    wanted = dtypes.as_dtype(backend.standardize_dtype(dtype))
    if tensor.dtype is wanted:
        return tensor
    result = cast(tensor, wanted)
    mask = backend.get_keras_mask(tensor)
    if mask is not None:
        backend.set_keras_mask(result, mask)
    return result


def _cast_function(original):
    @functools.wraps(original)
    def cast_(x, dtype):
        if isinstance(x, OURS) or _is_observed_data(x):
            return _cast(convert(to_tensor(x)), dtype)
        return original(x, dtype)

    return cast_


def _convert_to_numpy(original):
    @functools.wraps(original)
    def convert_to_numpy(x):
        return x.numpy() if isinstance(x, OURS) else original(x)

    return convert_to_numpy


def _shape(original):
    @functools.wraps(original)
    def shape(x):
        if not isinstance(x, OURS):
            return original(x)
        sizes = x.shape.as_list()
        if None in sizes:
            known = shape_of_tensor(x)
            sizes = [known[axis] if size is None else size for axis, size in enumerate(sizes)]
        return tuple(sizes)

    return shape


_ANSWERS = {
    "cast": _cast_function,
    "compute_output_spec": inference.taught,
    "convert_to_numpy": _convert_to_numpy,
    "convert_to_tensor": _convert_to_tensor,
    "is_tensor": _is_tensor,
    "shape": _shape,
}


def giving_tensors(function):
    """Returns a Keras function as `tf.keras` has it: given data, it gives our tensors."""

    @functools.wraps(function)
    def public(*args, **kwargs):
        leaves = jax.tree_util.tree_leaves((args, kwargs))
        if any(isinstance(leaf, keras.KerasTensor) for leaf in leaves) or (
            is_traced() and not is_observed()
        ):
            return function(*args, **kwargs)
        if _is_ours(leaves) or is_observed():
            return _wrapped(function(*map(to_tensor, args), **kwargs))
        with isolated():
            return _wrapped(function(*map(convert_floats, args), **kwargs))

    return public


def convert_floats(argument):
    """Returns nested Python floats as an array; shapes and axes stay what they are."""
    leaves = jax.tree_util.tree_leaves(argument)
    if isinstance(argument, (list, tuple)) and any(isinstance(leaf, float) for leaf in leaves):
        return convert_data(argument)
    return argument


def _wrapped(results):
    """Returns results with our tensors for Keras's arrays; NumPy arrays stay."""
    return jax.tree_util.tree_map(
        lambda leaf: EagerTensor(leaf) if isinstance(leaf, jax.Array) else leaf, results
    )


def _refuse_symbolic(value, dtype):
    # Keras's own error: what it says of TensorFlow functions holds for ours.
    return value.__tf_tensor__(dtype)


def install():
    """Teaches the functions of Keras's backend about our tensors."""
    register_converter(keras.KerasTensor, _refuse_symbolic)
    control_flow.install()
    modules = [backend, *(getattr(backend, name, None) for name in _FAMILIES)]
    for name, answer in _ANSWERS.items():
        original = getattr(backend, name)
        taught = answer(original)
        for module in modules:
            if getattr(module, name, None) is original:
                setattr(module, name, taught)
    for family in _FAMILIES:
        module = getattr(backend, family, None)
        for name, function in list(vars(module).items()) if module is not None else ():
            is_own = inspect.isfunction(function) and function.__module__ == module.__name__
            if not is_own or name.startswith("_") or name in _QUESTIONS | control_flow.NAMES:
                continue
            own = _with_short_indices(function) if name in _INDEXING else function
            taught = _taught(own, draws=family == "random")
            setattr(module, name, taught)
            if getattr(backend, name, None) is function:
                setattr(backend, name, taught)
