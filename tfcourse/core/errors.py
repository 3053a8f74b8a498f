"""The exceptions of `tf.errors`.

They print as TensorFlow's do, their classes included, and travel through pickle.

Example:
  >>> error = InvalidArgumentError(None, None, "Incompatible shapes: [2] vs. [3]")
  >>> print(type(error), error.error_code, error)
  <class 'tensorflow.python.framework.errors_impl.InvalidArgumentError'> 3 Incompatible shapes: [2] vs. [3]
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tfcourse.core.export import export, export_constant

OK = export_constant(0, "errors.OK")
CANCELLED = export_constant(1, "errors.CANCELLED")
UNKNOWN = export_constant(2, "errors.UNKNOWN")
INVALID_ARGUMENT = export_constant(3, "errors.INVALID_ARGUMENT")
DEADLINE_EXCEEDED = export_constant(4, "errors.DEADLINE_EXCEEDED")
NOT_FOUND = export_constant(5, "errors.NOT_FOUND")
ALREADY_EXISTS = export_constant(6, "errors.ALREADY_EXISTS")
PERMISSION_DENIED = export_constant(7, "errors.PERMISSION_DENIED")
RESOURCE_EXHAUSTED = export_constant(8, "errors.RESOURCE_EXHAUSTED")
FAILED_PRECONDITION = export_constant(9, "errors.FAILED_PRECONDITION")
ABORTED = export_constant(10, "errors.ABORTED")
OUT_OF_RANGE = export_constant(11, "errors.OUT_OF_RANGE")
UNIMPLEMENTED = export_constant(12, "errors.UNIMPLEMENTED")
INTERNAL = export_constant(13, "errors.INTERNAL")
UNAVAILABLE = export_constant(14, "errors.UNAVAILABLE")
DATA_LOSS = export_constant(15, "errors.DATA_LOSS")
UNAUTHENTICATED = export_constant(16, "errors.UNAUTHENTICATED")

_ErrorClass = TypeVar("_ErrorClass", bound=type[Exception])
_OpErrorClass = TypeVar("_OpErrorClass", bound="type[OpError]")
_class_by_name: dict[str, type[Exception]] = {}
_class_by_code: dict[int, type[OpError]] = {}


def _restore(error_class: str | type[Exception], arguments: tuple[Any, ...]) -> Exception:
    """Makes a pickled exception again: pickle cannot find our classes by the module they name."""
    if isinstance(error_class, str):
        error_class = _class_by_name[error_class]
    return error_class(*arguments)


def _reduce(error: Exception, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    error_class = type(error)
    is_ours = _class_by_name.get(error_class.__name__) is error_class
    return _restore, (error_class.__name__ if is_ours else error_class, arguments)


def _printed_as_tensorflow(error_class: _ErrorClass) -> _ErrorClass:
    error_class.__module__ = "tensorflow.python.framework.errors_impl"
    _class_by_name[error_class.__name__] = error_class
    return error_class


@export("errors.OpError")
@_printed_as_tensorflow
class OpError(Exception):
    """An operation failed; the base class of the errors that carry an error code.

    Args:
      node_def: The definition of the graph node that failed, or None.
      op: The `tf.Operation` that failed, or None.
      message: What went wrong.
      error_code: The number of the kind of error, such as `tf.errors.INVALID_ARGUMENT`.
      *args: The payloads, as one dictionary, or nothing.

    Attributes:
      reason: The message without the words around it that name the operation.
      node: Where in a graph it failed; None when it ran outside of any.

    Source: `tf.errors.OpError`.
    """

    node: Any = None

    def __init__(self, node_def: Any, op: Any, message: str, error_code: int, *args: Any) -> None:
        super().__init__()
        self._node_def = node_def
        self._op = op
        self._message = self.reason = message
        self._error_code = error_code
        self._experimental_payloads = args[0] if args else {}

    @property
    def message(self) -> str:
        """What went wrong."""
        return self._message

    @property
    def op(self) -> Any:
        """The operation that failed, or None when it ran outside a graph."""
        return self._op

    @property
    def node_def(self) -> Any:
        """The definition of the graph node that failed, or None."""
        return self._node_def

    @property
    def error_code(self) -> int:
        """The number of the kind of error."""
        return self._error_code

    @property
    def experimental_payloads(self) -> Any:
        """Further details, by their names."""
        return self._experimental_payloads

    def __reduce__(self) -> tuple[Any, ...]:
        code = () if type(self) in _class_by_code.values() else (self._error_code,)
        payloads = (self._experimental_payloads,) if self._experimental_payloads else ()
        return _reduce(self, (self._node_def, self._op, self._message, *code, *payloads))

    def __str__(self) -> str:
        if self._op is None:
            return self._message
        lines = [f"{self._message}\n\nOriginal stack trace for {self._op.name!r}:\n"]
        for frame in self._op.traceback:
            lines.append(f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n')
        return "".join(lines)


def _raised_for(error_code: int) -> Callable[[_OpErrorClass], _OpErrorClass]:
    def decorate(error_class: _OpErrorClass) -> _OpErrorClass:
        _class_by_code[error_code] = error_class
        return _printed_as_tensorflow(error_class)

    return decorate


@export("errors.CancelledError")
@_raised_for(CANCELLED)
class CancelledError(OpError):
    """The operation was cancelled."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, CANCELLED, *args)


