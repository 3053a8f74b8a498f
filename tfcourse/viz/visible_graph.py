"""What of a graph is in a picture of it: nodes, closed scopes in the place of theirs, frames."""

import collections
import dataclasses
from collections.abc import Container, Iterable

from tfcourse.viz.graph_model import Edge, GraphModel, Node, scopes_around

# Beyond it, a picture has only so many of the visible nodes, and says so.
MOST_DRAWN = 400
SCOPE = "scope:"


@dataclasses.dataclass(frozen=True)
class Shown:
    """A box of the picture.

    Attributes:
      key: Its name; of a closed scope, `scope:` and the scope's.
      node: The node, None for a closed scope of names.
      count: How many nodes it stands for.
      scope: The scope around it.
    """

    key: str
    node: Node | None
    count: int
    scope: str

    @property
    def is_closed_scope(self) -> bool:
        """Whether it stands for what is in it."""
        return self.key.startswith(SCOPE)


class VisibleGraph:
    """What a picture has of a graph.

    Args:
      model: The graph.
      open_scopes: The scopes whose nodes are shown.
      left_out: Keys of nodes that are not shown at all.
      wanted: A node that is shown whatever the number of others.

    Attributes:
      boxes: What is shown, by key, in program order.
      frames: The open scopes that something is shown in, outer ones first.
      edges: The edges between what is shown, by (source, target).
      too_many: How many boxes there would be besides.
    """

    def __init__(
        self,
        model: GraphModel,
        open_scopes: Container[str],
        left_out: Container[str] = (),
        wanted: str = "",
    ):
        self._open = open_scopes
        closed = {scope: self._closed(scope) for scope in ("", *model.scopes)}
        self._stands_for = {
            node.key: closed[node.scope] or node.key
            for node in model.nodes
            if node.key not in left_out
        }
        counts = collections.Counter(self._stands_for.values())
        keys = list(counts)
        place = keys.index(self.key_of(wanted)) if self.key_of(wanted) in counts else 0
        first = max(0, min(place - MOST_DRAWN // 2, len(keys) - MOST_DRAWN))
        self.too_many = max(0, len(keys) - MOST_DRAWN)
        self.boxes = {
            key: self._box(model, key, counts[key]) for key in keys[first : first + MOST_DRAWN]
        }
        around = {
            scope: None
            for scope in dict.fromkeys(box.scope for box in self.boxes.values())
            for scope in scopes_around(scope)
        }
        self.frames = [scope for scope in model.scopes if scope in around]
        self.edges: dict[tuple[str, str], list[Edge]] = {}
        for edge in model.edges:
            ends = self.key_of(edge.source), self.key_of(edge.target)
            if ends[0] != ends[1] and ends[0] in self.boxes and ends[1] in self.boxes:
                self.edges.setdefault(ends, []).append(edge)

    def key_of(self, key: str) -> str:
        """Returns the key of what is shown for a node, an empty string if nothing is."""
        return self._stands_for.get(key, "")

    def keys_of(self, keys: Iterable[str]) -> set[str]:
        """Returns the keys of what is shown for nodes."""
        return {self.key_of(key) for key in keys} & self.boxes.keys()

    def drawn(self) -> int:
        """Returns how many nodes have a box of their own."""
        return sum(not box.is_closed_scope for box in self.boxes.values())

    def _closed(self, scope):
        """Returns the key of the closed scope that stands for what is in a scope, if there is."""
        for outer in scopes_around(scope):
            if outer not in self._open:
                return SCOPE + outer
        return ""

    def _box(self, model, key, count):
        if not key.startswith(SCOPE):
            node = model.by_key[key]
            return Shown(key, node, count, node.scope)
        scope = key.removeprefix(SCOPE)
        holder = model.by_key.get(scope)
        if holder is not None and not holder.holds_graphs:
            holder = None
        return Shown(key, holder, count, scope.rpartition("/")[0])
