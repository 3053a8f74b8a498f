"""From a graph to one pure JAX function of (inputs, state) -> (outputs, new state).

Operations run in program order, each by its kernel; reads and updates of variables go through a
table of their values, and so do the random streams that operations draw from. What depends on
shapes only is computed while lowering, so that `tf.reshape(x, [tf.shape(x)[0], -1])` compiles. A
graph that needs values where XLA needs shapes (`tf.range(n)` for a computed `n`), or that holds
host operations, is run through the gate instead, one operation after the other, as if its code had
been eager.
"""

import threading

import jax
import numpy as np

from tfcourse.core import dtypes, text
from tfcourse.core.context import context
from tfcourse.core.differentiation import direction
from tfcourse.core.errors import OpError
from tfcourse.core.execute import execute
from tfcourse.core.handle import READ
from tfcourse.core.op import Op
from tfcourse.core.operation import CONST, PLACEHOLDER, RESOURCE, Operation
from tfcourse.core.tensor import EagerTensor
from tfcourse.function.runtime_errors import failed_at
from tfcourse.ops.streams import Stream


def _is_update(operation: Operation) -> bool:
    return bool(operation.inputs) and operation.inputs[0].dtype is dtypes.resource


def needed_operations(graph, outputs) -> list[Operation]:
    """Returns the operations that outputs or side effects depend on, in program order."""
    wanted = set()
    stack = [tensor.op for tensor in outputs]
    stack += [
        operation
        for operation in graph.get_operations()
        if operation.definition.is_stateful and operation.definition not in (READ, RESOURCE)
    ]
    while stack:
        operation = stack.pop()
        if id(operation) not in wanted:
            wanted.add(id(operation))
            stack += [tensor.op for tensor in operation.inputs]
            stack += operation.control_inputs
    return [operation for operation in graph.get_operations() if id(operation) in wanted]


def _operands(operation):
    """Yields (position, operand or list of operands) as the op's parameters take them."""
    at = 0
    for position, count in enumerate(operation.counts):
        if count is None:
            yield position, operation.inputs[at]
            at += 1
        else:
            yield position, list(operation.inputs[at : at + count])
            at += count


def _listed(operand, tensors_of):
    """Returns the tensor, or list of tensors, that stands for an operand."""
    if isinstance(operand, list):
        return [tensors_of[id(item)] for item in operand]
    return tensors_of[id(operand)]


def _completed(tensor, known, compute):
    """Returns what stands for a tensor, also for one that no output of its graph depends on.

    Args:
      tensor: A tensor of a graph.
      known: What stands for tensors, by id; what is computed is added.
      compute: Called with an operation whose operands are known, returns its results.
    """
    waiting = [tensor]
    while waiting:
        operation = waiting[-1].op
        missing = [
            item
            for item in operation.inputs
            if id(item) not in known and item.dtype is not dtypes.resource
        ]
        if id(waiting[-1]) in known:
            waiting.pop()
        elif missing:
            waiting += missing
        else:
            known.update(zip(map(id, operation.outputs), compute(operation), strict=False))
    return known[id(tensor)]


@jax.custom_jvp
def _read_again(value, first):
    """Returns the value of a variable that was assigned to, with the derivative of its first one.

    TensorFlow's gradient of a variable counts all reads of it, and does not look at what was
    assigned.
    """
    return value


@_read_again.defjvp
def _(primals, tangents):
    return primals[0], tangents[1]


_READ_AGAIN = Op("ReadVariableOp", _read_again, operands=("value", "first"))


def _flat(operands):
    for operand in operands:
        if isinstance(operand, list):
            yield from operand
        else:
            yield operand


def _without_gradient(value):
    """Returns an operand of an operation that tapes do not record, for gradients of the whole."""
    return value if isinstance(value, np.ndarray) else jax.lax.stop_gradient(value)


