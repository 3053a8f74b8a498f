"""What is known of one node of a graph, as HTML: its value, attributes, lines, neighbours."""

import html
import linecache

from tfcourse.viz.graph_model import GraphModel, Node
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.tensor_picture import TensorPicture

# Lines of the user's code before and after the node's own.
_AROUND = 3


def details(node: Node, model: GraphModel, value=None) -> str:
    """Returns a table about a node; all that comes from users is escaped.

    Args:
      node: The node.
      model: Its graph.
      value: Its value in a run, or None.
    """
    rows = [("name", html.escape(node.key))]
    if node.type:
        rows.append(("operation", html.escape(node.type)))
    if node.result:
        rows.append(("result", html.escape(node.result)))
    takes = [edge for edge in model.edges if edge.target == node.key]
    gives = [edge for edge in model.edges if edge.source == node.key]
    rows += [
        (name, "<br>".join(_neighbour(edge, key) for edge in edges))
        for name, edges, key in (("takes", takes, "source"), ("goes to", gives, "target"))
        if edges
    ]
    rows += [(html.escape(name), html.escape(text)) for name, text in node.attributes.items()]
    if node.source:
        rows.append(("made in", _source(node)))
    if value is not None:
        rows.append(("value", _value(value)))
    body = "".join(
        f'<tr><th scope="row" style="text-align:left;vertical-align:top;padding-right:1em">{name}'
        f'</th><td style="text-align:left">{text}</td></tr>'
        for name, text in rows
    )
    return f'<table aria-label="{html.escape(node.key)}">{body}</table>'


def _neighbour(edge, key) -> str:
    name = html.escape(getattr(edge, key))
    if edge.is_control:
        return f"{name} (order only)"
    return f"{name} {html.escape(edge.label)}".strip()


def _source(node) -> str:
    """Returns the user's lines around the one that made a node, that one marked."""
    lines = []
    for number in range(max(1, node.line - _AROUND), node.line + _AROUND + 1):
        text = linecache.getline(node.file, number).rstrip()
        if not text and number > node.line:
            break
        mark = "→" if number == node.line else " "
        shown = html.escape(f"{mark} {number:>3}  {text}")
        lines.append(f"<strong>{shown}</strong>" if number == node.line else shown)
    return f'<pre style="margin:0">{chr(10).join(lines)}</pre>'


def _value(value) -> str:
    try:
        return TensorPicture(value).svg()
    except CannotDraw:
        return html.escape(f"{value!r:.400}")
