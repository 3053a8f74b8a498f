"""`optimizer.minimize` does what the loop written by hand does, to the last digit."""

import pytest

import tfcourse as tf

STEPS = 50


def by_hand(x, eta):
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            y = tf.pow(x, 2.0) - 4.0 * x + 4.0
        x.assign_sub(eta * tape.gradient(y, x))
        yield x.numpy()


def by_gradients(x, optimizer):
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            y = tf.pow(x, 2.0) - 4.0 * x + 4.0
        optimizer.apply_gradients([(tape.gradient(y, x), x)])
        yield x.numpy()


def by_minimize(x, optimizer, form):
    def calc_y():
        return tf.pow(x, 2.0) - 4.0 * x + 4.0

    for _ in range(STEPS):
        if form == "callable":
            optimizer.minimize(calc_y, [x])
        elif form == "callables":
            optimizer.minimize(calc_y, lambda: [x])
        else:
            with tf.GradientTape() as tape:
                y = calc_y()
            optimizer.minimize(y, [x], tape=tape)
        yield x.numpy()


def test_descent_by_hand():
    expected = list(by_hand(tf.Variable(10.0), 0.1))
    assert list(by_gradients(tf.Variable(10.0), tf.keras.optimizers.SGD(0.1))) == expected
    minimized = by_minimize(tf.Variable(10.0), tf.keras.optimizers.SGD(0.1), "callable")
    assert list(minimized) == expected


@pytest.mark.parametrize("form", ["callable", "callables", "tape"])
@pytest.mark.parametrize("kind", ["SGD", "Adam", "RMSprop"])
def test_minimize_is_the_loop_with_a_tape(kind, form):
    make = getattr(tf.keras.optimizers, kind)
    expected = list(by_gradients(tf.Variable(10.0), make(0.1)))
    assert list(by_minimize(tf.Variable(10.0), make(0.1), form)) == expected


def test_a_loss_without_a_tape():
    x = tf.Variable(1.0)
    with pytest.raises(ValueError, match="`tape` is required when a `Tensor` loss is passed"):
        tf.keras.optimizers.SGD(0.1).minimize(x * x, [x])
