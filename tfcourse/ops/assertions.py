"""Assertions about values: `tf.Assert` and the family of `tf.debugging.assert_equal`.

Run at once, an assertion raises or returns None. In a graph it is an operation that runs with the
function: the graph is then run operation by operation, so that it can raise.
"""

from contextlib import nullcontext

import ml_dtypes
import numpy as np
from jax.core import Tracer

from tfcourse.core import dtypes
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.errors import InvalidArgumentError
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops import comparison
from tfcourse.ops.effects import no_op
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument

_ELEMENTS = 3
"""How many elements of a tensor messages show by default."""


def _joined(value, count) -> str:
    """Returns the first elements of a value as messages of `Assert` show them."""
    array = np.asarray(convert(value).array)
    shown = list(map(str, array.ravel()[: None if count < 0 else count].tolist()))
    if array.dtype.kind == "f":
        shown = [str(item) for item in array.ravel()[: None if count < 0 else count]]
    return ", ".join(shown + ["..."] * (array.size > len(shown)))


@op("Assert", is_host=True, is_differentiable=False, is_stateful=True)
def _assert(condition, data, summarize=_ELEMENTS, name=None):
    if not condition:
        shown = " ".join(f"[{_plain(item, summarize)}]" for item in data)
        raise invalid_argument(f"assertion failed: {shown}")
    return ()


def _plain(array, count) -> str:
    items = np.asarray(array).ravel()
    shown = items if count < 0 else items[:count]
    texts = [_escaped(item) if isinstance(item, bytes) else f"{item:g}" for item in shown]
    return " ".join(texts) + "..." * (items.size > len(texts))


def _escaped(text: bytes) -> str:
    """Returns a text as C writes it, without the quotes around it."""
    names = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "'": "\\'", "\\": "\\\\"}
    return "".join(
        names.get(chr(code), chr(code) if 32 <= code < 127 else f"\\{code:03o}") for code in text
    )


@export("debugging.Assert", "Assert")
def assert_true(condition, data, summarize=None, name=None):
    """Raises an error unless a condition is true.

    Args:
      condition: Scalar boolean.
      data: A list of tensors to show in the error.
      summarize: How many elements of each to show; 3 by default, all if negative.
      name: A name for the operation.

    Returns:
      None; in a graph the operation.

    Raises:
      InvalidArgumentError: if the condition is false.
      TypeError: if `data` is no list.

    Example:
      >>> assert_true(True, ["never shown"])

    Source: `tf.debugging.Assert`.
    """
    if not isinstance(data, (list, tuple)):
        if context.graph is not None:
            raise TypeError(f"Expected list for 'data' argument to 'Assert' Op, not {data}.")
        raise TypeError("values must be a sequence.")
    count = _ELEMENTS if summarize is None else summarize
    if context.graph is None:
        if not condition:
            shown = "\n".join(_joined(item, count) for item in data)
            raise InvalidArgumentError(
                None, None, f"Expected '{condition!s}' to be true. Summarized data: {shown}"
            )
        return None
    with scope(name, "Assert"):
        data = [tensor_of(item, "Const") for item in data]
        # TensorFlow asserts in a branch if there is something to copy from a device.
        is_guarded = any(item.dtype not in (dtypes.string, dtypes.int32) for item in data)
        guard = context.graph.name_scope("AssertGuard") if is_guarded else nullcontext()
        with guard:
            execute(_assert.op, (condition, data), (count,), "Assert")
        return context.graph.last_operation


assert_true.__name__ = assert_true.__qualname__ = "Assert"


def _first(array, count) -> str:
    count = array.size if count < 0 else count
    return str(np.asarray(array).reshape(-1)[:count])


def _difference(symbol, held, x, y, message, count) -> str:
    """Returns what the error of a comparison says."""
    x, y, held = (np.asarray(tensor.array) for tensor in (x, y, held))
    lines = [message] if message else []
    lines.append(f"Condition x {symbol} y did not hold.")
    count = max(x.size, y.size) if count < 0 else count
    if x.shape == y.shape and x.ndim:
        where = np.argwhere(~held)[:count]
        places = tuple(where.T)
        lines += [
            f"Indices of first {len(where)} different values:",
            str(where),
            "Corresponding x values:",
            str(x[places]),
            "Corresponding y values:",
            str(y[places]),
        ]
    for role, array in (("x", x), ("y", y)):
        shown = min(count, array.size)
        lines += [f"First {shown} elements of {role}:", _first(array, shown)]
    return "\n".join(lines)


def _described(tensor, role) -> str:
    """Returns how messages name a tensor."""
    if isinstance(tensor, EagerTensor):
        return f"{role} (shape={tensor.shape} dtype={tensor.dtype.name}) = "
    return f"{role} ({tensor.name}) = "


