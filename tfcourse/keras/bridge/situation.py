"""What surrounds a Keras call: who made it, who watches it, and whether Keras traces it."""

import contextlib
import functools
import sys
import types

import jax
import numpy as np
from keras.src.backend import Variable as BackendVariable
from keras.src.backend import get_keras_mask, in_stateless_scope, set_keras_mask

from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.core.variable import Variable

OURS = (Tensor, Variable)
_PACKAGE = "tfcourse"
# Modules under which our classes go by TensorFlow's names.
_PACKAGES = (_PACKAGE, "tensorflow")
_FUNCTIONS = (types.FunctionType, types.MethodType, staticmethod, classmethod, property)


def is_observed() -> bool:
    """Says whether a tape records or a graph is built."""
    return context.graph is not None or bool(context.tapes)


def is_traced() -> bool:
    """Says whether Keras runs on values of its own: in a kernel of ours, or in its `fit`."""
    return in_stateless_scope()


@contextlib.contextmanager
def isolated():
    """Hides tapes and the graph being built: what runs inside is Keras's own affair."""
    outer = context.graph, context.tapes, context.observe
    context.graph, context.tapes, context.observe = None, (), None
    try:
        yield
    finally:
        context.graph, context.tapes, context.observe = outer


def caller_is_ours(depth: int) -> bool:
    """Says whether the module that called a function uses tfcourse.

    Args:
      depth: How many frames above this function's caller the call stands.
    """
    names = sys._getframe(depth + 2).f_globals
    if names.get("__name__", "").startswith("keras."):
        return False
    # Dictionaries change while they are looked through when another thread runs.
    return any(map(_is_ours, list(names.values())))


def user_is_ours() -> bool:
    """Says whether the module that stands behind a call, past Keras and us, uses tfcourse."""
    frame = sys._getframe(1)
    while frame is not None:
        home = frame.f_globals.get("__name__", "").partition(".")[0]
        if home not in ("keras", _PACKAGE):
            return any(map(_is_ours, list(frame.f_globals.values())))
        frame = frame.f_back
    return False


def _is_ours(value) -> bool:
    if isinstance(value, types.ModuleType):
        return value.__name__.partition(".")[0] == _PACKAGE
    return isinstance(value, OURS)


def _is_of_ours(value) -> bool:
    if _is_ours(value):
        return True
    home = getattr(value, "__module__", None)
    return isinstance(home, str) and home.partition(".")[0] in _PACKAGES


def uses_tfcourse(owner: type) -> bool:
    """Says whether the code of a class of the user's names something of tfcourse."""
    return any(
        _function_uses_tfcourse(function)
        for member in vars(owner).values()
        if isinstance(member, _FUNCTIONS)
        for function in _functions_of(member)
    )


def _functions_of(member):
    if isinstance(member, property):
        return [item for item in (member.fget, member.fset) if item is not None]
    function = getattr(member, "__func__", member)
    return [getattr(function, "__wrapped__", function)]


@functools.lru_cache(1024)
def _function_uses_tfcourse(function) -> bool:
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    cells = [cell.cell_contents for cell in function.__closure__ or () if _is_filled(cell)]
    names = function.__globals__
    return any(map(_is_of_ours, [*cells, *(names.get(name) for name in _names_in(code))]))


def _is_filled(cell) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - raises where it is empty
    except ValueError:
        return False
    return True


def _names_in(code):
    """Yields the names that code uses, and that of functions defined in it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names_in(constant)


def to_tensor(leaf):
    """Returns an array of any kind as our tensor; anything else as it is."""
    if isinstance(leaf, jax.Array):
        mask = get_keras_mask(leaf)
        leaf = EagerTensor(leaf)
        if mask is not None:
            set_keras_mask(leaf, to_tensor(mask))
        return leaf
    if isinstance(leaf, (np.ndarray, np.generic)):
        return convert(leaf)
    return leaf


def to_array(leaf):
    """Returns our tensor or variable as an array; anything else as it is."""
    if isinstance(leaf, Variable):
        leaf = leaf.handle.read()
    if isinstance(leaf, EagerTensor):
        mask = get_keras_mask(leaf)
        array = jax.numpy.asarray(leaf.array)
        if mask is not None:
            set_keras_mask(array, to_array(mask))
        return array
    return leaf


def unwrap(structure):
    """Returns a nested structure with arrays in place of our tensors."""
    return jax.tree_util.tree_map(to_array, structure)


def giving_arrays(function):
    """Returns a function whose results JAX takes: arrays in place of tensors and variables."""

    @functools.wraps(function)
    def arrays(*args, **kwargs):
        return jax.tree_util.tree_map(_to_plain_array, function(*args, **kwargs))

    return arrays


def _to_plain_array(leaf):
    return leaf.value if isinstance(leaf, BackendVariable) else to_array(leaf)


def wrap(structure):
    """Returns a nested structure with our tensors in place of arrays."""
    return jax.tree_util.tree_map(to_tensor, structure)


def standardized(argument):
    """Returns an argument that is data: a number or nested numbers as one tensor."""
    if isinstance(argument, (int, float)) and not isinstance(argument, bool):
        return convert(argument)
    if isinstance(argument, (list, tuple)) and argument:
        leaves = jax.tree_util.tree_leaves(argument)
        if leaves and all(isinstance(leaf, (int, float)) for leaf in leaves):
            return convert(argument)
    return argument
