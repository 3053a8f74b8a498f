"""A traced graph drawn from top to bottom, its scopes open or closed."""

import collections

from tfcourse.core.tensor import Tensor
from tfcourse.function.concrete import ConcreteFunction
from tfcourse.function.function import Function
from tfcourse.function.function import function as traced
from tfcourse.viz.colours import PALETTE
from tfcourse.viz.drawing import Box, Drawing, Label, Path, shortened
from tfcourse.viz.graph_details import details
from tfcourse.viz.graph_model import GraphModel, Node, model_of
from tfcourse.viz.layout import LayoutNode, layout
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.text_width import text_width

# With more nodes than that, all scopes begin closed.
_MOST_OPEN = 80
# Beyond it, a picture has only the first of them, and says so.
_MOST_DRAWN = 400
_WIDEST = 170.0
_SMALL, _MARGIN, _LEGEND = 10.0, 10.0, 26.0
_ROLES = {"output": "input"}


def traced_call(function, *args, **kwargs):
    """Returns the trace of a function for arguments, and its values in a run with them.

    Args:
      function: What `tf.function` returned, a `ConcreteFunction`, or a plain function of tensors.
      *args: Its arguments; a `ConcreteFunction` needs none.
      **kwargs: Its keyword arguments.

    Returns:
      The `ConcreteFunction`, and a function without arguments that runs it, leaving variables as
      they are, and returns the value of each node by key: none if arguments were specs.

    Raises:
      CannotDraw: It is something else.
    """
    if isinstance(function, ConcreteFunction):
        return function, dict
    if not isinstance(function, Function):
        if not callable(function):
            raise CannotDraw(f"A function is needed, traced or to be traced; got {function!r:.80}.")
        function = traced(function)
    concrete, tensors, handles = function.trace_for(args, kwargs)

    def values():
        if not all(isinstance(tensor, Tensor) for tensor in tensors):
            return {}
        wanted = model_of(concrete).tensors
        found = concrete.values_of(list(wanted.values()), tensors, handles)
        return dict(zip(wanted, found, strict=True))

    return concrete, values


