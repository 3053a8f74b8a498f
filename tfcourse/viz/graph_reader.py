"""From a traced function to the model of its graph, and of the graphs inside of its operations.

What TensorFlow's graph has for its own sake is left out: reading a variable is an edge from the
variable, results of functions and branches need no identities, and operations that nothing needs
are not there. What branches, bodies and called functions take from around them comes straight from
where it is computed, so that their nodes stand in one graph with all others.
"""

import dataclasses

import numpy as np

from tfcourse.autodiff.program import Program
from tfcourse.autodiff.wiring import is_call
from tfcourse.core import dtypes
from tfcourse.core.handle import READ
from tfcourse.core.operation import CONST, PLACEHOLDER, RESOURCE
from tfcourse.function.lower import needed_operations
from tfcourse.viz.graph_model import Edge, GraphModel, Node

_LONGEST_VALUE = 12
_LONGEST_ATTRIBUTE = 200
# What TensorFlow calls the graphs of its operations.
_GRAPHS_OF = {"If": ("then_branch", "else_branch"), "While": ("cond", "body")}


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
    reader = _Reader(concrete.graph)
    return GraphModel(
        concrete.graph.name,
        reader.nodes,
        reader.edges,
        reader.tensors,
        reader.differentiated,
    )


class _Reader:
    """What is known of a graph so far.

    Args:
      graph: The `FuncGraph` of a function.
    """

    def __init__(self, graph):
        self.edges, self.tensors = [], {}
        self._nodes = {}
        self._descriptions: dict[int, str] = {}
        # The key of the node that each tensor comes from, by the tensor's id.
        self._from = {}
        self._variables = {id(placeholder): handle for handle, placeholder in graph.handles}
        self._by_handle = {id(handle): placeholder for handle, placeholder in graph.handles}
        results = {id(tensor) for tensor in graph.outputs}
        # What a tape in the function takes the gradient of is shown, whoever needs it.
        targets = _differentiated(graph.get_operations())
        self.differentiated = tuple(operation.name for operation in targets)
        wanted = [*graph.outputs, *(item for target in targets for item in target.outputs)]
        self._read(needed_operations(graph, wanted), results)
        unused = [t for t in graph.inputs if t.op.name not in self._nodes]
        first = {tensor.op.name: self._node(tensor.op, tensor.op.name, "") for tensor in unused}
        self._nodes = first | self._nodes
        for index, tensor in enumerate(graph.outputs):
            key = f"output:{index}"
            self._nodes[key] = Node(key, "output", "result", "", described(tensor), "")
            self._join(tensor, key)
            self.tensors[key] = tensor
        self.edges = [e for e in dict.fromkeys(self.edges) if e.source in self._nodes]
        self.nodes = list(map(self._outside_of_operations, self._nodes.values()))

    def _key_of(self, tensor):
        return self._from.get(id(tensor), tensor.op.name)

    def _join(self, tensor, key):
        self.edges.append(Edge(self._key_of(tensor), key, self._described(tensor)))

    def _described(self, tensor):
        """Returns what `described` does, once for each tensor; nothing for a variable's handle."""
        known = self._descriptions.get(id(tensor))
        if known is None:
            known = "" if tensor.dtype is dtypes.resource else described(tensor)
            self._descriptions[id(tensor)] = known
        return known

    def _read(self, operations, results=frozenset(), prefix="", stripped=""):
        """Adds the nodes of some operations.

        Args:
          operations: In program order.
          results: Ids of the results of the function around them.
          prefix: What their keys begin with, with a slash.
          stripped: The beginning of their names that is left out for it.
        """
        keys = {}
        for operation in operations:
            if operation.definition is READ:
                key = self._key_of(operation.inputs[0])
                self._from[id(operation.outputs[0])] = key
                if not prefix:
                    self.tensors.setdefault(key, operation.outputs[0])
                continue
            if operation.type == "Identity":
                came_from = operation.inputs[0].op.definition
                if id(operation.outputs[0]) in results or came_from.graphs or is_call(came_from):
                    self._from[id(operation.outputs[0])] = self._key_of(operation.inputs[0])
                    continue
            if operation.definition is PLACEHOLDER and id(operation.outputs[0]) in self._from:
                # What is taken from around the graph.
                continue
            key = prefix + operation.name.removeprefix(stripped)
            keys[operation] = key
            self._from |= {id(tensor): key for tensor in operation.outputs}
            taken = self._read_inside(operation, key)
            node = self._node(operation, key, key.rpartition("/")[0])
            self._nodes[key] = node
            if not prefix:
                self._keep_tensor(operation, key)
            for tensor in operation.inputs if taken is None else taken:
                self._join(tensor, key)
            for control in operation.control_inputs:
                if control in keys:
                    self.edges.append(Edge(keys[control], key, "", True))

    def _keep_tensor(self, operation, key):
        """Keeps the result that is shown of a node; of a loop, counters come before the others."""
        results = [item for item in operation.outputs if item.dtype is not dtypes.resource]
        if operation.definition.graphs:
            results.sort(key=lambda tensor: not tensor.dtype.is_differentiable)
        if results:
            self.tensors[key] = results[0]

    def _read_inside(self, operation, key):
        """Adds the graphs inside of an operation; returns what its node takes, None for all."""
        definition = operation.definition
        if definition.graphs and not definition.type.endswith("Gradient"):
            return self._read_branches(operation, key)
        if is_call(definition):
            lowered = definition.function
            given = operation.inputs
            for inside, outside in zip(lowered.inputs, given, strict=False):
                self._from[id(inside)] = self._key_of(outside)
            for handle, inside in zip(lowered.handles, lowered.placeholders, strict=True):
                self._from[id(inside)] = self._variable(handle)
            self._read(lowered.operations, set(map(id, lowered.outputs)), f"{key}/")
            return lowered.outputs
        return None

    def _read_branches(self, operation, key):
        graphs = operation.definition.graphs
        captures = {id(outside): None for graph in graphs for outside, _ in graph.captures}
        holders = {
            id(holder): None
            for graph in graphs
            for holder in (*graph.lowered.handles, *graph.lowered.streams)
        }
        # First come operands of its own, then captures, then values of variables and streams.
        count = len(operation.inputs) - len(captures) - len(holders)
        own = operation.inputs[:count]
        captured = operation.inputs[count : count + len(captures)]
        sources = dict(zip(captures, map(self._key_of, captured), strict=True))
        kind = operation.type.removeprefix("Stateless")
        names = _GRAPHS_OF.get(kind, [f"branch {at}" for at in range(len(graphs))])
        if any("GetItem" in tensor.op.name for tensor in graphs[-1].inputs):
            # A loop over rows only counts them: its condition says nothing.
            graphs, names = graphs[-1:], names[-1:]
        taken = list(own)
        for graph, name in zip(graphs, names, strict=True):
            for outside, inside in graph.captures:
                self._from[id(inside)] = sources[id(outside)]
            for handle, inside in graph.handles:
                self._from[id(inside)] = self._variable(handle)
            prefix = f"{key}/{name}/" if len(graphs) > 1 else f"{key}/"
            scope = f"{operation.name}/"
            self._read_inputs(graph, own, prefix, taken)
            self._read(
                graph.lowered.operations, set(map(id, graph.outputs)), prefix, stripped=scope
            )
            taken += graph.outputs
        return taken

    def _read_inputs(self, graph, own, prefix, taken):
        """Adds the inputs of a body: what comes in first, and is carried from step to step."""
        skipped = len(own) - len(graph.inputs)
        used = {id(tensor) for item in graph.lowered.operations for tensor in item.inputs}
        used |= set(map(id, graph.outputs))
        for at, inside in enumerate(graph.inputs):
            key = f"{prefix}carried {at}"
            name = inside.op.name.rpartition("/")[2]
            title = "step" if at + skipped < 0 else "row" if "GetItem" in name else f"carried {at}"
            if id(inside) not in used:
                continue
            self._nodes[key] = Node(
                key, "input", title, "", described(inside), prefix.removesuffix("/")
            )
            self._from[id(inside)] = key
            if at + skipped >= 0:
                outside = own[at + skipped]
                self._join(outside, key)
                taken[:] = [item for item in taken if item is not outside]

    def _variable(self, handle):
        """Returns the key of the node of a variable that is used inside of an operation."""
        placeholder = self._by_handle.get(id(handle))
        if placeholder is None:
            return ""
        key = placeholder.op.name
        if key not in self._nodes:
            self._nodes[key] = self._node(placeholder.op, key, "")
        return key

    def _node(self, operation, key, scope) -> Node:
        definition = operation.definition
        last = operation.name.rpartition("/")[2]
        result = ", ".join(filter(None, map(self._described, operation.outputs)))
        kind, title, holds_graphs = "operation", operation.type, False
        if definition is CONST:
            kind, title = "constant", _value(operation.attributes[0].array)
        elif definition is RESOURCE or any(id(t) in self._variables for t in operation.outputs):
            kind, scope = "variable", ""
            handle = self._variables.get(id(operation.outputs[0]))
            title = handle.name if handle is not None else last
        elif definition is PLACEHOLDER:
            kind, title = "input", last
        elif isinstance(definition, Program) or definition.type.endswith("Gradient"):
            kind, scope = "gradient", scope.removesuffix("gradient_tape").rstrip("/")
        elif definition.graphs or is_call(definition):
            kind, scope, holds_graphs = "control", key, True
            title = title.removeprefix("Stateless")
        # An argument was made by who called the function, which is no line of it.
        frame = operation.frames[-1] if operation.frames and kind != "input" else None
        return Node(
            key,
            kind,
            str(title),
            operation.type,
            result,
            scope,
            {} if definition is CONST else _attributes(operation),
            ((frame.filename, frame.line),) if frame else (),
            holds_graphs=holds_graphs,
        )

    def _outside_of_operations(self, node):
        """Returns a node in no other node, as constants are that TensorFlow made."""
        scope = node.scope
        while scope in self._nodes and not self._nodes[scope].holds_graphs:
            scope = scope.rpartition("/")[0]
        return node if scope == node.scope else dataclasses.replace(node, scope=scope)


def _differentiated(operations):
    """Returns those of some operations whose results a gradient among them is taken of."""
    found = {}
    for at, operation in enumerate(operations):
        structure = getattr(operation.definition, "made_from", None)
        if structure is None or not structure.ones:
            continue
        tensors = dict(zip(structure.values, operation.inputs, strict=False))
        for step in structure.steps:
            if not set(structure.ones).isdisjoint(step.outputs):
                operands = [tensors.get(slot) for slot in step.operands]
                for other in operations[:at]:
                    if other.definition is step.op and _are_alike(other.inputs, operands):
                        found[other] = None
    return list(found)


def _are_alike(tensors, known):
    """Whether tensors are those that are known, None for one that is not."""
    pairs = zip(tensors, known, strict=False)
    return len(tensors) == len(known) and all(two is None or one is two for one, two in pairs)


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
