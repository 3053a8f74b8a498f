"""The list of known differences, and the table of them in the documentation.

Usage: python tests/parity/differences.py   (writes docs/differences.md)
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from compare import Mismatch

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent.parent / "docs" / "differences.md"

_INTRODUCTION = """\
# Where tfcourse differs from TensorFlow 2.21

Everything that the recorded programs of `tests/parity` found and that is meant to stay. This page
is written by `python tests/parity/differences.py` from `tests/parity/differences.toml`; a test
fails when an entry no longer differs.

"""


# A loop's statement can differ in hundreds of answers.
_MOST_SHOWN = 8


@dataclass(frozen=True)
class Difference:
    """One entry: these answers of the statements of one cell that `statement` matches differ."""

    program: str
    cell: str
    reason: str
    statement: str = ""
    answers: tuple[int, ...] = ()

    def is_about(self, cell) -> bool:
        """Whether the entry is about statements of this cell."""
        return (cell.family, cell.title) == (self.program, self.cell)

    def matches(self, mismatch: Mismatch) -> bool:
        """Whether an answer of the cell is one that may differ."""
        return bool(re.search(self.statement, mismatch.statement)) and (
            not self.answers or mismatch.index in self.answers
        )


def read_differences() -> list[Difference]:
    """The entries of differences.toml."""
    table = tomllib.loads((HERE / "differences.toml").read_text(encoding="utf-8"))
    return [
        Difference(**{**entry, "answers": tuple(entry.get("answers", ()))})
        for entry in table.get("difference", [])
    ]


KNOWN = read_differences()


def unexpected(cell, found: list[Mismatch], with_known: bool = True) -> list[str]:
    """What is wrong with a cell's answers.

    Args:
        cell: The program.
        found: The answers that differ.
        with_known: Whether known differences are allowed, and then required.

    Returns:
        A text for each statement with a difference that is not known, and for each known
        difference that is gone.
    """
    known = [entry for entry in KNOWN if entry.is_about(cell)] if with_known else []
    problems: dict[str, list[str]] = {}
    for mismatch in found:
        if not any(entry.matches(mismatch) for entry in known):
            problems.setdefault(mismatch.statement, []).append(mismatch.text)
    texts = []
    for statement, differing in problems.items():
        texts.append("\n  ".join([f">>> {statement}", *differing[:_MOST_SHOWN]]))
        if len(differing) > _MOST_SHOWN:
            texts.append(f"  ... and {len(differing) - _MOST_SHOWN} answers more")
    gone = [entry for entry in known if not any(map(entry.matches, found))]
    return texts + [f"no longer different, remove from differences.toml: {entry}" for entry in gone]


def render_table(entries: list[Difference]) -> str:
    """The documentation page: one row per reason, with the programs that show it."""
    if not entries:
        return _INTRODUCTION + "None is known.\n"
    places: dict[str, list[str]] = {}
    for entry in entries:
        places.setdefault(entry.reason, []).append(f"`{entry.program}`: {entry.cell}")
    rows = ["| difference and reason | seen in |", "| --- | --- |"]
    rows += [
        f"| {_cell(reason)} | {_cell('; '.join(dict.fromkeys(where)))} |"
        for reason, where in places.items()
    ]
    return _INTRODUCTION + "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


if __name__ == "__main__":
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(render_table(KNOWN), encoding="utf-8")
