"""tf.saved_model: objects with functions, written to files; loaded when a name is first used."""

import importlib
import pkgutil
import sys

from tfcourse.core.export import exported

_PREFIX = "saved_model."


def load_names() -> None:
    """Imports the room, and puts what it exported under its public names."""
    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(found.name)
    for name, value in exported().items():
        if name.startswith(_PREFIX):
            namespace, _, last = name.removeprefix(_PREFIX).rpartition(".")
            module = f"{__name__}.{namespace}" if namespace else __name__
            setattr(sys.modules[module], last, value)


def __getattr__(name):
    if not name.startswith("_") and "save" not in globals():
        load_names()
        if name in globals():
            return globals()[name]
    raise AttributeError(
        f"module 'tensorflow.{__name__.partition('.')[2]}' has no attribute '{name}'"
    )


def __dir__():
    if "save" not in globals():
        load_names()
    names = (name.removeprefix(_PREFIX) for name in exported() if name.startswith(_PREFIX))
    return sorted({name.partition(".")[0] for name in names})
