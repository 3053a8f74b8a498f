"""Reductions of consecutive rows that belong together: `tf.math.segment_*`."""

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core.op import op
from tfcourse.ops.segment_kernels import (
    segment_maxima,
    segment_minima,
    segment_products,
    segment_sums,
)
from tfcourse.ops.shape_checks import invalid_argument


def _per_row(values, data):
    """Returns one value per row in a shape that broadcasts with the data."""
    return values.reshape(values.shape + (1,) * (data.ndim - values.ndim))


def _check_sorted(data, segment_ids):
    if data.ndim < 1:
        raise invalid_argument("input must be at least rank 1")
    if segment_ids.ndim != 1:
        raise invalid_argument("segment_ids should be a vector.")
    if segment_ids.size != data.shape[0]:
        raise invalid_argument("segment_ids should be the same size as dimension 0 of input.")
    if not segment_ids.size:
        return
    if (np.diff(segment_ids) < 0).any():
        raise invalid_argument("segment ids are not increasing")
    if segment_ids[0] < 0:
        raise invalid_argument(
            f"Segment id {segment_ids[0]} out of range [0, {segment_ids[-1] + 1}), possibly "
            "because 'segment_ids' input is not sorted."
        )


def _sorted_segments(function, data, segment_ids, empty):
    """Reduces rows of increasing ids; segments without rows are `empty`."""
    _check_sorted(data, segment_ids)
    count = int(segment_ids[-1]) + 1 if segment_ids.size else 0
    result = function(data, segment_ids, count)
    is_empty = np.ones(count, bool)
    is_empty[segment_ids] = False
    return jnp.where(_per_row(is_empty, data), empty, result) if is_empty.any() else result


@op("SegmentSum", names=("math.segment_sum",), static=("segment_ids",))
def segment_sum(data, segment_ids, name=None):
    """Returns sums of consecutive rows that have the same id.

    Args:
      data: Tensor of a number dtype, shape [n, ...].
      segment_ids: Tensor of dtype int32 or int64, shape [n], increasing from 0.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [last id + 1, ...].

    Raises:
      InvalidArgumentError: if the ids decrease or are not as many as the rows.

    Example:
      >>> segment_sum([1, 2, 4], [0, 0, 1]).numpy().tolist()
      [3, 4]

    Source: `tf.math.segment_sum`.
    """
    return _sorted_segments(segment_sums, data, segment_ids, 0)


@op("SegmentMean", names=("math.segment_mean",), static=("segment_ids",))
def segment_mean(data, segment_ids, name=None):
    """Returns means of consecutive rows that have the same id.

    Args:
      data: Tensor of a number dtype, shape [n, ...].
      segment_ids: Tensor of dtype int32 or int64, shape [n], increasing from 0.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [last id + 1, ...]; 0 where there is no row.

    Raises:
      InvalidArgumentError: if the ids decrease or are not as many as the rows.

    Source: `tf.math.segment_mean`.
    """
    total = _sorted_segments(segment_sums, data, segment_ids, 0)
    rows = np.maximum(np.bincount(segment_ids.astype(np.int64), minlength=total.shape[0]), 1)
    rows = jnp.asarray(_per_row(rows, total), total.dtype)
    return total / rows if jnp.issubdtype(total.dtype, jnp.inexact) else lax.div(total, rows)


@op("SegmentProd", names=("math.segment_prod",), static=("segment_ids",))
def segment_prod(data, segment_ids, name=None):
    """Returns products of consecutive rows that have the same id.

    Args:
      data: Tensor of a number dtype, shape [n, ...].
      segment_ids: Tensor of dtype int32 or int64, shape [n], increasing from 0.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [last id + 1, ...]; 1 where there is no row.

    Raises:
      InvalidArgumentError: if the ids decrease or are not as many as the rows.

    Source: `tf.math.segment_prod`.
    """
    return _sorted_segments(segment_products, data, segment_ids, 1)


@op("SegmentMax", names=("math.segment_max",), static=("segment_ids",))
def segment_max(data, segment_ids, name=None):
    """Returns the largest of consecutive rows that have the same id.

    Args:
      data: Tensor of a number dtype, shape [n, ...].
      segment_ids: Tensor of dtype int32 or int64, shape [n], increasing from 0.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [last id + 1, ...]; 0 where there is no row.

    Raises:
      InvalidArgumentError: if the ids decrease or are not as many as the rows.

    Source: `tf.math.segment_max`.
    """
    return _sorted_segments(segment_maxima, data, segment_ids, 0)


@op("SegmentMin", names=("math.segment_min",), static=("segment_ids",))
def segment_min(data, segment_ids, name=None):
    """Returns the least of consecutive rows that have the same id.

    Args:
      data: Tensor of a number dtype, shape [n, ...].
      segment_ids: Tensor of dtype int32 or int64, shape [n], increasing from 0.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [last id + 1, ...]; 0 where there is no row.

    Raises:
      InvalidArgumentError: if the ids decrease or are not as many as the rows.

    Source: `tf.math.segment_min`.
    """
    return _sorted_segments(segment_minima, data, segment_ids, 0)
