"""Errors of user code that is being traced: the user's own lines, none of ours."""

import linecache
import os
import traceback

from tfcourse.core import errors

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_MARK = "in user code:\n\n"


def _is_ours(filename: str) -> bool:
    parts = filename.replace("\\", "/")
    return (
        filename.startswith((_PACKAGE, "<op ", "<frozen "))
        or "/site-packages/jax" in parts
        or ("/lib/python3" in parts and "/site-packages/" not in parts)
    )


def in_user_code(error: Exception) -> Exception:
    """Returns an error of the same class whose message shows where in the user's code it arose.

    Args:
      error: What the traced function raised.

    Returns:
      The new error, or `error` itself if its class takes more than a message.
    """
    message = error.message if isinstance(error, errors.OpError) else str(error)
    if message.startswith(_MARK):
        return error
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        if not _is_ours(frame.filename):
            source = linecache.getline(frame.filename, frame.lineno).strip()
            lines.append(f'    File "{frame.filename}", line {frame.lineno}, in {frame.name}  *\n')
            if source:
                lines.append(f"        {source}\n")
    kind = type(error)
    text = f"{_MARK}{''.join(lines)}\n    {kind.__name__}: {message}\n"
    try:
        if isinstance(error, errors.OpError):
            return kind(None, None, text)
        return kind(text)
    except TypeError:
        return error
