"""Decompositions of matrices: Cholesky, QR, LU, singular values, eigenvalues."""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.casting import cast
from tfcourse.ops.scopes import tensor_of
from tfcourse.ops.shape_checks import check_matrices, invalid_argument


def in_single_precision(kernel):
    """Returns a kernel that computes half precision in float32, as LAPACK has none."""

    def widened(*operands):
        dtype = operands[0].dtype
        if dtype not in (jnp.float16, jnp.bfloat16):
            return kernel(*operands)
        results = kernel(*(operand.astype(jnp.float32) for operand in operands))
        return jax.tree.map(
            lambda item: item.astype(dtype) if item.dtype == jnp.float32 else item, results
        )

    return widened


def substitute(factors, permutation, rhs):
    """Returns the solutions of equations, given the LU factors of their matrices."""
    permuted = jnp.take_along_axis(rhs, permutation[..., None], axis=-2)
    half = lax.linalg.triangular_solve(
        factors, permuted, left_side=True, lower=True, unit_diagonal=True
    )
    return lax.linalg.triangular_solve(factors, half, left_side=True)


@jax.custom_jvp
def solve_equations(matrix, rhs):
    """Returns the solutions of equations with square matrices; batches must be equal."""
    factors, _, permutation = lax.linalg.lu(matrix)
    return substitute(factors, permutation, rhs)


@solve_equations.defjvp
def _solve_tangent(primals, tangents):
    # Not through the factors: that would divide by pivots once more than needed.
    matrix, rhs = primals
    factors, _, permutation = lax.linalg.lu(matrix)
    solution = substitute(factors, permutation, rhs)
    change = tangents[1] - tangents[0] @ solution
    return solution, substitute(factors, permutation, change)


def invert(matrix):
    """Returns the inverses of square matrices."""
    one = jnp.broadcast_to(jnp.eye(matrix.shape[-1], dtype=matrix.dtype), matrix.shape)
    return solve_equations(matrix, one)


def conjugate_transpose(matrix):
    """Returns the conjugate transpose of an array of matrices."""
    return jnp.conj(jnp.swapaxes(matrix, -1, -2))


def _self_adjoint_by_lower(matrix):
    """Returns the self-adjoint matrix that has this one's lower triangle."""
    lower = jnp.tril(matrix)
    return lower + conjugate_transpose(jnp.tril(matrix, -1))


@in_single_precision
def _cholesky(matrix):
    # The value is that of the lower triangle alone, but the gradient is spread over both.
    mean = (matrix + conjugate_transpose(matrix)) / 2
    value = _self_adjoint_by_lower(matrix)
    symmetric = lax.stop_gradient(value - mean) + mean
    return jnp.tril(lax.linalg.cholesky(symmetric, symmetrize_input=False))


@op("Cholesky", names=("linalg.cholesky",))
def cholesky(input, name=None):
    """Returns the Cholesky factor of positive definite matrices.

    Args:
      input: Tensor of shape [..., n, n], a float or complex dtype; only its lower triangle is read.
      name: A name for the operation.

    Returns:
      Lower triangular tensor L of the shape of `input`, with L @ adjoint(L) = `input`; NaN where
      a matrix is not positive definite.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Example:
      >>> cholesky([[4.0, 2.0], [2.0, 5.0]]).numpy().tolist()
      [[2.0, 0.0], [1.0, 2.0]]

    Source: `tf.linalg.cholesky`.
    """
    check_matrices(input, square=True)
    return _cholesky(input)


@op("Qr", names=("linalg.qr",))
def qr(input, full_matrices=False, name=None):
    """Returns the QR decomposition of matrices: an orthogonal times an upper triangular one.

    Args:
      input: Tensor of shape [..., m, n], a float or complex dtype.
      full_matrices: Whether `q` is square ([..., m, m]) instead of [..., m, min(m, n)].
      name: A name for the operation.

    Returns:
      A named tuple (q, r) with q @ r = `input`.

    Raises:
      InvalidArgumentError: if `input` has fewer than two dimensions.

    Example:
      >>> q, r = qr([[3.0, 1.0], [4.0, 2.0]])
      >>> r.numpy().round(3)
      array([[-5. , -2.2],
             [ 0. ,  0.4]], dtype=float32)

    Source: `tf.linalg.qr`.
    """
    check_matrices(input)

    @in_single_precision
    def decompose(matrix):
        return tuple(jnp.linalg.qr(matrix, "complete" if full_matrices else "reduced"))

    return decompose(input)


