"""A tensor as a picture, by its rank and dtype.

Values become colours with the values in them while these can be read; larger ones become pixels,
and those larger than a screen are shown by their first part, which is said.
"""

import copy
import functools
import math

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.variable import Variable
from tfcourse.ops.creation import convert_to_tensor
from tfcourse.viz.axis import Axis
from tfcourse.viz.chart import Chart
from tfcourse.viz.colour_scale import ColourScale, ink_on
from tfcourse.viz.colours import NOT_FINITE
from tfcourse.viz.drawing import Box, Dot, Drawing, Label, Path, Pixels, shortened
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.text_width import text_width

# Cells with their values: so many rows and columns. Pixels: so many, of so many drawn ones at most.
_CELLS = (16, 12)
_PIXELS = 512
_SIDE = 256.0
# Images or slices beside each other.
_GRID = 16
_HEAD = 40.0
_TEXT = 11.0
KINDS = ("auto", "values", "image", "histogram")


class TensorPicture(Picture):
    """A tensor, variable or array as a picture.

    Rank 0 and 1 are a row of cells over a number line, or a curve of many; rank 2 is a heat map,
    rank 3 with 1, 3 or 4 channels an image and rank 4 a grid of images; everything else is shown
    slice by slice over its first dimensions.

    Args:
      value: A tensor, a variable or what `tf.convert_to_tensor` takes.
      kind: `auto`, `values` (cells or pixels, slice by slice), `image` or `histogram`.

    Attributes:
      kind: `values`, `image` or `histogram`.
      parts: How many slices or images there are; 1 where the kind has none.

    Raises:
      CannotDraw: The value is no tensor, or of a rank or dtype that the kind does not show.

    Example:
      >>> TensorPicture([[1.0, -1.0], [float("nan"), 2.0]])
      float32[2, 2]: -1 to 2, mean 0.666667, 1 NaN
      >>> TensorPicture(tf.zeros([6, 3, 3])).showing(4, 2).parts
      6
    """

    def __init__(self, value, kind: str = "auto"):
        self._value, self.dtype = _array(value)
        if kind not in KINDS:
            raise CannotDraw(f"A tensor is shown as {', '.join(KINDS)}, not as {kind!r:.40}.")
        is_text = self.dtype is dtypes.string
        if kind == "histogram" and is_text:
            raise CannotDraw("A histogram is of numbers, not of strings.")
        if kind == "image" and (is_text or not _is_image(self._value, least=1)):
            raise CannotDraw(
                "An image has the shape [rows, columns], [rows, columns, channels] or [images, "
                f"rows, columns, channels] with 1, 3 or 4 channels; this is {self._name()}."
            )
        if kind == "auto":
            kind = "image" if not is_text and _is_image(self._value, least=8) else "values"
        self.kind = kind
        outer = {"values": self._value.shape[:-2], "image": self._value.shape[:-3]}.get(kind, ())
        self.parts = math.prod(outer)
        self._shown = slice(_GRID)

    def showing(self, first: int, most: int = 1) -> "TensorPicture":
        """Returns the picture with other slices or images of the same tensor beside each other.

        Args:
          first: The first of them.
          most: How many of them.
        """
        # Of all values, and so the same for both: found once.
        _ = self._data, self._scale
        other = copy.copy(self)
        other._shown = slice(first, first + most)
        return other

    def _name(self):
        sizes = ", ".join(map(str, self._value.shape))
        return f"{self.dtype.name}[{sizes}]"

    def data(self) -> dict:
        """Returns `dtype`, `shape` and, for numbers, `low`, `high`, `mean`, `nan`, `inf`.

        `nan` and `inf` count the values that are not finite, which the others leave out.
        """
        return dict(self._data)

    @functools.cached_property
    def _data(self):
        data = {"dtype": self.dtype.name, "shape": list(self._value.shape)}
        if self.dtype is dtypes.string or not self._value.size:
            return data
        values = np.asarray(self._numbers(), np.float64)
        finite = values[np.isfinite(values)]
        if finite.size:
            low, high, mean = finite.min(), finite.max(), finite.mean()
            data |= {"low": float(low), "high": float(high), "mean": float(mean)}
        return data | {"nan": int(np.isnan(values).sum()), "inf": int(np.isinf(values).sum())}

    def text(self) -> str:
        """Returns dtype, shape and what values there are, in a line."""
        data = self.data()
        said = []
        if self._value.size == 1:
            said.append(_written(self._value.item()))
        elif "low" in data:
            said.append(f"{data['low']:.6g} to {data['high']:.6g}, mean {data['mean']:.6g}")
        said += [
            f"{data[key]} {name}" for key, name in (("nan", "NaN"), ("inf", "inf")) if data.get(key)
        ]
        return ": ".join([self._name(), *([", ".join(said)] if said else [])])

    @property
    def label(self) -> str:
        """What it shows."""
        return self.text()

    def _numbers(self):
        """The values as real numbers: of complex ones the absolute values."""
        return np.abs(self._value) if self.dtype.is_complex else self._value

    @functools.cached_property
    def _scale(self):
        """The colours of values, the same for all slices; None for strings."""
        return None if self.dtype is dtypes.string else ColourScale(self._numbers())

    def drawing(self) -> Drawing:
        """Returns the picture by its kind."""
        text = shortened(self.text(), 640)
        drawing = Drawing(max(360.0, text_width(text) + 16), _HEAD)
        drawing.add(Label(8, 20, text))
        if not self._value.size:
            drawing.add(Label(8, 40, "no elements", role="faint"))
            drawing.height = 52
        elif self.kind == "histogram":
            _draw_histogram(drawing, self._numbers())
        elif self.kind == "image":
            _draw_images(drawing, self._value, self._shown)
        elif self._value.ndim == 1 and self._value.size > _CELLS[1] and self.dtype.is_numeric:
            _draw_line(drawing, self._numbers())
        else:
            self._draw_values(drawing)
            if self._value.ndim < 2 and self.dtype.is_numeric:
                _draw_number_line(drawing, np.ravel(self._numbers()))
        return drawing

    def _draw_values(self, drawing):
        values = self._value if self.dtype is dtypes.string else self._numbers()
        slices = values.reshape(-1, *values.shape[-2:]) if values.ndim > 2 else values[None]
        # Leading rows of a vector: one.
        slices = np.atleast_2d(slices[0])[None] if values.ndim < 2 else slices
        outer = values.shape[:-2]
        top = _HEAD
        numbers = range(self.parts)[self._shown]
        for number in numbers:
            if outer:
                index = np.unravel_index(number, outer)
                name = f"[{', '.join(map(str, index))}]"
                drawing.add(Label(8, top + 8, name, _TEXT, role="faint"))
                top += 14
            top = _draw_matrix(drawing, slices[number], self._scale, top) + 10
        drawing.height = _draw_rest(drawing, len(numbers), self.parts, "slices", top)


