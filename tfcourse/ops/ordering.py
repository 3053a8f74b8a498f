"""Order and repetition among elements: sort, argsort, searchsorted, unique."""

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.comparison import equal
from tfcourse.ops.masks import where
from tfcourse.ops.math import negative, subtract
from tfcourse.ops.ranges import range_
from tfcourse.ops.ranking import top_k
from tfcourse.ops.refusals import check_attributes_of
from tfcourse.ops.reshaping import reshape, transpose
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import rank, shape
from tfcourse.ops.static_shapes import with_shape

_DIRECTIONS = ("ASCENDING", "DESCENDING")


def _reflect(values):
    """Returns values in which the order is reversed: its own inverse."""
    dtype = values.dtype
    if dtype in (dtypes.uint8, dtypes.uint16, dtypes.uint32, dtypes.uint64):
        return subtract(EagerTensor(np.array(dtype.max, dtype.numpy_dtype)), values)
    reflected = negative(values)
    # -1 - x, unlike -x, exists for the least of the integers, too.
    return subtract(reflected, 1) if dtype.is_integer else reflected


def _exchanged(axis, rank):
    """Returns the permutation of axes that exchanges one and the last."""
    order = np.arange(rank)
    order[[axis, -1]] = order[[-1, axis]]
    return order


def _exchanged_later(axis, tensor):
    """Returns the same of a tensor whose rank is known when the graph runs."""
    last = rank(tensor) - 1
    axis = last + 1 + axis if axis < 0 else axis
    order = range_(last + 1)
    return where(equal(order, axis), last, where(equal(order, last), axis, order))


def _in_order(values, axis, direction, name, default, gives_indices):
    with scope(name, default):
        values = tensor_of(values, "values")
        if direction not in _DIRECTIONS:
            raise ValueError(
                "Argument `direction` should be one of ASCENDING, DESCENDING. Received: "
                f"direction={direction}"
            )
        ascending = direction == "ASCENDING"
        keys = _reflect(values) if ascending else values
        size = shape(keys)[axis]
        axes = values.shape.rank
        order = None
        if axis != -1 and axis + 1 != axes:
            order = _exchanged(axis, axes) if axes is not None else _exchanged_later(axis, keys)
            keys = transpose(keys, order)
        largest, positions = top_k(keys, size)
        result = positions if gives_indices else largest
        if order is not None:
            result = transpose(result, order)
        return result if gives_indices or not ascending else _reflect(result)


@export("sort")
def sort(values, axis=-1, direction="ASCENDING", name=None):
    """Returns the elements in order along an axis.

    Args:
      values: Tensor of integers or floats, of a rank above 0.
      axis: An integer, the axis; the last by default.
      direction: `"ASCENDING"` or `"DESCENDING"`.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `values`.

    Raises:
      ValueError: for another direction.
      InvalidArgumentError: if `axis` is out of range, or the elements have no order.

    Example:
      >>> sort([3, 1, 2]).numpy().tolist()
      [1, 2, 3]

    Source: `tf.sort`.
    """
    return _in_order(values, axis, direction, name, "sort", False)


@export("argsort")
def argsort(values, axis=-1, direction="ASCENDING", stable=False, name=None):
    """Returns the positions of the elements in the order that sorts them along an axis.

    Args:
      values: Tensor of integers or floats, of a rank above 0.
      axis: An integer, the axis; the last by default.
      direction: `"ASCENDING"` or `"DESCENDING"`.
      stable: Unused: equal elements always keep their order.
      name: A name for the operation.

    Returns:
      int32 tensor of the shape of `values`.

    Raises:
      ValueError: for another direction.
      InvalidArgumentError: if `axis` is out of range, or the elements have no order.

    Example:
      >>> argsort([30, 10, 20]).numpy().tolist()
      [1, 2, 0]

    Source: `tf.argsort`.
    """
    return _in_order(values, axis, direction, name, "argsort", True)


def _bound(sorted_inputs, values, out_type, side):
    for operand in (sorted_inputs, values):
        if operand.ndim != 2:
            raise invalid_argument("sorted input argument must be a matrix")
    if sorted_inputs.shape[0] != values.shape[0]:
        raise invalid_argument("Leading dim_size of both tensors must match.")
    search = jax.vmap(lambda row, wanted: jnp.searchsorted(row, wanted, side=side))
    return search(sorted_inputs, values).astype(out_type.numpy_dtype)


@op("LowerBound", is_differentiable=False)
def _lower_bound(sorted_inputs, values, out_type=dtypes.int32, name=None):
    return _bound(sorted_inputs, values, out_type, "left")


@op("UpperBound", is_differentiable=False)
def _upper_bound(sorted_inputs, values, out_type=dtypes.int32, name=None):
    return _bound(sorted_inputs, values, out_type, "right")


