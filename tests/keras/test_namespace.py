"""The names below `tf.keras` are Keras's."""

import sys

import pytest

import tfcourse as tf

# Not imported by its name: that would load it with the backend of its own choice.
installed = sys.modules[tf.keras.Model.__module__.partition(".")[0]]


def test_classes_are_kerass_own():
    assert tf.keras.layers.Dense is installed.layers.Dense
    assert tf.keras.Model is installed.Model
    assert tf.keras.optimizers.schedules.CosineDecay is installed.optimizers.schedules.CosineDecay


@pytest.mark.parametrize("name", ["layers", "ops", "losses", "random", "optimizers.schedules"])
def test_all_public_names(name):
    ours, theirs = tf.keras, installed
    for part in name.split("."):
        ours, theirs = getattr(ours, part), getattr(theirs, part)
    public = [key for key in dir(theirs) if not key.startswith("_")]
    assert public == dir(ours)
    assert all(hasattr(ours, key) for key in public)


def test_unknown_name():
    with pytest.raises(
        AttributeError, match=r"module 'tfcourse.keras.layers' has no attribute 'D'"
    ):
        tf.keras.layers.D  # noqa: B018


@pytest.mark.parametrize("name", ["initializers", "losses", "metrics", "optimizers"])
def test_short_names(name):
    assert getattr(tf, name) is getattr(tf.keras, name)
