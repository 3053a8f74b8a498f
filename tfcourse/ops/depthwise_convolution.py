"""Depthwise and separable convolutions."""

from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.convolution import as_list, convolve, convolve_2d
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.windows import Window, explicit_padding, in_each_dimension


@op("DepthwiseConv2dNative")
def _convolve_depthwise(
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
    if input.ndim != 4:
        raise invalid_argument(
            f"input must be 4-dimensional{brackets(input.shape)}",
            f"Shape must be rank 4 but is rank {input.ndim}",
        )
    if filter.ndim != 4:
        raise invalid_argument(
            f"filter must be 4-dimensional: {brackets(filter.shape)}",
            f"Shape must be rank 4 but is rank {filter.ndim}",
        )
    depth, filter_depth, multiplier = window.channels(input.shape), *filter.shape[2:]
    if depth != filter_depth:
        raise invalid_argument(
            f"input and filter must have the same depth: {depth} vs {filter_depth}",
            f"Dimensions must be equal, but are {depth} and {filter_depth}",
        )
    if len(set(window.spatial(window.strides))) > 1:
        raise invalid_argument(
            "Current implementation only supports equal length strides in the row and column "
            "dimensions."
        )
    filters = filter.reshape(*filter.shape[:2], 1, depth * multiplier)
    return convolve(input, filters, window, depth)


@export("nn.depthwise_conv2d")
def depthwise_conv2d(input, filter, strides, padding, data_format=None, dilations=None, name=None):
    """Returns the convolution of each channel of images with filters of its own.

    Args:
      input: Tensor of shape [batch, height, width, channels], a float dtype.
      filter: Tensor of shape [height, width, channels, multiplier], same dtype.
      strides: How far filters move: a list of four.
      padding: "SAME", "VALID", or a list of how many zeros before and after each dimension.
      data_format: "NHWC" (or None), or "NCHW" if channels come second.
      dilations: How far the elements of filters are apart: a list of two.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new height, new width, channels * multiplier].

    Raises:
      TypeError: if `strides` is no list.
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> depthwise_conv2d(tf.ones([1, 2, 2, 3]), tf.ones([2, 2, 3, 1]), [1] * 4, "VALID").shape
      TensorShape([1, 1, 1, 3])

    Source: `tf.nn.depthwise_conv2d`.
    """
    with scope(name, "depthwise") as name:
        data_format = data_format or "NHWC"
        strides = as_list(strides, "depthwise_conv2d_native")
        dilations = in_each_dimension(dilations, 2, data_format, "dilations")
        padding, explicit = explicit_padding(padding)
        check_attributes(_convolve_depthwise.op, padding=padding, data_format=data_format)
        filter = tensor_of(filter, "filter_in")
        return _convolve_depthwise(
            input, filter, strides, padding, explicit, data_format, dilations, name=name
        )


@export("nn.separable_conv2d")
def separable_conv2d(
    input,
    depthwise_filter,
    pointwise_filter,
    strides,
    padding,
    data_format=None,
    dilations=None,
    name=None,
):
    """Returns a depthwise convolution followed by one that mixes channels.

    Args:
      input: Tensor of shape [batch, height, width, channels], a float dtype.
      depthwise_filter: Tensor of shape [height, width, channels, multiplier], same dtype.
      pointwise_filter: Tensor of shape [1, 1, channels * multiplier, results], same dtype.
      strides: How far the depthwise filters move: a list of four.
      padding: "SAME", "VALID", or a list of how many zeros before and after each dimension.
      data_format: "NHWC" (or None), or "NCHW" if channels come second.
      dilations: How far the elements of the depthwise filters are apart: a list of two.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new height, new width, results].

    Raises:
      ValueError: if the pointwise filters are not of height and width 1.
      InvalidArgumentError: if the shapes do not fit.

    Source: `tf.nn.separable_conv2d`.
    """
    with scope(name, "separable_conv2d") as name:
        pointwise = tensor_of(pointwise_filter, "pointwise_filter")
        for size in pointwise.shape[:2]:
            if size not in (1, None):
                raise ValueError(f"Dimensions {size} and 1 are not compatible")
        depthwise = depthwise_conv2d(
            input, depthwise_filter, strides, padding, data_format, dilations
        )
        return convolve_2d(depthwise, pointwise, [1, 1], "VALID", data_format or "NHWC", None, name)
