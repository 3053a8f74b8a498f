"""Read program files: small cells, each a program of its own, separated by `# %% title` lines."""

import ast
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE / "programs"
ANSWERS = HERE / "answers"
TRANSCRIPTS = ANSWERS / "lectures"

_HEADER = re.compile(r"# %% (?P<title>.*?)(?:  \[(?P<options>[^\]]*)\])?$")


@dataclass(frozen=True)
class Tolerance:
    """How far floating point values may be apart.

    Args:
        relative: Relative to the expected value; None stands for the dtype's own.
        absolute: In addition, for values that are what is left of larger ones.
    """

    relative: float | None = None
    absolute: float = 0.0


@dataclass(frozen=True)
class Cell:
    """One program.

    Args:
        family: Name of the file it stands in, without the suffix.
        title: Text after `# %%`; unique in its file.
        source: The code below the title.
        tolerance: For floating point values.
        captures_stderr: Whether the text written to standard error is an answer too.
    """

    family: str
    title: str
    source: str
    tolerance: Tolerance = Tolerance()
    captures_stderr: bool = False

    @property
    def digest(self) -> str:
        """A hash of the source, stored with the answers so that stale ones are noticed."""
        return hashlib.sha256(self.source.encode()).hexdigest()[:12]

    @property
    def filename(self) -> str:
        """The name its code is compiled under, which tracebacks show."""
        return f"<{self.family}: {self.title}>"

    def statements(self) -> list[ast.stmt]:
        """Its top-level statements, with line numbers counted from the title's next line."""
        return ast.parse(self.source, self.filename).body


def families() -> list[str]:
    """The names of all program files."""
    return sorted(path.stem for path in PROGRAMS.glob("*.py"))


def read_cells(family: str) -> list[Cell]:
    """The cells of one program file.

    Raises:
        ValueError: Two cells share a title, or an option is not known.
    """
    return parse_cells(family, (PROGRAMS / f"{family}.py").read_text(encoding="utf-8"))


def parse_cells(family: str, text: str) -> list[Cell]:
    """The cells in a program's text. What stands before the first title is commentary."""
    cells: list[Cell] = []
    header, lines = None, []
    for line in [*text.splitlines(), None]:
        found = None if line is None else _HEADER.match(line)
        if line is not None and not found:
            lines.append(line)
            continue
        if header is not None:
            cells.append(_cell(family, header["title"], header["options"], "\n".join(lines)))
        header, lines = found, []
    titles = [cell.title for cell in cells]
    for title in titles:
        if titles.count(title) > 1:
            raise ValueError(f"programs/{family}.py has two cells titled {title!r}")
    return cells


def _cell(family: str, title: str, options: str | None, source: str) -> Cell:
    relative, absolute, captures_stderr = None, 0.0, False
    for option in (options or "").replace(" ", "").split(","):
        if option.startswith("rtol="):
            relative = float(option.removeprefix("rtol="))
        elif option.startswith("atol="):
            absolute = float(option.removeprefix("atol="))
        elif option == "stderr":
            captures_stderr = True
        elif option:
            raise ValueError(
                f"programs/{family}.py, cell {title!r}: expected option rtol=..., atol=... or "
                f"stderr, received {option!r}"
            )
    source = source.rstrip() + "\n"
    return Cell(family, title, source, Tolerance(relative, absolute), captures_stderr)
