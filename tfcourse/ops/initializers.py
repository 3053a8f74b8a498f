"""Initializers: objects that make the first value of a variable from its shape."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.ops import random
from tfcourse.ops.creation import constant, ones, zeros
from tfcourse.ops.stateless_random import stateless_normal, stateless_uniform


def _numeric(dtype):
    dtype = dtypes.as_dtype(dtype)
    if not (dtype.is_floating or dtype.is_integer or dtype.is_complex or dtype.is_bool):
        raise ValueError(f"Argument `dtype` expected to be numeric or boolean. Received {dtype}.")
    return dtype


def _floating(dtype):
    dtype = dtypes.as_dtype(dtype)
    if not dtype.is_floating:
        raise ValueError(f"Argument `dtype` is expected to be floating point. Received: {dtype}.")
    return dtype


class _Initializer:
    """Keeps its arguments as its configuration."""

    def __init__(self, **configuration):
        self._configuration = configuration
        for name, value in configuration.items():
            setattr(self, name, value)

    def get_config(self) -> dict:
        """Returns the arguments it was made with."""
        return dict(self._configuration)

    @classmethod
    def from_config(cls, config: dict):
        """Returns an initializer made with the arguments of another."""
        return cls(**{key: value for key, value in config.items() if key != "dtype"})


@export("zeros_initializer")
class zeros_initializer(_Initializer):
    """Makes zeros.

    Example:
      >>> import tfcourse as tf
      >>> tf.zeros_initializer()([2]).numpy().tolist()
      [0.0, 0.0]

    Source: `tf.zeros_initializer`.
    """

    def __init__(self):
        super().__init__()

    def __call__(self, shape, dtype=dtypes.float32, **kwargs):
        """Returns a tensor of zeros of a shape and dtype."""
        return zeros(shape, _numeric(dtype))


@export("ones_initializer")
class ones_initializer(_Initializer):
    """Makes ones.

    Source: `tf.ones_initializer`.
    """

    def __init__(self):
        super().__init__()

    def __call__(self, shape, dtype=dtypes.float32, **kwargs):
        """Returns a tensor of ones of a shape and dtype."""
        return ones(shape, _numeric(dtype))


@export("constant_initializer")
class constant_initializer(_Initializer):
    """Makes tensors of given values.

    Args:
      value: A number, or data with as many elements as the shapes asked for.
      support_partition: Unused; kept for TensorFlow's signature.

    Source: `tf.constant_initializer`.
    """

    def __init__(self, value=0, support_partition=False):
        if not (np.isscalar(value) or isinstance(value, (list, tuple, np.ndarray))):
            raise TypeError(
                f"Invalid type for initial value: {type(value).__name__}. Expected Python scalar, "
                "list or tuple of values, or numpy.ndarray."
            )
        super().__init__(value=value)

    def __call__(self, shape, dtype=None, **kwargs):
        """Returns a tensor of the values in a shape; `dtype` is theirs by default."""
        return constant(self.value, dtype=dtype, shape=shape)


@export("random_uniform_initializer")
class random_uniform_initializer(_Initializer):
    """Draws uniform numbers.

    Args:
      minval: The lower bound, included.
      maxval: The upper bound, excluded.
      seed: A seed with which every call draws the same numbers, or None.

    Source: `tf.random_uniform_initializer`.
    """

    def __init__(self, minval=-0.05, maxval=0.05, seed=None):
        super().__init__(minval=minval, maxval=maxval, seed=seed)

    def __call__(self, shape, dtype=dtypes.float32, **kwargs):
        """Returns a tensor of a shape and a float or integer dtype."""
        dtype = dtypes.as_dtype(dtype)
        if self.seed is None:
            return random.uniform(shape, self.minval, self.maxval, dtype)
        return stateless_uniform(shape, [self.seed, 0], self.minval, self.maxval, dtype)


@export("random_normal_initializer")
class random_normal_initializer(_Initializer):
    """Draws normal numbers.

    Args:
      mean: The mean.
      stddev: The standard deviation.
      seed: A seed with which every call draws the same numbers, or None.

    Source: `tf.random_normal_initializer`.
    """

    def __init__(self, mean=0.0, stddev=0.05, seed=None):
        super().__init__(mean=mean, stddev=stddev, seed=seed)

    def __call__(self, shape, dtype=dtypes.float32, **kwargs):
        """Returns a tensor of a shape and a float dtype."""
        dtype = _floating(dtype)
        if self.seed is None:
            return random.normal(shape, self.mean, self.stddev, dtype)
        return stateless_normal(shape, [self.seed, 0], self.mean, self.stddev, dtype)
