"""Loops: `tf.while_loop`."""

import functools

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.specs import type_spec_from_value
from tfcourse.core.symbolic import shape_of
from tfcourse.core.tensor import Tensor
from tfcourse.function.body_graph import trace_body
from tfcourse.function.differentiable_loop import while_loop as differentiable_while_loop
from tfcourse.function.functional import Functional, check_scalar
from tfcourse.function.shape_invariants import avals_inside, check_kept, of_sparse
from tfcourse.ops.comparison import logical_and
from tfcourse.ops.identities import identity
from tfcourse.ops.reshaping import squeeze
from tfcourse.ops.scopes import tensor_of


@export("while_loop")
def while_loop(
    cond,
    body,
    loop_vars,
    shape_invariants=None,
    parallel_iterations=10,
    back_prop=True,
    swap_memory=False,
    maximum_iterations=None,
    name=None,
):
    """Runs `body` while `cond` holds.

    In a graph both are traced once, and the loop is one operation. Its gradient needs memory that
    does not grow with the number of iterations: states between are computed again.

    Args:
      cond: Called with the loop variables, returns a scalar bool.
      body: Called with the loop variables, returns their next values in the same structure.
      loop_vars: A list or tuple of tensors, or nested structures of them.
      shape_invariants: The shape that each loop variable keeps, None where a dimension varies.
      parallel_iterations: Unused; kept for TensorFlow's signature.
      back_prop: Unused; kept for TensorFlow's signature.
      swap_memory: Unused; kept for TensorFlow's signature.
      maximum_iterations: The largest number of iterations, or None.
      name: A name for the operation.

    Returns:
      The loop variables after the loop, in the structure of `loop_vars`; run at once, in that of
        what `body` returns.

    Raises:
      TypeError: if `cond` or `body` is not callable, or a dtype changes.
      ValueError: if `loop_vars` is empty, or a structure or shape changes.

    Example:
      >>> import tfcourse as tf
      >>> tf.while_loop(lambda i, x: i < 3, lambda i, x: (i + 1, x * 2.0), [0, tf.constant(1.0)])
      (<tf.Tensor: shape=(), dtype=int32, numpy=3>, <tf.Tensor: shape=(), dtype=float32, numpy=8.0>)

    Source: `tf.while_loop`.
    """
    if not callable(cond):
        raise TypeError("'cond' must be callable.")
    if not callable(body):
        raise TypeError("'body' must be callable.")
    if not len(loop_vars):
        raise ValueError("'loop_vars' must be provided.")
    if context.graph is None:
        return _run_now(cond, body, loop_vars, maximum_iterations)
    return _Loop(cond, body, loop_vars, shape_invariants, maximum_iterations, name).add()


def _run_now(cond, body, loop_vars, maximum_iterations):
    """Runs a loop in Python."""
    if maximum_iterations is not None:
        limit = convert(maximum_iterations)
        if limit.shape.rank:
            raise ValueError(
                f"'maximum_iterations' must be a scalar. Received shape: {limit.shape}"
            )
        limit = int(limit.numpy())
        _, after = _run_now(
            lambda count, values: logical_and(count < limit, cond(*values)),
            lambda count, values: (count + 1, body(*values)),
            (0, loop_vars),
            None,
        )
        return after
    before = nest.map_structure(
        lambda value: type_spec_from_value(convert(value)),
        list(loop_vars),
        expand_composites=True,
    )
    while cond(*loop_vars):
        loop_vars = body(*loop_vars)
        nest.assert_same_structure(before, list(loop_vars))
    return nest.map_structure(convert, loop_vars, expand_composites=True)


