"""Trying something out on a user's own variables: afterwards all of them are as they were."""

import contextlib
import gc
import sys

from tfcourse.core.handle import Handle


@contextlib.contextmanager
def variables_kept():
    """Gives every variable of the process its value back at the end: ours, Keras's, optimizers'.

    Values are replaced and never written into, so that to keep them is to keep hold of them. The
    slots of an optimizer that was used for the first time meanwhile get the values that they begin
    with; other variables made meanwhile keep what they have.

    Example:
      >>> v = tf.Variable(1.0)
      >>> with variables_kept():
      ...     _ = v.assign(5.0)
      >>> v.numpy()
      np.float32(1.0)
    """
    before = [(variable, handle, handle.tensor) for variable, handle in _variables()]
    unused = [optimizer for optimizer in _optimizers() if not optimizer.built]
    try:
        yield
    finally:
        for _, handle, tensor in before:
            if handle.tensor is not tensor:
                handle.tensor = tensor
        for optimizer in unused:
            if optimizer.built:
                _begin_again(optimizer)


def _instances(*kinds):
    # Asking an object itself for its class may wake up what was to be loaded later.
    return [found for found in gc.get_objects() if issubclass(type(found), kinds)]


def _keras():
    """Returns Keras, if `tf.keras` was used, else None."""
    return sys.modules["keras"] if "tfcourse.keras.bridge.variables" in sys.modules else None


def _variables():
    """Returns all variables that have values, and the handle of each."""
    # That of a Keras variable does not keep it alive, so that it is asked for by the variable.
    handles = [handle for handle in _instances(Handle) if type(handle) is Handle]
    found = [(handle.variable(), handle) for handle in handles]
    if _keras() is not None:
        from tfcourse.keras.bridge.variables import handle_of

        found += [(variable, handle_of(variable)) for variable in _instances(_keras().Variable)]
    return [pair for pair in found if pair[0] is not None and pair[1].tensor is not None]


def _optimizers():
    return [] if _keras() is None else _instances(_keras().optimizers.Optimizer)


def _begin_again(optimizer):
    """Gives the variables of a Keras optimizer the values that they begin with."""
    from tfcourse.keras.bridge.variables import handle_of

    new = type(optimizer).from_config(optimizer.get_config())
    new.build(optimizer._trainable_variables)
    for variable, first in zip(optimizer.variables, new.variables, strict=True):
        # The learning rate that the new one has may be one that was tried out.
        if variable is not getattr(optimizer, "_learning_rate", None):
            handle_of(variable).tensor = handle_of(first).tensor
