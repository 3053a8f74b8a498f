"""What all magics do with the line they are given."""

from IPython.core.error import UsageError

from tfcourse.viz.picture import CannotDraw


def drawn(picture, *arguments, **options):
    """Returns a picture; what it cannot draw is told in a line, as wrong usage is.

    Args:
      picture: A subclass of `Picture`, or a function that returns one.
      *arguments: Its arguments.
      **options: Its keyword arguments.

    Raises:
      UsageError: The picture takes something else.
    """
    try:
        return picture(*arguments, **options)
    except CannotDraw as error:
        raise UsageError(str(error)) from None


def unquoted(expression: str) -> str:
    """Returns an expression without the quotes that hold its words together on a magic's line."""
    quote = expression[:1]
    if quote in ("'", '"') and expression.endswith(quote) and expression.count(quote) == 2:
        return expression[1:-1]
    return expression
