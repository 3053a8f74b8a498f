"""Statements timed side by side."""

import pytest

import tfcourse as tf
from tfcourse.viz.drawing import Box, Label
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.speed import Speed, Timing, duration


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("tfcourse.viz.speed._SECONDS", 1e-4)


def test_the_first_run_is_timed_apart(quick):
    calls = []

    def slow_at_first():
        calls.append(len(calls))
        return tf.constant(1.0)

    (timing,) = Speed(["slow_at_first()"], {"slow_at_first": slow_at_first}).timings
    assert timing.first > 0 and len(timing.rounds) == 7 and len(calls) >= 10


def test_all_forms_say_the_same(quick):
    picture = Speed(["1 + 1", "y = 2"], {})
    picture.timings = [Timing("1 + 1", 0.5, (1e-6, 3e-6, 2e-6)), Timing("y = 2", 0.1, (4e-6,) * 3)]
    assert picture.text().splitlines() == [
        "1 + 1  2 µs; 1 µs to 3 µs; first run 500 ms",
        "y = 2  4 µs, 2 × the fastest; 4 µs to 4 µs; first run 100 ms",
    ]
    assert picture.label == "wall time of 1 + 1, y = 2"
    assert [row["median"] for row in picture.data()] == [2e-6, 4e-6]
    drawing = picture.drawing()
    first, second = (mark for mark in drawing.marks if isinstance(mark, Box))
    assert second.width == pytest.approx(2 * first.width)
    texts = [mark.text for mark in drawing.marks if isinstance(mark, Label)]
    assert "4 µs, 2 × the fastest" in texts and "first run 100 ms" in texts


def test_what_is_raised_and_refused(quick):
    with pytest.raises(ZeroDivisionError):
        Speed(["1 / 0"], {})
    with pytest.raises(CannotDraw, match="This is no Python: 1 \\+"):
        Speed(["1 +"], {})
    with pytest.raises(SyntaxError):
        Speed(["eval('1 +')"], {})
    with pytest.raises(CannotDraw, match="One to 12 statements are timed at once, not 0"):
        Speed([], {})


@pytest.mark.parametrize(
    ("seconds", "text"), [(2, "2 s"), (0.0125, "12.5 ms"), (3.14159e-6, "3.14 µs"), (2e-8, "20 ns")]
)
def test_times_have_units(seconds, text):
    assert duration(seconds) == text
