"""Resizing of images.

Each method is a weighted sum over rows and one over columns. The weights depend on sizes only, so
they are NumPy matrices in the compiled kernel.
"""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import zeros
from tfcourse.ops.division import truediv
from tfcourse.ops.elementwise import floor
from tfcourse.ops.elementwise import round as round_
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.math import maximum, minimum
from tfcourse.ops.rearranging import pad
from tfcourse.ops.reductions import reduce_max
from tfcourse.ops.reshaping import expand_dims, squeeze
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape

_TABLE_SIZE = 1024


@export("image.ResizeMethod")
class ResizeMethod:
    """The methods of `tf.image.resize`.

    Source: `tf.image.ResizeMethod`.
    """

    AREA = "area"
    BICUBIC = "bicubic"
    BILINEAR = "bilinear"
    GAUSSIAN = "gaussian"
    LANCZOS3 = "lanczos3"
    LANCZOS5 = "lanczos5"
    MITCHELLCUBIC = "mitchellcubic"
    NEAREST_NEIGHBOR = "nearest"


_METHODS = {value for name, value in vars(ResizeMethod).items() if name.isupper()}


def _checked_size(images, size):
    if images.ndim != 4:
        raise invalid_argument(
            f"input must be 4-dimensional{list(images.shape)}".replace(" ", ""),
            f"Shape must be rank 4 but is rank {images.ndim}",
        )
    height, width = size.tolist()
    if height <= 0 or width <= 0:
        raise invalid_argument("output dimensions must be positive")
    return height, width


def _centers(size: int, old_size: int):
    """Returns where the centers of new pixels lie among old ones, in float32 as TensorFlow does."""
    scale = np.float32(old_size) / np.float32(size)
    return (np.arange(size, dtype=np.float32) + np.float32(0.5)) * scale


def _neighbours(size, old_size):
    """Returns the pixels before and after each new one, and how far it is from the first."""
    place = _centers(size, old_size) - np.float32(0.5)
    before = np.floor(place)
    lower = np.maximum(before, 0).astype(int)
    upper = np.minimum(np.ceil(place), old_size - 1).astype(int)
    return lower, upper, place - before


@op("ResizeBilinear", static=("size",))
def _bilinear(images, size, align_corners=False, half_pixel_centers=True, name=None):
    height, width = _checked_size(images, size)
    images = images.astype(jnp.float32)
    left, right, along = _neighbours(width, images.shape[2])
    columns = images[:, :, left] + (images[:, :, right] - images[:, :, left]) * along[:, None]
    above, below, down = _neighbours(height, images.shape[1])
    return columns[:, above] + (columns[:, below] - columns[:, above]) * down[:, None, None]


@op("ResizeNearestNeighbor", static=("size",))
def _nearest(images, size, align_corners=False, half_pixel_centers=True, name=None):
    height, width = _checked_size(images, size)
    rows, columns = (
        np.minimum(np.floor(_centers(new, old)).astype(int), old - 1)
        for new, old in zip((height, width), images.shape[1:3], strict=True)
    )
    return images[:, rows][:, :, columns]


def _apply(images, row_weights, column_weights):
    images = images.astype(jnp.float32)
    rows = jnp.einsum("yh,bhwc->bywc", row_weights.astype(np.float32), images)
    return jnp.einsum("xw,bywc->byxc", column_weights.astype(np.float32), rows)


def _cubic_weights(size, old_size):
    """Returns Keys' weights (a = -0.5), read from a table of 1024 steps as TensorFlow does."""
    place = _centers(size, old_size) - np.float32(0.5)
    first = np.floor(place).astype(int)
    step = np.rint((place - first) * _TABLE_SIZE).astype(int)
    weights = np.zeros((size, old_size))
    for offset in range(-1, 3):
        distance = np.abs(step / _TABLE_SIZE - offset)
        index = first + offset
        inside = (index >= 0) & (index < old_size)
        rows = np.nonzero(inside)[0]
        weights[rows, index[inside]] += _cubic(distance[inside], -0.5)
    return weights / weights.sum(axis=1, keepdims=True)


def _cubic(x, a):
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
    return np.where(x <= 1, near, np.where(x < 2, far, 0))


