"""Every recorded program, run on tfcourse, gives TensorFlow's answers.

PARITY_LIBRARY names another module to run them on; with `tensorflow` there must be no difference.
"""

import importlib
import os

import pytest

import cells
from compare import mismatches
from differences import KNOWN, ROUNDINGS, TABLE, in_tier, render_tables, unexpected
from execute import run_cell
from record import answers_path, read_answers

LIBRARY = os.environ.get("PARITY_LIBRARY", "tfcourse")
CELLS = [cell for family in cells.families() for cell in cells.read_cells(family)]


@pytest.fixture(scope="session")
def library():
    return importlib.import_module(LIBRARY)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.family}: {cell.title}")
def test_program_answers_as_tensorflow_does(cell, library):
    recorded = read_answers(answers_path(cell.family)).get(cell.title, {"source": None})
    if recorded["source"] != cell.digest:
        pytest.fail(
            f"the answers to {cell.family}: {cell.title} are older than the program; where "
            f"TensorFlow 2.21 is installed, run: python tests/parity/record.py {cell.family}",
            pytrace=False,
        )
    found = mismatches(in_tier(cell), recorded["answers"], run_cell(cell, library))
    problems = unexpected(cell, found, with_known=LIBRARY == "tfcourse")
    if problems:
        pytest.fail(f"{cell.family}: {cell.title}\n" + "\n".join(problems), pytrace=False)


def test_known_differences_name_cells_that_exist():
    existing = {(cell.family, cell.title) for cell in CELLS}
    for path in cells.TRANSCRIPTS.glob("*.json"):
        existing.update((f"lecture_{path.stem}", title) for title in read_answers(path))
    entries = [*KNOWN, *ROUNDINGS]
    assert [entry for entry in entries if (entry.program, entry.cell) not in existing] == []


def test_no_answers_are_kept_for_cells_that_are_gone():
    existing = {(cell.family, cell.title) for cell in CELLS}
    recorded = {
        (path.stem, title) for path in cells.ANSWERS.glob("*.json") for title in read_answers(path)
    }
    assert recorded - existing == set()


def test_table_in_the_documentation_lists_the_known_differences():
    assert TABLE.read_text(encoding="utf-8") == render_tables(KNOWN, ROUNDINGS), (
        "run python tests/parity/differences.py"
    )
