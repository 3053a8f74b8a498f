"""Runs the first lecture and the first exercises, and writes what they show as one HTML page.

    python tools/demo.py

executes both notebooks in a Jupyter kernel, the exercises three times: as they are handed out,
with a wrong attempt at each, and solved. It prints what the checks said and the path of the page.
"""

import sys

import nbformat
from nbconvert import HTMLExporter
from notebooks import ROOT, NotebookFailure, code_cells, execute

from tfcourse.course.exercise import find_exercise

LECTURE = ROOT / "lectures" / "01_tensors.ipynb"
EXERCISES = ROOT / "exercises" / "01_tensors.ipynb"
PAGE = ROOT / "build" / "demo.html"
CHECK_MAGIC = "%%tf_check"


def check_cells(notebook):
    """Returns the cells of an exercise notebook that check themselves."""
    return [cell for cell in code_cells(notebook) if cell.source.startswith(CHECK_MAGIC)]


def check_results(notebook):
    """Yields the plain text that each check cell showed."""
    for cell in check_cells(notebook):
        for output in cell.outputs:
            yield output.get("text") or output.get("data", {}).get("text/plain", "")


def filled_in(attempt):
    """Returns a function that puts an attempt at its exercise into each check cell.

    Args:
      attempt: Gives the source code for an `Exercise`.
    """

    def change(notebook):
        for cell in check_cells(notebook):
            line = cell.source.partition("\n")[0]
            exercise = find_exercise(line.split()[1])
            code = [exercise.given, attempt(exercise).strip()]
            cell.source = f"{line}\n" + "\n\n".join(part for part in code if part)

    return change


def chapter(number, title, notebook):
    """Returns the cells of a notebook below a heading, with ids that stay unique."""
    for cell in notebook.cells:
        cell.id = f"{number}-{cell.id}"[:64]
    heading = nbformat.v4.new_markdown_cell(f"*{title}*", id=f"{number}-chapter")
    return [heading, *notebook.cells]


def wrong_attempt(exercise):
    """Returns the first wrong attempt at an exercise."""
    return exercise.wrong_attempts[0]


def solution(exercise):
    """Returns the solution of an exercise."""
    return exercise.solution


def main():
    # Each with what every check has to say.
    runs = [
        ("The lecture", LECTURE, None, ""),
        ("The exercises as they are handed out", EXERCISES, None, "not attempted yet"),
        ("The exercises with wrong attempts", EXERCISES, filled_in(wrong_attempt), "not there yet"),
        ("The exercises solved", EXERCISES, filled_in(solution), "all expectations hold"),
    ]
    page = nbformat.v4.new_notebook()
    for number, (title, path, change, verdict) in enumerate(runs):
        print(f"{title} ({path.relative_to(ROOT)}) ...", flush=True)
        try:
            notebook = execute(path, change)
        except NotebookFailure as failure:
            return str(failure)
        for result in check_results(notebook):
            heading, *details = result.splitlines()
            if verdict not in heading:
                return f"This should say {verdict!r}:\n{result}"
            # What holds, and what was not tried, is said by the heading already.
            shown = [heading, *details] if verdict == "not there yet" else [heading]
            print(*(f"    {line}" for line in shown), sep="\n")
        page.metadata = notebook.metadata
        page.cells += chapter(number, title, notebook)
    html, _ = HTMLExporter().from_notebook_node(page)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(html, encoding="utf-8")
    print(f"\nAll of it as a page: {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
