"""Random programs, and programs of the same steps on other numbers."""

import numpy as np

from comparison import is_float
from drafts import Draft
from functions import FUNCTIONS
from program import INPUTS, Program, Step
from runners import MODES, Failure, run_one
from tiers import run_in_tier

MOST_STEPS = 4
# Values do not grow beyond this, however often they are tiled.
MOST_ELEMENTS = 200


def draft_program(random, tf) -> Draft:
    """Draws a program.

    Args:
        random: A `random.Random`, or one that Hypothesis makes.
        tf: The module `tfcourse`, whose host tier runs each step as it is drawn.

    Returns:
        The draft, with the program and the results of its steps.
    """
    draft = Draft(random, tf)
    mode = draft.chosen(["eager", "eager", *MODES])
    for _ in range(random.randint(1, MOST_STEPS)):
        name = draft.chosen(sorted(FUNCTIONS))
        operands, keywords = FUNCTIONS[name].build(draft)
        step = Step(name, tuple(operands), keywords)
        if mode in ("control flow", "gradient through control flow"):
            step = step._replace(is_branch=draft.chance(2))
        if not draft.add_step(step):
            break
        results = draft.results[-1]
        if sum(result.size for result in results) > MOST_ELEMENTS:
            break
        _repeat(draft, mode)
        if isinstance(draft.results[-1], Failure):
            break
    draft.program.mode = mode if _fits(draft.program, draft.results, mode) else "eager"
    return draft


def programs_like(draft: Draft, random, count: int):
    """Yields programs of the same steps on other inputs, with the results of their steps.

    Args:
        draft: The first program, which is not among them.
        random: What draws their inputs.
        count: How many; fewer where an error or an operand out of order comes of many.
    """
    for _ in range(count):
        program = Program([recipe(random) for recipe in draft.recipes], [], draft.program.mode)
        results = []
        for step in draft.program.steps:
            program.steps.append(step)
            if not _is_in_order(program, results, step):
                break
            results.append(run_in_tier("host", run_one, draft.tf, program, len(results), results))
            if isinstance(results[-1], Failure):
                break
        if len(results) < len(program.steps):
            continue
        if not _fits(program, results, program.mode):
            program.mode = "eager"
        yield program, results


def _is_in_order(program, results, step) -> bool:
    """Says whether a step's operand has no NaN where TensorFlow puts that anywhere."""
    position = FUNCTIONS[step.function].ordered
    if position is None:
        return True
    index, number = step.operands[position]
    value = program.inputs[number] if index == INPUTS else results[index][number]
    return not np.isnan(value).any()


def _repeat(draft, mode):
    """Now and then makes a step run several times, where its result is like its operand."""
    step = draft.program.steps[-1]
    if "control flow" not in mode or not isinstance(step.operands[0][0], int):
        return
    (result, *more), operand = draft.results[-1], draft.value(step.operands[0])
    if more or (result.shape, result.dtype) != (operand.shape, operand.dtype):
        return
    if draft.chance(2):
        draft.program.steps.pop()
        draft.results.pop()
        draft.add_step(step._replace(times=draft.chosen([2, 3])))


def _fits(program, results, mode) -> bool:
    """Says whether a program can be run as a whole, all its steps having results.

    Derivatives want floats at both ends.
    """
    last = results[-1]
    if mode == "eager" or isinstance(last, Failure):
        return False
    if MODES[mode][0] is None:
        return bool(program.inputs)
    return any(map(is_float, last)) and any(map(is_float, program.inputs))
