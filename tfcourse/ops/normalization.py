"""Biases, moments and the normalizations made of them."""

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import zeros_like
from tfcourse.ops.elementwise import reciprocal, rsqrt, square
from tfcourse.ops.gather import gather
from tfcourse.ops.identities import identity, stop_gradient
from tfcourse.ops.math import add, multiply, squared_difference, subtract
from tfcourse.ops.no_nan import divide_no_nan
from tfcourse.ops.reductions import reduce_mean, reduce_prod, reduce_sum
from tfcourse.ops.reshaping import squeeze
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument, unequal
from tfcourse.ops.shapes import shape, size
from tfcourse.ops.statistics import count_nonzero


@op("BiasAdd")
def _bias_add(value, bias, data_format="NHWC", name=None):
    if value.ndim < 2:
        raise invalid_argument(
            f"Input tensor must be at least 2D: {brackets(value.shape)}",
            f"Shape must be at least rank 2 but is rank {value.ndim}",
        )
    if bias.ndim != 1:
        raise invalid_argument(
            f"Biases must be 1D: {brackets(bias.shape)}",
            f"Shape must be rank 1 but is rank {bias.ndim}",
        )
    axis = 1 if data_format == "NCHW" else value.ndim - 1
    if value.shape[axis] != bias.shape[0]:
        raise unequal(
            "Must provide as many biases as the last dimension of the input tensor: "
            f"{brackets(bias.shape)} vs. {brackets(value.shape)}",
            value.shape[axis],
            bias.shape[0],
        )
    return lax.add(value, lax.broadcast_in_dim(bias, value.shape, (axis,)))


@export("nn.bias_add")
def bias_add(value, bias, data_format=None, name=None):
    """Returns `value` + `bias`, where there is one bias per channel.

    Args:
      value: Tensor of rank 2 or more, a number dtype.
      bias: Tensor of rank 1, same dtype.
      data_format: "N...C" (or None) if channels are last, "NC..." if they are second.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `value`.

    Raises:
      ValueError: if `data_format` is neither.
      InvalidArgumentError: if there are not as many biases as channels.

    Example:
      >>> bias_add([[1, 2]], [10, 20]).numpy().tolist()
      [[11, 22]]

    Source: `tf.nn.bias_add`.
    """
    if data_format is not None and data_format.startswith("NC"):
        data_format = "NCHW"
    elif data_format is None or (data_format.startswith("N") and data_format.endswith("C")):
        data_format = "NHWC"
    else:
        raise ValueError(
            "`data_format` must be of the form `N...C` or `NC...`. Received: "
            f"data_format={data_format}"
        )
    with scope(name, "BiasAdd") as name:
        if context.graph is not None:
            value = tensor_of(value, "input")
            bias = tensor_of(bias, "bias", value.dtype)
        return _bias_add(value, bias, data_format, name=name)


def _squeezed(axes, *tensors):
    return tuple(squeeze(tensor, axes) for tensor in tensors)


@export("nn.moments")
def moments(x, axes, shift=None, keepdims=False, name=None):
    """Returns mean and variance over some axes.

    Args:
      x: Tensor of a float dtype.
      axes: An axis or a list of them.
      shift: Not used.
      keepdims: Whether these axes are kept, with size 1.
      name: A name for the operation.

    Returns:
      A tuple (mean, variance) of tensors of the dtype of `x`.

    Raises:
      InvalidArgumentError: if there is no such axis.

    Example:
      >>> mean, variance = moments(tf.constant([1.0, 3.0]), [0])
      >>> mean.numpy().item(), variance.numpy().item()
      (2.0, 1.0)

    Source: `tf.nn.moments`.
    """
    with scope(name, "moments"):
        is_half = x.dtype == dtypes.float16
        precise = cast(x, dtypes.float32) if is_half else x
        mean = reduce_mean(precise, axes, keepdims=True, name="mean")
        distance = squared_difference(precise, stop_gradient(mean))
        variance = reduce_mean(distance, axes, keepdims=True, name="variance")
        if not keepdims:
            mean, variance = _squeezed(axes, mean, variance)
        if is_half:
            return cast(mean, x.dtype), cast(variance, x.dtype)
        return mean, variance


