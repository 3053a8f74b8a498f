"""Charts: lines and dots over two axes, as parts of a drawing."""

import numpy as np

from tfcourse.viz.axis import Axis
from tfcourse.viz.colours import NOT_FINITE
from tfcourse.viz.drawing import Box, Dot, Drawing, Label, Path
from tfcourse.viz.text_width import text_width

_LEFT, _RIGHT, _TOP, _BOTTOM = 58.0, 12.0, 26.0, 40.0
_SMALL = 11.0


class Chart:
    """A frame with two axes within a drawing.

    Args:
      drawing: Where it is drawn.
      x: Left side of all of it, the axis' texts included.
      y: Upper side.
      width: Of all of it.
      height: Of all of it.
      xs: Values that the x axis has to hold.
      ys: Values that the y axis has to hold.
      title: Above the frame.
      x_label: Below the frame.
      y_label: Above the y axis, in the title's line.
      log_x: Whether the x axis is logarithmic.
      log_y: Whether the y axis is logarithmic.
    """

    def __init__(
        self,
        drawing: Drawing,
        x: float,
        y: float,
        width: float,
        height: float,
        xs,
        ys,
        title: str = "",
        x_label: str = "",
        y_label: str = "",
        log_x: bool = False,
        log_y: bool = False,
    ):
        self._drawing = drawing
        self._left, self._right = x + _LEFT, x + width - _RIGHT
        self._top, self._bottom = y + _TOP, y + height - _BOTTOM
        self.x_axis = Axis.over(xs, self._left, self._right, log_x)
        self.y_axis = Axis.over(ys, self._bottom, self._top, log_y)
        self._draw_frame(title, x_label, y_label)

    def _draw_frame(self, title, x_label, y_label):
        left, right, top, bottom = self._left, self._right, self._top, self._bottom
        add = self._drawing.add
        for at, text in _placed_ticks(self.x_axis, int((right - left) / 60)):
            add(
                Path(((at, top), (at, bottom)), "faint", 0.4),
                Label(at, bottom + 14, text, _SMALL, "middle"),
            )
        for at, text in _placed_ticks(self.y_axis, int((bottom - top) / 34)):
            add(
                Path(((left, at), (right, at)), "faint", 0.4),
                Label(left - 5, at + 4, text, _SMALL, "end"),
            )
        add(Box(left, top, right - left, bottom - top, "faint", 0, 0, 1))
        add(Label((left + right) / 2, top - 9, title, anchor="middle", bold=True))
        add(Label(right, bottom + 31, x_label, _SMALL, "end"))
        add(Label(left - 50, top - 9, y_label, _SMALL))

    def place(self, xs, ys) -> np.ndarray:
        """Returns the pixels of points: float64 of shape [points, 2], NaN where there is none."""
        return np.stack([self.x_axis.pixels(xs), self.y_axis.pixels(ys)], axis=-1)

    def add_line(self, xs, ys, role: str, line: float = 1.8, dashed: bool = False, **marks):
        """Draws a line through points; it stops where a point has no place, and goes on after.

        Args:
          xs: Values, [points].
          ys: Values, [points].
          role: The role whose colour it has.
          line: Its width.
          dashed: Whether it is dashed.
          **marks: `title`, `key`, `arrow` of its `Path`s.
        """
        for part in _clipped(self.place(xs, ys), self._left, self._right, self._top, self._bottom):
            self._drawing.add(Path(tuple(map(tuple, part.tolist())), role, line, dashed, **marks))

    def add_dots(self, xs, ys, role: str, radius: float = 3.0, titles=None):
        """Draws a dot for each point inside of the frame.

        Args:
          xs: Values, [points].
          ys: Values, [points].
          role: The role whose colour they have.
          radius: Their radius.
          titles: What to say where the pointer rests on each.
        """
        for index, (at, up) in enumerate(self.place(xs, ys).tolist()):
            if self._left <= at <= self._right and self._top <= up <= self._bottom:
                title = titles[index] if titles else ""
                self._drawing.add(Dot(at, up, radius, role, title))

    def mark_missing(self, xs, ys):
        """Marks points that have an x but no place on the y axis: NaN and infinities, on a side.

        Args:
          xs: Values, [points].
          ys: Values, [points].
        """
        for at, y in zip(self.x_axis.pixels(xs), np.asarray(ys, np.float64), strict=True):
            if np.isfinite(y) or not self._left <= at <= self._right:
                continue
            name = f"{y:g}"
            up = self._top if y > 0 else self._bottom
            self._drawing.add(Dot(float(at), up, 4, NOT_FINITE[name], name))

    def add_legend(self, entries: list[tuple[str, str]]):
        """Names lines, in a row below the x axis.

        Args:
          entries: (role, text) of each line.
        """
        left, up = self._left, self._bottom + 31
        for role, text in entries:
            self._drawing.add(
                Path(((left, up - 4), (left + 16, up - 4)), role, 2.4),
                Label(left + 21, up, text, _SMALL),
            )
            left += 33 + text_width(text, _SMALL)


def _placed_ticks(axis, most):
    """Returns the pixels and texts of an axis' ticks."""
    ticks = axis.ticks(max(3, most))
    pixels = axis.pixels([value for value, _ in ticks]).tolist()
    return zip(pixels, (text for _, text in ticks), strict=True)


@np.errstate(divide="ignore", invalid="ignore")
def _clipped(points, left, right, top, bottom):
    """Returns the parts of a line inside of a frame, each [points, 2], as Liang and Barsky do.

    A point of NaN is none: the line stops there.
    """
    if len(points) > 1 and ((points >= (left, top)) & (points <= (right, bottom))).all():
        return [points]
    before, after = points[:-1], points[1:]
    step = after - before
    first, last = np.zeros(len(step)), np.ones(len(step))
    is_seen = ~np.isnan(step).any(axis=1)
    for axis, low, high in ((0, left, right), (1, top, bottom)):
        for distance, room in (
            (-step[:, axis], before[:, axis] - low),
            (step[:, axis], high - before[:, axis]),
        ):
            crossing = room / distance
            is_seen &= (distance != 0) | (room >= 0)
            first = np.where(distance < 0, np.maximum(first, crossing), first)
            last = np.where(distance > 0, np.minimum(last, crossing), last)
    seen = np.flatnonzero(is_seen & (first <= last))
    step, first, last = step[seen], first[seen, None], last[seen, None]
    starts = np.where(first == 0, before[seen], before[seen] + first * step)
    ends = np.where(last == 1, after[seen], before[seen] + last * step)
    # A segment from very far away is cut with an error of its own length.
    starts = np.clip(starts, (left, top), (right, bottom))
    ends = np.clip(ends, (left, top), (right, bottom))
    goes_on = (np.diff(seen) == 1) & (starts[1:] == ends[:-1]).all(axis=1)
    parts = np.split(np.arange(len(seen)), np.flatnonzero(~goes_on) + 1)
    return [np.concatenate([starts[part[:1]], ends[part]]) for part in parts if part.size]
