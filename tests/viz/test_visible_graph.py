"""Which nodes of a graph have boxes."""

from tfcourse.viz.graph_model import Edge, GraphModel, Node
from tfcourse.viz.visible_graph import MOST_DRAWN, VisibleGraph


def chain(count, scope=lambda at: ""):
    nodes = [Node(f"n{at}", "operation", "Op", "Op", "", scope(at)) for at in range(count)]
    edges = [Edge(f"n{at}", f"n{at + 1}", "float32[]") for at in range(count - 1)]
    return GraphModel("f", nodes, edges)


def test_a_closed_scope_stands_for_its_nodes():
    model = chain(6, lambda at: "a/b" if at < 4 else "")
    visible = VisibleGraph(model, {"a"})
    assert list(visible.boxes) == ["scope:a/b", "n4", "n5"] and visible.frames == ["a"]
    assert visible.boxes["scope:a/b"].count == 4 and visible.boxes["scope:a/b"].scope == "a"
    assert list(visible.edges) == [("scope:a/b", "n4"), ("n4", "n5")]
    assert visible.key_of("n2") == "scope:a/b" and visible.key_of("gone") == ""
    # A scope that is open inside of a closed one is not seen.
    assert list(VisibleGraph(model, {"a/b"}).boxes) == ["scope:a", "n4", "n5"]
    assert VisibleGraph(model, {"a", "a/b"}).frames == ["a", "a/b"]


def test_nodes_that_are_left_out_have_no_edges():
    visible = VisibleGraph(chain(4), (), left_out={"n2"})
    assert list(visible.boxes) == ["n0", "n1", "n3"] and list(visible.edges) == [("n0", "n1")]


def test_so_many_are_drawn_and_one_that_is_wanted_is_among_them():
    model = chain(3 * MOST_DRAWN)
    visible = VisibleGraph(model, ())
    assert len(visible.boxes) == MOST_DRAWN and visible.too_many == 2 * MOST_DRAWN
    assert len(visible.edges) == MOST_DRAWN - 1
    for wanted in ("n0", f"n{2 * MOST_DRAWN}", f"n{3 * MOST_DRAWN - 1}"):
        visible = VisibleGraph(model, (), wanted=wanted)
        assert wanted in visible.boxes and len(visible.boxes) == MOST_DRAWN


def test_only_what_is_visible_is_sent():
    from tfcourse.viz.graph_picture import GraphPicture

    picture = GraphPicture(chain(10_000, lambda at: f"s{at // 100}"))
    assert len(picture.html()) < 120_000 and len(picture.text()) < 10_000
    assert "0 of 10000 nodes; open a scope to see what is in it" in picture.text()
