"""The nodes of graphs."""

from tfcourse.core.devices import requested_device
from tfcourse.core.export import export
from tfcourse.core.op import Op
from tfcourse.core.stack import user_frames
from tfcourse.core.symbolic import SymbolicTensor

_GRAPHS_OF = {"If": ("then_branch", "else_branch"), "While": ("cond", "body")}


@export("Operation")
class Operation:
    """A node of a graph.

    Attributes:
      name: Its unique name, with its scopes.
      definition: The `Op` it applies.
      inputs: Flat operands, `SymbolicTensor`s.
      outputs: Its results, `SymbolicTensor`s.
      attributes: The op's attributes, in order.
      counts: Lengths of list operands, None for single ones.
      control_inputs: Operations that must run before it.
      graph: The graph that holds it.
      device: The device asked for, or an empty string.
      frames: Where in the user's code it was made, outermost first.
      streams: The random streams that it draws from.

    Source: `tf.Operation`.
    """

    __slots__ = (
        "attributes",
        "control_inputs",
        "counts",
        "definition",
        "device",
        "frames",
        "graph",
        "inputs",
        "name",
        "outputs",
        "streams",
    )

    def __init__(self, graph, definition, name, inputs, attributes, counts, dtypes_and_avals):
        self.graph = graph
        self.definition = definition
        self.name = name
        self.inputs = tuple(inputs)
        self.attributes = attributes
        self.counts = counts
        self.control_inputs = graph.control_inputs_of(self.inputs)
        self.device = requested_device()
        self.frames = user_frames()
        self.streams = definition.streams(attributes)
        self.outputs = [
            SymbolicTensor(self, index, dtype, avals)
            for index, (dtype, avals) in enumerate(dtypes_and_avals)
        ]

    @property
    def type(self) -> str:
        """The op type, such as `AddV2`."""
        return self.definition.type

    def values(self):
        """Returns the results as a tuple."""
        return tuple(self.outputs)

    def get_attr(self, name):
        """Returns an attribute of the op.

        Args:
          name: TensorFlow's name of it (`T`, `N`, `keep_dims`); `then_branch`, `else_branch`,
            `cond`, `body` and `branches` are graphs.

        Raises:
          ValueError: if there is none of that name.
        """
        graphs = self.definition.graphs
        if graphs:
            kind = self.type.removeprefix("Stateless")
            if kind == "Case" and name == "branches":
                return list(graphs)
            if name in _GRAPHS_OF.get(kind, ()):
                return graphs[_GRAPHS_OF[kind].index(name)]
        if name in self.definition.attribute_names:
            return self.attributes[self.definition.attribute_names.index(name)]
        position = 0
        for argument, count in zip(self.definition.inputs, self.counts, strict=True):
            if argument.attribute == name:
                return self.inputs[position].dtype
            if argument.count == name:
                return count
            position += 1 if count is None else count
        raise ValueError(f"Operation '{self.name}' has no attr named '{name}'.")

    def __repr__(self):
        return f"<tf.Operation '{self.name}' type={self.type}>"


class Constant:
    """The value of a `Const` operation; as an attribute it is hashed by identity."""

    __slots__ = ("array",)

    def __init__(self, array):
        self.array = array

    def __repr__(self):
        return repr(self.array)


def _stands_alone(*_):
    raise AssertionError("This operation is run by the graph that holds it.")


CONST = Op("Const", _stands_alone, operands=())
PLACEHOLDER = Op("Placeholder", _stands_alone, operands=())
RESOURCE = Op("VarHandleOp", _stands_alone, operands=(), is_stateful=True)
