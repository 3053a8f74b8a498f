"""Makes a virtual environment that runs this project from its source tree.

    python3 tools/environment.py FOLDER EXTRA

creates FOLDER unless it is there and works, and installs the project into it with the
dependencies of EXTRA (see pyproject.toml). The Makefile calls it; it needs nothing but Python.
"""

import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def main(folder, extra):
    if sys.version_info < OLDEST:
        return (
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, not {sys.version.split()[0]}; "
            "name a newer one, for example: make PYTHON=python3.12 ..."
        )
    python = Path(folder, "bin", "python")
    print(f"Setting up {folder} for '{extra}': about a minute the first time.", flush=True)
    if not works(python):
        command = [sys.executable, "-m", "venv", "--clear", folder]
        if subprocess.call(command) != 0:
            return "Python's venv module is missing or broken (Debian: install python3-venv)."
    project = Path(__file__).resolve().parents[1]
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    return subprocess.call([*pip, "install", "--editable", f"{project}[{extra}]"])


def works(python):
    try:
        return subprocess.call([str(python), "-m", "pip", "--version"], **SILENT) == 0
    except OSError:
        return False


SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
