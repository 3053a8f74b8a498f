"""Random changes of images: the same draws as TensorFlow's, stateful and stateless."""

from tfcourse.core import dtypes, errors
from tfcourse.core.constants import constant_value
from tfcourse.core.export import export
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import greater_equal
from tfcourse.ops.elementwise import round as round_
from tfcourse.ops.image_colors import (
    adjust_brightness,
    adjust_contrast,
    adjust_hue,
    adjust_saturation,
)
from tfcourse.ops.image_geometry import require_image
from tfcourse.ops.indexing import slice_
from tfcourse.ops.masks import where
from tfcourse.ops.random import uniform
from tfcourse.ops.rearranging import reverse
from tfcourse.ops.reductions import reduce_all
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shapes import shape
from tfcourse.ops.stateless_random import stateless_uniform

_HIGHEST = 2**31 - 1


def _stateful(seed):
    def draw(sizes, lowest=0.0, highest=1.0, dtype="float32"):
        return uniform(sizes, lowest, highest, dtype, seed=seed)

    return draw


def _stateless(seed):
    def draw(sizes, lowest=0.0, highest=1.0, dtype="float32"):
        return stateless_uniform(sizes, seed, lowest, highest, dtype)

    return draw


def _flipped(image, axis, draw, name):
    """Returns an image turned over or not; in a batch each for itself."""
    with scope(None, name):
        image = tensor_of(image, "image")
        require_image(image)
        if image.shape.rank == 3:
            is_turned = draw([]) < 0.5
            return where(is_turned, reverse(image, [axis]), image)
        count = shape(image)[0]
        turned = round_(reshape(draw([count]), [count, 1, 1, 1]))
        turned = cast(turned, image.dtype)
        return turned * reverse(image, [axis + 1]) + (1 - turned) * image


@export("image.random_flip_left_right")
def random_flip_left_right(image, seed=None):
    """Returns images mirrored from left to right, or not, with equal probability.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      seed: Python integer: the seed of the operation.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `image` has another rank.

    Source: `tf.image.random_flip_left_right`.
    """
    return _flipped(image, 1, _stateful(seed), "random_flip_left_right")


@export("image.random_flip_up_down")
def random_flip_up_down(image, seed=None):
    """Returns images turned upside down, or not, with equal probability.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      seed: Python integer: the seed of the operation.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `image` has another rank.

    Source: `tf.image.random_flip_up_down`.
    """
    return _flipped(image, 0, _stateful(seed), "random_flip_up_down")


@export("image.stateless_random_flip_left_right")
def stateless_random_flip_left_right(image, seed):
    """Returns images mirrored from left to right, or not, as the seed says.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      seed: Two integers.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `image` has another rank.

    Source: `tf.image.stateless_random_flip_left_right`.
    """
    return _flipped(image, 1, _stateless(seed), "stateless_random_flip_left_right")


@export("image.stateless_random_flip_up_down")
def stateless_random_flip_up_down(image, seed):
    """Returns images turned upside down, or not, as the seed says.

    Args:
      image: Tensor of shape [height, width, channels] or [batch, height, width, channels].
      seed: Two integers.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `image` has another rank.

    Source: `tf.image.stateless_random_flip_up_down`.
    """
    return _flipped(image, 0, _stateless(seed), "stateless_random_flip_up_down")


def _check_delta(max_delta, limit=None):
    if limit is not None and max_delta > limit:
        raise ValueError(f"max_delta must be <= {limit}.")
    if max_delta < 0:
        raise ValueError("max_delta must be non-negative.")


def _check_factors(lower, upper):
    if upper <= lower:
        raise ValueError("upper must be > lower.")
    if lower < 0:
        raise ValueError("lower must be non-negative.")


@export("image.random_brightness")
def random_brightness(image, max_delta, seed=None):
    """Returns images made brighter or darker at random.

    Args:
      image: Tensor of a float or integer dtype.
      max_delta: How far at most, as if the image went from 0 to 1; not negative.
      seed: Python integer: the seed of the operation.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `max_delta` is negative.

    Source: `tf.image.random_brightness`.
    """
    _check_delta(max_delta)
    return adjust_brightness(image, _stateful(seed)([], -max_delta, max_delta))


@export("image.stateless_random_brightness")
def stateless_random_brightness(image, max_delta, seed):
    """Returns images made brighter or darker, as the seed says.

    Args:
      image: Tensor of a float or integer dtype.
      max_delta: How far at most, as if the image went from 0 to 1; not negative.
      seed: Two integers.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `max_delta` is negative.

    Source: `tf.image.stateless_random_brightness`.
    """
    _check_delta(max_delta)
    return adjust_brightness(image, _stateless(seed)([], -max_delta, max_delta))


