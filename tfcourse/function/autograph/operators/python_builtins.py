"""Builtins over tensors."""

import builtins
import functools
import sys

from tfcourse.core import dtypes
from tfcourse.core.tensor import Tensor
from tfcourse.function.autograph.operators.iterables import builtin_for
from tfcourse.function.autograph.operators.tensors import is_tensor
from tfcourse.function.map_fn import map_fn
from tfcourse.ops.casting import cast
from tfcourse.ops.gather import gather
from tfcourse.ops.ordering import argsort, sort
from tfcourse.ops.printing import print_
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.ranges import range_
from tfcourse.ops.shapes import shape
from tfcourse.ops.string_numbers import to_number


def overloaded(function):
    """Returns what stands for a builtin in converted code: the builtin itself if nothing does.

    Args:
      function: A builtin.
    """
    try:
        return _overloads.get(function, function)
    except TypeError:
        return function


def _int(value=0, *base):
    if isinstance(value, Tensor):
        if value.dtype is dtypes.string:
            return to_number(value, dtypes.int32)
        return cast(value, dtypes.int32)
    return builtins.int(value, *base)


def _float(value=0.0):
    if isinstance(value, Tensor):
        if value.dtype is dtypes.string:
            return to_number(value, dtypes.float32)
        return cast(value, dtypes.float32)
    return builtins.float(value)


def length(value):
    """Returns the length of anything; of a tensor, a tensor if it is not known yet.

    Raises:
      ValueError: if it is a scalar tensor.
    """
    if isinstance(value, RaggedTensor):
        return value.nrows()
    if not is_tensor(value):
        registered = builtin_for(value, "len")
        return registered(value) if registered is not None else builtins.len(value)
    if value.shape.rank == 0:
        raise ValueError(f"len requires a non-scalar tensor, got one of shape {shape(value)}")
    static = None if value.shape.rank is None else value.shape[0]
    return shape(value)[0] if static is None else static


def _range(*bounds):
    if any(is_tensor(bound) for bound in bounds):
        return range_(*bounds)
    return builtins.range(*bounds)


def _sorted(iterable, *, key=None, reverse=False):
    if not isinstance(iterable, Tensor):
        return builtins.sorted(iterable, key=key, reverse=reverse)
    direction = "DESCENDING" if reverse else "ASCENDING"
    if key is None:
        return sort(iterable, direction=direction)
    return gather(iterable, argsort(map_fn(key, iterable), direction=direction))


def _print(*values, sep=" ", end="\n", **options):
    if any(isinstance(value, Tensor) for value in values):
        print_(*values, output_stream=sys.stdout, sep=sep, end=end)
    else:
        builtins.print(*values, sep=sep, end=end, **options)


def _by_class(name):
    """Returns a builtin that a class of its iterables may replace."""
    function = getattr(builtins, name)

    @functools.wraps(function)
    def chosen(*args, **kwargs):
        found = {builtin_for(value, name) for value in args} - {None}
        return (found.pop() if len(found) == 1 else function)(*args, **kwargs)

    return chosen


_overloads = {
    builtins.int: _int,
    builtins.float: _float,
    builtins.len: length,
    builtins.range: _range,
    builtins.sorted: _sorted,
    builtins.print: _print,
} | {
    getattr(builtins, name): _by_class(name)
    for name in ("abs", "all", "any", "enumerate", "filter", "map", "next", "zip")
}
