"""Operations that give back what they are given."""

import pytest

import tfcourse as tf


@pytest.mark.parametrize("function", [tf.identity, tf.stop_gradient])
@pytest.mark.parametrize(
    "value",
    [
        tf.IndexedSlices(tf.ones([1, 2]), tf.constant([0])),
        tf.sparse.from_dense([[0, 1]]),
        tf.ragged.constant([[1], [2, 3]]),
    ],
    ids=["rows", "sparse", "ragged"],
)
def test_what_is_made_of_tensors_keeps_its_kind(function, value):
    result = function(value)
    assert type(result) is type(value)
    assert result is not value
    for one, other in zip(*(tf.nest.flatten(v, True) for v in (result, value)), strict=True):
        assert one.numpy().tolist() == other.numpy().tolist()
