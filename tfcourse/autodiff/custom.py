"""Functions with a gradient of their own: `tf.custom_gradient` and what is built on it."""

import contextlib
import functools
import inspect

from tfcourse.autodiff.recorder import Recorder
from tfcourse.autodiff.tape import GradientTape
from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.graph import Graph
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import UnreadVariable, Variable
from tfcourse.ops.identities import identity


def _as_list(value) -> list:
    flat = nest.flatten(value)
    return [] if value is None else flat


@contextlib.contextmanager
def seen_by(recorders: tuple):
    """Lets only the given tapes and accumulators see the operations of a `with` block."""
    tapes, context.tapes = context.tapes, recorders
    try:
        yield
    finally:
        context.tapes = tapes


def _as_input(item):
    """Returns an argument as the function gets it: in a graph always a tensor."""
    if context.graph is not None or isinstance(item, (Tensor, Variable)):
        return convert(item)
    return item


def _takes_variables(function) -> bool:
    parameters = inspect.signature(function).parameters.values()
    return any(item.name == "variables" or item.kind is item.VAR_KEYWORD for item in parameters)


class _Reads(Recorder):
    """Records which variables are read, and nothing else."""

    def __init__(self):
        self._handles = {}

    def record_read(self, handle, tensor):
        """Notes that a variable was read."""
        if handle.trainable:
            self._handles[id(handle)] = handle

    def variables(self) -> list:
        """Returns the variables that were read, in the order in which they first were."""
        found = [(handle, handle.variable()) for handle in self._handles.values()]
        return [UnreadVariable(handle) if item is None else item for handle, item in found]


class _Call:
    """One call of a custom-gradient function: what was given, read and returned.

    Args:
      function: The user's function.
      args: Its arguments.
      kwargs: Its keyword arguments.
      recomputes: Whether its gradient computes again what must not be kept from the call.

    Attributes:
      inputs: The arguments, then what was read from variables, as tensors that tapes know.
      outputs: The results, as tensors of their own.
      results: The results as the function computed them.
    """

    def __init__(self, function, args, kwargs, recomputes):
        arguments = [_as_input(item) for item in nest.flatten(args, expand_composites=True)]
        self._argument_count = len(arguments)
        given = nest.pack_sequence_as(args, arguments, expand_composites=True)
        reads = _Reads()
        with seen_by((*context.tapes, reads)):
            self._structure, self.gradient = function(*given, **kwargs)
        self.results = nest.flatten(self._structure, expand_composites=True)
        own = {id(item.handle) for item in nest.flatten(args) if isinstance(item, Variable)}
        self.variables = [
            variable for variable in reads.variables() if id(variable.handle) not in own
        ]
        if self.variables and not _takes_variables(self.gradient):
            raise TypeError(
                "@tf.custom_gradient grad_fn must accept keyword argument 'variables', since "
                f"function uses variables: {self.variables}"
            )
        # Read again, where the tapes around see it.
        self.inputs = [*arguments, *(variable.value() for variable in self.variables)]
        # A result may be an argument, passed on; tapes see the call and not how it ends.
        with seen_by(()):
            if isinstance(context.graph, Graph) and context.graph.building_function:
                self.outputs = context.graph.custom_call(
                    self.results, self.inputs, self.backward, recomputes
                )
            else:
                self.outputs = [identity(item) for item in self.results]

    def packed(self):
        """Returns the outputs nested as the function returned its results."""
        return nest.pack_sequence_as(self._structure, self.outputs, expand_composites=True)

    def backward(self, *cotangents):
        """Calls the user's gradient; returns one cotangent per input, then per variable."""
        if not self.variables:
            return self._checked(_as_list(self.gradient(*cotangents)))
        gradients, of_variables = self.gradient(*cotangents, variables=self.variables)
        of_variables = _as_list(of_variables)
        if len(of_variables) != len(self.variables):
            raise ValueError(
                "Must return gradient for each variable from @custom_gradient grad_fn."
            )
        return self._checked(_as_list(gradients)) + of_variables

    def _checked(self, gradients):
        if not gradients:
            gradients = [None] * self._argument_count
        if len(gradients) != self._argument_count:
            raise ValueError(
                "custom_gradient function expected to return "
                f"{self._argument_count} gradients, but returned {len(gradients)} instead."
            )
        return gradients


class Bind:
    """A function with a gradient of its own; as a method it is bound to its object.

    Args:
      function: The user's function.
      recomputes: Whether its gradient computes again what must not be kept from the call.
      instance: The object that it is a method of.

    Source: `tensorflow.python.ops.custom_gradient.Bind`.
    """

    def __init__(self, function, recomputes=False):
        self._function = function
        self._recomputes = recomputes
        functools.update_wrapper(self, function)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return Bind(functools.partial(self._function, instance), self._recomputes)

    def __call__(self, *args, **kwargs):
        """Calls the function and lets the tapes know of its gradient."""
        if kwargs and context.graph is not None:
            raise ValueError(
                "The custom_gradient decorator currently supports keywords arguments only when "
                "eager execution is enabled."
            )
        made = _Call(self._function, args, kwargs, self._recomputes)
        for tape in context.tapes:
            tape.record_custom(made.inputs, made.outputs, made.backward, made.results)
        return made.packed()


# Its repr names the class by TensorFlow's module.
Bind.__module__ = "tensorflow.python.ops.custom_gradient"


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
    return custom_gradient if f is None else Bind(f)


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

    What `f` computes on the way is not kept for the gradient.

    Args:
      f: A function of tensors.

    Example:
      >>> import tfcourse as tf
      >>> x = tf.constant(2.0)
      >>> with tf.GradientTape() as tape:
      ...     tape.watch(x)
      ...     y = tf.recompute_grad(lambda x: x * x * x)(x)
      >>> tape.gradient(y, x).numpy().item()
      12.0

    Source: `tf.recompute_grad`.
    """

    @functools.wraps(f)
    def recomputed(*args, **kwargs):
        def gradient(*cotangents, variables=None):
            # Tensors of their own, as those outside may depend on each other.
            given = nest.map_structure(
                lambda item: identity(item) if isinstance(item, Tensor) else item, args
            )
            tensors = [item for item in nest.flatten(given) if isinstance(item, Tensor)]
            with GradientTape() as tape:
                tape.watch([item for item in tensors if item.dtype.is_differentiable])
                result = f(*given, **kwargs)
            sources = [nest.flatten(given), list(variables or [])]
            keys = [[item for item in part if _has_gradient(item)] for part in sources]
            found = tape.gradient(result, keys, list(cotangents))
            gradients, of_variables = (
                [next(remaining) if _has_gradient(item) else None for item in part]
                for remaining, part in zip(map(iter, found), sources, strict=True)
            )
            return gradients if variables is None else (gradients, of_variables)

        # Tapes around are not to keep what it computes.
        with seen_by(context.tapes[-1:]):
            return f(*args, **kwargs), gradient

    return Bind(recomputed, recomputes=True)


def _has_gradient(item) -> bool:
    return isinstance(item, (Tensor, Variable)) and item.dtype.is_differentiable
