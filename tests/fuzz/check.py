"""Run a program in every way and find the first difference."""

import dataclasses
import math

import ml_dtypes
import numpy as np

import comparison
import oddities
from functions import FUNCTIONS
from program import INPUTS, Program, source
from runners import MODES, Failure, run_steps, run_whole
from tiers import run_in_tier


@dataclasses.dataclass
class Found(AssertionError):
    """A difference between two ways to run a program.

    Attributes:
        program: The program.
        ways: The names of both.
        step: Which step's results differ.
        aspect: In what they differ: "value", "dtype", ...
        expected: What the first way gave.
        received: What the second way gave.
        results: What each step gave on the host.
    """

    program: Program
    ways: tuple[str, str]
    step: int
    aspect: str
    expected: object
    received: object
    results: list

    @property
    def signature(self) -> tuple:
        """What is taken for the same difference in another program."""
        function = self.program.steps[self.step].function
        return function, self.ways[0], self.aspect

    def __str__(self):
        function = self.program.steps[self.step].function
        return (
            f"{function}: {self.aspect} of y{self.step}, {self.ways[0]} against {self.ways[1]}\n"
            f"{source(self.program)}\n  {self.ways[0]}: {_short(self.expected)}\n"
            f"  {self.ways[1]}: {_short(self.received)}"
        )


def _short(value) -> str:
    if isinstance(value, Failure):
        return f"{value.kind}: {value.message[:300]}"
    if isinstance(value, list):
        return ", ".join(map(_short, value))
    return repr(value)[:400]


def run(program: Program, results, tf, with_xla, functions=None) -> dict:
    """Runs a program on tfcourse in every way there is besides the host's steps.

    Args:
        program: The program.
        results: What its steps gave on the host.
        tf: The module `tfcourse`.
        with_xla: Whether to have XLA compile it, which takes most of the time, and to let
            tfcourse choose the tier; otherwise everything is done on the host.
        functions: By tier the traced functions that programs of the same steps share.

    Returns:
        The answers by way: (tier, mode).
    """
    functions = {} if functions is None else functions
    ways = {}
    if with_xla:
        ways["xla", "eager"] = run_in_tier("xla", run_steps, tf, program, results)
    if program.mode == "eager":
        return ways
    modes = [(tier, program.mode) for tier in (("auto", "xla") if with_xla else ("host",))]
    modes += [(modes[0][0], eager) for eager in [_eagerly(program.mode)] if eager]
    for tier, mode in modes:
        known = functions.setdefault(tier, {})
        ways[tier, mode] = run_in_tier(tier, run_whole, tf, program, results, mode, known)
    return ways


def compare(program: Program, results, ways: dict, answers=None) -> None:
    """Compares what a program gave in several ways.

    Args:
        program: The program.
        results: What its steps gave on the host.
        ways: What `run` returned.
        answers: TensorFlow's, or None.

    Raises:
        Found: if two ways differ.
    """
    comparer = _Comparer(program, results)
    if ("xla", "eager") in ways:
        comparer.steps("XLA", ways["xla", "eager"])
    if answers is not None:
        comparer.steps("TensorFlow", answers[0])
    if program.mode == "eager":
        return
    name = program.mode
    tier = "auto" if ("auto", name) in ways else "host"
    whole = ways[tier, name]
    if MODES[name][0] is None:
        comparer.whole(("host", name), results, whole, same_exceptions=False)
    if answers is not None:
        comparer.whole(("TensorFlow", name), answers[1], whole)
    if ("xla", name) in ways:
        comparer.whole(("XLA", name), ways["xla", name], whole)
    eager = _eagerly(name)
    if eager:
        comparer.whole((eager, name), ways[tier, eager], whole, same_exceptions=False)


def _eagerly(mode):
    """Returns the mode that does the same without a function, if there is one."""
    derive, is_traced, _, _ = MODES[mode]
    if derive is None or not is_traced:
        return None
    return mode.removesuffix(" in a function").removesuffix(" through control flow")


def check(program: Program, results, tf, oracle=None, with_xla=True) -> None:
    """Runs a program in every way.

    Args:
        program: The program.
        results: What its steps gave on the host.
        tf: The module `tfcourse`.
        oracle: An `oracle.Oracle`, or None to do without TensorFlow.
        with_xla: Whether to have XLA compile it.

    Raises:
        Found: if two ways differ.
    """
    answers = None if oracle is None else oracle.ask(program, results)
    compare(program, results, run(program, results, tf, with_xla), answers)


