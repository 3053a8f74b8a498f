"""tf.data: datasets, and what they are iterated over by; loaded when a name of it is first used."""

import importlib
import pkgutil
import sys

from tfcourse.core.export import exported

_PREFIX = "data."


def load() -> None:
    """Imports the room, and puts what it exported under its public names."""
    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(found.name)
    for name, value in exported().items():
        if name.startswith(_PREFIX):
            namespace, _, last = name.removeprefix(_PREFIX).rpartition(".")
            module = f"{__name__}.{namespace}" if namespace else __name__
            setattr(sys.modules[module], last, value)


def __getattr__(name):
    if not name.startswith("_") and "Dataset" not in globals():
        load()
        if name in globals():
            return globals()[name]
    raise AttributeError(
        f"module 'tensorflow.{__name__.partition('.')[2]}' has no attribute '{name}'"
    )


def __dir__():
    if "Dataset" not in globals():
        load()
    names = (name.removeprefix(_PREFIX) for name in exported() if name.startswith(_PREFIX))
    return sorted({name.partition(".")[0] for name in names})