@export("searchsorted")
def searchsorted(sorted_sequence, values, side="left", out_type=dtypes.int32, name=None):
    """Returns where values would be put to keep sequences sorted.

    Args:
      sorted_sequence: Tensor of shape [..., n], sorted along the last axis.
      values: Tensor of the same dtype, of shape [..., m].
      side: `"left"`, before equal elements, or `"right"`, after them.
      out_type: int32 or int64.
      name: A name for the operation.

    Returns:
      Tensor of `out_type`, of the shape of `values`.

    Raises:
      ValueError: for another side.
      InvalidArgumentError: if the first axes or the dtypes differ.

    Example:
      >>> searchsorted([1, 3, 5], [0, 3, 9]).numpy().tolist()
      [0, 1, 3]

    Source: `tf.searchsorted`.
    """
    if side not in ("left", "right"):
        raise ValueError(
            f"Argument `side` must be either 'right' or 'left'. Received: `side` = '{side}'."
        )
    sizes = shape(sorted_sequence)[-1], shape(values)[-1]
    rows = reshape(sorted_sequence, [-1, sizes[0]])
    wanted = reshape(values, [-1, sizes[1]])
    definition = _lower_bound if side == "left" else _upper_bound
    out_type = as_dtype(out_type)
    check_attributes(definition.op, out_type=out_type)
    return reshape(execute(definition.op, (rows, wanted), (out_type,), name), shape(values))


def _first_places(x):
    """Returns distinct elements as they come, the number of each element's, and their counts."""
    if x.ndim != 1:
        raise invalid_argument(
            "unique expects a 1D vector.", f"Shape must be rank 1 but is rank {x.ndim}"
        )
    distinct, first, inverse, counts = np.unique(
        x, return_index=True, return_inverse=True, return_counts=True, equal_nan=False
    )
    order = np.argsort(first)
    number = np.empty_like(order)
    number[order] = np.arange(order.size)
    return distinct[order], number[inverse], counts[order]


# The parameter is TensorFlow's `out_idx`; under this name graphs know that it is a result's dtype.
@op("Unique", is_host=True, is_differentiable=False)
def _unique(x, out_type=dtypes.int32, name=None):
    distinct, numbers, _ = _first_places(np.asarray(x))
    return distinct, numbers.astype(out_type.numpy_dtype)


@op("UniqueWithCounts", is_host=True, is_differentiable=False)
def _unique_with_counts(x, out_type=dtypes.int32, name=None):
    distinct, numbers, counts = _first_places(np.asarray(x))
    kind = out_type.numpy_dtype
    return distinct, numbers.astype(kind), counts.astype(kind)


def _distinct(definition, x, out_idx, name):
    out_idx = as_dtype(out_idx)
    check_attributes_of(definition, x, out_idx=out_idx)
    results = execute(definition, (x,), (out_idx,), name)
    if context.graph is not None:
        with_shape(results.y, [None])
        with_shape(results.idx, results.y.op.inputs[0].shape)
        if definition is _unique_with_counts.op:
            with_shape(results.count, [None])
    return results


@export("unique")
def unique(x, out_idx=dtypes.int32, name=None):
    """Returns the distinct elements of a vector, in the order in which they first occur.

    Args:
      x: Tensor of rank 1 and any dtype.
      out_idx: int32 or int64.
      name: A name for the operation.

    Returns:
      A named tuple: `y`, the distinct elements, and `idx`, of dtype `out_idx` and the shape of `x`:
      where in `y` each element stands.

    Raises:
      InvalidArgumentError: if `x` is no vector.

    Example:
      >>> y, idx = unique([5, 7, 5])
      >>> y.numpy().tolist(), idx.numpy().tolist()
      ([5, 7], [0, 1, 0])

    Source: `tf.unique`.
    """
    return _distinct(_unique.op, x, out_idx, name)


@export("unique_with_counts")
def unique_with_counts(x, out_idx=dtypes.int32, name=None):
    """Returns the distinct elements of a vector, and how often each occurs.

    Args:
      x: Tensor of rank 1 and any dtype.
      out_idx: int32 or int64.
      name: A name for the operation.

    Returns:
      A named tuple: `y` and `idx` as of `tf.unique`, and `count`, of dtype `out_idx`.

    Raises:
      InvalidArgumentError: if `x` is no vector.

    Example:
      >>> unique_with_counts([5, 7, 5]).count.numpy().tolist()
      [2, 1]

    Source: `tf.unique_with_counts`.
    """
    return _distinct(_unique_with_counts.op, x, out_idx, name)


def _check_permutation(x):
    if x.ndim != 1:
        raise invalid_argument(
            "invert_permutation expects a 1D vector.",
            f"Shape must be rank 1 but is rank {x.ndim}",
        )
    seen = set()
    for number in x.tolist():
        if not 0 <= number < x.size:
            raise invalid_argument(f"{number} is not between 0 and {x.size}")
        if number in seen:
            raise invalid_argument(f"{number} is duplicated in the input.")
        seen.add(number)


@op(
    "InvertPermutation",
    names=("math.invert_permutation",),
    is_differentiable=False,
    check=_check_permutation,
)
def invert_permutation(x, name=None):
    """Returns the permutation that undoes another.

    Args:
      x: Integer tensor of shape [n], that holds each of 0, ..., n - 1 once.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `x`.

    Raises:
      InvalidArgumentError: if `x` is no permutation.

    Example:
      >>> invert_permutation([2, 0, 1]).numpy().tolist()
      [1, 2, 0]

    Source: `tf.math.invert_permutation`.
    """
    return jnp.zeros_like(x).at[x].set(jnp.arange(x.size, dtype=x.dtype))
