"""Several values made into one: stacked, padded, or as a ragged or sparse tensor."""

import numpy as np

from tfcourse.core import errors
from tfcourse.core.kernels import brackets
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import EagerTensor
from tfcourse.data.pipeline import Pipeline
from tfcourse.data.structure import Structure
from tfcourse.ops.ragged.spec import RaggedTensorSpec
from tfcourse.ops.sparse_tensor import SparseTensorSpec


class Row:
    """An element that is a row of arrays: its tensors are made when they are asked for.

    Args:
      arrays: NumPy arrays.
      row: Which row.
    """

    __slots__ = ("arrays", "row")

    def __init__(self, arrays, row):
        self.arrays = arrays
        self.row = row

    def __len__(self):
        return len(self.arrays)

    def __iter__(self):
        # The ellipsis keeps a scalar an array.
        return iter([EagerTensor(array[self.row, ...]) for array in self.arrays])

    def __getitem__(self, index):
        return list(self)[index]


def stacked(leaves, group, is_mapped=False) -> list:
    """Returns the components of the elements of a group, put together.

    Args:
      leaves: The flat specs of an element.
      group: The elements, at least one.
      is_mapped: Whether they come straight from a function.

    Raises:
      InvalidArgumentError: if shapes differ.
    """
    arrays = getattr(group[0], "arrays", None)
    if arrays is not None and all(getattr(item, "arrays", None) is arrays for item in group):
        rows = [item.row for item in group]
        return [EagerTensor(array[rows]) for array in arrays]
    results, at = [], 0
    for index, spec in enumerate(leaves):
        width = len(Structure(spec).components)
        columns = [
            [np.asarray(element[at + offset].array) for element in group] for offset in range(width)
        ]
        at += width
        if isinstance(spec, TensorSpec):
            results.append(_stacked_arrays(columns[0], index, is_mapped))
        elif isinstance(spec, RaggedTensorSpec):
            results += _stacked_ragged(columns, spec)
        elif isinstance(spec, SparseTensorSpec):
            results += _stacked_sparse(*columns)
        else:
            raise TypeError(f"Batching is not supported for elements of {spec}.")
    return results


def _stacked_arrays(arrays, index, is_mapped) -> EagerTensor:
    first = arrays[0].shape
    for at, array in enumerate(arrays):
        if array.shape != first:
            own, other = brackets(array.shape), brackets(first)
            message = (
                f"Cannot batch tensors with different shapes in component {index}. First element "
                f"had shape {other} and element {at} had shape {own}."
            )
            if is_mapped and array.size != arrays[0].size:
                # TensorFlow runs `map` and `batch` as one.
                message = (
                    "Cannot add tensor to the batch: number of elements does not match. Shapes "
                    f"are: [tensor]: {own}, [batch]: {other}"
                )
            raise errors.InvalidArgumentError(None, None, message)
    return EagerTensor(np.stack(arrays))


def _stacked_ragged(columns, spec) -> list:
    """Stacks ragged tensors of one rank (or, of ragged rank 0, dense ones) as rows of a new one."""
    values, *levels = columns
    sizes = [len(level[0]) - 1 for level in zip(*levels, strict=True)] if levels else []
    splits = [_cumulated(sizes or [len(array) for array in values])]
    for level in levels:
        lengths = np.concatenate([np.diff(array) for array in level])
        splits.append(_cumulated(lengths))
    kind = spec.row_splits_dtype.as_numpy_dtype
    arrays = [np.concatenate(values), *(array.astype(kind) for array in splits)]
    return list(map(EagerTensor, arrays))


def _cumulated(lengths) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(np.asarray(lengths, np.int64), dtype=np.int64)])


def _stacked_sparse(indices, values, shapes) -> list:
    rows = [
        np.concatenate([np.full((len(places), 1), row, np.int64), places], axis=1)
        for row, places in enumerate(indices)
    ]
    for shape in shapes:
        if len(shape) != len(shapes[0]):
            raise errors.InvalidArgumentError(
                None, None, "Mismatched rank in the sparse tensors of a batch."
            )
    shape = np.concatenate([[len(rows)], np.max(np.stack(shapes), axis=0)]).astype(np.int64)
    return list(map(EagerTensor, (np.concatenate(rows), np.concatenate(values), shape)))


def padded(shapes, fills, group) -> list:
    """Returns the components of the elements of a group, padded to one shape and stacked.

    Args:
      shapes: The shape of each component; None dimensions become as large as the largest.
      fills: What each is padded with, an array of shape `()`.
      group: The elements, at least one.

    Raises:
      DataLossError: if an element is larger than its shape.
    """
    results = []
    for index, (shape, fill) in enumerate(zip(shapes, fills, strict=True)):
        arrays = [np.asarray(element[index].array) for element in group]
        sizes = [
            max(array.shape[axis] for array in arrays) if size is None else size
            for axis, size in enumerate(shape.as_list())
        ]
        for array in arrays:
            if any(own > size for own, size in zip(array.shape, sizes, strict=True)):
                raise errors.DataLossError(
                    None,
                    None,
                    "Attempted to pad to a smaller size than the input element.",
                )
        whole = np.full(
            [len(arrays), *sizes], fill.item() if fill.dtype == object else fill, fill.dtype
        )
        for row, array in enumerate(arrays):
            whole[(row, *map(slice, array.shape))] = array
        results.append(EagerTensor(whole))
    return results


def as_pipeline(elements) -> Pipeline:
    """Returns the pipeline over elements that are there."""
    return Pipeline(lambda run: iter(elements), len(elements))
