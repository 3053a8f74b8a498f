"""`for` over a dataset or an iterator in a traced function.

The block is traced once, as that of any loop. The loop is one operation of its graph: on the host,
element by element, it calls the block, compiled as a whole where XLA can compile it. A tape around
the operation sees these calls, so that gradients pass through the loop.
"""

import numpy as np

from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.op import Op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.signature import Argument
from tfcourse.core.symbolic import avals_of
from tfcourse.data.dataset import Dataset
from tfcourse.data.iterators import Iterator
from tfcourse.data.pipeline import Run, held, unrecorded
from tfcourse.data.structure import Structure
from tfcourse.function.autograph.operators.iterables import register_iterable
from tfcourse.function.autograph.operators.loop_state import LoopState
from tfcourse.function.autograph.operators.tensors import flat, is_tensor
from tfcourse.function.autograph.variables import is_undefined
from tfcourse.function.body_graph import trace_body
from tfcourse.function.functional import Functional
from tfcourse.function.lower import DOES_NOT_FIT
from tfcourse.ops.assertions import assert_true
from tfcourse.ops.creation import constant
from tfcourse.ops.streams import Stream


class _Body:
    """The block of a loop, as one operation where XLA can compile it.

    Args:
      functional: Holds its graph.
      body: The graph.
      width: How many arguments it has.
    """

    def __init__(self, functional, body, width):
        self._functional = functional
        self._body = body
        self._width = width
        self._end = width + len(functional.captures)
        self._is_compilable = body.lowered.is_compilable
        written = functional.written
        results = [tensor.dtype for tensor in body.lowered.outputs]
        results += [holder.value_dtype for holder in written]
        self._op = Op(
            "PartitionedCall",
            self._kernel,
            operands=tuple(f"operand_{at}" for at in range(self._end + len(functional.state))),
            results=tuple(Argument("output", None, dtype, False, None) for dtype in results),
            static=functional.static_names(),
        )

    def _kernel(self, *values):
        functional, width = self._functional, self._width
        outputs, state = functional.run(
            self._body, values[:width], values[width : self._end], list(values[self._end :])
        )
        return (*outputs, *functional.values_written(state))

    def __call__(self, arguments, captured, state):
        """Runs the block.

        Args:
          arguments: Tensors for its arguments.
          captured: Tensors for the captures.
          state: Tensors by the id of what holds them; changed in place.

        Returns:
          The results.
        """
        functional = self._functional
        if self._is_compilable:
            given = [*arguments, *captured, *(state[id(holder)] for holder in functional.state)]
            try:
                results = execute(self._op, given)
            except DOES_NOT_FIT:
                # Operation by operation, the error is that of one, or of a branch not taken.
                self._is_compilable = False
            else:
                count = len(self._body.lowered.outputs)
                for holder, value in zip(functional.written, results[count:], strict=True):
                    state[id(holder)] = value
                return results[:count]
        return functional.interpret(self._body, arguments, captured, state)


class _RelaxingState(LoopState):
    """The variables of a loop: shapes that change become unknown where they do.

    Attributes:
      has_relaxed: Whether a shape changed since the last look.
    """

    has_relaxed = False

    def _check_leaf(self, name, start, end):
        invariant = self._invariant(start)
        if invariant is None and not end.shape.is_subtype_of(start.shape):
            shape = start.shape.most_specific_compatible_shape(end.shape)
            self._invariants.append((start, shape))
            self.has_relaxed = True
        elif start.dtype is not end.dtype or invariant is None or not self.has_relaxed:
            super()._check_leaf(name, start, end)


def for_stmt(iterated, extra_test, body, get_state, set_state, symbol_names, opts):
    """Runs a `for` statement over a dataset or an iterator.

    Args:
      iterated: The dataset or iterator.
      extra_test: Evaluates whether to go on after `break` or `return`; None where there is none.
      body: The block, called with each element; it assigns the variables around it.
      get_state: Returns the values of the variables that the block may assign.
      set_state: Assigns them.
      symbol_names: Their names.
      opts: Options of `set_loop_options` by name.
    """
    if context.graph is None:
        _run(iterated, extra_test, body)
        return
    structure = Structure(iterated.element_spec)
    for name, value in zip(symbol_names, get_state(), strict=True):
        if is_undefined(value) and name != "retval_":
            raise ValueError(f"'{name}' must be defined before the loop")
    state = _RelaxingState(get_state, set_state, symbol_names, opts)
    _add(iterated, structure, extra_test, body, state)


