"""Norms of vectors and matrices."""

import numpy as np

from tfcourse.core.export import export
from tfcourse.ops.casting import cast
from tfcourse.ops.complex_numbers import conj
from tfcourse.ops.decompositions import svd
from tfcourse.ops.elementwise import sqrt
from tfcourse.ops.math import abs, pow
from tfcourse.ops.reductions import reduce_max, reduce_sum
from tfcourse.ops.reshaping import expand_dims, squeeze, transpose
from tfcourse.ops.scopes import scope, tensor_of

_MATRIX_ORDERS = ["euclidean", "fro", 1, 2, np.inf]


def _checked_axes(ord, axis):
    """Returns the axes as a tuple, or None for all, and whether the norm is one of matrices."""
    if isinstance(axis, (list, tuple)) and len(axis) == 2:
        axis = tuple(axis)
        if axis[0] == axis[1] or not all(isinstance(item, (int, np.integer)) for item in axis):
            raise _wrong_axis(axis)
        if ord not in _MATRIX_ORDERS:
            raise ValueError(
                f"'ord' must be a supported matrix norm in {_MATRIX_ORDERS}, got {ord}"
            )
        return axis, True
    if not (axis is None or isinstance(axis, (int, np.integer))):
        raise _wrong_axis(axis)
    if ord != "euclidean" and (isinstance(ord, (str, complex)) or not ord > 0):
        raise ValueError(f"'ord' must be a supported vector norm, got {ord}")
    return (None if axis is None else (axis,)), False


def _wrong_axis(axis):
    return ValueError(
        f"'axis' must be None, an integer, or a tuple of 2 unique integers, got {axis}"
    )


def _spectral(tensor, axes):
    """Returns the largest singular value, with both axes kept."""
    rank = tensor.shape.rank
    axes = [axis % rank for axis in axes]
    order = [axis for axis in range(rank) if axis not in axes] + axes
    values = svd(transpose(tensor, order), compute_uv=False)
    largest = reduce_max(abs(values), -1, keepdims=True)
    return transpose(expand_dims(largest, -1), np.argsort(order))


def _norm_with_axes(tensor, ord, axes, is_matrix):
    if ord in ("fro", "euclidean", 2):
        if is_matrix and ord == 2:
            return _spectral(tensor, axes)
        return sqrt(
            reduce_sum(tensor * conj(tensor), None if axes is None else list(axes), keepdims=True)
        )
    absolute = abs(tensor)
    first, last = (None, None) if axes is None else (axes[0], axes[-1])
    if ord == 1:
        total = reduce_sum(absolute, first, keepdims=True)
        return reduce_max(total, last, keepdims=True) if is_matrix else total
    if ord == np.inf:
        if is_matrix:
            absolute = reduce_sum(absolute, last, keepdims=True)
        return reduce_max(absolute, first, keepdims=True)
    axes = None if axes is None else list(axes)
    return pow(reduce_sum(pow(absolute, ord), axes, keepdims=True), 1.0 / ord)


@export("norm", "linalg.norm")
def norm(tensor, ord="euclidean", axis=None, keepdims=None, name=None):
    """Returns norms of vectors or matrices; the gradient of the Euclidean norm at 0 is NaN.

    Args:
      tensor: Tensor of a float or complex dtype.
      ord: Which norm: "euclidean" or 2, 1, `np.inf` or another positive number p; for matrices
        "fro" or "euclidean", 1, 2 (the largest singular value) or `np.inf`.
      axis: None for the norm of all elements as one vector; the axis of vectors; or the two axes
        of matrices.
      keepdims: Whether these axes are kept, with size 1.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `tensor` (real, where `ord` takes absolute values).

    Raises:
      ValueError: if there is no such norm or axis.

    Example:
      >>> norm([3.0, 4.0]).numpy().item()
      5.0

    Source: `tf.norm`.
    """
    axes, is_matrix = _checked_axes(ord, axis)
    with scope(name, "norm"):
        tensor = tensor_of(tensor, "Const")
        result = _norm_with_axes(tensor, ord, axes, is_matrix)
        return result if keepdims else squeeze(result, None if axes is None else list(axes))


@export("linalg.normalize")
def normalize(tensor, ord="euclidean", axis=None, name=None):
    """Returns a tensor divided by its norms, and the norms.

    Args:
      tensor: Tensor of a float or complex dtype.
      ord: Which norm, as in `tf.norm`.
      axis: The axis of vectors, the axes of matrices, or None, as in `tf.norm`.
      name: A name for the operation.

    Returns:
      A tuple: the tensor divided by its norms, and the norms, with the axes kept.

    Raises:
      ValueError: if there is no such norm or axis.

    Example:
      >>> normalized, length = normalize([0.0, 2.0])
      >>> normalized.numpy().tolist(), length.numpy().tolist()
      ([0.0, 1.0], [2.0])

    Source: `tf.linalg.normalize`.
    """
    with scope(name, "normalize"):
        tensor = tensor_of(tensor, "tensor")
        length = cast(norm(tensor, ord, axis, keepdims=True), tensor.dtype)
        return tensor / length, length
