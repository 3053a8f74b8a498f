"""One trace of a function: its graph, made into an operation."""

import itertools

from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.errors import InvalidArgumentError
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.handle import ASSIGN
from tfcourse.core.op import Op
from tfcourse.core.signature import Argument
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import Tensor
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.lower import Lowered

_numbers = itertools.count()


@export("types.experimental.ConcreteFunction")
class ConcreteFunction:
    """A traced function: a graph with inputs, captures and outputs.

    Called, it is one operation: outer tapes record it, outer graphs hold it as a node.

    Attributes:
      graph: The `FuncGraph`.
      structured_input_signature: ((specs of positional arguments), {specs of keyword ones}).

    Source: `tf.types.experimental.ConcreteFunction`.
    """

    def __init__(self, graph: FuncGraph, structured_input_signature):
        self.graph = graph
        self.structured_input_signature = structured_input_signature
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
        )

    @property
    def name(self) -> bytes:
        """The name of the traced function."""
        return f"__inference_{self.graph.name}_{self._number}".encode()

    @property
    def inputs(self) -> list[Tensor]:
        """The placeholders of arguments and captures."""
        return [*self.graph.inputs, *(placeholder for _, placeholder in self.graph.captures)]

    @property
    def outputs(self) -> list[Tensor]:
        """The flat results in the graph."""
        return self.graph.outputs

    @property
    def captured_inputs(self) -> list:
        """The tensors and variable handles captured from outside."""
        return self.graph.external_captures

    @property
    def variables(self) -> tuple:
        """The variables that it reads or writes."""
        variables = (handle.variable() for handle, _ in self.graph.handles)
        return tuple(variable for variable in variables if variable is not None)

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
            lambda item: getattr(item, "shape", None), self.structured_outputs
        )

    @property
    def output_dtypes(self):
        """The dtypes of the results, nested as they are."""
        return nest.map_structure(
            lambda item: getattr(item, "dtype", None), self.structured_outputs
        )

    def call_flat(self, tensors):
        """Runs the function on tensors for its placeholders; returns its nested results."""
        lowered = self._lowered
        operands = [*tensors, *(tensor for tensor, _ in self.graph.captures)]
        # In a graph, each call draws from streams of its own, as TensorFlow's inlined calls do.
        if not lowered.is_compilable or (lowered.streams and context.graph is not None):
            return self._pack(lowered.interpret(*operands))
        operands += [holder.read() for holder in [*lowered.handles, *lowered.streams]]
        results = execute(self._op, operands, (), None, self._op.type)
        outputs, state = results[: len(self.outputs)], results[len(self.outputs) :]
        for holder, value in zip([*lowered.written, *lowered.streams], state, strict=True):
            holder.update(ASSIGN, (value,))
        return self._pack(outputs)

    def _pack(self, flat):
        remaining = iter(flat)
        structure = self.graph.structured_outputs
        leaves = nest.flatten(structure, expand_composites=True)
        packed = [next(remaining) if isinstance(leaf, Tensor) else leaf for leaf in leaves]
        return nest.pack_sequence_as(structure, packed, expand_composites=True)

    def __call__(self, *args, **kwargs):
        """Calls the function with arguments of the traced shapes and dtypes."""
        positional, keyword = self.structured_input_signature
        given = list(nest.flatten(args, expand_composites=True))
        names = [tensor.op.name for tensor in self.graph.inputs]
        tensors, at = [], 0
        expected = nest.flatten((positional, keyword), expand_composites=True)
        if len(given) == len(expected) and not kwargs:
            given = [
                value
                for value, spec in zip(given, expected, strict=True)
                if isinstance(spec, TensorSpec)
            ]
        for name, placeholder in zip(names, self.graph.inputs, strict=True):
            if name in kwargs:
                value = kwargs[name]
            elif at < len(given):
                value, at = given[at], at + 1
            else:
                raise TypeError(
                    f"{self.graph.name}({', '.join(names)}) missing required arguments: {name}."
                )
            tensors.append(convert(value, dtype_hint=placeholder.dtype))
        if at < len(given):
            raise TypeError(
                f"{self.graph.name}({', '.join(names)}) takes {len(names)} positional arguments, "
                f"got {len(given)}."
            )
        for index, (tensor, placeholder) in enumerate(zip(tensors, self.graph.inputs, strict=True)):
            if tensor.dtype is not placeholder.dtype:
                function = self.name.decode()
                raise InvalidArgumentError(
                    None,
                    None,
                    f"cannot compute {function} as input #{index}(zero-based) was expected to be "
                    f"a {placeholder.dtype.short_name} tensor but is a {tensor.dtype.short_name} "
                    f"tensor [Op:{function}]",
                )
        return self.call_flat(tensors)

    def __repr__(self):
        return f"<ConcreteFunction {self._shown_signature()} at 0x{id(self):X}>"

    def _shown_signature(self):
        positional, keyword = self.structured_input_signature
        parts = [str(spec) for spec in positional]
        parts += [f"{name}={spec}" for name, spec in keyword.items()]
        return f"({', '.join(parts)})"
