"""Find the code in the lectures that the project grew from, and run it.

The lectures are other people's texts: only their outputs are stored here, never their code. They
are read where they lie beside the repository, or in the directory that TFCOURSE_LECTURES names.

Usage: python tests/parity/transcripts.py LECTURE   (prints the answers as JSON)

PARITY_LIBRARY names the library that is imported as `tensorflow`.
"""

import ast
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from cells import Cell
from execute import Session

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "seeds"
DIRECTORY = Path(os.environ.get("TFCOURSE_LECTURES", _BESIDE))

# Statements that use these, or names made from them, are left out: Keras has parity tests of its
# own, and the others answer differently each time.
_LEFT_OUT = {"keras", "id", "datetime"}


def lecture_path(lecture: str) -> Path | None:
    """The file of a lecture, known by the number its name begins with; None when absent."""
    return next(iter(sorted(DIRECTORY.glob(f"{lecture}_*.txt"))), None)


def read_lecture(lecture: str) -> list[Cell]:
    """The code cells of a lecture, in order, without what is left out."""
    text = lecture_path(lecture).read_text(encoding="utf-8")
    found, left_out = [], set(_LEFT_OUT)
    for title, source in EXTRACTORS[lecture](text):
        kept = [
            ast.get_source_segment(source, statement)
            for statement in ast.parse(source).body
            if not _uses(statement, left_out)
        ]
        if kept:
            found.append(Cell(f"lecture_{lecture}", title, "\n".join(kept) + "\n"))
    return found


def run_lecture(lecture: str) -> dict:
    """Run a lecture's cells in one session: title -> {"source": digest, "answers": [...]}."""
    session = Session()
    return {
        cell.title: {"source": cell.digest, "answers": session.run(cell)}
        for cell in read_lecture(lecture)
    }


def _source(source: str, statement: ast.stmt) -> str:
    """The lines of a statement, its decorators included."""
    first = min(node.lineno for node in [statement, *getattr(statement, "decorator_list", [])])
    return "\n".join(source.splitlines()[first - 1 : statement.end_lineno])


def _uses(statement: ast.stmt, left_out: set[str]) -> bool:
    """Whether a statement uses a name that is left out; if so, what it binds is left out too."""
    used, bound = set(), set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            (bound if isinstance(node.ctx, ast.Store) else used).add(node.id)
        elif isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.alias):
            used.add(node.name)
            bound.add((node.asname or node.name).split(".")[0])
    if not used & left_out:
        return False
    left_out |= bound
    return True


def _parse(source: str) -> list[ast.stmt]:
    """The statements of a text; none when it is not Python, or nothing but comments."""
    try:
        return ast.parse(source).body
    except SyntaxError:
        return []


def _is_code(statement: ast.stmt, names: set[str] | None = None) -> bool:
    """Whether a statement does something: outputs such as `42` or `[None, None]` parse too.

    Args:
        statement: What a line or more of the text parse to.
        names: When given, a bare call is only taken for code when one of these is called.
    """
    if isinstance(statement, ast.AnnAssign):
        return False
    if not isinstance(statement, ast.Expr):
        return True
    call = statement.value
    if not isinstance(call, ast.Call) or ast.unparse(call.func) == "tf.Tensor":
        return False
    root = call.func
    while isinstance(root, ast.Attribute | ast.Call):
        root = root.value if isinstance(root, ast.Attribute) else root.func
    return isinstance(root, ast.Name) and (names is None or root.id in names)


def _bound(source: str) -> set[str]:
    nodes = ast.walk(ast.parse(source))
    return {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def notebook_cells(text: str) -> Iterator[tuple[str, str]]:
    """Cells of a notebook printed as text: `In [n]:`, the code, a blank line, the output.

    The code itself has blank lines: the first paragraph is code, and each one after it that begins
    by binding a name or calling one that was bound.
    """
    names: set[str] = set()
    pieces = re.split(r"^In \[(\d+)\]:\n", text, flags=re.MULTILINE)
    for number, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        source = ""
        for paragraph in re.split(r"\n\s*\n", piece):
            statements = _parse(paragraph)
            if not statements:
                break
            if source and not _is_code(statements[0], names):
                break
            source += paragraph.strip("\n") + "\n"
            names |= _bound(source)
        yield f"In [{number}]", source


def slide_cells(text: str) -> Iterator[tuple[str, str]]:
    """Cells of slides: fenced blocks in which prompts, code and output stand mixed.

    A statement begins at the margin, and its indented lines go with it. Those that do not parse,
    outputs and the gaps of exercises among them, are passed over.
    """
    blocks = re.findall(r"^```\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    for number, block in enumerate(blocks, 1):
        lines = re.sub(r"^>>> ?", "", block, flags=re.MULTILINE)
        source, decorator = "", ""
        for piece in re.split(r"\n(?=\S)", lines):
            if piece.startswith("@"):
                decorator = piece.rstrip() + "\n"
                continue
            statements = _parse(decorator + piece)
            if statements and all(map(_is_code, statements)):
                source += decorator + piece.rstrip() + "\n"
            decorator = ""
        if _parse(source):
            yield f"block {number}", source


def chapter_cells(text: str) -> Iterator[tuple[str, str]]:
    """Cells of a chapter that has lost its indentation: runs of lines that parse as code."""
    run: list[str] = []
    number = 0
    for line in [*text.splitlines(), ""]:
        code = list(_code_lines(line.strip()))
        run += code
        if run and not code and not line.startswith("#"):
            number += 1
            yield f"code {number}", "\n".join(_indented(run)) + "\n"
            run = []


def _code_lines(line: str) -> Iterator[str]:
    """The line, if it is code; two lines, if it is two statements that were joined."""
    header = _parse(f"{line} pass") if line.endswith(":") else []
    if header and not isinstance(header[0], ast.AnnAssign):
        yield line
        return
    for place in [len(line), *(found.start() for found in re.finditer(" ", line))]:
        parts = [part for part in (line[:place].strip(), line[place:].strip()) if part]
        parsed = [_parse(part) for part in parts]
        if all(len(body) == 1 and _is_code(body[0]) for body in parsed) and parsed:
            yield from parts
            return
        if place == len(line) and parsed and parsed[0]:
            return


def _indented(lines: list[str]) -> list[str]:
    """Put back the indentation of code whose lines all begin at the margin.

    A function ends with its `return`, a condition and a device's block after one statement, a
    tape's block before the first condition or use of the tape's results, a loop before the first
    line that shows something.
    """
    blocks: list[str] = []
    result = []
    for line in lines:
        previous = result[-1].strip() if result else ""
        while blocks and _ends(blocks[-1], line, previous):
            blocks.pop()
        result.append("    " * len(blocks) + line)
        if line.endswith(":"):
            blocks.append(line)
    return result


def _ends(block: str, line: str, previous: str) -> bool:
    if block.startswith("def "):
        return previous.startswith("return ")
    if block.startswith("for "):
        return line.startswith("pprint(")
    if "GradientTape" in block:
        return line.startswith("if ") or "tape.gradient(" in line or line.startswith("pprint(")
    return previous != block


EXTRACTORS: dict[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    "000": notebook_cells,
    "001": slide_cells,
    "003": chapter_cells,
}


def main(lecture: str) -> None:
    """Run one lecture on the library that PARITY_LIBRARY names, and print its answers."""
    if os.environ.get("PARITY_LIBRARY", "tfcourse") == "tfcourse":
        import tfcourse

        tfcourse.install_as_tensorflow()
    print(json.dumps(run_lecture(lecture)))


if __name__ == "__main__":
    main(sys.argv[1])
