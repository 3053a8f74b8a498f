"""Values in a few words."""

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.viz.tape_values import dtype_and_shape, in_formula, is_short, written_value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.0, "1"),
        (np.float32(0.1), "0.1"),
        (3, "3"),
        (True, "True"),
        (float("-inf"), "-inf"),
        (1 + 2j, "1+2j"),
        ("text", "'text'"),
        ("a text that is too long to be shown", "'a text that is too lo…'"),
        ([1.0, -2.5], "[1, -2.5]"),
        ([[1.0 / 3], [2.0]], "[[0.3333], [2]]"),
        (np.zeros([0, 3], np.float32), "[]"),
        (np.arange(6.0), "[6]: 0 … 5"),
        (np.full([2, 3], 7), "[2, 3]: all 7"),
        ([1.0, np.nan, np.inf, 2.0, np.nan], "[5]: 1 … 2, 2 NaN, 1 inf"),
        (np.full([5], np.nan), "[5]: 5 NaN"),
        (["a"] * 5, "string[5]"),
        (np.full([5], 3 + 4j), "[5]: all 5"),
    ],
)
def test_values(value, said):
    assert written_value(tf.constant(value)) == said


def test_rows():
    table = tf.Variable(tf.ones([5, 2]))
    with tf.GradientTape() as tape:
        y = tf.gather(table, [1, 3])
    rows = tape.gradient(y, table)
    assert written_value(rows) == "rows [1, 3] of [5, 2]" and not is_short(rows)


def test_what_stands_in_formulas():
    assert in_formula("-2") == "(-2)" and in_formula("2") == "2"
    assert dtype_and_shape(tf.ones([4, 3])) == "float32[4, 3]"
    assert is_short(tf.Variable([1.0, 2.0])) and not is_short(tf.ones([5]))
