"""What `import tfcourse` loads: a budget of modules, not of seconds."""

import json
import os
import subprocess
import sys

import pytest

# Loaded by what needs them: widgets and pictures, AutoGraph, Keras, special functions, `tf.device`.
LATER = {"IPython", "PIL", "anywidget", "graphlay", "h5py", "ipywidgets", "keras", "malt"}
LATER |= {"matplotlib", "pandas", "pytest", "rich", "scipy", "tensorboard", "tensorflow"}
LATER |= {"jax.export", "jax.extend", "jax.scipy.linalg", "jax.scipy.special"}
# A little more than there are; what is far above should be loaded where it is needed.
MOST_OWN, MOST_OTHERS = 360, 16

PROGRAM = """
import json, sys
import jax, jax.numpy
before = set(sys.modules)
{program}
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded_by(program):
    """Returns the names of the modules that a program loads besides JAX."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(program=program)],
        env={**os.environ, "TFCOURSE_CACHE_DIR": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return frozenset(json.loads(done.stdout))


@pytest.fixture(scope="module")
def loaded():
    return loaded_by("import tfcourse")


def test_heavy_modules_are_loaded_where_they_are_needed(loaded):
    assert not loaded & LATER


def test_there_are_no_more_modules_than_the_budget_allows(loaded):
    own = {name for name in loaded if name.partition(".")[0] == "tfcourse"}
    assert 100 < len(own) <= MOST_OWN
    assert len(loaded - own) <= MOST_OTHERS, sorted(loaded - own)


def test_a_first_lesson_needs_none_of_them():
    program = """
import tfcourse as tf
v = tf.Variable([1.0, 2.0])
@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(v * v)
    for variable, gradient in zip([v], tape.gradient(loss, [v])):
        variable.assign_sub(0.1 * gradient)
    return loss
step()
"""
    assert not loaded_by(program) & LATER
