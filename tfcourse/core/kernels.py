"""Kernels: an op with its attributes and static operands bound, ready to run on arrays.

A `Kernel` is a pure JAX function of its dynamic operands. It is interned by its op, attributes
and static operands, so it serves as a key: of compiled code, of traces, of gradient programs.
"""

import functools
import itertools

import jax
import numpy as np
from jax.core import Tracer

from tfcourse.core import dtypes, errors, text, tiers
from tfcourse.core.background import Compilation
from tfcourse.core.context import context
from tfcourse.core.host import translate


def aval(value) -> jax.ShapeDtypeStruct:
    """Returns the abstract value (shape and dtype) of an array."""
    return jax.ShapeDtypeStruct(value.shape, value.dtype)


class Runner:
    """Runs one kernel on arrays of certain shapes and dtypes.

    It begins on the host. After an eighth of the runs in which XLA would save as much as compiling
    costs, XLA compiles the program in the background; after three quarters of them it goes over to
    XLA for good, and waits if need be. Runs are counted, not timed: a program prints the same
    digits whatever else the machine does.

    Args:
      program: The `HostProgram`, or None where XLA must run it.
      compiled: A function of arrays, compiled by XLA.

    Attributes:
      is_on_host: Whether NumPy runs it, as long as the values are on the host.
      program: The `HostProgram` that runs it for good on the host, or None.
    """

    __slots__ = (
        "_compilation",
        "_compiled",
        "_compiles_at",
        "_program",
        "_runs",
        "is_on_host",
        "program",
    )

    def __init__(self, program, compiled):
        self._compiled = compiled
        self.is_on_host = program is not None
        self._program = program and program.function
        self._runs = self._compilation = None
        # TFCOURSE_TIER=host means always.
        if program is not None and program.runs is not None and tiers.mode != "host":
            self._runs = program.runs * 3 // 4
            self._compiles_at = self._runs - program.runs // 8
        stays = program is not None and self._runs is None and not program.has_loops
        self.program = program if stays else None

    def __call__(self, values):
        """Returns the flat results for a list of arrays."""
        if self.is_on_host:
            values_on_host = tiers.on_host(values)
            if values_on_host is not None:
                if self._runs is None or self._stays(values_on_host):
                    return context.quietly(self._program, *values_on_host)
                self.is_on_host = False
        return self._compiled(*values)

    def _stays(self, values) -> bool:
        """Counts a run; says whether it is still one of the host's."""
        runs = self._runs
        if runs == 0:
            if self._compilation is not None:
                compilation, self._compilation = self._compilation, None
                self.is_on_host = False
                compilation.wait()
            return False
        if runs == self._compiles_at:
            self._compilation = Compilation(self._compiled, map(aval, values))
        self._runs = runs - 1
        return True


