"""Exponentials, square roots and logarithms of matrices."""

import functools

import jax
import jax.numpy as jnp
import jax.scipy as scipy

from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.ops.decompositions import in_single_precision, solve_equations
from tfcourse.ops.linalg import matmul
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shape_checks import check_matrices

# Coefficients of Padé's approximations, and how large a matrix may be for them (Higham, 2005).
_PADE_7 = ((17297280.0, 8648640.0, 1995840.0, 277200.0, 25200.0, 1512.0, 56.0, 1.0), 3.9257248)
_PADE_13 = (
    (
        64764752532480000.0,
        32382376266240000.0,
        7771770303897600.0,
        1187353796428800.0,
        129060195264000.0,
        10559470521600.0,
        670442572800.0,
        33522128640.0,
        1323241920.0,
        40840800.0,
        960960.0,
        16380.0,
        182.0,
        1.0,
    ),
    5.371920351148152,
)
_MOST_HALVINGS = 20
_HALVINGS = 8
_SERIES_TERMS = 10


def _of_each_matrix(function):
    """Returns a function of one matrix applied to all of a batch."""

    @functools.wraps(function)
    def mapped(matrices):
        flat = matrices.reshape((-1, *matrices.shape[-2:]))
        return jnp.stack([function(matrix) for matrix in flat]).reshape(matrices.shape)

    return mapped


def _halvings(norm, largest):
    return jnp.maximum(0, jnp.ceil(jnp.log2(norm / largest)))


def _exponential_of(matrix):
    """Returns exponentials by Padé's approximation of matrices halved until they are small."""
    is_single = matrix.dtype in (jnp.float32, jnp.complex64)
    coefficients, largest = _PADE_7 if is_single else _PADE_13
    norm = jnp.max(jnp.sum(jnp.abs(matrix), axis=-2), axis=-1)[..., None, None]
    halvings = _halvings(norm, largest)
    small = matrix / jnp.exp2(halvings).astype(matrix.dtype)
    square = small @ small
    one = jnp.broadcast_to(jnp.eye(matrix.shape[-1], dtype=matrix.dtype), matrix.shape)
    powers = [one]
    for _ in range(len(coefficients) // 2 - 1):
        powers.append(powers[-1] @ square)
    odd = small @ sum(c * power for c, power in zip(coefficients[1::2], powers, strict=True))
    even = sum(c * power for c, power in zip(coefficients[::2], powers, strict=True))
    result = solve_equations(even - odd, even + odd)
    for step in range(_MOST_HALVINGS):
        result = jnp.where(step < halvings, result @ result, result)
    return result


@op("MatrixExponential")
def _exponential(input, name=None):
    check_matrices(input, square=True)
    return in_single_precision(_exponential_of)(input)


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
    with scope(name, "matrix_exponential"):
        input = tensor_of(input, "matrix")
        rows, columns = input.shape[-2:]
        if rows != columns:
            flat = reshape(input, [-1, rows, columns])
            matmul(flat, flat)  # fails, and names the shapes as TensorFlow's first product does
        return _exponential(input)


@jax.custom_jvp
def _root(matrix):
    root = scipy.linalg.sqrtm(matrix)
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
