"""The graph of a function being traced: its inputs, and what it captures from around it."""

import numpy as np

from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.execute import out_of_scope
from tfcourse.core.graph import Graph
from tfcourse.core.operation import PLACEHOLDER
from tfcourse.core.symbolic import SymbolicTensor
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.ops.identities import identity

_CONSTANT_SIZE = 128


class FuncGraph(Graph):
    """A graph with inputs, outputs and captures.

    Attributes:
      name: The function's name.
      outer_graph: The graph that was being built when tracing began, or None.
      inputs: Placeholders of the arguments that are tensors.
      captures: (outside tensor, placeholder) pairs, in the order in which they were met.
      handles: (variable handle, placeholder) pairs, in the order in which they were met.
      outer_tapes: The tapes that recorded when tracing began.
      arguments: The values of `inputs` in the call that is traced; empty if there is none.
      structured_outputs: What the Python function returned, with tensors of this graph.

    Source: `tensorflow.python.framework.func_graph.FuncGraph`.
    """

    building_function = True

    def __init__(self, name, may_create_variables=True, arguments=()):
        super().__init__()
        outer_tapes = () if context.graph is None else context.graph.outer_tapes
        self.outer_tapes = (*outer_tapes, *context.tapes)
        self.arguments = arguments
        self.name = name
        self.outer_graph = context.graph
        self.inputs: list[SymbolicTensor] = []
        self.captures: list[tuple[Tensor, SymbolicTensor]] = []
        self.handles: list[tuple] = []
        self.structured_outputs = None
        self._by_capture: dict[int, SymbolicTensor] = {}
        self._may_create_variables = may_create_variables

    def element(self, tensor: Tensor, name: str = "Const") -> SymbolicTensor:
        """Returns a tensor as one of this graph: itself, a constant, or a captured input.

        Args:
          tensor: An eager tensor, or a symbolic one of this graph or one around it.
          name: The name of the constant.

        Raises:
          TypeError: if the tensor belongs to a graph that does not enclose this one.
        """
        if isinstance(tensor, EagerTensor):
            # A small value is worth more as a constant, unless a tape around wants its gradient.
            is_small = tensor.array.size <= _CONSTANT_SIZE and tensor.dtype is not dtypes.variant
            if is_small and not self._is_watched(tensor):
                inside = self.constant(np.asarray(tensor.array), name)
            else:
                inside = self.capture(tensor)
        elif tensor.graph is self:
            return tensor
        elif not self._is_inside(tensor.graph):
            is_from_within = isinstance(tensor.graph, FuncGraph) and tensor.graph._is_inside(self)
            raise out_of_scope(tensor, self if is_from_within else None)
        else:
            inside = self.capture(tensor)
        for tape in context.tapes:
            # What a tape in this graph watches goes on in here under another name.
            if tape.watches(tensor) and not tape.watches(inside):
                tape.record(identity.op, (), [tensor], [inside])
        return inside

    def _is_watched(self, tensor) -> bool:
        return any(tape.watches(tensor) for tape in self.outer_tapes)

    def _is_inside(self, graph) -> bool:
        outer = self.outer_graph
        while outer is not None and outer is not graph:
            outer = outer.outer_graph
        return outer is graph

    def capture(self, tensor: Tensor) -> SymbolicTensor:
        """Returns the placeholder that stands for a tensor from outside."""
        placeholder = self._by_capture.get(id(tensor))
        if placeholder is None:
            avals = getattr(tensor, "avals", None)
            placeholder = self.placeholder(tensor.dtype, tensor.shape, "Placeholder")
            if avals is not None:
                placeholder.avals = avals
            self._by_capture[id(tensor)] = placeholder
            self.captures.append((tensor, placeholder))
        return placeholder

    def resource(self, handle, name: str | None = None) -> SymbolicTensor:
        """Returns the placeholder that stands for a variable's handle.

        Args:
          handle: The handle.
          name: The placeholder's name if it is made now; by default the variable's.
        """
        placeholder = self._resources.get(id(handle))
        if placeholder is None:
            operation = self.create_operation(
                PLACEHOLDER, (), (), name or handle.name.lower(), results=[(dtypes.resource, None)]
            )
            placeholder = self._resources[id(handle)] = operation.outputs[0]
            self.handles.append((handle, placeholder))
        return placeholder

    def variable_created(self):
        """Checks that this trace may make variables.

        Raises:
          ValueError: if the function was traced before.
        """
        if not self._may_create_variables:
            raise ValueError(
                "tf.function only supports singleton tf.Variables created on the first call. Make "
                "sure the tf.Variable is only created once or created outside tf.function. See "
                "https://www.tensorflow.org/guide/function#creating_tfvariables for more "
                "information."
            )

    def lift(self, tensor: SymbolicTensor) -> np.ndarray:
        """Returns the value that one of its tensors has in the call that is traced.

        Raises:
          ValueError: if it is not known: there is no call, or it depends on an outer graph.
        """
        from tfcourse.function.lower import Lowered

        values = [*self.arguments, *(outside for outside, _ in self.captures)]
        inputs = [*self.inputs, *(placeholder for _, placeholder in self.captures)]
        if len(values) != len(inputs) or not all(type(v) is EagerTensor for v in values):
            return super().lift(tensor)
        (value,) = Lowered(self, inputs, self.handles, [tensor]).interpret(*values)
        return np.asarray(value.array)

    def custom_call(self, results, inputs, backward, recomputes=False) -> list[SymbolicTensor]:
        """Adds an operation that passes results on and has a gradient of the user's own.

        Args:
          results: Tensors that the call computed.
          inputs: Tensors that it depends on.
          backward: Called with one cotangent per result, returns one (or None) per input.
          recomputes: Whether what the gradient computes again must not be kept from the call.

        Returns:
          The results, as tensors of their own.
        """
        from tfcourse.function.custom_call import add_custom_call

        return add_custom_call(self, results, inputs, backward, recomputes)

    @property
    def outputs(self) -> list[SymbolicTensor]:
        """The flat results that are tensors."""
        flat = nest.flatten(self.structured_outputs, expand_composites=True)
        return [item for item in flat if isinstance(item, Tensor)]

    @property
    def external_captures(self) -> list:
        """The outside tensors and handles that were captured."""
        return [tensor for tensor, _ in self.captures] + [handle for handle, _ in self.handles]

    def __repr__(self):
        return f"FuncGraph(name={self.name}, id={id(self)})"
