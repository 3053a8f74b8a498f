"""Dropout."""

import numbers

from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.core.shapes import TensorShape
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.ops.casting import cast
from tfcourse.ops.division import realdiv
from tfcourse.ops.masks import where
from tfcourse.ops.math import multiply
from tfcourse.ops.scopes import scope, tensor_of


def _shape_of_noise(x, noise_shape):
    from tfcourse.ops.shapes import shape

    if noise_shape is None:
        return shape(x)
    if isinstance(noise_shape, (list, tuple)) and None in noise_shape:
        pairs = zip(noise_shape, x.shape, strict=True)
        return TensorShape([theirs if size is None else size for size, theirs in pairs])
    return noise_shape


@export("nn.dropout")
def dropout(x, rate, noise_shape=None, seed=None, name=None):
    """Returns a tensor in which random elements are 0 and the others scaled up to make up for it.

    Args:
      x: Tensor of a float dtype.
      rate: The probability that an element becomes 0: a float in [0, 1) or a scalar tensor.
      noise_shape: The shape of the random choice, which broadcasts: elements that share a choice
        are kept or dropped together. None stands for the shape of `x`, or in a list for a size.
      seed: Python integer: the seed of the operation.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `x`.

    Raises:
      ValueError: if `rate` is not in its range or `x` not of a float dtype.

    Example:
      >>> dropout([1.0, 2.0], rate=0.0).numpy().tolist()
      [1.0, 2.0]

    Source: `tf.nn.dropout`.
    """
    from tfcourse.ops.random import get_seed, uniform

    with scope(name, "dropout"):
        is_number = isinstance(rate, numbers.Real)
        if is_number and not 0 <= rate < 1:
            raise ValueError(
                "`rate` must be a scalar tensor or a float in the range [0, 1). Received: "
                f"rate={rate}"
            )
        x = tensor_of(x, "x")
        dtype = x.dtype
        if not dtype.is_floating:
            raise ValueError(
                "`x.dtype` must be a floating point tensor as `x` will be scaled. Received: "
                f"x_dtype={dtype}"
            )
        if is_number and rate == 0:
            get_seed(seed)  # the next random numbers are to be the same as with another rate
            return x
        if is_number:
            scaled = multiply(x, tensor_of(1 / (1 - rate), "Const", dtype))
        elif isinstance(rate, (Tensor, Variable)):
            rate = cast(rate, dtype)
            scaled = realdiv(x, tensor_of(1.0, "Const", dtype) - rate)
        else:
            raise ValueError(f"`rate` must be a scalar or scalar tensor. Received: rate={rate}")
        noise = uniform(_shape_of_noise(x, noise_shape), dtype=dtype, seed=seed)
        kept = where(noise >= rate, scaled, tensor_of(0.0, "Const", dtype))
        if context.graph is not None:
            kept.set_shape(x.shape)
        return kept
