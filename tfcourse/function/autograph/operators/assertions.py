"""`assert` statements, where `Feature.ASSERT_STATEMENTS` asks for them."""

from tfcourse.function.autograph.operators.tensors import is_tensor
from tfcourse.ops.assertions import assert_true


def assert_stmt(condition, message):
    """Runs `assert condition, message()`: as an operation if the condition is a tensor."""
    if is_tensor(condition):
        assert_true(condition, [message()])
    elif not condition:
        raise AssertionError(message())
