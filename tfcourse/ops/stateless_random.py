"""Random numbers that are a function of a seed: `tf.random.stateless_uniform`, ..."""

import functools

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.context import context
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.execute import execute
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.tensor import Tensor
from tfcourse.ops import philox, rejection
from tfcourse.ops import random_kernels as kernels
from tfcourse.ops.division import realdiv
from tfcourse.ops.joining import stack
from tfcourse.ops.math import add, maximum
from tfcourse.ops.random import accepted_dtype, with_gradient
from tfcourse.ops.random_algorithms import Algorithm, algorithm_number, unsupported_algorithm
from tfcourse.ops.random_kernels import shape_operand, typed_operand
from tfcourse.ops.repetition import broadcast_dynamic_shape, broadcast_to
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.shapes import shape as shape_of
from tfcourse.ops.static_shapes import static_shape, with_shape

_FLOATS = dtypes.float16, dtypes.bfloat16, dtypes.float32, dtypes.float64
_INTEGERS = dtypes.int32, dtypes.int64
_UNSIGNED = dtypes.uint32, dtypes.uint64


def _check_seed(seed):
    if seed.shape != (2,):
        raise invalid_argument(f"seed must have shape [2], not {brackets(seed.shape)}")


def _check_stream(key, counter):
    note = "(Note that batched {} are not supported yet.)"
    if key.shape != (1,):
        raise invalid_argument(
            f"key must have shape [1], not {brackets(key.shape)}. " + note.format("keys")
        )
    if counter.ndim != 1 or counter.size < 2:
        raise invalid_argument(
            "counter must be a vector with length at least 2; got shape: "
            f"{brackets(counter.shape)}. " + note.format("counters")
        )


@op("StatelessRandomGetKeyCounter", is_differentiable=False)
def _get_key_counter(seed, name=None):
    _check_seed(seed)
    return philox.scramble_seed(seed)


def _stateless_op(op_type, draw, **options):
    """Defines an op that draws by a kernel of (shape, key, counter, dtype)."""

    def function(shape, key, counter, alg, dtype):
        _check_stream(key, counter)
        return draw(shape, key, counter, dtype)

    return op(op_type, static=("shape", "alg"), is_differentiable=False, **options)(function).op


_uniform = _stateless_op("StatelessRandomUniformV2", kernels.uniform)
_normal = _stateless_op("StatelessRandomNormalV2", kernels.standard_normal)
_truncated_normal = _stateless_op("StatelessTruncatedNormalV2", kernels.truncated_normal)
_full_int = _stateless_op("StatelessRandomUniformFullIntV2", kernels.uniform_full_int)


def _check_bounds(shape, key, counter, alg, minval, maxval):
    kernels.check_bounds(minval, maxval, shape)


@op(
    "StatelessRandomUniformIntV2",
    static=("shape", "alg"),
    is_differentiable=False,
    check=_check_bounds,
)
def _uniform_int(shape, key, counter, alg, minval, maxval):
    _check_stream(key, counter)
    return kernels.uniform_int(shape, minval, maxval, key, counter)


@op("StatelessShuffle", static=("alg",), is_differentiable=False)
def _shuffle(value, key, counter, alg, name=None):
    _check_stream(key, counter)
    return kernels.shuffle(value, key, counter)


def _samples_per_parameter(shape, parameters, dtype):
    """Returns the part of a shape that stands before the parameters' own."""
    sizes = kernels.sizes_of(shape, dtype)
    at = len(sizes) - parameters.ndim
    if at < 0 or sizes[at:] != parameters.shape:
        raise invalid_argument("Shape passed in must end with broadcasted shape.")
    return sizes[:at]


@op("StatelessRandomGammaV3", static=("shape", "alg"), is_differentiable=False)
def _gamma(shape, key, counter, alg, alpha):
    _check_stream(key, counter)
    dtype = dtypes.from_numpy[np.dtype(alpha.dtype)]
    return rejection.gamma(key, counter, _samples_per_parameter(shape, alpha, dtype), alpha)


@op("StatelessRandomPoisson", static=("shape",), is_differentiable=False)
def _poisson(shape, seed, lam, dtype):
    _check_seed(seed)
    samples = _samples_per_parameter(shape, lam, dtype)
    return rejection.poisson(*philox.scramble_seed(seed), samples, lam, dtype.numpy_dtype)


