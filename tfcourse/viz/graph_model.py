"""A traced graph as plain data for pictures: nodes by kind, edges, scopes.

What TensorFlow's graph has for its own sake is left out: reading a variable is an edge from the
variable, results of functions and branches need no identities, and operations that nothing needs
are not there.
"""

import dataclasses
import linecache

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.handle import READ
from tfcourse.core.operation import CONST, PLACEHOLDER, RESOURCE
from tfcourse.function.lower import needed_operations

_LONGEST_VALUE = 12
_LONGEST_ATTRIBUTE = 200


@dataclasses.dataclass(frozen=True)
class Node:
    """A node of a graph's picture.

    Attributes:
      key: Its unique name, with its scopes: `layer/MatMul`.
      kind: `operation`, `constant`, `variable`, `input`, `control` or `output`.
      title: What is written in it.
      type: The op type.
      result: dtype and shape of its results: `float32[2, 3]`.
      scope: The scope around it, `""` for none.
      attributes: Names and texts of the op's attributes.
      file: The file in which the user made it, or an empty string.
      line: The line there.
      source: The text of that line.
    """

    key: str
    kind: str
    title: str
    type: str
    result: str
    scope: str
    attributes: dict[str, str] = dataclasses.field(default_factory=dict)
    file: str = ""
    line: int = 0
    source: str = ""


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
    """

    name: str
    nodes: list[Node]
    edges: list[Edge]
    tensors: dict = dataclasses.field(repr=False, default_factory=dict)

    def scopes(self) -> list[str]:
        """Returns all scopes, outer ones first."""
        found = {}
        for node in self.nodes:
            parts = node.scope.split("/") if node.scope else []
            for depth in range(1, len(parts) + 1):
                found["/".join(parts[:depth])] = None
        return sorted(found, key=lambda scope: (scope.count("/"), scope))

    def data(self) -> dict:
        """Returns `name`, `nodes` and `edges` as dicts and lists."""
        return {
            "name": self.name,
            "nodes": [dataclasses.asdict(node) for node in self.nodes],
            "edges": [dataclasses.asdict(edge) for edge in self.edges],
        }


def described(tensor) -> str:
    """Returns dtype and shape of a tensor in a word: `float32[2, None]`."""
    if tensor.shape.rank is None:
        return f"{tensor.dtype.name}[...]"
    return f"{tensor.dtype.name}[{', '.join(map(str, tensor.shape.as_list()))}]"


def model_of(concrete) -> GraphModel:
    """Returns the model of a traced function's graph.

    Args:
      concrete: A `ConcreteFunction`.
    """
    graph = concrete.graph
    reads = {}
    nodes, edges, tensors = [], [], {}
    names_of_variables = {id(p): handle.name for handle, p in graph.handles}

    def key_of(tensor):
        """The node that a tensor comes from; of a variable that is read, the variable."""
        return reads.get(id(tensor), tensor.op.name)

    results = {id(tensor) for tensor in graph.outputs}
    for operation in needed_operations(graph, graph.outputs):
        if operation.definition is READ:
            reads[id(operation.outputs[0])] = operation.inputs[0].op.name
            continue
        if operation.type == "Identity":
            came_from = operation.inputs[0].op
            if id(operation.outputs[0]) in results or came_from.definition.graphs:
                reads[id(operation.outputs[0])] = key_of(operation.inputs[0])
                continue
        node = _node(operation, names_of_variables)
        nodes.append(node)
        if operation.outputs and operation.outputs[0].dtype is not dtypes.resource:
            tensors[node.key] = operation.outputs[0]
        for tensor in operation.inputs:
            label = "" if tensor.dtype is dtypes.resource else described(tensor)
            edges.append(Edge(key_of(tensor), node.key, label))
        for control in operation.control_inputs:
            if control.definition is not READ:
                edges.append(Edge(control.name, node.key, "", True))
    known = {node.key for node in nodes}
    for tensor in graph.inputs:
        if tensor.op.name not in known:
            nodes.insert(0, _node(tensor.op, names_of_variables))
            known.add(tensor.op.name)
    for index, tensor in enumerate(graph.outputs):
        key = f"output:{index}"
        nodes.append(Node(key, "output", "result", "", described(tensor), ""))
        edges.append(Edge(key_of(tensor), key, described(tensor)))
        tensors[key] = tensor
    edges = [edge for edge in dict.fromkeys(edges) if edge.source in known]
    return GraphModel(graph.name, _outside_of_operations(nodes), edges, tensors)


def _outside_of_operations(nodes):
    """Returns nodes of which none is inside of another, as constants are that TensorFlow made."""
    keys = {node.key for node in nodes}
    moved = []
    for node in nodes:
        scope = "" if node.kind == "variable" else node.scope
        while scope in keys:
            scope = scope.rpartition("/")[0]
        moved.append(dataclasses.replace(node, scope=scope))
    return moved


def _node(operation, names_of_variables) -> Node:
    definition = operation.definition
    scope, _, last = operation.name.rpartition("/")
    result = ", ".join(
        described(tensor) for tensor in operation.outputs if tensor.dtype is not dtypes.resource
    )
    kind, title = "operation", operation.type
    if definition is CONST:
        kind, title = "constant", _value(operation.attributes[0].array)
    elif definition is RESOURCE or any(id(t) in names_of_variables for t in operation.outputs):
        kind = "variable"
        title = names_of_variables.get(id(operation.outputs[0]), last)
    elif definition is PLACEHOLDER:
        kind, title = "input", last
    elif definition.graphs:
        kind = "control"
    frame = operation.frames[-1] if operation.frames else None
    return Node(
        operation.name,
        kind,
        str(title),
        operation.type,
        result,
        scope,
        {} if definition is CONST else _attributes(operation),
        frame.filename if frame else "",
        frame.line if frame else 0,
        linecache.getline(frame.filename, frame.line).strip() if frame else "",
    )


def _value(array) -> str:
    """Returns a constant in a few characters: its value, or its shape if it is no single one."""
    if array.size != 1:
        return f"[{', '.join(map(str, array.shape))}]"
    item = array.reshape(-1)[0]
    text = f"{item:.6g}" if isinstance(item, (float, np.floating)) else str(item)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def _attributes(operation) -> dict[str, str]:
    return {
        name: f"{value!r:.{_LONGEST_ATTRIBUTE}}"
        for name, value in zip(
            operation.definition.attribute_names, operation.attributes, strict=False
        )
    }
