"""A function with arguments: its trace, the values of a run, its gradients, what XLA made of it."""

import functools

from tfcourse.autodiff.tape import GradientTape
from tfcourse.core.errors import OpError
from tfcourse.core.tensor import Tensor
from tfcourse.function.concrete import ConcreteFunction
from tfcourse.function.function import Function
from tfcourse.function.function import function as traced
from tfcourse.viz.compiled_graph import compiled_model
from tfcourse.viz.graph_model import GraphModel
from tfcourse.viz.graph_reader import model_of
from tfcourse.viz.picture import CannotDraw

_DIFFERENTIABLE = ("float", "bfloat", "complex")


class TracedCall:
    """A traced function, and what is found out about it when it is asked for.

    What is run leaves variables as they are.

    Args:
      concrete: A `ConcreteFunction`.
      tensors: What it is called with: tensors, or specs, with which nothing can be run.
      handles: Handles of the variables that are arguments.
    """

    def __init__(self, concrete: ConcreteFunction, tensors=None, handles=()):
        self.concrete = concrete
        self._tensors, self._handles = tensors, handles
        self.can_run = tensors is not None and all(isinstance(item, Tensor) for item in tensors)

    @functools.cached_property
    def model(self) -> GraphModel:
        """The graph."""
        return model_of(self.concrete)

    @functools.cached_property
    def values(self) -> dict:
        """The value of each node that has one, by key: none if there is nothing to run with."""
        return dict(zip(self.model.tensors, self._run(), strict=False))

    def _run(self) -> list:
        if not self.can_run:
            return []
        wanted = list(self.model.tensors.values())
        try:
            return self.concrete.values_of(wanted, self._tensors, self._handles)
        except OpError:
            # What fails in a run has no values to show; the call itself says why.
            return []

    @functools.cached_property
    def gradients(self) -> dict:
        """The gradient of the result with respect to each node that has one, by key.

        The result is that of the tape inside of the function, if there is one, or else the sum of
        what the function returns.
        """
        keys = self.targets
        with GradientTape() as tape:
            # A result may be an argument as it is.
            tape.watch(list(filter(_is_differentiable, self._tensors or ())))
            values = dict(zip(self.model.tensors, self._run(), strict=False))
        values = {key: value for key, value in values.items() if _is_differentiable(value)}
        targets = [values[key] for key in keys if key in values]
        if not targets:
            return {}
        sources = [
            key
            for key in values
            if key not in self.model.after_gradients and self.model.by_key[key].kind != "constant"
        ]
        found = tape.gradient(targets, [values[key] for key in sources])
        return {
            key: gradient
            for key, gradient in zip(sources, found, strict=True)
            if gradient is not None
        }

    @functools.cached_property
    def on_the_way(self) -> frozenset[str]:
        """The keys of the nodes that gradients come back from, also those inside of others."""
        found, nodes = set(self.gradients), self.model.by_key
        waiting = [(key, nodes[key].scope) for key in found if nodes[key].holds_graphs]
        while waiting:
            key, scope = waiting.pop()
            for edge in self.model.takes.get(key, ()):
                is_inside = f"{nodes[edge.source].scope}/".startswith(f"{scope}/")
                is_new = edge.source not in found and edge.label.startswith(_DIFFERENTIABLE)
                if is_inside and is_new:
                    found.add(edge.source)
                    waiting.append((edge.source, scope))
        return frozenset(found)

    @functools.cached_property
    def targets(self) -> list[str]:
        """The keys of what gradients are taken of."""
        inside = list(self.model.differentiated)
        return inside or [node.key for node in self.model.nodes if node.kind == "output"]

    @functools.cached_property
    def compiled(self) -> GraphModel:
        """What XLA made of it.

        Raises:
          CannotDraw: There is nothing to compile; the message says why.
        """
        return compiled_model(self.concrete, self.model, self._tensors if self.can_run else None)


def _is_differentiable(value):
    return isinstance(value, Tensor) and value.dtype.is_differentiable


def traced_call(function, *args, **kwargs) -> TracedCall:
    """Returns the trace of a function for arguments.

    Args:
      function: What `tf.function` returned, a `ConcreteFunction`, or a plain function of tensors.
      *args: Its arguments; a `ConcreteFunction` needs none.
      **kwargs: Its keyword arguments.

    Raises:
      CannotDraw: It is something else.
    """
    if isinstance(function, ConcreteFunction):
        return TracedCall(function)
    if not isinstance(function, Function):
        if not callable(function):
            raise CannotDraw(f"A function is needed, traced or to be traced; got {function!r:.80}.")
        function = traced(function)
    return TracedCall(*function.trace_for(args, kwargs))
