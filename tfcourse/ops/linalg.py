"""Products of matrices and vectors."""

import jax.numpy as jnp
from jax import lax

from tfcourse.core import errors, shortcuts, tiers
from tfcourse.core.context import context
from tfcourse.core.dtypes import as_dtype, bfloat16, float32
from tfcourse.core.execute import execute, is_unobserved
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.complex_numbers import conj
from tfcourse.ops.diagonals import diag_part
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.ranges import range_
from tfcourse.ops.reductions import reduce_sum
from tfcourse.ops.reshaping import expand_dims, squeeze, transpose
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import invalid_argument, unequal
from tfcourse.ops.shapes import rank


def _check_matrices(a, b, inner_a, inner_b):
    if a.ndim == b.ndim == 2:
        if a.shape[inner_a] != b.shape[inner_b]:
            raise unequal(
                f"Matrix size-incompatible: In[0]: {brackets(a.shape)}, In[1]: {brackets(b.shape)}",
                a.shape[inner_a],
                b.shape[inner_b],
            )
        return
    wrong = a if a.ndim != 2 else b
    graph_message = f"Shape must be rank 2 but is rank {wrong.ndim}"
    if a.ndim == b.ndim:
        raise invalid_argument(f"In[0] and In[1] ndims must be == 2: {a.ndim}", graph_message)
    raise invalid_argument(
        f"In[0] and In[1] has different ndims: {brackets(a.shape)} vs. {brackets(b.shape)}",
        graph_message,
    )


_NO_FLAGS = (False, False, False, False)


@op("MatMul")
def _matrix_multiply(
    a, b, transpose_a=False, transpose_b=False, grad_a=False, grad_b=False, name=None
):
    inner_a, inner_b = int(not transpose_a), int(transpose_b)
    _check_matrices(a, b, inner_a, inner_b)
    # Not of transposed operands: the host tier adds as TensorFlow does, by how they lie in memory.
    return lax.dot_general(a, b, (((inner_a,), (inner_b,)), ((), ())))


@op("SparseMatMul")
def _sparse_multiply(
    a, b, transpose_a=False, transpose_b=False, a_is_sparse=False, b_is_sparse=False, name=None
):
    a, b = (a.T if transpose_a else a), (b.T if transpose_b else b)
    if a.shape[-1] != b.shape[0]:
        raise unequal(
            f"Matrix size incompatible: a: {brackets(a.shape)}, b: {brackets(b.shape)}",
            a.shape[-1],
            b.shape[0],
        )
    return jnp.matmul(a, b).astype(jnp.float32)


def _batch_multiply(x, y, adj_x, adj_y):
    for index, operand in enumerate((x, y)):
        if operand.ndim < 2:
            raise invalid_argument(
                f"In[{index}] ndims must be >= 2: {operand.ndim}",
                f"Shape must be at least rank 2 but is rank {operand.ndim}",
            )
    shapes = f"{brackets(x.shape)} vs. {brackets(y.shape)}"
    for one, other in zip(reversed(x.shape[:-2]), reversed(y.shape[:-2]), strict=False):
        if one != other and 1 not in (one, other):
            raise unequal(
                f"In[0] and In[1] must have compatible batch dimensions: {shapes}", one, other
            )
    inner_x, inner_y = x.shape[-2 if adj_x else -1], y.shape[-1 if adj_y else -2]
    if inner_x != inner_y:
        raise unequal(
            f"Matrix size-incompatible: In[0]: {brackets(x.shape)}, In[1]: {brackets(y.shape)}",
            inner_x,
            inner_y,
        )
    x = jnp.conj(jnp.swapaxes(x, -1, -2)) if adj_x else x
    return jnp.matmul(x, jnp.conj(jnp.swapaxes(y, -1, -2)) if adj_y else y)


@op("BatchMatMulV2")
def _batch_matrix_multiply(x, y, adj_x=False, adj_y=False, grad_x=False, grad_y=False, name=None):
    return _batch_multiply(x, y, adj_x, adj_y)


@op("BatchMatMulV3")
def _batch_matrix_multiply_to(
    x, y, Tout=None, adj_x=False, adj_y=False, grad_x=False, grad_y=False, name=None
):
    dtype = Tout.numpy_dtype
    return _batch_multiply(x.astype(dtype), y.astype(dtype), adj_x, adj_y)


def _may_have_batches(tensor) -> bool:
    rank = tensor.shape.rank
    return rank is None or rank > 2


def _conjugate(tensor):
    return conj(tensor) if tensor.dtype.is_complex else tensor


