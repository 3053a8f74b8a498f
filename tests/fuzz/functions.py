"""The functions that programs call: name -> how to draw operands and keywords."""

import numpy as np

from drafts import (
    ALL,
    COMMON_INTEGERS,
    COMPLEX,
    FLOATS,
    INEXACT,
    INTEGERS,
    NUMBERS,
    PLAIN,
    REALS,
    SINGLES,
    Draft,
    Row,
    numbers,
)
from families import FAMILIES


def _unary(dtypes, **keywords):
    def build(draft):
        return [draft.some(dtypes)], {k: draft.chosen(v) for k, v in keywords.items()}

    return build


def _binary(dtypes):
    def build(draft):
        first = draft.some(dtypes)
        operands = [first, draft.like(first)]
        return (operands[::-1] if draft.chance(2) else operands), {}

    return build


def _pair(dtypes, **keywords):
    """Two operands of one shape."""

    def build(draft):
        first = draft.some(dtypes)
        return [first, draft.same(first)], {k: draft.chosen(v) for k, v in keywords.items()}

    return build


def _maybe(draft, keywords, name, value):
    if not draft.chance(3):
        keywords[name] = value


def _reduction(dtypes):
    def build(draft):
        operand = draft.some(dtypes)
        keywords = {}
        if draft.chance(3):
            rank = draft.value(operand).ndim
            keywords["axis"] = draft.chosen([[], list(range(rank)), [0, -1], [0]])
        elif not draft.chance(3):
            keywords["axis"] = draft.axis(operand)
        if draft.chance(3):
            keywords["keepdims"] = True
        return [operand], keywords

    return build


def _along(dtypes, rank=1, **choices):
    """One operand and an axis of it."""

    def build(draft):
        operand = draft.some(dtypes, rank=rank)
        keywords = {"axis": draft.axis(operand)}
        for name, values in choices.items():
            _maybe(draft, keywords, name, draft.chosen(values))
        return [operand], keywords

    return build


def _shape_of(draft, size):
    """Returns a shape for so many elements, with -1 now and then."""
    fits = {
        0: [[0], [0, 3], [2, 0], [-1]],
        1: [[], [1], [1, 1], [-1]],
        6: [[6], [3, -1], [2, 1, 3]],
    }
    shapes = fits.get(size, [[size], [-1], [1, -1], [size, 1]])
    if draft.chance(12):
        return draft.chosen([[4], [-1, -1], [2, -1], [-2], [0, -1], [-1, 0]])
    return draft.chosen(shapes)


def _reshape(draft):
    operand = draft.some(ALL)
    return [operand], {"shape": _shape_of(draft, draft.value(operand).size)}


def _transpose(draft):
    operand = draft.some(ALL)
    rank = draft.value(operand).ndim
    keywords = {}
    _maybe(draft, keywords, "perm", _permutation(draft, rank))
    return [operand], keywords


def _permutation(draft: Draft, rank):
    remaining, order = list(range(rank)), []
    while remaining:
        order.append(remaining.pop(draft.chosen(list(range(len(remaining))))))
    return order


def _squeeze(draft):
    operand = draft.some(ALL)
    keywords = {}
    ones = [axis for axis, size in enumerate(draft.value(operand).shape) if size == 1]
    if draft.chance(10):
        keywords["axis"] = draft.axis(operand)
    elif ones and draft.chance(2):
        keywords["axis"] = [draft.chosen(ones)]
    return [operand], keywords


def _expand_dims(draft):
    operand = draft.some(ALL)
    return [operand], {"axis": draft.axis(operand, beyond=1)}


def _several(dtypes, alike=True, least=1):
    def build(draft):
        first = draft.some(dtypes)
        others = draft.chosen([least - 1, least, least + 1])
        return [tuple([first] + [draft.same(first) for _ in range(others)])], {}

    return build


def _joined(function):
    def build(draft):
        operands, _ = _several(ALL)(draft)
        return operands, {"axis": draft.axis(operands[0][0], beyond=function == "stack")}

    return build


