"""TensorArrays hold what was written, whatever holds them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tfcourse as tf

WRITES = st.lists(
    st.tuples(st.integers(0, 4), st.floats(-1, 1, width=32, allow_subnormal=False)), max_size=6
)
KINDS = {
    "fixed": {"size": 5, "element_shape": []},
    "learnt": {"size": 5},
    "growing": {"size": 0, "dynamic_size": True},
    "pieces": {"size": 5, "infer_shape": False},
    "growing pieces": {"size": 0, "dynamic_size": True, "infer_shape": False},
}


def graph(function):
    return tf.function(function, autograph=False)


def written(indices, values, options):
    """Writes in a loop, then to the last place, so that the arrays have one size."""
    array = tf.TensorArray(tf.float32, clear_after_read=False, **options)
    array = array.write(4, 0.5)
    n = tf.size(indices)
    array = tf.while_loop(
        lambda i, array: i < n,
        lambda i, array: (i + 1, array.write(indices[i], values[i] * 2.0)),
        (0, array),
    )[1]
    return array


def use(array):
    return array.read(4), array.size()


FUNCTIONS = {
    kind: tf.function(
        lambda indices, values, options=options: use(written(indices, values, options)),
        autograph=False,
        input_signature=[tf.TensorSpec([None], tf.int32), tf.TensorSpec([None])],
    )
    for kind, options in KINDS.items()
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10)
@given(WRITES)
def test_the_last_write_counts(kind, writes):
    expected = dict([(4, 0.5), *((at, 2 * value) for at, value in writes)])
    indices = tf.constant([at for at, _ in writes], tf.int32)
    values = tf.constant([value for _, value in writes], tf.float32)
    last, size = FUNCTIONS[kind](indices, values)
    assert int(size) == 5
    assert float(last) == expected[4]
    eager = written(indices, values, KINDS[kind])
    for at, value in expected.items():
        assert float(eager.read(at)) == value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("in_function", [False, True])
def test_gradients(kind, in_function):
    def function(x):
        array = tf.TensorArray(tf.float32, clear_after_read=False, **KINDS[kind])
        array = array.write(0, x[0] * x[1]).write(1, x[2]).write(0, x[1] * 3.0)
        for at in (2, 3, 4):
            array = array.write(at, x[at % 3])
        return tf.reduce_sum(array.stack() ** 2) + array.read(3)

    x = tf.constant([1.0, 2.0, 3.0])
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = (graph(function) if in_function else function)(x)
        first = inner.gradient(y, x)
    assert first.numpy().tolist() == [3.0, 40.0, 12.0]
    assert outer.gradient(first, x).numpy().tolist() == [2.0, 20.0, 4.0]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5))
@settings(max_examples=10)
def test_pieces_come_together_again(lengths):
    x = tf.range(float(sum(lengths)))

    @tf.function(autograph=False, reduce_retracing=True)
    def function(x, lengths):
        array = tf.TensorArray(tf.float32, tf.size(lengths), infer_shape=False)
        array = array.split(x, lengths)
        return array.concat(), array.read(tf.size(lengths) - 1), array.size()

    whole, last, size = function(x, tf.constant(lengths))
    np.testing.assert_array_equal(whole, x)
    np.testing.assert_array_equal(last, x[sum(lengths[:-1]) :])
    assert int(size) == len(lengths)


def test_a_loop_that_knows_its_shapes_is_compiled():
    @graph
    def function(n):
        array = tf.TensorArray(tf.float32, 4)
        return tf.while_loop(
            lambda i, array: i < n,
            lambda i, array: (i + 1, array.write(i, tf.ones([2]) * tf.cast(i, tf.float32))),
            (0, array),
        )[1].stack()

    concrete = function.get_concrete_function(tf.TensorSpec([], tf.int32))
    (loop,) = [item for item in concrete.graph.get_operations() if "While" in item.type]
    assert not loop.definition.is_host
    assert function(tf.constant(3)).numpy()[:, 1].tolist() == [0.0, 1.0, 2.0, 0.0]


def test_a_known_index_is_checked_while_the_graph_is_built():
    array = {"dtype": tf.float32, "size": 2, "element_shape": []}
    for use, message in [
        (lambda a: a.write(2, 1.0), "modify element 2 in a list with 2"),
        (lambda a: a.read(-1), "access element -1 in a list with 2"),
        (lambda a: a.gather([0, 7]), "Index 7"),
        (lambda a: a.scatter([3], [1.0]), "a list with 2 elements but got a list with 4"),
        (lambda a: a.unstack([1.0]), "a list with 2 elements but got a list with 1"),
    ]:
        with pytest.raises(tf.errors.InvalidArgumentError, match=message):
            graph(lambda use=use: use(tf.TensorArray(**array)).size())()
