"""What calls of a function have in common: the key under which a trace is kept.

Tensors count by shape and dtype, variables too, other objects by identity, Python values by value.
"""

import bisect
import functools
import inspect
import itertools
import weakref

import numpy as np

from tfcourse.core import nest
from tfcourse.core.convert import convert
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable
from tfcourse.function.function_type import FunctionType, Parameter
from tfcourse.function.trace_types import Literal, VariableSpec, paths, type_of, type_of_object


class _Captured:
    def __repr__(self):
        return "<captured_default_value>"


CAPTURED = _Captured()


class Leaf:
    """A place in the arguments that takes a tensor.

    Attributes:
      spec: Its `TensorSpec`, named if the user named it.
      name: The name of its placeholder.
      path: The name it goes by in `structured_input_signature`.
    """

    __slots__ = ("name", "path", "spec")

    def __init__(self, spec, name, path):
        self.spec = spec
        self.name = spec.name or name
        self.path = spec.name or path

    @property
    def dtype(self):
        """The dtype of the tensor."""
        return self.spec.dtype

    @property
    def shape(self):
        """The shape of the tensor."""
        return self.spec.shape

    @property
    def named_spec(self) -> TensorSpec:
        """Its spec under the name that says where it is."""
        return TensorSpec(self.spec.shape, self.spec.dtype, self.path)


class VariableLeaf:
    """A place in the arguments that takes a variable.

    Attributes:
      reference: A weak reference to the variable of the call that is traced.
      spec: Its `VariableSpec`.
      name: The name of its placeholder.
    """

    __slots__ = ("name", "reference", "spec")

    def __init__(self, variable, alias_id, name):
        self.reference = weakref.ref(variable)
        self.name = name
        handle = variable.handle
        self.spec = VariableSpec(handle.shape, handle.value_dtype, bool(handle.trainable), alias_id)


def _object_key(leaf):
    """Returns what tells a Python value from others; equal values share a trace: 3 and 3.0 do."""
    kind = type_of_object(leaf)
    if isinstance(kind, Literal):
        return "value", leaf
    return "object", getattr(kind, "reference", kind)


def _structure_key(structure):
    """Returns what tells the nesting of two arguments apart."""
    if isinstance(structure, dict):
        return (dict, *((key, _structure_key(structure[key])) for key in sorted(structure)))
    if isinstance(structure, (list, tuple)):
        return (type(structure), *map(_structure_key, structure))
    # What a dataset yields does not show in the one tensor that it is made of.
    key = getattr(type(structure), "signature_key", None)
    return None if key is None else key(structure)


def _as_specified(value, spec):
    """Returns an argument with tensors where its spec has a `TensorSpec` and it has data."""
    if isinstance(spec, TensorSpec):
        is_value = isinstance(value, (Tensor, Variable, TypeSpec))
        return value if is_value else convert(value, spec.dtype)
    if isinstance(spec, (list, tuple)) and isinstance(value, (list, tuple)):
        return type(value)(map(_as_specified, value, spec))
    if isinstance(spec, dict) and isinstance(value, dict):
        return {key: _as_specified(item, spec.get(key)) for key, item in value.items()}
    return value


class BoundCall:
    """One call's arguments, taken apart.

    Attributes:
      form: Hashable; what calls that may share a trace have in common: all but shapes and names.
      shapes: The shape of each tensor, as a tuple, or None where the rank is unknown.
      names: The name that the user gave to each tensor's spec, or None.
      tensors: The arguments that are tensors, in order; a `TensorSpec` may stand for one.
      handles: The handles of the variables among the arguments, each once.
      arguments: The bound arguments, with a `Leaf` or `VariableLeaf` for each tensor or variable.
    """

    __slots__ = ("arguments", "form", "handles", "leaves", "names", "shapes", "tensors")

    def __init__(self, form, leaves, tensors, handles, arguments):
        self.form = form
        self.leaves = leaves
        self.tensors = tensors
        self.handles = handles
        self.arguments = arguments
        self.shapes = tuple([_sizes(leaf.spec.shape) for leaf in leaves])
        self.names = tuple([leaf.spec.name for leaf in leaves])

    def generalise(self, shapes):
        """Takes other shapes for its tensors, given as in `shapes`."""
        for leaf, shape in zip(self.leaves, shapes, strict=True):
            leaf.spec = TensorSpec(shape, leaf.spec.dtype, leaf.spec.name)
        self.shapes = tuple(shapes)