@export("nn.weighted_moments")
def weighted_moments(x, axes, frequency_weights, keepdims=False, name=None):
    """Returns mean and variance over some axes, where elements have weights.

    Args:
      x: Tensor of a float dtype.
      axes: An axis or a list of them.
      frequency_weights: Tensor of weights, of a shape that broadcasts with that of `x`.
      keepdims: Whether these axes are kept, with size 1.
      name: A name for the operation.

    Returns:
      A tuple (mean, variance) of tensors of the dtype of `x`.

    Example:
      >>> mean, variance = weighted_moments([1.0, 5.0], [0], [3.0, 1.0])
      >>> mean.numpy().item(), variance.numpy().item()
      (2.0, 3.0)

    Source: `tf.nn.weighted_moments`.
    """
    with scope(name, "weighted_moments"):
        x = tensor_of(x, "x")
        weights = tensor_of(frequency_weights, "frequency_weights", dtype_hint=x.dtype)
        dtype, is_half = x.dtype, x.dtype == dtypes.float16
        x = cast(x, dtypes.float32) if is_half else x
        weights = cast(weights, x.dtype)
        total = reduce_sum(weights * x, axes, name="weighted_input_sum", keepdims=True)
        broadcast = weights + zeros_like(x)
        weight = reduce_sum(broadcast, axes, name="sum_of_weights", keepdims=True)
        mean = divide_no_nan(total, weight)
        distance = weights * squared_difference(x, mean)
        distance = reduce_sum(distance, axes, name="weighted_distsq", keepdims=True)
        variance = divide_no_nan(distance, weight)
        if not keepdims:
            mean, variance = _squeezed(axes, mean, variance)
        if is_half:
            return cast(mean, dtype), cast(variance, dtype)
        return mean, variance


@export("nn.sufficient_statistics")
def sufficient_statistics(x, axes, shift=None, keepdims=False, name=None):
    """Returns what `normalize_moments` needs to know of a tensor: counts and sums over axes.

    Args:
      x: Tensor of a float dtype.
      axes: A list of axes.
      shift: A value near the mean to subtract first; or None.
      keepdims: Whether these axes are kept, with size 1.
      name: A name for the operation.

    Returns:
      A tuple: how many elements, the sum, the sum of squares (both of `x` - `shift`), and the
      shift.

    Example:
      >>> count, total, squares, _ = sufficient_statistics([1.0, 3.0], [0])
      >>> count.numpy().item(), total.numpy().item(), squares.numpy().item()
      (2.0, 4.0, 10.0)

    Source: `tf.nn.sufficient_statistics`.
    """
    axes = list(dict.fromkeys(axes))
    with scope(name, "sufficient_statistics"):
        x = tensor_of(x, "x")
        sizes = None if x.shape.rank is None else [x.shape[axis] for axis in axes]
        if sizes is not None and None not in sizes:
            counts = tensor_of(np.array(np.prod(sizes), x.dtype.numpy_dtype), "Const")
        else:
            counts = reduce_prod(gather(cast(shape(x), x.dtype), axes), name="count")
        if shift is not None:
            shift = tensor_of(shift, "shift", dtype_hint=x.dtype)
            sums, squares = x - shift, squared_difference(x, shift)
        else:
            sums, squares = x, square(x)
        sums = reduce_sum(sums, axes, keepdims=keepdims, name="mean_ss")
        squares = reduce_sum(squares, axes, keepdims=keepdims, name="var_ss")
        return counts, sums, squares, shift


@export("nn.normalize_moments")
def normalize_moments(counts, mean_ss, variance_ss, shift, name=None):
    """Returns mean and variance, given what `sufficient_statistics` returned.

    Args:
      counts: Scalar: how many elements there were.
      mean_ss: Tensor of sums.
      variance_ss: Tensor of sums of squares.
      shift: What was subtracted before; or None.
      name: A name for the operation.

    Returns:
      A tuple (mean, variance) of tensors.

    Example:
      >>> mean, variance = normalize_moments(2.0, 4.0, 10.0, None)
      >>> mean.numpy().item(), variance.numpy().item()
      (2.0, 1.0)

    Source: `tf.nn.normalize_moments`.
    """
    with scope(name, "normalize"):
        divisor = reciprocal(counts, name="divisor")
        if shift is not None:
            shifted = multiply(mean_ss, divisor, name="shifted_mean")
            mean = add(shifted, shift, name="mean")
        else:
            shifted = mean = multiply(mean_ss, divisor, name="mean")
        variance = subtract(multiply(variance_ss, divisor), square(shifted), name="variance")
        return mean, variance


