"""Does a function hold anything to convert? Decided from its source alone, without the converter.

The converter takes a third of a second to load and some tens of milliseconds per function, and a
good part of the functions that are traced are straight lines of operations, or loop over a list of
variables. A function needs it if it holds control flow, logical operators or assertions over what
may be tensors, or calls what may hold them: a user's function that needs it itself, a builtin that
has another meaning over tensors, or something that cannot be told from here. What cannot be decided
is converted.
"""

import ast
import builtins
import functools
import inspect
import linecache
import textwrap
import types
import weakref
from typing import NamedTuple

from tfcourse.function.autograph import rules

# Over a tensor they mean something else, or they look at the frame that calls them.
CONVERTED_BUILTINS = frozenset(
    (abs, all, any, enumerate, eval, filter, float, globals, int, len, locals, map)
) | frozenset((range, sorted, zip))

# Those that may go by Python values look at their arguments first (`map` and `filter` call others).
_OF_PYTHON = frozenset((abs, all, any, enumerate, float, int, len, range, sorted, zip))
# What makes a Python value of Python values.
_KEEP_PYTHON = _OF_PYTHON | frozenset((bool, dict, list, reversed, set, str, tuple))
_SAY_WHETHER = frozenset((callable, hasattr, isinstance, issubclass))
_VIEWS = frozenset(("copy", "items", "keys", "values"))
_SCALARS = (bool, int, float, complex, str, bytes, type(None))
_CONTAINERS = (list, tuple, set, frozenset)
# Of containers with more elements, or more of them in each other, nothing is known.
_MOST_ELEMENTS, _DEEPEST = 1000, 4

_ALWAYS_CONVERTED = (ast.Delete, ast.Match, ast.Yield, ast.YieldFrom)
_DISPLAYS = (ast.Constant, ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.Set)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_UNKNOWN = object()
# Stands for a value that no user code hides in: a tensor, a tape, a builtin container.
_HARMLESS = object()

_trees: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()


def definitions(function) -> list | None:
    """Returns the syntax trees that a function may come from; None if there is no telling.

    A function has one; a lambda that shares its line with others may be any of them.
    """
    code = function.__code__
    if code not in _trees:
        # `inspect.getsource` would look through all modules first.
        lines = linecache.getlines(code.co_filename, function.__globals__)
        try:
            block = inspect.getblock(lines[code.co_firstlineno - 1 :])
            tree = ast.parse(textwrap.dedent("".join(block)))
        except (IndexError, SyntaxError, ValueError):
            _trees[code] = None
        else:
            if code.co_name == "<lambda>":
                found = [node for node in ast.walk(tree) if isinstance(node, ast.Lambda)]
            else:
                found = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
            _trees[code] = found or None
    return _trees[code]


def sets_in_control_flow(code, name) -> bool:
    """Says whether code that was looked at sets a name in a branch or a loop."""
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for definition in _trees.get(code) or ()
        for block in _inside(definition)
        if isinstance(block, ast.If | ast.For | ast.While)
        for node in ast.walk(block)
    )


def _inside(definition):
    """Yields the nodes of a function's body: not its decorators, defaults and annotations."""
    body = definition.body
    pending = list(body) if isinstance(body, list) else [body]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(ast.iter_child_nodes(node))


