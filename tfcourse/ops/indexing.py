"""Indexing: `tensor[...]`, `tf.slice`, `tf.strided_slice`, assignment to parts of variables."""

import functools
import numbers

import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.constants import constants
from tfcourse.core.context import context
from tfcourse.core.convert import convert, converter_of
from tfcourse.core.errors import OpError
from tfcourse.core.execute import execute, is_unobserved, located
from tfcourse.core.export import export
from tfcourse.core.handle import ASSIGN
from tfcourse.core.kernels import brackets
from tfcourse.core.op import Op, op
from tfcourse.core.signature import Argument
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.core.variable import Variable
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import constant, ones_like
from tfcourse.ops.joining import pack
from tfcourse.ops.layouts import (
    apply_layout,
    check_layout,
    index_of,
    layout_of_masks,
    result_shape,
)
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.static_shapes import static_shape, with_shape

_SCOPE = "strided_slice/"
_NO_INDICES = EagerTensor(np.zeros(0, np.int64))
_INDEX_DTYPES = (dtypes.int16, dtypes.int32, dtypes.int64)


@op("StridedSlice", static=("begin", "end", "strides"))
def _strided_slice(
    input,
    begin,
    end,
    strides,
    begin_mask=0,
    end_mask=0,
    ellipsis_mask=0,
    new_axis_mask=0,
    shrink_axis_mask=0,
    name=None,
):
    if begin.ndim != 1 or not begin.shape == end.shape == strides.shape:
        raise invalid_argument(
            "Expected begin, end, and strides to be 1D equal size tensors, but got shapes "
            f"{brackets(begin.shape)}, {brackets(end.shape)}, and {brackets(strides.shape)} "
            "instead."
        )
    masks = begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask
    layout = layout_of_masks(begin, end, strides, masks)
    check_layout(input.shape, begin, layout)
    return apply_layout(input, begin.tolist(), layout)


# The same operation with its indices as operands that need not be known. In a graph it has the
# operands that TensorFlow's has; run at once, only what it needs.
_INDEX_IN_GRAPH = Op(
    "StridedSlice",
    lambda input, begin, end, strides, layout: apply_layout(input, begin, layout),
)
_INDEX = Op("StridedSlice", apply_layout, operands=("array", "indices"))
_INDEX_ON_HOST = Op("StridedSlice", apply_layout, operands=("array", "indices"), is_host=True)


class _Odd(Exception):
    """Something stands in brackets that only the long way can refuse as TensorFlow does."""


def _refused(item):
    return TypeError(
        "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar "
        f"tf.int32/tf.int64 tensors are valid indices, got {item!r}"
    )


def _check_index(item):
    """Raises TypeError if something that stands in brackets is no integer."""
    if isinstance(item, numbers.Integral):
        return
    try:
        is_integer = dtypes.as_dtype(item.dtype) in _INDEX_DTYPES
    except (AttributeError, TypeError):
        is_integer = hasattr(item, "__index__") and not hasattr(item, "dtype")
    if not is_integer or len(getattr(item, "shape", None) or ()) == 1:
        raise _refused(item)


def _integer(item) -> int:
    """Returns an index as a Python integer."""
    if type(item) is int:
        return item
    _check_index(item)
    if type(item) is bool or len(getattr(item, "shape", None) or ()):
        raise _Odd
    return int(item)


def _bound(item):
    return item if item is None else _integer(item)


def _eager_layout(items):
    """Returns the layout and the indices of what stands in brackets."""
    layout, indices = [], []
    for item in items:
        kind = type(item)
        if kind is slice:
            step = 1 if item.step is None else _integer(item.step)
            layout.append((_bound(item.start), _bound(item.stop), step))
        elif item is None or item is Ellipsis:
            layout.append(item)
        else:
            layout.append(len(indices))
            indices.append(_integer(item))
    return tuple(layout), indices


def _slice_at_once(tensor, items):
    """Returns the selected part of an eager tensor, with the layout and the indices."""
    layout, indices = _eager_layout(items)
    array = tensor.array
    try:
        check_layout(array.shape, indices, layout)
    except OpError as error:
        raise located(_strided_slice.op, (None,) * 4, error, _SCOPE) from None
    operand = EagerTensor(np.array(indices, np.int64)) if indices else _NO_INDICES
    if array.dtype == object:
        definition = _index_of_text()
        return execute(definition, (tensor, operand), (layout,))[0], layout, indices
    definition = _INDEX_ON_HOST if type(array) is np.ndarray else _INDEX
    return execute(definition, (tensor, operand), (layout,)), layout, indices


