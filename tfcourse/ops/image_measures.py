"""Differences between pixels and distances between images."""

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.export import export
from tfcourse.ops.activations import relu, softmax
from tfcourse.ops.casting import cast
from tfcourse.ops.depthwise_convolution import depthwise_conv2d
from tfcourse.ops.elementwise import log, square
from tfcourse.ops.image_colors import convert_image_dtype
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.math import abs, squared_difference, subtract
from tfcourse.ops.pooling import avg_pool2d
from tfcourse.ops.rearranging import pad
from tfcourse.ops.reductions import reduce_mean, reduce_prod, reduce_sum
from tfcourse.ops.repetition import tile
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shapes import shape

_SOBEL = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
_SCALES = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)


@export("image.image_gradients")
def image_gradients(image):
    """Returns the differences of neighbouring rows and columns.

    Args:
      image: Tensor of shape [batch, height, width, channels].

    Returns:
      A tuple (dy, dx) of tensors of the shape and dtype of `image`; the last row of dy and the
      last column of dx are zeros.

    Raises:
      ValueError: if `image` has not four dimensions.

    Example:
      >>> image_gradients(tf.constant([[[[1.0], [3.0]]]]))[1].numpy().tolist()
      [[[[2.0], [0.0]]]]

    Source: `tf.image.image_gradients`.
    """
    if image.shape.ndims != 4:
        raise ValueError(
            f"image_gradients expects a 4D tensor [batch_size, h, w, d], not {image.shape}."
        )
    rows = pad(image[:, 1:] - image[:, :-1], [[0, 0], [0, 1], [0, 0], [0, 0]])
    columns = pad(image[:, :, 1:] - image[:, :, :-1], [[0, 0], [0, 0], [0, 1], [0, 0]])
    return rows, columns


@export("image.total_variation")
def total_variation(images, name=None):
    """Returns the sum of the absolute differences of neighbouring pixels.

    Args:
      images: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      name: A name for the operation.

    Returns:
      Scalar tensor, or one of shape [batch], of the dtype of `images`.

    Raises:
      ValueError: if `images` has another rank.

    Example:
      >>> total_variation(tf.constant([[[1.0], [3.0]]])).numpy().item()
      2.0

    Source: `tf.image.total_variation`.
    """
    with scope(name, "total_variation"):
        images = tensor_of(images, "images")
        rank = images.shape.ndims
        if rank not in (3, 4):
            raise ValueError("'images' must be either 3 or 4-dimensional.")
        rows = images[..., 1:, :, :] - images[..., :-1, :, :]
        columns = images[..., 1:, :] - images[..., :-1, :]
        axes = [1, 2, 3] if rank == 4 else None
        return reduce_sum(abs(rows), axis=axes) + reduce_sum(abs(columns), axis=axes)


@export("image.sobel_edges")
def sobel_edges(image):
    """Returns how strongly images change from row to row and from column to column.

    Args:
      image: Tensor of shape [batch, height, width, channels], a float dtype.

    Returns:
      Tensor of shape [batch, height, width, channels, 2]: down and to the right.

    Example:
      >>> sobel_edges(tf.zeros([1, 2, 2, 1])).shape
      TensorShape([1, 2, 2, 1, 2])

    Source: `tf.image.sobel_edges`.
    """
    filters = np.stack([_SOBEL, np.transpose(_SOBEL)], axis=-1)[:, :, None].astype(np.float32)
    channels = image.shape[-1]
    padded = pad(image, [[0, 0], [1, 1], [1, 1], [0, 0]], mode="REFLECT")
    kernels = np.tile(filters, [1, 1, channels, 1])
    edges = depthwise_conv2d(padded, tensor_of(kernels, "Const"), [1, 1, 1, 1], "VALID")
    return reshape(edges, concat([shape(image), [2]], 0))


def _as_float32(*images):
    images = [tensor_of(image, "image") for image in images]
    return [convert_image_dtype(image, dtypes.float32) for image in images]


def _highest(max_val, image):
    """Returns the highest value of images, in the range that they have as float32."""
    highest = cast(max_val, image.dtype)
    return convert_image_dtype(highest, dtypes.float32)


@export("image.psnr")
def psnr(a, b, max_val, name=None):
    """Returns the ratio of the highest possible signal to the noise between images, in decibels.

    Args:
      a: Tensor of shape [..., height, width, channels].
      b: Tensor of the same shape and dtype.
      max_val: The highest value that pixels may have.
      name: A name for the operation.

    Returns:
      float32 tensor of shape [...]; infinite where images are equal.

    Raises:
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> psnr(tf.zeros([2, 2, 1]), tf.ones([2, 2, 1]), 10.0).numpy().item()
      20.0

    Source: `tf.image.psnr`.
    """
    with scope(name, "PSNR"):
        highest = _highest(max_val, tensor_of(a, "a"))
        a, b = _as_float32(a, b)
        error = reduce_mean(squared_difference(a, b), [-3, -2, -1])
        return subtract(
            20 * log(highest) / log(10.0), np.float32(10 / np.log(10)) * log(error), name="psnr"
        )


def _check_large_enough(images, filter_size):
    sizes = images.shape.as_list()[-3:]
    if None not in sizes and min(sizes[:2]) < filter_size:
        shown = ", ".join(map(str, images.shape.as_list()))
        raise errors.InvalidArgumentError(
            None,
            None,
            "Expected 'tf.Tensor(False, shape=(), dtype=bool)' to be true. Summarized data: "
            f"{shown}\n{filter_size}",
        )


