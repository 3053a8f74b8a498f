"""The making of a program: draws arrays and operands, and runs each step as it is added."""

from typing import NamedTuple

import numpy as np

from program import INPUTS, Program, Step, dtype_of
from runners import Failure, run_one
from tiers import run_in_tier

SHAPES = [(), (1,), (3,), (2, 3), (3, 3), (1, 3), (2, 1), (0,), (0, 3), (2, 0), (2, 1, 3)]
SHAPES += [(2, 3, 2), (5,), (1, 1), (1, 2, 2, 3), (17,)]
FLOATS = ("float32", "float64", "float32", "float16", "bfloat16")
SINGLES = ("float32", "float64")
COMPLEX = ("complex64", "complex128")
INTEGERS = ("int32", "int64", "int8", "uint8", "int16", "uint16", "uint32", "uint64")
COMMON_INTEGERS = ("int32", "int64")
NUMBERS = (*SINGLES, "float32", *COMMON_INTEGERS, *FLOATS, *INTEGERS, *COMPLEX)
REALS = (*SINGLES, "float32", *COMMON_INTEGERS, *FLOATS, *INTEGERS)
INEXACT = (*FLOATS, *FLOATS, *COMPLEX)
ALL = (*NUMBERS, "bool")
PLAIN = [0.0, 1.0, 2.0, 0.5, -1.0, -2.5, 3.0, 0.1, -0.3, 7.25]
_SPECIAL = [-0.0, float("nan"), float("inf"), float("-inf"), 1e-3, -1e3, 100.0, 1e-30, 3e38]
_HALF = [-0.0, float("nan"), float("inf"), float("-inf"), 1e-3, -1e3, 100.0, 6e4]
_COMPLEX = [complex(real, imaginary) for real in PLAIN for imaginary in PLAIN]
_WHOLE = [0, 1, 2, 3, 5, 7, 10, 31, 64, 100]


class Row(NamedTuple):
    """How a function is called.

    Attributes:
        build: Function (draft) -> (operands, keywords).
        cancels: Whether it adds up numbers, so that rounding counts relative to the largest.
        ordered: Which operand it puts in order, so that it must not hold NaN.
    """

    build: object
    cancels: bool = False
    ordered: int | None = None


class Draft:
    """A program that grows.

    Args:
        random: A `random.Random`, or one that Hypothesis makes.
        tf: The library that runs each step as it is added.

    Attributes:
        recipes: For each input how to draw another one like it: a function of a `Random`.
    """

    def __init__(self, random, tf):
        self.random = random
        self.tf = tf
        self.program = Program([], [])
        self.results: list = []
        self.recipes: list = []

    def chosen(self, values):
        """Returns one of a list of values."""
        return values[self.random.randint(0, len(values) - 1)]

    def chance(self, one_in: int) -> bool:
        """Says yes once in so many times, and no in the simplest program."""
        return self.random.randint(0, one_in - 1) == one_in - 1

    def value(self, origin) -> np.ndarray:
        """Returns the array of an origin."""
        step, index = origin
        return self.program.inputs[index] if step == INPUTS else self.results[step][index]

    def add(self, recipe) -> tuple[int, int]:
        """Adds an input; returns its origin.

        Args:
            recipe: Function of a `Random`: draws the array, and others like it.
        """
        self.program.inputs.append(recipe(self.random))
        self.recipes.append(recipe)
        return INPUTS, len(self.program.inputs) - 1

    def new(self, dtype: str, shape, values=None) -> tuple[int, int]:
        """Adds an input of a shape; returns its origin."""
        return self.add(lambda random: numbers(random, dtype, shape, values))

    def some(self, dtypes=ALL, shapes=None, rank=0) -> tuple[int, int]:
        """Returns the origin of a value there is, or of a new input.

        Args:
            dtypes: Names of dtypes to choose from.
            shapes: Shapes to choose from.
            rank: The least number of dimensions.
        """
        known = [(INPUTS, index) for index in range(len(self.program.inputs))]
        for step, results in enumerate(self.results):
            known += [(step, index) for index in range(len(results))]
        fits = [
            origin
            for origin in known
            if self.value(origin).dtype.name in dtypes
            and self.value(origin).ndim >= rank
            and (shapes is None or self.value(origin).shape in shapes)
        ]
        if fits and not self.chance(3):
            return self.chosen(fits[::-1])
        dtype = self.chosen(list(dtypes))
        shape = self.chosen([s for s in shapes or SHAPES if len(s) >= rank])
        return self.new(dtype, shape)

    def like(self, origin) -> tuple[int, int]:
        """Returns the origin of an operand of the same dtype that mostly broadcasts."""
        value = self.value(origin)
        if self.chance(4):
            return self.some((value.dtype.name,))
        return self.some((value.dtype.name,), [_broadcasting(self, value.shape)])

    def same(self, origin) -> tuple[int, int]:
        """Returns the origin of an operand of the same dtype and mostly the same shape."""
        value = self.value(origin)
        if self.chance(12):
            return self.some((value.dtype.name,))
        return self.some((value.dtype.name,), [value.shape])

    def axis(self, origin, beyond=0) -> int:
        """Returns an axis of a value, now and then one that it has not."""
        rank = self.value(origin).ndim + beyond
        if rank == 0 or self.chance(25):
            return self.chosen([0, rank, -rank - 1])
        return self.random.randint(-rank, rank - 1)

    def add_step(self, step: Step) -> bool:
        """Adds a step and runs it; says whether it ran without an error."""
        self.program.steps.append(step)
        index = len(self.program.steps) - 1
        result = run_in_tier("host", run_one, self.tf, self.program, index, self.results)
        self.results.append(result)
        return not isinstance(result, Failure)


def numbers(random, dtype: str, shape, values=None) -> np.ndarray:
    """Returns an array of ordinary numbers of a dtype, half of the time of special ones, too.

    Args:
        random: A `random.Random`.
        dtype: The dtype's name.
        shape: The shape.
        values: The numbers to choose from, if not from those.
    """
    if values is None:
        values = _values(random, dtype)
    count = int(np.prod(shape, dtype=int))
    drawn = [values[random.randint(0, len(values) - 1)] for _ in range(count)]
    return np.array(drawn, dtype_of(dtype)).reshape(shape)


def _values(random, dtype) -> list:
    kind = dtype_of(dtype)
    if kind.kind == "b":
        return [False, True]
    if kind.kind == "c":
        return _COMPLEX
    if kind.kind in "iu":
        limits = np.iinfo(kind)
        ends = [limits.max, limits.min, limits.max - 1, max(limits.min, -1)]
        negative = [-value for value in _WHOLE[1:6] if kind.kind == "i"]
        return _WHOLE * 2 + negative * 2 + ends
    special = _HALF if dtype in ("float16", "bfloat16") else _SPECIAL
    return PLAIN + special if random.randint(0, 1) else PLAIN


def _broadcasting(draft, shape):
    """Returns a shape that broadcasts with another one."""
    start = draft.random.randint(0, len(shape))
    sizes = [1 if draft.chance(4) else size for size in shape[start:]]
    return tuple(sizes)
