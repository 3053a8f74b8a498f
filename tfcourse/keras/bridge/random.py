"""Keras's random numbers as on TensorFlow: initial weights, dropout's masks, the order of `fit`.

Keras asks its backend for random numbers with a seed, and JAX's are others than TensorFlow's. Here
the functions of Keras's JAX backend are replaced by ones that draw as those of its TensorFlow
backend do, from TensorFlow's Philox: in compiled code as in Python, so that a book's numbers come
out of the book's program. Three things around them are as on TensorFlow, too: seeds are of 64 bits,
`set_random_seed` seeds `tf.random`, and `fit` shuffles arrays by the global seed.

The replacement is made when `tf.keras` is first used, for the process: from then on `import keras`
is the same Keras. A process that never uses `tf.keras` has Keras as it is, and so has one with
`TFCOURSE_KERAS_RANDOM=jax` in its environment. A seed that is a key of JAX's is left to JAX;
`binomial` and the elastic transform of images are drawn by JAX from seeds of ours.
"""

import functools
import inspect
import os
import types

import jax
import jax.numpy as jnp
import keras
import numpy as np
from jax import lax
from keras.src import backend
from keras.src.backend import jax as jax_backend
from keras.src.backend.jax import image as backend_image
from keras.src.backend.jax import random as backend_random
from keras.src.random.seed_generator import draw_seed
from keras.src.trainers.data_adapters import array_data_adapter
from keras.src.utils import jax_layer, rng_utils

from tfcourse.core.execute import execute
from tfcourse.core.op import Op
from tfcourse.core.signature import Argument
from tfcourse.core.tensor import EagerTensor
from tfcourse.keras.bridge.call import calls_of, run_as_op
from tfcourse.keras.bridge.situation import caller_is_ours, is_traced, isolated
from tfcourse.ops import philox, rejection
from tfcourse.ops.seeds import Seeds, get_seed, global_seed, set_seed

_VARIABLE = "TFCOURSE_KERAS_RANDOM"
_CHOICES = ("tensorflow", "jax")
# Keras takes seeds of 64 bits modulo this, TensorFlow wants 32.
_SEEDS = 2**31 - 2
_SECOND_STREAM = 12
_RESULT = Argument("output", None, None, False, None)
# Parameters of kernels that are arrays; all others are attributes.
_OPERANDS = frozenset(
    ["seed", "mean", "stddev", "low", "high", "logits", "inputs", "values", "alpha", "beta"]
)


def _stream(seed, offset: int = 0):
    """Returns key and counter for a seed of Keras's, int64 of shape [2]."""
    return philox.scramble_seed((seed % _SEEDS).astype(jnp.int32) + np.int32(offset))


def _normal(seed, mean, stddev, shape, dtype):
    return philox.standard_normal(*_stream(seed), shape, dtype) * stddev + mean


def _truncated_normal(seed, mean, stddev, shape, dtype):
    return philox.truncated_normal(*_stream(seed), shape, dtype) * stddev + mean


def _uniform(seed, low, high, shape, dtype):
    return philox.uniform(*_stream(seed), shape, dtype) * (high - low) + low


def _randint(seed, low, high, shape, dtype):
    return philox.uniform_int(*_stream(seed), shape, low, high).astype(dtype)


def _categorical(seed, logits, count, dtype):
    return rejection.categorical(*_stream(seed), logits, count, dtype)


def _dropout(seed, inputs, rate, noise_shape):
    noise = philox.uniform(*_stream(seed), noise_shape, inputs.dtype)
    scaled = inputs * np.array(1 / (1 - rate), inputs.dtype)
    return jnp.where(noise >= np.array(rate, inputs.dtype), scaled, np.array(0, inputs.dtype))


def _shuffle(seed, values, axis):
    noise = philox.uniform(*_stream(seed), (values.shape[axis],), jnp.float32)
    return jnp.take(values, jnp.argsort(noise), axis=axis)


def _gamma(seed, alpha, shape, offset=0):
    before = len(shape) - alpha.ndim
    if before < 0 or shape[before:] != alpha.shape:
        alpha, before = jnp.broadcast_to(alpha, shape), 0
    drawn = rejection.gamma(*_stream(seed, offset), shape[:before], lax.stop_gradient(alpha))
    drawn = _with_gradient(jnp.broadcast_to(alpha, shape), drawn)
    return jnp.maximum(jnp.finfo(drawn.dtype).tiny, drawn)


