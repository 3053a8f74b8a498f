"""Puts the bridge in place, once, when Keras is loaded through tfcourse."""

import functools

import jax


@functools.cache
def install(keras):
    """Teaches Keras about our tensors; without one it does what it did.

    Args:
      keras: The package.
    """
    from tfcourse.core.convert import register_converter
    from tfcourse.core.tensor import EagerTensor
    from tfcourse.keras.bridge import (
        call_errors,
        callables,
        datasets,
        exporting,
        functions,
        layers,
        losses,
        optimizer_names,
        optimizers,
        random,
        sizes,
        text_layers,
        tracked,
        training,
        variables,
        windows,
    )

    register_converter(jax.core.Tracer, lambda tracer, dtype: EagerTensor(tracer))
    # What stands in the place of functions of Keras's before `functions`, which teaches it.
    for part in (
        random,
        windows,
        variables,
        functions,
        sizes,
        layers,
        text_layers,
        losses,
        optimizers,
        optimizer_names,
        callables,
        call_errors,
        datasets,
        training,
        exporting,
        tracked,
    ):
        part.install()
