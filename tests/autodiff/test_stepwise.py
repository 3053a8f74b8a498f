"""Operations pulled back one by one give the gradients of a tape, to the bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.autodiff.stepwise import Backward
from tfcourse.core import tiers


@pytest.fixture(autouse=True)
def on_host(monkeypatch):
    """XLA may round a program of many operations otherwise than each by itself."""
    monkeypatch.setattr(tiers, "mode", "host")


class OpenTape(tf.GradientTape):
    @property
    def trail(self):
        return self._log.trail()


def same(tape, target, sources):
    """Checks that both ways give the same gradients, and returns the steps."""
    back = Backward(tape.trail, target, [getattr(item, "handle", item) for item in sources])
    steps = list(back.steps())
    for mine, true in zip(back.gradients(), tape.gradient(target, sources), strict=True):
        assert type(mine) is type(true)
        if isinstance(true, tf.IndexedSlices):
            np.testing.assert_array_equal(mine.indices, true.indices)
            mine, true = mine.values, true.values
        if true is not None:
            np.testing.assert_array_equal(mine.numpy(), true.numpy())
    return steps


UNARY = [tf.tanh, tf.sin, tf.square, tf.nn.relu, tf.sigmoid, lambda x: x * 0.3, lambda x: x - x * x]
BINARY = [tf.add, tf.subtract, tf.multiply, tf.maximum, lambda x, y: x / (1.0 + y * y)]
CHOICE = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))


@settings(max_examples=60)
@given(
    st.lists(st.floats(-2, 2, width=32), min_size=1, max_size=3),
    st.lists(CHOICE, min_size=1, max_size=12),
)
def test_sums_are_those_of_the_tape(values, choices):
    sources = [tf.Variable(value) for value in values]
    with OpenTape(persistent=True) as tape:
        made = [item * 1.0 for item in sources]
        for which, left, right in choices:
            if which % 2:
                made.append(UNARY[which % len(UNARY)](made[left % len(made)]))
            else:
                operands = made[left % len(made)], made[right % len(made)]
                made.append(BINARY[which % len(BINARY)](*operands))
        target = tf.add_n(made[-3:])
    same(tape, target, sources)


def test_matrices_functions_and_gradients_of_the_users_own():
    w = tf.Variable([[2.0], [1.0]])
    b = tf.Variable(0.5)
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])

    @tf.function
    def scaled(y):
        return tf.nn.relu(y) * w[0]

    @tf.custom_gradient
    def own(y):
        return y * 2.0, lambda cotangent: cotangent * 5.0

    with OpenTape(persistent=True) as tape:
        y = x @ w + b
        y = own(y * y) + scaled(y) + own(y)
        target = tf.reduce_sum(y * b)
    steps = same(tape, target, [w, b])
    assert all(step.contributions for step in steps)


def test_rows_that_were_gathered():
    table = tf.Variable(tf.ones([5, 2]))
    with OpenTape(persistent=True) as tape:
        target = tf.reduce_sum(tf.gather(table, [1, 3])) + tf.reduce_sum(
            tf.gather(tf.identity(table), [1, 2]) * 2.0
        )
    same(tape, target, [table])


def test_a_variable_that_was_assigned_between():
    w = tf.Variable(2.0)
    with OpenTape(persistent=True) as tape:
        y = w * w
        w.assign(5.0)
        target = y * w
    same(tape, target, [w])


def test_one_operand_twice_gets_two_shares():
    x = tf.Variable(3.0)
    with OpenTape(persistent=True) as tape:
        y = x * x
    (step,) = same(tape, y, [x])
    assert [(item.at, item.value.numpy(), item.total.numpy()) for item in step.contributions] == [
        (0, 3, 3),
        (1, 3, 6),
    ]


def test_the_derivative_of_an_operation_alone():
    x = tf.Variable(3.0)
    with OpenTape(persistent=True) as tape:
        y = tf.square(tf.square(x)) * 7.0
    last, outer, inner = same(tape, y, [x])
    for step, local, share in ((last, 7, 7), (outer, 18, 126), (inner, 6, 756)):
        ((_, derivative),) = step.local()
        assert derivative.numpy() == local
        assert step.contributions[0].value.numpy() == share


def test_what_does_not_lead_there_is_not_gone_through():
    x, other = tf.Variable(3.0), tf.Variable(1.0)
    with OpenTape(persistent=True) as tape:
        y = tf.stop_gradient(x) * 2.0
        unused = other * 2.0
    assert same(tape, y, [x, other]) == []
    assert unused.numpy() == 2
