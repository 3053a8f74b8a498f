"""Loss functions: cross entropies and others, one value per example."""

import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes, errors
from tfcourse.core.constants import constant_value
from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.activations import relu
from tfcourse.ops.casting import cast
from tfcourse.ops.comparison import greater_equal, less_equal, logical_and
from tfcourse.ops.creation import ones_like, zeros_like
from tfcourse.ops.elementwise import exp, log, log1p
from tfcourse.ops.masks import where
from tfcourse.ops.math import abs, add, multiply
from tfcourse.ops.no_nan import divide_no_nan
from tfcourse.ops.ranges import range_
from tfcourse.ops.reductions import reduce_sum
from tfcourse.ops.reshaping import reshape, transpose
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument, unequal
from tfcourse.ops.shapes import shape


def _log_softmax(logits):
    return jax.nn.log_softmax(logits, axis=-1) if logits.size else logits


@jax.custom_jvp
def _cross_entropy(logits, labels):
    return jnp.sum(labels * -_log_softmax(logits), axis=-1)


@_cross_entropy.defjvp
def _cross_entropy_tangent(primals, tangents):
    logits, labels = primals
    return _cross_entropy(logits, labels), jnp.sum(
        _excess(logits, labels) * tangents[0] - _log_softmax(logits) * tangents[1], axis=-1
    )


def _excess(logits, labels):
    """Returns TensorFlow's gradient by the logits: right where the labels sum to 1.

    It is a result of the operation, of which TensorFlow has no derivative by the labels.
    """
    return jnp.exp(_log_softmax(logits)) - lax.stop_gradient(labels)


@op("SoftmaxCrossEntropyWithLogits")
def _softmax_cross_entropy(features, labels, name=None):
    sizes = f"logits_size={brackets(features.shape)} labels_size={brackets(labels.shape)}"
    if features.ndim != 2 or labels.ndim != 2:
        raise invalid_argument(f"logits and labels must be either 2-dimensional, or {sizes}")
    for one, other in zip(features.shape, labels.shape, strict=True):
        if one != other and 1 not in (one, other):
            raise unequal(f"logits and labels must be broadcastable: {sizes}", one, other)
    shape = jnp.broadcast_shapes(features.shape, labels.shape)
    features, labels = jnp.broadcast_to(features, shape), jnp.broadcast_to(labels, shape)
    return _cross_entropy(features, labels), _excess(features, labels)


def _check_labels(features, labels):
    classes = features.shape[-1] if features.ndim else 0
    wrong = labels[(labels < 0) | (labels >= classes)]
    if wrong.size:
        raise invalid_argument(
            f"Received a label value of {wrong[0]} which is outside the valid range of "
            f"[0, {classes}).  Label values: {' '.join(map(str, labels.tolist()))}"
        )


@jax.custom_jvp
def _sparse_cross_entropy(logits, labels):
    """Returns the losses, and their derivatives by the logits."""
    classes = logits.shape[1]
    shifted = logits - jnp.max(logits, axis=-1, keepdims=True, initial=-np.inf)
    exponentials = jnp.exp(shifted)
    total = jnp.sum(exponentials, axis=-1, keepdims=True)
    is_label = labels[:, None] == jnp.arange(classes, dtype=labels.dtype)
    loss = jnp.sum(jnp.where(is_label, jnp.log(total) - shifted, 0), axis=-1)
    # Inside a compiled function a wrong label cannot raise; it must not go unseen either.
    is_known = (labels >= 0) & (labels < classes)
    loss = jnp.where(is_known, loss, jnp.full_like(loss, np.nan))
    return loss, exponentials / total - is_label.astype(logits.dtype)


@_sparse_cross_entropy.defjvp
def _sparse_cross_entropy_tangent(primals, tangents):
    # As TensorFlow's, the gradient is made of the second result.
    loss, by_logits = _sparse_cross_entropy(*primals)
    softmax = jax.nn.softmax(primals[0], axis=-1)
    along = softmax * tangents[0]
    by_softmax = along - softmax * jnp.sum(along, axis=-1, keepdims=True)
    return (loss, by_logits), (jnp.sum(by_logits * tangents[0], axis=-1), by_softmax)


@op("SparseSoftmaxCrossEntropyWithLogits", check=_check_labels, checked_kinds="iu")
def _sparse_softmax_cross_entropy(features, labels, name=None):
    if labels.shape != features.shape[:1]:
        raise unequal(
            "logits and labels must have the same first dimension, got logits shape "
            f"{brackets(features.shape)} and labels shape {brackets(labels.shape)}",
            features.shape[0],
            labels.shape[0],
        )
    return _sparse_cross_entropy(features, labels)


