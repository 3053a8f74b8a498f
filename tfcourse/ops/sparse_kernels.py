"""Kernels of operations on sparse tensors.

Those whose result has as many elements as the operand, or is dense, are JAX functions and have
gradients; those whose number of elements depends on values run on the host.
"""

import itertools
import math

import jax.numpy as jnp
import numpy as np

from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.shape_checks import invalid_argument


def _places(indices):
    return tuple(indices[:, axis] for axis in range(indices.shape[1]))


def _flat(indices, shape):
    """Returns the position of each element row by row, as one number."""
    strides = np.cumprod([1, *reversed(shape[1:])])[::-1] if len(shape) else np.ones(0, int)
    return np.asarray(indices) @ np.asarray(strides, np.int64)


def check_sorted(indices, shape):
    """Checks that indices are in bounds, sorted and different.

    Raises:
      InvalidArgumentError: if they are not, with TensorFlow's words.
    """
    indices = np.asarray(indices)
    outside = ((indices < 0) | (indices >= shape)).any(1)
    order = np.diff(_flat(indices, np.asarray(shape)))
    for row in range(len(indices)):
        where = f"indices[{row}] = {brackets(indices[row])}"
        if outside[row]:
            raise invalid_argument(f"{where} is out of bounds: need 0 <= index < {brackets(shape)}")
        if row and order[row - 1] < 0:
            raise invalid_argument(
                f"{where} is out of order. Many sparse ops require sorted indices.\n    Use "
                "`tf.sparse.reorder` to create a correctly ordered copy.\n\n"
            )
        if row and not order[row - 1]:
            raise invalid_argument(f"{where} is repeated")


def _check_to_dense(sparse_indices, output_shape, sparse_values, default_value, validate_indices):
    if validate_indices:
        check_sorted(sparse_indices, output_shape)


@op("SparseToDense", static=("output_shape",), check=_check_to_dense)
def sparse_to_dense(
    sparse_indices, output_shape, sparse_values, default_value, validate_indices=True, name=None
):
    """Returns a tensor of a default value with some elements replaced."""
    dense = jnp.broadcast_to(default_value, tuple(output_shape.tolist()))
    return dense.at[_places(sparse_indices)].set(sparse_values, mode="drop")


def _check_matmul(a_indices, a_values, a_shape, b, adjoint_a, adjoint_b):
    if b.ndim != 2:
        raise invalid_argument("Tensor 'b' is not a matrix")
    if a_shape.size != 2:
        raise invalid_argument("Tensor 'a_shape' must have 2 elements")
    inner = a_shape[0 if adjoint_a else 1]
    other = b.shape[1 if adjoint_b else 0]
    if inner != other:
        raise invalid_argument(
            f"Cannot multiply A and B because inner dimension does not match: {inner} vs. {other}."
            "  Did you forget a transpose?  Dimensions of A: "
            f"[{a_shape[0]}, {a_shape[1]}).  Dimensions of B: {brackets(b.shape)}"
        )
    limits = a_shape[::-1] if adjoint_a else a_shape
    for row, pair in enumerate(a_indices[:, ::-1] if adjoint_a else a_indices):
        for name, value, limit in (("m", pair[0], limits[0]), ("k", pair[1], limits[1])):
            if not 0 <= value < limit:
                raise invalid_argument(f"{name} ({value}) from index[{row},...] out of bounds")


@op("SparseTensorDenseMatMul", static=("a_shape",), check=_check_matmul)
def sparse_tensor_dense_matmul(
    a_indices, a_values, a_shape, b, adjoint_a=False, adjoint_b=False, name=None
):
    """Returns the product of a sparse matrix and a dense one."""
    rows, columns = _places(a_indices)
    if adjoint_a:
        rows, columns, a_values = columns, rows, jnp.conj(a_values)
    if adjoint_b:
        b = jnp.conj(b.T)
    size = int(a_shape[1 if adjoint_a else 0])
    product = jnp.zeros((size, b.shape[1]), b.dtype)
    return product.at[rows].add(a_values[:, None] * b[columns])


def _reduced_axes(reduction_axes, rank):
    axes = []
    for axis in reduction_axes.ravel().tolist():
        if not -rank <= axis < rank:
            raise invalid_argument(
                f"Invalid reduction dimension {axis}, for input with {rank} dimensions."
            )
        axes.append(axis % rank)
    return axes


