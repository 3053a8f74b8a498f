"""tf.timestamp: the time at which a program gets there."""

import time

import numpy as np

from tfcourse.core.export import export
from tfcourse.core.op import op


@op("Timestamp", is_host=True, is_stateful=True, is_differentiable=False)
def _timestamp(name=None):
    return np.array(time.time())


@export("timestamp")
def timestamp(name=None):
    """Gives the time since 1970, in seconds.

    Args:
      name: The operation's name in a graph.

    Returns:
      A float64 tensor of shape `()`.

    Example:
      >>> import tfcourse as tf
      >>> tf.timestamp().dtype
      tf.float64

    Source: `tf.timestamp`.
    """
    result = _timestamp(name)
    result.set_shape([])
    return result
