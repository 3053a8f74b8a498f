"""What TensorFlow knows of each op type: argument names, type attributes, allowed dtypes.

`signatures.txt` holds one line per op type, in the form TensorFlow prints in its errors:
`Op<name=Sqrt; signature=x:T -> y:T; attr=T:type,allowed=[DT_HALF, ...]>`. It is written by
`tests/parity/record_signatures.py`; a line is parsed when its op is first used.
"""

import functools
import importlib.resources
import re
from typing import NamedTuple

from tfcourse.core.dtypes import DType, as_dtype, from_enum_name


class Argument(NamedTuple):
    """One operand or result of an op.

    Attributes:
      name: TensorFlow's name of it.
      attribute: The attribute that holds its dtype (`T`), or None when the dtype is fixed.
      dtype: The fixed dtype, or None.
      is_list: Whether it stands for a list of tensors (`N*T`).
      count: The attribute that holds the list's length (`N`), or None.
    """

    name: str
    attribute: str | None
    dtype: DType | None
    is_list: bool
    count: str | None


class Attribute(NamedTuple):
    """One attribute of an op: its kind (`type`, `int`, ...), default text and allowed dtypes."""

    kind: str
    default: str | None
    allowed: tuple[DType, ...] | None


class Signature(NamedTuple):
    """An op type's operands, results and attributes, and the text TensorFlow prints for them."""

    text: str
    inputs: tuple[Argument, ...]
    outputs: tuple[Argument, ...]
    attributes: dict[str, Attribute]
    is_stateful: bool


@functools.cache
def _lines() -> dict[str, str]:
    text = importlib.resources.files("tfcourse.core").joinpath("signatures.txt").read_text("utf-8")
    return {line[len("Op<name=") : line.index(";")]: line for line in text.splitlines()}


def _argument(text: str, attributes: dict[str, Attribute], is_result: bool) -> Argument:
    name, _, kind = text.partition(":")
    if not kind:
        # Of a list whose items have a dtype each, TensorFlow prints no kind.
        lists = [key for key, item in attributes.items() if item.kind == "list(type)"]
        return Argument(name, lists[-1 if is_result else 0], None, True, None)
    count, star, element = kind.rpartition("*")
    if element in attributes:
        is_list = bool(star) or attributes[element].kind == "list(type)"
        return Argument(name, element, None, is_list, count or None)
    return Argument(name, None, as_dtype(element), bool(star), count or None)


def _attribute(text: str) -> tuple[str, Attribute]:
    name, _, rest = text.partition(":")
    kind = re.match(r"[a-z]+(\([a-z]+\))?", rest).group()
    default = re.search(r"default=(\[[^]]*\]|\"[^\"]*\"|[^,]*)", rest)
    allowed = re.search(r"allowed=\[([^]]*)\]", rest)
    dtypes = None
    if allowed and kind in ("type", "list(type)"):
        dtypes = tuple(from_enum_name[item] for item in allowed.group(1).split(", "))
    return name, Attribute(kind, default.group(1) if default else None, dtypes)


def is_known(op_type: str) -> bool:
    """Says whether TensorFlow knows an op type."""
    return op_type in _lines()


@functools.cache
def signature(op_type: str) -> Signature | None:
    """Returns the signature of a TensorFlow op type, or None for an op type of our own."""
    text = _lines().get(op_type)
    if text is None:
        return None
    _, arguments, *rest = text[:-1].split("; ")
    attributes = dict(
        _attribute(item.removeprefix("attr=")) for item in rest if item.startswith("attr=")
    )
    inputs, outputs = arguments.removeprefix("signature=").split(" -> ")
    return Signature(
        text,
        tuple(_argument(item, attributes, False) for item in inputs.split(", ") if item),
        tuple(_argument(item, attributes, True) for item in outputs.split(", ") if item),
        attributes,
        "is_stateful=true" in rest,
    )
