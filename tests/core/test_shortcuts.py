"""The gate's short way gives what the long way gives, and hides nothing from who looks on."""

import threading

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.core import shortcuts, tiers
from tfcourse.core.context import context
from tfcourse.core.op import ops_by_type

ADD = ops_by_type["AddV2"]


@pytest.fixture(autouse=True)
def auto(monkeypatch):
    monkeypatch.setattr(tiers, "mode", "auto")


def known(definition, *operands, attributes=()):
    return definition.shortcuts.get(shortcuts.key_of(definition, operands, attributes))


def test_what_numpy_has_computed_is_known():
    x, y = tf.constant([[1.0, 2.0, 3.0, 4.0, 5.0]]), tf.constant([[1.0]] * 3)
    first = tf.add(x, y)
    assert known(ADD, x, y) is not None
    assert known(ADD, y, x) is None
    second = tf.add(x, y)
    assert second is not first
    assert second.dtype is tf.float32 and second.shape == [3, 5]
    np.testing.assert_array_equal(first, second)


def test_dtypes_are_still_refused_beside_what_is_known():
    x = tf.constant([1.0, 2.0])
    x + x, x + 1, x + 1.0, 2 * x
    for wrong in (
        lambda: x + tf.constant([1, 2]),
        lambda: x + tf.constant([1.0, 2.0], tf.float64),
        lambda: tf.constant([1, 2]) + 1.5,
        lambda: x + "text",
        lambda: x + tf.constant([1.0, 2.0, 3.0]),
    ):
        for _ in range(2):
            with pytest.raises((tf.errors.InvalidArgumentError, TypeError, ValueError)):
                wrong()


@pytest.mark.parametrize("dtype", [tf.float32, tf.float64, tf.int32, tf.int64, tf.int8])
def test_numbers_become_what_they_become_the_long_way(dtype):
    x = tf.constant([1, 2, -3], dtype)
    for number in (3, -2, 0):
        for function in (
            lambda x, n: x + n,
            lambda x, n: n + x,
            lambda x, n: x - n,
            lambda x, n: n - x,
            lambda x, n: x * n,
            lambda x, n: x < n,
            lambda x, n: n >= x,
        ):
            first, second = function(x, number), function(x, number)
            with tf.device("cpu:0"):
                long = function(x, number)
            assert first.dtype is second.dtype is long.dtype
            np.testing.assert_array_equal(second, long)
            np.testing.assert_array_equal(first, long)


def test_zeros_keep_their_signs():
    x = tf.constant([-0.0, 1.0])
    for _ in range(2):
        assert np.signbit((x + 0.0).numpy()).tolist() == [False, False]
        assert np.signbit((x + -0.0).numpy()).tolist() == [True, False]
        assert (1.0 / (0.0 * tf.constant(1.0))).numpy() == np.inf
        assert (1.0 / (-0.0 * tf.constant(1.0))).numpy() == -np.inf
        assert (x + 1).numpy().tolist() == (x + True).numpy().tolist() == [1.0, 2.0]


def test_numbers_too_large_for_the_dtype_wrap_around_as_before():
    for _ in range(2):
        assert (tf.constant(1) + 2**40).numpy() == 1
        assert (tf.constant(1, tf.int8) + 300).numpy() == 45


def test_overflow_and_division_by_zero_do_not_warn():
    x = tf.constant([1e38, 0.0])
    for _ in range(2):
        assert (x * x).numpy().tolist() == [np.inf, 0.0]
        assert np.isnan((x / x).numpy()).tolist() == [False, True]
        assert (tf.constant(1e38) * tf.constant(1e38)).numpy() == np.inf


def test_observers_devices_graphs_and_tiers_take_the_long_way(monkeypatch):
    x = tf.constant([1.0, 2.0])
    x + x
    assert context.run is not None
    seen = []
    context.observe = lambda op, operands, outputs: seen.append(op.type)
    try:
        assert context.run is None
        x + x, x * 2.0, -x
    finally:
        context.observe = None
    assert seen == ["AddV2", "Mul", "Neg"]
    with tf.device("cpu:0"):
        assert context.run is None
        np.testing.assert_array_equal(x + x, [2.0, 4.0])
    with tf.Graph().as_default():
        assert context.run is None
        assert (tf.constant([1.0]) + 1.0).op.type == "AddV2"
    assert context.run is not None
    monkeypatch.setattr(tiers, "mode", "xla")
    assert not isinstance((x + x).array, np.ndarray)
    assert not isinstance((x + 1.0).array, np.ndarray)
    assert not isinstance(tf.reduce_sum(x).array, np.ndarray)


def test_tapes_see_what_goes_the_short_way():
    v, x = tf.Variable([1.0, 2.0]), tf.constant([3.0, 4.0])

    def gradients():
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.reduce_sum((2.0 * v - x) * x / v + 1.0)
        return [item.numpy().tolist() for item in tape.gradient(y, [v, x])]

    first = gradients()
    assert gradients() == first == [[9.0, 4.0], [2.0 - 6.0, 2.0 - 4.0]]


