"""Branches and loops of `keras.ops`: TensorFlow's, where our tensors, tapes or graphs are met.

What a branch or body takes from outside is seen by tapes and graphs, as its operands are.
"""

import functools
import sys

import jax
from keras.src import backend, tree

from tfcourse.core.convert import convert
from tfcourse.core.tensor import Tensor
from tfcourse.keras.bridge.situation import (
    OURS,
    giving_arrays,
    is_observed,
    is_traced,
    to_tensor,
    unwrap,
    user_is_ours,
)


def _tf():
    return sys.modules["tfcourse"]


def _tensors(structure):
    return tree.map_structure(lambda leaf: convert(to_tensor(leaf)), structure)


def _cond(pred, true_fn, false_fn):
    return _tf().cond(convert(to_tensor(pred)), true_fn, false_fn)


def _switch(index, branches, *operands):
    operands = _tensors(operands)
    calls = [functools.partial(branch, *operands) for branch in branches]
    index = _tf().clip_by_value(convert(to_tensor(index)), 0, len(calls) - 1)
    return _tf().switch_case(index, calls)


def _while_loop(cond, body, loop_vars, maximum_iterations=None):
    is_single = not isinstance(loop_vars, (list, tuple))

    def step(*values):
        results = body(*values)
        return (results,) if is_single else tuple(results)

    start = _tensors((loop_vars,) if is_single else tuple(loop_vars))
    results = _tf().while_loop(cond, step, start, maximum_iterations=maximum_iterations)
    return results[0] if is_single else tuple(results)


def _fori_loop(lower, upper, body_fun, init_val):
    _, result = _while_loop(
        lambda at, _: at < upper, lambda at, value: (at + 1, body_fun(at, value)), (lower, init_val)
    )
    return result


def _scan(f, init, xs=None, length=None, reverse=False, unroll=1):
    xs = None if xs is None else _tensors(xs)
    count = length if xs is None else _length(xs)
    carry, results = _tensors(init), []
    for at in reversed(range(count)) if reverse else range(count):
        carry, result = f(carry, None if xs is None else _element(xs, at))
        results.append(result)
    if reverse:
        results.reverse()
    return carry, _stacked(results)


def _map(f, xs):
    xs = _tensors(xs)
    count = _length(xs)
    return _stacked([f(_element(xs, at)) for at in range(count)])


def _element(xs, at):
    return tree.map_structure(lambda x: x[at], xs)


def _length(xs) -> int:
    """Returns how many elements nested tensors have; of what a graph must know, as Keras needs."""
    return tree.flatten(xs)[0].shape[0]


def _stacked(results):
    return tree.map_structure(
        lambda *parts: None if parts[0] is None else _tf().stack(parts), *results
    )


_OURS = {
    "cond": _cond,
    "fori_loop": _fori_loop,
    "map": _map,
    "scan": _scan,
    "switch": _switch,
    "vectorized_map": _map,
    "while_loop": _while_loop,
}


def _taught(original):
    ours = _OURS[original.__name__]

    @functools.wraps(original)
    def taught(*args, **kwargs):
        leaves = jax.tree_util.tree_leaves((args, kwargs))
        has_ours = any(isinstance(leaf, OURS) for leaf in leaves)
        if is_observed() or (not is_traced() and (has_ours or user_is_ours())):
            return ours(*args, **kwargs)
        args, kwargs = tree.map_structure(_for_jax, unwrap((args, kwargs)))
        return original(*args, **kwargs)

    return taught


def _for_jax(leaf):
    return giving_arrays(leaf) if callable(leaf) and not isinstance(leaf, jax.Array) else leaf


def _custom_gradient(original):
    @functools.wraps(original)
    def custom_gradient(fun):
        theirs = original(fun)

        @functools.wraps(fun)
        def call(*args, **kwargs):
            if is_observed() or any(isinstance(arg, Tensor) for arg in args):
                return _tf().custom_gradient(fun)(*_tensors(args), **kwargs)
            return theirs(*args, **kwargs)

        return call

    return custom_gradient


def install():
    """Teaches the control flow of Keras's backend about our tensors."""
    for name in _OURS:
        setattr(backend.core, name, _taught(getattr(backend.core, name)))
    backend.core.custom_gradient = _custom_gradient(backend.core.custom_gradient)
    # Looked up in either place.
    for name in (*_OURS, "custom_gradient"):
        if hasattr(backend, name):
            setattr(backend, name, getattr(backend.core, name))


NAMES = frozenset([*_OURS, "custom_gradient"])