@functools.cache
def _index_of_text():
    return Op(
        "StridedSlice",
        apply_layout,
        operands=("array", "indices"),
        results=(Argument("output", None, dtypes.string, False, None),),
        is_host=True,
    )


class _Key:
    """What stands in brackets, as the operands and attributes of a `StridedSlice`."""

    def __init__(self, items):
        self.begin, self.end, self.strides, self.layout = [], [], [], []
        self.masks = [0, 0, 0, 0, 0]
        for position, item in enumerate(items):
            self._add(item, position)

    def _add(self, item, position):
        bit = 1 << position
        if isinstance(item, slice):
            self._add_slice(item, bit)
            return
        if item is None or item is Ellipsis:
            self._append(0, 0, 1, item)
            self.masks[2 if item is Ellipsis else 3] |= bit
            return
        _check_index(item)
        dtype = getattr(item, "dtype", dtypes.int32) if _is_tensor(item) else dtypes.int32
        self._append(item, item + 1, 1 if dtype is dtypes.int32 else constant(1, dtype), position)
        self.masks[4] |= bit

    def _add_slice(self, item, bit):
        bounds = [item.start, item.stop, item.step]
        for bound in bounds:
            if bound is not None:
                _check_index(bound)
        tensors = [bound for bound in bounds if _is_tensor(bound)]
        for position, bound in enumerate(bounds[:2]):
            if bound is None:
                self.masks[position] |= bit
        layout = tuple(
            default if bound is None else _known_integer(bound)
            for bound, default in zip(bounds, (None, None, 1), strict=True)
        )
        for position, default in enumerate((0, 0, 1)):
            if bounds[position] is None:
                # Beside tensors, what is left out becomes a tensor too.
                bounds[position] = constant(default, tensors[0].dtype) if tensors else default
        self._append(*bounds, layout)

    def _append(self, begin, end, stride, entry):
        self.begin.append(begin)
        self.end.append(end)
        self.strides.append(stride)
        self.layout.append(entry)


def _is_tensor(item) -> bool:
    return isinstance(item, Tensor) or converter_of(item) is not None


def _known_integer(bound):
    """Returns a bound as an integer; `...` where it is a tensor whose value is not known."""
    if not _is_tensor(bound):
        return int(bound)
    tensor = convert(bound)
    values = constants(tensor) if isinstance(tensor, SymbolicTensor) else [tensor.array]
    return int(values[0]) if values is not None and len(values) == 1 else ...


def _as_operands(key):
    """Returns begin, end and strides as vectors of one dtype."""
    if not key.begin:
        return (tensor_of([], "Const", dtypes.int32),) * 3
    operands = [pack(values, "stack") for values in (key.begin, key.end, key.strides)]
    if any(operand.dtype is dtypes.int64 for operand in operands):
        operands = [
            cast(operand, dtypes.int64) if operand.dtype is dtypes.int32 else operand
            for operand in operands
        ]
    return tuple(operands)


def _slice_by_operands(tensor, items):
    """Returns the selected part of a tensor by way of TensorFlow's operands."""
    key = _Key(items)
    with scope(None, "strided_slice") as name:
        operands = (tensor, *_as_operands(key))
        if context.graph is None:
            return execute(_strided_slice.op, operands, tuple(key.masks), _SCOPE)
        layout = tuple(key.layout)
        known = all(constants(operand) is not None for operand in operands[1:])
        if not known and not any(type(entry) is tuple and ... in entry for entry in layout):
            return execute(_INDEX_IN_GRAPH, operands, (layout,), name)
        result = execute(_strided_slice.op, operands, tuple(key.masks), name)
        if not known and tensor.shape.rank is not None:
            with_shape(result, result_shape(tensor.shape.as_list(), layout))
        return result


