"""Programs as plain data: arrays, and steps that call functions on them."""

import base64
import dataclasses
import json
from typing import Any, NamedTuple

import ml_dtypes
import numpy as np

# Where a value comes from: (step, which of its results); inputs are the results of step -1.
INPUTS = -1
# By function the keyword that is passed before the operands.
LEADING = {
    "einsum": "equation",
    "fill": "dims",
    "random.stateless_normal": "shape",
    "random.stateless_truncated_normal": "shape",
    "random.stateless_uniform": "shape",
}


class Step(NamedTuple):
    """One call of a function.

    Attributes:
        function: Its name below `tf`, such as "math.add".
        operands: Tensors by origin; a tuple of origins is passed as a list of tensors.
        keywords: Further arguments, as plain Python values; dtypes by name.
        times: How often: its one result is the first operand of the next time.
        is_branch: Whether it is put into a branch where control flow is tried.
    """

    function: str
    operands: tuple
    keywords: dict[str, Any]
    times: int = 1
    is_branch: bool = False

    def arguments(self):
        """Returns what is passed before the operands, as a list, and the other keywords."""
        keywords = {**self.keywords}
        leading = LEADING.get(self.function)
        return [keywords.pop(leading)] if leading else [], keywords

    def origins(self):
        """Yields the origins of all operands."""
        for operand in self.operands:
            yield from [operand] if isinstance(operand[0], int) else operand


@dataclasses.dataclass
class Program:
    """Arrays and the calls that are made with them, one after the other.

    Attributes:
        inputs: NumPy arrays.
        steps: The calls.
        mode: In which way it is run besides eagerly, step by step: a key of `runners.MODES`.
    """

    inputs: list[np.ndarray]
    steps: list[Step]
    mode: str = "eager"

    def __repr__(self):
        return f"<Program {self.mode}\n{source(self)}\n>"


def dtype_of(name: str) -> np.dtype:
    """Returns a dtype by its name, bfloat16 included."""
    return np.dtype(ml_dtypes.bfloat16 if name == "bfloat16" else name)


def encode_array(array) -> list:
    """Returns an array as plain data, to the bit."""
    content = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return [array.dtype.name, list(array.shape), content]


def decode_array(data) -> np.ndarray:
    """Returns the array that `encode_array` wrote down."""
    name, shape, content = data
    return np.frombuffer(base64.b64decode(content), dtype_of(name)).reshape(shape)


def dumps(program: Program) -> str:
    """Returns a program as one line of JSON."""
    return json.dumps(
        {
            "inputs": [encode_array(array) for array in program.inputs],
            "steps": program.steps,
            "mode": program.mode,
        }
    )


def loads(text: str) -> Program:
    """Returns the program that `dumps` wrote down."""
    data = json.loads(text)
    steps = [
        Step(function, tuple(map(_tuples, operands)), keywords, times, is_branch)
        for function, operands, keywords, times, is_branch in data["steps"]
    ]
    return Program(list(map(decode_array, data["inputs"])), steps, data["mode"])


def _tuples(value):
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def source(program: Program) -> str:
    """Returns a program as Python text: a cell of a parity program."""
    names = {}
    lines = []
    for index, array in enumerate(program.inputs):
        names[INPUTS, index] = f"x{index}"
        lines.append(f"x{index} = {_constant(array)}")
    body = []
    for index, step in enumerate(program.steps):
        name = f"y{index}"
        text = _call(step, names, lambda origin: names.get(origin, f"y{origin[0]}[{origin[1]}]"))
        body += [f"{name} = {text}"] * step.times
        if step.times > 1:
            again = _call(
                step._replace(operands=((index, 0), *step.operands[1:])),
                names,
                lambda origin, index=index: names.get(
                    origin, f"y{origin[0]}" + ("" if origin[0] == index else f"[{origin[1]}]")
                ),
            )
            body[-step.times + 1 :] = [f"{name} = {again}"] * (step.times - 1)
        body.append(name)
    return "\n".join(lines + body)


def _call(step, names, name_of) -> str:
    operands = [
        name_of(operand)
        if isinstance(operand[0], int)
        else f"[{', '.join(name_of(origin) for origin in operand)}]"
        for operand in step.operands
    ]
    leading, keywords = step.arguments()
    operands = [*map(repr, leading), *operands]
    operands += [f"{key}={value!r}" for key, value in keywords.items()]
    return f"tf.{step.function}({', '.join(operands)})"


def _constant(array) -> str:
    name = array.dtype.name
    if not array.size:
        return f"tf.zeros({list(array.shape)}, tf.{name})"
    return f"tf.constant({_text(array.tolist())}, tf.{name})"


def _text(value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, complex):
        return f"complex({_text(value.real)}, {_text(value.imag)})"
    text = repr(value)
    return text.replace("nan", "np.nan").replace("inf", "np.inf")
