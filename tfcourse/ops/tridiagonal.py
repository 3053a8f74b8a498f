"""Tridiagonal matrices: products, equations, eigenvalues."""

import jax.numpy as jnp
import numpy as np

from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.decompositions import check_invertible, eigh, eigvalsh, solve_equations
from tfcourse.ops.diagonals import diag_part
from tfcourse.ops.joining import concat, stack
from tfcourse.ops.reshaping import expand_dims, squeeze
from tfcourse.ops.scopes import scope, tensor_of


def _dense(diagonals):
    """Returns tridiagonal matrices, given their diagonals as rows, the highest first."""
    above, main, below = diagonals[..., 0, :-1], diagonals[..., 1, :], diagonals[..., 2, 1:]
    row, column = np.indices((main.shape[-1],) * 2)
    if main.shape[-1] == 1:
        return main[..., None]
    bands = [
        jnp.where(column - row == offset, band[..., np.minimum(row, column) % band.shape[-1]], 0)
        for offset, band in ((1, above), (0, main), (-1, below))
    ]
    return sum(bands)


_check_solvable = check_invertible("The tridiagonal matrix is not invertible.")


def _check_diagonals(diagonals, rhs, *others):
    _check_solvable(np.asarray(_dense(diagonals)), None)


@op("TridiagonalSolve", check=_check_diagonals)
def _solve(diagonals, rhs, partial_pivoting=True, perturb_singular=False, name=None):
    return solve_equations(_dense(diagonals), rhs)


@op("TridiagonalMatMul")
def _multiply(superdiag, maindiag, subdiag, rhs, name=None):
    def shifted(rows, by):
        pad = [(0, 0)] * (rows.ndim - 2) + ([(0, 1)] if by > 0 else [(1, 0)]) + [(0, 0)]
        return jnp.pad(rows[..., 1:, :] if by > 0 else rows[..., :-1, :], pad)

    diagonals = [jnp.swapaxes(item, -1, -2) for item in (superdiag, maindiag, subdiag)]
    parts = shifted(rhs, 1), rhs, shifted(rhs, -1)
    return sum(diagonal * part for diagonal, part in zip(diagonals, parts, strict=True))


def _padded(tensor, before, after):
    parts = [tensor[..., :1] * 0] * before + [tensor] + [tensor[..., :1] * 0] * after
    return concat(parts, -1)


def _rows_of_diagonals(diagonals, diagonals_format, label):
    """Returns the three diagonals, each as long as the main one."""
    if diagonals_format == "matrix":
        matrix = tensor_of(diagonals, "diagonals")
        return [
            _padded(diag_part(matrix, k=1), 0, 1),
            diag_part(matrix),
            _padded(diag_part(matrix, k=-1), 1, 0),
        ]
    if diagonals_format == "compact":
        compact = tensor_of(diagonals, "diagonals")
        return [compact[..., index, :] for index in range(3)]
    if diagonals_format == "sequence":
        if not isinstance(diagonals, (tuple, list)) or len(diagonals) != 3:
            raise ValueError("Expected diagonals to be a sequence of length 3.")
        above, main, below = (tensor_of(item, "diagonal") for item in diagonals)
        size = main.shape[-1]
        above = _padded(above, 0, 1) if above.shape[-1] == size - 1 else above
        below = _padded(below, 1, 0) if below.shape[-1] == size - 1 else below
        return [above, main, below]
    raise ValueError(f"Unrecognized diagonals format: '{diagonals_format}'. {label}")


