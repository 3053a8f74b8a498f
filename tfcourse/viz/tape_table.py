"""The table of a tape: sources and operations as rows, with lines from what each one takes."""

from tfcourse.viz.drawing import Box, Label, Path, shortened
from tfcourse.viz.tape_moments import BACKWARD, END, FORWARD, SEED, shown
from tfcourse.viz.tape_values import written_value
from tfcourse.viz.text_width import text_width

WIDTH, _ROW, _LINE = 860.0, 24.0, 18.0
# Where columns begin.
_LANES, _CHIP, _WORDS, _VALUE, _LOCAL, _GRADIENT = 10.0, 62.0, 168.0, 346.0, 492.0, 700.0
_CHIP_WIDTH = 96.0
# Rows of sources, and of operations: at most, and of those around the one that is at hand.
_MOST_SOURCES, MOST_ROWS, _WINDOW = 24, 100, 24
ROLES = {FORWARD: "forward", SEED: "gradient", BACKWARD: "gradient", END: "gradient"}
KINDS = {"variable": "variable", "tensor": "tensor", "array": "NumPy array"}
_HEADS = (
    (_WORDS, "operation", "ink"),
    (_VALUE, "value  forward ↓", "forward"),
    (_LOCAL, "derivative of the operation", "ink"),
    (_GRADIENT, "gradient  backward ↑", "gradient"),
)


