"""`tf.debugging.enable_check_numerics`."""

import pytest

import tfcourse as tf


@pytest.fixture
def checked():
    tf.debugging.enable_check_numerics()
    yield
    tf.debugging.disable_check_numerics()


def test_the_operation_and_its_operands_are_named(checked):
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        tf.constant([1.0, 2.0]) * float("inf")
    assert caught.value.reason == (
        '\n\n!!! Detected Infinity or NaN in output 0 of eagerly-executing op "Mul" (# of outputs: '
        "1) !!!\n  dtype: <dtype: 'float32'>\n  shape: (2,)\n  # of +Inf elements: 2\n\n  Input "
        "tensors (2):\n         0: tf.Tensor([1. 2.], shape=(2,), dtype=float32)\n         1: "
        "tf.Tensor(inf, shape=(), dtype=float32)\n\n : Tensor had +Inf values"
    )


def test_what_is_passed_on_is_no_fault(checked):
    nan = tf.constant(float("nan"))
    tf.stack([tf.identity(nan), 1.0])
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"op \"Log\""):
        tf.math.log(nan)


def test_functions_are_checked_while_they_run(checked):
    @tf.function
    def divide(x, y):
        return x / y

    assert float(divide(tf.constant(1.0), tf.constant(2.0))) == 0.5
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"Detected Infinity or NaN"):
        divide(tf.constant(1.0), tf.constant(0.0))


def test_nothing_is_checked_after():
    assert tf.math.is_inf(tf.constant(1.0) / 0.0)
