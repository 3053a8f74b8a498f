"""Gradient descent as data: the whole path in one compiled call, and what to think of it."""

import dataclasses

import numpy as np

from tfcourse.function.folds import scan
from tfcourse.function.function import function
from tfcourse.ops.creation import convert_to_tensor
from tfcourse.ops.ranges import range_
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.scalar_function import ScalarFunction

_EPSILON = 1e-7  # Keras's, as are the decay rates below.


def _sgd(point, gradient, rate, momentum, step, velocity, _):
    velocity = momentum * velocity - rate * gradient
    return point + velocity, velocity, velocity


def _nesterov(point, gradient, rate, momentum, step, velocity, _):
    velocity = momentum * velocity - rate * gradient
    return point + momentum * velocity - rate * gradient, velocity, velocity


def _adagrad(point, gradient, rate, momentum, step, squares, _):
    # Keras begins with 0.1.
    squares = squares + gradient**2
    return point - rate * gradient / (squares + 0.1 + _EPSILON) ** 0.5, squares, squares


def _rmsprop(point, gradient, rate, momentum, step, squares, _):
    squares = 0.9 * squares + 0.1 * gradient**2
    return point - rate * gradient / (squares + _EPSILON) ** 0.5, squares, squares


def _adam(point, gradient, rate, momentum, step, mean, squares):
    mean = 0.9 * mean + 0.1 * gradient
    squares = 0.999 * squares + 0.001 * gradient**2
    rate = rate * (1.0 - 0.999**step) ** 0.5 / (1.0 - 0.9**step)
    return point - rate * mean / (squares**0.5 + _EPSILON), mean, squares


# From point, gradient, learning rate, momentum, number of the step and two slots to the next point
# and slots; all start from zeros. Formulas and constants are those of Keras's optimizers.
OPTIMIZERS = {
    "sgd": _sgd,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
}


@dataclasses.dataclass(frozen=True)
class DescentPath:
    """What descent from one point with one learning rate did.

    Attributes:
      learning_rate: The learning rate.
      points: float64 of shape [steps + 1, size]; NaN or infinite where it diverged.
      losses: float64 of shape [steps + 1].
      curvatures: float64 of shape [steps]: the second derivative along each step, as the change of
        the gradient over it says.
      verdict: `too small`, `good`, `oscillating` or `diverging`.
      reason: Why, in a sentence.
    """

    learning_rate: float
    points: np.ndarray = dataclasses.field(repr=False)
    losses: np.ndarray = dataclasses.field(repr=False)
    curvatures: np.ndarray = dataclasses.field(repr=False)
    verdict: str
    reason: str


