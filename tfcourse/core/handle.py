"""What holds a variable's value, and the operations that read and replace it.

Every assignment is an update: an op of (old value, operands) -> new value.
"""

import operator
import weakref

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors, shortcuts, tiers
from tfcourse.core.context import context
from tfcourse.core.execute import execute
from tfcourse.core.fusion import twin
from tfcourse.core.kernels import brackets
from tfcourse.core.op import Op
from tfcourse.core.symbolic import avals_of
from tfcourse.core.tensor import EagerTensor, Tensor


class Handle:
    """What a variable's names refer to: its value and what is fixed about it.

    Attributes:
      tensor: The current value, an `EagerTensor`, or None before initialisation.
      value_dtype: The `DType` of the values.
      shape: The `TensorShape` that values must have.
      name: The variable's name without `:0`.
      trainable: Whether tapes watch it on their own.
      variable: A weak reference to the `Variable` it was made for.
    """

    __slots__ = ("__weakref__", "name", "shape", "tensor", "trainable", "value_dtype", "variable")
    dtype = dtypes.resource

    def __init__(self, variable, tensor, dtype, shape, name, trainable):
        self.variable = weakref.ref(variable)
        self.tensor = tensor
        self.value_dtype = dtype
        self.shape = shape
        self.name = name
        self.trainable = trainable

    def read(self) -> Tensor:
        """Returns the current value: a tensor, or in a graph the result of a read operation."""
        graph = context.graph
        if graph is None:
            tensor = self.tensor
        else:
            resource = graph.resource(self)
            tensor = graph.create_operation(
                READ,
                (resource,),
                (),
                counts=(None,),
                results=[(self.value_dtype, avals_of(self.shape, self.value_dtype))],
            ).outputs[0]
        for tape in context.tapes:
            tape.record_read(self, tensor)
        return tensor

    def read_by(self, tapes) -> EagerTensor:
        """Returns the current value where no graph is built, and tells the tapes of this thread."""
        tensor = self.tensor
        for tape in tapes:
            tape.record_read(self, tensor)
        return tensor

    def update(self, definition: Op, operands, name=None):
        """Applies an update now, or adds it to the graph.

        Args:
          definition: An op of (old value, *operands) -> new value.
          operands: Tensors.
          name: The operation's name in a graph.

        Returns:
          The operation in a graph, None in eager mode.
        """
        graph = context.graph
        if graph is not None:
            operands = [graph.element(operand) for operand in operands]
            if definition in (ASSIGN_ADD, ASSIGN_SUB):
                self._check_shape(definition, operands[0])
            inputs = (graph.resource(self), *operands)
            return graph.create_operation(
                definition, inputs, (), name, counts=(None,) * len(inputs)
            )
        if definition is ASSIGN:
            # A tensor of its own: a tape must not take the variable for what was assigned to it.
            self.tensor = twin(operands[0])
            return None
        if len(operands) == 1 and self.updates_at_once(definition, operands[0]):
            return None
        tapes, context.tapes = context.tapes, ()
        try:
            self.tensor = execute(definition, (self.tensor, *operands))
        finally:
            context.tapes = tapes
        return None

    def updates_at_once(self, definition: Op, value) -> bool:
        """Applies an update of one operand if the gate's short way to do so is known.

        Args:
          definition: An op of (old value, value) -> new value.
          value: Anything; only eager tensors are known.

        Returns:
          Whether the variable has its new value.
        """
        if context.run is None or type(value) is not EagerTensor or tiers.mode == "xla":
            return False
        tensor = self.tensor
        known = definition.shortcuts.get((tensor.form, value.form))
        if known is None:
            return False
        self.tensor = shortcuts.result(known, (tensor, value))
        return True

    def _check_shape(self, definition, value):
        """Checks in a graph that what is added or subtracted has the variable's shape."""
        if self.shape.is_compatible_with(value.shape):
            return
        own, other = (
            "[" + ",".join("?" if size is None else str(size) for size in shape) + "]"
            for shape in (self.shape, value.shape)
        )
        if self.shape.rank != value.shape.rank:
            problem = f"Shapes must be equal rank, but are {self.shape.rank} and {value.shape.rank}"
        else:
            axis = next(
                i for i, (a, b) in enumerate(zip(self.shape, value.shape, strict=True)) if a != b
            )
            problem = (
                f"Dimension {axis} in both shapes must be equal, but are {self.shape[axis]} and "
                f"{value.shape[axis]}. Shapes are {own} and {other}."
            )
        kind = definition.type
        raise ValueError(
            f"{problem} for '{{{{node {kind}}}}} = {kind}[dtype={self.value_dtype.enum_name}]"
            f"({kind}/resource, {value.op.name})' with input shapes: {own}, {other}."
        )


def _update(op_type, function, operands, **options):
    return Op(op_type, function, operands=("resource", *operands), is_stateful=True, **options)


READ = Op("ReadVariableOp", lambda resource: resource, operands=("resource",), is_stateful=True)
ASSIGN = _update("AssignVariableOp", lambda old, value: value, ("value",))


def _fitting(combine):
    """Returns an update that takes values of the variable's shape only: nothing broadcasts."""

    def update(old, value):
        if old.shape != value.shape:
            raise errors.InvalidArgumentError(
                None,
                None,
                f"Cannot update variable with shape {brackets(old.shape)} using a Tensor with "
                f"shape {brackets(value.shape)}, shapes must be equal.",
            )
        return combine(old, value)

    return update


ASSIGN_ADD = _update("AssignAddVariableOp", _fitting(operator.add), ("value",))
ASSIGN_SUB = _update("AssignSubVariableOp", _fitting(operator.sub), ("value",))


def _check_rows(old, indices, updates):
    for at in np.ndindex(indices.shape):
        if not 0 <= indices[at] < old.shape[0]:
            place = brackets(at) if at else ""
            raise errors.InvalidArgumentError(
                None, None, f"indices{place} = {indices[at]} is not in [0, {old.shape[0]})"
            )


def _check_points(old, indices, updates):
    for at in np.ndindex(indices.shape[:-1]):
        point = indices[at]
        if not all(0 <= where < size for where, size in zip(point, old.shape, strict=False)):
            place = brackets(at) if at else ""
            raise errors.InvalidArgumentError(
                None,
                None,
                f"indices{place} = {brackets(point)} does not index into shape "
                f"{brackets(old.shape)}",
            )


def _scatter(kind, method):
    return {
        "rows": _update(
            f"ResourceScatter{kind}",
            lambda old, indices, updates: getattr(old.at[indices], method)(updates),
            ("indices", "updates"),
            check=_check_rows,
        ),
        "points": _update(
            f"ResourceScatterNd{kind}",
            lambda old, indices, updates: getattr(
                old.at[tuple(indices[..., axis] for axis in range(indices.shape[-1]))], method
            )(updates),
            ("indices", "updates"),
            check=_check_points,
            names_errors=False,
        ),
    }


def _batch_set(old, indices, updates):
    places = jnp.meshgrid(*(jnp.arange(size) for size in indices.shape), indexing="ij")
    return old.at[(*places[:-1], indices)].set(updates)


BATCH_UPDATE = _update("BatchScatterUpdate", _batch_set, ("indices", "updates"))
SCATTER = {
    "update": _scatter("Update", "set"),
    "add": _scatter("Add", "add"),
    "sub": _scatter("Sub", "subtract"),
    "mul": _scatter("Mul", "multiply"),
    "div": _scatter("Div", "divide"),
    "max": _scatter("Max", "max"),
    "min": _scatter("Min", "min"),
}
