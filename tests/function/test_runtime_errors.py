"""Errors of operations while a function runs."""

import pytest

import tfcourse as tf


def test_an_error_names_the_node_and_the_users_lines():
    @tf.function(input_signature=[tf.TensorSpec([None], tf.int32)] * 2, autograph=False)
    def total(x, y):
        return tf.add(x, y, name="total")

    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        total([1, 2], [1, 2, 3])
    message = caught.value.message
    assert message.startswith("Graph execution error:\n\nDetected at node total defined at (most")
    assert f'  File "{__file__}"' in message and "in total\n" in message
    assert "\n\nIncompatible shapes: [2] vs. [3]\n\t [[{{node total}}]] [Op:__inference_" in message
    assert caught.value.reason == "Incompatible shapes: [2] vs. [3]"


def test_the_innermost_operation_is_named():
    @tf.function(autograph=False)
    def inner(x):
        return tf.debugging.check_numerics(x, "bad")

    @tf.function(autograph=False)
    def outer(x):
        return tf.cond(x > 1.0, lambda: inner(x / 0.0), lambda: x)

    assert float(outer(tf.constant(0.5))) == 0.5
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"bad : Tensor had Inf") as caught:
        outer(tf.constant(2.0))
    assert "[[{{node cond/CheckNumerics}}]] [Op:__inference_outer_" in caught.value.message
    assert all(f"in {name}\n" in caught.value.message for name in ("outer", "inner"))


def test_a_lambda_has_no_lines():
    function = tf.function(
        lambda x: tf.reshape(x, [3]), [tf.TensorSpec([None], tf.int32)], autograph=False
    )
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"^\{\{function_node __inference_<la"):
        function([1, 2])
