"""`fit`, `evaluate`, `predict` and `adapt` over a `tf.data.Dataset`.

Keras looks for TensorFlow's class by its module, which may not be there: ours gets an adapter.
"""

import functools
import sys

import keras
import numpy as np
from keras.src.trainers import data_adapters
from keras.src.trainers.data_adapters.data_adapter import DataAdapter
from keras.src.trainers.data_adapters.data_adapter_utils import class_weight_to_sample_weights

from tfcourse.core import nest

_BUILD = "_symbolic_build"
_TARGETS = {"y": "the targets", "sample_weights": "the sample weights"}


def is_dataset(value) -> bool:
    """Says whether a value is a dataset of ours, without loading `tf.data`."""
    room = sys.modules.get("tfcourse.data.dataset")
    return room is not None and isinstance(value, room.Dataset)


class DatasetAdapter(DataAdapter):
    """Gives Keras the batches of a dataset as arrays.

    Args:
      dataset: A `tf.data.Dataset` of batches: inputs, or tuples that begin with inputs and targets.
      class_weight: The weight of each class by its number, or None.
    """

    def __init__(self, dataset, class_weight=None):
        self._dataset = dataset
        self._class_weight = class_weight

    def get_numpy_iterator(self):
        """Returns an iterator of the batches, made at once: making it takes seeds of `shuffle`."""
        return map(self._as_arrays, iter(self._dataset))

    get_jax_iterator = get_numpy_iterator

    def example(self):
        """Returns a batch of the right shapes, or None if more than the batch size is not known."""
        specs = nest.flatten(self._dataset.element_spec)
        if any(spec.shape.rank is None or None in spec.shape.as_list()[1:] for spec in specs):
            return None
        return nest.map_structure(
            lambda spec: np.broadcast_to(
                np.zeros((), spec.dtype.as_numpy_dtype), [spec.shape[0] or 1, *spec.shape[1:]]
            ),
            self._dataset.element_spec,
        )

    def _as_arrays(self, batch):
        batch = nest.map_structure(np.asarray, batch)
        if self._class_weight is None:
            return batch
        inputs, targets, *weights = batch
        if weights:
            raise ValueError("You cannot `class_weight` and `sample_weight` at the same time.")
        return inputs, targets, class_weight_to_sample_weights(targets, self._class_weight)

    @property
    def num_batches(self):
        """How many batches there are, or None."""
        count = int(self._dataset.cardinality())
        return count if count >= 0 else None

    @property
    def batch_size(self):
        """How large batches are, or None."""
        return nest.flatten(self._dataset.element_spec)[0].shape[0]

    @property
    def has_partial_batch(self):
        """None: it is not known whether a batch is smaller."""

    @property
    def partial_batch_size(self):
        """None: it is not known how large that is."""


def _adapter_of(original):
    @functools.wraps(original)
    def get_data_adapter(x, y=None, sample_weight=None, **options):
        if not is_dataset(x):
            return original(x, y=y, sample_weight=sample_weight, **options)
        for (name, words), value in zip(_TARGETS.items(), (y, sample_weight), strict=True):
            if value is not None:
                raise ValueError(
                    f"When providing `x` as a tf.data.Dataset, `{name}` should not be passed. "
                    f"Instead, {words} should be included as part of the tf.data.Dataset."
                )
        return DatasetAdapter(x, options.get("class_weight"))

    return get_data_adapter


def _building(original):
    @functools.wraps(original)
    def symbolic_build(self, iterator=None, data_batch=None):
        adapter = getattr(iterator, "data_adapter", None)
        if data_batch is None and isinstance(adapter, DatasetAdapter):
            # A batch taken for its shapes alone would take seeds of `shuffle`, too.
            data_batch = adapter.example()
        return original(self, iterator=iterator, data_batch=data_batch)

    return symbolic_build


def _normalizing(original):
    @functools.wraps(original)
    def adapt(self, data):
        return original(self, _whole(data) if is_dataset(data) else data)

    return adapt


def _discretizing(original):
    @functools.wraps(original)
    def adapt(self, data, steps=None):
        if self.num_bins is None or not is_dataset(data):
            return original(self, data, steps)
        self.reset_state()
        for batch in data if steps is None else data.take(steps):
            self.update_state(np.asarray(batch))
        return self.finalize_state()

    return adapt


def _whole(dataset) -> np.ndarray:
    """Returns the inputs of all batches, or all scalar elements, as one array."""
    batches = [element[0] if isinstance(element, tuple) else element for element in dataset]
    arrays = [np.asarray(batch) for batch in batches]
    return np.stack(arrays) if not arrays[0].ndim else np.concatenate(arrays)


def install():
    """Lets Keras take datasets."""
    data_adapters.get_data_adapter = _adapter_of(data_adapters.get_data_adapter)
    for kind in keras.Model.__mro__:
        if _BUILD in vars(kind):
            setattr(kind, _BUILD, _building(vars(kind)[_BUILD]))
    layers = keras.layers
    layers.Normalization.adapt = _normalizing(layers.Normalization.adapt)
    layers.Discretization.adapt = _discretizing(layers.Discretization.adapt)
