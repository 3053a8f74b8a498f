"""What calls of a function have in common: the key under which a trace is kept.

Tensors count by shape and dtype, variables and other objects by identity, Python values by value.
"""

import inspect
import weakref

import numpy as np

from tfcourse.core import nest
from tfcourse.core.convert import convert
from tfcourse.core.specs import TensorSpec, TypeSpec
from tfcourse.core.tensor import Tensor
from tfcourse.core.variable import Variable


class _Captured:
    def __repr__(self):
        return "<captured_default_value>"


_CAPTURED = _Captured()


class Leaf:
    """A place in the arguments that takes a tensor.

    Attributes:
      spec: Its `TensorSpec`, with the name of its placeholder.
    """

    __slots__ = ("spec",)

    def __init__(self, spec):
        self.spec = spec


def _leaf_key(leaf):
    if isinstance(leaf, Variable):
        return "variable", id(leaf.handle)
    if leaf is None or isinstance(leaf, (bool, int, float, complex, str, bytes, type)):
        # As in TensorFlow, values that are equal share a trace: 3 and 3.0 do.
        return "value", leaf
    try:
        hash(leaf)
    except TypeError:
        return "object", id(leaf)
    try:
        return "object", weakref.ref(leaf)
    except TypeError:
        return type(leaf), leaf


def _structure_key(structure):
    """Returns what tells the nesting of two arguments apart."""
    if isinstance(structure, dict):
        return (dict, *((key, _structure_key(structure[key])) for key in sorted(structure)))
    if isinstance(structure, (list, tuple)):
        return (type(structure), *map(_structure_key, structure))
    return None


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
      key: Hashable; equal for calls that share a trace.
      tensors: The arguments that are tensors, in order.
      arguments: The bound arguments, in which a `Leaf` stands for each tensor.
      variables: Variables among the arguments, kept while the trace lives.
    """

    __slots__ = ("arguments", "key", "tensors", "variables")

    def __init__(self, key, tensors, arguments, variables):
        self.key = key
        self.tensors = tensors
        self.arguments = arguments
        self.variables = variables


class CallSignature:
    """Binds calls of one Python function.

    Args:
      python_function: The function.
      input_signature: None, or one spec (or structure of them) per positional argument.
      skip_self: Whether the first parameter is an instance that is bound already.
    """

    def __init__(self, python_function, input_signature=None):
        try:
            self.signature = inspect.signature(python_function)
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
        for parameter in list(self.signature.parameters.values())[len(input_signature) :]:
            positional = parameter.kind is parameter.POSITIONAL_OR_KEYWORD
            if positional and parameter.default is parameter.empty:
                raise TypeError(f"input_signature missing type constraint for {parameter.name}")
        return tuple(input_signature)

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
        key, tensors, variables = [], [], []
        for name, value in bound.arguments.items():
            parameter = self.signature.parameters[name]
            spec = None if specs is None else specs.get(name)
            try:
                replaced = self._take_apart(parameter, value, spec, key, tensors, variables)
            except (TypeError, ValueError) as error:
                if spec is None:
                    raise
                raise self._refused(error, args, kwargs) from None
            bound.arguments[name] = replaced
        return BoundCall(tuple(key), tensors, bound, variables)

    def _specs_by_parameter(self) -> dict:
        """Returns the specs of the input signature by the parameter that takes them."""
        specs, remaining = {}, list(self.input_signature)
        for parameter in self.signature.parameters.values():
            if parameter.kind is parameter.VAR_POSITIONAL:
                specs[parameter.name], remaining = tuple(remaining), []
            elif remaining:
                specs[parameter.name] = remaining.pop(0)
        return specs

    def _refused(self, error, args, kwargs):
        return TypeError(
            f"Binding inputs to tf.function failed due to `{error}`. Received args: {args} and "
            f"kwargs: {kwargs} for signature: {self._shown()}."
        )

    def _shown(self):
        if self.input_signature is None:
            return str(
                self.signature.replace(
                    parameters=[
                        item if item.default is item.empty else item.replace(default=_CAPTURED)
                        for item in self.signature.parameters.values()
                    ]
                )
            )
        names = list(self.signature.parameters)
        shown = ", ".join(
            f"{name}: {spec}" for name, spec in zip(names, self.input_signature, strict=False)
        )
        return f"({shown})"

    def _take_apart(self, parameter, value, spec, key, tensors, variables):
        value = _as_specified(value, spec)
        flat = nest.flatten(value, expand_composites=True)
        specs = [None] * len(flat) if spec is None else nest.flatten(spec)
        key.append((parameter.name, _structure_key(value)))
        leaves = []
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
            else:
                if isinstance(leaf, Variable):
                    variables.append(leaf)
                key.append(_leaf_key(leaf))
                leaves.append(leaf)
                continue
            shape = None if own.shape.rank is None else tuple(own.shape.as_list())
            key.append((own.dtype, shape))
            name = own.name or self._placeholder_name(parameter, index)
            tensors.append(leaf)
            leaves.append(Leaf(TensorSpec(own.shape, own.dtype, name)))
        return nest.pack_sequence_as(value, leaves, expand_composites=True)

    def _placeholder_name(self, parameter, index):
        if parameter.kind is parameter.VAR_POSITIONAL:
            return f"{parameter.name}_{index}"
        return parameter.name
