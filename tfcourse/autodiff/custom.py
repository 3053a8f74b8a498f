"""Functions with a gradient of their own: `tf.custom_gradient` and what is built on it."""

import contextlib
import functools
import inspect

from tfcourse.autodiff.tape import GradientTape
from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.ops.array import identity


def _as_list(value) -> list:
    flat = nest.flatten(value)
    return [] if value is None else flat


@contextlib.contextmanager
def unrecorded():
    """Hides the operations of a `with` block from all tapes and accumulators."""
    tapes, context.tapes = context.tapes, ()
    try:
        yield
    finally:
        context.tapes = tapes


class _Call:
    """One call of a custom-gradient function: what was given, read and returned."""

    def __init__(self, function, args, kwargs):
        self.inputs = [convert(item) for item in nest.flatten(args, expand_composites=True)]
        given = nest.pack_sequence_as(args, self.inputs, expand_composites=True)
        with GradientTape() as watcher:
            self.result, self.gradient = function(*given, **kwargs)
        self.results = nest.flatten(self.result, expand_composites=True)
        # Tensors of their own, a result may be an argument; from here on tapes see the call only.
        with unrecorded():
            self.outputs = [identity(item) for item in self.results]
        own = {id(item.handle) for item in nest.flatten(args) if isinstance(item, Variable)}
        self.variables = [
            variable
            for variable in watcher.watched_variables()
            if variable.trainable and id(variable.handle) not in own
        ]

    def backward(self, *cotangents):
        """Calls the user's gradient; returns one cotangent per input, then per variable."""
        if not self.variables:
            return self._checked(_as_list(self.gradient(*cotangents)))
        parameters = inspect.signature(self.gradient).parameters.values()
        if not any(
            item.name == "variables" or item.kind is item.VAR_KEYWORD for item in parameters
        ):
            raise TypeError(
                "@tf.custom_gradient grad_fn must accept keyword argument 'variables', since "
                f"function uses variables: {self.variables}"
            )
        gradients, of_variables = self.gradient(*cotangents, variables=self.variables)
        of_variables = _as_list(of_variables)
        if len(of_variables) != len(self.variables):
            raise ValueError(
                "Must return gradient for each variable from @custom_gradient grad_fn."
            )
        return self._checked(_as_list(gradients)) + of_variables

    def _checked(self, gradients):
        if not gradients:
            gradients = [None] * len(self.inputs)
        if len(gradients) != len(self.inputs):
            raise ValueError(
                f"custom_gradient function expected to return {len(self.inputs)} gradients, but "
                f"returned {len(gradients)} instead."
            )
        return gradients


@export("custom_gradient")
def custom_gradient(f=None):
    """Gives a function a gradient of its own.

    Args:
      f: Called with tensors, it returns `(result, grad_fn)`; `grad_fn` is called with one cotangent
        per result and returns one per argument. Where `f` reads variables, `grad_fn` takes
        `variables=` and returns `(gradients of arguments, gradients of variables)`.

    Returns:
      A function with the arguments of `f` that returns its result.

    Raises:
      ValueError: when a gradient is asked for and `grad_fn` returns another number of them.

    Example:
      >>> import tfcourse as tf
      >>> @tf.custom_gradient
      ... def double_backward(x):
      ...     return x, lambda cotangent: 2.0 * cotangent
      >>> x = tf.Variable(1.0)
      >>> with tf.GradientTape() as tape:
      ...     y = double_backward(x)
      >>> tape.gradient(y, x).numpy().item()
      2.0

    Source: `tf.custom_gradient`.
    """
    if f is None:
        return custom_gradient

    @functools.wraps(f)
    def call(*args, **kwargs):
        made = _Call(f, args, kwargs)
        # Read again where the tapes around can see it.
        inputs = [*made.inputs, *(variable.value() for variable in made.variables)]
        for tape in context.tapes:
            tape.record_custom(inputs, made.outputs, made.backward, made.results)
        return nest.pack_sequence_as(made.result, made.outputs, expand_composites=True)

    return call


@export("grad_pass_through")
def grad_pass_through(f):
    """Returns a function that computes `f` and has the gradient of the identity.

    Args:
      f: A function of one tensor.

    Source: `tf.grad_pass_through`.
    """

    @custom_gradient
    def passed(*args, **kwargs):
        def gradient(*cotangents, variables=None):
            flat = cotangents[0] if len(cotangents) == 1 else cotangents
            return flat if variables is None else (flat, [None] * len(variables))

        return f(*args, **kwargs), gradient

    return passed


@export("recompute_grad")
def recompute_grad(f):
    """Returns a function that computes `f` and, for its gradient, computes it again.

    Args:
      f: A function of tensors.

    Source: `tf.recompute_grad`.
    """

    @custom_gradient
    def recomputed(*args, **kwargs):
        def gradient(*cotangents, variables=None):
            with GradientTape() as tape:
                tape.watch([item for item in nest.flatten(args) if isinstance(item, Tensor)])
                result = f(*args, **kwargs)
            sources = [list(args), list(variables or [])]
            gradients, of_variables = tape.gradient(result, sources, list(cotangents))
            return gradients if variables is None else (gradients, of_variables)

        return f(*args, **kwargs), gradient

    return recomputed
