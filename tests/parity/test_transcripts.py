"""The lectures that the project grew from print, through the alias, what TensorFlow prints.

They are read where they lie beside the repository; elsewhere these tests are skipped.
"""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import cells
import transcripts
from compare import mismatches
from differences import in_tier, unexpected
from record import read_answers

LIBRARY = os.environ.get("PARITY_LIBRARY", "tfcourse")
RECORDED = [
    pytest.param(path.stem, title, id=f"{path.stem}: {title}")
    for path in sorted(cells.TRANSCRIPTS.glob("*.json"))
    for title in read_answers(path)
]


@functools.cache
def answers_of(lecture):
    """The cells of a lecture and its answers, run in a process where tfcourse is `tensorflow`."""
    done = subprocess.run(
        [sys.executable, Path(transcripts.__file__), lecture],
        cwd=Path(transcripts.__file__).parents[2],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {cell.title: cell for cell in transcripts.read_lecture(lecture)}, json.loads(done.stdout)


@pytest.mark.parametrize(("lecture", "title"), RECORDED)
def test_lecture_prints_what_tensorflow_prints(lecture, title):
    if transcripts.lecture_path(lecture) is None:
        pytest.skip(f"lecture {lecture} is not in {transcripts.DIRECTORY}")
    recorded = read_answers(cells.TRANSCRIPTS / f"{lecture}.json")[title]
    lecture_cells, received = answers_of(lecture)
    cell = lecture_cells.get(title)
    if cell is None or cell.digest != recorded["source"]:
        pytest.fail(
            "the recorded outputs are older than the lecture or its extractor; where TensorFlow "
            f"2.21 is installed, run: python tests/parity/record_transcripts.py {lecture}",
            pytrace=False,
        )
    found = mismatches(in_tier(cell), recorded["answers"], received[title]["answers"])
    problems = unexpected(cell, found, with_known=LIBRARY == "tfcourse")
    if problems:
        pytest.fail(f"lecture {lecture}, {title}\n" + "\n".join(problems), pytrace=False)