@export("nn.batch_normalization")
def batch_normalization(x, mean, variance, offset, scale, variance_epsilon, name=None):
    """Returns `scale` * (x - mean) / sqrt(variance + epsilon) + `offset`.

    Args:
      x: Tensor of a float dtype.
      mean: Tensor of a shape that broadcasts with that of `x`.
      variance: Tensor of a shape that broadcasts with that of `x`.
      offset: The new mean (beta); None for 0.
      scale: The new deviation (gamma); None for 1.
      variance_epsilon: A small float that keeps the divisor away from 0.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `x`.

    Example:
      >>> batch_normalization(tf.constant([1.0, 3.0]), 2.0, 1.0, None, None, 0.0).numpy().tolist()
      [-1.0, 1.0]

    Source: `tf.nn.batch_normalization`.
    """
    with scope(name, "batchnorm"):
        factor = rsqrt(variance + variance_epsilon)
        if scale is not None:
            factor *= scale
        moved = offset - mean * factor if offset is not None else -mean * factor
        return x * cast(factor, x.dtype) + cast(moved, x.dtype)


@export("nn.batch_norm_with_global_normalization")
def batch_norm_with_global_normalization(
    input, mean, variance, beta, gamma, variance_epsilon, scale_after_normalization, name=None
):
    """Returns an image batch, normalized by the moments of its channels.

    Args:
      input: Tensor of rank 4, a float dtype.
      mean: Tensor of shape [channels].
      variance: Tensor of shape [channels].
      beta: Tensor of shape [channels]: the new mean.
      gamma: Tensor of shape [channels]: the new deviation, if scaled.
      variance_epsilon: A small float that keeps the divisor away from 0.
      scale_after_normalization: Whether `gamma` counts.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `input`.

    Source: `tf.nn.batch_norm_with_global_normalization`.
    """
    scale = gamma if scale_after_normalization else None
    return batch_normalization(input, mean, variance, beta, scale, variance_epsilon, name)


@op("LRN", names=("nn.local_response_normalization", "nn.lrn"), names_errors=False)
def local_response_normalization(input, depth_radius=5, bias=1.0, alpha=1.0, beta=0.5, name=None):
    """Returns each element divided by a power of the squares in nearby channels.

    Args:
      input: Tensor of shape [batch, height, width, channels], a float dtype.
      depth_radius: How many channels on each side count.
      bias: What is added to their sum.
      alpha: What their sum is multiplied with.
      beta: The exponent.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `input`.

    Raises:
      InvalidArgumentError: if `input` has not four dimensions.

    Example:
      >>> local_response_normalization([[[[3.0]]]], bias=7.0).numpy().item()
      0.75

    Source: `tf.nn.local_response_normalization`.
    """
    if input.ndim != 4:
        raise invalid_argument(
            "in must be 4-dimensional", f"Shape must be rank 4 but is rank {input.ndim}"
        )
    channel = np.arange(input.shape[-1])
    is_near = np.abs(channel[:, None] - channel) <= depth_radius
    nearby = jnp.square(input) @ is_near.astype(input.dtype)
    return input / jnp.power(bias + alpha * nearby, beta)


@export("math.zero_fraction", "nn.zero_fraction")
def zero_fraction(value, name=None):
    """Returns which part of a tensor's elements are zeros.

    Args:
      value: Tensor of a number dtype.
      name: A name for the operation.

    Returns:
      float32 scalar tensor between 0 and 1; NaN if there are no elements.

    Example:
      >>> zero_fraction([0, 1, 0, 2]).numpy().item()
      0.5

    Source: `tf.math.zero_fraction`.
    """
    with scope(name, "zero_fraction"):
        value = tensor_of(value, "value")
        total = size(value, dtypes.int64)
        zeros = total - count_nonzero(value)
        share = cast(zeros, dtypes.float32) / cast(total, dtypes.float32)
        return identity(share, name="fraction")
