"""Graphs: operations, symbolic tensors, name scopes.

The same `Graph` is what `tf.function` traces, what a session runs, what pictures draw. A tensor
with unknown dimensions is inferred at two probe sizes: a dimension that differs between them is
unknown (`None`) outside. Probes are highly composite, so that reshapes and splits divide them.
"""

import contextlib
import re

import jax
import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.convert import convert, converter_of
from tfcourse.core.devices import requested_device
from tfcourse.core.dtypes import DType
from tfcourse.core.operands import convert_operands, default_dtype, forbidden_dtype
from tfcourse.core.export import export
from tfcourse.core.op import Op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import EagerTensor, Tensor

PROBES = (2520, 5040)
_VALID_NAME = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.\\/>-]*$")


class SymbolicTensor(Tensor):
    """A tensor that stands for a value to come: the result of an operation in a graph.

    Attributes:
      op: The `Operation` that gives it.
      value_index: Which of the operation's results it is.
      dtype: The `DType`.
      avals: Its abstract value: one if its shape is known, one per probe if some dimensions are
        not, None if its rank is not.

    Source: `tensorflow.python.framework.ops.SymbolicTensor`.
    """

    __slots__ = ("avals", "constants", "dtype", "op", "value_index")

    def __init__(self, operation, value_index, dtype, avals):
        self.op = operation
        self.value_index = value_index
        self.dtype = dtype
        self.avals = avals
        self.constants = None

    @property
    def name(self) -> str:
        """The operation's name and the index of the result: `add:0`."""
        return f"{self.op.name}:{self.value_index}"

    @property
    def graph(self):
        """The graph that holds the operation."""
        return self.op.graph

    @property
    def device(self) -> str:
        """The device asked for, or an empty string."""
        return self.op.device

    @property
    def shape(self) -> TensorShape:
        """The static shape; unknown dimensions are None."""
        return shape_of(self.avals)

    def set_shape(self, shape):
        """Merges what is known about the shape into the tensor.

        Args:
          shape: Anything that `tf.TensorShape` takes.

        Raises:
          ValueError: if it is not compatible.
        """
        self.avals = avals_of(self.shape.merge_with(shape), self.dtype)

    def consumers(self):
        """Returns the operations of the graph that take this tensor."""
        return [
            operation
            for operation in self.graph.get_operations()
            if any(operand is self for operand in operation.inputs)
        ]

    def __getattr__(self, name):
        raise AttributeError(f"'SymbolicTensor' object has no attribute '{name}'")

    def __repr__(self):
        return f"<tf.Tensor '{self.name}' shape={self.shape} dtype={self.dtype.name}>"

    def __str__(self):
        shape = f", shape={self.shape}" if self.shape.rank is not None else ""
        device = f", device={self.device}" if self.device else ""
        return f'Tensor("{self.name}"{shape}, dtype={self.dtype.name}{device})'

    def _refuse(self, use):
        raise errors.OperatorNotAllowedInGraphError(
            f"{use} is not allowed. You can attempt the following resolutions to the problem: If "
            "you are running in Graph mode, use Eager execution mode or decorate this function "
            "with @tf.function. If you are using AutoGraph, you can try decorating this function "
            "with @tf.function. If that does not work, then you may be using an unsupported "
            "feature or your source code may not be visible to AutoGraph. See "
            "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/autograph/"
            "g3doc/reference/limitations.md#access-to-source-code for more information."
        )

    def __bool__(self):
        self._refuse("Using a symbolic `tf.Tensor` as a Python `bool`")

    def __iter__(self):
        self._refuse("Iterating over a symbolic `tf.Tensor`")

    def __len__(self):
        raise TypeError(
            f"len is not well defined for a symbolic Tensor ({self.name}). Please call "
            "`x.shape` rather than `len(x)` for shape information."
        )

    def __array__(self, dtype=None, copy=None):
        raise NotImplementedError(
            f"Cannot convert a symbolic tf.Tensor ({self.name}) to a numpy array. This error may "
            "indicate that you're trying to pass a Tensor to a NumPy call, which is not supported."
        )


SymbolicTensor.__module__ = "tensorflow.python.framework.ops"


def shape_of(avals) -> TensorShape:
    """Returns the static shape that probes agree on."""
    if avals is None:
        return TensorShape(None)
    first, last = avals[0].shape, avals[-1].shape
    return TensorShape([a if a == b else None for a, b in zip(first, last, strict=True)])


