"""Python's operators on tensors and variables, from both sides, eager and in functions."""

import operator

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.testing import check_everywhere, check_gradients

ARITHMETIC = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.floordiv,
    operator.mod,
    operator.pow,
]
COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
LOGIC = [operator.and_, operator.or_, operator.xor]


@pytest.mark.parametrize("apply", ARITHMETIC + COMPARISONS, ids=lambda item: item.__name__)
def test_operators_between_tensors_and_numbers(apply):
    x = np.array([1.5, 2.0, 3.0], np.float32)
    for value in (tf.constant(x), tf.Variable(x)):
        assert np.array_equal(apply(value, 2.0), apply(x, np.float32(2)))
        assert np.array_equal(apply(2.0, value), apply(np.float32(2), x))
        assert np.array_equal(apply(value, tf.constant(x)), apply(x, x))
    check_everywhere(apply, x, x[::-1].copy())


@pytest.mark.parametrize("apply", LOGIC, ids=lambda item: item.__name__)
def test_operators_on_booleans_and_integers(apply):
    for x, y in [(np.array([True, False]), True), (np.array([6, 5], np.int32), 3)]:
        for value in (tf.constant(x), tf.Variable(x)):
            assert np.array_equal(apply(value, y), apply(x, y))
            assert np.array_equal(apply(y, value), apply(y, x))
    check_everywhere(apply, [6, 5], [3, 4])


def test_signs_and_inversion():
    check_everywhere(lambda x: -x, [1.0, -2.0])
    check_everywhere(lambda x: abs(x), [1.0, -2.0])
    check_everywhere(lambda x: ~x, [1, -2])
    check_everywhere(lambda x: ~x, [True, False])


def test_matrix_products():
    check_everywhere(operator.matmul, [[1.0, 2.0]], [[3.0], [4.0]])
    assert ([[1.0, 2.0]] @ tf.constant([[3.0], [4.0]])).numpy().tolist() == [[11.0]]


@pytest.mark.parametrize("apply", [*ARITHMETIC[:4], operator.pow], ids=lambda item: item.__name__)
def test_gradients(apply):
    check_gradients(apply, [1.5, 2.0], [0.5, 3.0])


class Foreign:
    def __radd__(self, other):
        return "added"

    def __rmul__(self, other):
        return NotImplemented


def test_foreign_operands_may_take_over():
    x = tf.constant([1.0])
    assert x + Foreign() == "added"
    for apply in (operator.mul, operator.sub):
        with pytest.raises(ValueError, match="Attempt to convert a value"):
            apply(x, Foreign())


def test_names_in_a_graph():
    with tf.Graph().as_default() as graph:
        x = tf.constant([1, 2], name="x")
        2 * x + 1 - x // 2
        (x > 1) & (x < 3)
        x & 1
    names = [operation.name for operation in graph.get_operations()]
    assert names == [
        "x",
        "mul/x",
        "mul",
        "add/y",
        "add",
        "floordiv/y",
        "floordiv",
        "sub",
        "Greater/y",
        "Greater",
        "Less/y",
        "Less",
        "and",
        "and_1/BitwiseAnd/y",
        "and_1/BitwiseAnd",
    ]
