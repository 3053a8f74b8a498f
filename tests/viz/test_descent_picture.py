"""Paths by learning rate: in words, as data and drawn."""

import numpy as np
import pytest

from tfcourse.viz.descent_picture import DescentPicture
from tfcourse.viz.drawing import Box, Dot, Label, Path, Pixels
from tfcourse.viz.picture import CannotDraw


def loss(x):
    return x**2 - 4 * x + 4


def rosenbrock(x, y):
    return (1 - x) ** 2 + 10 * (y - x * x) ** 2


def marks(picture, kind):
    return [mark for mark in picture.drawing().marks if isinstance(mark, kind)]


def test_all_forms_say_the_same():
    picture = DescentPicture(loss, (10.0,), [0.1, 1.05], steps=30)
    assert picture.label == "gradient descent (sgd) on loss from (10), 30 steps"
    drawn = " ".join(mark.text for mark in marks(picture, Label))
    for path in picture.data():
        assert f"learning rate {path['learning_rate']:g}: {path['verdict']}" in picture.text()
        assert path["verdict"] in drawn and path["reason"] in picture.text()
        assert len(path["points"]) == len(path["losses"]) == 31
    assert picture.svg() and picture._repr_mimebundle_()["image/png"]


def test_each_step_is_a_dot_that_says_where_it_is():
    dots = marks(DescentPicture(loss, (10.0,), 0.1, steps=5), Dot)
    assert [dot.title for dot in dots][:2] == [
        "step 0: (10), loss 64",
        "step 1: (8.4), loss 40.96",
    ]
    assert len(dots) == 6


def test_a_path_that_runs_away_is_drawn_as_far_as_it_can_be():
    picture = DescentPicture(loss, (10.0,), 30.0, steps=40)
    (path,) = picture.paths
    assert path.verdict == "diverging" and not np.isfinite(path.losses[-1])
    frames = [box for box in marks(picture, Box) if box.filling == 0]
    for line in (mark for mark in marks(picture, Path) if mark.role == "#0072b2"):
        for x, y in line.points:
            assert (
                any(
                    box.x - 0.1 <= x <= box.x + box.width + 0.1
                    and box.y - 0.1 <= y <= box.y + box.height + 0.1
                    for box in frames
                )
                or y > frames[0].y + frames[0].height
            )
    # Where the loss left the numbers is marked on the edge.
    assert [dot.title for dot in marks(picture, Dot)][-1] in ("inf", "nan")


def test_two_numbers_over_heights():
    picture = DescentPicture(rosenbrock, (-1.2, 1.0), [0.002, 0.03], steps=50, momentum=0.5)
    (pixels,) = marks(picture, Pixels)
    assert pixels.values.shape == (64, 64, 3)
    assert picture.data()[0]["points"][0] == pytest.approx([-1.2, 1.0])


def test_losses_below_zero_have_a_logarithm_all_the_same():
    picture = DescentPicture(lambda x: x**2 - 50, (4.0,), 0.1, steps=20)
    names = [mark.text for mark in marks(picture, Label)]
    # The label says what was added: the lowest loss seen.
    assert f"loss + {50 - (4 * 0.8**20) ** 2:.4g}" in names


def test_how_many_learning_rates():
    for rates in ([], [0.1] * 7):
        with pytest.raises(CannotDraw, match="One to 6 learning rates fit into one picture"):
            DescentPicture(loss, (1.0,), rates)