@op("ResizeBicubic", static=("size",))
def _bicubic(images, size, align_corners=False, half_pixel_centers=True, name=None):
    height, width = _checked_size(images, size)
    return _apply(
        images, _cubic_weights(height, images.shape[1]), _cubic_weights(width, images.shape[2])
    )


def _area_weights(size, old_size):
    """Returns which part of each new pixel the old ones cover."""
    scale = old_size / size
    start = np.arange(size)[:, None] * scale
    old = np.arange(old_size)
    covered = np.minimum(start + scale, old + 1) - np.maximum(start, old)
    return np.maximum(covered, 0) / scale


@op("ResizeArea", static=("size",))
def _area(images, size, align_corners=False, name=None):
    height, width = _checked_size(images, size)
    return _apply(
        images, _area_weights(height, images.shape[1]), _area_weights(width, images.shape[2])
    )


def _lanczos(radius):
    def kernel(x):
        angle = np.pi * np.abs(x)
        with np.errstate(all="ignore"):
            value = radius * np.sin(angle) * np.sin(angle / radius) / (angle * angle)
        return np.where(np.abs(x) > radius, 0, np.where(np.abs(x) <= 1e-3, 1, value))

    return kernel


def _gaussian(x):
    x = np.abs(x)
    return np.where(x >= 1.5, 0, np.exp(-(x**2) / (2 * 0.5**2)))


def _mitchell(x):
    x = np.abs(x)
    near = (7 / 6 * x - 2) * x * x + 8 / 9
    far = ((-7 / 18 * x + 2) * x - 10 / 3) * x + 16 / 9
    return np.where(x >= 2, 0, np.where(x >= 1, far, near))


_KERNELS = {
    "lanczos3": (3, _lanczos(3)),
    "lanczos5": (5, _lanczos(5)),
    "gaussian": (1.5, _gaussian),
    "triangle": (1, lambda x: np.maximum(1 - np.abs(x), 0)),
    "keyscubic": (2, lambda x: _cubic(np.abs(x), -0.5)),
    "mitchellcubic": (2, _mitchell),
}


def _sampling_weights(size, old_size, scale, kernel_type, antialias):
    radius, kernel = _KERNELS[kernel_type]
    # In float32, as TensorFlow: kernels jump where pixels are exactly a radius away.
    inverse = np.float32(1) / np.float32(scale)
    widening = max(inverse, np.float32(1)) if antialias else np.float32(1)
    sample = (np.arange(size, dtype=np.float32) + np.float32(0.5))[:, None] * inverse
    old = np.arange(old_size, dtype=np.float32)
    first = np.ceil(sample - np.float32(radius) * widening - np.float32(0.5))
    last = np.floor(sample + np.float32(radius) * widening - np.float32(0.5))
    near = (old >= first) & (old <= last) & (sample >= 0) & (sample <= old_size)
    weights = np.where(near, kernel((old + np.float32(0.5) - sample) / widening), 0)
    total = weights.sum(axis=1, keepdims=True)
    return np.divide(weights, total, out=np.zeros_like(weights), where=np.abs(total) > 1e-30)


@op("ScaleAndTranslate", static=("size", "scale", "translation"))
def _scale_and_translate(
    images, size, scale, translation, kernel_type="lanczos3", antialias=True, name=None
):
    height, width = _checked_size(images, size)
    weights = (
        _sampling_weights(new, old, factor, kernel_type, antialias)
        for new, old, factor in zip((height, width), images.shape[1:3], scale, strict=True)
    )
    return _apply(images, *weights)


def _checked_images(images):
    """Returns images as a batch, and whether they were one."""
    images = tensor_of(images, "images")
    if images.shape.rank is None:
        raise ValueError("'images' contains no shape.")
    if images.shape.rank not in (3, 4):
        raise ValueError("'images' must have either 3 or 4 dimensions.")
    is_batch = images.shape.rank == 4
    return images if is_batch else expand_dims(images, 0), is_batch


def _size_tensor(size):
    try:
        size = tensor_of(size, "size", dtypes.int32)
    except (TypeError, ValueError):
        raise ValueError("'size' must be a 1-D int32 Tensor") from None
    if not size.shape.is_compatible_with([2]):
        raise ValueError("'size' must be a 1-D Tensor of 2 elements: new_height, new_width")
    return size


