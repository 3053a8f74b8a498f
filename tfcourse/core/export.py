"""One object, its public names at its definition.

`@export("math.add", "add")` says under which names below `tf` an object is found. The public
namespaces are built from this registry once, at the end of `import tfcourse`.
"""

from collections.abc import Callable
from typing import TypeVar

_Object = TypeVar("_Object")
_objects_by_name: dict[str, object] = {}


def export_constant(value: _Object, *names: str) -> _Object:
    """Registers `value` under dotted public names and returns it.

    Args:
      value: Any object.
      *names: Names below `tf`, such as `"math.pi"`.

    Returns:
      `value`, unchanged.

    Raises:
      ValueError: if a name is taken by another object.
    """
    for name in names:
        if _objects_by_name.setdefault(name, value) is not value:
            raise ValueError(f"The public name tf.{name} is taken already.")
    return value


def export(*names: str) -> Callable[[_Object], _Object]:
    """Returns a decorator that registers an object under dotted public names.

    Args:
      *names: Names below `tf`, such as `"math.add"` and `"add"`.
    """
    return lambda value: export_constant(value, *names)


def exported() -> dict[str, object]:
    """Returns a copy of the registry: every public object by its dotted name."""
    return dict(_objects_by_name)
