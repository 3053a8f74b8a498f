"""Lines and dots stay inside of their frame."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tfcourse.viz.chart import Chart
from tfcourse.viz.drawing import Box, Dot, Drawing, Label, Path

VALUES = st.lists(st.floats(width=32), min_size=2, max_size=8)


def frame_of(drawing):
    (frame,) = (mark for mark in drawing.marks if isinstance(mark, Box))
    return frame.x, frame.y, frame.x + frame.width, frame.y + frame.height


@given(VALUES, st.booleans())
def test_a_line_is_cut_at_the_frame(values, log_y):
    drawing = Drawing(300, 200)
    chart = Chart(drawing, 0, 0, 300, 200, [0, len(values)], [0.5, 2], log_y=log_y)
    chart.add_line(np.arange(len(values)), values, "forward")
    chart.add_dots(np.arange(len(values)), values, "forward")
    left, top, right, bottom = frame_of(drawing)
    drawn = [mark for mark in drawing.marks if getattr(mark, "role", "") == "forward"]
    points = [p for mark in drawn if isinstance(mark, Path) for p in mark.points]
    points += [(mark.x, mark.y) for mark in drawn if isinstance(mark, Dot)]
    for x, y in points:
        assert left - 1e-6 <= x <= right + 1e-6 and top - 1e-6 <= y <= bottom + 1e-6


def test_a_line_stops_at_nan_and_goes_on():
    drawing = Drawing(300, 200)
    chart = Chart(drawing, 0, 0, 300, 200, [0, 5], [0, 5])
    chart.add_line(range(6), [0, 1, float("nan"), 3, 4, 5], "forward", title="loss")
    lines = [mark for mark in drawing.marks if isinstance(mark, Path) and mark.role == "forward"]
    assert [len(line.points) for line in lines] == [2, 3]
    assert all(line.title == "loss" for line in lines)


def test_a_legend_names_lines():
    drawing = Drawing(300, 200)
    chart = Chart(drawing, 0, 0, 300, 200, [0, 1], [0, 1], "title", "step", "loss")
    chart.add_legend([("forward", "lr 0.1"), ("gradient", "lr 1")])
    texts = [mark.text for mark in drawing.marks if isinstance(mark, Label)]
    assert {"title", "step", "loss", "lr 0.1", "lr 1"} <= set(texts)
