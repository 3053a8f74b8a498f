"""JAX's primitives in NumPy: name -> the Python expression for an equation.

An entry is a template over operand names, or a function (writer, equation, *operands) that returns
the expression and may keep constants with `writer.constant`.
"""

import math

import numpy as np

from tfcourse.core.host import indexing, loops, matrices, products, semantics, sums


def _template(text):
    return lambda writer, equation, *operands: text.format(*operands)


def _operator(text, ufunc):
    """Returns a rule that uses Python's operator for real numbers.

    On NumPy's scalars, which is what has no dimensions, it takes a tenth of the time of a ufunc;
    the results are the same.
    """

    def rule(writer, equation, *operands):
        is_real = equation.invars[0].aval.dtype.kind in "fiu"
        if ufunc.startswith(("add", "multiply")):
            # The order makes no difference, but that what is the same is written the same.
            operands = sorted(operands)
        return (text if is_real else f"np.{ufunc}").format(*operands)

    return rule


def _integer_pow(writer, equation, operand):
    exponent = equation.params["y"]
    if exponent == 2:
        return f"{operand} * {operand}"
    if exponent == 3:
        return f"{operand} * ({operand} * {operand})"
    return f"{writer.constant(semantics.integer_power)}({operand}, {exponent})"


def _call(function, *parameters):
    """Returns a rule that calls a helper with operands and parameters of the equation."""

    def rule(writer, equation, *operands):
        passed = [writer.constant(equation.params[name]) for name in parameters]
        return f"{writer.constant(function)}({', '.join([*operands, *passed])})"

    return rule


def _output(equation):
    return equation.outvars[0].aval


def _is_integer(equation) -> bool:
    return equation.invars[0].aval.dtype.kind in "iub"


def _by_kind(integer, other):
    """Returns a rule that depends on whether the first operand holds integers."""

    def rule(writer, equation, *operands):
        chosen = integer if _is_integer(equation) else other
        return chosen(writer, equation, *operands)

    return rule


def _not_complex(rule):
    def checked(writer, equation, *operands):
        if equation.invars[0].aval.dtype.kind == "c":
            raise semantics.unfit("a complex operand")
        return rule(writer, equation, *operands)

    return checked


def _convert(writer, equation, operand):
    source, target = equation.invars[0].aval.dtype, np.dtype(equation.params["new_dtype"])
    if source == target:
        return operand
    dtype = writer.constant(target)
    if target.kind == "b":
        return f"np.not_equal({operand}, 0)"
    if source.kind == "c" and target.kind != "c":
        return f"np.real({operand}).astype({dtype})"
    if source.kind == "f" and target.kind in "iu":
        return f"{writer.constant(semantics.float_to_integer)}({operand}, {dtype})"
    return f"{operand}.astype({dtype})"


def _broadcast_in_dim(writer, equation, operand, *dynamic):
    shape = equation.params["shape"]
    before = equation.invars[0].aval.shape
    if not shape and not before:
        return operand
    spread = [1] * len(shape)
    for size, axis in zip(before, equation.params["broadcast_dimensions"], strict=True):
        spread[axis] = size
    reshaped = operand if tuple(spread) == before else f"{operand}.reshape({tuple(spread)})"
    return (
        reshaped
        if tuple(spread) == tuple(shape)
        else f"np.broadcast_to({reshaped}, {tuple(shape)})"
    )


def _reshape(writer, equation, operand, *dynamic):
    if equation.params.get("dimensions") is not None:
        raise semantics.unfit("a reshape that transposes")
    return f"{operand}.reshape({tuple(_output(equation).shape)})"


def _iota(writer, equation, *dynamic):
    shape, axis = equation.params["shape"], equation.params["dimension"]
    line = np.arange(shape[axis]).astype(equation.params["dtype"])
    spread = [1] * len(shape)
    spread[axis] = shape[axis]
    return writer.constant(np.broadcast_to(line.reshape(spread), shape))


