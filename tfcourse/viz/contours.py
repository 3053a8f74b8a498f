"""Lines of equal height over a grid: marching squares."""

import numpy as np


def contour_lines(values, level: float) -> list[np.ndarray]:
    """Returns the lines along which a height is a level.

    Args:
      values: Heights on a grid, [rows, columns]; NaN where there is none.
      level: The height.

    Returns:
      Arrays of shape [points, 2]: columns and rows, between the grid's points too. A line that is
      closed ends where it begins.

    Example:
      >>> contour_lines([[0.0, 2.0], [0.0, 2.0]], 1.0)[0].tolist()
      [[0.5, 0.0], [0.5, 1.0]]
    """
    values = np.asarray(values, np.float64)
    neighbours: dict[tuple, list[tuple]] = {}
    is_above = values > level
    crosses = is_above[1:, 1:] != is_above[:-1, :-1]
    crosses |= is_above[1:, :-1] != is_above[:-1, 1:]
    crosses |= is_above[1:, :-1] != is_above[:-1, :-1]
    whole = np.isfinite(values)
    crosses &= whole[1:, 1:] & whole[1:, :-1] & whole[:-1, 1:] & whole[:-1, :-1]
    for row, column in np.argwhere(crosses).tolist():
        for one, two in _segments(is_above, row, column):
            neighbours.setdefault(one, []).append(two)
            neighbours.setdefault(two, []).append(one)
    lines = []
    # Lines that end somewhere before those that are closed.
    for start in sorted(neighbours, key=lambda edge: len(neighbours[edge])):
        edges = [start]
        while following := neighbours.get(edges[-1]):
            edge = following.pop()
            neighbours[edge].remove(edges[-1])
            edges.append(edge)
        if len(edges) > 1:
            lines.append(np.array([_place(values, level, edge) for edge in edges]))
    return lines


def _segments(is_above, row, column):
    """Yields pairs of sides of a square between which the line runs.

    A side is (row, column, whether it goes down), from its upper or left end.
    """
    corners = is_above[row : row + 2, column : column + 2]
    sides = {
        "top": ((row, column, False), corners[0, 0] != corners[0, 1]),
        "right": ((row, column + 1, True), corners[0, 1] != corners[1, 1]),
        "bottom": ((row + 1, column, False), corners[1, 0] != corners[1, 1]),
        "left": ((row, column, True), corners[0, 0] != corners[1, 0]),
    }
    crossed = [side for side, is_crossed in sides.values() if is_crossed]
    yield crossed[0], crossed[1]
    if len(crossed) == 4:
        yield crossed[2], crossed[3]


def _place(values, level, edge):
    """Returns column and row of the point on a side that has the level."""
    row, column, goes_down = edge
    before = values[row, column]
    after = values[row + 1, column] if goes_down else values[row, column + 1]
    share = (level - before) / (after - before)
    return (column, row + share) if goes_down else (column + share, row)
