"""`tf.function`: a callable that traces once per signature and runs the graph after."""

import functools

from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.export import export
from tfcourse.function.autograph.calls import trace_call
from tfcourse.function.concrete import ConcreteFunction
from tfcourse.function.func_graph import FuncGraph
from tfcourse.function.function_type import FunctionType
from tfcourse.function.methods import MethodTable
from tfcourse.function.placeholders import ArgumentPlaceholders
from tfcourse.function.quick_key import is_quick, quick_key
from tfcourse.function.results import as_result
from tfcourse.function.retracing import TraceLog, TraceRecords, history_of, warn
from tfcourse.function.signature import BoundCall, CallSignature
from tfcourse.function.trace_table import TraceTable
from tfcourse.function.user_errors import in_user_code

_settings = {"run_eagerly": False}
# A call with yet another number need not be found fast.
_MOST_QUICK = 1000


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


def trace(
    python_function,
    name,
    bound: BoundCall,
    may_create_variables=True,
    autograph=True,
    autograph_options=None,
    kind=ConcreteFunction,
) -> ConcreteFunction:
    """Runs a Python function once on symbolic tensors.

    Args:
      python_function: The function.
      name: Its name.
      bound: The arguments, with a leaf for each tensor and variable.
      may_create_variables: Whether `tf.Variable` may be called in it.
      autograph: Whether control flow over tensors becomes graph, and an error's message shows the
        user's lines.
      autograph_options: A `tf.autograph.experimental.Feature`, or several.
      kind: The class of the result.

    Raises:
      Exception: what the function raised, with the user's lines in its message.
    """
    graph = FuncGraph(name, may_create_variables, bound.tensors)
    inputs = ArgumentPlaceholders(graph)
    arguments = bound.arguments
    with graph.as_default():
        context.tapes = ()
        arguments = type(arguments)(
            arguments.signature,
            {
                key: nest.map_structure(inputs.symbolic, value, expand_composites=True)
                for key, value in bound.arguments.arguments.items()
            },
        )
        try:
            results = trace_call(
                python_function, arguments.args, arguments.kwargs, autograph, autograph_options
            )
        except Exception as error:
            shown = in_user_code(error)
            if shown is error:
                raise
            raise shown from None
        graph.structured_outputs = nest.map_structure(
            lambda value: as_result(value, python_function), results, expand_composites=True
        )
    inputs.finish()
    return kind(graph, bound.arguments, inputs)