def test_larger_programs_are_left_to_who_counts_their_runs():
    x = tf.constant(np.ones((64, 1024), np.float32))
    tf.sin(x)
    assert known(ops_by_type["Sin"], x) is None


def test_too_many_forms_are_forgotten(monkeypatch):
    monkeypatch.setattr(shortcuts, "MOST", 3)
    monkeypatch.setattr(ADD, "shortcuts", {})
    for size in range(1, 8):
        x = tf.constant([1.0] * size)
        assert tf.add(x, x).numpy().tolist() == [2.0] * size
        assert len(ADD.shortcuts) <= 3


def test_reductions_are_known_by_their_axes():
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    for _ in range(2):
        assert tf.reduce_sum(x).numpy() == 10.0
        assert tf.reduce_sum(x, 0).numpy().tolist() == [4.0, 6.0]
        assert tf.reduce_sum(x, -1).numpy().tolist() == [3.0, 7.0]
        assert tf.reduce_sum(x, [0, 1], keepdims=True).numpy().tolist() == [[10.0]]
        assert tf.reduce_sum(x, []).numpy().tolist() == [[1.0, 2.0], [3.0, 4.0]]
        assert tf.reduce_max(x, axis=0).numpy().tolist() == [3.0, 4.0]
        with pytest.raises(tf.errors.InvalidArgumentError):
            tf.reduce_sum(x, 2)


def test_threads_have_a_short_way_each():
    x, results = tf.constant([1.0, 2.0]), []
    x + x

    def work():
        assert context.run is not None
        results.extend((x + x).numpy().tolist() for _ in range(50))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[2.0, 4.0]] * 200


def test_assignments_change_the_variable_and_nothing_else():
    v, x = tf.Variable([1.0, 2.0]), tf.constant([0.5, 0.5])
    before = v.value()
    for _ in range(3):
        v.assign_add(x)
    v.assign_sub(x)
    assert v.numpy().tolist() == [2.0, 3.0]
    assert before.numpy().tolist() == [1.0, 2.0]
    for _ in range(2):
        with pytest.raises(tf.errors.InvalidArgumentError, match="shapes must be equal"):
            v.assign_add(1.0)


def test_slices_and_new_tensors_are_as_the_long_way_gives_them():
    x = tf.reshape(tf.range(24), [2, 3, 4])
    for key in (0, -1, (0, slice(1, None)), (slice(None), 1, slice(None, None, -1)), (1, 2, 3)):
        short = x[key]
        with tf.device("cpu:0"):
            long = x[key]
        assert short.dtype is long.dtype and short.shape == long.shape
        assert type(short.array) is np.ndarray
        np.testing.assert_array_equal(short, long)
    for wrong in (2, (0, 0, 0, 0), slice(None, None, 0)):
        with pytest.raises(tf.errors.InvalidArgumentError):
            x[wrong]
    for make in (
        lambda: tf.zeros([2, 3]),
        lambda: tf.ones((2,), tf.int64),
        lambda: tf.fill([2, 2], 7),
        lambda: tf.fill([2], 0.5),
        lambda: tf.range(2, 9, 3),
        lambda: tf.constant([[1.0, 2.0]]),
        lambda: tf.constant([1, 2, 3]),
        lambda: tf.constant(0.1),
    ):
        short = make()
        with tf.device("cpu:0"):
            long = make()
        assert short.dtype is long.dtype
        np.testing.assert_array_equal(short, long)
    for wrong in (
        lambda: tf.constant([1e39]),
        lambda: tf.constant([[1.0, 2.0], [3.0]]),
        lambda: tf.zeros([-1]),
        lambda: tf.range(3, 1),
    ):
        with pytest.raises((ValueError, tf.errors.InvalidArgumentError)):
            wrong()


def test_functions_of_one_operand_hide_nothing(monkeypatch):
    x = tf.constant([[1.0, 4.0, 9.0]])
    seen = []
    for _ in range(2):
        np.testing.assert_array_equal(tf.sqrt(x), [[1.0, 2.0, 3.0]])
    assert known(ops_by_type["Sqrt"], x) is not None
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.sqrt(x)
    np.testing.assert_array_equal(tape.gradient(y, x), 0.5 / np.asarray([[1, 2, 3]], np.float32))
    monkeypatch.setattr(context, "observe", lambda op, operands, outputs: seen.append(op.type))
    tf.sqrt(x)
    assert seen == ["Sqrt"]
    context.observe = None
    with tf.Graph().as_default() as graph:
        tf.sqrt(x.numpy())
    assert [operation.type for operation in graph.get_operations()] == ["Const", "Sqrt"]
