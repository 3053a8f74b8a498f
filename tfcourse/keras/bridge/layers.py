"""Layers and models: Keras's own are one operation, the user's run as they are written.

A layer whose code, and that of all layers in it, is Keras's is called as one operation. One that
holds code of the user's runs in Python on our tensors, as in TensorFlow: its operations and the
layers that it calls pass the gate one by one.
"""

import functools

import jax
import keras
from keras.src.backend.common import global_state

from tfcourse.keras.bridge.call import calls_of, run_as_op
from tfcourse.keras.bridge.situation import (
    OURS,
    caller_is_ours,
    is_observed,
    is_traced,
    isolated,
    standardized,
    to_tensor,
    unwrap,
    wrap,
)
from tfcourse.keras.bridge.user_layers import is_of_keras, subclassed


def _is_plain(layer) -> bool:
    """Says whether a layer's code and that of all layers in it is Keras's."""
    return all(
        is_of_keras(type(inner).call) and not isinstance(inner, keras.layers.Lambda)
        for inner in layer._flatten_layers()
    )


def _state(layer):
    """Returns what the operations of a layer depend on besides how it is called."""
    return tuple([(inner.trainable, inner.built) for inner in layer._flatten_layers()])


def _layer_call(original):
    @functools.wraps(original)
    def __call__(self, *args, **kwargs):
        leaves = jax.tree_util.tree_leaves((args, kwargs))
        has_ours = any(isinstance(leaf, OURS) for leaf in leaves)
        if any(isinstance(leaf, keras.KerasTensor) for leaf in leaves):
            return original(self, *args, **kwargs)
        if not is_observed():
            if is_traced():
                return _traced(original, self, args, kwargs, has_ours)
            is_jax = any(isinstance(leaf, jax.core.Tracer) for leaf in leaves)
            if not has_ours and (is_jax or not caller_is_ours(0)):
                return original(self, *args, **kwargs)
        args = tuple(map(standardized, args))
        if _is_plain(self):
            return _as_op(original, self, args, kwargs)
        args, kwargs = jax.tree_util.tree_map(to_tensor, (args, kwargs))
        return original(self, *args, **kwargs)

    return __call__


def _traced(original, layer, args, kwargs, has_ours):
    """Calls a layer on values that Keras or JAX traces."""
    if not has_ours:
        return original(layer, *args, **kwargs)
    if is_of_keras(type(layer).call):
        args, kwargs = unwrap((args, kwargs))
    return wrap(original(layer, *args, **kwargs))


def _preprocessing(original):
    """Returns the `__call__` of layers that prepare data; it stands before that of all."""

    @functools.wraps(original)
    def __call__(self, inputs, *args, **kwargs):
        if not is_traced() and not is_observed() and caller_is_ours(0):
            inputs = jax.tree_util.tree_map(to_tensor, standardized(inputs))
        return original(self, inputs, *args, **kwargs)

    return __call__


def _as_op(original, layer, args, kwargs):
    if not layer.built:
        _build(original, layer, args, kwargs)
    call = functools.partial(original, layer)
    name = type(layer).__name__
    is_outermost = global_state.get_global_attribute("current_call_ctx") is None
    if is_outermost:
        layer._clear_losses()
    results, losses = run_as_op(name, call, args, kwargs, calls_of(layer), _state(layer))
    layer._losses.extend(losses)
    return results


def _build(original, layer, args, kwargs):
    """Makes a layer's variables before its first call is traced."""

    def spec(leaf):
        if not isinstance(leaf, OURS) and not hasattr(leaf, "dtype"):
            return leaf
        leaf = to_tensor(leaf)
        if isinstance(leaf, keras.Variable):
            return leaf
        return keras.KerasTensor(tuple(leaf.shape), leaf.dtype.name)

    with isolated():
        args, kwargs = jax.tree_util.tree_map(spec, (args, kwargs))
        original(layer, *args, **kwargs)


def _losses(original):
    def losses(self):
        found = original.fget(self)
        return found if is_traced() or not caller_is_ours(0) else wrap(found)

    return property(losses, doc=original.__doc__)


def install():
    """Teaches layers about our tensors, tapes and graphs."""
    layer = keras.layers.Layer
    layer.__call__ = _layer_call(layer.__call__)
    for kind in keras.layers.Rescaling.__mro__:
        if kind is not layer and issubclass(kind, layer) and "__call__" in vars(kind):
            kind.__call__ = _preprocessing(kind.__call__)
    layer.losses = _losses(layer.losses)
    layer.__init_subclass__ = classmethod(subclassed)