class _Loop:
    """A loop that is being added to a graph.

    Its operation has the iteration's number and the largest one as operands and results before
    the loop variables, as TensorFlow's has.
    """

    def __init__(self, cond, body, loop_vars, shape_invariants, maximum_iterations, name):
        graph = context.graph
        self._structure = loop_vars
        self._variables = [
            graph.element(convert(value))
            for value in nest.flatten(loop_vars, expand_composites=True)
        ]
        self._scope = graph.unique_name(name or "while") + "/"
        self._has_limit = maximum_iterations is not None
        with graph.name_scope(self._scope):
            limit = _as_limit(maximum_iterations if self._has_limit else -1)
            limit = graph.element(limit, "maximum_iterations")
            check_scalar(limit)
            counter = graph.constant(np.array(0, np.int32), "loop_counter")
        self._own = [counter, limit, *self._variables]
        self._invariants = avals_inside(loop_vars, self._variables, shape_invariants)
        base = self._scope[:-1].replace("/", "_")
        self._cond = self._traced(self._squeezing(cond), f"{base}_cond")
        self._body = self._traced(self._packing(body), f"{base}_body")
        self._check_condition()
        fits = self._check_values()
        self._functional = Functional([self._cond, self._body], len(self._own), fits)

    def _traced(self, function, name):
        arguments = [
            (variable.dtype, avals, "Placeholder")
            for variable, avals in zip(self._variables, self._invariants, strict=True)
        ]

        def unpack(*inputs):
            return nest.pack_sequence_as(self._structure, inputs, expand_composites=True)

        return trace_body(function, name, self._scope, arguments, unpack, adds_identity=False)

    @staticmethod
    def _squeezing(cond):
        """Returns the condition, which may give its one value in a tensor of any rank."""

        @functools.wraps(cond)
        def squeezed(*loop_vars):
            holds = cond(*loop_vars)
            is_array = isinstance(holds, Tensor) and holds.shape.rank != 0
            return squeeze(holds) if is_array else holds

        return squeezed

    @staticmethod
    def _packing(body):
        """Returns the body, which may leave out the list around a single loop variable."""

        @functools.wraps(body)
        def packed(*loop_vars):
            after = body(*loop_vars)
            return after if nest.is_nested(after) else [after]

        return packed

    def _check_condition(self):
        outputs = self._cond.outputs
        if len(outputs) != 1:
            raise AssertionError(f"cond_graph has {len(outputs)} outputs; Expected: 1")
        check_scalar(outputs[0])
        if outputs[0].dtype is not dtypes.bool:
            raise errors.InvalidArgumentError(
                None,
                None,
                f"Input 'input' passed {outputs[0].dtype.name} expected bool while building "
                f"NodeDef '{self._scope}LoopCond' using Op<name=LoopCond; "
                "signature=input:bool -> output:bool>",
            )

    def _check_values(self) -> bool:
        """Checks that the body gives values like those it took; says whether shapes are equal."""
        nest.assert_same_structure(
            self._body.structured_outputs,
            self._structure,
            check_types=False,
            expand_composites=True,
        )
        if len(self._body.outputs) != len(self._variables):
            found = len(self._body.outputs) + 2
            raise AssertionError(f"body_graph has {found} outputs; Expected: {len(self._own)}")
        fits = True
        # What is known of an array's elements may have become known in the body.
        self._invariants = [placeholder.avals for placeholder in self._body.inputs]
        places = zip(
            self._variables,
            self._invariants,
            self._body.outputs,
            of_sparse(self._structure),
            strict=True,
        )
        for variable, avals, after, is_of_sparse in places:
            check_kept(variable, shape_of(avals), after, may_be_unknown=is_of_sparse)
            fits = fits and avals is not None and variable.avals == avals == after.avals
        return fits

    def add(self):
        """Adds the operation; returns the loop variables after it."""
        functional = self._functional
        own = [(tensor.dtype, tensor.avals) for tensor in self._own[:2]]
        variables = zip(self._variables, self._invariants, strict=True)
        results = [*own, *((variable.dtype, avals) for variable, avals in variables)]
        outputs = functional.add(
            "While", self._run, self._interpret, self._own, results, self._scope
        )
        if not context.graph.building_function:
            # Outside of functions, results are fetched one by one.
            with context.graph.name_scope(self._scope):
                outputs = list(map(identity, outputs))
        return nest.pack_sequence_as(self._structure, outputs[2:], expand_composites=True)

    def _run(self, own, captured, state):
        """Runs the loop on arrays."""
        functional = self._functional
        counter, limit, *variables = own
        dynamic = [at for at, value in enumerate(captured) if not isinstance(value, np.ndarray)]
        width = len(variables)

        def given(carry, operands):
            """Returns (iteration, variables, captured, state) for the values of a step."""
            values = list(captured)
            for position, value in zip(dynamic, operands, strict=False):
                values[position] = value
            held = functional.with_written(operands[len(dynamic) :], carry[1 + width :])
            return carry[0], carry[1 : 1 + width], values, held

        def test(carry, operands):
            iteration, variables, values, held = given(carry, operands)
            (holds,), held = functional.run(self._cond, variables, values, held)
            if self._has_limit:
                holds = holds & (iteration < limit)
            return jnp.reshape(holds, ()), functional.values_written(held)

        def step(carry, operands):
            iteration, variables, values, held = given(carry, operands)
            variables, held = functional.run(self._body, variables, values, held)
            return (iteration + 1, *variables, *functional.values_written(held))

        first = (counter, *variables, *functional.values_written(state))
        operands = (*(captured[position] for position in dynamic), *state)
        lowered = self._cond.lowered
        if lowered.written or lowered.streams:
            first = _with_test(test, len(variables))(first, operands)
            count, *last = differentiable_while_loop(
                lambda carry, operands: carry[-1],
                lambda carry, operands: _with_test(test, width)(
                    step(carry[:-1], operands), operands
                ),
                first,
                operands,
            )
            last = last[:-1]
        else:
            count, *last = differentiable_while_loop(
                lambda carry, operands: test(carry, operands)[0], step, first, operands
            )
        return (count, limit, *last[:width]), functional.with_written(state, last[width:])

    def _interpret(self, own, captured, state):
        """Runs the loop on tensors, operation by operation."""
        functional = self._functional
        counter, limit, *variables = own
        count, most = int(counter.numpy()), int(limit.numpy())
        while not self._has_limit or count < most:
            (holds,) = functional.interpret(self._cond, variables, captured, state)
            if not holds:
                break
            variables = functional.interpret(self._body, variables, captured, state)
            count += 1
        return [convert(np.int32(count)), limit, *variables]


def _with_test(test, width):
    """Returns what adds to the values of a step whether another follows.

    The condition may write variables or draw random numbers: it runs once for each step.
    """

    def tested(carry, operands):
        holds, written = test(carry, operands)
        return (*carry[: 1 + width], *written, holds)

    return tested


def _as_limit(maximum_iterations):
    try:
        return tensor_of(maximum_iterations, "maximum_iterations", dtypes.int32)
    except ValueError as error:
        raise ValueError(f"maximum_iterations: {error}") from None
