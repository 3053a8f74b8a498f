"""Names of tensors are found where the user's code has them."""

import numpy as np

import tfcourse as tf
from tfcourse.viz.tape_record import recording


def names(record):
    """Returns what each operation's operands and first result are called."""
    return [
        (
            [record.name_of(item) for item in operation.operands],
            record.name_of(operation.outputs[0]),
        )
        for operation in record.operations
    ]


def test_names_within_functions_lists_dictionaries_and_objects():
    class Model:
        def __init__(self):
            self.w = tf.Variable(2.0)

        def __call__(self, inputs):
            product = self.w * inputs
            return product + params["b"] + biases[0]

    params, biases, model = {"b": tf.Variable(1.0)}, [tf.Variable(0.5)], Model()
    with recording() as record:
        result = model(tf.constant(3.0))
    assert names(record) == [
        (["self.w", "inputs"], "product"),
        (["product", "params['b']"], ""),
        (["", "biases[0]"], "result"),
    ]
    assert result.numpy() == 7.5


def test_a_name_that_is_used_again_is_numbered():
    w = tf.Variable(2.0)
    with recording() as record:
        h = w * 1.0
        h = tf.tanh(h)
        h = h * h
    assert names(record) == [(["w", ""], "h"), (["h"], "h₂"), (["h₂", "h₂"], "h₃")]


def test_what_is_named_by_itself_and_in_a_list_has_its_own_name():
    biases = [tf.Variable(1.0), tf.Variable(2.0)]
    first = biases[0]
    with recording() as record:
        first + biases[1]
    assert names(record)[0][0] == ["first", "biases[1]"]


def test_a_variable_without_a_name_has_that_of_its_own():
    def product():
        return made()[0] * made()[0]

    w = tf.Variable(2.0, name="outer/layer/kernel")
    holder = iter([[w], [w]])
    del w

    def made():
        return next(holder)

    with recording() as record:
        product()
    assert names(record)[0][0] == ["layer/kernel", "layer/kernel"]


def test_names_within_libraries_are_not_the_users():
    y_train, w = tf.constant([[1.0], [2.0]]), tf.Variable([[0.5], [1.5]])
    with recording() as record:
        loss = tf.keras.losses.MSE(y_train, w * 1.0)
    found = {name for operands, _ in names(record) for name in operands}
    assert found == {"w", "y_train", ""} and loss.shape == (2,)


def test_names_of_arrays_are_those_of_what_equals_them():
    data, alike, other = np.ones([2], np.float32), np.ones([3]), np.ones([3])
    x, y = tf.Variable([1.0, 2.0]), tf.Variable([1.0, 2.0, 3.0])
    with recording() as record:
        x * data
        # Two arrays are equal to this one: nobody knows which it was.
        y * alike
    assert names(record)[0][0] == ["x", "data"]
    assert names(record)[1][0] == ["y", ""] and other.shape == (3,)
