"""Functions of rows give rows, of tensors tensors."""

import tfcourse as tf


def test_rows_stay_where_they_stand():
    rows = tf.IndexedSlices(tf.constant([[3.0, 4.0]]), tf.constant([1]), tf.constant([3, 2]))
    clipped = tf.clip_by_norm(rows, 1.0)
    assert isinstance(clipped, tf.IndexedSlices)
    assert clipped.indices.numpy().tolist() == [1]
    whole = tf.clip_by_norm(tf.convert_to_tensor(rows), 1.0)
    assert tf.convert_to_tensor(clipped).numpy().tolist() == whole.numpy().tolist()
