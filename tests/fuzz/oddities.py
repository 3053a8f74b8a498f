"""What TensorFlow does by accident or mistake, so that an answer of ours that differs is no find.

Each row is as narrow as it can be: the functions, the way that is compared, in what the answers
differ, and on which operands.
"""

import re
from typing import NamedTuple

import ml_dtypes
import numpy as np

import comparison
from program import INPUTS

# Their derivatives copy numbers or add them up: no factor is 0 or infinite.
_LINEAR = (
    r"identity|cast|reshape|transpose|squeeze|expand_dims|concat|stack|unstack|split|tile|pad|slice|"
    r"strided_slice|roll|reverse|broadcast_to|repeat|gather|gather_nd|boolean_mask|zeros_like|"
    r"ones_like|stop_gradient|meshgrid|image\.(flip_.*|central_crop)|nn\.(space|depth)_to_.*|"
    r"linalg\.(diag|diag_part|band_part|adjoint|matrix_transpose|set_diag)|"
    r"math\.(add|subtract|negative|add_n|real|imag|conj)"
)


class Oddity(NamedTuple):
    """One row.

    Attributes:
        functions: Regular expression on the whole name of the step's function.
        ways: Regular expression on both ways, "TensorFlow, gradient".
        aspects: In what the answers may differ.
        reason: Why that is TensorFlow's fault, or nobody's.
        applies: Function (found, floating operands) -> whether this is the case.
    """

    functions: str
    ways: str
    aspects: tuple[str, ...]
    reason: str
    applies: object = lambda found, operands: True


def _is_extreme(array) -> bool:
    """Says whether an array holds NaN, infinities, or numbers whose squares are not normal."""
    if not array.size:
        return True
    parts = comparison.parts_of(array)
    limits = ml_dtypes.finfo(parts.dtype)
    sizes = np.abs(comparison.doubles(parts))
    least, most = float(limits.smallest_normal) ** 0.5, float(limits.max) ** 0.5
    return bool((~((sizes == 0) | ((sizes >= least) & (sizes <= most)))).any())


def _has_factors(found) -> bool:
    """Says whether some step's derivative multiplies by numbers that depend on the operands."""
    return not all(re.fullmatch(_LINEAR, step.function) for step in found.program.steps)


def _has_extremes(found, operands) -> bool:
    if not _has_factors(found):
        return False
    results = found.results[found.step]
    results = [array for array in results if comparison.is_float(array)]
    return any(map(_is_extreme, [*operands, *results]))


def _has_finite_extremes(found, operands) -> bool:
    """Says the same of finite numbers, and of what arrives from other steps."""
    if not _has_factors(found):
        return False
    arrays = [*operands]
    if len(found.program.steps) > 1:
        values = [*found.program.inputs, *(array for step in found.results for array in step)]
        arrays += filter(comparison.is_float, values)
        given = all(map(_is_finite, filter(comparison.is_float, found.program.inputs)))
        if given and not all(map(_is_finite, arrays)):
            return True
    return any(_is_extreme(np.where(np.isfinite(array), array, 1)) for array in arrays)


def _is_on_branch_cut(found, operands) -> bool:
    has_branches = any(
        re.fullmatch(r"math\.(a(sin|cos|tan)h?|log|log1p|r?sqrt|pow)", step.function)
        for step in found.program.steps
    )
    values = [*found.program.inputs, *(array for step in found.results for array in step)]
    return has_branches and any(
        array.dtype.kind == "c" and (array.imag == 0).any() for array in values
    )


def _is_finite(array) -> bool:
    return bool(np.isfinite(array).all())


def _is_not_finite(found, operands) -> bool:
    return not all(map(_is_finite, operands))


def _is_empty(found, operands) -> bool:
    return any(not array.size for array in operands)


def _has_subnormal_quotient(found, operands) -> bool:
    dividend, divisor = (operands * 2)[:2] if len(operands) == 1 else operands
    with np.errstate(all="ignore"):
        return any(
            comparison.has_subnormals(one / other)
            for one, other in [(dividend, divisor), (divisor, dividend)]
        )


def _has_subnormal_reciprocal(found, operands) -> bool:
    with np.errstate(all="ignore"):
        return any(comparison.has_subnormals(np.reciprocal(array)) for array in operands)


