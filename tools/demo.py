"""Runs the first lecture and the first exercises, and writes what they show as one HTML page.

    python tools/demo.py

executes both notebooks in a Jupyter kernel, prints what the checks of the exercises said and
the path of the page.
"""

import sys

import nbformat
from nbconvert import HTMLExporter
from notebooks import ROOT, NotebookFailure, code_cells, execute

LECTURE = ROOT / "lectures" / "01_tensors.ipynb"
EXERCISES = ROOT / "exercises" / "01_tensors.ipynb"
PAGE = ROOT / "build" / "demo.html"
CHECK_MAGIC = "%%tf_check"


def check_results(notebook):
    """Yields the plain text that each check cell of an exercise notebook showed."""
    for cell in code_cells(notebook):
        if cell.source.startswith(CHECK_MAGIC):
            for output in cell.outputs:
                yield output.get("text") or output.get("data", {}).get("text/plain", "")


def joined(notebooks):
    """Returns one notebook of all cells, in order, with ids that stay unique."""
    page = nbformat.v4.new_notebook(metadata=notebooks[0].metadata)
    for number, notebook in enumerate(notebooks):
        for cell in notebook.cells:
            cell.id = f"{number}-{cell.id}"[:64]
            page.cells.append(cell)
    return page


def main():
    notebooks = []
    for path in (LECTURE, EXERCISES):
        print(f"Running {path.relative_to(ROOT)} ...", flush=True)
        try:
            notebooks.append(execute(path))
        except NotebookFailure as failure:
            return str(failure)
    print("\nThe exercise checks say:\n")
    print("\n".join(check_results(notebooks[-1])))
    html, _ = HTMLExporter().from_notebook_node(joined(notebooks))
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(html, encoding="utf-8")
    print(f"\nThe whole demo as a page: {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
