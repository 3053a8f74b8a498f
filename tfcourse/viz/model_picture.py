"""A Keras model drawn layer by layer: what `plot_model` shows where Graphviz is missing."""

import dataclasses

import tfcourse as tf
from tfcourse.viz.drawing import Box, Drawing, Label, Path
from tfcourse.viz.layout import LayoutNode, layout
from tfcourse.viz.model_graph import layers_of
from tfcourse.viz.picture import CannotDraw, Picture
from tfcourse.viz.text_width import text_width

_LINE, _SIZE, _SMALL, _MARGIN = 15.0, 12.0, 10.5, 10.0


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
        sizes = {key: self._size(key) for key in self._nodes}
        if self._is_wide:
            sizes = {key: (height, width) for key, (width, height) in sizes.items()}
        boxes = [
            LayoutNode(key, *sizes[key], node.group, node.is_group)
            for key, node in self._nodes.items()
        ]
        placed = layout(boxes, list(self._edges))
        width, height = self._turned((placed.width, placed.height))
        drawing = Drawing(width + 2 * _MARGIN, height + 2 * _MARGIN)
        places = {}
        for key, (x, y, along, down) in placed.boxes.items():
            places[key] = (*self._moved((x, y)), *self._turned((along, down)))
        for key, node in self._nodes.items():
            if node.is_group:
                x, y, *_ = places[key]
                drawing.add(
                    Box(*places[key], "faint", 0.06, 8, 1, key, key),
                    Label(x + 8, y + 14, node.layer.name, 11, role="faint"),
                )
        for (source, target), line in zip(self._edges, placed.lines, strict=True):
            points = tuple(map(self._moved, line))
            drawing.add(Path(points, "faint", 1.2, arrow=True, title=f"{source} -> {target}"))
        for key, node in self._nodes.items():
            if not node.is_group:
                self._draw_layer(drawing, key, node, places[key])
        return drawing

    def _size(self, key):
        first, *others = self._lines[key]
        widths = [text_width(first, _SIZE) * 1.1, *(text_width(line, _SMALL) for line in others)]
        height = 18.0 if self._nodes[key].is_group else _LINE * len(widths) + 12
        return max(widths) + 20, height

    def _turned(self, pair):
        return pair[::-1] if self._is_wide else pair

    def _moved(self, point):
        x, y = self._turned(point)
        return x + _MARGIN, y + _MARGIN

    def _draw_layer(self, drawing, key, node, place):
        x, y, width, _ = place
        is_input = isinstance(node.layer, tf.keras.layers.InputLayer)
        drawing.add(Box(*place, "input" if is_input else "operation", 0.3, 4, 1.2, key, key))
        first, *others = self._lines[key]
        middle = x + width / 2
        drawing.add(Label(middle, y + _LINE + 2, first, _SIZE, "middle", bold=True))
        for at, line in enumerate(others, 2):
            drawing.add(Label(middle, y + _LINE * at + 2, line, _SMALL, "middle"))
