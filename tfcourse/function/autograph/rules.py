"""Which code is the user's, and so converted, and which is a library's."""

import functools
import inspect
import os
import site
import sys
import sysconfig
import types

# Attribute of a callable that is called as it is: it is converted already, or is not to be.
ARTIFACT = "autograph_info__"

_PACKAGE = __name__.partition(".")[0]
_ROOT = os.path.dirname(sys.modules[_PACKAGE].__file__)
_LIBRARIES = frozenset(
    (_PACKAGE, "jax", "jaxlib", "keras", "numpy", "malt", "tensorflow", "ml_dtypes")
) | frozenset(("IPython", "ipykernel", "matplotlib", "pandas", "PIL", "scipy", "pytest"))
_STANDARD = frozenset(sys.stdlib_module_names) - {"__main__"}


@functools.cache
def _library_folders() -> tuple:
    folders = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    folders.update(site.getsitepackages())
    folders.add(site.getusersitepackages())
    folders.add(_ROOT)
    return tuple(os.path.join(folder, "") for folder in folders if folder)


def is_library_module(name: str | None) -> bool:
    """Says whether a module, by its dotted name, is a library's."""
    top = (name or "").partition(".")[0]
    if top not in _STANDARD:
        return top in _LIBRARIES
    # A user's file may have the name of a standard module.
    file = getattr(sys.modules.get(top), "__file__", None)
    return file is None or is_library_file(file)


def is_library_file(filename: str) -> bool:
    """Says whether a file belongs to the standard library or an installed package."""
    return filename.startswith((*_library_folders(), "<frozen "))


def is_artifact(function) -> bool:
    """Says whether a callable says of itself that it is called as it is."""
    return hasattr(function, ARTIFACT)


def as_artifact(function):
    """Marks a callable as one that is called as it is, and returns it."""
    setattr(getattr(function, "__func__", function), ARTIFACT, None)
    return function


def is_builtin(function) -> bool:
    """Says whether a callable is written in C."""
    return isinstance(function, types.BuiltinFunctionType | types.MethodWrapperType) or (
        isinstance(function, type) and function.__module__ == "builtins"
    )


def unwrapped(function):
    """Returns the Python function that runs when something is called, and what it is bound to.

    Returns:
      The function and a tuple of what precedes its arguments; (None, ()) for what has no Python
      code: constructors, builtins, callables made in C.
    """
    if isinstance(function, types.MethodType):
        inner, before = unwrapped(function.__func__)
        return inner, (function.__self__, *before) if inner is not None else ()
    if isinstance(function, types.FunctionType):
        return function, ()
    if isinstance(function, type):
        return None, ()
    call = inspect.getattr_static(type(function), "__call__", None)
    if isinstance(call, types.FunctionType):
        return call, (function,)
    return None, ()


def is_convertible(function: types.FunctionType, user_requested: bool = False) -> bool:
    """Says whether a Python function is user code that can be converted at all.

    Args:
      function: A Python function.
      user_requested: Whether the user asked for this very function, whoever wrote it.
    """
    code = function.__code__
    if is_artifact(function) or code.co_filename == "<string>":
        return False
    if not user_requested:
        if inspect.isgeneratorfunction(function):
            return False
        if is_library_module(function.__module__) or is_library_file(code.co_filename):
            return False
    return True