def _overflows_in_some_order(found, operands) -> bool:
    """Says whether finite numbers, or products of them, may overflow when they are added up."""
    total = 1.0
    for array in operands:
        sizes = np.abs(comparison.doubles(comparison.parts_of(array)))
        total *= max(np.sum(sizes, where=np.isfinite(sizes)), 1.0)
    return total > float(ml_dtypes.finfo(comparison.parts_of(operands[0]).dtype).max)


def _has_zeros(found, operands) -> bool:
    return any((array == 0).any() for array in operands)


def _sums_large_logarithms(found, operands) -> bool:
    """Says whether large numbers are operands of the program's sums of logarithms."""
    program = found.program
    return any(
        (np.abs(array) > 1e5).any()
        for step in program.steps
        if step.function == "math.cumulative_logsumexp"
        for at, number in step.origins()
        for array in [(program.inputs if at == INPUTS else found.results[at])[number]]
    )


def _goes_through_swish(found, operands) -> bool:
    return any(step.function in ("nn.silu", "nn.swish") for step in found.program.steps)


ODDITIES = [
    Oddity(
        r"math\.reduce_prod",
        "TensorFlow, second.*",
        ("value",),
        "the gradient is made of cumulative products, whose own is none where a factor is 0",
        _has_zeros,
    ),
    Oddity(
        r"math\.unsorted_segment_prod",
        "TensorFlow, second.*",
        ("NaN or not",),
        "the gradient divides by a factor that is 0 beside what is chosen, so that its own is NaN",
        _has_zeros,
    ),
    Oddity(
        ".*",
        "TensorFlow, .*(gradient|tangents|second).*",
        ("NaN or not", "infinity or not"),
        "the derivative of x * sigmoid(x) is one factor in TensorFlow, the sum of two products "
        "here: of an infinite gradient these are NaN",
        _goes_through_swish,
    ),
    Oddity(
        r"math\.reduce_(sum|mean)|matmul|tensordot|einsum|linalg\.matvec|nn\.(depthwise_)?conv.*",
        "TensorFlow, .*",
        ("NaN or not", "infinity or not"),
        "a sum that overflows in one order of addends, before infinity, does not in another",
        _overflows_in_some_order,
    ),
    Oddity(
        r"math\.(xdivy|xlogy|xlog1py)",
        "TensorFlow, .*",
        ("sign of zero",),
        "a product with a factor of -0 is 0 or -0, as the element is in a vector of four or not",
    ),
    Oddity(
        r"tensor_scatter_nd_(min|max)|math\.(maximum|minimum|(unsorted_)?segment_(min|max))",
        "TensorFlow, .*",
        ("sign of zero",),
        "which of two zeros of both signs is less depends on their order and on the shapes",
    ),
    Oddity(
        r"math\.bessel_i1e",
        "TensorFlow, .*",
        ("sign of zero",),
        "the odd Bessel function loses the sign of -0",
    ),
    Oddity(
        r"math\.cumulative_logsumexp",
        "TensorFlow, .*",
        ("NaN or not", "infinity or not"),
        "sums of logarithms take inf - inf, and leave NaN out or not by its place",
        _is_not_finite,
    ),
    Oddity(
        r"math\.(floordiv|floormod|mod)|truncatediv|truncatemod",
        ".*",
        ("value", "sign of zero", "NaN or not"),
        "a quotient that is subnormal is taken for 0, of which the floor is not -1",
        _has_subnormal_quotient,
    ),
    Oddity(
        r"math\.reciprocal(_no_nan)?",
        ".*",
        ("value", "infinity or not"),
        "a reciprocal that is subnormal is taken for 0, of which there is none",
        _has_subnormal_reciprocal,
    ),
    Oddity(
        r"searchsorted",
        "TensorFlow, .*",
        ("value",),
        "NaN has no place in an order",
        lambda found, operands: any(np.isnan(array).any() for array in operands),
    ),
    Oddity(
        ".*",
        "TensorFlow, second.*",
        ("value",),
        "second derivatives near 0 are differences of numbers that are much larger",
        lambda found, operands: any(
            ((array != 0) & (np.abs(array) < 1e-2)).any() for array in operands
        ),
    ),
    Oddity(
        r"math\.(divide|truediv|reciprocal|divide_no_nan|reciprocal_no_nan)",
        "TensorFlow, .*",
        ("NaN or not", "infinity or not", "value"),
        "a complex number divided by an infinite one is 0 or NaN, by formula",
        lambda found, operands: operands[0].dtype.kind == "c" and _is_not_finite(found, operands),
    ),
    Oddity(
        r"math\.bessel_i.e",
        "TensorFlow, second.*",
        ("NaN or not",),
        "the derivative at 0 is chosen beside a division by 0, which makes its derivative NaN",
        _has_zeros,
    ),
    Oddity(
        ".*",
        "TensorFlow, .*(gradient|tangents|derivative).*",
        ("value", "None or not"),
        "derivatives of cumulative_logsumexp are taken by logarithms of the gradient, which large "
        "numbers swallow",
        _sums_large_logarithms,
    ),
    Oddity(
        ".*",
        "TensorFlow, (second|tangents).*",
        ("value",),
        "derivatives on a branch cut take the sign of a zero imaginary part from rounding",
        _is_on_branch_cut,
    ),
    Oddity(
        r"math\.cumprod",
        "TensorFlow, .*(gradient|tangents|derivative).*",
        ("value",),
        "the gradient of complex products lacks a conjugate",
        lambda found, operands: operands[0].dtype.kind == "c",
    ),
    Oddity(
        r"nn\.weighted_cross_entropy_with_logits",
        "TensorFlow, .*",
        ("NaN or not",),
        "an infinite weight times what is subnormal, and taken for 0, is NaN",
        _has_extremes,
    ),
    Oddity(
        r"math\.(floordiv|floormod|mod)|truncatediv|truncatemod",
        "XLA, .*",
        ("value",),
        "XLA multiplies by the reciprocal of one divisor for all, so that 0.1 / 0.001 is below 100",
    ),
    Oddity(
        r"nn\.batch_normalization",
        "TensorFlow, .*(function|flow|shapes)",
        ("NaN or not",),
        "in a graph TensorFlow takes x - x for 0 where x is NaN",
    ),
    Oddity(
        r"math\.erfc?",
        "TensorFlow, .*",
        ("NaN or not",),
        "erf of an infinite double is NaN",
        _is_not_finite,
    ),
    Oddity(
        r"sort|argsort|math\.top_k|gather_nd|nn\.softmax_cross_entropy_with_logits",
        "TensorFlow, .*",
        ("exception",),
        "gradients of some functions of nothing are refused",
        lambda found, operands: _is_empty(found, operands) or "gather_nd" in repr(found.program),
    ),
    Oddity(
        r"math\.(unsorted_)?segment_(max|min)",
        "TensorFlow, tangents.*",
        ("NaN or not",),
        "tangents of no rows are 0/0, where those of all other functions of nothing are 0",
        _is_empty,
    ),
    Oddity(
        ".*",
        "TensorFlow, .*gradient.*",
        ("NaN or not", "infinity or not"),
        "where squares of numbers overflow or vanish, so may products in a gradient, depending on "
        "the order of factors",
        _has_finite_extremes,
    ),
    Oddity(
        ".*",
        "TensorFlow, tangents.*",
        ("value",),
        "where numbers of earlier steps are very large or small, a tangent in between is "
        "subnormal, and taken for 0",
        lambda found, operands: (
            len(found.program.steps) > 1 and _has_finite_extremes(found, operands)
        ),
    ),
    Oddity(
        ".*",
        "TensorFlow, (tangents|second).*",
        ("NaN or not", "infinity or not"),
        "tangents, which TensorFlow computes as a gradient's gradient, and second derivatives are "
        "0 times infinity or not, where numbers are infinite or their squares are, depending on "
        "the order of factors",
        _has_extremes,
    ),
]

# How often each row explained a difference.
counts = [0] * len(ODDITIES)


def explains(found, operands) -> bool:
    """Says whether a difference is TensorFlow's oddity.

    Args:
        found: The `Found`.
        operands: The step's floating operands, as arrays.
    """
    name = found.program.steps[found.step].function
    for index, oddity in enumerate(ODDITIES):
        if (
            re.fullmatch(oddity.functions, name)
            and re.fullmatch(oddity.ways, ", ".join(found.ways))
            and found.aspect in oddity.aspects
            and oddity.applies(found, operands)
        ):
            counts[index] += 1
            return True
    return False
