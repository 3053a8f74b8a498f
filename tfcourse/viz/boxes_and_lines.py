"""Boxes, frames around them and lines between them, over a layout: of graphs and models alike."""

import dataclasses
import itertools
from collections.abc import Sequence

import numpy as np

from tfcourse.viz.drawing import SHAPES, Box, Drawing, Label, Path, shortened
from tfcourse.viz.layout import LayoutNode, layout
from tfcourse.viz.text_width import text_width

_SIZE, _SMALL, _TINY, _MARGIN = 12.0, 10.0, 9.0, 10.0
_LINE, _PADDING = 14.0, 10.0
_FRAME_TITLE = 18.0
# How far a line that goes back runs beside the one that it belongs to.
_BESIDE = 5.0
# How much wider a picture may become for texts on its lines.
_BESIDE_ALL = 60.0
# With more lines than that, texts on them would be a heap.
_MOST_LABELS = 150
_PILL = "pill"


@dataclasses.dataclass(frozen=True)
class GraphBox:
    """A box of a graph's picture, or a frame around some.

    Attributes:
      key: Its name.
      lines: What is written in it: the first line larger than the others.
      role: The role whose colour it has.
      shape: A shape of `drawing.SHAPES`, `rectangle` or `pill`.
      group: The key of the frame around it, or None.
      is_frame: Whether it is a frame, as large as what is in it.
      title: What to say where the pointer rests on it.
      is_bold: Whether its first line is bold.
      outline: The width of its outline.
      tag: A last line, in the colour of gradients.
      widest: What does not fit into that width is cut.
    """

    key: str
    lines: tuple[str, ...]
    role: str = "operation"
    shape: str = "rectangle"
    group: str | None = None
    is_frame: bool = False
    title: str = ""
    is_bold: bool = False
    outline: float = 1.2
    tag: str = ""
    widest: float = 170.0

    def size(self) -> tuple[float, float]:
        """Returns the width and height that its text needs; of a frame, that of its title."""
        first, *others = self.lines
        if self.is_frame:
            return text_width(first, 11) + 20, _FRAME_TITLE
        cut = 2 * SHAPES[self.shape][0] if self.shape in SHAPES else 0.0
        widths = [text_width(first, _SIZE) * (1.15 if self.is_bold else 1.0)]
        widths += [text_width(line, _SMALL) for line in others]
        height = _LINE * len(self.lines) + (_PADDING if len(self.lines) == 1 else 8.0)
        if self.tag:
            widths.append(text_width(self.tag, _TINY) + 8)
            height += _LINE
        return min(max(max(widths) + 18 + cut, 30.0), self.widest + cut), height


@dataclasses.dataclass(frozen=True)
class GraphLine:
    """A line of a graph's picture.

    Attributes:
      source: The key of the box it comes from.
      target: The key of the box it goes to.
      label: What is written on it, where there is room.
      is_detail: Whether that is shown only where the picture is made larger.
      title: What to say where the pointer rests on it.
      role: The role whose colour it has.
      width: Its width.
      is_dashed: Whether it is dashed.
      has_gradient: Whether a gradient comes back along it.
    """

    source: str
    target: str
    label: str = ""
    is_detail: bool = False
    title: str = ""
    role: str = "faint"
    width: float = 1.2
    is_dashed: bool = False
    has_gradient: bool = False


