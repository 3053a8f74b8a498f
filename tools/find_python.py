"""Prints the path of a Python of the given version, if this machine has one.

    python3 tools/find_python.py 3.13

looks on the PATH and where pyenv and uv keep their interpreters. Exits with 1 and a message
when there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROBE = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"


def candidates(version):
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield Path(on_path)
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT", home / ".pyenv"))
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python"))
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    yield from sorted(data.glob(f"uv/python/cpython-{version}.*/bin/python"))


def is_version(python, version):
    # A pyenv shim exists for every version, but fails for those that are not chosen.
    try:
        answer = subprocess.run([str(python), "-c", PROBE], capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.strip() == version


def main(version):
    for python in candidates(version):
        if is_version(python, version):
            print(python)
            return 0
    return f"no Python {version} with venv on this machine"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
