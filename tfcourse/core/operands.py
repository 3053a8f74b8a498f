"""From what a user passes to an operation to tensors whose dtypes fit the op's signature."""

import numpy as np

from tfcourse.core import dtypes
from tfcourse.core.convert import converter_of, holds_tensor
from tfcourse.core.tensor import Tensor


def dtype_of_tensor(value):
    """Returns the dtype of a tensor or of what converts to one (a variable); None for data."""
    if isinstance(value, Tensor):
        return value.dtype
    if isinstance(value, (int, float, np.ndarray, str, bytes, np.generic)):
        return None
    if isinstance(value, (list, tuple)):
        return _first_dtype(value) if holds_tensor(value) else None
    # Shapes convert, but have no dtype of their own.
    return dtypes.as_dtype(value.dtype) if converter_of(value) and hasattr(value, "dtype") else None


def _first_dtype(values):
    """Returns the dtype of the first tensor in a nested list."""
    return next(filter(None, map(dtype_of_tensor, values)))


def default_dtype(op, argument):
    """Returns the dtype a Python value prefers where no tensor decides: the attribute's default."""
    if argument.attribute is None or op.signature is None:
        return None
    default = op.signature.attributes[argument.attribute].default
    return dtypes.from_enum_name.get(default)


def convert_operands(op, operands, to_tensor, mismatch):
    """Converts operands to tensors and checks that dtypes agree where the signature says so.

    The first tensor among the operands of a type attribute decides its dtype; Python data follows.

    Args:
      op: The `Op`.
      operands: One value per operand, a list where the operand is one.
      to_tensor: Called with (argument, item, wanted dtype or None, index in its list).
      mismatch: Called with (argument, index among all items, tensor, wanted, name of the operand
        that decided) where dtypes differ; must return the exception to raise.

    Returns:
      A tensor, or list of them, per operand, and the dtype of each type attribute.
    """
    by_attribute: dict = {}
    decided_by: dict = {}
    unequal = None
    for argument, operand in zip(op.inputs, operands, strict=True):
        if argument.attribute is not None and argument.attribute not in by_attribute:
            for item in operand if argument.is_list else (operand,):
                dtype = dtype_of_tensor(item)
                if dtype is not None:
                    by_attribute[argument.attribute] = dtype
                    break
    converted, total = [], 0
    for argument, operand in zip(op.inputs, operands, strict=True):
        # A list whose items have a dtype each (`list(type)`) ties them to nothing.
        is_mixed = argument.is_list and argument.count is None
        items = []
        for index, item in enumerate(operand if argument.is_list else (operand,)):
            wanted = argument.dtype
            if argument.attribute is not None and not is_mixed:
                wanted = by_attribute.get(argument.attribute)
            tensor = to_tensor(argument, item, wanted, index)
            if wanted is not None and tensor.dtype is not wanted:
                name = decided_by.get(argument.attribute, argument.name)
                unequal = unequal or mismatch(argument, total, tensor, wanted, name)
            elif argument.attribute is not None and not is_mixed:
                by_attribute[argument.attribute] = tensor.dtype
                decided_by.setdefault(argument.attribute, argument.name)
            items.append(tensor)
            total += 1
        converted.append(items if argument.is_list else items[0])
    # That the op does not take the first operand's dtype is the caller's to say, and goes first.
    if unequal is not None and forbidden_dtype(op, by_attribute) is None:
        raise unequal
    return converted, by_attribute


def forbidden_dtype(op, by_attribute):
    """Returns (attribute, dtype) of the first dtype that the op does not take, or None."""
    for attribute, dtype in by_attribute.items():
        allowed = op.allowed.get(attribute)
        if allowed is not None and dtype not in allowed:
            return attribute, dtype
    return None