def draw_graph(
    boxes: Sequence[GraphBox],
    lines: Sequence[GraphLine],
    legend: Sequence[GraphBox | GraphLine] = (),
    notes: Sequence[str] = (),
    is_wide: bool = False,
) -> Drawing:
    """Returns boxes and frames in their places, lines with arrows between them, and a legend.

    Args:
      boxes: Frames come before what is in them.
      lines: Between boxes that are no frames.
      legend: A sample of each kind, named by its first line (a line by its label).
      notes: What else is to be said above the picture.
      is_wide: Whether it runs from left to right, not from top to bottom.
    """
    turn = (lambda pair: tuple(pair)[::-1]) if is_wide else tuple
    placed = layout(
        [LayoutNode(box.key, *turn(box.size()), box.group, box.is_frame) for box in boxes],
        [(line.source, line.target) for line in lines],
    )
    width, height = turn((placed.width, placed.height))
    drawing = Drawing(width + 2 * _MARGIN, height + 2 * _MARGIN)
    top = _MARGIN
    if legend or notes:
        drawing.width = max(drawing.width, 420.0)
        top = _draw_legend(drawing, legend, notes)
        drawing.height = height + top + _MARGIN

    def moved(point):
        x, y = turn(point)
        return x + _MARGIN, y + top

    places = {
        key: (*moved((x, y)), *turn((along, down)))
        for key, (x, y, along, down) in placed.boxes.items()
    }
    routes = [tuple(map(moved, points)) for points in placed.lines]
    for box in boxes:
        if box.is_frame:
            _draw_frame(drawing, box, places[box.key])
    for line, route in zip(lines, routes, strict=True):
        drawing.add(Path(route, line.role, line.width, line.is_dashed, True, line.title))
        if line.has_gradient:
            drawing.add(Path(_back(route), "gradient", 1.4, False, True, line.title))
    for box in boxes:
        if box.is_frame:
            # Over the lines, which may cross it.
            x, y, width, _ = places[box.key]
            title = shortened(box.lines[0], width - 12, 11)
            drawing.add(Label(x + 8, y + 14, title, 11))
        else:
            _draw_box(drawing, box, places[box.key])
    taken = [_title_of(places[box.key]) if box.is_frame else places[box.key] for box in boxes]
    drawn = routes + [
        _back(route) for line, route in zip(lines, routes, strict=True) if line.has_gradient
    ]
    drawn += [_border(places[box.key]) for box in boxes if box.is_frame]
    labels = _labels(lines, routes, taken, drawn, drawing.width + _BESIDE_ALL)
    drawing.add(*labels)
    ends = (label.x + text_width(label.text, label.size) + _MARGIN for label in labels)
    drawing.width = max([drawing.width, *ends])
    return drawing


def _draw_frame(drawing, box, place):
    x, y, width, height = place
    drawing.add(Box(x, y, width, height, "faint", 0.06, 8, 1.0, box.title, box.key))


def _draw_box(drawing, box, place):
    x, y, width, height = place
    drawing.add(_outline(box, place, box.outline))
    first, *others = box.lines
    middle, room = x + width / 2, width - 8
    if box.tag:
        height -= _LINE
        _draw_tag(drawing, box.tag, middle, y + height - 3)
    if not others:
        y += (height - _LINE) / 2 - 4
    first = shortened(first, room / 1.1 if box.is_bold else room)
    drawing.add(Label(middle, y + _LINE + 1, first, _SIZE, "middle", bold=box.is_bold))
    for at, line in enumerate(others, 2):
        text = shortened(line, room, _SMALL)
        drawing.add(Label(middle, y + _LINE * at, text, _SMALL, "middle"))


def _outline(box, place, line):
    x, y, width, height = place
    radius = {_PILL: height / 2, "rectangle": 4.0}.get(box.shape, 0.0)
    shape = box.shape if box.shape in SHAPES else "rectangle"
    return Box(x, y, width, height, box.role, 0.3, radius, line, box.title, box.key, shape)


def _draw_tag(drawing, text, middle, top):
    """Draws what is said of a gradient as the last line of a box."""
    width = text_width(text, _TINY) + 10
    drawing.add(
        Box(middle - width / 2, top, width, 13, "gradient", 0, 6, 1),
        Label(middle, top + 9.8, text, _TINY, "middle"),
    )


def _back(route):
    """Returns the way back, beside a line: from its end to its start."""
    (_, first), *_, (_, last) = route
    beside = [(x + _BESIDE, y + _BESIDE) for x, y in route]
    beside[0], beside[-1] = (beside[0][0], first), (beside[-1][0], last)
    return tuple(reversed(beside))


