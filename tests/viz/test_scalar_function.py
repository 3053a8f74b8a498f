"""Functions of one or two numbers, however they take them."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.scalar_function import ScalarFunction, parse_point

POINTS = np.array([[[0.0, 1.0], [2.0, -1.0]], [[0.5, 0.25], [3.0, 2.0]]])
EXPECTED = POINTS[..., 0] ** 2 + 3 * POINTS[..., 1]


def branches(x, y):
    if x > 100.0:
        return x
    return x**2 + 3 * y


def cannot_be_traced(x, y):
    return tf.constant(float(x) ** 2) + 3 * y


@pytest.mark.parametrize(
    "function",
    [
        lambda x, y: x**2 + 3 * y,
        lambda xy: xy[0] ** 2 + 3 * xy[1],
        lambda x, y, scale=3: x**2 + scale * y,
        lambda *xy: xy[0] ** 2 + 3 * xy[1],
        tf.function(lambda x, y: x**2 + 3 * y),
        branches,
        cannot_be_traced,
    ],
)
def test_two_numbers(function):
    f = ScalarFunction(function, (0, 1))
    np.testing.assert_allclose(f.values(POINTS), EXPECTED, rtol=1e-6)
    assert f.value((2, 1)) == 7
    if function is not cannot_be_traced:
        gradients = f.gradients(POINTS)
        np.testing.assert_allclose(gradients[..., 0], 2 * POINTS[..., 0])
        np.testing.assert_allclose(gradients[..., 1], 3)
        assert f.gradient((2, 1)).tolist() == [4, 3]


def test_one_number_and_no_dependence():
    f = ScalarFunction(lambda x: tf.constant(2.0), (1,), "float64")
    assert f.size == 1 and f.gradient((5.0,)).tolist() == [0.0]
    assert ScalarFunction(lambda x: x, (1,), "float64").value((0.1,)) == 0.1


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (3, "A function of one or two numbers is needed; got 3"),
        (lambda x: [x, x], r"it returned float32 of shape \(2,\)"),
        (lambda x: tf.cast(x, tf.int32), "it returned int32 of shape"),
    ],
)
def test_what_is_refused(function, message):
    with pytest.raises(CannotDraw, match=message):
        ScalarFunction(function, (1.0,))


def test_a_users_error_is_the_users():
    with pytest.raises(ZeroDivisionError):
        ScalarFunction(lambda x: 1 / 0, (1.0,))


def test_points():
    assert parse_point("5") == (5.0,) and parse_point("-1, 2.5") == (-1.0, 2.5)
    for text in ("", "x", "1,"):
        with pytest.raises(CannotDraw, match="Numbers are written as"):
            parse_point(text)
    with pytest.raises(CannotDraw, match="A point is one number or two"):
        parse_point("1,2,3")