@op("Svd")
def _svd(input, compute_uv=True, full_matrices=False, name=None):
    check_matrices(input)

    @in_single_precision
    def decompose(matrix):
        if not compute_uv:
            values = jnp.linalg.svd(matrix, compute_uv=False)
            # Without vectors the others are empty, as in TensorFlow.
            return values, jnp.zeros((0,), matrix.dtype), jnp.zeros((0,), matrix.dtype)
        u, values, v_adjoint = jnp.linalg.svd(matrix, full_matrices=full_matrices)
        return values.astype(matrix.dtype), u, conjugate_transpose(v_adjoint)

    return decompose(input)


@export("linalg.svd")
def svd(tensor, full_matrices=False, compute_uv=True, name=None):
    """Returns the singular value decomposition of matrices.

    Args:
      tensor: Tensor of shape [..., m, n], a float or complex dtype.
      full_matrices: Whether `u` and `v` are square.
      compute_uv: Whether to compute `u` and `v` too.
      name: A name for the operation.

    Returns:
      A tuple (s, u, v) with `tensor` = u @ diag(s) @ adjoint(v): the singular values of shape
      [..., min(m, n)], largest first, and the vectors as columns. Only s without `compute_uv`.

    Raises:
      InvalidArgumentError: if `tensor` has fewer than two dimensions.

    Differences from TensorFlow: pairs of singular vectors may have the other sign.

    Example:
      >>> svd([[3.0, 0.0], [0.0, 2.0]], compute_uv=False).numpy().tolist()
      [3.0, 2.0]

    Source: `tf.linalg.svd`.
    """
    values, u, v = _svd(tensor, compute_uv, full_matrices, name=name)
    if values.dtype.is_complex:
        values = cast(values, values.dtype.real_dtype)
    return (values, u, v) if compute_uv else values


@op("SelfAdjointEigV2")
def _self_adjoint_eigen(input, compute_v=True, name=None):
    check_matrices(input, square=True)

    @in_single_precision
    def decompose(matrix):
        symmetric = _self_adjoint_by_lower(matrix)
        if not compute_v:
            values = lax.linalg.eigh(symmetric, symmetrize_input=True)[1]
            return values.astype(matrix.dtype), jnp.zeros((0,), matrix.dtype)
        vectors, values = lax.linalg.eigh(symmetric, symmetrize_input=True)
        return values.astype(matrix.dtype), vectors

    return decompose(input)


@export("linalg.eigh")
def eigh(tensor, name=None):
    """Returns eigenvalues and eigenvectors of self-adjoint matrices.

    Args:
      tensor: Tensor of shape [..., n, n], a float or complex dtype; only its lower triangle is
        read.
      name: A name for the operation.

    Returns:
      A tuple (e, v): the eigenvalues of shape [..., n], smallest first, and the eigenvectors as
      columns, of the shape of `tensor`.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Differences from TensorFlow: an eigenvector may have the other sign.

    Example:
      >>> eigh([[2.0, 0.0], [0.0, 1.0]])[0].numpy().tolist()
      [1.0, 2.0]

    Source: `tf.linalg.eigh`.
    """
    values, vectors = _self_adjoint_eigen(tensor, name=name)
    return values, vectors


@export("linalg.eigvalsh")
def eigvalsh(tensor, name=None):
    """Returns the eigenvalues of self-adjoint matrices.

    Args:
      tensor: Tensor of shape [..., n, n], a float or complex dtype; only its lower triangle is
        read.
      name: A name for the operation.

    Returns:
      Tensor of shape [..., n], smallest first.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Example:
      >>> eigvalsh([[2.0, 0.0], [0.0, 1.0]]).numpy().tolist()
      [1.0, 2.0]

    Source: `tf.linalg.eigvalsh`.
    """
    return _self_adjoint_eigen(tensor, compute_v=False, name=name)[0]


