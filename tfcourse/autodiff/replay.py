"""Operations of a graph, told to a recorder as if it had seen them being added.

While a branch, body or function is traced, recorders around it are not told of the operations
inside: the whole is one operation to them, and one record. Only where one of them is asked inside,
of a tensor of that graph, must it know more; then it is told of all that the graph holds so far.
"""

from tfcourse.core.context import context
from tfcourse.core.handle import READ
from tfcourse.core.operation import RESOURCE
from tfcourse.ops.identities import identity


def replay(operations, handles, recorder):
    """Tells a recorder of operations of a graph.

    Args:
      operations: The operations, in order.
      handles: Handles of variables by the ids of their placeholders.
      recorder: A tape, an accumulator or a trail.
    """
    for operation in operations:
        definition, outputs = operation.definition, operation.outputs
        if definition is READ:
            (held,) = operation.inputs
            is_own = held.op.definition is RESOURCE
            handle = held.op.attributes[0] if is_own else handles[id(held)]
            recorder.record_read(handle, outputs[0])
        elif definition.custom_call is not None:
            call = definition.custom_call
            recorder.record_custom(call.inputs, outputs, call.backward, call.results)
        elif getattr(definition.interpret, "backward", None) is not None:
            backward = definition.interpret.backward
            recorder.record_custom(operation.inputs, outputs, backward, outputs)
        elif operation.inputs and outputs and definition.is_differentiable:
            operands, at = [], 0
            for count in operation.counts:
                taken = list(operation.inputs[at : at + (1 if count is None else count)])
                operands.append(taken[0] if count is None else taken)
                at += len(taken)
            recorder.record(definition, operation.attributes, operands, outputs)


def graphs_inside(recorder) -> list:
    """Returns the graphs being traced that a recorder is around and is not told of, inmost last."""
    graphs, graph = [], context.graph
    if recorder in context.tapes:
        return graphs
    while graph is not None and recorder in graph.outer_tapes:
        graphs.insert(0, graph)
        graph = graph.outer_graph
    return graphs


def replay_graph(graph, recorder, left_out=frozenset()):
    """Tells a recorder of what a graph captures and holds so far.

    Args:
      graph: The graph.
      recorder: As for `replay`.
      left_out: Operations that it is not told of.
    """
    for outside, inside in list(graph.captures):
        recorder.record(identity.op, (), [outside], [inside])
    handles = {id(placeholder): handle for handle, placeholder in graph.handles}
    operations = [item for item in graph.get_operations() if item not in left_out]
    replay(operations, handles, recorder)
