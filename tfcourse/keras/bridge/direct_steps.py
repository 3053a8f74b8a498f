"""Steps of a model called as on TensorFlow: `model.train_step(data)` reads and writes variables.

On JAX, Keras's steps are functions of the state. A step of the user's that calls `super()`'s with
the data alone, and one called from outside of `fit`, gets what TensorFlow's would do.
"""

import functools
import warnings

import jax
import keras

from tfcourse.autodiff.tape import GradientTape
from tfcourse.keras.bridge.situation import wrap


def _predicted(model, x, training):
    if model._call_has_training_arg:
        return model(x, training=training)
    return model(x)


def _tracked_loss(model, x, y, y_pred, sample_weight, training):
    loss = model._compute_loss(
        x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, training=training
    )
    size = keras.ops.shape(jax.tree_util.tree_leaves(x)[0])[0]
    model._loss_tracker.update_state(loss, sample_weight=size)
    return loss


def train_step(model, data):
    """Trains on a batch.

    Args:
      model: The model, compiled.
      data: Inputs; or a tuple of inputs, targets and weights.

    Returns:
      The metrics by name.
    """
    x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
    with GradientTape() as tape:
        y_pred = _predicted(model, x, True)
        loss = _tracked_loss(model, x, y, y_pred, sample_weight, True)
        if model.optimizer is not None:
            loss = model.optimizer.scale_loss(loss)
    variables = model.trainable_variables
    if variables:
        gradients = tape.gradient(loss, variables)
        model.optimizer.apply_gradients(zip(gradients, variables, strict=True))
    return wrap(model.compute_metrics(x, y, y_pred, sample_weight=sample_weight))


def test_step(model, data):
    """Evaluates a batch; arguments and results are those of `train_step`."""
    x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
    y_pred = _predicted(model, x, False)
    _tracked_loss(model, x, y, y_pred, sample_weight, False)
    return wrap(model.compute_metrics(x, y, y_pred, sample_weight=sample_weight))


def predict_step(model, data):
    """Returns the outputs for a batch, of which targets and weights are left aside."""
    x, _, _ = keras.utils.unpack_x_y_sample_weight(data)
    return _predicted(model, x, False)


def compiled_loss(model, y, y_pred, sample_weight=None, regularization_losses=None):
    """Returns the loss that the model was compiled with, as Keras 2 named it."""
    warnings.warn(
        "`model.compiled_loss()` is deprecated: write "
        "`model.compute_loss(x, y, y_pred, sample_weight, training)`.",
        stacklevel=2,
    )
    return model.compute_loss(x=None, y=y, y_pred=y_pred, sample_weight=sample_weight)


class CompiledMetrics:
    """`model.compiled_metrics`, as Keras 2 named the metrics that a model was compiled with."""

    def __init__(self, model):
        self._model = model

    def update_state(self, y, y_pred, sample_weight=None):
        """Updates each metric with a batch."""
        warnings.warn(
            "`model.compiled_metrics` is deprecated: write `for metric in self.metrics: "
            "metric.update_state(y, y_pred)`.",
            stacklevel=2,
        )
        for metric in self._model.metrics:
            # A mean is of predictions, all else compares.
            is_mean = isinstance(metric, keras.metrics.Mean)
            values = (y_pred,) if is_mean else (y, y_pred)
            metric.update_state(*values, sample_weight=sample_weight)


_DIRECT = {"train_step": train_step, "test_step": test_step, "predict_step": predict_step}


def or_direct(original):
    """Returns a step of Keras's that given data alone does as on TensorFlow."""
    direct = _DIRECT[original.__name__]

    @functools.wraps(original)
    def step(self, *args, **kwargs):
        if len(args) + len(kwargs) == 1:
            return direct(self, *args, **kwargs)
        return original(self, *args, **kwargs)

    return step