def avals_of(shape: TensorShape, dtype: DType):
    """Returns the abstract values for a static shape: what `SymbolicTensor.avals` holds."""
    if shape.rank is None:
        return None
    # Strings are known to kernels by their codes; NumPy takes None for float64.
    is_coded = dtype.numpy_dtype is None or dtype is dtypes.string
    kind = np.dtype(np.int32) if is_coded else dtype.numpy_dtype
    probes = PROBES if None in shape.as_list() else PROBES[:1]
    return tuple(
        jax.ShapeDtypeStruct([probe if size is None else size for size in shape.as_list()], kind)
        for probe in probes
    )


@export("Operation")
class Operation:
    """A node of a graph.

    Attributes:
      name: Its unique name, with its scopes.
      definition: The `Op` it applies.
      inputs: Flat operands, `SymbolicTensor`s.
      outputs: Its results, `SymbolicTensor`s.
      attributes: The op's attributes, in order.
      counts: Lengths of list operands, None for single ones.
      control_inputs: Operations that must run before it.
      graph: The graph that holds it.
      device: The device asked for, or an empty string.
      streams: The random streams that it draws from.

    Source: `tf.Operation`.
    """

    __slots__ = (
        "attributes",
        "control_inputs",
        "counts",
        "definition",
        "device",
        "graph",
        "inputs",
        "name",
        "outputs",
        "streams",
    )

    def __init__(self, graph, definition, name, inputs, attributes, counts, dtypes_and_avals):
        self.graph = graph
        self.definition = definition
        self.name = name
        self.inputs = tuple(inputs)
        self.attributes = attributes
        self.counts = counts
        self.control_inputs = list(graph.control_inputs)
        self.device = requested_device()
        self.streams = definition.streams(attributes)
        self.outputs = [
            SymbolicTensor(self, index, dtype, avals)
            for index, (dtype, avals) in enumerate(dtypes_and_avals)
        ]

    @property
    def type(self) -> str:
        """The op type, such as `AddV2`."""
        return self.definition.type

    def values(self):
        """Returns the results as a tuple."""
        return tuple(self.outputs)

    def get_attr(self, name):
        """Returns an attribute of the op.

        Args:
          name: TensorFlow's name of it (`T`, `N`, `keep_dims`).

        Raises:
          ValueError: if there is none of that name.
        """
        if name in self.definition.attribute_names:
            return self.attributes[self.definition.attribute_names.index(name)]
        position = 0
        for argument, count in zip(self.definition.inputs, self.counts, strict=True):
            if argument.attribute == name:
                return self.inputs[position].dtype
            if argument.count == name:
                return count
            position += 1 if count is None else count
        raise ValueError(f"Operation '{self.name}' has no attr named '{name}'.")

    def __repr__(self):
        return f"<tf.Operation '{self.name}' type={self.type}>"


class Constant:
    """The value of a `Const` operation; as an attribute it is hashed by identity."""

    __slots__ = ("array",)

    def __init__(self, array):
        self.array = array

    def __repr__(self):
        return repr(self.array)


def _stands_alone(*_):
    raise AssertionError("This operation is run by the graph that holds it.")


CONST = Op("Const", _stands_alone, operands=())
PLACEHOLDER = Op("Placeholder", _stands_alone, operands=())
RESOURCE = Op("VarHandleOp", _stands_alone, operands=(), is_stateful=True)