def _reduced(indices, shape, reduction_axes, keep_dims):
    """Returns the shape of a reduction's result and the places of the elements in it."""
    shape = shape.tolist()
    axes = _reduced_axes(reduction_axes, len(shape))
    kept = [axis for axis in range(len(shape)) if axis not in axes]
    if keep_dims:
        places = tuple(
            jnp.zeros_like(indices[:, axis]) if axis in axes else indices[:, axis]
            for axis in range(len(shape))
        )
        return [1 if axis in axes else size for axis, size in enumerate(shape)], places
    return [shape[axis] for axis in kept], tuple(indices[:, axis] for axis in kept)


@op("SparseReduceSum", static=("input_shape", "reduction_axes"))
def sparse_reduce_sum(
    input_indices, input_values, input_shape, reduction_axes, keep_dims=False, name=None
):
    """Returns the sums over dimensions, a dense tensor."""
    shape, places = _reduced(input_indices, input_shape, reduction_axes, keep_dims)
    if not places:
        return input_values.sum()
    return jnp.zeros(shape, input_values.dtype).at[places].add(input_values)


@op("SparseReduceMax", static=("input_shape", "reduction_axes"), is_differentiable=False)
def sparse_reduce_max(
    input_indices, input_values, input_shape, reduction_axes, keep_dims=False, name=None
):
    """Returns the largest elements over dimensions, a dense tensor; 0 where there are none."""
    shape, places = _reduced(input_indices, input_shape, reduction_axes, keep_dims)
    places = places or (jnp.zeros(len(input_values), int),)
    shape_or_one = shape or [1]
    is_float = jnp.issubdtype(input_values.dtype, jnp.floating)
    least = -jnp.inf if is_float else jnp.iinfo(input_values.dtype).min
    largest = jnp.full(shape_or_one, least, input_values.dtype).at[places].max(input_values)
    is_there = jnp.zeros(shape_or_one, bool).at[places].set(True)
    return jnp.where(is_there, largest, 0).reshape(shape)


@op("SparseReorder")
def sparse_reorder(input_indices, input_values, input_shape, name=None):
    """Returns indices and values in the order of rows."""
    keys = tuple(input_indices[:, axis] for axis in reversed(range(input_indices.shape[1])))
    order = jnp.lexsort(keys)
    return input_indices[order], input_values[order]


@op("SparseTensorDenseAdd")
def sparse_tensor_dense_add(a_indices, a_values, a_shape, b, name=None):
    """Returns the sum of a sparse tensor and a dense one."""
    return jnp.asarray(b).at[_places(a_indices)].add(a_values)


def _dense_factors(sp_indices, sp_shape, dense):
    """Returns the element of a dense tensor that belongs to each sparse one; it broadcasts."""
    rank = sp_indices.shape[1]
    if dense.ndim > rank:
        raise invalid_argument(
            f"SparseDenseBinaryOpShared broadcasts dense to sparse only; got incompatible shapes: "
            f"[{','.join(map(str, sp_shape.tolist()))}] vs. {brackets(dense.shape)}"
        )
    places = tuple(
        sp_indices[:, rank - dense.ndim + axis] * (size != 1)
        for axis, size in enumerate(dense.shape)
    )
    return dense[places]


@op("SparseDenseCwiseMul", static=("sp_shape",))
def sparse_dense_multiply(sp_indices, sp_values, sp_shape, dense, name=None):
    """Returns the values of a sparse tensor multiplied by a dense one."""
    return sp_values * _dense_factors(sp_indices, sp_shape, dense)


@op("SparseDenseCwiseDiv", static=("sp_shape",))
def sparse_dense_divide(sp_indices, sp_values, sp_shape, dense, name=None):
    """Returns the values of a sparse tensor divided by a dense one."""
    divisors = _dense_factors(sp_indices, sp_shape, dense)
    is_float = jnp.issubdtype(sp_values.dtype, jnp.inexact)
    return sp_values / divisors if is_float else jnp.floor_divide(sp_values, divisors)


@op("SparseSoftmax", static=("sp_shape",))
def sparse_softmax(sp_indices, sp_values, sp_shape, name=None):
    """Returns the values of the softmax along the last dimension, of the elements there are."""
    shape = sp_shape.tolist()
    count = max(1, math.prod(shape[:-1]))
    strides = np.cumprod([1, *reversed(shape[1:-1])])[::-1]
    rows = sp_indices[:, :-1] @ jnp.asarray(strides, sp_indices.dtype)
    largest = jnp.full(count, -jnp.inf, sp_values.dtype).at[rows].max(sp_values)
    powers = jnp.exp(sp_values - largest[rows])
    sums = jnp.zeros(count, sp_values.dtype).at[rows].add(powers)
    return powers / sums[rows]


