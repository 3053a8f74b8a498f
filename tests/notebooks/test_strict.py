"""The strict runner and the hygiene check notice what they are there for."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import notebooks

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}


def clean_notebook(*outputs, source="1 + 1", **cell_metadata):
    cell = new_code_cell(source, execution_count=1, outputs=[*outputs], metadata=cell_metadata)
    return new_notebook(cells=[new_markdown_cell("# Title"), cell], metadata=KERNEL)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("%no_such_magic\n1 / 0", "UsageError"),
        ("%%no_such_magic\n1 / 0", "UsageError"),
        ("1 / 0", "ZeroDivisionError"),
        ("import logging\nlogging.error('lost')", "lost"),
        (
            "import traceback\ntry:\n    1 / 0\nexcept Exception:\n    traceback.print_exc()",
            "1 / 0",
        ),
    ],
)
def test_a_failing_cell_fails_the_notebook(tmp_path, source, said):
    path = tmp_path / "failing.ipynb"
    nbformat.write(clean_notebook(source=source), path)
    with pytest.raises(notebooks.NotebookFailure, match=said):
        notebooks.execute(path)


def test_a_good_notebook_runs_and_is_clean_once_tidied(tmp_path):
    path = tmp_path / "good.ipynb"
    source = "import sys\nprint('a note', file=sys.stderr)\nint('x')"
    nbformat.write(clean_notebook(source=source, tags=["raises-exception"]), path)
    notebook = notebooks.execute(path)
    notebooks.tidy(notebook)
    assert notebooks.problems(notebook) == []
    [_, error] = notebook.cells[1].outputs
    assert error.traceback == ["ValueError: invalid literal for int() with base 10: 'x'"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"image/svg+xml": "<svg/>"}, "PNG"),
        ({"text/html": "<div><svg></svg></div>"}, "PNG"),
        ({"text/plain": "/home/ada/lecture.py"}, "/home/ada"),
    ],
)
def test_outputs_that_do_not_last_are_problems(data, said):
    [problem] = notebooks.problems(clean_notebook(new_output("display_data", data)))
    assert said in problem


def test_an_svg_with_a_png_is_no_problem():
    both = {"image/svg+xml": "<svg/>", "image/png": "iVBORw0KGgo="}
    assert notebooks.problems(clean_notebook(new_output("display_data", both))) == []


def test_an_untagged_error_is_a_problem():
    [problem] = notebooks.problems(clean_notebook(new_output("error", ename="E", evalue="")))
    assert "raises-exception" in problem


def test_notebook_metadata_and_order_are_checked():
    notebook = clean_notebook(execution={"started": "now"})
    notebook.metadata.update(widgets={}, kernelspec={"name": "course"})
    notebook.cells[0].id = notebook.cells[1].id
    notebook.cells[1].execution_count = 7
    said = "\n".join(notebooks.problems(notebook))
    for word in ("widgets", "python3", "not unique", "top to bottom", "execution"):
        assert word in said