def _all(condition):
    from tfcourse.ops.reductions import reduce_all

    return reduce_all(condition)


_COMPARISONS = {
    "equal": ("==", comparison.equal, "equal to", "1, 1"),
    "none_equal": ("!=", comparison.not_equal, "different from", "1, 2"),
    "less": ("<", comparison.less, "less than", "1, 2"),
    "less_equal": ("<=", comparison.less_equal, "not greater than", "1, 1"),
    "greater": (">", comparison.greater, "greater than", "2, 1"),
    "greater_equal": (">=", comparison.greater_equal, "not less than", "1, 1"),
}


def _compare(kind, x, y, message, summarize, name):
    symbol, compare, *_ = _COMPARISONS[kind]
    if kind == "equal" and context.graph is not None:
        # TensorFlow looks whether x is y in a scope of its own.
        with scope(name, f"assert_{kind}"):
            if x is y:
                return no_op()
    with scope(name, f"assert_{kind}"):
        x, y = tensor_of(x, "x"), tensor_of(y, "y")
        if x is y and kind in ("equal", "less_equal", "greater_equal"):
            return None
        held = compare(x, y)
        if context.graph is None:
            if np.all(held.array):
                return None
            count = _ELEMENTS if summarize is None else summarize
            text = _difference(symbol, held, x, y, message, count)
            raise InvalidArgumentError(None, None, text)
        data = [f"Condition x {symbol} y did not hold element-wise:"]
        data += [_described(x, "x"), x, _described(y, "y"), y]
        return _assert_all(held, [message, *data] if message else data, summarize)


def _assert_all(held, data, summarize):
    """Adds to a graph the assertion that all elements hold; raises now if it is known to fail."""
    holds = _all(held)
    if constant_value(holds) is not None and not constant_value(holds):
        known = [item if isinstance(item, str) else constant_value(item) for item in data]
        if all(item is not None for item in known):
            raise InvalidArgumentError(None, None, "\n".join(map(str, known)))
    return assert_true(holds, data, summarize)


def _define_comparison(kind, *names):
    symbol, _, words, example = _COMPARISONS[kind]

    def function(x, y, message=None, summarize=None, name=None):
        return _compare(kind, x, y, message, summarize, name)

    if kind == "none_equal":

        def function(x, y, summarize=None, message=None, name=None):
            return _compare(kind, x, y, message, summarize, name)

    function.__name__ = function.__qualname__ = f"assert_{kind}"
    function.__doc__ = f"""Raises an error unless each element of x is {words} that of y.

    Args:
      x: Tensor.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      message: What the error says first.
      summarize: How many elements the error shows; 3 by default, all if negative.
      name: A name for the operations.

    Returns:
      None; in a graph the operation that asserts.

    Raises:
      InvalidArgumentError: if `x {symbol} y` does not hold everywhere.

    Example:
      >>> {function.__name__}({example})

    Source: `tf.debugging.{function.__name__}`.
    """
    return export(f"debugging.assert_{kind}", *names)(function)


assert_equal = _define_comparison("equal", "assert_equal")
assert_none_equal = _define_comparison("none_equal")
assert_less = _define_comparison("less", "assert_less")
assert_less_equal = _define_comparison("less_equal")
assert_greater = _define_comparison("greater", "assert_greater")
assert_greater_equal = _define_comparison("greater_equal")


def _listed(value, count) -> str:
    """Returns the first elements of a value as messages about signs show them."""
    if isinstance(value, str):
        return value
    array = np.asarray(value.array)
    if not array.ndim:
        return str(array[()])
    shown = [str(item) for item in array.ravel()[:count]]
    return str(shown + ["..."] * (array.size > len(shown)))


def _sign(kind, symbol, compare, x, message, summarize, name):
    message = f"{message}.  " if message else ""
    with scope(name, f"assert_{kind}"):
        x = tensor_of(x, "x")
        zero = tensor_of(0, "Const", x.dtype)
        data = [
            message,
            f"Condition x {symbol} 0 did not hold element-wise:",
            _described(x, "x"),
            x,
        ]
        if kind == "non_positive":
            data[1:3] = [data[1] + data[2]]
        # TensorFlow asserts that one of x and 0 is less than the other, or equal.
        operands = (zero, x) if kind in ("positive", "non_negative") else (x, zero)
        if context.graph is not None:
            with scope(None, f"assert_{compare.__name__}"):
                return _assert_all(compare(*operands), data, summarize)
        if not np.all(compare(*operands).array):
            count = _ELEMENTS if summarize is None else summarize
            text = "\n".join(_listed(item, count) for item in data)
            raise InvalidArgumentError(None, None, text)
        return None


