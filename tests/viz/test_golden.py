"""A small graph looks and reads as it did: `python tests/viz/record_golden.py` records it anew."""

import importlib.metadata

import pytest

from tests.viz.record_golden import GOLDEN, forms

# The library that places boxes; another version may place them elsewhere.
_GRAPHLAY = "0.3.1"


@pytest.mark.parametrize("show", ["forward", "gradient"])
def test_a_small_graph(show):
    stored = {name: (GOLDEN / name).read_text(encoding="utf-8") for name in forms(show)}
    found = forms(show)
    try:
        is_same = importlib.metadata.version("graphlay") == _GRAPHLAY
    except importlib.metadata.PackageNotFoundError:
        is_same = False
    if not is_same:
        del stored[f"{show}.svg"], found[f"{show}.svg"]
    assert found == stored
