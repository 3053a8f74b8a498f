"""Flips, turns, crops and paddings of images."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.casting import cast
from tfcourse.ops.indexing import slice_
from tfcourse.ops.joining import stack
from tfcourse.ops.rearranging import pad, reverse
from tfcourse.ops.reshaping import expand_dims, squeeze
from tfcourse.ops.reshaping import transpose as transpose_axes
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape
from tfcourse.ops.windows import Window


def require_image(image) -> None:
    """Checks that a tensor holds an image or a batch of images.

    Raises:
      ValueError: if it has fewer than three or more than four dimensions, or no elements.
    """
    rank = image.shape.rank
    if rank is not None and rank < 3:
        raise ValueError(f"'image' (shape {image.shape}) must be at least three-dimensional.")
    if rank is not None and 0 in image.shape[-3:].as_list():
        raise ValueError(f"inner 3 dims of 'image.shape' must be > 0: {image.shape}")
    if rank is not None and rank > 4:
        raise ValueError(f"'image' (shape {image.shape}) must have either 3 or 4 dimensions.")


def checked_image(image):
    """Returns an image, or a batch of them, as a batch, and whether it was one.

    Raises:
      ValueError: if it is neither.
    """
    image = tensor_of(image, "image")
    if image.shape.rank not in (3, 4):
        raise ValueError(
            f"'image' (shape {image.shape}) must have either 3 or 4 dimensions."
            if image.shape.rank is not None and image.shape.rank > 4
            else f"'image' (shape {image.shape}) must be at least three-dimensional."
        )
    require_image(image)
    is_batch = image.shape.rank == 4
    return image if is_batch else expand_dims(image, 0), is_batch


def _flipped(image, axis, name):
    with scope(None, name):
        image = tensor_of(image, "image")
        require_image(image)
        return reverse(image, [axis + image.shape.rank - 3])


@export("image.flip_left_right")
def flip_left_right(image):
    """Returns images mirrored from left to right.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `image` has another rank.

    Example:
      >>> flip_left_right([[[1], [2]]]).numpy().tolist()
      [[[2], [1]]]

    Source: `tf.image.flip_left_right`.
    """
    return _flipped(image, 1, "flip_left_right")


@export("image.flip_up_down")
def flip_up_down(image):
    """Returns images turned upside down.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `image` has another rank.

    Example:
      >>> flip_up_down([[[1]], [[2]]]).numpy().tolist()
      [[[2]], [[1]]]

    Source: `tf.image.flip_up_down`.
    """
    return _flipped(image, 0, "flip_up_down")


def _swapped(image):
    return transpose_axes(image, [1, 0, 2] if image.shape.rank == 3 else [0, 2, 1, 3])


@export("image.transpose")
def transpose(image, name=None):
    """Returns images with rows and columns swapped.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `image`.

    Raises:
      ValueError: if `image` has another rank.

    Example:
      >>> transpose([[[1], [2]]]).numpy().tolist()
      [[[1]], [[2]]]

    Source: `tf.image.transpose`.
    """
    with scope(name, "transpose"):
        image = tensor_of(image, "image")
        require_image(image)
        return _swapped(image)


@export("image.rot90")
def rot90(image, k=1, name=None):
    """Returns images turned counter-clockwise.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      k: How many quarters of a turn.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `image`.

    Raises:
      ValueError: if `image` has another rank, or `k` is not known.

    Example:
      >>> rot90([[[1], [2]]]).numpy().tolist()
      [[[2]], [[1]]]

    Source: `tf.image.rot90`.
    """
    with scope(name, "rot90"):
        image = tensor_of(image, "image")
        require_image(image)
        k = tensor_of(k, "k")
        k.shape.assert_has_rank(0)
        turns = constant_value(k)
        if turns is None:
            raise ValueError("The number of turns must be known while a graph is built.")
        rows = image.shape.rank - 3
        if turns % 4 == 1:
            return reverse(_swapped(image), [rows])
        if turns % 4 == 2:
            return reverse(image, [rows, rows + 1])
        if turns % 4 == 3:
            return reverse(_swapped(image), [rows + 1])
        return image


@export("image.central_crop")
def central_crop(image, central_fraction):
    """Returns the middle of images.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      central_fraction: Which part of height and width to keep: a float in (0, 1].

    Returns:
      Tensor of the dtype of `image`.

    Raises:
      ValueError: if the fraction is not in its range or `image` has another rank.

    Example:
      >>> central_crop([[[1], [2], [3], [4]]] * 4, 0.5).shape
      TensorShape([2, 2, 1])

    Source: `tf.image.central_crop`.
    """
    with scope(None, "central_crop"):
        image = tensor_of(image, "image")
        if not isinstance(central_fraction, Tensor):
            if not 0.0 < central_fraction <= 1.0:
                raise ValueError("central_fraction must be within (0, 1]")
            if central_fraction == 1.0:
                return image
        require_image(image)
        measured = shape(image) if None in image.shape[-3:-1].as_list() else None
        begin, sizes = [], []
        for axis in (-3, -2):
            size = image.shape[axis]
            if size is None:
                size = measured[axis]
                edge = cast(size, dtypes.float64) * (1 - central_fraction) / 2
                begin.append(cast(edge, dtypes.int32))
            else:
                begin.append(int((size - size * central_fraction) / 2))
            sizes.append(size - begin[-1] * 2)
        is_batch = image.shape.rank == 4
        begin = [0, *begin, 0] if is_batch else [*begin, 0]
        sizes = [-1, *sizes, -1] if is_batch else [*sizes, -1]
        return slice_(image, stack(begin), stack(sizes))


def _not_negative(*named):
    for value, message in named:
        if not isinstance(value, Tensor) and not value:
            raise ValueError(message)


def _sizes(image):
    """Returns height and width, numbers where they are known."""
    height, width = image.shape[1:3]
    if None in (height, width):
        measured = shape(image)
        height = measured[1] if height is None else height
        width = measured[2] if width is None else width
    return height, width


@export("image.crop_to_bounding_box")
def crop_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    """Returns a rectangle of images.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      offset_height: The first row.
      offset_width: The first column.
      target_height: How many rows.
      target_width: How many columns.

    Returns:
      Tensor of the dtype of `image`.

    Raises:
      ValueError: if the rectangle is not inside of the image.

    Example:
      >>> crop_to_bounding_box([[[1], [2], [3]]], 0, 1, 1, 2).numpy().tolist()
      [[[2], [3]]]

    Source: `tf.image.crop_to_bounding_box`.
    """
    with scope(None, "crop_to_bounding_box"):
        image, is_batch = checked_image(image)
        height, width = _sizes(image)
        _not_negative(
            (offset_width >= 0, "offset_width must be >= 0."),
            (offset_height >= 0, "offset_height must be >= 0."),
            (target_width > 0, "target_width must be > 0."),
            (target_height > 0, "target_height must be > 0."),
            (width >= target_width + offset_width, "width must be >= target + offset."),
            (height >= target_height + offset_height, "height must be >= target + offset."),
        )
        begin = stack([0, offset_height, offset_width, 0])
        cropped = slice_(image, begin, stack([-1, target_height, target_width, -1]))
        return cropped if is_batch else squeeze(cropped, [0])


@export("image.pad_to_bounding_box")
def pad_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    """Returns images with zeros around them.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      offset_height: How many rows of zeros come first.
      offset_width: How many columns of zeros come first.
      target_height: The new height.
      target_width: The new width.

    Returns:
      Tensor of the dtype of `image`.

    Raises:
      ValueError: if the image does not fit into the new size.

    Example:
      >>> pad_to_bounding_box([[[1]]], 0, 1, 1, 3).numpy().tolist()
      [[[0], [1], [0]]]

    Source: `tf.image.pad_to_bounding_box`.
    """
    with scope(None, "pad_to_bounding_box"):
        image, is_batch = checked_image(image)
        offset, target = (offset_height, offset_width), (target_height, target_width)
        padded = _padded(image, _sizes(image), offset, target)
        return padded if is_batch else squeeze(padded, [0])


def _padded(image, sizes, offset, target):
    """Returns images of given sizes padded with zeros; each argument holds rows and columns."""
    below, right = (
        wanted - before - size for size, before, wanted in zip(sizes, offset, target, strict=True)
    )
    _not_negative(
        (offset[0] >= 0, "offset_height must be >= 0"),
        (offset[1] >= 0, "offset_width must be >= 0"),
        (right >= 0, "width must be <= target - offset"),
        (below >= 0, "height must be <= target - offset"),
    )
    paddings = [[0, 0], [offset[0], below], [offset[1], right], [0, 0]]
    padded = pad(image, stack([stack(pair) for pair in paddings]))
    if context.graph is not None:
        known = [size if isinstance(size, int) else None for size in target]
        padded.set_shape([image.shape[0], *known, image.shape[-1]])
    return padded


def _larger(value, limit):
    from tfcourse.ops.math import maximum

    is_tensor = isinstance(value, Tensor) or isinstance(limit, Tensor)
    return maximum(value, limit) if is_tensor else max(value, limit)


def _smaller(value, limit):
    from tfcourse.ops.math import minimum

    is_tensor = isinstance(value, Tensor) or isinstance(limit, Tensor)
    return minimum(value, limit) if is_tensor else min(value, limit)


@export("image.resize_with_crop_or_pad")
def resize_with_crop_or_pad(image, target_height, target_width):
    """Returns images cropped in the middle, or with zeros around them, to have a size.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      target_height: The new height.
      target_width: The new width.

    Returns:
      Tensor of the dtype of `image`.

    Raises:
      ValueError: if a size is not positive or `image` has another rank.

    Example:
      >>> resize_with_crop_or_pad([[[1], [2], [3]]], 2, 1).numpy().tolist()
      [[[2]], [[0]]]

    Source: `tf.image.resize_with_crop_or_pad`.
    """
    with scope(None, "resize_image_with_crop_or_pad"):
        image, is_batch = checked_image(image)
        _not_negative(
            (target_width > 0, "target_width must be > 0."),
            (target_height > 0, "target_height must be > 0."),
        )
        height, width = _sizes(image)
        missing_width, missing_height = target_width - width, target_height - height
        kept = _smaller(target_height, height), _smaller(target_width, width)
        cropped = crop_to_bounding_box(
            image, _larger(-missing_height // 2, 0), _larger(-missing_width // 2, 0), *kept
        )
        with scope(None, "pad_to_bounding_box"):
            offset = _larger(missing_height // 2, 0), _larger(missing_width // 2, 0)
            resized = _padded(cropped, kept, offset, (target_height, target_width))
        return resized if is_batch else squeeze(resized, [0])


@op("ExtractImagePatches")
def _patches(images, ksizes, strides, rates, padding, name=None):
    if images.ndim != 4:
        raise invalid_argument(
            "input must be 4-dimensional", f"Shape must be rank 4 but is rank {images.ndim}"
        )
    window = Window(strides, padding, (), "NHWC", rates)
    rows, columns = window.output_sizes(images.shape, ksizes[1:3])
    paddings = window.paddings(images.shape, ksizes[1:3])
    padded = jnp.pad(images, [(0, 0), *paddings, (0, 0)])
    parts = [
        padded[:, np.arange(rows) * strides[1] + down * rates[1]][
            :, :, np.arange(columns) * strides[2] + right * rates[2]
        ]
        for down in range(ksizes[1])
        for right in range(ksizes[2])
    ]
    return jnp.concatenate(parts, axis=-1)


@export("image.extract_patches")
def extract_patches(images, sizes, strides, rates, padding, name=None):
    """Returns the patches of images, each as one vector.

    Args:
      images: Tensor of shape [batch, height, width, channels].
      sizes: The size of patches: [1, rows, columns, 1].
      strides: How far they are apart: [1, rows, columns, 1].
      rates: How far the elements of a patch are apart: [1, rows, columns, 1].
      padding: "SAME" or "VALID".
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, new height, new width, rows * columns * channels].

    Raises:
      InvalidArgumentError: if `images` has another rank.

    Example:
      >>> extract_patches([[[[1], [2], [3]]]], [1, 1, 2, 1], [1] * 4, [1] * 4, "VALID").numpy()
      array([[[[1, 2],
               [2, 3]]]], dtype=int32)

    Source: `tf.image.extract_patches`.
    """
    check_attributes(_patches.op, padding=padding)
    return _patches(images, tuple(sizes), tuple(strides), tuple(rates), padding, name)
