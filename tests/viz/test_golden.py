"""Pictures look and read as they did, as graphics and as plain data: see golden_pictures.py."""

import importlib.metadata

import pytest

from tests.viz.golden_pictures import GOLDEN, PICTURES, forms

# The library that places the boxes of graphs; another version may place them elsewhere.
_GRAPHLAY = "0.3.1"


def _places_as_recorded() -> bool:
    try:
        return importlib.metadata.version("graphlay") == _GRAPHLAY
    except importlib.metadata.PackageNotFoundError:
        return False


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture(name):
    found = forms(name)
    if f"{name}.dot" in found and not _places_as_recorded():
        del found[f"{name}.svg"]
    stored = {file: (GOLDEN / file).read_text(encoding="utf-8") for file in found}
    assert found == stored
