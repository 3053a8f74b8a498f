"""Layouts: nothing overlaps, groups hold their members, lines end at their boxes."""

import itertools
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tfcourse.viz.layout import LayoutNode, layout, layout_plainly

WAYS = pytest.mark.parametrize("place", [layout, layout_plainly])


@st.composite
def graphs(draw):
    count = draw(st.integers(0, 12))
    keys = [f"node{index}" for index in range(count)]
    groups = draw(st.lists(st.sampled_from([None, "g", "h"]), min_size=count, max_size=count))
    nodes = [LayoutNode("g", 40, 16, None, True), LayoutNode("h", 40, 16, "g", True)]
    nodes = [*nodes, *(LayoutNode(k, 60, 24, g) for k, g in zip(keys, groups, strict=True))]
    used = {"g", "h"} & set(groups)
    used |= {"g"} if "h" in used else set()
    nodes = [node for node in nodes if not node.is_group or node.key in used]
    pairs = list(itertools.combinations(keys, 2))
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    return nodes, edges


def overlap(first, second):
    (x, y, width, height), (u, v, wide, high) = first, second
    return x < u + wide and u < x + width and y < v + high and v < y + height


def touches(point, box):
    (x, y), (left, top, width, height) = point, box
    return left - 1 <= x <= left + width + 1 and top - 1 <= y <= top + height + 1


@WAYS
@settings(max_examples=40)
@given(graphs())
def test_boxes_stand_apart_and_lines_join_them(place, graph):
    nodes, edges = graph
    placed = place(nodes, edges)
    assert set(placed.boxes) == {node.key for node in nodes} and len(placed.lines) == len(edges)
    leaves = [node for node in nodes if not node.is_group]
    for first, second in itertools.combinations(leaves, 2):
        assert not overlap(placed.boxes[first.key], placed.boxes[second.key])
    for node in nodes:
        x, y, width, height = placed.boxes[node.key]
        assert -1e-6 <= x <= placed.width and -1e-6 <= y <= placed.height
        if node.group:
            left, top, wide, high = placed.boxes[node.group]
            assert left <= x and top <= y and x + width <= left + wide + 1e-6
            assert y + height <= top + high + 1e-6
    for (source, target), line in zip(edges, placed.lines, strict=True):
        assert touches(line[0], placed.boxes[source]) and touches(line[-1], placed.boxes[target])


@WAYS
def test_results_stand_below_what_they_come_from(place):
    nodes = [LayoutNode(key, 60, 24) for key in "abc"]
    placed = place(nodes, [("a", "b"), ("b", "c"), ("a", "c")])
    tops = [placed.boxes[key][1] for key in "abc"]
    assert tops == sorted(tops) and len(set(tops)) == 3


@WAYS
def test_a_cycle_is_placed_too(place):
    nodes = [LayoutNode(key, 60, 24) for key in "abc"]
    placed = place(nodes, [("a", "b"), ("b", "c"), ("c", "b")])
    assert len(placed.boxes) == 3


def test_without_the_library_the_plain_way_is_taken(monkeypatch):
    monkeypatch.setitem(sys.modules, "graphlay", None)
    nodes = [LayoutNode("a", 60, 24), LayoutNode("b", 60, 24)]
    assert layout(nodes, [("a", "b")]) == layout_plainly(nodes, [("a", "b")])


def test_the_same_graph_is_placed_the_same_way():
    nodes = [LayoutNode(str(index), 60, 24) for index in range(30)]
    edges = [(str(index // 2), str(index)) for index in range(1, 30)]
    assert layout(nodes, edges) == layout(nodes, edges)
