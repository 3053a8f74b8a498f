"""Gathers what a saved model holds: nodes for objects, traces, arrays and programs."""

import numpy as np

from tfcourse.core.build import VERSION
from tfcourse.function.concrete import ConcreteFunction
from tfcourse.saved_model.constants import SERVING
from tfcourse.saved_model.files import FORMAT, VERSION_OF_FORMAT
from tfcourse.saved_model.refusals import NotExportable, of_function
from tfcourse.saved_model.signatures import name_of, parameters_of, results_of
from tfcourse.saved_model.structures import encode, encode_shape, encode_spec
from tfcourse.saved_model.traces import (
    SavedTrace,
    encode_arguments,
    encode_parameters,
    encode_results,
)
from tfcourse.saved_model.tracking import children_of, is_function, is_tracked, is_variable


class Writer:
    """What is written of an object.

    Args:
      root: The object.
      signatures: Traces by name.

    Attributes:
      manifest: Plain data.
      arrays: NumPy arrays by name.
      programs: Contents of files, by the numbers of the trace and of the program.

    Raises:
      ValueError: if something cannot be written.
      KeyError: if a function uses a variable that does not belong to the object.
    """

    def __init__(self, root, signatures):
        self.arrays: dict[str, np.ndarray] = {}
        self.programs: dict[tuple[int, int], bytes] = {}
        self._nodes: list[dict] = []
        self._numbers: dict[int, int] = {}
        self._variables: dict[int, int] = {}
        # What is met once must not be collected: another object might get its id.
        self._met: list = []
        self._waiting: list = []
        self._saved: dict[int, int] = {}
        self._calls: list[dict] = []
        self._add_objects(root)
        encoded = {str(key): self._signature(key, trace) for key, trace in signatures.items()}
        self.manifest = {
            "format": FORMAT,
            "version": VERSION_OF_FORMAT,
            "tensorflow_version": VERSION,
            "tags": [SERVING],
            "nodes": self._nodes,
            "programs": self._calls,
            "signatures": dict(sorted(encoded.items())),
        }

    def _add_objects(self, root):
        self._number_of(root)
        functions = []
        while self._waiting:
            number, value = self._waiting.pop()
            if is_function(value):
                functions.append((number, value))
            else:
                self._nodes[number].update(self._object(number, value))
        # Last, when all variables are known that they may use.
        for number, function in sorted(functions, key=lambda pair: pair[0]):
            self._nodes[number].update(self._function(function))

    def _number_of(self, value) -> int:
        """Returns the number of an object, a new one for one that is met for the first time."""
        key = id(value.handle) if is_variable(value) else id(value)
        if key not in self._numbers:
            self._numbers[key] = len(self._nodes)
            self._met.append(value)
            self._nodes.append({})
            self._waiting.append((self._numbers[key], value))
        return self._numbers[key]

    def _object(self, number, value) -> dict:
        if is_variable(value):
            return self._variable(number, value.handle)
        if isinstance(value, (list, tuple)):
            items = [self._number_of(item) for item in value if is_tracked(item)]
            return {"kind": "list", "items": items}
        kind = "dict" if isinstance(value, dict) else "object"
        children = children_of(value).items()
        return {"kind": kind, "items": {name: self._number_of(item) for name, item in children}}

    def _variable(self, number, handle) -> dict:
        array = np.asarray(handle.tensor.array)
        if array.dtype == object:
            raise ValueError(f"The variable '{handle.name}' holds strings, which are not saved.")
        self._variables[id(handle)] = number
        self.arrays[f"variable_{number}"] = array
        return {
            "kind": "variable",
            "name": handle.name,
            "dtype": handle.value_dtype.name,
            "sizes": list(array.shape),
            "shape": encode_shape(handle.shape),
            "trainable": bool(handle.trainable),
        }

    def _function(self, function) -> dict:
        if isinstance(function, ConcreteFunction):
            return {"kind": "trace", "trace": self._trace(function)}
        if function.input_signature is not None and not function.concrete_functions:
            function.get_concrete_function()
        # A function that makes variables is traced twice for the same arguments: the last one runs.
        latest = {_key(concrete): concrete for concrete in function.concrete_functions}
        traces = list(map(self._trace, latest.values()))
        specs = function.input_signature
        return {
            "kind": "function",
            "parameters": encode_parameters(function.__signature__),
            "input_signature": None if specs is None else encode(tuple(specs), _spec),
            "traces": traces,
        }

    def _trace(self, concrete) -> dict:
        name = concrete.graph.name
        try:
            return {
                "name": name,
                "parameters": encode_parameters(concrete.arguments.signature),
                "arguments": encode_arguments(concrete.arguments),
                "program": self._call(concrete),
                "results": encode_results(concrete.graph.structured_outputs, concrete.outputs),
            }
        except NotExportable as error:
            raise of_function(error, name) from None

    def _signature(self, key, concrete) -> dict:
        try:
            parameters, arguments = parameters_of(concrete)
            return {
                "name": name_of(concrete),
                "program": self._call(concrete, _untracked_by_signature),
                "parameters": parameters,
                "arguments": arguments,
                "results": encode_results(results_of(concrete, key), concrete.outputs),
            }
        except NotExportable as error:
            raise of_function(error, concrete.graph.name) from None

    def _call(self, concrete, untracked=None) -> int:
        """Returns the number of the programs of a trace.

        Args:
          concrete: The trace.
          untracked: What makes the error for a variable that does not belong to the object.
        """
        number = self._saved.get(id(concrete))
        if number is not None:
            return number
        saved = SavedTrace(concrete)
        for handle in saved.handles:
            if id(handle) not in self._variables:
                raise (untracked or _untracked)(concrete, handle)
        number = self._saved[id(concrete)] = len(self._calls)
        self._met.append(concrete)
        self._calls.append(saved.encode(self._variables))
        for index, tensor in enumerate(saved.captures):
            self.arrays[f"capture_{number}_{index}"] = np.asarray(tensor.array)
        for index, program in enumerate(saved.programs):
            self.programs[number, index] = program.content
        return number


def _untracked(concrete, handle) -> KeyError:
    return KeyError(
        f"Failed to add concrete function '{concrete.name}' to object-based SavedModel as it "
        f"captures tensor {handle.variable()!r} which is unsupported or not reachable from root. "
        "One reason could be that a stateful object or a variable that the function depends on is "
        "not assigned to an attribute of the serialized trackable object (see "
        "SaveTest.test_captures_unreachable_variable)."
    )


def _untracked_by_signature(concrete, handle) -> AssertionError:
    return AssertionError(
        "Tried to export a function which references an 'untracked' resource. TensorFlow objects "
        "(e.g. tf.Variable) captured by functions must be 'tracked' by assigning them to an "
        "attribute of a tracked object or assigned to an attribute of the main object directly. "
        f"See the information below:\n\tFunction name = {concrete.name}\n"
        f"\tTrackable referencing this tensor = {handle.variable()!r}"
    )


def _key(concrete) -> str:
    """Returns what tells the traces of one function apart."""
    return str(concrete.structured_input_signature)


def _spec(leaf):
    return ["tensor", encode_spec(leaf)]
