"""TensorFlow courses on JAX: `import tfcourse as tf`.

The public names stand at their definitions (`@op(names=...)`, `@export(...)`), in the rooms listed
here; the namespaces are built from what they exported. `__init__.pyi` lists every public name.
"""

# ruff: noqa: E402 - garbage is not collected while the rest is imported

import gc as _gc
import importlib as _importlib
import sys as _sys

# What is imported stays. To look through it for garbage takes a fifth of the time of the import,
# and afterwards a tenth of a second now and then, in the middle of a cell.
_collects = _gc.isenabled()
_gc.disable()

import jax as _jax

from tfcourse import namespaces as _namespaces
from tfcourse.core import compilation_cache as _compilation_cache

# NumPy's float64 and int64 must stay what they are.
_jax.config.update("jax_enable_x64", True)
_compilation_cache.enable()
# What TensorFlow's surface is offered; the package's own version is its metadata's.
__version__ = "2.21.0"
newaxis = None
# Rooms that are imported when they are first used.
_LAZY = ("data", "datasets", "keras", "live", "saved_model")
# Parts of `tf.keras` that are at hand without its name.
_OF_KERAS = ("initializers", "losses", "metrics", "optimizers")

_namespaces.load("core", "ops", "autodiff", "function", "compat")
_namespaces.build()

_gc.freeze()
if _collects:
    _gc.enable()


def __getattr__(name):
    if name in _LAZY:
        return _importlib.import_module(f"tfcourse.{name}")
    if name in _OF_KERAS:
        return getattr(_importlib.import_module("tfcourse.keras"), name)
    raise _namespaces.missing_attribute(_sys.modules[__name__], name)


def _magic_classes():
    """Returns the classes whose magics an extension of IPython registers."""
    from tfcourse.course.magic import CheckMagics
    from tfcourse.magics.extension import CLASSES

    return (*CLASSES, CheckMagics)


def load_ipython_extension(shell):
    """Registers the magics with an IPython shell: `%load_ext tfcourse`."""
    from tfcourse.magics import idle_imports, tracebacks

    shell.register_magics(*_magic_classes())
    tracebacks.install(shell)
    idle_imports.install(shell)


def unload_ipython_extension(shell):
    """Takes the magics away again: `%unload_ext tfcourse`."""
    from tfcourse.magics import idle_imports, tracebacks

    tracebacks.remove(shell)
    idle_imports.remove(shell)
    classes = _magic_classes()
    for registered in shell.magics_manager.magics.values():
        for name, magic in list(registered.items()):
            if isinstance(getattr(magic, "__self__", None), classes):
                del registered[name]
