"""Determinants, inverses and the solutions of linear equations."""

import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.ops.casting import cast
from tfcourse.ops.decompositions import (
    check_invertible,
    cholesky,
    conjugate_transpose,
    in_single_precision,
    invert,
    solve_equations,
    svd,
)
from tfcourse.ops.diagonals import diag_part, set_diag
from tfcourse.ops.elementwise import log
from tfcourse.ops.linalg import matmul
from tfcourse.ops.masks import where
from tfcourse.ops.reductions import reduce_max, reduce_sum
from tfcourse.ops.reshaping import expand_dims
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import check_matrices, invalid_argument, unequal
from tfcourse.ops.shapes import shape


def _log_determinant(matrix):
    factors, pivots, _ = lax.linalg.lu(matrix)
    places = np.arange(matrix.shape[-1], dtype=pivots.dtype)
    diagonal = factors[..., places, places]
    swaps = jnp.sum(pivots != places, axis=-1)
    parity = jnp.where(swaps % 2 == 1, -1, 1).astype(matrix.dtype)
    sign = parity * jnp.prod(jnp.sign(diagonal), axis=-1)
    return sign, jnp.sum(jnp.log(jnp.abs(diagonal)), axis=-1).astype(matrix.dtype)


@op("LogMatrixDeterminant", names=("linalg.slogdet",))
def slogdet(input, name=None):
    """Returns sign and logarithm of the absolute value of determinants.

    Args:
      input: Tensor of shape [..., n, n], a float or complex dtype.
      name: A name for the operation.

    Returns:
      A named tuple (sign, log_abs_determinant) of tensors of shape [...], of the dtype of `input`.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Example:
      >>> slogdet([[0.0, 1.0], [1.0, 0.0]]).sign.numpy().item()
      -1.0

    Source: `tf.linalg.slogdet`.
    """
    check_matrices(input, square=True)
    return in_single_precision(_log_determinant)(input)


@op("MatrixDeterminant", names=("linalg.det",))
def det(input, name=None):
    """Returns determinants of square matrices.

    Args:
      input: Tensor of shape [..., n, n], a float or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of shape [...].

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Example:
      >>> round(float(det([[1.0, 2.0], [3.0, 4.0]])), 4)
      -2.0

    Source: `tf.linalg.det`.
    """
    check_matrices(input, square=True)

    @in_single_precision
    def determinant(matrix):
        sign, logarithm = _log_determinant(matrix)
        return sign * jnp.exp(logarithm)

    return determinant(input)


@op(
    "MatrixInverse",
    names=("linalg.inv",),
    check=check_invertible("Input is not invertible."),
)
def inv(input, adjoint=False, name=None):
    """Returns inverses of square matrices.

    Args:
      input: Tensor of shape [..., n, n], a float or complex dtype.
      adjoint: Whether to invert the conjugate transpose instead.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `input`.

    Raises:
      InvalidArgumentError: if the matrices are not square or not invertible.

    Example:
      >>> inv([[2.0, 0.0], [0.0, 4.0]]).numpy().tolist()
      [[0.5, 0.0], [0.0, 0.25]]

    Source: `tf.linalg.inv`.
    """
    check_matrices(input, square=True)
    return in_single_precision(invert)(_adjoint_if(adjoint, input))


def _adjoint_if(condition, matrix):
    return conjugate_transpose(matrix) if condition else matrix


def _solve_square(matrix, rhs, is_adjoint):
    if matrix.ndim != rhs.ndim:
        raise invalid_argument(
            "All input tensors must have the same rank.",
            f"Shapes must be equal rank, but are {matrix.ndim} and {rhs.ndim}",
        )
    check_matrices(matrix, rhs)
    if matrix.shape[-1] != matrix.shape[-2]:
        raise unequal("First input (lhs) must be a square matrix.", *matrix.shape[-2:])
    if matrix.shape[-1] != rhs.shape[-2]:
        raise unequal("Input matrix and rhs are incompatible.", matrix.shape[-1], rhs.shape[-2])
    return in_single_precision(solve_equations)(_adjoint_if(is_adjoint, matrix), rhs)


@op(
    "MatrixSolve",
    names=("linalg.solve",),
    check=check_invertible("Input matrix is not invertible."),
)
def solve(matrix, rhs, adjoint=False, name=None):
    """Returns the solutions x of `matrix` @ x = `rhs`.

    Args:
      matrix: Tensor of shape [..., n, n], a float or complex dtype.
      rhs: Tensor of shape [..., n, k], same dtype and batch dimensions.
      adjoint: Whether to solve with the conjugate transpose of `matrix` instead.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `rhs`.

    Raises:
      InvalidArgumentError: if shapes do not fit or a matrix is not invertible.

    Example:
      >>> solve([[2.0, 0.0], [0.0, 4.0]], [[1.0], [2.0]]).numpy().tolist()
      [[0.5], [0.5]]

    Source: `tf.linalg.solve`.
    """
    return _solve_square(matrix, rhs, adjoint)


