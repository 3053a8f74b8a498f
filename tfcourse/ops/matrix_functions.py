"""Exponentials, square roots and logarithms of matrices."""

import functools

import jax
import jax.numpy as jnp
import jax.scipy.linalg

from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.decompositions import in_single_precision
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import check_matrices

_HALVINGS = 8
_SERIES_TERMS = 10


def _of_each_matrix(function):
    """Returns a function of one matrix applied to all of a batch."""

    @functools.wraps(function)
    def mapped(matrices):
        flat = matrices.reshape((-1, *matrices.shape[-2:]))
        return jnp.stack([function(matrix) for matrix in flat]).reshape(matrices.shape)

    return mapped


@op("MatrixExponential")
def _exponential(input, name=None):
    return in_single_precision(jax.scipy.linalg.expm)(input)


@export("linalg.expm")
def expm(input, name=None):
    """Returns the exponentials of square matrices.

    Args:
      input: Tensor of shape [..., n, n], a float or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `input`.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Differences from TensorFlow: one operation, not a graph of many.

    Example:
      >>> expm([[0.0, 1.0], [0.0, 0.0]]).numpy().tolist()
      [[1.0, 1.0], [0.0, 1.0]]

    Source: `tf.linalg.expm`.
    """
    from tfcourse.ops.array import reshape
    from tfcourse.ops.linalg import matmul

    with scope(name, "matrix_exponential"):
        input = tensor_of(input, "matrix")
        rows, columns = input.shape[-2:]
        if rows != columns:
            flat = reshape(input, [-1, rows, columns])
            matmul(flat, flat)  # fails, and names the shapes as TensorFlow's first product does
        return _exponential(input)


@jax.custom_jvp
def _root(matrix):
    root = jax.scipy.linalg.sqrtm(matrix)
    return root if jnp.iscomplexobj(matrix) else jnp.real(root).astype(matrix.dtype)


@_root.defjvp
def _root_tangent(primals, tangents):
    # JAX cannot differentiate its Schur decomposition: R dR + dR R = dA is solved instead.
    root = _root(*primals)
    one = jnp.eye(root.shape[-1], dtype=root.dtype)
    system = jnp.kron(root, one) + jnp.kron(one, root.T)
    return root, jnp.linalg.solve(system, tangents[0].reshape(-1)).reshape(root.shape)


@op("MatrixSquareRoot", names=("linalg.sqrtm", "matrix_square_root"))
def sqrtm(input, name=None):
    """Returns the square roots of square matrices.

    Args:
      input: Tensor of shape [..., n, n], a float or complex dtype.
      name: A name for the operation.

    Returns:
      Tensor R of the shape of `input`, with R @ R = `input`.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Example:
      >>> sqrtm([[4.0, 0.0], [0.0, 9.0]]).numpy().tolist()
      [[2.0, 0.0], [0.0, 3.0]]

    Source: `tf.linalg.sqrtm`.
    """
    check_matrices(input, square=True)
    return in_single_precision(_of_each_matrix(_root))(input)


def _logarithm(matrix):
    wide = matrix.astype(jnp.complex128)
    wide = jax.lax.fori_loop(0, _HALVINGS, lambda _, root: _root(root), wide)
    one = jnp.eye(matrix.shape[-1], dtype=wide.dtype)
    ratio = jnp.linalg.solve(wide + one, wide - one)
    square, power, total = ratio @ ratio, ratio, ratio
    for term in range(1, _SERIES_TERMS):
        power = power @ square
        total = total + power / (2 * term + 1)
    return (2 ** (_HALVINGS + 1) * total).astype(matrix.dtype)


@op("MatrixLogarithm", names=("linalg.logm",))
def logm(input, name=None):
    """Returns the logarithms of square matrices.

    Args:
      input: Tensor of shape [..., n, n], complex64 or complex128.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `input`.

    Raises:
      InvalidArgumentError: if the matrices are not square.

    Example:
      >>> abs(logm([[1 + 0j, 0j], [0j, 1 + 0j]]).numpy()).max().item()
      0.0

    Source: `tf.linalg.logm`.
    """
    check_matrices(input, square=True)
    return _of_each_matrix(_logarithm)(input)
