"""Where the nodes and lines of a graph go: the one place that knows which library decides it.

graphlay does (layers, lines that go round nodes, groups around their members). Where there is no
wheel of it, longest paths give the layers and barycentres the order within, and lines are straight.
"""

import collections
import dataclasses

_GAP, _PADDING = 34.0, 12.0


@dataclasses.dataclass(frozen=True)
class LayoutNode:
    """A box to be placed, or a group of boxes.

    Attributes:
      key: Its name.
      width: Its width; of a group, the room that its title needs.
      height: Its height; of a group, that of its title.
      group: The key of the group around it, or None.
      is_group: Whether it is a group: as large as what is in it.
    """

    key: str
    width: float
    height: float
    group: str | None = None
    is_group: bool = False


@dataclasses.dataclass(frozen=True)
class Layout:
    """Where everything is, in pixels from the upper left corner.

    Attributes:
      boxes: (x, y, width, height) of each node, by key.
      lines: For each edge the (x, y) of its points, from border to border.
      width: Of all of it.
      height: Of all of it.
    """

    boxes: dict[str, tuple[float, float, float, float]]
    lines: list[tuple[tuple[float, float], ...]]
    width: float
    height: float


def layout(nodes: list[LayoutNode], edges: list[tuple[str, str]]) -> Layout:
    """Places a graph in layers from top to bottom.

    Args:
      nodes: Its boxes and groups; no group is inside of itself.
      edges: (from, to) keys of boxes.
    """
    try:
        import graphlay
    except ModuleNotFoundError:
        return layout_plainly(nodes, edges)
    number = {node.key: index for index, node in enumerate(nodes)}
    header = max((node.height for node in nodes if node.is_group), default=0.0)
    graph = graphlay.Graph()
    for node in nodes:
        parent = {} if node.group is None else {"parent": number[node.group]}
        graph.node(number[node.key], width=node.width, height=node.height, **parent)
    for source, target in edges:
        graph.edge(number[source], number[target])
    spacing = {"layer_gap": _GAP, "node_gap": 24.0, "compound_padding": _PADDING}
    options = {
        "direction": "topbottom",
        "spacing": spacing | {"compound_header": header},
        "routing": {"bundle_parallel": False},
    }
    placed = graphlay.layout(graph, options=options)
    boxes = {}
    for node, found in zip(nodes, placed.nodes, strict=True):
        centre, size = found["center"], found["size"]
        width, height = size["width"], size["height"]
        boxes[node.key] = (centre["x"] - width / 2, centre["y"] - height / 2, width, height)
    lines = [tuple((point["x"], point["y"]) for point in edge["points"]) for edge in placed.edges]
    return _moved(boxes, lines)


def _moved(boxes, lines) -> Layout:
    """Returns a layout that begins in the upper left corner."""
    points = [point for line in lines for point in line]
    points += [(x, y) for x, y, _, _ in boxes.values()]
    points += [(x + width, y + height) for x, y, width, height in boxes.values()]
    if not points:
        return Layout({}, [], 0.0, 0.0)
    left, top = (min(values) for values in zip(*points, strict=True))
    right, bottom = (max(values) for values in zip(*points, strict=True))
    return Layout(
        {key: (x - left, y - top, width, height) for key, (x, y, width, height) in boxes.items()},
        [tuple((x - left, y - top) for x, y in line) for line in lines],
        right - left,
        bottom - top,
    )


def layout_plainly(nodes: list[LayoutNode], edges: list[tuple[str, str]]) -> Layout:
    """Does what `layout` does without a library: straight lines, which may cross boxes."""
    known = {node.key: node for node in nodes}
    leaves = [node for node in nodes if not node.is_group]
    sources = collections.defaultdict(list)
    for source, target in edges:
        sources[target].append(source)
    depths = _depths([node.key for node in leaves], sources)
    groups = {node.key: _groups_of(node, known) for node in leaves}
    centres, boxes, top = {}, {}, 0.0
    layers = collections.defaultdict(list)
    for node in leaves:
        layers[depths[node.key]].append(node)
    for depth in sorted(layers):
        # What shares a group stays together, in the order of what it comes from.
        layer = sorted(
            layers[depth],
            key=lambda node: (
                groups[node.key],
                _mean([centres[source] for source in sources[node.key] if source in centres]),
            ),
        )
        left = -(sum(node.width for node in layer) + 24.0 * (len(layer) - 1)) / 2
        for node in layer:
            boxes[node.key] = (left, top, node.width, node.height)
            centres[node.key] = left + node.width / 2
            left += node.width + 24.0
        top += max(node.height for node in layer) + _GAP
    lines = [
        (
            (centres[source], boxes[source][1] + boxes[source][3]),
            (centres[target], boxes[target][1]),
        )
        for source, target in edges
    ]
    return _moved(boxes | _around(nodes, boxes, known), lines)


def _depths(keys, sources):
    """Returns the length of the longest path to each key; a cycle is cut where it is met."""
    depths, begun = {}, set()
    for root in keys:
        stack = [root]
        while stack:
            key = stack[-1]
            waiting = [s for s in sources[key] if s not in depths and s not in begun]
            if waiting and key not in depths:
                begun.add(key)
                stack += waiting
                continue
            stack.pop()
            if key not in depths:
                depths[key] = max((depths.get(s, -1) + 1 for s in sources[key]), default=0)
    return depths


def _groups_of(node, known):
    """Returns the keys of the groups around a node, outermost first."""
    groups = []
    while node.group is not None:
        node = known[node.group]
        groups.insert(0, node.key)
    return groups


def _mean(values):
    return sum(values) / len(values) if values else 0.0


def _around(nodes, boxes, known):
    """Returns a box around the members of each group."""
    members = collections.defaultdict(list)
    for key in list(boxes):
        for depth, group in enumerate(reversed(_groups_of(known[key], known)), 1):
            members[group].append((boxes[key], depth))
    around = {}
    for group, inside in members.items():
        pad = [_PADDING * depth for _, depth in inside]
        left = min(box[0] - p for (box, _), p in zip(inside, pad, strict=True))
        top = min(box[1] - p for (box, _), p in zip(inside, pad, strict=True))
        right = max(box[0] + box[2] + p for (box, _), p in zip(inside, pad, strict=True))
        bottom = max(box[1] + box[3] + p for (box, _), p in zip(inside, pad, strict=True))
        top -= known[group].height
        around[group] = (left, top, right - left, bottom - top)
    return around