class _Comparer:
    """Compares runs of one program; knows from which step on rounding may have spread."""

    def __init__(self, program, results):
        self.program = program
        self.results = results
        self.inexact: set[int] = set()

    def steps(self, way, answers):
        """Compares results of steps that were run one by one on the same operands."""
        for index, (ours, theirs) in enumerate(zip(self.results, answers, strict=True)):
            self._step((way, "host"), index, theirs, ours)

    def _step(self, ways, index, expected, received):
        if _is_missing(expected):
            return
        if isinstance(expected, Failure) or isinstance(received, Failure):
            self._raise(ways, index, comparison.difference(expected, received), expected, received)
            return
        if len(expected) != len(received):
            self._raise(ways, index, "number of results", expected, received)
        for one, other in zip(expected, received, strict=True):
            if self._is_subnormal(index):
                one, other = _forms(one), _forms(other)
            found = comparison.difference(one, other, self._scale(index))
            self._raise(ways, index, found, one, other)
            if not comparison.same_bits(one, other):
                self.inexact.add(index)

    def whole(self, ways, expected, received, same_exceptions=True):
        """Compares two runs of the program as a whole."""
        last = len(self.program.steps) - 1
        if _is_missing(expected):
            return
        if isinstance(expected, Failure) or isinstance(received, Failure):
            if not same_exceptions:
                # Some programs are refused in a graph only: TensorFlow's answer says which.
                return
            self._raise(ways, last, comparison.difference(expected, received), expected, received)
            return
        if MODES[self.program.mode][0] is not None:
            self._derivatives(ways, expected[0], received[0])
            return
        inexact = set(self.inexact)
        for index, (one, other) in enumerate(zip(expected, received, strict=True)):
            depends = any(step in inexact for step, _ in self.program.steps[index].origins())
            depends |= self._is_subnormal(index)
            if depends or self.program.steps[index].times > 1:
                inexact.add(index)
                one, other = map(_forms, one), map(_forms, other)
            for first, second in zip(one, other, strict=True):
                found = comparison.difference(first, second, self._scale(index))
                self._raise(ways, index, found, first, second)
                if not comparison.same_bits(first, second):
                    inexact.add(index)

    def _derivatives(self, ways, expected, received):
        last = len(self.program.steps) - 1
        if len(expected) != len(received):
            self._raise(ways, last, "number of derivatives", expected, received)
        inexact = any(index < last for index in self.inexact) or self._is_subnormal(last)
        inexact |= self.program.steps[last].times > 1 and last in self.inexact
        # In half precision what is in between overflows or vanishes early.
        inexact |= any(array.dtype.itemsize == 2 for array in self._operands(last))
        for one, other in zip(expected, received, strict=True):
            if self._is_nothing(one, other):
                continue
            if inexact:
                found = comparison.difference(_forms(one), _forms(other))
            else:
                scale = max(_largest(one), _largest(other), 1.0)
                found = comparison.difference(one, other, scale, comparison.DERIVED)
            self._raise(ways, last, found, one, other)

    def _is_nothing(self, one, other) -> bool:
        """Says whether one derivative is missing, and the other one zeros, where that may be.

        A gradient is one operation here, as a loop is: a derivative through them is all zeros (or
        NaN, which is what zero times infinity is) where
        TensorFlow, or the same program run eagerly, finds no path.
        """
        if (one is None) == (other is None):
            return False
        array = other if one is None else one
        is_opaque = "second" in self.program.mode or "control" in self.program.mode
        return not array.size or (is_opaque and _is_nearly_zero(array))

    def _operands(self, index):
        for step, number in self.program.steps[index].origins():
            results = self.program.inputs if step == INPUTS else self.results[step]
            if comparison.is_float(results[number]):
                yield results[number]

    def _is_subnormal(self, index) -> bool:
        """Says whether an operand of a step holds numbers that XLA and TensorFlow take for 0."""
        return any(map(comparison.has_subnormals, self._operands(index)))

    def _scale(self, index) -> float:
        """How large the sums were that a step may have cancelled."""
        scale = math.prod(max(_largest(array), 1.0) for array in self._operands(index))
        return scale * 4 if FUNCTIONS[self.program.steps[index].function].cancels else 0.0

    def _raise(self, ways, index, aspect, expected, received):
        if aspect is None:
            return
        found = Found(self.program, ways, index, aspect, expected, received, self.results)
        if not oddities.explains(found, list(self._operands(index))):
            raise found


def _is_missing(answer) -> bool:
    """Says whether TensorFlow has no kernel or gradient for it: to have one is no fault."""
    return isinstance(answer, Failure) and (
        answer.kind in ("NotFoundError", "UnimplementedError", "LookupError")
        or "No OpKernel was registered" in answer.message
        # Gradients use functions that some dtypes have not.
        or (answer.kind == "TypeError" and "not in list of allowed values" in answer.message)
    )


def _is_nearly_zero(array) -> bool:
    parts = comparison.parts_of(array)
    sizes = np.abs(comparison.doubles(parts))
    return not (sizes > 1000 * float(ml_dtypes.finfo(parts.dtype).eps)).any()


def _forms(array):
    return None if array is None else np.zeros(array.shape, array.dtype)


def _largest(array) -> float:
    if array is None or not array.size:
        return 0.0
    values = np.abs(comparison.parts_of(array).astype(np.float64))
    return float(np.max(values, where=np.isfinite(values), initial=0.0))