def _decides(node) -> tuple:
    """Returns the expressions whose values say what a piece of control flow does."""
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        return (node.test,)
    if isinstance(node, ast.For):
        return (node.iter,)
    if isinstance(node, ast.Assert):
        return (node.test,)
    if isinstance(node, ast.BoolOp):
        return tuple(node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return (node.operand,)
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        return (node.left, *node.comparators)
    return ()


class _ElementOf(NamedTuple):
    """Stands for the elements of what an expression gives."""

    container: ast.AST


def needs_conversion(function, before=(), args=(), kwargs=None, seen=None) -> bool:
    """Says whether a Python function has anything to convert.

    Args:
      function: A Python function.
      before: What it is bound to: values that precede its arguments.
      args: The values it is called with, as far as they are known.
      kwargs: Those given by name.
      seen: Code objects that are being looked at.

    Returns:
      False if running it as it is comes to the same.
    """
    seen = set() if seen is None else seen
    code = function.__code__
    if code in seen:
        return False
    trees = definitions(function)
    if trees is None:
        return True
    seen.add(code)
    if len(trees) > 1 and any(_decides(node) for tree in trees for node in _inside(tree)):
        # Which of them it is, the converter may not be able to tell either, and warns then.
        return True
    return any(
        _Body(definition, function, (*before, *args), kwargs or {}, seen).needs_conversion()
        for definition in trees
    )


class _Body:
    """The body of one function, and what its names are bound to."""

    def __init__(self, definition, function, args, kwargs, seen):
        self.nodes = list(_inside(definition))
        self.function = function
        self.seen = seen
        self.parameters = _parameters(definition.args, args, kwargs)
        self.bindings: dict[str, list] = {}
        for node in self.nodes:
            self._bind(node)
        self._values: dict[str, object] = {}
        self._python_names: dict[str, bool] = {}
        self._harmless_inside: dict[str, bool] = {}
        self._stored = {
            node.attr
            for node in self.nodes
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        }

    def needs_conversion(self) -> bool:
        """Says whether something in the body needs conversion."""
        return any(
            isinstance(node, _ALWAYS_CONVERTED)
            # The converter does not know it, and warns.
            or (isinstance(node, ast.For | ast.While) and node.orelse)
            or (isinstance(node, ast.Call) and self._call_needs_conversion(node))
            or not all(map(self._is_python, _decides(node)))
            for node in self.nodes
        )

    def _bind(self, node):
        """Notes what a statement binds names to: an expression, or something unknown."""
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind_target(target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
            self._bind_target(node.target, node.value)
        elif isinstance(node, ast.withitem):
            if node.optional_vars is not None:
                self._bind_target(node.optional_vars, node.context_expr)
        elif isinstance(node, ast.FunctionDef | ast.Lambda):
            # The body is among the nodes; its parameters may be anything.
            if isinstance(node, ast.FunctionDef):
                self.bindings.setdefault(node.name, []).append(_HARMLESS)
            arguments = node.args
            several = [arguments.vararg, arguments.kwarg]
            for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
                self.bindings.setdefault(argument.arg, []).append(_UNKNOWN)
            for argument in filter(None, several):
                self.bindings.setdefault(argument.arg, []).append(_HARMLESS)
        elif isinstance(node, ast.For):
            self._bind_target(node.target, _ElementOf(node.iter))
        elif isinstance(node, ast.comprehension):
            self._bind_target(node.target, _UNKNOWN)
        elif isinstance(node, ast.ClassDef | ast.AsyncFunctionDef):
            self.bindings.setdefault(node.name, []).append(_UNKNOWN)
        elif isinstance(node, ast.Import | ast.ImportFrom | ast.ExceptHandler):
            names = [alias.asname or alias.name for alias in getattr(node, "names", ())]
            for name in filter(None, [*names, getattr(node, "name", None)]):
                self.bindings.setdefault(name.partition(".")[0], []).append(_UNKNOWN)

    def _bind_target(self, target, value):
        if isinstance(target, ast.Name):
            self.bindings.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple | ast.List):
            # Parts of a tensor are tensors.
            part = _ElementOf(value) if isinstance(value, ast.AST) else value
            for element in target.elts:
                self._bind_target(element, part)
        elif isinstance(target, ast.Starred):
            self._bind_target(target.value, _HARMLESS)

    def _call_needs_conversion(self, call) -> bool:
        function = self._value(call.func)
        if function is _HARMLESS:
            return False
        if function is _UNKNOWN:
            return True
        if _is_among(function, _OF_PYTHON) and self._is_python(call):
            return False
        return callable_needs_conversion(function, self.seen)

    def _is_python(self, node) -> bool:
        """Says whether an expression is surely a number, a string or a container of Python's.

        Control flow and builtins over such are Python's own.
        """
        if isinstance(node, (*_DISPLAYS, *_COMPREHENSIONS)):
            return True
        if isinstance(node, ast.Name) and node.id in self.bindings:
            return self._is_python_name(node.id)
        if isinstance(node, ast.Name | ast.Attribute):
            return _is_python_value(self._value(node))
        if isinstance(node, ast.Call):
            return self._is_python_call(node)
        if isinstance(node, ast.Compare):
            if all(isinstance(operator, ast.Is | ast.IsNot) for operator in node.ops):
                return True
            return all(map(self._is_python, [node.left, *node.comparators]))
        if isinstance(node, ast.BinOp):
            return self._is_python(node.left) and self._is_python(node.right)
        if isinstance(node, ast.BoolOp):
            return all(map(self._is_python, node.values))
        if isinstance(node, ast.UnaryOp):
            return self._is_python(node.operand)
        if isinstance(node, ast.Subscript):
            return isinstance(node.slice, ast.Slice) and self._is_python(node.value)
        return False

    def _is_python_name(self, name) -> bool:
        if name not in self._python_names:
            self._python_names[name] = True  # `i = i + 1` depends on the other bindings alone.
            self._python_names[name] = (
                name not in self.parameters or _is_python_value(self.parameters[name])
            ) and all(
                self._has_python_elements(item.container)
                if isinstance(item, _ElementOf)
                else isinstance(item, ast.AST) and self._is_python(item)
                for item in self.bindings[name]
            )
        return self._python_names[name]

    def _has_python_elements(self, node) -> bool:
        """Says whether what is inside of a value is Python's, and stays so."""
        if isinstance(node, ast.Call):
            return self._value(node.func) is range and self._is_python(node)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return all(map(self._is_python, node.elts))
        value = self._value(node)
        return isinstance(value, tuple | range) and all(map(_is_python_value, value))

    def _is_python_call(self, call) -> bool:
        function = call.func
        if isinstance(function, ast.Attribute) and function.attr in _VIEWS:
            return self._is_python(function.value)
        function = self._value(function)
        if _is_among(function, _SAY_WHETHER):
            return True
        if not _is_among(function, _KEEP_PYTHON):
            return False
        if function is zip:
            # Of a list and a tensor it is Python's.
            return any(map(self._is_python, call.args))
        return all(map(self._is_python, [*call.args, *(item.value for item in call.keywords)]))

    def _value(self, node):
        """Returns what an expression stands for: an object, `_HARMLESS` or `_UNKNOWN`."""
        if node is _HARMLESS or node is _UNKNOWN:
            return node
        if isinstance(node, _ElementOf):
            return _HARMLESS if self._has_harmless_elements(node.container) else _UNKNOWN
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.Attribute):
            if node.attr in self._stored:
                return _UNKNOWN
            return _attribute(self._value(node.value), node.attr)
        if isinstance(node, ast.Call):
            function = self._value(node.func)
            return _HARMLESS if _gives_harmless(function) else _UNKNOWN
        if isinstance(node, ast.BinOp):
            sides = {self._harmless(node.left), self._harmless(node.right)}
            return _HARMLESS if sides == {True} else _UNKNOWN
        if isinstance(node, ast.UnaryOp):
            return _HARMLESS if self._harmless(node.operand) else _UNKNOWN
        if isinstance(node, ast.Subscript):
            return _HARMLESS if self._has_harmless_elements(node.value) else _UNKNOWN
        if isinstance(node, (*_DISPLAYS, *_COMPREHENSIONS, ast.Compare)):
            return _HARMLESS
        return _UNKNOWN

    def _harmless(self, node) -> bool:
        value = self._value(node)
        return value is _HARMLESS or _is_harmless(value)

    def _has_harmless_elements(self, node) -> bool:
        """Says whether no user code hides in what is inside of a value."""
        if isinstance(node, _ElementOf):
            return self._has_harmless_elements(node.container)
        if not isinstance(node, ast.AST):
            return node is _HARMLESS
        if isinstance(node, ast.Starred):
            return self._has_harmless_elements(node.value)
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            inside = node.values if isinstance(node, ast.Dict) else node.elts
            return all(
                self._harmless(item) and self._has_harmless_elements(item) for item in inside
            )
        if isinstance(node, _COMPREHENSIONS):
            item = node.value if isinstance(node, ast.DictComp) else node.elt
            return self._harmless(item) and self._has_harmless_elements(item)
        if isinstance(node, ast.Subscript):
            return self._has_harmless_elements(node.value)
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr in _VIEWS:
                return self._has_harmless_elements(function.value)
            if _is_among(self._value(function), _KEEP_PYTHON):
                return all(map(self._has_harmless_elements, node.args))
        if isinstance(node, ast.Name) and node.id in self.bindings:
            return self._harmless(node) and self._name_has_harmless_elements(node.id)
        return _has_harmless_elements(self._value(node))

    def _name_has_harmless_elements(self, name) -> bool:
        if name not in self._harmless_inside:
            self._harmless_inside[name] = True
            self._harmless_inside[name] = (
                name not in self.parameters or _has_harmless_elements(self.parameters[name])
            ) and all(map(self._has_harmless_elements, self.bindings[name]))
        return self._harmless_inside[name]

    def _name(self, name):
        if name in self._values:
            return self._values[name]
        self._values[name] = _HARMLESS  # `x = x + 1` depends on the other bindings alone.
        bound = self.bindings.get(name)
        if bound is None:
            value = self._outer(name)
        else:
            known = [*bound]
            if name in self.parameters:
                known.append(self.parameters[name])
            harmless = all(
                item is not _UNKNOWN
                and (self._harmless(item) if _is_expression(item) else _is_harmless(item))
                for item in known
            )
            value = _HARMLESS if harmless else _UNKNOWN
        self._values[name] = value
        return value

    def _outer(self, name):
        if name in self.parameters:
            return self.parameters[name]
        code = self.function.__code__
        if name in code.co_freevars:
            cell = self.function.__closure__[code.co_freevars.index(name)]
            try:
                return cell.cell_contents
            except ValueError:
                return _UNKNOWN
        if name in self.function.__globals__:
            return self.function.__globals__[name]
        # A name that is not there raises as it is.
        return getattr(builtins, name, _HARMLESS)