def _slice(writer, equation, operand):
    starts, limits = equation.params["start_indices"], equation.params["limit_indices"]
    strides = equation.params["strides"] or (1,) * len(starts)
    parts = (f"{a}:{b}:{s}" for a, b, s in zip(starts, limits, strides, strict=True))
    return f"{operand}[{', '.join(parts)}]"


def _dot_general(writer, equation, left, right):
    (contract_left, contract_right), (batch_left, batch_right) = equation.params[
        "dimension_numbers"
    ]
    a, b = (variable.aval for variable in equation.invars)
    out = _output(equation)
    is_plain = not batch_left and max(a.ndim, b.ndim) <= 2 and len(contract_left) == 1
    if is_plain and a.dtype == b.dtype == out.dtype:
        return _matrix_product(writer, equation, left, right)
    free_left = [d for d in range(a.ndim) if d not in (*contract_left, *batch_left)]
    free_right = [d for d in range(b.ndim) if d not in (*contract_right, *batch_right)]
    batch = [a.shape[d] for d in batch_left]
    inner = int(np.prod([a.shape[d] for d in contract_left], dtype=int))
    rows = int(np.prod([a.shape[d] for d in free_left], dtype=int))
    columns = int(np.prod([b.shape[d] for d in free_right], dtype=int))
    left_text = (
        f"np.transpose({left}, {(*batch_left, *free_left, *contract_left)})"
        f".reshape({(*batch, rows, inner)})"
    )
    right_text = (
        f"np.transpose({right}, {(*batch_right, *contract_right, *free_right)})"
        f".reshape({(*batch, inner, columns)})"
    )
    dtype = writer.constant(np.dtype(out.dtype))
    product = f"np.matmul({left_text}, {right_text}).reshape({tuple(out.shape)})"
    return f"{product}.astype({dtype}, copy=False)"


def _matrix_product(writer, equation, left, right):
    """Writes a product of matrices or vectors in which one axis of each is summed."""
    ((left_axis,), (right_axis,)), _ = equation.params["dimension_numbers"]
    a, b = (variable.aval for variable in equation.invars)
    out, addends = _output(equation), a.shape[left_axis]
    sides = [(left, a, left_axis), (right, b, right_axis)]
    matrix, vector = sides if b.size == addends else sides[::-1]
    if vector[1].size == addends:
        # Of one dimension, a vector is a column to TensorFlow.
        template = products.template(
            out.size, addends, matrix[2] == 1, vector[2] == 1, np.dtype(out.dtype)
        )
        if template is not None:
            product = template.format(*(_with_axis_first(*side) for side in (matrix, vector)))
            return product + (f".reshape({tuple(out.shape)})" if out.ndim else "[0]")
    # A single element np.dot multiplies by, and 0 * nan is 0 then.
    function = "matmul" if 1 in (a.size, b.size) else "dot"
    return f"np.{function}({left}{'.T' * (left_axis < a.ndim - 1)}, {right}{'.T' * right_axis})"


def _with_axis_first(operand, aval, axis):
    """Writes a matrix or vector as a matrix whose first axis is the one given."""
    return operand + (("", ".T")[axis] if aval.ndim == 2 else "[:, None]")


def _reduce(ufunc, initial=None):
    def rule(writer, equation, operand):
        aval = equation.invars[0].aval
        axes = tuple(equation.params["axes"])
        extra = ""
        if initial is not None:
            extra = f", initial={writer.constant(initial(np.dtype(aval.dtype)))}"
        typed = ""
        if ufunc in ("add", "multiply") and aval.dtype.kind in "biu":
            # NumPy adds small integers as large ones.
            typed = f", dtype={writer.constant(np.dtype(aval.dtype))}"
        if len(axes) == aval.ndim:
            axes = None
        reduce = writer.constant(getattr(np, ufunc).reduce)
        return f"{reduce}({operand}, {axes}{typed}{extra})"

    return rule


