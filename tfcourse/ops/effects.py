"""The order of side effects: `tf.control_dependencies`, `tf.group` and `tf.no_op`.

Run at once, everything happens in the order of the program. In a graph, too, operations with side
effects run in the order in which they were added; what stands here says so to readers of the graph.
"""

import contextlib

from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.operation import Operation
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable


@op("NoOp", is_differentiable=False)
def _no_op(name=None):
    return ()


@export("no_op")
def no_op(name=None):
    """Does nothing; a node on which others may depend.

    Args:
      name: A name for the operation.

    Returns:
      None; in a graph the operation.

    Example:
      >>> no_op()

    Source: `tf.no_op`.
    """
    if context.graph is None:
        return None
    return context.graph.create_operation(_no_op.op, (), (), name)


@export("control_dependencies")
def control_dependencies(control_inputs):
    """Makes operations of a `with` block run after the given ones.

    Args:
      control_inputs: A list of operations and tensors; None lets the block depend on nothing. When
        run eagerly, functions in the list are called.

    Returns:
      A context manager.

    Raises:
      TypeError: if an item of the list is None, or `control_inputs` is no list.

    Example:
      >>> v = tf.Variable(1.0)
      >>> with control_dependencies([v.assign(2.0)]):
      ...     y = v + 1.0
      >>> y.numpy().item()
      3.0

    Source: `tf.control_dependencies`.
    """
    if context.graph is not None:
        return context.graph.control_dependencies(control_inputs)
    for item in () if control_inputs is None else control_inputs:
        if callable(item):
            item()
    return contextlib.nullcontext()


@export("group")
def group(*inputs, **kwargs):
    """Makes one operation that is done when all the given ones are.

    Args:
      *inputs: Operations, tensors, and nested structures of them.
      **kwargs: `name`, a name for the operation.

    Returns:
      None; in a graph the operation.

    Raises:
      TypeError: if an input is neither operation nor tensor.
      ValueError: if there is another keyword than `name`.

    Example:
      >>> v, w = tf.Variable(1.0), tf.Variable(1.0)
      >>> group(v.assign(2.0), w.assign(3.0))
      >>> (v + w).numpy().item()
      5.0

    Source: `tf.group`.
    """
    if context.graph is None:
        return None
    name = kwargs.pop("name", None)
    if kwargs:
        raise ValueError(f"Unknown keyword arguments: {', '.join(kwargs)}")
    items = nest.flatten(inputs, expand_composites=True)
    for item in items:
        if not isinstance(item, (Operation, Tensor, Variable)):
            raise TypeError(
                "'inputs' should be zero or more (nested) Tensors. Received "
                f"'{item}' with type '{type(item)}'."
            )
    with context.graph.control_dependencies(items):
        return no_op(name=name or "group_deps" if items else name)
