"""`import tensorflow` that gives tfcourse, for scripts and notebooks that must run unchanged."""

import difflib
import importlib
import importlib.abc
import importlib.machinery
import sys

from tfcourse.core.export import export

_ALIAS = "tensorflow"
_PACKAGE = "tfcourse"
# What TensorFlow has below `tensorflow.python`, and public code names all the same.
_PRIVATE_PATHS = {
    "tensorflow.python.framework.errors_impl": "tfcourse.errors",
    "tensorflow.python.framework.errors": "tfcourse.errors",
    "tensorflow.python.framework.dtypes": "tfcourse.dtypes",
    "tensorflow.python.framework": "tfcourse",
    "tensorflow.python.client": "tfcourse",
    "tensorflow.python": "tfcourse",
}


class _Loader(importlib.abc.Loader):
    """Loads `tensorflow.x` as the module `tfcourse.x` that is there already."""

    def __init__(self, module):
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec):
        return self._module

    def exec_module(self, module):
        # The import system has stamped the alias's spec on the module; it keeps its own.
        module.__spec__ = self._spec


class _Finder(importlib.abc.MetaPathFinder):
    """Finds `tensorflow` and every path below it in tfcourse, and nowhere else."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname != _ALIAS and not fullname.startswith(_ALIAS + "."):
            return None
        name = _PRIVATE_PATHS.get(fullname, fullname.replace(_ALIAS, _PACKAGE, 1))
        module = _public_module(name)
        if module is None:
            raise ModuleNotFoundError(
                f"No module named '{fullname}': tfcourse has no namespace of that name."
                + _nearest(name),
                name=fullname,
            )
        return importlib.machinery.ModuleSpec(fullname, _Loader(module), is_package=True)


def _public_module(name):
    """Returns the module of a public namespace, or None."""
    module = sys.modules[_PACKAGE]
    for part in name.split(".")[1:]:
        module = getattr(module, "__dict__", {}).get(part, None) or _lazy(module, part)
        if module is None:
            return None
    return module if isinstance(module, type(sys)) else None


def _lazy(module, part):
    try:
        return getattr(module, part)
    except AttributeError:
        return None


def _nearest(name):
    known = [key for key in sys.modules if key.startswith(_PACKAGE + ".")]
    near = difflib.get_close_matches(name, known, 1, 0.8)
    return f" Did you mean: '{near[0].replace(_PACKAGE, _ALIAS, 1)}'?" if near else ""


@export("install_as_tensorflow")
def install_as_tensorflow() -> None:
    """Makes `import tensorflow` and every public path below it give tfcourse in this process.

    Nothing does this on its own; calling it again changes nothing.

    Raises:
      ImportError: if the real TensorFlow has been imported before.

    Example:
      >>> import tfcourse
      >>> tfcourse.install_as_tensorflow()
      >>> import tensorflow as tf
      >>> tf is tfcourse
      True
    """
    present = sys.modules.get(_ALIAS)
    if present is not None and present.__name__ != _PACKAGE:
        raise ImportError(
            "TensorFlow itself is already imported in this process, so `tensorflow` cannot become "
            "tfcourse any more. Restart the kernel (or the script) and call "
            "`tfcourse.install_as_tensorflow()` before anything imports TensorFlow."
        )
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    sys.modules[_ALIAS] = sys.modules[_PACKAGE]
