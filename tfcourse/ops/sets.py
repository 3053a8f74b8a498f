"""`tf.sets`: the last axis of a tensor taken as sets, one for each row."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.scopes import tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.sparse_tensor import SparseTensor
from tfcourse.ops.static_shapes import with_shape

_DTYPES = frozenset(
    {
        dtypes.int8,
        dtypes.int16,
        dtypes.int32,
        dtypes.int64,
        dtypes.uint8,
        dtypes.uint16,
        dtypes.string,
    }
)
_OPERATIONS = {
    "union": set.union,
    "intersection": set.intersection,
    "a-b": set.difference,
    "b-a": lambda one, other: other - one,
}


def _dense_rows(array):
    """Returns the shape of the rows of a dense array, and the set of each row."""
    if array.ndim < 2:
        raise invalid_argument(f"Shape {brackets(array.shape)} has rank {array.ndim} < 2")
    outer = array.shape[:-1]
    return outer, {place: set(array[place].tolist()) for place in np.ndindex(*outer)}


def _sparse_rows(indices, values, shape):
    """Returns the shape of the rows of a sparse array, and the set of each row that has any."""
    rows: dict = {}
    for place, value in zip(indices.tolist(), values.tolist(), strict=True):
        rows.setdefault(tuple(place[:-1]), set()).add(value)
    return tuple(shape.tolist()[:-1]), rows


def _combine(one, other, set_operation, dtype):
    """Returns a sparse array, as its three parts, that holds the sets of all rows."""
    (outer, rows), (other_outer, other_rows) = one, other
    if outer != other_outer:
        raise invalid_argument(f"Mismatched shapes {brackets(outer)} vs {brackets(other_outer)}")
    combine = _OPERATIONS[set_operation]
    indices, values, longest = [], [], 0
    for place in np.ndindex(*outer):
        items = sorted(combine(rows.get(place, set()), other_rows.get(place, set())))
        indices += [(*place, column) for column in range(len(items))]
        values += items
        longest = max(longest, len(items))
    held = np.empty(len(values), dtype)
    held[:] = values
    return (
        np.array(indices, np.int64).reshape(-1, len(outer) + 1),
        held,
        np.array([*outer, longest], np.int64),
    )


def _set_op(op_type):
    return op(op_type, is_host=True, is_differentiable=False)


@_set_op("DenseToDenseSetOperation")
def _dense_to_dense(set1, set2, set_operation, validate_indices=True, name=None):
    return _combine(_dense_rows(set1), _dense_rows(set2), set_operation, set1.dtype)


@_set_op("DenseToSparseSetOperation")
def _dense_to_sparse(
    set1, set2_indices, set2_values, set2_shape, set_operation, validate_indices=True, name=None
):
    sparse = _sparse_rows(set2_indices, set2_values, set2_shape)
    return _combine(_dense_rows(set1), sparse, set_operation, set1.dtype)


@_set_op("SparseToSparseSetOperation")
def _sparse_to_sparse(
    set1_indices,
    set1_values,
    set1_shape,
    set2_indices,
    set2_values,
    set2_shape,
    set_operation,
    validate_indices=True,
    name=None,
):
    one = _sparse_rows(set1_indices, set1_values, set1_shape)
    other = _sparse_rows(set2_indices, set2_values, set2_shape)
    return _combine(one, other, set_operation, set1_values.dtype)


@_set_op("SetSize")
def _set_size(set_indices, set_values, set_shape, validate_indices=True, name=None):
    outer, rows = _sparse_rows(set_indices, set_values, set_shape)
    sizes = [len(rows.get(place, ())) for place in np.ndindex(*outer)]
    return np.array(sizes, np.int32).reshape(outer)


def _as_set(value):
    return value if isinstance(value, SparseTensor) else tensor_of(value, "set")


def _parts(sparse):
    return sparse.indices, sparse.values, sparse.dense_shape


_FLIPPED = {"a-b": "b-a", "b-a": "a-b"}


def _operate(a, b, set_operation, validate_indices):
    a, b = _as_set(a), _as_set(b)
    if a.dtype is not b.dtype:
        raise TypeError(f"Types don't match, {a.dtype} vs {b.dtype}.")
    if a.dtype not in _DTYPES:
        raise TypeError(
            f"'a' has invalid dtype `{a.dtype}` not in supported dtypes: `{_DTYPES!r}`."
        )
    if isinstance(a, SparseTensor) and not isinstance(b, SparseTensor):
        # TensorFlow has no operation with the dense operand second.
        a, b = b, a
        set_operation = _FLIPPED.get(set_operation, set_operation)
    if isinstance(a, SparseTensor):
        definition, operands = _sparse_to_sparse.op, (*_parts(a), *_parts(b))
    elif isinstance(b, SparseTensor):
        definition, operands = _dense_to_sparse.op, (a, *_parts(b))
    else:
        definition, operands = _dense_to_dense.op, (a, b)
    results = execute(definition, operands, (set_operation, validate_indices))
    rank = a.shape.rank
    with_shape(results[0], [None, rank])
    with_shape(results[1], [None])
    with_shape(results[2], [rank])
    return SparseTensor(*results)


def _define(name, operation, words, example):
    def function(a, b, validate_indices=True):
        return _operate(a, b, operation, validate_indices)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""Returns, row by row, the elements that are {words}.

    Args:
      a: Tensor or SparseTensor of integers or strings, of a rank above 1.
      b: Tensor or SparseTensor of the same dtype and, but for the last axis, the same shape.
      validate_indices: Unused; kept for TensorFlow's signature.

    Returns:
      SparseTensor, each row sorted and without repetitions.

    Raises:
      TypeError: if the dtypes differ, or are not supported.
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> {name}([[1, 2, 2]], [[2, 3]]).values.numpy().tolist()
      {example}

    Source: `tf.sets.{name}`.
    """
    return export(f"sets.{name}")(function)


union = _define("union", "union", "in `a`, in `b` or in both", [1, 2, 3])
intersection = _define("intersection", "intersection", "in both `a` and `b`", [2])


@export("sets.difference")
def difference(a, b, aminusb=True, validate_indices=True):
    """Returns, row by row, the elements that are in one tensor but not in the other.

    Args:
      a: Tensor or SparseTensor of integers or strings, of a rank above 1.
      b: Tensor or SparseTensor of the same dtype and, but for the last axis, the same shape.
      aminusb: Whether elements are to be in `a` but not in `b`, or the other way round.
      validate_indices: Unused; kept for TensorFlow's signature.

    Returns:
      SparseTensor, each row sorted and without repetitions.

    Raises:
      TypeError: if the dtypes differ, or are not supported.
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> difference([[1, 2, 2]], [[2, 3]]).values.numpy().tolist()
      [1]

    Source: `tf.sets.difference`.
    """
    return _operate(a, b, "a-b" if aminusb else "b-a", validate_indices)


@export("sets.size")
def size(a, validate_indices=True):
    """Returns how many different elements each row of a sparse tensor has.

    Args:
      a: SparseTensor of integers or strings.
      validate_indices: Unused; kept for TensorFlow's signature.

    Returns:
      int32 tensor of the shape of `a` without the last axis.

    Raises:
      TypeError: if `a` is no SparseTensor.

    Example:
      >>> size(union([[1, 2, 2]], [[2, 3]])).numpy().tolist()
      [3]

    Source: `tf.sets.size`.
    """
    if not isinstance(a, SparseTensor):
        raise TypeError(f"Expected `SparseTensor`, got {tensor_of(a, 'set')!s}.")
    return execute(_set_size.op, _parts(a), (validate_indices,))