@export("image.random_contrast")
def random_contrast(image, lower, upper, seed=None):
    """Returns images whose contrast is multiplied with a random factor.

    Args:
      image: Tensor of shape [..., height, width, channels], a float or integer dtype.
      lower: The lowest factor, not negative.
      upper: The highest factor.
      seed: Python integer: the seed of the operation.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if the factors are negative or in the wrong order.

    Source: `tf.image.random_contrast`.
    """
    _check_factors(lower, upper)
    return adjust_contrast(image, _stateful(seed)([], lower, upper))


@export("image.stateless_random_contrast")
def stateless_random_contrast(image, lower, upper, seed):
    """Returns images whose contrast is multiplied with a factor, as the seed says.

    Args:
      image: Tensor of shape [..., height, width, channels], a float or integer dtype.
      lower: The lowest factor, not negative.
      upper: The highest factor.
      seed: Two integers.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if the factors are negative or in the wrong order.

    Source: `tf.image.stateless_random_contrast`.
    """
    _check_factors(lower, upper)
    return adjust_contrast(image, _stateless(seed)([], lower, upper))


@export("image.random_hue")
def random_hue(image, max_delta, seed=None):
    """Returns images whose hue is turned at random.

    Args:
      image: Tensor of shape [..., 3], a float or integer dtype.
      max_delta: How far at most, from 0 to 0.5.
      seed: Python integer: the seed of the operation.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `max_delta` is out of range.

    Source: `tf.image.random_hue`.
    """
    _check_delta(max_delta, 0.5)
    return adjust_hue(image, _stateful(seed)([], -max_delta, max_delta))


@export("image.stateless_random_hue")
def stateless_random_hue(image, max_delta, seed):
    """Returns images whose hue is turned, as the seed says.

    Args:
      image: Tensor of shape [..., 3], a float or integer dtype.
      max_delta: How far at most, from 0 to 0.5.
      seed: Two integers.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if `max_delta` is out of range.

    Source: `tf.image.stateless_random_hue`.
    """
    _check_delta(max_delta, 0.5)
    return adjust_hue(image, _stateless(seed)([], -max_delta, max_delta))


@export("image.random_saturation")
def random_saturation(image, lower, upper, seed=None):
    """Returns images whose saturation is multiplied with a random factor.

    Args:
      image: Tensor of shape [..., 3], a float or integer dtype.
      lower: The lowest factor, not negative.
      upper: The highest factor.
      seed: Python integer: the seed of the operation.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if the factors are negative or in the wrong order.

    Source: `tf.image.random_saturation`.
    """
    _check_factors(lower, upper)
    return adjust_saturation(image, _stateful(seed)([], lower, upper))


@export("image.stateless_random_saturation")
def stateless_random_saturation(image, lower, upper, seed=None):
    """Returns images whose saturation is multiplied with a factor, as the seed says.

    Args:
      image: Tensor of shape [..., 3], a float or integer dtype.
      lower: The lowest factor, not negative.
      upper: The highest factor.
      seed: Two integers.

    Returns:
      Tensor of the shape and dtype of `image`.

    Raises:
      ValueError: if the factors are negative or in the wrong order.

    Source: `tf.image.stateless_random_saturation`.
    """
    _check_factors(lower, upper)
    return adjust_saturation(image, _stateless(seed)([], lower, upper))


def _cropped(value, size, draw, name):
    with scope(name, "random_crop") as name:
        value = tensor_of(value, "value")
        size = tensor_of(size, "size", dtypes.int32)
        sizes = shape(value)
        fits = constant_value(reduce_all(greater_equal(sizes, size)))
        if fits is not None and not fits:
            shown = (
                ", ".join(map(str, item.numpy().tolist()))
                for item in (sizes, size)
                if isinstance(item, EagerTensor)
            )
            raise errors.InvalidArgumentError(
                None,
                None,
                "Expected 'tf.Tensor(False, shape=(), dtype=bool)' to be true. Summarized data: "
                + "\n".join(["b'Need value.shape >= size, got '", *shown]),
            )
        offset = draw(shape(sizes), 0, _HIGHEST, "int32") % (sizes - size + 1)
        return slice_(value, offset, size, name=name)


@export("image.random_crop")
def random_crop(value, size, seed=None, name=None):
    """Returns a random part of a tensor.

    Args:
      value: Tensor.
      size: The shape of the part: one integer per dimension.
      seed: Python integer: the seed of the operation.
      name: A name for the operation.

    Returns:
      Tensor of shape `size` and the dtype of `value`.

    Raises:
      InvalidArgumentError: if the part is larger than the tensor.

    Source: `tf.image.random_crop`.
    """
    return _cropped(value, size, _stateful(seed), name)


@export("image.stateless_random_crop")
def stateless_random_crop(value, size, seed, name=None):
    """Returns a part of a tensor, as the seed says.

    Args:
      value: Tensor.
      size: The shape of the part: one integer per dimension.
      seed: Two integers.
      name: A name for the operation.

    Returns:
      Tensor of shape `size` and the dtype of `value`.

    Raises:
      InvalidArgumentError: if the part is larger than the tensor.

    Source: `tf.image.stateless_random_crop`.
    """
    return _cropped(value, size, _stateless(seed), name)
