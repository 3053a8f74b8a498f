"""Jacobians and Hessians: all rows at once, of whatever was recorded."""

import numpy as np
import pytest

import tfcourse as tf


@tf.custom_gradient
def fivefold(x):
    return x**2, lambda cotangent: 5.0 * cotangent * x


def jacobian(function, x, by_batch=False, **options):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = function(x)
    return (tape.batch_jacobian if by_batch else tape.jacobian)(y, x, **options)


@pytest.mark.parametrize("by_batch", [False, True])
@pytest.mark.parametrize("is_known", [False, True])
def test_unknown_dimensions_and_gradients_of_the_users_own(by_batch, is_known):
    signature = [tf.TensorSpec([3, 2] if is_known else [None, 2], tf.float64)]
    x = tf.constant([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], tf.float64)

    def mixed(x):
        return tf.sin(fivefold(x)) @ tf.constant([[1.0, 2.0], [3.0, 4.0]], tf.float64)

    rows = jacobian(mixed, x, by_batch, experimental_use_pfor=False)
    at_once = jacobian(mixed, x, by_batch)
    traced = tf.function(lambda x: jacobian(mixed, x, by_batch), input_signature=signature)(x)
    np.testing.assert_allclose(at_once, rows, rtol=1e-12)
    np.testing.assert_allclose(traced, rows, rtol=1e-12)


def test_python_gradients_run_once_for_all_rows():
    calls = []

    @tf.custom_gradient
    def counted(x):
        return x * 1.0, lambda cotangent: calls.append(cotangent) or cotangent

    jacobian(counted, tf.ones([4]))
    assert len(calls) == 1


def test_a_jacobian_is_recorded_by_tapes_around():
    x = tf.constant([0.5, 0.25], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        diagonal = tf.linalg.diag_part(jacobian(lambda x: fivefold(x) * x, x))
    # 5 x * x + x**2, of which the second term is a gradient of the user's own again.
    np.testing.assert_allclose(tape.gradient(diagonal, x), 10.0 * x + 5.0 * x, rtol=1e-12)


@pytest.mark.parametrize("shape", [[2, 2], [None, 2], [None, None]])
def test_hessians_of_any_shape(shape):
    @tf.function(input_signature=[tf.TensorSpec(shape)])
    def hessian(x):
        return tf.hessians(tf.reduce_sum(x**3) * x[0, 0], x)[0]

    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = tf.reduce_sum(x**3) * x[0, 0]
        gradient = inner.gradient(y, x)
    np.testing.assert_allclose(hessian(x), outer.jacobian(gradient, x), rtol=1e-6)


def test_rows_that_are_computed_one_by_one_need_a_persistent_tape():
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = x * x
    with pytest.raises(RuntimeError, match="persistent=True to compute the jacobian"):
        tape.jacobian(y, x, experimental_use_pfor=False)
