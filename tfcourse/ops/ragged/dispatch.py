"""Which public functions and operators take ragged tensors, and what they then do."""

import functools
import inspect

import numpy as np

from tfcourse.core.convert import convert
from tfcourse.core.dispatch import register_alternative
from tfcourse.core.dtypes import as_dtype
from tfcourse.ops import bitwise, comparison, division, math
from tfcourse.ops.casting import cast
from tfcourse.ops.counting import bincount
from tfcourse.ops.elementwise import exp
from tfcourse.ops.embedding import embedding_lookup
from tfcourse.ops.gather import gather, gather_nd
from tfcourse.ops.joining import concat
from tfcourse.ops.ragged import arithmetic
from tfcourse.ops.ragged.arithmetic import elementwise, ragged_cumsum, ragged_gather, reduce
from tfcourse.ops.ragged.functions import (
    is_ragged,
    ragged_concat,
    ragged_expand_dims,
    ragged_stack,
)
from tfcourse.ops.ragged.indexing import getitem
from tfcourse.ops.ragged.tensor import RaggedTensor
from tfcourse.ops.reshaping import reshape
from tfcourse.ops.shapes import size

# Element-wise functions by the number of their operands.
_UNARY = """
    abs acos acosh asin asinh atan atanh bitcast cast ceil cos cosh digamma erf erfc exp expm1 floor
    invert is_finite is_inf is_nan lgamma log log1p log_sigmoid logical_not negative
    nn.dropout nn.elu nn.gelu nn.leaky_relu nn.relu nn.relu6 nn.selu nn.sigmoid nn.silu nn.softplus
    nn.softsign nn.swish nn.tanh one_hot ones_like reciprocal rint round rsqrt saturate_cast sigmoid
    sign sin sinh sqrt square tan tanh zeros_like
    io.decode_base64 io.encode_base64 strings.as_string strings.length strings.lower
    strings.regex_full_match strings.regex_replace strings.strip strings.substr
    strings.to_hash_bucket strings.to_hash_bucket_fast strings.to_hash_bucket_strong
    strings.to_number strings.unicode_script strings.unicode_transcode strings.upper
"""
_BINARY = """
    add atan2 divide divide_no_nan equal floordiv floormod greater greater_equal less less_equal
    logical_and logical_or logical_xor maximum minimum mod multiply multiply_no_nan not_equal pow
    realdiv squared_difference subtract truediv truncatediv truncatemod xdivy xlogy
"""
_TERNARY = "clip_by_value where"


def _elementwise(operand_count):
    """Returns the alternative of an element-wise function."""

    def alternative(function, *arguments, **keywords):
        if not is_ragged([*arguments, *keywords.values()]):
            return NotImplemented
        given = inspect.signature(function).bind(*arguments, **keywords).arguments
        names = list(given)
        operands = [given[name] for name in names[:operand_count]]
        options = {name: given[name] for name in names[operand_count:]}
        if not any(isinstance(item, RaggedTensor) for item in operands):
            return NotImplemented
        return elementwise(functools.partial(_in_order, function, names), *operands, **options)

    return alternative


def _in_order(function, names, *operands, **options):
    """Calls a function with its operands by their names, as some follow options."""
    return function(**dict(zip(names, operands, strict=False)), **options)


def _takes(position, name):
    """Returns a decorator for an alternative that is asked only for a ragged argument."""

    def decorate(alternative):
        @functools.wraps(alternative)
        def asked(function, *arguments, **keywords):
            value = arguments[position] if len(arguments) > position else keywords.get(name)
            if not is_ragged(value):
                return NotImplemented
            keywords.pop("name", None)
            return alternative(*arguments, **keywords)

        return asked

    return decorate


def _reduction(kind):
    @_takes(0, "input_tensor")
    def alternative(input_tensor, axis=None, keepdims=False):
        return reduce(kind, input_tensor, axis, keepdims)

    return alternative


