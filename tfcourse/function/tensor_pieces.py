"""The tensors that a `TensorArray` of a graph lives in where its elements differ in shape.

They lie flat behind one another in one tensor; another holds a row for each: its rank (-1 where
nothing was written) and its dimensions. XLA cannot compile such shapes, so that the operations run
one by one.
"""

import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.shapes import TensorShape
from tfcourse.core.symbolic import avals_of
from tfcourse.function.graph_operation import add_functional
from tfcourse.function.list_errors import no_element
from tfcourse.ops.creation import zeros
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.shapes import shape

_HIGHEST_RANK = 8


class PieceArray:
    """The state of a `TensorArray` in a graph whose elements may differ in shape.

    Args:
      dtype: The dtype of the elements.
      shape: What is known of all their shapes.
      pieces: The elements, flat, one after the other.
      layout: int64 of shape `[size, 1 + highest rank]`.
      grows: Whether a write behind the last element adds elements.
    """

    def __init__(self, dtype, shape, pieces, layout, grows):
        self.dtype = dtype
        self.shape = shape
        self._pieces = pieces
        self._layout = layout
        self._grows = grows

    @classmethod
    def reserved(cls, dtype, shape, size, grows):
        """Returns the state of a new array."""
        array = cls(dtype, shape, None, None, grows)

        def interpret(size):
            return [zeros([0], dtype), convert(_rows_without_shape(int(size)))]

        return array._changed("TensorListReserve", interpret, [size], takes_array=False)

    @property
    def parts(self):
        """The tensors that it consists of."""
        return [self._pieces, self._layout]

    def like(self, pieces, layout):
        """Returns a state of the same kind of elements."""
        return PieceArray(self.dtype, self.shape, pieces, layout, self._grows)

    @property
    def size(self):
        """The number of elements, a scalar int32 tensor."""
        return shape(self._layout)[0]

    def _changed(self, op_type, interpret, operands, takes_array=True):
        operands = [*(self.parts if takes_array else ()), *map(convert, operands)]
        results = [(self.dtype, None), (dtypes.int64, None)]
        operands = list(map(context.graph.element, operands))
        return self.like(*add_functional(op_type, None, interpret, operands, results, None))

    def _taken(self, op_type, interpret, operands, known):
        operands = list(map(context.graph.element, [*self.parts, *map(convert, operands)]))
        result = (self.dtype, avals_of(known, self.dtype))
        return add_functional(
            op_type, None, lambda *given: [interpret(*given)], operands, [result], None
        )[0]

    def write(self, index, value):
        """Returns the state after one element was written."""
        return self._changed(
            "TensorListSetItem",
            lambda pieces, layout, index, value: self._set(pieces, layout, int(index), value),
            [index, value],
        )

    def _set(self, pieces, layout, at, value):
        rows = np.asarray(layout.array)
        if at < 0 or (at >= len(rows) and not self._grows):
            raise no_element("modify", at, len(rows))
        rows = np.concatenate([rows, _rows_without_shape(at + 1 - len(rows))])
        start, end = _place(rows, at)
        rows[at] = _row(value.shape.as_list())
        pieces = concat([pieces[:start], reshape(value, [-1]), pieces[end:]], 0)
        return [pieces, convert(rows)]

    def scatter(self, indices, value):
        """Returns the state after several elements were written."""

        def interpret(pieces, layout, indices, value):
            for row, at in enumerate(indices.numpy()):
                pieces, layout = self._set(pieces, layout, int(at), value[row])
            return [pieces, layout]

        return self._changed("TensorListScatter", interpret, [indices, value])

    def unstacked(self, value):
        """Returns the state that holds the rows of a tensor."""

        def interpret(pieces, layout, value):
            count, *dims = value.shape.as_list()
            return [reshape(value, [-1]), convert(np.tile(_row(dims), (count, 1)))]

        return self._changed("TensorListFromTensor", interpret, [value])

    def split(self, value, lengths):
        """Returns the state that holds pieces of a tensor's first axis."""

        def interpret(pieces, layout, value, lengths):
            lengths, (count, *dims) = lengths.numpy().tolist(), value.shape.as_list()
            if sum(lengths) != count:
                raise errors.InvalidArgumentError(
                    None,
                    None,
                    "Invalid length. All elements should be non-negative and sum to the first "
                    f"dimension of the tensor: {sum(lengths)} vs. {count}",
                )
            rows = [_row([length, *dims]) for length in lengths]
            return [reshape(value, [-1]), convert(np.stack(rows))]

        return self._changed("TensorListSplit", interpret, [value, lengths])

    def read(self, index):
        """Returns one element."""
        return self._taken("TensorListGetItem", self._get, [index], self.shape)

    def _get(self, pieces, layout, index):
        rows, at = np.asarray(layout.array), int(index)
        if not 0 <= at < len(rows):
            raise no_element("access", at, len(rows))
        if rows[at, 0] < 0:
            if not self.shape.is_fully_defined():
                raise errors.InvalidArgumentError(
                    None,
                    None,
                    "Trying to read an uninitialized tensor but element_shape is not fully "
                    f"defined: {self.shape}",
                )
            return zeros(self.shape, self.dtype)
        start, end = _place(rows, at)
        return reshape(pieces[start:end], rows[at, 1 : 1 + rows[at, 0]])

    def gather(self, indices):
        """Returns several elements, stacked; their shapes must be equal."""

        def interpret(pieces, layout, indices):
            return _stacked([self._get(pieces, layout, at) for at in indices.numpy()])

        return self._taken("TensorListGather", interpret, [indices], TensorShape(None))

    def stack(self):
        """Returns all elements, stacked; their shapes must be equal."""

        def interpret(pieces, layout):
            return _stacked([self._get(pieces, layout, at) for at in range(layout.shape[0])])

        return self._taken("TensorListStack", interpret, [], TensorShape(None))

    def concat(self):
        """Returns all elements, one after the other along their first axis."""

        def interpret(pieces, layout):
            return concat([self._get(pieces, layout, at) for at in range(layout.shape[0])], 0)

        return self._taken("TensorListConcatV2", interpret, [], TensorShape(None))


def _rows_without_shape(count):
    rows = np.zeros((max(count, 0), 1 + _HIGHEST_RANK), np.int64)
    rows[:, 0] = -1
    return rows


def _row(dims):
    return np.array([len(dims), *dims, *[0] * (_HIGHEST_RANK - len(dims))], np.int64)


def _place(rows, at):
    """Returns where an element begins and ends among the pieces."""
    sizes = [int(np.prod(dims[:rank])) if rank >= 0 else 0 for rank, *dims in rows[: at + 1]]
    return sum(sizes[:-1]), sum(sizes)


def _stacked(pieces):
    first = pieces[0].shape
    for piece in pieces[1:]:
        if piece.shape.rank != first.rank:
            found = f"ranks during merge: {first.rank} vs. {piece.shape.rank}"
        elif piece.shape.as_list() != first.as_list():
            found = f"shapes during merge: {_shown(first)} vs. {_shown(piece.shape)}"
        else:
            continue
        raise errors.InvalidArgumentError(None, None, f"PartialTensorShape: Incompatible {found}")
    return stack(pieces)


def _shown(shape):
    return "[" + ",".join(map(str, shape.as_list())) + "]"
