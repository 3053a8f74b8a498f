"""The promise of the README, in seconds: if this fails, nothing else matters."""

import subprocess
import sys

import numpy as np

import tfcourse as tf


def test_the_five_lines_of_the_readme():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2 - 4.0 * x + 4.0
    assert float(y) == 1.0
    assert float(tape.gradient(y, x)) == 2.0


def test_numbers_print_as_in_the_book():
    assert (
        repr(tf.constant([1, 2]) + 1)
        == "<tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 3], dtype=int32)>"
    )
    tf.random.set_seed(42)
    np.testing.assert_array_equal(
        tf.random.uniform([2]).numpy(), np.array([0.6645621, 0.44100678], np.float32)
    )


def test_a_function_trains():
    weight = tf.Variable(0.0)

    @tf.function
    def step(rate):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((weight * tf.constant([1.0, 2.0]) - [3.0, 6.0]) ** 2)
        weight.assign_sub(rate * tape.gradient(loss, weight))
        return loss

    losses = [float(step(tf.constant(0.1))) for _ in range(20)]
    assert losses[0] == 22.5
    assert losses[-1] < 1e-4
    assert abs(float(weight) - 3.0) < 1e-2
    assert step.experimental_get_tracing_count() == 1


def test_an_error_is_of_the_class_and_wording_of_tensorflow():
    try:
        tf.constant([1, 2]) + tf.constant([1.0, 2.0])
    except tf.errors.InvalidArgumentError as error:
        assert "cannot compute AddV2 as input #1(zero-based)" in str(error)
    else:
        raise AssertionError("an int32 and a float32 were added")


def test_importing_is_quiet_and_leaves_the_heavy_packages_alone():
    heavy = ["IPython", "keras", "matplotlib", "tensorflow", "tensorboard", "ipywidgets"]
    program = f"import sys, tfcourse; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (result.stdout, result.stderr, result.returncode) == ("[]\n", "", 0)
