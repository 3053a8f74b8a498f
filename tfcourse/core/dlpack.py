"""Sharing memory with other libraries by DLPack."""

import jax
import numpy as np

from tfcourse.core.export import export
from tfcourse.core.tensor import EagerTensor


@export("experimental.dlpack.to_dlpack")
def to_dlpack(tf_tensor):
    """Returns a DLPack capsule that shares a tensor's memory.

    Args:
      tf_tensor: An eager tensor of any numeric dtype and shape.

    Source: `tf.experimental.dlpack.to_dlpack`.
    """
    return tf_tensor.__dlpack__()


class _Capsule:
    """Gives a bare capsule the protocol that NumPy asks for."""

    def __init__(self, capsule):
        self._capsule = capsule

    def __dlpack__(self, **options):
        return self._capsule

    def __dlpack_device__(self):
        return (1, 0)


@export("experimental.dlpack.from_dlpack")
def from_dlpack(dlcapsule):
    """Returns a tensor for a DLPack capsule, or for an object with the protocol.

    Args:
      dlcapsule: The capsule; it is used up.

    Source: `tf.experimental.dlpack.from_dlpack`.
    """
    if hasattr(dlcapsule, "__dlpack__"):
        return EagerTensor(jax.dlpack.from_dlpack(dlcapsule))
    return EagerTensor(np.from_dlpack(_Capsule(dlcapsule)))