@op("Eig")
def _eigen(input, compute_v=True, Tout=None, name=None):
    check_matrices(input, square=True)
    dtype = Tout.numpy_dtype
    if not compute_v:
        return jnp.linalg.eigvals(input).astype(dtype), jnp.zeros((0,), dtype)
    values, vectors = jnp.linalg.eig(input)
    return values.astype(dtype), vectors.astype(dtype)


def _complex_dtype(dtype):
    return dtypes.complex128 if dtype in (dtypes.float64, dtypes.complex128) else dtypes.complex64


@export("linalg.eig", "eig")
def eig(tensor, name=None):
    """Returns eigenvalues and eigenvectors of square matrices.

    Args:
      tensor: Tensor of shape [..., n, n], float32, float64, complex64 or complex128.
      name: A name for the operation.

    Returns:
      A tuple (e, v), complex: the eigenvalues of shape [..., n] in no order, and the eigenvectors
      as columns.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Differences from TensorFlow: the eigenvalues may stand in another order.

    Example:
      >>> eig([[0.0, -1.0], [1.0, 0.0]])[0].numpy().tolist()
      [1j, -1j]

    Source: `tf.linalg.eig`.
    """
    tensor = tensor_of(tensor, "tensor")
    values, vectors = _eigen(tensor, True, _complex_dtype(tensor.dtype), name=name)
    return values, vectors


@export("linalg.eigvals", "eigvals")
def eigvals(tensor, name=None):
    """Returns the eigenvalues of square matrices.

    Args:
      tensor: Tensor of shape [..., n, n], float32, float64, complex64 or complex128.
      name: A name for the operation.

    Returns:
      Complex tensor of shape [..., n], in no order.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Example:
      >>> eigvals([[0.0, -1.0], [1.0, 0.0]]).numpy().tolist()
      [1j, -1j]

    Source: `tf.linalg.eigvals`.
    """
    tensor = tensor_of(tensor, "tensor")
    return _eigen(tensor, False, _complex_dtype(tensor.dtype), name=name)[0]


def check_invertible(message):
    """Returns a check of values that refuses singular matrices with TensorFlow's message."""

    def check(matrix, rhs, *others):
        is_square = matrix.ndim >= 2 and matrix.shape[-1] == matrix.shape[-2]
        fits = not isinstance(rhs, np.ndarray) or rhs.shape[:-1] == matrix.shape[:-1]
        if not (is_square and fits and matrix.size):
            return  # the kernel says what is wrong, or nothing is
        wide = matrix.astype(np.float32) if matrix.dtype == np.float16 else matrix
        if not np.all(np.linalg.slogdet(wide)[0]):
            raise invalid_argument(message)

    return check


@op("Lu", check=check_invertible("Input is not invertible."))
def _lu(input, output_idx_type=dtypes.int32, name=None):
    check_matrices(input, square=True)

    @in_single_precision
    def decompose(matrix):
        factors, _, permutation = lax.linalg.lu(matrix)
        return factors, permutation

    factors, permutation = decompose(input)
    return factors, permutation.astype(output_idx_type.numpy_dtype)


@export("linalg.lu")
def lu(input, output_idx_type=dtypes.int32, name=None):
    """Returns the LU decomposition of square matrices, with rows permuted.

    Args:
      input: Tensor of shape [..., n, n], a float or complex dtype.
      output_idx_type: The dtype of `p`: int32 or int64.
      name: A name for the operation.

    Returns:
      A named tuple (lu, p): both triangles in one tensor of the shape of `input` (the diagonal of
      ones of the lower one is left out), and the permutation of the rows, of shape [..., n].

    Raises:
      InvalidArgumentError: if the matrices are not square or not invertible.

    Example:
      >>> lu([[1.0, 2.0], [4.0, 4.0]]).lu.numpy().tolist()
      [[4.0, 4.0], [0.25, 1.0]]

    Source: `tf.linalg.lu`.
    """
    return _lu(input, dtypes.as_dtype(output_idx_type), name=name)
