"""Loss over learning rate: in words, as data and drawn."""

import numpy as np
import pytest

from tfcourse.viz.drawing import Box, Dot, Label, Path
from tfcourse.viz.learning_rate_range_picture import LearningRateRange

HOSTILE = "<script>alert(1)</script>"


def valley(rate):
    """A loss that falls at rates around 0.01, and rises from 0.1 on."""
    return 2.0 - 1.5 / (1 + (0.01 / rate) ** 2) + 30 * rate**2


def marks(picture, kind):
    return [mark for mark in picture.drawing().marks if isinstance(mark, kind)]


def test_all_forms_say_the_same():
    picture = LearningRateRange(valley, 1e-4, 10.0, 50, "step")
    data = picture.data()
    assert picture.text().startswith("learning-rate range test of step, 0.0001 to ")
    low, high = data["suggested"]
    assert 0.001 < low < high < 0.1
    said = f"{low:.2g} to {high:.2g}"
    assert said in picture.text()
    assert said in [mark.text for mark in marks(picture, Label)]
    assert f"suggested: {said}" in [box.title for box in marks(picture, Box)]
    assert len(data["rates"]) == len(data["losses"]) == len(data["smoothed"])
    assert picture._repr_mimebundle_()["image/png"]


def test_nothing_is_suggested():
    picture = LearningRateRange(lambda rate: 1.0)
    assert "suggested: none. The loss did not fall" in picture.text()
    assert "none" in [mark.text for mark in marks(picture, Label)]


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_loss_is_drawn_as_far_as_it_is_a_number(value):
    picture = LearningRateRange(lambda rate: 1.0 if rate < 0.1 else value)
    (dot,) = marks(picture, Dot)
    assert dot.title == f"{value:g}"
    assert all(np.isfinite(path.points).all() for path in marks(picture, Path))
    assert LearningRateRange(lambda rate: value).svg()


def test_names_are_escaped():
    picture = LearningRateRange(valley, name=HOSTILE)
    assert "<script" not in picture.html() and HOSTILE in picture.text()
