"""`while` and `for` statements."""

from tfcourse.core import dtypes
from tfcourse.core.constants import constants
from tfcourse.core.context import context
from tfcourse.core.tensor import Tensor
from tfcourse.function.autograph.operators.iterables import loop_over
from tfcourse.function.autograph.operators.loop_state import LoopState
from tfcourse.function.autograph.operators.python_builtins import length
from tfcourse.function.autograph.operators.tensors import (
    as_tensors,
    is_tensor,
    scalar_condition,
)
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.while_loop import while_loop
from tfcourse.ops.assertions import assert_true
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import greater, greater_equal, less, logical_and, logical_or
from tfcourse.ops.creation import constant
from tfcourse.ops.gather import gather
from tfcourse.ops.ragged.tensor import RaggedTensor

_LIMITATIONS = (
    "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/g3doc/"
    "reference/limitations.md#consistency-of-control-flow-types for more info."
)
_CONDITION_CHANGED = (
    "The condition of while loop started as non-Tensor, then changed to Tensor. This may happen "
    "either because variables changed type, or when a break or return statement inside the loop "
    "depends on a Tensor condition. In both cases, changing to a TF loop should remove the error."
    "\nSee " + _LIMITATIONS
)
_BREAK_BY_TENSOR = (
    "break and return statements which depend on a TF condition are not supported in Python for "
    "loops. Did you intend to make it a TF loop?\nSee " + _LIMITATIONS
)


def while_stmt(test, body, get_state, set_state, symbol_names, opts):
    """Runs a `while` statement: as graph if its condition is a tensor, else as Python does.

    Args:
      test: Evaluates the condition.
      body: The block; it assigns the variables around it.
      get_state: Returns the values of the variables that the block may assign.
      set_state: Assigns them.
      symbol_names: Their names.
      opts: Options of `set_loop_options` by name.
    """
    if context.graph is None:
        _run_while(test, body, get_state, set_state)
        return
    # What kind of loop it is shows only in the condition; what that adds is thrown away.
    with FuncGraph("condition").as_default():
        first = test()
    if is_tensor(first):
        state = LoopState(get_state, set_state, symbol_names, opts)
        _stage((), test, lambda: (), body, state)
        return
    while first:
        body()
        first = test()
        if is_tensor(first):
            raise NotImplementedError(_CONDITION_CHANGED)


def _run_while(test, body, get_state, set_state):
    """Runs a loop in Python on eager tensors; numbers become tensors, as in a graph."""
    condition = test()
    is_over_tensors = is_tensor(condition)
    while scalar_condition(condition, "while loop") if is_over_tensors else condition:
        body()
        condition = test()
    if is_over_tensors:
        set_state(tuple(map(as_tensors, get_state())))


def for_stmt(iter_, extra_test, body, get_state, set_state, symbol_names, opts):
    """Runs a `for` statement: as graph over tensors, else as Python does.

    Args:
      iter_: What is iterated over.
      extra_test: Evaluates whether to go on after `break` or `return`; None where there is none.
      body: The block, called with each element; it assigns the variables around it.
      get_state: Returns the values of the variables that the block may assign.
      set_state: Assigns them.
      symbol_names: Their names.
      opts: Options of `set_loop_options` by name.
    """
    own_loop = loop_over(iter_)
    if own_loop is not None:
        own_loop(iter_, extra_test, body, get_state, set_state, symbol_names, opts)
    elif context.graph is None:
        _run_for(iter_, extra_test, body)
        if is_tensor(iter_):
            set_state(tuple(map(as_tensors, get_state())))
    elif is_tensor(iter_) or isinstance(iter_, RaggedTensor):
        state = LoopState(get_state, set_state, symbol_names, opts)
        if isinstance(iter_, Tensor) and iter_.graph is context.graph and iter_.op.type == "Range":
            _stage_range(iter_.op.inputs, extra_test, body, state)
        else:
            _stage_elements(iter_, extra_test, body, state)
    else:
        _run_for(iter_, extra_test, body)


