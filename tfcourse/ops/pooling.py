"""Pooling: the largest or the mean of the elements in windows that move over images."""

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes, errors
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.fast_windows import has_fast_blocks, largest_of_blocks
from tfcourse.ops.reshaping import expand_dims, squeeze
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.windows import (
    Window,
    explicit_padding,
    in_each_dimension,
    is_channels_first,
)


def _lowest(dtype):
    return -np.inf if jnp.issubdtype(dtype, jnp.floating) else jnp.iinfo(dtype).min


def _padding_of_all(window, shape, ksize):
    paddings = iter(window.paddings(shape, window.spatial(ksize)))
    axes = window.axes(len(shape))
    return [next(paddings) if axis in axes else (0, 0) for axis in range(len(shape))]


def _reduce(images, ksize, window, initial, function):
    """Reduces each window; gives no elements where windows do not fit."""
    sizes = window.output_sizes(images.shape, window.spatial(ksize))
    channels = window.channels(images.shape) // window.channels(window.strides)
    if 0 in (*sizes, images.size):
        return jnp.zeros(window.full_shape(images.shape[0], sizes, channels), images.dtype)
    return lax.reduce_window(
        images,
        np.array(initial, images.dtype),
        function,
        ksize,
        window.strides,
        _padding_of_all(window, images.shape, ksize),
        window_dilation=window.dilations,
    )


def _largest(images, ksize, window):
    is_dense = set(window.dilations) == {1}
    paddings = _padding_of_all(window, images.shape, ksize)
    if is_dense and has_fast_blocks(images, ksize, window.strides, paddings):
        return largest_of_blocks(images, tuple(ksize))
    return _reduce(images, ksize, window, _lowest(images.dtype), lax.max)


def _mean(images, ksize, window):
    counts = _counts(images.shape, ksize, window)
    total = _reduce(images, ksize, window, 0, lax.add)
    return total / counts.astype(images.dtype) if total.size else total


def _counts(shape, ksize, window):
    """Returns how many elements of an image each window holds: padding does not count."""
    axes = window.axes(len(shape))
    counts = np.ones([1] * len(shape))
    paddings = window.paddings(shape, window.spatial(ksize))
    sizes = window.output_sizes(shape, window.spatial(ksize))
    for axis, (before, _), size in zip(axes, paddings, sizes, strict=True):
        starts = np.arange(size) * window.strides[axis] - before
        places = starts[:, None] + np.arange(ksize[axis]) * window.dilations[axis]
        inside = ((places >= 0) & (places < shape[axis])).sum(axis=1)
        counts = counts * inside.reshape(
            [-1 if index == axis else 1 for index in range(len(shape))]
        )
    return counts


def _check_pool(images, ksize, window, zero_message):
    if images.ndim != 4:
        raise invalid_argument(
            f"tensor_in_shape must have 2 spatial dimensions. {images.ndim} 0",
            f"Shape must be rank 4 but is rank {images.ndim}",
        )
    if min(ksize) <= 0:
        raise invalid_argument(zero_message)
    if min(window.strides) <= 0:
        raise invalid_argument(f"Stride must be > 0, but got {min(window.strides)}")
    if ksize[0] != 1 or window.strides[0] != 1:
        raise errors.UnimplementedError(
            None, None, "Pooling is not yet supported on the batch dimension."
        )
    if window.channels(ksize) != 1 and max(window.spatial(ksize)) != 1:
        raise errors.UnimplementedError(
            None,
            None,
            "MaxPooling supports exactly one of pooling across depth or pooling across "
            "width/height.",
        )


@op("MaxPool")
def _max_pool(
    input,
    ksize,
    strides,
    padding,
    explicit_paddings=(),
    data_format="NHWC",
    dilations=(1, 1, 1, 1),
    name=None,
):
    window = Window(strides, padding, explicit_paddings, data_format, dilations)
    zero_message = (
        "Sliding window ksize must be positive. The specified or inferred ksize is: "
        f"{','.join(map(str, ksize))}"
    )
    _check_pool(input, ksize, window, zero_message)
    for name_, size, reach in zip(
        ("Top", "Bottom", "Left", "Right"),
        explicit_paddings[2:6],
        np.repeat(window.spatial(ksize), 2),
        strict=False,
    ):
        if size >= reach:
            raise invalid_argument(
                f"{name_} padding {size} needs to be smaller than the window size {reach}"
            )
    return _largest(input, ksize, window)