@export("matmul", "linalg.matmul")
def matmul(
    a,
    b,
    transpose_a=False,
    transpose_b=False,
    adjoint_a=False,
    adjoint_b=False,
    a_is_sparse=False,
    b_is_sparse=False,
    output_type=None,
    grad_a=False,
    grad_b=False,
    name=None,
):
    """Returns the product of two matrices, or of each pair of matrices in two batches.

    Args:
      a: Tensor of shape [..., n, k] (or [..., k, n] if transposed), any number dtype.
      b: Tensor of shape [..., k, m] (or [..., m, k] if transposed), same dtype. Batch dimensions
        broadcast.
      transpose_a: Whether to swap the last two dimensions of `a` first.
      transpose_b: Whether to swap the last two dimensions of `b` first.
      adjoint_a: Whether to swap them and take the complex conjugate.
      adjoint_b: Whether to swap them and take the complex conjugate.
      a_is_sparse: Whether `a` holds many zeros; a hint.
      b_is_sparse: Whether `b` holds many zeros; a hint.
      output_type: The dtype of the result where it is not the operands' (int8 to int32).
      grad_a: Whether `a` is the gradient of a product; changes nothing.
      grad_b: Whether `b` is the gradient of a product; changes nothing.
      name: A name for the operation.

    Returns:
      Tensor of shape [..., n, m].

    Raises:
      ValueError: if a matrix is to be both transposed and adjoint.
      InvalidArgumentError: if inner dimensions differ, or an operand is a vector.

    Example:
      >>> matmul([[1, 2], [3, 4]], [[5], [6]]).numpy().tolist()
      [[17], [39]]

    Source: `tf.linalg.matmul`.
    """
    if type(a) is type(b) is EagerTensor and context.graph is None:
        others = adjoint_a or adjoint_b or a_is_sparse or b_is_sparse or output_type
        if not others and a.ndim == 2 == b.ndim:
            definition, attributes = _matrix_multiply.op, (transpose_a, transpose_b, grad_a, grad_b)
            if attributes == _NO_FLAGS and is_unobserved() and tiers.mode != "xla":
                known = definition.shortcuts.get((a.form, b.form, *_NO_FLAGS))
                if known is not None:
                    return shortcuts.result(known, (a, b))
            return execute(definition, (a, b), attributes)
    for letter, is_transposed, is_adjoint in (
        ("a", transpose_a, adjoint_a),
        ("b", transpose_b, adjoint_b),
    ):
        if is_transposed and is_adjoint:
            raise ValueError(
                f"Only one of `transpose_{letter}` and `adjoint_{letter}` can be True. Received "
                f"`transpose_{letter}`={is_transposed}, `adjoint_{letter}`={is_adjoint}."
            )
    with scope(name, "MatMul") as name:
        a = tensor_of(a, "a")
        b = tensor_of(b, "b", dtype_hint=a.dtype)
        is_sparse = a_is_sparse or b_is_sparse
        to_other_dtype = output_type is not None and not (a.dtype == b.dtype == output_type)
        if to_other_dtype or (not is_sparse and (_may_have_batches(a) or _may_have_batches(b))):
            if transpose_a:
                a, adjoint_a = _conjugate(a), True
            if transpose_b:
                b, adjoint_b = _conjugate(b), True
            flags = (adjoint_a, adjoint_b, grad_a, grad_b)
            if to_other_dtype:
                return _batch_matrix_multiply_to(a, b, as_dtype(output_type), *flags, name=name)
            return _batch_matrix_multiply(a, b, *flags, name=name)
        if adjoint_a:
            a, transpose_a = _conjugate(a), True
        if adjoint_b:
            b, transpose_b = _conjugate(b), True
        if is_sparse and {a.dtype, b.dtype} <= {bfloat16, float32}:
            return _sparse_multiply(
                a, b, transpose_a, transpose_b, a_is_sparse, b_is_sparse, name=name
            )
        return _matrix_multiply(a, b, transpose_a, transpose_b, grad_a, grad_b, name=name)


