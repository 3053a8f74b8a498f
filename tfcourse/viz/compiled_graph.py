"""What XLA made of a traced function: its fusions, each with what it does at once."""

import dataclasses
import re

import jax
import numpy as np

from tfcourse.core.symbolic import avals_of
from tfcourse.function.lower import Lowered
from tfcourse.viz.graph_model import Edge, GraphModel, Node
from tfcourse.viz.hlo import parse_hlo
from tfcourse.viz.picture import CannotDraw

_LONGEST = 200
# What only brings values from one place to another.
_PASSING = frozenset(["bitcast", "get-tuple-element", "tuple"])
_HOLDING = frozenset(["conditional", "while"])
_ARGUMENT = re.compile(r"values\[(\d+)\]$")


class _Named(Lowered):
    """A lowered graph that tells XLA which operation each of its instructions comes from."""

    def run_operation(self, operation, values_of, state):
        with jax.named_scope(operation.name):
            return super().run_operation(operation, values_of, state)


def compiled_model(concrete, model: GraphModel, tensors=None) -> GraphModel:
    """Returns what XLA makes of a traced function.

    Args:
      concrete: A `ConcreteFunction`.
      model: Its graph, whose names are given to what XLA made of them.
      tensors: Tensors to compile it for; None for the shapes that it was traced with.

    Raises:
      CannotDraw: There is nothing to compile; the message says why.
    """
    graph = concrete.graph
    given = [*graph.inputs, *(placeholder for _, placeholder in graph.captures)]
    lowered = _Named(graph, given, graph.handles, graph.outputs)
    if not any(node.kind not in ("input", "output", "constant") for node in model.nodes):
        raise CannotDraw(f"There is nothing to compile in {graph.name}: it computes nothing.")
    if not lowered.is_compilable:
        host = dict.fromkeys(
            operation.type for operation in lowered.operations if operation.definition.is_host
        )
        why = f" ({', '.join(host)})" if host else ""
        raise CannotDraw(
            f"XLA does not compile {graph.name}: it has operations that run on the host, or whose "
            f"shapes depend on values{why}, and runs operation by operation."
        )
    text = _compiled(lowered, graph, tensors)
    names = [tensor.op.name for tensor in given]
    names += [placeholder.op.name for _, placeholder in graph.handles]
    results = ["result"] * len(graph.outputs)
    results += [f"new {handle.name}" for handle in lowered.written]
    reader = _Reader(text, model, names, results + ["random state"] * len(lowered.streams))
    return GraphModel(graph.name, reader.nodes, list(dict.fromkeys(reader.edges)))


def _compiled(lowered, graph, tensors) -> str:
    """Returns the text of a graph that was compiled for tensors, or for the shapes it has."""
    values = [None] * len(lowered.inputs)
    if tensors is not None:
        values = [*tensors, *(tensor for tensor, _ in graph.captures)]
    avals, known = [], {}
    for at, (placeholder, value) in enumerate(zip(lowered.inputs, values, strict=True)):
        array = getattr(value, "array", None)
        if array is not None and at in lowered.static_inputs:
            known[at] = np.asarray(array)
        elif array is not None:
            avals.append(jax.ShapeDtypeStruct(array.shape, array.dtype))
        elif placeholder.avals is None or len(placeholder.avals) > 1:
            raise CannotDraw(
                f"XLA compiles for shapes that are known: give {graph.name} tensors, not specs."
            )
        else:
            avals.append(placeholder.avals[0])
    holders = [*lowered.handles, *lowered.streams]
    avals += [avals_of(holder.shape, holder.value_dtype)[0] for holder in holders]
    positions = [at for at in range(len(values) + len(holders)) if at not in known]

    def call(*values):
        all_values = known | dict(zip(positions, values, strict=True))
        return lowered(*(all_values[at] for at in range(len(all_values))))

    # Instructions tell which argument they come from by its position among all.
    return jax.jit(call).lower(*avals).compile().as_text()


@dataclasses.dataclass(frozen=True)
class _Many:
    """The parts of a tuple, each the keys of the nodes that it comes from, or a tuple again."""

    parts: tuple


