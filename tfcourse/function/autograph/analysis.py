"""Does a function hold anything to convert? Decided from its source alone, without the converter.

The converter takes a third of a second to load and some tens of milliseconds per function, and a
good part of the functions that are traced are straight lines of operations. A function needs it if
it holds control flow, logical operators or assertions, or calls what may hold them: a user's
function that needs it itself, a builtin that has another meaning over tensors, or something that
cannot be told from here. What cannot be decided is converted.
"""

import ast
import builtins
import functools
import inspect
import linecache
import textwrap
import types
import weakref

from tfcourse.function.autograph import rules

# Over a tensor they mean something else, or they look at the frame that calls them.
CONVERTED_BUILTINS = frozenset(
    (abs, all, any, enumerate, eval, filter, float, globals, int, len, locals, map)
) | frozenset((range, sorted, zip))

_CONTROL_FLOW = (
    ast.If,
    ast.IfExp,
    ast.While,
    ast.For,
    ast.Assert,
    ast.BoolOp,
    ast.Delete,
    ast.Match,
    ast.Yield,
    ast.YieldFrom,
)
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


def _inside(definition):
    """Yields the nodes of a function's body: not its decorators, defaults and annotations."""
    body = definition.body
    pending = list(body) if isinstance(body, list) else [body]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(ast.iter_child_nodes(node))


def _is_control_flow(node) -> bool:
    return (
        isinstance(node, _CONTROL_FLOW)
        or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
        or (isinstance(node, ast.Compare) and len(node.ops) > 1)
    )


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

    def needs_conversion(self) -> bool:
        """Says whether something in the body needs conversion."""
        if any(map(_is_control_flow, self.nodes)):
            return True
        return any(
            self._call_needs_conversion(node) for node in self.nodes if isinstance(node, ast.Call)
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
            # Parts of a tensor are tensors; parts of a display may be anything.
            part = _UNKNOWN if isinstance(value, _DISPLAYS) else value
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
        return callable_needs_conversion(function, self.seen)

    def _value(self, node):
        """Returns what an expression stands for: an object, `_HARMLESS` or `_UNKNOWN`."""
        if node is _HARMLESS or node is _UNKNOWN:
            return node
        if isinstance(node, ast.Name):
            return self._name(node.id)
        if isinstance(node, ast.Attribute):
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
            whole = self._value(node.value)
            return _HARMLESS if whole is _HARMLESS or _is_harmless(whole) else _UNKNOWN
        if isinstance(node, (*_DISPLAYS, *_COMPREHENSIONS, ast.Compare)):
            return _HARMLESS
        return _UNKNOWN

    def _harmless(self, node) -> bool:
        value = self._value(node)
        return value is _HARMLESS or _is_harmless(value)

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
                and (self._harmless(item) if isinstance(item, ast.AST) else _is_harmless(item))
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
    kind = type(value)
    return kind.__module__ == "builtins" or (
        rules.is_library_module(kind.__module__)
        and not isinstance(value, types.FunctionType | functools.partial)
    )


def _attribute(value, name):
    if value is _HARMLESS or value is _UNKNOWN:
        return value
    try:
        found = inspect.getattr_static(value, name)
    except (AttributeError, TypeError):
        return _UNKNOWN
    if isinstance(found, property):
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
    try:
        if function in CONVERTED_BUILTINS:
            return True
    except TypeError:
        pass
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