@jax.custom_jvp
def _with_gradient(alpha, sample):
    return sample


@_with_gradient.defjvp
def _gradient_of_gamma(primals, tangents):
    # The derivative of a sample by alpha, at the same place of the distribution function.
    return primals[1], lax.random_gamma_grad(*primals) * tangents[0]


def _beta(seed, alpha, beta, shape):
    first = _gamma(seed, jnp.broadcast_to(alpha, shape), shape)
    second = _gamma(seed, jnp.broadcast_to(beta, shape), shape, _SECOND_STREAM)
    return first / (first + second)


@functools.cache
def _operation(kernel) -> Op:
    operands = [name for name in inspect.signature(kernel).parameters if name in _OPERANDS]
    definition = Op(
        kernel.__name__.lstrip("_"),
        kernel,
        operands=tuple(operands),
        results=(_RESULT,),
        is_differentiable=False,
    )
    definition.takes_tensors = True
    return definition


@functools.cache
def _traceable(kernel):
    """Returns a kernel that JAX traces once for all layers of a shape."""
    names = [name for name in inspect.signature(kernel).parameters if name not in _OPERANDS]
    return jax.jit(kernel, static_argnames=names, inline=True)


def _draw(kernel, seed, operands, *attributes):
    """Runs a kernel where its operands are: where JAX traces, or by the tier that fits."""
    operands = (draw_seed(seed), *operands)
    if any(isinstance(operand, jax.core.Tracer) for operand in operands):
        return _traceable(kernel)(*operands, *attributes)
    with isolated():
        (drawn,) = execute(_operation(kernel), tuple(map(EagerTensor, operands)), attributes, None)
    return jnp.asarray(drawn.array)


def _number(value, dtype):
    """Returns a parameter of a distribution as an array."""
    if isinstance(value, (bool, int, float)):
        return np.array(value, dtype)
    return jnp.asarray(value, dtype)


def normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Draws normal numbers, as `keras.random.normal` on TensorFlow."""
    dtype = backend.standardize_dtype(dtype)
    parameters = _number(mean, dtype), _number(stddev, dtype)
    return _draw(_normal, seed, parameters, tuple(shape), dtype)


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Draws normal numbers within two deviations, as `keras.random.truncated_normal`."""
    dtype = backend.standardize_dtype(dtype)
    parameters = _number(mean, dtype), _number(stddev, dtype)
    return _draw(_truncated_normal, seed, parameters, tuple(shape), dtype)


def uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    """Draws floats between bounds, as `keras.random.uniform` on TensorFlow."""
    dtype = backend.standardize_dtype(dtype)
    bounds = _number(minval, dtype), _number(maxval, dtype)
    return _draw(_uniform, seed, bounds, tuple(shape), dtype)


def randint(shape, minval, maxval, dtype="int32", seed=None):
    """Draws integers between bounds, as `keras.random.randint` on TensorFlow."""
    dtype = backend.standardize_dtype(dtype)
    wide = dtype if dtype in ("int32", "int64") else "int64"
    bounds = _number(minval, wide), _number(maxval, wide)
    return _draw(_randint, seed, bounds, tuple(shape), dtype)


def categorical(logits, num_samples, dtype="int32", seed=None):
    """Draws numbers of categories, as `keras.random.categorical` on TensorFlow."""
    logits = backend.convert_to_tensor(logits)
    return _draw(_categorical, seed, (logits,), num_samples, backend.standardize_dtype(dtype))


def dropout(inputs, rate, noise_shape=None, seed=None):
    """Drops random elements, as `keras.random.dropout` on TensorFlow."""
    if rate == 1.0:
        return jnp.zeros_like(inputs)
    if rate == 0.0:
        return inputs
    inputs = backend.convert_to_tensor(inputs)
    if noise_shape is None:
        noise_shape = inputs.shape
    sizes = [
        known if size is None else size
        for size, known in zip(noise_shape, inputs.shape, strict=True)
    ]
    return _draw(_dropout, seed, (inputs,), rate, tuple(sizes))


def shuffle(x, axis=0, seed=None):
    """Puts slices in a random order, as `keras.random.shuffle` on TensorFlow."""
    return _draw(_shuffle, seed, (backend.convert_to_tensor(x),), axis)


