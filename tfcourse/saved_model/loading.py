"""`tf.saved_model.load`: objects made again of files, of which nothing is run."""

import os
from pathlib import Path

from tfcourse.core.export import export
from tfcourse.core.variable import Variable
from tfcourse.saved_model import files
from tfcourse.saved_model.constants import OF_TENSORFLOW, OF_TENSORFLOW_AS_TEXT, SERVING
from tfcourse.saved_model.reader import Reader
from tfcourse.saved_model.refusals import damaged
from tfcourse.saved_model.structures import Malformed


def _is_of_tensorflow(directory: Path) -> bool:
    return any((directory / name).exists() for name in (OF_TENSORFLOW, OF_TENSORFLOW_AS_TEXT))


@export("saved_model.contains_saved_model")
def contains_saved_model(export_dir) -> bool:
    """Says whether there is a saved model in a directory, of this library's or of TensorFlow's.

    Args:
      export_dir: The directory.

    Raises:
      TypeError: if it is no path.

    Example:
      >>> import tfcourse as tf
      >>> tf.saved_model.contains_saved_model("nowhere")
      False

    Source: `tf.saved_model.contains_saved_model`.
    """
    directory = Path(os.fsdecode(export_dir))
    return (directory / files.MANIFEST).exists() or _is_of_tensorflow(directory)


@export("saved_model.load")
def load(export_dir, tags=None, options=None):
    """Reads an object that `tf.saved_model.save` wrote. Nothing of the files is run.

    Args:
      export_dir: The directory.
      tags: None or `"serve"`, what every saved model has.
      options: A `tf.saved_model.LoadOptions`.

    Returns:
      An object with the saved one's variables, modules, lists, dictionaries and functions as
      attributes; `signatures` holds what can be called by names of tensors.

    Raises:
      OSError: if there is no saved model, or one of TensorFlow's own format.
      ValueError: if it has no such tags.
      DataLossError: if a file is damaged or asks for what it must not.

    Differences from TensorFlow: TensorFlow's own files (`saved_model.pb`) are not read. Functions
    have first derivatives by tapes only.

    Source: `tf.saved_model.load`.
    """
    return load_with(_variable, export_dir, tags)


def _variable(value, trainable, name, shape):
    return Variable(value, trainable=trainable, name=name, shape=shape)


def load_with(make_variable, export_dir, tags=None):
    """As `load`, with variables of another kind.

    Args:
      make_variable: As for `Reader`.
      export_dir: The directory.
      tags: As for `load`.
    """
    directory = Path(os.fsdecode(export_dir))
    if not (directory / files.MANIFEST).exists():
        if _is_of_tensorflow(directory):
            raise OSError(
                f"The SavedModel at {directory} was written by TensorFlow itself, whose graphs "
                "cannot be read here. In TensorFlow, save the Keras model with "
                "model.save('model.keras') and load it by tf.keras.models.load_model, or save its "
                "variables as arrays; functions have to be written again."
            )
        raise OSError(
            f"SavedModel file does not exist at: {os.fspath(export_dir)}"
            f"{os.sep}{{{OF_TENSORFLOW_AS_TEXT}|{OF_TENSORFLOW}}}"
        )
    if tags is not None and ([tags] if isinstance(tags, str) else list(tags)) != [SERVING]:
        raise ValueError(
            f"Got an incompatible argument to `tags`: {tags}. The SavedModel at "
            f"{os.fspath(export_dir)} has one MetaGraph with tags ['{SERVING}']. You may omit the "
            "argument, pass 'None', or pass matching tags."
        )
    manifest = files.read_manifest(directory)
    try:
        return Reader(directory, manifest, make_variable).root
    except Malformed as error:
        raise damaged(directory / files.MANIFEST, f"{error}.") from error
