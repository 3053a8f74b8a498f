"""Lines of equal height: where they should be, whole, and around what is no height."""

import numpy as np
import pytest

from tfcourse.viz.contours import contour_lines


def test_a_circle_is_one_closed_line():
    x, y = np.meshgrid(np.linspace(-2, 2, 41), np.linspace(-2, 2, 41))
    (line,) = contour_lines(x**2 + y**2, 1.0)
    assert line[0].tolist() == line[-1].tolist()
    radius = np.hypot(*(line / 10 - 2).T)
    assert radius == pytest.approx(1.0, abs=0.01)


def test_a_slope_is_one_line_from_side_to_side():
    (line,) = contour_lines(np.tile(np.arange(5.0), [4, 1]), 1.5)
    assert sorted(line.tolist()) == [[1.5, 0.0], [1.5, 1.0], [1.5, 2.0], [1.5, 3.0]]
    assert abs(line[0, 1] - line[-1, 1]) == 3


def test_a_saddle_has_two_lines():
    assert len(contour_lines([[1.0, 0.0], [0.0, 1.0]], 0.5)) == 2


def test_what_is_no_height_has_no_line():
    values = np.tile(np.arange(5.0), [5, 1])
    values[2, 1] = np.nan
    assert len(contour_lines(values, 1.5)) == 2
    values[:] = np.nan
    assert contour_lines(values, 1.5) == []
    assert contour_lines(np.ones([3, 3]), 2.0) == []