class Kernel:
    """One op with everything bound but its dynamic operands.

    Attributes:
      op: The `Op`.
      attributes: Its attributes, in the order of the op's parameters; hashable.
      statics: Static operands as NumPy arrays, by position.
      counts: For each operand the length of its list, or None for a single tensor.
      jitted: `__call__` compiled by XLA, once per shapes and dtypes.
    """

    __slots__ = (
        "__weakref__",
        "_outputs_by_avals",
        "_runners",
        "attributes",
        "counts",
        "jitted",
        "op",
        "statics",
    )

    def __init__(self, op, attributes, statics, counts):
        self.op = op
        self.attributes = attributes
        self.statics = statics or {}
        self.counts = counts
        self.jitted = jax.jit(self)
        self._outputs_by_avals = {}
        self._runners = {}

    def __call__(self, *dynamic):
        """Runs the op's JAX function; returns its results as a flat tuple of arrays."""
        op = self.op
        remaining = iter(dynamic)
        operands = []
        for position, count in enumerate(self.counts):
            if position in self.statics:
                operands.append(self.statics[position])
            elif count is None:
                operands.append(next(remaining))
            else:
                operands.append([next(remaining) for _ in range(count)])
        if op.broadcasts:
            check_broadcast(*operands)
        results = op.function(*operands, *self.attributes)
        if not isinstance(results, (tuple, list)):
            results = (results,)
        return self._with_dtypes(operands, results)

    def _with_dtypes(self, operands, results):
        """Gives results the dtype that the signature ties to an operand's."""
        if self.op.is_host:
            return tuple(results)
        tied = self.op.results_tied_to(len(results))
        typed = []
        for result, position in zip(results, tied, strict=True):
            if position is not None:
                operand = operands[position]
                dtype = (operand[0] if isinstance(operand, list) else operand).dtype
                if result.dtype != dtype:
                    result = result.astype(dtype)
            typed.append(result)
        return tuple(typed)

    def run(self, values):
        """Runs on concrete arrays (NumPy or JAX), by the tier that fits; returns a flat tuple."""
        if self.op.is_host or self.op.reads_shapes_only:
            return self(*values)
        if tiers.mode == "xla":
            return self._by_xla(*values)
        if self.op.on_numpy and all(type(value) is np.ndarray for value in values):
            return self(*values)
        return self.runner(values)(values)

    def runner(self, values) -> "Runner":
        """Returns what runs it on values of the shapes and dtypes of these.

        Args:
          values: NumPy or JAX arrays.
        """
        if tiers.mode == "xla":
            return Runner(None, self._by_xla)
        key = tuple([(value.shape, value.dtype) for value in values])
        runner = self._runners.get(key)
        if runner is None:
            program = translate(self, list(map(aval, values)))
            runner = self._runners[key] = Runner(program, self.jitted)
        return runner

    def _by_xla(self, *values):
        """Runs by XLA at once, as the host would, also in what JAX traces: sizes must be known."""
        if any(isinstance(value, Tracer) for value in values):
            return self.jitted(*values)
        with jax.ensure_compile_time_eval():
            return self.jitted(*values)

    def infer(self, avals):
        """Returns the abstract results for abstract dynamic operands, without running anything."""
        key = tuple((value.shape, value.dtype) for value in avals)
        inferred = self._outputs_by_avals.get(key)
        if inferred is None:
            try:
                # What is traced by `jitted` is not traced again when it runs.
                inferred = tuple(map(aval, jax.eval_shape(self.jitted, *avals)))
            except Exception as error:
                # JAX takes its time to raise; sizes that do not fit are tried in every trace.
                inferred = error.with_traceback(None)
            self._outputs_by_avals[key] = inferred
        if isinstance(inferred, Exception):
            raise inferred
        return inferred

    def __repr__(self):
        return f"<Kernel {self.op.type} {self.attributes}>"


def check_broadcast(*operands):
    """Checks that operands broadcast against each other.

    Raises:
      InvalidArgumentError: if they do not, with TensorFlow's words.
    """
    shapes = [operand.shape for operand in operands]
    for first, second in itertools.pairwise(shapes):
        rank = max(len(first), len(second))
        sizes = ((1,) * (rank - len(shape)) + tuple(shape) for shape in (first, second))
        for one, other in zip(*sizes, strict=True):
            if one != other and one != 1 and other != 1:
                error = errors.InvalidArgumentError(
                    None, None, f"Incompatible shapes: {brackets(first)} vs. {brackets(second)}"
                )
                error.graph_message = f"Dimensions must be equal, but are {one} and {other}"
                raise error


def brackets(shape) -> str:
    """Returns a shape as kernels print it: `[2,3]`."""
    return "[" + ",".join(map(str, shape)) + "]"


def freeze(attribute):
    """Returns an attribute's value in hashable form: lists become tuples."""
    if isinstance(attribute, (list, tuple)):
        return tuple(map(freeze, attribute))
    if isinstance(attribute, np.ndarray):
        return freeze(attribute.tolist())
    return attribute


@functools.cache
def text_positions(op, text_attributes: frozenset, count: int) -> tuple[int, ...]:
    """Returns which of an op's flat results are strings, given its attributes that are."""
    arguments = op.result_arguments(count)
    return tuple(
        index
        for index, argument in enumerate(arguments)
        if argument.attribute in text_attributes or argument.dtype is dtypes.string
    )


def run_with_text(kernel: Kernel, values, text_attributes: frozenset):
    """Runs a kernel on values of which some are byte strings, by way of their codes."""
    if kernel.op.is_host:
        return kernel.run(values)
    coded = [text.encode(value) if value.dtype == object else value for value in values]
    results = list(kernel.run(coded))
    for index in text_positions(kernel.op, text_attributes, len(results)):
        results[index] = text.decode(results[index])
    return tuple(results)
