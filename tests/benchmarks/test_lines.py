"""Every line's variants compute the same thing: only then do their times say anything."""

import numpy as np
import pytest

from benchmarks.lines import LINES
from benchmarks.variants import VARIANTS

LONGEST_TAPE = 100


def last_value(result):
    """Returns the last array in a nest of results, of whatever library."""
    while isinstance(result, (list, tuple)):
        result = result[-1]
    return np.asarray(result)


def value_of(line, variant):
    call = line.program(variant, variant.library())
    call()
    return last_value(call())


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_variants_agree(line):
    if getattr(line, "length", 0) > LONGEST_TAPE:
        pytest.skip("shorter tapes are compared")
    expected, *others = (
        value_of(line, variant)
        for variant in VARIANTS.values()
        if line.has(variant) and variant.name not in ("tensorflow", "tfcourse")
    )
    for other in others:
        np.testing.assert_allclose(other, expected, rtol=1e-4)
    try:
        value = value_of(line, VARIANTS["tfcourse"])
    except AttributeError as error:
        pytest.skip(f"not yet: {error}")
    np.testing.assert_allclose(value, expected, rtol=1e-4)


def test_names_are_unique():
    assert len({line.title for line in LINES.values()}) == len(LINES)
    assert [line.name for line in LINES.values()] == list(LINES)


def test_every_line_is_measured_on_tensorflow_and_on_jax():
    for line in LINES.values():
        assert line.has(VARIANTS["tensorflow"]), line.name
        assert line.has(VARIANTS["jnp"]) or line.has(VARIANTS["jit"]), line.name
