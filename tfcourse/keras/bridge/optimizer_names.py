"""What optimizers are made of: names of old, a step count and a rate as on TensorFlow."""

import functools
import warnings

import jax.numpy as jnp
import keras

from tfcourse.keras.bridge.situation import caller_is_ours, is_traced, to_tensor, user_is_ours

_LR = "`lr` was the name up to Keras 2: write `learning_rate`"
_DECAY = (
    "Argument `decay` is no longer supported and will be ignored: write "
    "`learning_rate=keras.optimizers.schedules.InverseTimeDecay(...)`, or `weight_decay`."
)


class _Former:
    """A name that optimizers had: the error says the new one. Who sets it may."""

    def __get__(self, instance, owner):
        raise AttributeError(f"'{owner.__name__}' object has no attribute 'lr': {_LR}.", name="lr")


def _created(original):
    @functools.wraps(original)
    def __init__(self, *args, **kwargs):
        if "lr" in kwargs:
            raise ValueError(f"Argument(s) not recognized: {{'lr': {kwargs['lr']!r}}}. {_LR}.")
        if kwargs.get("decay") is not None:
            warnings.warn(_DECAY, stacklevel=3)
            del kwargs["decay"]
        original(self, *args, **kwargs)
        if user_is_ours():
            # Integers of Keras are of 64 bits on TensorFlow.
            self._iterations._dtype = "int64"
            self._iterations._value = jnp.asarray(self._iterations._value, jnp.int64)

    return __init__


def _learning_rate(original):
    def get(self):
        # A schedule's is computed, and so a tensor.
        rate = original.fget(self)
        return rate if is_traced() or not caller_is_ours(0) else to_tensor(rate)

    return original.getter(get)


def install():
    """Lets optimizers be made as on TensorFlow."""
    # Keras's own base, behind the one of its backend.
    base = [kind for kind in keras.optimizers.Optimizer.__mro__ if "apply" in vars(kind)][-1]
    base.__init__ = _created(base.__init__)
    base.lr = _Former()
    base.learning_rate = _learning_rate(base.learning_rate)