@op("SparseReshape", is_host=True, is_differentiable=False)
def sparse_reshape(input_indices, input_shape, new_shape, name=None):
    """Returns indices and shape after reshaping."""
    old, new = input_shape.tolist(), new_shape.tolist()
    unknown = [axis for axis, size in enumerate(new) if size == -1]
    if len(unknown) > 1:
        raise invalid_argument(
            f"only one output dimension may be -1, not both {unknown[0]} and {unknown[1]}"
        )
    total = math.prod(old)
    if unknown:
        rest = math.prod(size for size in new if size != -1)
        if not rest or total % rest:
            raise invalid_argument(
                f"Input to reshape is a SparseTensor with {total} dense values, but the requested "
                f"shape requires a multiple of {rest}. input_shape={brackets(old)} "
                f"output_shape={brackets(new)}"
            )
        new[unknown[0]] = total // rest
    if math.prod(new) != total:
        raise invalid_argument(
            f"Input to reshape is a tensor with {total} dense values, but the requested shape has "
            f"{math.prod(new)}. input_shape={brackets(old)} output_shape={brackets(new)}"
        )
    flat = _flat(input_indices, old)
    places = np.unravel_index(flat, new) if len(flat) else [flat] * len(new)
    return np.stack(places, 1).astype(np.int64), np.array(new, np.int64)


@op("SparseConcat", is_host=True, is_differentiable=False)
def sparse_concat(indices, values, shapes, concat_dim, name=None):
    """Returns indices, values and shape of sparse tensors one after the other."""
    rank = shapes[0].size
    if not -rank <= concat_dim < rank:
        raise invalid_argument(
            f"Concat dimension must be in range [{-rank}, {rank}), got {concat_dim}"
        )
    axis = concat_dim % rank
    for shape in shapes[1:]:
        if shape.size != rank:
            raise invalid_argument(
                f"Ranks of all input tensors must match: expected {rank} but got {shape.size} at "
                "position 1"
            )
        for dim in range(rank):
            if dim != axis and shape[dim] != shapes[0][dim]:
                position = [item is shape for item in shapes].index(True)
                raise invalid_argument(
                    f"Input shapes must match: expected {shapes[0][dim]} for dimension {dim} but "
                    f"got {shape[dim]} at position {position}"
                )
    offsets = np.cumsum([0, *(shape[axis] for shape in shapes)])
    moved = [np.array(part) for part in indices]
    for part, offset in zip(moved, offsets, strict=False):
        part[:, axis] += offset
    joined, total = np.concatenate(moved), np.array(shapes[0])
    total[axis] = offsets[-1]
    order = np.argsort(_flat(joined, total.tolist()), kind="stable")
    return joined[order], np.concatenate([np.asarray(v) for v in values])[order], total


def _taken(indices, values, shape, start, size):
    """Returns the part of a sparse tensor in a box; the box ends with the tensor."""
    indices, shape = np.asarray(indices), np.asarray(shape)
    size = np.clip(np.minimum(size, shape - start), 0, None)
    inside = ((indices >= start) & (indices < start + size)).all(1)
    return indices[inside] - start, np.asarray(values)[inside], size.astype(np.int64)


@op("SparseSlice", is_host=True, is_differentiable=False)
def sparse_slice(indices, values, shape, start, size, name=None):
    """Returns indices, values and shape of a part of a sparse tensor."""
    return _taken(indices, values, shape, start, size)


