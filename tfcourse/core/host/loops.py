"""Loops and branches of a host program.

NumPy goes through a loop some hundred times slower than XLA, but begins at once. How far it may go
is counted, never timed: when the loops of a program have cost `MOST`, in all its runs together (by
the figures of programs.py), the run is begun again by XLA, as is every later one. Programs are
pure, so nothing of the first try remains.
"""

# In microseconds: about a quarter of the time in which XLA compiles a small loop.
MOST = 15_000


class TooLong(Exception):
    """Raised by a loop when its program has spent its budget."""


class Budget:
    """What the loops of a program may still cost."""

    __slots__ = ("left",)

    def __init__(self):
        self.left = MOST

    def spend(self, cost):
        """Takes the cost of a step away.

        Raises:
          TooLong: if there is not enough left.
        """
        self.left -= cost
        if self.left < 0:
            raise TooLong


def run_while(budget, test, test_count, step, step_count, cost, *operands):
    """Runs a step on a state while a test holds.

    Args:
      budget: The program's `Budget`.
      test: (budget, *its operands, *state) -> (bool,).
      test_count: How many operands it has apart from the state.
      step: (budget, *its operands, *state) -> state.
      step_count: How many operands it has apart from the state.
      cost: What one run of both costs.
      *operands: Those of the test, those of the step, the first state.

    Returns:
      The last state.
    """
    first = test_count + step_count
    of_test, of_step, state = operands[:test_count], operands[test_count:first], operands[first:]
    while test(budget, *of_test, *state)[0]:
        budget.spend(cost)
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
