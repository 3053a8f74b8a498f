"""Calls that nothing looks at: the same results, without making operations of them."""

import gc
import weakref

import jax
import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core import tiers
from tfcourse.core.host import programs
from tfcourse.function import direct


@pytest.fixture
def few_and_hot(monkeypatch):
    monkeypatch.setattr(tiers, "mode", "auto")
    monkeypatch.setattr(programs, "_DISPATCH", 0)
    monkeypatch.setattr(programs, "_COMPILATION", 9)
    monkeypatch.setattr(programs, "_EQUATION", 0)
    monkeypatch.setattr(direct, "_LOOK", 1)


def test_every_call_gives_what_the_first_gives():
    v = tf.Variable([1.0, 2.0])

    @tf.function
    def step(x):
        v.assign_add(x)
        return v * 2.0, {"x": x, "none": None}, 3

    expected = np.array([1.0, 2.0])
    for n in range(4):
        expected = expected + n
        doubled, nested, three = step(tf.constant([n, n], tf.float32))
        assert doubled.numpy().tolist() == (expected * 2).tolist()
        assert nested["x"].numpy().tolist() == [n, n] and nested["none"] is None
        assert int(three) == 3
    assert v.numpy().tolist() == expected.tolist()
    assert step.experimental_get_tracing_count() == 1


def test_a_tape_still_sees_the_call():
    v = tf.Variable(3.0)
    square = tf.function(lambda x: v * v * x)
    for _ in range(3):
        square(tf.constant(1.0))
    with tf.GradientTape() as tape:
        y = square(tf.constant(2.0))
    assert float(tape.gradient(y, v)) == 12.0


def test_unknown_dimensions_have_a_program_per_shape():
    total = tf.function(tf.reduce_sum, input_signature=[tf.TensorSpec([None])])
    for _ in range(2):
        assert float(total(tf.ones([2]))) == 2.0
        assert float(total(tf.ones([5]))) == 5.0
    assert total.experimental_get_tracing_count() == 1


def test_random_numbers_go_on():
    tf.random.set_seed(1)
    noise = tf.function(lambda: tf.random.uniform([]))
    numbers = [float(noise()) for _ in range(4)]
    assert len(set(numbers)) == 4
    tf.random.set_seed(1)
    assert [float(noise()) for _ in range(4)] == numbers


def test_an_often_called_program_is_run_by_xla(few_and_hot):
    v = tf.Variable(1.0)
    x = tf.constant([1.0, 2.0])

    @tf.function
    def step(x):
        v.assign_add(1.0)
        return x * v

    results = [step(x) for _ in range(9)]
    assert [r.numpy().tolist() for r in results] == [[n, 2.0 * n] for n in range(2, 11)]
    assert isinstance(results[-1].array, jax.Array)
    assert isinstance(v.handle.tensor.array, jax.Array)
    assert isinstance(x.array, jax.Array), "what comes again stays on the device"
    assert x.numpy().tolist() == [1.0, 2.0]


def test_captured_arrays_stay_on_the_device(few_and_hot):
    captured = tf.reshape(tf.range(400.0), [20, 20])
    total = tf.function(lambda: tf.reduce_sum(captured))
    assert {float(total()) for _ in range(24)} == {79800.0}
    assert isinstance(captured.array, jax.Array)


def test_strings_take_the_long_way():
    same = tf.function(lambda x: x)
    for _ in range(3):
        assert same(tf.constant("a")).numpy() == b"a"


def test_a_trace_keeps_no_argument_alive():
    total = tf.function(tf.reduce_sum)
    x = tf.ones([3])
    for _ in range(3):
        total(x)
    gone = weakref.ref(x)
    del x
    gc.collect()
    assert gone() is None
