"""One trace of a function: its graph, made into an operation."""

import contextlib
import functools
import itertools
import operator

from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.dtypes import DType
from tfcourse.core.errors import OpError
from tfcourse.core.execute import execute, is_unobserved
from tfcourse.core.export import export
from tfcourse.core.handle import ASSIGN
from tfcourse.core.op import Op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.signature import Argument
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.core.tensor import Tensor
from tfcourse.function.calling import cast_flat, cast_structured
from tfcourse.function.compiler_ir import compiler_ir
from tfcourse.function.direct import DirectCall
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.function_type import FunctionType, type_of_call
from tfcourse.function.lower import DOES_NOT_FIT, Lowered
from tfcourse.function.runtime_errors import graph_execution_error
from tfcourse.function.signature import Leaf, VariableLeaf, refused
from tfcourse.function.trace_types import (
    UnknownArgument,
    type_of,
    type_of_object,
    type_of_result,
)

_numbers = itertools.count()


@export("types.experimental.ConcreteFunction")
class ConcreteFunction:
    """A traced function: a graph with inputs, captures and outputs.

    Called, it is one operation: outer tapes record it, outer graphs hold it as a node.

    Attributes:
      graph: The `FuncGraph`.

    Source: `tf.types.experimental.ConcreteFunction`.
    """

    def __init__(self, graph: FuncGraph, arguments, placeholders):
        self.graph = graph
        self._arguments = arguments
        self._placeholders = placeholders
        self._argument_handles = placeholders.handles
        outputs = graph.outputs
        inputs = [*graph.inputs, *(placeholder for _, placeholder in graph.captures)]
        self._number = next(_numbers)
        self._lowered = lowered = Lowered(graph, inputs, graph.handles, outputs)
        results = [Argument("output", None, tensor.dtype, False, None) for tensor in outputs]
        results += [Argument("variable", None, h.value_dtype, False, None) for h in lowered.written]
        results += [Argument("stream", None, dtypes.uint64, False, None) for _ in lowered.streams]
        state = [*lowered.handles, *lowered.streams]
        names = [f"input_{index}" for index in range(len(inputs) + len(state))]
        self._op = Op(
            "StatefulPartitionedCall" if state else "PartitionedCall",
            lowered,
            operands=tuple(names),
            results=tuple(results),
            fallback=self._interpret if lowered.has_branches else None,
        )
        self._op.takes_tensors = True
        self._direct = None
        captures = [tensor for tensor, _ in graph.captures]
        if not self._argument_handles and DirectCall.fits(lowered, captures):
            kernel = self._op.kernel((), None, self._op.single_counts)
            shapes = [placeholder.shape for placeholder in graph.inputs]
            self._direct = DirectCall(kernel, lowered, captures, shapes)

    @property
    def name(self) -> bytes:
        """The name of the traced function."""
        return f"__inference_{self.graph.name}_{self._number}".encode()

    @property
    def arguments(self):
        """The `inspect.BoundArguments` of the call it was made for, a leaf for each tensor."""
        return self._arguments

    @functools.cached_property
    def structured_input_signature(self):
        """((specs of positional arguments), {specs of keyword ones}); Python values as they are."""
        bound = self._arguments
        shown = {key: _specs(value) for key, value in bound.arguments.items()}
        bound = type(bound)(bound.signature, shown)
        return bound.args, bound.kwargs

    @functools.cached_property
    def function_type(self) -> FunctionType:
        """The types of its arguments, results and captures."""
        output = type_of_result(self.structured_outputs)
        captures = [
            (id(tensor), TensorSpec(tensor.shape, tensor.dtype))
            for tensor, _ in self.graph.captures
        ]
        captures += [(id(handle), TensorSpec([], handle.dtype)) for handle in self._state()]
        return type_of_call(self._arguments, _type_of_argument, output, captures)

    def pretty_printed_signature(self, verbose=True) -> str:
        """Returns its signature as text.

        Args:
          verbose: Whether it is a table; otherwise it is one line.

        Example:
          >>> import tfcourse as tf
          >>> half = tf.function(lambda x: x / 2).get_concrete_function(tf.TensorSpec([3]))
          >>> print(half.pretty_printed_signature())
          Input Parameters:
            x (POSITIONAL_OR_KEYWORD): TensorSpec(shape=(3,), dtype=tf.float32, name=None)
          Output Type:
            TensorSpec(shape=(3,), dtype=tf.float32, name=None)
          Captures:
            None

        Source: `tensorflow.python.eager.polymorphic_function.concrete_function.ConcreteFunction`.
        """
        return repr(self.function_type) if verbose else str(self.function_type)

    @property
    def inputs(self) -> list[Tensor]:
        """The placeholders of arguments and captures."""
        captures = [placeholder for _, placeholder in self.graph.captures]
        state = [self.graph.resource(handle) for handle in self._state()]
        return [*self._placeholders.tensors, *captures, *state]

    def _state(self):
        """Returns the handles of variables and streams that are not arguments."""
        own = set(map(id, self._argument_handles))
        return [handle for handle, _ in self.graph.handles if id(handle) not in own]

    @property
    def outputs(self) -> list[Tensor]:
        """The flat results in the graph."""
        return self.graph.outputs

    @property
    def captured_inputs(self) -> list:
        """The tensors and variable handles captured from outside."""
        return [*(tensor for tensor, _ in self.graph.captures), *self._state()]

    @property
    def variables(self) -> tuple:
        """The variables that it reads or writes, except those that are arguments."""
        found = (handle.variable() for handle in self._state())
        return tuple(variable for variable in found if variable is not None)

    @property
    def trainable_variables(self) -> tuple:
        """The variables that it reads or writes and that are trainable."""
        return tuple(variable for variable in self.variables if variable.trainable)

    @property
    def structured_outputs(self):
        """The results in the graph, as the Python function nested them."""
        return self.graph.structured_outputs

    @property
    def output_shapes(self):
        """The shapes of the results, nested as they are."""
        return nest.map_structure(
            lambda item: TensorShape(None) if item is None else item.shape, self.structured_outputs
        )

    @property
    def output_dtypes(self):
        """The dtypes of the results, nested as they are."""
        return nest.map_structure(
            lambda item: getattr(item, "dtype", None), self.structured_outputs
        )

    def call_flat(self, tensors, handles=()):
        """Runs the function.

        Args:
          tensors: Tensors for its placeholders.
          handles: Handles of the variables that are arguments, each once.

        Returns:
          The results, nested as the Python function returned them.
        """
        direct = self._direct
        if direct is not None and is_unobserved():
            outputs = direct(tensors)
            if outputs is not None:
                return self._pack(outputs)
            results = self._call(tensors)
            if self._direct is not None:
                direct.learn(tensors)
            return results
        if not handles:
            return self._call(tensors)
        with self._with_arguments(handles):
            return self._call(tensors)

    @contextlib.contextmanager
    def _with_arguments(self, handles):
        """Lets the variables that are arguments be those of the present call."""
        for own, given in zip(self._argument_handles, handles, strict=True):
            own.actual = given
        try:
            yield
        finally:
            for own in self._argument_handles:
                own.actual = None

    def values_of(self, wanted, tensors, handles=()) -> list:
        """Returns what tensors of its graph are in a run that leaves all variables as they were.

        Args:
          wanted: Symbolic tensors of the graph.
          tensors: As for `call_flat`.
          handles: As for `call_flat`.
        """
        lowered = Lowered(self.graph, self._lowered.inputs, self.graph.handles, wanted)
        operands = [*tensors, *(tensor for tensor, _ in self.graph.captures)]
        with self._with_arguments(handles):
            state = {id(holder): holder.read() for holder in [*lowered.handles, *lowered.streams]}
            return lowered.interpret(*operands, state=state)

    def _call(self, tensors):
        if context.graph is not None:
            return self._run(tensors)
        try:
            return self._run(tensors)
        except OpError as error:
            if error.node is None:
                raise
            raise graph_execution_error(error, self.name.decode()) from error.__cause__

    def _run(self, tensors):
        lowered = self._lowered
        operands = [*tensors, *(tensor for tensor, _ in self.graph.captures)]
        # In a graph, each call draws from streams of its own, as TensorFlow's inlined calls do.
        if not lowered.is_compilable or (lowered.streams and context.graph is not None):
            return self._pack(lowered.interpret(*operands))
        operands += [holder.read() for holder in [*lowered.handles, *lowered.streams]]
        try:
            results = execute(self._op, operands, (), None, self._op.type)
        except DOES_NOT_FIT:
            if context.graph is not None or self._op.fallback is None:
                raise
            self._direct = None
            results = self._interpret(*operands)
        outputs, state = results[: len(self.outputs)], results[len(self.outputs) :]
        for holder, value in zip([*lowered.written, *lowered.streams], state, strict=True):
            holder.update(ASSIGN, (value,))
        return self._pack(outputs)

    def _interpret(self, *operands):
        """Runs operation by operation, which looks at those branches only that are chosen."""
        lowered = self._lowered
        count, holders = len(lowered.inputs), [*lowered.handles, *lowered.streams]
        state = dict(zip(map(id, holders), operands[count:], strict=True))
        outputs = lowered.interpret(*operands[:count], state=state)
        changed = [*lowered.written, *lowered.streams]
        return [*outputs, *(state[id(holder)] for holder in changed)]

    @functools.cached_property
    def _pack(self):
        """A function that nests flat results as the Python function returned them."""
        structure = self.graph.structured_outputs
        if isinstance(structure, Tensor):
            return operator.itemgetter(0)
        is_flat = type(structure) in (list, tuple)
        if is_flat and all(isinstance(item, Tensor) for item in structure):
            return type(structure)
        leaves = nest.flatten(structure, expand_composites=True)

        def pack(flat):
            remaining = iter(flat)
            packed = [next(remaining) if isinstance(leaf, Tensor) else leaf for leaf in leaves]
            return nest.pack_sequence_as(structure, packed, expand_composites=True)

        return pack

    def __call__(self, *args, **kwargs):
        """Calls the function with the traced arguments, or with tensors for its placeholders.

        Args:
          *args: Arguments as the Python function takes them, or tensors only.
          **kwargs: The same by name.

        Raises:
          TypeError: if they fit neither way.
          InvalidArgumentError: if a tensor has another dtype.
        """
        try:
            tensors, handles = cast_structured(self.function_type, self._arguments, args, kwargs)
        except TypeError as error:
            try:
                tensors, handles = cast_flat(self, args, kwargs), ()
            except TypeError as second:
                raise TypeError(
                    f"{refused(error, args, kwargs, self.function_type)}\nFallback to flat "
                    f"signature also failed due to: {second}"
                ) from None
        return self.call_flat(tensors, handles)

    def compiler_ir(self):
        """Returns a function of a stage that gives what the compiler makes of the function."""
        return compiler_ir(self.graph.name, self._lowered, self.inputs)

    def __repr__(self):
        signature = self.pretty_printed_signature(verbose=False)
        return f"<ConcreteFunction {signature} at 0x{id(self):X}>"

    def __str__(self):
        return f"ConcreteFunction {self.pretty_printed_signature()}"


def _specs(value):
    """Returns an argument with specs in place of what is traced."""
    if isinstance(value, Leaf):
        return value.named_spec
    if isinstance(value, VariableLeaf):
        return value.spec
    if not nest.is_nested(value):
        if isinstance(value, _SHOWN):
            return value
        kind = type_of_object(value)
        return kind if isinstance(kind, TypeSpec) else UnknownArgument()
    return nest.map_structure(_specs, value)


def _type_of_argument(value):
    return type_of(value, lambda leaf: leaf.spec if isinstance(leaf, _LEAVES) else None)


_LEAVES = (Leaf, VariableLeaf)
_SHOWN = (int, float, str, type(None), DType)
