"""What graphs know of shapes that are tensors."""

import pytest

import tfcourse as tf
from tfcourse.core.graph import Graph
from tfcourse.ops.static_shapes import static_shape, static_size


@pytest.fixture
def graph():
    graph = Graph()
    with graph.as_default():
        yield graph


def test_shapes_of_constants_packs_and_joins(graph):
    n = graph.placeholder(tf.int32, [])
    x = graph.placeholder(tf.float32, [None, 3])
    assert static_shape(tf.constant([2, -1])).as_list() == [2, None]
    assert static_shape(tf.stack([n, 4])).as_list() == [None, 4]
    assert static_shape(tf.concat([tf.stack([n, 4]), [5]], 0)).as_list() == [None, 4, 5]
    assert static_shape(tf.shape(x)).as_list() == [None, 3]
    assert static_shape(graph.placeholder(tf.int32, [2])).as_list() == [None, None]
    assert static_shape(graph.placeholder(tf.int32, None)).rank is None


def test_sizes(graph):
    x = graph.placeholder(tf.float32, [None, 3])
    assert static_size(tf.shape(x)[1]) == 3
    assert static_size(tf.shape(x)[0]) is None
    assert static_size(tf.constant(7)) == 7


def test_results_know_what_can_be_known(graph):
    n = graph.placeholder(tf.int32, [])
    x = graph.placeholder(tf.float32, [None, 3])
    assert tf.zeros([n, 2]).shape.as_list() == [None, 2]
    assert tf.reshape(x, [n, -1, 3]).shape.as_list() == [None, None, 3]
    assert tf.tile(x, [n, 2]).shape.as_list() == [None, 6]
    assert tf.squeeze(x, [0]).shape.as_list() == [3]
    assert [part.shape.as_list() for part in tf.split(x, [1, 2], 1)] == [[None, 1], [None, 2]]
    assert tf.unique(tf.zeros([4]))[0].shape.as_list() == [None]
    assert tf.boolean_mask(x, x[:, 0] > 0.0).shape.as_list() == [None, 3]
    assert x[n:, 1:].shape.as_list() == [None, 2]
