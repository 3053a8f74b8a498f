"""From Python data to tensors, by TensorFlow's rules for dtypes.

Python floats become float32, ints int32 (int64 where they do not fit), and nothing is converted
silently from float to int. NumPy data keeps its dtype.
"""

import itertools
import struct
from collections.abc import Callable

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.dtypes import DType
from tfcourse.core.tensor import EagerTensor, Tensor

_INTEGERS = (int, np.integer)
_FLOATS = (float, np.floating)
_TEXT = (str, bytes)
_BOOLEANS = (bool, np.bool_)
_COMPLEX = (complex, np.complexfloating)
_NUMBERS = (*_INTEGERS, *_FLOATS, *_BOOLEANS, *_COMPLEX)
_FLOAT32_LIMIT = float(np.finfo(np.float32).max)
_LIST, _FLOAT, _INT = {list}, {float}, {int}
# So many numbers are packed by Python faster than by NumPy. The equals sign has it look whether a
# number is too large.
_FEW = 16
_PACKING = {
    kind: ([struct.Struct(f"={count}{code}").pack for count in range(_FEW + 1)], np.dtype(dtype))
    for kind, code, dtype in ((float, "f", np.float32), (int, "i", np.int32))
}
_SEQUENCES = {list, tuple, range}
_PLAIN = {float, int, bool, str, bytes, complex}
_RAGGED = "Can't convert non-rectangular Python sequence to Tensor."
_MIXED = "Can't convert Python sequence with mixed types to Tensor."

# Other rooms teach the gate about their values: Variable, IndexedSlices, Keras variables, lists
# that hold tensors. A converter takes (value, dtype) and returns a Tensor.
_converters: dict[type, Callable] = {}
_without_converter: set[type] = set()
_sequence_of_tensors: list[Callable] = []


def register_converter(kind: type, converter: Callable) -> None:
    """Lets `convert` take values of a class (and of its subclasses).

    Args:
      kind: The class.
      converter: Called with (value, dtype or None), returns a `Tensor`.
    """
    _converters[kind] = converter
    _without_converter.clear()


def register_sequence_converter(converter: Callable) -> None:
    """Sets what stacks a sequence that holds tensors: called with (sequence, dtype, name)."""
    _sequence_of_tensors.append(converter)


def converter_of(value) -> Callable | None:
    """Returns what `register_converter` was given for the value's class, or None."""
    kind = type(value)
    if kind in _without_converter:
        return None
    if kind in _converters:
        return _converters[kind]
    for base in kind.__mro__[1:]:
        if base in _converters:
            _converters[kind] = _converters[base]
            return _converters[base]
    _without_converter.add(kind)
    return None


def _unsupported(value) -> ValueError:
    return ValueError(
        f"Attempt to convert a value ({value!r}) with an unsupported type ({type(value)}) "
        "to a Tensor."
    )


def _wanted(value, dtype: DType) -> TypeError:
    return TypeError(f"Cannot convert {value!r} to EagerTensor of dtype {dtype.short_name}")


def _flatten(sequence) -> tuple[list, set, tuple[int, ...]]:
    """Returns the leaves of a nested sequence, their classes, and its shape.

    Tensors and variables end the descent: the caller stacks what they stand beside.
    """
    level, shape = list(sequence), [len(sequence)]
    kinds = set(map(type, level))
    while not kinds.isdisjoint(_SEQUENCES):
        if not kinds <= _SEQUENCES:
            if any(issubclass(kind, Tensor) or kind in _converters for kind in kinds):
                break
            raise ValueError(_RAGGED if type(level[0]) in _SEQUENCES else _MIXED)
        sizes = set(map(len, level))
        if len(sizes) > 1:
            raise ValueError(_RAGGED)
        shape += sizes
        level = list(itertools.chain.from_iterable(level))
        kinds = set(map(type, level))
    return level, kinds, tuple(shape)


