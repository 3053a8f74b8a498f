"""Looking around in a graph: scopes open and close, nodes and lines of code tell of each other."""

from tfcourse.viz.graph_model import GraphModel, scopes_around
from tfcourse.viz.graph_picture import SHOWS, GraphPicture
from tfcourse.viz.source_listing import LINE
from tfcourse.viz.traced_call import TracedCall
from tfcourse.viz.visible_graph import SCOPE
from tfcourse.widgets.controls import Choice, Field
from tfcourse.widgets.live_view import LiveView


def explore_graph(call: TracedCall, open_scopes=None, show: str = "forward") -> LiveView:
    """Returns a `GraphPicture` to look around in.

    A click on a scope opens or closes it, on a node tells about it and points out its line of
    code, on a line points out its nodes. The field finds nodes by name, type or source, and opens
    the scopes around the first of them.

    Args:
      call: What `traced_call` gives.
      open_scopes: The scopes to begin with, as for `GraphPicture`.
      show: What to begin with, as for `GraphPicture`.
    """
    state = _State(call, open_scopes)
    controls = [Choice("show", "show", SHOWS, show), Field("find", "find")]
    return LiveView(state.draw, controls, state.select)


class _State:
    """What is open and selected; what XLA made of a graph has scopes of its own.

    Args:
      call: What `traced_call` gives.
      open_scopes: The scopes to begin with.
    """

    def __init__(self, call, open_scopes):
        self._call, self._begin = call, open_scopes
        # By whether it is what XLA made.
        self._open: dict[bool, frozenset[str]] = {}
        self._selected = self._found = ""
        self._picture: GraphPicture | None = None

    def select(self, key):
        """Opens or closes a scope, or points a node or line out: one that is, no longer."""
        model, place = self._picture.model, self._place
        if key.startswith(SCOPE):
            scope = key.removeprefix(SCOPE)
            opened = self._open[place] ^ {scope}
            self._open[place] = opened
            holder = model.by_key.get(scope)
            if scope in opened and holder is not None and holder.holds_graphs:
                self._selected = scope
            return
        self._selected = "" if key == self._selected else key
        if not key.startswith(LINE):
            self._open_around(model, key)

    @property
    def _place(self):
        return self._picture.show == "compiled"

    def _open_around(self, model: GraphModel, key):
        node = model.by_key.get(key)
        if node is not None:
            self._open[self._place] |= set(scopes_around(node.scope))

    def draw(self, show, find):
        """Returns the picture."""
        picture = GraphPicture(self._call, self._begin, self._selected, show)
        self._picture = picture
        self._open.setdefault(self._place, picture.open_scopes)
        if find != self._found:
            self._found = find
            node = _find(picture, find)
            if node is not None:
                self._selected = node.key
                self._open_around(picture.model, node.key)
        opened = self._open[self._place]
        if opened != picture.open_scopes or self._selected != picture.selected:
            self._picture = GraphPicture(self._call, opened, self._selected, show)
        return self._picture


def _find(picture, text):
    """Returns the first node whose name, type or line has a text in it, or None."""
    words = text.lower().strip()
    if not words:
        return None
    for texts in (
        lambda node: (node.title, node.key.rpartition("/")[2]),
        lambda node: (node.key, node.type, *node.parts, *picture.code_of(node)),
    ):
        for node in picture.model.nodes:
            if any(words in said.lower() for said in texts(node)):
                return node
    return None
