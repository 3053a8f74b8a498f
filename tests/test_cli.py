"""`python -m tfcourse run`: scripts and notebooks for TensorFlow, unchanged."""

import json
import subprocess
import sys

SCRIPT = """
import sys
import tensorflow as tf
from tensorflow import math
if __name__ == "__main__":
    print(sys.argv[1:], math.add(1, 2).numpy(), tf.__version__)
"""


def tfcourse(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tfcourse", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_script(tmp_path):
    file = tmp_path / "script.py"
    file.write_text(SCRIPT)
    done = tfcourse("run", file, "one", "--two")
    assert done.stdout == "['one', '--two'] 3 2.21.0\n", done.stderr


def notebook(tmp_path, *sources):
    cells = [{"cell_type": "code", "metadata": {}, "source": [source]} for source in sources]
    file = tmp_path / "lecture.ipynb"
    file.write_text(json.dumps({"cells": cells}))
    return file


def test_a_notebook(tmp_path):
    file = notebook(tmp_path, "import tensorflow as tf", "%time x = 1", "tf.constant(x) + 1")
    done = tfcourse("run", file)
    assert done.returncode == 0, done.stderr
    assert "<tf.Tensor: shape=(), dtype=int32, numpy=2>" in done.stdout


def test_a_notebook_stops_at_the_first_failing_cell(tmp_path):
    done = tfcourse("run", notebook(tmp_path, "1 / 0", "print('reached')"))
    assert done.returncode == 1
    assert "reached" not in done.stdout


def test_a_file_that_cannot_be_run(tmp_path):
    done = tfcourse("run", tmp_path / "nothing.py")
    assert done.returncode == 2 and "there is no file" in done.stderr
