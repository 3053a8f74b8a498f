"""What is found out about a call: values, gradients with nothing changed."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.graph_picture import GraphPicture
from tfcourse.viz.traced_call import traced_call


def test_gradients_are_those_of_a_tape():
    w = tf.Variable([[1.0], [2.0]], name="w")

    def loss(x):
        return tf.reduce_sum(tf.square(x @ w))

    x = tf.constant([[3.0, 4.0]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        expected = tape.gradient(loss(x), [x, w])
    gradients = traced_call(loss, x).gradients
    np.testing.assert_allclose(gradients["x"], expected[0])
    (variable,) = (key for key in gradients if "w" in key)
    np.testing.assert_allclose(gradients[variable], expected[1])
    np.testing.assert_allclose(gradients["matmul"], [[22.0]])


def test_a_tape_inside_says_what_is_differentiated():
    w = tf.Variable(2.0, name="w")

    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            loss = w * w * x
        w.assign_sub(tape.gradient(loss, w))
        return loss * 1000.0

    call = traced_call(step, tf.constant(3.0))
    assert call.targets == ["mul_1"] and float(call.gradients["mul_1"]) == 1.0
    assert not set(call.gradients) & call.model.after_gradients
    assert w.numpy() == 2.0
    forward, whole = GraphPicture(call), GraphPicture(call, show="gradient")
    assert "gradient_tape/Gradient" not in forward.visible.boxes
    assert "gradient_tape/Gradient" in whole.visible.boxes
    assert "2 nodes of gradients and after them: show gradient" in forward.text()


def test_gradients_reach_into_branches():
    @tf.function
    def halved(x):
        if x > 1.0:
            x = x / 2.0
        return x

    call = traced_call(halved, tf.constant(3.0))
    assert float(call.gradients["x"]) == 0.5
    assert "cond/then_branch/truediv" in call.on_the_way and "Greater" not in call.on_the_way


@pytest.mark.parametrize(
    ("function", "argument"),
    [
        (lambda x: x * 2, tf.constant(1)),
        (lambda x: x * 2.0, tf.TensorSpec([])),
        (lambda x: x + "!", tf.constant("a")),
        (lambda x: tf.debugging.check_numerics(x, "bad"), tf.constant(np.nan)),
    ],
)
def test_no_gradients_is_said(function, argument):
    picture = GraphPicture(traced_call(function, argument), show="gradient")
    assert "no gradients: " in picture.text() and picture.data()["gradients"] == {}
    assert picture.svg()


def test_gradients_of_rows_have_a_norm():
    table = tf.Variable(tf.ones([5, 2]))
    picture = GraphPicture(
        traced_call(lambda i: tf.reduce_sum(tf.gather(table, i)), tf.constant([1, 3])),
        show="gradient",
    )
    assert 2.0 in picture.data()["gradients"].values()
