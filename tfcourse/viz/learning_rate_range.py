"""The learning-rate range test on a user's own training step, as data.

Leslie Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3: train for a
few steps while the learning rate grows; the loss says between which rates training learns.
"""

import dataclasses
import itertools
import sys

import numpy as np

from tfcourse.ops.creation import convert_to_tensor
from tfcourse.viz.kept_variables import variables_kept
from tfcourse.viz.picture import CannotDraw

_KEEP = 0.85  # Of the moving average that says when to stop.
_AROUND = 11  # So many losses are averaged.
_FIRST = 8  # So many are its beginning.
_BATCH = 32


@dataclasses.dataclass(frozen=True)
class RateRange:
    """What training with growing learning rates did.

    Attributes:
      rates: float64 of shape [steps].
      losses: float64 of shape [steps]; NaN or infinite where it left the numbers.
      smoothed: float64 of shape [steps]: the mean of the losses around each.
      suggested: (low, high), or None where no rate is good.
      reason: Why, in a sentence or two.
    """

    rates: np.ndarray = dataclasses.field(repr=False)
    losses: np.ndarray = dataclasses.field(repr=False)
    smoothed: np.ndarray = dataclasses.field(repr=False)
    suggested: tuple[float, float] | None
    reason: str


def run_range_test(step, lowest: float = 1e-6, highest: float = 10.0, steps: int = 100):
    """Trains with growing learning rates until the loss diverges; variables are as before then.

    Args:
      step: Trains for a step with a learning rate and returns the loss: float -> float.
      lowest: The first learning rate.
      highest: The last one.
      steps: How many there are, equal ratios apart.

    Returns:
      A `RateRange`.

    Raises:
      CannotDraw: The rates do not rise, or there are too few.
    """
    if not 0 < lowest < highest < np.inf:
        raise CannotDraw(
            f"The learning rates rise from above 0, not from {lowest:g} to {highest:g}."
        )
    if not 10 <= steps <= 10_000:
        raise CannotDraw(f"The test takes 10 to 10000 steps, not {steps}.")
    losses, averages = [], []
    average = weight = 0.0
    rates = np.geomspace(lowest, highest, steps)
    with variables_kept():
        for rate in rates:
            losses.append(step(float(rate)))
            average = _KEEP * average + (1 - _KEEP) * losses[-1]
            weight = _KEEP * weight + (1 - _KEEP)
            averages.append(average / weight)
            if not np.isfinite(losses[-1]) or _has_diverged(losses, averages):
                break
    rates, losses = rates[: len(losses)], np.array(losses)
    smoothed = _smoothed(losses)
    return RateRange(rates, losses, smoothed, *_suggestion(rates, losses, smoothed, steps))


