"""Cotangents of which only some rows are not zero: gradients of gathered rows.

Inside of a gradient program they are `Rows` of arrays; outside, `tf.IndexedSlices` of tensors.
"""

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.handle import Handle
from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.casting import cast
from tfcourse.ops.joining import concat
from tfcourse.ops.math import add
from tfcourse.ops.shapes import shape


class Rows(NamedTuple):
    """Rows of a larger array; rows for one index are to be added up.

    Attributes:
      values: Array of shape [n, ...].
      indices: Integer array of shape [n].
      shape: The shape of the larger array.
    """

    values: object
    indices: object
    shape: tuple[int, ...]

    def dense(self):
        """Returns the larger array."""
        zeros = jnp.zeros(self.shape, self.values.dtype)
        return zeros.at[self.indices].add(self.values, mode="drop", wrap_negative_indices=False)


def gathered_rows(params, indices, cotangent) -> Rows:
    """Returns the cotangent of what rows were gathered from, given the cotangent of the rows."""
    rest = params.shape[1:]
    size = int(np.prod(indices.shape))
    return Rows(jnp.reshape(cotangent, (size, *rest)), jnp.reshape(indices, (size,)), params.shape)


def dense(cotangent):
    """Returns a cotangent inside of a program as an array."""
    return cotangent.dense() if isinstance(cotangent, Rows) else cotangent


def summed(one, other):
    """Returns the sum of two cotangents inside of a program."""
    if not (isinstance(one, Rows) and isinstance(other, Rows)):
        return dense(one) + dense(other)
    # Numbers of two dtypes meet in the wider one.
    indices = jnp.concatenate([one.indices, other.indices])
    return Rows(jnp.concatenate([one.values, other.values]), indices, one.shape)


def slices_of(values, indices, source) -> IndexedSlices:
    """Returns the gradient of a source as `IndexedSlices`.

    Args:
      values: Tensor of shape [n, ...].
      indices: Integer tensor of shape [n].
      source: The tensor or handle whose gradient it is.
    """
    is_known = isinstance(source, (Handle, EagerTensor)) and None not in source.shape.as_list()
    if is_known:
        size = np.array(source.shape.as_list(), np.int32)
        dense_shape = EagerTensor(size) if context.graph is None else convert(size)
    else:
        dense_shape = shape(source.read() if isinstance(source, Handle) else source)
    return IndexedSlices(values, indices, dense_shape)


def total(one, other):
    """Returns the sum of two cotangents, tensors or `IndexedSlices`, outside of programs."""
    if not (isinstance(one, IndexedSlices) and isinstance(other, IndexedSlices)):
        return add(convert(one), convert(other))
    indices = [one.indices, other.indices]
    if indices[0].dtype is not indices[1].dtype:
        indices = [cast(item, dtypes.int64) for item in indices]
    return IndexedSlices(concat([one.values, other.values], 0), concat(indices, 0), one.dense_shape)
