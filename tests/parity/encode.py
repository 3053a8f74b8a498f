"""Write any value a program can produce as plain JSON, without knowing which library made it.

Every encoded value is a dict with one key that names its kind: `{"int": 3}`,
`{"Tensor": {"dtype": ..., "shape": ..., "values": ..., "repr": ...}}`.
"""

import re

import numpy as np

# Up to this many values are kept; of larger arrays, so many evenly spaced ones and their sum.
MOST_VALUES = 256
# Longer texts of arrays are not kept: the values say it all.
LONGEST_REPR = 3000

_MACHINE_DEPENDENT = (
    # Addresses.
    (re.compile(r"\b0x[0-9a-fA-F]{6,}"), "0x…"),
    (re.compile(r"\bid=\d{9,}"), "id=…"),
    # Newer Pythons suggest a keyword.
    (re.compile(r"(unexpected keyword argument '\w+'). Did you mean '\w+'\?"), r"\1"),
    # Protocol buffers garble their texts on purpose, so that nobody compares them.
    (re.compile(r"goo\.gle/debug\w+ +"), ""),
    # The library's own frames in a traceback; a program's have names in angle brackets.
    (re.compile(r' *File "(?!<\w+: )[^"]*", line \d+, in [^\n]*\n(?: {4,}[^\n]*\n)*'), ""),
    # What is left of them where a blank line stands between frames.
    (re.compile(r'(defined at \(most recent call last\):\n|, in [^\n]*\n)\n+(?=  File ")'), r"\1"),
    (re.compile(r"(defined at \(most recent call last\):\n)\n+"), r"\1\n"),
    # Numbers that count every function traced so far in this process.
    (re.compile(r"(__(?:inference|forward|backward)_[\w<>]+?)_\d+\b"), r"\1_N"),
)


def normalise(text: str) -> str:
    """The text without what differs from one run of the same library to the next."""
    for pattern, replacement in _MACHINE_DEPENDENT:
        text = pattern.sub(replacement, text)
    return text


def encode(value) -> dict:
    """The JSON form of a value. Tensors, variables, shapes and dtypes are known by their looks."""
    for applies, encoder in _ENCODERS:
        if applies(value):
            return encoder(value)
    return {"object": normalise(repr(value)), "class": type(value).__name__}


def encode_exception(error: Exception) -> dict:
    """The class, its bases up to `Exception`, and the message of an exception."""
    bases = [base.__name__ for base in type(error).__mro__]
    bases = bases[1 : bases.index("Exception")]
    return {"raises": type(error).__name__, "bases": bases, "message": normalise(str(error))}


def encode_number(number):
    """A number as JSON that reads back to the same bits; NaN and infinities as their names."""
    if isinstance(number, (bool, np.bool_)):
        return bool(number)
    if isinstance(number, (int, np.integer)) or np.dtype(type(number)).name in ("int4", "uint4"):
        return int(number)
    if isinstance(number, (complex, np.complexfloating)):
        return [encode_number(number.real), encode_number(number.imag)]
    if not np.isfinite(number):
        return str(float(number))
    # str() of a NumPy scalar is the shortest text that names its bits.
    return float(str(number)) if isinstance(number, np.floating) else float(number)


def encode_array(array: np.ndarray) -> dict:
    """The dtype, shape and values (row by row, in one list) of an array."""
    flat = array.reshape(-1)
    encoded = {"dtype": array.dtype.name, "shape": list(array.shape)}
    if flat.size > MOST_VALUES:
        positions = np.linspace(0, flat.size - 1, MOST_VALUES).astype(int)
        if array.dtype.kind in "biufcV":
            widest = np.complex128 if array.dtype.kind == "c" else np.float64
            encoded["sum"] = encode_number(flat.astype(widest).sum())
        flat = flat[positions]
    if array.dtype.kind in "OSU":
        encoded["values"] = [_text(item) for item in flat.tolist()]
    else:
        encoded["values"] = [encode_number(item) for item in flat]
    return encoded


