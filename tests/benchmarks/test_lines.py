"""Every line's variants compute the same thing: only then do their times say anything."""

import numpy as np
import pytest

from benchmarks.line import FirstCallLine, NotebookLine
from benchmarks.lines import LINES
from benchmarks.lines.functions import VariablesCall
from benchmarks.lines.gradients import TapeLength
from benchmarks.variants import VARIANTS

# Lines of a size, in a smaller one.
SMALLER = [TapeLength(20), VariablesCall(20)]
COMPARED = [
    line
    for line in LINES.values()
    if not isinstance(line, (TapeLength, VariablesCall, NotebookLine))
] + SMALLER


def last_value(result):
    """Returns the last array in a nest of results, of whatever library."""
    while isinstance(result, (list, tuple)):
        result = result[-1]
    return np.asarray(result)


def value_of(line, variant):
    call = line.program(variant, variant.library())
    if not isinstance(line, FirstCallLine):
        call()
    return last_value(call())


@pytest.mark.parametrize("line", COMPARED, ids=lambda line: line.name)
def test_variants_agree(line):
    expected, *others = (
        value_of(line, variant)
        for variant in VARIANTS.values()
        if line.has(variant) and variant.name not in ("tensorflow", "tfcourse")
    )
    for other in others:
        np.testing.assert_allclose(other, expected, rtol=1e-3)
    try:
        value = value_of(line, VARIANTS["tfcourse"])
    except AttributeError as error:
        pytest.skip(f"not yet: {error}")
    np.testing.assert_allclose(value, expected, rtol=1e-3)


def test_names_are_unique():
    assert len({line.title for line in LINES.values()}) == len(LINES)
    assert [line.name for line in LINES.values()] == list(LINES)


def test_every_line_is_measured_on_tensorflow_and_on_jax():
    for line in LINES.values():
        assert line.has(VARIANTS["tensorflow"]), line.name
        assert line.has(VARIANTS["tfcourse"]), line.name
        # A lecture is TensorFlow's.
        assert (
            isinstance(line, NotebookLine) or line.has(VARIANTS["jnp"]) or line.has(VARIANTS["jit"])
        ), line.name
