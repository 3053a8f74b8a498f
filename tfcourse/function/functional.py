"""Operations that hold graphs: branches and bodies made into one `Op` per place.

The operation's operands are its own (a predicate, loop variables), then what its graphs capture,
then the values of the variables and random streams that they read or write. Its results are its
own, then the new values of what they write, which assignments after it put back: state passes
through it as values do, so that tapes, graphs and XLA need to know nothing more.
"""

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.core import errors, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.handle import ASSIGN, READ
from tfcourse.core.symbolic import avals_of
from tfcourse.core.tensor import Tensor
from tfcourse.function.graph_operation import add_functional


def check_scalar(tensor):
    """Checks that what decides the way is a scalar, as far as its shape is known.

    Raises:
      InvalidArgumentError: if it is not.
    """
    if tensor.shape.rank:
        shape = "[" + ",".join("?" if n is None else str(n) for n in tensor.shape.as_list()) + "]"
        raise errors.InvalidArgumentError(
            None, None, f"The second input must be a scalar, but it has shape {shape}"
        )


def pack_outputs(structure, outputs):
    """Returns results of an operation nested as a traced function returned them."""
    leaves = nest.flatten(structure, expand_composites=True)
    remaining = iter(outputs)
    leaves = [next(remaining) if isinstance(leaf, Tensor) else leaf for leaf in leaves]
    return nest.pack_sequence_as(structure, leaves, expand_composites=True)


def most_general(tensors) -> tuple:
    """Returns the abstract values that fit all of some tensors: None where the rank is unknown."""
    first, *others = tensors
    avals = first.avals
    if all(tensor.avals == avals for tensor in others):
        return avals
    shape = first.shape
    for tensor in others:
        shape = shape.most_specific_compatible_shape(tensor.shape)
    return avals_of(shape, first.dtype)


