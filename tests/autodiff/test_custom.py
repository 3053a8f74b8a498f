"""Gradients of the user's own, eager and inside of traced functions."""

import numpy as np
import pytest

import tfcourse as tf


def gradient(function, *sources):
    with tf.GradientTape() as tape:
        tape.watch(sources)
        y = function(*sources)
    return tape.gradient(y, list(sources))


@tf.custom_gradient
def hundredfold(x):
    return x**3, lambda cotangent: 100.0 * cotangent * x


@tf.custom_gradient
def exponential(x):
    y = tf.exp(x)
    # Calls itself, for a derivative of any order.
    return y, lambda cotangent: cotangent * exponential(x)


def around(function):
    return tf.function(function)


def inside(function):
    @tf.function
    def traced(x):
        return tf.identity(
            tf.while_loop(lambda i, _: i < 1, lambda i, y: (i + 1, function(y)), [0, x])[1]
        )

    return traced


@pytest.mark.parametrize("form", [lambda function: function, around, inside])
def test_a_tape_outside_finds_it(form):
    x = tf.constant([1.0, 2.0])
    (found,) = gradient(form(hundredfold), x)
    np.testing.assert_allclose(found, [100.0, 200.0])


@pytest.mark.parametrize("form", [lambda function: function, around])
@pytest.mark.parametrize("order", [1, 2, 3])
def test_a_gradient_that_calls_its_own_function(form, order):
    function = form(exponential)

    def derivative(x, order):
        if not order:
            return function(x)
        return gradient(lambda x: derivative(x, order - 1), x)[0]

    np.testing.assert_allclose(derivative(tf.constant(0.5, tf.float64), order), np.exp(0.5))


@pytest.mark.parametrize("form", [lambda function: function, around])
def test_a_gradient_uses_what_no_output_depends_on(form):
    @tf.custom_gradient
    def function(x):
        unused = tf.sin(x) + tf.constant(np.arange(200.0))[3]
        return x * 2.0, lambda cotangent: cotangent * unused

    x = tf.constant(0.25, tf.float64)
    np.testing.assert_allclose(gradient(form(function), x)[0], np.sin(0.25) + 3.0)


@pytest.mark.parametrize("form", [lambda function: function, around])
def test_variables(form):
    weight = tf.Variable(3.0)

    @tf.custom_gradient
    def function(x):
        def backward(cotangent, variables=None):
            assert [variable.ref() for variable in variables] == [weight.ref()]
            return 5.0 * cotangent, [7.0 * cotangent * weight]

        return x * weight, backward

    x = tf.constant(2.0)
    call = form(function)
    for value in (3.0, 4.0):
        weight.assign(value)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = call(x)
        assert [float(item) for item in tape.gradient(y, [x, weight])] == [5.0, 7.0 * value]


def test_a_function_that_runs_operation_by_operation():
    @tf.function
    def call(x):
        kept = hundredfold(tf.boolean_mask(x, x > 0.0))
        return tf.reduce_sum(kept)

    (found,) = gradient(call, tf.constant([1.0, -1.0, 2.0]))
    np.testing.assert_allclose(found, [100.0, 0.0, 200.0])


def test_a_gradient_of_none_is_none_outside_of_the_function():
    @tf.custom_gradient
    def function(x, y):
        return x * y, lambda cotangent: (cotangent, None)

    sources = tf.constant(1.0), tf.constant(2.0)
    assert gradient(tf.function(function), *sources)[1] is None


def test_a_gradient_that_reads_a_variable_which_the_function_does_not():
    weight = tf.Variable(2.0)

    @tf.custom_gradient
    def function(x):
        return x * 1.0, lambda cotangent: cotangent * weight

    with pytest.raises(ValueError, match="reads 'Variable', a variable that the function"):
        gradient(tf.function(function), tf.constant(1.0))


def test_recomputation_keeps_nothing_on_the_tape():
    weight = tf.Variable([1.0, 2.0])

    def body(x):
        return tf.reduce_sum(tf.sin(x * weight) * tf.exp(x))

    x = tf.constant([0.5, 0.25])
    expected = []
    for call in (body, tf.recompute_grad(body), tf.function(tf.recompute_grad(body))):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = call(x)
        recorded = [entry.op for entry in tape._log.trail().entries]
        expected.append(tape.gradient(y, [x, weight]))
    assert len(recorded) == 1
    for others in expected[1:]:
        for one, other in zip(expected[0], others, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-6)


def test_methods_keep_their_object():
    class Scale:
        factor = 5.0

        @tf.custom_gradient
        def call(self, x):
            return x * self.factor, lambda cotangent: cotangent * self.factor * 2.0

    x = tf.constant(1.0)
    assert float(gradient(Scale().call, x)[0]) == 10.0
    assert float(gradient(tf.function(Scale().call), x)[0]) == 10.0


def test_accumulators_follow_the_body_when_eager_and_the_gradient_in_a_function():
    x = tf.constant(2.0)
    found = []
    for call in (hundredfold, tf.function(hundredfold)):
        with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as accumulator:
            y = call(x)
        found.append(float(accumulator.jvp(y)))
    assert found == [12.0, 200.0]
