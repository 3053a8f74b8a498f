"""A Keras model drawn layer by layer: what `plot_model` shows where Graphviz is missing."""

import dataclasses
import math

import tfcourse as tf
from tfcourse.viz.boxes_and_lines import GraphBox, GraphLine, draw_graph
from tfcourse.viz.drawing import Drawing
from tfcourse.viz.model_graph import layers_of
from tfcourse.viz.picture import CannotDraw, Picture


@dataclasses.dataclass(frozen=True)
class Shown:
    """What boxes say of a layer besides its class: the arguments of `plot_model`.

    Attributes:
      names: Its name.
      shapes: The shapes of what it takes and gives.
      dtypes: The dtype that it computes in.
      activations: Its activation.
      trainable: Whether it is trained.
    """

    names: bool = True
    shapes: bool = False
    dtypes: bool = False
    activations: bool = False
    trainable: bool = False

    def lines(self, layer) -> list[str]:
        """Returns what a layer's box says, line by line."""
        kind = type(layer).__name__
        found = [f"{layer.name} ({kind})" if self.names else kind]
        activation = getattr(layer, "activation", None)
        if self.activations and activation is not None:
            found.append(f"activation: {getattr(activation, '__name__', activation)}")
        if self.shapes:
            ends = [_shape_of(layer, "input"), _shape_of(layer, "output")]
            # An input layer takes nothing.
            found.append(" -> ".join(filter(None, ends)))
        if self.dtypes:
            found.append(f"dtype: {getattr(layer, 'compute_dtype', None) or 'unknown'}")
        if self.trainable and getattr(layer, "weights", None):
            found.append("trainable" if layer.trainable else "not trainable")
        return found


def _shape_of(layer, end) -> str:
    """Returns the shape that a layer takes (`input`) or gives (`output`), as text."""
    try:
        tensors = getattr(layer, end)
    except (AttributeError, ValueError):
        # Called more than once, or never on symbolic tensors.
        return "?"
    shapes = [str(tuple(tensor.shape)) for tensor in tf.nest.flatten(tensors)]
    return ", ".join(shapes)


class ModelPicture(Picture):
    """The layers of a model and what goes where.

    Args:
      model: A built `keras.Model`; one whose `call` is the user's is a single box.
      shown: What boxes say.
      is_wide: Whether it runs from left to right, not from top to bottom.
      expand_nested: Whether models in it are frames around their layers.

    Raises:
      CannotDraw: It is something else, or is not built.
    """

    can_move = True

    def __init__(self, model, shown: Shown | None = None, is_wide=False, expand_nested=False):
        if not isinstance(model, tf.keras.Model):
            raise CannotDraw(f"A Keras model is needed; got {model!r:.80}.")
        if not model.built:
            raise CannotDraw(f"The model {model.name} is not built: call it on a batch first.")
        shown = shown or Shown()
        graph = layers_of(model, expand_nested)
        self._name, self._is_wide = model.name, is_wide
        self._nodes = {node.key: node for node in graph.nodes}
        self._edges = graph.edges
        self._lines = {
            node.key: [node.layer.name] if node.is_group else shown.lines(node.layer)
            for node in graph.nodes
        }

    @property
    def label(self) -> str:
        """What it shows."""
        count = sum(not node.is_group for node in self._nodes.values())
        return f"model {self._name}: {count} {'layer' if count == 1 else 'layers'}"

    def text(self) -> str:
        """Returns a line for each layer: what it is, and what it takes."""
        lines = [self.label]
        for key, node in self._nodes.items():
            if not node.is_group:
                takes = [other for other in self._nodes if (other, key) in self._edges]
                taken = f"  <- {', '.join(takes)}" if takes else ""
                lines.append(f"  {'; '.join(self._lines[key])}{taken}")
        return "\n".join(lines)

    def drawing(self) -> Drawing:
        """Returns a box for each layer, frames for nested models, and arrows."""
        lines = [
            GraphLine(source, target, title=f"{source} -> {target}")
            for source, target in self._edges
        ]
        return draw_graph(list(map(self._box, self._nodes)), lines, is_wide=self._is_wide)

    def _box(self, key):
        node = self._nodes[key]
        is_input = isinstance(node.layer, tf.keras.layers.InputLayer)
        return GraphBox(
            key,
            tuple(self._lines[key]),
            "input" if is_input else "operation",
            group=node.group,
            is_frame=node.is_group,
            title=key,
            is_bold=True,
            widest=math.inf,
        )
