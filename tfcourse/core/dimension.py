"""Dimension: the size of one axis as TensorFlow 1 hands it out."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from tfcourse.core.export import export


def dimension_size(value: Any) -> int | None:
    """Checks the size of one axis.

    Args:
      value: An integer of any kind, a Dimension, or None for an unknown size.

    Returns:
      The size as a Python integer, or None.

    Raises:
      TypeError: `value` is no integer.
      ValueError: `value` is negative.

    Example:
      >>> dimension_size(Dimension(3)), dimension_size(None)
      (3, None)

    Source: `tf.compat.v1.Dimension`.
    """
    if value is None:
        return None
    if type(value) is Dimension:
        return value.value
    if not isinstance(value, int):
        try:
            value = type(value).__index__(value)
        except (AttributeError, TypeError):
            raise TypeError(
                "Dimension value must be integer or None or have an __index__ method, "
                f"got value '{value!r}' with type '{type(value)!r}'"
            ) from None
    if value < 0:
        raise ValueError(f"Dimension {value} must be >= 0")
    return value


def _arithmetic(operation: Callable[[int, int], int], reflected: bool = False) -> Any:
    def method(self: Dimension, other: Any) -> Any:
        try:
            left, right = self._value, dimension_size(other)
        except (TypeError, ValueError):
            return NotImplemented
        if left is None or right is None:
            return Dimension(None)
        return Dimension(operation(right, left) if reflected else operation(left, right))

    return method


def _comparison(compare: Callable[[int, int], bool]) -> Any:
    def method(self: Dimension, other: Any) -> bool | None:
        size = dimension_size(other)
        return None if self._value is None or size is None else compare(self._value, size)

    return method


@export("compat.v1.Dimension")
class Dimension:
    """The size of one axis; arithmetic with an unknown size is unknown, comparison is None.

    Args:
      value: A non-negative integer, a Dimension, or None for an unknown size.

    Raises:
      TypeError: `value` is no integer.
      ValueError: `value` is negative.

    Example:
      >>> Dimension(3) + 1, Dimension(3) * None, Dimension(3) == 3, Dimension(3) == None
      (Dimension(4), Dimension(None), True, None)

    Source: `tf.compat.v1.Dimension`.
    """

    __slots__ = ("_value",)
    __hash__ = None  # type: ignore[assignment]  # Unknown sizes are equal to nothing.

    def __init__(self, value: Any) -> None:
        self._value = dimension_size(value)

    @property
    def value(self) -> int | None:
        """The size as an integer, or None."""
        return self._value

    def is_compatible_with(self, other: Any) -> bool:
        """Tells whether the sizes are equal or one of them is unknown."""
        size = dimension_size(other)
        return self._value is None or size is None or self._value == size

    def assert_is_compatible_with(self, other: Any) -> None:
        """Raises ValueError unless the sizes are equal or one of them is unknown."""
        if not self.is_compatible_with(other):
            raise ValueError(f"Dimensions {self} and {other} are not compatible")

    def merge_with(self, other: Any) -> Dimension:
        """Gives the known one of two compatible sizes."""
        self.assert_is_compatible_with(other)
        return Dimension(other if self._value is None else self._value)

    def __eq__(self, other: object) -> bool | None:  # type: ignore[override]
        try:
            size = dimension_size(other)
        except (TypeError, ValueError):
            return NotImplemented
        return None if self._value is None or size is None else self._value == size

    def __ne__(self, other: object) -> bool | None:  # type: ignore[override]
        equal = self.__eq__(other)
        return equal if equal is None or equal is NotImplemented else not equal

    __lt__ = _comparison(operator.lt)
    __le__ = _comparison(operator.le)
    __gt__ = _comparison(operator.gt)
    __ge__ = _comparison(operator.ge)
    __add__ = _arithmetic(operator.add)
    __radd__ = _arithmetic(operator.add, reflected=True)
    __sub__ = _arithmetic(operator.sub)
    __rsub__ = _arithmetic(operator.sub, reflected=True)
    __mul__ = _arithmetic(operator.mul)
    __rmul__ = _arithmetic(operator.mul, reflected=True)
    __floordiv__ = _arithmetic(operator.floordiv)
    __rfloordiv__ = _arithmetic(operator.floordiv, reflected=True)
    __mod__ = _arithmetic(operator.mod)
    __rmod__ = _arithmetic(operator.mod, reflected=True)

    def __truediv__(self, other: Any) -> Any:
        raise TypeError(
            "unsupported operand type(s) for /: "
            f"'Dimension' and '{type(other).__name__}', please use // instead"
        )

    def __rtruediv__(self, other: Any) -> Any:
        raise TypeError(
            "unsupported operand type(s) for /: "
            f"'{type(other).__name__}' and 'Dimension', please use // instead"
        )

    def __bool__(self) -> bool:
        return bool(self._value)

    def __int__(self) -> int:
        return self._value  # type: ignore[return-value]  # Python reports None as an error.

    __index__ = __int__

    def __repr__(self) -> str:
        return f"Dimension({self._value})"

    def __str__(self) -> str:
        return "?" if self._value is None else str(self._value)

    def __reduce__(self) -> tuple[Any, ...]:
        return Dimension, (self._value,)


@export("compat.dimension_value")
def dimension_value(dimension: Any) -> Any:
    """Gives the size that `shape[i]` stands for, in TensorFlow 1 and 2 alike.

    Args:
      dimension: A Dimension, an integer or None.

    Returns:
      The value of a Dimension; anything else as it is.

    Example:
      >>> dimension_value(Dimension(3)), dimension_value(3)
      (3, 3)

    Source: `tf.compat.dimension_value`.
    """
    return dimension.value if isinstance(dimension, Dimension) else dimension