def _array(value):
    """Returns the values of what may be shown as a tensor, and their dtype."""
    try:
        tensor = value.value() if isinstance(value, Variable) else convert_to_tensor(value)
        return np.asarray(tensor.numpy()), tensor.dtype
    except (AttributeError, NotImplementedError, TypeError, ValueError):
        raise CannotDraw(f"A tensor, variable or array is needed; got {value!r:.80}.") from None


def _is_image(values, least) -> bool:
    """Whether values are an image or a batch of them, of at least so many rows and columns."""
    has_channels = values.ndim in (3, 4) and values.shape[-1] in (1, 3, 4)
    is_plain = values.ndim == 2 and least == 1
    size = values.shape[-3:-1] if has_channels else values.shape
    return (has_channels or is_plain) and values.dtype.kind in "uif" and min(size) >= least


def _draw_matrix(drawing, values, scale, top) -> float:
    """Draws [rows, columns] below `top`; returns where it ends."""
    rows, columns = values.shape
    if rows > _CELLS[0] or columns > _CELLS[1]:
        if scale is not None:
            pixels = scale.pixels(values[:_PIXELS, :_PIXELS])
            return _draw_scale(drawing, scale, _draw_pixels(drawing, pixels, values, 8, top))
        values = values[: _CELLS[0], : _CELLS[1]]
    texts = [[_written(value) for value in row] for row in values]
    longest = max(text_width(text, _TEXT) for row in texts for text in row)
    width, height = min(max(30.0, longest + 10), 160.0), 22.0
    pixels = None if scale is None else scale.pixels(values)
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            x, y = 8 + column * width, top + row * height
            role, ink = "faint", "ink"
            if pixels is not None:
                role = "#" + bytes(pixels[row, column]).hex()
                ink = "#ffffff" if ink_on(pixels[row, column]) else "#000000"
            drawing.add(
                Box(
                    x,
                    y,
                    width,
                    height,
                    role,
                    0.1 if pixels is None else 1,
                    0,
                    0.6,
                    f"[{row}, {column}]",
                ),
                Label(
                    x + width / 2, y + 15, shortened(text, width - 4, _TEXT), _TEXT, "middle", ink
                ),
            )
    drawing.width = max(drawing.width, 16 + width * len(texts[0]))
    end = top + height * len(texts)
    if values.shape != (rows, columns):
        drawing.add(Label(8, end + 12, f"… of {rows} rows and {columns} columns", role="faint"))
        end += 16
    return end


def _draw_scale(drawing, scale, top) -> float:
    """Draws which colours stand for which values; returns where it ends."""
    low, high = f"{scale.low:.4g}", f"{scale.high:.4g}"
    left = 12 + text_width(low, _TEXT)
    steps = scale.pixels(np.linspace(scale.low, scale.high, 64)[None])
    drawing.add(
        Label(8, top + 15, low, _TEXT),
        Pixels(left, top + 6, 128, 10, steps),
        Label(left + 132, top + 15, high, _TEXT),
    )
    return top + 18


