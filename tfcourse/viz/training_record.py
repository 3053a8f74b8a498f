"""What a training loop tells while it runs, in bounded memory and without waiting for a device.

Values are kept as they come, as tensors that a device may still compute; `settle` makes numbers of
them, when somebody looks.
"""

import dataclasses
import time

import jax
import numpy as np

from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.creation import convert_to_tensor
from tfcourse.viz.gradient_flow import GradientFlow
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.series import Series

# Values that wait to be made numbers; then they are, seen or not.
_MOST_WAITING = 1024
_PLAIN = (float, int, EagerTensor)


@dataclasses.dataclass
class Progress:
    """How far one loop is.

    Attributes:
      total: How many rounds there will be, or None.
      name: What a round is called.
      done: How many there were.
      started: When it began, in seconds.
      now: When `done` was counted last, in seconds.
    """

    total: int | None
    name: str = "step"
    done: int = 0
    started: float = dataclasses.field(default_factory=time.perf_counter)
    now: float = dataclasses.field(default_factory=time.perf_counter)

    def count(self, done: int) -> None:
        """Notes how many rounds there were."""
        self.done = done
        self.now = time.perf_counter()

    @property
    def share(self) -> float | None:
        """How much of it is done, from 0 to 1; None if nobody knows."""
        return None if not self.total else min(self.done / self.total, 1.0)

    def text(self) -> str:
        """Returns how far it is in words: count, rate, and the time that is left."""
        said = [f"{self.name} {self.done}" + (f" of {self.total}" if self.total else "")]
        seconds = self.now - self.started
        if self.done and seconds > 0:
            rate = self.done / seconds
            said.append(_pace(rate))
            if self.total and self.done < self.total:
                said.append(f"{_clock((self.total - self.done) / rate)} left")
            elif self.total:
                said.append(f"{_clock(seconds)} in all")
        return ", ".join(said)


def _pace(rate):
    """Returns rounds per second in three digits at least, as a number that one reads at once."""
    if rate >= 100:
        return f"{rate:,.0f} per s"
    return f"{rate:.3g} per s" if rate >= 1 else f"{1 / rate:.3g} s each"


def _clock(seconds):
    """Returns a time as a clock shows it, or in seconds if it is short."""
    if seconds < 1:
        return f"{seconds:.2f} s"
    if seconds < 60:
        return f"{seconds:.0f} s" if seconds >= 9.5 else f"{seconds:.1f} s"
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02} h" if hours else f"{minutes}:{seconds:02} min"


class TrainingRecord:
    """What a training loop told so far.

    Attributes:
      step: The number of the step that is told about, from 1.
      series: The `Series` of each name, in the order in which they came.
      progress: The `Progress` of each loop that runs, the outermost first.
      flow: The `GradientFlow`, or None where no gradients were told.

    Example:
      >>> record = TrainingRecord()
      >>> record.add({"loss": tf.constant(2.0)})
      >>> record.add({"loss": 1.0, "accuracy": 0.5})
      >>> record.settle()
      >>> record.step, record.series["loss"].means.tolist(), record.series["accuracy"].last
      (2, [2.0, 1.0], 0.5)
    """

    def __init__(self):
        self.step = 0
        self.series: dict[str, Series] = {}
        self.progress: list[Progress] = []
        self.flow: GradientFlow | None = None
        self._told = set()
        self._known = set()
        self._waiting: list[tuple[int, dict]] = []
        self._gradients = None

    def add(self, values: dict, step: int | None = None) -> None:
        """Takes values of one step; a name that comes again begins the next one.

        Args:
          values: Scalar tensors or numbers by name; they are not waited for.
          step: The number of the step, if not the next.

        Raises:
          CannotDraw: One is no number.
        """
        for name, value in values.items():
            # To look at a tensor's array may mean to wait for it: once for each name is enough.
            if type(value) not in _PLAIN or name not in self._known:
                values = values | {name: _scalar(name, value)}
                self._known.add(name)
        if step is not None:
            self.step = step
            self._told = set(values)
        elif not self.step or not self._told.isdisjoint(values):
            self.step += 1
            self._told = set(values)
        else:
            self._told |= values.keys()
        self._waiting.append((self.step, values))
        if len(self._waiting) >= _MOST_WAITING:
            self._settle_values()

    def add_gradients(self, gradients, variables) -> None:
        """Takes the gradients of this step; only the last that were told are looked at.

        Args:
          gradients: A tensor, an `IndexedSlices` or None for each variable.
          variables: The variables.

        Raises:
          CannotDraw: There are not as many of one as of the other.
        """
        if len(gradients) != len(variables):
            raise CannotDraw(
                f"Each variable has a gradient: got {len(gradients)} gradients and "
                f"{len(variables)} variables."
            )
        self._gradients = (max(self.step, 1), list(gradients), list(variables))

    def wait(self) -> None:
        """Waits for what is still computed, so that `settle` need not."""
        if self._waiting:
            for name, value in self._waiting[-1][1].items():
                _number(name, value)
        if self._gradients is not None:
            for gradient in self._gradients[1]:
                if gradient is not None:
                    np.asarray(getattr(gradient, "values", gradient))

    def settle(self) -> None:
        """Makes numbers of what was told, waiting for what is still computed."""
        self._settle_values()
        if self._gradients is not None:
            step, gradients, variables = self._gradients
            self._gradients = None
            if self.flow is None or not self.flow.fits(variables):
                self.flow = GradientFlow(variables)
            self.flow.add(step, gradients)

    def _settle_values(self):
        waiting, self._waiting = self._waiting, []
        columns: dict[str, tuple[list, list]] = {}
        for step, values in waiting:
            for name, value in values.items():
                steps, numbers = columns.setdefault(name, ([], []))
                steps.append(step)
                numbers.append(_number(name, value))
        for name, (steps, numbers) in columns.items():
            self.series.setdefault(name, Series()).extend(steps, numbers)

    def data(self) -> dict:
        """Returns `step`, `series` by name, `progress` and, if there are any, `gradients`."""
        data = {
            "step": self.step,
            "series": {name: series.data() for name, series in self.series.items()},
            "progress": [
                {"name": loop.name, "done": loop.done, "total": loop.total}
                for loop in self.progress
            ],
        }
        return data | ({} if self.flow is None else {"gradients": self.flow.data()})


def _number(name, value):
    """Returns a value as a Python number."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return float(_scalar(name, value))


def _scalar(name, value):
    """Returns a value as something that is one number and stays the same."""
    if isinstance(value, SymbolicTensor):
        raise CannotDraw(
            f"{name} has no value while a function is traced: return it from the function, and "
            "tell it in the loop that calls it."
        )
    if isinstance(value, jax.Array) and not value.ndim:
        return value
    try:
        tensor = convert_to_tensor(value)
    except (TypeError, ValueError):
        raise CannotDraw(f"{name} is one number; got {value!r:.60}.") from None
    if tensor.shape.rank != 0:
        raise CannotDraw(
            f"{name} is one number; got shape {tensor.shape}. tf.reduce_mean makes one of many."
        )
    if not (tensor.dtype.is_floating or tensor.dtype.is_integer or tensor.dtype.is_bool):
        raise CannotDraw(f"{name} is one number; got {tensor.dtype.name}.")
    return tensor
