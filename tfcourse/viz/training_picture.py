"""Curves of a training, how far it is, and how its gradients flow."""

import numpy as np

from tfcourse.viz.chart import Chart
from tfcourse.viz.colour_scale import ColourScale
from tfcourse.viz.colours import SERIES
from tfcourse.viz.drawing import Box, Drawing, Label, Path, Pixels, shortened, wrapped
from tfcourse.viz.gradient_flow import HIGHEST, LOWEST
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.text_width import text_width
from tfcourse.viz.training_record import TrainingRecord

SCALES = ("auto", "linear", "log")
# A window of this share of the curve is averaged, unless it is asked for otherwise.
SMOOTHING = 0.02
_WIDTH, _SIDE, _HEIGHT = 760.0, 380.0, 250.0
_MOST_CHARTS, _MOST_ROWS = 8, 24
_BAR, _ROW = 24.0, 15.0
_PALE = "66"  # How much of a colour the unsmoothed line has.
_VERDICTS = {"good": "good", "vanishing": "variable", "zero": "bad", "none": "bad"}


class TrainingPicture(Picture):
    """The curves of a training: a chart for each quantity, `val_` beside what it validates.

    Args:
      record: What the training told.
      scale: `linear`, `log`, or `auto`: logarithmic where values above 0 differ by much.
      smoothing: The share of a curve that is averaged, from 0 to 0.5; the curve as it is stays
        behind, pale.
      title: Above all of it.

    Raises:
      CannotDraw: There is no such scale, or the smoothing is none.

    Example:
      >>> record = TrainingRecord()
      >>> for step in range(3):
      ...     record.add({"loss": 0.5**step})
      >>> TrainingPicture(record)
      training, 3 steps
      loss 0.25 at step 3, between 0.25 and 1
    """

    def __init__(self, record: TrainingRecord, scale="auto", smoothing=SMOOTHING, title=""):
        if scale not in SCALES:
            raise CannotDraw(f"The scales are {', '.join(SCALES)}; {scale!r:.40} is none of them.")
        if not 0 <= smoothing <= 0.5:
            raise CannotDraw(f"Smoothing is from 0 to 0.5, not {smoothing}.")
        record.settle()
        self._record = record
        self._scale = scale
        self._smoothing = smoothing
        self._title = title

    @property
    def label(self) -> str:
        """What it shows."""
        count = self._record.step
        return f"{self._title or 'training'}, {count} step{'s' * (count != 1)}"

    def data(self) -> dict:
        """Returns what `TrainingRecord.data` returns."""
        return self._record.data()

    def text(self) -> str:
        """Returns a line for each loop, each quantity, and the gradients."""
        record = self._record
        lines = [self.label]
        lines += [loop.text() for loop in record.progress]
        lines += [_said(name, series) for name, series in record.series.items()]
        if record.flow is not None:
            verdict, reason = record.flow.verdict()
            lines.append(f"gradients: {_named(verdict)}. {reason}")
        return "\n".join(lines)

    def drawing(self) -> Drawing:
        """Returns bars of progress, a chart for each quantity, and the gradients below."""
        drawing = Drawing(_WIDTH, 0)
        top = 4.0
        if self._title:
            drawing.add(Label(8, 20, shortened(self._title, _WIDTH - 16, 14), 14, bold=True))
            top = 30.0
        for loop in self._record.progress:
            _draw_progress(drawing, loop, top)
            top += _BAR
        top = self._draw_charts(drawing, top + 4)
        if self._record.flow is not None:
            top = _draw_flow(drawing, self._record.flow, top)
        if not drawing.marks:
            drawing.add(Label(8, 20, "nothing told yet", role="faint"))
            top = 32.0
        drawing.height = top
        return drawing

    def _draw_charts(self, drawing, top):
        groups: dict[str, list[str]] = {}
        for name in self._record.series:
            groups.setdefault(name.removeprefix("val_"), []).append(name)
        shown = list(groups.items())[:_MOST_CHARTS]
        if len(shown) == 1:
            self._draw_chart(drawing, *shown[0], 0, top, _WIDTH)
            return top + _HEIGHT + 6
        for at, (title, names) in enumerate(shown):
            row, column = divmod(at, 2)
            place = column * _SIDE, top + row * (_HEIGHT + 6), _SIDE
            self._draw_chart(drawing, title, names, *place)
        top += -(-len(shown) // 2) * (_HEIGHT + 6)
        left_out = len(groups) - len(shown)
        if left_out:
            names = ", ".join(list(groups)[_MOST_CHARTS:])
            said = f"{left_out} more without a chart: {names}"
            drawing.add(Label(8, top + 12, shortened(said, _WIDTH - 16), role="faint"))
            top += 22
        return top

    def _draw_chart(self, drawing, title, names, left, top, width):
        series = [self._record.series[name] for name in names]
        lows, highs = (
            np.concatenate([getattr(one, end) for one in series]) for end in ("lows", "highs")
        )
        steps = np.concatenate(
            [[0.0 if self._record.step > 1 else 1.0], *(s.steps for s in series)]
        )
        is_log = self._is_log(lows, highs)
        ends = _apart(np.concatenate([lows, highs]))
        chart = Chart(
            drawing,
            left,
            top,
            width,
            _HEIGHT,
            steps,
            ends,
            shortened(title, width - 140),
            "step",
            "log" if is_log else "",
            log_y=is_log,
        )
        legend = []
        for name, one, role in zip(names, series, SERIES, strict=False):
            self._draw_line(drawing, chart, one, role)
            if one.first_missing is not None:
                step, value = one.first_missing
                chart.mark_missing([step], [value])
            legend.append((role, f"{name} {_number(one.last)}"))
        chart.add_legend(_fitting(legend, width - 110))

    def _draw_line(self, drawing, chart, series, role):
        steps, means = series.steps, series.means
        window = self._smoothing * len(means)
        if window > 1:
            # What the curve was before: low and high of each bucket, joined from side to side.
            ends = np.stack([series.lows, series.highs], axis=1)
            _add_runs(drawing, chart.place(np.repeat(steps, 2), ends.ravel()), role + _PALE, 1.0)
            means = _smoothed(means, window)
        _add_runs(drawing, chart.place(steps, means), role, 1.8)

    def _is_log(self, lows, highs):
        if self._scale != "auto":
            return self._scale == "log"
        finite = np.isfinite(lows) & np.isfinite(highs)
        if not finite.any():
            return False
        low, high = lows[finite].min(), highs[finite].max()
        return bool(low > 0 and high / low > 50)


def _apart(ends):
    """Returns values and, if they nearly are one, two around them, so that ticks differ."""
    finite = ends[np.isfinite(ends)]
    if not finite.size:
        return ends
    middle, reach = finite.mean(), 1e-4 * np.abs(finite).max()
    return ends if np.ptp(finite) > reach else np.append(ends, [middle - reach, middle + reach])


def _fitting(legend, width):
    """Returns the entries of a legend, shortened where they are too wide together."""
    widths = [33 + text_width(text, 11) for _, text in legend]
    if sum(widths) <= width:
        return legend
    room = width / len(legend) - 33
    return [(role, shortened(text, room, 11)) for role, text in legend]


def _add_runs(drawing, points, role, line):
    """Draws a line through points, interrupted where one has no place; a single one is a dot.

    All points are within the chart, whose axes are made of them, so that none need be clipped.
    """
    is_there = ~np.isnan(points).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_there, [False]]).astype(np.int8)))
    for start, end in edges.reshape(-1, 2):
        run = points[start:end]
        if len(run) == 1:
            run = np.add(run, [[-1.5, 0.0], [1.5, 0.0]])
        drawing.add(Path(tuple(map(tuple, run.tolist())), role, line))


