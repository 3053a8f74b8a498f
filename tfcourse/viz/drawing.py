"""What a picture is made of before it is SVG or PNG: a few kinds of marks with coordinates.

One drawing is written in every format (svg.py, raster.py), so that they never differ. Coordinates
are in pixels at 96 per inch, from the upper left corner.
"""

import dataclasses

import numpy as np

from tfcourse.viz.colours import INK
from tfcourse.viz.text_width import text_width


@dataclasses.dataclass(frozen=True)
class Box:
    """A rectangle.

    Attributes:
      x: Its left side.
      y: Its upper side.
      width: Its width.
      height: Its height.
      role: The role whose colour it has.
      filling: How much of the colour is inside, from 0 to 1.
      radius: Of its corners.
      line: The width of its outline, 0 for none.
      title: What to say where the pointer rests on it.
      key: What a front end knows it by, if it can be selected.
      shape: `rectangle`, or one of `SHAPES`, which has no round corners.
    """

    x: float
    y: float
    width: float
    height: float
    role: str = INK
    filling: float = 0.2
    radius: float = 3.0
    line: float = 1.2
    title: str = ""
    key: str = ""
    shape: str = "rectangle"

    def corners(self) -> list[tuple[float, float]]:
        """Returns the corners of a box that is no rectangle."""
        cut = min(SHAPES[self.shape][0], self.height / 2)
        places = {"left": 0.0, "in": cut, "right": self.width, "out": self.width - cut}
        places |= {"top": 0.0, "down": cut, "bottom": self.height, "up": self.height - cut}
        places["middle"] = self.height / 2
        return [(self.x + places[x], self.y + places[y]) for x, y in SHAPES[self.shape][1]]


# How far corners of shapes are cut, and where the corners are: `in` and `out` are as far from the
# sides, `down` and `up` from the upper and lower end.
SHAPES = {
    "parallelogram": (
        9.0,
        (("in", "top"), ("right", "top"), ("out", "bottom"), ("left", "bottom")),
    ),
    "trapezoid": (
        9.0,
        (("left", "top"), ("right", "top"), ("out", "bottom"), ("in", "bottom")),
    ),
    "hexagon": (
        10.0,
        (
            *(("in", "top"), ("out", "top"), ("right", "middle")),
            *(("out", "bottom"), ("in", "bottom"), ("left", "middle")),
        ),
    ),
    "octagon": (
        7.0,
        (
            *(("in", "top"), ("out", "top"), ("right", "down"), ("right", "up")),
            *(("out", "bottom"), ("in", "bottom"), ("left", "up"), ("left", "down")),
        ),
    ),
    "house": (
        9.0,
        (
            *(("in", "top"), ("out", "top"), ("right", "down")),
            *(("right", "bottom"), ("left", "bottom"), ("left", "down")),
        ),
    ),
}


@dataclasses.dataclass(frozen=True)
class Dot:
    """A filled circle around (x, y), with a title and a key as a `Box` has them."""

    x: float
    y: float
    radius: float = 3.0
    role: str = INK
    title: str = ""
    key: str = ""


@dataclasses.dataclass(frozen=True)
class Path:
    """A line through points.

    Attributes:
      points: (x, y) pairs.
      role: The role whose colour it has.
      line: Its width.
      dashed: Whether it is dashed.
      arrow: Whether it ends in an arrow.
      title: What to say where the pointer rests on it.
      key: What a front end knows it by, if it can be selected.
    """

    points: tuple[tuple[float, float], ...]
    role: str = INK
    line: float = 1.2
    dashed: bool = False
    arrow: bool = False
    title: str = ""
    key: str = ""


@dataclasses.dataclass(frozen=True)
class Label:
    """A line of text.

    Attributes:
      x: Where it starts, has its middle, or ends.
      y: Its base line.
      text: The text; every format escapes it.
      size: Its size in pixels.
      anchor: `start`, `middle` or `end`.
      role: The role whose colour it has.
      bold: Whether it is bold.
      is_detail: Whether it is shown only where the picture is made larger.
    """

    x: float
    y: float
    text: str
    size: float = 12.0
    anchor: str = "start"
    role: str = INK
    bold: bool = False
    is_detail: bool = False


@dataclasses.dataclass(frozen=True)
class Pixels:
    """An image, stretched over a rectangle without smoothing.

    Attributes:
      x: Its left side.
      y: Its upper side.
      width: Its width.
      height: Its height.
      values: uint8 of shape [rows, columns, 3 or 4].
    """

    x: float
    y: float
    width: float
    height: float
    values: np.ndarray = dataclasses.field(repr=False)


Mark = Box | Dot | Path | Label | Pixels


@dataclasses.dataclass
class Drawing:
    """Marks on a sheet; later ones lie over earlier ones.

    Attributes:
      width: Of the sheet.
      height: Of the sheet.
      marks: What is on it.
    """

    width: float
    height: float
    marks: list[Mark] = dataclasses.field(default_factory=list)

    def add(self, *marks: Mark) -> None:
        """Adds marks over those there are."""
        self.marks += marks

    def upper_left(self, width: float, height: float) -> "Drawing":
        """Returns the upper left part of a drawing that is larger than that; else itself.

        Args:
          width: In pixels.
          height: In pixels.
        """
        if self.width <= width and self.height <= height:
            return self
        part = Drawing(min(self.width, width), min(self.height, height))
        for mark in self.marks:
            if isinstance(mark, Path):
                x, y = (min(values) for values in zip(*mark.points, strict=True))
            else:
                x, y = mark.x, mark.y
            if x < part.width and y < part.height:
                part.add(mark)
        return part


def shortened(text: str, width: float, size: float = 12.0) -> str:
    """Returns text that fits a width: its start, ended by an ellipsis where it was cut.

    Args:
      text: One line.
      width: In pixels.
      size: Of the text, in pixels.
    """
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


def wrapped(text: str, width: float, size: float = 12.0) -> list[str]:
    """Returns text as lines that fit a width; a word that does not is cut.

    Args:
      text: Words with spaces between them.
      width: In pixels.
      size: Of the text, in pixels.
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(shortened(word, width, size))
        else:
            lines[-1] = longer if lines[-1] else shortened(word, width, size)
    return lines