@op("MatrixTriangularSolve")
def _triangular_solve(matrix, rhs, lower=True, adjoint=False, name=None):
    for index, operand in enumerate((matrix, rhs)):
        if operand.ndim < 2:
            raise invalid_argument(
                f"In[{index}] ndims must be >= 2: {operand.ndim}",
                f"Shape must be at least rank 2 but is rank {operand.ndim}",
            )
    rows, columns = matrix.shape[-2:]
    if rows != columns:
        message = f"In[0] matrices in the last dimensions must be square ({columns} =/= {rows})"
        raise unequal(message, rows, columns)
    if rows != rhs.shape[-2]:
        raise unequal(
            f"In[0] mismatch In[1] shape: {rows} vs. {rhs.shape[-2]}: {brackets(matrix.shape)} "
            f"{brackets(rhs.shape)} {int(lower)} {int(adjoint)}",
            rows,
            rhs.shape[-2],
        )
    batch = jnp.broadcast_shapes(matrix.shape[:-2], rhs.shape[:-2])

    @in_single_precision
    def solve_triangle(matrix, rhs):
        return lax.linalg.triangular_solve(
            jnp.broadcast_to(matrix, batch + matrix.shape[-2:]),
            jnp.broadcast_to(rhs, batch + rhs.shape[-2:]),
            left_side=True,
            lower=lower,
            transpose_a=adjoint,
            conjugate_a=adjoint,
        )

    return solve_triangle(matrix, rhs)


@export("linalg.triangular_solve")
def triangular_solve(matrix, rhs, lower=True, adjoint=False, name=None):
    """Returns the solutions x of `matrix` @ x = `rhs` for triangular matrices.

    Args:
      matrix: Tensor of shape [..., n, n], a float or complex dtype; the other triangle is not
        read.
      rhs: Tensor of shape [..., n, k], same dtype. Batch dimensions broadcast.
      lower: Whether the lower triangle counts, else the upper one.
      adjoint: Whether to solve with the conjugate transpose of `matrix` instead.
      name: A name for the operation.

    Returns:
      Tensor of shape [..., n, k].

    Raises:
      InvalidArgumentError: if shapes do not fit.

    Example:
      >>> triangular_solve([[2.0, 0.0], [1.0, 1.0]], [[2.0], [3.0]]).numpy().tolist()
      [[1.0], [2.0]]

    Source: `tf.linalg.triangular_solve`.
    """
    with scope(name, "triangular_solve"):
        return _triangular_solve(matrix, rhs, lower, adjoint)


@export("linalg.cholesky_solve")
def cholesky_solve(chol, rhs, name=None):
    """Returns the solutions x of A @ x = `rhs`, given the Cholesky factor of A.

    Args:
      chol: Tensor of shape [..., n, n], a float or complex dtype: what `cholesky` returned for A.
      rhs: Tensor of shape [..., n, k], same dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `rhs`.

    Raises:
      InvalidArgumentError: if shapes do not fit.

    Example:
      >>> cholesky_solve([[2.0, 0.0], [0.0, 1.0]], [[4.0], [3.0]]).numpy().tolist()
      [[1.0], [3.0]]

    Source: `tf.linalg.cholesky_solve`.
    """
    with scope(name, "cholesky_solve"):
        half = _triangular_solve(chol, rhs, True, False)
        return _triangular_solve(chol, half, True, True)


@op("MatrixSolveLs")
def _least_squares(matrix, rhs, l2_regularizer, fast=True, name=None):
    check_matrices(matrix, rhs)
    if matrix.shape[-2] != rhs.shape[-2]:
        raise unequal("Input matrix and rhs are incompatible.", matrix.shape[-2], rhs.shape[-2])

    @in_single_precision
    def solve_by_pseudoinverse(matrix, rhs):
        return jnp.linalg.pinv(matrix) @ rhs

    return solve_by_pseudoinverse(matrix, rhs)


