"""Why a gradient is None, in words."""

import linecache
import re

from tfcourse.viz.tape_formulas import function_name

# What takes a value out of tensors, with a name in the place of {}.
_LEAVES = (
    r"\b{}(?:\[[^\]]*\])*\.(?:numpy|item|tolist)\(",
    r"\b(?:float|int|bool|np\.\w+|numpy\.\w+|math\.\w+)\([^()]*\b{}\b",
)

_LONGEST_LINE = 60


def why_none(walk, source) -> str:
    """Returns why a target has no gradient with respect to a source, in a line.

    Args:
      walk: The `TapeWalk`.
      source: The `Source`.
    """
    target, name, dtype = walk.target, source.name, source.value.dtype
    if not target.dtype.is_differentiable:
        return f"{walk.target_name} is {target.dtype.name}: only floating-point has gradients"
    if not dtype.is_differentiable:
        return f"{name} is {dtype.name}: only floating-point has gradients; write 3.0, or tf.cast"
    if not source.is_read:
        return f"no operation reads {name}"
    if not source.is_watched and source.handle is not None:
        return f"{name} has trainable=False, so that the tape does not watch it: tape.watch({name})"
    if source.kind == "array":
        return f"{name} is a NumPy array: watch a tensor made of it, tf.constant({name})"
    if not source.is_watched:
        return f"{name} is a tensor; by itself a tape watches Variables only: tape.watch({name})"
    every, followed = _reached(walk, source)
    needed = _needed(walk)
    if id(target) not in every:
        return _where_it_left(walk, source, every, needed) or (
            f"{walk.target_name} is computed without {name}"
        )
    for operation in walk.operations:
        starts = any(walk.key_of(operand) in followed for operand in operation.operands)
        for output in operation.outputs:
            if starts and id(output) not in followed and id(output) in needed:
                return _what_stops(operation, output)
    return f"{walk.target_name} depends on {name} by nothing that has a derivative"


def _reached(walk, source):
    """Returns the ids of all that is computed from a source, and of what a gradient comes from."""
    every, followed = {id(source.key)}, {id(source.key)}
    for operation, on_tape in zip(walk.operations, walk.on_tape, strict=True):
        keys = set(map(walk.key_of, operation.operands))
        if keys & every:
            every.update(map(id, operation.outputs))
        if keys & followed and on_tape:
            followed.update(
                id(output) for output in operation.outputs if output.dtype.is_differentiable
            )
    return every, followed


def _needed(walk):
    """Returns the ids of all that the target is computed from, itself included."""
    needed = {id(walk.target)}
    for operation in reversed(walk.operations):
        if not needed.isdisjoint(map(id, operation.outputs)):
            needed.update(map(walk.key_of, operation.operands))
    return needed


def _place(operation) -> str:
    return _said_line(operation.line, operation.source) if operation.source else ""


def _said_line(line, text) -> str:
    return f" (line {line}: {text if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE] + '…'})"


def _what_stops(operation, output) -> str:
    name, place = function_name(operation), _place(operation)
    if operation.op is not None and operation.op.type == "StopGradient":
        return f"stop_gradient lets nothing through{place}"
    if not output.dtype.is_differentiable:
        return f"{name} gives {output.dtype.name}, and only floating-point has gradients{place}"
    return f"{name} has no gradient{place}"


def _where_it_left(walk, source, every, needed) -> str:
    """Returns where what a source became left the tensors, if that is seen."""
    reached = [
        tensor
        for operation in walk.operations
        for tensor in operation.outputs
        if id(tensor) in every
    ]
    arrays = [tensor.array for tensor in reached]
    for other in walk.sources:
        is_other = other.handle is not None and other is not source and id(other.key) in needed
        if is_other and any(array is other.value.array for array in arrays):
            return (
                f"{other.name}.assign stored what {source.name} led to: a tape does not look "
                "into what a Variable was assigned"
            )
    names = {source.name, *(walk.name_of(tensor) for tensor in reached)}
    for line, text in _lines(walk.operations):
        for name in sorted(names):
            for pattern in _LEAVES:
                found = re.search(pattern.format(re.escape(name)), text)
                if found:
                    return (
                        "the value leaves TensorFlow, and what comes back is a constant"
                        + _said_line(line, text)
                    )
    return ""


def _lines(operations):
    """Yields (number, text) of the lines that operations ran in, and of those between."""
    spans: dict[str, tuple[int, int]] = {}
    for operation in operations:
        if operation.file:
            low, high = spans.get(operation.file, (operation.line, operation.line))
            spans[operation.file] = min(low, operation.line), max(high, operation.line)
    for file, (low, high) in spans.items():
        for number in range(low, high + 1):
            yield number, linecache.getline(file, number).strip()
