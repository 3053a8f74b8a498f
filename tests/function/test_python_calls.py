"""Python code as an operation."""

import numpy as np
import pytest

import tfcourse as tf


def test_a_call_runs_each_time_a_function_does():
    seen = []

    @tf.function
    def note(x):
        return tf.py_function(lambda value: seen.append(int(value)) or value + 1, [x], tf.int32)

    assert note(tf.constant(1)).numpy() == 2
    assert note(tf.constant(5)).numpy() == 6
    assert seen == [1, 5]


def test_the_traceback_is_told():
    def fail(x):
        raise KeyError("nothing there")

    with pytest.raises(tf.errors.UnknownError, match="KeyError: 'nothing there'") as caught:
        tf.py_function(fail, [1], tf.int32)
    assert "in fail" in caught.value.message
    assert isinstance(caught.value.__cause__, KeyError)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ValueError, tf.errors.InvalidArgumentError),
        (StopIteration, tf.errors.OutOfRangeError),
        (MemoryError, tf.errors.ResourceExhaustedError),
        (NotImplementedError, tf.errors.UnimplementedError),
        (RuntimeError, tf.errors.UnknownError),
    ],
)
def test_kinds_of_errors(error, expected):
    def fail():
        raise error("why")

    with pytest.raises(expected, match="why"):
        tf.py_function(fail, [], tf.int32)


def test_a_promise_is_kept_in_a_function():
    @tf.function
    def double(x):
        return tf.numpy_function(lambda value: value * np.float64(2), [x], tf.float32)

    with pytest.raises(tf.errors.InvalidArgumentError, match="is double, but expects float"):
        double(tf.constant([1.0], tf.float64))


@pytest.mark.parametrize("in_branch", [False, True])
def test_the_gradient_in_a_function_that_another_one_calls(in_branch):
    def cubed(x):
        return tf.py_function(lambda value: value**3, [x], tf.float32) * 2.0

    @tf.function
    def inner(x):
        return tf.cond(x > 1.0, lambda: cubed(x), lambda: x) if in_branch else cubed(x)

    @tf.function
    def outer(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = inner(x)
        return tape.gradient(y, x)

    assert float(outer(tf.constant(2.0))) == 24.0
