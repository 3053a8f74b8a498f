"""Which public functions take sparse tensors, and what they then do."""

from tfcourse.core import dtypes
from tfcourse.core.convert import convert
from tfcourse.core.dispatch import register_alternative
from tfcourse.core.dtypes import as_dtype
from tfcourse.ops.casting import cast
from tfcourse.ops.sparse_tensor import SparseTensor

# What leaves zeros as they are.
_UNARY = "abs asin asinh atan atanh cast erf negative sign sin sqrt square tan tanh"


def _of_values(function, x=None, *arguments, **keywords):
    """The alternative of an element-wise function."""
    if not isinstance(x, SparseTensor):
        return NotImplemented
    values = function(x.values, *arguments, **keywords)
    return SparseTensor(x.indices, values, x.dense_shape)


def _shape(function, input=None, out_type=None, name=None):
    if not isinstance(input, SparseTensor):
        return NotImplemented
    return cast(input.dense_shape, as_dtype(out_type or dtypes.int32), name)


def _size(function, input=None, out_type=None, name=None):
    if not isinstance(input, SparseTensor):
        return NotImplemented
    from tfcourse.ops.reductions import reduce_prod

    return cast(reduce_prod(input.dense_shape), as_dtype(out_type or dtypes.int32), name)


def _rank(function, input=None, name=None):
    if not isinstance(input, SparseTensor):
        return NotImplemented
    if input.shape.rank is not None:
        return convert(input.shape.rank)
    return function(input.dense_shape, name=name)


for _name in _UNARY.split():
    register_alternative(_name, _of_values)
    register_alternative(f"math.{_name}", _of_values)
register_alternative("shape", _shape)
register_alternative("size", _size)
register_alternative("rank", _rank)
