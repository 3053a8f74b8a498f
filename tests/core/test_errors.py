"""tf.errors: facts recorded from TensorFlow 2.21."""

import copy
import inspect
import pickle
import traceback
from types import SimpleNamespace

import pytest

from tfcourse.core import errors

CODES = {
    "CancelledError": 1,
    "UnknownError": 2,
    "InvalidArgumentError": 3,
    "DeadlineExceededError": 4,
    "NotFoundError": 5,
    "AlreadyExistsError": 6,
    "PermissionDeniedError": 7,
    "ResourceExhaustedError": 8,
    "FailedPreconditionError": 9,
    "AbortedError": 10,
    "OutOfRangeError": 11,
    "UnimplementedError": 12,
    "InternalError": 13,
    "UnavailableError": 14,
    "DataLossError": 15,
    "UnauthenticatedError": 16,
}


@pytest.mark.parametrize("name, code", CODES.items())
def test_classes(name, code):
    error_class = getattr(errors, name)
    error = error_class(None, None, "message")
    assert str(error_class) == f"<class 'tensorflow.python.framework.errors_impl.{name}'>"
    assert error_class.__mro__[1:3] == (errors.OpError, Exception)
    assert str(inspect.signature(error_class)).startswith("(node_def: ")
    assert list(inspect.signature(error_class).parameters) == ["node_def", "op", "message", "args"]
    assert (str(error), repr(error), error.args) == ("message", f"{name}()", ())
    assert (error.message, error.op, error.node_def) == ("message", None, None)
    assert (error.error_code, error.experimental_payloads) == (code, {})
    assert errors.exception_type_from_error_code(code) is error_class
    assert errors.error_code_from_exception_type(error_class) == code


def test_missing_message():
    with pytest.raises(TypeError) as raised:
        errors.InvalidArgumentError(None, None)
    expected = "InvalidArgumentError.__init__() missing 1 required positional argument: 'message'"
    assert str(raised.value) == expected


def test_no_code():
    with pytest.raises(KeyError, match="0"):
        errors.exception_type_from_error_code(errors.OK)
    assert isinstance(errors.error_code_from_exception_type(ValueError), errors.UnknownError)


class _LocalError(errors.InternalError):
    pass


@pytest.mark.parametrize(
    "error",
    [
        errors.NotFoundError("node", None, "message", {"key": "value"}),
        errors.OpError(None, None, "message", 3),
        errors.OpError(None, None, "message", 3, {"key": "value"}),
        errors.OperatorNotAllowedInGraphError("message"),
        errors.InaccessibleTensorError("message"),
    ],
    ids=repr,
)
@pytest.mark.parametrize(
    "duplicate", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))]
)
def test_copies(error, duplicate):
    other = duplicate(error)
    assert type(other) is type(error)
    assert (other.args, vars(other)) == (error.args, vars(error))


def test_copy_of_a_subclass():
    other = copy.copy(_LocalError(None, None, "message"))
    assert (type(other), other.message, other.error_code) == (_LocalError, "message", 13)


def test_graph_errors():
    error = errors.OperatorNotAllowedInGraphError("message")
    assert isinstance(error, TypeError) and not isinstance(error, errors.OpError)
    assert repr(error) == "OperatorNotAllowedInGraphError('message')"
    assert isinstance(errors.InaccessibleTensorError("message"), ValueError)


def test_operation_with_its_stack_trace():
    frame = traceback.FrameSummary("lecture.py", 7, "model", line="tf.reshape(x, [2, 2])")
    operation = SimpleNamespace(name="Reshape", traceback=[frame])
    error = errors.InvalidArgumentError(None, operation, "boom")
    expected = (
        "boom\n\nOriginal stack trace for 'Reshape':\n  File \"lecture.py\", line 7, in model\n"
    )
    assert str(error) == expected
    assert error.message == "boom"
