"""Every recorded program, run on tfcourse, gives TensorFlow's answers.

PARITY_LIBRARY names another module to run them on; with `tensorflow` there must be no difference.
"""

import ast
import importlib
import itertools
import os

import pytest

import cells
from compare import difference
from differences import TABLE, read_differences, render_table
from execute import run_cell
from record import read_answers

LIBRARY = os.environ.get("PARITY_LIBRARY", "tfcourse")
KNOWN = read_differences()
CELLS = [cell for family in cells.families() for cell in cells.read_cells(family)]


@pytest.fixture(scope="session")
def library():
    return importlib.import_module(LIBRARY)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.family}: {cell.title}")
def test_program_answers_as_tensorflow_does(cell, library):
    recorded = read_answers(cell.family).get(cell.title, {"source": None})
    if recorded["source"] != cell.digest:
        pytest.fail(
            f"the answers to {cell.family}: {cell.title} are older than the program; where "
            f"TensorFlow 2.21 is installed, run: python tests/parity/record.py {cell.family}",
            pytrace=False,
        )
    found = statement_differences(cell, recorded["answers"], run_cell(cell, library))
    unknown = []
    unused = {entry for entry in KNOWN if (entry.program, entry.cell) == (cell.family, cell.title)}
    for source, text in found:
        entries = [entry for entry in KNOWN if entry.covers(cell.family, cell.title, source)]
        unused.difference_update(entries)
        if not entries:
            unknown.append(f">>> {source}\n  {text}")
    if LIBRARY == "tfcourse" and unused:
        unknown.append(f"no longer different, remove from differences.toml: {unused}")
    if unknown:
        pytest.fail(f"{cell.family}: {cell.title}\n" + "\n".join(unknown), pytrace=False)


def statement_differences(cell, expected, received):
    """Pairs of a statement's source and a text that says how its answers differ."""
    by_line = [
        {line: [answer for _, answer in group] for line, group in itertools.groupby(answers, _line)}
        for answers in (expected, received)
    ]
    found = []
    for statement in cell.statements():
        one, other = (answers.get(statement.lineno, []) for answers in by_line)
        texts = [
            difference(first, second, cell.relative_tolerance)
            for first, second in zip(one, other, strict=False)
        ]
        texts = [text for text in texts if text]
        if len(one) != len(other):
            texts.append(f"expected {len(one)} answers: {one}\n  received {len(other)}: {other}")
        if texts:
            source = ast.get_source_segment(cell.source, statement)
            found.append((source, "\n  ".join(text[:2000] for text in texts)))
    return found


def _line(answer):
    return answer[0]


def test_known_differences_name_cells_that_exist():
    existing = {(cell.family, cell.title) for cell in CELLS}
    assert [entry for entry in KNOWN if (entry.program, entry.cell) not in existing] == []


def test_no_answers_are_kept_for_cells_that_are_gone():
    existing = {(cell.family, cell.title) for cell in CELLS}
    recorded = {
        (path.stem, title)
        for path in cells.ANSWERS.glob("*.json")
        for title in read_answers(path.stem)
    }
    assert recorded - existing == set()


def test_table_in_the_documentation_lists_the_known_differences():
    assert TABLE.read_text(encoding="utf-8") == render_table(KNOWN), (
        "run python tests/parity/differences.py"
    )
