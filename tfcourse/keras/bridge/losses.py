"""Losses and metrics on our tensors."""

import functools
import inspect

import jax
import keras

from tfcourse.keras.bridge.call import calls_of, run_as_op
from tfcourse.keras.bridge.situation import (
    OURS,
    caller_is_ours,
    is_observed,
    is_traced,
    standardized,
    to_tensor,
    unwrap,
    wrap,
)
from tfcourse.keras.bridge.user_layers import is_of_keras


def _is_plain(owner, method) -> bool:
    """Says whether what a loss or metric computes is Keras's code."""
    inner = getattr(owner, "fn", None) or getattr(owner, "_fn", None)
    code = getattr(type(owner), method, None)
    return is_of_keras(code) and (inner is None or is_of_keras(inner))


def _method(original, decides):
    """Returns a method that is one operation where our tensors, tapes or graphs are met.

    Args:
      original: Keras's method.
      decides: The name of the method that a user overrides to say what is computed.
    """
    name = original.__name__

    @functools.wraps(original)
    def method(self, *args, **kwargs):
        leaves = jax.tree_util.tree_leaves((args, kwargs))
        has_ours = any(isinstance(leaf, OURS) for leaf in leaves)
        if not is_observed():
            if is_traced():
                if not has_ours:
                    return original(self, *args, **kwargs)
                return wrap(original(self, *unwrap(args), **unwrap(kwargs)))
            is_jax = any(isinstance(leaf, jax.core.Tracer) for leaf in leaves)
            if not has_ours and (is_jax or not caller_is_ours(0)):
                return original(self, *args, **kwargs)
        args = tuple(map(standardized, args))
        kwargs = {key: standardized(value) for key, value in kwargs.items()}
        if not _is_plain(self, decides):
            args, kwargs = jax.tree_util.tree_map(to_tensor, (args, kwargs))
            return original(self, *args, **kwargs)
        call = functools.partial(original, self)
        kind = f"{type(self).__name__}_{name}".replace("___call__", "")
        return run_as_op(kind, call, args, kwargs, calls_of(self), name)[0]

    return method


def _metric_call(original):
    @functools.wraps(original)
    def __call__(self, *args, **kwargs):
        leaves = jax.tree_util.tree_leaves((args, kwargs))
        has_ours = any(isinstance(leaf, OURS) for leaf in leaves)
        if is_traced() or not (has_ours or is_observed() or caller_is_ours(0)):
            return original(self, *args, **kwargs)
        args, kwargs = jax.tree_util.tree_map(to_tensor, (tuple(map(standardized, args)), kwargs))
        return wrap(original(self, *args, **kwargs))

    return __call__


def _metric_classes():
    """Yields the classes of Keras's metrics, those not public among them."""
    waiting = [keras.metrics.Metric]
    while waiting:
        kind = waiting.pop()
        if is_of_keras(kind):
            yield kind
        waiting += kind.__subclasses__()


def install():
    """Teaches losses and metrics about our tensors, tapes and graphs."""
    loss = keras.losses.Loss
    loss.__call__ = _method(loss.__call__, "call")
    metric = keras.metrics.Metric
    metric.__call__ = _metric_call(metric.__call__)
    for kind in _metric_classes():
        for name in ("update_state", "result", "reset_state"):
            own = vars(kind).get(name)
            if inspect.isfunction(own):
                setattr(kind, name, _method(own, name))
