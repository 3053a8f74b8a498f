"""Rows of tensors, of ragged and sparse ones too: taken one by one, and put together again."""

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.convert import convert
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec
from tfcourse.core.symbolic import avals_of
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import zeros
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.ragged.functions import ragged_concat
from tfcourse.ops.ragged.spec import RaggedTensorSpec
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.shapes import shape
from tfcourse.ops.sparse import concat_sparse, expand_dims, reshape, slice_sparse
from tfcourse.ops.sparse_tensor import SparseTensor, SparseTensorSpec


def is_composite(value) -> bool:
    """Says whether a value is a ragged or sparse tensor."""
    return isinstance(value, (RaggedTensor, SparseTensor))


def row_count(value):
    """Returns the number of rows of a tensor, ragged or sparse: a scalar int32 tensor."""
    if isinstance(value, RaggedTensor):
        return value.nrows(out_type=dtypes.int32)
    if isinstance(value, SparseTensor):
        return cast(value.dense_shape[0], dtypes.int32)
    return shape(value)[0]


def row_of(value, index):
    """Returns a row of a tensor, ragged or sparse.

    Args:
      value: The tensor.
      index: Scalar int32 tensor, or an integer.
    """
    if not isinstance(value, SparseTensor):
        return value[index]
    rest = value.dense_shape[1:]
    start = concat([[cast(index, dtypes.int64)], rest * 0], 0)
    return reshape(slice_sparse(value, start, concat([[1], rest], 0)), rest)


def row_spec(value):
    """Returns what is known of a value's rows: a spec."""
    rest = TensorShape(None) if value.shape.rank is None else value.shape[1:]
    if isinstance(value, RaggedTensor):
        return RaggedTensorSpec(rest, value.dtype, value.ragged_rank - 1, value.row_splits.dtype)
    if isinstance(value, SparseTensor):
        return SparseTensorSpec(rest, value.dtype)
    return TensorSpec(rest, value.dtype)


def stack_rows(rows, spec):
    """Returns rows put together.

    Args:
      rows: A list of tensors, ragged or sparse ones.
      spec: What is known of each, as `row_spec` gives it. One of no ragged dimensions says that
        tensors of different lengths are put together to a ragged tensor.

    Raises:
      InvalidArgumentError: if tensors of different shapes are put together to a tensor, or if there
        are none and their shape is not known.
    """
    if isinstance(spec, RaggedTensorSpec):
        return _stack_ragged(rows, spec)
    if isinstance(spec, SparseTensorSpec):
        if rows:
            return concat_sparse(0, [expand_dims(row, 0) for row in rows])
        sizes = [0, *(size or 0 for size in spec.shape.as_list())]
        return SparseTensor(
            np.zeros((0, len(sizes)), np.int64), zeros([0], spec.dtype), np.array(sizes, np.int64)
        )
    known = spec.shape
    for row in rows:
        if not known.is_compatible_with(row.shape):
            one, other = (str(item.as_list()).replace(" ", "") for item in (known, row.shape))
            raise errors.InvalidArgumentError(
                None,
                None,
                f"PartialTensorShape: Incompatible shapes during merge: {one} vs. {other}",
            )
        known = known.merge_with(row.shape)
    if rows:
        return stack(rows)
    if not known.is_fully_defined():
        sizes = None if known.rank is None else known.as_list()
        shown = "<unknown>" if sizes is None else _brackets(sizes)
        raise errors.InvalidArgumentError(
            None,
            None,
            "Tried to stack elements of an empty list with non-fully-defined element_shape: "
            f"{shown}",
        )
    return zeros([0, *known.as_list()], spec.dtype)


def _brackets(sizes):
    return "[" + ",".join("?" if size is None else str(size) for size in sizes) + "]"


def _stack_ragged(rows, spec):
    splits_dtype = spec.row_splits_dtype
    if not rows:
        sizes = spec.shape.as_list()[spec.ragged_rank + 1 :] if spec.shape.rank else []
        none = convert(np.zeros(1, splits_dtype.numpy_dtype))
        return RaggedTensor.from_nested_row_splits(
            zeros([0, *(size or 0 for size in sizes)], spec.dtype),
            [none] * (spec.ragged_rank + 1),
            validate=False,
        )
    if spec.ragged_rank:
        rows = [row.with_row_splits_dtype(splits_dtype) for row in rows]
        values, lengths = ragged_concat(rows, 0), [row.nrows() for row in rows]
    else:
        values, lengths = concat(rows, 0), [shape(row, splits_dtype)[0] for row in rows]
    result = RaggedTensor.from_row_lengths(values, stack(lengths), validate=False)
    return restored(spec, len(rows), [result.flat_values, *result.nested_row_splits])


def kinds_of_row(spec):
    """Returns (dtype, avals) of each tensor that a row of a spec consists of."""
    if _is_tensor(spec):
        return [(spec.dtype, avals_of(spec.shape, spec.dtype))]
    return kinds_of_rows(*_inner(spec))


def restored_row(spec, parts):
    """Returns a row of the tensors that it consists of."""
    return parts[0] if _is_tensor(spec) else restored(*_inner(spec), parts)


def _is_tensor(spec):
    return type(spec) is TensorSpec or (isinstance(spec, RaggedTensorSpec) and not spec.ragged_rank)


def _inner(spec):
    """Returns what is known of the rows of a row, and their number."""
    known = spec.shape.rank is not None
    rest, count = (spec.shape[1:], spec.shape[0]) if known else (TensorShape(None), None)
    if isinstance(spec, SparseTensorSpec):
        return SparseTensorSpec(rest, spec.dtype), count
    inner = RaggedTensorSpec(rest, spec.dtype, spec.ragged_rank - 1, spec.row_splits_dtype)
    return inner, count


def kinds_of_rows(spec, count):
    """Returns (dtype, avals) of each tensor that rows of a spec, put together, consist of.

    Args:
      spec: What is known of each row.
      count: Their number, or None.
    """
    results = []
    if isinstance(spec, RaggedTensorSpec):
        rank = spec.shape.rank
        inner = TensorShape(None) if rank is None else spec.shape[spec.ragged_rank + 1 :]
        results.append((spec.dtype, TensorShape([None]).concatenate(inner)))
        sizes = [None if count is None else count + 1, *[None] * spec.ragged_rank]
        results += [(spec.row_splits_dtype, TensorShape([size])) for size in sizes]
    elif isinstance(spec, SparseTensorSpec):
        rank = None if spec.shape.rank is None else spec.shape.rank + 1
        results.append((dtypes.int64, TensorShape([None, rank])))
        results.append((spec.dtype, TensorShape([None])))
        results.append((dtypes.int64, TensorShape([rank])))
    else:
        results.append((spec.dtype, TensorShape([count]).concatenate(spec.shape)))
    return [(dtype, avals_of(known, dtype)) for dtype, known in results]


def restored(spec, count, parts):
    """Returns a value of the tensors that it consists of.

    Args:
      spec: What is known of each row.
      count: The number of rows, or None.
      parts: The tensors.
    """
    if isinstance(spec, RaggedTensorSpec):
        result, *nested_splits = parts
        uniforms = [None] * len(nested_splits)
        if spec.shape.rank is not None:
            uniforms = spec.shape.as_list()[: len(nested_splits)]
        for splits, uniform in zip(reversed(nested_splits), reversed(uniforms), strict=True):
            result = RaggedTensor._of(result, splits, uniform)
        return result
    if isinstance(spec, SparseTensorSpec):
        value = SparseTensor(*parts)
        value.set_shape(TensorShape([count]).concatenate(spec.shape))
        return value
    return parts[0]
