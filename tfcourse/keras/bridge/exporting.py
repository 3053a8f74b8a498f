"""What Keras does by TensorFlow itself: done here, or an error says what there is."""

import functools
import importlib
import importlib.util
import sys

import keras

from tfcourse.keras.bridge.situation import user_is_ours

_BY_TENSORFLOW = ("litert",)


def _has_tensorflow() -> bool:
    """Says whether TensorFlow itself is installed, and not tfcourse under its name."""
    module = sys.modules.get("tensorflow")
    if module is not None:
        return module.__name__ == "tensorflow"
    return importlib.util.find_spec("tensorflow") is not None


def _export(original):
    @functools.wraps(original)
    def export(self, filepath, format="tf_saved_model", *args, **kwargs):
        if format == "tf_saved_model" and (user_is_ours() or not _has_tensorflow()):
            export_model = importlib.import_module("tfcourse.keras.bridge.export_archive")
            return export_model.export_model(self, filepath, *args, **kwargs)
        if format in _BY_TENSORFLOW and not _has_tensorflow():
            raise ImportError(
                f"model.export(format={format!r}) is done by TensorFlow, which is not installed. "
                "To load the model again here, leave the format out; with TensorFlow, write "
                "model.save('model.keras') and keras.models.load_model('model.keras')."
            )
        return original(self, filepath, format, *args, **kwargs)

    return export


def _summary(original):
    def summary(self):
        if _has_tensorflow():
            return original.fget(self)
        ours = getattr(sys.modules["tfcourse"], "summary", None)
        if ours is None:
            raise ImportError(
                "The TensorBoard callback writes by tf.summary, which is not there. History, "
                "keras.callbacks.CSVLogger and LambdaCallback keep the same numbers."
            )
        return ours

    return property(summary)


def _write_keras_model_summary(original):
    @functools.wraps(original)
    def write(self):
        # The model as a graph is a protocol buffer of TensorFlow's.
        if _has_tensorflow():
            original(self)

    return write


def install():
    """Writes models by `tf.saved_model`; errors of what needs TensorFlow itself say what to do."""
    keras.Model.export = _export(keras.Model.export)
    callback = keras.callbacks.TensorBoard
    callback.summary = _summary(callback.summary)
    callback._write_keras_model_summary = _write_keras_model_summary(
        callback._write_keras_model_summary
    )
