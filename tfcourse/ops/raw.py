"""`tf.raw_ops`: every op by its type and TensorFlow's own argument names, by keyword only."""

import re

from tfcourse.core.execute import execute
from tfcourse.core.op import Op, ops_by_type


# TensorFlow's Python calls these otherwise than the op does.
_RENAMED = {"reduction_indices": "axis", "dim": "axis", "split_dim": "axis"}


def _snake_case(op_type: str) -> str:
    """Returns the name that TensorFlow gives the function of an op type."""
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", op_type)
    return re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", text).lower()


def _attribute(definition: Op, position: int, keywords: dict):
    """Returns an attribute by the name that TensorFlow or our own kernel gives it."""
    parameter = definition.parameters[len(definition.inputs) + position]
    own = definition.attribute_names[position]
    inferred = {argument.attribute for argument in definition.inputs}
    names = [
        name
        for name in definition.signature.attributes
        if name not in inferred and name not in {argument.count for argument in definition.inputs}
    ]
    for name in (own, *names[position : position + 1]):
        if name in keywords:
            return keywords.pop(name)
    if parameter.default is parameter.empty:
        raise TypeError(
            f"{_snake_case(definition.type)}() missing 1 required positional argument: '{own}'"
        )
    return parameter.default


def _function(definition: Op):
    names = [argument.name for argument in definition.inputs]
    own_names = [_RENAMED.get(name, name) for name in names]
    shown = _snake_case(definition.type)

    def raw(*args, **keywords):
        if args:
            keys = [*names, *definition.attribute_names, "name"]
            raise TypeError(
                f"{shown} only takes keyword args (possible keys: {keys}). Please pass these args "
                "as kwargs instead."
            )
        name = keywords.pop("name", None)
        for own, given in zip(own_names, names, strict=True):
            if own != given and own in keywords:
                keywords[given] = keywords.pop(own)
        missing = [key for key in names if key not in keywords]
        if missing:
            raise TypeError(
                f"{shown}() missing {len(missing)} required positional argument"
                f"{'s' if len(missing) > 1 else ''}: {' and '.join(map(repr, missing))}"
            )
        operands = tuple(keywords.pop(key) for key in names)
        attributes = tuple(
            _attribute(definition, position, keywords)
            for position in range(len(definition.attribute_names))
        )
        if keywords:
            raise TypeError(
                f"{shown}() got an unexpected keyword argument '{next(iter(keywords))}'"
            )
        return execute(definition, operands, attributes, name)

    raw.__name__ = raw.__qualname__ = definition.type
    raw.__doc__ = (
        f"Runs the op `{definition.type}`, by keyword: {', '.join(names)}.\n\n"
        f"Source: `tf.raw_ops.{definition.type}`."
    )
    return raw


def raw_functions() -> dict:
    """Returns the functions of `tf.raw_ops` by their public names: one per op of TensorFlow."""
    return {
        f"raw_ops.{op_type}": _function(definition)
        for op_type, definition in ops_by_type.items()
        if definition.signature is not None
    }
