"""Errors for shapes that do not fit, as kernels word them and as shape inference does."""

from tfcourse.core import errors
from tfcourse.core.kernels import brackets


def invalid_argument(message: str, graph_message: str | None = None, at_run_time: bool = False):
    """Returns the error that a kernel raises for operands that do not fit.

    Args:
      message: What TensorFlow's kernel says.
      graph_message: What its shape inference says, where that differs.
      at_run_time: Whether shape inference does not look at it.
    """
    error = errors.InvalidArgumentError(None, None, message)
    error.graph_message = graph_message
    error.at_run_time = at_run_time
    return error


def unequal(message: str, one: int, other: int):
    """Returns the error for two dimensions that should be equal."""
    return invalid_argument(message, f"Dimensions must be equal, but are {one} and {other}")


def unequal_shapes(first, other, source: str = "") -> str:
    """Returns how shape inference says that two shapes cannot be merged.

    Args:
      first: A shape.
      other: Another.
      source: Where they come from: a line after a line break and a tab.
    """
    if len(first) != len(other):
        return f"Shapes must be equal rank, but are {len(first)} and {len(other)}{source}"
    axis = next(axis for axis in range(len(first)) if first[axis] != other[axis])
    return (
        f"Dimension {axis} in both shapes must be equal, but are {first[axis]} and {other[axis]}. "
        f"Shapes are {brackets(first)} and {brackets(other)}.{source}"
    )


def check_matrices(*operands, square: bool = False) -> None:
    """Checks that the operands of a kernel of linear algebra are matrices or batches of them.

    Args:
      *operands: Arrays.
      square: Whether the first must hold square matrices.

    Raises:
      InvalidArgumentError: if one has fewer than two dimensions, or is not square.
    """
    for index, operand in enumerate(operands):
        if operand.ndim < 2:
            raise invalid_argument(
                f"Input tensor {index} must have rank >= 2, got {operand.ndim}",
                f"Shape must be at least rank 2 but is rank {operand.ndim}",
            )
    if square and operands[0].shape[-1] != operands[0].shape[-2]:
        raise unequal("Input matrix must be square.", *operands[0].shape[-2:])