def _get_item(tensor, key):
    """Returns a part of the tensor, as NumPy's basic indexing does.

    Args:
      tensor: The tensor.
      key: Integers, slices, `...` and `tf.newaxis`, or a tuple of them; integers may be scalar
        tensors. A boolean array or tensor selects as `tf.boolean_mask` does.

    Returns:
      Tensor of the same dtype.

    Raises:
      InvalidArgumentError: if an index is out of range, or there are too many.
      TypeError: for anything else in the brackets.
    """
    items = key if type(key) is tuple else (key,)
    if type(tensor) is EagerTensor and is_unobserved() and _are_simple(items):
        array = tensor.array
        if type(array) is np.ndarray and array.dtype != object:
            try:
                # With an ellipsis, NumPy gives arrays of rank 0, not scalars.
                return EagerTensor(array[(*items, ...)])
            except (IndexError, ValueError):
                # What is wrong, the long way says.
                pass
    if _is_mask(key):
        from tfcourse.ops.masks import boolean_mask

        return boolean_mask(tensor, key)
    items = key if isinstance(key, (tuple, list)) else (key,)
    if context.graph is None and type(tensor) is EagerTensor:
        try:
            return _slice_at_once(tensor, items)[0]
        except _Odd:
            pass
    return _slice_by_operands(tensor, items)


def _are_simple(items) -> bool:
    """Says whether all that stands in brackets is integers and slices of integers."""
    for item in items:
        kind = type(item)
        if kind is slice:
            for bound in (item.start, item.stop, item.step):
                if bound is not None and type(bound) is not int:
                    return False
        elif kind is not int:
            return False
    return True


def _is_mask(key) -> bool:
    if isinstance(key, (Tensor, Variable)):
        return key.dtype is dtypes.bool
    return isinstance(key, bool) or (isinstance(key, np.ndarray) and key.dtype == bool)


@functools.lru_cache(maxsize=1024)
def _assignment(layout) -> Op:
    """Returns the update (old, indices, value) -> new that assigns to what a layout selects."""

    def assign(old, indices, value):
        index = index_of(indices, layout)
        if isinstance(old, np.ndarray):
            new = old.copy()
            new[index] = value
            return new
        return old.at[index].set(value)

    return Op(
        "ResourceStridedSliceAssign",
        assign,
        operands=("ref", "indices", "value"),
        is_stateful=True,
    )


def _check_broadcast(value, shape):
    """Checks that a value can be assigned to a part of the given shape."""
    sizes = value.shape.as_list()
    while len(sizes) > len(shape) and sizes[0] == 1:
        del sizes[0]
    fits = len(sizes) <= len(shape) and all(
        one in (1, other, None) or other is None
        for one, other in zip(reversed(sizes), reversed(shape), strict=False)
    )
    if not fits:
        error = invalid_argument(
            f"Cannot broadcast input shape {brackets(value.shape)} into final shape "
            f"{brackets(shape)}"
        )
        raise located(_assignment(()), (None,) * 3, error, _SCOPE + "_assign")


def _get_part_of_variable(variable, key):
    """Returns a part of the variable's value; its `assign` replaces that part.

    Arguments and errors are those of indexing a tensor.

    Example:
      >>> v = tf.Variable([1.0, 2.0, 3.0])
      >>> v[1:].assign([5.0, 6.0]).numpy().tolist()
      [1.0, 5.0, 6.0]
    """
    tensor = variable.value()
    part = _get_item(tensor, key)
    if _is_mask(key):
        return part
    items = key if isinstance(key, (tuple, list)) else (key,)

    def assign(value, name=None):
        """Assigns to this part of the variable, and returns the variable."""
        value = convert(value, variable.dtype)
        if context.graph is None:
            layout, indices = _eager_layout(items)
            _check_broadcast(value, part.shape.as_list())
            if variable.dtype is dtypes.string:
                update = _assignment(layout).function
                new = update(np.asarray(tensor.array), indices, np.asarray(value.array))
                return variable._updated(ASSIGN, (EagerTensor(new),), name=name)
            indices = EagerTensor(np.array(indices, np.int64))
        else:
            entries = _Key(items)
            layout = tuple(entries.layout)
            indices = pack(entries.begin, "stack") if entries.begin else _NO_INDICES
        return variable._updated(_assignment(layout), (indices, value), name=name)

    part.assign = assign
    return part


def _shown_class(tensor) -> str:
    # TensorFlow's eager tensors are a class of its C++, which Python names with its module.
    name = type(tensor).__name__
    return f"{type(tensor).__module__}.{name}" if isinstance(tensor, EagerTensor) else name


def _refuse_assignment(tensor, key, value):
    raise TypeError(f"'{_shown_class(tensor)}' object does not support item assignment")


def _refuse_deletion(tensor, key):
    raise TypeError(f"'{_shown_class(tensor)}' object doesn't support item deletion")


Tensor.__getitem__ = _get_item
Tensor.__setitem__ = _refuse_assignment
Tensor.__delitem__ = _refuse_deletion
Variable.__getitem__ = _get_part_of_variable