def _reshape_unless_equal(tensor, shape, name=None):
    """Reshapes; in eager execution only where that changes anything."""
    if context.graph is None:
        if tensor.shape.as_list() == shape:
            return tensor
        shape = np.array(shape, np.int32)
    return reshape(tensor, shape, name=name)


def _shape_without_last(tensor):
    """Returns the shape of a tensor without its last dimension, a list where it is known."""
    sizes = tensor.shape.as_list()[:-1]
    return shape(tensor)[:-1] if None in sizes else sizes


def _as_rows(tensor):
    """Returns a tensor as a matrix whose rows are its vectors along the last axis."""
    if tensor.shape.rank == 0:
        raise errors.InvalidArgumentError(
            None,
            None,
            "{{function_node __wrapped__Slice_device_/job:localhost/replica:0/task:0/device:CPU:0}}"
            " Expected begin[0] == 0 (got -1) and size[0] == 0 (got 1) when input.dim_size(0) == 0 "
            "[Op:Slice]",
        )
    if tensor.shape.rank is None or tensor.shape[-1] is None:
        return _reshape_unless_equal(tensor, [-1, shape(tensor)[-1]])
    size = tensor.shape[-1]
    if context.graph is None:
        return _reshape_unless_equal(tensor, [math.prod(tensor.shape.as_list()[:-1]), size])
    return _reshape_unless_equal(tensor, [-1, size])


def _moved_to_end(tensor, axis):
    rank = tensor.shape.rank
    if axis >= rank:
        range_(axis + 1, rank)  # fails with TensorFlow's words
    order = [index for index in range(rank) if index != axis]
    return transpose(tensor, [*order, axis])


@export("nn.softmax_cross_entropy_with_logits")
def softmax_cross_entropy_with_logits(labels, logits, axis=-1, name=None):
    """Returns the cross entropy between distributions and the softmax of logits.

    Args:
      labels: Tensor of the shape of `logits`: probabilities that sum to 1 along `axis`.
      logits: Tensor of a float dtype.
      axis: The axis of the classes.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `logits` and of its shape without `axis`.

    Raises:
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> loss = softmax_cross_entropy_with_logits([[0.0, 1.0]], [[2.0, 2.0]])
      >>> loss.numpy().round(4)
      array([0.6931], dtype=float32)

    Source: `tf.nn.softmax_cross_entropy_with_logits`.
    """
    with scope(name, "softmax_cross_entropy_with_logits") as name:
        logits = tensor_of(logits, "logits")
        labels = tensor_of(labels, "labels")
        is_half = logits.dtype in (dtypes.float16, dtypes.bfloat16)
        precise = cast(logits, dtypes.float32) if is_half else logits
        labels = cast(labels, precise.dtype)
        rank = precise.shape.rank
        if axis not in (-1, None if rank is None else rank - 1):
            at = axis % rank if axis < 0 else axis
            precise, labels = _moved_to_end(precise, at), _moved_to_end(labels, at)
        shape = _shape_without_last(precise)
        loss, _ = _softmax_cross_entropy(_as_rows(precise), _as_rows(labels), name=name)
        loss = _reshape_unless_equal(loss, shape)
        return cast(loss, logits.dtype) if is_half else loss


def _given(labels, logits, caller):
    if labels is None or logits is None:
        raise ValueError(
            f"Both `labels` and `logits` must be provided for {caller}Received: labels={labels} "
            f"and logits={logits}"
        )


