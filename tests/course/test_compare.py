"""Comparisons say what differs."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.course import compare


def message_of(check, *arguments, **options):
    with pytest.raises(AssertionError) as raised:
        check("x", *arguments, **options)
    return str(raised.value)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (3.0, 3.0),
        (np.float32(0.1), 0.1),
        ([1, 2], (1, 2)),
        ([True, False], np.array([1, 0])),
        ([np.nan, np.inf], [np.nan, np.inf]),
        ([], []),
        (1e6, 1e6 + 1.0),
        ("a", "a"),
    ],
)
def test_equal_values_pass(received, expected):
    compare.has_values("x", received, expected)
    compare.has_values("x", tf.constant(received), expected)


@pytest.mark.parametrize(
    ("received", "expected", "message"),
    [
        (3.0, 4.0, "`x` is 3.0, expected 4.0."),
        (np.float32(0.1), 0.25, "`x` is 0.1, expected 0.25."),
        (
            [[1.0, 2.0], [3.0, 4.0]],
            [[1.0, 2.0], [4.0, 6.0]],
            "`x[1, 0]` is 3.0, expected 4.0 (2 of 4 values differ, by 2 at most).",
        ),
        ([1, 2], [1, 3], "`x[1]` is 2, expected 3 (1 of 2 values differ, by 1 at most)."),
        ([True], [False], "`x[0]` is True, expected False (1 of 1 values differ)."),
        ([np.inf], [1.0], "`x[0]` is inf, expected 1.0 (1 of 1 values differ)."),
        ([1.0], [[1.0]], "`x` has shape (1,), expected (1, 1): rank 1, not rank 2."),
        ([1.0], [1.0, 2.0], "`x` has shape (1,), expected (2,)."),
        ([[1.0], [1.0, 2.0]], [1.0], "`x` is of type `list` of rows of unequal length."),
        (object(), 1.0, "`x` is of type `object`, expected numbers."),
        (None, 1.0, "`x` is None: is something not returned, or not assigned?"),
    ],
)
def test_unequal_values_are_told(received, expected, message):
    assert message_of(compare.has_values, received, expected) == message


def test_strings_are_compared_as_tensorflow_holds_them():
    compare.has_values("x", tf.constant(["a", "b"]), [b"a", b"b"])
    message = message_of(compare.has_values, tf.constant(["a", "b"]), [b"a", b"c"])
    assert message == "`x[1]` is b'b', expected b'c' (1 of 2 values differ)."


def test_the_tolerance_is_absolute_and_relative():
    compare.has_values("x", 0.0005, 0.0, tolerance=1e-3)
    compare.has_values("x", 1000.5, 1000.0, tolerance=1e-3)
    assert message_of(compare.has_values, 0.01, 0.0, tolerance=1e-3)


def test_dtypes_are_compared_by_name():
    compare.has_dtype("x", tf.Variable(1.0), tf.float32)
    compare.has_dtype("x", np.arange(2, dtype=np.int64), tf.int64)
    message = message_of(compare.has_dtype, tf.constant(1.0), tf.float64)
    assert message == "`x` has dtype float32, expected float64."
    message = message_of(compare.has_dtype, [1.0], tf.float64)
    assert message == "`x` is of type `list`, which has no dtype."


def test_same_is_about_type_dtype_shape_and_values_in_this_order():
    expected = tf.constant([1.0, 2.0])
    compare.same("x", tf.constant([1.0, 2.0]), [1.0, 2.0])
    assert "expected a tensor" in message_of(compare.same, [1, 2], expected)
    assert "dtype" in message_of(compare.same, tf.constant([[1, 2]]), expected)
    assert "shape" in message_of(compare.same, tf.constant([[1.0, 2.0]]), expected)
    assert "x[1]" in message_of(compare.same, tf.constant([1.0, 3.0]), expected)


def test_starter_code_is_not_attempted():
    for check in (compare.attempted, compare.is_tensor, compare.is_array):
        with pytest.raises(compare.NotAttempted):
            check("x", ...)
    with pytest.raises(compare.NotAttempted):
        compare.same_gradient("f", lambda x: ..., 1.0, 2.0)


def test_gradients_are_compared():
    compare.same_gradient("square", tf.square, [1.0, 2.0], [2.0, 4.0])
    assert "`gradient[1]` is 4.0, expected 5.0" in message_of(
        compare.same_gradient, tf.square, [1.0, 2.0], [2.0, 5.0]
    )
    assert "No gradient comes back through `x(1.0)`" in message_of(
        compare.same_gradient, tf.stop_gradient, 1.0, 1.0
    )
    assert "watched" in message_of(compare.is_gradient, None)
