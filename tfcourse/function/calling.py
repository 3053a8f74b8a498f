"""Calls of a traced function: arguments as the Python function takes them, or flat tensors."""

from tfcourse.core import nest
from tfcourse.core.convert import convert
from tfcourse.core.errors import InvalidArgumentError
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.function.trace_types import (
    Literal,
    MappingType,
    ObjectType,
    SequenceType,
    VariableSpec,
)


def cast_structured(function_type, arguments, args, kwargs):
    """Takes arguments as the Python function does.

    Args:
      function_type: The `FunctionType` of the trace.
      arguments: The bound arguments of the traced call, with their leaves.
      args: Positional arguments.
      kwargs: Keyword arguments.

    Returns:
      The tensors for its placeholders, and the handles of variables, each once.

    Raises:
      TypeError: if they do not fit.
    """
    bound = function_type.bind(*args, **kwargs)
    values = {
        name: _cast(value, function_type.parameters[name].type_constraint)
        for name, value in bound.arguments.items()
    }
    tensors, handles = [], {}
    for name in function_type.parameters:
        for leaf in nest.flatten(values[name], expand_composites=True):
            if isinstance(leaf, Variable):
                handles[id(leaf.handle)] = leaf.handle
            elif isinstance(leaf, Tensor):
                tensors.append(leaf)
    return tensors, list(handles.values())


def _refused(value, kind):
    is_tensor = isinstance(value, Tensor)
    shown = TensorSpec(value.shape, value.dtype) if is_tensor else repr(value)
    return TypeError(f"Can not cast {shown} to {kind!r}")


def _cast(value, kind):
    """Returns an argument as its type has it: tensors where it has tensors, else None."""
    if isinstance(kind, TensorSpec):
        if not isinstance(value, Tensor):
            try:
                value = convert(value, kind.dtype)
            except (TypeError, ValueError):
                raise _refused(value, kind) from None
        if not kind.is_compatible_with(value):
            raise _refused(value, kind)
        return value
    if isinstance(kind, VariableSpec):
        fits = (
            isinstance(value, Variable)
            and value.dtype is kind.dtype
            and value.shape == kind.shape
            and bool(value.trainable) == kind.trainable
        )
        if not fits:
            raise _refused(value, kind)
        return value
    if isinstance(kind, (Literal, ObjectType)):
        if not kind.accepts(value):
            raise _refused(value, kind)
        return None
    if isinstance(kind, SequenceType):
        if not isinstance(value, kind.value_class) or len(value) != len(kind.items):
            raise _refused(value, kind)
        return [_cast(item, own) for item, own in zip(value, kind.items, strict=True)]
    if isinstance(kind, MappingType):
        items = value._asdict() if hasattr(value, "_asdict") else value
        if not isinstance(items, dict):
            raise _refused(value, kind)
        if set(items) != set(kind.items):
            raise TypeError(f"{value!r} has different keys with the TraceType {kind!r}.")
        cast = {key: _cast(items[key], own) for key, own in kind.items.items()}
        return cast if kind.name == "Dict" else list(cast.values())
    if not kind.is_compatible_with(value):
        raise _refused(value, kind)
    return value


def cast_flat(concrete, args, kwargs):
    """Takes one tensor for each placeholder.

    Args:
      concrete: The `ConcreteFunction`.
      args: Positional arguments.
      kwargs: Keyword arguments, by the names of the placeholders.

    Returns:
      The tensors.

    Raises:
      TypeError: if there are too few or too many, or they are no tensors.
      InvalidArgumentError: if a tensor has another dtype.
    """
    placeholders = concrete.inputs[: len(concrete.inputs) - len(concrete.captured_inputs)]
    names = [placeholder.op.name for placeholder in placeholders]
    function = f"{concrete.graph.name}({', '.join(names)})"
    if len(args) > len(names):
        raise TypeError(f"{function} takes {len(names)} positional arguments, got {len(args)}.")
    missing = [name for name in names[len(args) :] if name not in kwargs]
    if missing:
        raise TypeError(f"{function} missing required arguments: {', '.join(missing)}.")
    for name in names[: len(args)]:
        if name in kwargs:
            raise TypeError(f"{function} got two values for '{name}'.")
    unexpected = [name for name in kwargs if name not in names]
    if unexpected:
        raise TypeError(f"{function} got unexpected keyword arguments: {', '.join(unexpected)}.")
    values = [*args, *(kwargs[name] for name in names[len(args) :])]
    for index, value in enumerate(values):
        if not isinstance(value, (Tensor, Variable)):
            raise TypeError(
                f"{function}: expected argument #{index}(zero-based) to be a Tensor; got "
                f"{type(value).__name__} ({value})."
            )
    for index, (value, placeholder) in enumerate(zip(values, placeholders, strict=True)):
        if isinstance(value, Variable):
            raise TypeError(
                "provided list of inputs contains objects other than 'EagerTensor'. Item "
                f"{index} is type: {type(value).__name__}"
            )
        if value.dtype is not placeholder.dtype:
            name = concrete.name.decode()
            raise InvalidArgumentError(
                None,
                None,
                f"cannot compute {name} as input #{index}(zero-based) was expected to be a "
                f"{placeholder.dtype.short_name} tensor but is a {value.dtype.short_name} tensor "
                f"[Op:{name}]",
            )
    return values