def _define_sign(kind, symbol, compare, words, example):
    def function(x, message=None, summarize=None, name=None):
        return _sign(kind, symbol, compare, x, message, summarize, name)

    function.__name__ = function.__qualname__ = f"assert_{kind}"
    function.__doc__ = f"""Raises an error unless each element is {words}.

    Args:
      x: Tensor of a number dtype.
      message: What the error says first.
      summarize: How many elements the error shows; 3 by default.
      name: A name for the operations.

    Returns:
      None; in a graph the operation that asserts.

    Raises:
      InvalidArgumentError: if `x {symbol} 0` does not hold everywhere.

    Example:
      >>> {function.__name__}({example})

    Source: `tf.debugging.{function.__name__}`.
    """
    return export(f"debugging.assert_{kind}")(function)


assert_positive = _define_sign("positive", ">", comparison.less, "positive", 1)
assert_negative = _define_sign("negative", "<", comparison.less, "negative", -1)
assert_non_negative = _define_sign("non_negative", ">=", comparison.less_equal, "positive or 0", 0)
assert_non_positive = _define_sign("non_positive", "<=", comparison.less_equal, "negative or 0", 0)


@export("debugging.assert_near")
def assert_near(x, y, rtol=None, atol=None, message=None, summarize=None, name=None):
    """Raises an error unless `|x - y| < atol + rtol * |y|` holds for each element.

    Args:
      x: Tensor of floats.
      y: Tensor of the same dtype, of a shape that broadcasts with that of `x`.
      rtol: The relative tolerance; ten times the dtype's epsilon by default.
      atol: The absolute tolerance; ten times the dtype's epsilon by default.
      message: What the error says first.
      summarize: How many elements the error shows; 3 by default, all if negative.
      name: A name for the operations.

    Returns:
      None; in a graph the operation that asserts.

    Raises:
      InvalidArgumentError: if the values are not near each other.
      ValueError: if they are no floats.

    Example:
      >>> assert_near(0.1 + 0.2, 0.3)

    Source: `tf.debugging.assert_near`.
    """
    from tfcourse.ops.math import abs as magnitude

    message = f"{message}.  " if message else ""
    with scope(name, "assert_near"):
        x = tensor_of(x, "x")
        y = tensor_of(y, "y", x.dtype)
        kind = x.dtype.numpy_dtype
        if not x.dtype.is_floating:
            raise ValueError(f"data type {x.dtype.as_numpy_dtype} not inexact")
        tolerance = 10 * float(ml_dtypes.finfo(kind).eps)
        rtol = tensor_of(tolerance if rtol is None else rtol, "rtol", x.dtype)
        atol = tensor_of(tolerance if atol is None else atol, "atol", x.dtype)
        limit = atol + rtol * magnitude(y)
        held = comparison.less(magnitude(x - y), limit)
        data = [
            message,
            f"x and y not equal to tolerance rtol = {rtol!s}, atol = {atol!s}",
            _described(x, "x"),
            x,
            _described(y, "y"),
            y,
        ]
        return assert_true(_all(held), data, summarize)


def _check_finite(tensor, message):
    has_nan, has_infinity = np.isnan(tensor).any(), np.isinf(tensor).any()
    if has_nan or has_infinity:
        found = " and ".join(
            word for word, held in (("Inf", has_infinity), ("NaN", has_nan)) if held
        )
        raise invalid_argument(f"{message} : Tensor had {found} values")


@op("CheckNumerics", is_host=True, is_stateful=True)
def _check_numerics(tensor, message, name=None):
    if not isinstance(tensor, Tracer):
        _check_finite(np.asarray(tensor), message)
    return tensor


@export("debugging.check_numerics")
def check_numerics(tensor, message, name=None):
    """Returns a tensor of the same value, unless an element is infinite or not a number.

    Args:
      tensor: Tensor of floats.
      message: What the error says first.
      name: A name for the operation.

    Returns:
      A new tensor.

    Raises:
      InvalidArgumentError: if an element is NaN or infinite.

    Example:
      >>> check_numerics([1.0], "not finite").numpy().tolist()
      [1.0]

    Source: `tf.debugging.check_numerics`.
    """
    result = execute(_check_numerics.op, (tensor,), (message,), name)
    if context.graph is not None:
        result.set_shape(result.op.inputs[0].shape)
    return result


@export("debugging.assert_all_finite")
def assert_all_finite(x, message, name=None):
    """Returns a tensor, unless an element is infinite or not a number.

    Args:
      x: Tensor of floats.
      message: What the error says first.
      name: A name for the operation.

    Returns:
      `x` as a tensor.

    Raises:
      InvalidArgumentError: if an element is NaN or infinite.

    Source: `tf.debugging.assert_all_finite`.
    """
    with scope(name, "VerifyFinite"):
        return check_numerics(tensor_of(x, "x"), message)
