"""Loops over the rows of tensors, in graphs: what folds, scans and maps are made of.

XLA knows the number of rows, as it knows all shapes, and each step takes one: that is
`jax.lax.scan`, whose derivative keeps what every step needs and goes back once. A body that XLA
cannot compile runs operation by operation, as that of a while loop does.
"""

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.nest import flatten, pack_sequence_as
from tfcourse.core.op import Op
from tfcourse.core.shapes import TensorShape
from tfcourse.core.signature import Argument
from tfcourse.core.specs import TensorSpec
from tfcourse.core.symbolic import avals_of
from tfcourse.function.body_graph import trace_body
from tfcourse.function.functional import Functional
from tfcourse.function.list_errors import no_element
from tfcourse.function.shape_invariants import check_kept
from tfcourse.function.stacking import (
    is_composite,
    kinds_of_row,
    kinds_of_rows,
    restored,
    restored_row,
    row_count,
    row_of,
    row_spec,
    stack_rows,
)
from tfcourse.ops.comparison import less
from tfcourse.ops.identities import identity

_SCALAR = avals_of(TensorShape([]), dtypes.int32)
# What the body is given first: (dtype, avals, name).
INDEX = (dtypes.int32, _SCALAR, "Placeholder")
# TensorFlow's loop gives the number of iterations, their limit and the index before all else.
_COUNTERS = 3


class RowLoop:
    """A loop over the rows of tensors that is being added to a graph.

    Args:
      first: Tensors of the graph that the loop carries.
      elements: Tensors of the graph, ragged and sparse ones too, all with as many rows.
      is_reversed: Whether the last row comes first.
      skips_first: Whether the loop carries the row that comes first, and begins with the next.
    """

    def __init__(self, first, elements, is_reversed=False, skips_first=False):
        self._first = first
        self._elements = elements
        self._is_reversed = is_reversed
        self._skips_first = skips_first
        self._row_specs = list(map(row_spec, elements))
        self._count = elements[0].shape[0]
        self._specs = []
        self._stacks = []

    def add(self, step):
        """Adds the loop to the graph.

        Args:
          step: (index of the row, carried tensors, a row of each of the elements) -> (what is
            carried then, results of this row, and for each what is known of all rows: a spec).

        Returns:
          The tensors that the loop carries at last, and the results of all rows, put together.
        """
        self._scope = context.graph.unique_name("while") + "/"
        self._body = self._traced(step)
        return self._added("While", self._run, _COUNTERS)

    def _added(self, op_type, run, counters):
        """Adds the operation that runs the body for each row.

        Args:
          op_type: Its type.
          run: Runs it on arrays, as `Functional.add` wants it.
          counters: How many results it gives before all else.

        Returns:
          What the loop carries at last, and the results of all rows, put together.
        """
        fits = self._check_carried()
        are_dense = not any(map(is_composite, self._elements)) and all(
            type(spec) is TensorSpec for spec in self._specs
        )
        own = [*self._first, *flatten(self._elements, expand_composites=True)]
        graphs = [self._condition(), self._body] if op_type == "While" else [self._body]
        self._functional = Functional(graphs, len(own), fits and are_dense)
        kinds = [(dtypes.int32, _SCALAR)] * counters
        kinds += [(tensor.dtype, tensor.avals) for tensor in self._first]
        parts = list(map(self._kinds_of, self._specs, self._rows))
        kinds += [kind for part in parts for kind in part]

        def counted(own, captured, state):
            results, state = run(own, captured, state)
            count = np.int32(own[len(self._first)].shape[0]) if counters else None
            return (*([count] * counters), *results), state

        def interpret(own, captured, state):
            count, *results = self._interpret(own, captured, state)
            return [count] * counters + results

        outputs = self._functional.add(op_type, counted, interpret, own, kinds, self._scope)
        rest = iter(outputs[counters:])
        last = [next(rest) for _ in self._first]
        stacked = []
        for spec, row, part in zip(self._specs, self._rows, parts, strict=True):
            tensors = [self._named_result(next(rest), row) for _ in part]
            self._stacks.append(tensors[0].op)
            stacked.append(restored(spec, self._count, tensors))
        return last, stacked

    def _named_result(self, tensor, row):
        """Returns a result of all rows under the name that it has in TensorFlow."""
        with context.graph.name_scope("TensorArrayV2Stack"):
            return identity(tensor, name="TensorListStack")

    def _traced(self, step):
        """Traces the body: of an index, what is carried, and a row of each dense tensor."""
        arguments = [INDEX]
        arguments += [(tensor.dtype, tensor.avals, "Placeholder") for tensor in self._first]
        for at, kinds in enumerate(map(self._kinds_of_row, self._elements, self._row_specs)):
            name = f"TensorArrayV2Read{f'_{at}' if at else ''}/TensorListGetItem"
            arguments += [(dtype, avals, name) for dtype, avals in kinds]
        width = len(self._first)

        def body(index, *inputs):
            carried, parts = list(inputs[:width]), inputs[width:]
            carried, results, self._specs = step(index, carried, self._restored_rows(parts))
            return carried, results

        name = self._scope[:-1].replace("/", "_") + "_body"
        return trace_body(body, name, self._scope, arguments, adds_identity=False)

    def _condition(self):
        """Returns the graph that says whether a row follows, as loops have one to be looked at."""
        name = self._scope[:-1].replace("/", "_") + "_cond"
        return trace_body(less, name, self._scope, [INDEX, INDEX], adds_identity=False)

    @staticmethod
    def _kinds_of_row(tensor, spec):
        """Returns (dtype, avals) of each tensor that a row of one of the elements consists of."""
        if is_composite(tensor):
            return kinds_of_row(spec)
        return [(tensor.dtype, avals_of_row(tensor))]

    def _restored_rows(self, parts):
        """Returns a row of each of the elements, given the tensors that they consist of."""
        parts = iter(parts)
        return [
            restored_row(spec, [next(parts) for _ in kinds_of_row(spec)])
            for spec in self._row_specs
        ]

    @property
    def _rows(self):
        """The results of a row: tensors of the body, ragged and sparse ones too."""
        return self._body.structured_outputs[1]

    def _kinds_of(self, spec, row):
        """Returns (dtype, avals) of each tensor that a result of all rows consists of."""
        counts = getattr(self._elements[0], "avals", None)
        if type(spec) is not TensorSpec or counts is None or row.avals is None:
            return kinds_of_rows(spec, self._count)
        probes = max(len(counts), len(row.avals))
        avals = [
            jax.ShapeDtypeStruct(
                (counts[min(at, len(counts) - 1)].shape[0], *aval.shape), aval.dtype
            )
            for at, aval in ((at, row.avals[min(at, len(row.avals) - 1)]) for at in range(probes))
        ]
        return [(row.dtype, tuple(avals))]

    def _check_carried(self) -> bool:
        """Checks that the body gives what it took; says whether shapes are known to be equal."""
        fits = True
        for before, after in zip(self._first, self._body.outputs, strict=False):
            check_kept(before, before.shape, after, may_be_unknown=True)
            fits = fits and before.avals is not None and before.avals == after.avals
        return fits

    def _run(self, own, captured, state):
        """Runs the loop on arrays."""
        functional, body, width = self._functional, self._body, len(self._first)
        first, columns = tuple(map(jnp.asarray, own[:width])), own[width:]
        count = columns[0].shape[0]
        for column in columns:
            if column.shape[0] < count:
                raise no_element("access", column.shape[0], column.shape[0])
        taken = slice(None)
        if self._skips_first:
            taken = slice(None, -1) if self._is_reversed else slice(1, None)
        columns = [np.arange(count, dtype=np.int32), *columns]

        def step(carry, rows):
            index, *rows = rows
            held = functional.with_written(state, carry[width:])
            outputs, held = functional.run(body, (index, *carry[:width], *rows), captured, held)
            return (*outputs[:width], *functional.values_written(held)), outputs[width:]

        last, stacked = jax.lax.scan(
            step,
            (*first, *map(jnp.asarray, functional.values_written(state))),
            tuple(jnp.asarray(column)[:count][taken] for column in columns),
            reverse=self._is_reversed,
        )
        if self._skips_first:
            stacked = tuple(map(self._joined, first, stacked))
        return (*last[:width], *stacked), functional.with_written(state, last[width:])

    def _joined(self, first, others):
        """Returns all rows, where the one that comes first is what the loop began with."""
        parts = [others, first[None]] if self._is_reversed else [first[None], others]
        return jnp.concatenate(parts)

    def _interpret(self, own, captured, state):
        """Runs the loop on tensors, operation by operation; returns the number of rows first."""
        width = len(self._first)
        carried = list(own[:width])
        elements = pack_sequence_as(self._elements, own[width:], expand_composites=True)
        counts = [int(row_count(item)) for item in elements]
        count = counts[0]
        if min(counts) < count:
            raise no_element("access", min(counts), min(counts))
        order = list(range(count))
        if self._is_reversed:
            order.reverse()
        rows = {}
        if self._skips_first:
            rows[order.pop(0)] = carried
        for at in order:
            parts = flatten([row_of(item, at) for item in elements], expand_composites=True)
            given = [convert(np.int32(at)), *carried, *parts]
            outputs = self._functional.interpret(self._body, given, captured, state)
            carried = list(outputs[:width])
            results = pack_sequence_as(self._rows, outputs[width:], expand_composites=True)
            rows[at] = results
        last = [rows[at] for at in range(count)]
        stacked = []
        for position, spec in enumerate(self._specs):
            try:
                stacked.append(stack_rows([results[position] for results in last], spec))
            except errors.OpError as error:
                error.node = self._stacks[position]
                raise
        stacked = flatten(stacked, expand_composites=True)
        return [convert(np.int32(count)), *carried, *stacked]


