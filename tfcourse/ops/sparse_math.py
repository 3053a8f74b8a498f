"""Arithmetic of sparse tensors: sums, products, reductions, segments."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops import sparse_kernels as kernels
from tfcourse.ops.reshaping import transpose
from tfcourse.ops.scopes import scope
from tfcourse.ops.sparse import from_dense
from tfcourse.ops.sparse_tensor import SparseTensor


def _parts(value):
    return value.indices, value.values, value.dense_shape


@export("sparse.add")
def add(a, b, threshold=0):
    """Returns the sum of two tensors of which at least one is sparse.

    Args:
      a: A tensor or `tf.SparseTensor`.
      b: A tensor or `tf.SparseTensor`.
      threshold: The sum of two sparse tensors drops values nearer to 0 than this.

    Returns:
      A `tf.SparseTensor` if both are sparse, else a tensor.

    Raises:
      TypeError: if neither is sparse.
      InvalidArgumentError: if shapes differ.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.add(tf.sparse.eye(2), tf.ones([2, 2])).numpy().tolist()
      [[2.0, 1.0], [1.0, 2.0]]

    Source: `tf.sparse.add`.
    """
    if isinstance(a, SparseTensor) and isinstance(b, SparseTensor):
        least = convert(threshold, a.dtype.real_dtype)
        return SparseTensor(*kernels.sparse_add(*_parts(a), *_parts(b), least))
    if isinstance(b, SparseTensor):
        a, b = b, a
    if not isinstance(a, SparseTensor):
        raise TypeError("At least one input should be SparseTensor; do you mean to use tf.add()?")
    return kernels.sparse_tensor_dense_add(*_parts(a), b)


def _of_two(kernel, sp_a, sp_b, name):
    indices, values = kernel(*_parts(sp_a), *_parts(sp_b), name=name)
    return SparseTensor(indices, values, sp_a.dense_shape)


@export("sparse.maximum")
def maximum(sp_a, sp_b, name=None):
    """Returns the larger elements of two sparse tensors.

    Args:
      sp_a: A `tf.SparseTensor`.
      sp_b: A `tf.SparseTensor` of the same shape.
      name: The operation's name in a graph.

    Returns:
      A `tf.SparseTensor` with the elements that either of them has.

    Example:
      >>> import tfcourse as tf
      >>> st = tf.SparseTensor([[1]], [-5.0], [2])
      >>> tf.sparse.maximum(st, tf.SparseTensor([[0]], [3.0], [2])).values.numpy().tolist()
      [3.0, 0.0]

    Source: `tf.sparse.maximum`.
    """
    return _of_two(kernels.sparse_maximum, sp_a, sp_b, name)


@export("sparse.minimum")
def minimum(sp_a, sp_b, name=None):
    """Returns the smaller elements of two sparse tensors; else as `maximum`.

    Source: `tf.sparse.minimum`.
    """
    return _of_two(kernels.sparse_minimum, sp_a, sp_b, name)


@export("sparse.sparse_dense_matmul")
def sparse_dense_matmul(sp_a, b, adjoint_a=False, adjoint_b=False, name=None):
    """Returns the product of two matrices, one of them sparse.

    Args:
      sp_a: A matrix, usually a `tf.SparseTensor`.
      b: The other matrix; sparse if the first is not.
      adjoint_a: Whether to take the adjoint of the first.
      adjoint_b: Whether to take the adjoint of the second.
      name: The operation's name in a graph.

    Returns:
      A tensor of rank 2.

    Raises:
      InvalidArgumentError: if inner dimensions differ.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.sparse_dense_matmul(tf.sparse.eye(2), [[1.0], [2.0]]).numpy().tolist()
      [[1.0], [2.0]]

    Source: `tf.sparse.sparse_dense_matmul`.
    """
    if isinstance(b, SparseTensor) and not isinstance(sp_a, SparseTensor):
        # (a b)* = b* a*
        return transpose(
            sparse_dense_matmul(b, sp_a, not adjoint_b, not adjoint_a, name), conjugate=True
        )
    with scope(name, "SparseTensorDenseMatMul"):
        return kernels.sparse_tensor_dense_matmul(*_parts(sp_a), b, adjoint_a, adjoint_b)


def _reduce(kernel, sp_input, axis, keepdims, output_is_sparse, name):
    if axis is None:
        axis = np.arange(sp_input.shape.rank, dtype=np.int32)
    keepdims = bool(keepdims)
    result = kernel(*_parts(sp_input), convert(axis, dtypes.int32), keepdims, name=name)
    return from_dense(result) if output_is_sparse else result


@export("sparse.reduce_sum")
def reduce_sum(sp_input, axis=None, keepdims=None, output_is_sparse=False, name=None):
    """Returns the sums over dimensions.

    Args:
      sp_input: A `tf.SparseTensor`.
      axis: The dimension, or a list of them; all if None.
      keepdims: Whether reduced dimensions stay, with size 1.
      output_is_sparse: Whether the result is sparse.
      name: The operation's name in a graph.

    Returns:
      A tensor, or a `tf.SparseTensor`.

    Raises:
      InvalidArgumentError: if there is no such dimension.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.reduce_sum(tf.sparse.eye(2), axis=1).numpy().tolist()
      [1.0, 1.0]

    Source: `tf.sparse.reduce_sum`.
    """
    return _reduce(kernels.sparse_reduce_sum, sp_input, axis, keepdims, output_is_sparse, name)


@export("sparse.reduce_max")
def reduce_max(sp_input, axis=None, keepdims=None, output_is_sparse=False, name=None):
    """Returns the largest of the elements there are; arguments are those of `reduce_sum`.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.reduce_max(tf.SparseTensor([[0]], [-5], [2])).numpy()
      np.int32(-5)

    Source: `tf.sparse.reduce_max`.
    """
    return _reduce(kernels.sparse_reduce_max, sp_input, axis, keepdims, output_is_sparse, name)


@export("sparse.softmax")
def softmax(sp_input, name=None):
    """Returns the softmax along the last dimension, of the elements there are.

    Args:
      sp_input: A `tf.SparseTensor` of floats and of rank 2 at least.
      name: The operation's name in a graph.

    Returns:
      A `tf.SparseTensor` with the same indices.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.softmax(tf.sparse.eye(2)).values.numpy().tolist()
      [1.0, 1.0]

    Source: `tf.sparse.softmax`.
    """
    return sp_input.with_values(kernels.sparse_softmax(*_parts(sp_input), name=name))


def _scaled(kernel):
    def operator(sp_x, y):
        y = convert(y, sp_x.dtype)
        values = kernel(*_parts(sp_x), y)
        return SparseTensor(sp_x.indices, values, sp_x.dense_shape)

    return operator


SparseTensor.__mul__ = _scaled(kernels.sparse_dense_multiply)
SparseTensor.__truediv__ = _scaled(kernels.sparse_dense_divide)


def _segments(op_type, weight):
    """Returns the operation that adds up rows by segment, and the one that is told how many."""

    @op(f"SparseSegment{op_type}", static=("segment_ids",))
    def by_last(data, indices, segment_ids, name=None):
        return kernels.segment_kernel(data, indices, segment_ids, None, weight)

    @op(f"SparseSegment{op_type}WithNumSegments", static=("segment_ids", "num_segments"))
    def by_number(data, indices, segment_ids, num_segments, name=None):
        return kernels.segment_kernel(data, indices, segment_ids, num_segments, weight)

    def segments(data, indices, segment_ids, num_segments, name):
        if num_segments is None:
            return by_last(data, indices, segment_ids, name=name)
        return by_number(data, indices, segment_ids, num_segments, name=name)

    return segments


_segment_sum = _segments("Sum", None)
_segment_mean = _segments("Mean", lambda sizes: 1 / sizes)
_segment_sqrt_n = _segments("SqrtN", lambda sizes: 1 / np.sqrt(sizes))


@export("sparse.segment_sum")
def segment_sum(data, indices, segment_ids, num_segments=None, name=None, sparse_gradient=False):
    """Adds up chosen rows by segment.

    Args:
      data: A tensor.
      indices: The rows, an integer tensor of rank 1.
      segment_ids: The segment of each, sorted.
      num_segments: How many segments there are; one more than the last id if None.
      name: The operation's name in a graph.
      sparse_gradient: Unused; kept for TensorFlow's signature.

    Returns:
      A tensor with one row per segment.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.segment_sum([[1.0], [2.0], [4.0]], [0, 2], [0, 0]).numpy().tolist()
      [[5.0]]

    Source: `tf.sparse.segment_sum`.
    """
    return _segment_sum(data, indices, segment_ids, num_segments, name)


@export("sparse.segment_mean")
def segment_mean(data, indices, segment_ids, num_segments=None, name=None, sparse_gradient=False):
    """Averages chosen rows by segment; arguments and result are those of `segment_sum`.

    Example:
      >>> import tfcourse as tf
      >>> tf.sparse.segment_mean([[1.0], [2.0], [4.0]], [0, 2], [0, 0]).numpy().tolist()
      [[2.5]]

    Source: `tf.sparse.segment_mean`.
    """
    return _segment_mean(data, indices, segment_ids, num_segments, name)


@export("sparse.segment_sqrt_n")
def segment_sqrt_n(data, indices, segment_ids, num_segments=None, name=None, sparse_gradient=False):
    """Adds up chosen rows by segment, divided by the square root of their number.

    Arguments and result are those of `segment_sum`.

    Source: `tf.sparse.segment_sqrt_n`.
    """
    return _segment_sqrt_n(data, indices, segment_ids, num_segments, name)