def _smoothed(values, window):
    """Returns the exponential moving average of values; what is not finite stays as it is.

    Args:
      values: [count].
      window: How many values it is about.
    """
    keep = 1 - 2 / (window + 1)
    total = weight = 0.0
    smoothed = np.array(values)
    for at in np.flatnonzero(np.isfinite(values)):
        total = keep * total + (1 - keep) * values[at]
        weight = keep * weight + (1 - keep)
        smoothed[at] = total / weight
    return smoothed


def _number(value):
    return "" if value is None else f"{value:.4g}"


def _said(name, series):
    """Returns a line about a quantity: its last value, its ends, and where it left the numbers."""
    said = f"{name} {_number(series.last)} at step {int(series.steps[-1])}"
    finite = np.isfinite(series.lows) & np.isfinite(series.highs)
    if finite.any():
        low, high = series.lows[finite].min(), series.highs[finite].max()
        said += f", between {_number(low)} and {_number(high)}"
    if series.first_missing is not None:
        step, value = series.first_missing
        said += f", {value:g} first at step {step}"
    return said


def _draw_progress(drawing, loop, top):
    share = loop.share
    said = loop.text()
    drawing.add(Box(8, top + 4, 250, 12, "faint", 0.12, 6, 0, said))
    if share:
        drawing.add(Box(8, top + 4, max(250 * share, 12), 12, "forward", 0.85, 6, 0, said))
    drawing.add(Label(270, top + 14, said))


