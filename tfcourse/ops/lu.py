"""What can be done with LU decompositions."""

from tfcourse.core.export import export
from tfcourse.ops.creation import ones
from tfcourse.ops.diagonals import band_part, set_diag
from tfcourse.ops.equations import triangular_solve
from tfcourse.ops.gather import gather
from tfcourse.ops.linalg import matmul
from tfcourse.ops.ordering import argsort
from tfcourse.ops.ranges import eye
from tfcourse.ops.scopes import scope, tensor_of
from tfcourse.ops.shapes import shape


def _lower(lower_upper):
    """Returns the lower triangle with its diagonal of ones."""
    lower = band_part(lower_upper, -1, 0)
    return set_diag(lower, ones(shape(lower_upper)[:-1], lower_upper.dtype))


def _permuted(rows, permutation):
    batch = permutation.shape.rank - 1
    return gather(rows, permutation, axis=-2, batch_dims=batch)


@export("linalg.lu_solve")
def lu_solve(lower_upper, perm, rhs, validate_args=False, name=None):
    """Returns the solutions x of A @ x = `rhs`, given the LU decomposition of A.

    Args:
      lower_upper: Tensor of shape [..., n, n], a float or complex dtype: `lu` of A.
      perm: int32 or int64 tensor of shape [..., n]: `p` of A.
      rhs: Tensor of shape [..., n, k], of the dtype of `lower_upper`.
      validate_args: Not used.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `rhs`.

    Example:
      >>> lower_upper, perm = tf.linalg.lu([[1.0, 2.0], [4.0, 4.0]])
      >>> lu_solve(lower_upper, perm, [[3.0], [8.0]]).numpy().tolist()
      [[1.0], [1.0]]

    Source: `tf.linalg.lu_solve`.
    """
    with scope(name, "lu_solve"):
        lower_upper = tensor_of(lower_upper, "lower_upper")
        perm, rhs = tensor_of(perm, "perm"), tensor_of(rhs, "rhs", lower_upper.dtype)
        half = triangular_solve(_lower(lower_upper), _permuted(rhs, perm))
        return triangular_solve(lower_upper, half, lower=False)


@export("linalg.lu_reconstruct")
def lu_reconstruct(lower_upper, perm, validate_args=False, name=None):
    """Returns the matrices that have these LU decompositions.

    Args:
      lower_upper: Tensor of shape [..., n, n], a float or complex dtype.
      perm: int32 or int64 tensor of shape [..., n].
      validate_args: Not used.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `lower_upper`.

    Example:
      >>> lu_reconstruct(*tf.linalg.lu([[1.0, 2.0], [4.0, 4.0]])).numpy().tolist()
      [[1.0, 2.0], [4.0, 4.0]]

    Source: `tf.linalg.lu_reconstruct`.
    """
    with scope(name, "lu_reconstruct"):
        lower_upper, perm = tensor_of(lower_upper, "lower_upper"), tensor_of(perm, "perm")
        product = matmul(_lower(lower_upper), band_part(lower_upper, 0, -1))
        return _permuted(product, argsort(perm))


@export("linalg.lu_matrix_inverse")
def lu_matrix_inverse(lower_upper, perm, validate_args=False, name=None):
    """Returns the inverses of matrices, given their LU decompositions.

    Args:
      lower_upper: Tensor of shape [..., n, n], a float or complex dtype.
      perm: int32 or int64 tensor of shape [..., n].
      validate_args: Not used.
      name: A name for the operation.

    Returns:
      Tensor of the shape and dtype of `lower_upper`.

    Example:
      >>> lu_matrix_inverse(*tf.linalg.lu([[0.0, 2.0], [4.0, 0.0]])).numpy().tolist()
      [[0.0, 0.25], [0.5, 0.0]]

    Source: `tf.linalg.lu_matrix_inverse`.
    """
    with scope(name, "lu_matrix_inverse"):
        lower_upper = tensor_of(lower_upper, "lower_upper")
        sizes = lower_upper.shape.as_list()
        one = eye(sizes[-1], batch_shape=sizes[:-2], dtype=lower_upper.dtype)
        return lu_solve(lower_upper, perm, one)
