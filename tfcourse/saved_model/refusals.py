"""Errors for what cannot be saved, and for files that cannot be loaded."""

from tfcourse.core.errors import DataLossError
from tfcourse.core.operation import Operation
from tfcourse.core.stack import shown_file


class NotExportable(ValueError):
    """A traced function cannot be written to a file.

    Attributes:
      reason: Why, without the name of the function.
    """

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def at_operation(operation: Operation, reason: str) -> NotExportable:
    """Returns the error for an operation that stands in the way, with the user's line."""
    place = ""
    if operation.frames:
        frame = operation.frames[-1]
        place = f" ({shown_file(frame.filename)}, line {frame.line}, in {frame.function})"
    return NotExportable(f"operation '{operation.name}' of type {operation.type}{place} {reason}")


def of_function(error: NotExportable, function_name: str) -> ValueError:
    """Returns the error that `save` raises for a function."""
    return ValueError(
        f"The function '{function_name}' cannot be saved: {error.reason} Leave such a function out "
        "of the object that is saved, as an attribute of another one, say."
    )


def damaged(path, reason: str) -> DataLossError:
    """Returns the error for a file that is not what `save` wrote."""
    return DataLossError(None, None, f"The saved model's file {path} is damaged: {reason}")