def _split(draft):
    operand = draft.some(ALL, rank=1)
    axis = draft.axis(operand)
    value = draft.value(operand)
    size = value.shape[axis] if -value.ndim <= axis < value.ndim else 1
    parts = [1, size or 1, 2, 3, [size], [1, size - 1], [1, -1], [0, size], [-1]]
    return [operand], {"num_or_size_splits": draft.chosen(parts), "axis": axis}


def _tile(draft):
    operand = draft.some(ALL)
    rank = draft.value(operand).ndim
    return [operand], {"multiples": [draft.chosen([1, 2, 0, 3]) for _ in range(rank)]}


def _pad(draft):
    operand = draft.some(ALL)
    rank = draft.value(operand).ndim
    paddings = [[draft.chosen([0, 1, 2]), draft.chosen([1, 0, 2])] for _ in range(rank)]
    keywords = {"paddings": paddings}
    if rank and draft.chance(2):
        keywords["mode"] = draft.chosen(["REFLECT", "SYMMETRIC", "CONSTANT"])
    return [operand], keywords


def _slice(draft):
    operand = draft.some(ALL)
    shape = draft.value(operand).shape
    begin = [draft.chosen([0, min(1, size), size]) for size in shape]
    size = [draft.chosen([-1, 0, min(1, n - b)]) for n, b in zip(shape, begin, strict=True)]
    return [operand], {"begin": begin, "size": size}


def _strided_slice(draft):
    operand = draft.some(ALL, rank=1)
    rank = draft.value(operand).ndim
    count = draft.chosen(list(range(1, rank + 1)))
    keywords = {
        "begin": [draft.chosen([0, 1, -1, -2, 5]) for _ in range(count)],
        "end": [draft.chosen([2, 1, -1, 0, 9, -9]) for _ in range(count)],
        "strides": [draft.chosen([1, 2, -1, -2]) for _ in range(count)],
    }
    for mask in ("begin_mask", "end_mask", "shrink_axis_mask", "new_axis_mask", "ellipsis_mask"):
        if draft.chance(3):
            keywords[mask] = draft.chosen([1, 2]) if mask != "ellipsis_mask" else 1
    return [operand], keywords


def _roll(draft):
    operand = draft.some(ALL, rank=1)
    return [operand], {"shift": draft.chosen([1, -1, 2, 0, 7]), "axis": draft.axis(operand)}


def _reverse(draft):
    operand = draft.some(ALL)
    rank = draft.value(operand).ndim
    axes = [[], list(range(rank))] + ([[draft.axis(operand)]] if rank else [])
    return [operand], {"axis": draft.chosen(axes)}


def _broadcast_to(draft):
    operand = draft.some(ALL)
    shape = [size if size != 1 else draft.chosen([1, 2]) for size in draft.value(operand).shape]
    return [operand], {"shape": draft.chosen([[], [2], [1, 2], [0]]) + shape}


def _repeat(draft):
    operand = draft.some(ALL)
    keywords = {"repeats": draft.chosen([2, 1, 0, [2]])}
    _maybe(draft, keywords, "axis", draft.axis(operand))
    return [operand], keywords


def _where(draft):
    first = draft.some(ALL)
    second = draft.like(first)
    shape = draft.value(first).shape
    return [draft.some(("bool",), [shape, (), shape[-1:]]), first, second], {}


def _indices(draft, size, shape, dtypes=COMMON_INTEGERS, beyond=True):
    """Adds indices below a size, now and then one beyond."""
    values = list(range(size)) or [0]
    if beyond and draft.chance(15):
        values = [*values, size, -1]
    return draft.new(draft.chosen(dtypes), shape, values)


def _gather(draft):
    operand = draft.some(ALL, rank=1)
    value = draft.value(operand)
    keywords = {}
    axis = 0
    if draft.chance(2):
        axis = keywords["axis"] = draft.axis(operand)
    size = value.shape[axis] if -value.ndim <= axis < value.ndim else 1
    shape = draft.chosen([(2,), (), (3,), (2, 2), (0,)])
    if axis >= 1 and draft.chance(3):
        keywords["batch_dims"] = 1
        shape = (value.shape[0], *shape)
    return [operand, _indices(draft, size, shape)], keywords


