"""A graph as plain data for pictures: nodes by kind, edges, scopes.

Whether it was traced (graph_reader.py) or compiled (compiled_graph.py), pictures, tables and files
are made from this.
"""

import collections
import dataclasses
import functools

KINDS = (
    "operation",
    "constant",
    "variable",
    "input",
    "output",
    "control",
    "gradient",
    "fusion",
)


@dataclasses.dataclass(frozen=True)
class Node:
    """A node of a graph's picture.

    Attributes:
      key: Its unique name, with its scopes: `layer/MatMul`.
      kind: One of `KINDS`; `control` holds graphs of its own, in the scope of its name.
      title: What is written in it.
      type: The op type.
      result: dtype and shape of its results: `float32[2, 3]`.
      scope: The scope around it, `""` for none.
      attributes: Names and texts of the op's attributes.
      places: (file, line) of the user's code that made it.
      parts: The operations that it does at once.
      holds_graphs: Whether its scope is its own: it is drawn for what is in it.
    """

    key: str
    kind: str
    title: str
    type: str
    result: str
    scope: str
    attributes: dict[str, str] = dataclasses.field(default_factory=dict)
    places: tuple[tuple[str, int], ...] = ()
    parts: tuple[str, ...] = ()
    holds_graphs: bool = False


@dataclasses.dataclass(frozen=True)
class Edge:
    """A tensor on its way, or an order in time.

    Attributes:
      source: The key of the node it comes from.
      target: The key of the node that takes it.
      label: Its dtype and shape.
      is_control: Whether it only says what comes first.
    """

    source: str
    target: str
    label: str
    is_control: bool = False


@dataclasses.dataclass(frozen=True)
class GraphModel:
    """A graph as its pictures need it.

    Attributes:
      name: The function's name.
      nodes: In program order.
      edges: In program order.
      tensors: The symbolic tensor of each node that has a result, by key.
      differentiated: The keys of the nodes whose gradients it computes itself.
    """

    name: str
    nodes: list[Node]
    edges: list[Edge]
    tensors: dict = dataclasses.field(repr=False, default_factory=dict)
    differentiated: tuple[str, ...] = ()

    @functools.cached_property
    def by_key(self) -> dict[str, Node]:
        """The nodes by key."""
        return {node.key: node for node in self.nodes}

    @functools.cached_property
    def takes(self) -> dict[str, list[Edge]]:
        """The edges to each node, by its key."""
        return self._edges_by("target")

    @functools.cached_property
    def gives(self) -> dict[str, list[Edge]]:
        """The edges from each node, by its key."""
        return self._edges_by("source")

    def _edges_by(self, end):
        found = collections.defaultdict(list)
        for edge in self.edges:
            found[getattr(edge, end)].append(edge)
        return dict(found)

    @functools.cached_property
    def made_at(self) -> dict[tuple[str, int], list[str]]:
        """The keys of the nodes that each line of the user's code made, by (file, line)."""
        found = collections.defaultdict(list)
        for node in self.nodes:
            for place in node.places:
                found[place].append(node.key)
        return dict(found)

    @functools.cached_property
    def scopes(self) -> list[str]:
        """All scopes, outer ones first."""
        found = {}
        for scope in dict.fromkeys(node.scope for node in self.nodes):
            for outer in scopes_around(scope):
                found[outer] = None
        return sorted(found, key=lambda scope: (scope.count("/"), scope))

    @functools.cached_property
    def after_gradients(self) -> frozenset[str]:
        """The keys of gradients' nodes, and of what can be computed only after them."""
        found = {node.key for node in self.nodes if node.kind == "gradient"}
        waiting = list(found)
        while waiting:
            for edge in self.gives.get(waiting.pop(), ()):
                if edge.target not in found:
                    found.add(edge.target)
                    waiting.append(edge.target)
        return frozenset(found)

    def data(self) -> dict:
        """Returns `name`, `nodes` and `edges` as dicts and lists."""
        return {
            "name": self.name,
            "nodes": [dataclasses.asdict(node) for node in self.nodes],
            "edges": [dataclasses.asdict(edge) for edge in self.edges],
        }


def scopes_around(scope: str) -> list[str]:
    """Returns a scope and all those around it, the outermost first.

    Example:
      >>> scopes_around("a/b")
      ['a', 'a/b']
    """
    parts = scope.split("/") if scope else []
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
