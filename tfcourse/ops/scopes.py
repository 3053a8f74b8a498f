"""Name scopes and named conversions of functions that are composed of several operations."""

from tfcourse.core.context import context
from tfcourse.core.convert import convert, converter_of
from tfcourse.core.tensor import EagerTensor, Tensor


class scope:
    """A `with` block whose operations stand below one name in a graph.

    Gives the name that the last operation takes, so that the result is called as the function is;
    None in eager execution, where TensorFlow's errors do not print it either.

    Args:
      name: The name that the user gave, or None.
      default: The name otherwise.
    """

    __slots__ = ("_inner", "_name")

    def __init__(self, name, default):
        self._name = name or default
        self._inner = None

    def __enter__(self):
        if context.graph is None:
            return None
        self._inner = context.graph.name_scope(self._name)
        return self._inner.__enter__()

    def __exit__(self, *exception):
        if self._inner is not None:
            self._inner.__exit__(*exception)


def tensor_of(value, name, dtype=None, dtype_hint=None) -> Tensor:
    """Returns a value as a tensor; in a graph, data becomes a constant of the given name.

    Args:
      value: Anything that converts to a tensor.
      name: The constant's name.
      dtype: The dtype it must have, or None.
      dtype_hint: The dtype that Python data gets where it fits.
    """
    if type(value) is EagerTensor and (dtype is None or value.dtype is dtype):
        return value
    try:
        tensor = convert(value, dtype, dtype_hint)
    except TypeError:
        if context.graph is None or dtype is None:
            raise
        kind = type(value).__name__
        raise TypeError(f"Expected {dtype.name}, but got {value} of type '{kind}'.") from None
    is_data = not isinstance(value, Tensor) and converter_of(value) is None
    if context.graph is not None and is_data and isinstance(tensor, EagerTensor):
        return context.graph.element(tensor, name)
    return tensor
