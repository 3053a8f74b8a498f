"""Makes objects of what a manifest says, which is checked word by word."""

import hashlib
from pathlib import Path

from tfcourse.core.build import GIT_VERSION, VERSION
from tfcourse.core.tensor import EagerTensor
from tfcourse.ops.streams import Stream
from tfcourse.saved_model import files
from tfcourse.saved_model.programs import load_program
from tfcourse.saved_model.refusals import damaged
from tfcourse.saved_model.restored import (
    DictWrapper,
    ListWrapper,
    RestoredFunction,
    SignatureMap,
    UserObject,
)
from tfcourse.saved_model.structures import (
    Malformed,
    at,
    decode,
    decode_dtype,
    decode_shape,
    is_plain_name,
    require,
)
from tfcourse.saved_model.traces import ProgramOp, as_spec, decode_parameters, restore_trace
from tfcourse.saved_model.tracking import is_variable

_LARGEST_SEED = 2**64
_CONTAINERS = {"object": UserObject, "list": ListWrapper, "dict": DictWrapper}


class Reader:
    """What is read of a saved model.

    Args:
      directory: Where it is.
      manifest: Plain data, not to be trusted.
      make_variable: Called with a tensor, whether it is trainable, a name and a `TensorShape`,
        makes a variable.

    Attributes:
      root: The object that was saved.

    Raises:
      Malformed: if the manifest is not as `save` writes it.
      DataLossError: if another file is not.
    """

    def __init__(self, directory: Path, manifest, make_variable):
        self._directory = directory
        self._make_variable = make_variable
        require(manifest, dict)
        if manifest.get("format") != files.FORMAT:
            raise Malformed("it is no manifest of a saved model")
        version = manifest.get("version")
        if version != files.VERSION_OF_FORMAT:
            raise Malformed(
                f"it is of version {version!r} of the format, and version "
                f"{files.VERSION_OF_FORMAT} is what is read here: a newer tfcourse may read it"
            )
        self._nodes = [require(node, dict) for node in require(manifest.get("nodes"), list)]
        self._calls = [require(call, dict) for call in require(manifest.get("programs"), list)]
        self._captures: dict[int, list] = {}
        self._loaded: dict[int, dict] = {}
        with files.Arrays(directory) as arrays:
            self._arrays = arrays
            self._objects = list(map(self._empty, range(len(self._nodes))))
            # Functions when all variables are there, and last what holds functions.
            for number, node in enumerate(self._nodes):
                if self._objects[number] is None:
                    self._objects[number] = self._function(node)
            signatures = require(manifest.get("signatures"), dict)
            restored = {key: self._trace(item)[0] for key, item in signatures.items()}
        for node, made in zip(self._nodes, self._objects, strict=True):
            self._fill(node, made)
        self.root = at(self._objects, 0)
        if isinstance(self.root, UserObject):
            self.root.signatures = SignatureMap(restored)
            self.root.tensorflow_version = VERSION
            self.root.tensorflow_git_version = GIT_VERSION

    def _empty(self, number):
        """Returns the variable or the empty container of a node; None for a function."""
        node = self._nodes[number]
        kind = require(node.get("kind"), str)
        if kind == "variable":
            return self._variable(number, node)
        if kind in ("function", "trace"):
            return None
        if kind in _CONTAINERS:
            return _CONTAINERS[kind]()
        raise Malformed(f"{kind!r} is no kind of object")

    def _fill(self, node, made):
        items = node.get("items")
        if isinstance(made, ListWrapper):
            made.extend(at(self._objects, number) for number in require(items, list))
        elif isinstance(made, (DictWrapper, UserObject)):
            into = made if isinstance(made, DictWrapper) else vars(made)
            for name, number in require(items, dict).items():
                if into is not made and not (is_plain_name(name) or name == "__call__"):
                    raise Malformed(f"{name!r} is no name of an attribute")
                into[name] = at(self._objects, number)

    def _variable(self, number, node):
        dtype, shape = decode_dtype(node.get("dtype")), decode_shape(node.get("shape"))
        sizes = tuple(decode_shape(require(node.get("sizes"), list)))
        if None in sizes or not shape.is_compatible_with(sizes):
            raise Malformed("the value of a variable does not fit it")
        array = self._arrays.read(f"variable_{number}", dtype.numpy_dtype, sizes)
        trainable, name = require(node.get("trainable"), bool), require(node.get("name"), str)
        return self._make_variable(EagerTensor(array), trainable, name, shape)

    def _function(self, node):
        if node["kind"] == "trace":
            return self._trace(node.get("trace"))[0]
        signature = decode_parameters(node.get("parameters"))
        specs = node.get("input_signature")
        traces = [self._trace(item) for item in require(node.get("traces"), list)]

        def shown():
            """Stands for the Python function, which was not saved."""

        shown.__signature__ = signature
        try:
            return RestoredFunction(
                shown,
                None if specs is None else decode(specs, as_spec),
                [(bound, concrete) for concrete, bound in traces],
            )
        except TypeError as error:
            raise Malformed(str(error)) from None

    def _trace(self, data):
        """Returns a trace and the `BoundCall` that it is for."""
        number, name = require(data, dict).get("program"), require(data.get("name"), str)
        call = at(self._calls, number)
        holders = list(map(self._holder, require(call.get("holders"), list)))
        captures = self._captured(number, call)
        programs = self._programs(number, call)
        program_op = ProgramOp(name, call, programs, holders)
        return restore_trace(data, program_op, captures, holders)

    def _holder(self, data):
        """Returns the handle of a variable, or a random stream that begins anew."""
        if "stream" in require(data, dict):
            seeds = require(data["stream"], list)
            if len(seeds) != 2 or not all(
                type(seed) is int and 0 <= seed < _LARGEST_SEED for seed in seeds
            ):
                raise Malformed(f"{seeds!r} are no seeds")
            return Stream((seeds[0], seeds[1]))
        variable = at(self._objects, data.get("variable"))
        if not is_variable(variable):
            raise Malformed("a function uses what is no variable")
        return variable.handle

    def _captured(self, number, call):
        if number not in self._captures:
            self._captures[number] = tensors = []
            for index, item in enumerate(require(call.get("captures"), list)):
                dtype = decode_dtype(require(item, dict).get("dtype"))
                shape = tuple(decode_shape(require(item.get("shape"), list)))
                if None in shape:
                    raise Malformed("a captured tensor has no shape")
                name = f"capture_{number}_{index}"
                tensors.append(EagerTensor(self._arrays.read(name, dtype.numpy_dtype, shape)))
        return self._captures[number]

    def _programs(self, number, call) -> dict:
        """Returns a program and whether it has a gradient, by the ranks that it is for."""
        if number not in self._loaded:
            self._loaded[number] = found = {}
            for index, item in enumerate(require(call.get("programs"), list)):
                path = files.program_file(self._directory, number, index)
                content = files.read_program(path, require(item, dict).get("bytes"))
                if hashlib.sha256(content).hexdigest() != item.get("sha256"):
                    raise damaged(path, "its content has changed since it was written.")
                ranks = tuple(require(rank, int) for rank in require(item.get("ranks"), list))
                found[ranks] = load_program(content, path), require(item.get("gradient"), bool)
        return self._loaded[number]
