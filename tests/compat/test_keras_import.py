"""Keras imported by its own name beside tfcourse."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("keras")


def run(code, **environment):
    """Returns what a new process prints, or how it fails."""
    kept = {name: value for name, value in os.environ.items() if name != "KERAS_BACKEND"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | environment, capture_output=True, text=True
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


CALLED = (
    "import tfcourse as tf\n"
    "import keras, os\n"
    "assert tf.keras.layers.Dense is keras.layers.Dense\n"
    "out = keras.layers.Dense(2)(tf.ones([1, 3]))\n"
    "print(keras.config.backend(), type(out).__name__, os.environ.get('KERAS_BACKEND'))"
)


def test_it_is_the_same_keras_and_the_environment_is_left_alone():
    assert run(CALLED) == "jax EagerTensor None"


def test_code_that_asks_for_tensorflow_means_us_where_there_is_none():
    assert run(CALLED, KERAS_BACKEND="tensorflow") == "jax EagerTensor tensorflow"


def test_under_the_alias():
    code = "import tfcourse\ntfcourse.install_as_tensorflow()\n" + CALLED.replace(
        "tfcourse as tf", "tensorflow as tf"
    )
    assert run(code, KERAS_BACKEND="tensorflow") == "jax EagerTensor tensorflow"


def test_other_backends_are_not_our_business():
    code = "import tfcourse, keras\nprint(keras.config.backend())"
    assert run(code, KERAS_BACKEND="numpy") == "numpy"


def test_keras_that_came_first_is_taught_by_its_first_name_in_tfcourse():
    code = (
        "import keras\nimport tfcourse as tf\n"
        "print(type(tf.keras.layers.Dense(2)(tf.ones([1, 3]))).__name__)"
    )
    assert run(code, KERAS_BACKEND="jax") == "EagerTensor"
