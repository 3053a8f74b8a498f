"""What needs TensorFlow itself says so, and what there is."""

import importlib.util

import numpy as np
import pytest

import tfcourse as tf

keras = tf.keras


@pytest.fixture
def model():
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    return model


@pytest.fixture(autouse=True)
def without_tensorflow():
    if importlib.util.find_spec("tensorflow") is not None:
        pytest.skip("TensorFlow is installed here")


def test_export_to_litert(model, tmp_path):
    with pytest.raises(ImportError, match=r"done by TensorFlow, .* model\.save\('model\.keras'\)"):
        model.export(tmp_path / "exported", format="litert")
    assert list(tmp_path.iterdir()) == []


def test_export(model, tmp_path):
    model.export(tmp_path / "exported", verbose=False)
    loaded = tf.saved_model.load(tmp_path / "exported")
    np.testing.assert_allclose(loaded.serve(np.ones([3, 2], "f")), model(np.ones([3, 2], "f")))


def test_tensorboard(model, tmp_path, monkeypatch):
    monkeypatch.delattr(tf, "summary", raising=False)
    monkeypatch.setattr(tf, "__getattr__", lambda name: getattr(None, name))
    callback = keras.callbacks.TensorBoard(tmp_path)
    with pytest.raises(ImportError, match=r"TensorBoard callback writes by tf\.summary"):
        model.fit(np.ones([2, 2]), np.ones([2, 1]), verbose=0, callbacks=[callback])
