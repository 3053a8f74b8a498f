"""Writes what the scripts beside this file print, by a Python that has TensorFlow 2.21.

    TF_CPP_MIN_LOG_LEVEL=3 python tests/keras/scripts/record.py

`tests/keras/test_scripts.py` runs the same files on tfcourse and compares.
"""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def main():
    """Runs each script in a process of its own and writes its output to `answers`."""
    (HERE / "answers").mkdir(exist_ok=True)
    for script in sorted(HERE.glob("*.py")):
        if script != pathlib.Path(__file__):
            command = [sys.executable, str(script)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            (HERE / "answers" / f"{script.stem}.txt").write_text(done.stdout)


if __name__ == "__main__":
    main()
