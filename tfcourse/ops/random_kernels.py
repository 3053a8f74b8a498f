"""What random operations check and draw, whether they own a stream or are given one."""

import functools
import math
import os

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes, errors
from tfcourse.core.kernels import brackets
from tfcourse.core.tensor import Tensor
from tfcourse.ops import philox
from tfcourse.ops.scopes import tensor_of
from tfcourse.ops.shape_checks import invalid_argument


def sizes_of(shape, dtype) -> tuple[int, ...]:
    """Returns the sizes of the shape that an operand gives.

    Args:
      shape: A NumPy array of integers.
      dtype: The `DType` of the result.

    Raises:
      InvalidArgumentError: if it is no vector, a size is negative, or the product is too large.
      ResourceExhaustedError: if the machine has not the memory, for want of which XLA would end
        the process.
    """
    if shape.ndim != 1:
        raise invalid_argument(
            f"shape must be a vector of {{int32,int64}}, got shape {brackets(shape.shape)}",
            f"Shape must be rank 1 but is rank {shape.ndim}",
        )
    sizes = tuple(shape.tolist())
    if not all(isinstance(size, int) for size in sizes):
        # Expressions of a program that is exported: nothing is known of them.
        return sizes
    for size in sizes:
        if size < 0:
            raise invalid_argument(f"Dimension {size} must be >= 0")
    if math.prod(sizes) >= 2**63:
        raise invalid_argument(f"Shape {brackets(sizes)} would have more than 2**63 - 1 elements")
    if math.prod(sizes) * dtype.size > _memory():
        raise errors.ResourceExhaustedError(
            None,
            None,
            f"OOM when allocating tensor with shape{brackets(sizes)} and type {dtype.short_name} "
            "on /job:localhost/replica:0/task:0/device:CPU:0 by allocator cpu",
        )
    return sizes


@functools.cache
def _memory() -> float:
    """Returns how many bytes of memory the machine has, as far as it tells."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError):
        return math.inf


def uniform(shape, key, counter, dtype):
    """Draws floats from [0, 1)."""
    return philox.uniform(key, counter, sizes_of(shape, dtype), dtype.numpy_dtype)


def standard_normal(shape, key, counter, dtype):
    """Draws standard normals."""
    return philox.standard_normal(key, counter, sizes_of(shape, dtype), dtype.numpy_dtype)


def truncated_normal(shape, key, counter, dtype):
    """Draws standard normals within two deviations."""
    return philox.truncated_normal(key, counter, sizes_of(shape, dtype), dtype.numpy_dtype)


def uniform_int(shape, minval, maxval, key, counter):
    """Draws integers from [minval, maxval)."""
    for name, bound in (("minval", minval), ("maxval", maxval)):
        if bound.ndim:
            raise invalid_argument(
                f"{name} must be 0-D, got shape {brackets(bound.shape)}",
                f"Shape must be rank 0 but is rank {bound.ndim}",
            )
    sizes = sizes_of(shape, dtypes.from_numpy[np.dtype(minval.dtype)])
    return philox.uniform_int(key, counter, sizes, minval, maxval)


def uniform_full_int(shape, key, counter, dtype):
    """Draws integers of a type's whole range."""
    return philox.uniform_full_int(key, counter, sizes_of(shape, dtype), dtype.numpy_dtype)


def shuffle(value, key, counter):
    """Puts slices along the first dimension in a random order."""
    if value.size < 2 or value.shape[0] < 2:
        return jnp.asarray(value)
    order = philox.permutation(key, counter, value.shape[0])
    return value.at[order].get(mode="promise_in_bounds")


def check_bounds(minval, maxval, shape) -> None:
    """Checks the bounds of random integers.

    Raises:
      InvalidArgumentError: if there is no integer between them, although some are wanted.
    """
    if minval.ndim == maxval.ndim == 0 and np.all(shape) and minval >= maxval:
        raise invalid_argument(f"Need minval < maxval, got {minval} >= {maxval}")


def blocks_of_shuffle(value) -> int:
    """Returns how many blocks of its stream a shuffle uses up."""
    if value.size < 2 or value.shape[0] < 2:
        return 0
    return -(-(value.shape[0] - 1) // 4)


def blocks_of_categories(result) -> int:
    """Returns how many blocks of its stream a draw of categories uses up."""
    rows, count = result.shape
    return philox.BLOCKS_PER_OUTPUT * rows * -(-count // 4) * 8


def check_logits(logits, num_samples, output_dtype) -> None:
    """Checks the operands of a draw of categories.

    Raises:
      NotFoundError: if logits are no floats.
      InvalidArgumentError: if logits are no matrix or empty, or the count is no scalar or negative.
    """
    dtype = dtypes.from_numpy[np.dtype(logits.dtype)]
    if not dtype.is_floating:
        raise errors.NotFoundError(
            None,
            None,
            f"Could not find device for node: {{{{node Multinomial}}}} = Multinomial[T="
            f"{dtype.enum_name}, output_dtype={output_dtype.enum_name}]: logits must be floats",
        )
    if logits.ndim != 2:
        raise invalid_argument(
            f"logits should be a matrix, got shape {brackets(logits.shape)}",
            f"Shape must be rank 2 but is rank {logits.ndim}",
        )
    if num_samples.ndim:
        raise invalid_argument(
            f"num_samples should be a scalar, got shape {brackets(num_samples.shape)}",
            f"Shape must be rank 0 but is rank {num_samples.ndim}",
        )
    if num_samples < 0:
        raise invalid_argument(
            f"num_samples should be non-negative, got {num_samples}",
        )
    if not logits.shape[1]:
        raise invalid_argument("num_classes should be positive, got 0")


def shape_operand(shape) -> Tensor:
    """Returns a shape that the user gave as a tensor; `[]` is one of int32."""
    is_empty = isinstance(shape, (list, tuple)) and not shape
    return tensor_of(shape, "shape", dtypes.int32 if is_empty else None)


def typed_operand(value, name: str, dtype) -> Tensor:
    """Returns a value as a tensor of a dtype.

    Args:
      value: Anything that converts to a tensor.
      name: What the value is called in a graph and in errors.
      dtype: The `DType`.

    Raises:
      TypeError: if data does not fit.
      ValueError: if a tensor has another dtype.
    """
    try:
        return tensor_of(value, name, dtype)
    except ValueError as error:
        if str(error).startswith("Tensor conversion requested"):
            raise ValueError(f"{name}: {error}") from None
        raise
