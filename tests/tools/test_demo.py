"""The demo fills attempts into the check cells of a notebook."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def demo(monkeypatch):
    """The script, imported as scripts are."""
    monkeypatch.syspath_prepend(TOOLS)
    import demo

    return demo


@pytest.fixture
def notebook():
    report = new_output("execute_result", {"text/plain": "A mean of whole numbers: ..."})
    return new_notebook(
        cells=[
            new_code_cell("import tfcourse as tf"),
            new_code_cell("%%tf_check tensors.cast --hint 1\nmean_goals = ...", outputs=[report]),
        ]
    )


def test_an_attempt_follows_the_magic_and_what_is_given(demo, notebook):
    demo.filled_in(lambda exercise: f"\nattempt = {exercise.name!r}\n")(notebook)
    assert [cell.source for cell in notebook.cells] == [
        "import tfcourse as tf",
        "%%tf_check tensors.cast --hint 1\n"
        "goals = tf.constant([3, 0, 2, 2, 1])  # in five matches\n\n"
        "attempt = 'tensors.cast'",
    ]


def test_reports_are_read_from_check_cells(demo, notebook):
    assert list(demo.check_results(notebook)) == ["A mean of whole numbers: ..."]


def test_ids_stay_unique_when_notebooks_are_joined(demo, notebook):
    cells = [*demo.chapter(0, "One", notebook)]
    ids = [cell.id for cell in cells]
    ids += [cell.id for cell in demo.chapter(1, "Two", notebook)]
    assert len(set(ids)) == 6
