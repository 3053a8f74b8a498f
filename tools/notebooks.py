"""Runs the project's notebooks strictly and says what is wrong with their committed form.

    python tools/notebooks.py run [NOTEBOOK ...]    execute, and store the outputs
    python tools/notebooks.py check [NOTEBOOK ...]  what a committed notebook must not have

Without names: every lecture and every exercise.
"""

import argparse
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parents[1]
CELL_TIMEOUT_SECONDS = 300
# IPython reports an unknown magic, and logging an error, on stderr alone: the cell "succeeds".
FAILURE_ON_STDERR = re.compile(r"error|exception|traceback", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?:/home/|/root/|/tmp/|/Users/|\\Users\\)[\w.-]*")
DRAWING = re.compile(r"<svg\b")
KEPT_CELL_METADATA = {"jupyter", "slideshow", "tags"}


class NotebookFailure(Exception):
    """A cell of a notebook failed; the message shows it and what it said."""


def find():
    """Returns the paths of all lectures and exercises."""
    return sorted(
        file for folder in ("lectures", "exercises") for file in ROOT.glob(f"{folder}/*.ipynb")
    )


def read(path):
    """Returns the notebook at `path`, in nbformat's version 4."""
    return nbformat.read(path, as_version=4)


def execute(path, change=None):
    """Runs all cells of a notebook in a new kernel, in the notebook's folder.

    Args:
      path: A `Path` to a notebook; the file stays as it is.
      change: Called with the notebook before it runs.

    Returns:
      The notebook with its new outputs.

    Raises:
      NotebookFailure: if a cell raises (one tagged `raises-exception` may) or if anything that
        looks like an error went to stderr.
    """
    notebook = read(path)
    if change:
        change(notebook)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=CELL_TIMEOUT_SECONDS,
        coalesce_streams=True,
        # A kernel warns that local sockets are not encrypted.
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise NotebookFailure(f"{path.name}: {error}") from None
    for cell, text in stderr_of(notebook):
        if FAILURE_ON_STDERR.search(text):
            raise NotebookFailure(
                f"{path.name}: an error on stderr\n{cell.source}\n{'-' * 20}\n{text}"
            )
    return notebook


def stderr_of(notebook):
    """Yields each code cell that wrote to stderr, with the text."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                yield cell, output.text


def code_cells(notebook):
    """Returns the cells that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tidy(notebook):
    """Reduces a notebook that just ran to what is the same after every run; cell ids stay."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        for name in set(cell.metadata) - KEPT_CELL_METADATA:
            del cell.metadata[name]
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                # The frames above it name files of this machine and lines of this version.
                output.traceback = [f"{output.ename}: {output.evalue}"]


def problems(notebook):
    """Returns one sentence for each thing that a committed notebook must not have.

    Args:
      notebook: A notebook as `read` returns it.

    Returns:
      A list of sentences, empty for a clean notebook.
    """
    found = []
    if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
        found.append("the format is older than 4.5, which has no cell ids")
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        found.append("metadata.kernelspec does not name python3")
    if "widgets" in notebook.metadata:
        found.append("metadata.widgets is stored: it breaks viewers and hides the outputs")
    ids = [cell.get("id") for cell in notebook.cells]
    if None in ids or len(set(ids)) < len(ids):
        found.append("cell ids are missing or not unique")
    counts = [cell.execution_count for cell in code_cells(notebook) if cell.source.strip()]
    if counts != list(range(1, len(counts) + 1)):
        found.append("not run from top to bottom in one go (make notebooks does)")
    for cell in notebook.cells:
        found += [f"cell {cell.get('id')}: {text}" for text in cell_problems(cell)]
    return found


def cell_problems(cell):
    """Yields what is wrong with one cell."""
    if not cell.source.strip():
        yield "it is empty"
    extra = set(cell.metadata) - KEPT_CELL_METADATA
    if extra:
        yield f"metadata that changes from run to run: {', '.join(sorted(extra))}"
    may_raise = "raises-exception" in cell.metadata.get("tags", [])
    for output in cell.get("outputs", []):
        if output.output_type == "error" and not may_raise:
            yield f"a stored {output.ename}, without the tag raises-exception"
        for path in sorted({path for text in texts(output) for path in MACHINE_PATH.findall(text)}):
            yield f"an output with a path of one machine: {path}"
        data = output.get("data", {})
        drawn = "image/svg+xml" in data or DRAWING.search(data.get("text/html", ""))
        if drawn and "image/png" not in data:
            yield "an SVG without a PNG beside it: some viewers drop SVG"


def texts(output):
    """Yields what a reader can read in an output: printed text, tracebacks, text and HTML."""
    yield output.get("text", "")
    yield from output.get("traceback", [])
    yield from (text for kind, text in output.get("data", {}).items() if kind.startswith("text/"))


def run_all(paths):
    """Executes notebooks and stores their outputs; returns the failures."""
    failures = []
    for path in paths:
        print(path.relative_to(ROOT), flush=True)
        try:
            notebook = execute(path)
        except NotebookFailure as failure:
            failures.append(str(failure))
        else:
            tidy(notebook)
            nbformat.write(notebook, path)
    return failures


def check_all(paths):
    """Returns every problem of the notebooks' committed form."""
    return [f"{path.relative_to(ROOT)}: {text}" for path in paths for text in problems(read(path))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=("run", "check"))
    parser.add_argument("notebooks", nargs="*", type=lambda name: Path(name).resolve())
    arguments = parser.parse_args()
    act = run_all if arguments.command == "run" else check_all
    return "\n".join(act(arguments.notebooks or find())) or 0


if __name__ == "__main__":
    sys.exit(main())
