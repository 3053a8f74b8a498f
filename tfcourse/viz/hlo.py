"""The text that XLA gives of a compiled program, read into computations of instructions."""

import dataclasses
import re

_HEADER = re.compile(r"^(ENTRY )?%?(?P<name>\S+) \(.*\{$")
_START = re.compile(r"^\s+(?P<root>ROOT )?%?(?P<name>\S+) = ")
_NAME = re.compile(r"%([\w.\-]+)")
_CALLED = re.compile(
    r"\b(calls|to_apply|body|condition|branch_computations|true_computation|false_computation)="
    r"(\{[^}]*\}|%?[\w.\-]+)"
)
_OP_NAME = re.compile(r'\bop_name="((?:[^"\\]|\\.)*)"')
_LAYOUT = re.compile(r"\{[^{}]*\}")
_DTYPES = {
    **{"pred": "bool", "f16": "float16", "bf16": "bfloat16", "f32": "float32"},
    **{"f64": "float64", "c64": "complex64", "c128": "complex128"},
    **{f"s{bits}": f"int{bits}" for bits in (4, 8, 16, 32, 64)},
    **{f"u{bits}": f"uint{bits}" for bits in (4, 8, 16, 32, 64)},
}
_TYPE = re.compile(r"\b([a-z]\w*)\[([\d,]*)\]")


@dataclasses.dataclass(frozen=True)
class Instruction:
    """An instruction of a computation.

    Attributes:
      name: Its name.
      opcode: What it does: `add`, `fusion`, `parameter`.
      result: dtype and shape of its result, as TensorFlow writes them.
      operands: The names of what it takes.
      inside: The text between its brackets: of a constant, the value.
      op_name: Where it comes from, as JAX wrote it, or an empty string.
      called: The computations it runs, by what they are to it: `calls`, `body`.
      attributes: What is said of it after the brackets.
      is_root: Whether it is the result of its computation.
    """

    name: str
    opcode: str
    result: str
    operands: tuple[str, ...]
    inside: str
    op_name: str
    called: dict[str, tuple[str, ...]]
    attributes: str
    is_root: bool


def parse_hlo(text: str) -> tuple[str, dict[str, list[Instruction]]]:
    """Returns the name of a program's first computation, and all computations by name.

    Args:
      text: What `as_text` of a compiled function gives.
    """
    computations: dict[str, list[Instruction]] = {}
    entry, current = "", None
    for line in text.splitlines():
        header = _HEADER.match(line)
        if header and "=" not in line.partition("(")[0]:
            current = computations.setdefault(header["name"], [])
            entry = header["name"] if header[1] else entry
        elif line.startswith("}"):
            current = None
        elif current is not None and (instruction := _instruction(line)):
            current.append(instruction)
    return entry, computations


def _instruction(line) -> Instruction | None:
    start = _START.match(line)
    if start is None:
        return None
    rest = line[start.end() :]
    length = _closing(rest) + 1 if rest.startswith("(") else rest.index(" ")
    kind, rest = rest[:length], rest[length:].strip()
    opcode, _, _ = rest.partition("(")
    end = _closing(rest[len(opcode) :]) + len(opcode)
    inside, attributes = rest[len(opcode) + 1 : end], rest[end + 1 :].lstrip(", ")
    found = _OP_NAME.search(attributes)
    is_plain = opcode in ("constant", "parameter")
    return Instruction(
        start["name"],
        opcode,
        described_type(kind),
        () if is_plain else tuple(_NAME.findall(inside)),
        inside,
        re.sub(r"\\(.)", r"\1", found[1]) if found else "",
        {
            name: tuple(re.findall(r"[\w.\-]+", names))
            for name, names in _CALLED.findall(attributes)
        },
        attributes.partition(", metadata=")[0],
        start["root"] is not None,
    )


def _closing(text) -> int:
    """Returns where the bracket closes that a text begins with."""
    depth, in_text = 0, False
    for at, character in enumerate(text):
        if character == '"' and text[at - 1] != "\\":
            in_text = not in_text
        elif not in_text and character in "()":
            depth += 1 if character == "(" else -1
            if depth == 0:
                return at
    return len(text) - 1


def described_type(text: str) -> str:
    """Returns a type of XLA's as TensorFlow writes dtypes and shapes.

    Example:
      >>> described_type("(f32[4,2]{1,0}, pred[])")
      'float32[4, 2], bool[]'
    """
    found = _TYPE.findall(_LAYOUT.sub("", text))
    return ", ".join(
        f"{_DTYPES.get(kind, kind)}[{shape.replace(',', ', ')}]" for kind, shape in found
    )