@op("AvgPool")
def _average_pool(
    value, ksize, strides, padding, data_format="NHWC", dilations=(1, 1, 1, 1), name=None
):
    window = Window(strides, padding, (), data_format, dilations)
    zero_message = f"ksize must be a positive int32 value, got:{min(ksize)}"
    _check_pool(value, ksize, window, zero_message)
    return _mean(value, ksize, window)


def _check_volume(images):
    if images.ndim != 5:
        raise invalid_argument(
            "tensor_in must be 5-dimensional", f"Shape must be rank 5 but is rank {images.ndim}"
        )


@op("MaxPool3D")
def _max_pool_volumes(input, ksize, strides, padding, data_format="NDHWC", name=None):
    _check_volume(input)
    return _largest(input, ksize, Window(strides, padding, (), data_format, (1,) * 5))


@op("AvgPool3D")
def _average_pool_volumes(input, ksize, strides, padding, data_format="NDHWC", name=None):
    _check_volume(input)
    return _mean(input, ksize, Window(strides, padding, (), data_format, (1,) * 5))


@op("MaxPoolWithArgmax")
def _max_pool_with_argmax(
    input, ksize, strides, padding, Targmax=dtypes.int64, include_batch_in_index=False, name=None
):
    if input.ndim != 4:
        raise invalid_argument(
            f"tensor_in must be 4-dimensional ({input.ndim - 1})",
            f"Shape must be rank 4 but is rank {input.ndim}",
        )
    window = Window(strides, padding, (), "NHWC", (1, 1, 1, 1))
    batch, height, width, channels = input.shape
    paddings = _padding_of_all(window, input.shape, ksize)
    rows, columns = window.output_sizes(input.shape, window.spatial(ksize))
    padded = jnp.pad(input, paddings, constant_values=_lowest(input.dtype))
    values, positions = [], []
    for down in range(ksize[1]):
        for right in range(ksize[2]):
            row = np.arange(rows) * strides[1] + down
            column = np.arange(columns) * strides[2] + right
            values.append(padded[:, row][:, :, column])
            row, column = row - paddings[1][0], column - paddings[2][0]
            positions.append((row[:, None] * width + column)[:, :, None] * channels)
    values = jnp.stack(values)
    first = jnp.argmax(values, axis=0)[None]
    largest = jnp.take_along_axis(values, first, axis=0)[0]
    positions = np.broadcast_to(np.stack(positions)[:, None], values.shape) + np.arange(channels)
    where = jnp.take_along_axis(jnp.asarray(positions), first, axis=0)[0]
    if include_batch_in_index:
        where = where + np.arange(batch)[:, None, None, None] * (height * width * channels)
    return largest, where.astype(Targmax.numpy_dtype)


def _pool(kernel, input, ksize, strides, padding, data_format, name):
    ksize = in_each_dimension(ksize, 2, data_format, "ksize")
    strides = in_each_dimension(strides, 2, data_format, "strides")
    if kernel is _max_pool:
        input = tensor_of(input, "input")  # or NumPy's float64 would become the op's default
        padding, explicit = explicit_padding(padding)
        check_attributes(kernel.op, padding=padding, data_format=data_format)
        return kernel(input, ksize, strides, padding, explicit, data_format, name=name)
    check_attributes(kernel.op, padding=padding, data_format=data_format)
    return kernel(input, ksize, strides, padding, data_format, name=name)


def _pool_sequences(kernel, input, ksize, strides, padding, data_format, name, default):
    with scope(name, default) as name:
        is_first = is_channels_first(data_format)
        axis = 2 if is_first else 1
        ksize = list(in_each_dimension(ksize, 1, data_format, "ksize"))
        strides = list(in_each_dimension(strides, 1, data_format, "strides"))
        ksize.insert(axis, 1)
        strides.insert(axis, 1)
        images = expand_dims(input, axis)
        image_format = "NCHW" if is_first else "NHWC"
        pooled = _pool(kernel, images, ksize, strides, padding, image_format, name)
        return squeeze(pooled, [axis])


