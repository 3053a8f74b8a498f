"""The gradient by three ways, and the error of finite differences."""

import numpy as np

import tfcourse as tf
from tfcourse.viz.drawing import Label, Path
from tfcourse.viz.gradient_picture import GradientPicture


def cubic(x):
    return x**3 - 2 * x


def texts(picture):
    return [mark.text for mark in picture.drawing().marks if isinstance(mark, Label)]


def test_three_ways_agree_and_all_forms_say_so():
    picture = GradientPicture(cubic, (2.0,), lambda x: 3 * x**2 - 2)
    data = picture.data()
    assert data["value"] == 4 and data["autodiff"] == data["analytic"] == [10.0]
    np.testing.assert_allclose(data["finite"], 10, rtol=1e-4)
    assert picture.label == "cubic(2) = 4" == picture.text().splitlines()[0]
    for word in ("autodiff", "analytic", "finite differences", "d/dx", "10"):
        assert word in picture.text() and word in texts(picture)
    assert "tangent, slope 10" in texts(picture)


def test_the_error_falls_by_the_order_of_the_method():
    errors = GradientPicture(cubic, (1.0,), dtype="float64").data()["errors"]
    steps = np.array(errors["step"])
    at = [int(np.argmin(np.abs(steps - step))) for step in (1e-1, 1e-3)]
    for kind, order in (("forward", 1), ("central", 2)):
        larger, smaller = (errors[kind][index] for index in at)
        assert np.isclose(np.log10(larger / smaller) / 2, order, atol=0.05)
    # Far below, rounding takes over.
    assert errors["central"][-1] > 100 * min(errors["central"])


def test_a_wrong_derivation_shows():
    picture = GradientPicture(cubic, (2.0,), lambda x: 3 * x**2)
    assert "error" in picture.text() and picture.text().splitlines()[2].endswith("2")


def test_a_field_of_gradients():
    picture = GradientPicture(lambda x, y: x * y + tf.sin(x), (0.5, -0.5))
    np.testing.assert_allclose(picture.data()["autodiff"], [-0.5 + np.cos(0.5), 0.5], rtol=1e-6)
    arrows = [m for m in picture.drawing().marks if isinstance(m, Path) and m.arrow]
    assert len(arrows) == 121 and arrows[0].title.startswith("gradient (")
    vector = GradientPicture(lambda v: v[0] * v[1], (3.0, 4.0), lambda v: v[::-1])
    assert vector.data()["analytic"] == [4.0, 3.0]


def test_where_the_function_has_no_value():
    picture = GradientPicture(tf.sqrt, (0.0,))
    assert picture.data()["autodiff"] == [float("inf")]
    assert picture.svg() and picture._repr_mimebundle_()["image/png"]
