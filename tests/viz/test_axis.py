"""Scales of charts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.viz.axis import Axis

NUMBERS = st.floats(allow_nan=True, allow_infinity=True, width=32)


@given(st.lists(NUMBERS), st.booleans())
def test_every_value_that_has_a_place_lies_between_the_ends(values, is_log):
    axis = Axis.over(values, 10, 110, is_log)
    assert axis.low < axis.high
    pixels = axis.pixels(values)
    has_place = np.isfinite(values) & ((np.array(values) > 0) | (not is_log))
    assert np.array_equal(np.isfinite(pixels), has_place)
    assert np.all((pixels[has_place] >= 10) & (pixels[has_place] <= 110))


@given(st.lists(NUMBERS, min_size=1), st.booleans(), st.integers(3, 12))
def test_ticks_lie_on_the_axis_and_are_few(values, is_log, most):
    axis = Axis.over(values, 0, 100, is_log)
    ticks = axis.ticks(most)
    assert 1 <= len(ticks) <= most + 1
    pixels = axis.pixels([value for value, _ in ticks])
    assert np.all(np.diff(pixels) > 0) and np.all((pixels > -1e-3) & (pixels < 100.001))


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (-3.2, 3.2, ["-2", "0", "2"]),
        (0.0012, 0.0019, ["0.0012", "0.0014", "0.0016", "0.0018"]),
    ],
)
def test_ticks_are_round(low, high, texts):
    assert [text for _, text in Axis(low, high, 0, 100).ticks()] == texts


def test_a_logarithmic_axis_over_less_than_a_power_has_ticks():
    assert [value for value, _ in Axis(2.0, 5.0, 0, 100, True).ticks(5)] == [2, 3, 4, 5]


def test_pixels_run_from_the_start_to_the_end():
    np.testing.assert_allclose(Axis(1, 100, 200, 0, True).pixels([1, 10, 100]), [200, 100, 0])