def _pool_volumes(kernel, input, ksize, strides, padding, data_format, name, default):
    with scope(name, default) as name:
        ksize = in_each_dimension(ksize, 3, data_format, "ksize")
        strides = in_each_dimension(strides, 3, data_format, "strides")
        check_attributes(kernel.op, padding=padding, data_format=data_format)
        return kernel(input, ksize, strides, padding, data_format, name=name)


def _of_any_rank(input, ksize, strides, padding, data_format, name, functions):
    """Calls the function for sequences, images or volumes."""
    rank = len(input.shape) if hasattr(input, "shape") else np.ndim(input)
    if not 3 <= rank <= 5:
        raise ValueError(
            "`input.shape.rank` must be 3, 4 or 5. Received: "
            f"input.shape={tensor_of(input, 'input').shape} of rank {rank}."
        )
    is_first = is_channels_first(data_format)
    default = (("NWC", "NHWC", "NDHWC"), ("NCW", "NCHW", "NCDHW"))[is_first][rank - 3]
    return functions[rank - 3](input, ksize, strides, padding, data_format or default, name)


@export("nn.max_pool1d")
def max_pool1d(input, ksize, strides, padding, data_format="NWC", name=None):
    """Returns the largest elements in windows of sequences.

    Args:
      input: Tensor of shape [batch, length, channels], a real number dtype.
      ksize: The length of the windows.
      strides: How far they move.
      padding: "SAME", "VALID", or a list of paddings.
      data_format: "NWC", or "NCW" if channels come second.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new length, channels].

    Raises:
      InvalidArgumentError: if `input` has another rank.

    Example:
      >>> max_pool1d([[[1.0], [3.0], [2.0], [0.0]]], 2, 2, "VALID").numpy().tolist()
      [[[3.0], [2.0]]]

    Source: `tf.nn.max_pool1d`.
    """
    return _pool_sequences(
        _max_pool, input, ksize, strides, padding, data_format, name, "MaxPool1d"
    )


@export("nn.max_pool2d")
def max_pool2d(input, ksize, strides, padding, data_format="NHWC", name=None):
    """Returns the largest elements in windows of images.

    Args:
      input: Tensor of shape [batch, height, width, channels], a real number dtype.
      ksize: The size of the windows: an integer, or a list of 1, 2 or 4.
      strides: How far they move: likewise.
      padding: "SAME", "VALID", or a list of paddings before and after each dimension.
      data_format: "NHWC", or "NCHW" if channels come second.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new height, new width, channels].

    Raises:
      ValueError: if there is a wrong number of sizes.
      InvalidArgumentError: if `input` has another rank.

    Example:
      >>> max_pool2d([[[[1.0], [3.0]], [[2.0], [0.0]]]], 2, 2, "VALID").numpy().item()
      3.0

    Source: `tf.nn.max_pool2d`.
    """
    with scope(name, "MaxPool2d") as name:
        return _pool(_max_pool, input, ksize, strides, padding, data_format, name)


@export("nn.max_pool3d")
def max_pool3d(input, ksize, strides, padding, data_format="NDHWC", name=None):
    """Returns the largest elements in windows of volumes.

    Args:
      input: Tensor of shape [batch, depth, height, width, channels], a float dtype.
      ksize: The size of the windows: an integer, or a list of 1, 3 or 5.
      strides: How far they move: likewise.
      padding: "SAME" or "VALID".
      data_format: "NDHWC", or "NCDHW" if channels come second.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new depth, new height, new width, channels].

    Raises:
      InvalidArgumentError: if `input` has another rank.

    Source: `tf.nn.max_pool3d`.
    """
    return _pool_volumes(
        _max_pool_volumes, input, ksize, strides, padding, data_format, name, "MaxPool3D"
    )


@export("nn.max_pool")
def max_pool(input, ksize, strides, padding, data_format=None, name=None):
    """Returns the largest elements in windows of sequences, images or volumes.

    Args:
      input: Tensor of shape [batch, ..., channels] with one to three dimensions between.
      ksize: The size of the windows: an integer, or a list.
      strides: How far they move: likewise.
      padding: "SAME", "VALID", or for images a list of paddings.
      data_format: None if channels are last; "NC..." if they are second.
      name: A name for the operation.

    Returns:
      Tensor of the rank and dtype of `input`.

    Raises:
      ValueError: if `input` has another rank.

    Example:
      >>> max_pool([[[[1.0], [3.0]], [[2.0], [0.0]]]], 2, 2, "VALID").numpy().item()
      3.0

    Source: `tf.nn.max_pool`.
    """
    functions = (max_pool1d, max_pool2d, max_pool3d)
    return _of_any_rank(input, ksize, strides, padding, data_format, name, functions)


