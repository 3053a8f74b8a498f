"""Drawings as SVG that reads on light and dark pages: ink is the colour of the page's text."""

import base64
import functools
import html
import itertools

from tfcourse.ops.png import write_png
from tfcourse.viz.colours import colour
from tfcourse.viz.drawing import Box, Dot, Drawing, Label, Path, Pixels
from tfcourse.viz.text_width import FONTS

_numbers = itertools.count(1)


def unique(prefix: str) -> str:
    """Returns a name that no other picture of this process has, for ids within a page."""
    return f"tfcourse-{prefix}-{next(_numbers)}"


def to_svg(drawing: Drawing, label: str, ink: str = "currentColor", paper: str = "") -> str:
    """Returns a drawing as an SVG element.

    Args:
      drawing: What to draw.
      label: What the picture shows, for those who cannot see it.
      ink: The colour of ink: the page's, if none is given.
      paper: The colour of the background; transparent if empty.
    """
    arrows = {mark.role for mark in drawing.marks if isinstance(mark, Path) and mark.arrow}
    ids = {role: unique("arrow") for role in sorted(arrows)}
    width, height = _number(drawing.width), _number(drawing.height)
    heads = "".join(
        f'<marker id="{identity}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" orient="auto-start-reverse"><path d="M0,0 L8,4 L0,8 Z" '
        f'fill="{colour(role, ink)}"/></marker>'
        for role, identity in ids.items()
    )
    background = f'<rect width="100%" height="100%" fill="{paper}"/>' if paper else ""
    marks = "".join(_mark(mark, ink, ids) for mark in drawing.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(label)}" '
        f'font-family="{FONTS}" style="max-width:100%;height:auto">'
        f"{f'<defs>{heads}</defs>' if heads else ''}{background}{marks}</svg>"
    )


@functools.lru_cache(2**13)
def _number(value: float) -> str:
    """Returns a coordinate: a hundredth of a pixel is more than anyone sees."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _mark(mark, ink, arrows) -> str:
    if isinstance(mark, Label):
        return _label(mark, ink)
    if isinstance(mark, Pixels):
        place = _attributes(x=mark.x, y=mark.y, width=mark.width, height=mark.height)
        return (
            f'<image {place} preserveAspectRatio="none" style="image-rendering:pixelated" '
            f'href="data:image/png;base64,{base64.b64encode(write_png(mark.values)).decode()}"/>'
        )
    paint = colour(mark.role, ink)
    if isinstance(mark, Box):
        line = f' stroke="{paint}" stroke-width="{_number(mark.line)}"' if mark.line else ""
        inside = f'fill="{paint}" fill-opacity="{_number(mark.filling)}"'
        if mark.shape != "rectangle":
            return _element("polygon", f'points="{_points(mark.corners())}" {inside}{line}', mark)
        place = _attributes(
            x=mark.x, y=mark.y, width=mark.width, height=mark.height, rx=mark.radius
        )
        return _element("rect", f"{place} {inside}{line}", mark)
    if isinstance(mark, Dot):
        place = _attributes(cx=mark.x, cy=mark.y, r=mark.radius)
        return _element("circle", f'{place} fill="{paint}"', mark)
    dashes = ' stroke-dasharray="5 3"' if mark.dashed else ""
    arrow = f' marker-end="url(#{arrows[mark.role]})"' if mark.arrow else ""
    return _element(
        "polyline",
        f'points="{_points(mark.points)}" fill="none" stroke="{paint}" '
        f'stroke-width="{_number(mark.line)}" stroke-linejoin="round"{dashes}{arrow}',
        mark,
    )


def _points(points) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _attributes(**values) -> str:
    return " ".join(f'{name}="{_number(value)}"' for name, value in values.items())


def _element(tag, attributes, mark) -> str:
    if mark.key:
        attributes += f' data-key="{html.escape(mark.key)}"'
    if not mark.title:
        return f"<{tag} {attributes}/>"
    return f"<{tag} {attributes}><title>{html.escape(mark.title)}</title></{tag}>"


def _label(mark, ink) -> str:
    anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
    bold = ' font-weight="bold"' if mark.bold else ""
    # A front end that makes the picture larger shows it.
    detail = ' data-detail="" visibility="hidden"' if mark.is_detail else ""
    return (
        f'<text {_attributes(x=mark.x, y=mark.y)} font-size="{_number(mark.size)}" '
        # What text lies on is what is pointed at.
        f'fill="{colour(mark.role, ink)}"{anchor}{bold}{detail} '
        'xml:space="preserve" pointer-events="none">'
        f"{html.escape(mark.text)}</text>"
    )
