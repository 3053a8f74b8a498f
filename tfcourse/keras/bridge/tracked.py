"""What belongs to layers, optimizers and metrics where an object is saved with `tf.saved_model`."""

import keras
from keras.src.export import export_utils

from tfcourse.core import nest
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import Tensor
from tfcourse.function.function import function
from tfcourse.saved_model.tracking import (
    attributes_of,
    is_function,
    is_object,
    is_variable,
    register,
    register_signature,
)

_KINDS = (keras.layers.Layer, keras.optimizers.Optimizer, keras.metrics.Metric)


def spec_of(item) -> TensorSpec:
    """Returns the spec that a `keras.InputSpec`, a Keras tensor or a tensor stands for."""
    if isinstance(item, TensorSpec):
        return item
    if isinstance(item, Tensor):
        return TensorSpec([None, *item.shape[1:]], item.dtype)
    item = export_utils.make_input_spec(item)
    return TensorSpec(item.shape, as_dtype(item.dtype), item.name)


def _children(owner) -> dict:
    """Returns an object's variables, and those of its attributes that things belong to."""
    found = {
        name: value
        for name, value in attributes_of(owner).items()
        if is_variable(value) or is_function(value) or is_object(value)
    }
    return {**found, "variables": list(owner.variables)}


def _signature(model):
    """Returns the trace of a model's call on its inputs, or None where these are not known."""
    try:
        specs = nest.map_structure(spec_of, export_utils.get_input_signature(model))
    except (TypeError, ValueError):
        return None
    if len(specs) == 1 and not nest.is_nested(specs[0]):
        specs = [TensorSpec(specs[0].shape, specs[0].dtype, "inputs")]
    call = function(lambda *inputs: model(*inputs), input_signature=specs, autograph=False)
    return call.get_concrete_function()


def install():
    """Lets `tf.saved_model.save` find the variables of what Keras makes, and call models."""
    register(_KINDS, _children)
    register_signature(keras.Model, _signature)
