"""Make a program that shows a difference as small as it gets."""

import dataclasses

import numpy as np

from check import Found, check
from program import INPUTS, Program
from runners import Failure, run_one
from tiers import run_in_tier

# Runs that making one program smaller may take.
MOST_RUNS = 60


def smaller(found: Found, tf, oracle, with_xla) -> Found:
    """Returns the same difference in a smaller program, if there is one.

    Args:
        found: The difference.
        tf: The module `tfcourse`.
        oracle: An `Oracle`, or None.
        with_xla: Whether the program was compiled by XLA.
    """
    runs = MOST_RUNS
    is_smaller = True
    while is_smaller:
        is_smaller = False
        for candidate in _candidates(found):
            runs -= 1
            if runs < 0:
                return found
            again = _difference(candidate, tf, oracle, with_xla)
            if again is not None and again.signature == found.signature:
                found, is_smaller = again, True
                break
    return found


def _difference(program, tf, oracle, with_xla) -> Found | None:
    results = _results(program, tf)
    if any(isinstance(result, Failure) for result in results[:-1]):
        return None
    if results and isinstance(results[-1], Failure):
        program = dataclasses.replace(program, steps=program.steps[: len(results)], mode="eager")
    try:
        check(program, results, tf, oracle, with_xla)
    except Found as found:
        return found
    return None


def _results(program, tf):
    results = []
    for index in range(len(program.steps)):
        results.append(run_in_tier("host", run_one, tf, program, index, results))
        if isinstance(results[-1], Failure):
            break
    return results


def _candidates(found):
    """Yields programs that are simpler in one thing."""
    program, results = found.program, found.results
    if program.mode != "eager":
        yield dataclasses.replace(program, mode="eager")
    last = len(program.steps) - 1
    if len(program.inputs) > len({o for s in program.steps for o in s.origins() if o[0] == INPUTS}):
        yield _without_step(program, results, None)
    for index in range(found.step + 1, last + 1)[::-1]:
        yield dataclasses.replace(program, steps=program.steps[:index])
    for index in range(last + 1):
        if index != found.step and not isinstance(results[index], Failure):
            yield _without_step(program, results, index)
    for index, array in enumerate(program.inputs):
        if array.dtype.kind not in "b" and array.size:
            for number in range(array.size):
                if array.flat[number] not in (0, 1, 2):
                    yield _with_number(program, index, number)


def _with_number(program, index, number):
    array = program.inputs[index].copy()
    array.flat[number] = 1
    inputs = [*program.inputs]
    inputs[index] = array
    return dataclasses.replace(program, inputs=inputs)


def _without_step(program, results, index) -> Program:
    """Returns a program without a step, whose results become inputs as far as they are used.

    Inputs that are not used go, too, and a step of None means only these.
    """
    inputs, names = [], {}
    steps = [step for number, step in enumerate(program.steps) if number != index]
    used = {origin for step in steps for origin in step.origins()}
    for origin in sorted(used):
        if origin[0] in (INPUTS, index):
            array = program.inputs[origin[1]] if origin[0] == INPUTS else results[index][origin[1]]
            names[origin] = INPUTS, len(inputs)
            inputs.append(np.asarray(array))
        else:
            names[origin] = origin[0] - (index is not None and origin[0] > index), origin[1]
    renamed = [
        step._replace(
            operands=tuple(
                names[operand]
                if isinstance(operand[0], int)
                else tuple(names[origin] for origin in operand)
                for operand in step.operands
            )
        )
        for step in steps
    ]
    return Program(inputs, renamed, program.mode)
