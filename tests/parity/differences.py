"""The list of known differences, and the table of them in the documentation.

Usage: python tests/parity/differences.py   (writes docs/differences.md)
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent.parent / "docs" / "differences.md"

_INTRODUCTION = """\
# Where tfcourse differs from TensorFlow 2.21

Everything that the recorded programs of `tests/parity` found and that is meant to stay. This page
is written by `python tests/parity/differences.py` from `tests/parity/differences.toml`; a test
fails when an entry no longer differs.

"""


@dataclass(frozen=True)
class Difference:
    """One entry: the statements of one cell that `statement` matches differ, for `reason`."""

    program: str
    cell: str
    reason: str
    statement: str = ""

    def covers(self, family: str, title: str, source: str) -> bool:
        """Whether a statement of a cell is one that may differ."""
        return (family, title) == (self.program, self.cell) and bool(
            re.search(self.statement, source)
        )


def read_differences() -> list[Difference]:
    """The entries of differences.toml."""
    table = tomllib.loads((HERE / "differences.toml").read_text(encoding="utf-8"))
    return [Difference(**entry) for entry in table.get("difference", [])]


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
    TABLE.write_text(render_table(read_differences()), encoding="utf-8")