class _Reader:
    """The nodes and edges of a compiled program.

    Args:
      text: The program.
      model: The graph that it was compiled from.
      names: The keys of its arguments there.
      results: What to call its results.
    """

    def __init__(self, text, model, names, results):
        self.nodes, self.edges = [], []
        self._model, self._names = model, names
        self._first, self._computations = parse_hlo(text)
        found = self._flat(self._read(self._first, "", None))
        for at, ((key, kind), title) in enumerate(zip(found, results, strict=True)):
            self.nodes.append(Node(f"output:{at}", "output", title, "", kind, ""))
            self.edges.append(Edge(key, f"output:{at}", kind))
        self._leave_out_unused()

    def _leave_out_unused(self):
        """Leaves out what loops carry past their condition or body."""
        used = {edge.source for edge in self.edges}
        unused = {n.key for n in self.nodes if n.kind == "input" and n.scope and n.key not in used}
        self.nodes = [node for node in self.nodes if node.key not in unused]
        self.edges = [edge for edge in self.edges if edge.target not in unused]

    def _flat(self, value):
        """Returns the (key, dtype and shape) of all that a value comes from."""
        if isinstance(value, _Many):
            return [item for part in value.parts for item in self._flat(part)]
        return [value]

    def _read(self, name, scope, arguments):
        """Adds the nodes of a computation; returns its result.

        Args:
          name: The computation's name.
          scope: The scope of its nodes.
          arguments: What its parameters are; None for those of the function.
        """
        values, result = {}, None
        for instruction in self._computations[name]:
            operands = [values[name] for name in instruction.operands if name in values]
            if instruction.opcode == "parameter":
                at = int(instruction.inside)
                value = self._argument(instruction) if arguments is None else arguments[at]
            elif instruction.opcode in _PASSING:
                value = _passed(instruction, operands)
            elif instruction.opcode == "call":
                value = self._read(instruction.called["to_apply"][0], scope, operands)
            else:
                value = self._add(instruction, scope, operands)
            values[instruction.name] = value
            if instruction.is_root:
                result = value
        return result

    def _argument(self, instruction):
        found = _ARGUMENT.search(instruction.op_name)
        at = int(found[1]) if found else int(instruction.inside)
        key = self._names[at] if at < len(self._names) else instruction.name
        node = self._model.by_key.get(key)
        if node is None:
            node = Node(key, "input", "random state", "", instruction.result, "")
        else:
            node = dataclasses.replace(node, scope="", result=instruction.result, parts=())
        self.nodes.append(node)
        return node.key, instruction.result

    def _add(self, instruction, scope, operands):
        key = f"{scope}/{instruction.name}" if scope else instruction.name
        node = self._node(instruction, key, scope)
        if instruction.opcode == "while":
            self._read_loop(instruction, key, operands[0])
        elif instruction.opcode == "conditional":
            names = [name for names in instruction.called.values() for name in names]
            for at, (name, given) in enumerate(zip(names, operands[1:], strict=True)):
                self._join(self._read(name, f"{key}/branch {at}", [given]), key)
            self._join(operands[0], key)
        else:
            for operand in operands:
                self._join(operand, key)
        self.nodes.append(node)
        return key, instruction.result

    def _read_loop(self, instruction, key, given):
        for role in ("condition", "body"):
            scope = f"{key}/{role}"
            carried = given.parts if isinstance(given, _Many) else (given,)
            inside = []
            for at, part in enumerate(carried):
                (_, kind), *_ = self._flat(part)
                inputs = f"{scope}/carried {at}"
                inside.append((inputs, kind))
                self.nodes.append(Node(inputs, "input", f"carried {at}", "", kind, scope))
                self._join(part, inputs)
            inside = _Many(tuple(inside)) if isinstance(given, _Many) else inside[0]
            self._join(self._read(instruction.called[role][0], scope, [inside]), key)

    def _join(self, value, key):
        for source, kind in self._flat(value):
            self.edges.append(Edge(source, key, kind))

    def _node(self, instruction, key, scope) -> Node:
        opcode, title, kind = instruction.opcode, instruction.opcode, "operation"
        inside = [instruction]
        if opcode == "constant":
            shown = instruction.inside.strip()
            return Node(key, "constant", f"{shown:.12}", opcode, instruction.result, scope)
        if opcode == "fusion":
            inside = self._computations[instruction.called["calls"][0]]
            inside = [item for item in inside if item.opcode not in ("parameter", "constant")]
            if len(inside) > 1:
                kind, title = "fusion", f"fusion of {len(inside)}"
            elif inside:
                title = inside[0].opcode
        parts = tuple(dict.fromkeys(filter(None, map(self._part, inside))))
        holds_graphs = opcode in _HOLDING
        known = [self._model.by_key[part] for part in map(self._known, inside) if part]
        places = dict.fromkeys(place for node in known for place in node.places)
        attributes = {"instructions": ", ".join(item.opcode for item in inside)}
        attributes["attributes"] = instruction.attributes
        attributes = {name: f"{text:.{_LONGEST}}" for name, text in attributes.items() if text}
        return Node(
            key,
            "control" if holds_graphs else kind,
            title,
            opcode,
            instruction.result,
            key if holds_graphs else scope,
            attributes,
            tuple(places),
            parts,
            holds_graphs,
        )

    def _known(self, instruction) -> str:
        """Returns the key of the operation that an instruction comes from, or an empty string."""
        parts = instruction.op_name.split("/")
        while parts and parts[0].startswith("jit("):
            parts = parts[1:]
        for length in range(len(parts), 0, -1):
            key = "/".join(parts[:length])
            if key in self._model.by_key:
                return key
        return ""

    def _part(self, instruction) -> str:
        """Returns what an instruction does by the name that it has in the graph."""
        key = self._known(instruction)
        if instruction.opcode in _HOLDING:
            return key
        if key and self._model.by_key[key].kind in ("control", "gradient"):
            return f"{key}: {instruction.opcode}"
        return key


def _passed(instruction, operands):
    """Returns the value of an instruction that only brings others to a place."""
    if instruction.opcode == "tuple":
        return _Many(tuple(operands))
    (value,) = operands
    if instruction.opcode == "bitcast":
        return value
    if isinstance(value, _Many):
        index = re.search(r"index=(\d+)", instruction.attributes)
        return value.parts[int(index[1])]
    return value[0], instruction.result
