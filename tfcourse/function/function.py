"""`tf.function`: a callable that traces once per signature and runs the graph after."""

import functools
import weakref

from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.convert import convert
from tfcourse.core.export import export
from tfcourse.core.operation import Operation
from tfcourse.function.concrete import ConcreteFunction
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.signature import BoundCall, CallSignature, Leaf
from tfcourse.function.user_errors import in_user_code
from tfcourse.ops.array import identity

_settings = {"run_eagerly": False}


@export("config.run_functions_eagerly")
def run_functions_eagerly(run_eagerly: bool) -> None:
    """Makes all functions run as plain Python, for debugging, or as graphs again.

    Source: `tf.config.run_functions_eagerly`.
    """
    _settings["run_eagerly"] = bool(run_eagerly)


@export("config.functions_run_eagerly")
def functions_run_eagerly() -> bool:
    """Says whether functions run as plain Python.

    Source: `tf.config.functions_run_eagerly`.
    """
    return _settings["run_eagerly"]


def _to_result(value, python_function):
    """Returns what a traced function's return value is in its graph."""
    if value is None or isinstance(value, Operation):
        return None
    try:
        tensor = context.graph.element(convert(value))
    except (TypeError, ValueError):
        raise TypeError(
            "To be compatible with tf.function, Python functions must return zero or more Tensors "
            f"or ExtensionTypes or None values; in compilation of {python_function}, found return "
            f"value of type {type(value).__name__}, which is not a Tensor or ExtensionType."
        ) from None
    return identity(tensor)


def trace(
    python_function, name, bound: BoundCall, may_create_variables=True, shows_user_code=True
) -> ConcreteFunction:
    """Runs a Python function once on symbolic tensors.

    Args:
      python_function: The function.
      name: Its name.
      bound: The arguments, with a `Leaf` for each tensor.
      may_create_variables: Whether `tf.Variable` may be called in it.
      shows_user_code: Whether an error's message shows the user's lines, as AutoGraph's do.

    Raises:
      Exception: what the function raised, with the user's lines in its message.
    """
    graph = FuncGraph(name, may_create_variables, bound.tensors)

    def symbolic(leaf):
        if not isinstance(leaf, Leaf):
            return leaf
        spec = leaf.spec
        placeholder = graph.placeholder(spec.dtype, spec.shape, spec.name)
        graph.inputs.append(placeholder)
        return placeholder

    arguments = bound.arguments
    with graph.as_default():
        context.tapes = ()
        arguments = type(arguments)(
            arguments.signature,
            {
                key: nest.map_structure(symbolic, value, expand_composites=True)
                for key, value in bound.arguments.arguments.items()
            },
        )
        try:
            results = python_function(*arguments.args, **arguments.kwargs)
        except Exception as error:
            if not shows_user_code:
                raise
            raise in_user_code(error) from None
        graph.structured_outputs = nest.map_structure(
            lambda value: _to_result(value, python_function), results, expand_composites=True
        )
    specs = {
        key: nest.map_structure(
            lambda leaf: leaf.spec if isinstance(leaf, Leaf) else leaf,
            value,
            expand_composites=True,
        )
        for key, value in bound.arguments.arguments.items()
    }
    structured = type(arguments)(arguments.signature, specs)
    return ConcreteFunction(graph, (structured.args, structured.kwargs))


