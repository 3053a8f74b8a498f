"""IndexedSlices stand for larger tensors."""

import pytest

import tfcourse as tf
from tfcourse.core.indexed_slices import IndexedSlicesSpec


@pytest.fixture
def slices():
    return tf.IndexedSlices(
        tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([2, 2]), tf.constant([3, 2])
    )


def test_rows_of_one_index_are_added_up(slices):
    assert tf.convert_to_tensor(slices).numpy().tolist() == [[0, 0], [0, 0], [4, 6]]
    assert tf.reduce_sum(slices) == 10.0


def test_it_is_taken_apart_and_put_together(slices):
    doubled = tf.nest.map_structure(lambda part: part * 2, slices, expand_composites=True)
    assert isinstance(doubled, tf.IndexedSlices)
    assert doubled.values.numpy().tolist() == [[2, 4], [6, 8]]
    assert tf.nest.flatten(slices) == [slices]


def test_what_is_known_without_a_dense_shape():
    slices = tf.IndexedSlices(tf.ones([1, 2]), tf.constant([0]))
    assert slices.shape.rank is None
    assert slices._type_spec == IndexedSlicesSpec(
        None, tf.float32, tf.int32, None, tf.TensorShape([1])
    )
    with pytest.raises(ValueError, match="without dense_shape"):
        tf.convert_to_tensor(slices)