def _run_for(iterable, extra_test, body):
    """Runs a loop in Python."""

    def goes_on():
        result = extra_test is None or extra_test()
        if is_tensor(result) and context.graph is not None:
            raise NotImplementedError(_BREAK_BY_TENSOR)
        return result

    if goes_on():
        for element in iterable:
            body(element)
            if not goes_on():
                break


def _stage_range(bounds, extra_test, body, state):
    """Adds a loop over `tf.range`: it counts, and no tensor holds the numbers."""
    start, limit, delta = bounds

    def goes_on(number):
        upwards = logical_and(greater_equal(delta, 0), less(number, limit))
        downwards = logical_and(less(delta, 0), greater(number, limit))
        return logical_or(upwards, downwards)

    known = [constants(bound) for bound in bounds]
    runs = None not in known and all(
        _has_elements(*(values[min(probe, len(values) - 1)].item() for values in known))
        for probe in range(max(map(len, known)))
    )
    elements = (lambda number: number, lambda number: number + delta)
    _stage_for(start, goes_on, elements, extra_test, body, state, runs)


def _has_elements(start, limit, delta) -> bool:
    return start < limit if delta > 0 else start > limit


def _stage_elements(values, extra_test, body, state):
    """Adds a loop over what is in the first dimension of a tensor."""
    size = length(values)
    count = cast(size, dtypes.int32)

    def element(index):
        return values[index] if isinstance(values, RaggedTensor) else gather(values, index)

    elements = (element, lambda index: index + 1)
    runs = isinstance(size, int) and size > 0
    _stage_for(constant(0), lambda at: less(at, count), elements, extra_test, body, state, runs)


def _stage_for(start, goes_on, elements, extra_test, body, state, runs):
    """Adds a loop over numbers.

    Args:
      start: The first number.
      goes_on: Says of a number whether it is one of the loop's.
      elements: Two functions of a number: the element there, and the next number.
      extra_test: Evaluates whether to go on, or None.
      body: The block, called with each element.
      state: The `LoopState` of the program's variables.
      runs: Whether it is known that there is an element.
    """
    element, following = elements

    def test(number):
        if extra_test is None:
            return goes_on(number)
        return logical_and(goes_on(number), extra_test())

    _stage(
        (start,),
        test,
        lambda number: (following(number),),
        lambda number: body(element(number)),
        state,
        runs,
    )


def _stage(own, test, following, body, state, runs=False):
    """Adds a loop to the graph.

    Args:
      own: The loop's own variables, before those of the program.
      test: Evaluates the condition, given the own variables.
      following: Returns their next values.
      body: The block, given the own variables.
      state: The `LoopState` of the program's variables.
      runs: Whether it is known that the block runs at least once.
    """
    before = state.prepare(lambda: body(*own))
    if not own and not before:
        # A loop that works on variables alone; the operation wants a loop variable.
        _stage((constant(0),), lambda _: test(), lambda n: (n,), lambda _: body(), state)
        return
    has_run = [constant(False)] if state.missing and not runs else []
    count, end = len(own), len(own) + len(before)

    def condition(*values):
        state.assign(values[count:end])
        return scalar_condition(test(*values[:count]), "while loop")

    def step(*values):
        state.assign(values[count:end])
        body(*values[:count])
        after = state.after_iteration(values[count:end])
        return [*following(*values[:count]), *after, *(constant(True) for _ in has_run)]

    after = while_loop(
        condition,
        step,
        [*own, *before, *has_run],
        shape_invariants=state.shape_invariants(own, has_run),
        maximum_iterations=state.options.get("maximum_iterations"),
    )
    state.assign(after[count:end])
    if has_run:
        names = ", ".join(state.missing)
        assert_true(after[end], [f"loop must iterate at least once to initialize {names}"])