@op("StatelessMultinomial", static=("num_samples",), is_differentiable=False)
def _multinomial(logits, num_samples, seed, output_dtype):
    _check_seed(seed)
    kernels.check_logits(logits, num_samples, output_dtype)
    stream = philox.scramble_seed(seed)
    return rejection.categorical(*stream, logits, int(num_samples), output_dtype.numpy_dtype)


def stream_of_seed(seed, alg):
    """Returns the key, the counter and the number of the algorithm that a seed stands for.

    Args:
      seed: Integer tensor of shape [2].
      alg: An `Algorithm`, its number or name; None for `AUTO_SELECT`.
    """
    number = algorithm_number("auto_select" if alg is None else alg)
    if number == Algorithm.THREEFRY.value:
        return np.zeros(1, np.uint64), np.zeros(1, np.uint64), number
    if number not in (Algorithm.PHILOX.value, Algorithm.AUTO_SELECT.value):
        raise unsupported_algorithm(alg)
    return *_get_key_counter(seed), number


def draw_uniform(shape, stream, minval, maxval, dtype, name) -> Tensor:
    """Draws uniform numbers from a stream that a function gives when it is called.

    Args:
      shape: A tensor.
      stream: A function without arguments that returns key, counter and algorithm.
      minval: The lower bound, or None with integers for all of them.
      maxval: The upper bound likewise.
      dtype: The `DType`.
      name: The name of the last operation.
    """
    if dtype.is_integer and minval is None:
        return execute(_full_int, (shape, *stream()), (dtype,), name)
    minval = typed_operand(minval, "min", dtype)
    maxval = typed_operand(maxval, "max", dtype)
    if dtype.is_integer:
        return execute(_uniform_int.op, (shape, *stream(), minval, maxval), (), name)
    drawn = with_shape(execute(_uniform, (shape, *stream()), (dtype,)), static_shape(shape))
    return add(drawn * (maxval - minval), minval, name=name)


def draw_normal(shape, stream, mean, stddev, dtype, name, truncated=False) -> Tensor:
    """Draws normal numbers; `shape`, `stream` and `name` are those of `draw_uniform`."""
    dtype = as_dtype(dtype)
    mean = typed_operand(mean, "mean", dtype)
    stddev = typed_operand(stddev, "stddev", dtype)
    definition = _truncated_normal if truncated else _normal
    drawn = with_shape(execute(definition, (shape, *stream()), (dtype,)), static_shape(shape))
    return add(drawn * stddev, mean, name=name)


@export("random.stateless_uniform")
def stateless_uniform(
    shape, seed, minval=0, maxval=None, dtype=dtypes.float32, name=None, alg="auto_select"
):
    """Draws numbers from [minval, maxval) that depend on nothing but the seed.

    Args:
      shape: The shape, integers or an integer tensor of rank 1.
      seed: Integer tensor of shape [2].
      minval: The lower bound, of `dtype`; None with integers for the whole range of the type.
      maxval: The upper bound likewise; 1 by default for floats.
      dtype: float16, bfloat16, float32, float64, int32, int64, or without bounds uint32 or uint64.
      name: A name for the operation.
      alg: The algorithm: `"auto_select"` or `"philox"`.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      ValueError: if `dtype` is none of those, or does not go with the bounds.
      InvalidArgumentError: if shape or seed is none, or no integer lies between the bounds.

    Example:
      >>> import tfcourse as tf
      >>> print(tf.random.stateless_uniform([2], seed=[1, 2]))
      tf.Tensor([0.8440604  0.19204533], shape=(2,), dtype=float32)

    Source: `tf.random.stateless_uniform`.
    """
    dtype = accepted_dtype(dtype, (*_FLOATS, *_INTEGERS, *_UNSIGNED))
    if dtype.is_integer:
        if (minval is None) != (maxval is None):
            raise ValueError(
                f"For integer `dtype` argument {dtype}, argument `minval` and `maxval` must be "
                f"both None or not None. Got `minval`={minval} and `maxval`={maxval}."
            )
        if minval is not None and dtype in _UNSIGNED:
            raise ValueError(
                f"Argument `dtype` got invalid value {dtype} when argument `minval` is not None. "
                "Please don't use unsigned integers in this case."
            )
    elif maxval is None:
        maxval = 1
    with scope(name, "stateless_random_uniform") as name:
        shape = shape_operand(shape)
        drawn = draw_uniform(
            shape, functools.partial(stream_of_seed, seed, alg), minval, maxval, dtype, name
        )
        return with_shape(drawn, static_shape(shape))


