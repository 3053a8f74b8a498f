"""tf.random: what parity programs do not ask."""

import numpy as np
import pytest

import tfcourse as tf


@pytest.fixture(autouse=True)
def _seed():
    tf.random.set_seed(0)
    yield
    tf.random.set_seed(None)


def test_the_numbers_of_the_books():
    tf.random.set_seed(42)
    np.testing.assert_array_equal(
        tf.random.uniform([3]), np.array([0.6645621, 0.44100678, 0.3528825], np.float32)
    )
    tf.random.set_seed(5)
    normals = tf.random.normal([2, 2], seed=1)
    assert str(normals.numpy()) == "[[-1.3768897  -0.01258316]\n [-0.169515    1.0824056 ]]"


def test_a_shape_for_which_there_is_no_memory_is_refused():
    with pytest.raises(tf.errors.ResourceExhaustedError, match="OOM when allocating tensor"):
        tf.random.normal([10**6, 10**7])


def test_a_refused_call_leaves_the_stream_where_it_is():
    first = tf.random.uniform([2], maxval=9, dtype=tf.int32, seed=1)
    tf.random.set_seed(0)
    with pytest.raises(tf.errors.InvalidArgumentError, match="Need minval < maxval"):
        tf.random.uniform([2], maxval=-9, dtype=tf.int32, seed=1)
    np.testing.assert_array_equal(tf.random.uniform([2], maxval=9, dtype=tf.int32, seed=1), first)


def test_shuffling_keeps_rows_together():
    rows = np.arange(200).reshape(100, 2)
    shuffled = tf.random.shuffle(rows).numpy()
    np.testing.assert_array_equal(shuffled[:, 0] + 1, shuffled[:, 1])
    assert sorted(shuffled[:, 0].tolist()) == rows[:, 0].tolist()
    assert shuffled[:, 0].tolist() != rows[:, 0].tolist()


def test_gamma_has_the_gradients_of_its_parameters():
    alpha, beta = tf.constant([0.5, 2.0, 8.0]), tf.constant(2.0)

    def samples():
        tf.random.set_seed(3)
        return tf.random.gamma([2000], alpha, beta)

    for call in (samples, tf.function(samples)):
        with tf.GradientTape() as tape:
            tape.watch([alpha, beta])
            mean = tf.reduce_mean(call(), axis=0)
        # The mean is alpha / beta.
        to_alpha, to_beta = tape.gradient(mean, [alpha, beta])
        np.testing.assert_allclose(to_alpha, [0.5, 0.5, 0.5], atol=0.05)
        np.testing.assert_allclose(to_beta, -10.5 / 4, rtol=0.05)
