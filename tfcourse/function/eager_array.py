"""The list that a `TensorArray` lives in outside of graphs; all names of the array share it."""

import numpy as np

from tfcourse.core import errors
from tfcourse.core.convert import convert
from tfcourse.function.list_errors import check_readable
from tfcourse.ops.creation import zeros
from tfcourse.ops.joining import concat, split, stack, unstack


class EagerArray:
    """The state of a `TensorArray` outside of graphs.

    Args:
      dtype: The dtype of the elements.
      size: Their number.
      grows: Whether a write behind the last element adds elements.
      clears: Whether an element can be read only once.
      infers_shape: Whether all must have the shape of the first.
      shape: What is known of their shapes.

    Attributes:
      dtype, shape: As given; the shape becomes known by the first write.
    """

    def __init__(self, dtype, size, grows, clears, infers_shape, shape):
        self.dtype = dtype
        self.shape = shape
        self._infers_shape = infers_shape
        self._items = [None] * size
        self._grows = grows
        self._clears = clears
        self._cleared = set()

    def like(self):
        """Returns the array: loops in Python carry it by its name."""
        return self

    @property
    def size(self):
        """The number of elements, a scalar int32 tensor."""
        return convert(np.int32(len(self._items)))

    def _learn(self, shape):
        if not self._infers_shape:
            return
        if not self.shape.is_compatible_with(shape):
            raise ValueError(f"Incompatible shape for value ({shape}), expected ({self.shape})")
        self.shape = self.shape.merge_with(shape)

    def write(self, index, value):
        """Returns the array after one element was written."""
        at = int(index)
        if at < 0:
            raise errors.OutOfRangeError(
                None, None, f"Writing to negative indices (index {at}) is not allowed."
            )
        if at >= len(self._items):
            if not self._grows:
                raise errors.OutOfRangeError(
                    None,
                    None,
                    f"Tried to write to index {at} but array is not resizeable and size is: "
                    f"{len(self._items)} ",
                )
            self._items += [None] * (at + 1 - len(self._items))
        if value.dtype is not self.dtype:
            raise errors.InvalidArgumentError(
                None,
                None,
                f"TensorArray dtype is {self.dtype.name} but Op is trying to write dtype "
                f"{value.dtype.name} ",
            )
        self._learn(value.shape)
        self._items[at] = value
        return self

    def read(self, index):
        """Returns one element."""
        at = int(index)
        check_readable(at, len(self._items))
        if at in self._cleared:
            raise errors.InvalidArgumentError(
                None,
                None,
                f"Could not read index {at} twice because it was cleared after a previous read "
                "(perhaps try setting clear_after_read = false?)",
            )
        item = self._item(at)
        if self._clears:
            self._items[at] = None
            self._cleared.add(at)
        return item

    def _item(self, at):
        item = self._items[at]
        if item is not None:
            return item
        if not self.shape.is_fully_defined():
            raise ValueError(
                f"Cannot convert a partially known TensorShape {self.shape} to a Tensor."
            )
        self._items[at] = zeros(self.shape, self.dtype)
        return self._items[at]

    def stack(self):
        """Returns all elements, stacked."""
        if not self._items:
            known = self.shape.as_list() if self.shape.is_fully_defined() else []
            return zeros([0, *known], self.dtype)
        return stack([self._item(at) for at in range(len(self._items))])

    def gather(self, indices):
        """Returns several elements, stacked."""
        rows = [self._item(int(at)) for at in np.asarray(convert(indices))]
        return stack(rows) if rows else zeros([0, *self.shape.as_list()], self.dtype)

    def concat(self):
        """Returns all elements, one after the other along their first axis."""
        return concat([self._item(at) for at in range(len(self._items))], 0)

    def _filled(self, items):
        count = len(self._items)
        if len(items) > count and not self._grows:
            raise ValueError(
                f"Cannot unstack {len(items)} tensors into a TensorArray of static size {count} "
            )
        self._items = items
        self._cleared.clear()
        return self

    def unstacked(self, value):
        """Returns the array that holds the rows of a tensor."""
        return self._filled(unstack(value))

    def scatter(self, indices, value):
        """Returns the array after several elements were written."""
        for at, row in zip(np.asarray(convert(indices)), unstack(value), strict=True):
            self.write(at, row)
        return self

    def split(self, value, lengths):
        """Returns the array that holds pieces of a tensor's first axis."""
        return self._filled(split(value, np.asarray(convert(lengths)).tolist()))