def _smoothed(losses):
    """Returns the means of losses around each, those nearby more: an average that does not lag."""
    weights = np.bartlett(_AROUND + 2)[1:-1]
    kept = np.isfinite(losses)
    if kept.any():
        # One that is far above all others would lift those around it.
        first = losses[kept][0]
        most = first + 2 * max(first - losses[kept].min(), 0.5 * abs(first))
        losses = np.where(kept, np.minimum(losses, most), losses)
    sums = np.convolve(np.where(kept, losses, 0.0), weights)
    totals = np.convolve(kept, weights)
    middle = slice(_AROUND // 2, _AROUND // 2 + len(losses))
    return np.where(kept, sums[middle] / np.maximum(totals[middle], 1e-300), losses)


def _has_diverged(losses, averages):
    """Says whether the loss rose above its beginning by as much as it had fallen, or by half."""
    # Batches differ, so that one of them is no beginning.
    first = max(averages[:_FIRST])
    fall = first - min(averages)
    return averages[-1] > first + max(fall, 0.5 * abs(losses[0]), 1e-12)


def _suggestion(rates, losses, smoothed, steps):
    """Returns (low, high) or None, and the reason."""
    left = np.flatnonzero(~np.isfinite(losses))
    end = int(left[0]) if left.size else len(losses)
    said_end = ""
    if end < steps:
        at = rates[min(end, len(rates) - 1)]
        what = f"is {losses[end]:g}" if left.size else "has diverged"
        said_end = f" At {at:.2g} it {what}."
    if end < 3:
        return None, f"There are too few losses to tell.{said_end} Begin with a lower rate."
    logs, curve = np.log10(rates[:end]), smoothed[:end]
    lowest = int(np.argmin(curve))
    fall = np.median(curve[: max(lowest // 4, 1)]) - curve[lowest]
    noise = np.std((losses[:end] - curve)[: lowest + 1])
    if lowest == 0 or fall <= max(0.02 * abs(curve[0]), 1.5 * noise):
        return None, f"The loss did not fall at any rate up to {rates[end - 1]:.2g}.{said_end}"
    slopes = np.gradient(curve, logs)
    steepest = int(np.argmin(slopes[: lowest + 1]))
    low, best = rates[steepest], rates[lowest]
    high = best / 3
    if low >= high / 2:
        low = high / 10
        reason = f"A third of {best:.2g}, where the loss is lowest, and a tenth of that."
    else:
        reason = (
            f"The loss falls fastest at {low:.2g} and is lowest at {best:.2g}; a third of that "
            "leaves a margin."
        )
    if not said_end:
        said_end = f" It has not diverged at {rates[-1]:.2g}: higher rates may do, too."
    return (float(f"{low:.2g}"), float(f"{high:.2g}")), reason + said_end


def step_of(given, data=None, optimizer=None, on=None, batch_size: int = _BATCH):
    """Returns the training step of what a user has, as `run_range_test` takes it, and its name.

    Args:
      given: `step(learning_rate)` that returns the loss, `step()` if there is an optimizer, or a
        compiled Keras model.
      data: Batches, whose parts the step gets as further arguments; repeated as often as needed.
      optimizer: The Keras optimizer that the step uses: its learning rate is set.
      on: `(x, y)` for a model.
      batch_size: Of the batches of `x` and `y`.

    Raises:
      CannotDraw: It is something else.
    """
    if is_model(given):
        return _step_of_model(given, on, batch_size), given.name
    if not callable(given):
        raise CannotDraw(
            "A training step, step(learning_rate) that returns the loss, or a compiled Keras "
            f"model is needed; got {given!r:.60}."
        )
    if on is not None:
        raise CannotDraw("--on x,y goes with a Keras model; a function gets --data batches.")
    name = getattr(given, "__name__", "step")
    batches = itertools.repeat(()) if data is None else _repeated(data)
    if optimizer is not None:
        set_rate = _rate_setter(optimizer)

        def step(rate):
            set_rate(rate)
            return loss_of(given(*next(batches)), name)

        return step, name

    def step(rate):
        return loss_of(given(convert_to_tensor(rate, "float32"), *next(batches)), name)

    return step, name


def is_model(value) -> bool:
    """Says whether a value is a Keras model, without loading Keras to find out."""
    keras = sys.modules.get("keras")
    return hasattr(keras, "Model") and isinstance(value, keras.Model)


def checked_pair(on):
    """Returns x and y.

    Raises:
      CannotDraw: They are something else.
    """
    if not isinstance(on, tuple | list) or len(on) != 2:
        raise CannotDraw("A model is tried on data: --on x,y.")
    x, y = on
    try:
        sizes = len(x), len(y)
    except TypeError:
        raise CannotDraw("x and y of --on x,y are arrays or tensors of samples.") from None
    if sizes[0] != sizes[1] or not sizes[0]:
        raise CannotDraw(f"x and y have the same number of samples, not {sizes[0]} and {sizes[1]}.")
    return x, y


def checked_model(model, x):
    """Returns a compiled Keras model, with all its variables made.

    Raises:
      CannotDraw: It is not compiled.
    """
    if not getattr(model, "compiled", False):
        raise CannotDraw(f"The model {model.name} is not compiled: model.compile(optimizer, loss).")
    if not model.built:
        model(x[:1])
    return model


def _step_of_model(model, on, batch_size):
    x, y = checked_pair(on)
    if batch_size < 1:
        raise CannotDraw(f"A batch has one sample or more, not {batch_size}.")
    set_rate = _rate_setter(checked_model(model, x).optimizer)
    order = np.random.default_rng(0).permutation(len(x))
    x, y = np.asarray(x), np.asarray(y)
    starts = itertools.cycle(range(0, len(order), batch_size))

    def step(rate):
        set_rate(rate)
        chosen = order[(start := next(starts)) : start + batch_size]
        # Otherwise the loss is the mean over all steps so far.
        model.reset_metrics()
        return float(model.train_on_batch(x[chosen], y[chosen], return_dict=True)["loss"])

    return step


def _rate_setter(optimizer):
    """Returns a function that sets an optimizer's learning rate."""

    def set_rate(rate):
        optimizer.learning_rate = rate

    if not hasattr(optimizer, "apply_gradients") or not hasattr(optimizer, "learning_rate"):
        raise CannotDraw(f"A Keras optimizer is needed; got {optimizer!r:.60}.")
    try:
        set_rate(float(np.asarray(optimizer.learning_rate)))
    except TypeError:
        raise CannotDraw(
            "The optimizer's learning rate follows a schedule; the test needs one that is a number."
        ) from None
    return set_rate


def _repeated(data):
    """Yields the parts of each batch, again and again.

    Raises:
      CannotDraw: There is no batch.
    """
    while True:
        count = 0
        try:
            batches = iter(data)
        except TypeError:
            raise CannotDraw(
                f"--data takes batches, such as a dataset; got {data!r:.60}."
            ) from None
        for count, batch in enumerate(batches, 1):  # noqa: B007
            yield batch if isinstance(batch, tuple | list) else (batch,)
        if not count:
            raise CannotDraw("--data has no batches, or can be gone through only once.")


def loss_of(result, name: str) -> float:
    """Returns the loss that a step returned: a number, or of a dict that of `loss`.

    Raises:
      CannotDraw: It is something else.
    """
    if isinstance(result, dict):
        result = result.get("loss")
    try:
        value = np.asarray(result, np.float64)
    except (TypeError, ValueError):
        value = None
    if value is None or value.ndim or result is None:
        said = "None" if result is None else f"{result!r:.60}"
        raise CannotDraw(f"{name} has to return the loss, one number; it returned {said}.")
    return float(value)