def _text(item) -> str:
    return item.decode("latin-1") if isinstance(item, bytes) else str(item)


def _has(*names):
    return lambda value: not isinstance(value, type) and all(hasattr(value, name) for name in names)


def _class_has(*names):
    return lambda value: all(hasattr(type(value), name) for name in names)


def _is(*types):
    return lambda value: type(value) in types


def _with_repr(encoded: dict, value) -> dict:
    text = normalise(repr(value))
    if len(text) <= LONGEST_REPR:
        encoded["repr"] = text
    return encoded


def _shape(shape) -> list | None:
    return None if shape.rank is None else list(shape)


def _tensor(value) -> dict:
    # A scalar's numpy() is a NumPy scalar, or bytes.
    array = value.numpy()
    if not isinstance(array, np.ndarray):
        array = np.asarray(array, dtype=object if isinstance(array, bytes) else None)
    encoded = encode_array(array)
    encoded["dtype"] = value.dtype.name
    encoded["shape"] = _shape(value.shape)
    return {"Tensor": _with_repr(encoded, value)}


def _variable(value) -> dict:
    encoded = _tensor(value)["Tensor"]
    return {"Variable": {"name": value.name, "trainable": encode(value.trainable), **encoded}}


def _symbolic(value) -> dict:
    encoded = {"dtype": value.dtype.name, "shape": _shape(value.shape)}
    return {"symbolic": _with_repr(encoded, value)}


def _indexed_slices(value) -> dict:
    shape = None if value.dense_shape is None else encode(value.dense_shape)
    parts = {"values": encode(value.values), "indices": encode(value.indices)}
    return {"IndexedSlices": {**parts, "dense_shape": shape}}


def _named_tuple(value) -> dict:
    fields = [[name, encode(item)] for name, item in zip(value._fields, value, strict=True)]
    return {"namedtuple": fields, "class": type(value).__name__}


def _mapping(value) -> dict:
    items = [[encode(key), encode(item)] for key, item in value.items()]
    return {"dict": items, "class": type(value).__name__}


# The first whose condition holds encodes the value.
_ENCODERS = (
    (lambda value: value is None, lambda value: {"None": None}),
    (_is(bool), lambda value: {"bool": value}),
    (_is(int), lambda value: {"int": value}),
    (_is(float), lambda value: {"float": encode_number(value)}),
    (_is(complex), lambda value: {"complex": encode_number(value)}),
    (_is(str), lambda value: {"str": normalise(value)}),
    (_is(bytes), lambda value: {"bytes": normalise(value.decode("latin-1"))}),
    (_is(list), lambda value: {"list": [encode(item) for item in value]}),
    (_is(tuple), lambda value: {"tuple": [encode(item) for item in value]}),
    (_is(slice), lambda value: {"slice": repr(value)}),
    (lambda value: isinstance(value, type), lambda value: {"type": value.__name__}),
    (
        lambda value: isinstance(value, np.generic),
        lambda value: {"scalar": _with_repr(encode_array(np.asarray(value)), value)},
    ),
    (
        lambda value: isinstance(value, np.ndarray),
        lambda value: {"ndarray": _with_repr(encode_array(value), value)},
    ),
    (lambda value: isinstance(value, tuple) and hasattr(value, "_fields"), _named_tuple),
    (lambda value: isinstance(value, dict), _mapping),
    (_class_has("as_numpy_dtype", "is_floating"), lambda value: {"DType": repr(value)}),
    (_class_has("as_list", "rank", "dims"), lambda value: {"TensorShape": repr(value)}),
    (_has("indices", "values", "dense_shape", "consumers"), _indexed_slices),
    (_has("numpy", "dtype", "shape", "assign", "name"), _variable),
    (_has("numpy", "dtype", "shape"), _tensor),
    (_has("op", "dtype", "shape", "graph"), _symbolic),
)
