"""The same elements in another shape or order of axes: reshape, expand_dims, squeeze, transpose."""

import math

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.ranges import range_
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import rank
from tfcourse.ops.static_shapes import static_shape, with_shape


def _check_sizes(sizes):
    """Checks the sizes that a tensor should be reshaped to."""
    if sizes.ndim > 1:
        raise invalid_argument(
            f"sizes input must be 1-D, not {brackets(sizes.shape)}",
            f"Shape must be rank 1 but is rank {sizes.ndim}",
        )
    unknown = None
    for position, size in enumerate(sizes.ravel().tolist()):
        if size == -1:
            if unknown is not None:
                raise invalid_argument(
                    f"Only one input size may be -1, not both {unknown} and {position}"
                )
            unknown = position
        elif size < 0:
            raise invalid_argument(f"Size {position} must be non-negative, not {size}")
    return unknown


@op("Reshape", static=("shape",))
def _reshape(tensor, shape, name=None):
    unknown = _check_sizes(shape)
    sizes = shape.ravel().tolist()
    count = math.prod(tensor.shape)
    known = math.prod(size for size in sizes if size != -1)
    held = f"Input to reshape is a tensor with {count} values, but the requested shape"
    if unknown is not None:
        if count % known if known else count:
            raise invalid_argument(
                f"{held} requires a multiple of {known}",
                f"Dimension size must be evenly divisible by {known} but is {count}",
            )
        if not known:
            # Where there is nothing to count, zeros are left out on both sides.
            count = math.prod(size for size in tensor.shape if size)
            known = math.prod(size for size in sizes if size > 0)
        sizes[unknown] = count // known
    elif known != count:
        raise invalid_argument(
            f"{held} has {known}",
            f"Cannot reshape a tensor with {count} elements to shape {brackets(sizes)} ({known} "
            "elements)",
        )
    return jnp.reshape(tensor, sizes)


@export("reshape")
def reshape(tensor, shape, name=None):
    """Returns a tensor with the same elements, in the same order, in another shape.

    Args:
      tensor: Tensor of any dtype.
      shape: Integer tensor of rank 1; one size may be -1: what fits.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `tensor`.

    Raises:
      InvalidArgumentError: if the number of elements does not fit.

    Example:
      >>> reshape([1, 2, 3, 4], [2, -1]).numpy().tolist()
      [[1, 2], [3, 4]]

    Source: `tf.reshape`.
    """
    result = execute(_reshape.op, (tensor, shape), (), name)
    if isinstance(result, SymbolicTensor) and not result.shape.is_fully_defined():
        with_shape(result, _reshaped_shape(*result.op.inputs))
    return result


