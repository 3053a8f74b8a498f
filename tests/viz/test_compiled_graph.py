"""What XLA makes of functions, in the names of their operations."""

import re

import pytest

import tfcourse as tf
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.picture import CannotDraw
from tfcourse.viz.traced_call import traced_call

W = tf.Variable(tf.ones([3, 2]), name="w")


@tf.function
def step(x):
    with tf.name_scope("layer"):
        x = tf.nn.relu(x @ W)
    with tf.name_scope("loss"):
        return tf.reduce_mean(tf.exp(x) * 2.0)


def test_fusions_list_operations_by_their_names():
    graph = traced_call(step, tf.ones([4, 3])).compiled
    (fusion,) = (node for node in graph.nodes if node.kind == "fusion")
    assert {"layer/Relu", "loss/Exp", "loss/mul", "loss/Mean"} <= set(fusion.parts)
    kinds = {node.title: node.kind for node in graph.nodes}
    assert kinds["x"] == "input" and kinds["w"] == "variable" and kinds["result"] == "output"
    assert [edge.source for edge in graph.takes["output:0"]] == [fusion.key]
    # The lines of what is fused are its own.
    assert len(fusion.places) == 2


def test_a_picture_of_it():
    picture = GraphPicture(traced_call(step, tf.ones([4, 3])), show="compiled")
    assert picture.label == "step as XLA compiled it: 1 fusions"
    assert "loss/Exp" in picture.svg() and re.search(r"fusion of \d", picture.svg())
    selected = next(key for key, box in picture.visible.boxes.items() if box.node.kind == "fusion")
    told = GraphPicture(picture._call, selected=selected, show="compiled").html()
    assert "instructions" in told and told.count("aria-current") == 2


def test_a_fusion_of_very_many_operations_is_told_in_part():
    @tf.function(autograph=False)
    def deep(x):
        for _ in range(60):
            x = tf.tanh(x * 2.0 + 1.0)
        return x

    picture = GraphPicture(traced_call(deep, tf.ones([2])), show="compiled")
    (fusion,) = (node for node in picture.model.nodes if node.kind == "fusion")
    assert len(fusion.parts) > 100 and len(fusion.attributes["instructions"]) == 200
    assert f"… {len(fusion.parts) - 8} more" in picture.svg()
    assert f"… {len(fusion.parts) - 24} more]" in picture.text() and len(picture.html()) < 15_000


def test_loops_and_branches_open():
    @tf.function
    def grown(x):
        while tf.reduce_sum(x) < 100.0:
            x = x * 2.0 + 1.0
        if tf.reduce_sum(x) > 3.0:
            x = x / 3.0
        return x

    graph = traced_call(grown, tf.ones([2])).compiled
    holders = {node.title for node in graph.nodes if node.holds_graphs}
    assert "while" in holders
    body = [node for node in graph.nodes if node.scope.endswith("/body")]
    assert any(node.kind == "input" for node in body) and len(body) > 1
    assert all(edge.source in graph.by_key for edge in graph.edges)
    closed = GraphPicture(graph, ())
    assert not any("/body" in key for key in closed.visible.boxes)


def test_variables_that_are_written_are_results():
    def updated(x):
        W.assign_add(x)

    graph = traced_call(updated, tf.ones([3, 2])).compiled
    assert "new w" in {node.title for node in graph.nodes if node.kind == "output"}


def test_shapes_are_those_of_the_call():
    traced = tf.function(step.python_function, reduce_retracing=True)
    for count in (1, 2, 3):
        traced(tf.ones([count, 3]))
    graph = traced_call(traced, tf.ones([7, 3])).compiled
    assert graph.by_key["x"].result == "float32[7, 3]"


def test_what_is_not_compiled_says_why():
    for function, argument, why in (
        (lambda x: x + "!", tf.constant("a"), "does not compile"),
        (lambda x: x, tf.constant(1.0), "There is nothing to compile"),
        (step, tf.TensorSpec([None, 3]), "give step tensors, not specs"),
    ):
        call = traced_call(function, argument)
        with pytest.raises(CannotDraw, match=why):
            call.compiled  # noqa: B018
        picture = GraphPicture(call, show="compiled")
        assert why in picture.text() and why in picture.svg() and why in picture.label
    assert "graph alone" in GraphPicture(call.model, show="compiled").text()
    with pytest.raises(CannotDraw, match="one of forward, gradient, compiled"):
        GraphPicture(call, show="backward")
