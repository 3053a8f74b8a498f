"""Operations that hold graphs: branches and bodies, traced and made into one `Op` per place.

The operation's operands are its own (a predicate, loop variables), then what its graphs capture,
then the values of the variables and random streams that they read or write. Its results are its
own, then the new values of what they write, which assignments after it put back: state passes
through it as values do, so that tapes, graphs and XLA need to know nothing more.
"""

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.autodiff.tape import GradientTape
from tfcourse.core import errors, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.handle import ASSIGN, READ
from tfcourse.core.op import Op
from tfcourse.core.operation import Operation
from tfcourse.core.signature import Argument
from tfcourse.core.symbolic import avals_of
from tfcourse.core.tensor import Tensor
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.lower import Lowered
from tfcourse.function.results import as_result
from tfcourse.ops.identities import identity


class BodyGraph(FuncGraph):
    """The graph of a branch or body: variables made in it belong to the function around it."""

    def variable_created(self):
        """Checks that the function around it may make variables."""
        self.outer_graph.variable_created()

    def own_variable(self, variable):
        """Gives the variable to the function around it."""
        self.outer_graph.own_variable(variable)

    def finish(self):
        """Lowers the graph, whose inputs and outputs are complete."""
        captured = [placeholder for _, placeholder in self.captures]
        inputs = [*self.inputs, *captured]
        self.lowered = Lowered(self, inputs, self.handles, self.outputs, captured)


def trace_body(
    function,
    name,
    scope,
    arguments=(),
    unpack=lambda *inputs: inputs,
    adds_identity=True,
    instead_of_operation=None,
) -> BodyGraph:
    """Traces a branch or body.

    Args:
      function: Called with placeholders, it returns a nested structure of tensors.
      name: The graph's name.
      scope: The name scope of its operations, with a slash.
      arguments: (dtype, avals, name) of each placeholder.
      unpack: Makes of the placeholders what the function is called with.
      adds_identity: Whether results go through an `Identity` of the graph's own.
      instead_of_operation: The tensor that is the result where the function returns an operation.

    Returns:
      The graph, lowered.

    Raises:
      TypeError: if the function returns something else than tensors.
    """
    graph = BodyGraph(name)

    def result(value):
        if isinstance(value, Operation) and instead_of_operation is not None:
            value = identity(instead_of_operation)
        return as_result(value, function, adds_identity)

    with graph.as_default(), graph.name_scope(scope):
        context.tapes = ()
        for dtype, avals, argument in arguments:
            placeholder = graph.placeholder(dtype, None, argument)
            placeholder.avals = avals
            graph.inputs.append(placeholder)
        results = function(*unpack(*graph.inputs))
        graph.structured_outputs = nest.map_structure(result, results, expand_composites=True)
        graph.finish()
    return graph


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

    def split_written(self, state):
        """Returns the values of `written` among those of `state`."""
        at = {id(holder): position for position, holder in enumerate(self.state)}
        return [state[at[id(holder)]] for holder in self.written]

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
            return (*outputs, *self.split_written(state))

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


def add_functional(
    op_type,
    kernel,
    interpret,
    operands,
    results,
    name,
    *,
    again=None,
    static=(),
    graphs=(),
    is_stateful=False,
    fallback=None,
):
    """Adds an operation that holds graphs, or that is a gradient of one, to the current graph.

    Args:
      op_type: Its type.
      kernel: A function of arrays.
      interpret: None, or where XLA cannot compile it a function of tensors.
      operands: Flat tensors of the current graph.
      results: (dtype, avals) of each result.
      name: Its name.
      again: What to interpret in place of `interpret` where a tape has not seen the operations
        whose results that builds on.
      static: As for `Op`; operands are called `operand_0`, `operand_1` and so on.
      graphs: The graphs it holds.
      is_stateful: Whether it is run for its effects, too.
      fallback: What to interpret where XLA compiles it, but not for the shapes of some call.

    Returns:
      The flat results.
    """
    kept = None
    if interpret is not None:
        kept = _Kept(interpret, again or interpret, len(operands))

        def add(operands, name):
            return add_functional(
                op_type,
                kernel,
                interpret,
                operands,
                results,
                name,
                again=again,
                graphs=graphs,
                is_stateful=is_stateful,
            )

        kept.add = add
    definition = Op(
        op_type,
        kernel,
        operands=tuple(f"operand_{at}" for at in range(len(operands))),
        results=tuple(Argument("output", None, dtype, False, None) for dtype, _ in results),
        static=static if interpret is None else (),
        is_host=interpret is not None,
        is_differentiable=interpret is None,
        interpret=kept,
        graphs=graphs,
        known_results=list(results),
        is_stateful=is_stateful,
        fallback=fallback,
    )
    outputs = execute(definition, operands, (), name)
    if kept is not None:

        def backward(*cotangents):
            kept.is_recorded = True
            return add_functional(
                op_type + "Gradient",
                kernel,
                kept.pull_back,
                [*operands, *cotangents],
                [(operand.dtype, operand.avals) for operand in operands],
                None,
                again=kept.pull_back_again,
                graphs=graphs,
            )

        kept.backward = backward
        for tape in context.tapes:
            tape.record_custom(operands, outputs, backward, outputs)
    return outputs


class _Kept:
    """Runs an operation through the gate, and keeps the record for a gradient asked for later.

    Args:
      interpret: A function of tensors that gives a list of tensors.
      again: The same, for where a tape has to see all that it builds on.
      count: How many operands the operation has.

    Attributes:
      add: (operands, name) -> results; adds the operation to another graph, whose tapes record it.
      backward: Called with one cotangent per result, adds the gradient's operation.
      is_recorded: Whether a gradient was asked for.
    """

    add = None
    backward = None

    def __init__(self, interpret, again, count):
        self._interpret = interpret
        self._again = again
        self._count = count
        self._run = None
        self.is_recorded = False

    def __call__(self, *operands):
        if not self.is_recorded:
            return self._interpret(*operands)
        self._run = self._recorded(operands)
        return self._run[2]

    def _recorded(self, operands):
        # A tensor of its own for each operand: one may be given twice.
        operands = list(map(identity, operands))
        with GradientTape(persistent=True) as tape:
            tape.watch(list(filter(_is_differentiable, operands)))
            outputs = self._again(*operands)
        return tape, operands, outputs

    def pull_back(self, *values):
        """Returns the gradients of the operands, given the operands and the cotangents."""
        if self._run is None:
            # Nothing needed its results, so that it was left out.
            self._run = self._recorded(values[: self._count])
        tape, operands, outputs = self._run
        cotangents = values[len(operands) :]
        targets = [
            pair for pair in zip(outputs, cotangents, strict=True) if _is_differentiable(pair[0])
        ]
        found = iter(
            tape.gradient(
                [output for output, _ in targets],
                list(filter(_is_differentiable, operands)),
                [given for _, given in targets],
                unconnected_gradients="zero",
            )
        )
        return [convert(next(found)) if _is_differentiable(item) else item for item in operands]

    def pull_back_again(self, *values):
        """As `pull_back`, after running the operation once more."""
        self._run = self._recorded(values[: self._count])
        return self.pull_back(*values)


def _is_differentiable(tensor):
    return tensor.dtype.is_differentiable
