"""Decompositions of small matrices in NumPy, as JAX's primitives give them.

Where NumPy raises for a matrix (not positive definite, not convergent), XLA gives NaN.
"""

import numpy as np


def _each(function, batch_shape, *operands):
    """Applies a function of matrices to each of a batch; returns its results stacked."""
    if not batch_shape:
        return function(*operands)
    if 0 in batch_shape:
        # One matrix tells the shapes.
        results = function(*(np.zeros(operand.shape[-2:], operand.dtype) for operand in operands))
        if isinstance(results, tuple):
            return tuple(np.zeros((*batch_shape, *item.shape), item.dtype) for item in results)
        return np.zeros((*batch_shape, *results.shape), results.dtype)
    flat = [operand.reshape(-1, *operand.shape[-2:]) for operand in operands]
    results = [function(*items) for items in zip(*flat, strict=True)]
    if isinstance(results[0], tuple):
        columns = zip(*results, strict=True)
        return tuple(np.stack(items).reshape(*batch_shape, *items[0].shape) for items in columns)
    return np.stack(results).reshape(*batch_shape, *results[0].shape)


def _eliminate(matrix):
    """Returns LU factors in one matrix, the rows exchanged in turn, and their final order."""
    factors = matrix.copy()
    rows, columns = factors.shape
    steps = min(rows, columns)
    pivots, order = np.zeros(steps, np.int32), np.arange(rows, dtype=np.int32)
    for step in range(steps):
        size = np.abs(factors[step:, step])
        # As LAPACK: the first of the largest; NaN is never larger.
        pivot = step + int(np.argmax(np.where(np.isnan(size), -1, size)))
        pivots[step] = pivot
        if pivot != step:
            factors[[step, pivot]] = factors[[pivot, step]]
            order[[step, pivot]] = order[[pivot, step]]
        if factors[step, step] != 0:
            factors[step + 1 :, step] /= factors[step, step]
        factors[step + 1 :, step + 1 :] -= np.outer(
            factors[step + 1 :, step], factors[step, step + 1 :]
        )
    return factors, pivots, order


def lu(matrix):
    """Returns factors, pivots and permutation of a batch of matrices."""
    return _each(_eliminate, matrix.shape[:-2], matrix)


def cholesky(matrix):
    """Returns lower triangular factors; NaN where a matrix is not positive definite."""

    def factor(item):
        try:
            return np.linalg.cholesky(item)
        except np.linalg.LinAlgError:
            return np.tril(np.full_like(item, np.nan))

    return _each(factor, matrix.shape[:-2], matrix)


def triangular_solve(matrix, rhs, left_side, lower, transpose_a, conjugate_a, unit_diagonal):
    """Returns the solutions of equations with triangular matrices, row by row."""
    matrix = np.conj(matrix) if conjugate_a else matrix
    if transpose_a:
        matrix, lower = np.swapaxes(matrix, -1, -2), not lower
    if not left_side:
        matrix, lower = np.swapaxes(matrix, -1, -2), not lower
        rhs = np.swapaxes(rhs, -1, -2)
    solution = rhs.copy()
    size = matrix.shape[-1]
    for row in range(size) if lower else range(size - 1, -1, -1):
        known = slice(0, row) if lower else slice(row + 1, size)
        coefficients = matrix[..., row, None, known]
        solution[..., row, :] -= np.matmul(coefficients, solution[..., known, :])[..., 0, :]
        if not unit_diagonal:
            solution[..., row, :] /= matrix[..., row, row, None]
    return solution if left_side else np.swapaxes(solution, -1, -2)


def qr(matrix, full_matrices):
    """Returns an orthogonal and an upper triangular factor."""
    q, r = np.linalg.qr(matrix, "complete" if full_matrices else "reduced")
    return q, r


def _or_nan(function, *shapes_and_dtypes):
    """Returns what a function returns, or NaN in the same shapes where it does not converge."""
    try:
        return function()
    except np.linalg.LinAlgError:
        return tuple(np.full(shape, np.nan, dtype) for shape, dtype in shapes_and_dtypes)


def svd(matrix, full_matrices, compute_uv):
    """Returns singular values, and the vectors if they are wanted."""
    *batch, rows, columns = matrix.shape
    size, real = min(rows, columns), matrix.real.dtype
    values = ((*batch, size), real)
    if not compute_uv:
        return _or_nan(lambda: (np.linalg.svd(matrix, compute_uv=False),), values)

    def decompose():
        u, values, v = np.linalg.svd(matrix, full_matrices)
        return values, u, v

    left, right = (rows, columns) if full_matrices else (size, size)
    vectors = [((*batch, rows, left), matrix.dtype), ((*batch, right, columns), matrix.dtype)]
    return _or_nan(decompose, values, *vectors)


def eigh(matrix, lower):
    """Returns eigenvectors and eigenvalues of self-adjoint matrices, smallest first."""
    values, vectors = np.linalg.eigh(matrix, "L" if lower else "U")
    return vectors, values


def eig(matrix, compute_right_eigenvectors):
    """Returns eigenvalues, and the right eigenvectors if they are wanted."""
    dtype = np.result_type(matrix.dtype, np.complex64)

    def decompose():
        if not compute_right_eigenvectors:
            return (np.linalg.eigvals(matrix).astype(dtype),)
        values, vectors = np.linalg.eig(matrix)
        return values.astype(dtype), vectors.astype(dtype)

    shapes = [matrix.shape[:-1], matrix.shape][: 1 + compute_right_eigenvectors]
    return _or_nan(decompose, *((shape, dtype) for shape in shapes))