@export("nn.avg_pool1d")
def avg_pool1d(input, ksize, strides, padding, data_format="NWC", name=None):
    """Returns the means of windows of sequences; padding does not count.

    Args:
      input: Tensor of shape [batch, length, channels], a float dtype.
      ksize: The length of the windows.
      strides: How far they move.
      padding: "SAME" or "VALID".
      data_format: "NWC", or "NCW" if channels come second.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new length, channels].

    Raises:
      InvalidArgumentError: if `input` has another rank.

    Example:
      >>> avg_pool1d([[[1.0], [3.0], [2.0], [0.0]]], 2, 2, "VALID").numpy().tolist()
      [[[2.0], [1.0]]]

    Source: `tf.nn.avg_pool1d`.
    """
    return _pool_sequences(
        _average_pool, input, ksize, strides, padding, data_format, name, "AvgPool1D"
    )


def _average_images(input, ksize, strides, padding, data_format, name, default):
    with scope(name, default) as name:
        return _pool(_average_pool, input, ksize, strides, padding, data_format, name)


@export("nn.avg_pool2d")
def avg_pool2d(input, ksize, strides, padding, data_format="NHWC", name=None):
    """Returns the means of windows of images; padding does not count.

    Args:
      input: Tensor of shape [batch, height, width, channels], a float dtype.
      ksize: The size of the windows: an integer, or a list of 1, 2 or 4.
      strides: How far they move: likewise.
      padding: "SAME" or "VALID".
      data_format: "NHWC", or "NCHW" if channels come second.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new height, new width, channels].

    Raises:
      ValueError: if there is a wrong number of sizes.
      InvalidArgumentError: if `input` has another rank.

    Example:
      >>> avg_pool2d([[[[1.0], [3.0]], [[2.0], [0.0]]]], 2, 2, "VALID").numpy().item()
      1.5

    Source: `tf.nn.avg_pool2d`.
    """
    return _average_images(input, ksize, strides, padding, data_format, name, "AvgPool2D")


@export("nn.avg_pool3d")
def avg_pool3d(input, ksize, strides, padding, data_format="NDHWC", name=None):
    """Returns the means of windows of volumes; padding does not count.

    Args:
      input: Tensor of shape [batch, depth, height, width, channels], a float dtype.
      ksize: The size of the windows: an integer, or a list of 1, 3 or 5.
      strides: How far they move: likewise.
      padding: "SAME" or "VALID".
      data_format: "NDHWC", or "NCDHW" if channels come second.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new depth, new height, new width, channels].

    Raises:
      InvalidArgumentError: if `input` has another rank.

    Source: `tf.nn.avg_pool3d`.
    """
    return _pool_volumes(
        _average_pool_volumes, input, ksize, strides, padding, data_format, name, "AvgPool3D"
    )


@export("nn.avg_pool")
def avg_pool(input, ksize, strides, padding, data_format=None, name=None):
    """Returns the means of windows of sequences, images or volumes; padding does not count.

    Args:
      input: Tensor of shape [batch, ..., channels] with one to three dimensions between.
      ksize: The size of the windows: an integer, or a list.
      strides: How far they move: likewise.
      padding: "SAME" or "VALID".
      data_format: None if channels are last; "NC..." if they are second.
      name: A name for the operation.

    Returns:
      Tensor of the rank and dtype of `input`.

    Raises:
      ValueError: if `input` has another rank.

    Example:
      >>> avg_pool([[[[1.0], [3.0]], [[2.0], [0.0]]]], 2, 2, "VALID").numpy().item()
      1.5

    Source: `tf.nn.avg_pool`.
    """

    def of_images(*arguments):
        return _average_images(*arguments, "AvgPool")

    functions = (avg_pool1d, of_images, avg_pool3d)
    return _of_any_rank(input, ksize, strides, padding, data_format, name, functions)


