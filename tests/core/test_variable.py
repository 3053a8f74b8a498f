"""Variables: the only state, never half-assigned."""

import copy
import pickle

import numpy as np
import pytest

import tfcourse as tf


def test_a_refused_assignment_changes_nothing():
    v = tf.Variable([1.0, 2.0])
    for wrong in ([1.0, 2.0, 3.0], tf.constant([1, 2]), "a", None):
        for method in (v.assign, v.assign_add, v.assign_sub):
            with pytest.raises((ValueError, TypeError, tf.errors.InvalidArgumentError)):
                method(wrong)
    np.testing.assert_array_equal(v, [1.0, 2.0])


def test_a_variable_is_not_what_was_assigned_to_it():
    source = tf.constant(2.0)
    v = tf.Variable(source)
    with tf.GradientTape() as tape:
        tape.watch(source)
        y = v * source
    assert [float(g) for g in tape.gradient(y, [v, source])] == [2.0, 2.0]


def test_assignments_return_the_variable():
    v = tf.Variable(1.0)
    assert float(v.assign_add(1.0).assign_sub(0.5)) == 1.5
    assert "UnreadVariable" in repr(v.assign(3.0))


def test_tensors_read_before_keep_their_value():
    v = tf.Variable(1.0)
    before = v.read_value()
    v.assign(2.0)
    assert float(before) == 1.0


def test_scatter_updates():
    v = tf.Variable([1.0, 2.0, 3.0])
    v.scatter_nd_add([[0], [2]], [10.0, 20.0])
    np.testing.assert_array_equal(v, [11.0, 2.0, 23.0])
    v.scatter_nd_update([[1]], [5.0])
    np.testing.assert_array_equal(v, [11.0, 5.0, 23.0])
    v.scatter_update(tf.IndexedSlices(tf.constant([0.0]), tf.constant([0])))
    np.testing.assert_array_equal(v, [0.0, 5.0, 23.0])


def test_pickle_and_copy_keep_value_and_name():
    v = tf.Variable([1.0], name="w", trainable=False)
    for twin in (pickle.loads(pickle.dumps(v)), copy.deepcopy(v)):
        assert twin.name == "w:0" and not twin.trainable
        twin.assign([2.0])
    assert float(v[0]) == 1.0


def test_names_stand_below_the_name_scope():
    with tf.name_scope("layer"):
        assert tf.Variable(1.0, name="w").name == "layer/w:0"


def test_an_initial_value_may_be_a_function():
    assert float(tf.Variable(lambda: 3.0)) == 3.0
    assert tf.Variable(lambda: tf.ones([2]), dtype=tf.float32).shape == (2,)


def test_a_shape_may_leave_dimensions_open():
    v = tf.Variable([1.0], shape=[None])
    v.assign([1.0, 2.0])
    assert v.shape.as_list() == [None]
    with pytest.raises(ValueError, match="Shape mismatch"):
        v.assign([[1.0]])
