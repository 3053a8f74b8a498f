"""Random programs, as Hypothesis draws them."""

from hypothesis import strategies as st

from comparison import is_float
from drafts import Draft
from functions import FUNCTIONS
from program import Step
from runners import MODES, Failure

MOST_STEPS = 4
# Values do not grow beyond this, however often they are tiled.
MOST_ELEMENTS = 200


@st.composite
def programs(draw, tf):
    """Draws a program; returns it with the results of its steps.

    Args:
        draw: Hypothesis' function.
        tf: The module `tfcourse`, whose host tier runs each step as it is drawn.
    """
    draft = Draft(draw, tf)
    mode = draw(st.sampled_from(["eager", "eager", *MODES]))
    for _ in range(draw(st.integers(1, MOST_STEPS))):
        name = draw(st.sampled_from(sorted(FUNCTIONS)))
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
    draft.program.mode = mode if _fits(draft, mode) else "eager"
    return draft.program, draft.results


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


def _fits(draft, mode) -> bool:
    """Says whether a program can be run as a whole, all its steps having results.

    Derivatives want floats at both ends.
    """
    last = draft.results[-1]
    if mode == "eager" or isinstance(last, Failure):
        return False
    if MODES[mode][0] is None:
        return bool(draft.program.inputs)
    return any(map(is_float, last)) and any(map(is_float, draft.program.inputs))