def _run(iterated, extra_test, body):
    """Runs a loop in Python."""
    for element in iterated:
        if extra_test is not None and not extra_test():
            break
        body(element)


def _add(iterated, structure, extra_test, body, state):
    """Adds a loop to the graph."""
    graph = context.graph
    components = structure.components

    def placeholders():
        made = [context.graph.placeholder(spec.dtype, spec.shape, "args") for spec in components]
        return structure.pack(made)

    before = state.prepare(lambda: body(placeholders()))
    variables = [graph.element(convert(value)) for value in flat(before)]
    goes_on = _goes_on(extra_test)
    width = len(components)

    def step(*given):
        element, values = structure.pack(given[:width]), given[width:]
        state.assign(_packed(before, values))
        body(element)
        after = state.after_iteration(_packed(before, values))
        return [_goes_on(extra_test), *after]

    scope = graph.unique_name("ReduceDataset") + "/"
    while True:
        avals = _avals_inside(state, variables)
        arguments = [(spec.dtype, avals_of(spec.shape, spec.dtype), "args") for spec in components]
        arguments += [
            (variable.dtype, aval, "state") for variable, aval in zip(variables, avals, strict=True)
        ]
        traced = trace_body(step, scope[:-1], scope, arguments, adds_identity=False)
        if not state.has_relaxed:
            break
        state.has_relaxed = False
    own = [iterated._variant_tensor, goes_on, *variables]
    functional = Functional([traced], len(own), fits=False)
    call = _Body(functional, traced, len(arguments))

    def interpret(given, captured, held_state):
        source, goes_on, *values = given
        for holder in functional.state:
            if isinstance(holder, Stream):
                # As in TensorFlow, random numbers begin anew with each loop.
                held_state[id(holder)] = holder.copy().tensor
        ran = False
        with unrecorded():
            elements = _elements(source)
        while bool(np.asarray(goes_on.array)):
            with unrecorded():
                element = next(elements, None)
            if element is None:
                break
            ran = True
            goes_on, *values = call([*element, *values], captured, held_state)
        return [convert(np.bool_(ran)), *values]

    results = [(dtypes.bool, avals_of(TensorShape([]), dtypes.bool))]
    results += [(variable.dtype, aval) for variable, aval in zip(variables, avals, strict=True)]
    ran, *after = functional.add("ReduceDataset", None, interpret, own, results, scope)
    state.assign(_packed(before, after))
    if state.missing:
        names = ", ".join(state.missing)
        assert_true(ran, [f"loop must iterate at least once to initialize {names}"])


def _elements(tensor):
    """Returns an iterator of the elements of what a variant holds: a pipeline or an iterator."""
    source = held(tensor)
    if hasattr(source, "start"):
        return source.start(Run())
    return source


def _goes_on(extra_test):
    """Returns whether a loop goes on, a scalar tensor."""
    result = True if extra_test is None else extra_test()
    return convert(result) if is_tensor(result) else constant(bool(result))


def _mapped(function, datasets):
    dataset = datasets[0] if len(datasets) == 1 else Dataset.zip(datasets)
    return dataset.map(function)


def _avals_inside(state, variables) -> list:
    """Returns the abstract values of variables inside of a loop."""
    shapes = state.shape_invariants([], [])
    if shapes is None:
        return [variable.avals for variable in variables]
    return [
        variable.avals if shape == variable.shape else avals_of(shape, variable.dtype)
        for shape, variable in zip(flat(shapes), variables, strict=True)
    ]


def _packed(structure, values):
    """Returns values in the structure of the variables of a program."""
    return nest.pack_sequence_as(structure, list(values), expand_composites=True)


register_iterable(Dataset, for_stmt)
register_iterable(Iterator, for_stmt)
register_iterable(
    Dataset,
    enumerate=lambda dataset, start=0: dataset.enumerate(start),
    zip=lambda *datasets: Dataset.zip(datasets),
    map=lambda function, *datasets: _mapped(function, datasets),
    filter=lambda function, dataset: dataset.filter(function),
    len=lambda dataset: dataset.cardinality(),
)
