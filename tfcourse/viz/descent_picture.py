"""What a learning rate does: paths of descent on a curve or over heights, and losses by step."""

import numpy as np

from tfcourse.viz.chart import Chart
from tfcourse.viz.colour_scale import height_pixels
from tfcourse.viz.colours import SERIES
from tfcourse.viz.descent import Descent, DescentPath
from tfcourse.viz.drawing import Box, Drawing, Label, Pixels, wrapped
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.scalar_function import ScalarFunction

_SIDE = 380.0
_CURVE, _HEIGHTS = 161, 64
# Paths that run away show this many times the reach of the start from the best point.
_REACH = 2.5
_VERDICTS = {"good": "good", "too small": "constant", "oscillating": "variable", "diverging": "bad"}
_MOST = len(SERIES)


class DescentPicture(Picture):
    """Paths of gradient descent from one point, by learning rate.

    Args:
      function: Takes one number, two numbers or a vector of two, and returns a scalar tensor.
      start: Where to begin: one number or two.
      learning_rates: One learning rate or up to six.
      momentum: For `sgd` and `nesterov`, from 0 to 1.
      steps: How many steps to take.
      optimizer: `sgd`, `nesterov`, `adagrad`, `rmsprop` or `adam`, as Keras has them.
      descent: A `Descent` on the function to ask, so that it is compiled once for many pictures.

    Raises:
      CannotDraw: The function takes or returns something else, or there is no such optimizer.

    Example:
      >>> DescentPicture(lambda x: x**2, (10.0,), [0.1, 1.1], steps=20)
      gradient descent (sgd) on <lambda> from (10), 20 steps
      learning rate 0.1: good. The loss fell from 100 to 0.0133. The largest curvature ...
      learning rate 1.1: diverging. The loss grew from 100 to 1.47e+05. The largest ...
    """

    def __init__(
        self,
        function,
        start,
        learning_rates=0.1,
        momentum: float = 0.0,
        steps: int = 50,
        optimizer: str = "sgd",
        descent: Descent | None = None,
    ):
        rates = np.atleast_1d(np.asarray(learning_rates, np.float64)).tolist()
        if not 1 <= len(rates) <= _MOST:
            raise CannotDraw(
                f"One to {_MOST} learning rates fit into one picture, not {len(rates)}."
            )
        self._descent = descent or Descent(ScalarFunction(function, start), optimizer, steps)
        self._function = self._descent.function
        self._start = np.asarray(start, np.float64)
        self._steps = steps
        self.paths: list[DescentPath] = [
            self._descent.path(start, rate, momentum, steps) for rate in rates
        ]

    @property
    def label(self) -> str:
        """What it shows."""
        start = ", ".join(f"{number:.4g}" for number in self._start)
        return (
            f"gradient descent ({self._descent.optimizer}) on {self._function.name} from "
            f"({start}), {self._steps} steps"
        )

    def data(self) -> list[dict]:
        """Returns the fields of each path as a dict, the curvatures left out."""
        return [
            {
                "learning_rate": path.learning_rate,
                "points": path.points.tolist(),
                "losses": path.losses.tolist(),
                "verdict": path.verdict,
                "reason": path.reason,
            }
            for path in self.paths
        ]

    def text(self) -> str:
        """Returns a line for each learning rate: the verdict and its reason."""
        lines = [
            f"learning rate {path.learning_rate:g}: {path.verdict}. {path.reason}"
            for path in self.paths
        ]
        return "\n".join([self.label, *lines])

    def drawing(self) -> Drawing:
        """Returns the paths, the losses, and the verdicts below."""
        drawing = Drawing(2 * _SIDE, _SIDE - 20)
        draw = self._draw_curve if self._function.size == 1 else self._draw_heights
        draw(drawing)
        self._draw_losses(drawing)
        up = drawing.height + 14
        for path, role in zip(self.paths, SERIES, strict=False):
            drawing.add(
                Box(14, up - 9, 9, 9, role, 1, 1, 0),
                Label(30, up, f"learning rate {path.learning_rate:g}", bold=True),
                Box(196, up - 13, 92, 18, _VERDICTS[path.verdict], 0.25, 9),
                Label(242, up, path.verdict, 12, "middle"),
            )
            for line in wrapped(path.reason, 2 * _SIDE - 310):
                drawing.add(Label(300, up, line))
                up += 16
            up += 8
        drawing.height = up - 8
        return drawing

    def _reach(self):
        """Returns low and high ends of what is shown of each coordinate: [size], [size].

        Paths that stay near are shown whole, and of others the part around start and best point.
        """
        points = np.concatenate([path.points for path in self.paths])
        losses = np.concatenate([path.losses for path in self.paths])
        best = points[np.argmin(np.where(np.isfinite(losses), losses, np.inf))]
        reach = _REACH * np.maximum(np.abs(self._start - best).max(), 1e-3)
        near = points[np.all(np.abs(points - best) <= reach, axis=1)]
        near = np.concatenate([near, [self._start, best]])
        low, high = near.min(axis=0), near.max(axis=0)
        margin = 0.15 * np.maximum(high - low, 0.3 * np.max(high - low)) + 1e-6
        # From the side a valley is seen whole: as far beyond the best point as the start is.
        mirrored = 2 * best - self._start
        low, high = np.minimum(low, mirrored), np.maximum(high, mirrored)
        return low - margin, high + margin

    def _draw_curve(self, drawing):
        (low,), (high,) = self._reach()
        xs = np.linspace(low, high, _CURVE)
        ys = self._function.values(xs[:, None])
        name = self._function.name
        chart = Chart(drawing, 0, 0, _SIDE, _SIDE - 20, xs, ys, "Path", "x", f"{name}(x)")
        chart.add_line(xs, ys, "faint", 1.6)
        for path, role in zip(self.paths, SERIES, strict=False):
            chart.add_line(path.points[:, 0], path.losses, role, 1.2)
            chart.add_dots(path.points[:, 0], path.losses, role, 3, _titles(path))

    def _draw_heights(self, drawing):
        low, high = self._reach()
        across, up = (np.linspace(*ends, _HEIGHTS) for ends in zip(low, high, strict=True))
        values = self._function.values(np.stack(np.meshgrid(across, up), axis=-1))
        chart = Chart(drawing, 0, 0, _SIDE, _SIDE - 20, across, up, "Path", "x", "y")
        (left, bottom), (right, top) = chart.place(across[[0, -1]], up[[0, -1]])
        drawing.add(Pixels(left, top, right - left, bottom - top, height_pixels(values[::-1])))
        for path, role in zip(self.paths, SERIES, strict=False):
            chart.add_line(*path.points.T, "#ffffff", 3)
            chart.add_line(*path.points.T, role, 1.8)
            chart.add_dots(*path.points.T, role, 2.6, _titles(path))

    def _draw_losses(self, drawing):
        losses = np.concatenate([path.losses for path in self.paths])
        finite = losses[np.isfinite(losses)]
        lowest = finite.min(initial=0.0)
        # A logarithm needs what is above 0: then it is the height over the lowest loss seen.
        name = "loss" if lowest >= 0 else f"loss + {-lowest:.4g}"
        shown = [
            np.where(path.losses > lowest, path.losses - lowest, np.nan) for path in self.paths
        ]
        steps = np.arange(self._steps + 1)
        chart = Chart(
            drawing,
            _SIDE,
            0,
            _SIDE,
            _SIDE - 20,
            steps,
            np.concatenate(shown),
            "Loss",
            "step",
            name,
            log_y=True,
        )
        for path, values, role in zip(self.paths, shown, SERIES, strict=False):
            chart.add_line(steps[: len(values)], values, role)
            left_off = np.flatnonzero(~np.isfinite(path.losses))[:1]
            chart.mark_missing(steps[left_off], path.losses[left_off])
        chart.add_legend(
            [
                (role, f"{path.learning_rate:g}")
                for path, role in zip(self.paths, SERIES, strict=False)
            ]
        )


def _titles(path):
    return [
        f"step {step}: ({', '.join(f'{number:.4g}' for number in point)}), loss {loss:.4g}"
        for step, (point, loss) in enumerate(zip(path.points, path.losses, strict=True))
    ]
