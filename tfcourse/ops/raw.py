"""tf.raw_ops: every operation under its op type, with TensorFlow's arguments, by keyword only.

The functions are made from the registry of ops and TensorFlow's signatures: operands first, then
attributes that must be given, then those with a default.
"""

import functools
import re
from typing import NamedTuple

from tfcourse.core import dtypes
from tfcourse.core.dtypes import as_dtype
from tfcourse.core.execute import execute
from tfcourse.core.module import snake_case
from tfcourse.core.op import Op, ops_by_type
from tfcourse.core.signature import is_known

# Where TensorFlow's Python names an argument otherwise than its op type does.
_RENAMED = {
    **{
        op_type: {"reduction_indices": "axis"}
        for op_type in ("All", "Any", "EuclideanNorm", "Max", "Mean", "Min", "Prod", "Sum")
    },
    "ExpandDims": {"dim": "axis"},
    "Select": {"t": "x", "e": "y"},
    "Split": {"split_dim": "axis"},
    "SplitV": {"split_dim": "axis"},
    "Squeeze": {"squeeze_dims": "axis"},
    "Where": {"input": "condition"},
}
# Where a kernel names an attribute otherwise than its op type does.
_ATTRIBUTES_OF_KERNELS = {"out_type": "out_idx", "row_splits_dtype": "Tsplits"}
# Kernels that are told other things than TensorFlow's have no raw form.
_WITHOUT = frozenset({"EagerPyFunc", "IdentityN", "LinSpace", "ParseSequenceExampleV2", "PyFunc"})


class _Parameter(NamedTuple):
    """A parameter of a raw function: the op type's name for it, and its default's text or None."""

    name: str
    python_name: str
    default: str | None


def _parameters(definition: Op) -> list[_Parameter]:
    signature = definition.signature
    renamed = _RENAMED.get(definition.type, {})
    inferred = {
        item for argument in signature.inputs for item in (argument.attribute, argument.count)
    }
    names = [(argument.name, None) for argument in signature.inputs]
    own = [
        (name, attribute.default)
        for name, attribute in signature.attributes.items()
        if name not in inferred
    ]
    names += [item for item in own if item[1] is None]
    names += [item for item in own if item[1] is not None]
    return [_Parameter(name, renamed.get(name, name), default) for name, default in names]


def _value(kind: str, text: str):
    """Returns the default that a signature's text stands for."""
    if text.startswith("["):
        items = re.findall(r'"[^"]*"|[^\[\], ]+', text)
        return tuple(_value(kind.removeprefix("list(").rstrip(")"), item) for item in items)
    if kind == "type":
        return dtypes.from_enum_name[text]
    if kind == "string":
        return text.strip('"')
    if kind == "bool":
        return text == "true"
    if kind in ("int", "float"):
        return (int if kind == "int" else float)(text)
    return None


def _bound(definition: Op, parameters: list[_Parameter], arguments: dict):
    """Returns the operands and the kernel's attributes for the arguments of a raw function."""
    signature, given = definition.signature, {}
    for parameter in parameters:
        value = arguments[parameter.python_name]
        attribute = signature.attributes.get(parameter.name)
        if attribute is not None and value is None and parameter.default is not None:
            value = _value(attribute.kind, parameter.default)
        elif attribute is not None and attribute.kind == "type":
            value = as_dtype(value)
        elif attribute is not None and isinstance(value, list):
            value = tuple(value)
        given[parameter.name] = value
    operands = tuple(
        list(given[argument.name]) if argument.is_list else given[argument.name]
        for argument in definition.inputs
    )
    attributes = []
    for parameter in definition.parameters[len(definition.inputs) :]:
        name = parameter.name
        name = name if name in given else _ATTRIBUTES_OF_KERNELS.get(name, name)
        attributes.append(given.get(name, parameter.default))
    return operands, tuple(attributes)


def _made(definition: Op):
    """Returns a function of an op's arguments, with the names and defaults of TensorFlow's."""
    parameters = _parameters(definition)
    name = snake_case(definition.type)

    def call(arguments, operation_name):
        operands, attributes = _bound(definition, parameters, arguments)
        return execute(definition, operands, attributes, operation_name)

    header = "".join(
        f"{item.python_name}{'' if item.default is None else '=None'}, " for item in parameters
    )
    passed = ", ".join(f"{item.python_name!r}: {item.python_name}" for item in parameters)
    source = f"def {name}({header}name=None):\n    return _call({{{passed}}}, name)\n"
    namespace: dict = {"_call": call}
    exec(compile(source, f"<raw op {definition.type}>", "exec"), namespace)
    return namespace[name]


def _raw_function(definition: Op):
    """Returns the public function of an op type; what it calls is made when it is first called."""
    name = snake_case(definition.type)
    made = functools.cache(lambda: _made(definition))

    def raw(*positional, **keywords):
        if positional:
            possible = [*(item.python_name for item in _parameters(definition)), "name"]
            raise TypeError(
                f"{name} only takes keyword args (possible keys: {possible}). Please pass these "
                "args as kwargs instead."
            )
        return made()(**keywords)

    raw.__name__ = raw.__qualname__ = name
    raw.__doc__ = (
        f"Runs the operation `{definition.type}`; takes keywords only.\n\n"
        f"Source: `tf.raw_ops.{definition.type}`."
    )
    return raw


def raw_functions() -> dict:
    """Returns the functions of `tf.raw_ops` by their public names: one per op of TensorFlow."""
    return {
        f"raw_ops.{op_type}": _raw_function(definition)
        for op_type, definition in ops_by_type.items()
        if is_known(op_type) and op_type not in _WITHOUT
    }
