"""Operations that wait give what they give one by one, whoever looks at them and when."""

import threading

import numpy as np
import pytest

import tfcourse as tf
from tfcourse.autodiff import paths, program
from tfcourse.core import fused_programs, fusion, tiers
from tfcourse.core.context import context
from tfcourse.core.kernels import Kernel
from tfcourse.core.op import ops_by_type


@pytest.fixture(autouse=True)
def eager_to_wait(monkeypatch):
    """Lets every operation under a tape wait, and programs be compiled at once."""
    monkeypatch.setattr(tiers, "mode", "auto")
    monkeypatch.setattr(fusion, "_is_of_xla", lambda kernel, tensors: True)
    monkeypatch.setattr(fused_programs, "MOST_RUNS", 4)
    begin_anew(monkeypatch)
    fusion.begin_step()
    yield
    fusion.begin_step()


def begin_anew(monkeypatch):
    """Forgets all rows, the plans of gradients, and what the gate's short way lets not wait."""
    monkeypatch.setattr(paths, "known", paths.Paths())
    for made in vars(program).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()
    for definition in ops_by_type.values():
        definition.shortcuts.clear()
    tree = fused_programs._Tree()
    monkeypatch.setattr(fused_programs, "tree", tree)
    monkeypatch.setattr(fusion, "tree", tree)


def waits(tensor):
    return type(tensor.form) is fusion.Waiting


def training(steps, look=None):
    """Returns the losses and last weights of some steps of a descent."""
    x = tf.constant(np.linspace(-1, 1, 12, dtype=np.float32).reshape(4, 3))
    weights, bias = tf.Variable([[0.5], [-1.0], [2.0]]), tf.Variable([0.1])
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as tape:
            hidden = tf.nn.relu(x @ weights + bias)
            loss = tf.reduce_mean((hidden - 1.0) ** 2)
        if look is not None:
            look(loss)
        gradients = tape.gradient(loss, [weights, bias])
        for variable, gradient in zip([weights, bias], gradients, strict=True):
            variable.assign_sub(0.1 * gradient)
        losses.append(loss)
    return [float(loss) for loss in losses], weights.numpy(), bias.numpy()


def test_results_wait_until_somebody_looks():
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        z = y + 1.0
    assert waits(y) and waits(z)
    assert z.shape == [2] and z.dtype is tf.float32 and z.ndim == 1
    np.testing.assert_array_equal(z.numpy(), [2.0, 5.0])
    assert not waits(y) and context.row is None
    np.testing.assert_array_equal(tape.gradient(z, x), [2.0, 4.0])


def test_who_looks_at_shapes_only_computes_nothing():
    labels = tf.constant([1, 0])
    with tf.GradientTape():
        y = tf.exp(tf.constant([[1.0, 2.0], [3.0, 4.0]]))
        assert tf.shape(y).numpy().tolist() == [2, 2]
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=y)
        assert tf.rank(y).numpy() == 2 and len(y.shape) == 2
        zeros = tf.zeros_like(y)
        assert waits(y) and waits(losses)
        with pytest.raises(tf.errors.InvalidArgumentError, match="outside the valid range"):
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[2, 0], logits=y)
    np.testing.assert_array_equal(zeros, [[0.0, 0.0], [0.0, 0.0]])


def test_a_step_is_computed_when_the_next_one_begins():
    v = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        loss = v * v
    v.assign_sub(0.5 * tape.gradient(loss, v))
    assert waits(v.handle.tensor)
    with tf.GradientTape():
        assert not waits(v.handle.tensor)
    np.testing.assert_array_equal(v.numpy(), [0.0, 0.0])


@pytest.mark.parametrize("look", [None, float], ids=["at the end", "in the middle"])
def test_training_is_what_it_is_one_by_one(monkeypatch, look):
    fused = training(12, look)
    begin_anew(monkeypatch)
    again = training(12, look)
    monkeypatch.setattr(fusion, "_is_of_xla", lambda kernel, tensors: False)
    for one, other, single in zip(fused, again, training(12), strict=True):
        np.testing.assert_allclose(one, single, rtol=1e-5)
        np.testing.assert_array_equal(one, other)


def test_programs_that_come_often_are_compiled(monkeypatch):
    programs = []
    original = fused_programs.FusedProgram.__init__

    def made(self, *arguments):
        original(self, *arguments)
        programs.append(self)

    monkeypatch.setattr(fused_programs.FusedProgram, "__init__", made)
    training(8)
    assert any(program.is_compiled for program in programs)


def test_what_nobody_holds_is_not_computed(monkeypatch):
    ran = []
    original = Kernel.run

    def run(self, values):
        ran.append(self.op.type)
        return original(self, values)

    monkeypatch.setattr(Kernel, "run", run)
    x = tf.constant([1.0, 2.0, 3.0])
    with tf.GradientTape():
        kept = tf.exp(x)
        tf.sin(kept)
    np.testing.assert_allclose(kept.numpy(), np.exp([1.0, 2.0, 3.0]), rtol=1e-6)
    assert ran == ["Exp"]


def test_errors_come_at_once():
    x = tf.constant([[1.0, 2.0]])
    with tf.GradientTape():
        y = x * 2.0
        with pytest.raises(tf.errors.InvalidArgumentError, match="Matrix size-incompatible"):
            tf.matmul(y, y)
        np.testing.assert_array_equal(y + y, [[4.0, 8.0]])


def test_an_assigned_value_is_a_tensor_of_its_own():
    v, x = tf.Variable([1.0]), tf.constant([3.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        v.assign(y)
        z = v * 1.0
    assert tape.gradient(z, x) is None
    np.testing.assert_array_equal(v.numpy(), [9.0])


def test_a_thread_sees_what_another_one_left_waiting():
    with tf.GradientTape():
        y = tf.constant([2.0]) * tf.constant([3.0])
    seen = []

    def look():
        with tf.GradientTape():
            seen.append((y + 1.0).numpy())

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    np.testing.assert_array_equal(seen, [[7.0]])
    np.testing.assert_array_equal(y * 2.0, [12.0])


def test_an_interrupt_leaves_what_waits(monkeypatch):
    original = Kernel.run
    with tf.GradientTape():
        y = tf.exp(tf.constant([0.0, 1.0]))

    def interrupted(self, values):
        raise KeyboardInterrupt

    monkeypatch.setattr(Kernel, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        y.numpy()
    monkeypatch.setattr(Kernel, "run", original)
    np.testing.assert_allclose(y.numpy(), [1.0, np.e], rtol=1e-6)


def test_a_failure_is_told_to_all_who_look(monkeypatch):
    with tf.GradientTape():
        y = tf.exp(tf.constant([0.0, 1.0]))
        z = y + 1.0

    def failing(self, values):
        raise MemoryError("too large")

    monkeypatch.setattr(Kernel, "run", failing)
    for tensor in (y, z):
        with pytest.raises(MemoryError, match="too large"):
            tensor.numpy()


def test_a_function_takes_what_waits():
    v = tf.Variable([1.0, 2.0])

    @tf.function
    def doubled(x):
        return x * 2.0 + v

    with tf.GradientTape() as tape:
        y = doubled(v * v)
    np.testing.assert_array_equal(y, [3.0, 10.0])
    np.testing.assert_array_equal(tape.gradient(y, v), [5.0, 9.0])


def test_second_derivatives():
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x**3
        first = inner.gradient(y, x)
    np.testing.assert_allclose(outer.gradient(first, x), [6.0, 12.0], rtol=1e-6)
