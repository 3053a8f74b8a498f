"""Functions that change the rows of `IndexedSlices`, as gradients of gathered rows are clipped."""

from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.core.tensor import Tensor
from tfcourse.ops.scopes import tensor_of


def values_of(value, name: str) -> Tensor:
    """Returns a tensor, or the rows of `IndexedSlices`.

    Args:
      value: A tensor, data for one, or `IndexedSlices`.
      name: The name of the constant that data becomes in a graph.
    """
    return tensor_of(value.values if isinstance(value, IndexedSlices) else value, name)


def with_values_of(value, values: Tensor):
    """Returns new values as what the old ones were: a tensor, or `IndexedSlices`."""
    if isinstance(value, IndexedSlices):
        return IndexedSlices(values, value.indices, value.dense_shape)
    return values
