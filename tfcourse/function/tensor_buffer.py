"""The tensors that a `TensorArray` of a graph lives in: a buffer of elements and their number.

Written to, a buffer gives a new buffer; loops carry it as they carry any tensor, and XLA writes in
place. Its shape is the number of elements and theirs, but the first write may come later than the
first use, inside of a loop: what is known of the elements is therefore kept apart and told to all
buffers of one array as soon as it is known. Where it never is, or where the number of elements may
grow, the operations run one by one, and the buffer doubles when it is full.
"""

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.op import Op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.signature import Argument
from tfcourse.core.symbolic import SymbolicTensor, avals_of
from tfcourse.function.graph_operation import add_functional
from tfcourse.function.list_errors import no_element, other_dtype, other_shape, other_size
from tfcourse.function.tensor_pieces import PieceArray
from tfcourse.ops.creation import zeros
from tfcourse.ops.gather import gather
from tfcourse.ops.identities import identity
from tfcourse.ops.indexing import strided_slice
from tfcourse.ops.joining import concat
from tfcourse.ops.reshaping import expand_dims, reshape
from tfcourse.ops.scatter import tensor_scatter_nd_update
from tfcourse.ops.shapes import shape


class Elements:
    """What is known of the elements of one array; all its buffers share it.

    Args:
      dtype: Their `DType`.
      shape: Their `TensorShape`, as far as it is known.
      infers_shape: Whether all must have the shape of the first.
      sizes: Their number at each probe, or None if it is not known or may grow.

    Attributes:
      dtype, shape, infers_shape: As given; the shape becomes known by the first write.
    """

    def __init__(self, dtype, shape, infers_shape, sizes):
        self.dtype = dtype
        self.shape = shape
        self.infers_shape = infers_shape
        self._sizes = sizes
        self._buffers = []
        self._avals = None
        self._learn_avals(avals_of(shape, dtype))

    @property
    def is_dense(self) -> bool:
        """Whether the shape of the buffers is known."""
        return self._avals is not None

    def learn(self, shape, avals=None):
        """Takes the shape of an element that is written.

        Raises:
          ValueError: if it is not that of the others.
        """
        if not self.infers_shape:
            return
        if not self.shape.is_compatible_with(shape):
            raise other_shape(shape, self.shape)
        self.shape = self.shape.merge_with(shape)
        if self._avals is None:
            self._learn_avals(avals or avals_of(self.shape, self.dtype))

    def _learn_avals(self, avals):
        if self._sizes is None or avals is None or len(avals) > 1 or self.dtype is dtypes.string:
            return
        (element,) = avals
        self._avals = tuple(
            jax.ShapeDtypeStruct((int(size), *element.shape), element.dtype) for size in self._sizes
        )
        for buffer in self._buffers:
            buffer.avals = self._avals

    def register(self, buffer):
        """Tells a buffer of a graph its shape, now or as soon as it is known; returns it."""
        if self._avals is not None:
            buffer.avals = self._avals
        else:
            self._buffers.append(buffer)
        return buffer


