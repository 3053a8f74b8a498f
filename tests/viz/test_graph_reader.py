"""The graphs inside of operations: they stand in one graph with what is around them."""

import pytest

import tfcourse as tf
from tfcourse.viz.graph_reader import model_of
from tfcourse.viz.traced_call import traced_call

W = tf.Variable(tf.ones([3]), name="w")


def model(function, *arguments):
    return traced_call(function, *arguments).model


def sources(model, key):
    return {edge.source for edge in model.takes.get(key, ())}


def test_branches_stand_in_scopes_of_their_own():
    @tf.function
    def halved(x):
        if x > 1.0:
            x = x / 2.0
        else:
            W.assign_add([x, x, x])
        return x

    graph = model(halved, tf.constant(3.0))
    holder = graph.by_key["cond"]
    assert (holder.kind, holder.title, holder.scope) == ("control", "If", "cond")
    assert holder.holds_graphs and {"cond/then_branch", "cond/else_branch"} <= set(graph.scopes)
    # What a branch takes from around it comes straight from there.
    assert sources(graph, "cond/then_branch/truediv") == {"x", "cond/then_branch/truediv/y"}
    assert {"Greater", "cond/then_branch/truediv", "x"} <= sources(graph, "cond")
    (variable,) = (node for node in graph.nodes if node.kind == "variable")
    assert variable.key in sources(graph, "cond/else_branch/AssignAddVariableOp")
    assert variable.scope == ""


def test_loops_carry_what_comes_in():
    @tf.function
    def grown(x):
        for _ in tf.range(3):
            x = x * 2.0
        return x

    graph = model(grown, tf.constant(1.0))
    (holder,) = (node for node in graph.nodes if node.holds_graphs)
    assert holder.title == "While"
    body = [node for node in graph.nodes if node.scope == f"{holder.key}/body"]
    carried = {node.key for node in body if node.kind == "input"}
    assert carried and any(sources(graph, key) == {"x"} for key in carried)
    (product,) = (node.key for node in body if node.title == "Mul")
    assert sources(graph, product) & carried and product in sources(graph, holder.key)
    assert [edge.source for edge in graph.takes["output:0"]] == [holder.key]


def test_rows_of_a_map():
    graph = model(
        lambda rows: tf.map_fn(lambda row: tf.reduce_sum(row) * 2.0, rows), tf.ones([2, 3])
    )
    (row,) = (node for node in graph.nodes if node.title == "row")
    assert sources(graph, row.key) == {"rows"} and row.result == "float32[3]"
    assert "Less" not in {node.title for node in graph.nodes}


def test_cases_and_called_functions():
    @tf.function
    def called(x):
        return tf.sin(x) * W

    @tf.function
    def outer(i, x):
        y = called(x)
        return tf.switch_case(i, [lambda: y, lambda: y + 1.0, lambda: y * 2.0])

    graph = model(outer, tf.constant(1), tf.constant(2.0))
    call, choice = (node for node in graph.nodes if node.holds_graphs)
    assert call.type == "StatefulPartitionedCall" and choice.title == "Case"
    assert sources(graph, f"{call.key}/Sin") == {"x"}
    assert call.key in sources(graph, f"{choice.key}/branch 1/add")
    # The first branch gives what it found.
    assert call.key in sources(graph, choice.key)


def test_names_are_unique_where_a_function_is_called_twice():
    @tf.function
    def called(x):
        return x * 2.0

    graph = model(lambda x: called(called(x)), tf.constant(1.0))
    keys = [node.key for node in graph.nodes]
    assert len(keys) == len(set(keys))
    assert sources(graph, "PartitionedCall_1/mul") > {"PartitionedCall"}


def test_gradients_inside_are_found_with_what_they_are_of():
    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(W * x)
        W.assign_sub(tape.gradient(loss, W))

    graph = model_of(step.get_concrete_function(tf.constant(2.0)))
    (gradient,) = (node for node in graph.nodes if node.kind == "gradient")
    assert graph.differentiated == ("Sum",) and "Sum" in graph.by_key
    assert gradient.scope == ""
    assert graph.after_gradients == {gradient.key, "AssignSubVariableOp"}


@pytest.mark.parametrize("value", [3.0, True, "a string that is long", [1, 2]])
def test_constants_say_what_they_are_in_a_few_characters(value):
    graph = model(lambda: tf.identity(tf.constant(value)))
    (title,) = (node.title for node in graph.nodes if node.kind == "constant")
    assert len(title) <= 12