def _reduce_sum(writer, equation, operand):
    aval = equation.invars[0].aval
    axes, dtype = tuple(equation.params["axes"]), np.dtype(aval.dtype)
    if all(aval.shape[axis] == 1 for axis in axes):
        # A single value is its sum, also where it is -0.0.
        if not equation.outvars[0].aval.shape:
            return f"{operand}[{', '.join('0' * aval.ndim)}]" if aval.ndim else operand
        return f"{operand}.reshape({equation.outvars[0].aval.shape})"
    leading = aval.ndim - len(axes)
    is_trailing = axes == tuple(range(leading, aval.ndim))
    count = math.prod(aval.shape[leading:])
    if dtype not in (np.float32, np.float64) or not is_trailing or count < sums.width(dtype):
        return _reduce("add")(writer, equation, operand)
    if len(axes) > 1:
        operand = f"np.reshape({operand}, {(*aval.shape[:leading], count)})"
    total = sums.sum_of((*aval.shape[:leading], count), dtype)
    return f"{writer.constant(total)}({operand})"


def _while(writer, equation, *operands):
    if equation.params["cond_jaxpr"].out_avals[0].shape:
        raise semantics.unfit("a loop whose rows end at different times")
    test, test_cost = writer.nested(equation.params["cond_jaxpr"])
    step, step_cost = writer.nested(equation.params["body_jaxpr"])
    counts = equation.params["cond_nconsts"], equation.params["body_nconsts"]
    return (
        f"{writer.constant(loops.run_while)}(budget, {test}, {counts[0]}, {step}, {counts[1]}, "
        f"{test_cost + step_cost:.3f}, {', '.join(operands)})"
    )


def _cond(writer, equation, *operands):
    branches = [writer.nested(branch)[0] for branch in equation.params["branches"]]
    return (
        f"{writer.constant(loops.run_branch)}(budget, ({', '.join(branches)},), "
        f"{', '.join(operands)})"
    )


def _accumulate(ufunc):
    def rule(writer, equation, operand):
        axis = equation.params["axis"]
        dtype = writer.constant(np.dtype(equation.invars[0].aval.dtype))
        if equation.params["reverse"]:
            flipped = f"np.flip({operand}, {axis})"
            return f"np.flip(np.{ufunc}.accumulate({flipped}, {axis}, {dtype}), {axis})"
        return f"np.{ufunc}.accumulate({operand}, {axis}, {dtype})"

    return rule


def _arg(function):
    def rule(writer, equation, operand):
        (axis,) = equation.params["axes"]
        dtype = writer.constant(np.dtype(equation.params["index_dtype"]))
        return f"np.{function}({operand}, {axis}).astype({dtype})"

    return rule


def _select(writer, equation, which, *cases):
    if equation.invars[0].aval.dtype != bool or len(cases) != 2:
        raise semantics.unfit("a selection among many")
    return f"np.where({which}, {cases[1]}, {cases[0]})"


def _round(writer, equation, operand):
    if int(equation.params["rounding_method"]) != 1:
        raise semantics.unfit("rounding away from zero")
    return f"np.rint({operand})"


def _bitcast(writer, equation, operand):
    target = np.dtype(equation.params["new_dtype"])
    if target.itemsize != np.dtype(equation.invars[0].aval.dtype).itemsize:
        raise semantics.unfit("a bitcast between sizes")
    return f"{operand}.view({writer.constant(target)})"


def _split(writer, equation, operand):
    ends = tuple(int(end) for end in np.cumsum(equation.params["sizes"])[:-1])
    return f"np.split({operand}, {ends}, {equation.params['axis']})"


def _plainly(rule, **required):
    """Returns a rule that applies only where parameters of the equation have these values."""

    def checked(writer, equation, *operands):
        for name, value in required.items():
            if equation.params.get(name) != value:
                raise semantics.unfit(f"{name} other than {value}")
        return rule(writer, equation, *operands)

    return checked


def _if_few(rule):
    """Returns a rule for at most a thousand elements: Python computes them one by one."""

    def checked(writer, equation, *operands):
        if _output(equation).size > 1000:
            raise semantics.unfit("many elements")
        return rule(writer, equation, *operands)

    return checked


