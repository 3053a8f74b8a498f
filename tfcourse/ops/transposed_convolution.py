"""Transposed convolutions: gradients of convolutions by their inputs, as layers of their own."""

import jax

from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.convolution import convolve
from tfcourse.ops.joining import concat
from tfcourse.ops.reshaping import expand_dims, squeeze
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.windows import Window, explicit_padding, in_each_dimension, is_channels_first


def _backpropagate(sizes, filters, products, window, label):
    """Returns the transposed convolution: the gradient of a convolution by its input.

    Args:
      sizes: The shape of the result.
      filters: Array of shape [..., result's channels, operand's channels].
      products: The operand: what has the shape of the convolution's result.
      window: The `Window` of the convolution.
      label: What TensorFlow's errors begin with.
    """
    rank = filters.ndim
    if len(sizes) != rank:
        raise invalid_argument(
            f"{label.removesuffix('Custom')} requires input_sizes to contain {rank} values or "
            f"{rank - 2} values, but got: {len(sizes)}"
        )
    if products.ndim != rank:
        raise invalid_argument(
            f"input_sizes must be {rank}-dimensional, got: {products.ndim}",
            f"Shape must be rank {rank} but is rank {products.ndim}",
        )
    if sizes[0] != products.shape[0]:
        raise invalid_argument(
            f"{label}: input and out_backprop must have the same batch size. Input batch: "
            f"{sizes[0]}, outbackprop batch: {products.shape[0]}, batch_dim: 0"
        )
    if window.channels(sizes) % filters.shape[-2]:
        raise invalid_argument(f"{label}: input depth must be evenly divisible by filter depth")
    if window.channels(products.shape) != filters.shape[-1]:
        raise invalid_argument(f"{label}: filter and out_backprop must have the same out_depth")
    expected = window.output_sizes(sizes, filters.shape)
    for index, (size, wanted) in enumerate(
        zip(window.spatial(products.shape), expected, strict=True)
    ):
        if size != wanted:
            raise invalid_argument(
                f"{label}: Size of out_backprop doesn't match computed: actual = {size}, computed "
                f"= {wanted} spatial_dim: {window.axes(rank)[index]} input: "
                f"{window.spatial(sizes)[index]} filter: {filters.shape[index]} output: {size} "
                f"stride: {window.spatial(window.strides)[index]} dilation: "
                f"{window.spatial(window.dilations)[index]}"
            )
    groups = window.channels(sizes) // filters.shape[-2]
    operand = jax.ShapeDtypeStruct(tuple(sizes), products.dtype)
    transposed = jax.linear_transpose(
        lambda images: convolve(images, filters, window, groups), operand
    )
    return transposed(products)[0]


@op("Conv2DBackpropInput", static=("input_sizes",))
def _backpropagate_images(
    input_sizes,
    filter,
    out_backprop,
    strides=None,
    padding="SAME",
    explicit_paddings=(),
    data_format="NHWC",
    dilations=(1, 1, 1, 1),
    name=None,
):
    window = Window(strides, padding, explicit_paddings, data_format, dilations)
    if filter.ndim != 4:
        raise invalid_argument("Conv2DCustomBackpropInput: filter must be 4-dimensional")
    sizes = input_sizes.tolist()
    return _backpropagate(sizes, filter, out_backprop, window, "Conv2DCustomBackpropInput")


@op("Conv3DBackpropInputV2", static=("input_sizes",))
def _backpropagate_volumes(
    input_sizes,
    filter,
    out_backprop,
    strides=None,
    padding="SAME",
    data_format="NDHWC",
    dilations=(1, 1, 1, 1, 1),
    name=None,
):
    window = Window(strides, padding, (), data_format, dilations)
    sizes = input_sizes.tolist()
    return _backpropagate(sizes, filter, out_backprop, window, "Conv3DBackpropInputOp")


@export("nn.conv2d_transpose")
def conv2d_transpose(
    input,
    filters,
    output_shape,
    strides,
    padding="SAME",
    data_format="NHWC",
    dilations=None,
    name=None,
):
    """Returns the transposed convolution of images: the gradient of `conv2d` by its input.

    Args:
      input: Tensor of shape [batch, height, width, channels], a float dtype.
      filters: Tensor of shape [height, width, results, channels], same dtype.
      output_shape: The shape of the result: a list of four or a tensor.
      strides: How far filters move: an integer, or a list of 1, 2 or 4.
      padding: "SAME", "VALID", or a list of how many zeros before and after each dimension.
      data_format: "NHWC", or "NCHW" if channels come second.
      dilations: How far the elements of filters are apart: as `strides`.
      name: A name for the operation.

    Returns:
      Tensor of shape `output_shape`.

    Raises:
      ValueError: if there is a wrong number of strides.
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> image = conv2d_transpose(tf.ones([1, 1, 1, 1]), tf.ones([2, 2, 1, 1]), [1, 2, 2, 1], 2)
      >>> image[0, :, :, 0].numpy().tolist()
      [[1.0, 1.0], [1.0, 1.0]]

    Source: `tf.nn.conv2d_transpose`.
    """
    with scope(name, "conv2d_transpose") as name:
        strides = in_each_dimension(strides, 2, data_format, "strides")
        dilations = in_each_dimension(dilations, 2, data_format, "dilations")
        padding, explicit = explicit_padding(padding)
        check_attributes(_backpropagate_images.op, padding=padding, data_format=data_format)
        return _backpropagate_images(
            output_shape, filters, input, strides, padding, explicit, data_format, dilations, name
        )


