"""A function for all rows of tensors at once: `tf.vectorized_map`."""

import jax
import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors, nest
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.logger import get_logger
from tfcourse.core.operation import CONST, Operation
from tfcourse.core.specs import type_spec_from_value
from tfcourse.function.autograph.calls import convert_argument
from tfcourse.function.body_graph import BodyGraph
from tfcourse.function.function import function
from tfcourse.function.row_loop import INDEX, RowLoop, avals_of_row, in_graph
from tfcourse.function.stacking import is_composite, row_count, row_spec
from tfcourse.ops.casting import cast
from tfcourse.ops.identities import identity
from tfcourse.ops.joining import concat
from tfcourse.ops.repetition import repeat
from tfcourse.ops.streams import Stream


@export("vectorized_map")
def vectorized_map(fn, elems, fallback_to_while_loop=True, warn=True):
    """Calls a function for all rows of tensors at once and stacks what it returns.

    The function is traced once, for one row, and each of its operations runs for all rows together.
    Random operations draw for all rows at once; variables are assigned to once, by the first row.

    Args:
      fn: Called with a row, structured as `elems`.
      elems: A tensor of shape `[n, ...]` or a nested structure of them; one of a single row goes
        with every row of the others.
      fallback_to_while_loop: Whether a function that cannot run for all rows at once runs for one
        after the other.
      warn: Whether that is logged.

    Returns:
      The results of all rows, stacked: tensors of shape `[n, ...]`.

    Raises:
      ValueError: if `fn` cannot run for all rows at once, and `fallback_to_while_loop` is not set.
      InvalidArgumentError: if tensors have different numbers of rows.

    Example:
      >>> import tfcourse as tf
      >>> tf.vectorized_map(lambda row: row / tf.norm(row), tf.constant([[3.0, 4.0], [0.0, 2.0]]))
      <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
      array([[0.6, 0.8],
             [0. , 1. ]], dtype=float32)>

    Source: `tf.vectorized_map`.
    """
    fn = convert_argument(fn)
    flat = [item if is_composite(item) else convert(item) for item in nest.flatten(elems)]

    def mapped(*elements):
        graph = context.graph
        elements = [item if is_composite(item) else graph.element(item) for item in elements]
        rows = _RowMap([], _with_equal_counts(elements))
        return rows.map(fn, elems, fallback_to_while_loop, warn)

    if context.graph is not None:
        return mapped(*flat)
    # Run at once it is a function of its own: one operation, whatever it captures.
    return function(mapped, autograph=False).get_concrete_function(*flat)(*flat)


def _with_equal_counts(elements):
    """Returns tensors of which those of one row are repeated as often as others have rows."""
    counts = [item.shape.as_list()[0] for item in elements]
    are_known = None not in counts
    most = max(counts) if are_known else None
    for count in counts if are_known else ():
        if count not in (1, most):
            raise errors.InvalidArgumentError(
                None, None, f"indices[{count}] = {count} is not in [0, {count})"
            )
    if 1 not in counts or most == 1:
        return elements
    times = most if are_known else row_count(elements[counts.index(None)])
    return [
        repeat(item, times, axis=0) if count == 1 else item
        for item, count in zip(elements, counts, strict=True)
    ]


class _RowGraph(BodyGraph):
    """The graph of a function of one row, which draws random numbers for all rows at once.

    Args:
      name: Its name.
      count: The number of rows, a tensor of the graph around it.

    Attributes:
      drawn: What was drawn for all rows, tensors of the graph around it.
    """

    def __init__(self, name, count):
        super().__init__(name)
        self._count = count
        self.drawn = []

    def add(self, op, operands, attributes, name=None):
        """Adds an operation, as `Graph.add`; one that draws goes into the graph around it."""
        if op.draws is None or op.inputs[0].name != "shape":
            return super().add(op, operands, attributes, name)
        outside = list(map(self._outside, operands))
        if any(operand is None for operand in outside):
            return super().add(op, operands, attributes, name)
        with self.outer_graph.as_default():
            shape = concat([[self._count], cast(outside[0], dtypes.int32)], 0)
            rows = execute(op, (shape, *outside[1:]), attributes, name)
        self.drawn.append(rows)
        placeholder = self.placeholder(rows.dtype, None)
        placeholder.avals = avals_of_row(rows)
        self.inputs.append(placeholder)
        return placeholder

    def _outside(self, operand):
        """Returns an operand for the graph around, or None if it may depend on the row."""
        if getattr(operand, "graph", None) is not self:
            return operand
        for tensor, placeholder in self.captures:
            if placeholder is operand:
                return tensor
        return constant_value(operand)


