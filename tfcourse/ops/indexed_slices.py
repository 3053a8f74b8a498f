"""Conversion of `IndexedSlices` to the tensors that they stand for."""

from tfcourse.core.convert import register_converter
from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.ops.unsorted_segments import unsorted_segment_sum


def _to_tensor(slices, dtype):
    """Returns the larger tensor; its other rows are zero."""
    if dtype is not None and dtype is not slices.dtype:
        raise ValueError(
            f"Incompatible tensor conversion requested to `dtype` {dtype.name} for IndexedSlices "
            f"({slices}) with dtype {slices.dtype.name}"
        )
    if slices.dense_shape is None:
        raise ValueError(
            "Tensor conversion requested for IndexedSlices for argument `value` without "
            f"dense_shape: {slices}"
        )
    return unsorted_segment_sum(slices.values, slices.indices, slices.dense_shape[0])


register_converter(IndexedSlices, _to_tensor)
