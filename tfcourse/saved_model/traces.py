"""One trace of a function: written as plain data and programs, and made again from them.

A restored trace is a trace like any other, of a graph that holds one operation: the program. What
knows traces (tapes, outer functions, signatures that print) needs to know nothing of files.
"""

import functools
import inspect

from tfcourse.core import nest
from tfcourse.core.context import context
from tfcourse.core.differentiation import direction, modes
from tfcourse.core.errors import InvalidArgumentError
from tfcourse.core.execute import execute
from tfcourse.core.handle import ASSIGN
from tfcourse.core.op import Op
from tfcourse.core.signature import Argument
from tfcourse.core.specs import TensorSpec
from tfcourse.core.tensor import EagerTensor, Tensor
from tfcourse.function.concrete import ConcreteFunction
from tfcourse.function.function import trace
from tfcourse.function.signature import CAPTURED, CallSignature, Leaf, VariableLeaf
from tfcourse.function.trace_types import paths
from tfcourse.ops.streams import Stream
from tfcourse.saved_model.programs import export_programs, lowered_of
from tfcourse.saved_model.refusals import NotExportable
from tfcourse.saved_model.structures import (
    Malformed,
    at,
    decode,
    decode_spec,
    encode,
    encode_shape,
    encode_spec,
    is_plain_name,
    require,
)

_KINDS = {kind.name: kind for kind in type(inspect.Parameter.POSITIONAL_ONLY)}


def encode_parameters(signature: inspect.Signature) -> list[dict]:
    """Returns the parameters of a function as plain data."""
    encoded = []
    for parameter in signature.parameters.values():
        data = {"name": parameter.name, "kind": parameter.kind.name}
        if parameter.default is not parameter.empty:
            try:
                data["default"] = encode(parameter.default, lambda leaf: None)
            except NotExportable:
                data["default"] = ["captured", None]
        encoded.append(data)
    return encoded


def decode_parameters(data) -> inspect.Signature:
    """Returns the signature that plain data stand for."""

    def default(kind, content):
        if kind != "captured":
            raise Malformed(f"{kind!r} is no default value")
        return CAPTURED

    parameters = []
    for item in require(data, list):
        name, kind = require(item, dict).get("name"), require(item.get("kind"), str)
        if not is_plain_name(name) or kind not in _KINDS:
            raise Malformed(f"{name!r} is no parameter")
        given = decode(item["default"], default) if "default" in item else inspect.Parameter.empty
        parameters.append(inspect.Parameter(name, _KINDS[kind], default=given))
    try:
        return inspect.Signature(parameters)
    except ValueError as error:
        raise Malformed(str(error)) from None


def _argument(leaf):
    if isinstance(leaf, VariableLeaf):
        raise NotExportable(f"its argument '{leaf.name}' is a variable.")
    return ["tensor", encode_spec(leaf.named_spec)] if isinstance(leaf, Leaf) else None


def encode_arguments(bound: inspect.BoundArguments) -> list:
    """Returns the arguments of a trace as plain data, pairs of a parameter and a structure."""
    return [[name, encode(value, _argument)] for name, value in bound.arguments.items()]


def as_spec(kind, content):
    """Returns the `TensorSpec` that a leaf of an argument stands for."""
    if kind != "tensor":
        raise Malformed(f"{kind!r} is no argument")
    return decode_spec(content)


class SavedTrace:
    """A trace as it is written.

    Args:
      concrete: The `ConcreteFunction`.

    Attributes:
      handles: The handles of variables that it reads or writes.
      captures: The tensors that it captured.
      programs: Its programs.

    Raises:
      NotExportable: if it cannot be written.
    """

    def __init__(self, concrete):
        lowered = lowered_of(concrete)
        holders = [*lowered.handles, *lowered.streams]
        at = {id(holder): position for position, holder in enumerate(holders)}
        self._holders = holders
        self._written = [at[id(holder)] for holder in [*lowered.written, *lowered.streams]]
        self._outputs = concrete.graph.outputs
        self.handles = [holder for holder in holders if not isinstance(holder, Stream)]
        self.captures = [tensor for tensor, _ in concrete.graph.captures]
        if not all(isinstance(tensor, EagerTensor) for tensor in self.captures):
            raise NotExportable("it belongs to a function that is being traced.")
        self.programs = export_programs(lowered)

    def encode(self, nodes: dict) -> dict:
        """Returns what the manifest says of it, but for arguments and results.

        Args:
          nodes: The numbers of variables in the manifest, by the id of their handles.
        """

        def holder(item):
            if isinstance(item, Stream):
                return {"stream": [int(seed) for seed in item.seeds]}
            return {"variable": nodes[id(item)]}

        return {
            "holders": list(map(holder, self._holders)),
            "written": self._written,
            "captures": [_aval(tensor) for tensor in self.captures],
            "outputs": list(map(_aval, self._outputs)),
            "programs": [
                {
                    "ranks": program.ranks,
                    "bytes": len(program.content),
                    "sha256": program.digest,
                    "gradient": program.has_gradient,
                }
                for program in self.programs
            ],
        }


def _aval(tensor) -> dict:
    return {"shape": encode_shape(tensor.shape), "dtype": tensor.dtype.name}


def encode_results(structure, outputs) -> list:
    """Returns results as plain data, a number for each tensor among them."""
    numbers = {id(tensor): number for number, tensor in enumerate(outputs)}

    def leaf(item):
        return ["tensor", numbers[id(item)]] if isinstance(item, Tensor) else None

    return encode(structure, leaf)


