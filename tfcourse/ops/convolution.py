"""Convolutions of sequences, images and volumes."""

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.fast_windows import convolve_few_channels, has_fast_products
from tfcourse.ops.reshaping import expand_dims, squeeze
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.windows import (
    Window,
    check_spatial,
    explicit_padding,
    in_each_dimension,
    is_channels_first,
)

_AXES = "DHW"


def _dimension_numbers(rank, data_format):
    spatial = _AXES[-(rank - 2) :]
    image = f"NC{spatial}" if is_channels_first(data_format) else f"N{spatial}C"
    return image, f"{spatial}IO", image


def _moves_by_ones(window) -> bool:
    is_last = not is_channels_first(window.data_format)
    return is_last and {*window.strides, *window.dilations} == {1}


def convolve(images, filters, window, groups):
    """Returns the convolution of arrays that fit each other.

    Args:
      images: Array of rank 3 to 5.
      filters: Array of the same rank: [..., channels / groups, results].
      window: The `Window`.
      groups: Into how many groups the channels are divided.
    """
    rank = images.ndim
    if not images.size or not filters.size:
        shape = window.output_sizes(images.shape, filters.shape)
        return jnp.zeros(window.full_shape(images.shape[0], shape, filters.shape[-1]), images.dtype)
    sizes = window.output_sizes(images.shape, filters.shape)
    if 0 in sizes:
        return jnp.zeros(window.full_shape(images.shape[0], sizes, filters.shape[-1]), images.dtype)
    paddings = window.paddings(images.shape, filters.shape)
    if _moves_by_ones(window) and groups == 1 and has_fast_products(images, filters, paddings):
        return convolve_few_channels(images, filters, paddings)
    return lax.conv_general_dilated(
        images,
        filters,
        window.spatial(window.strides),
        paddings,
        rhs_dilation=window.spatial(window.dilations),
        dimension_numbers=_dimension_numbers(rank, window.data_format),
        feature_group_count=groups,
    )


def _check_convolution(images, filters, window, rank, capital=False):
    if images.ndim != rank:
        message = f"convolution input must be {rank}-dimensional: {brackets(images.shape)}"
        if rank == 5:
            message = "input must be 5-dimensional"
        raise invalid_argument(message, f"Shape must be rank {rank} but is rank {images.ndim}")
    if filters.ndim != rank:
        message = f"convolution filter must be {rank}-dimensional: {brackets(filters.shape)}"
        if rank == 5:
            message = "filter must be 5-dimensional"
        raise invalid_argument(message, f"Shape must be rank {rank} but is rank {filters.ndim}")
    depth, filter_depth = window.channels(images.shape), filters.shape[-2]
    if not filter_depth:
        raise invalid_argument(f"filter depth must be stricly positive, got {filter_depth}")
    if depth % filter_depth:
        first = "Input" if capital else "input"
        raise invalid_argument(
            f"{first} depth must be evenly divisible by filter depth: {depth} vs {filter_depth}",
            f"Depth of input ({depth}) is not a multiple of input depth of filter ({filter_depth})",
        )
    groups = depth // filter_depth
    if filters.shape[-1] % groups:
        raise invalid_argument(
            "output depth must be evenly divisible by number of groups: "
            f"{filters.shape[-1]} vs {groups}"
        )
    return groups


@op("Conv2D")
def _convolve_images(
    input,
    filter,
    strides=None,
    padding="SAME",
    explicit_paddings=(),
    data_format="NHWC",
    dilations=(1, 1, 1, 1),
    name=None,
):
    window = Window(strides, padding, explicit_paddings, data_format, dilations)
    check_spatial(window)
    groups = _check_convolution(input, filter, window, 4)
    window.check_sizes(input.shape, filter.shape)
    return convolve(input, filter, window, groups)


@op("Conv3D")
def _convolve_volumes(
    input,
    filter,
    strides=None,
    padding="SAME",
    data_format="NDHWC",
    dilations=(1, 1, 1, 1, 1),
    name=None,
):
    window = Window(strides, padding, (), data_format, dilations)
    groups = _check_convolution(input, filter, window, 5, capital=True)
    return convolve(input, filter, window, groups)