@export("random.stateless_normal")
def stateless_normal(
    shape, seed, mean=0.0, stddev=1.0, dtype=dtypes.float32, name=None, alg="auto_select"
):
    """Draws numbers from a normal distribution that depend on nothing but the seed.

    Args:
      shape: The shape, integers or an integer tensor of rank 1.
      seed: Integer tensor of shape [2].
      mean: The mean, of `dtype`; broadcasts.
      stddev: The standard deviation, of `dtype`; broadcasts.
      dtype: float16, bfloat16, float32 or float64.
      name: A name for the operation.
      alg: The algorithm: `"auto_select"` or `"philox"`.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      InvalidArgumentError: if shape or seed is none.

    Example:
      >>> import tfcourse as tf
      >>> print(tf.random.stateless_normal([2], seed=[1, 2]))
      tf.Tensor([0.5441101  0.20738031], shape=(2,), dtype=float32)

    Source: `tf.random.stateless_normal`.
    """
    with scope(name, "stateless_random_normal") as name:
        stream = functools.partial(stream_of_seed, seed, alg)
        return draw_normal(shape_operand(shape), stream, mean, stddev, dtype, name)


@export("random.stateless_truncated_normal")
def stateless_truncated_normal(
    shape, seed, mean=0.0, stddev=1.0, dtype=dtypes.float32, name=None, alg="auto_select"
):
    """Draws as `stateless_normal`, again those numbers beyond two standard deviations.

    Args, results and errors are those of `tf.random.stateless_normal`.

    Example:
      >>> import tfcourse as tf
      >>> print(tf.random.stateless_truncated_normal([2], seed=[1, 2]))
      tf.Tensor([0.5441101  0.20738031], shape=(2,), dtype=float32)

    Source: `tf.random.stateless_truncated_normal`.
    """
    with scope(name, "stateless_truncated_normal") as name:
        stream = functools.partial(stream_of_seed, seed, alg)
        return draw_normal(shape_operand(shape), stream, mean, stddev, dtype, name, truncated=True)


@export("random.stateless_categorical")
def stateless_categorical(logits, num_samples, seed, dtype=dtypes.int64, name=None):
    """Draws numbers of categories that depend on nothing but the seed.

    Args:
      logits: Float tensor of shape [rows, categories].
      num_samples: Scalar int32 tensor: how many numbers for each row.
      seed: Integer tensor of shape [2].
      dtype: int32 or int64.
      name: A name for the operation.

    Returns:
      Tensor of shape [rows, num_samples] and `dtype`.

    Raises:
      ValueError: if `dtype` is none of those.
      InvalidArgumentError: if an operand has the wrong shape.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.stateless_categorical([[1.0, 2.0]], 3, seed=[1, 2]).numpy().tolist()
      [[1, 1, 0]]

    Source: `tf.random.stateless_categorical`.
    """
    with scope(name, "stateless_categorical"):
        logits = tensor_of(logits, "logits")
        dtype = accepted_dtype(dtype or dtypes.int64, _INTEGERS)
        return execute(_multinomial.op, (logits, num_samples, seed), (dtype,))


