"""Repeating elements: tile, repeat, broadcasting to a shape, grids."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.constants import constant_value
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.creation import ones
from tfcourse.ops.gather import GATHER
from tfcourse.ops.reshaping import expand_dims, reshape, squeeze
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument, unequal
from tfcourse.ops.shapes import shape, size
from tfcourse.ops.static_shapes import static_shape, with_shape


@op("Tile", static=("multiples",))
def _tile(input, multiples, name=None):
    if multiples.ndim != 1:
        raise invalid_argument(
            f"Expected multiples to be 1-D, but got shape {brackets(multiples.shape)}",
            f"Shape must be rank 1 but is rank {multiples.ndim}",
        )
    if multiples.size != input.ndim:
        raise invalid_argument(
            f"Expected multiples argument to be a vector of length {input.ndim} but got length "
            f"{multiples.size}",
            f"Shape must be rank {input.ndim} but is rank {multiples.size}",
        )
    for position, times in enumerate(multiples.tolist()):
        if times < 0:
            raise invalid_argument(f"Expected multiples[{position}] >= 0, but got {times}")
    return jnp.tile(input, tuple(multiples.tolist()))


@export("tile")
def tile(input, multiples, name=None):
    """Returns a tensor repeated as a whole along its axes.

    Args:
      input: Tensor of any dtype.
      multiples: Integer tensor of shape [rank], how many times along each axis.
      name: A name for the operation.

    Returns:
      Tensor of shape `input.shape * multiples`.

    Raises:
      InvalidArgumentError: if `multiples` does not fit the rank, or one is negative.

    Example:
      >>> tile([1, 2], [2]).numpy().tolist()
      [1, 2, 1, 2]

    Source: `tf.tile`.
    """
    result = execute(_tile.op, (input, multiples), (), name)
    if isinstance(result, SymbolicTensor) and result.shape.rank is None:
        tensor, times = result.op.inputs
        if tensor.shape.rank is not None:
            known = static_shape(times).as_list() if static_shape(times).rank else None
            sizes = zip(tensor.shape, known or [None] * tensor.shape.rank, strict=False)
            with_shape(result, [None if None in pair else pair[0] * pair[1] for pair in sizes])
    return result


@op(
    "RepeatIndices",
    operands=("repeats", "size"),
    static=("repeats", "size"),
    is_differentiable=False,
)
def _repeat_indices(repeats, size, dtype, name=None):
    times = np.maximum(np.broadcast_to(repeats, (int(size),)), 0)
    return np.repeat(np.arange(int(size), dtype=dtype.numpy_dtype), times)


@export("repeat")
def repeat(input, repeats, axis=None, name=None):
    """Returns a tensor with each element repeated.

    Args:
      input: Tensor of any dtype.
      repeats: How many times: one integer for all, or an integer tensor with one per element
        along the axis.
      axis: The axis; by default all elements are repeated, as in a vector.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input`.

    Raises:
      ValueError: if `axis` is out of range, or `repeats` does not fit.

    Example:
      >>> repeat([1, 2], [1, 3]).numpy().tolist()
      [1, 2, 2, 2]

    Source: `tf.repeat`.
    """
    if axis is None:
        input = reshape(convert(input), EagerTensor(np.array([-1], np.int32)))
        axis = 0
    with scope(name, "Repeat") as name:
        tensor = tensor_of(input, "input")
        repeats = tensor_of(repeats, "repeats")
        if not repeats.dtype.is_integer:
            shown = repeats.numpy() if type(repeats) is EagerTensor else repeats
            raise TypeError(
                f"Argument `tensor` (name: repeats) must be of type integer. Received `tensor` = "
                f"{shown} of dtype: {repeats.dtype}"
            )
        repeats.shape.with_rank_at_most(1)
        if not isinstance(axis, int):
            raise TypeError(
                "Argument `axis` must be an int. Received `axis` = "
                f"{axis} of type {type(axis).__name__}"
            )
        if tensor.shape.rank == 0:
            tensor = expand_dims(tensor, 0)
        sizes = tensor.shape.as_list()
        if not -len(sizes) <= axis < len(sizes):
            raise ValueError(
                f"axis={axis} out of bounds: expected {-len(sizes)}<=axis<{len(sizes)}"
            )
        size = sizes[axis]
        given = repeats.shape[0] if repeats.shape.rank else 1
        if None not in (size, given) and given not in (1, size):
            raise ValueError(f"Dimensions {size} and {given} are not compatible")
        axis %= len(sizes)
        times = constant_value(repeats)
        if times is not None and times.size == 1:
            return _repeated_by_tiling(tensor, int(times.reshape(())), axis)
        # The size of the axis may be one more value that is known when the graph runs.
        count = shape(tensor)[axis] if size is None else size
        indices = execute(_repeat_indices.op, (repeats, count), (dtypes.int32,), name and "indices")
        # Not along the first axis, where the gradient would be IndexedSlices.
        operands = (expand_dims(tensor, 0), with_shape(indices, [None]), axis + 1)
        sizes[axis] = None
        return with_shape(squeeze(execute(GATHER, operands, (0,), name), [0]), sizes)


def _repeated_by_tiling(tensor, times, axis):
    sizes = tensor.shape.as_list()
    factors = [times if position == axis else 1 for position in range(len(sizes))]
    tiled = tile(expand_dims(tensor, axis + 1), [*factors[:axis], 1, *factors[axis:]])
    if None in sizes:
        sizes[axis] = None
        return with_shape(reshape(tiled, shape(tensor) * np.array(factors, np.int32)), sizes)
    return reshape(tiled, [size * factor for size, factor in zip(sizes, factors, strict=True)])


@op("BroadcastTo", static=("shape",))
def _broadcast_to(input, shape, name=None):
    sizes = tuple(shape.ravel().tolist())
    if min(sizes, default=0) < 0:
        raise invalid_argument(f"Dimension {next(n for n in sizes if n < 0)} must be >= 0")
    if input.ndim > len(sizes):
        raise invalid_argument(
            f"Rank of input ({input.ndim}) must be no greater than rank of output shape "
            f"({len(sizes)})."
        )
    for one, other in zip(reversed(input.shape), reversed(sizes), strict=False):
        if one not in (1, other):
            raise unequal(
                f"Incompatible shapes: {brackets(input.shape)} vs. {brackets(sizes)}", one, other
            )
    return jnp.broadcast_to(input, sizes)


@export("broadcast_to")
def broadcast_to(input, shape, name=None):
    """Returns a tensor broadcast to a shape.

    Args:
      input: Tensor of any dtype.
      shape: Integer tensor of rank 1.
      name: A name for the operation.

    Returns:
      Tensor of shape `shape`.

    Raises:
      InvalidArgumentError: if the shapes do not broadcast.

    Example:
      >>> broadcast_to([1, 2], [2, 2]).numpy().tolist()
      [[1, 2], [1, 2]]

    Source: `tf.broadcast_to`.
    """
    result = execute(_broadcast_to.op, (input, shape), (), name)
    if isinstance(result, SymbolicTensor):
        with_shape(result, static_shape(result.op.inputs[1]))
    return result


@op("BroadcastArgs", is_differentiable=False, static=("s0?", "s1?"))
def _broadcast_args(s0, s1, name=None):
    if isinstance(s0, np.ndarray) and isinstance(s1, np.ndarray):
        try:
            return np.array(np.broadcast_shapes(tuple(s0), tuple(s1)), s0.dtype)
        except ValueError:
            raise invalid_argument(
                f"Incompatible shapes: {brackets(s0)} vs. {brackets(s1)}"
            ) from None
    rank = max(s0.size, s1.size)
    one, other = (jnp.concatenate([np.ones(rank - s.size, s.dtype), s]) for s in (s0, s1))
    return jnp.where(one == 1, other, one)


@export("broadcast_dynamic_shape")
def broadcast_dynamic_shape(shape_x, shape_y):
    """Returns the shape that two shapes broadcast to.

    Args:
      shape_x: Integer tensor of rank 1.
      shape_y: Integer tensor of rank 1.

    Returns:
      Integer tensor of rank 1.

    Raises:
      InvalidArgumentError: if they do not broadcast.

    Example:
      >>> broadcast_dynamic_shape([2, 1], [3]).numpy().tolist()
      [2, 3]

    Source: `tf.broadcast_dynamic_shape`.
    """
    result = execute(_broadcast_args.op, (shape_x, shape_y))
    if isinstance(result, SymbolicTensor) and result.shape.rank is None:
        ranks = [tensor.shape[0] for tensor in result.op.inputs if tensor.shape.rank == 1]
        with_shape(result, [max(ranks) if len(ranks) == 2 and None not in ranks else None])
    return result


@export("meshgrid")
def meshgrid(*args, **kwargs):
    """Returns the coordinates of a grid whose axes are laid out by vectors.

    Args:
      *args: Tensors of one number dtype, taken as vectors.
      **kwargs: `indexing`, `"xy"` (the first two axes are swapped, as in a plot) or `"ij"`;
        `name`, a name for the operation.

    Returns:
      A list with one tensor per vector, all of one shape.

    Raises:
      ValueError: for another `indexing`.
      TypeError: for another keyword.

    Example:
      >>> x, y = meshgrid([1, 2, 3], [4, 5])
      >>> x.numpy().tolist(), y.numpy().tolist()
      ([[1, 2, 3], [1, 2, 3]], [[4, 4, 4], [5, 5, 5]])

    Source: `tf.meshgrid`.
    """
    indexing = kwargs.pop("indexing", "xy")
    name = kwargs.pop("name", "meshgrid")
    for keyword in kwargs:
        raise TypeError(f"'{keyword}' is an invalid keyword argument for this function")
    if indexing not in ("xy", "ij"):
        raise ValueError(
            f"Argument `indexing` parameter must be either 'xy' or 'ij', got '{indexing}'"
        )
    if not args:
        return []
    with scope(name, "meshgrid"):
        vectors = [tensor_of(vector, "stack") for vector in args]
        places = list(range(len(vectors)))
        if indexing == "xy" and len(vectors) > 1:
            places[:2] = 1, 0
        columns = [
            reshape(vector, [-1 if axis == place else 1 for axis in range(len(vectors))])
            for vector, place in zip(vectors, places, strict=True)
        ]
        sizes = [size(vectors[place]) for place in places]
        grid = ones(sizes, vectors[0].dtype)
        return [column * grid for column in columns]
