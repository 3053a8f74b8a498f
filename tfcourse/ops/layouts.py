"""Layouts: what stands in the brackets of `tensor[...]`, in a form that kernels take.

A layout is a tuple with one entry per item in the brackets: `...`, `None` for a new axis, a
(begin, end, stride) triple whose parts may be None, or an integer, the position of an index in a
vector of indices. So the layout is static while indices may be computed.
"""

from tfcourse.core.errors import InvalidArgumentError

Layout = tuple


def _error(message: str) -> InvalidArgumentError:
    return InvalidArgumentError(None, None, message)


def apply_layout(array, indices, layout: Layout):
    """Returns the part of an array that a layout selects.

    Args:
      array: A NumPy or JAX array.
      indices: A vector of integers, or a sequence of scalars.
      layout: The layout.
    """
    return array[index_of(indices, layout)]


def index_of(indices, layout: Layout) -> tuple:
    """Returns a layout as NumPy takes it in brackets; arguments are those of `apply_layout`."""
    index = [
        indices[entry] if type(entry) is int else slice(*entry) if type(entry) is tuple else entry
        for entry in layout
    ]
    # With an ellipsis, NumPy gives arrays of rank 0, not scalars.
    return (*index,) if Ellipsis in layout else (*index, ...)


def axes(shape, layout: Layout):
    """Yields (entry, axis of the array, its size) for each entry that takes an axis.

    Args:
      shape: The array's shape, a tuple.
      layout: The layout.

    Raises:
      InvalidArgumentError: if there are too many entries, or several ellipses.
    """
    if layout.count(Ellipsis) > 1:
        raise _error("Multiple ellipses in slice spec not allowed")
    taken = sum(entry is not None and entry is not Ellipsis for entry in layout)
    axis = 0
    for entry in layout:
        if entry is None:
            continue
        if entry is Ellipsis:
            axis = max(axis, axis + len(shape) - taken)
            continue
        if axis >= len(shape):
            raise _error(
                f"Index out of range using input dim {axis}; input has only {len(shape)} dims"
                if shape
                else "Attempting to slice scalar input."
            )
        yield entry, axis, shape[axis]
        axis += 1


def check_layout(shape, indices, layout: Layout) -> None:
    """Checks that a layout and its indices fit an array.

    Args:
      shape: The array's shape, a tuple.
      indices: The indices, integers; None where unknown.
      layout: The layout.

    Raises:
      InvalidArgumentError: if they do not.
    """
    for entry, axis, size in axes(shape, layout):
        if type(entry) is tuple:
            if entry[2] == 0:
                raise _error(f"strides[{axis}] must be non-zero")
            continue
        index = indices[entry]
        if index is not None and not -size <= index < size:
            raise _error(
                f"slice index {index if index >= 0 else index + size} of dimension {axis} "
                "out of bounds."
            )


def layout_of_masks(begin, end, strides, masks) -> Layout:
    """Returns the layout that the operands and attributes of a `StridedSlice` stand for.

    Args:
      begin: A sequence of integers; one that stands for an index is not looked at.
      end: Likewise.
      strides: Likewise.
      masks: The attributes begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask.

    Raises:
      InvalidArgumentError: if an index has a negative stride.
    """
    begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask = masks
    layout = []
    for position in range(len(begin)):
        bit = 1 << position
        if ellipsis_mask & bit:
            layout.append(Ellipsis)
        elif new_axis_mask & bit:
            layout.append(None)
        elif shrink_axis_mask & bit:
            if strides[position] <= 0:
                raise _error("only stride 1 allowed on non-range indexing.")
            layout.append(position)
        else:
            layout.append(
                (
                    None if begin_mask & bit else int(begin[position]),
                    None if end_mask & bit else int(end[position]),
                    int(strides[position]),
                )
            )
    return tuple(layout)


def result_shape(shape, layout: Layout) -> list:
    """Returns the shape that a layout gives.

    Args:
      shape: The array's shape, a tuple; unknown dimensions are None.
      layout: The layout; an unknown part of a triple is `...`.

    Raises:
      InvalidArgumentError: if there are too many entries.
    """
    sizes = {axis: size for axis, size in enumerate(shape)}
    taken = {}
    for entry, axis, size in axes(shape, layout):
        taken[axis] = entry
        if type(entry) is not tuple:
            sizes[axis] = ()
        elif size is None or Ellipsis in entry:
            sizes[axis] = size if entry in ((None, None, 1), (None, None, -1)) else None
        else:
            sizes[axis] = len(range(*slice(*entry).indices(size)))
    result, axis = [], 0
    for entry in layout:
        if entry is None:
            result.append(1)
        elif entry is Ellipsis:
            rest = len(shape) - len(taken)
            result += [sizes[axis + index] for index in range(rest)]
            axis += rest
        else:
            result.append(sizes[axis])
            axis += 1
    result += [sizes[index] for index in range(axis, len(shape))]
    return [size for size in result if size != ()]
