"""The list of known differences, of tiers' roundings, and the tables of them in the documentation.

Usage: python tests/parity/differences.py   (writes docs/differences.md)
"""

import os
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from cells import Tolerance
from compare import Mismatch

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent.parent / "docs" / "differences.md"

_INTRODUCTION = """\
# Where tfcourse differs from TensorFlow 2.21

Everything that the recorded programs of `tests/parity` found and that is meant to stay. This page
is written by `python tests/parity/differences.py` from `tests/parity/differences.toml`; a test
fails when an entry no longer differs.

"""
_ROUNDINGS = """
## Roundings of one tier

Where TFCOURSE_TIER forces a tier, these programs are compared less closely: they magnify the last
digit, and that depends on the order in which values are added. Everything else is compared as ever.

| TFCOURSE_TIER | floats may differ by | reason | seen in |
| --- | --- | --- | --- |
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


@dataclass(frozen=True)
class Rounding:
    """One entry: floats of one cell are compared less closely where a tier is forced."""

    program: str
    cell: str
    tier: str
    reason: str
    relative: float

    def is_about(self, cell, tier: str) -> bool:
        """Whether the entry is about this cell where `tier` is forced."""
        return (cell.family, cell.title, tier) == (self.program, self.cell, self.tier)


def read_differences() -> tuple[list[Difference], list[Rounding]]:
    """The entries of differences.toml."""
    table = tomllib.loads((HERE / "differences.toml").read_text(encoding="utf-8"))
    differences = [
        Difference(**{**entry, "answers": tuple(entry.get("answers", ()))})
        for entry in table.get("difference", [])
    ]
    return differences, [Rounding(**entry) for entry in table.get("rounding", [])]


KNOWN, ROUNDINGS = read_differences()


def in_tier(cell, tier: str = os.environ.get("TFCOURSE_TIER", "auto")):
    """The cell as it is compared where `tier` runs it: with its tolerance there, if it has one."""
    for rounding in ROUNDINGS:
        if rounding.is_about(cell, tier):
            tolerance = Tolerance(rounding.relative, cell.tolerance.absolute)
            cell = replace(cell, tolerance=tolerance)
    return cell


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


def render_tables(differences: list[Difference], roundings: list[Rounding]) -> str:
    """The documentation page: one row per reason, with the programs that show it."""
    page = _INTRODUCTION
    if differences:
        page += "| difference and reason | seen in |\n| --- | --- |\n"
    else:
        page += "None is known.\n"
    page += _rows(differences, lambda entry: (entry.reason,))
    if roundings:
        page += _ROUNDINGS
    return page + _rows(
        roundings, lambda entry: (f"`{entry.tier}`", f"{entry.relative:g} of them", entry.reason)
    )


def _rows(entries, columns) -> str:
    """Rows of the columns of entries; those of the same columns share one row."""
    places: dict[tuple, list[str]] = {}
    for entry in entries:
        places.setdefault(columns(entry), []).append(f"`{entry.program}`: {entry.cell}")
    return "".join(
        f"| {' | '.join(map(_cell, [*texts, '; '.join(dict.fromkeys(where))]))} |\n"
        for texts, where in places.items()
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


if __name__ == "__main__":
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(render_tables(KNOWN, ROUNDINGS), encoding="utf-8")
