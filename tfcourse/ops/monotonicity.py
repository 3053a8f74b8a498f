"""Whether elements come in order."""

from tfcourse.core.export import export
from tfcourse.ops.comparison import greater_equal, less
from tfcourse.ops.reductions import reduce_all
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.scopes import scope, tensor_of


@export("math.is_non_decreasing")
def is_non_decreasing(x, name=None):
    """Returns whether no element is smaller than the one before it.

    Args:
      x: Tensor of a real dtype; of more dimensions, row by row.
      name: A name for the operation.

    Returns:
      bool tensor of shape [].

    Example:
      >>> is_non_decreasing([1, 1, 2]).numpy().item()
      True

    Source: `tf.math.is_non_decreasing`.
    """
    with scope(name, "is_non_decreasing"):
        x = reshape(tensor_of(x, "x"), [-1])
        return reduce_all(greater_equal(x[1:], x[:-1]))


@export("math.is_strictly_increasing")
def is_strictly_increasing(x, name=None):
    """Returns whether every element is larger than the one before it.

    Args:
      x: Tensor of a real dtype; of more dimensions, row by row.
      name: A name for the operation.

    Returns:
      bool tensor of shape [].

    Source: `tf.math.is_strictly_increasing`.
    """
    with scope(name, "is_strictly_increasing"):
        x = reshape(tensor_of(x, "x"), [-1])
        return reduce_all(less(x[:-1], x[1:]))
