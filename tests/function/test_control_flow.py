"""Branches: the same eager and in graphs, and what graphs show of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

# XLA takes subnormal numbers for zero, NumPy does not.
FLOATS = st.floats(-1, 1, width=32, allow_subnormal=False)


def graph(function):
    return tf.function(function, autograph=False)


def operations(concrete, *types):
    return [item for item in concrete.graph.get_operations() if item.type in types]


def tree(x, y, thresholds):
    """Branches in branches, one level for each threshold."""
    if not thresholds:
        return x * y
    first, *others = thresholds
    return tf.cond(
        x > first,
        lambda: tree(tf.sin(x), y + 1.0, others),
        lambda: tree(x + y, y * 0.5, others),
    )


@settings(max_examples=6)
@given(st.lists(FLOATS, max_size=3), FLOATS, FLOATS)
def test_branches_in_branches(thresholds, x, y):
    check_everywhere(lambda x, y: tree(x, y, thresholds), np.float64(x), np.float64(y))


@pytest.mark.parametrize("x", [0.7, -0.7])
def test_second_derivatives(x):
    check_gradients(lambda x: tree(x, x * x, [0.0, 0.3]), np.float64(x), order=2)


pick = graph(lambda i, x: tf.switch_case(i, [lambda k=k: x * 10 + k for k in range(4)]))


@given(st.integers(-(2**31), 2**31 - 1), st.integers(-9, 9))
def test_the_last_branch_is_for_every_other_index(index, x):
    expected = x * 10 + (index if 0 <= index < 4 else 3)
    assert int(pick(tf.constant(index), tf.constant(x))) == expected


@given(st.lists(st.booleans(), min_size=1, max_size=4))
def test_case_runs_the_first_that_holds(predicates):
    pairs = [(tf.constant(item), lambda k=k: tf.constant(k)) for k, item in enumerate(predicates)]
    expected = predicates.index(True) if True in predicates else -1
    assert int(tf.case(pairs, default=lambda: tf.constant(-1))) == expected


@pytest.mark.parametrize(
    ("make", "op_type", "names"),
    [
        (
            lambda x: tf.cond(x > 0, lambda: x, lambda: x + 1),
            "StatelessIf",
            ["cond_true", "cond_false"],
        ),
        (
            lambda x: tf.switch_case(x, [lambda: x, lambda: x + 1]),
            "StatelessCase",
            ["switch_case_indexed_case_branch0", "switch_case_indexed_case_branch1"],
        ),
    ],
)
def test_a_graph_holds_one_operation_with_its_branches(make, op_type, names):
    concrete = graph(make).get_concrete_function(tf.TensorSpec([], tf.int32))
    (operation,) = operations(concrete, op_type)
    assert [branch.name for branch in operation.definition.graphs] == names
    if op_type == "StatelessIf":
        branches = [operation.get_attr("then_branch"), operation.get_attr("else_branch")]
    else:
        branches = operation.get_attr("branches")
    assert [branch.name for branch in branches] == names
    assert "AddV2" in [item.type for item in branches[1].get_operations()]
    with pytest.raises(ValueError, match="no attr named 'body'"):
        operation.get_attr("body")


def test_a_branch_with_effects_is_stateful():
    v = tf.Variable(1.0)
    concrete = graph(
        lambda x: tf.cond(x > 0, lambda: v.assign_add(1.0), lambda: v + 0.0)
    ).get_concrete_function(tf.TensorSpec([], tf.int32))
    assert len(operations(concrete, "If")) == 1
    concrete(tf.constant(1))
    concrete(tf.constant(-1))
    assert float(v) == 2.0


def test_only_the_chosen_branch_has_effects():
    seen = []

    def note(text):
        return tf.py_function(lambda: seen.append(text), [], [])

    @graph
    def chosen(x):
        return tf.cond(x > 0, lambda: (note("yes"), x)[1], lambda: (note("no"), -x)[1])

    chosen(tf.constant(2)), chosen(tf.constant(-2)), chosen(tf.constant(3))
    assert seen == ["yes", "no", "yes"]


def test_a_variable_made_in_a_branch_belongs_to_the_function():
    made = []

    @graph
    def function(x):
        def branch():
            if not made:
                made.append(tf.Variable(3.0))
            return made[0] * x

        return tf.cond(x > 0, branch, lambda: x)

    assert float(function(tf.constant(2.0))) == 6.0
    assert float(function(tf.constant(-2.0))) == -2.0


def test_a_tape_in_a_branch_follows_what_is_outside():
    outside = tf.constant([1.0, 2.0])

    @graph
    def function(x):
        def branch():
            with tf.GradientTape() as tape:
                tape.watch([x, outside])
                y = tf.reduce_sum(outside * outside) * x
            return tape.gradient(y, [x, outside])

        return tf.cond(x > 0, branch, lambda: [x, outside])

    of_x, of_outside = function(tf.constant(3.0))
    assert float(of_x) == 5.0
    assert of_outside.numpy().tolist() == [6.0, 12.0]


def test_a_captured_size_makes_a_shape():
    @tf.function(autograph=False, input_signature=[tf.TensorSpec([None])])
    def function(x):
        n = tf.shape(x)[0]
        return tf.cond(n > 2, lambda: tf.zeros([n]), lambda: tf.ones([n]))

    assert function([1.0]).numpy().tolist() == [1.0]
    assert function([1.0, 2.0, 3.0]).numpy().tolist() == [0.0, 0.0, 0.0]
