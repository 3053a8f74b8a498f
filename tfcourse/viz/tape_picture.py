"""What a tape has recorded: operations with their values, and the gradients that come back."""

import copy
import dataclasses

from tfcourse.core.indexed_slices import IndexedSlices
from tfcourse.viz.drawing import Box, Drawing, Label, Path, wrapped
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.tape_moments import BACKWARD, END, Moment, moments_of, shown
from tfcourse.viz.tape_table import KINDS, MOST_ROWS, ROLES, WIDTH, Table, local_derivatives
from tfcourse.viz.tape_values import is_short, written_value
from tfcourse.viz.tape_walk import TapeWalk
from tfcourse.viz.tensor_picture import TensorPicture

# Lines of a moment's panel at most.
_MOST_LINES = 12


class TapePicture(Picture):
    """A tape forward and backward, whole or at one moment.

    Args:
      record: What `recording` gave, or the `TapeWalk` of one.
      target: The tensor to differentiate; by default the last result that has a gradient.
      moment: The number of a moment, from 0 (nothing has run) to `last` (all gradients are there);
        None for the whole.

    Raises:
      CannotDraw: There is no such target, or more ran than can be drawn.

    Example:
      >>> import tfcourse as tf
      >>> from tfcourse.viz.tape_record import recording
      >>> x, c = tf.Variable(3.0), tf.constant(2.0)
      >>> with recording() as record:
      ...     y = c * x ** 2
      >>> print(TapePicture(record).text())
      tape of y: 2 operations, 2 on the way back
      x: variable, watched = 3
      c: tensor, not watched = 2
      forward
        v1 = x ** 2 = 9
        y = c * v1 = 18
      backward
        y = c * v1: d/d v1 = c = 2
        v1 = x ** 2: d/d x = 2 * x = 6
      gradients
        d y/d x = 12
        d y/d c = None: c is a tensor; by itself a tape watches Variables only: tape.watch(c)
    """

    def __init__(self, record, target=None, moment: int | None = None):
        self.walk = record if isinstance(record, TapeWalk) else TapeWalk(record, target)
        self.moments = moments_of(self.walk)
        if moment is not None and not 0 <= moment <= self.last:
            raise CannotDraw(f"The moments are 0 to {self.last}, not {moment}.")
        self.moment: Moment | None = None if moment is None else self.moments[moment]
        self._height = max(len(_panel_lines(other)) for other in self.moments)

    def at(self, moment: int) -> "TapePicture":
        """Returns the picture of another moment of the same walk."""
        picture = copy.copy(self)
        picture.moment = self.moments[moment]
        return picture

    @property
    def last(self) -> int:
        """The number of the last moment."""
        return len(self.moments) - 1

    @property
    def label(self) -> str:
        """What it shows."""
        walk = self.walk
        said = f"tape of {walk.target_name}: {_counted(len(walk.operations), 'operation')}"
        said += f", {len(walk.backward)} on the way back"
        return said if self.moment is None else f"{said}. {self.moment.title}"

    def data(self) -> dict:
        """Returns `target`, `sources`, `operations` and `backward`, as plain data."""
        walk = self.walk
        sources = [
            {
                "name": source.name,
                "kind": KINDS[source.kind],
                "watched": source.is_watched,
                "value": written_value(source.value),
                "gradient": None if gradient is None else written_value(gradient),
                "reason": reason,
            }
            for source, gradient, reason in zip(
                walk.sources, walk.gradients, walk.reasons, strict=True
            )
        ]
        operations = [
            {
                "name": walk.result_name(operation),
                "expression": walk.expression(operation),
                "value": written_value(operation.outputs[0]) if operation.outputs else "",
                "on_tape": on_tape,
                "line": operation.line,
                "source": operation.source,
            }
            for operation, on_tape in zip(walk.operations, walk.on_tape, strict=True)
        ]
        backward = [
            {
                "operation": pulled.number,
                "incoming": written_value(pulled.incoming),
                "shares": [
                    {
                        "to": share.name,
                        "formula": share.formula,
                        "local": None if share.local is None else written_value(share.local),
                        "share": written_value(share.value),
                        "total": written_value(share.total),
                    }
                    for share in pulled.shares
                ],
            }
            for pulled in walk.backward
        ]
        return {
            "target": walk.target_name,
            "sources": sources,
            "operations": operations,
            "backward": backward,
        }

    def text(self) -> str:
        """Returns what is to be said of the moment; at the end, or of the whole, a table."""
        if self.moment is not None and self.moment.phase != END:
            return "\n".join([self.label, *self.moment.lines])
        walk, data = self.walk, self.data()
        lines = [self.label]
        for source in data["sources"]:
            watched = "watched" if source["watched"] else "not watched"
            lines.append(f"{source['name']}: {source['kind']}, {watched} = {source['value']}")
        lines.append("forward")
        for at in shown(len(walk.operations), MOST_ROWS):
            lines.append(f"  {self._forward_text(data['operations'], at)}")
        if data["backward"]:
            lines.append("backward")
        for at in shown(len(walk.backward), MOST_ROWS):
            if at is None:
                lines.append(f"  … {len(walk.backward) - MOST_ROWS} more")
                continue
            operation = data["operations"][walk.backward[at].number]
            said = local_derivatives(walk.backward[at])
            said = f": {said}" if said else ""
            lines.append(f"  {operation['name']} = {operation['expression']}{said}")
        lines += ["gradients", *(f"  {line}" for line in self.moments[-1].lines)]
        return "\n".join(lines)

    def _forward_text(self, operations, at):
        if at is None:
            return f"… {len(operations) - MOST_ROWS} more operations"
        operation = operations[at]
        return f"{operation['name']} = {operation['expression']} = {operation['value']}"

    def drawing(self) -> Drawing:
        """Returns what is to be said, the table, and the value at hand if it is a large one."""
        drawing = Drawing(WIDTH, 0)
        top = self._draw_panel(drawing)
        top = Table(drawing, self).draw(top + 8)
        top = self._draw_values(drawing, top)
        drawing.height = top + 6
        return drawing

    def _draw_panel(self, drawing) -> float:
        """Draws what is said; as high at every moment, so that nothing jumps."""
        moment = self.moment or self.moments[-1]
        lines = _panel_lines(moment)
        count = len(lines) if self.moment is None else self._height
        role = ROLES.get(moment.phase, "faint")
        height = 30 + count * 17
        drawing.add(
            Box(8, 4, WIDTH - 16, height, role, 0.06, 6, 0.8),
            Box(8, 4, 5, height, role, 1, 2, 0),
            Label(24, 23, moment.title, 14, bold=True),
        )
        for at, line in enumerate(lines):
            indent = len(line) - len(line.lstrip())
            drawing.add(Label(24 + 5 * indent, 42 + 17 * at, line.lstrip(), 12.5))
        return height + 4

    def _draw_values(self, drawing, top) -> float:
        """Draws the tensors at hand whose elements are not all in the table."""
        if self.moment is None or self.moment.number is None:
            return top
        operation = self.walk.operations[self.moment.number]
        name = self.walk.result_name(operation)
        found = dict.fromkeys([name], operation.outputs[0]) if operation.outputs else {}
        if self.moment.phase == BACKWARD:
            pulled = self.walk.backward[self.moment.backward - 1]
            target = self.walk.target_name
            found = {f"d {target}/d {share.name}": share.total for share in pulled.shares}
        left, end = 0.0, top
        for said, value in found.items():
            if isinstance(value, IndexedSlices) or is_short(value):
                continue
            inner = TensorPicture(value).drawing()
            if left and left + inner.width > WIDTH:
                left, top = 0.0, end
            drawing.add(Label(left + 8, top + 20, said, 12.5, bold=True))
            drawing.marks += [_moved(mark, left, top + 24) for mark in inner.marks]
            drawing.width = max(drawing.width, left + inner.width)
            left, end = left + inner.width + 16, max(end, top + 24 + inner.height)
        return end


def _panel_lines(moment) -> list[str]:
    """Returns what is said at a moment as lines that fit, their indents kept."""
    lines = [part for line in moment.lines for part in _indented(line, WIDTH - 40)]
    if len(lines) > _MOST_LINES:
        left_out = len(lines) - _MOST_LINES + 1
        lines = [*lines[: _MOST_LINES - 1], f"… {left_out} more lines: data() has them"]
    return lines


def _counted(count, thing) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"


def _indented(line, width) -> list[str]:
    indent = len(line) - len(line.lstrip())
    lines = wrapped(line, width - 5 * indent, 12.5)
    return [" " * indent + part for part in lines]


def _moved(mark, right, down):
    """Returns a mark at another place."""
    if isinstance(mark, Path):
        points = tuple((x + right, y + down) for x, y in mark.points)
        return dataclasses.replace(mark, points=points)
    return dataclasses.replace(mark, x=mark.x + right, y=mark.y + down)
