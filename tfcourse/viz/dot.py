"""Graphs in the language of Graphviz."""

from tfcourse.viz.boxes_and_lines import GraphBox, GraphLine
from tfcourse.viz.colours import colour

_SHAPES = {
    **{"rectangle": "box", "pill": "ellipse", "parallelogram": "parallelogram"},
    **{"trapezoid": "invtrapezium", "hexagon": "hexagon", "octagon": "octagon", "house": "house"},
}


def quoted(text: str) -> str:
    r"""Returns text as a string of the language: no line of it can end the string.

    Example:
      >>> print(quoted('a "b"'))
      "a \"b\""
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    lines = "\\n".join(escaped.splitlines()) or ""
    return '"' + "".join(item for item in lines if item.isprintable()) + '"'


def to_dot(name: str, boxes: list[GraphBox], lines: list[GraphLine]) -> str:
    """Returns a graph as Graphviz reads it: frames are clusters.

    Args:
      name: The graph's name.
      boxes: Frames come before what is in them.
      lines: Between boxes that are no frames.
    """
    inside: dict[str | None, list[GraphBox]] = {}
    for box in boxes:
        inside.setdefault(box.group, []).append(box)
    written = [f"digraph {quoted(name)} {{"]
    written.append('  node [fontname="sans-serif", fontsize=11, style=filled];')
    written.append('  edge [fontname="sans-serif", fontsize=9];')
    written += _members(None, inside, "  ")
    for line in lines:
        style = ', style="dashed"' if line.is_dashed else ""
        look = f"label={quoted(line.label)}, color={quoted(colour(line.role, '#1a1a1a'))}{style}"
        written.append(f"  {quoted(line.source)} -> {quoted(line.target)} [{look}];")
        if line.has_gradient:
            look = f"color={quoted(colour('gradient'))}, constraint=false"
            written.append(f"  {quoted(line.target)} -> {quoted(line.source)} [{look}];")
    return "\n".join([*written, "}", ""])


def _members(group, inside, indent):
    """Returns the lines of what is in a frame, or outside of all."""
    written = []
    for box in inside.get(group, ()):
        if box.is_frame:
            written.append(f"{indent}subgraph {quoted('cluster_' + box.key)} {{")
            written.append(f"{indent}  label={quoted(box.lines[0])};")
            written += _members(box.key, inside, indent + "  ")
            written.append(f"{indent}}}")
            continue
        text = "\n".join([*box.lines, box.tag] if box.tag else box.lines)
        shape = _SHAPES[box.shape]
        # A colour with its opacity, as in the other formats.
        look = f"label={quoted(text)}, shape={shape}, fillcolor={quoted(colour(box.role) + '4d')}"
        written.append(f"{indent}{quoted(box.key)} [{look}];")
    return written
