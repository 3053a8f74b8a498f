"""Errors of user code that is being traced: the user's own lines, none of ours or generated."""

import ast
import linecache
import os
import re
import types

from tfcourse.core import errors
from tfcourse.core.stack import shown_file
from tfcourse.function.autograph import analysis, calls
from tfcourse.function.autograph.errors import PyCTError, StagingError
from tfcourse.function.autograph.rules import is_library_file

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_AUTOGRAPH = os.path.dirname(calls.__file__) + os.sep
# Marks of code that was converted, of what it calls as it is, and of what that calls.
_CONVERTED, _UNCONVERTED, _DEEPER = "  *", "  **", ""
_MARKS = {
    calls.run_converted.__name__: _CONVERTED,
    calls.run_plain.__name__: _CONVERTED,
    calls.run_unconverted.__name__: _UNCONVERTED,
}
# What Python calls a converted function: the places in generated code where it is defined.
_GENERATED_SCOPE = "outer_factory.<locals>.inner_factory.<locals>.tf__"
_UNSET = re.compile(r"local variable '(\w+)'")
# Classes besides these may take more than a message; one that defines no constructor does not.
_FROM_MESSAGE = (
    AssertionError,
    AttributeError,
    NameError,
    NotImplementedError,
    RuntimeError,
    StopIteration,
    TypeError,
    UnboundLocalError,
    ValueError,
    errors.InaccessibleTensorError,
    errors.OperatorNotAllowedInGraphError,
)


class _MultilineKeyError(KeyError):
    """A `KeyError` whose message is shown as it is, not as a literal."""

    def __str__(self):
        return self.args[0]


_MultilineKeyError.__name__ = _MultilineKeyError.__qualname__ = "KeyError"
_MultilineKeyError.__module__ = "builtins"


class _Trail:
    """The user's lines in a traceback, one per function that is running.

    A function that was converted has frames of generated code: several, one inside the other, of
    which the innermost that comes from a line of the user's is shown.
    """

    def __init__(self):
        self.lines: list[str] = []
        self.is_converted = False
        # How the next frame of user code is marked, by how it came to be called.
        self._mark = _CONVERTED
        # The generated file or the code that the last line belongs to; None where another begins.
        self._running = None

    def add(self, frame, lineno):
        """Takes up the next frame of a traceback."""
        from tfcourse.function.autograph.converter import origins

        code = frame.f_code
        file = code.co_filename
        if file == calls.__file__:
            if code.co_name in _MARKS:
                self._mark, self._running = _MARKS[code.co_name], None
        elif (lines := origins(file)) is not None:
            self.is_converted = True
            self._mark = _UNCONVERTED
            if lineno in lines:
                self._show(*lines[lineno], _CONVERTED, file)
        elif not _is_ours(file):
            self._add_plain(code, lineno)
        elif not file.startswith(_AUTOGRAPH):
            self._mark = _DEEPER

    def _add_plain(self, code, lineno):
        running = self._running
        if running is code:
            running = self._running = None
        is_inner = isinstance(running, types.CodeType) and _name_inside(running, code)
        if not is_inner and self._mark != _CONVERTED:
            text = _source(code, lineno)
            self._show(code.co_filename, lineno, code.co_name, text, self._mark, object())
            self._mark = _DEEPER
            return
        self.is_converted = True
        root = running if is_inner else code
        name = _name_inside(root, code)
        text = _lambda_source(code, lineno) if name is None else _source(code, lineno)
        self._show(code.co_filename, lineno, name, text, _CONVERTED, root)
        # What a branch calls, a library function's frame between, counts as called by the function.
        self._mark = _CONVERTED

    def _show(self, file, line, name, text, mark, running):
        shown = f"    {shown_file(file)}, line {line}, in {name}{mark}\n"
        if text.strip():
            shown += f"        {text.strip()}\n"
        if running == self._running:
            self.lines[-1] = shown
        else:
            self.lines.append(shown)
        self._running = running


def _is_ours(filename: str) -> bool:
    return filename.startswith((_PACKAGE, "<op ", "<frozen ")) or is_library_file(filename)


def _source(code, lineno) -> str:
    return linecache.getline(code.co_filename, lineno)


def _name_inside(root, code, name=None):
    """Returns the name by which TensorFlow knows code inside other code; None if it is not there.

    A lambda or comprehension goes by the name of the function around it.
    """
    own = name if root.co_name.startswith("<") else root.co_name
    if root is code:
        return own
    inner = (const for const in root.co_consts if isinstance(const, types.CodeType))
    return next(filter(None, (_name_inside(const, code, own) for const in inner)), None)


def _lambda_source(code, lineno) -> str:
    """Returns the part of a line that is a lambda; the line, if there is no telling."""
    line = _source(code, lineno)
    start = line.find("lambda")
    for end in range(len(line), start, -1):
        try:
            expression = ast.parse(line[start:end].strip(), mode="eval").body
        except SyntaxError:
            continue
        if isinstance(expression, ast.Lambda):
            return line[start:end]
    return line


def in_user_code(error: Exception) -> Exception:
    """Returns an error of the same class whose message shows where in the user's code it arose.

    Args:
      error: What the traced function raised.

    Returns:
      The new error; `error` itself if the function runs as plain Python, unconverted. A class that
      takes more than a message becomes `StagingError`.
    """
    known = getattr(error, "user_code", None)
    trail = _Trail()
    traceback = error.__traceback__
    while traceback is not None:
        trail.add(traceback.tb_frame, traceback.tb_lineno)
        code = traceback.tb_frame.f_code
        traceback = traceback.tb_next
    if not trail.is_converted:
        return error
    if known is None:
        message = error.message if isinstance(error, errors.OpError) else str(error)
        message = message.replace(_GENERATED_SCOPE, "")
        unset = _UNSET.search(message) if isinstance(error, UnboundLocalError) else None
        if unset is not None and analysis.sets_in_control_flow(code, unset[1]):
            # What converted code says of it; this code needed no conversion.
            message = f"'{unset[1]}' is used before assignment"
        lines, name = trail.lines, type(error).__name__
    else:
        inner, name, message = known
        lines = [*trail.lines, *inner]
    shown = f"{name}: {message}".replace("\n", "\n    ")
    result = _of_class(type(error), f"in user code:\n\n{''.join(lines)}\n    {shown}\n")
    result.user_code = (lines, name, message)
    return result


def _of_class(kind, text) -> Exception:
    if issubclass(kind, errors.OpError):
        return kind(None, None, text)
    if issubclass(kind, KeyError):
        return _MultilineKeyError(text)
    takes_message = kind in _FROM_MESSAGE or kind.__init__ is Exception.__init__
    if takes_message or issubclass(kind, PyCTError):
        return kind(text)
    return StagingError(text)
