"""Reductions of rows that belong together: `tf.math.segment_*` and `unsorted_segment_*`."""

import jax
import jax.numpy as jnp
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
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import rank, shape


def _largest(dtype):
    return jnp.finfo(dtype).max if jnp.issubdtype(dtype, jnp.inexact) else jnp.iinfo(dtype).max


def _least(dtype):
    return jnp.finfo(dtype).min if jnp.issubdtype(dtype, jnp.inexact) else jnp.iinfo(dtype).min


def _rows(data, segment_ids):
    """Returns data of shape [rows, ...] and ids of shape [rows]."""
    return data.reshape(segment_ids.size, *data.shape[segment_ids.ndim :]), segment_ids.ravel()


def _per_row(values, data):
    """Returns one value per row in a shape that broadcasts with the data."""
    return values.reshape(values.shape + (1,) * (data.ndim - values.ndim))


def _scattered(data, ids, count, initial, method):
    start = jnp.full((count, *data.shape[1:]), initial, data.dtype)
    # Rows of negative ids are dropped: they are sent behind the last segment.
    ids = jnp.where(ids < 0, count, ids)
    return getattr(start.at[ids], method)(data, mode="drop")


def _sum(data, ids, count):
    return _scattered(data, ids, count, 0, "add")


def _extreme(method, initial):
    """Returns the segment maximum or minimum, whose derivative is shared by equal rows."""

    def extreme(data, ids, count):
        @jax.custom_jvp
        def function(data):
            return _scattered(data, ids, count, initial(data.dtype), method)

        @function.defjvp
        def _jvp(primals, tangents):
            (data,), (data_dot,) = primals, tangents
            result = function(data)
            is_chosen = data == result[ids]
            shares = _sum(is_chosen.astype(data.dtype), ids, count)
            chosen = _sum(jnp.where(is_chosen, data_dot, 0), ids, count)
            return result, chosen / jnp.where(shares == 0, 1, shares)

        return function(data)

    return extreme


def _product(data, ids, count):
    @jax.custom_jvp
    def function(data):
        return _scattered(data, ids, count, 1, "multiply")

    @function.defjvp
    def _jvp(primals, tangents):
        # The derivative by a row is the product of the others: of all but one zero.
        (data,), (data_dot,) = primals, tangents
        is_zero = data == 0
        safe = jnp.where(is_zero, 1, data)
        without_zeros = _scattered(safe, ids, count, 1, "multiply")[ids]
        zeros = _sum(is_zero.astype(data.dtype), ids, count)[ids] - is_zero
        others = jnp.where(zeros > 0, 0, without_zeros / safe)
        return function(data), _sum(others * data_dot, ids, count)

    return function(data)


_maximum = _extreme("max", _least)
_minimum = _extreme("min", _largest)


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
    return _sorted_segments(_sum, data, segment_ids, 0)


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
    total = _sorted_segments(_sum, data, segment_ids, 0)
    rows = np.maximum(np.bincount(segment_ids.astype(np.int64), minlength=total.shape[0]), 1)
    rows = jnp.asarray(_per_row(rows, total), total.dtype)
    return total / rows if jnp.issubdtype(total.dtype, jnp.inexact) else total // rows


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
    return _sorted_segments(_product, data, segment_ids, 1)


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
    return _sorted_segments(_maximum, data, segment_ids, 0)


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
    return _sorted_segments(_minimum, data, segment_ids, 0)


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
    return function(*_rows(data, segment_ids), int(num_segments))


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
    return _unsorted_segments(_sum, data, segment_ids, num_segments)


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
    return _unsorted_segments(_product, data, segment_ids, num_segments)


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
    return _unsorted_segments(_maximum, data, segment_ids, num_segments)


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
    return _unsorted_segments(_minimum, data, segment_ids, num_segments)


def _counts(data, segment_ids, num_segments):
    """Returns how many elements each segment has, at least 1, to divide its sum by."""
    num_segments = tensor_of(num_segments, "Const")
    ones_per_id = ones(shape(segment_ids), data.dtype)
    count = unsorted_segment_sum(ones_per_id, segment_ids, num_segments)
    trailing = ones([rank(data) - rank(segment_ids)], num_segments.dtype)
    count = reshape(count, concat([expand_dims(num_segments, 0), trailing], axis=0))
    return maximum(count, 1)


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
        data, segment_ids = tensor_of(data, "Const"), tensor_of(segment_ids, "Const")
        count = _counts(data, segment_ids, num_segments)
        return unsorted_segment_sum(data, segment_ids, num_segments) / count


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
        data, segment_ids = tensor_of(data, "Const"), tensor_of(segment_ids, "Const")
        count = _counts(data, segment_ids, num_segments)
        return unsorted_segment_sum(data, segment_ids, num_segments) / sqrt(count)
