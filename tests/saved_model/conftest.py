"""A saved model to read, and to spoil."""

import json

import pytest

import tfcourse as tf


class Line(tf.Module):
    """A line whose slope and constant are variables, and a function that counts its calls."""

    def __init__(self):
        super().__init__()
        self.slope = tf.Variable([2.0, 3.0], name="slope")
        self.parts = {"constant": tf.Variable(1.0), "list": [tf.Variable(0, trainable=False)]}

    @tf.function(input_signature=[tf.TensorSpec([None, 2])])
    def __call__(self, x):
        self.parts["list"][0].assign_add(1)
        return tf.reduce_sum(x * self.slope, 1) + self.parts["constant"]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory):
    """The directory of a saved `Line`; not to be changed."""
    path = tmp_path_factory.mktemp("pristine") / "line"
    tf.saved_model.save(Line(), path)
    return path


@pytest.fixture
def saved(pristine, tmp_path):
    """A copy of it, to be changed."""
    path = tmp_path / "line"
    for source in sorted(pristine.rglob("*")):
        target = path / source.relative_to(pristine)
        if source.is_dir():
            target.mkdir(parents=True)
        else:
            target.write_bytes(source.read_bytes())
    return path


@pytest.fixture
def edit(saved):
    """A function that changes the manifest by a function of it; returns the directory."""

    def changed(change):
        path = saved / "saved_model.json"
        manifest = json.loads(path.read_text())
        change(manifest)
        path.write_text(json.dumps(manifest))
        return saved

    return changed
