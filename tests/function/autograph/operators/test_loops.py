import numpy as np
import pytest

import tfcourse as tf
from tfcourse.function.autograph.operators.iterables import register_iterable
from tfcourse.testing import check_gradients


class Countdown:
    def __init__(self, start):
        self.start = start


def countdown_loop(iterated, extra_test, body, get_state, set_state, symbol_names, opts):
    assert opts["iterate_names"] == "i"
    for number in range(iterated.start, 0, -1):
        if extra_test is not None and not extra_test():
            break
        body(number)


register_iterable(Countdown, countdown_loop, len=lambda countdown: countdown.start)


def test_a_class_may_bring_its_own_loop():
    @tf.function
    def total(x):
        for i in Countdown(3):
            x += i
        return x * len(Countdown(4))

    assert total(tf.constant(0)).numpy() == 24


def test_a_loop_over_nothing():
    @tf.function(input_signature=[tf.TensorSpec([None, 2])])
    def total(rows):
        result = tf.zeros([2])
        for row in rows:
            result += row
        return result

    assert total(tf.zeros([0, 2])).numpy().tolist() == [0.0, 0.0]
    assert total(tf.ones([3, 2])).numpy().tolist() == [3.0, 3.0]
    assert total.experimental_get_tracing_count() == 1


def test_the_condition_of_a_python_loop_is_evaluated_once_per_round():
    seen = []

    @tf.function
    def emptied(x):
        items = [1, 2, 3]
        while items and not seen.append(len(items)):
            x += items.pop()
        return x

    assert emptied(tf.constant(0)).numpy() == 6
    assert seen == [3, 2, 1]


def test_reading_a_variable_that_a_later_line_sets():
    @tf.function
    def wrong(x):
        while x < 10:
            x += late  # noqa: F821
            late = 1  # noqa: F841
        return x

    with pytest.raises(ValueError, match="'late' must be defined before the loop\n"):
        wrong(tf.constant(1))


def while_in_for(x):
    for i in tf.range(3):
        n = 0
        while n < i:
            x = x * 1.5 + tf.sin(x)
            n += 1
    return x


def break_in_for(x):
    for element in tf.constant([1.0, 2.0, 3.0, 4.0], tf.float64):
        if x > 20.0:
            break
        x = x * element
    return x


@pytest.mark.parametrize("function", [while_in_for, break_in_for])
def test_gradients_of_loops(function):
    check_gradients(tf.function(function), np.float64(1.3), order=1)


def test_long_loops_keep_numbers_exact():
    @tf.function
    def counted(n):
        total = 0
        while total < n:
            total += 1
        return total

    assert counted(tf.constant(100_000)).numpy() == 100_000
