"""Pictures look and read as they did, as graphics and as plain data: see golden_pictures.py."""

import importlib.metadata
import re

import pytest

from tests.viz.golden_pictures import GOLDEN, PICTURES, forms

# The library that places the boxes of graphs; another version may place them elsewhere.
_GRAPHLAY = "0.3.1"


def _places_as_recorded() -> bool:
    try:
        return importlib.metadata.version("graphlay") == _GRAPHLAY
    except importlib.metadata.PackageNotFoundError:
        return False


def _with_places(text):
    """Returns a text and its coordinates apart: the tiers round to another hundredth of a pixel."""
    number = r"(?<=[\s,\"])-?\d+(?:\.\d+)?(?=[\s,\"])"
    return re.sub(number, "#", text), [float(item) for item in re.findall(number, text)]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture(name):
    found = forms(name)
    if f"{name}.dot" in found and not _places_as_recorded():
        del found[f"{name}.svg"]
    stored = {file: (GOLDEN / file).read_text(encoding="utf-8") for file in found}
    if f"{name}.svg" in found:
        (drawn, places), (known, known_places) = (
            _with_places(group.pop(f"{name}.svg")) for group in (found, stored)
        )
        assert drawn == known
        assert places == pytest.approx(known_places, abs=0.011)
    assert found == stored
