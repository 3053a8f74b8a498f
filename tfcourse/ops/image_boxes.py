"""Boxes in images: cut out, drawn, and sorted out."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import errors
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument


def _check_box_indices(image, boxes, box_ind, crop_size, method, extrapolation_value):
    if np.any((box_ind < 0) | (box_ind >= image.shape[0])):
        raise errors.OutOfRangeError(None, None, "box_index has values outside [0, batch_size)")


def _places(start, stop, count, size):
    """Returns where the pixels of crops lie along one dimension of the image."""
    end = size - 1
    if count == 1:
        return (0.5 * (start + stop) * end)[:, None]
    step = (stop - start) * end / (count - 1)
    return start[:, None] * end + jnp.arange(count, dtype=jnp.float32) * step[:, None]


def _gather(images, rows, columns):
    """Returns the pixels at a grid of rows and columns of each image."""
    rows = jnp.clip(rows, 0, images.shape[1] - 1)
    columns = jnp.clip(columns, 0, images.shape[2] - 1)
    which = jnp.arange(images.shape[0])[:, None, None]
    return images[which, rows[:, :, None], columns[:, None, :]]


@op("CropAndResize", static=("crop_size",), check=_check_box_indices)
def _crop_and_resize(
    image, boxes, box_ind, crop_size, method="bilinear", extrapolation_value=0.0, name=None
):
    height, width = crop_size.tolist()
    images = image.astype(jnp.float32)[box_ind]
    rows = _places(boxes[:, 0], boxes[:, 2], height, image.shape[1])
    columns = _places(boxes[:, 1], boxes[:, 3], width, image.shape[2])
    if method == "nearest":
        nearest = (jnp.floor(places + 0.5).astype(int) for places in (rows, columns))
        crops = _gather(images, *nearest)
    else:
        top, left = jnp.floor(rows).astype(int), jnp.floor(columns).astype(int)
        bottom, right = jnp.ceil(rows).astype(int), jnp.ceil(columns).astype(int)
        down, along = (rows - top)[:, :, None, None], (columns - left)[:, None, :, None]
        above, above_right = _gather(images, top, left), _gather(images, top, right)
        below, below_right = _gather(images, bottom, left), _gather(images, bottom, right)
        above = above + (above_right - above) * along
        below = below + (below_right - below) * along
        crops = above + (below - above) * down
    inside_rows = (rows >= 0) & (rows <= image.shape[1] - 1)
    inside_columns = (columns >= 0) & (columns <= image.shape[2] - 1)
    inside = (inside_rows[:, :, None] & inside_columns[:, None, :])[..., None]
    return jnp.where(inside, crops, jnp.float32(extrapolation_value))


@export("image.crop_and_resize")
def crop_and_resize(
    image,
    boxes,
    box_indices,
    crop_size,
    method="bilinear",
    extrapolation_value=0.0,
    name=None,
):
    """Returns boxes cut out of images, resized to one size.

    Args:
      image: Tensor of shape [batch, height, width, channels].
      boxes: float32 tensor of shape [n, 4]: top, left, bottom and right of each box, where the
        image goes from 0 to 1.
      box_indices: int32 tensor of shape [n]: the image of each box.
      crop_size: The height and width of crops.
      method: "bilinear" or "nearest".
      extrapolation_value: The value outside of the image.
      name: A name for the operation.

    Returns:
      float32 tensor of shape [n, height, width, channels].

    Raises:
      OutOfRangeError: if there is no such image.

    Example:
      >>> crop_and_resize([[[[1.0], [3.0]]]], [[0.0, 0.0, 0.0, 1.0]], [0], [1, 3]).numpy().tolist()
      [[[[1.0], [2.0], [3.0]]]]

    Source: `tf.image.crop_and_resize`.
    """
    check_attributes(_crop_and_resize.op, method=method)
    return _crop_and_resize(image, boxes, box_indices, crop_size, method, extrapolation_value, name)


@op("DrawBoundingBoxesV2", is_host=True, is_differentiable=False)
def _draw_bounding_boxes(images, boxes, colors, name=None):
    if images.ndim != 4:
        raise invalid_argument("The rank of the images should be 4")
    drawn = np.array(images)
    height, width = images.shape[1:3]
    colors = np.asarray(colors)
    for image, its_boxes in zip(drawn, np.asarray(boxes), strict=True):
        for index, (top, left, bottom, right) in enumerate(its_boxes):
            first_row, last_row = int(top * (height - 1)), int(bottom * (height - 1))
            first_column, last_column = int(left * (width - 1)), int(right * (width - 1))
            if first_row > last_row or first_column > last_column:
                continue
            color = colors[index % len(colors)][: images.shape[3]] if colors.size else 1
            rows = slice(max(first_row, 0), min(last_row, height - 1) + 1)
            columns = slice(max(first_column, 0), min(last_column, width - 1) + 1)
            for row in (first_row, last_row):
                if 0 <= row < height:
                    image[row, columns] = color
            for column in (first_column, last_column):
                if 0 <= column < width:
                    image[rows, column] = color
    return drawn


@export("image.draw_bounding_boxes")
def draw_bounding_boxes(images, boxes, colors, name=None):
    """Returns images with the outlines of boxes drawn into them.

    Args:
      images: Tensor of shape [batch, height, width, channels], float32 or float16.
      boxes: float32 tensor of shape [batch, n, 4]: top, left, bottom and right of each box, where
        the image goes from 0 to 1.
      colors: float32 tensor of shape [m, channels], taken in turn.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `images`.

    Raises:
      InvalidArgumentError: if `images` has another rank.

    Source: `tf.image.draw_bounding_boxes`.
    """
    return _draw_bounding_boxes(images, boxes, colors, name)


def _overlap(one, others):
    """Returns the part of the union of a box with each of others that both cover."""

    def ordered(boxes):
        tops, bottoms = (
            np.minimum(boxes[..., 0], boxes[..., 2]),
            np.maximum(boxes[..., 0], boxes[..., 2]),
        )
        lefts, rights = (
            np.minimum(boxes[..., 1], boxes[..., 3]),
            np.maximum(boxes[..., 1], boxes[..., 3]),
        )
        return tops, lefts, bottoms, rights

    top, left, bottom, right = ordered(one)
    tops, lefts, bottoms, rights = ordered(others)
    height = np.maximum(np.minimum(bottom, bottoms) - np.maximum(top, tops), 0)
    width = np.maximum(np.minimum(right, rights) - np.maximum(left, lefts), 0)
    both = height * width
    area, areas = (bottom - top) * (right - left), (bottoms - tops) * (rights - lefts)
    union = area + areas - both
    with np.errstate(all="ignore"):
        return np.where((area <= 0) | (areas <= 0), 0, both / union)


@op("NonMaxSuppressionV3", is_host=True, is_differentiable=False)
def _suppress(boxes, scores, max_output_size, iou_threshold, score_threshold, name=None):
    boxes, scores = np.asarray(boxes), np.asarray(scores)
    chosen: list[int] = []
    for candidate in np.argsort(-scores, kind="stable"):
        if len(chosen) >= max_output_size or not scores[candidate] > score_threshold:
            break
        if not chosen or np.all(_overlap(boxes[candidate], boxes[chosen]) <= iou_threshold):
            chosen.append(int(candidate))
    return np.array(chosen, np.int32)


@export("image.non_max_suppression")
def non_max_suppression(
    boxes,
    scores,
    max_output_size,
    iou_threshold=0.5,
    score_threshold=float("-inf"),
    name=None,
):
    """Returns which boxes to keep: the best ones that do not cover much the same as a better one.

    Args:
      boxes: float32 tensor of shape [n, 4]: two opposite corners of each box.
      scores: float32 tensor of shape [n].
      max_output_size: How many boxes at most.
      iou_threshold: The largest overlap: the part of the union that both boxes cover.
      score_threshold: The scores must be above it.
      name: A name for the operation.

    Returns:
      int32 tensor of shape [m]: the numbers of the boxes, the best first.

    Example:
      >>> boxes = [[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 0.9], [2.0, 2.0, 3.0, 3.0]]
      >>> non_max_suppression(boxes, [0.9, 0.8, 0.7], 3).numpy().tolist()
      [0, 2]

    Source: `tf.image.non_max_suppression`.
    """
    with scope(name, "non_max_suppression"):
        iou_threshold = tensor_of(iou_threshold, "iou_threshold")
        score_threshold = tensor_of(score_threshold, "score_threshold")
        return _suppress(boxes, scores, max_output_size, iou_threshold, score_threshold)
