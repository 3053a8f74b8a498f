"""Models that take strings: Keras's loops over batches are XLA's, which has no strings."""

import inspect

import jax
import keras
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.tensor import EagerTensor
from tfcourse.keras.bridge.datasets import is_dataset
from tfcourse.keras.bridge.situation import to_tensor

_BATCH = 32


def _holds_string(leaf) -> bool:
    if isinstance(leaf, np.ndarray):
        return leaf.dtype.kind in "OSU" and isinstance(
            leaf.flat[0] if leaf.size else 0, (str, bytes)
        )
    return isinstance(leaf, EagerTensor) and leaf.dtype is dtypes.string


def _is_dataset_of_strings(leaf) -> bool:
    if not is_dataset(leaf):
        return False
    specs = jax.tree_util.tree_leaves(leaf.element_spec)
    return any(getattr(spec, "dtype", None) is dtypes.string for spec in specs)


def holds_strings(arguments) -> bool:
    """Says whether data that a model is given has strings in it."""
    leaves = jax.tree_util.tree_leaves(arguments)
    return any(_holds_string(leaf) or _is_dataset_of_strings(leaf) for leaf in leaves)


def run_on_strings(model, method, args, kwargs):
    """Predicts from strings, or evaluates on them, batch by batch, as the model is called.

    Args:
      model: The model.
      method: The method of Keras's that was called: `predict`, `fit`, ...
      args: Its arguments.
      kwargs: Its keyword arguments.

    Raises:
      TypeError: if the method trains; says how to do that.
    """
    name = method.__name__
    given = inspect.signature(method).bind(model, *args, **kwargs)
    given.apply_defaults()
    options = given.arguments
    if name in ("predict", "predict_on_batch"):
        return _predicted(model, options)
    if name == "evaluate":
        return _evaluated(model, options)
    raise TypeError(
        f"{name}() takes numbers: compiled training has no strings. Look them up before, such as "
        "dataset.map(lambda text, label: (vectorize(text), label)), and leave the layer that does "
        "so out of the model that is trained."
    )


def _predicted(model, options):
    results = [model(batch[0], training=False) for batch in _batches(options)]
    return jax.tree_util.tree_map(
        lambda *parts: np.concatenate([*map(np.asarray, parts)]), *results
    )


def _evaluated(model, options):
    callbacks = options["callbacks"]
    if not isinstance(callbacks, keras.callbacks.CallbackList):
        verbose = 1 if options["verbose"] == "auto" else options["verbose"]
        callbacks = keras.callbacks.CallbackList(
            callbacks, add_progbar=verbose != 0, verbose=verbose, model=model
        )
    model.reset_metrics()
    callbacks.on_test_begin()
    logs = {}
    for step, (x, y, weights) in enumerate(_batches(options)):
        callbacks.on_test_batch_begin(step)
        predicted = model(x, training=False)
        loss = model.compute_loss(x, y, predicted, weights, training=False)
        model._loss_tracker.update_state(loss, sample_weight=len(jax.tree_util.tree_leaves(y)[0]))
        logs = model.compute_metrics(x, y, predicted, weights)
        logs = {name: float(value) for name, value in logs.items()}
        callbacks.on_test_batch_end(step, logs)
    callbacks.on_test_end(logs)
    return logs if options["return_dict"] else model._flatten_metrics_in_order(logs)


def _batches(options):
    """Yields inputs, targets and weights of each batch; None where there are none."""
    data = tuple(options.get(name) for name in ("x", "y", "sample_weight"))
    if is_dataset(data[0]):
        for batch in data[0]:
            yield keras.utils.unpack_x_y_sample_weight(batch)
        return
    size = options.get("batch_size") or _BATCH
    leaves, structure = jax.tree_util.tree_flatten(jax.tree_util.tree_map(to_tensor, data))
    for first in range(0, leaves[0].shape[0], size):
        yield structure.unflatten([leaf[first : first + size] for leaf in leaves])
