"""Loops and branches of a host program.

NumPy goes through a loop some hundred times slower than XLA, but begins at once. How far it may go
is counted, never timed: when the loops of a program have made `MOST_CALLS` NumPy calls, in all its
runs together, the run is begun again by XLA, as is every later one. Programs are pure, so nothing
of the first try remains.
"""

# They take about a quarter of the time in which XLA compiles a small loop.
MOST_CALLS = 10_000


class TooLong(Exception):
    """Raised by a loop when its program has spent its budget."""


class Budget:
    """How many NumPy calls the loops of a program may still make."""

    __slots__ = ("calls",)

    def __init__(self):
        self.calls = MOST_CALLS

    def spend(self, calls):
        """Takes calls away.

        Raises:
          TooLong: if there are not enough.
        """
        self.calls -= calls
        if self.calls < 0:
            raise TooLong


def run_while(budget, test, test_count, step, step_count, calls, *operands):
    """Runs a step on a state while a test holds.

    Args:
      budget: The program's `Budget`.
      test: (budget, *its operands, *state) -> (bool,).
      test_count: How many operands it has apart from the state.
      step: (budget, *its operands, *state) -> state.
      step_count: How many operands it has apart from the state.
      calls: How many NumPy calls both make together.
      *operands: Those of the test, those of the step, the first state.

    Returns:
      The last state.
    """
    first = test_count + step_count
    of_test, of_step, state = operands[:test_count], operands[test_count:first], operands[first:]
    while test(budget, *of_test, *state)[0]:
        budget.spend(calls)
        state = step(budget, *of_step, *state)
    return state


def run_branch(budget, branches, index, *operands):
    """Runs the branch of an index, the nearest one if there is none of it."""
    return branches[min(max(int(index), 0), len(branches) - 1)](budget, *operands)


def with_fallback(program, jitted):
    """Returns a program that is left to XLA for good when its loops turn out to be long.

    Args:
      program: (*arrays) -> tuple of arrays, may raise `TooLong`.
      jitted: The same, compiled by XLA.
    """
    is_short = True

    def run(*arrays):
        nonlocal is_short
        if is_short:
            try:
                return program(*arrays)
            except TooLong:
                is_short = False
        return jitted(*arrays)

    return run