def _sizes(shape):
    return None if shape.rank is None else tuple(shape.as_list())


def refused(error, args, kwargs, function_type) -> str:
    """Returns what to say of arguments that a signature does not take."""
    # Python 3.12 and later say more of the kind of parameter.
    problem = str(error).replace("required keyword-only argument", "required argument")
    return (
        f"Binding inputs to tf.function failed due to `{problem}`. Received args: {args} and "
        f"kwargs: {kwargs} for signature: {function_type}."
    )


class CallSignature:
    """Binds calls of one Python function.

    Args:
      python_function: The function.
      input_signature: None, or one spec (or structure of them) per positional argument.
      is_method: Whether the first parameter is an instance that is bound already.
    """

    def __init__(self, python_function, input_signature=None, is_method=False):
        try:
            self.signature = inspect.signature(python_function)
            if is_method:
                parameters = list(self.signature.parameters.values())
                self.signature = self.signature.replace(parameters=parameters[1:])
        except (TypeError, ValueError):
            self.signature = inspect.Signature(
                [
                    inspect.Parameter("args", inspect.Parameter.VAR_POSITIONAL),
                    inspect.Parameter("kwargs", inspect.Parameter.VAR_KEYWORD),
                ]
            )
        self.input_signature = self._checked(input_signature)

    def _checked(self, input_signature):
        """Returns an input signature as a tuple.

        Raises:
          TypeError: if it is no sequence of specs, or leaves out a parameter without a default.
        """
        if input_signature is None:
            return None
        if not isinstance(input_signature, (list, tuple)):
            raise TypeError(
                f"input_signature must be either a tuple or a list, got {type(input_signature)}."
            )
        flat = nest.flatten(input_signature)
        if not all(isinstance(item, TypeSpec) for item in flat):
            raise TypeError(
                "input_signature must be a possibly nested sequence of TensorSpec objects, got "
                f"invalid args {list(input_signature)} with types {[type(i) for i in flat]}."
            )
        for parameter in self._specified()[len(input_signature) :]:
            positional = parameter.kind is parameter.POSITIONAL_OR_KEYWORD
            if positional and parameter.default is parameter.empty:
                raise TypeError(f"input_signature missing type constraint for {parameter.name}")
        return tuple(input_signature)

    def _specified(self):
        """Returns the parameters that an input signature has specs for: not the object."""
        parameters = list(self.signature.parameters.values())
        if parameters and parameters[0].name == "self":
            del parameters[0]
        return parameters

    def bind(self, args, kwargs) -> BoundCall:
        """Returns a call's arguments, taken apart.

        Raises:
          TypeError: if they do not fit the function, or its input signature.
        """
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise self._refused(error, args, kwargs) from None
        bound.apply_defaults()
        specs = None
        if self.input_signature is not None:
            specs = self._specs_by_parameter()
        parts = _Parts()
        for name, value in bound.arguments.items():
            parameter = self.signature.parameters[name]
            spec = None if specs is None else specs.get(name)
            try:
                bound.arguments[name] = self._take_apart(parameter, value, spec, parts)
            except (TypeError, ValueError) as error:
                if spec is None:
                    raise
                raise self._refused(error, args, kwargs) from None
        handles = list(parts.handles.values())
        return BoundCall(tuple(parts.form), parts.leaves, parts.tensors, handles, bound)

    def _specs_by_parameter(self) -> dict:
        """Returns the specs of the input signature by the parameter that takes them."""
        specs, remaining = {}, list(self.input_signature)
        for parameter in self._specified():
            if parameter.kind is parameter.VAR_POSITIONAL:
                specs[parameter.name], remaining = tuple(remaining), []
            elif remaining:
                specs[parameter.name] = remaining.pop(0)
        return specs

    def _refused(self, error, args, kwargs):
        return TypeError(refused(error, args, kwargs, self.function_type))

    @functools.cached_property
    def function_type(self) -> FunctionType:
        """What is known of the arguments before any call."""
        specs = {} if self.input_signature is None else self._specs_by_parameter()
        parameters = []
        for parameter in self.signature.parameters.values():
            spec = specs.get(parameter.name)
            if parameter.kind is parameter.VAR_POSITIONAL and spec:
                parameters += [
                    Parameter(f"{parameter.name}_{index}", Parameter.POSITIONAL_ONLY, item)
                    for index, item in enumerate(spec)
                ]
                continue
            has_default = parameter.default is not parameter.empty
            constraint = None if spec is None else type_of(spec, lambda item: item)
            parameters.append(
                Parameter(
                    parameter.name, parameter.kind, constraint, CAPTURED if has_default else None
                )
            )
        return FunctionType(parameters)

    def _take_apart(self, parameter, value, spec, parts):
        value = _as_specified(value, spec)
        flat = nest.flatten(value, expand_composites=True)
        specs = [None] * len(flat) if spec is None else nest.flatten(spec)
        parts.form.append((parameter.name, _structure_key(value)))
        leaves, names = [], None
        for index, (leaf, leaf_spec) in enumerate(zip(flat, specs, strict=True)):
            if isinstance(leaf_spec, TensorSpec):
                leaf = convert(leaf) if isinstance(leaf, Variable) else leaf
                own = TensorSpec(leaf.shape, leaf.dtype)
                if not leaf_spec.is_compatible_with(leaf):
                    raise TypeError(f"Can not cast {own} to {leaf_spec}")
                own = leaf_spec
            elif isinstance(leaf, (np.ndarray, np.generic)):
                leaf = convert(leaf)
                own = TensorSpec.from_tensor(leaf)
            elif isinstance(leaf, Tensor):
                own = TensorSpec.from_tensor(leaf)
            elif isinstance(leaf, TensorSpec):
                own = leaf
            elif isinstance(leaf, Variable):
                name = self._placeholder_name(parameter, value, index)
                leaves.append(parts.add_variable(leaf, name))
                continue
            else:
                parts.form.append(_object_key(leaf))
                leaves.append(leaf)
                continue
            if names is None:
                names = self._paths(parameter, value)
            name = self._placeholder_name(parameter, value, index)
            leaves.append(parts.add_tensor(leaf, Leaf(own, name, names[index])))
        return nest.pack_sequence_as(value, leaves, expand_composites=True)

    @staticmethod
    def _paths(parameter, value):
        """Returns the name of each leaf of an argument, made of the way to it."""
        if parameter.kind is parameter.VAR_KEYWORD:
            return [path for key in sorted(value) for path in paths(value[key], key)]
        return paths(value, parameter.name)

    @staticmethod
    def _placeholder_name(parameter, value, index):
        """Returns the name of a leaf's placeholder: that of the argument which it is part of."""
        if parameter.kind is parameter.VAR_POSITIONAL:
            counts = [len(nest.flatten(item, expand_composites=True)) for item in value]
            position = bisect.bisect(list(itertools.accumulate(counts)), index)
            return f"{parameter.name}_{position}"
        if parameter.kind is parameter.VAR_KEYWORD:
            keys = sorted(value)
            counts = [len(nest.flatten(value[key], expand_composites=True)) for key in keys]
            return keys[bisect.bisect(list(itertools.accumulate(counts)), index)]
        return parameter.name


class _Parts:
    """What binding gathers over the arguments of a call."""

    def __init__(self):
        self.form, self.leaves, self.tensors = [], [], []
        self.handles: dict[int, object] = {}
        self._alias_of: dict[int, int] = {}

    def add_tensor(self, tensor, leaf):
        """Adds an argument that is a tensor; returns its leaf."""
        self.form.append((Leaf, leaf.spec.dtype))
        self.tensors.append(tensor)
        self.leaves.append(leaf)
        return leaf

    def add_variable(self, variable, name):
        """Adds an argument that is a variable; returns its leaf."""
        handle = variable.handle
        alias_id = self._alias_of.setdefault(id(handle), len(self._alias_of))
        self.handles[id(handle)] = handle
        leaf = VariableLeaf(variable, alias_id, name)
        spec = leaf.spec
        self.form.append((VariableSpec, _sizes(spec.shape), spec.dtype, spec.trainable, alias_id))
        return leaf