def _draw_legend(drawing, legend, notes):
    """Draws a sample of each kind; returns where the graph begins."""
    left, top = _MARGIN, 8.0
    for sample in legend:
        name = sample.label if isinstance(sample, GraphLine) else sample.lines[0]
        needed = 34 + text_width(name, _SMALL)
        if left > _MARGIN and left + needed > drawing.width:
            left, top = _MARGIN, top + 18
        if isinstance(sample, GraphLine):
            ends = ((left, top + 5), (left + 20, top + 5))
            drawing.add(Path(ends, sample.role, sample.width, sample.is_dashed, True))
        else:
            drawing.add(_outline(sample, (left, top - 1, 20, 12), 1.0))
        drawing.add(Label(left + 25, top + 9, name, _SMALL))
        left += needed + 6
    for note in notes:
        top += 18 if legend or note is not notes[0] else 0
        drawing.add(Label(_MARGIN, top + 9, note, _SMALL, bold=True))
        drawing.width = max(drawing.width, text_width(note, _SMALL) * 1.15 + 2 * _MARGIN)
    return top + 24


def _title_of(place):
    x, y, width, _ = place
    return x, y, width, _FRAME_TITLE


def _border(place):
    x, y, width, height = place
    right, bottom = x + width, y + height
    return ((x, y), (right, y), (right, bottom), (x, bottom), (x, y))


def _labels(lines, routes, boxes, drawn, width):
    """Returns texts on lines, each where it covers no box, no line and no other text.

    Args:
      lines: The lines.
      routes: The points of each.
      boxes: Where boxes are.
      drawn: The points of all lines that there are, those of frames too.
      width: How far to the right a text may go.
    """
    if len(lines) > _MOST_LABELS:
        return []
    taken = [(x - 2, y - 1, x + width + 2, y + height + 1) for x, y, width, height in boxes]
    for route in drawn:
        taken += [_around(one, two) for one, two in itertools.pairwise(route)]
    taken = np.array(taken).reshape(-1, 4)
    found = []
    order = sorted(range(len(lines)), key=lambda at: lines[at].is_detail)
    for at in order:
        line, route = lines[at], routes[at]
        if not line.label:
            continue
        needed = text_width(line.label, _TINY)
        for left, top in _candidates(route, needed):
            place = (left, top, left + needed, top + 11)
            if _is_free(place, taken) and left >= 0 and place[2] <= width:
                taken = np.vstack([taken, place])
                role = "ink" if line.role == "faint" else line.role
                found.append(
                    Label(left, top + 9, line.label, _TINY, role=role, is_detail=line.is_detail)
                )
                break
    return found


def _candidates(route, width):
    """Yields upper left corners for a text beside the pieces of a line, the longest piece first."""
    pieces = list(itertools.pairwise(route))
    pieces.sort(key=lambda piece: -abs(piece[0][0] - piece[1][0]) - abs(piece[0][1] - piece[1][1]))
    for (x, y), (right, bottom) in pieces:
        if abs(x - right) < 1 and abs(y - bottom) >= 14:
            for share in (0.5, 0.3, 0.7):
                middle = y + (bottom - y) * share - 5.5
                yield x + 4, middle
                yield x - 4 - width, middle
        elif abs(y - bottom) < 1 and abs(x - right) >= width:
            yield min(x, right) + (abs(x - right) - width) / 2, y - 13


def _around(one, two):
    return (
        min(one[0], two[0]) - 1,
        min(one[1], two[1]) - 1,
        max(one[0], two[0]) + 1,
        max(one[1], two[1]) + 1,
    )


def _is_free(place, taken):
    left, top, right, bottom = place
    return not np.any(
        (taken[:, 0] < right) & (taken[:, 2] > left) & (taken[:, 1] < bottom) & (taken[:, 3] > top)
    )
