"""What an exercise is: expectations about names in the student's notebook.

An expectation is a function whose parameters are names that the student defines; it raises
`AssertionError` with a message for the student where something does not hold. Each exercise brings
its solution and wrong attempts, and a test sees that they are told apart.
"""

import inspect
import linecache
import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tfcourse.course.compare import NotAttempted

HOLDS, FAILS, RAISES, NOT_ATTEMPTED = "holds", "fails", "raises", "not attempted"


@dataclass(frozen=True)
class Expectation:
    """One thing that a solution does.

    Attributes:
      statement: What holds, as a sentence for the student.
      function: Called with the student's values by parameter name.
      points: What it counts for.
    """

    statement: str
    function: Callable
    points: float = 1.0

    @property
    def needs(self) -> tuple[str, ...]:
        """The names it looks at."""
        return tuple(inspect.signature(self.function).parameters)

    def check(self, namespace: Mapping) -> "Outcome":
        """Returns whether it holds for the values in a namespace."""
        undefined = [name for name in self.needs if name not in namespace]
        if undefined:
            return Outcome(self, NOT_ATTEMPTED, f"`{undefined[0]}` is not defined.")
        untouched = [name for name in self.needs if namespace[name] is Ellipsis]
        if untouched:
            return Outcome(self, NOT_ATTEMPTED, f"`{untouched[0]}` is still `...`.")
        try:
            self.function(**{name: namespace[name] for name in self.needs})
        except NotAttempted as error:
            return Outcome(self, NOT_ATTEMPTED, str(error))
        except AssertionError as error:
            return Outcome(self, FAILS, str(error) or "This does not hold.")
        except Exception as error:
            return Outcome(self, RAISES, _raised(error, namespace))
        return Outcome(self, HOLDS, "")


def _raised(error: Exception, namespace: Mapping) -> str:
    """Returns what an exception says and, if it is known, which line of the student raised it."""
    # What TensorFlow puts around its messages names nodes that the student has never seen.
    text = re.sub(r"{{function_node .*?}} | name: ?$", "", str(error))
    message = f"{type(error).__name__}: {text}"
    for frame, line_number in reversed([*traceback.walk_tb(error.__traceback__)]):
        if frame.f_globals is namespace:
            line = linecache.getline(frame.f_code.co_filename, line_number).strip()
            return f"{message}\nraised by `{line}`" if line else message
    return message


@dataclass(frozen=True)
class Outcome:
    """What came of one expectation.

    Attributes:
      expectation: The `Expectation`.
      state: `HOLDS`, `FAILS`, `RAISES` or `NOT_ATTEMPTED`.
      message: Why, for the student; empty if it holds.
    """

    expectation: Expectation
    state: str
    message: str


@dataclass
class Exercise:
    """A task with its expectations, hints and solution.

    Attributes:
      name: What `%%tf_check` is given.
      title: What a student reads.
      given: Source code that every attempt begins with, such as the data.
      hints: From the first nudge to nearly all.
      solution: Source code that, after `given`, meets all expectations.
      wrong_attempts: Source codes that meet not all of them, as students write them.
      expectations: In the order in which they are shown.
    """

    name: str
    title: str
    given: str = ""
    hints: tuple[str, ...] = ()
    solution: str = ""
    wrong_attempts: tuple[str, ...] = ()
    expectations: list[Expectation] = field(default_factory=list)

    def expects(self, statement: str, points: float = 1.0) -> Callable:
        """Returns a decorator that adds an expectation.

        Args:
          statement: What holds, as a sentence for the student.
          points: What it counts for.
        """

        def decorate(function: Callable) -> Callable:
            self.expectations.append(Expectation(statement, function, points))
            return function

        return decorate

    def check(self, namespace: Mapping, hints: int = 0, solution: bool = False) -> "Report":
        """Returns which expectations hold for the values in a namespace.

        Args:
          namespace: The student's values by name.
          hints: How many hints the report shows.
          solution: Whether the report shows the solution.
        """
        outcomes = tuple(item.check(namespace) for item in self.expectations)
        return Report(self, outcomes, self.hints[:hints], solution)


@dataclass(frozen=True)
class Report:
    """What came of an exercise; a notebook shows it as HTML, a terminal as text.

    Attributes:
      exercise: The `Exercise`.
      outcomes: One per expectation.
      hints: The hints that the student asked for.
      shows_solution: Whether the student asked for the solution.
    """

    exercise: Exercise
    outcomes: tuple[Outcome, ...]
    hints: tuple[str, ...] = ()
    shows_solution: bool = False

    @property
    def passed(self) -> bool:
        """Whether all expectations hold."""
        return all(outcome.state == HOLDS for outcome in self.outcomes)

    @property
    def points(self) -> float:
        """The points of the expectations that hold."""
        return sum(item.expectation.points for item in self.outcomes if item.state == HOLDS)

    @property
    def possible_points(self) -> float:
        """The points of all expectations."""
        return sum(item.expectation.points for item in self.outcomes)

    @property
    def state(self) -> str:
        """`HOLDS`, `NOT_ATTEMPTED` if nothing was, `RAISES` if anything did, else `FAILS`."""
        states = {outcome.state for outcome in self.outcomes}
        if states <= {HOLDS}:
            return HOLDS
        if states == {NOT_ATTEMPTED}:
            return NOT_ATTEMPTED
        return RAISES if RAISES in states else FAILS

    def __repr__(self):
        from tfcourse.viz.report import report_text

        return report_text(self)

    def _repr_html_(self):
        from tfcourse.viz.report import report_html

        return report_html(self)


_exercises: dict[str, Exercise] = {}


def exercise(name: str, title: str, **parts) -> Exercise:
    """Defines an exercise and registers it under its name.

    Args:
      name: What `%%tf_check` is given, such as `tensors.celsius`.
      title: What a student reads.
      **parts: As the attributes of `Exercise`.

    Raises:
      ValueError: if the name is taken.
    """
    if name in _exercises:
        raise ValueError(f"There is an exercise {name!r} already.")
    _exercises[name] = Exercise(name, title, **parts)
    return _exercises[name]


def find_exercise(name: str) -> Exercise:
    """Returns the exercise of a name.

    Raises:
      KeyError: if there is none; the message names those that sound like it.
    """
    from difflib import get_close_matches

    names = [item.name for item in all_exercises()]
    if name not in names:
        near = get_close_matches(name, names, 3, 0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(names)}."
        raise KeyError(f"There is no exercise {name!r}. {hint}")
    return _exercises[name]


def all_exercises() -> list[Exercise]:
    """Returns every exercise, in the order in which they are defined."""
    from tfcourse.course import catalogue  # noqa: F401 - defines the exercises

    return list(_exercises.values())