def _natural_dtype(leaves: list, kinds: set) -> DType:
    """Returns the dtype that TensorFlow infers for Python leaves of the given classes."""
    if not leaves:
        return dtypes.float32
    if kinds == {float}:
        return dtypes.float32
    first = leaves[0]
    if isinstance(first, _BOOLEANS):
        if not all(issubclass(kind, _BOOLEANS) for kind in kinds):
            raise ValueError(_MIXED)
        return dtypes.bool
    if isinstance(first, _TEXT):
        if not all(issubclass(kind, _TEXT) for kind in kinds):
            raise ValueError(_MIXED)
        return dtypes.string
    if not isinstance(first, _NUMBERS):
        raise _unsupported(first)
    is_complex = isinstance(first, _COMPLEX)
    for kind in kinds - {int}:
        if not issubclass(kind, _NUMBERS) or (issubclass(kind, _COMPLEX) and not is_complex):
            raise ValueError(_MIXED)
    if is_complex:
        return dtypes.complex128
    if isinstance(first, _FLOATS):
        return dtypes.from_numpy[first.dtype] if isinstance(first, np.floating) else dtypes.float32
    if any(issubclass(kind, _FLOATS) for kind in kinds):
        return dtypes.float32
    if -(2**31) <= min(leaves) and max(leaves) < 2**31:
        return dtypes.int32
    return dtypes.int64


def _fits(kinds: set, dtype: DType) -> bool:
    """Says whether Python leaves of these classes may become `dtype` without a cast."""
    if dtype.is_integer:
        return all(issubclass(kind, (*_INTEGERS, *_BOOLEANS)) for kind in kinds)
    if dtype.is_floating:
        return all(issubclass(kind, (*_INTEGERS, *_FLOATS, *_BOOLEANS)) for kind in kinds)
    if dtype.is_bool:
        return all(issubclass(kind, _BOOLEANS) for kind in kinds)
    if dtype == dtypes.string:
        return all(issubclass(kind, _TEXT) for kind in kinds)
    return dtype.is_complex and not any(issubclass(kind, _TEXT) for kind in kinds)


def _text_array(leaves: list, shape: tuple[int, ...]) -> np.ndarray:
    array = np.empty(len(leaves), object)
    array[:] = [leaf.encode() if isinstance(leaf, str) else bytes(leaf) for leaf in leaves]
    return array.reshape(shape)


def _leaves_to_array(leaves: list, shape: tuple[int, ...], dtype: DType) -> np.ndarray:
    if dtype == dtypes.string:
        return _text_array(leaves, shape)
    try:
        if dtype.is_integer:
            # TensorFlow wraps around: 300 becomes 44 as an int8.
            natural = (
                np.uint64 if dtype == dtypes.uint64 and min(leaves, default=0) >= 0 else np.int64
            )
            return np.array(leaves, natural).astype(dtype.numpy_dtype).reshape(shape)
        if dtype == dtypes.float32:
            with np.errstate(over="ignore"):
                array = np.array(leaves, np.float32)
            # An infinity that the data does not hold is a number that float32 does not.
            if (
                not np.isfinite(array).all()
                and (np.isinf(array) != np.isinf(np.array(leaves, np.float64))).any()
            ):
                raise OverflowError
            return array.reshape(shape)
        with np.errstate(over="ignore"):
            return np.array(leaves, dtype.numpy_dtype).reshape(shape)
    except OverflowError:
        if dtype.is_integer:
            raise ValueError(
                "Can't convert Python sequence with out-of-range integer to Tensor."
            ) from None
        raise ValueError(
            "Can't convert Python sequence with a value out of range for a double-precision float."
        ) from None


def _is_known(numpy_dtype: np.dtype) -> bool:
    """Says whether TensorFlow has a dtype for NumPy's."""
    try:
        return dtypes.from_numpy[numpy_dtype.newbyteorder("=")] is not None
    except TypeError:
        return False


