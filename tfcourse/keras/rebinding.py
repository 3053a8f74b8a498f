"""Functions of Keras's that find other things under the names in their module."""

import functools
import types


def rebound(module: types.ModuleType, **names) -> dict:
    """Returns a module's functions by name, run among other names; the module stays what it is.

    Args:
      module: A module of functions.
      **names: What they find under which names.

    Returns:
      What the functions see: the module's names, the functions anew, and those given.
    """
    seen = {**vars(module), **names}
    for name, original in vars(module).items():
        is_own = isinstance(original, types.FunctionType) and original.__module__ == module.__name__
        if is_own and name not in names:
            seen[name] = functools.update_wrapper(_over(original, seen), original)
            del seen[name].__wrapped__
    return seen


def _over(function, names):
    """Returns a function of the same code that finds its globals among other names."""
    copy = types.FunctionType(
        function.__code__, names, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy
