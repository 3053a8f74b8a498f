"""Rows of operations as programs: run one by one, or compiled as a whole when they come often.

A row is a place in a tree, as trails are (`autodiff.paths`): each operation leads one step further,
so that the second round of a loop finds the programs of the first one by one look for each.
"""

import math

import jax
import numpy as np
from jax.core import Tracer

from tfcourse.core import dtypes, tiers
from tfcourse.core.background import Compilation
from tfcourse.core.jaxprs import closed

# A tree with more places than this is left to the rows that are in it, and a new one begun.
MOST_PLACES = 1 << 13
# No program is run more often than this before it is compiled: what passes from the host to XLA and
# back between its operations is not in the figures below.
MOST_RUNS = 160
# What to run an operation of its own costs, and each element that it hands to others, in
# microseconds; what compiling costs, and compiling one equation: as in host/programs.py.
_DISPATCH, _ELEMENT, _COMPILATION, _EQUATION = 20, 0.003, 30_000, 3_000
# Arrays of so many elements are moved to the device for good when a program takes them.
_LARGE = 1 << 14


class Step:
    """An operation in a row, whose values are numbered slots.

    Attributes:
      kernel: The `Kernel`.
      operands: The slots of its operands.
      avals: Its results' shapes and dtypes.
      results: Their slots.
      kinds: (slot, DType, shape) of each.
      nothing: None for each.
      equations: How much there is to compile.
    """

    def __init__(self, kernel, operands, first, avals, equations):
        self.kernel = kernel
        self.operands = operands
        self.avals = avals
        self.results = range(first, first + len(avals))
        self.kinds = [
            (slot, dtypes.from_numpy[item.dtype], item.shape)
            for slot, item in enumerate(avals, first)
        ]
        self.nothing = [None] * len(avals)
        self.equations = equations


