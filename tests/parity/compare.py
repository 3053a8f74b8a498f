"""Say how the answers of two libraries differ, if they do."""

import ast
import itertools
import math
import re
from typing import NamedTuple

import numpy as np

from cells import Tolerance

# How far a value may be from the expected one, relative to it.
_TOLERANCE = {
    "float64": 1e-12,
    "complex128": 1e-12,
    "float32": 2e-6,
    "complex64": 2e-6,
    "float16": 2e-3,
    "bfloat16": 1.6e-2,
}
_NUMBER = re.compile(
    r"(?<!\w)([-+]?(?:\d+\.\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?|\d+e[-+]?\d+|\d+|nan|inf))j?(?!\w)"
)
_BY_DTYPE = Tolerance()
# Characters of a text that a failure shows, and of what stands before the first difference.
_LONGEST = 600
_CONTEXT = 120


class Mismatch(NamedTuple):
    """One answer that differs: of which statement, the how manieth of its answers, and how."""

    statement: str
    index: int
    text: str


def mismatches(cell, expected: list, received: list) -> list[Mismatch]:
    """Compare a cell's answers statement by statement.

    Args:
        cell: The program.
        expected: Pairs of a line and an answer recorded from TensorFlow.
        received: Those of the library under test.

    Returns:
        The answers that differ. When a statement gave more or fewer answers than it should, that
        is one mismatch more, of the first answer that the shorter list lacks.
    """
    expected, received = _by_line(expected), _by_line(received)
    found = []
    for statement in cell.statements():
        source = ast.get_source_segment(cell.source, statement)
        one, other = (answers.get(statement.lineno, []) for answers in (expected, received))
        for index, (first, second) in enumerate(zip(one, other, strict=False)):
            text = difference(first, second, cell.tolerance)
            if text:
                found.append(Mismatch(source, index, text))
        if len(one) != len(other):
            text = f"expected {_list(one)}\n  received {_list(other)}"
            found.append(Mismatch(source, min(len(one), len(other)), text))
    return found


def _list(answers: list[dict]) -> str:
    return _cut(f"{len(answers)} answers: {'; '.join(map(_short, answers))}")


def _by_line(answers: list) -> dict[int, list]:
    groups = itertools.groupby(answers, key=lambda answer: answer[0])
    return {line: [answer for _, answer in group] for line, group in groups}


def difference(expected: dict, received: dict, tolerance: Tolerance = _BY_DTYPE):
    """A short text that says how `received` differs from `expected`; None if it does not.

    Args:
        expected: An answer as `encode` writes it, recorded from TensorFlow.
        received: The answer of the library under test.
        tolerance: For floating point values, where the dtypes' own will not do.
    """
    if expected == received:
        return None
    kind = next(iter(expected))
    if kind != next(iter(received)):
        return f"expected {_short(expected)}\n  received {_short(received)}"
    if kind in ("Tensor", "Variable", "ndarray", "scalar"):
        return _array_difference(expected[kind], received[kind], tolerance)
    if kind == "raises":
        return _exception_difference(expected, received)
    if kind in ("prints", "stderr", "str"):
        return _text_difference(expected[kind], received[kind], tolerance)
    if kind in ("float", "complex"):
        # Most floats that programs answer were float32 on their way.
        if not _close([expected[kind]], [received[kind]], "float32", tolerance):
            return f"expected {expected[kind]}\n  received {received[kind]}"
        return None
    if kind in ("list", "tuple", "dict", "namedtuple", "IndexedSlices"):
        return _items_difference(expected, received, tolerance)
    return f"expected {_short(expected)}\n  received {_short(received)}"


def _array_difference(expected: dict, received: dict, tolerance) -> str | None:
    for part in ("name", "trainable", "dtype", "shape"):
        if expected.get(part) != received.get(part):
            return (
                f"expected {part} {expected.get(part)!r} in {_array_text(expected)}\n"
                f"  received {part} {received.get(part)!r} in {_array_text(received)}"
            )
    if expected["values"] == received["values"]:
        if expected.get("repr") != received.get("repr"):
            return _plain(expected.get("repr"), received.get("repr"))
        return None
    dtype = expected["dtype"]
    if dtype not in _TOLERANCE:
        return f"expected {_array_text(expected)}\n  received {_array_text(received)}"
    if not _close(expected["values"], received["values"], dtype, tolerance):
        return f"expected {_array_text(expected)}\n  received {_array_text(received)}"
    if "sum" in expected and not _close([expected["sum"]], [received["sum"]], "float16", tolerance):
        return f"expected sum {expected['sum']}\n  received sum {received['sum']}"
    expected_shape, received_shape = _skeleton(expected), _skeleton(received)
    return None if expected_shape == received_shape else _plain(expected_shape, received_shape)


def _exception_difference(expected: dict, received: dict) -> str | None:
    if expected["raises"] != received["raises"]:
        return f"expected {_short(expected)}\n  received {_short(received)}"
    if expected["bases"] != received["bases"]:
        return f"expected base classes {expected['bases']}\n  received {received['bases']}"
    if expected["message"] != received["message"]:
        one, other = _around_difference(expected["message"], received["message"])
        return f"expected {expected['raises']}: {one}\n  received {received['raises']}: {other}"
    return None


