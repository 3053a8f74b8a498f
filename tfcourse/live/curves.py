"""Curves that grow while a loop runs."""

import contextlib
import operator

from tfcourse.live.displays import make_display
from tfcourse.live.pace import Pace
from tfcourse.viz.training_picture import SMOOTHING, TrainingPicture
from tfcourse.viz.training_record import Progress, TrainingRecord

_PAUSE = 0.25
# Those within whose `with` statement the program is, the outermost first.
_open: list["Curves"] = []


class Curves:
    """Training curves, shown in place while the `with` statement runs, and kept when it ends.

    In a notebook they are a picture, in a terminal a line. Values are not waited for: they are
    looked at when a picture is drawn, at most four times a second and so seldom that drawing
    takes 0.6% of the time, and 0.03 s at the beginning.

    Args:
      title: What stands above them.
      scale: `linear`, `log`, or `auto`: logarithmic where values above 0 differ by much.
      smoothing: The share of a curve that is averaged, from 0 to 0.5; the curve as it is stays
        behind, pale.

    Attributes:
      record: What was told, a `TrainingRecord`.

    Raises:
      CannotDraw: There is no such scale, or the smoothing is none.

    Example:
      >>> w = tf.Variable(4.0)
      >>> with tf.live.Curves("a parabola") as live:
      ...     for _ in range(10):
      ...         with tf.GradientTape() as tape:
      ...             loss = w**2
      ...         gradients = tape.gradient(loss, [w])
      ...         _ = w.assign_sub(0.1 * gradients[0])
      ...         live(loss=loss)
      ...         live.gradients(gradients, [w])
      >>> live
      a parabola, 10 steps
      loss 0.2882 at step 10, between 0.2882 and 16
      gradients: good. Norms from 1.1 (Variable) to 1.1 (Variable).
    """

    def __init__(self, title: str = "", scale: str = "auto", smoothing: float = SMOOTHING):
        self.title, self.scale, self.smoothing = title, scale, smoothing
        self.record = TrainingRecord()
        self._display = None
        self._running = 0
        self._pace = Pace(_PAUSE)
        # Says now what it would otherwise say in the middle of a training.
        self._picture()

    def _picture(self):
        return TrainingPicture(self.record, self.scale, self.smoothing, self.title)

    def __enter__(self):
        self._display = make_display(self)
        _open.append(self)
        return self

    def __exit__(self, *_):
        _open.remove(self)
        display, self._display = self._display, None
        display.close(self._picture())

    def __call__(self, step: int | None = None, /, **values) -> None:
        """Takes values of one step; a name that comes again begins the next one.

        Args:
          step: The number of the step, if not the next.
          **values: Scalar tensors or numbers by name. `val_loss` stands beside `loss`.

        Raises:
          CannotDraw: One is no number.
          RuntimeError: The `with` statement has ended, or has not begun.
        """
        if self._display is None:
            raise _outside()
        self.record.add(values, step)
        if self._pace.is_due():
            self._show()

    def gradients(self, gradients, variables) -> None:
        """Takes the gradients of this step: norms and magnitudes by variable are shown.

        Those that are there when a picture is drawn are looked at, the others cost nothing.

        Args:
          gradients: What `tape.gradient(loss, variables)` returned.
          variables: The variables, from the first layer to the last.

        Raises:
          CannotDraw: There are not as many of one as of the other.
          RuntimeError: The `with` statement has ended, or has not begun.
        """
        if self._display is None:
            raise _outside()
        self.record.add_gradients(gradients, variables)
        if self._pace.is_due():
            self._show()

    def track(self, iterable, total: int | None = None, name: str = "step"):
        """Yields what an iterable does, and shows how far it is.

        Args:
          iterable: A dataset, a range, a list, ...
          total: How many elements there are, if it does not say.
          name: What a round is called.
        """
        loops = self.record.progress
        if not self._running:
            # That of a loop before has nothing more to say.
            loops.clear()
        loop = Progress(_length(iterable) if total is None else total, name)
        loops.append(loop)
        self._running += 1
        try:
            for done, element in enumerate(iterable):
                loop.count(done)
                self.refresh()
                yield element
                loop.count(done + 1)
        finally:
            self._running -= 1
            # Of loops within loops, the outermost stays.
            if self._running:
                loops.remove(loop)

    def refresh(self) -> None:
        """Draws again, if it is time."""
        if self._display is not None and self._pace.is_due():
            self._show()

    def _show(self):
        # What the device takes is no cost of the picture's.
        self.record.wait()
        with self._pace:
            self._display.show(self._picture())

    def data(self) -> dict:
        """Returns what was told: `step`, `series` by name, `progress` and `gradients`."""
        return self._picture().data()

    def save(self, path) -> None:
        """Writes the picture into a file.

        Args:
          path: Its name, which ends in `.svg`, `.png`, `.html` or `.txt`.
        """
        self._picture().save(path)

    def __repr__(self):
        return self._picture().text()

    def _repr_mimebundle_(self, include=None, exclude=None):
        return self._picture()._repr_mimebundle_()


def _outside():
    return RuntimeError(
        "Curves take values inside of their with statement: with tf.live.Curves() as live: ..."
    )


def _length(iterable):
    """Returns how many elements an iterable has; None if it does not know, or never ends."""
    with contextlib.suppress(TypeError):
        return len(iterable)
    return operator.length_hint(iterable, 0) or None


def track(iterable, total: int | None = None, name: str = "step", title: str = ""):
    """Yields what an iterable does, with a bar of progress; `show` draws curves below it.

    Inside of `with Curves()`, the bar is theirs.

    Args:
      iterable: A dataset, a range, a list, ...
      total: How many elements there are, if it does not say.
      name: What a round is called.
      title: What stands above it.

    Example:
      >>> for number in tf.live.track(range(3)):
      ...     tf.live.show(square=number**2)
    """
    if _open:
        yield from _open[-1].track(iterable, total, name)
    else:
        with Curves(title) as curves:
            yield from curves.track(iterable, total, name)


def show(**values) -> None:
    """Tells the curves around it the values of a step, as calling them does.

    Args:
      **values: Scalar tensors or numbers by name.

    Raises:
      CannotDraw: One is no number.
      RuntimeError: There are no curves: no `Curves` and no `track` runs.
    """
    if not _open:
        raise RuntimeError(
            "There are no curves to show values in: call it in a loop over tf.live.track(...), or "
            "inside of `with tf.live.Curves():`."
        )
    _open[-1](**values)