def gamma(shape, alpha, dtype=None, seed=None):
    """Draws from gamma distributions, as `keras.random.gamma` on TensorFlow."""
    dtype = backend.standardize_dtype(dtype)
    alpha = _number(alpha, _wide(dtype))
    return _draw(_gamma, seed, (alpha,), tuple(shape)).astype(dtype)


def beta(shape, alpha, beta, dtype=None, seed=None):
    """Draws from beta distributions, as `keras.random.beta` on TensorFlow."""
    dtype = backend.standardize_dtype(dtype)
    parameters = _number(alpha, _wide(dtype)), _number(beta, _wide(dtype))
    return _draw(_beta, seed, parameters, tuple(shape)).astype(dtype)


def _wide(dtype):
    return "float32" if dtype == "bfloat16" else dtype


_FUNCTIONS = (
    normal,
    truncated_normal,
    uniform,
    randint,
    categorical,
    dropout,
    shuffle,
    gamma,
    beta,
)


def _unless_key_of_jax(function, original):
    """Returns a function that leaves seeds which are keys of JAX's to Keras's own."""

    @functools.wraps(original)
    def draw(*args, **kwargs):
        seed = kwargs["seed"] if "seed" in kwargs else args[-1] if args else None
        draws = original if isinstance(seed, jax.Array) else function
        return draws(*args, **kwargs)

    return draw


def draw_key(seed):
    """Returns a key of JAX's that a seed of Keras's stands for."""
    return seed if isinstance(seed, jax.Array) else draw_seed(seed).astype(jnp.uint32)


def _next(original):
    @functools.wraps(original)
    def next(self, ordered=True):
        if is_traced() or not caller_is_ours(0):
            return original(self, ordered)
        call = functools.partial(original, self, ordered)
        return run_as_op("SeedGenerator", call, (), {}, calls_of(self), ordered)[0]

    return next


def _seed_dtype() -> str:
    return "int64"


def _iterator(original):
    @functools.wraps(original)
    def _get_iterator(self, slice_and_convert_fn, inputs):
        if global_seed() is None or not self._shuffle or self._shuffle == "batch":
            yield from original(self, slice_and_convert_fn, inputs)
            return
        order = _order(get_seed(0), self._num_samples)
        for start in range(0, self._num_samples, self._batch_size):
            indices = order[start : start + self._batch_size]
            slice_batch = functools.partial(slice_and_convert_fn, indices=indices)
            yield keras.tree.map_structure(slice_batch, inputs, none_is_leaf=False)

    return _get_iterator


@functools.lru_cache(4)
def _order(seeds: Seeds, size: int) -> np.ndarray:
    """Returns the order in which `fit` takes samples: that of `tf.random.shuffle` in a data set.

    Each epoch makes a new iterator, whose operations begin anew: so all orders are the same.
    """
    key, counter = np.array(seeds[:1], np.uint64), np.array([0, seeds[1]], np.uint64)
    return np.asarray(_permutation(key, counter, size))


_permutation = jax.jit(philox.permutation, static_argnames="size")


def is_wanted() -> bool:
    """Says whether Keras is to draw TensorFlow's numbers.

    Raises:
      ValueError: if the environment variable holds neither `tensorflow` nor `jax`.
    """
    choice = os.environ.get(_VARIABLE, _CHOICES[0])
    if choice not in _CHOICES:
        raise ValueError(f"{_VARIABLE} must be one of {', '.join(_CHOICES)}, not {choice!r}.")
    return choice == _CHOICES[0]


def install():
    """Lets Keras draw TensorFlow's numbers, unless the environment says that JAX is to draw."""
    # Of `tensorflow` it uses nothing but this, where TensorFlow is installed.
    rng_utils.tf = types.SimpleNamespace(
        available=True, random=types.SimpleNamespace(set_seed=set_seed)
    )
    generator = keras.random.SeedGenerator
    generator.next = _next(generator.next)
    if not is_wanted():
        return
    for function in _FUNCTIONS:
        name = function.__name__
        setattr(backend_random, name, _unless_key_of_jax(function, getattr(backend_random, name)))
    backend_random.jax_draw_seed = draw_key
    backend_image.draw_seed = jax_layer.draw_seed = draw_key
    backend.random_seed_dtype = jax_backend.random_seed_dtype = _seed_dtype
    adapter = array_data_adapter.ArrayDataAdapter
    adapter._get_iterator = _iterator(adapter._get_iterator)
