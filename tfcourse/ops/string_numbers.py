"""Between numbers and their text: `tf.strings.to_number`, `tf.strings.as_string`."""

import re

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.host import elementwise, map_items
from tfcourse.ops.shape_checks import invalid_argument

_INTEGER = re.compile(rb"\s*[+-]?\d+\s*")
_FLOAT = re.compile(
    rb"\s*[+-]?(?:0x[0-9a-f]+|inf(?:inity)?|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*",
    re.IGNORECASE,
)


def parse_number(text: bytes, numpy_dtype) -> int | float | None:
    """Returns the number that a text stands for in C, or None if it stands for none.

    Args:
      text: Decimal digits, with a fraction, an exponent, `inf`, `nan` or `0x` for floats.
      numpy_dtype: The type that must hold it.

    Example:
      >>> parse_number(b" 1e3 ", np.float32), parse_number(b"1.5", np.int32)
      (1000.0, None)
    """
    numpy_dtype = np.dtype(numpy_dtype)
    if numpy_dtype.kind == "f":
        if not _FLOAT.fullmatch(text):
            return None
        return float(int(text, 16)) if b"x" in text.lower() else float(text)
    if not _INTEGER.fullmatch(text):
        return None
    limits, number = np.iinfo(numpy_dtype), int(text)
    return number if limits.min <= number <= limits.max else None


@elementwise
@op("StringToNumber", is_host=True, is_differentiable=False)
def _to_number(string_tensor, out_type, name=None):
    dtype = out_type.numpy_dtype

    def parse(text):
        number = parse_number(text, dtype)
        if number is None:
            raise invalid_argument(
                "StringToNumberOp could not correctly convert string: "
                + text.decode("utf-8", "surrogateescape")
            )
        return number

    with np.errstate(over="ignore"):
        return map_items(parse, string_tensor, dtype)


@export("strings.to_number")
def to_number(input, out_type=dtypes.float32, name=None):
    """Converts strings to numbers.

    Args:
      input: A string tensor of any shape.
      out_type: float32, float64, or a signed or unsigned integer of 32 or 64 bits.
      name: The operation's name in a graph.

    Returns:
      A tensor of that dtype and of the same shape.

    Raises:
      InvalidArgumentError: if a string is no such number, or `out_type` is another dtype.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.to_number(["1", "-2.5e3"]).numpy().tolist()
      [1.0, -2500.0]

    Source: `tf.strings.to_number`.
    """
    out_type = as_dtype(out_type)
    check_attributes(_to_number.op, out_type=out_type)
    return _to_number(input, out_type, name)


def _conversion(dtype, precision, scientific, shortest, width, fill):
    """Returns the directive of `printf` for an element."""
    if not (dtype.is_floating or dtype.is_complex):
        if scientific or shortest:
            raise invalid_argument(
                f"scientific and shortest format not supported for datatype {dtype.short_name}"
            )
        if precision >= 0:
            raise invalid_argument(f"precision not supported for datatype {dtype.short_name}")
    if scientific and shortest:
        raise invalid_argument("Cannot select both scientific and shortest notation")
    if len(fill) > 1:
        raise invalid_argument("Fill string must be one or fewer characters")
    if fill and fill not in "+ -0":
        raise invalid_argument(f'Fill argument not supported: "{fill}"')
    size = str(width) if width >= 0 else ""
    if dtype is dtypes.string:
        return f"%{'-' if fill == '-' else ''}{size}s"
    digits = f".{precision}" if precision >= 0 else ""
    letter = "d" if dtype.is_integer else "e" if scientific else "g" if shortest else "f"
    return f"%{fill}{size}{digits}{letter}"


@export("strings.as_string", "as_string")
@elementwise
@op("AsString", is_host=True, is_differentiable=False)
def as_string(input, precision=-1, scientific=False, shortest=False, width=-1, fill="", name=None):
    """Converts numbers to strings.

    Args:
      input: A tensor of numbers, bools or strings, of any shape.
      precision: Digits after the point, for floats; -1 stands for six.
      scientific: Whether to write floats as `1.5e+00`.
      shortest: Whether to write floats in the shorter of both ways.
      width: Least number of characters.
      fill: What fills up to `width`: "0", " ", "-" (blanks to the right), "+" (with a sign).
      name: The operation's name in a graph.

    Returns:
      A string tensor of the same shape.

    Raises:
      InvalidArgumentError: if an option does not fit the dtype or another option.

    Example:
      >>> import tfcourse as tf
      >>> tf.strings.as_string([3.1415926, 2.72], precision=2).numpy().tolist()
      [b'3.14', b'2.72']

    Source: `tf.strings.as_string`.
    """
    dtype = dtypes.string if input.dtype == object else dtypes.from_numpy[input.dtype]
    directive = _conversion(dtype, precision, scientific, shortest, width, fill)
    if dtype.is_bool:
        return map_items(lambda value: b"true" if value else b"false", input)
    if dtype.is_complex:
        return map_items(
            lambda value: f"({directive % value.real},{directive % value.imag})".encode(), input
        )
    if dtype is dtypes.string:
        return map_items(lambda text: directive.encode() % text, input)
    plain = float if dtype.is_floating else int
    return map_items(lambda value: (directive % plain(value)).encode(), input)
