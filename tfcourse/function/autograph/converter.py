"""The converter: malt's source transformation with our operators, loaded on first use.

malt turns `if x: ...` into a call of `ag__.if_stmt(x, body, orelse, ...)`, and so on for each
construct, loads the generated code as a module and knows which line of it came from which line of
the user's. What `ag__` holds is ours.
"""

import ast
import functools
import importlib.util  # noqa: F401 - malt uses it without importing it
import inspect
import itertools
import types

from tfcourse.core.stack import Frame, register_generated_code
from tfcourse.function.autograph import rules
from tfcourse.function.autograph.options import Feature

# Generated file -> {line: (file, line, function's name, text)} of the user's code.
_origins: dict[str, dict[int, tuple]] = {}
_failures: dict = {}


class NotConvertible(Exception):
    """A function's source cannot be had or cannot be converted.

    Attributes:
      deserves_warning: Whether the user should hear of it.
      advice: What to say besides, or an empty string.
    """

    deserves_warning = True
    advice = ""


def origins(filename: str) -> dict[int, tuple] | None:
    """Returns where the lines of a generated file come from; None if it is not generated.

    Args:
      filename: The name of a file.

    Returns:
      (file, line, function's name or None, source line) by line.
    """
    return _origins.get(filename)


def convert(function: types.FunctionType, options):
    """Returns a function that does the same with our operators in place of control flow.

    Args:
      function: A Python function.
      options: The `ConversionOptions`.

    Raises:
      NotConvertible: if it cannot be converted.
    """
    key = function.__code__, options
    if key in _failures:
        raise _failures[key]
    try:
        return _convert(function, options)
    except NotConvertible as error:
        _failures[key] = error
        raise


def _convert(function, options):
    malt = _malt()
    _refuse_unsupported(function)
    try:
        converted, module, source_map = malt.transpiler.transform(
            function, malt.converter.ProgramContext(options=options)
        )
    except malt.errors.InaccessibleSourceCodeError as error:
        failure = NotConvertible(str(error))
        failure.deserves_warning = inspect.getsourcefile(function) is not None
        raise failure from None
    except (malt.errors.UnsupportedLanguageElementError, SyntaxError) as error:
        raise NotConvertible(str(error)) from None
    except Exception as error:
        # Syntax that malt does not know ends in whatever its passes stumble on.
        place = f"{function.__code__.co_filename}, line {function.__code__.co_firstlineno}"
        message = f"{error} ({place})" if str(error) else f"{type(error).__name__} ({place})"
        raise NotConvertible(message) from None
    if module.__file__ not in _origins:
        lines = {place.lineno: origin.as_frame() for place, origin in source_map.items()}
        _origins[module.__file__] = lines
        register_generated_code(module.__file__, lambda frame: _origin(lines, frame))
    return rules.as_artifact(converted)


def _origin(lines, frame):
    """Returns the user's frame that a frame of generated code stands for, or None."""
    if frame.line not in lines:
        return None
    file, line, name, _ = lines[frame.line]
    return Frame(file, line, name or "<lambda>")


def _refuse_unsupported(function):
    """Raises for syntax that malt fails on with an error of its own."""
    from tfcourse.function.autograph import analysis

    for definition in analysis.definitions(function) or ():
        for node in ast.walk(definition):
            problem = _PROBLEMS.get(type(node))
            if problem is not None:
                line = function.__code__.co_firstlineno + node.lineno - definition_line(definition)
                raise NotConvertible(f"{problem} ({function.__code__.co_filename}, line {line})")


def definition_line(definition) -> int:
    """Returns the first line of a definition, decorators included."""
    decorators = getattr(definition, "decorator_list", ())
    return min([definition.lineno, *(decorator.lineno for decorator in decorators)])


_PROBLEMS = {
    ast.Match: "AutoGraph cannot convert `match` statements",
    ast.NamedExpr: "AutoGraph cannot convert assignment expressions (`:=`)",
}


