"""Branches and loops of `keras.ops`: what they capture is seen by tapes and functions."""

import numpy as np
import pytest

import tfcourse as tf

ops = tf.keras.ops
X = tf.constant([1.0, 2.0])


def looped(x):
    return ops.while_loop(lambda at, _: at < 3, lambda at, value: (at + 1, value * x), (0, x))[1]


CASES = {
    "cond": lambda x: ops.cond(ops.sum(x) > 0, lambda: x * x, lambda: x),
    "switch": lambda x: ops.switch(5, [lambda y: y, lambda y: y * x], x),
    "map": lambda x: ops.map(lambda y: y * x[0], x),
    "vectorized_map": lambda x: ops.vectorized_map(lambda y: y * x[0], x),
    "scan": lambda x: ops.scan(lambda c, y: (c + y, c * x[0]), tf.constant(1.0), x)[1],
    "reversed scan": lambda x: ops.scan(
        lambda c, y: (c + y, c * x[0]), tf.constant(1.0), x, reverse=True
    )[1],
    "while_loop": looped,
    "fori_loop": lambda x: ops.fori_loop(0, 3, lambda at, value: value * x, x),
}
EXPECTED = {
    "cond": ([1, 4], [2, 4]),
    "switch": ([1, 4], [2, 4]),
    "map": ([1, 2], [4, 1]),
    "vectorized_map": ([1, 2], [4, 1]),
    "scan": ([1, 2], [4, 0]),
    "reversed scan": ([3, 1], [4, 1]),
    "while_loop": ([1, 16], [4, 32]),
    "fori_loop": ([1, 16], [4, 32]),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("wrap", [lambda f: f, tf.function], ids=["eager", "function"])
def test_values_and_gradients(name, wrap):
    def both(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = CASES[name](x)
        return y, tape.gradient(y, x)

    y, gradient = wrap(both)(X)
    values, slopes = EXPECTED[name]
    assert (y.numpy().tolist(), gradient.numpy().tolist()) == (values, slopes)
    assert CASES[name](X).numpy().tolist() == values


def test_a_single_loop_variable():
    assert ops.while_loop(lambda x: x < 10, lambda x: x * 3, tf.constant(1)).numpy() == 27
    result = ops.while_loop(lambda x: x < 10, lambda x: x * 3, tf.constant(1), 2)
    assert result.numpy() == 9


def test_scan_without_operands():
    carry, results = ops.scan(lambda c, _: (c * 2, c), tf.constant(1), length=3)
    assert (carry.numpy(), results.numpy().tolist()) == (8, [1, 2, 4])


def test_custom_gradient():
    @ops.custom_gradient
    def seven(x):
        return x * x, lambda upstream: upstream * 7.0

    with tf.GradientTape() as tape:
        tape.watch(X)
        y = seven(X)
    assert tape.gradient(y, X).numpy().tolist() == [7.0, 7.0]


def test_inside_of_fit():
    class Doubling(tf.keras.layers.Layer):
        def call(self, x):
            return ops.cond(ops.sum(x) > 0, lambda: tf.square(x), lambda: x)

    model = tf.keras.Sequential([tf.keras.Input([2]), Doubling()])
    assert np.asarray(model.predict(np.array([[1.0, 3.0]]), verbose=0)).tolist() == [[1.0, 9.0]]


def test_draws_without_a_seed_differ_from_call_to_call():
    draw = tf.function(lambda: tf.keras.random.normal([4]))
    assert not np.any(draw().numpy() == draw().numpy())
