"""The layers of a Keras model and what goes where, as plain data."""

import dataclasses

import tfcourse as tf


@dataclasses.dataclass(frozen=True)
class LayerNode:
    """A layer, or a nested model around its layers.

    Attributes:
      key: Its name, after those of the models around it.
      layer: The Keras object.
      group: The key of the model around it, or None.
      is_group: Whether its own layers are shown in it.
    """

    key: str
    layer: object
    group: str | None
    is_group: bool = False


@dataclasses.dataclass
class LayerGraph:
    """A model's layers.

    Attributes:
      nodes: Layers and groups, groups before what is in them.
      edges: (from, to) keys, each pair once, in order.
    """

    nodes: list[LayerNode] = dataclasses.field(default_factory=list)
    edges: dict[tuple[str, str], None] = dataclasses.field(default_factory=dict)


def layers_of(model, expand_nested=False) -> LayerGraph:
    """Returns the layers of a model; one whose `call` is the user's is one node.

    Args:
      model: A built `keras.Model`.
      expand_nested: Whether models in it are groups.
    """
    graph = LayerGraph()
    if _functional(model) is None:
        graph.nodes.append(LayerNode(model.name, model, None))
    else:
        _collect(graph, model, "", None, expand_nested)
    return graph


def _functional(model):
    """Returns the functional model that knows how layers are called, or None."""
    inner = model._functional if isinstance(model, tf.keras.Sequential) else model
    return inner if hasattr(inner, "_nodes_by_depth") else None


def _collect(graph, model, prefix, group, expand_nested):
    """Adds the layers of a model; returns the keys that its inputs enter and its outputs leave."""
    functional, ends = _functional(model), {}
    for operation in functional.operations:
        key = prefix + operation.name
        is_group = (
            expand_nested
            and isinstance(operation, tf.keras.Model)
            and _functional(operation) is not None
        )
        graph.nodes.append(LayerNode(key, operation, group, is_group))
        ends[id(operation)] = (
            _collect(graph, operation, f"{key}/", key, True) if is_group else ([key], [key])
        )
    # A layer may also be called in other models.
    for nodes in functional._nodes_by_depth.values():
        for node in nodes:
            for tensor in node.input_tensors:
                for source in _ends_of(tensor, ends)[1]:
                    for target in ends[id(node.operation)][0]:
                        graph.edges[source, target] = None
    firsts = [key for tensor in functional.inputs for key in _ends_of(tensor, ends)[0]]
    lasts = [key for tensor in functional.outputs for key in _ends_of(tensor, ends)[1]]
    return firsts, lasts


def _ends_of(tensor, ends):
    return ends[id(tensor._keras_history.operation)]
