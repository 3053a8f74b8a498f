"""Reductions of elements that belong together: `tf.math.unsorted_segment_*`."""

import numpy as np

from tfcourse.core.export import export_constant
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.creation import ones
from tfcourse.ops.elementwise import sqrt
from tfcourse.ops.joining import concat
from tfcourse.ops.math import maximum
from tfcourse.ops.reshaping import expand_dims, reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.segment_kernels import (
    finite_segment_maxima,
    finite_segment_minima,
    rows_of,
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


_DOCUMENTATION = """Returns {what} that have the same id.

    Args:
      data: Tensor of a number dtype.
      segment_ids: Tensor of dtype int32 or int64 whose shape begins that of `data`; elements of
        negative ids are left out.
      num_segments: The number of segments.
      name: A name for the operation.

    Returns:
      Tensor of {dtype}, shape [num_segments, ...]; {empty} where there is no element.

    Raises:
      InvalidArgumentError: if an id is too large, or shapes do not fit.

    Example:
      >>> tf.math.{name}([1.0, 2.0, 4.0], [1, 0, 1], 2).numpy()
      array({shown}, dtype=float32)

    Source: `tf.math.{name}`.
    """


def _document(function, public_name, what, empty, dtype, shown):
    function.__name__ = function.__qualname__ = public_name
    function.__doc__ = _DOCUMENTATION.format(
        what=what, empty=empty, dtype=dtype, name=public_name, shown=shown
    )


def _unsorted(op_type, public_name, kernel, what, empty, shown):
    """Returns the public function that reduces the elements of each segment by a kernel."""

    def reduced(data, segment_ids, num_segments, name=None):
        return _unsorted_segments(kernel, data, segment_ids, num_segments)

    _document(reduced, public_name, what, empty, "the dtype of `data`", shown)
    names, static = (f"math.{public_name}",), ("num_segments",)
    return op(op_type, names=names, static=static, check=_check_ids)(reduced)


unsorted_segment_sum = _unsorted(
    "UnsortedSegmentSum",
    "unsorted_segment_sum",
    segment_sums,
    "sums of elements",
    "0",
    "[2., 5.]",
)
unsorted_segment_prod = _unsorted(
    "UnsortedSegmentProd",
    "unsorted_segment_prod",
    segment_products,
    "products of elements",
    "1",
    "[2., 4.]",
)
unsorted_segment_max = _unsorted(
    "UnsortedSegmentMax",
    "unsorted_segment_max",
    finite_segment_maxima,
    "the largest elements",
    "the lowest finite value",
    "[2., 4.]",
)
unsorted_segment_min = _unsorted(
    "UnsortedSegmentMin",
    "unsorted_segment_min",
    finite_segment_minima,
    "the least elements",
    "the highest finite value",
    "[2., 1.]",
)


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


def _mean(public_name, scope_name, divisor, what, shown):
    """Returns the public function that divides the sums of segments."""

    def divided(data, segment_ids, num_segments, name=None):
        with scope(name, scope_name):
            sums, count = _sums_and_counts(data, segment_ids, num_segments)
            return sums / divisor(count)

    _document(divided, public_name, what, "0", "a floating-point dtype", shown)
    return export_constant(divided, f"math.{public_name}")


unsorted_segment_mean = _mean(
    "unsorted_segment_mean",
    "UnsortedSegmentMean",
    lambda count: count,
    "means of elements",
    "[2. , 2.5]",
)
unsorted_segment_sqrt_n = _mean(
    "unsorted_segment_sqrt_n",
    "UnsortedSegmentSqrtN",
    sqrt,
    "sums, divided by the root of their number, of elements",
    "[2.      , 3.535534]",
)
