"""What makes a construct one over tensors, and the checks that all of them share."""

from tfcourse.core import dtypes, nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.function.autograph.variables import is_undefined
from tfcourse.function.results import to_tensor
from tfcourse.ops.reshaping import reshape


def is_tensor(value) -> bool:
    """Says whether a value is a tensor or a variable."""
    return isinstance(value, Tensor | Variable)


def scalar_condition(condition, statement):
    """Returns a condition as a scalar bool tensor.

    Args:
      condition: A tensor or variable.
      statement: What it is the condition of, in errors.

    Raises:
      ValueError: if it is no scalar bool.
    """
    tensor = condition if isinstance(condition, Tensor) else convert(condition)
    is_bool = tensor.dtype is dtypes.bool
    if is_bool and tensor.shape.num_elements() in (1, None):
        return as_scalar(tensor)
    cast = "" if is_bool else "; to use as boolean Tensor, use `tf.cast`"
    raise ValueError(
        f"condition of {statement} expected to be `tf.bool` scalar, got {tensor}{cast}; to "
        "check for None, use `is not None`"
    )


def as_scalar(tensor):
    """Returns a tensor of one element as a scalar, and others as they are."""
    is_one = isinstance(tensor, Tensor) and tensor.shape.rank and tensor.shape.num_elements() == 1
    return reshape(tensor, []) if is_one else tensor


def dtype_of(value):
    """Returns the dtype that a value has as a tensor."""
    return value.dtype if isinstance(value, Tensor) else convert(value).dtype


def flat(structure) -> list:
    """Returns the tensors of a structure, those inside of ragged tensors and the like too."""
    return nest.flatten(structure, expand_composites=True)


def as_tensors(structure):
    """Returns a structure with tensors of this graph in place of its leaves."""
    return nest.map_structure(_as_tensor, structure, expand_composites=True)


def _as_tensor(value):
    if value is None or is_undefined(value):
        return value
    tensor = value if isinstance(value, Tensor) else convert(value)
    return tensor if context.graph is None else context.graph.element(tensor)


def check_convertible(structure, function, inner):
    """Checks that a branch's or body's result can be tensors.

    Args:
      structure: The result.
      function: The construct, as the error names it.
      inner: Its part, as the error names it.

    Raises:
      TypeError: if something in it cannot be a tensor.
    """
    place = f"<function {function}.<locals>.{inner} at {hex(id(inner))}>"
    for value in flat(structure):
        if not is_tensor(value) and value is not None:
            to_tensor(value, place)