class FusedProgram:
    """The part of a row that some of its results need.

    After an eighth of the runs in which one program would save as much as compiling it costs, XLA
    compiles it in the background; after three quarters it takes over.

    Args:
      steps: The steps of the row.
      wanted: The slots of these results.

    Attributes:
      wanted: The same.
      is_compiled: Whether XLA runs it as a whole.
    """

    def __init__(self, steps, wanted):
        self.wanted = wanted
        needed, self._steps = set(wanted), []
        for step in reversed(steps):
            if not needed.isdisjoint(step.results):
                self._steps.insert(0, step)
                needed.update(step.operands)
        made = {slot for step in self._steps for slot in step.results}
        self._inputs = sorted(needed - made)
        self._compiled = jax.jit(self._whole)
        self._compilation = None
        self.is_compiled = False
        self._count = 0
        runs = self._runs_to_pay()
        self._begins, self._ends = max(1, runs // 8), max(2, runs * 3 // 4)

    def _runs_to_pay(self):
        """Returns in how many runs compiling pays, by the figures above."""
        if len(self._steps) < 2:
            return math.inf
        inner = sum(
            math.prod(aval.shape)
            for step in self._steps
            for slot, aval in zip(step.results, step.avals, strict=True)
            if slot not in self.wanted
        )
        saved = _DISPATCH * (len(self._steps) - 1) + _ELEMENT * inner
        equations = sum(step.equations for step in self._steps)
        return min(MOST_RUNS, int((_COMPILATION + _EQUATION * equations) / saved))

    def _whole(self, *inputs):
        values = dict(zip(self._inputs, inputs, strict=True))
        for step in self._steps:
            results = step.kernel.jitted(*[values[slot] for slot in step.operands])
            values.update(zip(step.results, results, strict=True))
        return [values[slot] for slot in self.wanted]

    def _one_by_one(self, inputs):
        values = dict(zip(self._inputs, inputs, strict=True))
        for step in self._steps:
            results = step.kernel.run([values[slot] for slot in step.operands])
            values.update(zip(step.results, results, strict=True))
        return [values[slot] for slot in self.wanted]

    def _counted(self, inputs):
        """Counts a run; has XLA compile the program in time."""
        self._count += 1
        if self._count == self._begins and tiers.mode != "host":
            avals = [jax.ShapeDtypeStruct(item.shape, item.dtype) for item in inputs]
            self._compilation = Compilation(self._compiled, avals)
        if self._count >= self._ends and self._compilation is not None:
            compilation, self._compilation = self._compilation, None
            compilation.wait()
            self.is_compiled = True

    def __call__(self, tensors):
        """Returns the wanted results.

        Args:
          tensors: What comes from outside of the row, by slot.
        """
        if self.is_compiled:
            inputs = [_on_device(tensors[slot]) for slot in self._inputs]
            results = self._compiled(*inputs)
        else:
            inputs = [tensors[slot].array for slot in self._inputs]
            results = self._one_by_one(inputs)
        if isinstance(results[0], Tracer):
            # Somebody looked while JAX traced something else, to which the values do not belong.
            with jax.ensure_compile_time_eval():
                return self._one_by_one(inputs)
        if not self.is_compiled:
            self._counted(inputs)
        return results


def _on_device(tensor):
    """Returns a tensor's array; a large one of the host's is moved, or each call would copy it."""
    array = tensor.array
    if type(array) is np.ndarray and array.size >= _LARGE:
        moved = jax.device_put(array)
        if not isinstance(moved, Tracer):
            tensor.array, tensor.form = moved, None
            return moved
    return array


class Place:
    """A place in the tree: a row of steps.

    Attributes:
      step: The last one; None at the root.
      after: The places that are one step further, by kernel, new inputs and operands.
      known: The same by operation, attributes and operands, where the gate has checked them.
      slots: How many slots there are.
      count: How many steps.
      elements: How many elements the results have.
    """

    __slots__ = (
        "_before",
        "_programs",
        "after",
        "count",
        "elements",
        "known",
        "slots",
        "step",
    )

    def __init__(self, before=None, step=None):
        self._before = before
        self.step = step
        self.after: dict = {}
        self.known: dict = {}
        self._programs: dict = {}
        self.count = self.elements = self.slots = 0
        if step is not None:
            self.count = before.count + 1
            self.elements = before.elements + sum(math.prod(item.shape) for item in step.avals)
            self.slots = step.results.stop

    def program(self, wanted: tuple[int, ...]) -> FusedProgram:
        """Returns what computes some results of the row."""
        program = self._programs.get(wanted)
        if program is None:
            for known in self._programs.values():
                if known.is_compiled and set(wanted) <= set(known.wanted):
                    return known
            program = self._programs[wanted] = FusedProgram(self._steps(), wanted)
        return program

    def _steps(self) -> list[Step]:
        steps, place = [], self
        while place.step is not None:
            steps.append(place.step)
            place = place._before
        return steps[::-1]

    def avals(self) -> dict:
        """Returns the abstract values of the results by slot."""
        return {
            slot: aval
            for step in self._steps()
            for slot, aval in zip(step.results, step.avals, strict=True)
        }

    def extend(self, key, kernel, operands, avals, first):
        """Makes the place one step further, or None where the step has effects; returns it.

        Args:
          key: What leads there.
          kernel: The step's `Kernel`.
          operands: The slots of its operands.
          avals: Their abstract values.
          first: The slot of its first result.

        Raises:
          OpError: if the operands do not fit.
        """
        results = kernel.infer(avals)
        jaxpr = kernel.jitted.trace(*avals).jaxpr
        place = None
        if not closed(jaxpr).jaxpr.effects:
            place = Place(self, Step(kernel, operands, first, results, _equations(jaxpr)))
        self.after[key] = place
        tree.count += 1
        return place


def _equations(jaxpr) -> int:
    """Returns how many equations a jaxpr has, those of inner ones included."""
    count = 0
    for equation in closed(jaxpr).jaxpr.eqns:
        inner = [item for item in equation.params.values() if hasattr(item, "eqns")]
        count += sum(map(_equations, inner)) or 1
    return count


class _Tree:
    """The tree of all rows."""

    def __init__(self):
        self.root = Place()
        self.count = 0

    def begin(self) -> Place:
        """Returns the root, a new one if there are too many places."""
        if self.count > MOST_PLACES:
            self.root, self.count = Place(), 0
        return self.root


tree = _Tree()