def _named(verdict):
    return {"none": "no gradient", "zero": "all zero"}.get(verdict, verdict)


def _draw_flow(drawing, flow, top):
    """Draws norms by step, the last magnitudes, and the verdict; returns where it ends."""
    rows = _rows_of(flow)
    height = max(_HEIGHT, 66.0 + _ROW * len(rows))
    roles = _roles_of(flow)
    _draw_norms(drawing, flow, rows, roles, top, height)
    _draw_magnitudes(drawing, flow, rows, roles, top, height)
    top += height + 14
    verdict, reason = flow.verdict()
    drawing.add(
        Label(14, top, "gradients", bold=True),
        Box(96, top - 13, 92, 18, _VERDICTS.get(verdict, "bad"), 0.25, 9),
        Label(142, top, _named(verdict), 12, "middle"),
    )
    for line in wrapped(reason, _WIDTH - 210):
        drawing.add(Label(200, top, line))
        top += 16
    return top - 2


def _rows_of(flow):
    """Returns which variables are shown: all, or of many the first and the last ones."""
    count = len(flow.names)
    if count <= _MOST_ROWS:
        return list(range(count))
    half = _MOST_ROWS // 2
    return [*range(half), *range(count - half, count)]


def _roles_of(flow):
    """Returns the colours of the variables: from dark blue at the input to yellow at the loss."""
    # The last one of the scale is hard to see on white.
    places = 0.93 * np.arange(len(flow.names))
    pixels = ColourScale([0, max(len(flow.names) - 1, 1)]).pixels(places)
    return ["#" + bytes(pixel).hex() for pixel in pixels]


def _draw_norms(drawing, flow, rows, roles, top, height):
    steps = np.concatenate([flow.norms[row].steps for row in rows])
    means = np.concatenate([flow.norms[row].means for row in rows])
    chart = Chart(
        drawing, 0, top, _SIDE, height, steps, means, "Norms of gradients", "step", log_y=True
    )
    for row in rows:
        norms = flow.norms[row]
        _add_runs(drawing, chart.place(norms.steps, norms.means), roles[row], 1.8)
        if norms.first_missing is not None:
            step, value = norms.first_missing
            chart.mark_missing([step], [value])


def _draw_magnitudes(drawing, flow, rows, roles, top, height):
    left, right = _SIDE + 146.0, _WIDTH - 12.0
    bottom = top + height - 40
    first = top + 26
    row_height = (bottom - first) / len(rows)
    drawing.add(
        Label((left + right) / 2, top + 17, "Magnitudes of elements", 12, "middle", bold=True)
    )
    counts = flow.counts[rows].astype(np.float64)
    shares = counts / np.maximum(counts.max(axis=1, keepdims=True), 1)
    pixels = ColourScale([0.0, 1.0]).pixels(shares)
    shading = np.where(shares > 0, 255, 0).astype(np.uint8)[..., None]
    drawing.add(
        Pixels(
            left, first, right - left, bottom - first, np.concatenate([pixels, shading], axis=-1)
        )
    )
    for at, row in enumerate(rows):
        middle = first + row_height * (at + 0.5)
        name = shortened(flow.names[row], 112, 11)
        drawing.add(
            Label(left - 20, middle + 4, name, 11, "end"),
            Box(left - 15, middle - 4, 8, 8, roles[row], 1, 1, 0, flow.names[row]),
        )
        said = "None" if flow.missing[row] else "all 0" if flow.zeros[row] == 1 else ""
        if said:
            drawing.add(Label((left + right) / 2, middle + 4, said, 11, "middle", "bad"))
    for exponent in range(LOWEST, HIGHEST + 1, 4):
        at = left + (exponent - LOWEST) / (HIGHEST - LOWEST) * (right - left)
        drawing.add(
            Path(((at, first), (at, bottom)), "faint", 0.4),
            Label(at, bottom + 14, f"1e{exponent}" if exponent else "1", 11, "middle"),
        )
    drawing.add(Box(left, first, right - left, bottom - first, "faint", 0, 0, 1))