class Table:
    """Sources, then the operations with the lines that ran them.

    Args:
      drawing: What to draw on.
      picture: The `TapePicture`.
    """

    def __init__(self, drawing, picture):
        self._drawing = drawing
        self._walk = picture.walk
        self._moment = picture.moment or picture.moments[-1]
        self._is_whole = picture.moment is None
        # Middles of rows by what is known of them.
        self._middles: dict[int, float] = {}
        self._totals = self._accumulated()
        self._reasons = dict(
            zip((id(source.key) for source in self._walk.sources), self._walk.reasons, strict=True)
        )

    def _accumulated(self):
        """Returns what has been accumulated by the moment, by key."""
        walk, totals = self._walk, {}
        if self._moment.phase in (SEED, BACKWARD, END) and walk.backward:
            totals[id(walk.target)] = walk.backward[0].incoming
        for pulled in walk.backward[: self._moment.backward]:
            for share in pulled.shares:
                totals[share.key] = share.total
        return totals

    def draw(self, top) -> float:
        """Draws all rows below a height; returns where they end."""
        for x, head, role in _HEADS:
            self._drawing.add(Label(x, top + 14, head, 11.5, role=role, bold=True))
        begin = len(self._drawing.marks)
        top = self._draw_sources(top + 22)
        edges, source = [], None
        for at in self._operations():
            if at is None:
                self._drawing.add(Label(_WORDS, top + 14, "… more operations", role="faint"))
                top, source = top + _LINE, None
                continue
            operation = self._walk.operations[at]
            if operation.source and (operation.file, operation.line) != source:
                source = (operation.file, operation.line)
                said = f"line {operation.line}   {operation.source}"
                is_here = at == self._moment.number and not self._is_whole
                self._drawing.add(
                    Label(
                        _CHIP,
                        top + 14,
                        shortened(said, WIDTH - _CHIP - 20),
                        11,
                        role="ink" if is_here else "faint",
                        bold=is_here,
                    )
                )
                top += _LINE
            self._draw_operation(at, top)
            edges += [
                (self._walk.key_of(operand), at)
                for operand in {id(item): item for item in operation.operands}.values()
            ]
            top += _ROW
        self._draw_edges(edges, begin)
        return top

    def _operations(self):
        count, here = len(self._walk.operations), self._moment.number
        if self._moment.phase == END or count <= _WINDOW:
            return shown(count, MOST_ROWS)
        here = max(self._moment.forward - 1, 0) if here is None else here
        low = min(max(here - _WINDOW // 2, 0), count - _WINDOW)
        window = [*range(low, low + _WINDOW)]
        return [*([None] * (low > 0)), *window, *([None] * (low + _WINDOW < count))]

    def _draw_sources(self, top) -> float:
        sources = self._walk.sources
        for source in sources[:_MOST_SOURCES]:
            self._middles[id(source.key)] = top + _ROW / 2
            role = "faint" if not source.is_watched else "input"
            role = "variable" if source.handle is not None and source.is_watched else role
            watched = "watched" if source.is_watched else "not watched"
            self._draw_row(top, source.name, role, f"{KINDS[source.kind]}, {watched}", source.value)
            reason = self._reasons[id(source.key)]
            total = self._totals.get(id(source.key))
            if total is not None:
                self._cell(_GRADIENT, top, written_value(total), "gradient", WIDTH)
            elif reason and self._moment.phase == END:
                self._cell(_GRADIENT, top, "None", "ink", WIDTH, reason)
            top += _ROW
        if len(sources) > _MOST_SOURCES:
            left_out = len(sources) - _MOST_SOURCES
            self._drawing.add(Label(_WORDS, top + 14, f"… {left_out} more sources", role="faint"))
            top += _LINE
        return top + 4

    def _draw_operation(self, at, top):
        walk, moment = self._walk, self._moment
        operation = walk.operations[at]
        key = id(operation.outputs[0]) if operation.outputs else 0
        self._middles[key] = top + _ROW / 2
        for output in operation.outputs[1:]:
            self._middles[id(output)] = top + _ROW / 2
        has_run = at < moment.forward
        if at == moment.number and not self._is_whole:
            role = ROLES[moment.phase]
            self._drawing.add(Box(_CHIP - 4, top, WIDTH - _CHIP - 4, _ROW, role, 0.12, 4, 1.4))
        role = "operation" if walk.on_tape[at] and has_run else "faint"
        value = operation.outputs[0] if has_run and operation.outputs else None
        self._draw_row(top, walk.result_name(operation), role, walk.expression(operation), value)
        pulled = next(
            (item for item in walk.backward[: moment.backward] if item.number == at), None
        )
        if pulled is not None:
            self._cell(_LOCAL, top, local_derivatives(pulled), "ink", _GRADIENT)
        totals = [self._totals.get(id(output)) for output in operation.outputs]
        total = next((item for item in totals if item is not None), None)
        if total is not None:
            self._cell(_GRADIENT, top, written_value(total), "gradient", WIDTH)

    def _draw_row(self, top, name, role, words, value):
        size = 12.0 if text_width(name) < _CHIP_WIDTH - 14 else 10.0
        self._drawing.add(
            Box(_CHIP, top + 3, _CHIP_WIDTH, _ROW - 6, role, 0.3, 4, 1.2, name),
            Label(
                _CHIP + _CHIP_WIDTH / 2,
                top + 16,
                shortened(name, _CHIP_WIDTH - 14, size),
                size,
                "middle",
                bold=True,
            ),
        )
        self._cell(_WORDS, top, words, "ink", _VALUE)
        if value is not None:
            self._cell(_VALUE, top, written_value(value), "forward", _LOCAL)

    def _cell(self, left, top, text, role, right, title=""):
        said = shortened(text, right - left - 10)
        if said != text or title:
            self._drawing.add(
                Box(left, top + 2, right - left - 10, _ROW - 4, role, 0, 0, 0, title or text)
            )
        self._drawing.add(Label(left, top + 16, said, role=role))

    def _draw_edges(self, edges, place):
        """Draws from what each operation takes, in lanes beside each other, below all else."""
        ends: list[float] = []
        marks = []
        for key, at in edges:
            operation = self._walk.operations[at]
            start, end = self._middles.get(key), self._middles.get(id(operation.outputs[0]))
            if start is None or end is None or start == end:
                continue
            free = [lane for lane, until in enumerate(ends) if until <= start]
            lane = free[0] if free else len(ends)
            if lane == len(ends):
                ends.append(0.0)
            ends[lane] = end
            x = max(_CHIP - 10 - 8 * lane, _LANES)
            points = ((_CHIP, start), (x, start), (x, end), (_CHIP - 1, end))
            role, is_here = "faint", at == self._moment.number and not self._is_whole
            if is_here and self._moment.phase in (FORWARD, BACKWARD):
                role = ROLES[self._moment.phase]
            if is_here and self._moment.phase == BACKWARD:
                given = {
                    share.key for share in self._walk.backward[self._moment.backward - 1].shares
                }
                role = role if key in given else "faint"
                points = ((_CHIP, end), (x, end), (x, start), (_CHIP - 1, start))
            is_marked = role != "faint"
            path = Path(points, role, 2.2 if is_marked else 0.9, arrow=is_marked)
            marks.append((is_marked, path))
        self._drawing.marks[place:place] = [path for _, path in sorted(marks, key=lambda m: m[0])]


def local_derivatives(pulled) -> str:
    """Returns the derivatives of an operation that was pulled back, in a line."""
    said = []
    for share in pulled.shares:
        if share.local is not None:
            said.append(" = ".join([f"d/d {share.name}{share.place}", *share.local_steps]))
        elif share.words:
            said.append(f"to {share.name}: {share.words}")
    return ", ".join(said)