class Descent:
    """Gradient descent on a function of one or two numbers.

    Args:
      function: The `ScalarFunction`.
      optimizer: A name of `OPTIMIZERS`.
      steps: The most steps that are asked for; all of them are taken in one compiled call.

    Raises:
      CannotDraw: There is no such optimizer.

    Example:
      >>> parabola = ScalarFunction(lambda x: x**2, (10.0,))
      >>> path = Descent(parabola, "sgd", 20).path((10.0,), 0.1)
      >>> path.verdict, round(float(path.points[1, 0]), 6)
      ('good', 8.0)
    """

    def __init__(self, function: ScalarFunction, optimizer: str = "sgd", steps: int = 100):
        if optimizer not in OPTIMIZERS:
            names = ", ".join(OPTIMIZERS)
            raise CannotDraw(f"The optimizers are {names}; {optimizer!r:.40} is none of them.")
        self.function = function
        self.optimizer = optimizer
        self.steps = steps
        self._descend = self._compiled()

    def _compiled(self):
        update = OPTIMIZERS[self.optimizer]
        numbers = np.zeros(self.function.size, self.function.dtype)
        one = np.ones((), self.function.dtype)

        def descend(start, rate, momentum):
            def follow(state, step):
                point, _, gradient, first, second = state
                point, first, second = update(point, gradient, rate, momentum, step, first, second)
                loss, gradient = self.function.value_and_gradient(point)
                return point, loss, gradient, first, second

            loss, gradient = self.function.value_and_gradient(start)
            state = (start, loss, gradient, 0.0 * start, 0.0 * start)
            steps = range_(1.0, self.steps + 1.0, dtype=self.function.dtype)
            points, losses, gradients, _, _ = scan(follow, steps, state)
            return start, loss, gradient, points, losses, gradients

        try:
            return function(descend).get_concrete_function(numbers, one, one)
        except Exception:
            # A function that cannot be traced is followed step by step; its errors come from there.
            return descend

    def path(self, start, learning_rate: float, momentum: float = 0.0, steps: int | None = None):
        """Returns the `DescentPath` from a point.

        Args:
          start: [size].
          learning_rate: The learning rate.
          momentum: For `sgd` and `nesterov`, from 0 to 1.
          steps: How many, if fewer than the descent's.
        """
        dtype = self.function.dtype
        arguments = [
            convert_to_tensor(np.asarray(value), dtype)
            for value in (start, learning_rate, momentum)
        ]
        start, loss, gradient, *rest = (result.numpy() for result in self._descend(*arguments))
        count = self.steps if steps is None else min(steps, self.steps)
        points, losses, gradients = (
            np.concatenate([first[None], following[:count]]).astype(np.float64)
            for first, following in zip((start, loss, gradient), rest, strict=True)
        )
        curvatures = _curvatures(points, gradients)
        is_plain = self.optimizer == "sgd" and momentum == 0
        verdict, reason = judge(losses, points, gradients, curvatures, learning_rate, is_plain)
        return DescentPath(learning_rate, points, losses, curvatures, verdict, reason)


@np.errstate(all="ignore")
def _curvatures(points, gradients):
    """Returns the second derivative along each step: [steps], NaN where there is no step."""
    moved, changed = np.diff(points, axis=0), np.diff(gradients, axis=0)
    return (moved * changed).sum(axis=1) / (moved**2).sum(axis=1)


@np.errstate(all="ignore")
def judge(losses, points, gradients, curvatures, learning_rate, is_plain):
    """Returns a verdict on a path, and the reason.

    Descent by plain steps on a parabola of curvature c multiplies the distance from the minimum by
    1 - learning_rate * c in each step: it falls for rates below 2/c, from side to side above 1/c.

    Args:
      losses: [steps + 1].
      points: [steps + 1, size].
      gradients: [steps + 1, size].
      curvatures: [steps].
      learning_rate: The learning rate.
      is_plain: Whether a step is the gradient times the learning rate, and no more.
    """
    finite = np.isfinite(losses) & np.isfinite(points).all(axis=1)
    known = curvatures[np.isfinite(curvatures) & (curvatures > 0)]
    curvature = float(np.max(known)) if known.size else None
    bound = ""
    if is_plain and curvature is not None:
        sign = "more" if learning_rate > 2 / curvature else "less"
        bound = (
            f" The largest curvature along the path is {curvature:.3g}, and {learning_rate:.3g} is "
            f"{sign} than 2/{curvature:.3g} = {2 / curvature:.3g}."
        )
    if not finite.all():
        return "diverging", f"After {int(np.argmin(finite))} steps the loss is no number.{bound}"
    if losses[-1] > losses[0]:
        return "diverging", f"The loss grew from {losses[0]:.3g} to {losses[-1]:.3g}.{bound}"
    turned = (gradients[1:] * gradients[:-1]).sum(axis=1) < 0
    still_moving = np.abs(gradients[1:]).max(axis=1) > 1e-6 * np.abs(gradients).max()
    share = turned[still_moving].mean() if still_moving.any() else 0.0
    if share > 0.5:
        said = f"In {share:.0%} of the steps the gradient turned round."
        return "oscillating", said + bound
    start = np.abs(gradients[0]).max()
    if start > 0 and np.abs(gradients[-1]).max() > 0.1 * start:
        left = np.abs(gradients[-1]).max() / start
        return (
            "too small",
            f"After {len(losses) - 1} steps the gradient still is {left:.0%} of its first.{bound}",
        )
    return "good", f"The loss fell from {losses[0]:.3g} to {losses[-1]:.3g}.{bound}"