@export("linalg.lstsq")
def lstsq(matrix, rhs, l2_regularizer=0.0, fast=True, name=None):
    """Returns the least squares solutions x of `matrix` @ x = `rhs`.

    Args:
      matrix: Tensor of shape [..., m, n], a float or complex dtype.
      rhs: Tensor of shape [..., m, k], same dtype.
      l2_regularizer: Python float that weighs the squared norm of x.
      fast: Whether to solve the normal equations, which is quick and less exact.
      name: A name for the operation.

    Returns:
      Tensor of shape [..., n, k].

    Raises:
      InvalidArgumentError: if shapes do not fit.

    Example:
      >>> lstsq([[1.0], [1.0]], [[1.0], [3.0]]).numpy().round(3)
      array([[2.]], dtype=float32)

    Source: `tf.linalg.lstsq`.
    """
    if not fast:
        return _least_squares(matrix, rhs, l2_regularizer, False, name=name)
    with scope(name, "matrix_solve_ls"):
        matrix = tensor_of(matrix, "matrix")
        rows, columns = matrix.shape[-2:]
        is_tall = None in (rows, columns) or rows >= columns
        gram = matmul(matrix, matrix, adjoint_a=is_tall, adjoint_b=not is_tall)
        if l2_regularizer != 0:
            gram = _add_to_diagonal(gram, l2_regularizer)
        factor = cholesky(gram)
        if is_tall:
            return cholesky_solve(factor, matmul(matrix, rhs, adjoint_a=True))
        return matmul(matrix, cholesky_solve(factor, rhs), adjoint_a=True)


def _add_to_diagonal(matrix, value):
    return set_diag(matrix, diag_part(matrix) + value)


@export("linalg.logdet")
def logdet(matrix, name=None):
    """Returns logarithms of determinants of positive definite matrices.

    Args:
      matrix: Tensor of shape [..., n, n], a float or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of shape [...].

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Example:
      >>> logdet([[1.0, 0.0], [0.0, 1.0]]).numpy().item()
      0.0

    Source: `tf.linalg.logdet`.
    """
    with scope(name, "logdet"):
        factor = cholesky(matrix)
        return 2.0 * reduce_sum(log(diag_part(factor)), [-1])


def _smallest_step(dtype) -> float:
    return float(np.finfo(dtype.real_dtype.numpy_dtype).eps)


def _largest_size(matrix):
    """Returns the larger of the numbers of rows and columns; a tensor where they are not known."""
    sizes = matrix.shape[-2:].as_list()
    if None in sizes:
        return cast(reduce_max(shape(matrix)[-2:]), matrix.dtype)
    return max(sizes)


@export("linalg.pinv")
def pinv(a, rcond=None, validate_args=False, name=None):
    """Returns pseudo-inverses of matrices.

    Args:
      a: Tensor of shape [..., m, n], a float dtype.
      rcond: Singular values below this part of the largest count as zeros; None for
        10 * max(m, n) times the dtype's precision.
      validate_args: Not used.
      name: A name for the operation.

    Returns:
      Tensor of shape [..., n, m].

    Example:
      >>> pinv([[2.0, 0.0], [0.0, 0.0]]).numpy().tolist()
      [[0.5, 0.0], [0.0, 0.0]]

    Source: `tf.linalg.pinv`.
    """
    with scope(name, "pinv"):
        a = tensor_of(a, "a")
        if rcond is None:
            rcond = 10.0 * _largest_size(a) * _smallest_step(a.dtype)
        rcond = tensor_of(rcond, "rcond", dtype_hint=a.dtype)
        values, u, v = svd(a)
        cutoff = rcond * reduce_max(values, axis=-1)
        is_kept = values > expand_dims(cutoff, -1)
        values = where(is_kept, values, np.array(np.inf, values.dtype.numpy_dtype))
        return matmul(v / expand_dims(values, -2), u, adjoint_b=True)


@export("linalg.matrix_rank")
def matrix_rank(a, tol=None, validate_args=False, name=None):
    """Returns ranks of matrices: how many of their singular values are not zero.

    Args:
      a: Tensor of shape [..., m, n], a float dtype.
      tol: Singular values up to this count as zeros; None for max(m, n) times the dtype's
        precision times the largest.
      validate_args: Not used.
      name: A name for the operation.

    Returns:
      int32 tensor of shape [...].

    Example:
      >>> matrix_rank([[1.0, 2.0], [2.0, 4.0]]).numpy().item()
      1

    Source: `tf.linalg.matrix_rank`.
    """
    with scope(name, "matrix_rank"):
        a = tensor_of(a, "a")
        values = svd(a, compute_uv=False)
        if tol is None:
            size = cast(_largest_size(a), a.dtype)
            tol = _smallest_step(a.dtype) * size * reduce_max(values, axis=-1, keepdims=True)
        return reduce_sum(cast(values > tol, dtypes.int32), axis=-1)
