"""Gradients where a slider says."""

import pytest

from tfcourse.widgets.gradient import explore_gradient


def test_the_point_moves_and_what_is_drawn_stays():
    view = explore_gradient(lambda x: x**2, (3.0,), lambda x: 2 * x)
    before = view.picture.drawing().width
    view.values = {"x": 4.0}
    assert view.picture.data()["autodiff"] == [8.0]
    assert view.picture.drawing().width == before
    view.values = {"x": 100.0}
    assert view.picture.data()["at"] == [5.0]


def test_two_coordinates_have_a_slider_each():
    view = explore_gradient(lambda x, y: x * y, (1.0, 2.0))
    view.values = {"x": 1.5, "y": 3.0}
    assert view.picture.data()["autodiff"] == pytest.approx([3.0, 1.5])
