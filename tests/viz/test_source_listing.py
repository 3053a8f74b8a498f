"""The code beside a graph: which lines are shown, and what they lead to."""

import linecache

import pytest

import tfcourse as tf
from tfcourse.viz.graph_model import GraphModel, Node
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.source_listing import key_of_line, place_of_line, source_listing
from tfcourse.viz.traced_call import traced_call


@tf.function
def step(x):
    y = tf.sin(x)
    # Nothing is made here: <b> & "quotes".
    return y * 2.0


@pytest.fixture(scope="module")
def call():
    return traced_call(step, tf.constant(1.0))


def listing_of(*places):
    nodes = [
        Node(f"n{at}", "operation", "", "", "", "", places=(p,)) for at, p in enumerate(places)
    ]
    return source_listing(GraphModel("f", nodes, []), set())


def written(lines):
    name = f"<written {len(linecache.cache)}>"
    text = "".join(f"{line}\n" for line in lines)
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    return name


def test_a_node_leads_to_its_line_and_back(call):
    (place,) = call.model.by_key["Sin"].places
    key = key_of_line(call.model, place)
    assert place_of_line(call.model, key) == place
    by_node, by_line = (GraphPicture(call, selected=chosen) for chosen in ("Sin", key))
    marked = [line for line in by_node.html().splitlines() if "aria-current" in line]
    assert len(marked) == 1 and "y = tf.sin(x)" in marked[0]
    assert '<table aria-label="line ' in by_line.html() and "go to Sin" in by_line.html()
    product = call.model.by_key["mul"].places[0]
    both = GraphPicture(call, selected=key_of_line(call.model, product))
    lines = {box.key: box.outline for box in both._boxes()}
    assert lines["mul"] == lines["mul/y"] == 3.0 and lines["Sin"] == 1.2


def test_code_is_escaped(call):
    shown = GraphPicture(call).html()
    assert "&lt;b&gt; &amp; &quot;quotes&quot;" in shown and "<b>" not in shown
    assert "def step(x):" in shown and "@tf.function" in shown


@pytest.mark.parametrize("key", ["line:9:1", "line:a:b", "line:0", "line:", "0:1", "Sin", ""])
def test_what_is_no_line(call, key):
    assert place_of_line(call.model, key) is None
    assert GraphPicture(call, selected=key).svg()


def test_long_functions_are_cut_around_what_made_nodes():
    name = written(["def f():", *(f"    x{at} = {at}" for at in range(200))])
    shown = listing_of((name, 100), (name, 150))
    assert "def f():" in shown and "x98 = " in shown and "x120 = " not in shown and "⋮" in shown


def test_very_much_code_is_not_shown_whole():
    files = [
        written([line for at in range(30) for line in (f"def f{at}():", *(["    x = 1"] * 40))])
        for _ in range(2)
    ]
    shown = listing_of(*((name, 2 + 41 * at) for name in files for at in range(30)))
    assert "more lines" in shown and shown.count("\n") < 220


def test_code_that_is_not_there_or_does_not_parse():
    assert listing_of(("<nowhere>", 3)) == ""
    name = written(["x = (", "%magic", "y = 2"])
    assert "y = 2" in listing_of((name, 3))