@export("strided_slice")
def strided_slice(
    input_,
    begin,
    end,
    strides=None,
    begin_mask=0,
    end_mask=0,
    ellipsis_mask=0,
    new_axis_mask=0,
    shrink_axis_mask=0,
    var=None,
    name=None,
):
    """Returns the part of a tensor from `begin` to `end` in steps of `strides`.

    The bits of the masks stand for the positions in `begin`, `end` and `strides`, lowest first.

    Args:
      input_: Tensor of any dtype.
      begin: Integer tensor of shape [n].
      end: Integer tensor of shape [n].
      strides: Integer tensor of shape [n], none of them 0; ones by default.
      begin_mask: Where a bit is set, the part begins at the edge.
      end_mask: Where a bit is set, the part ends at the edge.
      ellipsis_mask: Where a bit is set, as many axes as needed are taken whole.
      new_axis_mask: Where a bit is set, an axis of size 1 is added.
      shrink_axis_mask: Where a bit is set, `begin` is an index and the axis is dropped.
      var: Unused but for TensorFlow's signature: a variable whose part this is.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_`.

    Raises:
      InvalidArgumentError: if an index is out of range, or the operands do not fit.

    Example:
      >>> strided_slice([1, 2, 3, 4], [0], [4], [2]).numpy().tolist()
      [1, 3]

    Source: `tf.strided_slice`.
    """
    if strides is None:
        strides = ones_like(begin)
    masks = begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask
    return execute(_strided_slice.op, (input_, begin, end, strides), masks, name, "StridedSlice")


def _check_slice(input, begin, size):
    shape = input.shape
    if begin.shape != (len(shape),) or size.shape != (len(shape),):
        raise invalid_argument(
            "Expected begin and size arguments to be 1-D tensors of size "
            f"{len(shape)}, but got shapes {brackets(begin.shape)} and {brackets(size.shape)} "
            "instead."
        )
    for axis, (start, length, total) in enumerate(zip(begin, size, shape, strict=True)):
        if not 0 <= start <= total:
            raise invalid_argument(f"Expected begin[{axis}] in [0, {total}], but got {start}")
        if not (length == -1 or 0 <= length <= total - start):
            raise invalid_argument(
                f"Expected size[{axis}] in [0, {total - start}], but got {length}",
                at_run_time=True,
            )


@op("Slice", static=("size",), check=_check_slice)
def _slice(input, begin, size, name=None):
    return lax.dynamic_slice(input, tuple(begin), tuple(size.tolist()))


def _slice_known(input, begin, size):
    _check_slice(input, begin, size)
    bounds = [
        (start, None if length == -1 else start + length)
        for start, length in zip(begin.tolist(), size.tolist(), strict=True)
    ]
    return input[tuple(slice(*bound) for bound in bounds)]


_SLICE_KNOWN = Op("Slice", _slice_known, static=("begin", "size"))


@export("slice")
def slice_(input_, begin, size, name=None):
    """Returns the part of a tensor that starts at `begin` and has shape `size`.

    Args:
      input_: Tensor of any dtype and rank n.
      begin: Integer tensor of shape [n].
      size: Integer tensor of shape [n]; -1 takes all that is left of an axis.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `input_`.

    Raises:
      InvalidArgumentError: if the part does not lie in `input_`.

    Example:
      >>> slice_([[1, 2, 3], [4, 5, 6]], [0, 1], [-1, 2]).numpy().tolist()
      [[2, 3], [5, 6]]

    Source: `tf.slice`.
    """
    operands = (input_, begin, size)
    if context.graph is None:
        to_end = np.any(np.equal(_value_of(size), -1))
        return execute(_SLICE_KNOWN if to_end else _slice.op, operands, (), name, "Slice")
    sizes = constants(convert(size)) if isinstance(convert(size), SymbolicTensor) else [size]
    starts = constants(convert(begin)) if isinstance(convert(begin), SymbolicTensor) else [begin]
    is_dynamic = starts is None and sizes is not None and -1 not in np.asarray(sizes)
    result = execute(_slice.op if is_dynamic else _SLICE_KNOWN, operands, (), name, "Slice")
    return with_shape(result, static_shape(result.op.inputs[2]))


def _value_of(value):
    return value.array if isinstance(value, EagerTensor) else value


slice_.__name__ = slice_.__qualname__ = "slice"