def _execute(operation, operands, state):
    """Runs an operation through the gate on other operands, by its streams if it runs now."""
    definition = operation.definition
    # Written out into another graph, it keeps its name.
    name = None if context.graph is None else operation.name
    if definition.draws is None or context.graph is not None:
        return execute(definition, operands, operation.attributes, name)
    attributes = operation.attributes[: len(definition.draws.attribute_names)]
    streams = operation.streams
    states = [stream.tensor if state is None else state[id(stream)] for stream in streams]
    results = execute(definition.draws, (*operands, *states), attributes)
    count = len(results) - len(states)
    for stream, value in zip(streams, results[count:], strict=True):
        if state is None:
            stream.tensor = value
        else:
            state[id(stream)] = value
    return results[:count]


# While sizes are expressions (saved_model/sizes.py), its attribute `run` is what runs operations.
sizes_unknown = threading.local()

# What kernels raise where operands do not fit, in a branch, say, that would not have run.
DOES_NOT_FIT = (OpError, IndexError, TypeError, ValueError)


class Lowered:
    """A graph made ready to run.

    Args:
      graph: The `FuncGraph`.
      inputs: Symbolic tensors whose values are given.
      handles: (handle, placeholder) of the variables it reads or writes.
      outputs: Symbolic tensors whose values are wanted.
      may_be_static: Those of the inputs whose values may be known where the graph is lowered.

    Attributes:
      static_inputs: Positions of the inputs whose values must be known (True) or should be (False)
        where the graph is lowered.
      placeholders: What stands in the graph for each of the handles.
      written: The handles that the graph assigns to, in the order of `handles`.
      streams: The random streams that its operations draw from.
      is_compilable: Whether XLA can compile it as a whole.
      has_branches: Whether some of its operations may not run.
    """

    def __init__(self, graph, inputs, handles, outputs, may_be_static=()):
        self.inputs = list(inputs)
        self.outputs = list(outputs)
        self.handles = [handle for handle, _ in handles]
        self.placeholders = [placeholder for _, placeholder in handles]
        self.operations = needed_operations(graph, outputs)
        self._handle_of = {id(placeholder): handle for handle, placeholder in handles}
        updated = {
            id(self._handle_of[id(operation.inputs[0])])
            for operation in self.operations
            if _is_update(operation) and operation.definition is not READ
        }
        self.written = [handle for handle in self.handles if id(handle) in updated]
        self.streams = [stream for operation in self.operations for stream in operation.streams]
        self._position_of = {id(tensor): at for at, tensor in enumerate(self.inputs)}
        self._may_be_static = frozenset(map(id, may_be_static))
        self.static_inputs: dict[int, bool] = {}
        self._folded: set[int] = set()
        has_objects = any(tensor.dtype is dtypes.variant for tensor in self.inputs)
        self.is_compilable = not has_objects and all(map(self.can_compile, self.operations))
        self.has_branches = any(item.definition.fallback for item in self.operations)

    def can_compile(self, operation) -> bool:
        """Says whether XLA can compile one of its operations, and notes what values that needs."""
        definition = operation.definition
        if definition.is_host:
            return False
        if definition.interpret is not None and any(t.avals is None for t in operation.outputs):
            return False
        for position, operand in _operands(operation):
            if position in definition.static:
                is_required = position not in definition.static_if_known
                sources = self._fold(operand)
                if sources is None:
                    if is_required:
                        return False
                    continue
                for source in sources:
                    self.static_inputs[source] = is_required or self.static_inputs.get(
                        source, False
                    )
        if definition.graphs:
            # A branch that shapes alone decide on is the only one that is looked at.
            self._fold(operation.inputs[0])
        return True

    def _fold(self, tensor) -> set[int] | None:
        """Marks what a static operand comes from, if that depends on shapes and static inputs only.

        Returns:
          Positions of the static inputs, or None if it depends on more.
        """
        operation = tensor.op
        definition = operation.definition
        if definition is CONST or definition.reads_shapes_only:
            return set()
        if id(tensor) in self._may_be_static:
            return {self._position_of[id(tensor)]}
        if definition is PLACEHOLDER or definition.is_stateful or definition.is_host:
            return None
        if definition.graphs or not operation.inputs:
            return None
        sources = [self._fold(operand) for operand in operation.inputs]
        if None in sources:
            return None
        self._folded.add(id(operation))
        return set().union(*sources)

    def __call__(self, *values):
        """Runs on arrays or JAX tracers.

        Args:
          *values: Inputs, values of variables, states of streams.

        Returns:
          Outputs, values of the variables that are written, states of streams.
        """
        return self.evaluate(values, {})

    def evaluate(self, values, values_of):
        """As a call.

        Args:
          values: What a call takes.
          values_of: Is filled with the value of each tensor by its id.
        """
        values_of.update(zip(map(id, self.inputs), values, strict=False))
        state = {
            id(holder): value
            for holder, value in zip(
                [*self.handles, *self.streams], values[len(self.inputs) :], strict=True
            )
        }
        first = dict(state)

        def read(holder):
            value, before = state[id(holder)], first[id(holder)]
            is_first = value is before or value.dtype == np.uint64
            return value if is_first else _read_again(value, before)

        try:
            for operation in self.operations:
                definition = operation.definition
                if definition is PLACEHOLDER:
                    continue
                if definition is CONST:
                    array = operation.attributes[0].array
                    results = (text.encode(array) if array.dtype == object else array,)
                elif _is_update(operation):
                    handle = self._handle_of[id(operation.inputs[0])]
                    if definition is READ:
                        results = (read(handle),)
                    else:
                        operands = [values_of[id(tensor)] for tensor in operation.inputs[1:]]
                        kernel = definition.kernel(operation.attributes, None, operation.counts)
                        (state[id(handle)],) = kernel(state[id(handle)], *operands)
                        results = ()
                else:
                    results = self._run(operation, values_of, state)
                for tensor, result in zip(operation.outputs, results, strict=False):
                    values_of[id(tensor)] = result
        except OpError as error:
            raise failed_at(error, operation) from error.__cause__
        return (
            *(values_of[id(tensor)] for tensor in self.outputs),
            *(read(holder) for holder in [*self.written, *self.streams]),
        )

    def _run(self, operation, values_of, state):
        run = getattr(sizes_unknown, "run", None)
        if run is not None:
            return run(self, operation, values_of, state)
        return self.run_operation(operation, values_of, state)

    def run_operation(self, operation, values_of, state):
        """Runs an operation on what stands for its operands; returns its results."""
        definition = operation.definition
        if definition.draws is not None:
            return self._draw(operation, values_of, state)
        if definition.custom_call is not None and direction() is not None:
            return self._differentiated(operation, values_of, state)
        statics, dynamic = self.split(operation, values_of)
        kernel = definition.kernel(operation.attributes, statics, operation.counts)
        if not definition.is_differentiable:
            dynamic = list(map(_without_gradient, dynamic))
        if id(operation) in self._folded and all(type(item) is np.ndarray for item in dynamic):
            with jax.ensure_compile_time_eval():
                return tuple(np.asarray(result) for result in kernel.run(dynamic))
        if definition.takes_tensors and direction() is None:
            # A gradient or a call: inference has traced it already.
            return kernel.jitted(*dynamic)
        return kernel(*dynamic)

    def _differentiated(self, operation, values_of, state):
        """Runs an operation that ends a call with a gradient of its own, where it is asked for."""

        def compute(operation):
            if operation.definition is CONST:
                return [operation.attributes[0].array]
            if operation.definition is READ:
                return [state[id(self._handle_of[id(operation.inputs[0])])]]
            return self._run(operation, values_of, state)

        return operation.definition.custom_call.run(
            [values_of[id(tensor)] for tensor in operation.inputs],
            lambda tensor: _completed(tensor, values_of, compute),
            lambda handle: state.get(id(handle)),
        )

    def _draw(self, operation, values_of, state):
        """Runs an operation on the states of its streams, and keeps the new ones."""
        draws = operation.definition.draws
        statics, dynamic = self.split(operation, values_of)
        attributes = operation.attributes[: len(draws.attribute_names)]
        states = [state[id(stream)] for stream in operation.streams]
        kernel = draws.kernel(attributes, statics, (*operation.counts, *(None for _ in states)))
        results = kernel(*map(_without_gradient, dynamic), *states)
        count = len(results) - len(states)
        for stream, value in zip(operation.streams, results[count:], strict=True):
            state[id(stream)] = value
        return results[:count]

    @staticmethod
    def split(operation, values_of):
        """Returns the values of an operation's static operands, by position, and of the others."""
        definition = operation.definition
        statics, dynamic = {}, []
        for position, operand in _operands(operation):
            if isinstance(operand, list):
                dynamic += [values_of[id(item)] for item in operand]
                continue
            value = values_of[id(operand)]
            if position in definition.static and isinstance(value, np.ndarray):
                statics[position] = value
            else:
                dynamic.append(value)
        return statics, dynamic

    def _recorded(self, operation, operands, tensors_of):
        """Runs an operation that ends a call with a gradient of its own through the gate."""

        def compute(operation):
            if operation.definition is CONST:
                return [EagerTensor(operation.attributes[0].array)]
            if operation.definition is READ:
                return [self._handle_of[id(operation.inputs[0])].read()]
            given = (_listed(operand, tensors_of) for _, operand in _operands(operation))
            results = _execute(operation, tuple(given), None)
            return results if isinstance(results, (list, tuple)) else [results]

        return operation.definition.custom_call.interpret(
            operands, lambda tensor: _completed(tensor, tensors_of, compute)
        )

    def interpret(self, *tensors, state=None):
        """Runs the graph through the gate, one operation after the other.

        Args:
          *tensors: Tensors for the inputs.
          state: None, or a dict of the values of variables by the id of their handle, which is then
            read and changed in their place.

        Returns:
          The outputs, tensors; variables are read and assigned as the operations come.
        """
        first = dict(state or {})
        tensors_of = {
            id(placeholder): tensor
            for placeholder, tensor in zip(self.inputs, tensors, strict=True)
        }
        in_graph = context.graph is not None
        copies: dict = {}
        frames = context.frames
        try:
            for operation in self.operations:
                definition = operation.definition
                if definition is PLACEHOLDER:
                    continue
                if in_graph:
                    context.frames = operation.frames
                if definition is CONST:
                    results = [EagerTensor(operation.attributes[0].array)]
                elif _is_update(operation):
                    handle = self._handle_of[id(operation.inputs[0])]
                    if in_graph and isinstance(handle, Stream):
                        # Each place that a function is written out to draws numbers of its own.
                        handle = copies.setdefault(id(handle), handle.copy())
                    operands = [tensors_of[id(tensor)] for tensor in operation.inputs[1:]]
                    results = []
                    if state is not None:
                        held, before = state[id(handle)], first[id(handle)]
                        if definition is not READ:
                            state[id(handle)] = execute(definition, (held, *operands))
                        elif held is before or isinstance(handle, Stream):
                            results = [held]
                        else:
                            results = [execute(_READ_AGAIN, (held, before))]
                    elif definition is READ:
                        results = [handle.read()]
                    else:
                        handle.update(definition, operands)
                else:
                    operands = tuple(
                        _listed(operand, tensors_of) for _, operand in _operands(operation)
                    )
                    if definition.custom_call is not None and not in_graph:
                        results = self._recorded(operation, operands, tensors_of)
                    elif definition.interpret is not None and not in_graph:
                        results = definition.interpret(*_flat(operands))
                    elif getattr(definition.interpret, "add", None) is not None:
                        results = definition.interpret.add(list(_flat(operands)), operation.name)
                    else:
                        try:
                            results = _execute(operation, operands, state)
                        except DOES_NOT_FIT:
                            if in_graph or definition.fallback is None:
                                raise
                            results = definition.fallback(*_flat(operands))
                    if not isinstance(results, (list, tuple)):
                        results = [results]
                for placeholder, result in zip(operation.outputs, results, strict=False):
                    tensors_of[id(placeholder)] = result
        except OpError as error:
            raise failed_at(error, operation) from error.__cause__
        finally:
            context.frames = frames
        return [tensors_of[id(tensor)] for tensor in self.outputs]
