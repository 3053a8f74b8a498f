"""Keras draws TensorFlow's random numbers, by functions that Keras still has where we put ours.

What fails here after an update of Keras says which part of `tfcourse/keras/bridge/random.py` must
follow it. Expected numbers are TensorFlow's.
"""

import inspect
import os
import subprocess
import sys

import jax
import numpy as np
import pytest

import tfcourse as tf
from tfcourse.keras.bridge import random as ours

keras = tf.keras
backend, random = ours.backend, ours.backend_random
ArrayDataAdapter = ours.array_data_adapter.ArrayDataAdapter

_SIGNATURES = {
    "beta": ["shape", "alpha", "beta", "dtype", "seed"],
    "binomial": ["shape", "counts", "probabilities", "dtype", "seed"],
    "categorical": ["logits", "num_samples", "dtype", "seed"],
    "dropout": ["inputs", "rate", "noise_shape", "seed"],
    "gamma": ["shape", "alpha", "dtype", "seed"],
    "jax_draw_seed": ["seed"],
    "normal": ["shape", "mean", "stddev", "dtype", "seed"],
    "randint": ["shape", "minval", "maxval", "dtype", "seed"],
    "shuffle": ["x", "axis", "seed"],
    "truncated_normal": ["shape", "mean", "stddev", "dtype", "seed"],
    "uniform": ["shape", "minval", "maxval", "dtype", "seed"],
}


def original(function):
    """Returns Keras's function below what stands in its place."""
    return inspect.unwrap(function)


def test_keras_draws_by_the_functions_that_we_replace():
    found = {
        name: list(inspect.signature(original(function)).parameters)
        for name, function in vars(random).items()
        if inspect.isfunction(function)
        and original(function).__module__ in (random.__name__, ours.__name__)
        and not name.startswith("_")
    }
    found["jax_draw_seed"] = ["seed"]
    assert found == _SIGNATURES


@pytest.mark.parametrize("owner", [ours.backend_image, ours.jax_layer])
def test_what_draws_by_jax_is_given_keys_of_jax(owner):
    assert owner.draw_seed(3).dtype == np.uint32


def test_the_surroundings_are_where_we_replace_them():
    assert backend.random_seed_dtype() == "int64"
    assert ours.rng_utils.tf.random.set_seed is tf.random.set_seed
    parameters = list(inspect.signature(original(ArrayDataAdapter._get_iterator)).parameters)
    assert parameters == ["self", "slice_and_convert_fn", "inputs"]


def test_weights_are_those_of_the_book(monkeypatch):
    # To the last digit by NumPy, as XLA fuses multiplications with additions.
    monkeypatch.setattr("tfcourse.core.tiers.mode", "auto")
    keras.utils.set_random_seed(42)
    dense = keras.layers.Dense(3)
    dense.build((None, 2))
    expected = [[0.7847531, 0.3563013, -0.3095492], [0.98587775, -0.92442185, 0.33374333]]
    np.testing.assert_array_equal(dense.kernel.numpy(), np.float32(expected))


def test_fit_takes_samples_in_the_order_of_tensorflow():
    keras.utils.set_random_seed(42)
    adapter = ArrayDataAdapter(np.arange(8), np.arange(8), batch_size=4, shuffle=True)
    epochs = [[x.tolist() for x, _ in adapter.get_jax_iterator()] for _ in range(2)]
    assert epochs == [[[3, 2, 5, 1], [7, 0, 6, 4]]] * 2


def test_set_random_seed_seeds_our_operations():
    keras.utils.set_random_seed(42)
    first = tf.random.uniform([2]).numpy()
    tf.random.set_seed(42)
    np.testing.assert_array_equal(tf.random.uniform([2]).numpy(), first)


def test_traced_draws_are_those_in_python():
    def draw(seed):
        generator = keras.random.SeedGenerator(1)
        with keras.StatelessScope([(generator.state, seed)]):
            return [
                keras.random.normal([3], seed=generator),
                keras.random.truncated_normal([3], seed=generator),
                keras.random.dropout(np.ones([8], np.float32), 0.5, seed=generator),
                keras.random.gamma([2], 2.0, seed=generator),
            ]

    traced = jax.jit(draw)(np.array([5, 0]))
    generator = keras.random.SeedGenerator(5)
    eager = [
        keras.random.normal([3], seed=generator),
        keras.random.truncated_normal([3], seed=generator),
        keras.random.dropout(np.ones([8], np.float32), 0.5, seed=generator),
        keras.random.gamma([2], 2.0, seed=generator),
    ]
    for one, other in zip(traced, eager, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


def test_gamma_has_a_gradient():
    def draw(alpha):
        return random.gamma([2], alpha, seed=1).sum()

    assert jax.grad(draw)(jax.numpy.float32(2.0)) > 0


def test_a_key_of_jax_is_left_to_jax():
    key = jax.random.key_data(jax.random.key(0))
    expected = jax.random.uniform(key, [2], "float32")
    np.testing.assert_array_equal(random.uniform([2], seed=key), expected)


_PLAIN = """
{start}
import jax, keras, numpy as np
expected = jax.random.normal(np.array([3, 0], np.uint32), [2], "float32")
np.testing.assert_array_equal(keras.random.normal([2], seed=3), expected)
assert keras.random.SeedGenerator(3).state.dtype == "uint32"
"""


@pytest.mark.parametrize(
    ("start", "choice"),
    [
        ("import tfcourse", "tensorflow"),
        ("import tfcourse; tfcourse.keras.layers", "jax"),
    ],
    ids=["tf.keras is not used", "switched off"],
)
def test_keras_is_left_as_it_is(start, choice):
    surroundings = {**os.environ, "KERAS_BACKEND": "jax", "TFCOURSE_KERAS_RANDOM": choice}
    command = [sys.executable, "-c", _PLAIN.format(start=start)]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_switch_must_be_known(monkeypatch):
    monkeypatch.setenv("TFCOURSE_KERAS_RANDOM", "numpy")
    with pytest.raises(ValueError, match="must be one of tensorflow, jax, not 'numpy'"):
        ours.is_wanted()
