"""A graph drawn from top to bottom, its scopes open or closed."""

import functools
import linecache
import pathlib

import numpy as np

from tfcourse.function.concrete import ConcreteFunction
from tfcourse.viz.boxes_and_lines import GraphBox, GraphLine, draw_graph
from tfcourse.viz.dot import to_dot
from tfcourse.viz.drawing import Drawing
from tfcourse.viz.graph_details import details, made_by
from tfcourse.viz.graph_model import KINDS, GraphModel, Node
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.source_listing import place_of_line, source_listing
from tfcourse.viz.traced_call import TracedCall
from tfcourse.viz.visible_graph import SCOPE, Shown, VisibleGraph

SHOWS = ("forward", "gradient", "compiled")
# With more nodes than that, all scopes begin closed.
_MOST_OPEN = 80
# Of the operations that a fusion does, so many are named in its box, and so many where it is told.
_MOST_PARTS, _MOST_SAID = 8, 24
# Kinds are told apart by shape as well as by colour.
_LOOKS = {
    "operation": ("operation", "rectangle"),
    "constant": ("constant", "pill"),
    "variable": ("variable", "hexagon"),
    "input": ("input", "parallelogram"),
    "output": ("input", "trapezoid"),
    "control": ("control", "octagon"),
    "gradient": ("gradient", "house"),
    "fusion": ("forward", "rectangle"),
}
_NAMES = {"control": "holds a graph"}


