"""Reports the lines of Python per folder, and fails when a module outgrows the project's limits.

The limits stand in pyproject.toml under `[tool.tfcourse.lines]`: no file above `limit` lines
unless a pattern in `tables` names it, and a median of `tfcourse/` below `median` lines of code.
Docstrings, comments and blank lines are no code: a public operation must have twenty lines of
documentation, and often has three of kernel.
"""

import ast
import statistics
import sys
import tomllib
from collections import defaultdict
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("tfcourse", "tests", "benchmarks", "tools")


def count_lines():
    """Returns the number of lines of every Python file, by its path in the project."""
    files = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
    return {
        file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in files
    }


def count_code(text):
    """Returns the number of lines of a source that hold code."""
    documentation = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                documentation.update(range(first.lineno, first.end_lineno + 1))
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in documentation
        for number, line in enumerate(text.splitlines(), 1)
    )


def report(lines_of):
    """Returns one row per folder, two levels deep: files, lines, median, largest file."""
    folders = defaultdict(dict)
    for path, lines in lines_of.items():
        parts = path.split("/")
        folders["/".join(parts[: min(2, len(parts) - 1)])][path] = lines
    rows = [f"{'folder':24}{'files':>7}{'lines':>8}{'median':>8}  largest"]
    for folder, files in folders.items():
        largest = max(files, key=files.get)
        median = round(statistics.median(files.values()))
        total = sum(files.values())
        name = largest.removeprefix(folder + "/")
        rows.append(f"{folder:24}{len(files):7}{total:8}{median:8}  {name} {files[largest]}")
    return "\n".join(rows)


def complaints(lines_of, code_of, limit, median, tables):
    """Returns one sentence per broken limit."""
    found = [
        f"{path} has {lines} lines: above {limit} a file wants to be two, unless it is a table "
        f"(then list it under tool.tfcourse.lines.tables in pyproject.toml)"
        for path, lines in lines_of.items()
        if lines > limit and not any(fnmatch(path, table) for table in tables)
    ]
    found += [
        f"{table} is listed as a table, and there is no such file"
        for table in tables
        if not any(fnmatch(path, table) for path in lines_of)
    ]
    middle = statistics.median(code_of.values())
    if middle >= median:
        found.append(
            f"the median module of tfcourse has {middle:g} lines of code, not under {median}"
        )
    return found


def main():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    limits = settings["tool"]["tfcourse"]["lines"]
    lines_of = count_lines()
    code_of = {
        path: count_code((ROOT / path).read_text(encoding="utf-8"))
        for path in lines_of
        if path.startswith("tfcourse/")
    }
    print(report(lines_of))
    print(
        f"the median module of tfcourse has {statistics.median(code_of.values()):g} lines of code"
    )
    found = complaints(lines_of, code_of, limits["limit"], limits["median"], limits["tables"])
    return "\n".join(found) or 0


if __name__ == "__main__":
    sys.exit(main())
