"""What an exercise is: expectations about names in the student's notebook.

An expectation is a function whose parameters are names that the student defines; it raises
`AssertionError` with a message for the student where something does not hold. Each exercise brings
its solution and wrong attempts, and a test sees that they are told apart.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
        missing = [
            name for name in self.needs if name not in namespace or namespace[name] is Ellipsis
        ]
        if missing:
            names = " and ".join(f"`{name}`" for name in missing)
            verb = "is" if len(missing) == 1 else "are"
            return Outcome(self, NOT_ATTEMPTED, f"{names} {verb} not defined yet.")
        try:
            self.function(**{name: namespace[name] for name in self.needs})
        except AssertionError as error:
            return Outcome(self, FAILS, str(error) or "This does not hold.")
        except Exception as error:
            return Outcome(self, RAISES, f"{type(error).__name__}: {error}")
        return Outcome(self, HOLDS, "")


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
      hints: From the first nudge to nearly all.
      solution: Source code that meets all expectations.
      wrong_attempts: Source codes that meet not all of them, as students write them.
      expectations: In the order in which they are shown.
    """

    name: str
    title: str
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

    def check(self, namespace: Mapping) -> "Report":
        """Returns which expectations hold for the values in a namespace."""
        return Report(self, tuple(item.check(namespace) for item in self.expectations))


@dataclass(frozen=True)
class Report:
    """What came of an exercise; a notebook shows it as HTML, a terminal as text.

    Attributes:
      exercise: The `Exercise`.
      outcomes: One per expectation.
    """

    exercise: Exercise
    outcomes: tuple[Outcome, ...]

    @property
    def passed(self) -> bool:
        """Whether all expectations hold."""
        return all(outcome.state == HOLDS for outcome in self.outcomes)

    @property
    def points(self) -> float:
        """The points of the expectations that hold."""
        return sum(item.expectation.points for item in self.outcomes if item.state == HOLDS)

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

    from tfcourse.course import catalogue  # noqa: F401 - defines the exercises

    if name not in _exercises:
        near = get_close_matches(name, _exercises, 3, 0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise KeyError(f"There is no exercise {name!r}.{hint}")
    return _exercises[name]


def all_exercises() -> list[Exercise]:
    """Returns every exercise, in the order in which they are defined."""
    from tfcourse.course import catalogue  # noqa: F401 - defines the exercises

    return list(_exercises.values())
