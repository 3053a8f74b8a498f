"""Rows of ragged features: values of an example cut by other features."""

import numpy as np

from tfcourse.core.convert import convert
from tfcourse.core.dtypes import as_dtype
from tfcourse.ops.casting import cast
from tfcourse.ops.counting import bincount
from tfcourse.ops.cumulative import cumsum
from tfcourse.ops.example_features import (
    RowLengths,
    RowLimits,
    RowSplits,
    RowStarts,
    UniformRowLength,
)
from tfcourse.ops.joining import concat
from tfcourse.ops.ragged.arithmetic import reduce
from tfcourse.ops.ragged.functions import ragged_concat
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.repetition import repeat
from tfcourse.ops.shapes import shape


def partitioned(values, feature, tensors: dict, is_single: bool):
    """Cuts the values of examples into rows, as a `tf.io.RaggedFeature` says.

    Args:
      values: A ragged tensor with one row per example; a tensor if there is only one example.
      feature: The `tf.io.RaggedFeature`.
      tensors: What was read, by key; the features that cut are like `values`.
      is_single: Whether there is only one example.
    """
    if not feature.partitions:
        return values
    rows = _batched(values, is_single)
    for item in reversed(feature.partitions):
        if isinstance(item, UniformRowLength):
            inner = RaggedTensor.from_uniform_row_length(rows.values, item.length)
            rows = RaggedTensor._of(inner, rows.row_splits // item.length)
            continue
        cuts = _batched(tensors[item.key], is_single)
        lengths = _lengths(item, cuts.with_row_splits_dtype(rows.row_splits.dtype), rows)
        flat = cast(lengths.flat_values, rows.row_splits.dtype)
        inner = RaggedTensor.from_row_lengths(rows.values, flat, validate=False)
        rows = RaggedTensor._of(inner, lengths.row_splits)
    if not is_single:
        return rows
    is_uniform = all(isinstance(item, UniformRowLength) for item in feature.partitions)
    return rows[0].to_tensor() if is_uniform else rows[0]


def _batched(values, is_single):
    """Returns a tensor as the only row of a ragged one."""
    if not is_single:
        return values
    splits = concat([[0], shape(values)[:1]], 0)
    return RaggedTensor._of(values, cast(splits, as_dtype("int64")))


def _lengths(item, cuts, rows):
    """Returns the lengths of the rows of each example."""
    if isinstance(item, RowLengths):
        return cuts
    if isinstance(item, RowSplits):
        return cuts[:, 1:] - cuts[:, :-1]
    if isinstance(item, RowStarts):
        ends = cast(rows.row_lengths(), cuts.dtype)[:, None]
        return ragged_concat([cuts[:, 1:], ends], 1) - cuts
    if isinstance(item, RowLimits):
        begin = cast(rows.row_lengths() * 0, cuts.dtype)[:, None]
        return cuts - ragged_concat([begin, cuts[:, :-1]], 1)
    counts = reduce("max", cuts, 1) + 1
    offsets = cumsum(counts, exclusive=True)
    ids = cuts.flat_values + repeat(offsets, cuts.row_lengths())
    flat = bincount(cast(ids, as_dtype("int32")), minlength=convert(np.array(0, np.int32)))
    return RaggedTensor.from_row_lengths(
        cast(flat, cuts.dtype), cast(counts, cuts.row_splits.dtype), validate=False
    )
