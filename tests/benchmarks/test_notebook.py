"""A notebook runs in a kernel of its own, on either library."""

import json

import pytest

from benchmarks import notebook
from benchmarks.lines.lectures import FIRST


def written(path, *sources):
    cells = [{"cell_type": "code", "source": [source]} for source in sources]
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": ["#"]}, *cells]}))
    return path


def test_tensorflow_takes_the_place_of_tfcourse_and_its_magics(tmp_path):
    path = written(
        tmp_path / "lecture.ipynb",
        "import tfcourse as tf\n\n%load_ext tfcourse",
        "%matplotlib inline\n%tf_info",
        "%tf_info",
    )
    assert notebook.cells_of(path, "tensorflow") == [
        "import tensorflow as tf\n\n",
        "%matplotlib inline\n",
    ]
    assert len(notebook.cells_of(path, "tfcourse")) == 3


def test_no_magic_of_ours_is_left_in_the_lecture():
    cells = "\n".join(notebook.cells_of(FIRST, "tensorflow"))
    assert "tfcourse as" not in cells
    assert "%load_ext" not in cells
    assert "%tf_" not in cells


def test_a_kernel_runs_cells_and_tells_what_it_used():
    measurement = notebook.run(["x = 1", "assert x == 1"])
    assert 0 < measurement.cpu < measurement.wall * 64
    # In bytes. On Linux the peak of this process, from which it is forked, counts too.
    assert 10e6 < measurement.memory < 1e10


def test_a_cell_that_raises_ends_the_run():
    with pytest.raises(RuntimeError, match="ZeroDivisionError: division by zero"):
        notebook.run(["1 / 0"])
