"""Counts of numbers as sparse tensors: `tf.sparse.bincount`."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.counting import check_options
from tfcourse.ops.host import execute_lists
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.sparse_tensor import SparseTensor


def _counted(places, values, weights, sizes, attributes):
    """Returns indices, counts and shape.

    Args:
      places: The row of each value; None if there are no rows.
      values: The numbers.
      weights: What each counts, or nothing.
      sizes: The number of rows, in a list; an empty one if there are none.
      attributes: Least length, greatest length, and whether what occurs is 1.
    """
    minlength, maxlength, is_binary = attributes
    if weights.size and weights.shape != values.shape:
        raise invalid_argument(
            "Weights and data must have the same shape. Weight shape: "
            f"{brackets(weights.shape)}; data shape: {brackets(values.shape)}"
        )
    if values.size and values.min() < 0:
        raise invalid_argument("Input values must all be non-negative")
    values, weights = values.ravel(), weights.ravel()
    each = weights if weights.size else np.ones(values.shape, weights.dtype)
    length = max(minlength, int(values.max(initial=0)) + 1)
    if maxlength > 0:
        is_counted, length = values < maxlength, maxlength
        values, each = values[is_counted], each[is_counted]
        places = places if places is None else places[is_counted]
    keys = values.astype(np.int64) if places is None else places * length + values
    known, which = np.unique(keys, return_inverse=True)
    counts = np.zeros(known.shape, each.dtype)
    np.add.at(counts, which, each)
    if is_binary:
        counts = np.ones_like(counts)
    indices = known[:, None] if places is None else np.stack(np.divmod(known, length), 1)
    return indices.astype(np.int64), counts, np.array([*sizes, length], np.int64)


@op("DenseCountSparseOutput", is_host=True, is_differentiable=False)
def _count_dense(values, weights, minlength, maxlength, binary_output, name=None):
    if values.ndim not in (1, 2):
        raise invalid_argument(
            f"Input must be a 1 or 2-dimensional tensor. Got: {brackets(values.shape)}"
        )
    places, sizes = None, []
    if values.ndim == 2:
        sizes = [values.shape[0]]
        places = np.repeat(np.arange(values.shape[0]), values.shape[1])
    attributes = minlength, maxlength, binary_output
    return _counted(places, values, weights, sizes, attributes)


@op("SparseCountSparseOutput", is_host=True, is_differentiable=False)
def _count_sparse(
    indices, values, dense_shape, weights, minlength, maxlength, binary_output, name=None
):
    places, sizes = None, []
    if dense_shape.size == 2:
        places, sizes = indices[:, 0], [int(dense_shape[0])]
    return _counted(places, values, weights, sizes, (minlength, maxlength, binary_output))


@op("RaggedCountSparseOutput", is_host=True, is_differentiable=False)
def _count_ragged(splits, values, weights, minlength, maxlength, binary_output, name=None):
    places = np.repeat(np.arange(splits.size - 1), np.diff(splits))
    attributes = minlength, maxlength, binary_output
    return _counted(places, values, weights, [splits.size - 1], attributes)


def _check_alike(values, weights):
    for kind in (SparseTensor, RaggedTensor):
        if isinstance(values, kind) and not isinstance(weights, kind):
            name = kind.__name__
            raise ValueError(
                f"Argument `weights` must be a {name} if `values` is a {name}. "
                f"Received weights={weights} of type: {type(weights).__name__}"
            )


@export("sparse.bincount")
def sparse_bincount(
    values,
    weights=None,
    axis=0,
    minlength=None,
    maxlength=None,
    binary_output=False,
    name=None,
):
    """Returns how often each number from 0 on occurs, as a sparse tensor.

    Args:
      values: int32 or int64 tensor of rank 1 or 2, dense, sparse or ragged, at least 0.
      weights: None, or a tensor of the same kind and shape: what each element counts.
      axis: 0 to count over all elements, -1 to count in each row.
      minlength: The least length of the result.
      maxlength: The length of the result; larger numbers are not counted.
      binary_output: Whether to give 1 for what occurs, instead of how often.
      name: The name of the scope.

    Returns:
      A `tf.SparseTensor` of the dtype of `weights`, or of `values`, of shape [n] or [rows, n].

    Raises:
      ValueError: if there are weights as well as `binary_output`, or for other axes.
      InvalidArgumentError: if a number is negative, or weights have another shape.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.to_dense(tf.sparse.bincount([[1, 1], [0, 3]], axis=-1)).numpy().tolist()
      [[0, 2, 0, 0], [1, 0, 0, 1]]

    Source: `tf.sparse.bincount`.
    """
    with scope(name, "count"):
        composite = isinstance(values, (SparseTensor, RaggedTensor))
        if not composite:
            values = tensor_of(values, "values")
        check_options(weights, axis, binary_output)
        if weights is not None and not isinstance(weights, (SparseTensor, RaggedTensor)):
            weights = tensor_of(weights, "weights")
        if weights is not None and composite:
            _check_alike(values, weights)
            weights = weights.values
        attributes = (
            -1 if minlength is None else minlength,
            -1 if maxlength is None else maxlength,
            binary_output,
        )
        rows = values
        if composite:
            values = values.values
        elif axis != -1:
            values = reshape(values, [-1])
            weights = None if weights is None else reshape(weights, [-1])
        if weights is None:
            weights = tensor_of(np.zeros(0, values.dtype.numpy_dtype), "Const")
        definition, operands = _count_dense.op, (values, weights)
        if axis == -1 and isinstance(rows, SparseTensor):
            definition = _count_sparse.op
            operands = (rows.indices, values, rows.dense_shape, weights)
        elif axis == -1 and composite:
            definition, operands = _count_ragged.op, (rows.row_splits, values, weights)
        names = dict(zip(("minlength", "maxlength"), attributes, strict=False))
        check_attributes(definition, **names)
        rank = 1 if axis != -1 else values.shape.rank if not composite else 2
        results = [(dtypes.int64, [None, rank]), (weights.dtype, [None]), (dtypes.int64, [rank])]
        return SparseTensor(*execute_lists(definition, operands, attributes, results))