class GraphArray:
    """The state of a `TensorArray` in a graph.

    Args:
      elements: What is known of its elements.
      buffer: The elements, stacked; more than there are, where their number may grow.
      size: Their number, a scalar int32 tensor.
      grows: Whether a write behind the last element adds elements.
    """

    def __init__(self, elements, buffer, size, grows):
        self.elements = elements
        self.buffer = elements.register(buffer) if isinstance(buffer, SymbolicTensor) else buffer
        self.size = size
        self._grows = grows

    @classmethod
    def reserved(cls, elements, size, grows, name):
        """Returns the state of a new array of zeros."""

        def kernel(size):
            return jnp.zeros((int(size), *elements.shape.as_list()), elements.dtype.numpy_dtype)

        def interpret(size):
            # Where the shape is not known, the first write makes the buffer.
            known = elements.shape.is_fully_defined()
            return [zeros([size, *elements.shape.as_list()] if known else [0], elements.dtype)]

        (buffer,) = _add(
            "TensorListReserve",
            kernel,
            interpret,
            [size],
            [(elements.dtype, None)],
            name,
            static=("operand_0",),
        )
        return cls(elements, buffer, size, grows)

    @property
    def shape(self):
        """What is known of the shape of the elements."""
        return self.elements.shape

    @property
    def parts(self):
        """The tensors that it consists of."""
        return [self.buffer, self.size]

    def like(self, buffer, size):
        """Returns a state of the same elements."""
        return GraphArray(self.elements, buffer, size, self._grows)

    def _changed(self, op_type, kernel, interpret, operands):
        """Returns the state after an operation that takes the buffer and gives a new one.

        Args:
          op_type: Its type.
          kernel: (buffer, *operands) -> buffer, on arrays.
          interpret: (buffer, size, *operands) -> [buffer, size], on eager tensors.
          operands: Further operands.
        """
        aval = (self.elements.dtype, None)
        operands = list(map(convert, operands))
        if self.elements.is_dense:

            def interpret_buffer(buffer, *operands):
                return interpret(buffer, convert(np.int32(buffer.shape[0])), *operands)[:1]

            (buffer,) = _add(op_type, kernel, interpret_buffer, [self.buffer, *operands], [aval])
            return self.like(buffer, self.size)
        buffer, size = add_functional(
            op_type,
            kernel,
            interpret,
            list(map(context.graph.element, [self.buffer, self.size, *operands])),
            [aval, (dtypes.int32, avals_of(TensorShape([]), dtypes.int32))],
            None,
        )
        return self.like(buffer, size)

    def _taken(self, op_type, kernel, interpret, operands, avals):
        """Returns what an operation gives that takes the buffer, as `_changed` does."""
        operands = list(map(convert, operands))
        result = (self.elements.dtype, avals)
        if self.elements.is_dense:

            def interpret_buffer(buffer, *operands):
                return [interpret(buffer, convert(np.int32(buffer.shape[0])), *operands)]

            return _add(op_type, kernel, interpret_buffer, [self.buffer, *operands], [result])[0]
        return add_functional(
            op_type,
            kernel,
            lambda *operands: [interpret(*operands)],
            list(map(context.graph.element, [self.buffer, self.size, *operands])),
            [result],
            None,
        )[0]

    def _known_outside(self, indices):
        """Returns the largest of indices that are known not to be there: XLA will not check."""
        known = constant_value(convert(indices))
        if known is None or self._grows or not self.elements.is_dense:
            return None
        count = self.buffer.shape[0]
        outside = [] if count is None else known[(known < 0) | (known >= count)]
        return int(np.max(outside)) if np.size(outside) else None

    def _check_known(self, index, verb):
        at = self._known_outside(index)
        if at is not None:
            raise no_element(verb, at, self.buffer.shape[0])

    def write(self, index, value):
        """Returns the state after one element was written."""
        if value.dtype is not self.elements.dtype:
            raise other_dtype(value.dtype, self.elements.dtype)
        self.elements.learn(value.shape, value.avals)
        self._check_known(index, "modify")

        def interpret(buffer, size, index, value):
            at, count = int(index), int(size)
            if at < 0 or (at >= count and not self._grows):
                raise no_element("modify", at, count)
            buffer, count = _with_room(buffer, max(count, at + 1), value.shape.as_list())
            buffer = tensor_scatter_nd_update(buffer, [[at]], expand_dims(value, 0))
            return [buffer, convert(np.int32(count))]

        return self._changed(
            "TensorListSetItem",
            _set,
            interpret,
            [index, value],
        )

    def scatter(self, indices, value):
        """Returns the state after several elements were written."""
        self.elements.learn(value.shape[1:], _avals_of_rows(value))
        last = self._known_outside(indices)
        if last is not None:
            raise other_size(self.buffer.shape[0], last + 1)

        def interpret(buffer, size, indices, value):
            count = max(int(size), int(np.max(indices.numpy(), initial=-1)) + 1)
            if count > int(size) and not self._grows:
                raise no_element("modify", count - 1, int(size))
            buffer, count = _with_room(buffer, count, value.shape.as_list()[1:])
            buffer = tensor_scatter_nd_update(buffer, expand_dims(indices, 1), value)
            return [buffer, convert(np.int32(count))]

        return self._changed(
            "TensorListScatter",
            _set,
            interpret,
            [indices, value],
        )

    def unstacked(self, value):
        """Returns the state that holds the rows of a tensor."""
        self.elements.learn(value.shape[1:], _avals_of_rows(value))
        declared, found = constant_value(self.size), value.shape[0]
        if not self._grows and None not in (declared, found) and declared != found:
            raise other_size(declared, found)
        count = strided_slice(shape(value), [0], [1], [1], shrink_axis_mask=1)
        elements = Elements(
            self.elements.dtype,
            self.elements.shape,
            self.elements.infers_shape,
            None if self._grows or value.avals is None else [aval.shape[0] for aval in value.avals],
        )
        return GraphArray(elements, identity(value), count, self._grows)

    def read(self, index):
        """Returns one element."""
        self._check_known(index, "access")

        def interpret(buffer, size, index):
            at, count = int(index), int(size)
            if not 0 <= at < count:
                raise no_element("access", at, count)
            if not buffer.shape[0]:
                raise errors.InvalidArgumentError(
                    None,
                    None,
                    "Trying to read an uninitialized tensor but element_shape is not fully "
                    f"defined: {self.elements.shape} and no list element is set.",
                )
            return gather(buffer, at)

        return self._taken(
            "TensorListGetItem",
            lambda buffer, index: jnp.take(buffer, index, axis=0, mode="clip"),
            interpret,
            [index],
            avals_of(self.elements.shape, self.elements.dtype),
        )

    def gather(self, indices):
        """Returns several elements, stacked."""
        indices = convert(indices)
        at = self._known_outside(indices)
        if at is not None:
            # The spelling is TensorFlow's.
            message = f"Index {at} out o range; list only has {self.buffer.shape[0]} elements."
            raise errors.InvalidArgumentError(None, None, message)
        rows = TensorShape([indices.shape[0] if indices.shape.rank else None])
        return self._taken(
            "TensorListGather",
            lambda buffer, indices: jnp.take(buffer, indices, axis=0, mode="clip"),
            lambda buffer, size, indices: gather(buffer, indices),
            [indices],
            avals_of(rows.concatenate(self.elements.shape), self.elements.dtype),
        )

    def split(self, value, lengths):
        """Returns the state that holds pieces of a tensor's first axis."""
        known = constant_value(convert(lengths))
        if known is None or len(set(known.tolist())) != 1:
            pieces = PieceArray.reserved(self.elements.dtype, self.shape, self.size, self._grows)
            return pieces.split(value, lengths)
        inner = value.shape.as_list()[1:]
        return self.unstacked(reshape(value, [len(known), int(known[0]), *inner]))

    def concat(self):
        """Returns all elements, one after the other along their first axis."""
        return reshape(self.stack(), [-1, *(self.shape.as_list()[1:] if self.shape.rank else [])])

    def stack(self):
        """Returns all elements, stacked."""

        def interpret(buffer, size):
            if not buffer.shape[0] and int(size):
                raise errors.InvalidArgumentError(
                    None,
                    None,
                    "Tried to stack list which only contains uninitialized tensors and has a "
                    f"non-fully-defined element_shape: {self.elements.shape}",
                )
            return buffer[: int(size)]

        avals = self.buffer.avals if self.elements.is_dense else None
        if avals is None:
            rows = TensorShape([None]).concatenate(self.elements.shape)
            avals = avals_of(rows, self.elements.dtype)
        return self._taken("TensorListStack", lambda buffer: buffer, interpret, [], avals)