def _gather_nd(draft):
    operand = draft.some(ALL, rank=1)
    value = draft.value(operand)
    depth = draft.chosen(list(range(value.ndim + 1)))
    shape = (*draft.chosen([(2,), (), (3,), (0,), (2, 1)]), depth)
    return [operand, _indices(draft, min(value.shape[:depth] or (1,)), shape)], {}


def _tensor_scatter(draft):
    operand = draft.some(NUMBERS, rank=1)
    value = draft.value(operand)
    depth = draft.chosen(list(range(1, value.ndim + 1)))
    rows = draft.chosen([(2,), (1,), (3,), (0,)])
    indices = _indices(draft, min(value.shape[:depth]), (*rows, depth))
    return [operand, indices, draft.new(value.dtype.name, rows + value.shape[depth:])], {}


def _scatter_nd(draft):
    rows, rest = draft.chosen([(2,), (3,), (0,)]), draft.chosen([(), (2,)])
    indices = _indices(draft, 3, (*rows, 1), ("int32",))
    return [indices, draft.new(draft.chosen(NUMBERS), rows + rest)], {"shape": [3, *rest]}


def _segment(draft):
    operand = draft.some(REALS, rank=1)
    rows = draft.value(operand).shape[0]
    dtype = draft.chosen(COMMON_INTEGERS)

    def ids(random):
        steps = [random.choice([0, 0, 1]), *(random.choice([0, 1, 0, 2]) for _ in range(rows))]
        return np.cumsum(steps, dtype=dtype)[:rows]

    return [operand, draft.add(ids)], {}


def _unsorted_segment(draft):
    operand = draft.some(REALS, rank=1)
    rows = draft.value(operand).shape[0]
    ids = draft.new(draft.chosen(COMMON_INTEGERS), (rows,), [0, 1, 2, 0, -1])
    return [operand, ids], {"num_segments": draft.chosen([3, 4])}


def _matmul(draft):
    first = draft.some(NUMBERS, rank=2)
    value = draft.value(first)
    keywords = {}
    inner = value.shape[-1]
    if draft.chance(4):
        keywords["transpose_a"] = True
        inner = value.shape[-2]
    shape = (inner, draft.chosen([1, 2, 3]))
    if draft.chance(4):
        keywords["transpose_b"] = True
        shape = shape[::-1]
    if draft.chance(15):
        return [first, draft.like(first)], keywords
    lead = value.shape[:-2] if draft.chance(2) else ()
    return [first, draft.some((value.dtype.name,), [lead + shape])], keywords


def _matvec(draft):
    first = draft.some(NUMBERS, rank=2)
    value = draft.value(first)
    return [first, draft.some((value.dtype.name,), [(*value.shape[:-2], value.shape[-1])])], {}


def _tensordot(draft):
    first = draft.some(NUMBERS, rank=1)
    value = draft.value(first)
    if draft.chance(4):
        return [first, draft.like(first)], {"axes": 0}
    shape = (value.shape[-1], *draft.chosen([(), (2,)]))
    return [first, draft.some((value.dtype.name,), [shape])], {"axes": 1}


def _cast(draft):
    return [draft.some(ALL)], {"dtype": draft.chosen(ALL)}


def _saturate_cast(draft):
    # NumPy warns of the limits of wider integers, which are no floats, here and in TensorFlow.
    return [draft.some((*FLOATS, "int32", "int8", "uint8"))], {"dtype": draft.chosen(REALS)}


def _one_hot(draft):
    keywords = {"depth": draft.chosen([3, 0, 5])}
    _maybe(draft, keywords, "axis", draft.chosen([-1, 0, 1]))
    if draft.chance(2):
        keywords["dtype"] = draft.chosen(ALL)
    return [draft.some(("int32", "int64", "uint8", "int8"))], keywords