def _draw_number_line(drawing, values):
    """Draws values as dots on a line, below all that is drawn; those not finite at its ends."""
    drawing.width = max(drawing.width, 360.0)
    left, right, up = 24.0, drawing.width - 24.0, drawing.height + 22
    axis = Axis.over([*values, 0.0], left, right)
    drawing.add(Path(((left, up), (right, up)), "faint", 1.2))
    for value, text in axis.ticks():
        at = float(axis.pixels(value))
        drawing.add(
            Path(((at, up - 4), (at, up + 4)), "faint", 1.0),
            Label(at, up + 18, text, _TEXT, "middle"),
        )
    for number, value in enumerate(map(float, values)):
        name = f"{value:g}"
        is_finite = math.isfinite(value)
        at = float(axis.pixels(value)) if is_finite else right + 12 if value > 0 else left - 12
        role = "forward" if is_finite else NOT_FINITE[name]
        drawing.add(Dot(at, up, 4.5, role, f"[{number}] = {name}"))
        if not is_finite:
            drawing.add(Label(at, up + 18, name, _TEXT, "middle"))
    drawing.height = up + 28


def _draw_line(drawing, values):
    drawing.width, drawing.height = max(drawing.width, 480.0), _HEAD + 200
    steps = np.arange(values.size)
    chart = Chart(
        drawing, 0, _HEAD - 10, drawing.width, 210, steps, values, x_label="index", y_label="value"
    )
    chart.add_line(steps, values, "forward")
    chart.mark_missing(steps, values)


def _written(value) -> str:
    """Returns a value as its cell says it."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (float, np.floating)) or not isinstance(
        value, (bool, np.bool_, np.integer)
    ):
        return f"{float(value):.4g}"
    return str(value)


def _draw_pixels(drawing, pixels, values, left, top, side=_SIDE) -> float:
    """Draws colours as an image; returns where it ends."""
    rows, columns = pixels.shape[:2]
    zoom = side / max(rows, columns)
    zoom = max(1.0, int(zoom)) if zoom > 1 else zoom
    drawing.add(Pixels(left, top, columns * zoom, max(1.0, rows * zoom), pixels))
    end = top + max(1.0, rows * zoom)
    if pixels.shape[:2] != values.shape[:2]:
        said = f"the first {rows} × {columns} of {values.shape[0]} × {values.shape[1]}"
        drawing.add(Label(left, end + 14, said, role="faint"))
        end += 18
    drawing.width = max(drawing.width, left + columns * zoom + 8)
    return end


def _draw_rest(drawing, shown, parts, name, top) -> float:
    """Says how many of all slices or images are drawn, if not all are; returns where it ends."""
    if shown == parts:
        return top
    drawing.add(Label(8, top + 6, f"{shown} of {parts} {name}", role="faint"))
    return top + 16


def _draw_images(drawing, values, which):
    batch = values[None, ..., None] if values.ndim == 2 else values
    batch = batch[None] if batch.ndim == 3 else batch
    shown = batch[which]
    side = _SIDE if len(shown) == 1 else 96.0
    top, left, row_end = _HEAD, 8.0, _HEAD
    for image in shown:
        if left > 8 + 4 * (side + 8) - 1:
            left, top = 8.0, row_end + 8
        row_end = max(row_end, _draw_pixels(drawing, _colours(image), image, left, top, side))
        left += side + 8
    drawing.width = max(drawing.width, min(len(shown), 4) * (side + 8) + 8)
    drawing.height = _draw_rest(drawing, len(shown), len(batch), "images", row_end + 10)


def _colours(image) -> np.ndarray:
    """Returns an image's colours: bytes as they are, floats from 0 to 1, others by their range."""
    image = image[:_PIXELS, :_PIXELS]
    if image.shape[-1] == 1 and image.dtype != np.uint8:
        return ColourScale(image).pixels(image[..., 0])
    if image.dtype != np.uint8:
        values = np.asarray(image, np.float64)
        finite = values[np.isfinite(values)]
        low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
        low, high = (0.0, 1.0) if low >= 0 and high <= 1 else (low, high)
        values = (np.nan_to_num(values, nan=low, posinf=high, neginf=low) - low) / (
            (high - low) or 1
        )
        image = np.round(values * 255).astype(np.uint8)
    return np.repeat(image, 3, axis=-1) if image.shape[-1] == 1 else image


def _draw_histogram(drawing, values):
    values = np.asarray(values, np.float64).ravel()
    finite = values[np.isfinite(values)]
    counts, edges = np.histogram(finite, bins=min(40, max(5, int(finite.size**0.5))))
    drawing.width, drawing.height = max(drawing.width, 480.0), _HEAD + 230
    chart = Chart(
        drawing,
        0,
        _HEAD - 10,
        drawing.width,
        240,
        edges,
        [0, counts.max() * 1.05],
        x_label="value",
        y_label="count",
    )
    bottom = chart.y_axis.pixels(0.0)
    for count, start, end in zip(counts, edges[:-1], edges[1:], strict=True):
        (left, top), (right, _) = chart.place([start, end], [count, count])
        title = f"{count} in [{start:.4g}, {end:.4g})"
        drawing.add(Box(left, top, right - left, bottom - top, "forward", 0.7, 0, 0.5, title))