@export("linalg.matvec")
def matvec(
    a, b, transpose_a=False, adjoint_a=False, a_is_sparse=False, b_is_sparse=False, name=None
):
    """Returns the product of a matrix and a vector, or of each pair of them in two batches.

    Args:
      a: Tensor of shape [..., n, k] (or [..., k, n] if transposed), any number dtype.
      b: Tensor of shape [..., k], same dtype. Batch dimensions broadcast.
      transpose_a: Whether to swap the last two dimensions of `a` first.
      adjoint_a: Whether to swap them and take the complex conjugate.
      a_is_sparse: Whether `a` holds many zeros; a hint.
      b_is_sparse: Whether `b` holds many zeros; a hint.
      name: A name for the operation.

    Returns:
      Tensor of shape [..., n].

    Raises:
      ValueError: if the matrix is to be both transposed and adjoint.
      InvalidArgumentError: if the shapes do not fit.

    Example:
      >>> matvec([[1, 2], [3, 4]], [1, 1]).numpy().tolist()
      [3, 7]

    Source: `tf.linalg.matvec`.
    """
    with scope(name, "MatVec"):
        column = expand_dims(b, -1)
        product = matmul(
            a,
            column,
            transpose_a=transpose_a,
            adjoint_a=adjoint_a,
            a_is_sparse=a_is_sparse,
            b_is_sparse=b_is_sparse,
        )
        return squeeze(product, axis=-1)


@export("linalg.matrix_transpose")
def matrix_transpose(a, name="matrix_transpose", conjugate=False):
    """Returns a tensor whose last two dimensions are swapped.

    Args:
      a: Tensor of rank 2 or more.
      name: A name for the operation.
      conjugate: Whether to take the complex conjugate too.

    Returns:
      Tensor of the dtype of `a`.

    Raises:
      ValueError: if `a` has fewer than two dimensions.

    Example:
      >>> matrix_transpose([[1, 2]]).numpy().tolist()
      [[1], [2]]

    Source: `tf.linalg.matrix_transpose`.
    """
    with scope(name, "matrix_transpose"):
        a = tensor_of(a, "a")
        dimensions = a.shape.rank
        if dimensions is None:
            last = rank(a)
            order = concat([range_(last - 2), stack([last - 1, last - 2])], 0)
            return transpose(a, order, conjugate)
        if dimensions < 2:
            raise ValueError(
                "Argument `a` should be a (batch) matrix with rank >= 2.  Received `a` = "
                f"{a} with shape: {a.shape}"
            )
        order = [*range(dimensions - 2), dimensions - 1, dimensions - 2]
        return transpose(a, order, conjugate)


@export("linalg.adjoint")
def adjoint(matrix, name=None):
    """Returns the conjugate transpose of matrices.

    Args:
      matrix: Tensor of rank 2 or more.
      name: A name for the operation.

    Returns:
      Tensor of the dtype of `matrix`, its last two dimensions swapped.

    Raises:
      ValueError: if `matrix` has fewer than two dimensions.

    Example:
      >>> adjoint([[1 + 2j, 3j]]).numpy().tolist()
      [[(1-2j)], [-3j]]

    Source: `tf.linalg.adjoint`.
    """
    with scope(name, "adjoint"):
        return matrix_transpose(tensor_of(matrix, "matrix"), conjugate=True)


@op("Cross", names=("linalg.cross",))
def cross(a, b, name=None):
    """Returns cross products of vectors in three dimensions.

    Args:
      a: Tensor of shape [..., 3], a real number dtype.
      b: Tensor of the same shape and dtype.
      name: A name for the operation.

    Returns:
      Tensor of the same shape and dtype.

    Raises:
      InvalidArgumentError: if the shapes differ.
      FailedPreconditionError: if the vectors do not have three elements.

    Example:
      >>> cross([1, 0, 0], [0, 1, 0]).numpy().tolist()
      [0, 0, 1]

    Source: `tf.linalg.cross`.
    """
    if a.shape != b.shape:
        raise invalid_argument(
            f"Both inputs must be of same shape: {brackets(a.shape)} vs. {brackets(b.shape)}"
        )
    if not a.ndim:
        raise invalid_argument(f"Input must be at least 1D{brackets(a.shape)}")
    if a.shape[-1] != 3:
        raise errors.FailedPreconditionError(
            None, None, "Cross-products are only defined for 3-element vectors."
        )
    return jnp.cross(a, b)


@export("linalg.trace")
def trace(x, name=None):
    """Returns sums over the main diagonals of matrices.

    Args:
      x: Tensor of shape [..., m, n], a number dtype.
      name: A name for the operation.

    Returns:
      Tensor of shape [...].

    Raises:
      InvalidArgumentError: if `x` has fewer than two dimensions.

    Example:
      >>> trace([[1, 2], [3, 4]]).numpy().item()
      5

    Source: `tf.linalg.trace`.
    """
    with scope(name, "Trace") as name:
        return reduce_sum(diag_part(tensor_of(x, "x")), [-1], name=name)
