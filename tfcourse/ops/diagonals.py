"""Diagonals of matrices: making, reading and replacing them.

Several diagonals at once are packed as the rows of a matrix, the highest diagonal first; shorter
ones are padded on the left or on the right, as `align` says for those above and those below the
main diagonal.
"""

import jax.numpy as jnp
import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.export import export
from tfcourse.core.kernels import brackets
from tfcourse.core.op import op
from tfcourse.core.operands import dtype_of_tensor
from tfcourse.core.tensor import Tensor
from tfcourse.ops.attributes import check_attributes
from tfcourse.ops.shape_checks import invalid_argument


def _at_least(operand, rank, name):
    if operand.ndim < rank:
        raise invalid_argument(
            f"{name} must be at least {rank}-dim, received shape: {brackets(operand.shape)}",
            f"Shape must be at least rank {rank} but is rank {operand.ndim}",
        )


def _range_of(k) -> tuple[int, int]:
    """Returns the lowest and the highest diagonal that `k` means."""
    if k.ndim > 1:
        raise invalid_argument(
            f"diag_index must be a scalar or vector, received shape: {brackets(k.shape)}"
        )
    if k.size not in (1, 2):
        raise invalid_argument(
            f"diag_index must have only one or two elements, received {k.size} elements."
        )
    lower, upper = int(k.flat[0]), int(k.flat[-1])
    if lower > upper:
        raise invalid_argument(
            f"lower_diag_index must not be larger than upper_diag_index: {lower} > {upper}"
        )
    return lower, upper


def _check_range(lower, upper, rows, columns, stop="."):
    for name, index, end in (("lower", lower, stop), ("upper", upper, "")):
        if not (-rows < index < columns or index == 0):
            raise invalid_argument(
                f"{name}_diag_index is out of bound: {index}{end} It must be between -{rows} and "
                f"{columns}"
            )


def _length(diagonal: int, rows: int, columns: int) -> int:
    return min(rows + min(diagonal, 0), columns - max(diagonal, 0))


def _longest(lower, upper, rows, columns) -> int:
    return min(rows + min(upper, 0), columns - max(lower, 0))


def _offset(diagonal, rows, columns, longest, align) -> int:
    """Returns how many places of padding stand before a packed diagonal."""
    above, below = align.split("_")
    is_left = (diagonal >= 0 and above == "LEFT") or (diagonal <= 0 and below == "LEFT")
    return 0 if is_left else longest - _length(diagonal, rows, columns)


def _places(lower, upper, rows, columns, longest, align):
    """Returns for each element of a matrix whether it is in the band, and where it is packed.

    Returns:
      NumPy arrays of shape [rows, columns]: in the band or not; row and column of the packed form.
    """
    row, column = np.indices((rows, columns))
    diagonal = column - row
    offsets = np.array(
        [_offset(item, rows, columns, longest, align) for item in range(lower, upper + 1)]
    )
    inside = (lower <= diagonal) & (diagonal <= upper)
    clipped = np.clip(diagonal, lower, upper)
    place = np.minimum(row, column) + offsets[clipped - lower]
    return inside, upper - clipped, np.where(inside, place, 0)


def _spread(packed, background, lower, upper, align):
    """Returns `background` with the packed diagonals put in place."""
    rows, columns = background.shape[-2:]
    inside, row, place = _places(lower, upper, rows, columns, packed.shape[-1], align)
    return jnp.where(inside, packed[..., row, place], background)


@op("MatrixDiagV3", static=("k", "num_rows", "num_cols"))
def _diagonal_matrix(diagonal, k, num_rows, num_cols, padding_value, align="RIGHT_LEFT", name=None):
    _at_least(diagonal, 1, "diagonal")
    lower, upper = _range_of(k)
    if lower == upper:
        diagonal = (
            diagonal
            if k.ndim and diagonal.ndim > 1 and diagonal.shape[-2] == 1
            else (diagonal[..., None, :])
        )
    elif diagonal.ndim < 2 or diagonal.shape[-2] != upper - lower + 1:
        raise invalid_argument(
            "The number of diagonals provided in the input does not match the lower_diag_index "
            "and upper_diag_index range."
        )
    longest = diagonal.shape[-1]
    least_rows, least_columns = longest - min(upper, 0), longest + max(lower, 0)
    rows, columns = int(num_rows), int(num_cols)
    if rows != -1 and rows < least_rows:
        raise invalid_argument("The number of rows is too small.")
    if columns != -1 and columns < least_columns:
        raise invalid_argument("The number of columns is too small.")
    if rows == columns == -1:
        rows = columns = max(least_rows, least_columns)
    rows = least_rows if rows == -1 else rows
    columns = least_columns if columns == -1 else columns
    if rows != least_rows and columns != least_columns:
        raise invalid_argument(
            "The number of rows or columns is not consistent with the specified d_lower, d_upper, "
            "and diagonal."
        )
    background = jnp.full((*diagonal.shape[:-2], rows, columns), padding_value)
    return _spread(diagonal, background, lower, upper, align)


