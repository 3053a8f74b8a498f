"""`tf.gradients`: derivatives of a graph's tensors, asked for by name rather than by a tape."""

from tfcourse.autodiff.backward import backpropagate, jacobian_of
from tfcourse.autodiff.replay import replay_graph
from tfcourse.autodiff.tape import UnconnectedGradients
from tfcourse.autodiff.trail import Trail
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.variable import Variable
from tfcourse.ops.creation import zeros, zeros_like
from tfcourse.ops.joining import concat
from tfcourse.ops.shapes import shape


def _as_list(value) -> list:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _cotangent(value, target):
    """Returns a cotangent that was given for a target, checked.

    Raises:
      TypeError, ValueError: if its dtype or shape is not the target's.
    """
    cotangent = convert(value)
    if cotangent.dtype is not target.dtype:
        raise TypeError(
            f"Input 'y' of 'Mul' Op has type {target.dtype.name} that does not match type "
            f"{cotangent.dtype.name} of argument 'x'."
        )
    if not cotangent.shape.is_compatible_with(target.shape):
        raise ValueError(f"Shapes {target.shape} and {cotangent.shape} are incompatible")
    return cotangent


def _trail_of(graph, stopped) -> Trail:
    """Returns operations of a graph and those around it as a tape would have recorded them.

    Args:
      graph: The graph.
      stopped: Ids of tensors to treat as constants.
    """
    graphs = []
    while graph is not None:
        graphs.insert(0, graph)
        graph = graph.outer_graph
    trail = Trail()
    for graph in graphs:
        left_out = {
            operation
            for operation in graph.get_operations()
            if any(id(output) in stopped for output in operation.outputs)
        }
        replay_graph(graph, trail, left_out)
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
    targets = [convert(item) for item in _as_list(ys)]
    sources = _as_list(xs)
    keys = [item.handle if isinstance(item, Variable) else item for item in sources]
    given = [None] * len(targets) if grad_ys is None else _as_list(grad_ys)
    if len(given) != len(targets):
        raise ValueError(f"Length mismatch. Passed {len(given)} grad_ys for {len(targets)} ys")
    given = [
        None if item is None else _cotangent(item, target)
        for item, target in zip(given, targets, strict=True)
    ]
    try:
        unconnected = UnconnectedGradients(unconnected_gradients)
    except ValueError:
        raise ValueError(
            f"Unknown value for unconnected_gradients: {unconnected_gradients!r}"
        ) from None
    trail = _trail_of(graph, {id(item) for item in _as_list(stop_gradients or [])})
    with graph.name_scope(name):
        results = backpropagate(trail, targets, given, keys, in_order=True)
        if unconnected is UnconnectedGradients.ZERO:
            results = [
                zeros_like(source) if result is None else result
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
    for x in _as_list(xs):
        (gradient,) = gradients(ys, x, name=name)
        if gradient is None:
            raise ValueError(
                "Tried to convert 'tensor' to a tensor and failed. Error: None values not "
                "supported."
            )
        trail = _trail_of(context.graph, frozenset())
        with context.graph.name_scope(name):
            gradient = convert(gradient)
            key = x.handle if isinstance(x, Variable) else x
            (hessian,) = jacobian_of(trail, gradient, [key])
            if hessian is None:
                sizes = shape(x)
                hessian = zeros(concat([sizes, sizes], 0), x.dtype)
        results.append(hessian)
    return results
