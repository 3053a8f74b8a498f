"""A tape to step through: the kernel's side of the player."""

import pytest

import tfcourse as tf
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.tape_record import recording
from tfcourse.widgets.controls import Player
from tfcourse.widgets.tape import explore_tape


@pytest.fixture
def record():
    x = tf.Variable(3.0)
    with recording() as record:
        tf.tanh(x * x)
    return record


def test_a_player_takes_whole_steps():
    player = Player("moment", "step", 0, 6, 6, 1)
    assert player.data()["kind"] == "player" and player.data()["high"] == 6
    assert [player.check(value) for value in (2.6, -1, 9)] == [3, 0, 6]
    with pytest.raises(ValueError, match="step is a number"):
        player.check(float("nan"))


def test_the_whole_first_then_any_moment(record):
    view = explore_tape(record)
    assert view.values == {"moment": 6} and "The gradients of v2" in view.html
    assert "gradients" in view.text.splitlines()
    seen = []
    for moment in range(7):
        view.values = {"moment": moment}
        seen.append(view.picture.moment.phase)
    assert seen == ["start", "forward", "forward", "seed", "backward", "backward", "end"]
    view.values = {"moment": 4}
    assert "Backward 1 of 2" in view.html and "d(tanh(v1))/d v1 = 1 - v2 ** 2" in view.text


def test_what_is_left_where_no_kernel_runs_is_the_table(record):
    data, _ = explore_tape(record)._repr_mimebundle_()
    assert "d v2/d x = " in data["text/plain"] and data["image/png"]
    assert "<svg" in data["text/html"]


def test_what_was_not_recorded(record):
    with pytest.raises(CannotDraw, match="What is to be differentiated was not computed"):
        explore_tape(record, tf.constant(1.0))
