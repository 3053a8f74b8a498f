"""Public functions that take more than tensors: ragged ones, say.

A room registers an alternative for a public name. When a call of the function fails as it does for
a value that is no tensor, the alternative is asked, and declines by NotImplemented. A call that
works costs nothing but a second frame, and only functions with an alternative have one.
"""

import functools
from collections.abc import Callable

_alternatives: dict[str, list[Callable]] = {}
_dispatching: dict[Callable, Callable] = {}


def register_alternative(name: str, alternative: Callable) -> None:
    """Adds to what is asked where a public function fails.

    Args:
      name: A public name of the function, below `tf`.
      alternative: Called with the function and the call's arguments; returns the result, or
        NotImplemented.
    """
    _alternatives.setdefault(name, []).append(alternative)


def with_alternatives(objects: dict[str, object]) -> dict[str, object]:
    """Returns public objects by their names, functions with an alternative made to ask it."""
    # A function may have several names.
    asked: dict[Callable, list[Callable]] = {}
    for name, alternatives in _alternatives.items():
        function = objects.get(name)
        if callable(function):
            asked.setdefault(function, []).extend(alternatives)
    for function, alternatives in asked.items():
        if function not in _dispatching:
            _dispatching[function] = _made_to_ask(function, list(dict.fromkeys(alternatives)))
    return {
        name: _dispatching.get(value, value) if callable(value) else value
        for name, value in objects.items()
    }


def _made_to_ask(function: Callable, alternatives: list[Callable]) -> Callable:
    @functools.wraps(function)
    def dispatching(*arguments, **keywords):
        try:
            return function(*arguments, **keywords)
        except (TypeError, ValueError, AttributeError):
            for alternative in alternatives:
                result = alternative(function, *arguments, **keywords)
                if result is not NotImplemented:
                    return result
            raise

    return dispatching