class Functional:
    """One place where graphs are held: what they need from around it, in order.

    Args:
      graphs: Finished `BodyGraph`s.
      own: How many operands the operation has of its own.
      fits: Whether the shapes that meet in it are equal, as XLA wants them.

    Attributes:
      captures: Outside tensors that some graph captures.
      state: Variables' handles and random streams that some graph reads or writes.
      written: Those of `state` that some graph writes.
      is_compilable: Whether XLA can compile all graphs.
    """

    def __init__(self, graphs, own, fits):
        self.graphs = tuple(graphs)
        self.own = own
        lowereds = [graph.lowered for graph in graphs]
        outside = [tensor for graph in graphs for tensor, _ in graph.captures]
        self.captures = list({id(tensor): tensor for tensor in outside}.values())
        holders = [h for lowered in lowereds for h in (*lowered.handles, *lowered.streams)]
        self.state = list({id(holder): holder for holder in holders}.values())
        changed = {id(h) for lowered in lowereds for h in (*lowered.written, *lowered.streams)}
        self.written = [holder for holder in self.state if id(holder) in changed]
        self._written_at = [at for at, h in enumerate(self.state) if id(h) in changed]
        self.is_compilable = fits and all(lowered.is_compilable for lowered in lowereds)
        self.is_stateful = any(
            operation.definition.is_stateful
            for lowered in lowereds
            for operation in lowered.operations
            if operation.definition is not READ
        )
        self._capture_at = {id(tensor): at for at, tensor in enumerate(self.captures)}

    def static_names(self) -> tuple[str, ...]:
        """Returns the names of the operands whose values the graphs need while XLA traces."""
        required: dict[int, bool] = {}
        for graph in self.graphs:
            for position, is_required in graph.lowered.static_inputs.items():
                tensor, _ = graph.captures[position - len(graph.inputs)]
                at = self.own + self._capture_at[id(tensor)]
                required[at] = required.get(at, False) or is_required
        return tuple(f"operand_{at}" + ("" if must else "?") for at, must in required.items())

    def run(self, graph, arguments, captured, state):
        """Runs one graph on arrays.

        Args:
          graph: One of the graphs.
          arguments: Values of its own inputs.
          captured: Values of `captures`.
          state: Values of `state`, in a list.

        Returns:
          The outputs, and the new values of `state`.
        """
        lowered = graph.lowered
        held = {id(holder): at for at, holder in enumerate(self.state)}
        own = [*lowered.handles, *lowered.streams]
        results = lowered(
            *arguments,
            *(captured[self._capture_at[id(tensor)]] for tensor, _ in graph.captures),
            *(state[held[id(holder)]] for holder in own),
        )
        outputs = tuple(map(jnp.asarray, results[: len(lowered.outputs)]))
        state = list(map(jnp.asarray, state))
        changed = [*lowered.written, *lowered.streams]
        for holder, value in zip(changed, results[len(outputs) :], strict=True):
            state[held[id(holder)]] = jnp.asarray(value)
        return outputs, state

    def interpret(self, graph, arguments, captured, state):
        """Runs one graph on tensors, operation by operation.

        Args:
          graph: One of the graphs.
          arguments: Tensors for its own inputs.
          captured: Tensors for `captures`.
          state: Tensors by the id of what is in `state`; changed in place.

        Returns:
          The outputs.
        """
        values = (captured[self._capture_at[id(tensor)]] for tensor, _ in graph.captures)
        return graph.lowered.interpret(*arguments, *values, state=state)

    def choose(self, index, graphs, arguments, captured, state):
        """Runs one of several graphs on arrays, as an index says; results as those of `run`."""
        if isinstance(index, (np.ndarray, np.generic)):
            return self.run(graphs[int(index)], arguments, captured, state)
        is_static = [isinstance(value, np.ndarray) for value in captured]
        dynamic = [value for value, known in zip(captured, is_static, strict=True) if not known]

        def branch(graph):
            def call(dynamic, state):
                rest = iter(dynamic)
                given = [
                    value if known else next(rest)
                    for value, known in zip(captured, is_static, strict=True)
                ]
                return self.run(graph, arguments, given, state)

            return call

        return jax.lax.switch(index, list(map(branch, graphs)), dynamic, state)

    def values_written(self, state) -> list:
        """Returns the values of `written` among those of `state`."""
        return [state[at] for at in self._written_at]

    def with_written(self, state, values) -> list:
        """Returns the values of `state`, given new ones of `written`."""
        state = list(state)
        for at, value in zip(self._written_at, values, strict=True):
            state[at] = value
        return state

    def add(self, op_type, kernel, interpret, operands, results, name):
        """Adds the operation to the graph being built.

        Args:
          op_type: Its type where it is stateful; where it is not, `Stateless` stands before.
          kernel: (own operands, captured, state) -> (results, state), on arrays.
          interpret: (own operands, captured, state by id) -> results, on tensors.
          operands: The operands of its own.
          results: (dtype, avals) of each result.
          name: The operation's name.

        Returns:
          The tensors of `results`.
        """
        count = self.own + len(self.captures)

        def compiled(*values):
            own, captured = values[: self.own], values[self.own : count]
            outputs, state = kernel(own, captured, list(values[count:]))
            return (*outputs, *self.values_written(state))

        def interpreted(*tensors):
            state = dict(zip(map(id, self.state), tensors[count:], strict=True))
            outputs = interpret(tensors[: self.own], tensors[self.own : count], state)
            return [*outputs, *(state[id(holder)] for holder in self.written)]

        results = [*results, *map(_aval_of_state, self.written)]
        given = [*operands, *self.captures, *(holder.read() for holder in self.state)]
        given = [context.graph.element(convert(operand)) for operand in given]
        flat = add_functional(
            op_type if self.is_stateful or self.state else "Stateless" + op_type,
            compiled,
            None if self.is_compilable else interpreted,
            given,
            results,
            name,
            static=self.static_names(),
            graphs=self.graphs,
            is_stateful=self.is_stateful,
            fallback=interpreted if self.is_compilable else None,
        )
        outputs = flat[: len(flat) - len(self.written)]
        for holder, value in zip(self.written, flat[len(outputs) :], strict=True):
            holder.update(ASSIGN, (value,))
        return outputs


def _aval_of_state(holder):
    return holder.value_dtype, avals_of(holder.shape, holder.value_dtype)