class GraphPicture(Picture):
    """The graph of a traced function.

    Args:
      graph: What `traced_call` gives, a `ConcreteFunction`, or a `GraphModel`.
      open_scopes: The scopes whose nodes are shown: of a small graph all, of a large one none, if
        they are not given.
      selected: The key of the node to point out and to tell about, that of a line of code whose
        nodes are pointed out, or an empty string.
      show: `forward`, the graph as far as it needs no gradient; `gradient`, all of it, with the
        gradients of its result; or `compiled`, what XLA made of it.

    Raises:
      CannotDraw: It is something else.
    """

    can_move = True

    def __init__(self, graph, open_scopes=None, selected: str = "", show: str = "forward"):
        if isinstance(graph, ConcreteFunction):
            graph = TracedCall(graph)
        if not isinstance(graph, (TracedCall, GraphModel)):
            raise CannotDraw(f"A traced function is needed; got {graph!r:.80}.")
        if show not in SHOWS:
            raise CannotDraw(f"What to show is one of {', '.join(SHOWS)}; got {show!r:.40}.")
        self.show, self.selected = show, selected
        self._call = graph if isinstance(graph, TracedCall) else None
        self._why_not = ""
        self.model = graph.model if isinstance(graph, TracedCall) else graph
        if show == "compiled":
            self.model = self._compiled()
        self._left_out = self.model.after_gradients if show == "forward" else frozenset()
        if open_scopes is None:
            open_scopes = self.model.scopes if len(self.model.nodes) <= _MOST_OPEN else ()
        self.open_scopes = frozenset(open_scopes) & frozenset(self.model.scopes)
        self._pointed = self._keys_of(selected)

    @functools.cached_property
    def visible(self) -> VisibleGraph:
        """What of the graph is drawn."""
        wanted = next(iter(self._pointed), "")
        return VisibleGraph(self.model, self.open_scopes, self._left_out, wanted)

    def _compiled(self):
        try:
            if self._call is not None:
                return self._call.compiled
            self._why_not = "What XLA compiles is a function; this is a graph alone."
        except CannotDraw as error:
            self._why_not = str(error)
        return GraphModel(self.model.name, [], [])

    def _keys_of(self, selected):
        """Returns the keys of the nodes that are pointed out."""
        place = place_of_line(self.model, selected)
        if place is not None:
            return tuple(self.model.made_at.get(place, ()))
        return (selected,) if selected in self.model.by_key else ()

    @property
    def label(self) -> str:
        """What it shows."""
        nodes, name = self.model.nodes, self.model.name
        if self.show == "compiled":
            fusions = sum(node.kind == "fusion" for node in nodes)
            return self._why_not or f"{name} as XLA compiled it: {fusions} fusions"
        operations = sum(node.kind in ("operation", "control", "gradient") for node in nodes)
        said = f"graph of {name}: {operations} operations, {len(nodes)} nodes"
        return said + ", with gradients" * (self.show == "gradient")

    @functools.cached_property
    def _notes(self):
        """What is not in the picture, and how it is seen."""
        visible, notes = self.visible, []
        if self._why_not:
            notes.append(self._why_not)
        if self._left_out:
            notes.append(f"{len(self._left_out)} nodes of gradients and after them: show gradient")
        count = len(self.model.nodes) - len(self._left_out)
        if visible.too_many:
            notes.append(f"{visible.too_many} more boxes: close scopes, or find a name")
        if visible.drawn() < count:
            notes.append(f"{visible.drawn()} of {count} nodes; open a scope to see what is in it")
        if self.show == "gradient" and not self._gradients:
            why = "none was found" if self._can_run else "they need tensors to run with, not specs"
            notes.append(f"no gradients: {why}")
        return notes

    @property
    def _can_run(self):
        return self._call is not None and self._call.can_run

    @property
    def _gradients(self):
        return self._call.gradients if self._call is not None and self.show == "gradient" else {}

    def data(self) -> dict:
        """Returns the model's data, the `open` scopes, and what is shown."""
        norms = {key: _norm(gradient) for key, gradient in self._gradients.items()}
        return self.model.data() | {
            "show": self.show,
            "open": sorted(self.open_scopes),
            "gradients": norms,
        }

    def text(self) -> str:
        """Returns a line for each box: its name, its result, and what it takes."""
        lines = [self.label, *self._notes]
        takes = {}
        for (source, target), edges in self.visible.edges.items():
            is_control = all(edge.is_control for edge in edges)
            takes.setdefault(target, []).append(f"^{source}" if is_control else source)
        for key, box in self.visible.boxes.items():
            node = box.node
            taken = f"({', '.join(takes[key])})" if key in takes else ""
            if box.is_closed_scope:
                lines.append(f"  {key}: {box.count} nodes{taken}")
                continue
            said = node.title if node.kind == "output" else f"{key}: {node.title}"
            parts = f" [{', '.join(_some(node.parts, _MOST_SAID))}]" if node.parts else ""
            lines.append(f"  {said}{taken}{' -> ' * bool(node.result)}{node.result}{parts}")
        return "\n".join(lines)

    def html(self) -> str:
        """Returns the drawing, the code that made it, and what is known of what is pointed out."""
        place = place_of_line(self.model, self.selected)
        told = ""
        if place is not None:
            told = made_by(list(self._pointed), place[1], self.model)
        elif self._pointed:
            node, key = self.model.by_key[self.selected], self.selected
            is_traced = self._call is not None and self.show != "compiled"
            value = self._call.values.get(key) if is_traced else None
            told = details(node, self.model, value, self._gradients.get(key))
        chosen = {place} if place is not None else set()
        chosen |= {place for key in self._pointed for place in self.model.by_key[key].places}
        code = source_listing(self.model, chosen)
        if not (told or code):
            return self.svg()
        return (
            '<div style="display:flex;flex-wrap:wrap;gap:8px 32px;align-items:flex-start">'
            f'<div style="flex:2 1 420px;min-width:0">{self.svg()}</div>'
            f'<div style="flex:1 1 300px;min-width:0;overflow:auto">{told}{code}</div></div>'
        )

    def drawing(self) -> Drawing:
        """Returns boxes by kind, lines from top to bottom, and open scopes as frames."""
        return self._drawing

    @functools.cached_property
    def _drawing(self):
        return draw_graph(self._boxes(), self._lines(), self._legend(), self._notes)

    def dot(self) -> str:
        """Returns what is shown in the language of Graphviz."""
        return to_dot(self.model.name, self._boxes(), self._lines())

    def save(self, path) -> None:
        """Writes the picture into a file.

        Args:
          path: Its name, which ends in `.dot`, or as those of other pictures do.

        Raises:
          ValueError: The name ends otherwise.
        """
        if pathlib.Path(path).suffix.lower() == ".dot":
            pathlib.Path(path).write_text(self.dot(), encoding="utf-8")
        else:
            super().save(path)

    def code_of(self, node: Node) -> list[str]:
        """Returns the lines of code that made a node."""
        return [linecache.getline(*place).strip() for place in node.places]

    def _boxes(self):
        pointed = self.visible.keys_of(self._pointed)
        boxes = []
        for scope in self.visible.frames:
            outer, _, last = scope.rpartition("/")
            holder = self.model.by_key.get(scope)
            says_more = holder is not None and holder.holds_graphs and holder.title != last
            name = f"{last}: {holder.title}" if says_more else last
            group = SCOPE + outer if outer else None
            key = SCOPE + scope
            boxes.append(GraphBox(key, (name,), group=group, is_frame=True, title=f"close {scope}"))
        boxes += [self._box(box, key in pointed) for key, box in self.visible.boxes.items()]
        return boxes

    def _box(self, box: Shown, is_pointed):
        group = SCOPE + box.scope if box.scope else None
        node = box.node
        if box.is_closed_scope:
            scope = box.key.removeprefix(SCOPE)
            name = f"{scope.rpartition('/')[2]}  +{box.count}"
            says_more = node is not None and not scope.endswith(node.title)
            lines = (name, node.title) if says_more else (name,)
            role, shape = ("faint", "rectangle") if node is None else _LOOKS["control"]
            outline = 3.0 if is_pointed else 2.0
            return GraphBox(
                box.key, lines, role, shape, group, False, f"open {scope}", True, outline
            )
        role, shape = _LOOKS[node.kind]
        gradient = self._gradients.get(node.key)
        return GraphBox(
            node.key,
            _lines_of(node),
            role,
            shape,
            group,
            title="\n".join(filter(None, [node.key, node.result, *_some(node.parts, _MOST_SAID)])),
            outline=3.0 if is_pointed else 1.2,
            is_bold=node.kind == "fusion",
            tag="" if gradient is None else f"∇ {_norm(gradient):.3g}",
        )

    def _lines(self):
        pointed, boxes = self.visible.keys_of(self._pointed), self.visible.boxes
        return [
            self._line(ends, edges, not pointed.isdisjoint(ends), boxes[ends[0]])
            for ends, edges in self.visible.edges.items()
        ]

    def _line(self, ends, edges, is_near, source):
        labels = list(dict.fromkeys(edge.label for edge in edges if edge.label))
        is_control = all(edge.is_control for edge in edges)
        # Where the box that it comes from says it already, there is no need to say it again.
        says_it = not source.is_closed_scope and bool(source.node.result)
        label = labels[0] if len(labels) == 1 else f"{len(labels)} tensors" if labels else ""
        return GraphLine(
            *ends,
            label,
            says_it and not is_near,
            ", ".join(labels) or ("comes first" if is_control else ""),
            "forward" if is_near else "control" if is_control else "faint",
            2.0 if is_near else 1.2,
            is_control,
            bool(self._gradients)
            and any({edge.source, edge.target} <= self._call.on_the_way for edge in edges),
        )

    def _legend(self):
        """Returns a sample of each kind of node and line that is in the picture."""
        boxes, edges = self.visible.boxes.values(), self.visible.edges.values()
        kinds = {box.node.kind for box in boxes if box.node is not None}
        samples = [
            GraphBox(kind, (_NAMES.get(kind, kind),), *_LOOKS[kind])
            for kind in KINDS
            if kind in kinds
        ]
        if any(box.is_closed_scope and box.node is None for box in boxes):
            samples.append(GraphBox("scope", ("closed scope",), "faint"))
        if edges:
            samples.append(GraphLine("", "", "tensor"))
        if any(edge.is_control for between in edges for edge in between):
            samples.append(GraphLine("", "", "order only", role="control", is_dashed=True))
        if self._gradients:
            samples.append(GraphLine("", "", "gradient and its norm (∇)", role="gradient"))
        return samples


def _lines_of(node: Node) -> tuple[str, ...]:
    """Returns what is written in a node's box."""
    if node.kind == "fusion":
        return (node.title, *_some(node.parts, _MOST_PARTS), node.result)
    if node.parts:
        return (node.title, *node.parts[:1], node.result)
    says_more = node.result and node.kind != "constant"
    return (node.title, node.result) if says_more else (node.title,)


def _some(texts: tuple[str, ...], most: int) -> list[str]:
    """Returns the first of some texts, and how many more there are."""
    more = len(texts) - most
    return [*texts[:most], *([f"… {more} more"] if more > 0 else [])]


def _norm(gradient) -> float:
    """Returns the norm of a gradient, be it a tensor or some rows of one."""
    return float(np.linalg.norm(np.asarray(getattr(gradient, "values", gradient)).ravel()))
