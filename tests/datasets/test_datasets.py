"""The data sets that come with the package: shapes, learnable, as their script makes them."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.datasets.reading import path_of

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("make_datasets", ROOT / "tools" / "datasets.py")
script = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(script)


@pytest.mark.parametrize("name", sorted(script.MAKERS))
def test_files_are_what_the_script_makes(name):
    assert path_of(name).read_text(encoding="utf-8") == script.made(name)


@pytest.mark.parametrize("name", [*script.MAKERS, "digits.npz"])
def test_files_are_small(name):
    assert len(path_of(name).read_bytes()) < 100_000


def test_digits():
    (x_train, y_train), (x_test, y_test) = tf.datasets.digits.load_data()
    assert (x_train.shape, y_train.shape) == ((1438, 8, 8), (1438,))
    assert (x_test.shape, y_test.shape) == ((359, 8, 8), (359,))
    assert x_train.dtype == y_train.dtype == np.uint8
    assert x_train.max() == 16
    assert np.bincount(np.concatenate([y_train, y_test])).tolist() == [
        *(178, 182, 177, 183, 181),
        *(182, 181, 179, 174, 180),
    ]


def test_moons_are_not_linear_but_apart():
    (x, y), (x_test, _) = tf.datasets.moons.load_data(test_split=0.1)
    assert (x.shape, x.dtype, x_test.shape) == ((900, 2), np.float32, (100, 2))
    lines = np.column_stack([x, np.ones(len(x))])
    plane, *_ = np.linalg.lstsq(lines, y * 2.0 - 1, rcond=None)
    correct = np.mean((lines @ plane > 0) == y)
    assert 0.8 < correct < 0.95


def test_prices_of_flats_follow_from_their_features():
    (x, y), _ = tf.datasets.flats.load_data()
    assert x.shape[1] == len(tf.datasets.flats.FEATURES)
    rows = np.column_stack([x, np.ones(len(x))])
    plane, *_ = np.linalg.lstsq(rows, y, rcond=None)
    assert 0.8 < 1 - np.var(y - rows @ plane) / np.var(y) < 0.98


def test_weather_is_of_few_characters():
    text = tf.datasets.weather.load_data()
    assert 20_000 < len(text) < 100_000
    assert len(set(text)) < 45


@pytest.mark.parametrize("part", [-0.1, 1.5])
def test_parts_that_are_none(part):
    with pytest.raises(ValueError, match="test_split must be from 0 to 1"):
        tf.datasets.moons.load_data(part)
