"""Control dependencies, groups, no_op."""

import pytest

import tfcourse as tf
from tfcourse.core.graph import Graph


def test_eager_groups_and_dependencies():
    called = []
    with tf.control_dependencies([lambda: called.append(1), tf.constant(1)]):
        called.append(2)
    assert called == [1, 2]
    assert tf.group(1, "anything") is None and tf.no_op() is None


def test_a_dependency_is_noted_once():
    graph = Graph()
    with graph.as_default():
        x = graph.placeholder(tf.float32, [], "x")
        first, second = tf.no_op(), tf.no_op()
        with tf.control_dependencies([first]), tf.control_dependencies([second, x]):
            y = tf.identity(x)
            z = tf.identity(y)
        with tf.control_dependencies([first]), tf.control_dependencies(None):
            free = tf.identity(x)
    assert y.op.control_inputs == [first, second]
    assert z.op.control_inputs == free.op.control_inputs == []


def test_assignments_in_groups():
    v, w = tf.Variable(1.0), tf.Variable(2.0)

    @tf.function
    def step(x):
        operation = tf.group(v.assign_add(x), [w.assign_sub(x)])
        assert operation.name == "group_deps" and operation.type == "NoOp"
        assert [op.type for op in operation.control_inputs] == [
            "AssignAddVariableOp",
            "AssignSubVariableOp",
        ]

    step(tf.constant(0.5))
    assert (float(v), float(w)) == (1.5, 1.5)


def test_refused():
    with Graph().as_default():
        with pytest.raises(TypeError, match=r"'inputs' should be zero or more \(nested\) Tensors"):
            tf.group("x")
        with pytest.raises(TypeError, match=r"Can not convert a NoneType into a Tensor"):
            tf.control_dependencies([None]).__enter__()
        with pytest.raises(ValueError, match=r"Unknown keyword arguments: color"):
            tf.group(color=1)