def _lowest(dtype):
    if dtype.kind == "b":
        return np.False_
    return dtype.type(-np.inf) if dtype.kind == "f" else np.iinfo(dtype).min


def _highest(dtype):
    if dtype.kind == "b":
        return np.True_
    return dtype.type(np.inf) if dtype.kind == "f" else np.iinfo(dtype).max


TABLE = {
    "abs": _template("np.abs({})"),
    "acos": _template("np.arccos({})"),
    "acosh": _template("np.arccosh({})"),
    "add": _operator("{} + {}", "add({}, {})"),
    "add_any": _operator("{} + {}", "add({}, {})"),
    "and": _template("np.bitwise_and({}, {})"),
    "argmax": _arg("argmax"),
    "argmin": _arg("argmin"),
    "asin": _template("np.arcsin({})"),
    "asinh": _template("np.arcsinh({})"),
    "atan": _template("np.arctan({})"),
    "atan2": _template("np.arctan2({}, {})"),
    "atanh": _template("np.arctanh({})"),
    "bitcast_convert_type": _bitcast,
    "broadcast_in_dim": _broadcast_in_dim,
    "cbrt": _template("np.cbrt({})"),
    "ceil": _template("np.ceil({})"),
    "cholesky": _call(matrices.cholesky),
    "clamp": _template("np.minimum(np.maximum({1}, {0}), {2})"),
    "complex": _call(semantics.make_complex),
    "concatenate": lambda writer, equation, *operands: (
        f"np.concatenate(({', '.join(operands)},), {equation.params['dimension']})"
    ),
    "conj": _template("np.conj({})"),
    "convert_element_type": _convert,
    "cond": _cond,
    "copy": _template("{}"),
    "copy_p": _template("{}"),
    "cos": _template("np.cos({})"),
    "cosh": _template("np.cosh({})"),
    "cumlogsumexp": _accumulate("logaddexp"),
    "cummax": _not_complex(_accumulate("maximum")),
    "cummin": _not_complex(_accumulate("minimum")),
    "cumprod": _accumulate("multiply"),
    "cumsum": _accumulate("add"),
    "div": _by_kind(_call(semantics.divide_integers), _operator("{} / {}", "divide({}, {})")),
    "dot_general": _dot_general,
    "dynamic_slice": _call(indexing.dynamic_slice, "slice_sizes"),
    "dynamic_update_slice": _call(indexing.dynamic_update_slice),
    "eig": _plainly(
        _call(matrices.eig, "compute_right_eigenvectors"), compute_left_eigenvectors=False
    ),
    "eigh": _plainly(_call(matrices.eigh, "lower"), sort_eigenvalues=True, subset_by_index=None),
    "eq": _template("np.equal({}, {})"),
    "erf": _if_few(_call(semantics.erf)),
    "erfc": _if_few(_call(semantics.erfc)),
    "exp": _template("np.exp({})"),
    "exp2": _template("np.exp2({})"),
    "expm1": _template("np.expm1({})"),
    "floor": _template("np.floor({})"),
    "gather": _call(indexing.gather, "dimension_numbers", "slice_sizes", "mode", "fill_value"),
    "ge": _not_complex(_template("np.greater_equal({}, {})")),
    "gt": _not_complex(_template("np.greater({}, {})")),
    "imag": _template("np.imag({})"),
    "integer_pow": _integer_pow,
    "iota": _iota,
    "is_finite": _template("np.isfinite({})"),
    "le": _not_complex(_template("np.less_equal({}, {})")),
    "log": _template("np.log({})"),
    "log1p": _template("np.log1p({})"),
    "logistic": _template("1 / (1 + np.exp(-{}))"),
    "lt": _not_complex(_template("np.less({}, {})")),
    "lu": _call(matrices.lu),
    "max": _not_complex(_by_kind(_template("np.maximum({}, {})"), _call(semantics.maximum))),
    "min": _not_complex(_by_kind(_template("np.minimum({}, {})"), _call(semantics.minimum))),
    "mul": _operator("{} * {}", "multiply({}, {})"),
    "ne": _template("np.not_equal({}, {})"),
    "neg": _template("np.negative({})"),
    "nextafter": _template("np.nextafter({}, {})"),
    "not": _template("np.invert({})"),
    "one_minus_square": _template("np.subtract(1, np.square({}))"),
    "or": _template("np.bitwise_or({}, {})"),
    "pad": _call(indexing.pad, "padding_config"),
    "population_count": lambda writer, equation, operand: (
        f"np.bitwise_count({operand}).astype({writer.constant(_output(equation).dtype)})"
    ),
    # Its exponent may be of another type, which to NumPy makes it float64.
    "pow": lambda writer, equation, *operands: (
        f"np.power({', '.join(operands)}, dtype={writer.constant(_output(equation).dtype)})"
    ),
    "qr": _plainly(_call(matrices.qr, "full_matrices"), pivoting=False),
    "real": _template("np.real({})"),
    "reduce_and": _reduce("bitwise_and"),
    "reduce_max": _not_complex(_reduce("maximum", _lowest)),
    "reduce_min": _not_complex(_reduce("minimum", _highest)),
    "reduce_or": _reduce("bitwise_or"),
    "reduce_prod": _reduce("multiply"),
    "reduce_sum": _reduce_sum,
    "reduce_xor": _reduce("bitwise_xor"),
    "rem": _by_kind(_call(semantics.remainder_of_integers), _template("np.fmod({}, {})")),
    "reshape": _reshape,
    "rev": lambda writer, equation, operand: f"np.flip({operand}, {equation.params['dimensions']})",
    "round": _round,
    "rsqrt": _template("1 / np.sqrt({})"),
    "scatter": _call(indexing.scatter_set, "dimension_numbers", "mode"),
    "scatter-add": _call(indexing.scatter_add, "dimension_numbers", "mode"),
    "scatter-max": _call(indexing.scatter_max, "dimension_numbers", "mode"),
    "scatter-min": _call(indexing.scatter_min, "dimension_numbers", "mode"),
    "scatter-mul": _call(indexing.scatter_mul, "dimension_numbers", "mode"),
    "scatter-sub": _call(indexing.scatter_sub, "dimension_numbers", "mode"),
    "select_n": _select,
    "shift_left": _call(semantics.shift_left),
    "shift_right_arithmetic": _call(semantics.shift_right_arithmetic),
    "shift_right_logical": _call(semantics.shift_right_logical),
    "sign": _not_complex(_call(semantics.sign)),
    "sin": _template("np.sin({})"),
    "sinh": _template("np.sinh({})"),
    "slice": _slice,
    "sort": lambda writer, equation, *operands: (
        f"{writer.constant(indexing.sort)}({equation.params['dimension']}, "
        f"{equation.params['num_keys']}, {', '.join(operands)})"
    ),
    "split": _split,
    "sqrt": _template("np.sqrt({})"),
    "square": _operator("{0} * {0}", "square({})"),
    "squeeze": lambda writer, equation, operand: (
        f"{operand}.reshape({tuple(_output(equation).shape)})"
    ),
    "stack": lambda writer, equation, *operands: (
        f"np.stack(({', '.join(operands)},), {equation.params['axis']})"
    ),
    "stop_gradient": _template("{}"),
    "sub": _operator("{} - {}", "subtract({}, {})"),
    "svd": _plainly(_call(matrices.svd, "full_matrices", "compute_uv"), subset_by_index=None),
    "tan": _template("np.tan({})"),
    "tanh": _template("np.tanh({})"),
    "transpose": lambda writer, equation, operand: (
        f"np.transpose({operand}, {tuple(equation.params['permutation'])})"
    ),
    "triangular_solve": _call(
        matrices.triangular_solve,
        "left_side",
        "lower",
        "transpose_a",
        "conjugate_a",
        "unit_diagonal",
    ),
    "while": _while,
    "xor": _template("np.bitwise_xor({}, {})"),
}
