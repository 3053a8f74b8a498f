"""The loss of a model over two directions, from above and cut along each of them."""

import numpy as np

from tfcourse.viz.chart import Chart
from tfcourse.viz.colour_scale import height_pixels
from tfcourse.viz.colours import SERIES
from tfcourse.viz.contours import contour_lines
from tfcourse.viz.drawing import Dot, Drawing, Label, Path, Pixels, wrapped
from tfcourse.viz.loss_plane import LossPlane
from tfcourse.viz.picture import CannotDraw, Picture

_SIDE, _WIDTH = 360.0, 760.0
_LEVELS = 10


class LossPlanePicture(Picture):
    """The loss around a model's weights: heights with lines of equal loss, and a cut along each.

    Args:
      plane: The `LossPlane`.
      reach: How far it goes in both directions, times the direction's length.
      points: How many points there are along each side.

    Raises:
      CannotDraw: The reach is not above 0, or there are too few or too many points.

    Example:
      >>> w = tf.Variable([1.0, 2.0])
      >>> plane = LossPlane(lambda: tf.reduce_sum(w**2), [w], ([[1.0, 0.0]], [[0.0, 1.0]]))
      >>> LossPlanePicture(plane, 1.0, 5)
      loss over two directions, -1 to 1 times each
      5 here, between 1 and 13; lowest at (-1, -1)
      curvature along the first direction 2, along the second 2
    """

    def __init__(self, plane: LossPlane, reach: float = 1.0, points: int = 33):
        if not 0 < reach < np.inf:
            raise CannotDraw(f"The reach is above 0, not {reach:g}.")
        if not 5 <= points <= 101:
            raise CannotDraw(f"There are 5 to 101 points along a side, not {points}.")
        # An odd number of them, so that one is where the model is.
        self._along = np.linspace(-reach, reach, points // 2 * 2 + 1)
        self._plane = plane
        grid = np.stack(np.meshgrid(self._along, self._along), axis=-1)
        self.values = plane.values(grid)

    @property
    def label(self) -> str:
        """What it shows."""
        reach = self._along[-1]
        return f"{self._plane.name} over two directions, {-reach:.3g} to {reach:.3g} times each"

    def data(self) -> dict:
        """Returns `along` (of both axes), `values` [second, first], `here` and `curvatures`."""
        middle = len(self._along) // 2
        return {
            "along": self._along.tolist(),
            "values": self.values.tolist(),
            "here": float(self.values[middle, middle]),
            "curvatures": list(self._curvatures()),
        }

    def _cuts(self):
        """Returns the losses along each direction: float64 of shape [2, points]."""
        middle = len(self._along) // 2
        return self.values[middle], self.values[:, middle]

    @np.errstate(all="ignore")
    def _curvatures(self):
        """Returns the second derivative along each direction, by differences."""
        step, middle = self._along[1] - self._along[0], len(self._along) // 2
        return [
            float((cut[middle + 1] - 2 * cut[middle] + cut[middle - 1]) / step**2)
            for cut in self._cuts()
        ]

    def _said(self):
        here = self.values[len(self._along) // 2, len(self._along) // 2]
        finite = np.isfinite(self.values)
        if not finite.any():
            return [f"{here:.4g} here; no loss is a number"]
        lowest = np.unravel_index(
            np.argmin(np.where(finite, self.values, np.inf)), self.values.shape
        )
        at = f"({self._along[lowest[1]]:.3g}, {self._along[lowest[0]]:.3g})"
        low, high = self.values[finite].min(), self.values[finite].max()
        first, second = self._curvatures()
        return [
            f"{here:.4g} here, between {low:.4g} and {high:.4g}; lowest at {at}",
            f"curvature along the first direction {first:.3g}, along the second {second:.3g}",
        ]

    def text(self) -> str:
        """Returns the loss here and around, and the curvatures."""
        return "\n".join([self.label, *self._said()])

    def drawing(self) -> Drawing:
        """Returns the heights with lines of equal loss, and the cuts beside them."""
        drawing = Drawing(_WIDTH, _SIDE)
        self._draw_heights(drawing)
        self._draw_cuts(drawing)
        up = _SIDE + 12
        for said in self._said():
            for line in wrapped(said, _WIDTH - 28):
                drawing.add(Label(14, up, line))
                up += 17
        drawing.height = up - 6
        return drawing

    def _draw_heights(self, drawing):
        along, values = self._along, self.values
        chart = Chart(
            drawing,
            0,
            0,
            _SIDE,
            _SIDE,
            along,
            along,
            f"{self._plane.name} from above",
            "first direction",
            "second",
        )
        (left, bottom), (right, top) = chart.place(along[[0, -1]], along[[0, -1]])
        drawing.add(Pixels(left, top, right - left, bottom - top, height_pixels(values[::-1])))
        places = np.arange(len(along))
        for level in _levels(values):
            for line in contour_lines(values, level):
                points = chart.place(
                    np.interp(line[:, 0], places, along), np.interp(line[:, 1], places, along)
                )
                title = f"loss {level:.4g}"
                drawing.add(Path(tuple(map(tuple, points.tolist())), "#ffffffb0", 1.0, title=title))
        ((x, y),) = chart.place([0.0], [0.0])
        drawing.add(Dot(x, y, 6, "#ffffff"), Dot(x, y, 4, "bad", title="here"))

    def _draw_cuts(self, drawing):
        cuts = self._cuts()
        chart = Chart(
            drawing,
            _WIDTH - _SIDE,
            0,
            _SIDE,
            _SIDE,
            self._along,
            np.concatenate(cuts),
            "Along each direction",
            "",
            "loss",
        )
        for cut, role in zip(cuts, SERIES, strict=False):
            chart.add_line(self._along, cut, role)
            missing = np.flatnonzero(~np.isfinite(cut))
            chart.mark_missing(self._along[missing], cut[missing])
        here = self.values[len(self._along) // 2, len(self._along) // 2]
        chart.add_dots([0.0], [here], "bad", 4, ["here"])
        chart.add_legend([(SERIES[0], "first"), (SERIES[1], "second")])


def _levels(values):
    """Returns the heights of lines: more of them low down, where a valley has its shape."""
    finite = values[np.isfinite(values)]
    if not finite.size or np.ptp(finite) == 0:
        return []
    shares = np.linspace(0, 1, _LEVELS + 2)[1:-1] ** 2
    return finite.min() + np.ptp(finite) * shares