@export("nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax_cross_entropy_with_logits(labels, logits, name=None):
    """Returns the cross entropy between classes and the softmax of logits.

    Args:
      labels: int32 or int64 tensor of shape [...]: the class of each example.
      logits: Tensor of shape [..., classes], a float dtype.
      name: A name for the operation.

    Returns:
      Tensor of shape [...], of the dtype of `logits`.

    Raises:
      ValueError: if the shapes do not fit or one is missing.
      InvalidArgumentError: if there is no such class; in a compiled function the loss is NaN.

    Example:
      >>> sparse_softmax_cross_entropy_with_logits([1], [[2.0, 2.0]]).numpy().round(4)
      array([0.6931], dtype=float32)

    Source: `tf.nn.sparse_softmax_cross_entropy_with_logits`.
    """
    _given(labels, logits, "sparse_softmax_cross_entropy_with_logits")
    with scope(name, "SparseSoftmaxCrossEntropyWithLogits"):
        labels = tensor_of(labels, "Const")
        logits = tensor_of(logits, "logits")
        rank = logits.shape.rank
        if rank == 0:
            raise ValueError(f"`logits` cannot be a scalar. Received logits={logits}`")
        if rank is not None and labels.shape.rank not in (None, rank - 1):
            raise ValueError(
                "`labels.shape.rank` must equal `logits.shape.rank - 1`. Received: "
                f"labels.shape={labels.shape} of rank {labels.shape.rank} and "
                f"logits.shape={logits.shape} of rank {rank}"
            )
        is_known = labels.shape.is_fully_defined() and logits.shape.is_fully_defined()
        if is_known and labels.shape != logits.shape[:-1]:
            raise ValueError(
                "`labels.shape` must equal `logits.shape` except for the last dimension. "
                f"Received: labels.shape={labels.shape} and logits.shape={logits.shape}"
            )
        is_half = logits.dtype in (dtypes.float16, dtypes.bfloat16)
        precise = cast(logits, dtypes.float32) if is_half else logits
        if rank == 2:
            loss, _ = _sparse_softmax_cross_entropy(precise, labels)
        else:
            shape = _shape_without_last(precise)
            flat = _reshape_unless_equal(labels, [-1])
            loss, _ = _sparse_softmax_cross_entropy(_as_rows(precise), flat)
            loss = _reshape_unless_equal(loss, shape)
        return cast(loss, logits.dtype) if is_half else loss


def _same_shape(one, other, names):
    if not one.shape.is_compatible_with(other.shape):
        raise ValueError(
            f"{names} must have the same shape, received ({one.shape} vs {other.shape})."
        )


@export("nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy_with_logits(labels=None, logits=None, name=None):
    """Returns the cross entropy between probabilities and the logistic function of logits.

    Args:
      labels: Tensor of the shape and dtype of `logits`, between 0 and 1.
      logits: Tensor of a float dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `logits`.

    Raises:
      ValueError: if the shapes differ or one is missing.

    Example:
      >>> sigmoid_cross_entropy_with_logits([1.0], [0.0]).numpy().round(4)
      array([0.6931], dtype=float32)

    Source: `tf.nn.sigmoid_cross_entropy_with_logits`.
    """
    _given(labels, logits, "sigmoid_cross_entropy_with_logits")
    with scope(name, "logistic_loss") as name:
        logits = tensor_of(logits, "logits")
        labels = tensor_of(labels, "labels")
        _same_shape(logits, labels, "`logits` and `labels`")
        zeros = zeros_like(logits)
        is_positive = logits >= zeros
        positive = where(is_positive, logits, zeros)
        minus_absolute = where(is_positive, -logits, logits)
        return add(positive - logits * labels, log1p(exp(minus_absolute)), name=name)


@export("nn.weighted_cross_entropy_with_logits")
def weighted_cross_entropy_with_logits(labels, logits, pos_weight, name=None):
    """Returns the sigmoid cross entropy in which positive labels weigh more or less.

    Args:
      labels: Tensor of the shape and dtype of `logits`, between 0 and 1.
      logits: Tensor of a float dtype.
      pos_weight: A float or tensor: the weight of positive examples.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `logits`.

    Raises:
      ValueError: if the shapes differ.

    Example:
      >>> weighted_cross_entropy_with_logits([1.0], [0.0], 2.0).numpy().round(4)
      array([1.3863], dtype=float32)

    Source: `tf.nn.weighted_cross_entropy_with_logits`.
    """
    with scope(name, "logistic_loss") as name:
        logits = tensor_of(logits, "logits")
        labels = tensor_of(labels, "labels")
        _same_shape(logits, labels, "`logits` and `labels`")
        weight = 1 + (pos_weight - 1) * labels
        rest = log1p(exp(-abs(logits))) + relu(-logits)
        return add((1 - labels) * logits, weight * rest, name=name)


@op("L2Loss", names=("nn.l2_loss",))
def l2_loss(t, name=None):
    """Returns half of the sum of the squares of a tensor.

    Args:
      t: Tensor of a float dtype.
      name: A name for the operation.

    Returns:
      Scalar tensor of the dtype of `t`.

    Example:
      >>> l2_loss([1.0, 3.0]).numpy().item()
      5.0

    Source: `tf.nn.l2_loss`.
    """
    return jnp.sum(t * t) / 2


@export("nn.log_poisson_loss")
def log_poisson_loss(targets, log_input, compute_full_loss=False, name=None):
    """Returns minus the log likelihood of counts under Poisson distributions.

    Args:
      targets: Tensor of the shape and dtype of `log_input`: the counts.
      log_input: Tensor of a float dtype: logarithms of the expected counts.
      compute_full_loss: Whether to add Stirling's approximation of the part without `log_input`.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `log_input`.

    Raises:
      ValueError: if the shapes differ.

    Example:
      >>> log_poisson_loss([2.0], [0.0]).numpy().tolist()
      [1.0]

    Source: `tf.nn.log_poisson_loss`.
    """
    with scope(name, "log_poisson_loss"):
        log_input = tensor_of(log_input, "log_input")
        targets = tensor_of(targets, "targets")
        _same_shape(log_input, targets, "`log_input` and `targets`")
        loss = exp(log_input) - log_input * targets
        if not compute_full_loss:
            return loss
        dtype = log_input.dtype
        half, circle = tensor_of(0.5, "Const", dtype), tensor_of(2 * np.pi, "Const", dtype)
        stirling = (targets * log(targets)) - targets + half * log(circle * targets)
        zeros, ones = zeros_like(targets), ones_like(targets)
        is_small = logical_and(greater_equal(targets, zeros), less_equal(targets, ones))
        return loss + where(is_small, zeros, stirling)


def _check_batch_size(size):
    if size.shape.rank not in (0, None):
        raise ValueError(
            f"global_batch_size must be scalar..  Expected scalar shape, saw shape: {size.shape}."
        )
    if not size.dtype.is_integer:
        raise TypeError(
            'global_batch_size must be an integer..  Expected "x" to be integer type.  Found: '
            f"tensor of dtype {size.dtype}"
        )
    value = constant_value(size)
    if value is not None and value < 0:
        raise errors.InvalidArgumentError(
            None,
            None,
            "global_batch_size must be non-negative..  \nCondition x >= 0 did not hold "
            f"element-wise:\nx (shape=() dtype={size.dtype.name}) = \n{value}",
        )


@export("nn.compute_average_loss")
def compute_average_loss(per_example_loss, sample_weight=None, global_batch_size=None):
    """Returns the sum of the losses of examples, divided by the size of the global batch.

    Args:
      per_example_loss: Tensor of rank 1 or more, a float dtype.
      sample_weight: Weights of the examples, of a shape that broadcasts; or None.
      global_batch_size: An integer; None for the number of examples here.

    Returns:
      Scalar tensor of the dtype of `per_example_loss`.

    Raises:
      ValueError: if the losses or the batch size have the wrong rank.
      TypeError: if the batch size is no integer.
      InvalidArgumentError: if it is negative.

    Example:
      >>> compute_average_loss([1.0, 2.0, 6.0]).numpy().item()
      3.0

    Source: `tf.nn.compute_average_loss`.
    """
    loss = tensor_of(per_example_loss, "per_example_loss")
    if loss.shape.rank == 0:
        raise ValueError(
            "Invalid value passed for `per_example_loss`. Expected a tensor with at least rank 1. "
            f"Received per_example_loss={loss} with rank {loss.shape.rank}"
        )
    dtype = loss.dtype
    if sample_weight is not None:
        weight = cast(tensor_of(sample_weight, "sample_weight"), dtypes.float32)
        loss = cast(multiply(cast(loss, dtypes.float32), weight), dtype)
    if global_batch_size is None:
        size = loss.shape[0]
        size = shape(loss)[0] if size is None else tensor_of(size, "size")
    else:
        size = tensor_of(global_batch_size, "global_batch_size")
        _check_batch_size(size)
    return divide_no_nan(reduce_sum(loss), cast(size, dtype))


@export("nn.scale_regularization_loss")
def scale_regularization_loss(regularization_loss):
    """Returns the sum of regularization losses, shared between the replicas of a strategy.

    Args:
      regularization_loss: Tensor, or list of tensors, of a float dtype.

    Returns:
      Scalar tensor of the same dtype.

    Example:
      >>> scale_regularization_loss([1.0, 2.0]).numpy().item()
      3.0

    Source: `tf.nn.scale_regularization_loss`.
    """
    return reduce_sum(regularization_loss) / 1.0