def _clip(draft):
    operand = draft.some(REALS)
    dtype = draft.value(operand).dtype.name
    limits = [draft.some((dtype,), [(), draft.value(operand).shape]) for _ in range(2)]
    return [operand, *limits], {}


def _moments(draft):
    operand = draft.some(FLOATS, rank=1)
    axes = [[0], [-1], list(range(draft.value(operand).ndim))]
    return [operand], {"axes": draft.chosen(axes), "keepdims": draft.chosen([False, True])}


def _top_k(draft):
    operand = draft.some(REALS, rank=1)
    size = draft.value(operand).shape[-1]
    return [operand], {"k": draft.chosen([min(1, size), size, min(2, size), size + 1])}


def _bias_add(draft):
    operand = draft.some(NUMBERS, rank=2)
    value = draft.value(operand)
    return [operand, draft.some((value.dtype.name,), [value.shape[-1:]])], {}


def _sparse_cross_entropy(draft):
    logits = draft.some(FLOATS, rank=1)
    value = draft.value(logits)
    return [_indices(draft, value.shape[-1], value.shape[:-1]), logits], {}


def _weighted_cross_entropy(draft):
    labels = draft.some(FLOATS)
    dtype = draft.value(labels).dtype.name
    return [labels, draft.same(labels), draft.some((dtype,), [()])], {}


def _batch_normalization(draft):
    x = draft.some(SINGLES, rank=1)
    value = draft.value(x)
    others = [draft.some((value.dtype.name,), [value.shape[-1:]]) for _ in range(4)]
    return [x, *others], {"variance_epsilon": 0.001}


def _boolean_mask(draft):
    operand = draft.some(ALL, rank=1)
    return [operand, draft.some(("bool",), [draft.value(operand).shape[:1]])], {}


def _searchsorted(draft):
    dtype = draft.chosen(["float32", "int32", "float64", "int64"])
    shape = draft.chosen([(3,), (0,), (5,)])
    line = draft.add(lambda random: np.sort(numbers(random, dtype, shape)))
    side = draft.chosen(["left", "right"])
    return [line, draft.new(dtype, draft.chosen([(2,), (3,)]))], {"side": side}


def _sequence_mask(draft):
    keywords = {}
    _maybe(draft, keywords, "maxlen", draft.chosen([3, 0, 5]))
    return [draft.new(draft.chosen(COMMON_INTEGERS), (3,), [0, 1, 2, 4, -1])], keywords


def _bincount(draft):
    keywords = {}
    if draft.chance(2):
        keywords["minlength"] = draft.chosen([0, 5])
    if draft.chance(3):
        keywords["maxlength"] = draft.chosen([2, 4])
    return [draft.new("int32", draft.chosen([(3,), (0,), (5,), (2, 2)]), [0, 1, 2, 4])], keywords


def _shifted(draft):
    first = draft.some(INTEGERS)
    value = draft.value(first)
    bits = value.dtype.itemsize * 8
    return [first, draft.new(value.dtype.name, value.shape, [0, 1, 3, bits - 1])], {}


def _ordered(build, position=0):
    """A row of which one operand has no NaN, which TensorFlow puts anywhere."""

    def build_ordered(draft):
        operands, keywords = build(draft)
        value = draft.value(operands[position])
        if np.isnan(value).any():
            operands[position] = draft.new(value.dtype.name, value.shape, PLAIN)
        return operands, keywords

    return Row(build_ordered, ordered=position)


def _cumulative(dtypes):
    return _along(dtypes, exclusive=[True, False], reverse=[True, False])


def _polyval(draft):
    operands, _ = _several(SINGLES)(draft)
    return [operands[0], draft.like(operands[0][0])], {}


