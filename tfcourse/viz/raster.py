"""Drawings as PNG, drawn by matplotlib, which is loaded for the first of them.

GitHub shows no SVG, and a picture in a document wants one that looks the same everywhere: dark on
white.
"""

import io

from tfcourse.viz.colours import colour
from tfcourse.viz.drawing import Box, Dot, Drawing, Label, Path, Pixels

_DOTS = 96  # an inch of a drawing
_INK, _PAPER = "#1a1a1a", "#ffffff"
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}
# Of a pixel in the points that matplotlib measures lines and text by.
_POINT = 72 / _DOTS


def to_png(drawing: Drawing, scale: float = 2.0) -> bytes:
    """Returns a drawing as a PNG file.

    Args:
      drawing: What to draw.
      scale: Pixels of the file for one of the drawing.

    Raises:
      ModuleNotFoundError: matplotlib is not installed.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure((drawing.width / _DOTS, drawing.height / _DOTS), facecolor=_PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, drawing.width), ylim=(drawing.height, 0))
    axes.set_axis_off()
    for order, mark in enumerate(drawing.marks):
        _DRAW[type(mark)](axes, mark, order)
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=_DOTS * scale, metadata={"Software": None})
    return file.getvalue()


def _box(axes, mark, order):
    from matplotlib.colors import to_rgba
    from matplotlib.patches import FancyBboxPatch, Polygon

    paint = colour(mark.role, _INK)
    look = {
        "facecolor": to_rgba(paint, mark.filling),
        "edgecolor": paint if mark.line else "none",
        "linewidth": mark.line * _POINT,
        "zorder": order,
    }
    if mark.shape != "rectangle":
        axes.add_patch(Polygon(mark.corners(), **look))
        return
    radius = min(mark.radius, mark.width / 2, mark.height / 2)
    patch = FancyBboxPatch(
        (mark.x, mark.y),
        mark.width,
        mark.height,
        boxstyle=f"round,pad=0,rounding_size={radius}" if radius > 0 else "square,pad=0",
        **look,
    )
    axes.add_patch(patch)


def _dot(axes, mark, order):
    from matplotlib.patches import Circle

    paint = colour(mark.role, _INK)
    axes.add_patch(Circle((mark.x, mark.y), mark.radius, color=paint, linewidth=0, zorder=order))


def _path(axes, mark, order):
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path as Outline

    axes.add_patch(
        FancyArrowPatch(
            path=Outline(mark.points),
            arrowstyle="-|>,head_length=3.2,head_width=1.8" if mark.arrow else "-",
            color=colour(mark.role, _INK),
            linewidth=mark.line * _POINT,
            linestyle=(0, (4, 2.4)) if mark.dashed else "-",
            shrinkA=0,
            shrinkB=0,
            mutation_scale=1,
            joinstyle="round",
            capstyle="butt",
            zorder=order,
        )
    )


def _label(axes, mark, order):
    if mark.is_detail:
        return
    axes.text(
        mark.x,
        mark.y,
        mark.text,
        fontsize=mark.size * _POINT,
        family="DejaVu Sans",
        color=colour(mark.role, _INK),
        ha=_ANCHORS[mark.anchor],
        va="baseline",
        weight="bold" if mark.bold else "normal",
        # A dollar sign is one, not the start of a formula.
        parse_math=False,
        zorder=order,
    )


def _pixels(axes, mark, order):
    extent = (mark.x, mark.x + mark.width, mark.y + mark.height, mark.y)
    axes.imshow(mark.values, extent=extent, aspect="auto", interpolation="nearest", zorder=order)


_DRAW = {Box: _box, Dot: _dot, Path: _path, Label: _label, Pixels: _pixels}
