"""`if` statements and conditional expressions."""

from tfcourse.core import nest
from tfcourse.function.autograph.operators.tensors import (
    as_scalar,
    check_convertible,
    dtype_of,
    flat,
    is_tensor,
    scalar_condition,
)
from tfcourse.function.autograph.variables import Undefined, UndefinedReturnValue
from tfcourse.function.control_flow import cond as conditional


def if_stmt(cond, body, orelse, get_state, set_state, symbol_names, nouts):
    """Runs an `if` statement: as graph if its condition is a tensor, else as Python does.

    Args:
      cond: The condition.
      body: The block that runs if it is true; it assigns the variables around it.
      orelse: The block that runs if it is false.
      get_state: Returns the values of the variables that a block may assign.
      set_state: Assigns them.
      symbol_names: Their names.
      nouts: How many of them, from the first, are used afterwards.
    """
    if is_tensor(cond):
        _stage_if(cond, body, orelse, get_state, set_state, symbol_names[:nouts])
    elif cond:
        body()
    else:
        orelse()


def _stage_if(cond, body, orelse, get_state, set_state, names):
    predicate = scalar_condition(cond, "if statement")
    before = get_state()
    results = {}

    def branch(block, role):
        def run():
            set_state(before)
            block()
            result = get_state()[: len(names)]
            _check_defined(result, names, role)
            check_convertible(result, "_tf_if_stmt", "aug_body" if role == "main" else "aug_orelse")
            results[role] = result
            if len(results) == 2:
                _check_alike(results, names)
            return result

        return run

    after = conditional(predicate, branch(body, "main"), branch(orelse, "else"))
    set_state((*after, *before[len(names) :]))


def if_exp(cond, if_true, if_false, expr_repr):
    """Evaluates a conditional expression.

    Args:
      cond: The condition.
      if_true: A thunk of the value if it is true.
      if_false: A thunk of the value if it is false.
      expr_repr: The source of the condition.
    """
    if not is_tensor(cond):
        return if_true() if cond else if_false()
    results = {}

    def branch(thunk, role):
        def run():
            result = thunk()
            _check_defined([result], [expr_repr], role)
            check_convertible(result, "_tf_if_exp", "true_fn" if role == "main" else "false_fn")
            results[role] = [result]
            if len(results) == 2:
                _check_alike(results, [expr_repr])
            return result

        return run

    return conditional(as_scalar(cond), branch(if_true, "main"), branch(if_false, "else"))


def _check_defined(values, names, role):
    """Checks that a branch gave every variable a value."""
    for name, value in zip(names, values, strict=True):
        if isinstance(value, UndefinedReturnValue):
            raise ValueError(f"the {role} branch must also have a return statement.")
        if isinstance(value, Undefined):
            raise ValueError(f"'{name}' must also be initialized in the {role} branch")


def _check_alike(results, names):
    """Checks that both branches gave each variable the same structure of dtypes."""
    for name, main, other in zip(names, results["main"], results["else"], strict=True):
        for role, value in (("main", main), ("else", other)):
            if value is None:
                raise ValueError(f"'{name}' is None at the end of the {role} branch.")
        try:
            nest.assert_same_structure(main, other, expand_composites=True)
        except (TypeError, ValueError) as error:
            raise TypeError(
                f"'{name}' must have the same nested structure in the main and else branches:"
                f"\n\n{error}"
            ) from None
        for one, two in zip(flat(main), flat(other), strict=True):
            one, two = dtype_of(one), dtype_of(two)
            if one is not two:
                raise TypeError(
                    f"'{name}' has dtype {one.name} in the main branch, but dtype {two.name} in "
                    "the else branch"
                )