class _Prepared(ast.NodeTransformer):
    """Makes of the user's syntax tree one that malt can take.

    `x: int = 1` becomes `x = 1`: an annotated name of a block cannot be one from outside of it. The
    name in `except Error as error` becomes a node, as malt expects.
    """

    def __init__(self, copy_origin):
        self._copy_origin = copy_origin

    def visit_AnnAssign(self, node):
        if not isinstance(node.target, ast.Name):
            return node
        plain = ast.Pass() if node.value is None else ast.Assign([node.target], node.value)
        self._copy_origin(node, plain)
        return ast.copy_location(plain, node)

    def visit_ExceptHandler(self, node):
        self.generic_visit(node)
        if node.name is not None:
            name = ast.copy_location(ast.Name(node.name, ast.Store()), node)
            self._copy_origin(node, name)
            node.name = name
        return node


def _finish(tree):
    """Makes of malt's tree Python's own, and sorts what malt keeps in sets.

    So the same source always becomes the same code.
    """

    def undefined_name(statement):
        match statement:
            case ast.Assign([ast.Name(name)], ast.Call(ast.Attribute(_, "Undefined"))):
                return name
        return None

    for node in ast.walk(tree):
        if isinstance(node, ast.Nonlocal | ast.Global):
            node.names.sort()
        if isinstance(node, ast.ExceptHandler) and node.name is not None:
            node.name = node.name.id
        body = getattr(node, "body", None)
        if isinstance(body, list):
            start = 0
            for is_undefined, group in itertools.groupby(
                body, lambda s: undefined_name(s) is not None
            ):
                statements = list(group)
                if is_undefined:
                    body[start : start + len(statements)] = sorted(statements, key=undefined_name)
                start += len(statements)


@functools.cache
def _malt():
    """Returns malt's parts, and a transpiler with our operators."""
    from malt.converters import (
        asserts,
        break_statements,
        call_trees,
        conditional_expressions,
        continue_statements,
        control_flow,
        directives,
        functions,
        lists,
        logical_expressions,
        return_statements,
        slices,
        variables,
    )
    from malt.core import converter, unsupported_features_checker
    from malt.impl.api import PyToPy
    from malt.lang import directives as markers
    from malt.pyct import anno, errors, origin_info

    from tfcourse.function.autograph.operators import namespace
    from tfcourse.function.autograph.public import set_loop_options

    class Directives(directives.DirectivesTransformer):
        """Knows our `set_loop_options` for malt's, without loading malt where it is defined."""

        def visit_Name(self, node):
            return self._known(super().visit_Name(node))

        def visit_Attribute(self, node):
            return self._known(super().visit_Attribute(node))

        def _known(self, node):
            if anno.getanno(node, directives.STATIC_VALUE, None) is set_loop_options:
                anno.setanno(node, directives.STATIC_VALUE, markers.set_loop_options)
            return node

    class Transpiler(PyToPy):
        """Source to source, with our operators as `ag__`."""

        def get_transformed_name(self, node):
            return "tf__" + super().get_transformed_name(node).removeprefix("ag__")

        def get_extra_locals(self):
            return {"ag__": namespace()}

        def transform_ast(self, node, ctx):
            options = ctx.user.options
            unsupported_features_checker.verify(node)
            prepared = _Prepared(origin_info.copy_origin)
            node = self.initial_analysis(prepared.visit(node), ctx)
            steps = [functions.transform, lambda node, ctx: Directives(ctx).visit(node)]
            steps += [break_statements.transform]
            if options.uses(Feature.ASSERT_STATEMENTS):
                steps += [asserts.transform]
            steps += [continue_statements.transform, return_statements.transform]
            if options.uses(Feature.LISTS):
                steps += [lists.transform, slices.transform]
            steps += [call_trees.transform, control_flow.transform]
            steps += [conditional_expressions.transform, logical_expressions.transform]
            for step in [*steps, variables.transform]:
                node = step(node, ctx)
            _finish(node)
            return node

    return types.SimpleNamespace(converter=converter, errors=errors, transpiler=Transpiler())