def avals_of_row(tensor):
    """Returns the abstract values of a tensor's rows."""
    if tensor.avals is None:
        return None
    rows = [jax.ShapeDtypeStruct(aval.shape[1:], aval.dtype) for aval in tensor.avals]
    return tuple(rows[:1] if all(row.shape == rows[0].shape for row in rows) else rows)


def first_row(tensor, is_reversed=False):
    """Returns the first row of a tensor of a graph, or the last one, which must be there.

    Raises:
      InvalidArgumentError: when it runs, if there is none.
    """

    def read(rows):
        if not rows.shape[0]:
            raise no_element("access", -1 if is_reversed else 0, 0)
        return rows[-1 if is_reversed else 0]

    definition = Op(
        "TensorListGetItem",
        read,
        operands=("rows",),
        results=(Argument("item", None, tensor.dtype, False, None),),
        known_results=[(tensor.dtype, avals_of_row(tensor))],
    )
    with context.graph.name_scope("TensorArrayV2Read"):
        (row,) = execute(definition, (tensor,))
    return row


def in_graph(value, dtype=None):
    """Returns what a function gave for a row as a tensor of the graph.

    Args:
      value: The value.
      dtype: The dtype that data of none of its own gets where it can.

    Raises:
      ValueError: if it is None.
    """
    if value is None:
        raise ValueError("None values not supported.")
    return context.graph.element(convert(value, dtype_hint=dtype))
