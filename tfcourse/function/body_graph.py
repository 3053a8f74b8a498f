"""Branches and bodies, traced into graphs of their own."""

from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.operation import Operation
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.lower import Lowered
from tfcourse.function.results import as_result
from tfcourse.ops.identities import identity


class BodyGraph(FuncGraph):
    """The graph of a branch or body: variables made in it belong to the function around it."""

    def variable_created(self):
        """Checks that the function around it may make variables."""
        self.outer_graph.variable_created()

    def own_variable(self, variable):
        """Gives the variable to the function around it."""
        self.outer_graph.own_variable(variable)

    def take(self, arguments):
        """Adds a placeholder for each argument, given its dtype, avals and name."""
        for dtype, avals, name in arguments:
            placeholder = self.placeholder(dtype, None, name)
            placeholder.avals = avals
            self.inputs.append(placeholder)

    def finish(self):
        """Lowers the graph, whose inputs and outputs are complete."""
        captured = [placeholder for _, placeholder in self.captures]
        inputs = [*self.inputs, *captured]
        self.lowered = Lowered(self, inputs, self.handles, self.outputs, captured)


def trace_body(
    function,
    name,
    scope,
    arguments=(),
    unpack=lambda *inputs: inputs,
    adds_identity=True,
    instead_of_operation=None,
) -> BodyGraph:
    """Traces a branch or body.

    Args:
      function: Called with placeholders, it returns a nested structure of tensors.
      name: The graph's name.
      scope: The name scope of its operations, with a slash.
      arguments: (dtype, avals, name) of each placeholder.
      unpack: Makes of the placeholders what the function is called with.
      adds_identity: Whether results go through an `Identity` of the graph's own.
      instead_of_operation: The tensor that is the result where the function returns an operation.

    Returns:
      The graph, lowered.

    Raises:
      TypeError: if the function returns something else than tensors.
    """
    graph = BodyGraph(name)

    def result(value):
        if isinstance(value, Operation) and instead_of_operation is not None:
            value = identity(instead_of_operation)
        return as_result(value, function, adds_identity)

    with graph.as_default(), graph.name_scope(scope):
        context.tapes = ()
        graph.take(arguments)
        results = function(*unpack(*graph.inputs))
        graph.structured_outputs = nest.map_structure(result, results, expand_composites=True)
        graph.finish()
    return graph
