"""Reductions of elements that belong together: `tf.math.unsorted_segment_*`."""

import numpy as np

from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.creation import ones
from tfcourse.ops.elementwise import sqrt
from tfcourse.ops.joining import concat
from tfcourse.ops.math import maximum
from tfcourse.ops.reshaping import expand_dims, reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.segment_kernels import (
    rows_of,
    segment_maxima,
    segment_minima,
    segment_products,
    segment_sums,
)
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import rank, shape


def _check_ids(data, segment_ids, num_segments):
    outside = np.flatnonzero(segment_ids.ravel() >= int(np.max(num_segments)))
    if num_segments.ndim == 0 and num_segments >= 0 and outside.size:
        position = np.unravel_index(outside[0], segment_ids.shape)
        raise invalid_argument(
            f"segment_ids{brackets(position)} = {segment_ids[position]} is out of range "
            f"[0, {num_segments})"
        )


def _unsorted_segments(function, data, segment_ids, num_segments):
    if num_segments.ndim:
        raise invalid_argument(
            f"num_segments should be a scalar, not shape {brackets(num_segments.shape)}"
        )
    if num_segments < 0:
        raise invalid_argument(f"Input num_segments == {num_segments} must not be negative.")
    if data.shape[: segment_ids.ndim] != segment_ids.shape:
        raise invalid_argument(
            f"data.shape = {brackets(data.shape)} does not start with segment_ids.shape = "
            f"{brackets(segment_ids.shape)}"
        )
    return function(*rows_of(data, segment_ids), int(num_segments))


def _unsorted(op_type, name):
    return op(op_type, names=(f"math.{name}",), static=("num_segments",), check=_check_ids)


@_unsorted("UnsortedSegmentSum", "unsorted_segment_sum")
def unsorted_segment_sum(data, segment_ids, num_segments, name=None):
    """Returns sums of elements that have the same id.

    Args:
      data: Tensor of a number dtype.
      segment_ids: Tensor of dtype int32 or int64 whose shape begins that of `data`; elements of
        negative ids are left out.
      num_segments: The number of segments.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [num_segments, ...]; 0 where there is no element.

    Raises:
      InvalidArgumentError: if an id is too large, or shapes do not fit.

    Example:
      >>> unsorted_segment_sum([1, 2, 4], [1, 0, 1], 2).numpy().tolist()
      [2, 5]

    Source: `tf.math.unsorted_segment_sum`.
    """
    return _unsorted_segments(segment_sums, data, segment_ids, num_segments)


@_unsorted("UnsortedSegmentProd", "unsorted_segment_prod")
def unsorted_segment_prod(data, segment_ids, num_segments, name=None):
    """Returns products of elements that have the same id.

    Args:
      data: Tensor of a number dtype.
      segment_ids: Tensor of dtype int32 or int64 whose shape begins that of `data`; elements of
        negative ids are left out.
      num_segments: The number of segments.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [num_segments, ...]; 1 where there is no element.

    Raises:
      InvalidArgumentError: if an id is too large, or shapes do not fit.

    Source: `tf.math.unsorted_segment_prod`.
    """
    return _unsorted_segments(segment_products, data, segment_ids, num_segments)


@_unsorted("UnsortedSegmentMax", "unsorted_segment_max")
def unsorted_segment_max(data, segment_ids, num_segments, name=None):
    """Returns the largest elements that have the same id.

    Args:
      data: Tensor of a number dtype.
      segment_ids: Tensor of dtype int32 or int64 whose shape begins that of `data`; elements of
        negative ids are left out.
      num_segments: The number of segments.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [num_segments, ...]; the lowest finite value where
      there is no element.

    Raises:
      InvalidArgumentError: if an id is too large, or shapes do not fit.

    Source: `tf.math.unsorted_segment_max`.
    """
    return _unsorted_segments(segment_maxima, data, segment_ids, num_segments)


@_unsorted("UnsortedSegmentMin", "unsorted_segment_min")
def unsorted_segment_min(data, segment_ids, num_segments, name=None):
    """Returns the least elements that have the same id.

    Args:
      data: Tensor of a number dtype.
      segment_ids: Tensor of dtype int32 or int64 whose shape begins that of `data`; elements of
        negative ids are left out.
      num_segments: The number of segments.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [num_segments, ...]; the highest finite value where
      there is no element.

    Raises:
      InvalidArgumentError: if an id is too large, or shapes do not fit.

    Source: `tf.math.unsorted_segment_min`.
    """
    return _unsorted_segments(segment_minima, data, segment_ids, num_segments)


def _sums_and_counts(data, segment_ids, num_segments):
    """Returns the sums of segments, and how many elements each has, at least 1."""
    data, segment_ids = tensor_of(data, "Const"), tensor_of(segment_ids, "Const")
    num_segments = tensor_of(num_segments, "Const")
    ones_per_id = ones(shape(segment_ids), data.dtype)
    count = unsorted_segment_sum(ones_per_id, segment_ids, num_segments)
    trailing = ones([rank(data) - rank(segment_ids)], num_segments.dtype)
    count = reshape(count, concat([expand_dims(num_segments, 0), trailing], axis=0))
    count = maximum(count, 1)
    return unsorted_segment_sum(data, segment_ids, num_segments), count


@export("math.unsorted_segment_mean")
def unsorted_segment_mean(data, segment_ids, num_segments, name=None):
    """Returns means of elements that have the same id.

    Args:
      data: Tensor of a number dtype.
      segment_ids: Tensor of dtype int32 or int64 whose shape begins that of `data`; elements of
        negative ids are left out.
      num_segments: The number of segments.
      name: A name for the operation.

    Returns:
      Tensor, shape [num_segments, ...]; 0 where there is no element.

    Raises:
      InvalidArgumentError: if an id is too large, or shapes do not fit.

    Source: `tf.math.unsorted_segment_mean`.
    """
    with scope(name, "UnsortedSegmentMean"):
        sums, count = _sums_and_counts(data, segment_ids, num_segments)
        return sums / count


@export("math.unsorted_segment_sqrt_n")
def unsorted_segment_sqrt_n(data, segment_ids, num_segments, name=None):
    """Returns sums of elements that have the same id, divided by the root of their number.

    Args:
      data: Tensor of a number dtype.
      segment_ids: Tensor of dtype int32 or int64 whose shape begins that of `data`; elements of
        negative ids are left out.
      num_segments: The number of segments.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `data`, shape [num_segments, ...]; 0 where there is no element.

    Raises:
      InvalidArgumentError: if an id is too large, or shapes do not fit.

    Source: `tf.math.unsorted_segment_sqrt_n`.
    """
    with scope(name, "UnsortedSegmentSqrtN"):
        sums, count = _sums_and_counts(data, segment_ids, num_segments)
        return sums / sqrt(count)