def _size_within(size, images):
    """Returns the largest size within `size` that has the images' ratio of height to width."""
    height, width = images.shape[1:3]
    if None in (height, width):
        measured = shape(images)
        height, width = measured[1], measured[2]
    factors = [
        truediv(cast(new, dtypes.float32), cast(old, dtypes.float32))
        for new, old in zip((size[0], size[1]), (height, width), strict=True)
    ]
    factor = minimum(*factors)
    return stack(
        [cast(round_(factor * cast(old, dtypes.float32)), dtypes.int32) for old in (height, width)]
    )


def _resized(images, size, method, antialias):
    if method in ("nearest", "area"):
        return (_nearest if method == "nearest" else _area)(images, size)
    if method in ("bilinear", "bicubic") and not antialias:
        return (_bilinear if method == "bilinear" else _bicubic)(images, size)
    kernel_type = {"bilinear": "triangle", "bicubic": "keyscubic"}.get(method, method)
    old_size = shape(images)[1:3]
    scale = truediv(cast(size, dtypes.float32), cast(old_size, dtypes.float32))
    return _scale_and_translate(images, size, scale, zeros([2]), kernel_type, antialias)


@export("image.resize")
def resize(
    images,
    size,
    method=ResizeMethod.BILINEAR,
    preserve_aspect_ratio=False,
    antialias=False,
    name=None,
):
    """Returns images of another size.

    Args:
      images: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      size: The new height and width, two integers.
      method: One of `tf.image.ResizeMethod`, or its value.
      preserve_aspect_ratio: Whether to keep the ratio of height to width, and stay within `size`.
      antialias: Whether smaller images are smoothed.
      name: A name for the operation.

    Returns:
      float32 tensor of images; of the dtype of `images` if the method is "nearest".

    Raises:
      ValueError: if `images` or `size` have another rank, or there is no such method.
      InvalidArgumentError: if `size` is not positive.

    Example:
      >>> resize([[[1.0], [3.0]]], [1, 4])[0, :, 0].numpy().tolist()
      [1.0, 1.5, 2.5, 3.0]

    Source: `tf.image.resize`.
    """
    with scope(name, "resize"):
        images, is_batch = _checked_images(images)
        size = _size_tensor(size)
        if preserve_aspect_ratio:
            size = _size_within(size, images)
        if method not in _METHODS:
            raise ValueError(f"Resize method is not implemented: {method}")
        resized = _resized(images, size, method, antialias)
        if context.graph is not None:
            known = constant_value(size)
            height, width = (None, None) if known is None else known.tolist()
            resized.set_shape([images.shape[0], height, width, images.shape[3]])
        return resized if is_batch else squeeze(resized, [0])


@export("image.resize_with_pad")
def resize_with_pad(
    image, target_height, target_width, method=ResizeMethod.BILINEAR, antialias=False
):
    """Returns images resized to fit into a size, with zeros around them.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      target_height: The new height.
      target_width: The new width.
      method: One of `tf.image.ResizeMethod`, or its value.
      antialias: Whether smaller images are smoothed.

    Returns:
      Tensor of images as `tf.image.resize` returns them.

    Raises:
      ValueError: if `image` has another rank, or a size is not positive.

    Example:
      >>> resize_with_pad([[[1.0], [3.0]]], 2, 2).shape
      TensorShape([2, 2, 1])

    Source: `tf.image.resize_with_pad`.
    """
    from tfcourse.ops.image_geometry import checked_image

    with scope(None, "resize_image_with_pad"):
        image, is_batch = checked_image(image)
        for target, label in ((target_height, "height"), (target_width, "width")):
            if target <= 0:
                raise ValueError(f"target_{label} must be > 0.")
        target = tensor_of(np.array([target_height, target_width], np.float64), "target")
        sizes = cast(shape(image)[1:3], dtypes.float64)
        inner = sizes / reduce_max(sizes / target)
        edges = maximum(0, cast(floor((target - inner) / 2), dtypes.int32))
        inner = cast(floor(inner), dtypes.int32)
        resized = resize(image, inner, method, antialias=antialias)
        after = [target_height, target_width] - edges - inner
        nothing = [[0, 0]]
        padded = pad(resized, concat([nothing, stack([edges, after], axis=1), nothing], 0))
        if context.graph is not None:
            padded.set_shape([image.shape[0], target_height, target_width, image.shape[3]])
        return padded if is_batch else squeeze(padded, [0])