class Function:
    """A Python function that runs as a graph, traced once per signature of its arguments.

    Source: `tf.function`, `tf.types.experimental.PolymorphicFunction`.
    """

    def __init__(
        self, python_function, name=None, input_signature=None, run_eagerly=None, **options
    ):
        self._python_function = python_function
        self._name = name or getattr(python_function, "__name__", "function")
        self._signature = CallSignature(python_function, input_signature)
        self._input_signature = self._signature.input_signature
        self._options = options
        self._concrete: dict[tuple, ConcreteFunction] = {}
        self._kept: list = []
        self._has_created_variables = False
        self._methods = weakref.WeakKeyDictionary()
        self._tracing_count = 0
        functools.update_wrapper(self, python_function, updated=())

    @property
    def python_function(self):
        """The Python function."""
        return self._python_function

    @property
    def input_signature(self):
        """The input signature it was made with, or None."""
        return self._input_signature

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        try:
            method = self._methods.get(instance)
        except TypeError:
            return self._bound_to(instance)
        if method is None:
            method = self._methods[instance] = self._bound_to(weakref.proxy(instance))
        return method

    def _bound_to(self, instance):
        signature = self._input_signature
        if signature is not None and len(signature) == len(self._signature.signature.parameters):
            signature = signature[1:]
        method = functools.partial(self._python_function, instance)
        functools.update_wrapper(method, self._python_function)
        del method.__wrapped__
        return Function(method, self._name, signature, **self._options)

    def experimental_get_tracing_count(self) -> int:
        """Returns how often the Python function was traced."""
        return self._tracing_count

    def _trace(self, bound: BoundCall) -> ConcreteFunction:
        """Traces the function, and keeps the result for calls with the same key."""
        may_create = not self._has_created_variables
        self._tracing_count += 1
        shows = self._options.get("autograph", True)
        concrete = trace(self._python_function, self._name, bound, may_create, shows)
        if concrete.graph.variables:
            # As TensorFlow does: a second trace shows whether each call makes new ones.
            self._has_created_variables = True
            self._kept.append(concrete.graph.variables)
            self._tracing_count += 1
            concrete = trace(self._python_function, self._name, bound, False, shows)
        self._kept.append(bound.variables)
        self._concrete[bound.key] = concrete
        return concrete

    def __call__(self, *args, **kwargs):
        """Runs the graph for these arguments, traced now if it is their first call."""
        if _settings["run_eagerly"]:
            return self._python_function(*args, **kwargs)
        bound = self._signature.bind(args, kwargs)
        concrete = self._concrete.get(bound.key) or self._trace(bound)
        return concrete.call_flat(bound.tensors)

    def get_concrete_function(self, *args, **kwargs) -> ConcreteFunction:
        """Returns the trace for these arguments; a `tf.TensorSpec` stands for a tensor.

        Raises:
          TypeError: if arguments are missing.
        """
        if not args and not kwargs and self._input_signature is not None:
            args = self._input_signature
        bound = self._signature.bind(args, kwargs)
        return self._concrete.get(bound.key) or self._trace(bound)

    def __repr__(self):
        return (
            "<tensorflow.python.eager.polymorphic_function.polymorphic_function.Function object "
            f"at {hex(id(self))}>"
        )


@export("function")
def function(
    func=None,
    input_signature=None,
    autograph=True,
    jit_compile=None,
    reduce_retracing=False,
    experimental_implements=None,
    experimental_autograph_options=None,
    experimental_attributes=None,
    experimental_relax_shapes=None,
    experimental_compile=None,
    experimental_follow_type_hints=None,
):
    """Makes a Python function run as a graph, compiled by XLA.

    The Python code runs once per signature (shapes and dtypes of tensors, values of the rest);
    after that its graph runs.

    Args:
      func: The function; without it, a decorator is returned.
      input_signature: One `tf.TensorSpec`, or structure of them, per argument: the one trace.
      autograph: Whether Python control flow over tensors becomes graph.
      jit_compile: Accepted; every graph is compiled by XLA.
      reduce_retracing: Whether shapes that keep changing become unknown dimensions.
      experimental_implements: Unused; kept for TensorFlow's signature.
      experimental_autograph_options: Options for AutoGraph.
      experimental_attributes: Unused; kept for TensorFlow's signature.
      experimental_relax_shapes: Former name of `reduce_retracing`.
      experimental_compile: Former name of `jit_compile`.
      experimental_follow_type_hints: Unused; kept for TensorFlow's signature.

    Returns:
      A `Function`, or a decorator that makes one.

    Raises:
      TypeError: if `func` is not callable.

    Example:
      >>> import tfcourse as tf
      >>> @tf.function
      ... def cube(x):
      ...     return x**3
      >>> cube(tf.constant(2.0)).numpy().item()
      8.0

    Source: `tf.function`.
    """

    def decorate(python_function):
        if not callable(python_function):
            raise TypeError(f"{python_function} is not a callable object")
        return Function(
            python_function,
            input_signature=input_signature,
            autograph=autograph,
            reduce_retracing=reduce_retracing or bool(experimental_relax_shapes),
        )

    return decorate if func is None else decorate(func)