class GraphPicture(Picture):
    """The graph of a traced function.

    Args:
      graph: A `ConcreteFunction`, or the `GraphModel` of one.
      open_scopes: The scopes whose nodes are shown: of a small graph all, of a large one none, if
        they are not given.
      selected: The key of the node to point out and to tell about, or an empty string.
      values: The value of each node by key, where they are known.

    Raises:
      CannotDraw: It is something else.
    """

    def __init__(self, graph, open_scopes=None, selected: str = "", values=None):
        if isinstance(graph, ConcreteFunction):
            graph = model_of(graph)
        if not isinstance(graph, GraphModel):
            raise CannotDraw(f"A traced function is needed; got {graph!r:.80}.")
        self.model = graph
        scopes = graph.scopes()
        if open_scopes is None:
            open_scopes = scopes if len(graph.nodes) <= _MOST_OPEN else ()
        self.open_scopes = frozenset(open_scopes) & frozenset(scopes)
        self.selected = selected
        self._values = values or {}

    @property
    def label(self) -> str:
        """What it shows."""
        nodes = self.model.nodes
        operations = sum(node.kind in ("operation", "control") for node in nodes)
        return f"graph of {self.model.name}: {operations} operations, {len(nodes)} nodes"

    def data(self) -> dict:
        """Returns the model's data and the `open` scopes."""
        return self.model.data() | {"open": sorted(self.open_scopes)}

    def text(self) -> str:
        """Returns a line for each node: its name, its result, and what it takes."""
        sources = collections.defaultdict(list)
        for edge in self.model.edges:
            sources[edge.target].append(f"^{edge.source}" if edge.is_control else edge.source)
        lines = [self.label]
        for node in self.model.nodes:
            takes = f"({', '.join(sources[node.key])})" if sources[node.key] else ""
            said = "result" if node.kind == "output" else f"{node.key}: {node.title}"
            lines.append(f"  {said}{takes}{' -> ' * bool(node.result)}{node.result}")
        return "\n".join(lines)

    def html(self) -> str:
        """Returns the drawing, and beside it what is known of the node that is pointed out."""
        node = next((node for node in self.model.nodes if node.key == self.selected), None)
        if node is None:
            return self.svg()
        told = details(node, self.model, self._values.get(node.key))
        return (
            '<div style="display:flex;flex-wrap:wrap;gap:8px 32px;align-items:flex-start">'
            f"{self.svg()}{told}</div>"
        )

    def _shown(self, node: Node) -> str:
        """Returns the key of what stands for a node: itself, or the closed scope around it."""
        parts = node.scope.split("/") if node.scope else []
        for depth in range(1, len(parts) + 1):
            scope = "/".join(parts[:depth])
            if scope not in self.open_scopes:
                return f"scope:{scope}"
        return node.key

    def drawing(self) -> Drawing:
        """Returns boxes by kind, lines from top to bottom, and open scopes as frames."""
        shown = {node.key: self._shown(node) for node in self.model.nodes}
        visible = list(dict.fromkeys(shown.values()))
        left_out = len(visible) - _MOST_DRAWN
        visible = dict.fromkeys(visible[:_MOST_DRAWN])
        nodes = {node.key: node for node in self.model.nodes}
        inside = collections.Counter(shown.values())
        boxes = [self._frame(scope) for scope in sorted(self.open_scopes, key=_depth)]
        boxes += [_sized(key, nodes.get(key), inside[key]) for key in visible]
        filled = {box.group for box in boxes}
        # A frame whose nodes were all left out is no frame.
        for box in reversed(boxes):
            if box.is_group and box.key in filled:
                filled.add(box.group)
        boxes = [box for box in boxes if not box.is_group or box.key in filled]
        edges = self._edges(shown, visible)
        placed = layout(boxes, list(edges))
        drawing = Drawing(
            max(placed.width + 2 * _MARGIN, 420.0), placed.height + 2 * _MARGIN + _LEGEND
        )
        self._draw_legend(drawing, left_out)
        self._draw(drawing, placed, boxes, edges, nodes, inside)
        return drawing

    def _frame(self, scope):
        outer, _, last = scope.rpartition("/")
        return LayoutNode(
            f"scope:{scope}",
            text_width(last, 11) + 20,
            18.0,
            f"scope:{outer}" if outer else None,
            True,
        )

    def _edges(self, shown, visible):
        """Returns {(from, to): (texts, whether all only say what comes first)} of what is shown."""
        edges = {}
        for edge in self.model.edges:
            ends = shown[edge.source], shown[edge.target]
            if ends[0] == ends[1] or not visible.keys() >= set(ends):
                continue
            texts, is_control = edges.get(ends, ((), True))
            edges[ends] = (*texts, edge.label), is_control and edge.is_control
        return edges

    def _draw_legend(self, drawing, left_out):
        kinds = dict.fromkeys(node.kind for node in self.model.nodes)
        left = _MARGIN
        for kind in (kind for kind in (*PALETTE, "output") if kind in kinds):
            drawing.add(
                Box(left, 8, 10, 10, _ROLES.get(kind, kind), 0.35),
                Label(left + 15, 17, kind, _SMALL),
            )
            left += 27 + text_width(kind, _SMALL)
        if left_out > 0:
            drawing.add(Label(left, 17, f"{left_out} more nodes: close scopes", _SMALL, bold=True))
        drawing.width = max(drawing.width, left + _MARGIN)

    def _draw(self, drawing, placed, boxes, edges, nodes, inside):
        left, top = _MARGIN, _MARGIN + _LEGEND
        for box in boxes:
            x, y, width, height = placed.boxes[box.key]
            if box.is_group:
                name = box.key.removeprefix("scope:")
                drawing.add(
                    Box(left + x, top + y, width, height, "faint", 0.06, 8, 1, name, box.key),
                    Label(left + x + 8, top + y + 14, name.rpartition("/")[2], 11, role="faint"),
                )
        for (ends, (texts, is_control)), line in zip(edges.items(), placed.lines, strict=True):
            points = tuple((left + x, top + y) for x, y in line)
            title = ", ".join(dict.fromkeys(filter(None, texts))) or "comes first"
            is_near = self.selected in ends
            role = "gradient" if is_near else "control" if is_control else "faint"
            drawing.add(Path(points, role, 2.0 if is_near else 1.2, is_control, True, title))
        for box in boxes:
            if not box.is_group:
                x, y, width, height = placed.boxes[box.key]
                self._draw_node(
                    drawing, nodes.get(box.key), box.key, (left + x, top + y, width, height), inside
                )

    def _draw_node(self, drawing, node, key, place, inside):
        x, y, width, height = place
        middle = x + width / 2
        is_selected = key == self.selected
        if node is None:
            name = key.removeprefix("scope:")
            said = f"{name.rpartition('/')[2]}  +{inside[key]}"
            drawing.add(
                Box(x, y, width, height, "faint", 0.25, 8, 2.0, f"open {name}", key),
                Label(
                    middle, y + height / 2 + 4, shortened(said, width - 8), 12, "middle", bold=True
                ),
            )
            return
        role = _ROLES.get(node.kind, node.kind)
        radius = {"operation": 4.0, "control": 4.0}.get(node.kind, height / 2)
        title = f"{node.key}\n{node.result}\n{node.source}".strip()
        drawing.add(
            Box(x, y, width, height, role, 0.3, radius, 3.0 if is_selected else 1.2, title, key)
        )
        text = shortened(node.title, width - 8)
        if node.kind == "constant" or not node.result:
            drawing.add(Label(middle, y + height / 2 + 4, text, 12, "middle"))
            return
        drawing.add(
            Label(middle, y + 15, text, 12, "middle"),
            Label(
                middle, y + 28, shortened(node.result, width - 6, _SMALL), _SMALL, "middle", "faint"
            ),
        )


def _depth(scope):
    return scope.count("/"), scope


def _sized(key, node, count):
    """Returns the box of a node, or of a closed scope with so many nodes in it."""
    if node is None:
        scope = key.removeprefix("scope:")
        outer, _, last = scope.rpartition("/")
        width = text_width(f"{last}  +{count}") * 1.15 + 24
        return LayoutNode(key, min(width, _WIDEST), 34.0, f"scope:{outer}" if outer else None)
    width = max(text_width(node.title) + 20, 30.0)
    height = 24.0
    if node.kind != "constant" and node.result:
        width, height = max(width, text_width(node.result, _SMALL) + 14), 36.0
    group = f"scope:{node.scope}" if node.scope else None
    return LayoutNode(key, min(width, _WIDEST), height, group)
