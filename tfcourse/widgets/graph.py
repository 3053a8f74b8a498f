"""Looking around in a graph: scopes open and close, a node tells what it is, names are found."""

from tfcourse.core.errors import OpError
from tfcourse.viz.graph_model import model_of
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.widgets.controls import Field
from tfcourse.widgets.live_view import LiveView


def explore_graph(concrete, open_scopes=None, values=dict) -> LiveView:
    """Returns a `GraphPicture` to look around in.

    A click on a scope opens or closes it, on a node tells about it; the field finds nodes by name,
    type or source, and opens the scopes around the first of them.

    Args:
      concrete: A `ConcreteFunction`.
      open_scopes: The scopes to begin with, as for `GraphPicture`.
      values: Called once, for the first node that is selected: returns the values of nodes by key.
    """
    model = model_of(concrete)
    state = {"open": GraphPicture(model, open_scopes).open_scopes, "selected": "", "found": ""}
    known = {}

    def select(key):
        if key.startswith("scope:"):
            state["open"] ^= {key.removeprefix("scope:")}
            return
        state["selected"] = "" if key == state["selected"] else key
        if "values" not in known:
            try:
                known["values"] = values()
            except OpError:
                # What fails in a run has no values to show; the call itself says why.
                known["values"] = {}

    def draw(find):
        if find != state["found"]:
            state["found"] = find
            node = _find(model, find)
            if node is not None:
                state["selected"] = node.key
                state["open"] |= _around(node.scope)
        return GraphPicture(model, state["open"], state["selected"], known.get("values"))

    return LiveView(draw, [Field("find", "find")], select)


def _find(model, text):
    """Returns the first node whose name, type or line has a text in it, or None."""
    words = text.lower().strip()
    if not words:
        return None
    for texts in (
        lambda n: (n.title, n.key.rpartition("/")[2]),
        lambda n: (n.key, n.type, n.source),
    ):
        for node in model.nodes:
            if any(words in said.lower() for said in texts(node)):
                return node
    return None


def _around(scope):
    """Returns a scope and all those around it."""
    parts = scope.split("/") if scope else []
    return {"/".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
