"""`tf.saved_model.save`: an object, its variables and its functions, as files."""

import os
from pathlib import Path

from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.logger import get_logger
from tfcourse.saved_model import files
from tfcourse.saved_model.constants import ASSETS_DIRECTORY
from tfcourse.saved_model.signatures import default_signatures, normalised
from tfcourse.saved_model.tracking import is_function, is_object, is_variable
from tfcourse.saved_model.writer import Writer


@export("saved_model.save")
def save(obj, export_dir, signatures=None, options=None):
    """Writes an object with its variables and functions to a directory.

    Every trace of a `tf.function` that belongs to the object is written as a program for CPUs, GPUs
    and TPUs alike, with its gradient; dimensions that it leaves open stay open.

    Args:
      obj: A `tf.Module`, a Keras model, or what `tf.saved_model.load` returned.
      export_dir: The directory, made if need be; a saved model that is there is replaced.
      signatures: What can be called by names of tensors: a `tf.function` with an input signature or
        a concrete function, or a dict of such; by default the object's only one.
      options: A `tf.saved_model.SaveOptions`.

    Raises:
      ValueError: if the object is none that things belong to, or a function cannot be written: one
        that runs Python or works on strings.
      KeyError: if a function uses a variable that does not belong to the object.
      AssertionError: if it is called inside of a function.

    Differences from TensorFlow: the files are of a format of this library's own, which TensorFlow
    does not read.

    Example:
      >>> import tempfile
      >>> import tfcourse as tf
      >>> module = tf.Module()
      >>> module.half = tf.function(lambda x: x / 2, input_signature=[tf.TensorSpec([None])])
      >>> path = tempfile.mkdtemp()
      >>> tf.saved_model.save(module, path)
      >>> tf.saved_model.load(path).half([1.0, 2.0]).numpy().tolist()
      [0.5, 1.0]

    Source: `tf.saved_model.save`.
    """
    if context.graph is not None:
        raise AssertionError(
            "`tf.saved_model.save` is not supported inside a traced @tf.function. Move the call "
            "to the outer eagerly-executed context."
        )
    if not isinstance(export_dir, (str, bytes, os.PathLike)):
        raise TypeError(f"Expected binary or unicode string, got {export_dir}")
    is_root = is_object(obj) or is_variable(obj) or is_function(obj)
    if not is_root or isinstance(obj, type):
        raise ValueError(
            "Expected an object of type `Trackable`, such as `tf.Module` or a subclass of the "
            f"`Trackable` class, for export. Got {obj} with type {type(obj)}."
        )
    directory = Path(os.fsdecode(export_dir))
    given = default_signatures(obj) if signatures is None else normalised(signatures)
    writer = Writer(obj, given)
    files.write(directory, writer.manifest, writer.arrays, writer.programs)
    get_logger().info("Assets written to: %s", directory / ASSETS_DIRECTORY)
