"""The user's code that made a graph, as HTML: lines that can be chosen, and those that are."""

import ast
import html
import linecache
import os

from tfcourse.core.stack import shown_file
from tfcourse.viz.graph_model import GraphModel

LINE = "line:"
# Of a function longer than that, only what is around the lines that made nodes is shown.
_LONGEST = 60
_MOST = 200
_AROUND = 2


def key_of_line(model: GraphModel, place: tuple[str, int]) -> str:
    """Returns the key of a line of the user's code in pictures of a graph."""
    file, number = place
    return f"{LINE}{_files(model).index(file)}:{number}"


def place_of_line(model: GraphModel, key: str) -> tuple[str, int] | None:
    """Returns (file, line) for a key, None for any other key."""
    index, _, number = key.removeprefix(LINE).partition(":")
    files = _files(model)
    if not key.startswith(LINE) or not (index.isdecimal() and number.isdecimal()):
        return None
    return (files[int(index)], int(number)) if int(index) < len(files) else None


def _files(model):
    return list(dict.fromkeys(file for file, _ in model.made_at))


def source_listing(model: GraphModel, chosen: set[tuple[str, int]]) -> str:
    """Returns the functions that made a graph's nodes; all text of users is escaped.

    Args:
      model: The graph.
      chosen: The lines to point out, as (file, line).
    """
    parts, left = [], _MOST
    for index, file in enumerate(_files(model)):
        made = {line for other, line in model.made_at if other == file}
        numbers = _lines_to_show(file, made)
        if not numbers:
            continue
        shown, left = numbers[:left], left - len(numbers[:left])
        marked = {line for other, line in chosen if other == file}
        rows, last = [], None
        for number in shown:
            if last is not None and number > last + 1:
                rows.append('<span aria-hidden="true">     ⋮</span>')
            rows.append(_row(file, index, number, number in made, number in marked))
            last = number
        if len(numbers) > len(shown):
            rows.append(f"     … {len(numbers) - len(shown)} more lines")
        name = html.escape(_name(file))
        parts.append(
            f'<figure style="margin:0 0 8px"><figcaption>{name}</figcaption>'
            '<pre style="margin:0;max-height:60vh;overflow:auto;line-height:1.45" '
            f'tabindex="0" aria-label="code in {name}">{chr(10).join(rows)}</pre></figure>'
        )
        if not left:
            break
    return "".join(parts)


def _name(file):
    shown = shown_file(file)
    return os.path.basename(file) if shown.startswith("File ") else shown


def _row(file, index, number, is_made, is_marked):
    text = linecache.getline(file, number).rstrip()
    arrow = "→" if is_marked else " "
    shown = html.escape(f"{arrow} {number:>3}  {text}")
    if not is_made:
        return shown
    style = "background:#56b4e955;font-weight:bold" if is_marked else "background:#99999922"
    current = ' aria-current="true"' if is_marked else ""
    label = html.escape(f"line {number}: {text.strip()}")
    return (
        f'<span data-key="{LINE}{index}:{number}" data-label="{label}"{current} '
        f'style="{style}">{shown}</span>'
    )


def _lines_to_show(file, made):
    """Returns the numbers of the lines to show of a file, in order."""
    count = len(linecache.getlines(file))
    shown = set()
    for first, last in _blocks(file, made):
        inside = [line for line in made if first <= line <= last]
        if last - first >= _LONGEST:
            near = {line + by for line in inside for by in range(-_AROUND, _AROUND + 1)}
            shown |= {first} | {line for line in near if first <= line <= last}
        else:
            shown |= set(range(first, last + 1))
    return sorted(line for line in shown if 1 <= line <= count)


def _blocks(file, made):
    """Returns (first, last) line of each function that made nodes; of other code, of its lines."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        functions = []
    else:
        functions = [
            (min([node.lineno, *(item.lineno for item in node.decorator_list)]), node.end_lineno)
            for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
    blocks = set()
    for line in made:
        around = [block for block in functions if block[0] <= line <= block[1]]
        blocks.add(min(around, key=lambda block: block[1] - block[0], default=(line, line)))
    return sorted(blocks)
