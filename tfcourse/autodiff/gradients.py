"""`tf.gradients`: derivatives of a graph's tensors, asked for by name rather than by a tape."""

from tfcourse.autodiff.backward import backpropagate
from tfcourse.autodiff.tape import UnconnectedGradients
from tfcourse.autodiff.trail import Trail
from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.handle import READ
from tfcourse.core.variable import Variable
from tfcourse.ops.array import reshape, stack, zeros


def _trail_of(graph, stopped) -> Trail:
    """Returns a graph's operations as a tape would have recorded them.

    Args:
      graph: The graph.
      stopped: Ids of tensors to treat as constants.
    """
    trail = Trail()
    handles = {id(placeholder): handle for handle, placeholder in graph.handles}
    for operation in graph.get_operations():
        if any(id(output) in stopped for output in operation.outputs):
            continue
        if operation.definition is READ:
            trail.read(handles[id(operation.inputs[0])], operation.outputs[0])
        elif operation.definition.custom_call is not None:
            call = operation.definition.custom_call
            trail.add_custom(call.inputs, operation.outputs, call.backward)
        elif operation.inputs and operation.definition.is_differentiable:
            operands, at = [], 0
            for count in operation.counts:
                taken = list(operation.inputs[at : at + (1 if count is None else count)])
                operands.append(taken[0] if count is None else taken)
                at += len(taken)
            trail.add(operation.definition, operation.attributes, operands, operation.outputs)
    return trail


@export("gradients")
def gradients(
    ys,
    xs,
    grad_ys=None,
    name="gradients",
    gate_gradients=False,
    aggregation_method=None,
    stop_gradients=None,
    unconnected_gradients=UnconnectedGradients.NONE,
):
    """Returns the gradient of the sum of `ys` with respect to each of `xs`, inside a graph.

    Args:
      ys: A tensor of the graph or a list of them.
      xs: A tensor or variable or a list of them.
      grad_ys: A cotangent per tensor of `ys`; ones by default.
      name: The name scope of what is added.
      gate_gradients: Unused; kept for TensorFlow's signature.
      aggregation_method: Unused; kept for TensorFlow's signature.
      stop_gradients: Tensors to treat as constants.
      unconnected_gradients: `"none"` or `"zero"`, for tensors that nothing depends on.

    Returns:
      A list with a tensor, or None, for each of `xs`.

    Raises:
      RuntimeError: in eager execution.

    Source: `tf.gradients`.
    """
    graph = context.graph
    if graph is None:
        raise RuntimeError(
            "tf.gradients is not supported when eager execution is enabled. Use tf.GradientTape "
            "instead."
        )
    targets = [convert(item) for item in nest.flatten(ys)]
    sources = nest.flatten(xs)
    keys = [item.handle if isinstance(item, Variable) else item for item in sources]
    given = None
    if grad_ys is not None:
        given = [None if item is None else convert(item) for item in nest.flatten(grad_ys)]
    trail = _trail_of(graph, {id(item) for item in nest.flatten(stop_gradients or [])})
    with graph.name_scope(name):
        results = backpropagate(trail, targets, given, keys, in_order=True)
        if UnconnectedGradients(unconnected_gradients) is UnconnectedGradients.ZERO:
            results = [
                zeros(source.shape, source.dtype) if result is None else result
                for result, source in zip(results, sources, strict=True)
            ]
    return results


@export("hessians")
def hessians(ys, xs, gate_gradients=False, aggregation_method=None, name="hessians"):
    """Returns the Hessian of the sum of `ys` with respect to each of `xs`, inside a graph.

    Args:
      ys: A tensor of the graph or a list of them.
      xs: A tensor or a list of them.
      gate_gradients: Unused; kept for TensorFlow's signature.
      aggregation_method: Unused; kept for TensorFlow's signature.
      name: The name scope of what is added.

    Returns:
      A list of tensors of shape `x.shape + x.shape`.

    Raises:
      RuntimeError: in eager execution.

    Source: `tf.hessians`.
    """
    results = []
    for x in nest.flatten(xs):
        (gradient,) = gradients(ys, x, name=name)
        shape = x.shape.as_list()
        flat = reshape(gradient, [-1])
        rows = [gradients(flat[index], x)[0] for index in range(flat.shape[0])]
        results.append(reshape(stack(rows), [*shape, *shape]))
    return results