def convolve_2d(input, filters, strides, padding, data_format, dilations, name):
    """Returns `conv2d` of operands and attributes as users give them."""
    strides = in_each_dimension(strides, 2, data_format, "strides")
    dilations = in_each_dimension(dilations, 2, data_format, "dilations")
    padding, explicit = explicit_padding(padding)
    check_attributes(_convolve_images.op, padding=padding, data_format=data_format)
    return _convolve_images(
        input, filters, strides, padding, explicit, data_format, dilations, name=name
    )


@export("nn.conv2d")
def conv2d(input, filters, strides, padding, data_format="NHWC", dilations=None, name=None):
    """Returns the convolution of images with filters (a cross-correlation, to be exact).

    Args:
      input: Tensor of shape [batch, height, width, channels], a float dtype or int32.
      filters: Tensor of shape [height, width, channels, results], same dtype.
      strides: How far filters move: an integer, or a list of 1, 2 or 4.
      padding: "SAME", "VALID", or a list of how many zeros before and after each dimension.
      data_format: "NHWC", or "NCHW" if channels come second.
      dilations: How far the elements of filters are apart: as `strides`.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new height, new width, results].

    Raises:
      ValueError: if there is a wrong number of strides.
      InvalidArgumentError: if the shapes do not fit.

    Differences from TensorFlow: "NCHW" works on CPUs too.

    Example:
      >>> conv2d(tf.ones([1, 2, 3, 1]), tf.ones([2, 2, 1, 1]), 1, "VALID").numpy().tolist()
      [[[[4.0], [4.0]]]]

    Source: `tf.nn.conv2d`.
    """
    return convolve_2d(input, filters, strides, padding, data_format, dilations, name)


def _convolve_1d(input, filters, stride, padding, data_format, dilations, name):
    is_first = is_channels_first(data_format)
    strides = [1, *in_each_dimension(stride, 1, data_format, "stride")]
    dilations = [1, *in_each_dimension(dilations, 1, data_format, "dilations")]
    if is_first:
        strides, dilations = [1, 1, 1, strides[-1]], [1, 1, 1, dilations[-1]]
    images = expand_dims(input, -2 if is_first else -3)
    padding, explicit = explicit_padding(padding)
    image_format = "NCHW" if is_first else "NHWC"
    check_attributes(_convolve_images.op, padding=padding)
    product = _convolve_images(
        images,
        expand_dims(filters, 0),
        tuple(strides),
        padding,
        explicit,
        image_format,
        tuple(dilations),
        name=name,
    )
    return squeeze(product, [-2 if is_first else -3])


@export("nn.conv1d")
def conv1d(input, filters, stride, padding, data_format="NWC", dilations=None, name=None):
    """Returns the convolution of sequences with filters.

    Args:
      input: Tensor of shape [batch, length, channels], a float dtype.
      filters: Tensor of shape [length, channels, results], same dtype.
      stride: How far filters move.
      padding: "SAME" or "VALID".
      data_format: "NWC", or "NCW" if channels come second.
      dilations: How far the elements of filters are apart.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new length, results].

    Raises:
      ValueError: if there is a wrong number of strides.
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> conv1d(tf.ones([1, 3, 1]), tf.ones([2, 1, 1]), 1, "VALID")[0, :, 0].numpy().tolist()
      [2.0, 2.0]

    Source: `tf.nn.conv1d`.
    """
    with scope(name, "conv1d") as name:
        return _convolve_1d(input, filters, stride, padding, data_format, dilations, name)


def as_list(value, caller: str) -> tuple:
    """Returns strides that must be given as a list.

    Raises:
      TypeError: if they are not; names the op as `caller`.
    """
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"Expected list for 'strides' argument to '{caller}' Op, not {value}.")
    return tuple(value)


