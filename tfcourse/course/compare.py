"""Comparisons for expectations: each raises with a message that tells a student what differs.

The first argument is how the student would write the value: a name or a call.
"""

import math
from collections.abc import Callable

import numpy as np

import tfcourse as tf


class NotAttempted(AssertionError):
    """The value is still the `...` of the starter code."""


def attempted(name: str, value) -> None:
    """Checks that a value is there: neither `...` nor None.

    Example:
        >>> attempted("total", None)
        Traceback (most recent call last):
        AssertionError: `total` is None: is something not returned, or not assigned?
    """
    if value is Ellipsis:
        raise NotAttempted(f"`{name}` is still `...`.")
    assert value is not None, f"`{name}` is None: is something not returned, or not assigned?"


def is_tensor(name: str, value) -> None:
    """Checks that a value is a tensor, not an array or a number.

    Example:
        >>> is_tensor("total", 3.0)
        Traceback (most recent call last):
        AssertionError: `total` is of type `float`, expected a tensor.
    """
    attempted(name, value)
    assert isinstance(value, tf.Tensor), f"`{name}` is {_kind(value)}, expected a tensor."


def is_array(name: str, value) -> None:
    """Checks that a value is a NumPy array.

    Example:
        >>> is_array("total", [1.0, 2.0])
        Traceback (most recent call last):
        AssertionError: `total` is of type `list`, expected a NumPy array.
    """
    attempted(name, value)
    assert isinstance(value, np.ndarray), f"`{name}` is {_kind(value)}, expected a NumPy array."


def has_dtype(name: str, value, expected) -> None:
    """Checks the dtype of a tensor, a Variable or an array.

    Args:
      name: How the student writes it.
      value: What the student has.
      expected: A dtype, or anything that `tf.as_dtype` takes.

    Example:
        >>> has_dtype("total", tf.constant(3), tf.float32)
        Traceback (most recent call last):
        AssertionError: `total` has dtype int32, expected float32.
    """
    received, expected = _dtype(name, value).name, tf.as_dtype(expected).name
    assert received == expected, f"`{name}` has dtype {received}, expected {expected}."


def has_shape(name: str, value, expected) -> None:
    """Checks the shape of a tensor, a Variable, an array or a number.

    Args:
      name: How the student writes it.
      value: What the student has.
      expected: A sequence of whole numbers.

    Example:
        >>> has_shape("total", tf.constant([3]), [])
        Traceback (most recent call last):
        AssertionError: `total` has shape (1,), expected (): rank 1, not rank 0.
    """
    received, expected = _array(name, value).shape, tuple(expected)
    ranks = ""
    if len(received) != len(expected):
        ranks = f": rank {len(received)}, not rank {len(expected)}"
    assert received == expected, f"`{name}` has shape {received}, expected {expected}{ranks}."


def has_values(name: str, value, expected, tolerance: float = 1e-5) -> None:
    """Checks shape and values; the message names the first element that differs.

    Args:
      name: How the student writes it.
      value: What the student has, of any dtype.
      expected: The right values, as anything that NumPy takes.
      tolerance: Largest difference, absolute and relative to the expected value.

    Example:
        >>> has_values("total", tf.constant([1.0, 2.0, 4.0]), [1.0, 2.0, 3.0])
        Traceback (most recent call last):
        AssertionError: `total[2]` is 4.0, expected 3.0 (1 of 3 values differ, by 1 at most).
    """
    received, expected = _array(name, value), _array(name, expected)
    has_shape(name, received, expected.shape)
    if _is_numeric(received) and _is_numeric(expected):
        differ = ~np.isclose(received, expected, tolerance, tolerance, equal_nan=True)
    else:
        differ = received != expected
    if not differ.any():
        return
    index = tuple(int(position) for position in np.argwhere(differ)[0])
    where = f"{name}[{', '.join(map(str, index))}]" if index else name
    if received.dtype.kind == expected.dtype.kind == "f":
        expected = expected.astype(received.dtype)
    message = f"`{where}` is {received[index]!s}, expected {expected[index]!s}"
    if index:
        message += f" ({np.sum(differ)} of {differ.size} values differ{_most(received, expected)})"
    raise AssertionError(message + ".")


def same(name: str, value, expected, tolerance: float = 1e-5) -> None:
    """Checks that a value is a tensor of the expected dtype, shape and values, in this order.

    Args:
      name: How the student writes it.
      value: What the student has.
      expected: The right tensor, or anything that makes one.
      tolerance: As of `has_values`.
    """
    expected = tf.convert_to_tensor(expected)
    is_tensor(name, value)
    has_dtype(name, value, expected.dtype)
    has_values(name, value, expected, tolerance)


def is_gradient(name: str, value) -> None:
    """Checks that a gradient is a tensor; None has a reason of its own.

    Example:
        >>> is_gradient("slope", None)
        Traceback (most recent call last):
        AssertionError: `slope` is None: the tape saw no way from the source to the target. ...
    """
    assert value is not None, (
        f"`{name}` is None: the tape saw no way from the source to the target. Is the source "
        "watched, and the target computed inside the `with` block?"
    )
    is_tensor(name, value)


def same_gradient(name: str, function: Callable, at, expected, tolerance: float = 1e-5) -> None:
    """Checks the gradient that the tape gives for a student's function of one tensor.

    Args:
      name: The name of the function.
      function: Called with a tensor of the values in `at`.
      at: Where, as Python floats or a list of them.
      expected: The right gradient, in the shape of `at`.
      tolerance: As of `has_values`.

    Example:
        >>> same_gradient("square", lambda x: tf.stop_gradient(x) ** 2, 3.0, 6.0)
        Traceback (most recent call last):
        AssertionError: No gradient comes back through `square(3.0)`: it is None.
    """
    point = tf.constant(at)
    with tf.GradientTape() as tape:
        tape.watch(point)
        result = function(point)
    is_tensor(f"{name}({at})", result)
    gradient = tape.gradient(result, point)
    assert gradient is not None, f"No gradient comes back through `{name}({at})`: it is None."
    has_values("gradient", gradient, expected, tolerance)


def _kind(value) -> str:
    return f"of type `{type(value).__name__}`"


def _dtype(name, value):
    attempted(name, value)
    assert hasattr(value, "dtype"), f"`{name}` is {_kind(value)}, which has no dtype."
    return tf.as_dtype(value.dtype)


def _array(name, value) -> np.ndarray:
    attempted(name, value)
    try:
        array = np.asarray(value.numpy() if hasattr(value, "numpy") else value)
    except ValueError:
        raise AssertionError(f"`{name}` is {_kind(value)} of rows of unequal length.") from None
    if array.dtype.kind == "U":
        array = np.char.encode(array, "utf-8").astype(object)
    assert array.dtype != object or isinstance(array.flat[0], bytes), (
        f"`{name}` is {_kind(value)}, expected numbers."
    )
    return array


def _is_numeric(array) -> bool:
    return array.dtype.kind not in "OSU"


def _most(received, expected) -> str:
    """Returns how far apart numbers are at most, as part of a sentence."""
    if not _is_numeric(received) or received.dtype == bool or expected.dtype == bool:
        return ""
    with np.errstate(invalid="ignore"):
        largest = float(np.max(np.abs(received.astype(complex) - expected.astype(complex))))
    return f", by {largest:.3g} at most" if math.isfinite(largest) else ""