def _other_reduction(function):
    @_takes(0, "input_tensor")
    def alternative(input_tensor, axis=None, keepdims=False):
        return function(input_tensor, axis, keepdims)

    return alternative


def _list_of_operands(function, inputs, *arguments, **keywords):
    """The alternative of a function that takes a list of operands: `add_n`, `strings.join`."""
    if not is_ragged(inputs):
        return NotImplemented
    return elementwise(lambda *flat: function(list(flat), *arguments, **keywords), *inputs)


@_takes(0, "inputs")
def _reduce_join(inputs, axis=None, keepdims=False, separator=""):
    return arithmetic.reduce_join(inputs, axis, keepdims, separator)


@_takes(0, "values")
def _concat(values, axis):
    return ragged_concat(list(values), axis)


@_takes(0, "values")
def _stack(values, axis=0):
    return ragged_stack(list(values), axis)


@_takes(0, "input")
def _expand_dims(input, axis):
    return ragged_expand_dims(input, axis)


@_takes(0, "input")
def _size(input, out_type=None):
    return size(input.flat_values, out_type)


@_takes(0, "input")
def _rank(input):
    return convert(input.shape.rank)


@_takes(0, "tensor")
def _reverse(tensor, axis):
    result = tensor
    for item in axis:
        at = item % tensor.shape.rank
        keys = (*[slice(None)] * at, slice(None, None, -1))
        result = getitem(result, keys)
    return result


@_takes(0, "input")
def _tile(input, multiples):
    result = input
    for axis, count in enumerate(np.asarray(multiples).tolist()):
        result = ragged_concat([result] * count, axis) if count != 1 else result
    return result


@_takes(0, "input")
def _squeeze(input, axis=None):
    axes = [axis] if isinstance(axis, int) else axis
    if axes is None:
        raise ValueError("Ragged.squeeze must have an axis argument.")
    result = input
    for item in sorted((item % input.shape.rank for item in axes), reverse=True):
        result = getitem(result, (*[slice(None)] * item, 0))
    return result


@_takes(0, "params")
def _gather_nd(params, indices, batch_dims=0):
    indices = convert(indices)
    position, inner = indices[..., 0], params
    for column in range(1, indices.shape[-1]):
        if not isinstance(inner, RaggedTensor):
            return gather_nd(inner, concat([position[..., None], indices[..., column:]], -1))
        position = gather(inner.row_splits, position) + cast(
            indices[..., column], inner.row_splits.dtype
        )
        inner = inner.values
    return ragged_gather(inner, position)


def _gather(function, params, indices, validate_indices=None, axis=None, batch_dims=0, name=None):
    if not is_ragged([params, indices]):
        return NotImplemented
    return ragged_gather(params, indices, axis, batch_dims)


@_takes(1, "ids")
def _embedding_lookup(params, ids, max_norm=None):
    return elementwise(lambda flat: embedding_lookup(params, flat, max_norm), ids)


@_takes(0, "x")
def _cumsum(x, axis=0, exclusive=False, reverse=False):
    return ragged_cumsum(x, axis, exclusive, reverse)


@_takes(0, "logits")
def _softmax(logits, axis=None):
    if axis not in (None, -1, logits.shape.rank - 1) or logits.ragged_rank != logits.shape.rank - 1:
        raise ValueError(f"tf.nn.softmax on a ragged tensor needs its last axis. Received {axis}.")
    largest = reduce("max", logits, -1, keepdims=True)
    powers = elementwise(exp, elementwise(math.subtract, logits, _rows(largest, logits)))
    return elementwise(division.divide, powers, _rows(reduce("sum", powers, -1, True), powers))


def _rows(reduced, like):
    """Returns one number per row as a ragged tensor with the rows of another."""
    flat = reduced.flat_values if isinstance(reduced, RaggedTensor) else reduced
    inner = like
    while isinstance(inner.values, RaggedTensor):
        inner = inner.values
    return like.with_flat_values(gather(reshape(flat, [-1]), inner.value_rowids()))


