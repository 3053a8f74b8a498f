"""`tf.keras.datasets`: from Keras's cache; without a network an error that says what is missing."""

import io
import os
import socket
import tarfile
import urllib.error
import urllib.request

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.keras import downloads


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Keras's cache in a folder of its own, and a network that gives nothing."""
    get_file = tf.keras.utils.get_file
    # Read from the environment when Keras is imported.
    monkeypatch.setattr(get_file.__globals__["config"], "_KERAS_DIR", str(tmp_path))

    def unreachable(origin, *_):
        assert socket.getdefaulttimeout() is not None
        raise urllib.error.URLError("no network here")

    monkeypatch.setattr(urllib.request, "urlretrieve", unreachable)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("mnist", "mnist.npz"),
        ("fashion_mnist", "train-labels-idx1-ubyte.gz"),
        ("cifar10", "cifar-10-batches-py-target_archive"),
        ("cifar100", "cifar-100-python-target_archive"),
        ("imdb", "imdb.npz"),
        ("reuters", "reuters.npz"),
        ("california_housing", "california_housing.npz"),
    ],
)
def test_what_is_missing(home, name, file, capsys):
    with pytest.raises(ConnectionError) as error:
        getattr(tf.keras.datasets, name).load_data()
    text = str(error.value)
    assert text.startswith(f"{file} is not in Keras's cache, and https://")
    assert "(no network here)" in text
    assert f"save it as {home}{os.sep}datasets" in text
    assert "tf.datasets.digits" in text
    assert socket.getdefaulttimeout() is None


def test_files_of_ones_own(home, capsys):
    with pytest.raises(ConnectionError, match=r"data\.csv is not in Keras's cache"):
        tf.keras.utils.get_file("data.csv", "https://example.org/data.csv")


def test_from_the_cache(home, monkeypatch):
    batches = home / "datasets" / "cifar-10-batches-py-target"
    archive = home / "datasets" / "cifar-10-batches-py-target_archive"
    archive.parent.mkdir()
    with tarfile.open(archive, "w:gz") as file:
        content = b"in the cache"
        member = tarfile.TarInfo("found.txt")
        member.size = len(content)
        file.addfile(member, io.BytesIO(content))
    found = tf.keras.utils.get_file(batches.name, "https://example.org/x.tar.gz", extract=True)
    assert (batches / "found.txt").read_bytes() == b"in the cache"
    assert found == str(batches)


def test_keras_itself_stays_what_it_was():
    assert downloads.with_plain_errors(tf.keras.Model.fit) is tf.keras.Model.fit
    theirs = tf.keras.datasets.mnist.load_data
    assert theirs.__doc__.startswith("Loads the MNIST dataset")
    assert theirs.__globals__["get_file"] is tf.keras.utils.get_file
    assert np.load is theirs.__globals__["np"].load
