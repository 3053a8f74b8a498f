"""Initializers, regularizers, constraints and schedules: they give our tensors to our users."""

import functools
import inspect

import keras

from tfcourse.keras.bridge.situation import caller_is_ours, is_observed, is_traced, isolated, wrap
from tfcourse.keras.bridge.user_layers import is_of_keras


def _giving_tensors(original):
    @functools.wraps(original)
    def __call__(self, *args, **kwargs):
        if is_traced() or is_observed() or not caller_is_ours(0):
            return original(self, *args, **kwargs)
        return wrap(original(self, *args, **kwargs))

    return __call__


def _initializing(original):
    @functools.wraps(original)
    def __call__(self, *args, **kwargs):
        if is_traced():
            return original(self, *args, **kwargs)
        with isolated():
            values = original(self, *args, **kwargs)
        return wrap(values) if caller_is_ours(0) else values

    return __call__


def install():
    """Lets the callables of Keras give our tensors where the calling module is our user's."""
    roots = {
        keras.initializers.Initializer: _initializing,
        keras.regularizers.Regularizer: _giving_tensors,
        keras.constraints.Constraint: _giving_tensors,
        keras.optimizers.schedules.LearningRateSchedule: _giving_tensors,
    }
    for root, teach in roots.items():
        waiting = [root]
        while waiting:
            kind = waiting.pop()
            own = vars(kind).get("__call__")
            if is_of_keras(kind) and inspect.isfunction(own):
                kind.__call__ = teach(own)
            waiting += kind.__subclasses__()