@export("nn.max_pool_with_argmax")
def max_pool_with_argmax(
    input,
    ksize,
    strides,
    padding,
    data_format="NHWC",
    output_dtype=dtypes.int64,
    include_batch_in_index=False,
    name=None,
):
    """Returns the largest elements in windows of images, and where they are.

    Args:
      input: Tensor of shape [batch, height, width, channels], a real number dtype.
      ksize: The size of the windows: an integer, or a list of 1, 2 or 4.
      strides: How far they move: likewise.
      padding: "SAME" or "VALID".
      data_format: "NHWC".
      output_dtype: The dtype of the places: int64 or int32.
      include_batch_in_index: Whether places count through all images of the batch.
      name: A name for the operation.

    Returns:
      A named tuple (output, argmax): the elements, and their places in the flattened image.

    Raises:
      InvalidArgumentError: if `input` has another rank.

    Example:
      >>> max_pool_with_argmax([[[[1.0], [3.0]]]], [1, 2], 1, "VALID").argmax.numpy().item()
      1

    Source: `tf.nn.max_pool_with_argmax`.
    """
    if data_format != "NHWC":
        raise ValueError(
            "`data_format` values other  than 'NHWC' are not supported. Received: "
            f"data_format={data_format}"
        )
    ksize = in_each_dimension(ksize, 2, data_format, "ksize")
    strides = in_each_dimension(strides, 2, data_format, "strides")
    check_attributes(_max_pool_with_argmax.op, padding=padding)
    dtype = dtypes.as_dtype(output_dtype)
    return _max_pool_with_argmax(
        input, ksize, strides, padding, dtype, include_batch_in_index, name=name
    )


@export("nn.pool")
def pool(
    input,
    window_shape,
    pooling_type,
    strides=None,
    padding="VALID",
    data_format=None,
    dilations=None,
    name=None,
):
    """Returns the largest or the means of elements in windows of any number of dimensions.

    Args:
      input: Tensor of shape [batch, ..., channels] with one to three dimensions between.
      window_shape: The size of the windows: a list of one per dimension.
      pooling_type: "MAX" or "AVG".
      strides: How far they move: likewise; None for 1.
      padding: "SAME" or "VALID".
      data_format: None if channels are last; "NC..." if they are second.
      dilations: How far the elements of a window are apart: likewise; None for 1.
      name: A name for the operation.

    Returns:
      Tensor of the rank and dtype of `input`.

    Raises:
      ValueError: if there is no such pooling.

    Example:
      >>> pool([[[1.0], [3.0], [2.0]]], [2], "AVG").numpy().tolist()
      [[[2.0], [2.5]]]

    Source: `tf.nn.pool`.
    """
    dimensions = len(window_shape)
    with scope(name, f"{pooling_type.lower()}_pool") as name:
        input = tensor_of(input, "input")
        if input.shape.rank not in (None, dimensions + 2):
            raise ValueError(f"Shape {input.shape} must have rank {dimensions + 2}")
        strides = np.broadcast_to(1 if strides is None else strides, dimensions)
        dilations = np.broadcast_to(1 if dilations is None else dilations, dimensions)
        is_dilated = bool(np.any(dilations > 1))
        if is_dilated and np.any(strides > 1):
            raise ValueError(
                "`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received: "
                f"strides={strides} and dilation_rate={dilations}"
            )
        if is_dilated and padding == "SAME":
            raise ValueError(
                "pooling with 'SAME' padding is not implemented for `dilation_rate` > 1. "
                f"Received: padding={padding} and dilation_rate={dilations}"
            )
        if pooling_type not in ("MAX", "AVG"):
            raise ValueError(f"{dimensions}-D {pooling_type} pooling is not supported.")
        is_max = pooling_type == "MAX"
        if is_dilated and dimensions == 2:
            data_format = data_format or "NHWC"
            ksize, strides, dilations = (
                in_each_dimension(item.tolist(), 2, data_format, "window_shape")
                for item in (np.array(window_shape), strides, dilations)
            )
            if is_max:
                return _max_pool(
                    input, ksize, strides, padding, (), data_format, dilations, name=name
                )
            return _average_pool(input, ksize, strides, padding, data_format, dilations, name=name)
        function = max_pool if is_max else avg_pool
        return function(input, list(window_shape), strides.tolist(), padding, data_format, name)
