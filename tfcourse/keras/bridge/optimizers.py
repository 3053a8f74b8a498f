"""Optimizers over our variables and Keras's: a step is one operation."""

import functools

import keras

from tfcourse.autodiff.tape import GradientTape
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.keras.bridge.call import calls_of, run_as_op
from tfcourse.keras.bridge.situation import is_observed, is_traced, isolated, unwrap
from tfcourse.keras.bridge.variables import view_of


def _as_keras(variable):
    return view_of(variable) if isinstance(variable, Variable) else variable


def _build(original):
    @functools.wraps(original)
    def build(self, variables):
        with isolated():
            return original(self, list(map(_as_keras, variables)))

    return build


def _apply(original):
    @functools.wraps(original)
    def apply(self, grads, trainable_variables=None):
        grads = list(grads)
        variables = trainable_variables
        if variables is not None:
            variables = list(map(_as_keras, variables))
        if is_traced() and not is_observed():
            return original(self, unwrap(grads), variables)
        # `IndexedSlices` have no class in common with tensors.
        is_known = any(isinstance(item, (Tensor, Variable)) or _is_sparse(item) for item in grads)
        if not (is_known or context.graph is not None):
            return original(self, grads, variables)
        grads = [None if item is None else convert(item) for item in grads]
        if variables is not None and not self.built:
            with isolated(), keras.name_scope(self.name, caller=self):
                self.build(variables)
        call = functools.partial(_step, original, self, variables)
        key = None if variables is None else tuple(map(id, variables))
        tapes, context.tapes = context.tapes, ()
        try:
            run_as_op(type(self).__name__, call, (grads,), {}, calls_of(self), key)
        finally:
            context.tapes = tapes
        return None

    return apply


def _is_sparse(gradient) -> bool:
    return hasattr(gradient, "indices") and hasattr(gradient, "dense_shape")


def _step(original, optimizer, variables, grads):
    original(optimizer, grads, variables)


def minimize(self, loss, var_list, tape=None):
    """Computes the gradients of a loss and applies them.

    Args:
      self: The optimizer.
      loss: A function without arguments that returns the loss, or with `tape` a tensor.
      var_list: The variables, or a function without arguments that returns them.
      tape: The tape that recorded the loss.

    Returns:
      The number of steps so far.

    Raises:
      ValueError: if the loss is a tensor and there is no tape.

    Source: `tf.keras.optimizers.Optimizer.minimize` of TensorFlow up to 2.15.
    """
    if callable(loss):
        with GradientTape() if tape is None else tape as tape:
            if not callable(var_list):
                tape.watch(var_list)
            loss = loss()
    elif tape is None:
        raise ValueError("`tape` is required when a `Tensor` loss is passed.")
    variables = var_list() if callable(var_list) else var_list
    variables = list(variables) if isinstance(variables, (list, tuple)) else [variables]
    return self.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))


def install():
    """Teaches optimizers about our tensors and variables."""
    base = keras.optimizers.Optimizer
    owner = next(kind for kind in base.__mro__ if "apply" in vars(kind))
    for kind in base.__mro__[1:]:
        if "apply" in vars(kind):
            owner = kind
    owner.apply = _apply(owner.apply)
    for kind in _classes(owner):
        if "build" in vars(kind):
            kind.build = _build(kind.build)
    base.minimize = minimize


def _classes(kind):
    yield kind
    for inner in kind.__subclasses__():
        yield from _classes(inner)
