"""Activation functions of neural networks."""

import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes, errors
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.arithmetic import number
from tfcourse.ops.casting import cast, one_where
from tfcourse.ops.elementwise import sigmoid
from tfcourse.ops.joining import concat
from tfcourse.ops.math import negative, pow
from tfcourse.ops.reshaping import transpose
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument
from tfcourse.ops.special import erfc
from tfcourse.ops.trigonometry import tanh

_SELU_SCALE = 1.0507009873554804934193349852946
_SELU_SCALE_ALPHA = 1.7580993408473768599402175208123


@jax.custom_jvp
def _rectified(features):
    is_not_above = lax.le(features, number(0, features))
    return lax.select(is_not_above, lax.full_like(features, 0), features)


@_rectified.defjvp
def _rectified_jvp(primals, tangents):
    # 0 at 0, as maximum() would not have it, and at nan; a factor, so that 0 * inf is nan.
    (features,), (tangent,) = primals, tangents
    is_above = lax.gt(features, number(0, features))
    return _rectified(features), lax.mul(tangent, one_where(is_above, tangent.dtype))


@jax.custom_jvp
def _rectified_to_six(features):
    capped = jnp.where(features >= 6, jnp.full_like(features, 6), features)
    return jnp.where(features <= 0, jnp.zeros_like(features), capped)


@_rectified_to_six.defjvp
def _rectified_to_six_jvp(primals, tangents):
    (features,), (tangent,) = primals, tangents
    is_between = (features > 0) & (features < 6)
    return _rectified_to_six(features), tangent * one_where(is_between, tangent.dtype)


@op("Relu", names=("nn.relu",))
def relu(features, name=None):
    """Returns max(features, 0) element-wise; its gradient at 0 is 0.

    Args:
      features: Tensor of a real number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `features`.

    Example:
      >>> relu([-1.0, 2.0]).numpy().tolist()
      [0.0, 2.0]

    Source: `tf.nn.relu`.
    """
    return _rectified(features)


@op("Relu6")
def _relu6(features, name=None):
    return _rectified_to_six(features)


@export("nn.relu6")
def relu6(features, name=None):
    """Returns min(max(features, 0), 6) element-wise.

    Args:
      features: Tensor of a real number dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `features`.

    Example:
      >>> relu6([-1.0, 2.0, 7.0]).numpy().tolist()
      [0.0, 2.0, 6.0]

    Source: `tf.nn.relu6`.
    """
    with scope(name, "Relu6") as name:
        return _relu6(tensor_of(features, "features"), name=name)


@op("LeakyRelu")
def _leaky_relu(features, alpha=0.2, name=None):
    return jnp.where(features > 0, features, features * _slope(alpha, features.dtype))


def _slope(alpha, dtype):
    # Attributes are single precision in TensorFlow, whatever the operand is.
    return jnp.asarray(np.float32(alpha), dtype)


@export("nn.leaky_relu")
def leaky_relu(features, alpha=0.2, name=None):
    """Returns `features` where positive and `alpha` times them elsewhere.

    Args:
      features: Tensor of a real number dtype; integers become float32.
      alpha: Python float: the slope on the negative side.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `features`.

    Example:
      >>> leaky_relu([-1.0, 2.0], alpha=0.5).numpy().tolist()
      [-0.5, 2.0]

    Source: `tf.nn.leaky_relu`.
    """
    with scope(name, "LeakyRelu") as name:
        features = tensor_of(features, "features")
        if features.dtype.is_integer:
            features = cast(features, dtypes.float32)
        return _leaky_relu(features, alpha, name=name)


def _expm1_of_negative(features):
    # Elsewhere exp could overflow, and its gradient be NaN although it is not taken.
    return jnp.expm1(jnp.where(features < 0, features, jnp.zeros_like(features)))


@op("Elu", names=("nn.elu",))
def elu(features, name=None):
    """Returns exp(features) - 1 where `features` are negative, and themselves elsewhere.

    Args:
      features: Tensor of a float dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `features`.

    Example:
      >>> elu([-1000.0, 2.0]).numpy().tolist()
      [-1.0, 2.0]

    Source: `tf.nn.elu`.
    """
    return jnp.where(features < 0, _expm1_of_negative(features), features)


