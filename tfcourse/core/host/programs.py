"""From a jaxpr to straight-line Python over NumPy.

Compiling a new small operation takes XLA tens of milliseconds; tracing it to a jaxpr takes one, and
NumPy then runs it in a few microseconds. Each primitive has an entry in `primitives.TABLE`; a
program with any other primitive, or with too much work, is left to XLA.
"""

import itertools
import math
import re

import jax
import numpy as np

from tfcourse.core.context import context
from tfcourse.core.host.loops import Budget, with_fallback
from tfcourse.core.host.primitives import TABLE
from tfcourse.core.jaxprs import closed, is_literal

# Above this many elements in one result NumPy is not even tried, nor, for what NumPy is slow at,
# above that many.
LARGEST = 1 << 18
LARGEST_OF_SLOW = 1 << 15
_SLOW = ("cholesky", "eig", "eigh", "gather", "lu", "qr", "sort", "svd", "triangular_solve")
# What is computed once instead of in every run has no more elements than this.
LARGEST_CONSTANT = 128
# Python itself takes long to compile more lines than this.
MOST_EQUATIONS = 20_000

# What a run costs on the host, in microseconds: each NumPy call, each element that it makes, each
# multiplication of a contraction. These and the next are round figures of a common laptop: they are
# constants, as what runs where must not depend on a clock.
_CALL, _ELEMENT, _MULTIPLICATION = 1.0, 0.001, 0.0002
# What XLA costs: a run of the smallest program; compiling it; compiling one more equation.
_DISPATCH, _COMPILATION, _EQUATION = 20, 30_000, 3_000
# What reductions and contractions cost besides, on the host, which goes through them in steps, and
# by XLA, which makes kernels of their own of them.
_STEPS, _KERNEL = 5, 4
# What XLA must be faster by, as the figures are no better.
_WORTHWHILE = 1.25
_KERNELS = ("arg", "cum", "dot_general", "reduce", "scatter")

_INLINED = {
    "jit": "jaxpr",
    "pjit": "jaxpr",
    "closed_call": "call_jaxpr",
    "core_call": "call_jaxpr",
    "custom_jvp_call": "call_jaxpr",
    "custom_vjp_call": "call_jaxpr",
    "custom_vjp_call_jaxpr": "fun_jaxpr",
    "remat2": "jaxpr",
    "checkpoint": "jaxpr",
}
_UNFIT = ("float16", "bfloat16")
# What NumPy does faster with an array without dimensions than with a scalar, if others have some.
_SPREADING = frozenset(["add", "add_any", "broadcast_in_dim", "div", "mul", "sub"])


def quietly(function, *arguments):
    """Calls a host program with NumPy's warnings of overflow and the like turned off."""
    return context.quietly(function, *arguments)


_NAME = re.compile(r"\w+")


class Untranslatable(Exception):
    """A program that the host tier leaves to XLA."""


class HostProgram:
    """A jaxpr as Python code.

    Attributes:
      function: (*arrays) -> tuple of arrays; to be called by `quietly`.
      single: The same where there is one result, as (*arrays) -> array; otherwise None.
      source: Its source, for readers of tracebacks.
      runs: In how many runs XLA would save as much as compiling costs; None if it is not
        much faster.
      has_loops: Whether a run may turn out to be long and be left to XLA.
    """

    __slots__ = ("function", "has_loops", "runs", "single", "source")

    def __init__(self, function, single, source, runs, has_loops):
        self.function = function
        self.single = single
        self.source = source
        self.runs = runs
        self.has_loops = has_loops

    def __call__(self, *arrays):
        """Runs the program; returns a tuple of arrays."""
        return quietly(self.function, *arrays)


