"""Graphs run operation by operation give what compiled ones give, and have their effects once."""

import numpy as np
import pytest

import tfcourse as tf

seen = []


def note(x):
    """Notes a value when it is computed, which keeps XLA from compiling the graph."""
    tf.py_function(lambda value: seen.append(float(value)), [x], [])


def silent(x):
    """Does nothing."""


def branch(x, watch):
    def positive():
        watch(x)
        return x * tf.sin(x)

    return tf.cond(x > 0, positive, lambda: x * 3.0)


def loop(x, watch):
    def body(i, y):
        watch(y)
        return i + 1, tf.sin(y) * x

    return tf.while_loop(lambda i, y: i < 3, body, (0, x))[1]


def loop_of_branches(x, watch):
    def body(i, y):
        def even():
            watch(y)
            return y * x

        return i + 1, tf.cond(i % 2 == 0, even, lambda: tf.exp(-y))

    return tf.while_loop(lambda i, y: i < 4, body, (0, x))[1]


def array(x, watch):
    def body(i, ta):
        watch(x)
        return i + 1, ta.write(i, x ** tf.cast(i, x.dtype))

    ta = tf.TensorArray(x.dtype, 4, element_shape=[])
    return tf.reduce_sum(tf.while_loop(lambda i, ta: i < 4, body, (0, ta))[1].stack())


def derivatives(function, x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = function(x)
        first = inner.gradient(y, x)
    return y, first, outer.gradient(first, x)


@pytest.mark.parametrize(
    ("program", "effects"), [(branch, 1), (loop, 3), (loop_of_branches, 2), (array, 4)]
)
def test_interpreted_as_compiled(program, effects):
    x = tf.constant(0.7, tf.float64)
    compiled = tf.function(lambda x: program(x, silent), autograph=False)
    interpreted = tf.function(lambda x: program(x, note), autograph=False)
    expected = derivatives(compiled, x)
    seen.clear()
    np.testing.assert_allclose(derivatives(interpreted, x), expected, rtol=1e-12)
    assert len(seen) == effects
    inside = tf.function(lambda x: derivatives(lambda x: program(x, note), x), autograph=False)
    np.testing.assert_allclose(inside(x), expected, rtol=1e-12)
    np.testing.assert_allclose(derivatives(lambda x: program(x, silent), x), expected, rtol=1e-12)


def test_variables_and_streams():
    v = tf.Variable(1.0)

    def totals(watch):
        @tf.function(autograph=False)
        def function(n):
            def body(i, total):
                watch(total)
                v.assign(v * 2.0)
                return i + 1, total + v + tf.random.uniform([], seed=3)

            total = tf.while_loop(lambda i, total: i < n, body, (0, 0.0))[1]
            return total, v + 0.0

        v.assign(1.0)
        tf.random.set_seed(1)
        return [float(item) for n in (2, 3) for item in function(tf.constant(n))]

    compiled = totals(silent)
    assert compiled[1::2] == [4.0, 32.0]
    assert totals(note) == compiled


def test_only_a_branch_that_runs_must_fit():
    @tf.function(autograph=False, input_signature=[tf.TensorSpec([None]), tf.TensorSpec([])])
    def function(x, w):
        return tf.cond(w > 0, lambda: x[2] * w, lambda: x[0] * w)

    x, w = tf.constant([2.0]), tf.constant(-3.0)
    with tf.GradientTape() as tape:
        tape.watch([x, w])
        y = function(x, w)
    assert float(y) == -6.0
    of_x, of_w = tape.gradient(y, [x, w])
    assert of_x.numpy().tolist() == [-3.0] and float(of_w) == 2.0
    with pytest.raises(tf.errors.InvalidArgumentError, match="slice index 2 of dimension 0"):
        function(x, tf.constant(1.0))
    assert float(function(tf.constant([1.0, 2.0, 3.0]), tf.constant(2.0))) == 6.0


def test_a_loop_over_nothing_needs_nothing_to_index():
    @tf.function(autograph=False, input_signature=[tf.TensorSpec([None])])
    def total(x):
        n = tf.size(x)
        return tf.while_loop(lambda i, s: i < n, lambda i, s: (i + 1, s + x[i]), (0, 0.0))[1]

    assert float(total([])) == 0.0
    assert float(total([1.0, 2.0])) == 3.0
