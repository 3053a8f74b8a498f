"""Slices, gathers, scatters and sorts of XLA, in NumPy."""

import numpy as np


def dynamic_slice(operand, *starts_and_sizes):
    """Returns a slice of fixed size; starts are clamped so that it fits."""
    *starts, sizes = starts_and_sizes
    return operand[
        tuple(
            slice(at, at + size)
            for at, size in zip(_clamped(operand.shape, starts, sizes), sizes, strict=True)
        )
    ]


def dynamic_update_slice(operand, update, *starts):
    """Returns a copy of the operand with a slice replaced."""
    result = operand.copy()
    sizes = update.shape
    result[
        tuple(
            slice(at, at + size)
            for at, size in zip(_clamped(operand.shape, starts, sizes), sizes, strict=True)
        )
    ] = update
    return result


def _clamped(shape, starts, sizes):
    return [
        min(max(int(start), 0), length - size)
        for length, start, size in zip(shape, starts, sizes, strict=True)
    ]


def pad(operand, value, configuration):
    """Pads by (low, high, interior) per axis; negative amounts cut."""
    shape = [
        low + high + size + max(size - 1, 0) * interior
        for size, (low, high, interior) in zip(operand.shape, configuration, strict=True)
    ]
    result = np.full([max(size, 0) for size in shape], value, operand.dtype)
    target, source = [], []
    for size, length, (low, _, interior) in zip(
        result.shape, operand.shape, configuration, strict=True
    ):
        positions = low + np.arange(length) * (interior + 1)
        inside = (positions >= 0) & (positions < size)
        target.append(positions[inside])
        source.append(np.flatnonzero(inside))
    result[np.ix_(*target)] = operand[np.ix_(*source)]
    return result


def _clips(mode) -> bool:
    return mode is not None and "CLIP" in str(mode)


def _promises(mode) -> bool:
    return mode is not None and "PROMISE" in str(mode)


def _places(shape, indices, index_map, batching, batching_of_indices, sizes):
    """Returns the window starts per operand axis, each of the indices' batch shape."""
    batch_shape = indices.shape[:-1]
    starts = [np.zeros(batch_shape, np.int64) for _ in shape]
    for column, axis in enumerate(index_map):
        starts[axis] = indices[..., column].astype(np.int64)
    for axis, of_indices in zip(batching, batching_of_indices, strict=True):
        spread = [1] * len(batch_shape)
        spread[of_indices] = batch_shape[of_indices]
        starts[axis] = starts[axis] + np.arange(shape[axis]).reshape(spread)
    limits = [size - width for size, width in zip(shape, sizes, strict=True)]
    return starts, limits


def gather(operand, indices, numbers, sizes, mode, fill):
    """Gathers windows of an operand, as XLA's Gather."""
    starts, limits = _places(
        operand.shape,
        indices,
        numbers.start_index_map,
        numbers.operand_batching_dims,
        numbers.start_indices_batching_dims,
        sizes,
    )
    kept = [
        axis
        for axis in range(operand.ndim)
        if axis not in (*numbers.collapsed_slice_dims, *numbers.operand_batching_dims)
    ]
    batch_rank = indices.ndim - 1
    valid = np.ones(indices.shape[:-1], bool)
    index = []
    for axis, (start, limit) in enumerate(zip(starts, limits, strict=True)):
        valid &= (start >= 0) & (start <= limit)
        start = np.clip(start, 0, limit).reshape(start.shape + (1,) * len(kept))
        if axis in kept:
            spread = [1] * len(kept)
            spread[kept.index(axis)] = sizes[axis]
            start = start + np.arange(sizes[axis]).reshape(spread)
        index.append(start)
    result = operand[tuple(index)] if operand.ndim else np.broadcast_to(operand, valid.shape)
    window = tuple(sizes[axis] for axis in kept)
    result = np.broadcast_to(result, indices.shape[:-1] + window)
    if not _clips(mode) and not _promises(mode) and not valid.all():
        mask = valid.reshape(valid.shape + (1,) * len(kept))
        result = np.where(mask, result, _fill_value(operand.dtype, fill))
    offset = tuple(numbers.offset_dims)
    rank = batch_rank + len(kept)
    order = [0] * rank
    batches = iter(range(batch_rank))
    windows = iter(range(batch_rank, rank))
    for axis in range(rank):
        order[axis] = next(windows) if axis in offset else next(batches)
    return np.transpose(result, order)


def _fill_value(dtype, fill):
    if fill is not None:
        return np.asarray(fill, dtype)
    if dtype.kind in "fc":
        return np.asarray(np.nan, dtype)
    if dtype.kind == "i":
        return np.iinfo(dtype).min
    return np.iinfo(dtype).max if dtype.kind == "u" else np.True_


def _scatter(combine):
    def scatter(operand, indices, updates, numbers, mode):
        """Combines windows of updates into a copy of the operand, as XLA's Scatter."""
        window_axes = tuple(numbers.update_window_dims)
        batch_axes = [axis for axis in range(updates.ndim) if axis not in window_axes]
        updates = np.transpose(updates, (*batch_axes, *window_axes))
        dropped = (*numbers.inserted_window_dims, *numbers.operand_batching_dims)
        kept = [axis for axis in range(operand.ndim) if axis not in dropped]
        window = updates.shape[len(batch_axes) :]
        sizes = [1] * operand.ndim
        for axis, size in zip(kept, window, strict=True):
            sizes[axis] = size
        starts, limits = _places(
            operand.shape,
            indices,
            numbers.scatter_dims_to_operand_dims,
            numbers.operand_batching_dims,
            numbers.scatter_indices_batching_dims,
            sizes,
        )
        valid = np.ones(indices.shape[:-1], bool)
        for start, limit in zip(starts, limits, strict=True):
            valid &= (start >= 0) & (start <= limit)
        index = []
        for axis, (start, limit) in enumerate(zip(starts, limits, strict=True)):
            start = np.clip(start, 0, limit) if _clips(mode) else start
            start = start.reshape(start.shape + (1,) * len(kept))
            if axis in kept:
                spread = [1] * len(kept)
                spread[kept.index(axis)] = sizes[axis]
                start = start + np.arange(sizes[axis]).reshape(spread)
            index.append(np.broadcast_to(start, updates.shape))
        result = np.array(operand)
        if not _clips(mode) and not valid.all():
            mask = np.broadcast_to(valid.reshape(valid.shape + (1,) * len(kept)), updates.shape)
            index = [item[mask] for item in index]
            updates = updates[mask]
        combine(result, tuple(index), updates)
        return result

    return scatter


def _set(result, index, updates):
    result[index] = updates


scatter_set = _scatter(_set)
scatter_add = _scatter(np.add.at)
scatter_sub = _scatter(np.subtract.at)
scatter_mul = _scatter(np.multiply.at)
scatter_max = _scatter(np.maximum.at)
scatter_min = _scatter(np.minimum.at)


def sort(axis, keys, *operands):
    """Sorts operands together along an axis by the first `keys` of them; stable, NaN last."""
    if len(operands) == 1:
        return (np.sort(operands[0], axis, kind="stable"),)
    if keys == 1:
        order = np.argsort(operands[0], axis, kind="stable")
    else:
        order = np.lexsort(operands[:keys][::-1], axis)
    return tuple(np.take_along_axis(operand, order, axis) for operand in operands)
