"""One op, one definition: the `@op` decorator.

An operation is a JAX function with its public names; TensorFlow's signature of its op type says
which parameters are operands (tensors) and which attributes, and which dtypes it takes:

    @op("AddV2", names=("math.add", "add"), broadcasts=True)
    def add(x, y, name=None):
        '''Returns x + y element-wise.'''
        return jnp.add(x, y)

The first parameters are the operands, in the order of the op type's inputs; the others are
attributes, passed on by position and hashable; a last `name` never reaches the kernel. The
decorated name becomes the public function, whose every call goes through `execute`.
"""

import functools
import inspect
import types
from collections import namedtuple
from collections.abc import Callable

import numpy as np

from tfcourse.core import dtypes, tiers
from tfcourse.core.context import context
from tfcourse.core.export import export_constant
from tfcourse.core.kernels import Kernel, freeze
from tfcourse.core.signature import Argument, signature
from tfcourse.core.tensor import EagerTensor

_DTYPE_PARAMETERS = ("dtype", "out_type", "output_type", "index_type", "DstT", "Tout", "type")
ops_by_type: dict[str, "Op"] = {}


class Op:
    """The definition of an operation.

    Attributes:
      type: The op type (`AddV2`).
      function: The JAX function: (*operands, *attributes) -> array or tuple of arrays.
      inputs: The operands as `Argument`s.
      attribute_names: The other parameters, in order.
      static: Positions of operands whose values the kernel must know while it is traced (a
        shape, an axis); they reach it as NumPy arrays. Named with a trailing `?`, an operand is
        static only where its value is known, else it reaches the kernel like any other.
      broadcasts: Whether operands must broadcast against each other (checked by the gate).
      is_differentiable: Whether tapes record it.
      is_host: Whether the function takes and returns NumPy arrays and is never compiled.
      reads_shapes_only: Whether only shapes of operands matter (`Shape`); never compiled.
      on_numpy: Whether the function gives NumPy arrays for NumPy arrays (`Range`, `Fill`): on the
        host it is called as it is.
      is_stateful: Whether two equal calls may differ (random numbers, printing).
      check: None or a function (*operands, *attributes) that raises where the values of operands
        are wrong; run only on eager host values.
      checked_kinds: The kinds of NumPy dtypes that `check` looks at the values of; all by default.
      graph_name: The name its operations take in a graph when none is given.
      wrapped_name: The kernel's name as TensorFlow's errors print it.
      names_errors: Whether errors of its kernel end with `name:`, as most do in TensorFlow.
      graphs: The graphs of its branches or bodies, for an op that holds some.
      known_results: For an op that holds graphs, (dtype, avals) of each result.
      interpret: For an op that holds graphs which XLA cannot compile as a whole, what runs them
        through the gate instead: (*tensors) -> list of tensors. It is then a host op.
      fallback: The same for an op that XLA compiles, for calls whose shapes do not fit some branch.
      draws: None, or for an op that draws random numbers the op that runs it: its operands are
        this one's, then the states of random streams; its results likewise end in their new states.
      custom_call: None, or for an op that ends a call with a gradient of the user's own, inside of
        a graph, what traces that gradient where a derivative is taken.
      takes_tensors: Whether its operands are tensors already, none a list, of any dtypes: so it is
        for operations that the library puts together itself.
    """

    takes_tensors = False
    custom_call = None

    draws: "Op | None" = None

    def __init__(
        self,
        op_type: str,
        function: Callable,
        *,
        static: tuple[str, ...] = (),
        operands: tuple[str, ...] | None = None,
        results: tuple[Argument, ...] | None = None,
        broadcasts: bool = False,
        is_differentiable: bool = True,
        is_host: bool = False,
        reads_shapes_only: bool = False,
        on_numpy: bool = False,
        is_stateful: bool = False,
        check: Callable | None = None,
        checked_kinds: str = "biufcO",
        graph_name: str | None = None,
        wrapped_name: str | None = None,
        names_errors: bool = True,
        graphs: tuple = (),
        known_results: list | None = None,
        interpret: Callable | None = None,
        fallback: Callable | None = None,
    ):
        self.type = op_type
        self.function = function
        self._own_operands = operands
        self._own_results = results
        self.static_names = static
        self.broadcasts = broadcasts
        self.is_differentiable = is_differentiable
        self.is_host = is_host
        self.reads_shapes_only = reads_shapes_only
        self.on_numpy = on_numpy
        # Dtypes of operands that the gate has found to fit; only kept where `on_numpy`.
        self.fitting_dtypes: set[tuple] = set()
        self.is_stateful = is_stateful
        self.check = check
        self.checked_kinds = checked_kinds
        self.graph_name = graph_name or op_type
        self.wrapped_name = wrapped_name or op_type
        self.names_errors = names_errors
        self.graphs = graphs
        self.known_results = known_results
        self.interpret = interpret
        self.fallback = fallback
        self.kernels: dict[tuple, Kernel] = {}
        # What `core.shortcuts` keeps.
        self.shortcuts: dict[tuple, tuple] = {}

    @functools.cached_property
    def signature(self):
        """TensorFlow's signature of the op type, or None for an op with operands of our own."""
        return None if self._own_operands is not None else signature(self.type)

    @functools.cached_property
    def parameters(self) -> list[inspect.Parameter]:
        """The parameters of the function, without the name."""
        return [
            parameter
            for parameter in inspect.signature(self.function).parameters.values()
            if parameter.name != "name" and parameter.kind is not parameter.VAR_POSITIONAL
        ]

    @functools.cached_property
    def inputs(self) -> tuple[Argument, ...]:
        """The operands."""
        if self.signature is None:
            names = self._own_operands or ()
            return tuple(
                Argument(name.rstrip("*"), None, None, name.endswith("*"), None) for name in names
            )
        return self.signature.inputs

    @functools.cached_property
    def static(self) -> frozenset[int]:
        """Positions of the static operands."""
        return frozenset(map(self._position, self.static_names))

    @functools.cached_property
    def static_if_known(self) -> frozenset[int]:
        """Positions of the operands that are static where their value is known while tracing."""
        return frozenset(self._position(name) for name in self.static_names if name.endswith("?"))

    def _position(self, name):
        names = self._own_operands or [parameter.name for parameter in self.parameters]
        return [known.rstrip("*") for known in names].index(name.rstrip("?"))

    @functools.cached_property
    def attribute_names(self) -> tuple[str, ...]:
        """Names of the parameters that are attributes, in order."""
        return tuple(parameter.name for parameter in self.parameters[len(self.inputs) :])

    @functools.cached_property
    def is_plain(self) -> bool:
        """Whether all operands are single, dynamic, and share one dtype: the gate's short way."""
        return (
            bool(self.inputs)
            and not self.static
            and self.check is None
            and all(a.attribute is not None and not a.is_list for a in self.inputs)
            and len({argument.attribute for argument in self.inputs}) == 1
        )

    @functools.cached_property
    def may_be_short(self) -> bool:
        """Whether the gate's short way can be gone, as far as the op knows."""
        return not (
            self.is_host or self.reads_shapes_only or self.on_numpy or self.gives_text
        ) and not any(argument.is_list for argument in self.inputs)

    @functools.cached_property
    def gives_one(self) -> bool:
        """Whether the public function gives one tensor by itself."""
        if self._own_results is not None:
            return False
        return self.signature is not None and (
            len(self.signature.outputs) == 1 and not self.signature.outputs[0].is_list
        )

    @functools.cached_property
    def allowed(self) -> dict[str, frozenset]:
        """The dtypes allowed for each type attribute that restricts them."""
        if self.signature is None:
            return {}
        return {
            name: frozenset(attribute.allowed)
            for name, attribute in self.signature.attributes.items()
            if attribute.allowed is not None
        }

    @functools.cached_property
    def plain_dtypes(self) -> frozenset:
        """The dtypes for which the gate's short way needs no further look."""
        every = self.allowed.get(
            self.inputs[0].attribute, frozenset(dtypes.from_enum_name.values())
        )
        return every - {dtypes.string, dtypes.resource, dtypes.variant}

    def streams(self, attributes: tuple) -> tuple:
        """Returns a new random stream for each that an operation of these attributes draws from."""
        return ()

    def result_arguments(self, count: int) -> list[Argument]:
        """Returns the `Argument` of each of `count` flat results."""
        if self._own_results is not None:
            return list(self._own_results)
        if self.signature is None:
            return [Argument("output", None, None, False, None)] * count
        outputs = self.signature.outputs
        spare = count - sum(not argument.is_list for argument in outputs)
        arguments = []
        for argument in outputs:
            arguments += [argument] * (spare if argument.is_list else 1)
        return arguments

    @functools.cached_property
    def gives_text(self) -> bool:
        """Whether a result of an op of our own is a string."""
        return any(item.dtype is dtypes.string for item in self._own_results or ())

    @functools.cache  # noqa: B019 - ops live as long as the process
    def results_tied_to(self, count: int) -> tuple[int | None, ...]:
        """Returns for each flat result the position of an operand that has its dtype, or None."""
        by_attribute: dict[str | None, int] = {}
        for position, argument in enumerate(self.inputs):
            if argument.attribute is not None:
                by_attribute.setdefault(argument.attribute, position)
        return tuple(
            by_attribute.get(argument.attribute) for argument in self.result_arguments(count)
        )

    def result_dtypes(self, by_attribute: dict, avals) -> list:
        """Returns the dtype of each flat result, given its abstract value: strings are codes."""
        found = []
        for argument, value in zip(self.result_arguments(len(avals)), avals, strict=True):
            dtype = by_attribute.get(argument.attribute, argument.dtype)
            is_text = dtype is dtypes.string
            found.append(dtype if is_text else dtypes.from_numpy[np.dtype(value.dtype)])
        return found

    def unknown_results(self, by_attribute: dict, attributes: tuple) -> list:
        """Returns (dtype, None) for each result, where shapes cannot be inferred."""
        given = dict(zip(self.attribute_names, attributes, strict=False))
        chosen = next((given[name] for name in _DTYPE_PARAMETERS if given.get(name)), None)
        arguments = self._own_results
        if arguments is None:
            own = self.signature is None
            arguments = self.result_arguments(1) if own else self.signature.outputs
        return [
            (by_attribute.get(argument.attribute, argument.dtype) or chosen, None)
            for argument in arguments
            for _ in range(given.get(argument.count, 1) if argument.is_list else 1)
        ]

    @functools.cached_property
    def _result_class(self):
        return namedtuple(self.type, [argument.name for argument in self.signature.outputs])

    def structure(self, results: list):
        """Returns flat results as the public function gives them: one, a list or a named tuple."""
        if self._own_results is not None:
            return tuple(results)
        if self.signature is None:
            return results[0] if len(results) == 1 else tuple(results)
        outputs = self.signature.outputs
        if len(outputs) == 1:
            return list(results) if outputs[0].is_list else results[0]
        if not outputs:
            return None
        if any(argument.is_list for argument in outputs):
            return tuple(results)
        return self._result_class(*results)

    def kernel(self, attributes: tuple, statics: dict, counts: tuple) -> Kernel:
        """Returns the interned kernel for these attributes, static operands and list lengths."""
        key = (
            attributes,
            counts,
            tuple(
                (position, value.dtype.char, value.shape, value.tobytes())
                for position, value in statics.items()
            )
            if statics
            else (),
        )
        try:
            kernel = self.kernels.get(key)
        except TypeError:
            return self.kernel(tuple(map(freeze, attributes)), statics, counts)
        if kernel is None:
            kernel = self.kernels[key] = Kernel(self, attributes, statics, counts)
        return kernel

    @functools.cached_property
    def single_counts(self) -> tuple:
        """`counts` of an op without list operands."""
        return (None,) * len(self.inputs)

    def __repr__(self):
        return f"<Op {self.type}>"