@export("linalg.tridiagonal_solve")
def tridiagonal_solve(
    diagonals,
    rhs,
    diagonals_format="compact",
    transpose_rhs=False,
    conjugate_rhs=False,
    name=None,
    partial_pivoting=True,
    perturb_singular=False,
):
    """Returns the solutions x of A @ x = `rhs` for tridiagonal matrices A.

    Args:
      diagonals: The diagonals of A, as `diagonals_format` says.
      rhs: Tensor of shape [..., n] or [..., n, k], a float or complex dtype.
      diagonals_format: "compact" for a tensor of shape [..., 3, n], the highest diagonal first;
        "sequence" for three tensors; "matrix" for A itself.
      transpose_rhs: Whether `rhs` is transposed.
      conjugate_rhs: Whether to take its complex conjugate first.
      name: A name for the operation.
      partial_pivoting: A hint; pivoting is always partial.
      perturb_singular: Not used.

    Returns:
      Tensor of the shape of `rhs`.

    Raises:
      ValueError: if there is no such format.
      InvalidArgumentError: if a matrix is not invertible.

    Example:
      >>> diagonals = tf.constant([[0.0, 0.0], [2.0, 4.0], [0.0, 0.0]])
      >>> tridiagonal_solve(diagonals, tf.constant([2.0, 2.0])).numpy().tolist()
      [1.0, 0.5]

    Source: `tf.linalg.tridiagonal_solve`.
    """
    from tfcourse.ops.complex_numbers import conj
    from tfcourse.ops.linalg import matrix_transpose

    with scope(name, "tridiagonal_solve"):
        rows = _rows_of_diagonals(diagonals, diagonals_format, "")
        is_vector = len(rhs.shape) == len(rows[1].shape)
        rhs = tensor_of(rhs, "rhs")
        if is_vector:
            rhs = expand_dims(rhs, -1)
        elif transpose_rhs:
            rhs = matrix_transpose(rhs, conjugate=conjugate_rhs)
            conjugate_rhs = False
        if conjugate_rhs:
            rhs = conj(rhs)
        solution = _solve(stack(rows, axis=-2), rhs, partial_pivoting, perturb_singular)
        return squeeze(solution, -1) if is_vector else solution


@export("linalg.tridiagonal_matmul")
def tridiagonal_matmul(diagonals, rhs, diagonals_format="compact", name=None):
    """Returns products of tridiagonal matrices with others.

    Args:
      diagonals: The diagonals, as `diagonals_format` says.
      rhs: Tensor of shape [..., n, k], a float or complex dtype.
      diagonals_format: "compact" for a tensor of shape [..., 3, n], the highest diagonal first;
        "sequence" for three tensors; "matrix" for the matrices themselves.
      name: A name for the operation.

    Returns:
      Tensor of shape [..., n, k].

    Raises:
      ValueError: if there is no such format.

    Example:
      >>> diagonals = tf.constant([[0.0, 0.0], [2.0, 4.0], [0.0, 0.0]])
      >>> tridiagonal_matmul(diagonals, tf.constant([[1.0], [1.0]])).numpy().tolist()
      [[2.0], [4.0]]

    Source: `tf.linalg.tridiagonal_matmul`.
    """
    with scope(name, "tridiagonal_matmul"):
        rows = _rows_of_diagonals(diagonals, diagonals_format, "")
        return _multiply(*(expand_dims(row, -2) for row in rows), rhs)


@export("linalg.eigh_tridiagonal")
def eigh_tridiagonal(
    alpha, beta, eigvals_only=True, select="a", select_range=None, tol=None, name=None
):
    """Returns the eigenvalues of a symmetric tridiagonal matrix.

    Args:
      alpha: Tensor of shape [n], a float dtype: the diagonal.
      beta: Tensor of shape [n - 1], same dtype: the elements beside it.
      eigvals_only: Whether the eigenvectors are left out.
      select: "a" for all eigenvalues, "i" for those whose numbers are in `select_range`, both ends
        included.
      select_range: Two integers; or None.
      tol: Not used.
      name: A name for the operation.

    Returns:
      Tensor of eigenvalues, smallest first; without `eigvals_only` a tuple with the eigenvectors
      as columns.

    Raises:
      ValueError: if `select` is something else.

    Differences from TensorFlow: `select="v"` is not supported.

    Example:
      >>> eigh_tridiagonal([2.0, 4.0], [0.0]).numpy().tolist()
      [2.0, 4.0]

    Source: `tf.linalg.eigh_tridiagonal`.
    """
    from tfcourse.ops.diagonals import diag, set_diag

    with scope(name, "eigh_tridiagonal"):
        alpha, beta = tensor_of(alpha, "alpha"), tensor_of(beta, "beta")
        matrix = set_diag(diag(beta, k=-1), alpha)
        if select == "i":
            chosen = slice(int(select_range[0]), int(select_range[1]) + 1)
        elif select == "a":
            chosen = slice(None)
        else:
            raise ValueError(f"'select' must have a value in {{'a', 'i'}}, received {select!r}")
        if eigvals_only:
            return eigvalsh(matrix)[chosen]
        values, vectors = eigh(matrix)
        return values[chosen], vectors[:, chosen]