def _parameters(arguments, args, kwargs) -> dict:
    """Returns what is known of each parameter."""
    names = [argument.arg for argument in [*arguments.posonlyargs, *arguments.args]]
    known = dict.fromkeys(names, _UNKNOWN)
    known.update((argument.arg, _UNKNOWN) for argument in arguments.kwonlyargs)
    known.update(zip(names, args, strict=False))
    known.update((name, value) for name, value in kwargs.items() if name in known)
    for argument in filter(None, [arguments.vararg, arguments.kwarg]):
        known[argument.arg] = _HARMLESS
    return known


def _is_harmless(value) -> bool:
    """Says whether no user code hides in a value or its methods."""
    if value is _HARMLESS:
        return True
    if value is _UNKNOWN:
        return False
    if isinstance(value, functools.partial):
        return _is_harmless(value.func)
    if isinstance(value, types.FunctionType | types.MethodType):
        return rules.is_library_module(value.__module__)
    module = type(value).__module__
    return module == "builtins" or rules.is_library_module(module)


def _is_among(function, functions) -> bool:
    try:
        return function in functions
    except TypeError:
        return False


def _is_expression(item) -> bool:
    return isinstance(item, ast.AST | _ElementOf)


def _is_python_value(value) -> bool:
    return isinstance(value, (*_SCALARS, *_CONTAINERS, dict, range))


