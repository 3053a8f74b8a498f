"""What belongs to an object: the one definition of what is saved with it.

Variables, modules, functions and their traces, wherever they are in attributes, lists, tuples and
dictionaries; other rooms say what belongs to objects of their own (`register`).
"""

from collections.abc import Callable, Mapping

from tfcourse.core.handle import Handle
from tfcourse.core.module import Module
from tfcourse.function.concrete import ConcreteFunction
from tfcourse.function.function import Function
from tfcourse.ops.random_generator import Generator
from tfcourse.saved_model.structures import is_plain_name

_registered: list[tuple[type | tuple[type, ...], Callable]] = []
_signatures: list[tuple[type, Callable]] = []


def register(kind, children: Callable) -> None:
    """Says what belongs to objects of a class.

    Args:
      kind: The class, or a tuple of classes.
      children: Called with an object, returns a dict from names to what belongs to it.
    """
    _registered.insert(0, (kind, children))


def register_signature(kind: type, signature: Callable) -> None:
    """Says how objects of a class are called where nothing else is said.

    Args:
      kind: The class.
      signature: Called with an object, returns a `ConcreteFunction` or None.
    """
    _signatures.insert(0, (kind, signature))


def signature_of(value) -> ConcreteFunction | None:
    """Returns the trace by which an object is called where nothing else is said, or None."""
    return next((found(value) for kind, found in _signatures if isinstance(value, kind)), None)


def is_variable(value) -> bool:
    """Says whether a value is a variable: of ours, or one that has a handle of ours."""
    return not isinstance(value, type) and isinstance(getattr(value, "handle", None), Handle)


def is_object(value) -> bool:
    """Says whether a value is an object that things belong to."""
    return any(isinstance(value, kind) for kind, _ in _registered)


def is_function(value) -> bool:
    """Says whether a value is a function that can be saved, or one trace of it."""
    return isinstance(value, (Function, ConcreteFunction))


def is_tracked(value) -> bool:
    """Says whether a value is saved with what it belongs to."""
    if isinstance(value, tuple):
        return any(map(is_tracked, value))
    return (
        isinstance(value, (list, dict)) or is_variable(value) or is_object(value)
    ) or is_function(value)


def children_of(value) -> dict:
    """Returns what belongs to an object, by name.

    Raises:
      ValueError: if a dictionary has something belong to it under a key that is no string.
    """
    if isinstance(value, Mapping):
        tracked = {key: item for key, item in value.items() if is_tracked(item)}
        if not all(isinstance(key, str) for key in tracked):
            raise ValueError(
                f"Unable to save the object {value} (a dictionary wrapper constructed "
                "automatically on attribute assignment). The wrapped dictionary contains a "
                "non-string key which maps to a trackable object or mutable data structure.\n\n"
                "If you don't need this dictionary checkpointed, wrap it in a non-trackable "
                "object; it will be subsequently ignored."
            )
        return tracked
    for kind, children in _registered:
        if isinstance(value, kind):
            return {name: item for name, item in children(value).items() if is_tracked(item)}
    return {}


def attributes_of(value) -> dict:
    """Returns what belongs to an object by its attributes and the methods that are functions."""
    methods = {
        name: getattr(value, name)
        for kind in reversed(type(value).__mro__)
        for name, item in vars(kind).items()
        if isinstance(item, Function)
    }
    attributes = {**methods, **vars(value)}
    return {
        name: attributes[name]
        for name in sorted(attributes)
        if is_plain_name(name) or name == "__call__"
    }


register(Module, attributes_of)
register(Generator, lambda generator: {"_state_var": generator.state})