@export("Graph")
class Graph:
    """Operations in the order in which they were added.

    Source: `tf.Graph`.
    """

    building_function = False

    def __init__(self):
        self._operations: dict[str, Operation] = {}
        self._names_in_use: dict[str, int] = {}
        self._name_scope = ""
        self.control_inputs: list[Operation] = []
        self.finalized = False
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
            raise KeyError(
                f"The name {name!r} refers to an Operation not in the graph."
            )
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
        """Makes operations of a `with` block run after the given ones; None clears them."""
        outer = self.control_inputs
        added = [] if control_inputs is None else [getattr(i, "op", i) for i in control_inputs]
        self.control_inputs = [] if control_inputs is None else [*outer, *added]
        try:
            yield
        finally:
            self.control_inputs = outer

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
        return operation

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
        results = self._infer(op, converted, attributes, counts, by_attribute, name)
        operation = self.create_operation(
            op, flat, attributes, name + "/", counts=counts, results=results
        )
        if context.tapes and op.is_differentiable:
            for tape in context.tapes:
                tape.record(op, attributes, converted, operation.outputs)
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
                tensor = convert(item, wanted, default_dtype(op, argument))
            except TypeError:
                raise TypeError(
                    f"Expected {wanted.name} passed to parameter '{argument.name}' of op "
                    f"'{op.type}', got {item!r} of type '{type(item).__name__}' instead. Error: "
                    f"Expected {wanted.name}, but got {item!r} of type '{type(item).__name__}'."
                ) from None
            return self.element(tensor, argument.name + (f"_{index}" if argument.is_list else ""))

        def mismatch(argument, index, tensor, wanted, decided_by):
            expected = f"type {wanted.name} of argument '{decided_by}'."
            if argument.attribute is None:
                expected = f"expected type of {wanted.name}."
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

    def _infer(self, op, converted, attributes, counts, by_attribute, name):
        """Returns (dtype, avals) of each result: one abstract value per probe."""
        flat = [t for item in converted for t in (item if isinstance(item, list) else [item])]
        statics, dynamic, known = {}, [], not op.is_host
        for position, operand in enumerate(converted):
            if position in op.static:
                values = constants(operand)
                if values is not None:
                    statics[position] = values
                    continue
                known = known and position in op.static_if_known
            dynamic += operand if isinstance(operand, list) else [operand]
        lengths = [len(tensor.avals) for tensor in flat if tensor.avals is not None]
        probes = max([1, *lengths, *map(len, statics.values())])
        if not known or any(tensor.avals is None for tensor in dynamic):
            return op.unknown_results(by_attribute, attributes)
        by_probe = []
        for probe in range(probes):
            kernel = op.kernel(
                attributes, {at: v[min(probe, len(v) - 1)] for at, v in statics.items()}, counts
            )
            avals = [tensor.avals[min(probe, len(tensor.avals) - 1)] for tensor in dynamic]
            if op.broadcasts and probes > 1:
                avals = _fitted(avals, [tensor.shape.as_list() for tensor in dynamic])
            try:
                by_probe.append(kernel.infer(avals))
            except errors.OpError as error:
                if probes > 1 and not op.broadcasts:
                    # The probe sizes, not the user's, may be what does not fit.
                    return op.unknown_results(by_attribute, attributes)
                raise self._shape_error(
                    op, name, flat, error, by_attribute, attributes, counts
                ) from None
        dtypes_ = op.result_dtypes(by_attribute, by_probe[0])
        results = []
        for dtype, *avals in zip(dtypes_, *by_probe, strict=True):
            same = all(item.shape == avals[0].shape for item in avals)
            results.append((dtype, tuple(avals[:1] if same else avals)))
        return results

    def _shape_error(self, op, name, flat, error, by_attribute, attributes, counts):
        """Returns the ValueError for operands whose shapes do not fit, as TensorFlow words it."""
        message = getattr(error, "graph_message", None) or error.message
        shown = ", ".join(_shown_attributes(op, by_attribute, attributes, counts))
        operands = ", ".join(
            tensor.op.name if not tensor.value_index else tensor.name for tensor in flat
        )
        shapes = ", ".join(
            "[" + ",".join("?" if n is None else str(n) for n in tensor.shape.as_list()) + "]"
            for tensor in flat
        )
        return ValueError(
            f"{message} for '{{{{node {name}}}}} = {op.type}[{shown}]({operands})' with input "
            f"shapes: {shapes}."
        )


def _fitted(avals, shapes):
    """Returns avals in which an unknown dimension that meets a known one, not 1, is equal to it."""
    known: dict[int, int] = {}
    for shape in shapes:
        for axis, size in enumerate(reversed(shape)):
            if size is not None and size != 1:
                known.setdefault(axis, size)
    return [
        jax.ShapeDtypeStruct(
            [
                known.get(len(shape) - 1 - axis, probe) if size is None else size
                for axis, (size, probe) in enumerate(zip(shape, aval.shape, strict=True))
            ],
            aval.dtype,
        )
        for shape, aval in zip(shapes, avals, strict=True)
    ]


def _shown_attributes(op, by_attribute, attributes, counts):
    """Yields `name=value` for each attribute of an op, as a node definition prints them."""
    if op.signature is None:
        return
    given = dict(zip(op.attribute_names, attributes, strict=False))
    lengths = {
        argument.count: count
        for argument, count in zip(op.inputs, counts, strict=True)
        if argument.count
    }
    for name in sorted(op.signature.attributes):
        attribute = op.signature.attributes[name]
        if name in by_attribute:
            yield f"{name}={by_attribute[name].enum_name}"
        elif name in lengths:
            yield f"{name}={lengths[name]}"
        elif isinstance(given.get(name), bool):
            yield f"{name}={str(given[name]).lower()}"
        elif isinstance(given.get(name), DType):
            yield f"{name}={given[name].enum_name}"
        elif isinstance(given.get(name), str):
            yield f'{name}="{given[name]}"'
        elif name in given and given[name] is not None:
            value = given[name]
            yield f"{name}={list(value) if isinstance(value, tuple) else value}"
        elif attribute.default is not None:
            yield f"{name}={attribute.default}"


