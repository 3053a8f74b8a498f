"""Errors for attributes that an op does not take, as TensorFlow words them for its operands."""

from tfcourse.core import errors
from tfcourse.core.context import context
from tfcourse.ops.attributes import check_attributes


def check_attributes_of(op, operand, **values) -> None:
    """Checks attributes as `check_attributes` does.

    Args:
      op: The `Op`.
      operand: The operand as the user passed it: for a list, TensorFlow's error names nothing.
      **values: Values by the names of the attributes.

    Raises:
      InvalidArgumentError: if a value is none of the allowed ones; in a graph a TypeError.
    """
    try:
        check_attributes(op, **values)
    except errors.InvalidArgumentError as error:
        if not isinstance(operand, (list, tuple)):
            raise
        raise errors.InvalidArgumentError(None, None, error.message[: -len(" name: ")]) from None


def refused_count(op, attribute, count, minimum, name=None, words="Value for attr"):
    """Returns the error for an attribute that counts operands or results and is too small.

    Args:
      op: The `Op`.
      attribute: The attribute's name.
      count: Its value.
      minimum: The least value it may have.
      name: What the error says of the operation's name; nothing if None.
      words: What the error calls the attribute.
    """
    if context.graph is not None:
        return ValueError(
            f"Attr '{attribute}' of '{op.type}' Op passed {count} less than minimum {minimum}."
        )
    suffix = "" if name is None else f" name: {name}"
    return errors.InvalidArgumentError(
        None,
        None,
        f"{words} '{attribute}' of {count} must be at least minimum {minimum}\n\t; NodeDef: "
        f"{{{{node {op.type}}}}}; {op.signature.text} [Op:{op.type}]{suffix}",
    )
