"""Builds the public namespaces (`tf.math`, `tf.nn`, ...) from what the rooms exported."""

import difflib
import importlib
import importlib.util
import pkgutil
import sys
import types

from tfcourse.core.dispatch import with_alternatives
from tfcourse.core.export import exported
from tfcourse.ops.raw import raw_functions

_PACKAGE = "tfcourse"


class _Package(types.ModuleType):
    """The package's module, whose public names stay when a room of the same name is imported.

    Whoever imports `tfcourse.function`, as loaders and tools do that look through files, sets that
    module as an attribute of the package, where `tf.function` stands.
    """

    def __setattr__(self, name, value):
        is_room = isinstance(value, types.ModuleType) and value.__name__ == f"{_PACKAGE}.{name}"
        if not (is_room and name in exported()):
            super().__setattr__(name, value)


def missing_attribute(module: types.ModuleType, name: str) -> AttributeError:
    """Returns the error for a name that a namespace does not have, with the nearest one it has."""
    if name.startswith("__"):
        return AttributeError(f"module '{module.__name__}' has no attribute '{name}'")
    shown = module.__name__.replace(_PACKAGE, "tensorflow", 1)
    public = [known for known in dir(module) if not known.startswith("_")]
    by_lower = {known.lower(): known for known in public}
    near = by_lower.get(name.lower())
    if near is None:
        near = next(iter(difflib.get_close_matches(name, public, 1, 0.75)), None)
    hint = f" Did you mean: '{near}'?" if near else ""
    return AttributeError(f"module '{shown}' has no attribute '{name}'.{hint}", name=name)


def _namespace(name: str) -> types.ModuleType:
    """Returns the module of a namespace, importing the room or making it where there is none."""
    full = f"{_PACKAGE}.{name}"
    parent, _, last = full.rpartition(".")
    if parent != _PACKAGE:
        _namespace(parent.removeprefix(_PACKAGE + "."))
    module = sys.modules.get(full)
    if module is None and importlib.util.find_spec(full) is not None:
        module = importlib.import_module(full)
    if module is None:
        module = types.ModuleType(full, f"The public namespace `tf.{name}`.")
        module.__path__ = []
        sys.modules[full] = module
        module.__getattr__ = lambda key: _raise(missing_attribute(module, key))
    setattr(sys.modules[parent], last, module)
    return module


def _raise(error):
    raise error


def load(*rooms: str) -> None:
    """Imports every module of some rooms, so that all that they export is known."""
    for room in rooms:
        package = importlib.import_module(f"{_PACKAGE}.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


def build() -> None:
    """Puts every exported object under its public names."""
    package = sys.modules[_PACKAGE]
    # Namespaces first, so that `tf.function` the decorator wins over the room of that name.
    objects = {**raw_functions(), **with_alternatives(exported())}
    for name in objects:
        parent = name.rpartition(".")[0]
        if parent:
            _namespace(parent)
    for name, value in objects.items():
        parent, _, last = name.rpartition(".")
        setattr(sys.modules[f"{_PACKAGE}.{parent}"] if parent else package, last, value)
    package.__class__ = _Package
