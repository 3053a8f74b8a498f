"""Counts of values: bins, histograms, confusion matrices."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.casting import cast
from tfcourse.ops.clipping import clip_by_value
from tfcourse.ops.creation import ones_like
from tfcourse.ops.division import truediv
from tfcourse.ops.elementwise import floor
from tfcourse.ops.joining import stack
from tfcourse.ops.math import maximum, minimum
from tfcourse.ops.reductions import reduce_max
from tfcourse.ops.reshaping import reshape, squeeze
from tfcourse.ops.scatter import scatter_nd
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape, size


def _check_bins(input, size, weights, binary_output):
    if input.size and input.min() < 0:
        raise invalid_argument("Input arr must be non-negative!")


@op("DenseBincount", static=("size",), check=_check_bins, is_differentiable=False)
def _dense_bincount(input, size, weights, binary_output=False, name=None):
    size = int(size)
    if weights.size and weights.shape != input.shape:
        raise invalid_argument(
            "`weights` must be the same shape as `arr` or a length-0 `Tensor`, in which case it "
            f"acts as all weights equal to 1. Received {brackets(weights.shape)}"
        )
    if not weights.size:
        weights = jnp.ones(input.shape, weights.dtype)
    if input.ndim < 2:
        counts = jnp.zeros(size, weights.dtype).at[input].add(weights, mode="drop")
    else:
        rows = jnp.arange(input.shape[0])[:, None]
        counts = jnp.zeros((input.shape[0], size), weights.dtype)
        counts = counts.at[rows, input].add(weights, mode="drop")
    return (counts > 0).astype(counts.dtype) if binary_output else counts


def check_options(weights, axis, binary_output):
    """Checks what `bincount` is to count, into dense tensors and sparse ones.

    Raises:
      ValueError: if there are weights as well as `binary_output`, or for other axes than 0 and -1.
    """
    if weights is not None and binary_output:
        raise ValueError(
            "Arguments `binary_output` and `weights` are mutually exclusive. Please "
            "specify only one."
        )
    if axis not in (None, 0, -1):
        raise ValueError(
            f"Unsupported value for argument axis={axis}. Only 0 and -1 are currently supported."
        )


@export("math.bincount")
def bincount(
    arr,
    weights=None,
    minlength=None,
    maxlength=None,
    dtype=dtypes.int32,
    name=None,
    axis=None,
    binary_output=False,
):
    """Returns how often each number from 0 on occurs.

    Args:
      arr: Tensor of integers, at least 0.
      weights: None, or a tensor of the shape of `arr`: what each element counts.
      minlength: The least length of the result.
      maxlength: The greatest length of the result; larger numbers are not counted.
      dtype: The dtype of the counts without weights: int32, int64, float32 or float64.
      name: A name for the operation.
      axis: 0 or None to count over all elements, -1 to count in each row.
      binary_output: Whether to give 1 for what occurs, instead of how often.

    Returns:
      Tensor of the dtype of `weights`, or of `dtype`, of shape [n] or [rows, n].

    Raises:
      ValueError: if there are weights as well as `binary_output`, or for other axes.
      InvalidArgumentError: if a number is negative, or weights have another shape.

    Example:
      >>> bincount([1, 1, 3]).numpy().tolist()
      [0, 2, 0, 1]

    Source: `tf.math.bincount`.
    """
    with scope(name, "bincount"):
        arr = tensor_of(arr, "arr")
        check_options(weights, axis, binary_output)
        if weights is not None:
            weights = tensor_of(weights, "weights")
        if not arr.dtype.is_integer:
            arr = cast(arr, dtypes.int32)
        length = cast(size(arr) > 0, arr.dtype) * (reduce_max(arr) + 1)
        if minlength is not None:
            length = maximum(tensor_of(minlength, "minlength", arr.dtype), length)
        if maxlength is not None:
            length = minimum(tensor_of(maxlength, "maxlength", arr.dtype), length)
        if axis != -1:
            arr = reshape(arr, [-1])
            weights = weights if weights is None else reshape(weights, [-1])
        if weights is None:
            weights = tensor_of(np.zeros(0, dtypes.as_dtype(dtype).numpy_dtype), "Const")
        return _dense_bincount(arr, length, weights, binary_output)


def _check_histogram(values, value_range, nbins, dtype):
    low, high = value_range
    if not low < high:
        raise invalid_argument(
            "value_range should satisfy value_range[0] < value_range[1], but got "
            f"'[{low:g}, {high:g}]'"
        )
    if nbins <= 0:
        raise invalid_argument(f"nbins should be a positive number, but got '{nbins}'")
    if values.dtype.kind == "f" and np.isnan(values).any():
        raise invalid_argument("Histogram values must not contain NaN")


@op("HistogramFixedWidth", static=("nbins",), check=_check_histogram, is_differentiable=False)
def _histogram(values, value_range, nbins, dtype=dtypes.int32, name=None):
    low, high = value_range[0].astype(jnp.float64), value_range[1].astype(jnp.float64)
    step = (high - low) / int(nbins)
    bins = jnp.floor((values.ravel().astype(jnp.float64) - low) / step)
    bins = jnp.clip(bins, 0, int(nbins) - 1).astype(jnp.int32)
    return jnp.zeros(int(nbins), dtype.numpy_dtype).at[bins].add(1)


@export("histogram_fixed_width")
def histogram_fixed_width(values, value_range, nbins=100, dtype=dtypes.int32, name=None):
    """Returns how many values fall into each of equally wide bins.

    Args:
      values: Tensor of dtype int32, int64, float32 or float64.
      value_range: Tensor of the same dtype, shape [2]: where the first bin begins and the last
        one ends. Values outside count for the first and last bin.
      nbins: The number of bins.
      dtype: The dtype of the result: int32 or int64.
      name: A name for the operation.

    Returns:
      Tensor of `dtype`, shape [nbins].

    Raises:
      InvalidArgumentError: if the range or the number of bins is empty, or a value is nan.

    Example:
      >>> histogram_fixed_width([-1.0, 0.0, 1.5, 2.0, 5.0, 15.0], [0.0, 5.0], nbins=5).numpy()
      array([2, 1, 1, 0, 2], dtype=int32)

    Source: `tf.histogram_fixed_width`.
    """
    with scope(name, "histogram_fixed_width") as name:
        return _histogram(values, value_range, nbins, dtype, name=name)


@export("histogram_fixed_width_bins")
def histogram_fixed_width_bins(values, value_range, nbins=100, dtype=dtypes.int32, name=None):
    """Returns the number of the bin each value falls into, of equally wide ones.

    Args:
      values: Tensor of dtype float32 or float64.
      value_range: Tensor of the same dtype, shape [2]: where the first bin begins and the last
        one ends. Values outside belong to the first and last bin.
      nbins: The number of bins.
      dtype: Unused; the result is int32.
      name: A name for the operation.

    Returns:
      Tensor of dtype int32, of the shape of `values`.

    Raises:
      InvalidArgumentError: if `nbins` is not above 0.

    Example:
      >>> histogram_fixed_width_bins([-1.0, 1.5, 9.0], [0.0, 5.0], nbins=5).numpy().tolist()
      [0, 1, 4]

    Source: `tf.histogram_fixed_width_bins`.
    """
    with scope(name, "histogram_fixed_width_bins"):
        values = tensor_of(values, "values")
        shape_of_values = shape(values)
        values = reshape(values, [-1])
        value_range = tensor_of(value_range, "value_range")
        nbins = tensor_of(nbins, "nbins", dtypes.int32)
        if context.graph is None and nbins <= 0:
            raise invalid_argument(
                f"Expected '{nbins > 0!s}' to be true. Summarized data: "
                f"{f'nbins {nbins!s} must > 0'.encode()}"
            )
        count = cast(nbins, values.dtype)
        scaled = truediv(
            values - value_range[0], value_range[1] - value_range[0], name="scaled_values"
        )
        bins = floor(count * scaled, name="indices")
        bins = cast(clip_by_value(bins, 0, count - 1), dtypes.int32)
        return reshape(bins, shape_of_values)


def _without_last_axis_of_one(labels, predictions):
    """Removes an axis of length 1 that one of two tensors has at the end and the other has not."""
    if labels.shape.rank is None or predictions.shape.rank is None:
        return labels, predictions
    surplus = predictions.shape.rank - labels.shape.rank
    if surplus == 1 and predictions.shape[-1] in (1, None):
        predictions = squeeze(predictions, [-1])
    elif surplus == -1 and labels.shape[-1] in (1, None):
        labels = squeeze(labels, [-1])
    return labels, predictions


def _require_not_negative(values, name):
    array = values.numpy()
    if array.size and array.min() < 0:
        shown = str([str(item) for item in array.ravel()[:20].tolist()])
        raise invalid_argument(
            f"`{name}` contains negative values.  \nCondition x >= 0 did not hold element-wise:\n"
            f"x (shape={array.shape} dtype={values.dtype.name}) = \n{shown}"
        )


def _require_below(values, limit, name):
    array = values.numpy()
    if array.size and array.max() >= limit:
        raise invalid_argument(
            f"`{name}` out of bound\nCondition x < y did not hold.\n"
            f"First {min(3, array.size)} elements of x:\n{array.ravel()[:3]}\n"
            f"First 1 elements of y:\n{np.array([limit])}"
        )


@export("math.confusion_matrix")
def confusion_matrix(
    labels, predictions, num_classes=None, weights=None, dtype=dtypes.int32, name=None
):
    """Returns how often each class was predicted for each class.

    Args:
      labels: Tensor of shape [n]: the true classes, numbers from 0.
      predictions: Tensor of shape [n]: the predicted ones.
      num_classes: The number of classes; None for the largest one that occurs, and 1.
      weights: None, or a tensor of shape [n]: what each prediction counts.
      dtype: The dtype of the result.
      name: A name for the operation.

    Returns:
      Tensor of `dtype`, shape [num_classes, num_classes]: rows are true, columns predicted.

    Raises:
      InvalidArgumentError: if a class is negative or too large.

    Example:
      >>> confusion_matrix([0, 1, 1], [0, 1, 0]).numpy().tolist()
      [[1, 0], [1, 1]]

    Source: `tf.math.confusion_matrix`.
    """
    with scope(name, "confusion_matrix"):
        labels, predictions = _without_last_axis_of_one(
            tensor_of(labels, "labels"), tensor_of(predictions, "predictions")
        )
        predictions, labels = cast(predictions, dtypes.int64), cast(labels, dtypes.int64)
        if context.graph is None:
            _require_not_negative(labels, "labels")
            _require_not_negative(predictions, "predictions")
        if num_classes is None:
            num_classes = maximum(reduce_max(predictions), reduce_max(labels)) + 1
        elif context.graph is None:
            limit = int(cast(num_classes, dtypes.int64))
            _require_below(labels, limit, "labels")
            _require_below(predictions, limit, "predictions")
        if weights is None:
            weights = ones_like(predictions, dtype)
        else:
            weights = tensor_of(weights, "weights")
            predictions.shape.assert_is_compatible_with(weights.shape)
            weights = cast(weights, dtype)
        return scatter_nd(
            indices=stack([labels, predictions], axis=1),
            updates=weights,
            shape=cast(stack([num_classes, num_classes]), dtypes.int64),
        )
