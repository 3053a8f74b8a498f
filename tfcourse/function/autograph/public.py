"""`tf.autograph`: conversion by hand, and what steers it."""

import functools
import inspect
import textwrap

from tfcourse.core.export import export
from tfcourse.function.autograph import rules
from tfcourse.function.autograph.calls import run_unconverted
from tfcourse.function.autograph.errors import ConversionError
from tfcourse.function.autograph.options import ConversionOptions, conversion, features_of

_UNSPECIFIED = object()


@export("autograph.experimental.do_not_convert")
def do_not_convert(func=None):
    """Keeps AutoGraph from converting a function and what it calls.

    Args:
      func: The function; without it, a decorator is returned.

    Returns:
      A function that does the same, always as plain Python.

    Example:
      >>> import tfcourse as tf
      >>> @tf.autograph.experimental.do_not_convert
      ... def kept(x):
      ...     return x + 1
      >>> kept(1)
      2

    Source: `tf.autograph.experimental.do_not_convert`.
    """
    if func is None:
        return do_not_convert

    @functools.wraps(func)
    def unconverted(*args, **kwargs):
        with conversion(False):
            return run_unconverted(func, args, kwargs)

    return rules.as_artifact(unconverted)


@export("autograph.experimental.set_loop_options")
def set_loop_options(
    parallel_iterations=_UNSPECIFIED,
    swap_memory=_UNSPECIFIED,
    maximum_iterations=_UNSPECIFIED,
    shape_invariants=_UNSPECIFIED,
):
    """Sets options of the loop around it; it must be the loop's first statement.

    It has an effect only where the loop becomes a `tf.while_loop`.

    Args:
      parallel_iterations: Accepted; unused.
      swap_memory: Accepted; unused.
      maximum_iterations: The largest number of iterations.
      shape_invariants: Pairs of a tensor, before the loop, and the shape it keeps in it.

    Example:
      >>> import tfcourse as tf
      >>> @tf.function
      ... def limited(n):
      ...     for i in tf.range(10):
      ...         tf.autograph.experimental.set_loop_options(maximum_iterations=3)
      ...         n += 1
      ...     return n
      >>> limited(tf.constant(0)).numpy().item()
      3

    Source: `tf.autograph.experimental.set_loop_options`.
    """


@export("autograph.to_graph")
def to_graph(entity, recursive=True, experimental_optional_features=None):
    """Converts a Python function into one whose control flow over tensors becomes graph.

    Args:
      entity: A Python function or method.
      recursive: Whether functions that it calls are converted too.
      experimental_optional_features: A `tf.autograph.experimental.Feature`, or several.

    Returns:
      The converted function.

    Raises:
      ConversionError: if it has no Python code.

    Example:
      >>> import tfcourse as tf
      >>> def absolute(x):
      ...     return x if x > 0 else -x
      >>> tf.autograph.to_graph(absolute).__name__
      'tf__absolute'

    Source: `tf.autograph.to_graph`.
    """
    from tfcourse.function.autograph import converter

    function = getattr(entity, "__func__", entity)
    if not inspect.isfunction(function):
        raise ConversionError(
            f"converting {entity}: ValueError: Cannot apply autograph to a function that doesn't "
            "expose a __code__ object. If this is a @tf.function, try passing f.python_function "
            "instead."
        )
    features = features_of(experimental_optional_features)
    try:
        return converter.convert(function, ConversionOptions(recursive, True, True, features))
    except converter.NotConvertible as error:
        raise ConversionError(f"converting {entity}: ValueError: {error}") from None


@export("autograph.to_code")
def to_code(entity, recursive=True, experimental_optional_features=None) -> str:
    """Returns the source of what AutoGraph makes of a function.

    Args:
      entity: A Python function or method.
      recursive: Whether functions that it calls are converted too.
      experimental_optional_features: A `tf.autograph.experimental.Feature`, or several.

    Raises:
      ConversionError: if it has no Python code.

    Example:
      >>> import tfcourse as tf
      >>> def absolute(x):
      ...     return x if x > 0 else -x
      >>> tf.autograph.to_code(absolute).splitlines()[0]
      'def tf__absolute(x):'

    Source: `tf.autograph.to_code`.
    """
    converted = to_graph(entity, recursive, experimental_optional_features)
    return textwrap.dedent(inspect.getsource(converted))


@export("autograph.trace")
def trace(*args):
    """Prints its arguments while a function is traced.

    Args:
      *args: Anything.

    Example:
      >>> trace("tracing", 1)
      tracing 1

    Source: `tf.autograph.trace`.
    """
    print(*args)


@export("autograph.set_verbosity")
def set_verbosity(level, alsologtostdout=False):
    """Sets how much the converter says of its work: nothing at 0, its steps from 1 on.

    Args:
      level: An integer; environment variable AUTOGRAPH_VERBOSITY by default.
      alsologtostdout: Whether it is printed as well.

    Example:
      >>> set_verbosity(0)

    Source: `tf.autograph.set_verbosity`.
    """
    from malt.utils import ag_logging

    ag_logging.set_verbosity(level, alsologtostdout)
