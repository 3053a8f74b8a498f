"""Python's operators on tensors and variables, from both sides.

Where the tensor stands on the left, the other operand is converted as the operation does it;
where it stands on the right, the other operand must take its dtype. An operand that cannot be
converted may take over with a reflected method of its own.
"""

from tfcourse.core import dtypes, operators
from tfcourse.core.context import context
from tfcourse.core.op import ops_by_type
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.core.variable import Variable
from tfcourse.ops import bitwise, comparison, division, math
from tfcourse.ops.casting import convert_dtype
from tfcourse.ops.linalg import matmul
from tfcourse.ops.scopes import scope, tensor_of


def _matmul(x, y, name):
    return matmul(x, y, name=name)


def _multiply(x, y, name):
    if getattr(x, "dtype", None) is dtypes.bool or getattr(y, "dtype", None) is dtypes.bool:
        # Booleans are multiplied as integers; only the operator does so.
        product = math.multiply(
            convert_dtype(x, dtypes.int32), convert_dtype(y, dtypes.int32), name=name
        )
        return convert_dtype(product, dtypes.bool)
    return math.multiply(x, y, name=name)


def _bits_or_logic(on_bits, on_logic):
    """Returns the function for `&`, `|` or `^`: logic on booleans, bits otherwise."""

    def function(x, y, name):
        with scope(name, on_bits.op.type) as name:
            return on_logic(x, y, name) if x.dtype is dtypes.bool else on_bits(x, y)

    return function


# The name of an operator is that of its operation in a graph, too.
_BINARY = {
    "add": math.add_with_hint,
    "sub": math.subtract,
    "mul": _multiply,
    "truediv": division.truediv,
    "floordiv": division.floordiv,
    "mod": division.floormod,
    "pow": math.pow,
    "matmul": _matmul,
    "and": _bits_or_logic(bitwise.bitwise_and, comparison.logical_and),
    "or": _bits_or_logic(bitwise.bitwise_or, comparison.logical_or),
    "xor": _bits_or_logic(bitwise.bitwise_xor, comparison.logical_xor),
}


def _is_floating(dtype):
    return dtype.is_floating


# What an operator is for eager tensors, and for which dtypes it is only that.
_QUICK = {
    "add": (ops_by_type["AddV2"], {}),
    "sub": (math.subtract.op, {}),
    "mul": (math.multiply.op, {}),
    "truediv": (division.realdiv.op, {"fits": _is_floating}),
    "floordiv": (ops_by_type["FloorDiv"], {"fits": _is_floating}),
    "mod": (division.floormod.op, {"fits": _is_floating}),
    "pow": (ops_by_type["Pow"], {"fits": _is_floating}),
}


def _from_left(name, function):
    reflected = f"__r{name}__"

    def binary_op_wrapper(x, y):
        try:
            return function(x, y, None if context.graph is None else name)
        except (TypeError, ValueError):
            method = getattr(type(y), reflected, None)
            if method is None or isinstance(y, (Tensor, Variable)):
                raise
            try:
                result = method(y, x)
            except (TypeError, ValueError):
                result = NotImplemented
            if result is NotImplemented:
                raise
            return result

    return binary_op_wrapper


def _from_right(name, function):
    def r_binary_op_wrapper(y, x):
        with scope(None, name) as inner:
            return function(tensor_of(x, "x", y.dtype), y, inner)

    return r_binary_op_wrapper


def _install(method, function, quick=None):
    """Gives an operator to tensors, and to variables by way of their values.

    Args:
      method: The method's name.
      function: The operator.
      quick: The same for eager tensors and variables, if they have one of their own.
    """
    # TypeErrors about the number of operands print where TensorFlow defines the operators.
    function.__qualname__ = f"override_binary_operator_helper.<locals>.{function.__name__}"
    setattr(Tensor, method, function)
    if quick is None:

        def on_variable(variable, *operands):
            return function(variable.handle.read(), *operands)

    else:
        quick.__name__, quick.__qualname__ = function.__name__, function.__qualname__
        setattr(EagerTensor, method, quick)
        on_variable = quick
    on_variable.__qualname__ = function.__qualname__
    setattr(Variable, method, on_variable)


def _equals(x, y):
    return False if y is None else comparison.equal_or_false(x, y)


def _differs(x, y):
    return True if y is None else comparison.not_equal_or_true(x, y)


def _inverted(x):
    return comparison.logical_not(x) if x.dtype is dtypes.bool else bitwise.invert(x)


def install():
    """Gives `Tensor` and `Variable` every operator."""
    for name, function in _BINARY.items():
        left, right = _from_left(name, function), _from_right(name, function)
        quick_left = quick_right = None
        if name in _QUICK:
            op, options = _QUICK[name]
            quick_left = operators.from_left(op, left, **options)
            quick_right = operators.from_right(op, right, **options)
        _install(f"__{name}__", left, quick_left)
        _install(f"__r{name}__", right, quick_right)
    for name, compare in {
        "lt": comparison.less,
        "le": comparison.less_equal,
        "gt": comparison.greater,
        "ge": comparison.greater_equal,
    }.items():

        def binary(x, y, compare=compare):
            return compare(x, y)

        _install(f"__{name}__", binary, operators.from_left(compare.op, binary))
    for name, function in {"neg": math.negative, "abs": math.abs, "invert": _inverted}.items():

        def unary(x, function=function):
            return function(x)

        _install(f"__{name}__", unary)
    Tensor.__eq__ = _equals
    Tensor.__ne__ = _differs
    Variable.__eq__ = lambda x, y: comparison.equal_or_false(x.handle.read(), y)
    Variable.__ne__ = lambda x, y: comparison.not_equal_or_true(x.handle.read(), y)


install()