class Function:
    """A Python function that runs as a graph, traced once per signature of its arguments.

    Source: `tf.function`, `tf.types.experimental.PolymorphicFunction`.
    """

    def __init__(self, python_function, name=None, input_signature=None, instance=None, **options):
        self._python_function = python_function
        self._name = name or getattr(python_function, "__name__", "function")
        self._instance = instance
        self._signature = CallSignature(python_function, input_signature, instance is not None)
        self._input_signature = self._signature.input_signature
        self._options = options
        self._traces = TraceTable()
        self._quick: dict[tuple, ConcreteFunction] = {}
        self._has_created_variables = False
        self._methods = MethodTable()
        self._log = TraceLog()
        self._history = history_of(python_function)
        if instance is not None:
            self._history.is_method = True
        functools.update_wrapper(self, python_function, updated=())
        self.__signature__ = self._signature.signature

    @property
    def name(self) -> str:
        """The name of the Python function."""
        return self._name

    @property
    def python_function(self):
        """The Python function."""
        if self._instance is None:
            return self._python_function
        return self._instance.method(self._python_function)

    @property
    def input_signature(self):
        """The input signature it was made with, or None."""
        return self._input_signature

    @property
    def function_type(self) -> FunctionType:
        """What is known of its arguments before any call."""
        return self._signature.function_type

    @property
    def concrete_functions(self) -> list[ConcreteFunction]:
        """The traces made so far, in order."""
        return list(self._traces.concrete)

    @property
    def experimental_trace_record(self) -> TraceRecords:
        """Why it was traced: a tuple of a `TraceRecord` for each trace, plain data that prints.

        Not in TensorFlow.

        Example:
          >>> import tfcourse as tf
          >>> double = tf.function(lambda x: x + x)
          >>> _ = double(tf.zeros([2])), double(tf.zeros([3]))
          >>> print(double.experimental_trace_record[1].reason)
          x: float32[2] then float32[3]
        """
        return TraceRecords(self._log.records)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return self._methods.get(instance) or self._methods.add(instance, self._bound_to)

    def _bound_to(self, instance):
        signature = self._input_signature
        if signature is not None and len(signature) == len(self._signature.signature.parameters):
            signature = signature[1:]
        return Function(self._python_function, self._name, signature, instance, **self._options)

    def experimental_get_tracing_count(self) -> int:
        """Returns how often the Python function was traced."""
        return len(self._log.records)

    def pretty_printed_concrete_signatures(self, verbose=True) -> str:
        """Returns the signatures of all traces as text.

        Args:
          verbose: Whether each is a table; otherwise each is one line.
        """
        shown = [item.pretty_printed_signature(verbose) for item in self._traces.concrete]
        return ("\n\n" if verbose else "\n").join(shown)

    def experimental_get_compiler_ir(self, *args, **kwargs):
        """Returns a function that gives what the compiler makes of a call.

        Args:
          *args: The arguments of the call, or `tf.TensorSpec`s.
          **kwargs: The same by name.

        Returns:
          A function of `stage`: `"hlo"` (by default), `"optimized_hlo"`, `"hlo_serialized"`,
          `"optimized_hlo_serialized"` or `"optimized_hlo_dot"`, which returns a str or bytes.

        Raises:
          ValueError: if the function is not marked `jit_compile=True`, or shapes are unknown.

        Example:
          >>> import tfcourse as tf
          >>> double = tf.function(lambda x: x + x, jit_compile=True)
          >>> text = double.experimental_get_compiler_ir(tf.constant(1.0))(stage="hlo")
          >>> text.splitlines()[0].split()[0]
          'HloModule'

        Source: `tf.types.experimental.PolymorphicFunction.experimental_get_compiler_ir`.
        """
        if not self._options.get("jit_compile"):
            raise ValueError(
                "Compiler IR can only be returned for functions marked with 'jit_compile=True'"
            )
        return self.get_concrete_function(*args, **kwargs).compiler_ir()

    def _trace(self, bound: BoundCall) -> ConcreteFunction:
        """Traces the function, and keeps the result for calls of the same form."""
        reduces = self._options.get("reduce_retracing", False)
        if reduces:
            self._traces.generalise(bound)
        concrete = self._traced(bound, reduces, not self._has_created_variables)
        if concrete.graph.variables:
            # As TensorFlow does: a second trace shows whether each call makes new ones.
            self._has_created_variables = True
            concrete = self._traced(bound, reduces, False, made_variables=True)
        if self._instance is not None:
            self._instance.release()
        return concrete

    def _traced(self, bound, reduces, may_create, made_variables=False):
        autograph = self._options["autograph"], self._options["autograph_options"]
        concrete = trace(self.python_function, self._name, bound, may_create, *autograph)
        self._traces.add(bound, concrete)
        self._log.add(concrete.function_type, self._history, reduces, made_variables)
        return concrete

    def __call__(self, *args, **kwargs):
        """Runs the graph for these arguments, traced now if it is their first call."""
        if _settings["run_eagerly"]:
            return self.python_function(*args, **kwargs)
        self._history.calls += 1
        key, tensors = quick_key(args, kwargs)
        concrete = self._quick.get(key)
        if concrete is not None:
            return concrete.call_flat(tensors)
        bound = self._signature.bind(args, kwargs)
        concrete = self._traces.find(bound)
        if concrete is None:
            concrete = self._trace(bound)
            self._quick.clear()
            often = self._history.note_trace()
            if often is not None:
                warn(self._python_function, *often, self._log.records[-1])
        if key is not None and is_quick(bound, tensors, kwargs) and len(self._quick) < _MOST_QUICK:
            self._quick[key] = concrete
        return concrete.call_flat(bound.tensors, bound.handles)

    def get_concrete_function(self, *args, **kwargs) -> ConcreteFunction:
        """Returns the trace for these arguments; a `tf.TensorSpec` stands for a tensor.

        Raises:
          TypeError: if arguments are missing.
        """
        if not args and not kwargs and self._input_signature is not None:
            args = self._input_signature
        return self.trace_for(args, kwargs)[0]

    def trace_for(self, args, kwargs) -> tuple:
        """Returns the trace for arguments, the tensors among them, and handles of variables."""
        bound = self._signature.bind(args, kwargs)
        return self._traces.find(bound) or self._trace(bound), bound.tensors, bound.handles

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
            autograph_options=experimental_autograph_options,
            jit_compile=bool(jit_compile or experimental_compile),
            reduce_retracing=reduce_retracing or bool(experimental_relax_shapes),
        )

    return decorate if func is None else decorate(func)
