"""The public names of Keras below `tfcourse.keras`.

A module of Keras is mirrored by a module of ours, made when it is first asked for. Classes and
constants are Keras's own objects; functions go through the bridge.
"""

import importlib
import importlib.abc
import importlib.machinery
import inspect
import sys
import types

from tfcourse.keras.downloads import with_plain_errors
from tfcourse.keras.legacy_backend import instead_of, over_our_operations
from tfcourse.keras.loading import load
from tfcourse.keras.pictures import with_own_picture

_ROOT = "tfcourse.keras"
_BACKEND = f"{_ROOT}.backend"
# Modules whose functions compute, so that they give tensors.
_COMPUTING = frozenset(
    ["activations", "losses", "metrics", "ops", "random", "regularizers", "utils"]
)
# What Keras does by TensorFlow itself, done here: the module that has it, by its public name.
_OWN = {
    "export.ExportArchive": "tfcourse.keras.bridge.export_archive",
    "layers.TFSMLayer": "tfcourse.keras.bridge.saved_model_layer",
}


def _original(module_name: str):
    """Returns the module of Keras that one of ours mirrors."""
    path = module_name.removeprefix(_ROOT).lstrip(".")
    found = load()
    for part in filter(None, path.split(".")):
        found = getattr(found, part)
    return found


def member(module: types.ModuleType, name: str):
    """Returns what a name means in one of our modules, and keeps it there.

    Raises:
      AttributeError: if Keras has no such name.
    """
    value = getattr(_original(module.__name__), name, None)
    own = _OWN.get(f"{module.__name__}.{name}".removeprefix(f"{_ROOT}."))
    if own is not None:
        value = getattr(importlib.import_module(own), name)
    if value is None:
        value = _former(module.__name__, name)
        if value is not None and module.__name__ == _BACKEND:
            value = over_our_operations(value)
    if value is None:
        advice = instead_of(name) if module.__name__ == _BACKEND else ""
        raise AttributeError(
            f"module '{module.__name__}' has no attribute '{name}'{advice}", name=name
        )
    if isinstance(value, types.ModuleType):
        value = _mirror(f"{module.__name__}.{name}")
    elif (
        inspect.isfunction(value)
        and (own := with_own_picture(with_plain_errors(value))) is not value
    ):
        value = own
    elif inspect.isfunction(value) and _computes(module.__name__):
        from tfcourse.keras.bridge.functions import giving_tensors

        value = giving_tensors(value)
    setattr(module, name, value)
    return value


def _former(module_name: str, name: str):
    """Returns what Keras has for `tf.keras` alone: names of old, such as `losses.MSE`; or None."""
    value = getattr(_for_tensorflow(module_name), name, None)
    return None if isinstance(value, types.ModuleType) else value


def _for_tensorflow(module_name: str):
    """Returns the module that Keras has for `tf.keras` alone, or None."""
    try:
        return importlib.import_module(f"keras._tf_keras.keras{module_name.removeprefix(_ROOT)}")
    except ImportError:
        return None


def names(module: types.ModuleType) -> list[str]:
    """Returns the public names of one of our modules."""
    found = set(dir(_original(module.__name__)))
    if module.__name__ == _BACKEND:
        found.update(dir(_for_tensorflow(_BACKEND)))
    return sorted(name for name in found if not name.startswith("_"))


def _computes(module_name: str) -> bool:
    return module_name.removeprefix(_ROOT).lstrip(".").partition(".")[0] in _COMPUTING


def _mirror(full_name: str) -> types.ModuleType:
    module = sys.modules.get(full_name)
    if module is None:
        original = _original(full_name)
        module = types.ModuleType(full_name, original.__doc__)
        module.__path__ = []
        module.__spec__ = importlib.machinery.ModuleSpec(full_name, _FINDER, is_package=True)
        module.__getattr__ = lambda name: _mirrored(module, name)
        module.__dir__ = lambda: names(module)
        sys.modules[full_name] = module
    return module


def _mirrored(module, name):
    if name.startswith("__"):
        raise AttributeError(f"module '{module.__name__}' has no attribute '{name}'")
    return member(module, name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `tfcourse.keras.layers` and the like for import statements."""

    def find_spec(self, fullname, path=None, target=None):
        parent, _, name = fullname.rpartition(".")
        if parent != _ROOT and not parent.startswith(_ROOT + "."):
            return None
        module = sys.modules.get(parent)
        found = None if module is None else getattr(module, name, None)
        if not isinstance(found, types.ModuleType):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec):
        return sys.modules[spec.name]

    def exec_module(self, module):
        pass


_FINDER = _Finder()


def find_submodules():
    """Lets import statements find the modules of Keras below `tfcourse.keras`."""
    if _FINDER not in sys.meta_path:
        sys.meta_path.append(_FINDER)