@export("nn.conv3d")
def conv3d(input, filters, strides, padding, data_format="NDHWC", dilations=None, name=None):
    """Returns the convolution of volumes with filters.

    Args:
      input: Tensor of shape [batch, depth, height, width, channels], a float dtype.
      filters: Tensor of shape [depth, height, width, channels, results], same dtype.
      strides: How far filters move: a list of five.
      padding: "SAME" or "VALID".
      data_format: "NDHWC", or "NCDHW" if channels come second.
      dilations: How far the elements of filters are apart: a list of five.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new depth, new height, new width, results].

    Raises:
      TypeError: if `strides` is no list.
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> conv3d(tf.ones([1, 2, 2, 2, 1]), tf.ones([2, 2, 2, 1, 4]), [1] * 5, "VALID").shape
      TensorShape([1, 1, 1, 1, 4])

    Source: `tf.nn.conv3d`.
    """
    dilations = (1,) * 5 if dilations is None else tuple(dilations)
    check_attributes(_convolve_volumes.op, padding=padding, data_format=data_format)
    strides = as_list(strides, "conv3d")
    return _convolve_volumes(input, filters, strides, padding, data_format, dilations, name=name)


@export("nn.convolution")
def convolution(
    input, filters, strides=None, padding="VALID", data_format=None, dilations=None, name=None
):
    """Returns the convolution of sequences, images or volumes with filters.

    Args:
      input: Tensor of shape [batch, ..., channels] with one to three dimensions between.
      filters: Tensor of shape [..., channels, results], same dtype.
      strides: How far filters move: a list of one per dimension; None for 1.
      padding: "SAME" or "VALID".
      data_format: "NWC", "NHWC", "NDHWC" or None if channels are last; "NC..." if second.
      dilations: How far the elements of filters are apart: a list of one per dimension.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, ..., results].

    Raises:
      ValueError: if there are strides and dilations at once.
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> convolution(tf.ones([1, 3, 1]), tf.ones([2, 1, 1]))[0, :, 0].numpy().tolist()
      [2.0, 2.0]

    Source: `tf.nn.convolution`.
    """
    with scope(name, "convolution") as name:
        filters = tensor_of(filters, "filters")
        dimensions = filters.shape.rank - 2
        is_first = data_format is not None and data_format.startswith("NC")
        strides = [1] * dimensions if strides is None else strides
        dilations = [1] * dimensions if dilations is None else dilations
        if np.any(np.array(strides) > 1) and np.any(np.array(dilations) > 1):
            raise ValueError(
                "`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received: "
                f"strides={np.broadcast_to(strides, dimensions)} and "
                f"dilation_rate={np.broadcast_to(dilations, dimensions)}"
            )
        if dimensions == 1:
            length_format = "NCW" if is_first else "NWC"
            return _convolve_1d(input, filters, strides, padding, length_format, dilations, name)
        if dimensions == 2:
            image_format = "NCHW" if is_first else "NHWC"
            return convolve_2d(input, filters, strides, padding, image_format, dilations, name)
        volume_format = "NCDHW" if is_first else "NDHWC"
        strides = in_each_dimension(strides, 3, volume_format, "strides")
        dilations = in_each_dimension(dilations, 3, volume_format, "dilations")
        return conv3d(input, filters, strides, padding, volume_format, dilations, name=name)


@export("nn.atrous_conv2d")
def atrous_conv2d(value, filters, rate, padding, name=None):
    """Returns the convolution of images with filters whose elements are apart.

    Args:
      value: Tensor of shape [batch, height, width, channels], a float dtype.
      filters: Tensor of shape [height, width, channels, results], same dtype.
      rate: How far the elements of filters are apart.
      padding: "SAME" or "VALID".
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new height, new width, results].

    Example:
      >>> atrous_conv2d(tf.ones([1, 3, 3, 1]), tf.ones([2, 2, 1, 1]), 2, "VALID").numpy().item()
      4.0

    Source: `tf.nn.atrous_conv2d`.
    """
    return convolution(value, filters, padding=padding, dilations=[rate, rate], name=name)
