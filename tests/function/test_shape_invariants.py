"""What loop variables are known to be inside of a loop."""

import numpy as np
import pytest

import tfcourse as tf

SPARSE = tf.sparse.from_dense([[0.0, 1.0], [2.0, 0.0]])
RAGGED = tf.ragged.constant([[1.0], [2.0, 3.0]])


def twice(value, step, invariant=None):
    """Runs `step` two times in a graph."""
    kept = None if invariant is None else [tf.TensorShape([]), invariant]

    @tf.function(autograph=False)
    def loop():
        return tf.while_loop(
            lambda i, _: i < 2, lambda i, item: (i + 1, step(item)), [0, value], kept
        )[1]

    return loop()


def test_a_sparse_tensor_may_come_to_hold_more():
    total = twice(SPARSE, lambda item: tf.sparse.add(item, tf.sparse.from_dense(tf.eye(2))))
    assert tf.sparse.to_dense(total).numpy().tolist() == [[2.0, 1.0], [2.0, 2.0]]


@pytest.mark.parametrize(
    "invariant", [tf.TensorShape([2]), tf.SparseTensorSpec([None, None], tf.float32)]
)
def test_a_sparse_tensor_that_grows(invariant):
    grown = twice(SPARSE, lambda item: tf.sparse.concat(0, [item, item]), invariant)
    np.testing.assert_array_equal(grown.dense_shape, [8, 2])


@pytest.mark.parametrize(
    "invariant", [tf.TensorShape([None, None]), tf.RaggedTensorSpec([None, None], tf.float32)]
)
def test_a_ragged_tensor_that_grows(invariant):
    grown = twice(RAGGED, lambda item: tf.concat([item, item], 0), invariant)
    assert grown.to_list() == [[1.0], [2.0, 3.0]] * 4


def test_the_shape_of_a_sparse_tensor_is_told_by_that_of_its_sizes():
    with pytest.raises(ValueError, match=r"Expected a shape with 1 dimension\. Obtained: \(None, "):
        twice(SPARSE, lambda item: item, tf.TensorShape([None, None]))
