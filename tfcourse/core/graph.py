"""Graphs: operations in the order in which they were added, under unique names.

The same `Graph` is what `tf.function` traces, what a session runs, what pictures draw.
"""

import contextlib
import re

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.constants import constants
from tfcourse.core.context import context
from tfcourse.core.convert import convert, converter_of
from tfcourse.core.dtypes import DType
from tfcourse.core.export import export
from tfcourse.core.inference import infer
from tfcourse.core.op import Op
from tfcourse.core.operands import (
    convert_operands,
    default_dtype,
    dtype_of_tensor,
    forbidden_dtype,
)
from tfcourse.core.operation import CONST, PLACEHOLDER, RESOURCE, Constant, Operation
from tfcourse.core.shapes import TensorShape
from tfcourse.core.symbolic import SymbolicTensor, avals_of
from tfcourse.core.tensor import EagerTensor, Tensor

_VALID_NAME = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$")


@export("Graph")
class Graph:
    """Operations in the order in which they were added.

    Source: `tf.Graph`.
    """

    building_function = False
    # What graphs of functions have (function/func_graph.py), and this one has none of.
    outer_graph = None
    outer_tapes = ()
    captures = ()
    handles = ()

    def __init__(self):
        self._operations: dict[str, Operation] = {}
        self._names_in_use: dict[str, int] = {}
        self._name_scope = ""
        # For each `control_dependencies` block: what is waited for, and (ids) what was made inside.
        self._waiting: list[tuple[list[Operation], set[int]]] = []
        self.finalized = False
        # How many dimensions are unknown so far: each has a probe of its own (core/symbolic.py).
        self.unknown_dimensions = 0
        self.seed = None
        self.variables: list = []
        self._resources: dict[int, SymbolicTensor] = {}

    @contextlib.contextmanager
    def as_default(self):
        """Makes this the graph that operations are added to, inside a `with` block."""
        outer, tapes = context.graph, context.tapes
        context.graph = self
        try:
            yield self
        finally:
            context.graph = outer
            context.tapes = tapes

    def get_operations(self) -> list[Operation]:
        """Returns all operations in the order in which they were added."""
        return list(self._operations.values())

    def get_operation_by_name(self, name: str) -> Operation:
        """Returns the operation of that name.

        Raises:
          KeyError: if there is none.
        """
        if name not in self._operations:
            raise KeyError(f"The name {name!r} refers to an Operation not in the graph.")
        return self._operations[name]

    def get_tensor_by_name(self, name: str) -> SymbolicTensor:
        """Returns the tensor of that name (`add:0`).

        Raises:
          ValueError: if the name is not of the form `operation:index`.
          KeyError: if there is no such tensor.
        """
        operation_name, colon, index = name.rpartition(":")
        if not colon or not index.isdigit():
            raise ValueError(
                f"The name {name!r} looks like an (invalid) Tensor name: Tensor names must be of "
                'the form "<op_name>:<output_index>".'
            )
        operation = self._operations.get(operation_name)
        if operation is None or int(index) >= len(operation.outputs):
            raise KeyError(
                f"The name {name!r} refers to a Tensor which does not exist. The operation, "
                f"{operation_name!r}, does not exist in the graph."
            )
        return operation.outputs[int(index)]

    def as_graph_element(self, item, allow_tensor=True, allow_operation=True):
        """Returns a tensor or operation of this graph, given itself or its name."""
        if isinstance(item, str):
            if ":" in item and allow_tensor:
                return self.get_tensor_by_name(item)
            return self.get_operation_by_name(item)
        if getattr(item, "graph", None) is not self:
            raise ValueError(f"{item!r} is not an element of this graph.")
        return item

    def finalize(self):
        """Makes the graph read-only."""
        self.finalized = True

    def unique_name(self, name: str, mark_as_used: bool = True) -> str:
        """Returns `name` inside the current scope, with a number where it is taken.

        Args:
          name: The wanted name; one that ends in a slash is taken as it is, without the slash.
          mark_as_used: Whether the name is taken from now on.
        """
        if name.endswith("/"):
            return name[:-1]
        full = self._name_scope + name
        key = full.lower()
        number = self._names_in_use.get(key, 0)
        if mark_as_used:
            self._names_in_use[key] = number + 1
        if not number:
            return full
        unique = f"{full}_{number}"
        while unique.lower() in self._names_in_use:
            number += 1
            unique = f"{full}_{number}"
        if mark_as_used:
            self._names_in_use[key] = number + 1
            self._names_in_use[unique.lower()] = 1
        return unique

    def get_name_scope(self) -> str:
        """Returns the current name scope without its last slash."""
        return self._name_scope.rstrip("/")

    @contextlib.contextmanager
    def name_scope(self, name):
        """Puts operations of a `with` block below a scope; yields its name with a slash.

        Args:
          name: The scope; a name that ends in a slash re-enters that scope; None leaves all.
        """
        outer = self._name_scope
        if not name:
            self._name_scope = ""
        elif name.endswith("/"):
            self._name_scope = name
        else:
            if not _VALID_NAME.match(name):
                raise ValueError(
                    f"'{name}' is not a valid scope name. A scope name has to match the following "
                    f"pattern: ^[A-Za-z0-9.][A-Za-z0-9_.\\\\/>-]*$"
                )
            self._name_scope = self.unique_name(name) + "/"
        try:
            yield self._name_scope
        finally:
            self._name_scope = outer

    @contextlib.contextmanager
    def control_dependencies(self, control_inputs):
        """Makes operations of a `with` block run after the given ones; None clears them.

        Args:
          control_inputs: A list of operations and tensors, or None.

        Raises:
          TypeError: if an item of the list is None.
        """
        outer = self._waiting
        self._waiting = []
        if control_inputs is not None:
            operations = [_operation_of(item) for item in control_inputs]
            operations = [item for item in operations if isinstance(item, Operation)]
            self._waiting = [*outer, (operations, set())]
        try:
            yield
        finally:
            self._waiting = outer

    def control_inputs_of(self, inputs) -> list[Operation]:
        """Returns what an operation of these operands must wait for, if it is added now."""
        sources = {id(tensor.op) for tensor in inputs}
        return [
            operation
            for operations, made in self._waiting
            # Through an operand that was made in the block it waits already.
            if sources.isdisjoint(made)
            for operation in operations
            if id(operation) not in sources
        ]

    def create_operation(
        self, definition, inputs, attributes=(), name=None, *, counts=(), results=()
    ) -> Operation:
        """Adds a node as it is, without conversion or inference.

        Args:
          definition: The `Op`.
          inputs: Flat symbolic operands of this graph.
          attributes: The op's attributes.
          name: The wanted name; made unique. One with a trailing slash is unique already.
          counts: Lengths of list operands, None for single ones.
          results: (dtype, avals) of each result.
        """
        if self.finalized:
            raise RuntimeError("Graph is finalized and cannot be modified.")
        name = self.unique_name(name or definition.graph_name)
        operation = Operation(self, definition, name, inputs, attributes, counts, results)
        self._operations[name] = operation
        for _, made in self._waiting:
            made.add(id(operation))
        return operation

    @property
    def last_operation(self) -> Operation:
        """The operation that was added last."""
        return next(reversed(self._operations.values()))

    def constant(self, array: np.ndarray, name: str = "Const") -> SymbolicTensor:
        """Adds a `Const` operation and returns its result."""
        dtype = dtypes.from_numpy[array.dtype]
        avals = avals_of(TensorShape(array.shape), dtype)
        return self.create_operation(
            CONST, (), (Constant(array),), name, results=[(dtype, avals)]
        ).outputs[0]

    def placeholder(self, dtype: DType, shape, name: str = "Placeholder") -> SymbolicTensor:
        """Adds a `Placeholder` operation and returns its result."""
        shape = TensorShape(shape)
        return self.create_operation(
            PLACEHOLDER, (), (dtype, shape), name, results=[(dtype, avals_of(shape, dtype))]
        ).outputs[0]

    def resource(self, handle) -> SymbolicTensor:
        """Returns the tensor of dtype resource that stands for a variable's handle."""
        if id(handle) not in self._resources:
            operation = self.create_operation(
                RESOURCE, (), (handle,), handle.name, results=[(dtypes.resource, None)]
            )
            self._resources[id(handle)] = operation.outputs[0]
        return self._resources[id(handle)]

    def variable_created(self):
        """Is told when a variable is about to be made while this graph is built."""

    def lift(self, tensor: SymbolicTensor) -> np.ndarray:
        """Returns the value of one of its tensors for use outside of it.

        Raises:
          ValueError: if it is not known.
        """
        known = constants(tensor)
        if known is None or len(known) > 1:
            raise ValueError(
                "Tensor-typed variable initializers must either be wrapped in an init_scope or "
                "callable (e.g., `tf.Variable(lambda : tf.truncated_normal([10, 40]))`) when "
                "building functions. Please file a feature request if this restriction "
                "inconveniences you."
            )
        return known[0]

    def own_variable(self, variable):
        """Keeps a variable that was made while this graph was built."""
        self.variables.append(variable)

    def element(self, tensor: Tensor, name: str = "Const") -> SymbolicTensor:
        """Returns a tensor as one of this graph: itself, or a constant for an eager one.

        Raises:
          ValueError: if the tensor belongs to another graph.
        """
        if isinstance(tensor, EagerTensor):
            return self.constant(np.asarray(tensor.array), name)
        if tensor.graph is not self:
            raise ValueError(f"{tensor!r} must be from the same graph as the operation.")
        return tensor

    def add(self, op: Op, operands, attributes, name=None):
        """Adds an operation: converts operands, infers shapes, lets the tapes record.

        Args:
          op: The `Op`.
          operands: One value per operand, as for `execute`.
          attributes: The op's attributes.
          name: The wanted name, or None for the op's own.

        Returns:
          A `SymbolicTensor`, or a list or named tuple of them.

        Raises:
          TypeError, ValueError: if operands do not fit the op or each other.
        """
        name = self.unique_name(name or op.graph_name)
        converted, by_attribute = self._convert_operands(op, operands, name)
        flat, counts = [], []
        for operand in converted:
            if isinstance(operand, list):
                counts.append(len(operand))
                flat += operand
            else:
                counts.append(None)
                flat.append(operand)
        counts = tuple(counts)
        results = op.known_results
        if results is None:
            results = infer(op, converted, attributes, counts, by_attribute, name)
        operation = self.create_operation(
            op, flat, attributes, name + "/", counts=counts, results=results
        )
        if context.tapes and op.is_differentiable:
            for tape in context.tapes:
                tape.record(op, attributes, converted, operation.outputs)
        if context.observe is not None:
            context.observe(op, converted, operation.outputs)
        return op.structure(operation.outputs)

    def _convert_operands(self, op, operands, name):
        """Converts operands to tensors of this graph and checks their dtypes."""
        outer = self._name_scope

        def to_tensor(argument, item, wanted, index):
            if isinstance(item, Tensor) or converter_of(item) is not None:
                # What was there before stands outside of this operation's scope.
                inner, self._name_scope = self._name_scope, outer
                try:
                    return self.element(convert(item))
                finally:
                    self._name_scope = inner
            try:
                tensor = convert(item, wanted, default_dtype(op, argument), argument.name)
            except TypeError:
                raise TypeError(
                    f"Expected {wanted.name} passed to parameter '{argument.name}' of op "
                    f"'{op.type}', got {item!r} of type '{type(item).__name__}' instead. Error: "
                    f"Expected {wanted.name}, but got {item} of type '{type(item).__name__}'."
                ) from None
            return self.element(tensor, argument.name + (f"_{index}" if argument.is_list else ""))

        def mismatch(argument, index, tensor, wanted, decided_by):
            expected = f"type {wanted.name} of argument '{decided_by}'."
            if argument.attribute is None:
                expected = f"expected type of {wanted.name}."
            if argument.is_list:
                items = operands[op.inputs.index(argument)]
                types = ", ".join((dtype_of_tensor(item) or wanted).name for item in items)
                return TypeError(
                    f"Tensors in list passed to '{argument.name}' of '{op.type}' Op have types "
                    f"[{types}] that don't all match."
                )
            return TypeError(
                f"Input '{argument.name}' of '{op.type}' Op has type {tensor.dtype.name} that does "
                f"not match {expected}"
            )

        with self.name_scope(name + "/"):
            converted, by_attribute = convert_operands(op, operands, to_tensor, mismatch)
        forbidden = forbidden_dtype(op, by_attribute)
        if forbidden is not None:
            attribute, dtype = forbidden
            names = ", ".join(item.name for item in op.signature.attributes[attribute].allowed)
            argument = next(item for item in op.inputs if item.attribute == attribute)
            raise TypeError(
                f"Value passed to parameter '{argument.name}' has DataType {dtype.name} not in "
                f"list of allowed values: {names}"
            )
        return converted, by_attribute


def _operation_of(item):
    """Returns the operation that an item of `control_dependencies` stands for, if any."""
    if item is None:
        raise TypeError("Can not convert a NoneType into a Tensor or Operation.")
    is_handle = getattr(getattr(item, "op", None), "definition", None) in (PLACEHOLDER, RESOURCE)
    if hasattr(item, "handle") and is_handle:
        return None
    return getattr(item, "op", item)


# `print(graph)` and the message of a leaked tensor show where TensorFlow keeps the class.
Graph.__module__ = "tensorflow.python.framework.ops"
