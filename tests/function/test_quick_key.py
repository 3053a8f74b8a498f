"""Keys that find a trace without binding arguments: never another one than binding finds."""

import numpy as np

import tfcourse as tf
from tfcourse.function.quick_key import quick_key


def test_tensors_count_by_shape_and_dtype():
    key, tensors = quick_key((tf.zeros([2]),), {})
    assert key == quick_key((np.ones([2], np.float32),), {})[0]
    assert key != quick_key((tf.zeros([3]),), {})[0]
    assert key != quick_key((tf.zeros([2], tf.int32),), {})[0]
    assert len(tensors) == 1


def test_strings_are_no_numbers():
    assert quick_key((tf.constant("a"),), {})[0] != quick_key((tf.constant(1),), {})[0]


def test_names_are_no_values():
    assert quick_key(("training", True), {})[0] != quick_key((), {"training": True})[0]


def test_what_has_to_be_bound():
    assert quick_key(([1],), {}) == (None, ())
    assert quick_key((), {"v": tf.Variable(1.0)}) == (None, ())


def test_arguments_in_any_order():
    subtract = tf.function(lambda x, y: x - y)
    x, y = tf.constant(5.0), tf.constant(3.0)
    for _ in range(3):
        assert float(subtract(x, y)) == 2.0
        assert float(subtract(y=y, x=x)) == 2.0
        assert float(subtract(x=x, y=y)) == 2.0
        assert float(subtract(x=np.array(5.0, np.float32), y=y)) == 2.0
        assert float(subtract(y=np.array(3.0, np.float32), x=x)) == 2.0


def test_an_input_signature_converts():
    half = tf.function(lambda x: x / 2.0, input_signature=[tf.TensorSpec([None])])
    for _ in range(3):
        assert half([1, 2]).numpy().tolist() == [0.5, 1.0]
        assert half(tf.constant([4.0])).numpy().tolist() == [2.0]
        assert half(np.array([6.0], np.float32)).numpy().tolist() == [3.0]


def test_defaults_that_are_tensors():
    scale = tf.constant(3.0)
    triple = tf.function(lambda x, k=scale: x * k)
    for _ in range(3):
        assert float(triple(tf.constant(2.0))) == 6.0
        assert float(triple(tf.constant(2.0), tf.constant(1.0))) == 2.0


def test_a_general_trace_made_later_is_not_preferred():
    function = tf.function(lambda x: tf.shape(x))
    function(tf.zeros([2]))
    function.get_concrete_function(tf.TensorSpec([None]))
    assert function(tf.zeros([2])).numpy().tolist() == [2]
    assert function(tf.zeros([3])).numpy().tolist() == [3]
    assert function.experimental_get_tracing_count() == 2


def test_nan_finds_its_trace():
    function = tf.function(lambda x: tf.constant(x))
    nan = float("nan")
    for _ in range(3):
        assert np.isnan(float(function(nan)))
    assert len(function._quick) <= 1