@export("nn.conv1d_transpose")
def conv1d_transpose(
    input,
    filters,
    output_shape,
    strides,
    padding="SAME",
    data_format="NWC",
    dilations=None,
    name=None,
):
    """Returns the transposed convolution of sequences: the gradient of `conv1d` by its input.

    Args:
      input: Tensor of shape [batch, length, channels], a float dtype.
      filters: Tensor of shape [length, results, channels], same dtype.
      output_shape: The shape of the result.
      strides: How far filters move.
      padding: "SAME" or "VALID".
      data_format: "NWC", or "NCW" if channels come second.
      dilations: How far the elements of filters are apart.
      name: A name for the operation.

    Returns:
      Tensor of shape `output_shape`.

    Raises:
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> conv1d_transpose(tf.ones([1, 1, 1]), tf.ones([2, 1, 1]), [1, 2, 1], 2).numpy().tolist()
      [[[1.0], [1.0]]]

    Source: `tf.nn.conv1d_transpose`.
    """
    with scope(name, "conv1d_transpose") as name:
        is_first = is_channels_first(data_format)
        axis = 2 if is_first else 1
        strides = list(in_each_dimension(strides, 1, data_format, "strides"))
        dilations = list(in_each_dimension(dilations, 1, data_format, "dilations"))
        strides.insert(axis, 1)
        dilations.insert(axis, 1)
        image_format = "NCHW" if is_first else "NHWC"
        images = expand_dims(input, axis)
        filters = expand_dims(filters, 0)
        output_shape = tensor_of(output_shape, "output_shape")
        sizes = concat([output_shape[:axis], [1], output_shape[axis:]], 0)
        check_attributes(_backpropagate_images.op, padding=padding)
        image = _backpropagate_images(
            sizes,
            filters,
            images,
            tuple(strides),
            padding,
            (),
            image_format,
            tuple(dilations),
            name,
        )
        return squeeze(image, [axis])


@export("nn.conv3d_transpose")
def conv3d_transpose(
    input,
    filters,
    output_shape,
    strides,
    padding="SAME",
    data_format="NDHWC",
    dilations=None,
    name=None,
):
    """Returns the transposed convolution of volumes: the gradient of `conv3d` by its input.

    Args:
      input: Tensor of shape [batch, depth, height, width, channels], a float dtype.
      filters: Tensor of shape [depth, height, width, results, channels], same dtype.
      output_shape: The shape of the result.
      strides: How far filters move: an integer, or a list of 1, 3 or 5.
      padding: "SAME" or "VALID".
      data_format: "NDHWC", or "NCDHW" if channels come second.
      dilations: How far the elements of filters are apart: as `strides`.
      name: A name for the operation.

    Returns:
      Tensor of shape `output_shape`.

    Raises:
      InvalidArgumentError: if the shapes do not fit.

    Source: `tf.nn.conv3d_transpose`.
    """
    with scope(name, "conv3d_transpose") as name:
        strides = in_each_dimension(strides, 3, data_format, "strides")
        dilations = in_each_dimension(dilations, 3, data_format, "dilations")
        check_attributes(_backpropagate_volumes.op, padding=padding, data_format=data_format)
        return _backpropagate_volumes(
            output_shape, filters, input, strides, padding, data_format, dilations, name
        )


@export("nn.conv_transpose")
def conv_transpose(
    input,
    filters,
    output_shape,
    strides,
    padding="SAME",
    data_format=None,
    dilations=None,
    name=None,
):
    """Returns the transposed convolution of sequences, images or volumes.

    Args:
      input: Tensor of shape [batch, ..., channels] with one to three dimensions between.
      filters: Tensor of shape [..., results, channels], same dtype.
      output_shape: The shape of the result: a list.
      strides: How far filters move.
      padding: "SAME" or "VALID".
      data_format: None if channels are last; "NC..." if they are second.
      dilations: How far the elements of filters are apart.
      name: A name for the operation.

    Returns:
      Tensor of shape `output_shape`.

    Raises:
      ValueError: if there are other numbers of dimensions.
      InvalidArgumentError: if the shapes do not fit.

    Source: `tf.nn.conv_transpose`.
    """
    with scope(name, "conv_transpose") as name:
        dimensions = len(output_shape) - 2
        if not 1 <= dimensions <= 3:
            raise ValueError(
                "`output_shape` must be of length 3, 4 or 5. Received: "
                f"output_shape={output_shape} of length {dimensions + 2}."
            )
        is_first = data_format is not None and data_format.startswith("NC")
        formats = (("NWC", "NHWC", "NDHWC"), ("NCW", "NCHW", "NCDHW"))[is_first]
        function = (conv1d_transpose, conv2d_transpose, conv3d_transpose)[dimensions - 1]
        chosen = formats[dimensions - 1]
        return function(input, filters, output_shape, strides, padding, chosen, dilations, name)


@export("nn.atrous_conv2d_transpose")
def atrous_conv2d_transpose(value, filters, output_shape, rate, padding, name=None):
    """Returns the transpose of `atrous_conv2d`.

    Args:
      value: Tensor of shape [batch, height, width, channels], a float dtype.
      filters: Tensor of shape [height, width, results, channels], same dtype.
      output_shape: The shape of the result.
      rate: How far the elements of filters are apart.
      padding: "SAME" or "VALID".
      name: A name for the operation.

    Returns:
      Tensor of shape `output_shape`.

    Source: `tf.nn.atrous_conv2d_transpose`.
    """
    with scope(name, "atrous_conv2d_transpose") as name:
        return _backpropagate_images(
            output_shape, filters, value, (1,) * 4, padding, (), "NHWC", (1, rate, rate, 1), name
        )
