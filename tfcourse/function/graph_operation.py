"""Operations that hold graphs, added to a graph: compiled, or run one operation after the other."""

from tfcourse.autodiff.tape import GradientTape
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.op import Op
from tfcourse.core.signature import Argument
from tfcourse.ops.identities import identity


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
        # A tensor of its own for each that is watched: one may be given twice.
        operands = [identity(item) if _is_differentiable(item) else item for item in operands]
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
