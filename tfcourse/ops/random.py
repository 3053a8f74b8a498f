"""Random numbers whose seeds TensorFlow derives: `tf.random.uniform`, `normal`, `shuffle`, ..."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops import random_kernels as kernels
from tfcourse.ops import rejection
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.division import realdiv
from tfcourse.ops.math import add, maximum, multiply
from tfcourse.ops.random_kernels import shape_operand, typed_operand
from tfcourse.ops.repetition import broadcast_dynamic_shape, broadcast_to
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.seeds import get_seed, set_seed
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape as shape_of
from tfcourse.ops.static_shapes import static_shape, with_shape
from tfcourse.ops.streams import draw, random_op

__all__ = [
    "categorical",
    "gamma",
    "get_seed",
    "normal",
    "poisson",
    "set_seed",
    "shuffle",
    "uniform",
]

_FLOATS = dtypes.float16, dtypes.bfloat16, dtypes.float32, dtypes.float64
_INTEGERS = dtypes.int32, dtypes.int64

_uniform = random_op("RandomUniform", static=("shape",))(kernels.uniform)
_normal = random_op("RandomStandardNormal", static=("shape",))(kernels.standard_normal)
_truncated_normal = random_op("TruncatedNormal", static=("shape",))(kernels.truncated_normal)
_uniform_int = random_op(
    "RandomUniformInt",
    static=("shape",),
    check=lambda shape, minval, maxval: kernels.check_bounds(minval, maxval, shape),
)(kernels.uniform_int)
_shuffle = random_op(
    "RandomShuffle",
    reserved=lambda operands, result: kernels.blocks_of_shuffle(operands[0]),
)(kernels.shuffle)


@random_op(
    "Multinomial",
    static=("num_samples",),
    reserved=lambda operands, result: kernels.blocks_of_categories(result),
)
def _multinomial(logits, num_samples, key, counter, output_dtype):
    kernels.check_logits(logits, num_samples, output_dtype)
    return rejection.categorical(key, counter, logits, int(num_samples), output_dtype.numpy_dtype)


@random_op("RandomGamma", static=("shape",))
def _gamma(shape, alpha, key, counter):
    if not shape.ndim:
        raise invalid_argument(
            f"shape must be a vector of {{int32,int64}}, got shape: Tensor<type: {shape.dtype} "
            f"shape: [] values: {shape}>",
            "Shape must be rank 1 but is rank 0",
        )
    dtype = dtypes.from_numpy[np.dtype(alpha.dtype)]
    return rejection.gamma(key, counter, kernels.sizes_of(shape, dtype), alpha)


@random_op("RandomPoissonV2", static=("shape",))
def _poisson(shape, rate, key, counter, dtype):
    return rejection.poisson(key, counter, kernels.sizes_of(shape, dtype), rate, dtype.numpy_dtype)


def accepted_dtype(dtype, accepted):
    """Returns a dtype that is among those accepted."""
    dtype = as_dtype(dtype)
    if dtype not in accepted:
        raise ValueError(
            f"Argument `dtype` got invalid value {dtype}. Accepted dtypes are {accepted}."
        )
    return dtype


@export("random.uniform")
def uniform(shape, minval=0, maxval=None, dtype=dtypes.float32, seed=None, name=None):
    """Draws numbers from [minval, maxval), each equally likely.

    Args:
      shape: The shape, integers or an integer tensor of rank 1.
      minval: The lower bound, of `dtype`; for integers a scalar.
      maxval: The upper bound, of `dtype`; 1 by default for floats.
      dtype: float16, bfloat16, float32, float64, int32 or int64.
      seed: Python integer: the seed of the operation, beside the global one.
      name: A name for the operation.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      ValueError: if `dtype` is none of those, or `maxval` is missing for integers.
      InvalidArgumentError: if the shape is none, or no integer lies between the bounds.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.set_seed(5)
      >>> tf.random.uniform([3], maxval=10, dtype=tf.int32).numpy().tolist()
      [0, 1, 8]

    Source: `tf.random.uniform`.
    """
    dtype = accepted_dtype(dtype, (*_FLOATS, *_INTEGERS))
    if maxval is None:
        if dtype.is_integer:
            raise ValueError(f"Must specify maxval for integer dtype {dtype!r}")
        maxval = 1
    with scope(name, "random_uniform") as name:
        shape = shape_operand(shape)
        starts_at_0 = isinstance(minval, int) and minval == 0
        ends_at_1 = isinstance(maxval, int) and maxval == 1
        if not (starts_at_0 and ends_at_1) or dtype.is_integer:
            minval = typed_operand(minval, "min", dtype)
            maxval = typed_operand(maxval, "max", dtype)
        if dtype.is_integer:
            result = draw(_uniform_int, (shape, minval, maxval), (), seed, name)
        else:
            result = draw(_uniform, (shape,), (dtype,), seed)
            if not starts_at_0:
                result = add(result * (maxval - minval), minval, name=name)
            elif not ends_at_1:
                result = multiply(result, maxval)
        return with_shape(result, static_shape(shape))


def _scaled_normal(definition, default, shape, mean, stddev, dtype, seed, name):
    with scope(name, default) as name:
        shape = shape_operand(shape)
        dtype = as_dtype(dtype)
        mean = typed_operand(mean, "mean", dtype)
        stddev = typed_operand(stddev, "stddev", dtype)
        drawn = with_shape(draw(definition, (shape,), (dtype,), seed), static_shape(shape))
        return add(drawn * stddev, mean, name=name)


@export("random.normal")
def normal(shape, mean=0.0, stddev=1.0, dtype=dtypes.float32, seed=None, name=None):
    """Draws numbers from a normal distribution.

    Args:
      shape: The shape, integers or an integer tensor of rank 1.
      mean: The mean, of `dtype`; broadcasts.
      stddev: The standard deviation, of `dtype`; broadcasts.
      dtype: float16, bfloat16, float32 or float64.
      seed: Python integer: the seed of the operation, beside the global one.
      name: A name for the operation.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      TypeError: if `dtype` is no float type.
      InvalidArgumentError: if the shape is none.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.set_seed(5)
      >>> print(tf.random.normal([2, 2], seed=1))
      tf.Tensor(
      [[-1.3768897  -0.01258316]
       [-0.169515    1.0824056 ]], shape=(2, 2), dtype=float32)

    Source: `tf.random.normal`.
    """
    return _scaled_normal(_normal, "random_normal", shape, mean, stddev, dtype, seed, name)


@export("random.truncated_normal")
def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=dtypes.float32, seed=None, name=None):
    """Draws numbers from a normal distribution, again those beyond two standard deviations.

    Args:
      shape: The shape, integers or an integer tensor of rank 1.
      mean: The mean, of `dtype`; broadcasts.
      stddev: The standard deviation before the cut, of `dtype`; broadcasts.
      dtype: float16, bfloat16, float32 or float64.
      seed: Python integer: the seed of the operation, beside the global one.
      name: A name for the operation.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      TypeError: if `dtype` is no float type.
      InvalidArgumentError: if the shape is none.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.set_seed(5)
      >>> bool(tf.reduce_all(tf.abs(tf.random.truncated_normal([1000])) < 2))
      True

    Source: `tf.random.truncated_normal`.
    """
    operands = shape, mean, stddev, dtype, seed, name
    return _scaled_normal(_truncated_normal, "truncated_normal", *operands)


@export("random.shuffle")
def shuffle(value, seed=None, name=None):
    """Puts the slices of a tensor along its first dimension in a random order.

    Args:
      value: Tensor of any dtype.
      seed: Python integer: the seed of the operation, beside the global one.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `value`.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.set_seed(5)
      >>> tf.random.shuffle([1, 2, 3, 4]).numpy().tolist()
      [3, 1, 2, 4]

    Source: `tf.random.shuffle`.
    """
    return draw(_shuffle, (value,), (), seed, name)


@export("random.categorical")
def categorical(logits, num_samples, dtype=None, seed=None, name=None):
    """Draws numbers of categories.

    TensorFlow's own numbers depend on how many threads share a large draw; these are those of one.

    Args:
      logits: Float tensor of shape [rows, categories]: logarithms of the probabilities, up to a
        constant for each row.
      num_samples: Scalar int32 tensor: how many numbers for each row.
      dtype: int32, or int64, the default.
      seed: Python integer: the seed of the operation, beside the global one.
      name: A name for the operation.

    Returns:
      Tensor of shape [rows, num_samples] and `dtype`.

    Raises:
      ValueError: if `dtype` is none of those.
      InvalidArgumentError: if `logits` is no matrix or has no categories.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.set_seed(5)
      >>> tf.random.categorical([[0.0, 0.0, -100.0]], 5).numpy().tolist()
      [[0, 0, 1, 1, 0]]

    Source: `tf.random.categorical`.
    """
    with scope(name, "categorical"):
        logits = tensor_of(logits, "logits")
        dtype = accepted_dtype(dtype or dtypes.int64, _INTEGERS)
        return draw(_multinomial, (logits, num_samples), (dtype,), seed)


@op("RandomGammaSample", operands=("alpha", "sample"))
def with_gradient(alpha, sample):
    # The derivative of a sample by alpha, at the same place of the distribution function.
    @jax.custom_jvp
    def sampled(alpha):
        return jnp.broadcast_to(sample, sample.shape)

    @sampled.defjvp
    def derivative(primals, tangents):
        slope = lax.random_gamma_grad(jnp.broadcast_to(primals[0], sample.shape), sample)
        return sample, slope * tangents[0]

    return sampled(alpha)


@export("random.gamma")
def gamma(shape, alpha, beta=None, dtype=dtypes.float32, seed=None, name=None):
    """Draws numbers from gamma distributions.

    The numbers have gradients with respect to `alpha` and `beta`.

    Args:
      shape: How many numbers for each distribution: integers or an int32 tensor of rank 1.
      alpha: The distributions' shape parameters, of `dtype`.
      beta: Their inverse scales, of `dtype`, which broadcast with `alpha`; 1 by default.
      dtype: float16, float32 or float64.
      seed: Python integer: the seed of the operation, beside the global one.
      name: A name for the operation.

    Returns:
      Tensor of shape `shape + broadcast(alpha, beta).shape` and `dtype`.

    Raises:
      ValueError: if `dtype` is no float type.
      InvalidArgumentError: if the shape is none.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.set_seed(5)
      >>> tf.random.gamma([3], [0.5, 1.5]).shape
      TensorShape([3, 2])

    Source: `tf.random.gamma`.
    """
    with scope(name, "random_gamma"):
        shape = typed_operand(shape, "shape", dtypes.int32)
        dtype = as_dtype(dtype)
        alpha = typed_operand(alpha, "alpha", dtype)
        beta = typed_operand(1 if beta is None else beta, "beta", dtype)
        everywhere = broadcast_dynamic_shape(shape_of(alpha), shape_of(beta))
        alpha = broadcast_to(alpha, everywhere)
        if not dtype.is_floating:
            raise ValueError(f"data type {dtype.as_numpy_dtype} not inexact")
        smallest = np.finfo(dtype.numpy_dtype).tiny
        drawn = draw(_gamma, (shape, alpha), (), seed)
        drawn = with_shape(drawn, static_shape(shape).concatenate(alpha.shape))
        if context.tapes or context.graph is not None:
            drawn = with_gradient(alpha, drawn)
        return maximum(smallest, realdiv(drawn, beta, name="truediv"))


@export("random.poisson")
def poisson(shape, lam, dtype=dtypes.float32, seed=None, name=None):
    """Draws numbers from Poisson distributions.

    Args:
      shape: How many numbers for each distribution: integers or an int32 tensor of rank 1.
      lam: The distributions' means.
      dtype: float16, float32, float64, int32 or int64.
      seed: Python integer: the seed of the operation, beside the global one.
      name: A name for the operation.

    Returns:
      Tensor of shape `shape + lam.shape` and `dtype`.

    Raises:
      InvalidArgumentError: if the shape is none, or `dtype` none of those.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.set_seed(5)
      >>> tf.random.poisson([3], [0.5, 20.0]).shape
      TensorShape([3, 2])

    Source: `tf.random.poisson`.
    """
    with scope(name, "random_poisson"):
        shape = typed_operand(shape, "shape", dtypes.int32)
        dtype = as_dtype(dtype)
        check_attributes(_poisson, dtype=dtype)
        return draw(_poisson, (shape, lam), (dtype,), seed)