_ELEMENTWISE = {
    "exp expm1 log log1p sqrt rsqrt sin cos tan sinh cosh tanh asin acos atan asinh acosh atanh"
    " reciprocal sigmoid square negative": INEXACT,
    "erf erfc erfinv lgamma digamma floor ceil rint softplus softsign is_nan is_inf is_finite"
    " special.expint log_sigmoid ndtri reciprocal_no_nan bessel_i0e bessel_i1e": FLOATS,
    "abs negative square sign": NUMBERS,
    "round sign abs": REALS,
    "real imag conj angle": (*COMPLEX, *SINGLES),
    "logical_not": ("bool",),
}
_BINARY = {
    "add subtract multiply divide truediv not_equal equal squared_difference": NUMBERS,
    "maximum minimum floordiv mod floormod less less_equal greater greater_equal": REALS,
    "pow": (*INEXACT, *COMMON_INTEGERS),
    "atan2 divide_no_nan xdivy xlogy xlog1py multiply_no_nan nextafter": FLOATS,
    "logical_and logical_or logical_xor": ("bool",),
}
_ACTIVATIONS = "relu relu6 elu selu leaky_relu silu softplus softsign gelu crelu swish l2_loss"

FUNCTIONS: dict[str, Row] = {**FAMILIES}
for _names, _dtypes in _ELEMENTWISE.items():
    FUNCTIONS |= {f"math.{name}": Row(_unary(_dtypes)) for name in _names.split()}
for _names, _dtypes in _BINARY.items():
    FUNCTIONS |= {f"math.{name}": Row(_binary(_dtypes)) for name in _names.split()}
