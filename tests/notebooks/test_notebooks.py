"""Every lecture and every exercise runs strictly, and is committed in a form that lasts.

nbval compares the stored outputs, but passes a cell whose magic does not exist; see test_strict.
"""

import pytest

from tools import notebooks

PATHS = notebooks.find()


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.stem}: {path.parent.name}")
def test_runs_without_an_error_on_any_channel(path):
    notebooks.execute(path)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.stem}: {path.parent.name}")
def test_is_committed_clean(path):
    assert notebooks.problems(notebooks.read(path)) == []
