"""What belongs to layers, optimizers and metrics where an object is saved with `tf.saved_model`."""

import keras

from tfcourse.saved_model.tracking import (
    attributes_of,
    is_function,
    is_object,
    is_variable,
    register,
)

_KINDS = (keras.layers.Layer, keras.optimizers.Optimizer, keras.metrics.Metric)


def _children(owner) -> dict:
    """Returns an object's variables, and those of its attributes that things belong to."""
    found = {
        name: value
        for name, value in attributes_of(owner).items()
        if is_variable(value) or is_function(value) or is_object(value)
    }
    return {**found, "variables": list(owner.variables)}


def install():
    """Lets `tf.saved_model.save` find the variables of what Keras makes."""
    register(_KINDS, _children)