FUNCTIONS |= {f"nn.{name}": Row(_unary(FLOATS), True) for name in _ACTIVATIONS.split()}
FUNCTIONS |= {
    f"math.reduce_{name}": Row(_reduction(NUMBERS), True) for name in ("sum", "mean", "prod")
}
FUNCTIONS |= {f"math.reduce_{name}": Row(_reduction(REALS)) for name in ("max", "min")}
FUNCTIONS |= {f"math.reduce_{name}": Row(_reduction(("bool",))) for name in ("all", "any")}
FUNCTIONS |= {
    f"math.reduce_{name}": Row(_reduction(SINGLES), True)
    for name in ("std", "variance", "logsumexp", "euclidean_norm")
}
FUNCTIONS |= {f"math.segment_{name}": Row(_segment, True) for name in ("sum", "mean", "prod")}
FUNCTIONS |= {f"math.segment_{name}": _ordered(_segment) for name in ("max", "min")}
FUNCTIONS |= {
    f"math.unsorted_segment_{name}": Row(_unsorted_segment, True)
    for name in ("sum", "prod", "mean", "sqrt_n")
}
FUNCTIONS |= {
    f"math.unsorted_segment_{name}": _ordered(_unsorted_segment) for name in ("max", "min")
}
FUNCTIONS |= {
    f"tensor_scatter_nd_{name}": Row(_tensor_scatter, True) for name in ("add", "sub", "update")
}
FUNCTIONS |= {f"tensor_scatter_nd_{name}": _ordered(_tensor_scatter, -1) for name in ("max", "min")}
# Its zeros are never negative in TensorFlow, whose quantiles it takes.
FUNCTIONS["math.erfinv"] = Row(_unary(FLOATS), True)
FUNCTIONS |= {f"bitwise.bitwise_{name}": Row(_binary(INTEGERS)) for name in ("and", "or", "xor")}
FUNCTIONS |= {
    "math.count_nonzero": Row(_reduction(ALL)),
    "math.argmax": Row(_along(REALS)),
    "math.argmin": Row(_along(REALS)),
    "math.cumsum": Row(_cumulative(NUMBERS), True),
    "math.cumprod": Row(_cumulative(NUMBERS), True),
    # Its exclusive sums begin with log(0), whose tangent is 0 here and nan in TensorFlow.
    "math.cumulative_logsumexp": Row(_along(SINGLES, reverse=[True, False]), True),
    "math.add_n": Row(_several(NUMBERS), True),
    "math.polyval": Row(_polyval, True),
    "math.top_k": _ordered(_top_k),
    "math.l2_normalize": Row(_along(FLOATS), True),
    "math.bincount": Row(_bincount),
    "math.zero_fraction": Row(_unary(NUMBERS)),
    "truncatediv": Row(_binary(REALS)),
    "truncatemod": Row(_binary(REALS)),
    "bitwise.invert": Row(_unary(INTEGERS)),
    "bitwise.left_shift": Row(_shifted),
    "bitwise.right_shift": Row(_shifted),
    "cast": Row(_cast),
    "saturate_cast": Row(_saturate_cast),
    "bitcast": Row(lambda draft: ([draft.some(REALS)], {"type": draft.chosen(REALS)})),
    "clip_by_value": Row(_clip),
    "clip_by_norm": Row(_unary(SINGLES, clip_norm=[1.0, 0.5, 100.0]), True),
    "identity": Row(_unary(ALL)),
    "stop_gradient": Row(_unary(ALL)),
    "shape": Row(_unary(ALL)),
    "size": Row(_unary(ALL)),
    "rank": Row(_unary(ALL)),
    "zeros_like": Row(_unary(ALL)),
    "ones_like": Row(_unary(ALL)),
    "reshape": Row(_reshape),
    "transpose": Row(_transpose),
    "squeeze": Row(_squeeze),
    "expand_dims": Row(_expand_dims),
    "concat": Row(_joined("concat")),
    "stack": Row(_joined("stack")),
    "unstack": Row(_along(ALL)),
    "split": Row(_split),
    "tile": Row(_tile),
    "pad": Row(_pad),
    "slice": Row(_slice),
    "strided_slice": Row(_strided_slice),
    "roll": Row(_roll),
    "reverse": Row(_reverse),
    "broadcast_to": Row(_broadcast_to),
    "repeat": Row(_repeat),
    "where": Row(_where),
    "gather": Row(_gather),
    "gather_nd": Row(_gather_nd),
    "scatter_nd": Row(_scatter_nd, True),
    "boolean_mask": Row(_boolean_mask),
    "searchsorted": Row(_searchsorted),
    "sequence_mask": Row(_sequence_mask),
    "one_hot": Row(_one_hot),
    "sort": _ordered(_along(REALS, direction=["ASCENDING", "DESCENDING"])),
    "argsort": _ordered(_along(REALS, direction=["ASCENDING", "DESCENDING"])),
    "matmul": Row(_matmul, True),
    "tensordot": Row(_tensordot, True),
    "linalg.matvec": Row(_matvec, True),
    "linalg.trace": Row(lambda draft: ([draft.some(NUMBERS, rank=2)], {}), True),
    "linalg.diag": Row(lambda draft: ([draft.some(ALL, rank=1)], {})),
    "linalg.diag_part": Row(lambda draft: ([draft.some(ALL, rank=2)], {})),
    "linalg.band_part": Row(
        lambda draft: (
            [draft.some(ALL, rank=2)],
            {"num_lower": draft.chosen([0, 1, -1]), "num_upper": draft.chosen([0, 1, -1])},
        )
    ),
    "linalg.norm": Row(_along(SINGLES, ord=[1, 2, "euclidean"], keepdims=[True]), True),
    "linalg.adjoint": Row(lambda draft: ([draft.some(NUMBERS, rank=2)], {})),
    "nn.softmax": Row(_along(FLOATS), True),
    "nn.log_softmax": Row(_along(FLOATS), True),
    "nn.moments": Row(_moments, True),
    "nn.bias_add": Row(_bias_add),
    "nn.batch_normalization": Row(_batch_normalization, True),
    "nn.softmax_cross_entropy_with_logits": Row(
        lambda draft: _labelled(draft, draft.some(FLOATS, rank=1)), True
    ),
    "nn.sigmoid_cross_entropy_with_logits": Row(
        lambda draft: _labelled(draft, draft.some(FLOATS)), True
    ),
    "nn.sparse_softmax_cross_entropy_with_logits": Row(_sparse_cross_entropy, True),
    "nn.weighted_cross_entropy_with_logits": Row(_weighted_cross_entropy, True),
}


def _labelled(draft, logits):
    return [draft.same(logits), logits], {}
