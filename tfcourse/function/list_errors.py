"""Errors of lists of tensors, in TensorFlow's words: of arrays' elements, of loops' rows."""

from tfcourse.core.errors import InvalidArgumentError, OutOfRangeError


def no_element(verb, at, count):
    """Returns the error of an index that a list in a graph does not have."""
    return InvalidArgumentError(
        None, None, f"Trying to {verb} element {at} in a list with {count} elements."
    )


def other_dtype(found, expected):
    """Returns the error of an element of another dtype."""
    return InvalidArgumentError(
        None,
        None,
        f"Invalid data types; op elements {found.short_name} but list elements "
        f"{expected.short_name}",
    )


def other_shape(found, expected):
    """Returns the error of an element whose shape is not that of the others."""
    return ValueError(f"Inconsistent shapes: saw {found} but expected {expected} ")


def other_size(expected, found):
    """Returns the error of a number of elements that is not that of the list."""
    return InvalidArgumentError(
        None,
        None,
        f"Operation expected a list with {expected} elements but got a list with {found} elements.",
    )


def check_readable(at, count):
    """Checks that an eager array has an element.

    Raises:
      OutOfRangeError: if it has not.
    """
    if at < 0:
        raise OutOfRangeError(
            None, None, f"Reading from negative indices (index {at}) is not allowed."
        )
    if at >= count:
        raise OutOfRangeError(
            None, None, f"Tried to read from index {at} but array size is: {count} "
        )
