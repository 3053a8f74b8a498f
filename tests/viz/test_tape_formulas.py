"""What is written of an operation and of its derivative: each formula is held against the truth."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core.op import ops_by_type
from tfcourse.viz.tape_formulas import DERIVATIVES, power_rule
from tfcourse.viz.tape_record import recording
from tfcourse.viz.tape_walk import TapeWalk

NAMES = {name: getattr(np, name) for name in ("sin", "cos", "sinh", "cosh", "exp", "log", "sign")}
CALLS = {
    "AddV2": tf.add,
    "Sub": tf.subtract,
    "Mul": tf.multiply,
    "RealDiv": tf.divide,
    "Pow": tf.pow,
    "SquaredDifference": tf.math.squared_difference,
    "Maximum": tf.maximum,
    "Minimum": tf.minimum,
    "Neg": tf.negative,
    "Identity": tf.identity,
    "Square": tf.square,
    "Sqrt": tf.sqrt,
    "Rsqrt": tf.math.rsqrt,
    "Reciprocal": tf.math.reciprocal,
    "Exp": tf.exp,
    "Expm1": tf.math.expm1,
    "Log": tf.math.log,
    "Log1p": tf.math.log1p,
    "Sin": tf.sin,
    "Cos": tf.cos,
    "Tan": tf.tan,
    "Sinh": tf.sinh,
    "Cosh": tf.cosh,
    "Tanh": tf.tanh,
    "Atan": tf.atan,
    "Sigmoid": tf.sigmoid,
    "Relu": tf.nn.relu,
    "Abs": tf.abs,
    "Softplus": tf.math.softplus,
}


def shares(function, *values):
    """Returns the written expression of one operation and the shares of its operands."""
    a, b = (tf.Variable(value) for value in (*values, 0.0)[:2])
    with recording() as record:
        result = function(*[a, b][: len(values)])
    walk = TapeWalk(record)
    (pulled,) = walk.backward
    return walk.expression(walk.operations[-1]), pulled.shares, result


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize("values", [(1.5, 0.5), (0.25, 2.0)])
def test_formulas_are_the_derivatives(kind, values):
    values = values[: len(DERIVATIVES[kind])]
    _, found, result = shares(CALLS[kind], *values)
    names = NAMES | dict(zip("ab", values, strict=False))
    names["result"] = result.numpy()
    for share in found:
        assert eval(share.formula, names) == pytest.approx(share.local.numpy(), rel=1e-5)


def test_every_formula_is_held_against_the_truth():
    # Keras's own square is written as ours.
    assert DERIVATIVES.keys() - CALLS.keys() == {"square"}
    assert ops_by_type.keys() >= CALLS.keys()


@pytest.mark.parametrize(
    ("function", "written"),
    [
        (lambda a, b: a + b, "a + b"),
        (lambda a, b: a - b, "a - b"),
        (lambda a, b: a / b, "a / b"),
        (lambda a, b: a**b, "a ** b"),
        (lambda a, b: a * -2.0, "a * (-2)"),
        (lambda a, b: -a, "-a"),
        (lambda a, b: tf.reduce_sum(a), "reduce_sum(a)"),
        (lambda a, b: tf.maximum(a, b), "maximum(a, b)"),
        (lambda a, b: tf.math.squared_difference(a, b), "squared_difference(a, b)"),
        (lambda a, b: tf.concat([[a], [b]], 0), "concat(v1, v2, 0)"),
        (lambda a, b: tf.stack([a, b])[0], "v1[…]"),
        (lambda a, b: tf.reshape(a, [1])[0], "v1[…]"),
        (lambda a, b: tf.stack([a, b]), "stack(a, b)"),
        (lambda a, b: tf.nn.conv2d(tf.ones([1, 1, 1, 1]), [[[[a]]]], 1, "SAME"), "conv2d(v1, v5)"),
        (lambda a, b: tf.function(lambda x, y: x * y)(a, b), "<lambda>(a, b)"),
    ],
)
def test_expressions(function, written):
    a, b = tf.Variable(2.0), tf.Variable(3.0)
    with recording() as record:
        result = function(a, b)
    walk = TapeWalk(record, result)
    assert walk.expression(walk.operations[-1]) == written


def test_a_gradient_within_is_one_operation():
    x = tf.Variable(3.0)
    with recording() as record:
        with tf.GradientTape() as tape:
            y = x * x * x
        gradient = tape.gradient(y, x)
    walk = TapeWalk(record, gradient)
    assert walk.expression(walk.operations[-1]) == "tape.gradient(…)"
    assert walk.gradients[0].numpy() == 18


def test_powers_are_written_as_people_do():
    assert [power_rule("x", exponent) for exponent in range(4)] == ["0", "1", "2 * x", "3 * x ** 2"]
    _, (share,), _ = shares(lambda a: a**3, 2.0)
    assert share.formula == "3 * a ** 2" and share.local_steps == ["3 * a ** 2", "12"]


def test_where_a_factor_is_not_all():
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    w, b = tf.Variable([[1.0], [2.0]]), tf.Variable(0.5)
    with recording() as record:
        y = x @ w + b
    walk = TapeWalk(record, y)
    added, product = walk.backward
    assert [share.words for share in added.shares] == [
        "",
        "d y/d y · 1, added up to the shape of b",
    ]
    assert [share.words for share in product.shares] == ["transpose(x) @ d y/d v1"]
    with recording() as record:
        y = tf.matmul(x, w, transpose_a=True)
    assert TapeWalk(record, y).backward[0].shares[0].words == ""