@export("errors.UnknownError")
@_raised_for(UNKNOWN)
class UnknownError(OpError):
    """Something failed that has no error code of its own."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, UNKNOWN, *args)


@export("errors.InvalidArgumentError")
@_raised_for(INVALID_ARGUMENT)
class InvalidArgumentError(OpError):
    """An operand or attribute has a value, dtype or shape that is refused."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, INVALID_ARGUMENT, *args)


@export("errors.DeadlineExceededError")
@_raised_for(DEADLINE_EXCEEDED)
class DeadlineExceededError(OpError):
    """The operation did not end in time."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, DEADLINE_EXCEEDED, *args)


@export("errors.NotFoundError")
@_raised_for(NOT_FOUND)
class NotFoundError(OpError):
    """Something that was asked for, such as a file, does not exist."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, NOT_FOUND, *args)


@export("errors.AlreadyExistsError")
@_raised_for(ALREADY_EXISTS)
class AlreadyExistsError(OpError):
    """Something that was to be made exists already."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, ALREADY_EXISTS, *args)


@export("errors.PermissionDeniedError")
@_raised_for(PERMISSION_DENIED)
class PermissionDeniedError(OpError):
    """The caller may not do this."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, PERMISSION_DENIED, *args)


@export("errors.ResourceExhaustedError")
@_raised_for(RESOURCE_EXHAUSTED)
class ResourceExhaustedError(OpError):
    """There is not enough memory or disk space."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, RESOURCE_EXHAUSTED, *args)


@export("errors.FailedPreconditionError")
@_raised_for(FAILED_PRECONDITION)
class FailedPreconditionError(OpError):
    """The system is not ready for it: a variable is read before it has a value, say."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, FAILED_PRECONDITION, *args)


@export("errors.AbortedError")
@_raised_for(ABORTED)
class AbortedError(OpError):
    """The operation was given up, usually because another one ran at the same time."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, ABORTED, *args)


@export("errors.OutOfRangeError")
@_raised_for(OUT_OF_RANGE)
class OutOfRangeError(OpError):
    """The operation went past the end: of a data set, or of a file."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, OUT_OF_RANGE, *args)


@export("errors.UnimplementedError")
@_raised_for(UNIMPLEMENTED)
class UnimplementedError(OpError):
    """The operation does not exist for these arguments or on this device."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, UNIMPLEMENTED, *args)


@export("errors.InternalError")
@_raised_for(INTERNAL)
class InternalError(OpError):
    """Something is broken inside."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, INTERNAL, *args)


@export("errors.UnavailableError")
@_raised_for(UNAVAILABLE)
class UnavailableError(OpError):
    """Something is out of reach for the moment."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, UNAVAILABLE, *args)


@export("errors.DataLossError")
@_raised_for(DATA_LOSS)
class DataLossError(OpError):
    """Data is lost or damaged: a truncated file, say."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, DATA_LOSS, *args)


@export("errors.UnauthenticatedError")
@_raised_for(UNAUTHENTICATED)
class UnauthenticatedError(OpError):
    """The caller did not prove who it is."""

    def __init__(self, node_def: Any, op: Any, message: str, *args: Any) -> None:
        super().__init__(node_def, op, message, UNAUTHENTICATED, *args)


@export("errors.OperatorNotAllowedInGraphError")
@_printed_as_tensorflow
class OperatorNotAllowedInGraphError(TypeError):
    """A symbolic tensor was used where Python needs a value.

    Source: `tf.errors.OperatorNotAllowedInGraphError`.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _reduce(self, self.args)


@_printed_as_tensorflow
class InaccessibleTensorError(ValueError):
    """A symbolic tensor was used outside the function or branch that made it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _reduce(self, self.args)


@export("compat.v1.errors.exception_type_from_error_code")
def exception_type_from_error_code(error_code: int) -> type[OpError]:
    """Gives the exception class of an error code.

    Args:
      error_code: One of the numbers 1 to 16.

    Returns:
      A subclass of `OpError`.

    Raises:
      KeyError: no class has this code.

    Example:
      >>> exception_type_from_error_code(5).__name__
      'NotFoundError'

    Source: `tf.compat.v1.errors.exception_type_from_error_code`.
    """
    return _class_by_code[error_code]


@export("compat.v1.errors.error_code_from_exception_type")
def error_code_from_exception_type(error_class: type[Exception]) -> Any:
    """Gives the error code of an exception class.

    Args:
      error_class: One of the classes of `tf.errors`.

    Returns:
      The number; for another class an `UnknownError`, which is returned and not raised.

    Example:
      >>> error_code_from_exception_type(NotFoundError)
      5

    Source: `tf.compat.v1.errors.error_code_from_exception_type`.
    """
    for error_code, coded_class in _class_by_code.items():
        if coded_class is error_class:
            return error_code
    return UnknownError(None, None, f"No error code belongs to {error_class.__name__}.")
