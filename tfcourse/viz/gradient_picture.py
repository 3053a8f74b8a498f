"""The gradient of a function at a point, by three ways to differentiate.

Beside the function with its tangent or its gradient field: how the error of finite differences
depends on their step. It falls with the step (the curve is cut off after its first terms) until
rounding takes over, and then grows as the step falls further.
"""

import numpy as np

from tfcourse.viz.chart import Chart
from tfcourse.viz.colour_scale import height_pixels
from tfcourse.viz.drawing import Drawing, Label, Path, Pixels
from tfcourse.viz.picture import Picture
from tfcourse.viz.scalar_function import ScalarFunction

_STEPS = {
    "float32": 10.0 ** np.arange(0, -8.25, -0.25),
    "float64": 10.0 ** np.arange(0, -14.25, -0.25),
}
_CURVE, _FIELD, _ARROWS = 201, 40, 11
_SIDE = 360.0


class GradientPicture(Picture):
    """A function around a point, and its gradient there.

    Args:
      function: Takes one number, two numbers or a vector of two, and returns a scalar tensor; or
        its `ScalarFunction`, so that it is compiled once for many pictures.
      at: The point: one number or two.
      analytic: The gradient as the student has derived it, called like the function; or None.
      width: How far around the point to draw, in its units.
      dtype: In which it is computed: `float32` or `float64`.
      center: The point in the middle of what is drawn; None for `at`.

    Raises:
      CannotDraw: The function takes or returns something else.

    Example:
      >>> print(GradientPicture(lambda x: x**2, (3.0,), lambda x: 2 * x).text())
      <lambda>(3) = 9
                          d/dx  error
      autodiff               6      0
      analytic               6
      finite differences     6      0
    """

    def __init__(
        self,
        function,
        at,
        analytic=None,
        width: float = 4.0,
        dtype: str = "float32",
        center=None,
    ):
        is_known = isinstance(function, ScalarFunction)
        self._function = function if is_known else ScalarFunction(function, at, dtype)
        self._analytic = analytic
        self.point = np.asarray(at, np.float64)
        self._center = self.point if center is None else np.asarray(center, np.float64)
        self._half = width / 2
        dtype = self._function.dtype
        self.value = self._function.value(at)
        self.gradient = self._function.gradient(at)
        self._steps = _STEPS[dtype] * max(1.0, float(np.abs(self.point).max()))
        self._forward, self._central = self._finite_differences()

    @np.errstate(invalid="ignore")
    def _finite_differences(self):
        """Returns forward and central differences: [steps, size] each."""
        axes = np.eye(self._function.size)
        shifts = self._steps[:, None, None] * axes
        after = self._function.values(self.point + shifts)
        before = self._function.values(self.point - shifts)
        steps = self._steps[:, None]
        return (after - self.value) / steps, (after - before) / (2 * steps)

    def _analytic_gradient(self):
        if self._analytic is None:
            return None
        arguments = [float(number) for number in self.point]
        try:
            given = self._analytic(*arguments)
        except TypeError:
            given = self._analytic(np.array(arguments))
        return np.ravel(np.asarray(given, np.float64))

    @np.errstate(invalid="ignore")
    def data(self) -> dict:
        """Returns the point, the value, each way's gradient, and the errors by step.

        `errors` has `step`, `forward` and `central`: the largest difference from the analytic
        gradient if there is one, else from autodiff's.
        """
        analytic = self._analytic_gradient()
        true = self.gradient if analytic is None else analytic
        distances = np.abs(self._central - true).max(axis=1)
        best = int(np.argmin(np.where(np.isnan(distances), np.inf, distances)))
        return {
            "function": self._function.name,
            "at": self.point.tolist(),
            "value": self.value,
            "autodiff": self.gradient.tolist(),
            "analytic": None if analytic is None else analytic.tolist(),
            "finite": self._central[best].tolist(),
            "finite_step": float(self._steps[best]),
            "errors": {
                "step": self._steps.tolist(),
                "forward": np.abs(self._forward - true).max(axis=1).tolist(),
                "central": np.abs(self._central - true).max(axis=1).tolist(),
            },
        }

    @property
    def label(self) -> str:
        """What it shows."""
        return f"{self._function.name}({_numbers(self.point)}) = {self.value:.6g}"

    def text(self) -> str:
        """Returns a table: each way's gradient, and how far it is from the analytic one's."""
        rows = self._rows()
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join([name.ljust(widths[0]), *map(str.rjust, cells, widths[1:])]).rstrip()
            for name, *cells in rows
        ]
        return "\n".join([self.label, *lines])

    def _rows(self):
        """Returns the table's cells: a head, then a row for each way to differentiate."""
        data = self.data()
        true = "autodiff" if data["analytic"] is None else "analytic"
        rows = [("", *(("d/dx", "d/dy")[: self._function.size]), "error")]
        for name, key in _WAYS.items():
            if data[key] is None:
                continue
            with np.errstate(invalid="ignore"):
                error = np.abs(np.array(data[key]) - np.array(data[true])).max()
            said = "" if key == true else f"{error:.3g}"
            rows.append((name, *(f"{number:.6g}" for number in data[key]), said))
        return rows

    def drawing(self) -> Drawing:
        """Returns the function, the table of the ways, and the errors by step."""
        drawing = Drawing(2 * _SIDE, _SIDE + 96)
        draw = self._draw_curve if self._function.size == 1 else self._draw_field
        draw(drawing)
        self._draw_errors(drawing)
        for row, (name, *cells) in enumerate(self._rows()):
            up = _SIDE + 22 + 19 * row
            drawing.add(Label(58, up, name))
            for column, cell in enumerate(cells):
                drawing.add(Label(300 + 110 * column, up, cell, anchor="end", bold=not row))
        return drawing

    def _draw_curve(self, drawing):
        (at,), (slope,) = self.point, self.gradient
        xs = self._center[0] + np.linspace(-self._half, self._half, _CURVE)
        ys = self._function.values(xs[:, None])
        chart = Chart(
            drawing, 0, 0, _SIDE, _SIDE, xs, ys, self.label, "x", f"{self._function.name}(x)"
        )
        chart.add_line(xs, ys, "forward")
        chart.add_line(xs[[0, -1]], self.value + slope * (xs[[0, -1]] - at), "gradient", 1.4, True)
        chart.add_dots([at], [self.value], "gradient", 4.5, [self.label])
        chart.add_legend(
            [("forward", self._function.name), ("gradient", f"tangent, slope {slope:.4g}")]
        )

    def _draw_field(self, drawing):
        across, up = (at + np.linspace(-self._half, self._half, _FIELD) for at in self._center)
        values = self._function.values(np.stack(np.meshgrid(across, up), axis=-1))
        chart = Chart(drawing, 0, 0, _SIDE, _SIDE, across, up, self.label, "x", "y")
        (left, bottom), (right, top) = chart.place(across[[0, -1]], up[[0, -1]])
        drawing.add(Pixels(left, top, right - left, bottom - top, height_pixels(values[::-1])))
        apart = np.linspace(-self._half, self._half, _ARROWS + 2)[1:-1]
        spots = [at + apart for at in self._center]
        points = np.stack(np.meshgrid(*spots), axis=-1).reshape(-1, 2)
        gradients = self._function.gradients(points)
        lengths = np.linalg.norm(gradients, axis=-1)
        longest = lengths[np.isfinite(lengths)].max(initial=0) or 1.0
        reach = 2 * self._half / (_ARROWS + 1) * 0.95
        for point, gradient, length in zip(points, gradients, lengths, strict=True):
            if 0 < length < np.inf:
                # By the root of their lengths, as these differ by powers of ten.
                step = gradient / length * reach * (length / longest) ** 0.5
                ends = chart.place(*np.stack([point, point + step]).T)
                title = f"gradient ({_numbers(gradient)}) at ({_numbers(point)})"
                drawing.add(Path(tuple(map(tuple, ends)), "#ffffff", 1.2, arrow=True, title=title))
        chart.add_dots(*self.point[:, None], "gradient", 5, [self.label])

    def _draw_errors(self, drawing):
        errors = self.data()["errors"]
        steps = np.array(errors["step"])
        shown = [np.array(errors[key]) for key in ("forward", "central")]
        chart = Chart(
            drawing,
            _SIDE,
            0,
            _SIDE,
            _SIDE,
            steps,
            np.concatenate(shown),
            "Error of finite differences",
            "step",
            "error",
            True,
            True,
        )
        for values, role in zip(shown, ("forward", "gradient"), strict=True):
            chart.add_line(steps, np.where(values > 0, values, np.nan), role)
            chart.add_dots(steps, values, role, 2.2)
        rounding = np.finfo(self._function.dtype).eps * max(abs(self.value), 1e-30) / steps
        chart.add_line(steps, rounding, "faint", 1.2, True)
        chart.add_legend(
            [("forward", "forward"), ("gradient", "central"), ("faint", "rounding / step")]
        )


_WAYS = {"autodiff": "autodiff", "analytic": "analytic", "finite differences": "finite"}


def _numbers(values) -> str:
    return ", ".join(f"{number:.4g}" for number in values)