def _add(op_type, kernel, interpret, operands, results, name=None, static=()):
    """Adds an operation that XLA can compile as soon as the shapes of its results are known."""
    definition = Op(
        op_type,
        kernel,
        operands=tuple(f"operand_{at}" for at in range(len(operands))),
        results=tuple(Argument("output", None, dtype, False, None) for dtype, _ in results),
        static=static,
        interpret=interpret,
        known_results=results,
    )
    return execute(definition, tuple(operands), (), name)


def _set(buffer, at, value):
    # Places that are not there are left out, the negative ones too.
    buffer, at = jnp.asarray(buffer), jnp.where(at < 0, buffer.shape[0], at)
    return buffer.at[at].set(value, mode="drop")


def _avals_of_rows(value):
    if value.avals is None:
        return None
    rows = {
        aval.shape[1:]: jax.ShapeDtypeStruct(aval.shape[1:], aval.dtype) for aval in value.avals
    }
    return tuple(rows.values())


def _with_room(buffer, count, element_shape):
    """Returns a buffer with room for `count` elements: twice the room where it must grow."""
    room = buffer.shape[0]
    if not room:
        return zeros([count, *element_shape], buffer.dtype), count
    if room < count:
        more = zeros([max(count, 2 * room) - room, *element_shape], buffer.dtype)
        buffer = concat([buffer, more], 0)
    return buffer, count