@op("SparseSplit", is_host=True, is_differentiable=False)
def sparse_split(split_dim, indices, values, shape, num_split, name=None):
    """Returns indices, values and shapes of the parts of a sparse tensor."""
    axis, length = int(split_dim) % shape.size, int(shape[int(split_dim)])
    if not 1 <= num_split <= length:
        raise invalid_argument(
            f"Input num_split should be between 1 and the splitting dimension size ({length}), "
            f"got {num_split}"
        )
    # The first parts are longer by one where the length does not divide.
    bounds = np.cumsum(
        [0, *(length // num_split + (i < length % num_split) for i in range(num_split))]
    )
    parts = []
    for low, high in itertools.pairwise(bounds):
        start, size = np.zeros(shape.size, np.int64), np.array(shape)
        start[axis], size[axis] = low, high - low
        parts.append(_taken(indices, values, shape, start, size))
    return tuple(part[which] for which in range(3) for part in parts)


@op("SparseFillEmptyRows", is_host=True, is_differentiable=False)
def sparse_fill_empty_rows(indices, values, dense_shape, default_value, name=None):
    """Returns indices and values with one element in each empty row, and which rows are empty."""
    indices, rows = np.asarray(indices), int(dense_shape[0])
    counts = np.bincount(indices[:, 0], minlength=rows)
    is_empty = counts == 0
    added = np.zeros((int(is_empty.sum()), indices.shape[1]), np.int64)
    added[:, 0] = np.flatnonzero(is_empty)
    joined = np.concatenate([indices, added])
    filled = np.concatenate([np.asarray(values), np.repeat(default_value, len(added))])
    order = np.argsort(joined[:, 0], kind="stable")
    places = np.argsort(order, kind="stable")[: len(indices)]
    return joined[order], filled[order], is_empty, places.astype(np.int64)


def _check_same_shapes(a_shape, b_shape):
    if a_shape.size != b_shape.size:
        raise invalid_argument(
            f"Operands' ranks do not match: got {a_shape.size} and {b_shape.size}"
        )
    for dim, (one, other) in enumerate(zip(a_shape, b_shape, strict=True)):
        if one != other:
            raise invalid_argument(
                f"Operands' shapes do not match: got {one} and {other} for dimension {dim}"
            )


def _merged(function, a_indices, a_values, b_indices, b_values, shape):
    """Applies a function of two values to the elements that either of two tensors has."""
    shape = shape.tolist()
    flat = [_flat(a_indices, shape), _flat(b_indices, shape)]
    keys = np.union1d(*flat)
    columns = []
    for own, values in zip(flat, (a_values, b_values), strict=True):
        column = np.zeros(len(keys), values.dtype)
        np.add.at(column, np.searchsorted(keys, own), np.asarray(values))
        columns.append(column)
    places = np.unravel_index(keys, shape) if len(keys) else [keys] * len(shape)
    return np.stack(places, 1).astype(np.int64), function(*columns)


@op("SparseAdd", is_host=True, is_differentiable=False)
def sparse_add(a_indices, a_values, a_shape, b_indices, b_values, b_shape, thresh, name=None):
    """Returns indices, values and shape of a sum, without values nearer to 0 than a threshold."""
    _check_same_shapes(a_shape, b_shape)
    indices, values = _merged(np.add, a_indices, a_values, b_indices, b_values, a_shape)
    stays = np.abs(values) >= thresh
    return indices[stays], values[stays], np.array(a_shape)


@op("SparseSparseMaximum", is_host=True, is_differentiable=False)
def sparse_maximum(a_indices, a_values, a_shape, b_indices, b_values, b_shape, name=None):
    """Returns indices and values of the larger elements of two sparse tensors."""
    _check_same_shapes(a_shape, b_shape)
    return _merged(np.maximum, a_indices, a_values, b_indices, b_values, a_shape)


@op("SparseSparseMinimum", is_host=True, is_differentiable=False)
def sparse_minimum(a_indices, a_values, a_shape, b_indices, b_values, b_shape, name=None):
    """Returns indices and values of the smaller elements of two sparse tensors."""
    _check_same_shapes(a_shape, b_shape)
    return _merged(np.minimum, a_indices, a_values, b_indices, b_values, a_shape)


def _segment_counts(segment_ids, num_segments):
    if num_segments is not None:
        return int(num_segments)
    return int(segment_ids[-1]) + 1 if segment_ids.size else 0


def segment_kernel(data, indices, segment_ids, num_segments, weight):
    """Returns sums of rows by segment, each multiplied by a function of the number of rows."""
    count = _segment_counts(segment_ids, num_segments)
    sums = jnp.zeros((count, *data.shape[1:]), data.dtype).at[segment_ids].add(data[indices])
    sizes = np.bincount(segment_ids, minlength=count)[:count]
    if weight is None:
        return sums
    weights = jnp.asarray(weight(np.maximum(sizes, 1)), data.dtype)
    return sums * weights.reshape(-1, *[1] * (data.ndim - 1))