def _array_to_array(array: np.ndarray, dtype: DType | None) -> np.ndarray:
    """Returns a copy of a NumPy array as TensorFlow would hold it."""
    kind = array.dtype.kind
    if kind in "US":
        array = _text_array(array.ravel().tolist(), array.shape)
    elif kind == "O":
        leaves = array.ravel().tolist()
        if not all(isinstance(leaf, _TEXT) for leaf in leaves):
            bad = next(leaf for leaf in leaves if not isinstance(leaf, _TEXT))
            raise ValueError(
                "Failed to convert a NumPy array to a Tensor "
                f"(Unsupported object type {type(bad).__name__})."
            )
        array = _text_array(leaves, array.shape)
    elif not _is_known(array.dtype):
        names = {"M": "DATETIME", "m": "TIMEDELTA", "V": "VOID", "g": "LONGDOUBLE"}
        name = names.get(kind, names.get(array.dtype.char, array.dtype.name.upper()))
        raise ValueError(
            f"Failed to convert a NumPy array to a Tensor (Unsupported numpy type: NPY_{name})."
        )
    if dtype is None:
        return np.array(array, dtype=array.dtype.newbyteorder("="), order="C")
    if dtype == dtypes.string and array.dtype != object:
        raise ValueError(
            "Failed to convert a NumPy array to a Tensor "
            f"(Unsupported object type {type(array.ravel()[:1].tolist()[0]).__name__})."
        )
    if dtype != dtypes.string and array.dtype == object:
        raise _wanted(array, dtype)
    if array.dtype.kind == "c" and not dtype.is_complex:
        raise _wanted(array, dtype)
    with np.errstate(all="ignore"):
        return np.array(array, order="C").astype(dtype.numpy_dtype)


def _packed(value: list) -> np.ndarray | None:
    """Returns what `simple_array` does for a handful of numbers, in half of NumPy's time."""
    leaves, shape = value, (len(value),)
    if type(value[0]) is list:
        leaves, columns = [], len(value[0])
        for row in value:
            if type(row) is not list or len(row) != columns:
                return None
            leaves += row
        shape = (len(value), columns)
    if not 0 < len(leaves) <= _FEW:
        return None
    kind = type(leaves[0])
    if kind is not float and kind is not int:
        return None
    for leaf in leaves:
        if type(leaf) is not kind:
            return None
    pack, dtype = _PACKING[kind]
    try:
        return np.ndarray(shape, dtype, bytearray(pack[len(leaves)](*leaves)))
    except (OverflowError, struct.error):
        # Numbers that are too large.
        return None


def simple_array(value) -> np.ndarray | None:
    """Returns a float, or a list or matrix of floats or ints, as `to_array` does; else None.

    It takes a quarter of the time; None stands for everything that must be looked at.
    """
    kind = type(value)
    if kind is float:
        return np.array(value, np.float32) if abs(value) <= _FLOAT32_LIMIT else None
    if kind is not list:
        return None
    if 0 < len(value) <= _FEW:
        array = _packed(value)
        if array is not None:
            return array
    kinds = set(map(type, value))
    if kinds == _LIST:
        kinds = set(map(type, itertools.chain.from_iterable(value)))
    try:
        if kinds == _FLOAT:
            return context.strictly(np.array, value, np.float32)
        if kinds == _INT:
            return np.array(value, np.int32)
    except (ArithmeticError, ValueError):
        # Numbers that are too large, or rows of several lengths.
        pass
    return None


def to_array(value, dtype: DType | None = None) -> np.ndarray:
    """Returns Python or NumPy data as a new NumPy array with TensorFlow's dtype for it.

    Args:
      value: A number, a string, a NumPy array or scalar, or nested sequences of them.
      dtype: The wanted `DType`; None lets the value decide.

    Returns:
      A fresh array that nothing else holds.

    Raises:
      TypeError: if the value does not fit `dtype`.
      ValueError: if the value is no tensor in any dtype, or is ragged.
    """
    kind = type(value)
    if kind is float and (dtype is None or dtype is dtypes.float32):
        # Infinities and NaN are numbers of float32; what is merely too large is not.
        if abs(value) <= _FLOAT32_LIMIT or value - value != 0:
            return np.array(value, np.float32)
    elif kind is int and -(2**31) <= value < 2**31:
        if dtype is None or dtype is dtypes.int32:
            return np.array(value, np.int32)
        if dtype is dtypes.float32:
            return np.array(value, np.float32)
    if isinstance(value, np.ndarray):
        return _array_to_array(value, dtype)
    if isinstance(value, np.generic) and not isinstance(value, _TEXT):
        if dtype is not None and not _fits({kind}, dtype):
            raise _wanted(value, dtype)
        return _array_to_array(np.asarray(value), dtype)
    if isinstance(value, (list, tuple, range)):
        return _sequence_to_array(*_flatten(value), dtype)
    if isinstance(value, (*_INTEGERS, *_FLOATS, complex, *_TEXT)):
        return _sequence_to_array([value], {kind}, (), dtype, value)
    if hasattr(value, "__array__"):
        return _array_to_array(np.asarray(value), dtype)
    raise _unsupported(value)


