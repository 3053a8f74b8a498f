"""Recorders that are asked inside of a graph that is being traced."""

import pytest

import tfcourse as tf


def cube_in_branch(ask):
    """Calls `ask(tape, y, x)` in a branch, where y = x**3 depends on x within and without."""

    @tf.function
    def function(x):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            square = x * x
            return tf.cond(x > 0.0, lambda: ask(tape, square * x, x), lambda: -x)

    return float(function(tf.constant(3.0)))


def test_a_tape_knows_what_a_branch_holds():
    assert cube_in_branch(lambda tape, y, x: tape.gradient(y, x)) == 27.0


def test_what_it_gives_there_is_known_to_it_too():
    assert cube_in_branch(lambda tape, y, x: tape.gradient(tape.gradient(y, x), x)) == 18.0


def test_asking_twice_gives_the_same():
    def ask(tape, y, x):
        tape.gradient(y, x)
        return tape.gradient(y, x)

    assert cube_in_branch(ask) == 27.0


def test_asking_inside_leaves_the_record_as_it_was():
    @tf.function
    def function(x):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
            y = tf.cond(x > 0.0, lambda: tape.gradient(x * x * x, x), lambda: -x)
        return tape.gradient(y, x)

    assert float(function(tf.constant(3.0))) == 18.0


def test_a_block_that_stops_recording_is_left_out():
    def ask(tape, y, x):
        with tape.stop_recording():
            more = x * x
        return tape.gradient(y + more, x)

    assert cube_in_branch(ask) == 27.0


def test_a_tape_that_is_reset_inside_begins_there():
    def ask(tape, y, x):
        tape.reset()
        tape.watch(x)
        return tape.gradient(x * x, x)

    assert cube_in_branch(ask) == 6.0


def test_a_tape_that_was_left_is_not_told():
    @tf.function
    def function(x):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)
        return tf.cond(
            x > 0.0,
            lambda: tape.gradient(x * x, x, unconnected_gradients="zero"),
            lambda: -x,
        )

    assert float(function(tf.constant(3.0))) == 0.0


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_graphs_within_graphs(depth):
    @tf.function
    def function(x):
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(x)

            def branch(y, left):
                if not left:
                    return tape.gradient(y * x, x)
                return tf.cond(x > 0.0, lambda: branch(y * x, left - 1), lambda: x)

            return branch(x, depth)

    # The derivative of x**(depth + 2).
    assert float(function(tf.constant(2.0))) == (depth + 2) * 2.0 ** (depth + 1)


def test_an_accumulator_knows_what_a_loop_holds():
    @tf.function
    def function(x):
        with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as accumulator:
            return tf.while_loop(
                lambda i, total: i < 2,
                lambda i, total: (i + 1, total + accumulator.jvp(x * x)),
                [0, 0.0],
            )[1]

    assert float(function(tf.constant(3.0))) == 12.0


def test_gradients_of_a_graph_reach_into_those_around_it():
    @tf.function
    def function(x):
        square = x * x
        return tf.cond(x > 0.0, lambda: tf.gradients(square * x, x)[0], lambda: x)

    assert float(function(tf.constant(3.0))) == 27.0