@_takes(0, "arr")
def _bincount(arr, weights=None, minlength=None, maxlength=None, axis=None, **options):
    def flat(weights):
        return weights.flat_values if isinstance(weights, RaggedTensor) else weights

    if axis != -1:
        bounds = {"minlength": minlength, "maxlength": maxlength}
        return bincount(arr.flat_values, flat(weights), **bounds, **options)
    # Rows of one length, filled with a number that is behind the last that is counted.
    length = size(bincount(arr.flat_values, None, minlength, maxlength), arr.dtype)
    rows = arr.to_tensor(length)
    weights = weights.to_tensor() if isinstance(weights, RaggedTensor) else weights
    return bincount(rows, weights, length, length, axis=-1, **options)


_SPECIAL = {
    "add_n": _list_of_operands,
    "concat": _concat,
    "math.bincount": _bincount,
    "cumsum": _cumsum,
    "expand_dims": _expand_dims,
    "gather": _gather,
    "math.reduce_std": _other_reduction(arithmetic.reduce_std),
    "math.reduce_variance": _other_reduction(arithmetic.reduce_variance),
    "gather_nd": _gather_nd,
    "nn.embedding_lookup": _embedding_lookup,
    "nn.softmax": _softmax,
    "rank": _rank,
    "reduce_all": _other_reduction(arithmetic.reduce_all),
    "reduce_any": _other_reduction(arithmetic.reduce_any),
    "reduce_max": _reduction("max"),
    "reduce_mean": _other_reduction(arithmetic.reduce_mean),
    "reduce_min": _reduction("min"),
    "reduce_prod": _reduction("prod"),
    "reduce_sum": _reduction("sum"),
    "reverse": _reverse,
    "size": _size,
    "stack": _stack,
    "squeeze": _squeeze,
    "strings.join": _list_of_operands,
    "strings.reduce_join": _reduce_join,
    "tile": _tile,
}


def _register():
    for operand_count, names in enumerate((_UNARY, _BINARY, _TERNARY), 1):
        alternative = _elementwise(operand_count)
        for name in names.split():
            register_alternative(name, alternative)
            if "." not in name:
                register_alternative(f"math.{name}", alternative)
    for name, alternative in _SPECIAL.items():
        register_alternative(name, alternative)


_register()


def _operator(function, is_reflected=False):
    def operator(x, y):
        if y is None:
            return NotImplemented
        return elementwise(function, y, x) if is_reflected else elementwise(function, x, y)

    return operator


def _bits_or_logic(on_bits, on_logic):
    def choose(x, y):
        return (on_logic if getattr(x, "dtype", None) == as_dtype("bool") else on_bits)(x, y)

    return choose


_OPERATORS = {
    "add": math.add,
    "sub": math.subtract,
    "mul": math.multiply,
    "truediv": division.truediv,
    "floordiv": division.floordiv,
    "mod": division.floormod,
    "pow": math.pow,
    "and": _bits_or_logic(bitwise.bitwise_and, comparison.logical_and),
    "or": _bits_or_logic(bitwise.bitwise_or, comparison.logical_or),
    "xor": _bits_or_logic(bitwise.bitwise_xor, comparison.logical_xor),
}
for _name, _function in _OPERATORS.items():
    setattr(RaggedTensor, f"__{_name}__", _operator(_function))
    setattr(RaggedTensor, f"__r{_name}__", _operator(_function, is_reflected=True))
for _name, _function in {
    "lt": comparison.less,
    "le": comparison.less_equal,
    "gt": comparison.greater,
    "ge": comparison.greater_equal,
    "eq": comparison.equal,
    "ne": comparison.not_equal,
}.items():
    setattr(RaggedTensor, f"__{_name}__", _operator(_function))
RaggedTensor.__neg__ = lambda x: elementwise(math.negative, x)
RaggedTensor.__abs__ = lambda x: elementwise(math.abs, x)
RaggedTensor.__invert__ = lambda x: elementwise(comparison.logical_not, x)
