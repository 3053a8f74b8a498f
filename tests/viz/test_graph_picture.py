"""Graphs as pictures: what is a node, what is drawn open or closed, and how large ones are cut."""

import linecache
import re

import pytest

import tfcourse as tf
from tfcourse.viz.drawing import Box, Label, Path
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.graph_reader import model_of
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.traced_call import traced_call

W = tf.Variable(tf.ones([3, 2]), name="w")


@tf.function
def step(x, y):
    with tf.name_scope("layer"):
        h = tf.nn.relu(x @ W)
    with tf.name_scope("loss"):
        loss = tf.reduce_mean((h - y) ** 2)
    if loss > 2.0:
        loss = loss / 2.0
    W.assign_sub(x[:3, :2])
    return loss


@pytest.fixture(scope="module")
def concrete():
    return concrete_of(step, tf.TensorSpec([None, 3]), tf.TensorSpec([None, 2]))


def concrete_of(function, *args):
    return traced_call(function, *args).concrete


def marks(picture, kind):
    return [mark for mark in picture.drawing().marks if isinstance(mark, kind)]


def texts(picture):
    return [mark.text for mark in marks(picture, Label)]


def test_nodes_by_kind(concrete):
    nodes = {node.key: node for node in model_of(concrete).nodes}
    kinds = {key: node.kind for key, node in nodes.items()}
    assert kinds["x"] == "input" and kinds["output:0"] == "output" and kinds["cond"] == "control"
    assert kinds["layer/matmul"] == "operation" and kinds["loss/pow/y"] == "constant"
    (variable,) = (node for node in nodes.values() if node.kind == "variable")
    assert variable.title == "w" and variable.scope == ""
    product = nodes["layer/matmul"]
    assert (product.title, product.result) == ("MatMul", "float32[None, 2]")
    assert product.attributes["transpose_a"] == "False"
    ((file, line),) = product.places
    assert file == __file__ and linecache.getline(file, line).strip() == "h = tf.nn.relu(x @ W)"
    # Constants that TensorFlow made within an operation stand beside it.
    assert nodes["loss/pow/y"].title == "2" and nodes["loss/pow/y"].scope == "loss"
    # Reads and the identities of results are lines, not nodes.
    assert not {node.type for node in nodes.values()} & {"ReadVariableOp", "Identity"}


def test_edges_say_what_goes_along_them(concrete):
    edges = {(edge.source, edge.target): edge.label for edge in model_of(concrete).edges}
    assert edges["x", "layer/matmul"] == "float32[None, 3]"
    assert edges["cond", "output:0"] == "float32[]"
    (product,) = (label for (source, to), label in edges.items() if "w" in source and "mat" in to)
    assert product == "float32[3, 2]"


def test_order_in_time_is_an_edge():
    @tf.function
    def ordered(x):
        with tf.control_dependencies([tf.debugging.check_numerics(x, "bad")]):
            return x + 1.0

    picture = GraphPicture(concrete_of(ordered, tf.TensorSpec([2])))
    assert any(edge.is_control for edge in picture.model.edges)
    assert any(path.dashed and path.title == "comes first" for path in marks(picture, Path))
    assert "^CheckNumerics" in picture.text()


def test_a_small_graph_is_open_and_a_scope_can_be_closed(concrete):
    whole = GraphPicture(concrete)
    assert {"layer", "loss", "cond/then_branch"} <= whole.open_scopes
    assert {"MatMul", "layer", "w", "cond: If", "then_branch", "RealDiv"} <= set(texts(whole))
    closed = GraphPicture(concrete, ["loss"])
    assert "MatMul" not in texts(closed) and "layer  +2" in texts(closed)
    keys = {box.key for box in marks(closed, Box)}
    assert {"scope:layer", "scope:loss", "loss/sub"} <= keys
    assert closed.data()["open"] == ["loss"] and closed.data()["nodes"] == whole.data()["nodes"]


def test_a_node_can_be_pointed_out(concrete):
    plain = {box.key: box.line for box in marks(GraphPicture(concrete), Box)}
    pointed = GraphPicture(concrete, selected="layer/matmul")
    lines = {box.key: box.line for box in marks(pointed, Box)}
    assert [key for key in lines if lines[key] != plain[key]] == ["layer/matmul"]
    assert len([path for path in marks(pointed, Path) if path.role == "forward"]) == 3


def test_a_large_graph_begins_closed_and_is_cut_where_it_is_still_large():
    @tf.function(autograph=False)
    def deep(x):
        for layer in range(30):
            with tf.name_scope(f"layer{layer}"):
                x = tf.tanh(x * 2.0 + 1.0)
        for _ in range(450):
            x = tf.sin(x)
        return x

    concrete = concrete_of(deep, tf.TensorSpec([]))
    picture = GraphPicture(concrete)
    assert picture.open_scopes == frozenset() and "layer7  +5" in texts(picture)
    assert "82 more boxes: close scopes, or find a name" in texts(picture)
    assert "370 of 602 nodes; open a scope to see what is in it" in texts(picture)
    last = GraphPicture(concrete, selected="Sin_449")
    assert "Sin_449" in last.visible.boxes and "layer0" not in " ".join(last.visible.boxes)
    assert picture.svg()


def test_names_of_users_are_escaped():
    hostile = tf.Variable(1.0, name="<script>alert(1)</script>")
    picture = GraphPicture(concrete_of(lambda: hostile + 1.0))
    assert "<script" not in picture.svg() and "&lt;script" in picture.svg()


def test_what_is_no_function():
    with pytest.raises(CannotDraw, match="A function is needed, traced or to be traced; got 3"):
        concrete_of(3)
    with pytest.raises(CannotDraw, match="A traced function is needed; got 3"):
        GraphPicture(3)


def test_what_is_told_of_a_node(concrete):
    call = traced_call(step, tf.ones([4, 3]), tf.zeros([4, 2]))
    before = W.numpy().tolist()
    shown = GraphPicture(call, selected="layer/matmul").html()
    assert W.numpy().tolist() == before
    table = shown.partition("</svg>")[2]
    for said in ("MatMul", "transpose_a", "layer/Relu</span> float32[None, 2]", "float32[4, 2]: "):
        assert said in table
    (line,) = re.findall(r'aria-current="true"[^>]*>([^<]*)', table)
    assert line.startswith("→ ") and line.endswith("h = tf.nn.relu(x @ W)")
    assert "<table" not in GraphPicture(concrete, selected="gone").html()


def test_details_are_escaped():
    hostile = tf.constant(["<img src=x onerror=alert(1)>"])
    shown = GraphPicture(traced_call(lambda text: text + "<b>", hostile), selected="text").html()
    assert "<img" not in shown and "&lt;img" in shown and "<b>" not in shown


def test_values_need_arguments(concrete):
    assert traced_call(step, tf.TensorSpec([None, 3]), tf.TensorSpec([None, 2])).values == {}
    assert traced_call(concrete).values == {}