class ProgramOp:
    """The operation that runs a trace's programs.

    Args:
      name: The name of the function, for errors.
      call: What `SavedTrace.encode` gave.
      programs: An `Exported` and whether it has a gradient, by ranks of the operands.
      holders: The handles and streams whose values it takes.

    Attributes:
      definition: The `Op`.
      outputs: A `TensorSpec` for each result that is no new value of a holder.
      written: The holders that it gives new values for.

    Raises:
      Malformed: if the data are not what `SavedTrace` writes.
    """

    def __init__(self, name, call, programs, holders):
        self.outputs = list(map(decode_spec, require(call.get("outputs"), list)))
        self.written = [at(holders, number) for number in require(call.get("written"), list)]
        self._name = name
        self._programs = programs
        self._holders = holders

    def definition(self, taken) -> Op:
        """Returns the `Op`.

        Args:
          taken: What it takes beside the values of holders; objects with a dtype.

        Raises:
          Malformed: if a program does not take and give what the manifest says.
        """
        given = [*self.outputs, *map(_Value, self.written)]
        expected = _numpy_dtypes([*taken, *map(_Value, self._holders)]), _numpy_dtypes(given)
        for ranks, (program, _) in self._programs.items():
            found = tuple([aval.dtype for aval in side] for side in _sides(program))
            if found != expected or [len(aval.shape) for aval in program.in_avals] != list(ranks):
                raise Malformed("a program does not take and give what the manifest says")
        return Op(
            "StatefulPartitionedCall" if self._holders else "PartitionedCall",
            self._run,
            operands=tuple(f"input_{index}" for index in range(len(expected[0]))),
            results=tuple(Argument("output", None, item.dtype, False, None) for item in given),
        )

    def _run(self, *values):
        ranks = tuple(len(value.shape) for value in values)
        if ranks not in self._programs:
            raise InvalidArgumentError(
                None,
                None,
                f"The loaded function '{self._name}' was not saved for arguments of these ranks: "
                f"{', '.join(map(str, ranks[: len(ranks) - len(self._holders)]))}.",
            )
        program, has_gradient = self._programs[ranks]
        if len(modes.stack) > has_gradient or direction() == "forward":
            held = "the first derivative backwards only" if has_gradient else "no derivative"
            raise LookupError(f"The loaded function '{self._name}' was saved with {held}.")
        try:
            return program.call(*values)
        except ValueError as error:
            # Sizes that the program takes to be equal, or to be none but 0.
            raise InvalidArgumentError(None, None, str(error)) from error


class _Value:
    """What a handle or stream holds."""

    def __init__(self, holder):
        self.dtype = holder.value_dtype


def _numpy_dtypes(items) -> list:
    return [item.dtype.numpy_dtype for item in items]


def _sides(program):
    return program.in_avals, program.out_avals


class RestoredTrace(ConcreteFunction):
    """A trace of a loaded function: what its results are is said by specs."""

    @functools.cached_property
    def structured_outputs(self):
        """A `TensorSpec` for each result, nested as they are, named by the way to it."""
        structure = self.graph.structured_outputs
        fields = structure._asdict() if hasattr(structure, "_asdict") else structure
        if isinstance(structure, Tensor):
            names = ["unknown"]
        elif isinstance(fields, dict):
            keys = sorted(fields) if fields is structure else fields
            names = [name for key in keys for name in paths(fields[key], str(key))]
        else:
            names = paths(structure, "tensor")
        named = (
            TensorSpec(leaf.shape, leaf.dtype, name) if isinstance(leaf, Tensor) else leaf
            for leaf, name in zip(nest.flatten(structure), names, strict=True)
        )
        return nest.pack_sequence_as(structure, list(named))


class _Result:
    """Stands for a result, by its number."""

    def __init__(self, kind, number):
        if kind != "tensor":
            raise Malformed(f"{kind!r} is no result")
        self.number = number


def _bound(signature, data):
    """Returns the `BoundCall` that a trace is for."""
    values = {}
    for pair in require(data, list):
        if len(require(pair, list)) != 2 or require(pair[0], str) not in signature.parameters:
            raise Malformed(f"{str(pair)[:40]!r} is no argument")
        values[pair[0]] = decode(pair[1], as_spec)
    given = inspect.BoundArguments(signature, values)
    try:
        return CallSignature(_with(signature)).bind(given.args, given.kwargs)
    except TypeError as error:
        raise Malformed(str(error)) from None


def _with(signature):
    def function():
        """Has a signature, and nothing else."""

    function.__signature__ = signature
    return function


def restore_trace(data, program_op, captures, holders):
    """Makes a trace of a saved one.

    Args:
      data: What the manifest says of it.
      program_op: Its `ProgramOp`.
      captures: The tensors that it captured.
      holders: The handles and streams that it reads or writes.

    Returns:
      The `ConcreteFunction`, and the `BoundCall` that it is for.
    """
    bound = _bound(decode_parameters(data.get("parameters")), data.get("arguments"))
    structure = decode(data.get("results"), _Result)
    definition = program_op.definition([*bound.leaves, *captures])
    definition.takes_tensors = True

    def run(*args, **kwargs):
        values = [*context.graph.inputs, *captures, *(holder.read() for holder in holders)]
        results = execute(definition, values, ())
        outputs = results[: len(program_op.outputs)]
        for output, spec in zip(outputs, program_op.outputs, strict=True):
            output.set_shape(spec.shape)
        for holder, value in zip(program_op.written, results[len(outputs) :], strict=True):
            holder.update(ASSIGN, (value,))
        return nest.map_structure(
            lambda leaf: at(outputs, leaf.number) if isinstance(leaf, _Result) else leaf, structure
        )

    restored = trace(run, data["name"], bound, False, autograph=False, kind=RestoredTrace)
    return restored, bound
