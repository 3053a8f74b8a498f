"""Errors for numbers of operands or results that an op does not take."""

from tfcourse.core import errors
from tfcourse.core.context import context


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