@jax.custom_jvp
def _scaled_elu(features):
    scale, scale_alpha = _selu_scales(features.dtype)
    return jnp.where(features < 0, scale_alpha * _expm1_of_negative(features), scale * features)


@_scaled_elu.defjvp
def _scaled_elu_jvp(primals, tangents):
    # One factor for the tangent: scaled by itself, it may overflow.
    (features,), result = primals, _scaled_elu(*primals)
    scale, scale_alpha = _selu_scales(features.dtype)
    return result, tangents[0] * jnp.where(features < 0, result + scale_alpha, scale)


def _selu_scales(dtype):
    return jnp.asarray(_SELU_SCALE, dtype), jnp.asarray(_SELU_SCALE_ALPHA, dtype)


@op("Selu", names=("nn.selu",))
def selu(features, name=None):
    """Returns the scaled exponential linear units of Klambauer et al., element-wise.

    Args:
      features: Tensor of a float dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `features`: about 1.0507 times them where positive, and
      1.7581 * (exp(features) - 1) elsewhere.

    Example:
      >>> round(selu(1.0).numpy().item(), 4)
      1.0507

    Source: `tf.nn.selu`.
    """
    return _scaled_elu(features)


@export("nn.crelu")
def crelu(features, axis=-1, name=None):
    """Returns relu of `features` and of their negatives, joined along an axis.

    Args:
      features: Tensor of a real number dtype.
      axis: The axis to join along.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `features`, but twice as long along `axis`.

    Example:
      >>> crelu([-1.0, 2.0]).numpy().tolist()
      [0.0, 2.0, 1.0, 0.0]

    Source: `tf.nn.crelu`.
    """
    with scope(name, "CRelu") as name:
        features = tensor_of(features, "features")
        return relu(concat([features, -features], axis, name=name))


@export("nn.gelu")
def gelu(features, approximate=False, name=None):
    """Returns `features` times the probability that a normal variable is below them.

    Args:
      features: Tensor of a float dtype.
      approximate: Whether to approximate the error function by a hyperbolic tangent.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `features`.

    Raises:
      ValueError: if `features` are not floats.

    Example:
      >>> round(gelu(1.0).numpy().item(), 4)
      0.8413

    Source: `tf.nn.gelu`.
    """
    with scope(name, "Gelu"):
        features = tensor_of(features, "features")
        dtype = features.dtype
        if not dtype.is_floating:
            raise ValueError(
                f"`features.dtype` must be a floating point tensor.Received:features.dtype={dtype}"
            )
        if approximate:
            coefficient = cast(0.044715, dtype)
            half = 0.5 * features
            cubic = features + coefficient * pow(features, 3)
            return half * (1.0 + tanh(0.7978845608028654 * cubic))
        return 0.5 * features * erfc(-features * cast(0.7071067811865476, dtype))


@export("nn.silu", "nn.swish")
def silu(features, beta=1.0):
    """Returns `features` * sigmoid(`beta` * `features`).

    Args:
      features: Tensor of a float dtype.
      beta: A float or tensor of the same dtype.

    Returns:
      Tensor of the shape and dtype of `features`.

    Example:
      >>> round(silu(1.0).numpy().item(), 4)
      0.7311

    Source: `tf.nn.silu`.
    """
    features = tensor_of(features, "features")
    beta = tensor_of(beta, "beta", dtype_hint=features.dtype)
    beta = cast(beta, features.dtype)
    return features * sigmoid(beta * features)


@jax.custom_jvp
def _log_of_one_plus_exp(x):
    result = jnp.maximum(x, 0) + jnp.log1p(jnp.exp(-jnp.abs(x)))
    if x.dtype == jnp.float16:
        return result
    # Beyond this TensorFlow gives x itself: in bfloat16 from 3 on.
    return jnp.where(x > -2 - math.log(float(jnp.finfo(x.dtype).eps)), x, result)


@_log_of_one_plus_exp.defjvp
def _softplus_tangent(primals, tangents):
    # The derivatives of |x| and of maximum at 0 would spoil that of higher order.
    return _log_of_one_plus_exp(*primals), jax.nn.sigmoid(primals[0]) * tangents[0]