def constants(tensor: SymbolicTensor) -> list[np.ndarray] | None:
    """Returns the value that a symbolic tensor is known to have, or None.

    Known are constants, shapes, and what pure operations make of them. Where the value depends on an
    unknown dimension, there is one per probe.
    """
    if tensor.constants is None:
        tensor.constants = _constants(tensor) or False
    return tensor.constants or None


def _constants(tensor):
    operation = tensor.op
    op = operation.definition
    if op is CONST:
        return [operation.attributes[0].array]
    if op.is_host or op.is_stateful or not operation.inputs:
        return None
    if op.reads_shapes_only:
        if operation.inputs[0].avals is None:
            return None
        values = [list(operation.inputs[0].avals)]
    else:
        values = []
        for operand in operation.inputs:
            known = constants(operand)
            if known is None:
                return None
            values.append(known)
    probes = max(map(len, values))
    results = []
    for probe in range(probes):
        statics, dynamic, position = {}, [], 0
        for index, count in enumerate(operation.counts):
            for item in values[position : position + (1 if count is None else count)]:
                value = item[min(probe, len(item) - 1)]
                if index in op.static:
                    statics[index] = value
                else:
                    dynamic.append(value)
            position += 1 if count is None else count
        kernel = op.kernel(operation.attributes, statics, operation.counts)
        results.append(np.asarray(kernel.run(dynamic)[tensor.value_index]))
    return results


def constant_value(tensor, partial=False):
    """Returns the value of a tensor as a NumPy array where it is known, else None.

    Source: `tf.get_static_value`.
    """
    if isinstance(tensor, EagerTensor):
        return tensor.numpy()
    values = constants(tensor)
    return values[0] if values is not None and len(values) == 1 else None


export("get_static_value")(constant_value)


@export("name_scope")
class name_scope:  # noqa: N801 - TensorFlow's name
    """A context manager that puts the names made inside below a scope.

    Args:
      name: The scope's name; one that ends in a slash re-enters an existing scope.

    Source: `tf.name_scope`.
    """

    def __init__(self, name):
        if not isinstance(name, str):
            raise ValueError("name for name_scope must be a string.")
        self._name = name

    @property
    def name(self):
        """The name as given."""
        return self._name

    def __enter__(self):
        if context.graph is not None:
            self._inner = context.graph.name_scope(self._name)
            return self._inner.__enter__()
        self._outer = context.name_scope
        if not self._name:
            context.name_scope = ""
        elif self._name.endswith("/"):
            context.name_scope = self._name
        else:
            context.name_scope = f"{self._outer}{self._name}/"
        self._inner = None
        return context.name_scope

    def __exit__(self, *exception):
        if self._inner is not None:
            return self._inner.__exit__(*exception)
        context.name_scope = self._outer
        return None


# `print(graph)` and the message of a leaked tensor show where TensorFlow keeps the class.
Graph.__module__ = "tensorflow.python.framework.ops"


@export("get_current_name_scope")
def get_current_name_scope() -> str:
    """Returns the current name scope without its last slash; empty outside of all.

    Source: `tf.get_current_name_scope`.
    """
    if context.graph is not None:
        return context.graph.get_name_scope()
    return context.name_scope.rstrip("/")


@export("init_scope")
@contextlib.contextmanager
def init_scope():
    """Lifts a `with` block out of functions that are being traced, back to eager execution.

    Source: `tf.init_scope`.
    """
    graph, tapes = context.graph, context.tapes
    outermost = graph
    while outermost is not None and outermost.building_function:
        outermost = outermost.outer_graph
    context.graph, context.tapes = outermost, ()
    try:
        yield
    finally:
        context.graph, context.tapes = graph, tapes


@export("inside_function")
def inside_function() -> bool:
    """Says whether a function is being traced on this thread.

    Source: `tf.inside_function`.
    """
    return context.graph is not None and context.graph.building_function


@export("executing_eagerly")
def executing_eagerly() -> bool:
    """Says whether operations run at once on this thread.

    Source: `tf.executing_eagerly`.
    """
    return context.graph is None