@op("MatrixDiagPartV3", static=("k",))
def _part_of_diagonals(input, k, padding_value, align="RIGHT_LEFT", name=None):
    _at_least(input, 2, "input")
    lower, upper = _range_of(k)
    rows, columns = input.shape[-2:]
    _check_range(lower, upper, rows, columns)
    longest = _longest(lower, upper, rows, columns)
    row = np.zeros((upper - lower + 1, longest), int)
    column, inside = row.copy(), row.astype(bool)
    for index, diagonal in enumerate(range(upper, lower - 1, -1)):
        length = _length(diagonal, rows, columns)
        start = _offset(diagonal, rows, columns, longest, align)
        inside[index, start : start + length] = True
        row[index, start : start + length] = np.arange(length) + max(-diagonal, 0)
        column[index, start : start + length] = np.arange(length) + max(diagonal, 0)
    if not longest:
        parts = jnp.zeros((*input.shape[:-2], upper - lower + 1, 0), input.dtype)
    else:
        parts = jnp.where(inside, input[..., row, column], padding_value)
    return parts if lower != upper else parts[..., 0, :]


@op("MatrixSetDiagV3", static=("k",))
def _with_diagonals(input, diagonal, k, align="RIGHT_LEFT", name=None):
    _at_least(input, 2, "input")
    _at_least(diagonal, 1, "diagonal")
    lower, upper = _range_of(k)
    rows, columns = input.shape[-2:]
    _check_range(lower, upper, rows, columns, stop="")
    count = upper - lower + 1
    if count > 1 and (diagonal.ndim < 2 or diagonal.shape[-2] != count):
        raise invalid_argument(
            "The number of diagonals provided in `diag` is not consistent with "
            "`lower_diag_index` and `upper_diag_index`"
        )
    longest = _longest(lower, upper, rows, columns)
    expected = (*input.shape[:-2], *([count] if count > 1 else []), longest)
    if diagonal.shape != expected:
        raise invalid_argument(
            "Either first dimensions of diagonal don't match input.shape[:-2], or "
            "diagonal.shape[:-1] is not equal to the longests diagonal in range "
            f"[lower_diag_index:upper_diag_index].\nInput shape: {brackets(input.shape)}\n"
            f"Diagonal shape: {brackets(diagonal.shape)}\n"
            f"Expected diagonal shape: {brackets(expected)}"
        )
    if not longest:
        return input
    packed = diagonal if count > 1 else diagonal[..., None, :]
    return _spread(packed, input, lower, upper, align)


def _padding(tensor, padding_value):
    return bool(padding_value) if dtype_of_tensor(tensor) is dtypes.bool else padding_value


@export("linalg.diag")
def diag(diagonal, name="diag", k=0, num_rows=-1, num_cols=-1, padding_value=0, align="RIGHT_LEFT"):
    """Returns matrices with given diagonals.

    Args:
      diagonal: Tensor of shape [..., n], or [..., d, n] for d diagonals, the highest first.
      name: A name for the operation.
      k: Which diagonal: 0 the main one, positive above, negative below; or the lowest and the
        highest of several.
      num_rows: How many rows; -1 for as few as hold the diagonals.
      num_cols: How many columns; -1 for as few as hold them.
      padding_value: What stands elsewhere; of the dtype of `diagonal`.
      align: On which side shorter diagonals are padded, above and below the main one.

    Returns:
      Tensor of shape [..., num_rows, num_cols].

    Raises:
      InvalidArgumentError: if the diagonals do not fit such a matrix.

    Example:
      >>> diag([1, 2], k=1).numpy().tolist()
      [[0, 1, 0], [0, 0, 2], [0, 0, 0]]

    Source: `tf.linalg.diag`.
    """
    check_attributes(_diagonal_matrix.op, align=align)
    padding_value = _padding(diagonal, padding_value)
    return _diagonal_matrix(diagonal, k, num_rows, num_cols, padding_value, align, name)


@export("linalg.diag_part")
def diag_part(input, name="diag_part", k=0, padding_value=0, align="RIGHT_LEFT"):
    """Returns diagonals of matrices.

    Args:
      input: Tensor of shape [..., m, n].
      name: A name for the operation.
      k: Which diagonal: 0 the main one, positive above, negative below; or the lowest and the
        highest of several.
      padding_value: What fills shorter diagonals; of the dtype of `input`.
      align: On which side they are padded, above and below the main one.

    Returns:
      Tensor of shape [..., length], or [..., number of diagonals, longest], the highest first.

    Raises:
      InvalidArgumentError: if there is no such diagonal.

    Example:
      >>> diag_part([[1, 2], [3, 4]]).numpy().tolist()
      [1, 4]

    Source: `tf.linalg.diag_part`.
    """
    check_attributes(_part_of_diagonals.op, align=align)
    return _part_of_diagonals(input, k, _padding(input, padding_value), align, name)


