"""Arguments and results of functions, as plain data that JSON can hold.

A structure is a JSON list whose first item says what it is:

    ["tensor", {"shape": [null, 3], "dtype": "float32", "name": "x"}]
    ["value", 2.0]    ["bytes", "YWJj"]    ["float", "nan"]
    ["list", ...]    ["tuple", ...]    ["dict", [key, item], ...]
    ["namedtuple", "Pair", [field, item], ...]

What is none of these is refused, both ways: no file can name a class or have anything run.
"""

import base64
import collections
import keyword
import math

from tfcourse.core import dtypes
from tfcourse.core.shapes import TensorShape
from tfcourse.core.specs import TensorSpec
from tfcourse.saved_model.refusals import NotExportable

_DEEPEST = 64
_named: dict = {}


class Malformed(ValueError):
    """What a file holds is not what `save` writes."""


def encode_spec(spec: TensorSpec) -> dict:
    """Returns a spec as plain data.

    Raises:
      NotExportable: if it is of another kind of tensor.
    """
    if not isinstance(spec, TensorSpec) or spec.dtype is dtypes.string:
        raise NotExportable(f"it takes {spec}, and programs take arrays of numbers only.")
    return {"shape": encode_shape(spec.shape), "dtype": spec.dtype.name, "name": spec.name}


def encode_shape(shape: TensorShape) -> list | None:
    """Returns a shape as a list of sizes, or None where the rank is unknown."""
    return None if shape.rank is None else shape.as_list()


def decode_spec(data) -> TensorSpec:
    """Returns the spec that plain data stand for."""
    shape = decode_shape(require(data, dict).get("shape"))
    name = data.get("name")
    if name is not None:
        require(name, str)
    return TensorSpec(shape, decode_dtype(data.get("dtype")), name)


def decode_dtype(name):
    """Returns the dtype of a name, one of numbers or booleans."""
    try:
        dtype = dtypes.as_dtype(require(name, str))
    except TypeError:
        raise Malformed(f"there is no dtype {name!r}") from None
    if dtype.numpy_dtype is None or dtype.numpy_dtype.kind == "O" or dtype.is_quantized:
        raise Malformed(f"arrays cannot have the dtype {name!r}")
    return dtype


def decode_shape(sizes) -> TensorShape:
    """Returns the shape that a list of sizes stands for, or None for an unknown rank."""
    if sizes is None:
        return TensorShape(None)
    for size in require(sizes, list):
        if size is not None and (type(size) is not int or not 0 <= size < 2**63):
            raise Malformed(f"{size!r} is no size")
    return TensorShape(sizes)


def encode(structure, leaf) -> list:
    """Returns a structure as plain data.

    Args:
      structure: Lists, tuples, dicts, None, numbers, strings and others, nested.
      leaf: Called with all else, returns plain data or None where it must be refused.

    Raises:
      NotExportable: if something in it cannot be written.
    """
    if structure is None or isinstance(structure, (bool, int, str)):
        return ["value", structure]
    if isinstance(structure, float):
        finite = math.isfinite(structure)
        return ["value", structure] if finite else ["float", repr(structure)]
    if isinstance(structure, bytes):
        return ["bytes", base64.b64encode(structure).decode()]
    if isinstance(structure, dict):
        if not all(isinstance(key, (str, int)) for key in structure):
            raise NotExportable("a dictionary has keys that are no strings.")
        return ["dict", *([key, encode(item, leaf)] for key, item in structure.items())]
    if isinstance(structure, tuple) and hasattr(structure, "_fields"):
        pairs = zip(structure._fields, structure, strict=True)
        name = type(structure).__name__
        return ["namedtuple", name, *([key, encode(item, leaf)] for key, item in pairs)]
    if isinstance(structure, (list, tuple)):
        kind = "list" if isinstance(structure, list) else "tuple"
        return [kind, *(encode(item, leaf) for item in structure)]
    found = leaf(structure)
    if found is None:
        raise NotExportable(
            f"it takes or gives an object of type {type(structure).__name__}, and files hold "
            "tensors, numbers, strings, lists and dictionaries only."
        )
    return found


def decode(data, leaf, depth: int = 0):
    """Returns the structure that plain data stand for.

    Args:
      data: What `encode` gave.
      leaf: Called with the kind and the content of what is no Python value.
      depth: How deep it is nested.

    Raises:
      Malformed: if it is something else.
    """
    if not isinstance(data, list) or not data or depth > _DEEPEST:
        raise Malformed(f"{str(data)[:40]!r} is no structure")
    kind, *items = data
    if kind in ("list", "tuple"):
        decoded = [decode(item, leaf, depth + 1) for item in items]
        return decoded if kind == "list" else tuple(decoded)
    if kind == "dict":
        pairs = [_pair(item, (str, int)) for item in items]
        return {key: decode(item, leaf, depth + 1) for key, item in pairs}
    if kind == "namedtuple" and items:
        pairs = [_pair(item, str) for item in items[1:]]
        made = _namedtuple(items[0], tuple(key for key, _ in pairs))
        return made(*(decode(item, leaf, depth + 1) for _, item in pairs))
    (content,) = items if len(items) == 1 else (None,)
    if kind == "value" and (content is None or isinstance(content, (bool, int, float, str))):
        return content
    if kind == "float" and content in ("nan", "inf", "-inf"):
        return float(content)
    if kind == "bytes" and isinstance(content, str):
        try:
            return base64.b64decode(content, validate=True)
        except ValueError:
            raise Malformed("text is no base64") from None
    return leaf(kind, content)


def require(value, kind):
    """Returns a value of a kind.

    Raises:
      Malformed: if it is of another one.
    """
    if not isinstance(value, kind):
        raise Malformed(f"{str(value)[:40]!r} stands where another kind of value should")
    return value


def at(items, position):
    """Returns the item of a list at a position.

    Raises:
      Malformed: if there is none.
    """
    if type(position) is not int or not 0 <= position < len(items):
        raise Malformed(f"{position!r} is no position")
    return items[position]


def _pair(item, key_kind):
    if not isinstance(item, list) or len(item) != 2:
        raise Malformed(f"{str(item)[:40]!r} is no pair")
    return require(item[0], key_kind), item[1]


def is_plain_name(name) -> bool:
    """Says whether a name may become that of an attribute, a parameter or a field."""
    return (
        isinstance(name, str)
        and name.isidentifier()
        and not keyword.iskeyword(name)
        and not (name.startswith("__") and name.endswith("__"))
    )


def _namedtuple(name, fields):
    if not all(map(is_plain_name, (name, *fields))) or len(set(fields)) != len(fields):
        raise Malformed(f"{name!r} is no named tuple")
    if any(field.startswith("_") for field in fields):
        raise Malformed(f"{name!r} is no named tuple")
    made = _named.get((name, fields))
    if made is None:
        made = _named[name, fields] = collections.namedtuple(name, fields)
    return made
