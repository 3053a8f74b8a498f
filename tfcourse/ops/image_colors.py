"""Colours: dtypes of images, colour spaces, adjustments."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops.casting import cast, saturate_cast
from tfcourse.ops.contractions import tensordot
from tfcourse.ops.division import floordiv, truediv
from tfcourse.ops.elementwise import rsqrt
from tfcourse.ops.identities import identity
from tfcourse.ops.image_geometry import require_image
from tfcourse.ops.math import add, maximum, multiply
from tfcourse.ops.reductions import reduce_mean, reduce_prod
from tfcourse.ops.repetition import tile
from tfcourse.ops.reshaping import expand_dims
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape
from tfcourse.ops.statistics import reduce_std

_GRAY = [0.2989, 0.5870, 0.1140]
_RGB_TO_YIQ = [
    [0.299, 0.59590059, 0.2115],
    [0.587, -0.27455667, -0.52273617],
    [0.114, -0.32134392, 0.31119955],
]
_YIQ_TO_RGB = [
    [1.0, 1.0, 1.0],
    [0.95598634, -0.27201283, -1.10674021],
    [0.6208248, -0.64720424, 1.70423049],
]
_RGB_TO_YUV = [
    [0.299, -0.14714119, 0.61497538],
    [0.587, -0.28886916, -0.51496512],
    [0.114, 0.43601035, -0.10001026],
]
_YUV_TO_RGB = [[1.0, 1.0, 1.0], [0.0, -0.394642334, 2.03206185], [1.13988303, -0.58062185, 0.0]]


@export("image.convert_image_dtype")
def convert_image_dtype(image, dtype, saturate=False, name=None):
    """Returns an image in another dtype: floats from 0 to 1 and integers from 0 to their highest.

    Args:
      image: Tensor of a float or integer dtype.
      dtype: The float or integer dtype to convert to.
      saturate: Whether values out of range become the nearest in range.
      name: A name for the operation.

    Returns:
      Tensor of `dtype` and the shape of `image`.

    Raises:
      AttributeError: if a dtype is neither float nor integer.

    Example:
      >>> convert_image_dtype(tf.constant([0.0, 0.5, 1.0]), tf.uint8).numpy().tolist()
      [0, 127, 255]

    Source: `tf.image.convert_image_dtype`.
    """
    image = tensor_of(image, "image")
    dtype = dtypes.as_dtype(dtype)
    if not (dtype.is_floating or dtype.is_integer):
        raise AttributeError("dtype must be either floating point or integer")
    if not (image.dtype.is_floating or image.dtype.is_integer):
        raise AttributeError("image dtype must be either floating point or integer")
    if dtype == image.dtype:
        return identity(image, name=name)
    to_dtype = saturate_cast if saturate else cast
    with scope(name, "convert_image") as name:
        if image.dtype.is_integer and dtype.is_integer:
            highest, new_highest = image.dtype.max, dtype.max
            if highest > new_highest:
                scaled = floordiv(image, (highest + 1) // (new_highest + 1))
                return to_dtype(scaled, dtype, name=name)
            return multiply(to_dtype(image, dtype), (new_highest + 1) // (highest + 1), name=name)
        if image.dtype.is_floating and dtype.is_floating:
            return cast(image, dtype, name=name)
        if image.dtype.is_integer:
            return multiply(cast(image, dtype), 1.0 / image.dtype.max, name=name)
        return to_dtype(multiply(image, dtype.max + 0.5), dtype, name=name)


def _as_float(image):
    """Returns an image of a float dtype that adjustments compute in."""
    image = tensor_of(image, "image")
    if image.dtype in (dtypes.float16, dtypes.float32):
        return image
    return convert_image_dtype(image, dtypes.float32)


@export("image.rgb_to_grayscale")
def rgb_to_grayscale(images, name=None):
    """Returns images in shades of gray.

    Args:
      images: Tensor of shape [..., 3], a float or integer dtype.
      name: A name for the operation.

    Returns:
      Tensor of shape [..., 1], of the dtype of `images`.

    Example:
      >>> rgb_to_grayscale([[[1.0, 1.0, 1.0]]]).shape
      TensorShape([1, 1, 1])

    Source: `tf.image.rgb_to_grayscale`.
    """
    with scope(name, "rgb_to_grayscale") as name:
        images = tensor_of(images, "images")
        dtype = images.dtype
        gray = tensordot(convert_image_dtype(images, dtypes.float32), _GRAY, [-1, -1])
        return convert_image_dtype(expand_dims(gray, -1), dtype, name=name)


@export("image.grayscale_to_rgb")
def grayscale_to_rgb(images, name=None):
    """Returns gray images with three equal channels.

    Args:
      images: Tensor of shape [..., 1].
      name: A name for the operation.

    Returns:
      Tensor of shape [..., 3], of the dtype of `images`.

    Raises:
      ValueError: if there is not one channel.

    Example:
      >>> grayscale_to_rgb([[[7]]]).numpy().tolist()
      [[[7, 7, 7]]]

    Source: `tf.image.grayscale_to_rgb`.
    """
    with scope(name, "grayscale_to_rgb") as name:
        images = tensor_of(images, "images")
        if images.shape.rank is not None and images.shape[-1] not in (1, None):
            raise ValueError("Last dimension of a grayscale image should be size 1.")
        return tile(images, [1] * (images.shape.rank - 1) + [3], name=name)


def _check_channels(images):
    if not images.ndim:
        raise invalid_argument(
            f"input must be at least 1D{brackets(images.shape)}",
            "Shape must be at least rank 1 but is rank 0",
        )
    if images.shape[-1] != 3:
        error = errors.FailedPreconditionError(
            None,
            None,
            f"input must have 3 channels but input only has {images.shape[-1]} channels.",
        )
        error.graph_message = f"Dimension must be 3 but is {images.shape[-1]}"
        raise error


def _to_hsv(images):
    red, green, blue = (images[..., channel] for channel in range(3))
    value = jnp.max(images, axis=-1)
    spread = value - jnp.min(images, axis=-1)
    saturation = jnp.where(value > 0, spread / jnp.where(value > 0, value, 1), 0)
    unit = 1 / (6 * jnp.where(spread > 0, spread, 1))
    hue = jnp.where(
        red == value,
        unit * (green - blue),
        jnp.where(green == value, unit * (blue - red) + 2 / 6, unit * (red - green) + 4 / 6),
    )
    hue = jnp.where(spread > 0, hue, 0)
    hue = jnp.where(hue < 0, hue + 1, hue)
    return jnp.stack([hue, saturation, value], axis=-1)


def _to_rgb(images):
    hue, saturation, value = (images[..., channel] for channel in range(3))
    sixths = hue * 6
    channels = [
        jnp.clip(jnp.abs(sixths - 3) - 1, 0, 1),
        jnp.clip(2 - jnp.abs(sixths - 2), 0, 1),
        jnp.clip(2 - jnp.abs(sixths - 4), 0, 1),
    ]
    one_minus = 1 - saturation
    return jnp.stack([(one_minus + saturation * channel) * value for channel in channels], axis=-1)


@op("RGBToHSV", names=("image.rgb_to_hsv",))
def rgb_to_hsv(images, name=None):
    """Returns images as hue, saturation and value.

    Args:
      images: Tensor of shape [..., 3], a float dtype, from 0 to 1.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `images`, from 0 to 1.

    Raises:
      FailedPreconditionError: if there are not three channels.

    Example:
      >>> rgb_to_hsv([0.0, 0.5, 0.5]).numpy().tolist()
      [0.5, 1.0, 0.5]

    Source: `tf.image.rgb_to_hsv`.
    """
    _check_channels(images)
    return _to_hsv(images)


@op("HSVToRGB", names=("image.hsv_to_rgb",))
def hsv_to_rgb(images, name=None):
    """Returns images given as hue, saturation and value as red, green and blue.

    Args:
      images: Tensor of shape [..., 3], a float dtype, from 0 to 1.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `images`, from 0 to 1.

    Raises:
      FailedPreconditionError: if there are not three channels.

    Example:
      >>> hsv_to_rgb([0.0, 1.0, 0.5]).numpy().tolist()
      [0.5, 0.0, 0.0]

    Source: `tf.image.hsv_to_rgb`.
    """
    _check_channels(images)
    return _to_rgb(images)


def _mixed(images, matrix):
    images = tensor_of(images, "images")
    kernel = tensor_of(matrix, "kernel", images.dtype)
    return tensordot(images, kernel, [[images.shape.rank - 1], [0]])


@export("image.rgb_to_yiq")
def rgb_to_yiq(images):
    """Returns images in the colour space YIQ.

    Args:
      images: Tensor of shape [..., 3], a float dtype, from 0 to 1.

    Returns:
      Tensor of the shape and dtype of `images`.

    Source: `tf.image.rgb_to_yiq`.
    """
    return _mixed(images, _RGB_TO_YIQ)


@export("image.yiq_to_rgb")
def yiq_to_rgb(images):
    """Returns images of the colour space YIQ as red, green and blue.

    Args:
      images: Tensor of shape [..., 3], a float dtype.

    Returns:
      Tensor of the shape and dtype of `images`.

    Source: `tf.image.yiq_to_rgb`.
    """
    return _mixed(images, _YIQ_TO_RGB)


@export("image.rgb_to_yuv")
def rgb_to_yuv(images):
    """Returns images in the colour space YUV.

    Args:
      images: Tensor of shape [..., 3], a float dtype, from 0 to 1.

    Returns:
      Tensor of the shape and dtype of `images`.

    Source: `tf.image.rgb_to_yuv`.
    """
    return _mixed(images, _RGB_TO_YUV)


@export("image.yuv_to_rgb")
def yuv_to_rgb(images):
    """Returns images of the colour space YUV as red, green and blue.

    Args:
      images: Tensor of shape [..., 3], a float dtype.

    Returns:
      Tensor of the shape and dtype of `images`.

    Source: `tf.image.yuv_to_rgb`.
    """
    return _mixed(images, _YUV_TO_RGB)


@export("image.adjust_brightness")
def adjust_brightness(image, delta):
    """Returns images made brighter.

    Args:
      image: Tensor of a float or integer dtype.
      delta: What to add, as if the image went from 0 to 1.

    Returns:
      Tensor of the shape and dtype of `image`.

    Example:
      >>> adjust_brightness([0.25, 0.5], 0.25).numpy().tolist()
      [0.5, 0.75]

    Source: `tf.image.adjust_brightness`.
    """
    with scope(None, "adjust_brightness") as name:
        image = tensor_of(image, "image")
        bright = _as_float(image)
        bright = add(bright, cast(delta, bright.dtype), name=name)
        return convert_image_dtype(bright, image.dtype, saturate=True)


@op("AdjustContrastv2")
def _adjust_contrast(images, contrast_factor, name=None):
    if images.ndim < 3:
        raise invalid_argument(
            f"input must be at least 3-D, got shape{brackets(images.shape)}",
            f"Shape must be at least rank 3 but is rank {images.ndim}",
        )
    mean = jnp.mean(images, axis=(-3, -2), keepdims=True)
    return (images - mean) * contrast_factor + mean


@export("image.adjust_contrast")
def adjust_contrast(images, contrast_factor):
    """Returns images in which the distance from each channel's mean is multiplied.

    Args:
      images: Tensor of shape [..., height, width, channels], a float or integer dtype.
      contrast_factor: What to multiply with.

    Returns:
      Tensor of the shape and dtype of `images`.

    Example:
      >>> adjust_contrast([[[0.25], [0.75]]], 2.0).numpy().tolist()
      [[[0.0], [1.0]]]

    Source: `tf.image.adjust_contrast`.
    """
    with scope(None, "adjust_contrast") as name:
        images = tensor_of(images, "images")
        adjusted = _adjust_contrast(_as_float(images), contrast_factor, name=name)
        return convert_image_dtype(adjusted, images.dtype, saturate=True)


def _check_colors(images):
    if images.ndim < 3:
        raise invalid_argument(
            f"input must be at least 3-D, got shape{brackets(images.shape)}",
            f"Shape must be at least rank 3 but is rank {images.ndim}",
        )
    if images.shape[-1] != 3:
        raise invalid_argument(
            f"input must have 3 channels but instead has {images.shape[-1]} channels."
        )


@op("AdjustHue")
def _adjust_hue(images, delta, name=None):
    _check_colors(images)
    hsv = _to_hsv(images)
    hue = jnp.mod(hsv[..., 0] + delta, 1)
    return _to_rgb(jnp.stack([hue, hsv[..., 1], hsv[..., 2]], axis=-1))


@export("image.adjust_hue")
def adjust_hue(image, delta, name=None):
    """Returns images whose hue is turned.

    Args:
      image: Tensor of shape [..., 3], a float or integer dtype.
      delta: How far, from -1 to 1: 1 is once around.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `delta` is out of range.
      InvalidArgumentError: if there are not three channels.

    Example:
      >>> adjust_hue([[[1.0, 0.0, 0.0]]], 0.5).numpy().tolist()
      [[[0.0, 1.0, 1.0]]]

    Source: `tf.image.adjust_hue`.
    """
    with scope(name, "adjust_hue"):
        if not isinstance(delta, Tensor) and not -1 <= delta <= 1:
            raise ValueError("delta must be in the interval [-1, 1]")
        image = tensor_of(image, "image")
        return convert_image_dtype(_adjust_hue(_as_float(image), delta), image.dtype)


@op("AdjustSaturation")
def _adjust_saturation(images, scale, name=None):
    _check_colors(images)
    hsv = _to_hsv(images)
    saturation = jnp.clip(hsv[..., 1] * scale, 0, 1)
    return _to_rgb(jnp.stack([hsv[..., 0], saturation, hsv[..., 2]], axis=-1))


@export("image.adjust_saturation")
def adjust_saturation(image, saturation_factor, name=None):
    """Returns images whose saturation is multiplied.

    Args:
      image: Tensor of shape [..., 3], a float or integer dtype.
      saturation_factor: What to multiply with.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      InvalidArgumentError: if there are not three channels.

    Example:
      >>> adjust_saturation([[[1.0, 0.5, 0.5]]], 0.0).numpy().tolist()
      [[[1.0, 1.0, 1.0]]]

    Source: `tf.image.adjust_saturation`.
    """
    with scope(name, "adjust_saturation"):
        image = tensor_of(image, "image")
        adjusted = _adjust_saturation(_as_float(image), saturation_factor)
        return convert_image_dtype(adjusted, image.dtype)


@export("image.adjust_gamma")
def adjust_gamma(image, gamma=1, gain=1):
    """Returns `gain` * image ** `gamma`, as if the image went from 0 to 1.

    Args:
      image: Tensor of a float or integer dtype.
      gamma: The exponent, not negative.
      gain: The factor.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `gamma` is negative.

    Example:
      >>> adjust_gamma([0.5, 1.0], 2.0).numpy().tolist()
      [0.25, 1.0]

    Source: `tf.image.adjust_gamma`.
    """
    with scope(None, "adjust_gamma"):
        image = tensor_of(image, "image")
        bright = _as_float(image)
        if not isinstance(gamma, Tensor) and gamma < 0:
            raise ValueError("Gamma should be a non-negative real number.")
        return convert_image_dtype(gain * bright**gamma, image.dtype, saturate=True)


@export("image.per_image_standardization")
def per_image_standardization(image):
    """Returns images with mean 0 and standard deviation 1, each for itself.

    Args:
      image: Tensor of shape [..., height, width, channels].

    Returns:
      Tensor of the shape of `image`, float32 unless it is float16.

    Raises:
      ValueError: if `image` has fewer than three dimensions.

    Example:
      >>> per_image_standardization([[[1.0], [3.0]]]).numpy().tolist()
      [[[-1.0], [1.0]]]

    Source: `tf.image.per_image_standardization`.
    """
    with scope(None, "per_image_standardization") as name:
        image = tensor_of(image, "image")
        require_image(image)
        if image.dtype not in (dtypes.float16, dtypes.float32):
            image = cast(image, dtypes.float32)
        sizes = image.shape[-3:].as_list()
        pixels = reduce_prod(shape(image)[-3:]) if None in sizes else int(np.prod(sizes))
        mean = reduce_mean(image, axis=[-1, -2, -3], keepdims=True)
        deviation = reduce_std(image, axis=[-1, -2, -3], keepdims=True)
        # Images of one colour are not divided by zero.
        deviation = maximum(deviation, rsqrt(cast(pixels, image.dtype)))
        return truediv(image - mean, deviation, name=name)
