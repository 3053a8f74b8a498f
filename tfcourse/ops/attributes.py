"""Checks of attributes by what TensorFlow's signatures say of them: kinds, choices, minima."""

import re

from tfcourse.core import errors
from tfcourse.core.context import context
from tfcourse.core.op import Op

_WORDS = {"string": (str, bytes), "int": int, "bool": bool}


def check_attributes(op: Op, **values) -> None:
    """Checks values for attributes of an op before it is run.

    Args:
      op: The `Op`.
      **values: Values by the names that TensorFlow's signature gives the attributes.

    Raises:
      InvalidArgumentError: if a value is none of the allowed ones, or too small; in a graph it
        is a ValueError, for a dtype a TypeError, as in TensorFlow.
      TypeError: if a value is of the wrong kind.
    """
    for name, value in values.items():
        attribute = op.signature.attributes[name]
        expected = _WORDS.get(attribute.kind)
        if expected is not None and not isinstance(value, expected):
            raise TypeError(f"Expected {attribute.kind} for argument '{name}' not {value!r}.")
        if attribute.kind == "type":
            if attribute.allowed is not None and value not in attribute.allowed:
                raise _refused_dtype(op, name, value, attribute.allowed)
            continue
        limits = re.search(rf"attr={name}:([^;>]*)", op.signature.text).group(1)
        choices = re.search(r"allowed=\[([^]]*)\]", limits)
        minimum = re.search(r"min=(-?\d+)", limits)
        text = value.decode() if isinstance(value, bytes) else value
        if choices and f'"{text}"' not in choices.group(1).split(", "):
            raise _refused(
                op,
                f"Value for attr '{name}' of \"{text}\" is not in the list of allowed values: "
                f"{choices.group(1)}",
                f"Attr '{name}' of '{op.type}' Op passed string '{text}' not in: "
                f"{choices.group(1)}.",
            )
        if minimum and value < int(minimum.group(1)):
            raise _refused(
                op,
                f"Value for attr '{name}' of {value} must be at least minimum {minimum.group(1)}",
                f"Attr '{name}' of '{op.type}' Op passed {value} less than minimum "
                f"{minimum.group(1)}.",
            )


def _refused(op, eager_message, graph_message, graph_error=ValueError):
    if context.graph is not None:
        return graph_error(graph_message)
    return errors.InvalidArgumentError(
        None,
        None,
        f"{eager_message}\n\t; NodeDef: {{{{node {op.type}}}}}; {op.signature.text} "
        f"[Op:{op.type}] name: ",
    )


def _refused_dtype(op, name, dtype, allowed):
    return _refused(
        op,
        f"Value for attr '{name}' of {dtype.short_name} is not in the list of allowed values: "
        + ", ".join(item.short_name for item in allowed),
        f"Value passed to parameter '{name}' has DataType {dtype.name} not in list of allowed "
        f"values: {', '.join(item.name for item in allowed)}",
        TypeError,
    )
