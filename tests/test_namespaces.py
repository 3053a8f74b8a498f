"""Public names, and the rooms that are called like one."""

import importlib
import subprocess
import sys
from importlib import util

import pytest

import tfcourse as tf


@pytest.mark.parametrize(
    "first",
    [
        "import tfcourse.function",
        "import tfcourse.function.calling",
        "from tfcourse.function.calling import cast_flat",
        "import tfcourse as tf, tfcourse.function.autograph.calls",
    ],
)
def test_the_room_does_not_hide_the_decorator(first):
    program = f"{first}\nimport tfcourse as tf\nprint(int(tf.function(lambda x: x + 1)(2)))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (result.stdout, result.stderr) == ("3\n", "")


def test_a_loader_that_sets_the_room_on_the_package_does_not_hide_the_decorator():
    decorator, room = tf.function, importlib.import_module("tfcourse.function")
    tf.function = room
    assert tf.function is decorator
    # As pytest, and others that load modules by their files, do it.
    spec = util.find_spec("tfcourse.function")
    tf.function = util.module_from_spec(spec)
    assert tf.function is decorator


def test_other_attributes_of_the_package_can_be_set(monkeypatch):
    monkeypatch.setattr(tf, "function", print)
    assert tf.function is print
    monkeypatch.setattr(tf, "core", None)
    assert tf.core is None