class _Writer:
    """Writes the lines of one program."""

    def __init__(self):
        self.lines: list[str] = []
        # The names of what was computed by their expressions, so that nothing is computed twice.
        self.computed: dict[str, str] = {}
        self.globals = {"np": np}
        self.names = {}
        self.bound = 0
        self.cost = 0.0
        self.cost_of_xla = _DISPATCH
        self.has_loops = False
        # Operands that are used as scalars, if they have no dimensions.
        self.scalars: set[str] = set()

    def constant(self, value) -> str:
        name = f"c{len(self.globals)}"
        self.globals[name] = value
        return name

    def name(self, atom, is_array=False) -> str:
        if is_literal(atom):
            value = np.asarray(atom.val, atom.aval.dtype)
            return self.constant(value if is_array else value[()])
        return self.names[atom]

    def bind(self, variable) -> str:
        # Counted, as a jaxpr that is called twice binds the same variables twice.
        name = f"v{self.bound}"
        self.bound += 1
        self.names[variable] = name
        return name

    def write(self, jaxpr, operands):
        """Writes a jaxpr's equations; returns the names of its results."""
        self.names.update(zip(jaxpr.jaxpr.invars, operands, strict=True))
        for variable, value in zip(jaxpr.jaxpr.constvars, jaxpr.consts, strict=True):
            self.names[variable] = self.constant(np.asarray(value))
        for equation in _live(jaxpr.jaxpr):
            self.equation(equation)
        return [self.name(atom) for atom in jaxpr.jaxpr.outvars]

    def equation(self, equation):
        kind = equation.primitive.name
        spreads = kind in _SPREADING and bool(equation.outvars[0].aval.shape)
        operands = [self.name(atom, spreads) for atom in equation.invars]
        if kind in _INLINED:
            inner = closed(equation.params[_INLINED[kind]])
            results = self.write(inner, operands)
            self.names.update(zip(equation.outvars, results, strict=True))
            return
        largest = LARGEST_OF_SLOW if kind in _SLOW or kind.startswith("scatter") else LARGEST
        sizes = [math.prod(variable.aval.shape) for variable in equation.outvars]
        self.cost += _CALL + _ELEMENT * sum(sizes)
        if kind.startswith(_KERNELS) or kind in _SLOW:
            self.cost += _STEPS
            self.cost_of_xla += _KERNEL
        for variable in (*equation.invars, *equation.outvars):
            dtype = variable.aval.dtype
            # JAX's keys of random numbers have a dtype that NumPy does not know.
            if dtype.name in _UNFIT or getattr(dtype, "kind", "V") == "V":
                raise Untranslatable(dtype.name)
        if kind == "dot_general":
            (contracted, _), _ = equation.params["dimension_numbers"]
            shape = equation.invars[0].aval.shape
            self.cost += _MULTIPLICATION * sizes[0] * math.prod(shape[axis] for axis in contracted)
        if max(sizes, default=0) > largest or len(self.lines) > MOST_EQUATIONS:
            raise Untranslatable("too much work")
        if not spreads:
            self.scalars.update(operands)
        rule = TABLE.get(kind)
        if rule is None:
            raise Untranslatable(kind)
        text = rule(self, equation, *operands)
        if self._is_constant(equation, operands):
            value = quietly(eval, text, self.globals)
            self.names[equation.outvars[0]] = self.constant(value)
            return
        if text in self.computed:
            self.names[equation.outvars[0]] = self.computed[text]
            return
        targets = ", ".join(self.bind(variable) for variable in equation.outvars)
        if len(equation.outvars) > 1 or equation.primitive.multiple_results:
            targets = f"({targets},)"
        elif "budget" not in text:
            self.computed[text] = targets
        self.lines.append(f"{targets} = {text}")

    def nested(self, jaxpr):
        """Returns the name of a jaxpr as a function (budget, *operands), and what it costs."""
        inner = _Writer()
        jaxpr = closed(jaxpr)
        operands = [f"x{index}" for index in range(len(jaxpr.in_avals))]
        results = inner.write(jaxpr, operands)
        self.cost += inner.cost
        self.has_loops = True
        function, _ = inner.function(["budget", *operands], results)
        return self.constant(function), inner.cost

    def function(self, parameters, results, opening=()):
        """Returns what was written as a function, and its source.

        Args:
          parameters: The names of its parameters.
          results: The names of its results, to be returned as a tuple; or one of them by itself.
          opening: Lines to begin with.
        """
        if not isinstance(results, str):
            results = f"({''.join(f'{name}, ' for name in results)})"
        body = [*opening, *self.lines, f"return {results}"]
        lines = "".join(f"    {line}\n" for line in body)
        source = f"def program({', '.join(parameters)}):\n{lines}"
        namespace: dict = {}
        exec(compile(source, "<op host program>", "exec"), self.globals, namespace)
        return namespace["program"], source

    def _is_constant(self, equation, operands):
        """Says whether an equation has one result, small and the same in every run."""
        return (
            bool(operands)
            and all(name in self.globals for name in operands)
            and len(equation.outvars) == 1
            and not equation.primitive.multiple_results
            and math.prod(equation.outvars[0].aval.shape) <= LARGEST_CONSTANT
        )


def _live(jaxpr):
    """Returns the equations that the results depend on."""
    wanted = {atom for atom in jaxpr.outvars if not is_literal(atom)}
    live = []
    for equation in reversed(jaxpr.eqns):
        if equation.effects:
            raise Untranslatable("an effect")
        if any(variable in wanted for variable in equation.outvars):
            live.append(equation)
            wanted.update(a for a in equation.invars if not is_literal(a))
    return live[::-1]


def _in_tuple(single):
    return lambda *arrays: (single(*arrays),)


def translate(function, avals) -> HostProgram | None:
    """Returns a JAX function as NumPy code for operands of given shapes and dtypes.

    Args:
      function: A pure JAX function that returns a tuple of arrays.
      avals: The abstract operands.

    Returns:
      The program, or None if XLA must run it.
    """
    # What `jitted` has traced, XLA need not trace again.
    compiled = getattr(function, "jitted", None) or jax.jit(function)
    jaxpr = compiled.trace(*avals).jaxpr
    writer = _Writer()
    operands = [f"x{index}" for index in range(len(avals))]
    try:
        results = writer.write(jaxpr, operands)
    except Untranslatable:
        return None
    # Of what has no dimensions, NumPy makes scalars, and computes with them fastest.
    results = [
        name if item.shape else f"np.asarray({name})"
        for name, item in zip(results, jaxpr.out_avals, strict=True)
    ]
    used = writer.scalars.intersection(
        itertools.chain.from_iterable(map(_NAME.findall, writer.lines))
    )
    opening = [
        f"{name} = {name}[()]"
        for name, item in zip(operands, avals, strict=True)
        if not item.shape and name in used
    ]
    single = None
    if writer.has_loops:
        opening.append(f"budget = {writer.constant(Budget())}")
        program, source = writer.function(operands, results, opening)
        program = with_fallback(program, compiled)
    elif len(results) == 1:
        single, source = writer.function(operands, results[0], opening)
        program = _in_tuple(single)
    else:
        program, source = writer.function(operands, results, opening)
    runs = None
    if writer.cost > _WORTHWHILE * writer.cost_of_xla:
        saved = writer.cost - writer.cost_of_xla
        runs = int((_COMPILATION + _EQUATION * len(writer.lines)) / saved)
    return HostProgram(program, single, source, runs, writer.has_loops)
