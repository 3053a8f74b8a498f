"""Functions of a number, of two numbers or of a vector of two: values and gradients at points."""

import inspect

import numpy as np

from tfcourse.autodiff.tape import GradientTape
from tfcourse.function.function import function
from tfcourse.function.vectorized_map import vectorized_map
from tfcourse.ops.creation import convert_to_tensor
from tfcourse.viz.picture import CannotDraw


def parse_numbers(text: str) -> tuple[float, ...]:
    """Returns the numbers of `0.01,0.1`.

    Raises:
      CannotDraw: The text is something else.
    """
    try:
        return tuple(float(number) for number in text.split(","))
    except ValueError:
        raise CannotDraw(f"Numbers are written as 0.01,0.1; got {text!r:.40}.") from None


def parse_point(text: str) -> tuple[float, ...]:
    """Returns the numbers of `5` or `5,3`.

    Raises:
      CannotDraw: The text is something else.
    """
    point = parse_numbers(text)
    if len(point) > 2:
        raise CannotDraw(f"A point is one number or two, such as 5 or 5,3; got {text!r:.40}.")
    return point


class ScalarFunction:
    """A user's function of one or two numbers, as `f(x)`, `f(x, y)` or `f(xy)` takes them.

    Args:
      function: Takes as many scalar tensors as the point has numbers, or one vector of them, and
        returns a scalar tensor.
      point: Where it is looked at first.
      dtype: The dtype of its arguments.

    Attributes:
      name: The function's name.
      dtype: The dtype of its arguments.
      size: How many numbers it takes: 1 or 2.

    Raises:
      CannotDraw: It takes or returns something else.
    """

    def __init__(self, function, point, dtype="float32"):
        if not callable(function):
            raise CannotDraw(f"A function of one or two numbers is needed; got {function!r:.80}.")
        self._function = function
        self.dtype = dtype
        self.name = getattr(function, "__name__", "f")
        self.size = len(point)
        self._compiled = {}
        self._takes_vector = self.size > 1 and _positional(function) == 1
        self.value(point)

    def _arguments(self, point):
        if self._takes_vector:
            return [convert_to_tensor(np.asarray(point), self.dtype)]
        return [convert_to_tensor(number, self.dtype) for number in point]

    def call(self, point):
        """Returns the function's value as a tensor for a tensor of shape [size]."""
        arguments = [point] if self._takes_vector else [point[at] for at in range(self.size)]
        return self._checked(self._function(*arguments))

    def _checked(self, value):
        value = convert_to_tensor(value)
        if value.shape.rank != 0 or not value.dtype.is_floating:
            raise CannotDraw(
                f"{self.name} has to return one floating-point number; it returned "
                f"{value.dtype.name} of shape {value.shape}."
            )
        return value

    def value(self, point) -> float:
        """Returns its value at a point."""
        return float(self._checked(self._function(*self._arguments(point))).numpy())

    def value_and_gradient(self, point):
        """Returns the value, [], and the gradient, [size], as tensors for a tensor [size]."""
        with GradientTape() as tape:
            tape.watch(point)
            value = self.call(point)
        return value, tape.gradient(value, point, unconnected_gradients="zero")

    def gradient(self, point) -> np.ndarray:
        """Returns the gradient at a point: float64 of shape [size], 0 where it does not depend."""
        _, gradient = self.value_and_gradient(convert_to_tensor(np.asarray(point), self.dtype))
        return np.asarray(gradient.numpy(), np.float64)

    def values(self, points) -> np.ndarray:
        """Returns its values at many points.

        Args:
          points: [..., size].

        Returns:
          float64 of shape [...].
        """
        return self._at_all(self.call, points)

    def gradients(self, points) -> np.ndarray:
        """Returns its gradients at many points.

        Args:
          points: [..., size].

        Returns:
          float64 of shape [..., size].
        """

        def gradient(point):
            return self.value_and_gradient(point)[1]

        return self._at_all(gradient, points)

    def _at_all(self, one, points):
        """Returns `one` at all points: in one compiled call, or point by point if it cannot be."""
        points = np.asarray(points, np.float64)
        flat = convert_to_tensor(points.reshape(-1, self.size), self.dtype)
        key = one.__name__, len(flat)
        if key not in self._compiled:
            self._compiled[key] = _compiled(one, flat)
        compiled = self._compiled[key]
        # What fails at single points raises here, in the user's own line.
        rows = compiled(flat).numpy() if compiled else np.stack([one(row).numpy() for row in flat])
        return np.asarray(rows, np.float64).reshape(*points.shape[:-1], *rows.shape[1:])


def _compiled(one, flat):
    """Returns what gives `one` of each row in one call; None if it cannot be traced."""
    try:
        # Asked for by hand, traces bring no warning that there are many.
        return function(lambda flat: vectorized_map(one, flat)).get_concrete_function(flat)
    except Exception:
        return None


def _positional(function) -> int | None:
    """Returns how many arguments a function needs; None if it does not say."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    if any(parameter.kind is inspect.Parameter.VAR_POSITIONAL for parameter in parameters):
        return None
    return sum(p.kind in positional and p.default is inspect.Parameter.empty for p in parameters)
