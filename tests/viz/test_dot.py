"""Graphs as Graphviz text, read back by a small reader of its grammar."""

import re

import pytest

import tfcourse as tf
from tfcourse.viz.dot import quoted, to_dot
from tfcourse.viz.graph_model import Edge, GraphModel, Node
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.traced_call import traced_call

HOSTILE = '"]; <script>alert(1)</script> \\" }\n\x1b[31m -> {'
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<arrow>->)|(?P<mark>[{}\[\];,=])|(?P<word>\w+))'
)


def read(text):
    """Returns the words, texts and marks of a file; fails at what the language does not have."""
    tokens, at = [], 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        assert found, f"not DOT: {text[at : at + 40]!r}"
        tokens.append(found[found.lastgroup])
        at = found.end()
    assert tokens.count("{") == tokens.count("}") and tokens.count("[") == tokens.count("]")
    return tokens


@pytest.fixture(scope="module")
def call():
    @tf.function
    def step(x, y):
        with tf.name_scope("layer"):
            h = tf.nn.relu(x * y)
        return tf.reduce_sum(h)

    return traced_call(step, tf.ones([2]), tf.ones([2]))


def test_nodes_edges_and_clusters(call, tmp_path):
    GraphPicture(call).save(tmp_path / "graph.dot")
    tokens = read((tmp_path / "graph.dot").read_text())
    assert tokens[:3] == ["digraph", '"step"', "{"] and tokens[-1] == "}"
    assert '"cluster_scope:layer"' in tokens and '"layer/mul"' in tokens
    pairs = {(tokens[at - 1], tokens[at + 1]) for at, token in enumerate(tokens) if token == "->"}
    assert ('"x"', '"layer/mul"') in pairs and ('"layer/Relu"', '"Sum"') in pairs
    assert "parallelogram" in tokens and "ellipse" in tokens


def test_closed_scopes_are_nodes_and_gradients_go_back(call):
    closed = read(GraphPicture(call, ()).dot())
    assert '"scope:layer"' in closed and '"layer/mul"' not in closed
    back = GraphPicture(call, show="gradient").dot()
    assert '"Sum" -> "layer/Relu" [color="#d55e00", constraint=false];' in back


def test_hostile_names_stay_text():
    nodes = [
        Node(HOSTILE, "operation", HOSTILE, HOSTILE, HOSTILE, HOSTILE.replace("/", "")),
        Node("b", "output", HOSTILE, "", "", ""),
    ]
    picture = GraphPicture(GraphModel(HOSTILE, nodes, [Edge(HOSTILE, "b", HOSTILE)]))
    tokens = read(picture.dot())
    assert tokens.count("->") == 1 and "script" not in tokens and "\x1b" not in picture.dot()
    for written in (picture.svg(), picture.html()):
        assert "<script" not in written and "&lt;script&gt;" in written


@pytest.mark.parametrize("text", ["", "a", '"', "\\", '\\"', "a\nb", "é∇", "\t\x00"])
def test_quoted_is_one_text(text):
    assert read(quoted(text)) == [quoted(text)]


def test_nothing_is_a_graph():
    assert read(to_dot("", [], []))[:3] == ["digraph", '""', "{"]
