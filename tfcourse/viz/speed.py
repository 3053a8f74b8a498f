"""How long statements take, side by side: the first run apart, the others with their spread."""

import dataclasses
import statistics
import time

from tfcourse.core.tensor import Tensor
from tfcourse.viz.axis import Axis
from tfcourse.viz.colours import SERIES
from tfcourse.viz.drawing import Box, Drawing, Label, Path, shortened
from tfcourse.viz.picture import CannotDraw, Picture

_ROUNDS = 7
_SECONDS = 0.04  # a round
_MOST = 12
_LEFT, _RIGHT, _ROW = 230.0, 640.0, 34.0


@dataclasses.dataclass(frozen=True)
class Timing:
    """How long a statement takes, in seconds of wall time.

    Attributes:
      statement: Its source.
      first: Its first run, which may trace and compile.
      rounds: Of each round of later runs, the mean.
    """

    statement: str
    first: float
    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.rounds)


def measure(statements, namespace: dict) -> list[Timing]:
    """Times statements, in turns, so that what else the machine does falls on all alike.

    Args:
      statements: Expressions or statements, such as `f(x)`.
      namespace: Where they run.

    Raises:
      SyntaxError: One of them is no Python.
      Exception: What one of them raises.
    """
    codes = [_compiled(statement) for statement in statements]
    firsts = [_round(code, namespace, 1) for code in codes]
    # The second run may still prepare something; the third says how many make a round.
    for code in codes:
        _round(code, namespace, 1)
    once = [_round(code, namespace, 1) for code in codes]
    counts = [max(1, min(100_000, int(_SECONDS / max(seconds, 1e-7)))) for seconds in once]
    rounds = [
        [_round(code, namespace, count) for code, count in zip(codes, counts, strict=True)]
        for _ in range(_ROUNDS)
    ]
    return [
        Timing(statement, first, of_one)
        for statement, first, of_one in zip(
            statements, firsts, zip(*rounds, strict=True), strict=True
        )
    ]


def _compiled(statement):
    try:
        return compile(statement, "<statement>", "eval")
    except SyntaxError:
        return compile(statement, "<statement>", "exec")


def _round(code, namespace, count):
    start = time.perf_counter()
    for _ in range(count):
        result = eval(code, namespace)
    _finish(result)
    return (time.perf_counter() - start) / count


def _finish(result):
    """Waits for what a device still computes."""
    for value in result if isinstance(result, (list, tuple)) else (result,):
        if isinstance(value, Tensor) and hasattr(value, "numpy"):
            value.numpy()


def duration(seconds: float) -> str:
    """Returns a time with a unit that makes it readable.

    Example:
      >>> duration(0.00123), duration(2.5e-7)
      ('1.23 ms', '250 ns')
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


class Speed(Picture):
    """Statements timed side by side, wall time.

    Args:
      statements: Python expressions or statements, such as `f(x)`.
      namespace: Where they run.

    Raises:
      CannotDraw: There is none, or more than twelve, or one is no Python.
    """

    def __init__(self, statements, namespace):
        if not 1 <= len(statements) <= _MOST:
            raise CannotDraw(f"One to {_MOST} statements are timed at once, not {len(statements)}.")
        try:
            self.timings = measure(statements, namespace)
        except SyntaxError as error:
            if error.filename != "<statement>":
                raise
            raise CannotDraw(f"This is no Python: {error.text.strip():.60}") from None

    @property
    def label(self) -> str:
        """What it shows."""
        return f"wall time of {', '.join(timing.statement for timing in self.timings)}"

    def data(self) -> list[dict]:
        """Returns `statement`, and in seconds `first`, `rounds` and `median`, of each statement."""
        return [dataclasses.asdict(timing) | {"median": timing.median} for timing in self.timings]

    def text(self) -> str:
        """Returns a line for each statement: median, spread, times the fastest, first run."""
        fastest = min(timing.median for timing in self.timings)
        width = max(len(timing.statement) for timing in self.timings)
        return "\n".join(
            f"{timing.statement:<{width}}  {_said(timing, fastest)}" for timing in self.timings
        )

    def drawing(self) -> Drawing:
        """Returns a bar for each statement from 0 to its median, on a line from least to most."""
        timings = self.timings
        drawing = Drawing(880, 20 + _ROW * len(timings))
        longest = max(max(timing.rounds) for timing in timings)
        axis = Axis(0.0, longest * 1.02, _LEFT, _RIGHT)
        fastest = min(timing.median for timing in timings)
        for row, timing in enumerate(timings):
            top = 10 + _ROW * row
            role = SERIES[row % len(SERIES)]
            low, middle, high = axis.pixels([min(timing.rounds), timing.median, max(timing.rounds)])
            text = shortened(timing.statement, _LEFT - 16)
            drawing.add(
                Label(8, top + 16, text, bold=True),
                Box(_LEFT, top + 4, max(middle - _LEFT, 1), 16, role, 0.6, 1, 0, timing.statement),
                Path(((low, top + 12), (high, top + 12))),
                Path(((low, top + 8), (low, top + 16))),
                Path(((high, top + 8), (high, top + 16))),
                Label(_RIGHT + 12, top + 10, _said(timing, fastest).partition("; ")[0], 11),
                Label(
                    _RIGHT + 12, top + 24, f"first run {duration(timing.first)}", 11, role="faint"
                ),
            )
        return drawing


def _said(timing, fastest):
    ratio = timing.median / fastest
    slower = "" if ratio == 1 else f", {ratio:.3g} × the fastest"
    spread = f"{duration(min(timing.rounds))} to {duration(max(timing.rounds))}"
    return f"{duration(timing.median)}{slower}; {spread}; first run {duration(timing.first)}"
