"""Operators of Python on tensors, which know the gate's short way by heart.

An operator finds the program of its operation by the forms of its operands. Where one is a number,
it finds by the number, too, which tensor that becomes. All else goes the way that it is given.
"""

from collections.abc import Callable

from tfcourse.core import dtypes, tiers
from tfcourse.core.context import context
from tfcourse.core.convert import to_array
from tfcourse.core.fusion import Waiting
from tfcourse.core.shortcuts import MOST
from tfcourse.core.tensor import EagerTensor, new_tensor
from tfcourse.core.variable import Variable

_NUMBER_DTYPES = frozenset((dtypes.float32, dtypes.float64, dtypes.int32, dtypes.int64))


def _tensor_of_number(number, dtype):
    """Returns what a number becomes beside a tensor of a dtype; None where that is not certain."""
    if dtype not in _NUMBER_DTYPES or (type(number) is float and dtype.is_integer):
        return None
    try:
        return EagerTensor(to_array(number, dtype))
    except (TypeError, ValueError):
        return None


def _learn(op, fits, numbers, key, operands):
    """Keeps what an operator needs to know about a number the next time it meets it."""
    x, y = operands
    if x is None or y is None or not fits(x.dtype):
        return
    known = op.shortcuts.get((x.form, y.form))
    if known is not None:
        if len(numbers) >= MOST:
            numbers.clear()
        function, form, _ = known
        numbers[key] = function, form, x, y


def _constant(constants, number, kind, dtype):
    """Returns the one tensor that a number becomes beside tensors of a dtype, or None."""
    key = (number or repr(number), kind, dtype)
    tensor = constants.get(key)
    if tensor is None:
        if len(constants) >= MOST:
            constants.clear()
        tensor = constants[key] = _tensor_of_number(number, dtype)
    return tensor


def _again(op, fits, x, y):
    """Returns the result of an operation on a tensor that waits; None where the gate must look."""
    row = context.row
    if row is None or y is None or op.check is not None or not fits(x._dtype):
        return None
    outputs = row.again(op, (x, y), ())
    if outputs is None:
        return None
    if op.is_differentiable:
        for tape in context.tapes:
            tape.record(op, (), (x, y), outputs)
    return outputs[0]


def _any(dtype):
    return True


def _finishing(op) -> Callable:
    """Returns what runs a program that an operator has found, and lets the tapes record."""
    records = op.is_differentiable

    def finish(run, tapes, function, form, x, y):
        result = new_tensor(EagerTensor)
        result.array = run(function, x.array, y.array)
        result.form = form
        result._dtype = form.dtype
        if records:
            for tape in tapes:
                tape.record_binary(op, x, y, result)
        return result

    return finish


def from_left(op, otherwise: Callable, fits: Callable = _any) -> Callable:
    """Returns an operator for an eager tensor or a variable on the left.

    Args:
      op: The `Op` of two operands and no attributes that it is.
      otherwise: What to call with a tensor and the other operand where the short way is not known.
      fits: Says of a dtype whether the operator is that operation for it.
    """
    shortcuts, numbers, constants, finish = op.shortcuts, {}, {}, _finishing(op)

    def binary_op_wrapper(x, y):
        run = context.run
        if run is None or tiers.mode == "xla":
            return otherwise(x if type(x) is EagerTensor else x.handle.read(), y)
        tapes, kind = context.tapes, type(y)
        if type(x) is not EagerTensor:
            x = x.handle.read_by(tapes) if tapes else x.handle.tensor
        if kind is float or kind is int:
            # Zeros are equal whatever their sign.
            key = (y or repr(y), kind, x.form)
            known = numbers.get(key)
            if known is None:
                if type(x.form) is Waiting:
                    number = _constant(constants, y, kind, x._dtype)
                    result = _again(op, fits, x, number)
                    return (
                        otherwise(x, y if number is None else number) if result is None else result
                    )
                result = otherwise(x, y)
                _learn(op, fits, numbers, key, (x, _tensor_of_number(y, x._dtype)))
                return result
            function, form, _, y = known
        else:
            if kind is Variable:
                y = y.handle.read_by(tapes) if tapes else y.handle.tensor
            elif kind is not EagerTensor:
                return otherwise(x, y)
            known = shortcuts.get((x.form, y.form))
            if known is None or not fits(x._dtype):
                result = _again(op, fits, x, y)
                return otherwise(x, y) if result is None else result
            function, form, _ = known
        return finish(run, tapes, function, form, x, y)

    return binary_op_wrapper


def from_right(op, otherwise: Callable, fits: Callable = _any) -> Callable:
    """Returns an operator for a tensor or variable on the right and a number; as `from_left`."""
    numbers, constants, finish = {}, {}, _finishing(op)

    def r_binary_op_wrapper(y, x):
        run, kind = context.run, type(x)
        if run is None or tiers.mode == "xla" or not (kind is float or kind is int):
            return otherwise(y if type(y) is EagerTensor else y.handle.read(), x)
        tapes = context.tapes
        if type(y) is not EagerTensor:
            y = y.handle.read_by(tapes) if tapes else y.handle.tensor
        key = (x or repr(x), kind, y.form)
        known = numbers.get(key)
        if known is None:
            if type(y.form) is Waiting:
                number = _constant(constants, x, kind, y._dtype)
                result = None if number is None else _again(op, fits, number, y)
                return otherwise(y, x if number is None else number) if result is None else result
            result = otherwise(y, x)
            _learn(op, fits, numbers, key, (_tensor_of_number(x, y._dtype), y))
            return result
        function, form, x, _ = known
        return finish(run, tapes, function, form, x, y)

    return r_binary_op_wrapper
