"""The scope of a converted function, and builtins that look at the frame they are called in."""

import sys

from tfcourse.function.autograph import variables
from tfcourse.function.autograph.options import conversion


class FunctionScope:
    """The body of a converted function: `with FunctionScope(...) as fscope`.

    Args:
      function_name: The function's name.
      scope_name: The name that the scope has in generated code.
      options: The function's `ConversionOptions`.
    """

    def __init__(self, function_name, scope_name, options):
        self.function_name = function_name
        self.name = scope_name
        self.callopts = options.call_options()
        self._conversion = conversion(True) if options.user_requested else None

    def __enter__(self):
        if self._conversion is not None:
            self._conversion.__enter__()
        return self

    def __exit__(self, *exception):
        if self._conversion is not None:
            self._conversion.__exit__(*exception)

    def ret(self, value, did_return):
        """Returns what the function returns: None if no `return` was met."""
        return None if isinstance(value, variables.UndefinedReturnValue) else value


def with_function_scope(thunk, scope_name, options):
    """Runs the body of a converted lambda."""
    with FunctionScope("lambda_", scope_name, options) as scope:
        return thunk(scope)


def _frame_of(scope, outermost=False):
    """Returns a frame in which a scope is known: the innermost, or the function's own."""
    frame, found = sys._getframe(1), None
    while frame is not None:
        if frame.f_locals.get(scope.name) is scope:
            found = frame
            if not outermost:
                break
        frame = frame.f_back
    return found


def in_frame(function, args, scope):
    """Returns a thunk for builtins that depend on the frame they are called in, or None.

    Args:
      function: A builtin.
      args: Its arguments.
      scope: The `FunctionScope` it is called in.
    """
    if scope is None:
        return None
    if function is locals:
        return lambda: dict(_frame_of(scope).f_locals)
    if function is globals:
        return lambda: _frame_of(scope).f_globals
    if function is eval:
        frame = _frame_of(scope)
        return lambda: eval(*args, *(frame.f_globals, frame.f_locals)[len(args) - 1 :])
    if function is super and not args:
        frame = _frame_of(scope, outermost=True)
        first = frame.f_locals[frame.f_code.co_varnames[0]]
        return lambda: super(frame.f_locals["__class__"], first)
    return None
