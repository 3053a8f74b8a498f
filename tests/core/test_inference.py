"""Static shapes of operations whose operands have unknown dimensions."""

import pytest

import tfcourse as tf
from tfcourse.core import inference
from tfcourse.core.graph import Graph
from tfcourse.core.kernels import Kernel


def shape_of(function, *shapes):
    """The static shape of what a function makes of placeholders."""
    graph = Graph()
    with graph.as_default():
        operands = [graph.placeholder(tf.float32, shape, "x") for shape in shapes]
        shape = function(*operands).shape
    return None if shape.rank is None else shape.as_list()


def size(x):
    return tf.shape(x)[0]


@pytest.mark.parametrize(
    ("function", "shapes", "expected"),
    [
        (lambda x: x[:10], [[None]], [None]),
        (lambda x: x[:1], [[None]], [None]),
        (lambda x: tf.ones([tf.minimum(6, size(x))]), [[None]], [None]),
        (lambda x: tf.reduce_max(x, 0), [[None, 3]], [3]),
        (lambda x: tf.reshape(x, [-1, 4]), [[None, 2, 2]], [None, 4]),
        (lambda x: tf.squeeze(x), [[None, 1]], None),
        (tf.matmul, [[None, None], [4, 5]], [None, 5]),
        (lambda x, y: tf.concat([x, y], 1), [[None, 3], [5, 4]], [5, 7]),
        (lambda x, y: tf.add_n([x, y]), [[None, 3], [2, None]], [2, 3]),
    ],
)
def test_dimensions_that_may_be_anything(function, shapes, expected):
    assert shape_of(function, *shapes) == expected


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda x, y: tf.ones([size(x) - size(y)]), [None]),
        (lambda x, y: tf.reshape(x, [size(y), -1]), [None, None]),
        (lambda x, y: tf.reshape(x, [size(x), -1]), [None, 3]),
        (lambda x, y: tf.ones([size(x + y) - size(x) + 2]), [None]),
        (lambda x, y: x + y, [None, 3]),
        (lambda x, y: tf.stack([x, y]), [2, None, 3]),
    ],
)
def test_two_unknown_dimensions_are_not_taken_for_equal(function, expected):
    assert shape_of(function, [None, 3], [None, 3]) == expected


def test_what_is_known_of_values():
    graph = Graph()
    with graph.as_default():
        x = graph.placeholder(tf.float32, [None, 3], "x")
        y = graph.placeholder(tf.float32, [None, 3], "y")
        same = tf.equal(tf.shape(x)[1], tf.shape(y)[1])
        unlike = tf.equal(size(x), size(y))
    assert inference.constants(same)[0]
    assert {bool(value) for value in inference.constants(unlike)} == {True, False}


@pytest.mark.parametrize(
    ("function", "shapes", "message"),
    [
        (tf.matmul, [[None, 3], [4, 5]], r"Dimensions must be equal, but are 3 and 4 for '{{node"),
        (tf.matmul, [[None], [None]], r"Shape must be rank 2 but is rank 1 for '{{node MatMul"),
        (
            lambda x, y: tf.stack([x, y]),
            [[None, 3], [None, 4]],
            r"but are 3 and 4. Shapes are \[\?,3\] and \[\?,4\].\n\tFrom merging shape 0 with",
        ),
        (
            lambda x: tf.expand_dims(x, 4),
            [[None, 3]],
            r"with input shapes: \[\?,3\], \[\] and with computed input tensors: input\[1\] = <4>",
        ),
        (
            lambda x: tf.reshape(x, [-1, 4]),
            [[3, 3]],
            r"and with input tensors computed as partial shapes: input\[1\] = \[\?,4\]\.",
        ),
    ],
)
def test_errors_that_no_size_can_mend(function, shapes, message):
    with pytest.raises(ValueError, match=message):
        shape_of(function, *shapes)


def test_a_mismatch_that_some_size_mends_is_none():
    assert shape_of(tf.matmul, [None, None], [None, None]) == [None, None]
    assert shape_of(lambda x: tf.reshape(x, [2, 2]), [None]) == [2, 2]


def test_no_shape_is_inferred_twice(monkeypatch):
    traced = []
    call = Kernel.__call__
    monkeypatch.setattr(Kernel, "__call__", lambda self, *a: traced.append(self) or call(self, *a))

    def model(x, y):
        return tf.nn.softmax_cross_entropy_with_logits(tf.nn.softmax(x @ tf.ones([3, 3])), y)

    assert shape_of(model, [None, 3], [None, 3]) == [None]
    traced.clear()
    assert shape_of(model, [None, 3], [None, 3]) == [None]
    # Shapes are read, not traced.
    assert {kernel.op.type for kernel in traced} <= {"Shape"}


def test_set_shape_keeps_what_is_known():
    graph = Graph()
    with graph.as_default():
        x = graph.placeholder(tf.float32, [None, None], "x")
        count = size(x)
        x.set_shape([None, 3])
        assert x.shape.as_list() == [None, 3]
        assert tf.reshape(x, [count, 3]).shape.as_list() == [None, 3]
        with pytest.raises(ValueError, match=r"Shapes must be equal rank, but are 2 and 1"):
            x.set_shape([3])
        with pytest.raises(ValueError, match=r"are 3 and 4. Shapes are \[\?,3\] and \[\?,4\]"):
            x.set_shape([None, 4])