@op("Softplus", names=("math.softplus", "nn.softplus"))
def softplus(features, name=None):
    """Returns log(1 + exp(features)) element-wise.

    Args:
      features: Tensor of a float dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `features`.

    Example:
      >>> softplus(1000.0).numpy().item()
      1000.0

    Source: `tf.math.softplus`.
    """
    return _log_of_one_plus_exp(features)


@jax.custom_jvp
def _softsign(features):
    return features / (1 + jnp.abs(features))


@_softsign.defjvp
def _softsign_jvp(primals, tangents):
    # Of the quotient it would be nan at infinity.
    (features,), (tangent,) = primals, tangents
    return _softsign(features), tangent / jnp.square(1 + jnp.abs(features))


@op("Softsign", names=("math.softsign", "nn.softsign"))
def softsign(features, name=None):
    """Returns features / (1 + |features|) element-wise.

    Args:
      features: Tensor of a float dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `features`.

    Example:
      >>> softsign([-1.0, 3.0]).numpy().tolist()
      [-0.5, 0.75]

    Source: `tf.math.softsign`.
    """
    return _softsign(features)


@export("math.log_sigmoid")
def log_sigmoid(x, name=None):
    """Returns the logarithm of the logistic function of `x`, element-wise.

    Args:
      x: Tensor of a float dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `x`.

    Example:
      >>> log_sigmoid(-1000.0).numpy().item()
      -1000.0

    Source: `tf.math.log_sigmoid`.
    """
    with scope(name, "LogSigmoid") as name:
        return negative(softplus(-tensor_of(x, "x")), name=name)


def _check_logits(logits):
    if not logits.ndim:
        raise invalid_argument(
            f"logits must have >= 1 dimension, got {brackets(logits.shape)}",
            "Shape must be at least rank 1 but is rank 0",
        )


@op("Softmax")
def _softmax(logits, name=None):
    _check_logits(logits)
    return jax.nn.softmax(logits, axis=-1) if logits.size else logits


@op("LogSoftmax")
def _log_softmax(logits, name=None):
    _check_logits(logits)
    return jax.nn.log_softmax(logits, axis=-1) if logits.size else logits


def _along(axis, kernel, logits, name):
    """Applies a kernel that works along the last axis along another one."""
    logits = tensor_of(logits, "logits")
    rank = logits.shape.rank
    if axis == -1 or axis is None or rank in (None, 0) or axis == rank - 1:
        return kernel(logits, name=name)
    if not -rank <= axis < rank:
        raise errors.InvalidArgumentError(
            None,
            None,
            f"`dim` must be in the range [{-rank}, {rank}) where {rank} is the number of "
            f"dimensions in the input. Received: dim={axis}",
        )
    swapped = list(range(rank))
    swapped[axis], swapped[-1] = swapped[-1], swapped[axis]
    return transpose(kernel(transpose(logits, swapped)), swapped, name=name)


@export("math.softmax", "nn.softmax")
def softmax(logits, axis=None, name=None):
    """Returns exp(logits), scaled so that they sum to 1 along an axis.

    Args:
      logits: Tensor of a float dtype.
      axis: The axis; None for the last one.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `logits`.

    Raises:
      InvalidArgumentError: if there is no such axis.

    Example:
      >>> softmax([0.0, 0.0]).numpy().tolist()
      [0.5, 0.5]

    Source: `tf.nn.softmax`.
    """
    return _along(axis, _softmax, logits, name)


@export("math.log_softmax", "nn.log_softmax")
def log_softmax(logits, axis=None, name=None):
    """Returns the logarithm of the softmax along an axis.

    Args:
      logits: Tensor of a float dtype.
      axis: The axis; None for the last one.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `logits`.

    Raises:
      InvalidArgumentError: if there is no such axis.

    Example:
      >>> log_softmax([1000.0, 0.0]).numpy().tolist()
      [0.0, -1000.0]

    Source: `tf.nn.log_softmax`.
    """
    return _along(axis, _log_softmax, logits, name)