def _unbuilt(*arguments, **keywords):
    return _build()(*arguments, **keywords)  # noqa: F821 - a global of each public function


def _public_function(definition: Op, function: Callable) -> Callable:
    """Returns the function that users call: the kernel's parameters, then the gate.

    Most are never called in one session, so its code is written by its first call.
    """

    def build():
        source, defaults = _public_source(definition, function)
        namespace: dict = {}
        globals_.update(defaults)
        exec(compile(source, f"<op {definition.type}>", "exec"), globals_, namespace)
        built = namespace[function.__name__]
        # The code last: another thread may be calling.
        public.__defaults__ = built.__defaults__
        public.__kwdefaults__ = built.__kwdefaults__
        public.__code__ = built.__code__
        return public

    globals_ = {"_build": build}
    public = types.FunctionType(_unbuilt.__code__, globals_, function.__name__)
    public = functools.wraps(function)(public)
    public.op = definition
    return public


def _public_source(definition: Op, function: Callable) -> tuple[str, dict]:
    """Returns the source of a public function, and the globals it needs."""
    from tfcourse.core.execute import execute
    from tfcourse.core.shortcuts import run_unary

    globals_ = {"_execute": execute, "_op": definition, "_as_dtype": dtypes.as_dtype}
    header, passed, kinds = [], [], inspect.Parameter
    parameters = inspect.signature(function).parameters
    for index, (name, parameter) in enumerate(parameters.items()):
        if parameter.kind is kinds.KEYWORD_ONLY and "*" not in header:
            header.append("*")
        if parameter.default is kinds.empty:
            header.append(name)
        else:
            globals_[f"_default_{index}"] = parameter.default
            header.append(f"{name}=_default_{index}")
        if name in _DTYPE_PARAMETERS:
            passed.append(f"None if {name} is None else _as_dtype({name})")
        elif name != "name":
            passed.append(name)
    count = len(definition.inputs)
    operands = "".join(f"{item}, " for item in passed[:count])
    attributes = "".join(f"{item}, " for item in passed[count:])
    name = "name" if "name" in parameters else "None"
    call = f"_execute(_op, ({operands}), ({attributes}), {name})"
    body = [f"return {call}"]
    if count == 1 and len(passed) == 1 and definition.gives_one and not definition.static:
        # What the gate looks at first, without going there.
        globals_ |= {"_known": definition.shortcuts, "_run": run_unary, "_tensor": EagerTensor}
        globals_ |= {"_context": context, "_tiers": tiers}
        operand = passed[0]
        body[:0] = [
            f"if type({operand}) is _tensor and _context.run is not None and _tiers.mode != 'xla':",
            f"    known = _known.get(({operand}.form,))",
            f"    if known is not None: return _run(_op, known, {operand})",
        ]
    lines = "".join(f"    {line}\n" for line in body)
    return f"def {function.__name__}({', '.join(header)}):\n{lines}", globals_


def op(op_type: str, *, names: tuple[str, ...] = (), **options) -> Callable:
    """Returns a decorator that makes a JAX function an operation.

    Args:
      op_type: TensorFlow's op type, or a new one for an op of our own.
      names: The public names, such as `("math.add", "add")`.
      **options: As the attributes of `Op`; `static` and `operands` name parameters (`operands`
        and `results` only for op types that TensorFlow does not know; a trailing `*` in the name
        of an operand marks a list).

    Returns:
      A decorator that returns the public function; its `.op` is the `Op`.
    """

    def decorate(function: Callable) -> Callable:
        definition = Op(op_type, function, **options)
        ops_by_type[op_type] = definition
        public = _public_function(definition, function)
        return export_constant(public, *names)

    return decorate
