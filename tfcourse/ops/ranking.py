"""Positions and values of the largest elements."""

import jax.numpy as jnp
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.casting import cast
from tfcourse.ops.scopes import scope
from tfcourse.ops.shape_checks import invalid_argument


def _position(function, worst, input, dimension, output_type):
    if dimension.ndim:
        raise invalid_argument(
            f"dim must be a scalar, but received tensor of shape: {brackets(dimension.shape)}"
        )
    axis = int(dimension)
    if not -input.ndim <= axis < input.ndim:
        raise invalid_argument(
            f"Expected dimension in the range [{-input.ndim}, {input.ndim}), but got {axis}",
            f"Dimension ({axis}) must be in the range [{-input.ndim}, {input.ndim}), where "
            f"{input.ndim} is the number of dimensions in the input.",
        )
    axis %= input.ndim
    if not input.shape[axis]:
        raise invalid_argument(f"Reduction axis {axis} is empty in shape {brackets(input.shape)}")
    if jnp.issubdtype(input.dtype, jnp.floating):
        # nan is never chosen over a number; JAX would choose it first.
        input = jnp.where(jnp.isnan(input), worst, input)
    return function(input, axis).astype(output_type.numpy_dtype)


@op("ArgMax", static=("dimension",), is_differentiable=False)
def _arg_max(input, dimension, output_type=dtypes.int64, name=None):
    return _position(jnp.argmax, -jnp.inf, input, dimension, output_type)


@op("ArgMin", static=("dimension",), is_differentiable=False)
def _arg_min(input, dimension, output_type=dtypes.int64, name=None):
    return _position(jnp.argmin, jnp.inf, input, dimension, output_type)


@export("math.argmax", "argmax")
def argmax(input, axis=None, output_type=dtypes.int64, name=None):
    """Returns the positions of the largest elements along an axis, the first one of equals.

    Args:
      input: Tensor of a real dtype or bool.
      axis: The axis, negative from the end; 0 if it is None.
      output_type: The dtype of the result: int16, uint16, int32 or int64.
      name: A name for the operation.

    Returns:
      Tensor of `output_type`, of the shape of `input` without the axis.

    Raises:
      TypeError: if `axis` is no whole number.
      InvalidArgumentError: if the axis does not exist or is empty.

    Example:
      >>> argmax([[1, 5, 3], [7, 2, 7]], axis=1).numpy().tolist()
      [1, 0]

    Source: `tf.math.argmax`.
    """
    if axis is None:
        axis = 0
    if hasattr(axis, "dtype"):
        kind = dtypes.as_dtype(axis.dtype)
        if kind not in _AXIS_DTYPES:
            raise TypeError(f"axis tensor dtypes {axis.dtype} is not supported")
        if kind not in (dtypes.int32, dtypes.int64):
            axis = cast(axis, dtypes.int32)
    elif not isinstance(axis, int):
        raise TypeError("axis must be int or Tensor with integer datatype")
    output_type = dtypes.as_dtype(output_type)
    check_attributes(_arg_max.op, output_type=output_type)
    return _arg_max(input, axis, output_type, name=name)


_AXIS_DTYPES = (
    dtypes.int8,
    dtypes.uint8,
    dtypes.int16,
    dtypes.uint16,
    dtypes.int32,
    dtypes.int64,
)


@export("math.argmin", "argmin")
def argmin(input, axis=None, output_type=dtypes.int64, name=None):
    """Returns the positions of the least elements along an axis.

    Args:
      input: Tensor of a real dtype or bool.
      axis: The axis, negative from the end; 0 if it is None.
      output_type: The dtype of the result: int32 or int64.
      name: A name for the operation.

    Returns:
      Tensor of `output_type`, of the shape of `input` without the axis.

    Raises:
      InvalidArgumentError: if the axis does not exist or is empty.

    Source: `tf.math.argmin`.
    """
    output_type = dtypes.as_dtype(output_type)
    check_attributes(_arg_min.op, output_type=output_type)
    return _arg_min(input, 0 if axis is None else axis, output_type, name=name)


@op("TopKV2", static=("k",))
def _top_k(input, k, sorted=True, index_type=dtypes.int32, name=None):
    if k < 0:
        raise invalid_argument(f"Need k >= 0, got {k}")
    if input.ndim < 1:
        raise invalid_argument("input must be >= 1-D, got shape []")
    if input.shape[-1] < k:
        raise invalid_argument(
            f"input must have at least k columns. Had {input.shape[-1]}, needed {k}",
            f"input must have last dimension >= k = {k} but is {input.shape[-1]}",
        )
    order = input
    if jnp.issubdtype(input.dtype, jnp.floating):
        # Both zeros are equal, and then the first comes first.
        order = jnp.where(input == 0, 0, jnp.where(jnp.isnan(input), -jnp.inf, input))
    _, indices = lax.top_k(lax.stop_gradient(order), int(k))
    values = jnp.take_along_axis(input, indices, axis=-1)
    return values, indices.astype(index_type.numpy_dtype)


@export("math.top_k", "nn.top_k")
def top_k(input, k=1, sorted=True, index_type=dtypes.int32, name=None):
    """Returns the k largest elements along the last axis, and their positions.

    Args:
      input: Tensor of a real dtype, shape [..., n].
      k: How many, at most n.
      sorted: Whether they must come in falling order, which they do in any case.
      index_type: The dtype of the positions: int16, int32 or int64.
      name: A name for the operation.

    Returns:
      A named tuple of `values`, of the dtype of `input`, and `indices`, both of shape [..., k].

    Raises:
      InvalidArgumentError: if there are fewer than k elements.

    Differences from TensorFlow: elements come in falling order without `sorted`, too.

    Example:
      >>> top_k([1, 4, 3], k=2).indices.numpy().tolist()
      [1, 2]

    Source: `tf.math.top_k`.
    """
    index_type = dtypes.as_dtype(index_type)
    check_attributes(_top_k.op, index_type=index_type)
    return _top_k(input, k, sorted, index_type, name=name)


@op("InTopKV2", is_differentiable=False)
def _in_top_k(predictions, targets, k, name=None):
    if predictions.shape[0] != targets.shape[0]:
        raise invalid_argument(
            f"First dimension of predictions {predictions.shape[0]} must match length of targets "
            f"{targets.shape[0]}"
        )
    classes = predictions.shape[1]
    chosen = jnp.take_along_axis(
        predictions, jnp.clip(targets, 0, classes - 1)[:, None].astype(jnp.int32), axis=1
    )
    is_known = (targets >= 0) & (targets < classes)
    is_finite = jnp.isfinite(predictions).all(axis=1)
    larger = jnp.sum(predictions > chosen, axis=1)
    return is_known & is_finite & (larger < k)


@export("math.in_top_k", "nn.in_top_k")
def in_top_k(targets, predictions, k, name=None):
    """Returns whether the score of each target is among the k largest; equals count as one.

    Args:
      targets: Tensor of dtype int32 or int64, shape [n]: classes.
      predictions: Tensor of dtype float32, shape [n, classes]: scores.
      k: How many.
      name: A name for the operation.

    Returns:
      bool tensor of shape [n]; False for classes or scores that are not valid.

    Example:
      >>> in_top_k([1, 0], [[0.1, 0.9], [0.2, 0.8]], k=1).numpy().tolist()
      [True, False]

    Source: `tf.math.in_top_k`.
    """
    with scope(name, "in_top_k"):
        return _in_top_k(predictions, targets, k)
