"""What loaded objects are and do."""

import numpy as np
import pytest

import tfcourse as tf


@pytest.fixture
def line(saved):
    return tf.saved_model.load(saved)


def test_loaded_functions_are_differentiated_once(line):
    x = tf.constant([[1.0, 2.0]])
    with tf.GradientTape(persistent=True) as outer:
        outer.watch(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = line(x) ** 2
        gradient = tape.gradient(y, x)
    assert gradient.numpy().tolist() == [[36.0, 54.0]]
    with pytest.raises(LookupError, match="'__call__' was saved with the first derivative"):
        outer.gradient(gradient, x)


def test_tangents_are_not_saved(line):
    x = tf.constant([[1.0, 2.0]])
    with (
        pytest.raises(LookupError, match="first derivative backwards only"),
        tf.autodiff.ForwardAccumulator(x, tf.ones_like(x)) as accumulator,
    ):
        accumulator.jvp(line(x))


def test_loaded_functions_in_a_graph(line):
    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(line(x))
        gradient = tape.gradient(loss, line.slope)
        line.slope.assign_sub(gradient)
        return loss

    assert [step(tf.ones([2, 2])).numpy() for _ in range(2)] == [12.0, 4.0]
    assert line.parts["list"][0].numpy() == 2
    assert step.get_concrete_function(tf.TensorSpec([None, 2])).output_shapes == []


def test_a_loaded_trace_is_a_trace(line):
    (concrete,) = vars(line)["__call__"].concrete_functions
    assert [v.shape.as_list() for v in concrete.trainable_variables] == [[2], []]
    assert concrete.structured_outputs == tf.TensorSpec([None], tf.float32, "unknown")
    assert "StatefulPartitionedCall" in [op.type for op in concrete.graph.get_operations()]


def test_run_eagerly(line):
    tf.config.run_functions_eagerly(True)
    try:
        assert line([[1.0, 1.0]]).numpy().tolist() == [6.0]
    finally:
        tf.config.run_functions_eagerly(False)


def test_a_call_that_is_known_is_quick(line):
    x = tf.ones([2, 2])
    first = line(x)
    assert np.array_equal(line(x), first)
    assert len(vars(line)["__call__"]._quick) == 1


def test_what_tensorflow_wrote(tmp_path):
    (tmp_path / "saved_model.pb").write_bytes(b"\x08\x01")
    assert tf.saved_model.contains_saved_model(tmp_path)
    with pytest.raises(OSError, match=r"written by TensorFlow itself.*model\.save\('model\.keras'"):
        tf.saved_model.load(tmp_path)


def test_the_room_is_loaded_when_it_is_used():
    assert "save" in dir(tf.saved_model)
    with pytest.raises(AttributeError, match=r"module 'tensorflow\.saved_model' has no attribute"):
        _ = tf.saved_model.nothing


def test_streams_begin_anew_with_the_seed(tmp_path):
    module = tf.Module()
    module.draw = tf.function(lambda: tf.random.uniform([3]))
    module.draw()
    tf.saved_model.save(module, tmp_path)
    first, second = (tf.saved_model.load(tmp_path).draw().numpy() for _ in range(2))
    assert not np.array_equal(first, second)
