"""What arguments and results of a traced function may be: the types that signatures print."""

import weakref

from tfcourse.core import nest
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable

_LITERAL = (bool, int, float, complex, str, bytes, type(None))


class VariableSpec(TypeSpec):
    """What is fixed about a variable that is an argument.

    Args:
      shape: The shape of its values.
      dtype: Their dtype.
      trainable: Whether tapes watch it on their own.
      alias_id: The same for arguments that are the same variable.

    Source: `tensorflow.python.ops.resource_variable_ops.VariableSpec`.
    """

    def __init__(self, shape, dtype, trainable, alias_id):
        self.shape = shape
        self.dtype = dtype
        self.trainable = trainable
        self.alias_id = alias_id

    def __repr__(self):
        return (
            f"VariableSpec(shape={self.shape}, dtype={self.dtype!r}, trainable={self.trainable}, "
            f"alias_id={self.alias_id})"
        )


class Literal:
    """One Python value, which a trace is made for.

    Attributes:
      value: The value.
    """

    def __init__(self, value):
        self.value = value

    def accepts(self, value) -> bool:
        """Says whether a value is this one."""
        try:
            return bool(value == self.value)
        except Exception:
            return False

    def __repr__(self):
        return f"Literal[{self.value!r}]"


class ObjectType:
    """One Python object, which a trace is made for and does not keep.

    Attributes:
      reference: A weak reference to it.
    """

    def __init__(self, value):
        self.reference = weakref.ref(value)

    def accepts(self, value) -> bool:
        """Says whether a value is this object."""
        return value is self.reference()

    def __repr__(self):
        return f"Weakref[{self.reference!r}])"


class UnknownArgument:
    """What stands in `structured_input_signature` for an object that a trace does not keep.

    Source: `tensorflow.python.framework.func_graph.UnknownArgument`.
    """


# Its text says where TensorFlow keeps the class.
UnknownArgument.__module__ = "tensorflow.python.framework.func_graph"


class SequenceType:
    """A list or tuple of known length.

    Attributes:
      value_class: `list` or `tuple`, or a class of those.
      items: The type of each item.
    """

    def __init__(self, value_class, items):
        self.value_class = value_class
        self.items = items

    def __repr__(self):
        name = "List" if issubclass(self.value_class, list) else "Tuple"
        return f"{name}[{', '.join(map(repr, self.items))}]"


class MappingType:
    """A dict or named tuple of known keys.

    Attributes:
      name: How it is printed: `Dict`, or the named tuple's.
      items: Types by key.
    """

    def __init__(self, name, items):
        self.name = name
        self.items = items

    def __repr__(self):
        items = (f"[{key!r}, {item!r}]" for key, item in self.items.items())
        return f"{self.name}[{', '.join(items)}]"


def type_of(value, type_of_leaf):
    """Returns the type of a nested structure.

    Args:
      value: The structure.
      type_of_leaf: A function that returns the type of a leaf, or None to have it made here.
    """
    if isinstance(value, dict):
        return MappingType(
            "Dict", {key: type_of(item, type_of_leaf) for key, item in value.items()}
        )
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        items = zip(value._fields, value, strict=True)
        return MappingType(
            type(value).__name__, {key: type_of(item, type_of_leaf) for key, item in items}
        )
    if isinstance(value, (list, tuple)):
        return SequenceType(type(value), [type_of(item, type_of_leaf) for item in value])
    found = type_of_leaf(value)
    return found if found is not None else type_of_object(value)


def type_of_object(value):
    """Returns the type of a leaf that is no tensor.

    Raises:
      TypeError: if a trace cannot be told to belong to it, as it has no hash.
    """
    if isinstance(value, TypeSpec):
        return value
    if isinstance(value, _LITERAL):
        return Literal(value)
    spec = getattr(value, "_type_spec", None)
    if spec is not None:
        return spec
    try:
        hash(value)
    except TypeError:
        raise TypeError(
            f"Could not generate a generic TraceType for {value!r}.Please verify that it is "
            "immutable/hashable. Otherwise, consider implementing the Tracing Protocol for it."
        ) from None
    try:
        return ObjectType(value)
    except TypeError:
        return Literal(value)


def type_of_result(value):
    """Returns the type of what a traced function returned."""

    def leaf(item):
        return TensorSpec(item.shape, item.dtype) if isinstance(item, (Tensor, Variable)) else None

    return type_of(value, leaf)


def paths(structure, prefix: str) -> list[str]:
    """Returns a name for each leaf of a structure, made of the way to it: `b_0`, `d_key`."""
    if isinstance(structure, dict):
        items = [(key, structure[key]) for key in sorted(structure)]
    elif isinstance(structure, tuple) and hasattr(structure, "_fields"):
        items = zip(structure._fields, structure, strict=True)
    elif isinstance(structure, (list, tuple)):
        items = enumerate(structure)
    else:
        return [prefix] * len(nest.flatten(structure, expand_composites=True))
    return [path for key, item in items for path in paths(item, f"{prefix}_{key}")]
