"""Functions that a user gives to a dataset: traced once, run for each element."""

import numpy as np

from tfcourse.core import dtypes, errors, nest
from tfcourse.core.context import context
from tfcourse.core.execute import execute
from tfcourse.core.handle import ASSIGN
from tfcourse.core.op import Op
from tfcourse.core.signature import Argument
from tfcourse.core.symbolic import avals_of
from tfcourse.core.tensor import eager_tensors
from tfcourse.data.pipeline import Run
from tfcourse.data.structure import Structure, as_element, map_leaves, spec_of
from tfcourse.function.autograph.calls import trace_call
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.lower import DOES_NOT_FIT, Lowered
from tfcourse.function.user_errors import in_user_code


class CapturedFunction:
    """A Python function of elements, traced into a graph.

    Args:
      function: The function.
      arguments: The `Structure` of each argument.
      transformation: What it is given to, for errors: `Dataset.map()`.
      unpacks: Whether an only argument that is a tuple is passed as several.

    Attributes:
      structure: The `Structure` of its results.
      captures: What it needs from around it: tensors, each an operand of the dataset's operation.

    Raises:
      ValueError: if the function is not callable.
      TypeError: if it returns what no element can be.
    """

    def __init__(self, function, arguments, transformation, unpacks=True):
        if not callable(function):
            raise ValueError(
                f"Argument `func` must be a callable. Received func={function} (of type "
                f"{type(function)})"
            )
        self._transformation = transformation
        self._graph = graph = FuncGraph(getattr(function, "__name__", "function"))
        with graph.as_default():
            context.tapes = ()
            given = [structure.pack(self._placeholders(structure)) for structure in arguments]
            if unpacks and len(given) == 1 and type(given[0]) is tuple:
                given = list(given[0])
            try:
                returned = trace_call(function, tuple(given), {})
            except Exception as error:
                shown = in_user_code(error)
                if shown is error:
                    raise
                raise shown from None
            element = self._as_element(returned)
            self.structure = Structure(map_leaves(spec_of, element))
            outputs = [graph.element(part) for part in Structure.unpack(element)]
        graph.structured_outputs = outputs
        self.captures = [tensor for tensor, _ in graph.captures]
        captured = [placeholder for _, placeholder in graph.captures]
        self._lower([*graph.inputs, *captured], outputs)

    def _placeholders(self, structure):
        made = []
        for spec in structure.components:
            placeholder = self._graph.placeholder(spec.dtype, None, "args")
            placeholder.avals = avals_of(spec.shape, spec.dtype)
            self._graph.inputs.append(placeholder)
            made.append(placeholder)
        return made

    def _as_element(self, returned):
        if type(returned) is list:
            returned = tuple(returned)
        try:
            return as_element(returned)
        except (TypeError, ValueError):
            raise TypeError(
                f"Unsupported return value from function passed to {self._transformation}: "
                f"{returned}."
            ) from None

    def _lower(self, inputs, outputs):
        """Makes an operation of the graph: of its inputs and state, as a traced function is."""
        self._lowered = lowered = Lowered(self._graph, inputs, self._graph.handles, outputs)
        written = [*lowered.written, *lowered.streams]
        self._dtypes = [tensor.dtype for tensor in outputs]
        self._dtypes += [holder.value_dtype for holder in written]
        count = len(inputs) + len(lowered.handles) + len(lowered.streams)
        self._op = Op(
            "PartitionedCall",
            lowered,
            operands=tuple(f"input_{at}" for at in range(count)),
            results=tuple(Argument("output", None, dtype, False, None) for dtype in self._dtypes),
        )
        self._op.takes_tensors = True
        self._kernel = self._op.kernel((), None, self._op.single_counts)
        tensors = [*inputs, *outputs]
        handles = lowered.handles
        self._has_text = any(tensor.dtype is dtypes.string for tensor in tensors) or any(
            handle.value_dtype is dtypes.string for handle in handles
        )
        self._is_compilable = lowered.is_compilable and not any(
            tensor.dtype is dtypes.variant for tensor in tensors
        )

    def bind(self, captured, op_type):
        """Returns the function with values for `captures`, ready to `begin`.

        Args:
          captured: Eager tensors.
          op_type: The operation whose pipeline it works in, for errors.
        """
        return _Bound(self, captured, op_type)

    def begin(self, run: Run, captured):
        """Returns a function of eager tensors that computes one element's results.

        Args:
          run: What belongs to the iteration.
          captured: Eager tensors for `captures`.
        """
        lowered = self._lowered
        streams = run.streams.get(id(self))
        if streams is None:
            streams = {id(stream): stream.copy().tensor for stream in lowered.streams}
            run.streams[id(self)] = streams
        holders = [*lowered.handles, *lowered.streams]
        written = [*lowered.written, *lowered.streams]
        count = len(lowered.outputs)

        def keep(values):
            for holder, value in zip(written, values, strict=True):
                if id(holder) in streams:
                    streams[id(holder)] = value
                else:
                    holder.update(ASSIGN, (value,))

        def state():
            return [
                streams[id(holder)] if id(holder) in streams else holder.read()
                for holder in holders
            ]

        def interpret(components):
            values = dict(zip(map(id, holders), state(), strict=True))
            outputs = lowered.interpret(*components, *captured, state=values)
            keep([values[id(holder)] for holder in written])
            return outputs

        def through_gate(components):
            results = execute(self._op, [*components, *captured, *state()])
            keep(results[count:])
            return list(results[:count])

        def on_arrays(components):
            tensors = [*components, *captured, *state()]
            arrays = self._kernel.run([tensor.array for tensor in tensors])
            results = eager_tensors(arrays, self._dtypes)
            keep(results[count:])
            return results[:count]

        if not self._is_compilable:
            return interpret
        compiled = through_gate if self._has_text else on_arrays

        def call(components):
            try:
                return compiled(components)
            except DOES_NOT_FIT:
                # Operation by operation, the error is that of one, or of a branch not taken.
                return interpret(components)

        return call


class _Bound:
    """A captured function with values for its captures."""

    def __init__(self, function, captured, op_type):
        self._function = function
        self._captured = captured
        self._op_type = op_type

    def begin(self, run: Run):
        """Returns a function of eager tensors, as `CapturedFunction.begin`.

        Args:
          run: What belongs to the iteration.
        """
        call = self._function.begin(run, self._captured)

        def guarded(components):
            try:
                return call(components)
            except errors.OpError as error:
                message = (
                    f"Error in user-defined function passed to {self._op_type} transformation: "
                    f"{error.reason}"
                )
                if error.node is not None:
                    message += f"\n\t [[{{{{node {error.node.name}}}}}]]"
                raise type(error)(None, None, message) from error.__cause__

        return guarded


def is_true(results) -> bool:
    """Says whether the one result of a predicate is true."""
    return bool(np.asarray(results[0].array))


def as_state(value):
    """Returns an initial state as an element, and its `Structure`."""
    element = as_element(tuple(value) if type(value) is list else value)
    return element, Structure(map_leaves(spec_of, element))


def relaxed(structure: Structure, other: Structure) -> Structure | None:
    """Returns the narrowest structure of both; None if the first is that.

    Raises:
      TypeError: if they are made of different things.
    """
    common = [
        one.most_specific_common_supertype([two])
        for one, two in zip(structure.leaves, other.leaves, strict=True)
    ]
    if None in common or common == structure.leaves:
        return None
    return Structure(nest.pack_sequence_as(structure.spec, common))
