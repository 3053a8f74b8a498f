"""The gate's short way: what NumPy computes for certain shapes and dtypes is found by them at once.

The first call of an operation goes the long way. If nothing but tapes looked on, and NumPy computed
the results by a program that it will use for good, the program is kept with the operation by the
forms of the operands. The next call finds it with one look into a dictionary: what the long way
would check, it has checked for such operands.
"""

import contextlib
from typing import Any

from tfcourse.core.context import context
from tfcourse.core.forms import Form
from tfcourse.core.tensor import EagerTensor, new_tensor

# An operation that meets more forms than this starts anew.
MOST = 1024


def key_of(op, operands, attributes) -> tuple:
    """Returns the key of a call: the forms of its operands, the values of static ones, attributes.

    It holds None for an operand that is no tensor on the host.
    """
    if len(operands) == 1 and not op.static:
        (operand,) = operands
        return (operand.form if type(operand) is EagerTensor else None, *attributes)
    forms: list = [operand.form if type(operand) is EagerTensor else None for operand in operands]
    for at in op.static:
        if forms[at] is not None:
            forms[at] = (forms[at], operands[at].array.tobytes())
    return (*forms, *attributes)


def remember(op, kernel, attributes, operands, values, outputs) -> None:
    """Keeps the program that has just computed the results of an operation, if NumPy has.

    Args:
      op: The `Op`.
      kernel: Its `Kernel`.
      attributes: Its attributes.
      operands: One eager tensor per operand.
      values: The arrays of those that are not static.
      outputs: The results.
    """
    if op.check is not None and any(
        operand.array.dtype.kind in op.checked_kinds for operand in operands
    ):
        return
    key = key_of(op, operands, attributes)
    forms = [output.form for output in outputs]
    if None in key[: len(operands)] or None in forms:
        return
    program = kernel.runner(values).program
    if program is None:
        return
    positions = None
    if op.static:
        positions = tuple(at for at in range(len(operands)) if at not in op.static)
    if len(op.shortcuts) >= MOST:
        op.shortcuts.clear()
    known: tuple[Any, ...] = (program.function, forms, positions)
    if len(forms) == 1:
        known = (program.single or _first_of(program.function), forms[0], positions)
    # Where an attribute is a list, there is no key.
    with contextlib.suppress(TypeError):
        op.shortcuts[key] = known


def _first_of(function):
    return lambda *arrays: function(*arrays)[0]


def result(known, operands) -> EagerTensor:
    """Returns the one result of an operation that `remember` has kept; no tape sees it.

    Args:
      known: What was found.
      operands: One eager tensor per operand.
    """
    function, form, positions = known
    output = new_tensor(EagerTensor)
    if positions is None:
        if len(operands) == 2:
            x, y = operands
            output.array = context.run(function, x.array, y.array)
        else:
            output.array = context.run(function, *[operand.array for operand in operands])
    elif len(positions) == 1:
        output.array = context.run(function, operands[positions[0]].array)
    else:
        output.array = context.run(function, *[operands[at].array for at in positions])
    output.form = form
    output._dtype = form.dtype
    return output


def compute(known, arrays) -> list[EagerTensor]:
    """Returns the results of an operation that `remember` has kept; no tape sees it.

    Args:
      known: What was found.
      arrays: The arrays of those operands that are not static.
    """
    function, forms, _ = known
    if type(forms) is Form:
        forms, results = (forms,), (context.run(function, *arrays),)
    else:
        results = context.run(function, *arrays)
    outputs = []
    for array, form in zip(results, forms, strict=True):
        output = new_tensor(EagerTensor)
        output.array = array
        output.form = form
        output._dtype = form.dtype
        outputs.append(output)
    return outputs


def run(op, known, attributes, operands):
    """Runs an operation by the program that `remember` has kept, and lets the tapes record.

    Args:
      op: The `Op`.
      known: What was found in its `shortcuts`.
      attributes: Its attributes.
      operands: One eager tensor per operand.

    Returns:
      As `execute`.
    """
    _, forms, positions = known
    if type(forms) is Form:
        output = result(known, operands)
        if op.is_differentiable:
            for tape in context.tapes:
                tape.record(op, attributes, operands, (output,))
        return output if op.gives_one else op.structure([output])
    chosen = operands if positions is None else [operands[at] for at in positions]
    outputs = compute(known, [operand.array for operand in chosen])
    if context.tapes and op.is_differentiable:
        for tape in context.tapes:
            tape.record(op, attributes, operands, outputs)
    return op.structure(outputs)


def run_unary(op, known, operand) -> EagerTensor:
    """Does as `run` for an operation of one operand, without attributes, that gives one tensor."""
    function, form, _ = known
    output = new_tensor(EagerTensor)
    output.array = context.run(function, operand.array)
    output.form = form
    output._dtype = form.dtype
    if op.is_differentiable:
        for tape in context.tapes:
            tape.record(op, (), (operand,), (output,))
    return output