def _has_harmless_elements(value, depth=0) -> bool:
    """Says whether no user code hides in what is inside of a value."""
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, _CONTAINERS):
        return _is_harmless(value)
    return (
        len(value) <= _MOST_ELEMENTS
        and depth < _DEEPEST
        and all(_is_harmless(item) and _has_harmless_elements(item, depth + 1) for item in value)
    )


def _attribute(value, name):
    if value is _HARMLESS or value is _UNKNOWN:
        return value
    try:
        found = inspect.getattr_static(value, name)
    except (AttributeError, TypeError):
        return _UNKNOWN
    if isinstance(found, property):
        module = getattr(found.fget, "__module__", None)
        if module is None or not rules.is_library_module(module):
            return _UNKNOWN
    try:
        return getattr(value, name)
    except Exception:
        return _UNKNOWN


def _gives_harmless(function) -> bool:
    """Says whether what a call returns is a library's object."""
    if function is _HARMLESS:
        return True
    if function is _UNKNOWN:
        return False
    module = getattr(function, "__module__", None) or type(function).__module__
    top = module.partition(".")[0]
    return top in ("jax", "numpy", "tensorflow", __name__.partition(".")[0]) or (
        rules.is_builtin(function) and function not in (eval, getattr, iter, next, vars)
    )


def callable_needs_conversion(function, seen=None) -> bool:
    """Says whether something that a function calls needs conversion.

    Args:
      function: What is called.
      seen: Code objects that are being looked at.
    """
    if _is_among(function, CONVERTED_BUILTINS):
        return True
    if isinstance(function, functools.partial):
        return callable_needs_conversion(function.func, seen)
    if rules.is_builtin(function) or isinstance(function, type) or rules.is_artifact(function):
        return False
    if rules.is_library_module(type(function).__module__) and not isinstance(
        function, types.FunctionType | types.MethodType
    ):
        return False
    python_function, before = rules.unwrapped(function)
    if python_function is None or not rules.is_convertible(python_function):
        return False
    return needs_conversion(python_function, before, seen=seen)
