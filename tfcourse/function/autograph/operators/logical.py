"""`and`, `or`, `not`, `==` and `!=`."""

from tfcourse.core.tensor import Tensor
from tfcourse.function.autograph.operators.tensors import as_scalar, is_tensor
from tfcourse.function.control_flow import cond as conditional
from tfcourse.ops.comparison import equal, logical_not


def and_(first, second):
    """Evaluates `first() and second()`, the second only if it decides."""
    value = first()
    if is_tensor(value):
        return conditional(as_scalar(value), second, lambda: value)
    return value and second()


def or_(first, second):
    """Evaluates `first() or second()`, the second only if it decides."""
    value = first()
    if is_tensor(value):
        return conditional(as_scalar(value), lambda: value, second)
    return value or second()


def not_(value):
    """Evaluates `not value`."""
    return logical_not(value) if is_tensor(value) else not value


def eq(first, second):
    """Evaluates `first == second`."""
    if isinstance(first, Tensor) or isinstance(second, Tensor):
        return equal(first, second)
    return first == second


def not_eq(first, second):
    """Evaluates `first != second`."""
    return not_(eq(first, second))