def _text_difference(expected: str, received: str, tolerance) -> str | None:
    """Texts are equal, or their words are and their numbers close."""
    if _words(expected) != _words(received):
        return _plain(expected, received)
    relative = tolerance.relative or _TOLERANCE["float32"]
    pairs = zip(_NUMBER.findall(expected), _NUMBER.findall(received), strict=True)
    for one, other in pairs:
        if one == other:
            continue
        if re.fullmatch(r"[-+]?\d+", one) or re.fullmatch(r"[-+]?\d+", other):
            return _plain(expected, received)
        step = tolerance.absolute + 1.001 * max(_last_digit(one), _last_digit(other))
        if not abs(float(one) - float(other)) <= step + relative * abs(float(one)):
            return _plain(expected, received)
    return None


def _items_difference(expected: dict, received: dict, tolerance) -> str | None:
    expected_items, received_items = list(_leaves(expected)), list(_leaves(received))
    if [path for path, _ in expected_items] != [path for path, _ in received_items]:
        return f"expected {_short(expected)}\n  received {_short(received)}"
    for (path, one), (_, other) in zip(expected_items, received_items, strict=True):
        found = difference(one, other, tolerance)
        if found:
            return f"at {path}: {found}"
    return None


def _leaves(encoded: dict, path: str = ""):
    """The encoded values inside nested containers, each with the path to it."""
    kind = next(iter(encoded))
    class_name = encoded.get("class", "")
    path = f"{path}/{kind}{class_name}"
    if kind in ("list", "tuple"):
        for index, item in enumerate(encoded[kind]):
            yield from _leaves(item, f"{path}[{index}]")
    elif kind == "namedtuple":
        for name, item in encoded[kind]:
            yield from _leaves(item, f"{path}.{name}")
    elif kind == "dict":
        for key, item in encoded[kind]:
            yield from _leaves(item, f"{path}[{_short(key)}]")
    elif kind == "IndexedSlices":
        for name, item in encoded[kind].items():
            yield from _leaves(item or {"None": None}, f"{path}.{name}")
    else:
        yield path, encoded
        return
    yield path, {"str": ""}


def _close(expected: list, received: list, dtype: str, tolerance: Tolerance) -> bool:
    expected = np.array(expected, dtype=np.float64)
    received = np.array(received, dtype=np.float64)
    if expected.shape != received.shape:
        return False
    # The two parts of a complex number share their tolerance.
    size = np.hypot(expected, expected[..., ::-1]) if expected.ndim == 2 else np.abs(expected)
    relative = tolerance.relative or _TOLERANCE[dtype]
    finite = np.isfinite(expected)
    special_agree = np.array_equal(expected[~finite], received[~finite], equal_nan=True)
    distance = np.abs(expected[finite] - received[finite])
    allowed = tolerance.absolute + relative * np.where(np.isfinite(size), size, 0)[finite]
    return special_agree and bool(np.all(distance <= allowed))


def _skeleton(encoded: dict) -> str:
    """A repr without the values' digits and without the blanks that line them up."""
    text = encoded.get("repr", "")
    header, separator, body = text.partition("numpy=")
    numberless = re.sub(r"\s+", "", _NUMBER.sub("#", body or header))
    # Between real and imaginary part stands a sign, or a blank and a sign, as the digits need.
    numberless = re.sub(r"#[+-](?=#)", "#", numberless)
    return (header if separator else "") + numberless


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"(?<=[\[(]) +| +(?=[\])])", "", _NUMBER.sub("#", text)))


def _last_digit(number: str) -> float:
    """The value of one unit in the last place of a printed number."""
    if not math.isfinite(float(number)):
        return 0.0
    digits, _, exponent = number.partition("e")
    decimals = len(digits.partition(".")[2])
    return 10.0 ** (int(exponent or 0) - decimals)


def _plain(expected, received) -> str:
    one, other = _around_difference(repr(expected), repr(received))
    return f"expected {one}\n  received {other}"


def _around_difference(expected: str, received: str) -> tuple[str, str]:
    """Two texts, short: of what they begin with alike, only the end is kept when it is long."""
    pairs = enumerate(zip(expected, received, strict=False))
    alike = next((place for place, (one, other) in pairs if one != other), len(received))
    start = max(alike - _CONTEXT, 0) if len(expected) > 2 * _CONTEXT else 0
    lead = "…" if start else ""
    return lead + _cut(expected[start:]), lead + _cut(received[start:])


def _short(encoded: dict) -> str:
    return _cut(_readable(encoded))


def _array_text(encoded: dict) -> str:
    return _cut(encoded.get("repr", str(encoded)))


def _readable(encoded: dict) -> str:
    """An encoded value as it would print."""
    kind, content = next(iter(encoded.items()))
    if kind == "raises":
        return f"{content}: {encoded['message']}"
    if kind in ("list", "tuple"):
        return f"{kind}({', '.join(map(_readable, content))})"
    if kind == "dict":
        return f"{{{', '.join(f'{_readable(key)}: {_readable(item)}' for key, item in content)}}}"
    if kind == "namedtuple":
        fields = ", ".join(f"{name}={_readable(item)}" for name, item in content)
        return f"{encoded['class']}({fields})"
    if kind == "IndexedSlices":
        parts = (f"{name}={_readable(item)}" for name, item in content.items() if item)
        return f"IndexedSlices({', '.join(parts)})"
    if isinstance(content, dict):
        return _array_text(content)
    return f"{kind} {content!r}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
