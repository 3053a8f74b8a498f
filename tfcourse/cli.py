"""`tfcourse run FILE`: runs a script or notebook written for TensorFlow."""

import argparse
import json
import runpy
import sys
from pathlib import Path

from tfcourse.compat.alias import install_as_tensorflow


def _run_script(path: Path, arguments: list[str]) -> int:
    sys.argv = [str(path), *arguments]
    sys.path.insert(0, str(path.resolve().parent))
    runpy.run_path(str(path), run_name="__main__")
    return 0


def _run_notebook(path: Path) -> int:
    """Runs the code cells in order and shows what they print; stops at the first that fails."""
    try:
        from IPython.core.interactiveshell import InteractiveShell
    except ImportError:
        print("Notebooks need IPython: pip install 'tfcourse[notebook]'", file=sys.stderr)
        return 2
    cells = json.loads(path.read_text("utf-8"))["cells"]
    shell = InteractiveShell.instance()
    for cell in cells:
        if cell["cell_type"] == "code" and "skip-execution" not in cell["metadata"].get("tags", []):
            result = shell.run_cell("".join(cell["source"]), store_history=True)
            expected = "raises-exception" in cell["metadata"].get("tags", [])
            if not result.success and not expected:
                return 1
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line.

    Args:
      arguments: The words after `tfcourse`; those of the process by default.

    Returns:
      The exit status.
    """
    parser = argparse.ArgumentParser(prog="tfcourse", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run FILE.py or FILE.ipynb with `tensorflow` as tfcourse")
    run.add_argument("file", type=Path)
    run.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        parser.error(f"there is no file {options.file}")
    if options.file.suffix not in (".py", ".ipynb"):
        parser.error(f"{options.file.name} is neither a .py nor an .ipynb file")
    install_as_tensorflow()
    if options.file.suffix == ".ipynb":
        return _run_notebook(options.file)
    return _run_script(options.file, options.arguments)