def _sequence_to_array(leaves, kinds, shape, dtype, value=None) -> np.ndarray:
    """Returns the leaves of a nested sequence as an array."""
    if kinds == {int} and (dtype is None or dtype is dtypes.int32):
        try:
            return np.array(leaves, np.int32).reshape(shape)
        except OverflowError:
            pass
    if not kinds <= _PLAIN and isinstance(leaves[0], np.ndarray):
        return _array_to_array(_stack_arrays(leaves, shape), dtype)
    if dtype is None:
        return _leaves_to_array(leaves, shape, _natural_dtype(leaves, kinds))
    if dtype.is_complex:
        _natural_dtype(leaves, kinds)
    if not _fits(kinds, dtype):
        _natural_dtype(leaves, kinds)
        raise _wanted(_nested(leaves, shape) if value is None else value, dtype)
    return _leaves_to_array(leaves, shape, dtype)


def _nested(leaves: list, shape: tuple[int, ...]) -> list:
    """Returns leaves nested as they were, for a message."""
    for size in reversed(shape[1:]):
        leaves = [leaves[at : at + size] for at in range(0, len(leaves), size)]
    return leaves


def _stack_arrays(leaves: list, shape: tuple[int, ...]) -> np.ndarray:
    try:
        stacked = np.stack([np.asarray(leaf) for leaf in leaves])
    except ValueError:
        raise ValueError(_RAGGED) from None
    # As of Python integers, TensorFlow makes int32 of those in a list of arrays.
    if stacked.dtype == np.int64 and stacked.size and abs(stacked).max() < 2**31:
        stacked = stacked.astype(np.int32)
    return stacked.reshape(shape + stacked.shape[1:])


def holds_tensor(value) -> bool:
    """Says whether a nested sequence holds a tensor or a variable."""
    leaves, kinds, _ = _flatten(value)
    return _hold_tensor(leaves, kinds)


def _hold_tensor(leaves: list, kinds: set) -> bool:
    return not kinds <= _PLAIN and any(
        isinstance(leaf, Tensor) or converter_of(leaf) is not None for leaf in leaves
    )


def convert(
    value,
    dtype: DType | None = None,
    dtype_hint: DType | None = None,
    name: str | None = None,
) -> Tensor:
    """Returns a value as a tensor: the one conversion that everything uses.

    Args:
      value: A tensor, a variable, or anything `to_array` takes.
      dtype: The dtype it must have, or None.
      dtype_hint: The dtype it gets where the value allows it; ignored for tensors.
      name: What the operation that stacks a sequence of tensors is called in a graph.

    Returns:
      A `Tensor`; `value` itself if it is one.

    Raises:
      TypeError: if Python data does not fit `dtype`.
      ValueError: if a tensor has another dtype, or the value is no tensor at all.
    """
    if isinstance(value, Tensor):
        if dtype is not None and value.dtype is not dtype:
            raise ValueError(
                f"Tensor conversion requested dtype {dtype.name} for Tensor with dtype "
                f"{value.dtype.name}: {value!r}"
            )
        return value
    if type(value) in _PLAIN:
        return EagerTensor(_hinted(value, dtype, dtype_hint))
    converter = converter_of(value)
    if converter is not None:
        return converter(value, dtype)
    if isinstance(value, (list, tuple)):
        leaves, kinds, shape = _flatten(value)
        if _hold_tensor(leaves, kinds):
            return _sequence_of_tensors[-1](value, dtype or dtype_hint, name or "packed")
        if dtype is None and dtype_hint is not None:
            try:
                return EagerTensor(_sequence_to_array(leaves, kinds, shape, dtype_hint))
            except (TypeError, ValueError):
                pass
        return EagerTensor(_sequence_to_array(leaves, kinds, shape, dtype))
    return EagerTensor(_hinted(value, dtype, dtype_hint))


def _hinted(value, dtype, dtype_hint) -> np.ndarray:
    """Returns data as an array, of the hinted dtype where it fits and none is asked for."""
    if dtype is None and dtype_hint is not None:
        try:
            return to_array(value, dtype_hint)
        except (TypeError, ValueError):
            pass
    return to_array(value, dtype)
