"""Boxes and lines over a layout: shapes, frames, texts where there is room, gradients beside."""

import pytest

from tfcourse.viz.boxes_and_lines import GraphBox, GraphLine, draw_graph
from tfcourse.viz.drawing import SHAPES, Box, Label, Path
from tfcourse.viz.raster import to_png
from tfcourse.viz.svg import to_svg


def marks(drawing, kind):
    return [mark for mark in drawing.marks if isinstance(mark, kind)]


def pair(**line):
    boxes = [GraphBox("a", ("first", "more")), GraphBox("b", ("second",))]
    return draw_graph(boxes, [GraphLine("a", "b", **line)])


@pytest.mark.parametrize("shape", [*SHAPES, "rectangle", "pill"])
def test_every_shape_is_drawn_around_its_text(shape):
    drawing = draw_graph([GraphBox("a", ("name", "float32[2]"), shape=shape, tag="∇ 1")], [])
    box = next(box for box in marks(drawing, Box) if box.key == "a")
    assert ("<polygon" in to_svg(drawing, "")) == (shape in SHAPES)
    if shape in SHAPES:
        for x, y in box.corners():
            assert box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
    for label in marks(drawing, Label):
        assert box.y < label.y < box.y + box.height


def test_shapes_are_drawn_as_png():
    pytest.importorskip("matplotlib")
    boxes = [GraphBox(shape, (shape,), shape=shape) for shape in SHAPES]
    assert to_png(draw_graph(boxes, [])).startswith(b"\x89PNG")


def test_frames_are_around_what_is_in_them():
    boxes = [
        GraphBox("outer", ("outer",), is_frame=True),
        GraphBox("inner", ("inner",), is_frame=True, group="outer"),
        GraphBox("a", ("a",), group="inner"),
        GraphBox("b", ("b",)),
    ]
    found = {box.key: box for box in marks(draw_graph(boxes, [GraphLine("a", "b")]), Box)}
    for inside, outside in (("a", "inner"), ("inner", "outer")):
        one, two = found[inside], found[outside]
        assert two.x < one.x and one.x + one.width < two.x + two.width
        assert two.y < one.y and one.y + one.height < two.y + two.height


def test_texts_on_lines_cover_nothing():
    drawing = pair(label="float32[2]")
    (label,) = (mark for mark in marks(drawing, Label) if mark.text == "float32[2]")
    for box in marks(drawing, Box):
        assert label.y < box.y or label.y - label.size > box.y + box.height
    assert not label.is_detail
    (detail,) = (mark for mark in marks(pair(label="x", is_detail=True), Label) if mark.text == "x")
    assert detail.is_detail


def test_details_wait_for_a_front_end():
    svg = to_svg(pair(label="hidden text", is_detail=True), "")
    (text,) = (part for part in svg.split("<text") if "hidden text" in part)
    assert 'data-detail=""' in text and 'visibility="hidden"' in text


def test_a_gradient_goes_back_beside_its_line():
    forward, back = marks(pair(has_gradient=True), Path)
    assert back.role == "gradient" and back.arrow
    assert back.points[0][1] == forward.points[-1][1] and back.points[-1][1] == forward.points[0][1]
    assert all(one[0] != two[0] for one, two in zip(forward.points, back.points[::-1], strict=True))


def test_legend_and_notes_stand_above_the_graph():
    legend = [GraphBox(f"kind {at}", (f"kind {at}",)) for at in range(12)]
    legend.append(GraphLine("", "", "a line", is_dashed=True))
    drawing = draw_graph([GraphBox("a", ("a",))], [], legend, ["a note", "another"])
    said = {mark.text: mark.y for mark in marks(drawing, Label)}
    assert said["kind 0"] < said["kind 11"] <= said["a line"] < said["a note"] < said["another"]
    (box,) = (box for box in marks(drawing, Box) if box.key == "a")
    assert said["another"] < box.y and box.y + box.height <= drawing.height


def test_nothing_is_a_drawing():
    assert to_svg(draw_graph([], []), "").startswith("<svg")
    assert "only a note" in to_svg(draw_graph([], [], notes=["only a note"]), "")
