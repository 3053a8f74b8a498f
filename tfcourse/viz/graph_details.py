"""What is known of one node of a graph, as HTML: its value, gradient, attributes, neighbours."""

import html

from tfcourse.viz.graph_model import GraphModel, Node
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.source_listing import key_of_line
from tfcourse.viz.tensor_picture import TensorPicture

_MOST_NAMES = 24


def details(node: Node, model: GraphModel, value=None, gradient=None) -> str:
    """Returns a table about a node; all that comes from users is escaped.

    Args:
      node: The node.
      model: Its graph.
      value: Its value in a run, or None.
      gradient: The gradient of the result with respect to it, or None.
    """
    rows = [("name", html.escape(node.key))]
    if node.type:
        rows.append(("operation", html.escape(node.type)))
    if node.result:
        rows.append(("result", html.escape(node.result)))
    if node.parts:
        rows.append(("does", _listed(map(html.escape, node.parts))))
    takes, gives = model.takes.get(node.key, []), model.gives.get(node.key, [])
    rows += [
        (name, _listed(_neighbour(edge, key) for edge in edges))
        for name, edges, key in (("takes", takes, "source"), ("goes to", gives, "target"))
        if edges
    ]
    rows += [(html.escape(name), html.escape(text)) for name, text in node.attributes.items()]
    if node.places:
        rows.append(("made in", _listed(_line(model, place) for place in node.places)))
    if value is not None:
        rows.append(("value", _picture(value)))
    if gradient is not None:
        rows.append(("gradient", _picture(gradient)))
    return _table(node.key, rows)


def made_by(keys: list[str], line: int, model: GraphModel) -> str:
    """Returns a table of the nodes that a line of the user's code made."""
    nodes = [model.by_key[key] for key in keys]
    names = [f"{_link(node.key)} {html.escape(node.result)}".strip() for node in nodes]
    return _table(f"line {line}", [("line", str(line)), ("made", _listed(names))])


def _table(name, rows) -> str:
    body = "".join(
        f'<tr><th scope="row" style="text-align:left;vertical-align:top;padding-right:1em">{name}'
        f'</th><td style="text-align:left">{text}</td></tr>'
        for name, text in rows
    )
    return f'<table aria-label="{html.escape(name)}">{body}</table>'


def _listed(texts) -> str:
    texts = list(texts)
    if len(texts) > _MOST_NAMES:
        texts[_MOST_NAMES:] = [f"… {len(texts) - _MOST_NAMES} more"]
    return "<br>".join(texts)


def _link(key) -> str:
    """Returns a name that a front end can go to."""
    name = html.escape(key)
    return f'<span data-key="{name}" data-label="go to {name}">{name}</span>'


def _neighbour(edge, key) -> str:
    name = _link(getattr(edge, key))
    if edge.is_control:
        return f"{name} (order only)"
    return f"{name} {html.escape(edge.label)}".strip()


def _line(model, place) -> str:
    key = html.escape(key_of_line(model, place))
    return f'<span data-key="{key}" data-label="go to line {place[1]}">line {place[1]}</span>'


def _picture(value) -> str:
    try:
        return TensorPicture(value).svg()
    except CannotDraw:
        return html.escape(f"{value!r:.400}")
