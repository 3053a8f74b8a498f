"""Rows of tensors, taken one by one and put together again."""

import pytest

import tfcourse as tf
from tfcourse.function.stacking import row_count, row_of, row_spec, stack_rows


@pytest.mark.parametrize(
    "value",
    [
        tf.ragged.constant([[1, 2], [], [3]]),
        tf.ragged.constant([[[1], [2, 3]], [], [[4]]]),
        tf.ragged.constant([[[1, 2]], []], ragged_rank=1),
        tf.sparse.from_dense([[1, 0], [0, 2], [0, 0]]),
    ],
)
def test_rows_put_together_are_the_whole(value):
    rows = [row_of(value, tf.constant(at)) for at in range(int(row_count(value)))]
    again = stack_rows(rows, row_spec(value))
    assert again.shape.rank == value.shape.rank
    pairs = zip(
        tf.nest.flatten(again, expand_composites=True),
        tf.nest.flatten(value, expand_composites=True),
        strict=True,
    )
    for one, other in pairs:
        assert one.dtype == other.dtype
        assert one.numpy().tolist() == other.numpy().tolist()


@pytest.mark.parametrize(
    ("spec", "shape"),
    [
        (tf.TensorSpec([2]), [0, 2]),
        (tf.RaggedTensorSpec([None, 3], tf.int32, 0), [0, None, 3]),
        (tf.SparseTensorSpec([2], tf.int32), [0, 2]),
    ],
)
def test_no_rows_at_all(spec, shape):
    nothing = stack_rows([], spec)
    assert nothing.shape.as_list() == shape
    assert nothing.dtype == spec.dtype


def test_a_uniform_length_is_kept():
    spec = tf.RaggedTensorSpec([2, None], tf.int32)
    rows = [tf.ragged.constant([[1], [2, 3]]), tf.ragged.constant([[], [4]], dtype=tf.int32)]
    assert stack_rows(rows, spec).shape.as_list() == [2, 2, None]
