"""Imports run downwards only: a room of the package uses the rooms listed before it, no others."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "tfcourse"
# The order in which a value passes through. The package itself stands where its public
# namespace is complete: a room after it may say `import tfcourse`.
ROOMS = [
    "core",
    "ops",
    "autodiff",
    "function",
    "train",
    "data",
    "saved_model",
    "distribute",
    "summary",
    "datasets",
    "keras",
    "compat",
    "namespaces",
    PACKAGE,
    "testing",
    "viz",
    "widgets",
    "live",
    "magics",
    "course",
    "cli",
    "__main__",
]
FILES = sorted((ROOT / PACKAGE).rglob("*.py"))
FORBIDDEN = ("jax._src", "tensorflow")


def imported_modules(tree, package):
    """Yields the dotted names that a module imports, anywhere in it, with their lines.

    `from a import b` yields `a.b`, which is right when `b` is a module and harmless otherwise.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            outer = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join(outer if node.level else []) + (
                "." if node.level and node.module else ""
            )
            for alias in node.names:
                yield f"{base}{node.module or ''}.{alias.name}", node.lineno


def room_of(module):
    """The room that a dotted name below the package belongs to; None outside of the package."""
    first, _, rest = module.partition(".")
    if first != PACKAGE:
        return None
    room = rest.partition(".")[0]
    return room if room in ROOMS else PACKAGE


def complaints(source, module, is_package):
    """Returns one sentence for each import of a module that does not run downwards."""
    room = room_of(module)
    package = module if is_package else module.rpartition(".")[0]
    found = []
    for name, line in imported_modules(ast.parse(source), package):
        if any(name == other or name.startswith(other + ".") for other in FORBIDDEN):
            found.append(f"line {line}: {name} is not to be relied on")
        used = room_of(name)
        if used and module != PACKAGE and ROOMS.index(used) > ROOMS.index(room):
            found.append(f"line {line}: {room} imports {name}, of a later room")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_run_downwards_only(file):
    parts = list(file.relative_to(ROOT).with_suffix("").parts)
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)
    assert complaints(file.read_text(encoding="utf-8"), module, is_package) == []


def test_every_room_has_its_place_in_the_order():
    there = {path.stem for path in (ROOT / PACKAGE).iterdir() if path.suffix == ".py"}
    there |= {path.parent.name for path in (ROOT / PACKAGE).glob("*/__init__.py")}
    assert there - set(ROOMS) == {"__init__"}


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from tfcourse.ops import math", "tfcourse.core.tensor"),
        ("from tfcourse import ops", "tfcourse.core.tensor"),
        ("from ..ops import math", "tfcourse.core.tensor"),
        ("from .. import ops", "tfcourse.core.tensor"),
        ("import tfcourse as tf", "tfcourse.core.tensor"),
        ("from tfcourse import constant", "tfcourse.ops.math"),
        ("def late():\n    import tfcourse.keras", "tfcourse.train.checkpoint"),
        ("from jax._src import core", "tfcourse.core.tensor"),
    ],
)
def test_an_upward_import_is_noticed(source, module):
    assert len(complaints(source, module, is_package=False)) == 1


@pytest.mark.parametrize(
    ("source", "module"),
    [
        ("from tfcourse.core import tensor", "tfcourse.ops.math"),
        ("from . import dtypes", "tfcourse.core.tensor"),
        ("from ..core.tensor import Tensor", "tfcourse.ops.math"),
        ("import tfcourse as tf", "tfcourse.viz.graph"),
        ("import jax.numpy as jnp", "tfcourse.ops.math"),
    ],
)
def test_a_downward_import_is_not(source, module):
    assert complaints(source, module, is_package=False) == []
