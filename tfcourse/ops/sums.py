"""Sums and products of several tensors."""

import functools
from collections.abc import Iterable

import jax.numpy as jnp

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.shapes import TensorShape
from tfcourse.ops.creation import zeros_like
from tfcourse.ops.math import multiply
from tfcourse.ops.rows import values_of, with_values_of
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument, unequal_shapes


@export("math.scalar_mul", "scalar_mul")
def scalar_mul(scalar, x, name=None):
    """Returns the product of a number and a tensor.

    Args:
      scalar: A number or tensor of shape [].
      x: Tensor of a number dtype, or `IndexedSlices`.
      name: A name for the operation.

    Returns:
      Tensor of the dtype and shape of `x`, or `IndexedSlices`.

    Raises:
      ValueError: if `scalar` is not of shape [].

    Source: `tf.math.scalar_mul`.
    """
    with scope(name, "scalar_mul") as name:
        scalar = tensor_of(scalar, "scalar", dtypes.as_dtype(x.dtype).base_dtype)
        if scalar.shape.rank != 0:
            raise ValueError(
                f"The input scalar must be a 0-D value. Received shape {scalar.shape}."
            )
        return with_values_of(x, multiply(scalar, values_of(x, "x"), name=name))


@op("AddN")
def _add_n(inputs, name=None):
    first = inputs[0]
    for index, other in enumerate(inputs):
        if other.shape != first.shape:
            raise invalid_argument(
                "Inputs to operation AddN of type AddN must have the same size and shape.  "
                f"Input 0: {brackets(first.shape)} != input {index}: {brackets(other.shape)}",
                unequal_shapes(
                    first.shape,
                    other.shape,
                    f"\n\tFrom merging shape {index - 1} with other shapes.",
                ),
            )
    return functools.reduce(jnp.add, inputs)


@export("math.add_n", "add_n")
def add_n(inputs, name=None):
    """Returns the sum of several tensors, element-wise.

    Args:
      inputs: Tensors of one number dtype and shape: a list, or a tensor of which each row counts.
      name: A name for the operation.

    Returns:
      Tensor of that dtype and shape.

    Raises:
      ValueError: if there is no tensor.
      InvalidArgumentError: if dtypes or shapes differ.

    Example:
      >>> add_n([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]).numpy().tolist()
      [9.0, 12.0]

    Source: `tf.math.add_n`.
    """
    if isinstance(inputs, (list, tuple)) and not inputs:
        raise ValueError(_NO_SUM)
    if not isinstance(inputs, Iterable):
        raise TypeError(f"'{type(inputs).__name__}' object is not iterable")
    inputs = list(inputs)
    if any(item is None for item in inputs):
        raise ValueError(_NO_SUM)
    inputs = [tensor_of(item, "Const") for item in inputs]
    if len(inputs) == 1 and not name:
        return inputs[0]
    return _add_n(inputs, name=name)


_NO_SUM = (
    "Inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype and shape."
)


@export("math.accumulate_n")
def accumulate_n(inputs, shape=None, tensor_dtype=None, name=None):
    """Returns the sum of several tensors, element-wise; use `add_n`.

    Args:
      inputs: A list of tensors of one number dtype and shape.
      shape: Their shape, or None.
      tensor_dtype: Their dtype, or None.
      name: A name for the operation.

    Returns:
      Tensor of that dtype and shape.

    Raises:
      ValueError: if there is no tensor, or dtypes or shapes differ.
      TypeError: if they are not of `tensor_dtype`.

    Source: `tf.math.accumulate_n`.
    """
    unfit = ValueError("inputs must be a list of at least one Tensor with the same dtype and shape")
    if not inputs or not isinstance(inputs, (list, tuple)) or any(item is None for item in inputs):
        raise unfit
    inputs = [tensor_of(item, "Const") for item in inputs]
    if len({item.dtype for item in inputs}) > 1:
        raise unfit
    merged = TensorShape(shape)
    for item in inputs:
        merged = merged.merge_with(item.shape)
    if tensor_dtype is not None and tensor_dtype != inputs[0].dtype:
        raise TypeError(
            f"The `tensor_dtype` argument is {tensor_dtype}, but `input` is of type "
            f"{inputs[0].dtype}. These must be equal. Try casting the input to the desired type."
        )
    return add_n(inputs, name=name)


@export("math.polyval")
def polyval(coeffs, x, name=None):
    """Returns the value of a polynomial at x, element-wise.

    Args:
      coeffs: A list of tensors: the coefficients, that of the highest power first.
      x: Tensor of the same dtype.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `x`.

    Raises:
      ValueError: if `coeffs` is no list.

    Example:
      >>> polyval([1.0, 2.0, 3.0], 2.0).numpy().item()
      11.0

    Source: `tf.math.polyval`.
    """
    if not isinstance(coeffs, list):
        raise ValueError(f"Argument coeffs must be list type. Received type {type(coeffs)}.")
    with scope(name, "polyval") as name:
        x = tensor_of(x, "x")
        if not coeffs:
            return zeros_like(x, name=name)
        coeffs = [tensor_of(item, f"coeff_{index}") for index, item in enumerate(coeffs)]
        value = coeffs[0]
        for coefficient in coeffs[1:]:
            value = coefficient + value * x
        return value
