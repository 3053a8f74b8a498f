"""Rooms that are imported as a whole when a public name of theirs is first used."""

import importlib
import pkgutil
import sys

from tfcourse.core.export import exported


def lazy_room(package: str):
    """Returns `load`, `__getattr__` and `__dir__` of a room.

    Args:
      package: The name of its package, such as `tfcourse.data`; it exports names in `data.`.
    """
    module = sys.modules[package]
    prefix = package.partition(".")[2] + "."
    loaded = []

    def load() -> None:
        """Imports the room, and puts what it exported under its public names."""
        for found in pkgutil.iter_modules(module.__path__, f"{package}."):
            importlib.import_module(found.name)
        for name, value in exported().items():
            if name.startswith(prefix):
                namespace, _, last = name.removeprefix(prefix).rpartition(".")
                inner = f"{package}.{namespace}" if namespace else package
                setattr(sys.modules[inner], last, value)
        loaded.append(True)

    def __getattr__(name):
        if not name.startswith("_") and not loaded:
            load()
            if name in vars(module):
                return vars(module)[name]
        raise AttributeError(f"module 'tensorflow.{prefix[:-1]}' has no attribute '{name}'")

    def __dir__():
        if not loaded:
            load()
        names = (name.removeprefix(prefix) for name in exported() if name.startswith(prefix))
        return sorted({name.partition(".")[0] for name in names})

    return load, __getattr__, __dir__
