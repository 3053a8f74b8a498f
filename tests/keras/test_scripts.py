"""Training scripts as a student writes them give TensorFlow's numbers from TensorFlow's seeds."""

import pathlib
import re
import subprocess
import sys

import pytest

SCRIPTS = pathlib.Path(__file__).parent / "scripts"
NUMBER = re.compile(r"-?\d+\.\d+|-?\d+")
RUN = "import runpy, sys, tfcourse; tfcourse.install_as_tensorflow(); runpy.run_path(sys.argv[1])"


def answers_of(text):
    """Returns the words around the numbers of a text, and the numbers."""
    return NUMBER.split(text), [float(number) for number in NUMBER.findall(text)]


@pytest.mark.parametrize("name", ["adversarial", "classification", "own_training_step"])
def test_a_script_runs_unchanged(name):
    command = [sys.executable, "-W", "error", "-c", RUN, str(SCRIPTS / f"{name}.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    words, numbers = answers_of(done.stdout)
    expected_words, expected = answers_of((SCRIPTS / "answers" / f"{name}.txt").read_text())
    assert words == expected_words
    assert numbers == pytest.approx(expected, rel=5e-5, abs=1e-5)