@export("linalg.set_diag")
def set_diag(input, diagonal, name="set_diag", k=0, align="RIGHT_LEFT"):
    """Returns matrices with some of their diagonals replaced.

    Args:
      input: Tensor of shape [..., m, n].
      diagonal: Tensor of the same dtype, of shape [..., length], or for several diagonals
        [..., number, longest], the highest first.
      name: A name for the operation.
      k: Which diagonal: 0 the main one, positive above, negative below; or the lowest and the
        highest of several.
      align: On which side shorter diagonals are padded, above and below the main one.

    Returns:
      Tensor of the shape of `input`.

    Raises:
      InvalidArgumentError: if `diagonal` does not fit.

    Example:
      >>> set_diag([[1, 2], [3, 4]], [0, 0]).numpy().tolist()
      [[0, 2], [3, 0]]

    Source: `tf.linalg.set_diag`.
    """
    check_attributes(_with_diagonals.op, align=align)
    return _with_diagonals(input, diagonal, k, align, name)


def _check_band(input, num_lower, num_upper):
    for name, number, size, what in (
        ("num_lower", num_lower, input.shape[-2:-1], "rows"),
        ("num_upper", num_upper, input.shape[-1:], "columns"),
    ):
        if size and number.ndim == 0 and number > size[0]:
            raise invalid_argument(
                f"{name} must be negative or less or equal to number of {what} ({size[0]}) got: "
                f"{number}"
            )


@op("MatrixBandPart", names=("linalg.band_part",), check=_check_band)
def band_part(input, num_lower, num_upper, name=None):
    """Returns matrices with zeros outside of a band around the main diagonal.

    Args:
      input: Tensor of shape [..., m, n].
      num_lower: How many diagonals below the main one to keep, int32 or int64; all if negative.
      num_upper: How many above it to keep, same dtype; all if negative.
      name: A name for the operation.

    Returns:
      Tensor of the shape of `input`.

    Raises:
      InvalidArgumentError: if `input` has fewer than two dimensions or less diagonals than that.

    Example:
      >>> band_part([[1, 2], [3, 4]], -1, 0).numpy().tolist()
      [[1, 0], [3, 4]]

    Source: `tf.linalg.band_part`.
    """
    _at_least(input, 2, "input")
    for operand, label in ((num_lower, "num_lower"), (num_upper, "num_upper")):
        if operand.ndim:
            raise invalid_argument(f"{label} must be scalar, got shape {brackets(operand.shape)}")
    row, column = np.indices(input.shape[-2:])
    below = (num_lower < 0) | (row - column <= num_lower)
    above = (num_upper < 0) | (column - row <= num_upper)
    return jnp.where(below & above, input, jnp.zeros((), input.dtype))


@op("Diag", names=("linalg.tensor_diag",))
def tensor_diag(diagonal, name=None):
    """Returns a tensor of twice the rank with given elements on its diagonal.

    Args:
      diagonal: Tensor of shape [d1, ..., dk].
      name: A name for the operation.

    Returns:
      Tensor of shape [d1, ..., dk, d1, ..., dk], zero where the two halves of an index differ.

    Raises:
      InvalidArgumentError: if `diagonal` is a scalar.

    Example:
      >>> tensor_diag([1, 2]).numpy().tolist()
      [[1, 0], [0, 2]]

    Source: `tf.linalg.tensor_diag`.
    """
    if not diagonal.ndim:
        raise invalid_argument("Input must be at least rank 1, got 0")
    places = np.arange(diagonal.size)
    flat = jnp.where(places[:, None] == places, diagonal.ravel(), jnp.zeros((), diagonal.dtype))
    return flat.reshape(diagonal.shape * 2)


@op("DiagPart")
def _tensor_diagonal(input, name=None):
    half = input.ndim // 2
    if input.ndim % 2 or not half:
        raise invalid_argument(
            "The rank of the tensor should be                                          even and "
            f"positive, got shape {brackets(input.shape)}"
        )
    for index in range(half):
        if input.shape[index] != input.shape[half + index]:
            raise invalid_argument(
                f"Invalid shape {brackets(input.shape)}: dimensions {index} and {half + index} do "
                "not match."
            )
    places = np.arange(int(np.prod(input.shape[:half])))
    return input.reshape(len(places), -1)[places, places].reshape(input.shape[:half])


@export("linalg.tensor_diag_part")
def tensor_diag_part(input, name=None):
    """Returns the diagonal of a tensor whose shape repeats after half of its dimensions.

    Args:
      input: Tensor of shape [d1, ..., dk, d1, ..., dk].
      name: A name for the operation.

    Returns:
      Tensor of shape [d1, ..., dk]: where both halves of an index are equal.

    Raises:
      InvalidArgumentError: if the shape does not repeat.

    Example:
      >>> tensor_diag_part([[1, 2], [3, 4]]).numpy().tolist()
      [1, 4]

    Source: `tf.linalg.tensor_diag_part`.
    """
    if isinstance(input, Tensor) and input.shape.rank == 0:
        return input
    return _tensor_diagonal(input, name=name)
