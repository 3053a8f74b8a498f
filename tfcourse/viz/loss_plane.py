"""The loss of a model of any size over two directions from where its variables are.

Li, Xu, Taylor, Studer and Goldstein, "Visualizing the Loss Landscape of Neural Nets", 2018: random
directions are made comparable by giving each filter of them the norm of the model's.
"""

import numpy as np

from tfcourse.autodiff.tape import GradientTape
from tfcourse.function.function import function
from tfcourse.function.map_fn import map_fn
from tfcourse.ops.casting import cast
from tfcourse.ops.creation import convert_to_tensor
from tfcourse.ops.joining import stack
from tfcourse.ops.reductions import reduce_sum
from tfcourse.ops.sums import add_n
from tfcourse.viz.descent import Descent, DescentPath
from tfcourse.viz.gradient_flow import short_names
from tfcourse.viz.kept_variables import variables_kept
from tfcourse.viz.learning_rate_range import loss_of
from tfcourse.viz.picture import CannotDraw


class LossPlane:
    """A loss over (a, b): at the variables' values plus a times one direction, b times another.

    Args:
      loss: Takes nothing and returns the loss.
      variables: What it depends on, ours or Keras's; they keep their values.
      directions: Two, each a list of arrays of the variables' shapes, or None for a random one.
      seed: Of random directions.
      name: What the loss is of.

    Attributes:
      name: What the loss is of.
      size: How many numbers it takes: 2.
      dtype: The dtype of its arguments.
      lengths: The norms of both directions.

    Raises:
      CannotDraw: There are no variables, a direction does not fit them, or the loss is no number.

    Example:
      >>> w = tf.Variable([1.0, 2.0])
      >>> plane = LossPlane(lambda: tf.reduce_sum(w**2), [w], ([[1.0, 0.0]], [[0.0, 1.0]]))
      >>> plane.values([[0.0, 0.0], [1.0, 0.0], [0.0, -2.0]]).tolist()
      [5.0, 8.0, 1.0]
    """

    size = 2
    dtype = "float32"

    def __init__(self, loss, variables, directions=(None, None), seed: int = 0, name="loss"):
        if not callable(loss):
            raise CannotDraw(f"A function that returns the loss is needed; got {loss!r:.60}.")
        self._variables = _checked_variables(variables)
        self._loss = loss
        self.name = name
        self._starts = [convert_to_tensor(variable).numpy() for variable in self._variables]
        random = np.random.default_rng(seed)
        self._directions = [
            self._random(random) if direction is None else self._fitting(direction)
            for direction in directions
        ]
        self.lengths = [
            float(np.sqrt(sum(np.sum(np.square(part, dtype=np.float64)) for part in direction)))
            for direction in self._directions
        ]
        if not all(self.lengths):
            raise CannotDraw("A direction of zeros leads nowhere.")
        self._compiled = {}
        # What is wrong with the loss itself is raised here, in the user's own line.
        loss_of(loss(), name)

    def _random(self, random):
        """Returns a random direction of which each filter has the norm of the variables'.

        A filter is what makes one output: the last axis counts them. Vectors, biases for the most
        part, stay where they are.
        """
        parts = []
        for start in self._starts:
            if start.ndim < 2:
                parts.append(np.zeros_like(start))
                continue
            part = random.normal(size=start.shape)
            axes = tuple(range(start.ndim - 1))
            norms = np.sqrt(np.sum(np.square(start, dtype=np.float64), axes))
            part *= norms / np.sqrt(np.sum(part**2, axes))
            parts.append(part.astype(start.dtype))
        if not any(part.any() for part in parts):
            # There are vectors only.
            parts = [random.normal(size=start.shape).astype(start.dtype) for start in self._starts]
        return parts

    def _fitting(self, direction):
        if not isinstance(direction, list | tuple) or len(direction) != len(self._starts):
            raise CannotDraw(
                f"A direction is a list of {len(self._starts)} arrays, one for each variable."
            )
        parts = []
        names = short_names(self._variables)
        for part, start, name in zip(direction, self._starts, names, strict=True):
            part = np.asarray(part, start.dtype)
            if part.shape != start.shape:
                raise CannotDraw(
                    f"The direction's part for {name} has the shape {start.shape}, not "
                    f"{part.shape}."
                )
            parts.append(part)
        return parts

    def _assign(self, point):
        first, second = self._directions
        for variable, start, one, two in zip(
            self._variables, self._starts, first, second, strict=True
        ):
            at = cast(point, start.dtype)
            variable.assign(start + at[0] * one + at[1] * two)

    def _value(self, point):
        self._assign(point)
        return cast(self._loss(), self.dtype)

    def value_and_gradient(self, point):
        """Returns the value, [], and the gradient, [2], as tensors for a tensor [2]."""
        self._assign(point)
        with GradientTape() as tape:
            loss = cast(self._loss(), self.dtype)
        gradients = tape.gradient(loss, self._variables, unconnected_gradients="zero")
        slopes = [
            add_n(
                [
                    cast(reduce_sum(convert_to_tensor(gradient) * part), self.dtype)
                    for gradient, part in zip(gradients, direction, strict=True)
                ]
            )
            for direction in self._directions
        ]
        return loss, stack(slopes)

    def values(self, points) -> np.ndarray:
        """Returns the losses at points, in one compiled call if there can be one.

        Args:
          points: [..., 2].

        Returns:
          float64 of shape [...].
        """
        points = np.asarray(points, np.float64)
        flat = convert_to_tensor(points.reshape(-1, 2), self.dtype)
        with variables_kept():
            try:
                values = self._mapped(flat)(flat).numpy()
            except Exception:
                # What cannot be traced is asked for point by point; its own errors come from there.
                values = np.array([self._value(point).numpy() for point in flat])
        return values.astype(np.float64).reshape(points.shape[:-1])

    def _mapped(self, flat):
        if len(flat) not in self._compiled:
            traced = function(lambda points: map_fn(self._value, points))
            self._compiled[len(flat)] = traced.get_concrete_function(flat)
        return self._compiled[len(flat)]


class PlaneDescent(Descent):
    """Descent within a `LossPlane`, as `DescentPicture` asks for it; variables keep their values.

    Args:
      plane: The `LossPlane`.
      optimizer: A name of `OPTIMIZERS`.
      steps: The most steps that are asked for.

    Raises:
      CannotDraw: There is no such optimizer.
    """

    def __init__(self, plane: LossPlane, optimizer: str = "sgd", steps: int = 100):
        with variables_kept():
            super().__init__(plane, optimizer, steps)

    def path(self, start, learning_rate, momentum=0.0, steps=None) -> DescentPath:
        """Returns the `DescentPath` from a point; see `Descent.path`."""
        with variables_kept():
            return super().path(start, learning_rate, momentum, steps)


def _checked_variables(variables):
    if not isinstance(variables, list | tuple):
        variables = [variables]
    for variable in variables:
        if not hasattr(variable, "assign") or not hasattr(variable, "shape"):
            raise CannotDraw(f"Variables are needed; got {variable!r:.60}.")
    if not variables:
        raise CannotDraw("There are no variables to move.")
    return list(variables)