def _gaussian_filter(size, sigma):
    places = (np.arange(size, dtype=np.float32) - (size - 1) / 2) ** 2 * (-0.5 / sigma**2)
    grid = tensor_of((places[:, None] + places).reshape(1, -1).astype(np.float32), "Const")
    return reshape(softmax(grid), [size, size, 1, 1])


def _filtered(images, kernel):
    """Returns the weighted means of windows."""
    sizes = images.shape.as_list()
    channels = sizes[-1]
    flat = reshape(images, concat([[-1], shape(images)[-3:]], 0))
    means = depthwise_conv2d(flat, tile(kernel, [1, 1, channels, 1]), [1, 1, 1, 1], "VALID")
    return reshape(means, concat([shape(images)[:-3], shape(means)[1:]], 0))


def _similarity(one, other, highest, filter_size, filter_sigma, k1, k2, over_space=True):
    """Returns similarity, and contrast and structure alone, per channel."""
    _check_large_enough(one, filter_size)
    _check_large_enough(other, filter_size)
    kernel = _gaussian_filter(filter_size, filter_sigma)
    c1, c2 = (k1 * highest) ** 2, (k2 * highest) ** 2
    mean_one, mean_other = _filtered(one, kernel), _filtered(other, kernel)
    product = mean_one * mean_other * 2.0
    squares = square(mean_one) + square(mean_other)
    luminance = (product + c1) / (squares + c1)
    covariance = _filtered(one * other, kernel) * 2.0
    variances = _filtered(square(one) + square(other), kernel)
    structure = (covariance - product + c2) / (variances - squares + c2)
    similarity = luminance * structure
    if over_space:
        similarity = reduce_mean(similarity, [-3, -2])
        structure = reduce_mean(structure, [-3, -2])
    return similarity, structure


@export("image.ssim")
def ssim(
    img1,
    img2,
    max_val,
    filter_size=11,
    filter_sigma=1.5,
    k1=0.01,
    k2=0.03,
    return_index_map=False,
):
    """Returns how similar images are in structure (Wang et al., 2004), 1 if they are equal.

    Args:
      img1: Tensor of shape [..., height, width, channels].
      img2: Tensor of the same shape and dtype.
      max_val: The highest value that pixels may have.
      filter_size: The height and width of the windows that are compared.
      filter_sigma: The standard deviation of their weights, in pixels.
      k1: A small number that keeps the divisor of the luminance away from 0.
      k2: A small number that keeps the divisor of the structure away from 0.
      return_index_map: Whether to return the similarity of each window.

    Returns:
      float32 tensor of shape [...], or [..., rows, columns] for each window.

    Raises:
      InvalidArgumentError: if images are smaller than windows.

    Example:
      >>> ssim(tf.ones([11, 11, 1]), tf.ones([11, 11, 1]), 1.0).numpy().round(3).item()
      1.0

    Source: `tf.image.ssim`.
    """
    with scope(None, "SSIM"):
        highest = _highest(max_val, tensor_of(img1, "img1"))
        one, other = _as_float32(img1, img2)
        similarity, _ = _similarity(
            one, other, highest, filter_size, filter_sigma, k1, k2, not return_index_map
        )
        return reduce_mean(similarity, [-1])


def _halved(images):
    """Returns images of half the size; odd sizes repeat the last row or column."""
    sizes = images.shape.as_list()[1:3]
    if any(size % 2 for size in sizes):
        paddings = [[0, 0], *([0, size % 2] for size in sizes), [0, 0]]
        images = pad(images, paddings, mode="SYMMETRIC")
    return avg_pool2d(images, 2, 2, "VALID")


@export("image.ssim_multiscale")
def ssim_multiscale(
    img1,
    img2,
    max_val,
    power_factors=_SCALES,
    filter_size=11,
    filter_sigma=1.5,
    k1=0.01,
    k2=0.03,
):
    """Returns how similar images are in structure on several scales (Wang et al., 2003).

    Args:
      img1: Tensor of shape [..., height, width, channels].
      img2: Tensor of the same shape and dtype.
      max_val: The highest value that pixels may have.
      power_factors: The weights of the scales, the finest first; each is half of the one before.
      filter_size: The height and width of the windows that are compared.
      filter_sigma: The standard deviation of their weights, in pixels.
      k1: A small number that keeps the divisor of the luminance away from 0.
      k2: A small number that keeps the divisor of the structure away from 0.

    Returns:
      float32 tensor of shape [...].

    Raises:
      InvalidArgumentError: if images are smaller than windows on a scale.

    Source: `tf.image.ssim_multiscale`.
    """
    with scope(None, "MS-SSIM"):
        highest = _highest(max_val, tensor_of(img1, "img1"))
        one, other = _as_float32(img1, img2)
        batch = one.shape.as_list()[:-3]
        one, other = (
            reshape(images, concat([[-1], shape(images)[-3:]], 0)) for images in (one, other)
        )
        structures, similarity = [], None
        for index in range(len(power_factors)):
            if index:
                one, other = _halved(one), _halved(other)
            similarity, structure = _similarity(
                one, other, highest, filter_size, filter_sigma, k1, k2
            )
            structures.append(relu(structure))
        factors = stack([*structures[:-1], relu(similarity)], axis=-1)
        combined = reduce_prod(factors ** tensor_of(list(power_factors), "factors"), [-1])
        return reshape(reduce_mean(combined, [-1]), batch)
