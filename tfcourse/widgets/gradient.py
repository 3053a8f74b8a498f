"""The gradient of a function where a slider says."""

from tfcourse.viz.gradient_picture import GradientPicture
from tfcourse.viz.scalar_function import ScalarFunction
from tfcourse.widgets.controls import Slider
from tfcourse.widgets.live_view import LiveView

_STEPS = 200


def explore_gradient(
    function, at, analytic=None, width: float = 4.0, dtype: str = "float32"
) -> LiveView:
    """Returns a `GradientPicture` with a slider for each coordinate of the point.

    Args:
      function: Takes one number, two numbers or a vector of two, and returns a scalar tensor.
      at: The point to begin with, in the middle of what is drawn: one number or two.
      analytic: The gradient as the student has derived it, called like the function; or None.
      width: How far around that point to draw, in its units.
      dtype: In which it is computed: `float32` or `float64`.

    Raises:
      CannotDraw: The function takes or returns something else.
    """
    looked_at = ScalarFunction(function, at, dtype)
    names = ("x", "y")[: len(at)]

    def draw(**point):
        point = tuple(point[name] for name in names)
        return GradientPicture(looked_at, point, analytic, width, center=at)

    sliders = [
        Slider(name, name, number - width / 2, number + width / 2, number, width / _STEPS)
        for name, number in zip(names, at, strict=True)
    ]
    return LiveView(draw, sliders)
