"""Calls in converted code, and the call of a traced function itself.

Three functions are named in tracebacks, which the user's errors are made from (user_errors.py):
`run_converted` runs generated code, `run_plain` user code that has nothing to convert, and
`run_unconverted` code that is not converted.
"""

import functools

from tfcourse.core.context import context
from tfcourse.core.logger import get_logger
from tfcourse.function.autograph import analysis, rules
from tfcourse.function.autograph.options import (
    STANDARD,
    ConversionOptions,
    conversion,
    features_of,
    is_disabled,
)

_NOT_CONVERTED = (
    "AutoGraph could not transform %s and will run it as-is.\n%sCause: %s\n"
    "To silence this warning, decorate the function with "
    "@tf.autograph.experimental.do_not_convert"
)
_warned: set[int] = set()


def run_converted(function, args, kwargs):
    """Calls generated code."""
    return function(*args, **kwargs)


def run_plain(function, args, kwargs):
    """Calls user code that comes to the same when it runs as it is."""
    return function(*args, **kwargs)


def run_unconverted(function, args, kwargs):
    """Calls code that is not converted."""
    return function(*args, **kwargs)


def trace_call(python_function, args, kwargs, is_enabled=True, features=None):
    """Calls a function that is being traced, its control flow over tensors becoming graph.

    Args:
      python_function: What `tf.function` was given.
      args: Its positional arguments, with symbolic tensors.
      kwargs: Those by name.
      is_enabled: Whether its author wants AutoGraph.
      features: `Feature`s to use besides, as `experimental_autograph_options` takes them.

    Returns:
      What the function returns.
    """
    with conversion(is_enabled):
        if not is_enabled:
            return run_unconverted(python_function, args, kwargs)
        options = ConversionOptions(True, True, optional_features=features_of(features))
        return call(python_function, args, kwargs, options)


def convert_argument(function):
    """Returns a function that is passed to a library function, such as `tf.map_fn`, converted.

    Where conversion is turned off, and for what is no Python function, it is `function` itself.

    Args:
      function: A callable.
    """
    if is_disabled() or not callable(function) or rules.is_artifact(function):
        return function

    @functools.wraps(function, updated=())
    def converted(*args, **kwargs):
        if context.graph is None:
            return function(*args, **kwargs)
        return call(function, args, kwargs, STANDARD)

    return rules.as_artifact(converted)


def converted_call(function, args, kwargs, scope=None, options=None):
    """Calls a function from generated code.

    Args:
      function: Any callable.
      args: The positional arguments, a tuple.
      kwargs: Those by name, or None.
      scope: The `FunctionScope` of the function that calls.
      options: Options to use in place of those of `scope`.
    """
    options = options or scope.callopts
    kwargs = kwargs or {}
    if isinstance(function, functools.partial) and not is_disabled():
        merged = {**function.keywords, **kwargs}
        return converted_call(function.func, (*function.args, *args), merged, scope, options)
    if rules.is_builtin(function) and not is_disabled():
        from tfcourse.function.autograph.operators.frames import in_frame
        from tfcourse.function.autograph.operators.python_builtins import overloaded

        special = in_frame(function, args, scope)
        if special is not None:
            return special()
        return overloaded(function)(*args, **kwargs)
    return call(function, args, kwargs, options)


def call(function, args, kwargs, options):
    """Calls a function, converted if it is user code with something to convert.

    Args:
      function: A callable, no builtin.
      args: The positional arguments.
      kwargs: Those by name.
      options: The `ConversionOptions`.
    """
    if isinstance(function, functools.partial):
        merged = {**function.keywords, **kwargs}
        return call(function.func, (*function.args, *args), merged, options)
    if rules.is_artifact(function):
        return function(*args, **kwargs)
    if is_disabled() or not options.internal_convert_user_code:
        return run_unconverted(function, args, kwargs)
    python_function, before = rules.unwrapped(function)
    if python_function is None or not rules.is_convertible(python_function, options.user_requested):
        return run_unconverted(function, args, kwargs)
    if not options.optional_features and not analysis.needs_conversion(
        python_function, before, args, kwargs
    ):
        return run_plain(function, args, kwargs)
    converted = _converted(python_function, function, options)
    if converted is None:
        return run_unconverted(function, args, kwargs)
    return run_converted(converted, (*before, *args), kwargs)


def _converted(python_function, function, options):
    """Returns a function converted; None, with a warning, if that is not possible."""
    from tfcourse.function.autograph import converter

    try:
        return converter.convert(python_function, options)
    except converter.NotConvertible as error:
        if error.deserves_warning and id(python_function.__code__) not in _warned:
            _warned.add(id(python_function.__code__))
            get_logger().warning(_NOT_CONVERTED, function, error.advice, error)
        return None
