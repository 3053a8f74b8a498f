"""Graphs: names, scopes, unknown dimensions, what is known of values."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.constants import constants


@pytest.fixture
def graph():
    with tf.Graph().as_default() as built:
        yield built


def test_operations_run_eagerly_again_after_the_block():
    with tf.Graph().as_default():
        assert not tf.executing_eagerly()
    assert tf.executing_eagerly()


def test_symbolic_tensors_print_as_in_tensorflow(graph):
    x = graph.placeholder(tf.int32, [], "x")
    assert str(x + 1) == 'Tensor("add:0", shape=(), dtype=int32)'
    assert repr(x * 2) == "<tf.Tensor 'mul:0' shape=() dtype=int32>"
    with tf.name_scope("Linear"):
        assert (x + 1).name == "Linear/add:0"
        assert (x + 1).name == "Linear/add_1:0"
    with tf.name_scope("Linear"):
        assert (x + 1).name == "Linear_1/add:0"


def test_constants_stand_below_the_operation_that_takes_them(graph):
    x = graph.placeholder(tf.float32, [2], "x")
    x + 1.0
    assert [(o.name, o.type) for o in graph.get_operations()] == [
        ("x", "Placeholder"),
        ("add/y", "Const"),
        ("add", "AddV2"),
    ]


def test_unknown_dimensions_stay_unknown(graph):
    x = graph.placeholder(tf.float32, [None, 3], "x")
    assert (x + 1.0).shape.as_list() == [None, 3]
    assert tf.reshape(x, [-1]).shape.as_list() == [None]
    assert tf.reshape(x, [tf.shape(x)[0], 3, 1]).shape.as_list() == [None, 3, 1]
    assert tf.matmul(x, tf.ones([3, 4])).shape.as_list() == [None, 4]
    assert tf.concat([x, x], 0).shape.as_list() == [None, 3]
    assert tf.concat([x, x], 1).shape.as_list() == [None, 6]
    assert tf.reduce_sum(x, 0).shape.as_list() == [3]
    assert tf.transpose(x).shape.as_list() == [3, None]
    assert tf.zeros([tf.shape(x)[0], 2]).shape.as_list() == [None, 2]


def test_values_that_depend_on_shapes_are_known(graph):
    x = graph.placeholder(tf.float32, [4, 3], "x")
    (value,) = constants(tf.shape(x)[0] * 2)
    assert value == 8
    assert tf.get_static_value(tf.constant([1, 2])).tolist() == [1, 2]
    assert tf.get_static_value(x) is None


def test_shapes_that_do_not_fit_raise_value_errors(graph):
    x = graph.placeholder(tf.float32, [2], "x")
    with pytest.raises(ValueError, match=r"but are 2 and 3 for '\{\{node add\}\} = AddV2"):
        x + tf.constant([1.0, 2.0, 3.0])


def test_elements_are_found_by_name(graph):
    x = graph.placeholder(tf.float32, [2], "x")
    y = x + 1.0
    assert graph.get_tensor_by_name("add:0") is y
    assert graph.get_operation_by_name("add") is y.op
    assert y.op.inputs[0] is x
    assert x.consumers() == [y.op]
    with pytest.raises(KeyError, match=r"refers to an Operation not in the graph"):
        graph.get_operation_by_name("nothing")
    with pytest.raises(ValueError, match=r"looks like an .invalid. Tensor name"):
        graph.get_tensor_by_name("add")


def test_a_symbolic_tensor_is_no_python_value(graph):
    x = graph.placeholder(tf.float32, [2], "x")
    for use in (bool, list, lambda t: 1 if t else 0):
        with pytest.raises(tf.errors.OperatorNotAllowedInGraphError):
            use(x[0] if use is not list else graph.placeholder(tf.float32, [None]))
    with pytest.raises(NotImplementedError, match=r"Cannot convert a symbolic tf.Tensor"):
        np.array(x)
    with pytest.raises(TypeError, match=r"len is not well defined"):
        len(x)


def test_a_finalized_graph_takes_nothing_more(graph):
    x = graph.placeholder(tf.float32, [2], "x")
    graph.finalize()
    with pytest.raises(RuntimeError, match=r"finalized"):
        x + 1.0


def test_control_dependencies_are_noted(graph):
    x = tf.constant(1.0)
    with graph.control_dependencies([x]):
        y = tf.constant(2.0)
    assert y.op.control_inputs == [x.op]
    assert tf.constant(3.0).op.control_inputs == []
