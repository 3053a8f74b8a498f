"""How operations and their derivatives are written, for readers: `x ** 2`, `2 * x`.

These are words. No gradient is computed by them; a test compares each with the gradient that is.
"""

import re

from tfcourse.autodiff.program import Program
from tfcourse.autodiff.wiring import is_call

_INFIX = {
    "AddV2": "+",
    "Sub": "-",
    "Mul": "*",
    "RealDiv": "/",
    "Pow": "**",
    "MatMul": "@",
    "BatchMatMulV2": "@",
    "FloorDiv": "//",
    "FloorMod": "%",
    "Greater": ">",
    "GreaterEqual": ">=",
    "Less": "<",
    "LessEqual": "<=",
    "Equal": "==",
    "NotEqual": "!=",
}
_REDUCTIONS = frozenset(["Sum", "Mean", "Max", "Min", "Prod", "All", "Any"])
_NAMES = {"ConcatV2": "concat", "GatherV2": "gather", "Select": "where", "SelectV2": "where"}
_NAMES |= {"Pack": "stack", "Unpack": "unstack", "Conv2D": "conv2d", "ComplexAbs": "abs"}
_NAMES |= {"AssignAddVariableOp": "assign_add", "AssignSubVariableOp": "assign_sub"}
_NAMES |= {name: f"reduce_{name.lower()}" for name in _REDUCTIONS}

# By op type: the derivative with respect to each operand. {0} and {1} are operands, {out} is the
# result; each is Python of NumPy's names, element by element.
DERIVATIVES = {
    "AddV2": ("1", "1"),
    "Sub": ("1", "-1"),
    "Mul": ("{1}", "{0}"),
    "RealDiv": ("1 / {1}", "-{0} / {1} ** 2"),
    "Pow": ("{1} * {0} ** ({1} - 1)", "{out} * log({0})"),
    "SquaredDifference": ("2 * ({0} - {1})", "-2 * ({0} - {1})"),
    "Maximum": ("1 if {0} >= {1} else 0", "1 if {1} > {0} else 0"),
    "Minimum": ("1 if {0} <= {1} else 0", "1 if {1} < {0} else 0"),
    "Neg": ("-1",),
    "Identity": ("1",),
    "Square": ("2 * {0}",),
    "square": ("2 * {0}",),
    "Sqrt": ("1 / (2 * {out})",),
    "Rsqrt": ("-{out} ** 3 / 2",),
    "Reciprocal": ("-1 / {0} ** 2",),
    "Exp": ("{out}",),
    "Expm1": ("{out} + 1",),
    "Log": ("1 / {0}",),
    "Log1p": ("1 / (1 + {0})",),
    "Sin": ("cos({0})",),
    "Cos": ("-sin({0})",),
    "Tan": ("1 / cos({0}) ** 2",),
    "Sinh": ("cosh({0})",),
    "Cosh": ("sinh({0})",),
    "Tanh": ("1 - {out} ** 2",),
    "Atan": ("1 / (1 + {0} ** 2)",),
    "Sigmoid": ("{out} * (1 - {out})",),
    "Relu": ("1 if {0} > 0 else 0",),
    "Abs": ("sign({0})",),
    "Softplus": ("1 / (1 + exp(-{0}))",),
}
# Where an operand's share is more than a factor for each element: how it comes about.
_WORDS = {
    "MatMul": ("{g} @ transpose({1})", "transpose({0}) @ {g}"),
    "Sum": ("{g}, to each element that was added",),
    "Mean": ("{g} / count, to each element of the mean",),
    "mean": ("{g} / count, to each element of the mean",),
    "Max": ("{g}, to the largest element alone",),
    "Min": ("{g}, to the smallest element alone",),
    "Reshape": ("{g}, in the shape of {0}",),
    "Transpose": ("{g}, transposed back",),
    "StridedSlice": ("{g} where the slice was, 0 elsewhere",),
    "GatherV2": ("{g} in the rows that were taken, 0 elsewhere",),
    "Cast": ("{g}, as the dtype of {0}",),
    "Softmax": ("{out} * ({g} - sum of {g} * {out})",),
}


def function_name(operation) -> str:
    """Returns what the function of an operation is called."""
    op = operation.op
    if op is None:
        return "custom_gradient"
    if is_call(op):
        made = op.function.operations
        return made[0].graph.name if made else "function"
    if isinstance(op, Program):
        return "tape.gradient" if op.type == "Gradient" else op.type
    if op.type in _NAMES:
        return _NAMES[op.type]
    # Those of Keras are classes: their names stay.
    if op.signature is None:
        return op.type
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", re.sub(r"V\d$", "", op.type)).lower()


def written_call(operation, operands: list[str]) -> str:
    """Returns how an operation is written.

    Args:
      operation: The `Operation`.
      operands: What each flat operand is called.
    """
    kind = "" if operation.op is None else operation.op.type
    if kind in _INFIX and len(operands) == 2:
        return f"{operands[0]} {_INFIX[kind]} {operands[1]}"
    if kind == "Neg":
        return f"-{operands[0]}"
    if operation.op is not None and isinstance(operation.op, Program):
        return f"{function_name(operation)}(…)"
    if kind == "StridedSlice":
        return f"{operands[0]}[…]"
    if kind in _REDUCTIONS:
        operands = operands[:1]
    return f"{function_name(operation)}({', '.join(operands)})"


def derivative(operation, at: int, operands: list[str], result: str) -> str:
    """Returns the derivative of an operation as it is written, or an empty string.

    Args:
      operation: The `Operation`.
      at: The position of the operand.
      operands: What each flat operand is called.
      result: What the result is called.
    """
    kind = "" if operation.op is None else operation.op.type
    if kind == "Pow" and at == 0 and re.fullmatch(r"\d+", operands[1]):
        return power_rule(operands[0], int(operands[1]))
    forms = DERIVATIVES.get(kind, ())
    return forms[at].format(*operands, out=result) if at < len(forms) else ""


def power_rule(base: str, exponent: int) -> str:
    """Returns the derivative of a power with a whole exponent, as people write it."""
    if exponent < 2:
        return str(exponent)
    return f"{exponent} * {base}" if exponent == 2 else f"{exponent} * {base} ** {exponent - 1}"


def share(operation, at: int, operands: list[str], result: str, incoming: str) -> str:
    """Returns how an operand's share comes about from what arrives at the result, or nothing.

    Args:
      operation: The `Operation`.
      at: The position of the operand.
      operands: What each flat operand is called.
      result: What the result is called.
      incoming: What that which arrives is called.
    """
    kind = "" if operation.op is None else operation.op.type
    # Transposed factors have other forms.
    if kind == "MatMul" and operation.is_transposed:
        return ""
    forms = _WORDS.get(kind, ())
    return forms[at].format(*operands, out=result, g=incoming) if at < len(forms) else ""
