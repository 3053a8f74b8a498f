"""Loss over learning rate, and which rates it suggests."""

import numpy as np

from tfcourse.viz.chart import Chart
from tfcourse.viz.drawing import Box, Drawing, Label, wrapped
from tfcourse.viz.learning_rate_range import RateRange, run_range_test
from tfcourse.viz.picture import Picture

_WIDTH, _HEIGHT = 760.0, 320.0
_SERIES, _PALE = "#0072b2", "#0072b266"


class LearningRateRange(Picture):
    """The learning-rate range test: the loss while the learning rate grows.

    Variables, optimizers included, have their values back when it is made.

    Args:
      step: Trains for a step with a learning rate and returns the loss: float -> float;
        `step_of` makes it of what a user has.
      lowest: The first learning rate.
      highest: The last one.
      steps: How many there are, equal ratios apart.
      name: What is trained.

    Raises:
      CannotDraw: The rates do not rise, or there are too few.

    Example:
      >>> w = tf.Variable(5.0)
      >>> def step(rate):
      ...     w.assign_sub(rate * 2 * w)
      ...     return float(w**2)
      >>> LearningRateRange(step, 1e-4, 10.0, 60, "a parabola")
      learning-rate range test of a parabola, 0.0001 to ...
      suggested: ... to ...
      >>> w.numpy()
      np.float32(5.0)
    """

    def __init__(self, step, lowest=1e-6, highest=10.0, steps=100, name="step"):
        self._name = name
        self.range: RateRange = run_range_test(step, lowest, highest, steps)

    @property
    def label(self) -> str:
        """What it shows."""
        rates = self.range.rates
        return (
            f"learning-rate range test of {self._name}, {rates[0]:.3g} to {rates[-1]:.3g} in "
            f"{len(rates)} steps"
        )

    def data(self) -> dict:
        """Returns `rates`, `losses`, `smoothed`, `suggested` and `reason`."""
        found = self.range
        return {
            "rates": found.rates.tolist(),
            "losses": found.losses.tolist(),
            "smoothed": found.smoothed.tolist(),
            "suggested": found.suggested,
            "reason": found.reason,
        }

    def _said(self):
        suggested = self.range.suggested
        return "none" if suggested is None else f"{suggested[0]:.2g} to {suggested[1]:.2g}"

    def text(self) -> str:
        """Returns what is suggested, and why."""
        return f"{self.label}\nsuggested: {self._said()}. {self.range.reason}"

    def drawing(self) -> Drawing:
        """Returns the losses over the rates, the suggested ones shaded, the reason below."""
        found = self.range
        drawing = Drawing(_WIDTH, _HEIGHT)
        finite = found.losses[np.isfinite(found.losses)]
        # A last loss far above all others would press them flat.
        most = finite[0] + 2 * np.ptp(finite[finite <= finite[0]]) if finite.size else 1.0
        shown = np.minimum(finite, max(most, np.quantile(finite, 0.9)) if finite.size else 1.0)
        chart = Chart(
            drawing,
            0,
            0,
            _WIDTH,
            _HEIGHT,
            found.rates,
            shown,
            f"Loss of {self._name}",
            "learning rate",
            "loss",
            log_x=True,
        )
        if found.suggested is not None:
            (left, _), (right, _) = chart.place(found.suggested, [0, 0])
            top, bottom = 26.0, _HEIGHT - 40
            title = f"suggested: {self._said()}"
            drawing.add(Box(left, top, right - left, bottom - top, "good", 0.18, 0, 0, title))
        chart.add_line(found.rates, found.losses, _PALE, 1.2)
        chart.add_line(found.rates, found.smoothed, _SERIES)
        chart.mark_missing(found.rates, found.losses)
        chart.add_legend([(_PALE, "loss"), (_SERIES, "smoothed"), ("good", "suggested")])
        up = _HEIGHT + 14
        is_good = found.suggested is not None
        drawing.add(
            Label(14, up, "suggested", bold=True),
            Box(96, up - 13, 132, 18, "good" if is_good else "bad", 0.25, 9),
            Label(162, up, self._said(), 12, "middle"),
        )
        for line in wrapped(found.reason, _WIDTH - 250):
            drawing.add(Label(240, up, line))
            up += 16
        drawing.height = up - 2
        return drawing
