"""Moving blocks of space into depth or into the batch, and back."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import zeros_like
from tfcourse.ops.division import floormod
from tfcourse.ops.joining import stack
from tfcourse.ops.math import negative
from tfcourse.ops.reductions import reduce_sum
from tfcourse.ops.scopes import scope
from tfcourse.ops.shape_checks import invalid_argument


def _check_rank_4(input):
    if input.ndim != 4:
        raise invalid_argument(
            f"Input rank should be 4 instead of {input.ndim}",
            f"Shape must be rank 4 but is rank {input.ndim}",
        )


def _by_format(function, input, data_format):
    """Applies a function of [batch, height, width, depth] to an array in a data format."""
    if data_format == "NCHW":
        return jnp.moveaxis(function(jnp.moveaxis(input, 1, 3)), 3, 1)
    return function(input)


@op("SpaceToDepth")
def _space_to_depth(input, block_size, data_format="NHWC", name=None):
    _check_rank_4(input)

    def move(array):
        batch, height, width, depth = array.shape
        if height % block_size or width % block_size:
            raise invalid_argument(
                f"Image width {width} and height {height} should be divisible by block_size: "
                f"{block_size}",
                f"Dimension size must be evenly divisible by {block_size} but is "
                f"{height if height % block_size else width}",
            )
        rows, columns = height // block_size, width // block_size
        blocks = array.reshape(batch, rows, block_size, columns, block_size, depth)
        return jnp.moveaxis(blocks, 2, 3).reshape(batch, rows, columns, block_size**2 * depth)

    return _by_format(move, input, data_format)


@op("DepthToSpace")
def _depth_to_space(input, block_size, data_format="NHWC", name=None):
    _check_rank_4(input)

    def move(array):
        batch, height, width, depth = array.shape
        if depth % block_size**2:
            raise invalid_argument(
                f"Input depth dimension {depth} should be divisible by: {block_size**2}",
                f"Dimension size must be evenly divisible by {block_size**2} but is {depth}",
            )
        blocks = array.reshape(batch, height, width, block_size, block_size, -1)
        shape = batch, height * block_size, width * block_size, depth // block_size**2
        return jnp.moveaxis(blocks, 3, 2).reshape(shape)

    return _by_format(move, input, data_format)


@export("nn.space_to_depth")
def space_to_depth(input, block_size, data_format="NHWC", name=None):
    """Moves blocks of height and width into the depth.

    Args:
      input: Tensor of shape [batch, height, width, depth].
      block_size: The height and the width of a block, which divide those of the images.
      data_format: `"NHWC"`, or `"NCHW"` for [batch, depth, height, width].
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, height / block_size, width / block_size, depth * block_size**2].

    Raises:
      InvalidArgumentError: if the blocks do not fit.

    Example:
      >>> space_to_depth([[[[1], [2]], [[3], [4]]]], 2).numpy().tolist()
      [[[[1, 2, 3, 4]]]]

    Source: `tf.nn.space_to_depth`.
    """
    check_attributes(_space_to_depth.op, block_size=block_size, data_format=data_format)
    return execute(_space_to_depth.op, (input,), (block_size, data_format), name)


@export("nn.depth_to_space")
def depth_to_space(input, block_size, data_format="NHWC", name=None):
    """Moves depth into blocks of height and width: the reverse of `space_to_depth`.

    Args:
      input: Tensor of shape [batch, height, width, depth].
      block_size: The height and the width of a block, whose square divides the depth.
      data_format: `"NHWC"`, or `"NCHW"` for [batch, depth, height, width].
      name: A name for the operation.

    Returns:
      Tensor of shape [batch, height * block_size, width * block_size, depth / block_size**2].

    Raises:
      InvalidArgumentError: if the depth cannot be split so.

    Example:
      >>> depth_to_space([[[[1, 2, 3, 4]]]], 2).numpy().tolist()
      [[[[1], [2]], [[3], [4]]]]

    Source: `tf.nn.depth_to_space`.
    """
    check_attributes(_depth_to_space.op, block_size=block_size, data_format=data_format)
    return execute(_depth_to_space.op, (input,), (block_size, data_format), name)


def _check_blocks(input, block_shape, pairs, role):
    if block_shape.ndim != 1:
        raise invalid_argument(
            f"block_shape rank should be 1 instead of {block_shape.ndim}",
            f"Shape must be rank 1 but is rank {block_shape.ndim}",
        )
    count = block_shape.size
    if pairs.shape != (count, 2):
        raise invalid_argument(
            f"{role} should have shape [{count}, 2] instead of {brackets(pairs.shape)}"
        )
    if input.ndim < count + 1:
        raise invalid_argument(
            f"input rank should be >= {count + 1} instead of {input.ndim}",
            f"Shape must be at least rank {count + 1} but is rank {input.ndim}",
        )
    for position, size in enumerate(block_shape.tolist()):
        if size < 1:
            raise invalid_argument(
                f"All values in block_shape must be positive, got value, {size} at index "
                f"{position}."
            )
    if (pairs < 0).any():
        raise invalid_argument(f"{role.capitalize()} must be non-negative")


@op("SpaceToBatchND", static=("block_shape", "paddings"))
def _space_to_batch(input, block_shape, paddings, name=None):
    _check_blocks(input, block_shape, paddings, "paddings")
    sizes, count = block_shape.tolist(), block_shape.size
    rest = input.shape[count + 1 :]
    array = jnp.pad(input, [(0, 0), *paddings.tolist(), *((0, 0) for _ in rest)])
    batch, *space = array.shape[: count + 1]
    split = [batch]
    for position, (length, size) in enumerate(zip(space, sizes, strict=True)):
        if length % size:
            raise invalid_argument(
                f"padded_shape[{position}]={length} is not divisible by "
                f"block_shape[{position}]={size}"
            )
        split += [length // size, size]
    blocks = array.reshape(*split, *rest)
    blocks = jnp.moveaxis(blocks, range(2, 2 * count + 1, 2), range(count))
    outer = [length // size for length, size in zip(space, sizes, strict=True)]
    return blocks.reshape(batch * int(np.prod(sizes, dtype=int)), *outer, *rest)


@op("BatchToSpaceND", static=("block_shape", "crops"))
def _batch_to_space(input, block_shape, crops, name=None):
    _check_blocks(input, block_shape, crops, "crops")
    sizes, count = block_shape.tolist(), block_shape.size
    factor = int(np.prod(sizes, dtype=int))
    batch, *space = input.shape[: count + 1]
    rest = input.shape[count + 1 :]
    if batch % factor:
        raise invalid_argument(
            f"Input batch dimension ({batch}) is not divisible by product of block sizes "
            f"({factor})",
            f"Dimension size must be evenly divisible by {factor} but is {batch}",
        )
    blocks = input.reshape(*sizes, batch // factor, *space, *rest)
    blocks = jnp.moveaxis(blocks, range(count), range(2, 2 * count + 1, 2))
    joined = [length * size for length, size in zip(space, sizes, strict=True)]
    array = blocks.reshape(batch // factor, *joined, *rest)
    kept = [slice(None)]
    for position, (length, (before, after)) in enumerate(zip(joined, crops.tolist(), strict=True)):
        if length - before - after < 0:
            raise invalid_argument(
                f"cropped_shape[{position}]={length - before - after} must be non-negative"
            )
        kept.append(slice(before, length - after))
    return array[tuple(kept)]


@export("space_to_batch", "nn.space_to_batch")
def space_to_batch(input, block_shape, paddings, name=None):
    """Moves blocks of the axes after the first into the first.

    Args:
      input: Tensor of shape [batch, *space, ...].
      block_shape: Integer tensor of shape [n], the sizes of a block along n axes.
      paddings: Integer tensor of shape [n, 2], zeros added before and after those axes.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch * product of block_shape, *(padded space / block_shape), ...].

    Raises:
      InvalidArgumentError: if the blocks do not fit.

    Example:
      >>> space_to_batch([[1, 2, 3, 4]], [2], [[0, 0]]).numpy().tolist()
      [[1, 3], [2, 4]]

    Source: `tf.space_to_batch`.
    """
    return execute(_space_to_batch.op, (input, block_shape, paddings), (), name)


export("space_to_batch_nd")(space_to_batch)


@export("batch_to_space")
def batch_to_space(input, block_shape, crops, name=None):
    """Moves the first axis into blocks of the next axes: the reverse of `space_to_batch`.

    Args:
      input: Tensor of shape [batch, *space, ...].
      block_shape: Integer tensor of shape [n], the sizes of a block along n axes, or one integer
        for two axes.
      crops: Integer tensor of shape [n, 2], how much is cut off before and after those axes.
      name: A name for the operation.

    Returns:
      Tensor of shape [batch / product of block_shape, *(space * block_shape - crops), ...].

    Raises:
      InvalidArgumentError: if the blocks do not fit.

    Example:
      >>> batch_to_space([[1, 3], [2, 4]], [2], [[0, 0]]).numpy().tolist()
      [[1, 2, 3, 4]]

    Source: `tf.batch_to_space`.
    """
    if isinstance(block_shape, int):
        block_shape = np.array([block_shape, block_shape], dtype=np.int64)
    return execute(_batch_to_space.op, (input, block_shape, crops), (), name)


@export("required_space_to_batch_paddings")
def required_space_to_batch_paddings(input_shape, block_shape, base_paddings=None, name=None):
    """Returns the paddings that make blocks fit, and the crops that undo what was added.

    Args:
      input_shape: Integer tensor of shape [n], the sizes of the axes.
      block_shape: Integer tensor of shape [n], the sizes of a block.
      base_paddings: Integer tensor of shape [n, 2], the least paddings; zeros by default.
      name: A name for the operation.

    Returns:
      Two int32 tensors of shape [n, 2]: paddings and crops.

    Raises:
      ValueError: if a shape is no vector.

    Example:
      >>> paddings, crops = required_space_to_batch_paddings([5], [2])
      >>> paddings.numpy().tolist(), crops.numpy().tolist()
      ([[0, 1]], [[0, 1]])

    Source: `tf.required_space_to_batch_paddings`.
    """
    with scope(name, "required_space_to_batch_paddings"):
        return _required_paddings(input_shape, convert(block_shape), base_paddings)


def _required_paddings(input_shape, blocks, base_paddings):
    blocks.shape.assert_has_rank(1)
    sizes = convert(input_shape)
    least = convert(np.zeros((blocks.shape[0], 2), np.int32))
    if base_paddings is not None:
        least = convert(base_paddings)
    sizes, blocks, least = (cast(tensor, dtypes.int32) for tensor in (sizes, blocks, least))
    added = floormod(negative(sizes + reduce_sum(least, 1)), blocks)
    paddings = stack([least[:, 0], least[:, 1] + added], 1)
    return paddings, stack([zeros_like(added), added], 1)
