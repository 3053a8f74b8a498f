"""Keras is found, loaded late, with its JAX backend, and refused in words where it cannot be."""

import os
import subprocess
import sys
import textwrap

import pytest


def run(program, **environment):
    """Runs a program in a process of its own; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "use",
    [
        "import tfcourse as tf; tf.keras.layers.Dense",
        "from tfcourse import keras; keras.layers.Dense",
        "from tfcourse.keras import layers; layers.Dense",
        "from tfcourse.keras.layers import Dense",
        "import tfcourse.keras.optimizers.schedules",
        "import tfcourse; tfcourse.install_as_tensorflow()\n"
        "import tensorflow.keras as keras; keras.layers.Dense\n"
        "from tensorflow.keras.optimizers import schedules, SGD",
    ],
)
def test_ways_to_it(use):
    program = f"""
import sys
import tfcourse
assert "keras" not in sys.modules
{use}
import os
print(sys.modules["keras"].backend.backend(), os.environ.get("KERAS_BACKEND"))
"""
    assert run(program, KERAS_BACKEND="numpy") == "jax numpy"


def test_environment_is_left_alone():
    environment = {key: value for key, value in os.environ.items() if key != "KERAS_BACKEND"}
    program = "import os, tfcourse as tf; tf.keras.Model; print('KERAS_BACKEND' in os.environ)"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False", done.stderr


STAND_IN = """
import sys, types
stand_in = types.ModuleType("keras")
stand_in.__version__ = {version!r}
stand_in.config = types.SimpleNamespace(backend=lambda: {backend!r})
sys.modules["keras"] = stand_in
import tfcourse as tf
try:
    tf.keras.layers
except ImportError as error:
    print(error)
"""


def test_other_backend():
    assert run(STAND_IN.format(version="3.12.0", backend="torch")) == (
        "Keras is already imported with its torch backend. Restart the kernel and import tfcourse "
        "before Keras, or set KERAS_BACKEND=jax."
    )


def test_too_old():
    assert run(STAND_IN.format(version="2.15.0", backend="jax")) == (
        "tf.keras needs Keras 3.10 or later, and Keras 2.15.0 is installed: "
        "pip install --upgrade keras"
    )