def _reshaped_shape(tensor, sizes):
    """Returns the static shape after a reshape, with one unknown size inferred."""
    known = static_shape(sizes)
    if known.rank is None or not tensor.shape.is_fully_defined():
        return known
    if known.as_list().count(None) != 1:
        return known
    count = tensor.shape.num_elements()
    rest = int(np.prod([size for size in known if size is not None], dtype=np.int64))
    if not rest or count % rest:
        return known
    return [count // rest if size is None else size for size in known]


@op("ExpandDims", static=("dim",))
def _expand_dims(input, dim, name=None):
    if dim.size != 1:
        raise invalid_argument("'dim' must be a tensor with a single value")
    axis = int(dim.ravel()[0])
    if not -input.ndim - 1 <= axis <= input.ndim:
        raise invalid_argument(
            f"Tried to expand dim index {axis} for tensor with {input.ndim} dimensions.",
            f"dim {axis} not in the interval [{-input.ndim - 1}, {input.ndim}].",
        )
    return jnp.expand_dims(input, axis)


@export("expand_dims")
def expand_dims(input, axis, name=None):
    """Returns a tensor with an axis of size 1 added.

    Args:
      input: Tensor of any dtype.
      axis: Scalar integer, where the axis stands in the result; negative ones count from the end.
      name: A name for the operation.

    Returns:
      Tensor with the same elements.

    Raises:
      InvalidArgumentError: if `axis` is out of range.

    Example:
      >>> expand_dims([1, 2], 1).shape
      TensorShape([2, 1])

    Source: `tf.expand_dims`.
    """
    if not isinstance(axis, (list, tuple, np.ndarray)) and not hasattr(axis, "dtype"):
        # Data is an integer, whatever the operation itself would take.
        convert(axis, dtypes.int32)
    return execute(_expand_dims.op, (input, axis), (), name)


@op("Squeeze")
def _squeeze(input, squeeze_dims=(), name=None):
    axes = set()
    for axis in squeeze_dims:
        if not -input.ndim <= axis < input.ndim:
            raise invalid_argument(
                f"Tried to squeeze dim index {axis} for tensor with {input.ndim} dimensions.",
                f"squeeze_dim {axis} not in [{-input.ndim},{input.ndim}).",
            )
        axes.add(axis % input.ndim)
        if input.shape[axis] != 1:
            raise invalid_argument(
                f"Can not squeeze dim[{axis % input.ndim}], expected a dimension of 1, got "
                f"{input.shape[axis]}"
            )
    return jnp.squeeze(input, tuple(axes) if squeeze_dims else None)


@export("squeeze")
def squeeze(input, axis=None, name=None):
    """Returns a tensor without axes of size 1.

    Args:
      input: Tensor of any dtype.
      axis: An integer or a list of them, the axes to drop; by default all of size 1.
      name: A name for the operation.

    Returns:
      Tensor with the same elements.

    Raises:
      InvalidArgumentError: if an axis is out of range or its size is not 1.

    Example:
      >>> squeeze([[[1], [2]]]).numpy().tolist()
      [1, 2]

    Source: `tf.squeeze`.
    """
    axes = () if axis is None else tuple(axis) if isinstance(axis, (list, tuple)) else (axis,)
    axes = tuple(int(item) for item in axes)
    tensor = convert(input) if context.graph is not None else input
    result = execute(_squeeze.op, (tensor,), (axes,), name)
    if context.graph is None or tensor.shape.is_fully_defined():
        return result
    if not axes:
        # Which axes of unknown size will go cannot be said.
        result.avals = None
        return result
    sizes = tensor.shape.as_list()
    dropped = [axis % len(sizes) for axis in axes]
    return with_shape(result, [n for axis, n in enumerate(sizes) if axis not in dropped])


def _check_permutation(perm, rank):
    if perm.ndim != 1:
        raise invalid_argument(
            f"perm must be rank 1, got shape {brackets(perm.shape)}",
            f"Shape must be rank 1 but is rank {perm.ndim}",
        )
    if perm.size != rank:
        raise invalid_argument(
            f"transpose expects a vector of size {rank}. But input(1) is a vector of size "
            f"{perm.size}",
            f"Dimension must be {rank} but is {perm.size}",
        )
    order = perm.tolist()
    for axis in order:
        if not -rank <= axis < rank:
            raise invalid_argument(
                f"{axis} is out of range [0 .. {rank})",
                f"perm dim {axis} is out of range of input rank {rank}",
            )
    order = [axis % rank for axis in order]
    for axis in range(rank):
        if axis not in order:
            raise invalid_argument(f"{axis} is missing from {{{','.join(map(str, order))}}}.")
    return order


@op("Transpose", static=("perm",), graph_name="transpose")
def _transpose(x, perm, name=None):
    return lax.transpose(x, _check_permutation(perm, x.ndim))


@op("ConjugateTranspose", static=("perm",), graph_name="transpose")
def _conjugate_transpose(x, perm, name=None):
    return lax.conj(lax.transpose(x, _check_permutation(perm, x.ndim)))


@export("transpose")
def transpose(a, perm=None, conjugate=False, name="transpose"):
    """Returns a tensor with its axes in another order.

    Args:
      a: Tensor of any dtype.
      perm: Integer tensor of shape [rank]: which axis of `a` comes first, second, ...; by default
        the axes are reversed.
      conjugate: Whether complex numbers are conjugated.
      name: A name for the operation.

    Returns:
      Tensor with the same elements.

    Raises:
      InvalidArgumentError: if `perm` is no permutation of the axes.

    Example:
      >>> transpose([[1, 2, 3], [4, 5, 6]]).numpy().tolist()
      [[1, 4], [2, 5], [3, 6]]

    Source: `tf.transpose`.
    """
    with scope(name, "transpose") as inner:
        tensor = tensor_of(a, "a")
        definition = (conjugate and tensor.dtype.is_complex and _conjugate_transpose) or _transpose
        if perm is None:
            if tensor.shape.rank is None:
                perm = range_(rank(tensor, name="Rank") - 1, -1, -1, name="Range")
            else:
                perm = EagerTensor(np.arange(tensor.shape.rank - 1, -1, -1, np.int32))
                perm = perm if inner is None else context.graph.element(perm, "perm")
        return execute(definition.op, (tensor, perm), (), inner)
