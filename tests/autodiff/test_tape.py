"""Tapes: what they keep, what they compile, what they forget."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tfcourse as tf
from tfcourse.autodiff import backward, paths, plan
from tfcourse.core.context import context
from tfcourse.testing import check_gradients


def begin_anew(monkeypatch):
    """Forgets the paths of other tests."""
    monkeypatch.setattr(paths, "known", paths.Paths())


def test_the_second_round_of_a_loop_finds_the_first_ones_program(monkeypatch):
    begin_anew(monkeypatch)
    x = tf.Variable(5.0)
    planned = []

    def plan_of(*arguments):
        planned.append(arguments)
        return plan.plan_of(*arguments)

    monkeypatch.setattr(backward, "plan_of", plan_of)

    def step():
        with tf.GradientTape() as tape:
            y = x**2 - 4.0 * x + 4.0
        x.assign_sub(0.1 * tape.gradient(y, x))

    for _ in range(5):
        step()
    assert len(planned) == 1


def test_too_many_paths_are_forgotten(monkeypatch):
    monkeypatch.setattr(paths, "MOST_ITEMS", 40)
    begin_anew(monkeypatch)
    for length in (2, 9, 3):
        x = tf.Variable(2.0)
        with tf.GradientTape() as tape:
            y = x
            for _ in range(length):
                y = y * x
        assert float(tape.gradient(y, x)) == (length + 1) * 2.0**length
    assert len(paths.known) == 1


def test_the_path_of_a_log_depends_on_attributes_lists_and_wiring():
    x, z = tf.constant([[1.0, 2.0]]), tf.constant([[3.0, 4.0]])

    def places(*functions):
        found = []
        for function in functions:
            with tf.GradientTape() as tape:
                tape.watch(x)
                function()
            found.append(tape._log.path())
        return found

    same = places(lambda: x * z, lambda: x * z, lambda: tf.multiply(x, z))
    assert same[0] is same[1] is same[2]
    others = places(
        lambda: x * z,
        lambda: z * x,
        lambda: x * x,
        lambda: x + z,
        lambda: tf.matmul(x, z, transpose_b=True),
        lambda: tf.matmul(x, z, transpose_a=True),
        lambda: tf.concat([x, z], 0),
        lambda: tf.concat([x, z, z], 0),
    )
    assert len(set(map(id, others))) == len(others)


def test_a_gradient_is_one_operation_on_the_outer_tape():
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = tf.sin(x) * x * x
        inner.gradient(y, x)
        kinds = [entry.op.type for entry in outer._log.trail().entries]
    assert kinds[-1] == "Gradient"
    assert len(kinds) == 4


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_tapes_inside_tapes(order):
    x = tf.constant(1.3, tf.float64)

    def derivative(order):
        if not order:
            return tf.exp(2.0 * x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = derivative(order - 1)
        return tape.gradient(y, x)

    np.testing.assert_allclose(derivative(order), 2.0**order * np.exp(2.6), rtol=1e-12)


def test_what_is_not_watched_is_not_kept():
    a = tf.constant(1.0)
    with tf.GradientTape() as tape:
        for _ in range(10):
            a = a * 2.0
    assert tape._log.trail().entries == []


def test_a_spent_tape_keeps_nothing():
    x = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = x * x
    tape.gradient(y, x)
    assert tape._log.notes == tape._log.tensors == [] and tape._log.numbers == {}


def test_an_error_inside_the_block_stops_the_recording():
    with pytest.raises(ZeroDivisionError), tf.GradientTape():
        1 / 0  # noqa: B018
    assert context.tapes == ()


def test_only_the_part_between_sources_and_target_runs():
    x, w = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        tf.exp(w) * w
    gradient, nothing = tape.gradient(y, [x, w])
    assert float(gradient) == 4.0
    assert nothing is None


def test_intermediate_tensors_are_sources():
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    assert [float(g) for g in tape.gradient(z, [x, y])] == [108.0, 18.0]


def test_a_long_tape():
    x = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = x
        for _ in range(300):
            y = y * 1.01
    np.testing.assert_allclose(tape.gradient(y, x), 1.01**300, rtol=1e-4)


@given(
    st.lists(st.floats(-2, 2, width=32, allow_subnormal=False), min_size=1, max_size=4),
    st.floats(0.5, 2),
)
def test_a_gradient_is_linear_in_its_cotangent(values, factor):
    x = tf.constant(values, tf.float64)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = tf.tanh(x) * x
    once = tape.gradient(y, x, output_gradients=tf.ones_like(y))
    scaled = tape.gradient(y, x, output_gradients=factor * tf.ones_like(y))
    np.testing.assert_allclose(scaled, factor * once.numpy(), rtol=1e-9, atol=1e-12)


def test_the_jacobian_of_an_elementwise_function_is_diagonal():
    x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
    jacobian = tape.jacobian(y, x)
    assert jacobian.shape == (2, 2, 2, 2)
    np.testing.assert_allclose(tf.reshape(jacobian, [4, 4]), np.diag([2.0, 4.0, 6.0, 8.0]))
    batch = tape.batch_jacobian(y, x)
    np.testing.assert_allclose(batch[1], [[6.0, 0.0], [0.0, 8.0]])


def test_gradients_against_differences():
    check_gradients(
        lambda a, b: tf.reduce_sum(tf.sin(a) * b / (1.0 + a * a)), [0.3, -0.7], [1.0, 2.0]
    )


def test_a_custom_gradient_between_recorded_operations():
    @tf.custom_gradient
    def half(x):
        return x, lambda cotangent: cotangent * 0.5

    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = tf.square(half(x * x))
    assert float(tape.gradient(y, x)) == 16.0


def test_a_jacobian_through_a_custom_gradient():
    @tf.custom_gradient
    def doubled(x):
        return x, lambda cotangent: cotangent * 2.0

    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = doubled(x) * x
    np.testing.assert_allclose(tape.jacobian(y, x), np.diag([3.0, 6.0]))


def test_second_derivatives_in_a_function_where_values_decide_shapes():
    @tf.function
    def derivatives(x, ids):
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                y = tf.math.segment_sum(x**3, ids)
            first = inner.gradient(y, x)
        return first, outer.gradient(first, x)

    first, second = derivatives(tf.constant([1.0, 2.0]), tf.constant([0, 1]))
    assert first.numpy().tolist() == [3.0, 12.0]
    assert second.numpy().tolist() == [6.0, 12.0]
