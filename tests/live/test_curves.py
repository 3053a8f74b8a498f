"""Curves around loops: what they are told, when they draw, what they leave."""

import io
import sys

import pytest

import tfcourse as tf
from tfcourse.live import curves as module
from tfcourse.live import displays
from tfcourse.viz.picture import CannotDraw


class Recorder:
    """A display that keeps what it was shown."""

    def __init__(self, curves=None):
        self.shown, self.closed = [], []

    def show(self, picture):
        self.shown.append(picture.text())

    def close(self, picture):
        self.closed.append(picture.text())


@pytest.fixture
def shown(monkeypatch):
    """What is displayed, and that at every call."""
    made = []
    monkeypatch.setattr(module, "make_display", lambda curves: made.append(Recorder()) or made[-1])
    monkeypatch.setattr(module.Pace, "is_due", lambda pace: True)
    return made


def test_values_are_shown_and_stay(shown, tmp_path):
    with tf.live.Curves("a net") as live:
        live(loss=tf.constant(2.0), accuracy=0.5)
        live(loss=1.0)
    (display,) = shown
    assert display.shown[0] == (
        "a net, 1 step\nloss 2 at step 1, between 2 and 2\n"
        "accuracy 0.5 at step 1, between 0.5 and 0.5"
    )
    assert display.closed == [repr(live)] and repr(live).startswith("a net, 2 steps")
    live.save(tmp_path / "net.txt")
    assert (tmp_path / "net.txt").read_text() == repr(live) + "\n"
    assert live.data()["series"]["loss"]["means"] == [2.0, 1.0]
    assert "image/png" in live._repr_mimebundle_()


def test_gradients(shown):
    w = tf.Variable(3.0, name="w")
    with tf.live.Curves() as live:
        live(loss=1.0)
        live.gradients([tf.constant(2.0)], [w])
        live(4, loss=1.0)
    assert "gradients: good. Norms from 2 (w) to 2 (w)." in repr(live)
    assert live.record.step == 4


def test_bars_of_loops_within_loops(shown):
    with tf.live.Curves() as live:
        for _ in live.track(range(2), name="epoch"):
            for n in live.track([5, 6, 7]):
                live(value=n)
        assert [loop.name for loop in live.record.progress] == ["epoch"]
        assert live.record.progress[0].done == 2
        for _ in live.track(range(9)):
            assert [loop.total for loop in live.record.progress] == [9]
    texts = shown[0].shown
    assert "training, 0 steps\nepoch 0 of 2\nstep 0 of 3" in texts
    assert any("\nepoch 1 of 2" in text and "\nstep 2 of 3" in text for text in texts)


def test_a_loop_of_its_own(shown):
    total = 0
    for number in tf.live.track(tf.data.Dataset.range(4), title="numbers"):
        total += int(number)
        tf.live.show(total=total)
    assert total == 6
    assert shown[0].closed[0].splitlines()[0] == "numbers, 4 steps"
    assert shown[0].closed[0].splitlines()[1].startswith("step 4 of 4")
    assert module._open == []


def test_a_loop_that_is_left(shown):
    for _ in tf.live.track(range(10)):
        tf.live.show(loss=1.0)
        break
    assert module._open == [] and len(shown[0].closed) == 1
    with pytest.raises(ZeroDivisionError), tf.live.Curves() as live:
        live(loss=1.0)
        1 / 0  # noqa: B018
    assert module._open == [] and "loss 1 at step 1" in shown[1].closed[0]


def test_how_many_there_are():
    assert module._length([1, 2]) == 2
    assert module._length(iter([1, 2])) == 2
    assert module._length(n for n in range(3)) is None
    assert module._length(tf.data.Dataset.range(3)) == 3
    assert module._length(tf.data.Dataset.range(3).repeat()) is None


def test_within_curves_a_loop_has_its_bar_there(shown):
    with tf.live.Curves() as live:
        for _ in tf.live.track(range(3)):
            tf.live.show(loss=1.0)
    assert len(shown) == 1 and live.record.step == 3


def test_values_that_come_from_elsewhere(shown):
    with pytest.raises(RuntimeError, match="There are no curves to show values in"):
        tf.live.show(loss=1.0)
    live = tf.live.Curves()
    with pytest.raises(RuntimeError, match="inside of their with statement"):
        live(loss=1.0)
    with pytest.raises(RuntimeError, match="inside of their with statement"):
        live.gradients([], [])
    with tf.live.Curves() as live, pytest.raises(CannotDraw, match="loss is one number"):
        live(loss=[1.0, 2.0])


def test_values_of_a_function_that_is_traced(shown):
    with tf.live.Curves() as live:

        @tf.function(autograph=False)
        def step(x):
            live(loss=x)

        with pytest.raises(CannotDraw, match="loss has no value while a function is traced"):
            step(tf.constant(1.0))


def test_wrong_options_are_told_before_the_training():
    with pytest.raises(CannotDraw, match="The scales are auto, linear, log"):
        tf.live.Curves(scale="square")


def test_names_of_the_room():
    assert {"Callback", "Curves", "show", "track"} <= set(dir(tf.live))
    with pytest.raises(AttributeError, match="has no attribute 'curve'"):
        tf.live.curve  # noqa: B018


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_has_a_line_that_is_written_over(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(module.Pace, "is_due", lambda pace: True)
    for number in tf.live.track(range(2)):
        tf.live.show(loss=10.0**number)
    first, *others = sys.stderr.getvalue().split("\r")
    assert first == "" and others[0].startswith("step 0/2 ────")
    assert others[-1] == "step 2/2 ━━━━━━━━━━━━━━━━━━━━━━━━  loss 10\n"


def test_a_file_has_the_last_line_alone(capsys):
    with tf.live.Curves() as live:
        for _ in range(3):
            live(loss=0.5)
            live.gradients([tf.zeros([])], [tf.Variable(1.0)])
    assert capsys.readouterr() == ("", "step 3  loss 0.5  gradients: zero\n")


def test_without_a_stream_nothing_is_written(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    for _ in tf.live.track(range(2)):
        tf.live.show(loss=0.5)


def test_a_line_fits():
    data = {"step": 3, "progress": [], "series": {name: {"last": 0.5} for name in "abcdef"}}
    assert displays.line_of(data, 12) == "step 3  a 0…"
