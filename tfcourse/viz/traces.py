"""Why a function was traced: each of its traces, what differed, and what would avoid it."""

from tfcourse.function.function import Function
from tfcourse.viz.drawing import Box, Drawing, Label, Path, wrapped
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.text_width import text_width

_WIDTH, _ROW, _LEFT = 760.0, 17.0, 46.0
_ROOM = _WIDTH - _LEFT - 8
# Beyond it, the traces in the middle are counted, not shown.
_MOST = 30


class Traces(Picture):
    """The traces of a `tf.function`.

    Args:
      function: What `tf.function` returned.

    Raises:
      CannotDraw: It is something else.

    Example:
      >>> square = tf.function(lambda x: x * x)
      >>> for n in (2, 3):
      ...     _ = square(n)
      >>> Traces(square)
      <lambda>: 2 traces
      trace 1: first call
      trace 2: x: Python int 2 then 3
        to avoid it: pass a tensor, such as tf.constant(3)
    """

    def __init__(self, function):
        if not isinstance(function, Function):
            raise CannotDraw(
                f"A traced function is needed, one that @tf.function made; got {function!r:.80}."
            )
        self._name = getattr(function.python_function, "__name__", "function")
        self._records = function.experimental_trace_record

    @property
    def label(self) -> str:
        """What it shows."""
        count = len(self._records)
        return f"{self._name}: {count} trace{'s' * (count != 1)}"

    def data(self) -> list[dict]:
        """Returns a dict for each trace: `number`, `arguments`, `reason`, `advice`."""
        return [
            {
                "number": record.number,
                "arguments": dict(record.arguments),
                "reason": record.reason,
                "advice": list(record.advice),
            }
            for record in self._records
        ]

    def text(self) -> str:
        """Returns a line for each trace and one for each advice."""
        return "\n".join([self.label, *map(str, self._records)])

    def drawing(self) -> Drawing:
        """Returns a row of text for each trace, joined to the one it was compared with."""
        drawing = Drawing(_WIDTH, 0)
        drawing.add(Label(8, 20, self.label, 14, bold=True))
        middles, top = {}, 34.0
        for record in self._shown():
            if record is None:
                left_out = len(self._records) - _MOST
                drawing.add(Label(_LEFT, top + 12, f"… {left_out} more …", role="faint"))
                top += _ROW + 8
                continue
            top = _draw_trace(drawing, record, top, middles)
        drawing.height = top + 4
        return drawing

    def _shown(self):
        records = self._records
        if len(records) <= _MOST:
            return list(records)
        return [*records[: _MOST // 2], None, *records[-_MOST // 2 :]]


def _draw_trace(drawing, record, top, middles):
    """Draws one trace below `top` and returns where the next one goes."""
    arguments = ", ".join(f"{name}: {kind}" for name, kind in record.arguments.items())
    lines = [(line, "ink", True) for line in wrapped(arguments or "no arguments", _ROOM)]
    lines += [(line, "ink", False) for line in wrapped(record.reason, _ROOM)]
    for advice in record.advice:
        lines += [(line, "faint", False) for line in wrapped(f"to avoid it: {advice}", _ROOM)]
    height = len(lines) * _ROW + 8
    middles[record.number] = middle = top + 14
    role = "good" if record.number == 1 else "bad"
    number = str(record.number)
    width = max(20.0, text_width(number, 12) + 10)
    drawing.add(
        Box(18 - width / 2 + 4, top + 3, width, 20, role, title=f"trace {number}"),
        Label(22, top + 17, number, anchor="middle", bold=True),
    )
    if record.compared_with in middles and record.compared_with == record.number - 1:
        drawing.add(Path(((22, middles[record.compared_with] + 9), (22, middle - 11)), "faint"))
    for row, (line, colour, bold) in enumerate(lines):
        drawing.add(Label(_LEFT, top + 14 + row * _ROW, line, role=colour, bold=bold))
    return top + height