class _RowMap(RowLoop):
    """A function of all rows of tensors that is being added to a graph."""

    def map(self, fn, elems, may_loop, warns):
        """Adds the operation; returns what the function gives for all rows."""
        self._scope = context.graph.unique_name("loop_body") + "/"
        structure = self._trace_row(fn, elems)
        loops = self._operations_in_the_way()
        for op_type in loops:
            if not may_loop:
                raise ValueError(
                    f"No pfor vectorization defined for {op_type}. Consider enabling the "
                    "fallback_to_while_loop option to pfor, which may run slower."
                )
            if warns:
                get_logger().warning(
                    "Using a while_loop for converting %s cause there is no registered converter "
                    "for this op.",
                    op_type,
                )
        op_type, run = ("While", self._run) if loops else ("VectorizedMap", self._run_at_once)
        _, stacked = self._added(op_type, run, 0)
        stacked = iter(stacked)
        leaves = [None if leaf is None else next(stacked) for leaf in nest.flatten(structure)]
        return nest.pack_sequence_as(structure, leaves)

    def _named_result(self, tensor, row):
        operation = nest.flatten(row, expand_composites=True)[0].op
        with context.graph.name_scope(f"{operation.name}/pfor/"):
            return identity(tensor, name=operation.type)

    def _trace_row(self, fn, elems):
        """Traces the function for one row; returns what it gave."""
        graph = _RowGraph(self._scope[:-1].replace("/", "_"), row_count(self._elements[0]))
        with graph.as_default(), graph.name_scope(self._scope):
            context.tapes = ()
            kinds = map(self._kinds_of_row, self._elements, self._row_specs)
            arguments = [(dtype, avals, "GatherV2") for part in kinds for dtype, avals in part]
            graph.take([INDEX, *arguments])
            result = fn(nest.pack_sequence_as(elems, self._restored_rows(graph.inputs[1:])))
            rows = [
                item if is_composite(item) else in_graph(item)
                for item in nest.flatten(result)
                if _is_value(item)
            ]
            graph.structured_outputs = [], rows
            graph.finish()
        self._body = graph
        self._elements = [*self._elements, *graph.drawn]
        self._row_specs += map(row_spec, graph.drawn)
        self._specs = list(map(type_spec_from_value, rows))
        return nest.map_structure(lambda item: item if _is_value(item) else None, result)

    def _operations_in_the_way(self):
        """Returns the types of the operations that cannot run for all rows at once."""
        lowered = self._body.lowered
        operations = lowered.operations
        found = [item for item in operations if item.definition.is_host or item.streams]
        if not found and not lowered.is_compilable:
            found = list(filter(_needs_value, operations))
        types = list(dict.fromkeys(operation.type for operation in found))
        are_composite = any(map(is_composite, [*self._elements, *self._rows]))
        draws_inside = any(isinstance(handle, Stream) for handle in lowered.handles)
        return types or ["While"] * (are_composite or draws_inside)

    def _run_at_once(self, own, captured, state):
        """Runs the body for all rows on arrays."""
        functional = self._functional
        count = own[0].shape[0]

        def of_row(index, *rows):
            outputs, held = functional.run(self._body, (index, *rows), captured, list(state))
            return outputs, functional.values_written(held)

        # Constants are NumPy's: rows of those are none of JAX's values.
        columns = map(jnp.asarray, (np.arange(count, dtype=np.int32), *own))
        outputs, changed = jax.vmap(of_row, axis_size=count)(*columns)
        if not count:
            return outputs, list(state)
        return outputs, functional.with_written(state, [values[0] for values in changed])


def _is_value(item):
    return item is not None and not isinstance(item, Operation)


def _needs_value(operation):
    """Says whether XLA would need the value of an operand that is no constant."""
    definition = operation.definition
    at = 0
    for position, count in enumerate(operation.counts):
        is_needed = position in definition.static and position not in definition.static_if_known
        if is_needed and operation.inputs[at].op.definition is not CONST:
            return True
        at += 1 if count is None else count
    return False