@export("random.stateless_gamma")
def stateless_gamma(shape, seed, alpha, beta=None, dtype=dtypes.float32, name=None):
    """Draws numbers from gamma distributions that depend on nothing but the seed.

    The numbers have gradients with respect to `alpha` and `beta`.

    Args:
      shape: The shape of the result, which ends in that of the distributions.
      seed: Integer tensor of shape [2].
      alpha: The distributions' shape parameters, of `dtype`.
      beta: Their inverse scales, of `dtype`, which broadcast with `alpha`; 1 by default.
      dtype: float16, float32 or float64.
      name: A name for the operation.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      InvalidArgumentError: if shape or seed is none, or the shape does not end as it must.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.stateless_gamma([3, 2], seed=[1, 2], alpha=[0.5, 2.0]).shape
      TensorShape([3, 2])

    Source: `tf.random.stateless_gamma`.
    """
    with scope(name, "stateless_random_gamma"):
        shape = shape_operand(shape)
        dtype = as_dtype(dtype)
        alpha = typed_operand(alpha, "alpha", dtype)
        beta = typed_operand(1 if beta is None else beta, "beta", dtype)
        alpha = broadcast_to(alpha, broadcast_dynamic_shape(shape_of(alpha), shape_of(beta)))
        drawn = execute(_gamma.op, (shape, *stream_of_seed(seed, None), alpha))
        if context.tapes or context.graph is not None:
            drawn = with_gradient(alpha, drawn)
        result = maximum(np.finfo(dtype.numpy_dtype).tiny, realdiv(drawn, beta, name="truediv"))
        return with_shape(result, static_shape(shape))


@export("random.stateless_poisson")
def stateless_poisson(shape, seed, lam, dtype=dtypes.int32, name=None):
    """Draws numbers from Poisson distributions that depend on nothing but the seed.

    Args:
      shape: The shape of the result, which ends in that of `lam`.
      seed: Integer tensor of shape [2].
      lam: The distributions' means.
      dtype: float16, float32, float64, int32 or int64.
      name: A name for the operation.

    Returns:
      Tensor of `shape` and `dtype`.

    Raises:
      InvalidArgumentError: if shape or seed is none, or the shape does not end as it must.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.stateless_poisson([2], seed=[1, 2], lam=[0.5, 20.0]).numpy().tolist()
      [3, 23]

    Source: `tf.random.stateless_poisson`.
    """
    with scope(name, "stateless_random_poisson"):
        shape = shape_operand(shape)
        drawn = execute(_poisson.op, (shape, seed, lam), (as_dtype(dtype),))
        return with_shape(drawn, static_shape(shape))


@export("random.experimental.stateless_shuffle")
def stateless_shuffle(value, seed, alg="auto_select", name=None):
    """Puts slices along the first dimension in an order that depends on nothing but the seed.

    Args:
      value: Tensor of any dtype.
      seed: Integer tensor of shape [2].
      alg: The algorithm: `"auto_select"` or `"philox"`.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `value`.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.experimental.stateless_shuffle(tf.range(5), seed=[1, 2]).numpy().tolist()
      [0, 2, 1, 4, 3]

    Source: `tf.random.experimental.stateless_shuffle`.
    """
    with scope(name, "stateless_shuffle") as name:
        return execute(_shuffle.op, (value, *stream_of_seed(seed, alg)), (), name)


@export("random.split", "random.experimental.stateless_split")
def split(seed, num=2, alg="auto_select"):
    """Makes several seeds of one.

    Args:
      seed: Integer tensor of shape [2].
      num: How many.
      alg: The algorithm: `"auto_select"` or `"philox"`.

    Returns:
      Tensor of shape [num, 2] and the dtype of `seed`.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.split([1, 2], num=2).numpy().tolist()
      [[1105988140, 1738052849], [-335576002, 370444179]]

    Source: `tf.random.split`.
    """
    seed = tensor_of(seed, "seed")
    return stateless_uniform([num, 2], seed, None, None, seed.dtype, alg=alg)


@export("random.fold_in", "random.experimental.stateless_fold_in")
def fold_in(seed, data, alg="auto_select"):
    """Makes a new seed of a seed and a number.

    Args:
      seed: Integer tensor of shape [2].
      data: Scalar integer tensor, such as the number of a step.
      alg: The algorithm: `"auto_select"` or `"philox"`.

    Returns:
      Tensor of shape [2] and the dtype of `data`.

    Example:
      >>> import tfcourse as tf
      >>> tf.random.fold_in([1, 2], 3).numpy().tolist()
      [1105988140, 3]

    Source: `tf.random.fold_in`.
    """
    data = tensor_of(data, "data")
    return stack([stateless_uniform([], seed, None, None, data.dtype, alg=alg), data])
