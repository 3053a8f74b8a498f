"""Shapes and dtypes of an operation's results, from the same kernel that will run."""

import jax

from tfcourse.core import errors
from tfcourse.core.constants import constants
from tfcourse.core.dtypes import DType


def infer(op, converted, attributes, counts, by_attribute, name):
    """Returns (dtype, avals) of each result: one abstract value per probe."""
    flat = [t for item in converted for t in (item if isinstance(item, list) else [item])]
    statics, dynamic, known = {}, [], not op.is_host
    for position, operand in enumerate(converted):
        if position in op.static:
            values = constants(operand)
            if values is not None:
                statics[position] = values
                continue
            known = known and position in op.static_if_known
        dynamic += operand if isinstance(operand, list) else [operand]
    lengths = [len(tensor.avals) for tensor in flat if tensor.avals is not None]
    probes = max([1, *lengths, *map(len, statics.values())])
    if not known or any(tensor.avals is None for tensor in dynamic):
        return op.unknown_results(by_attribute, attributes)
    by_probe = []
    for probe in range(probes):
        kernel = op.kernel(
            attributes, {at: v[min(probe, len(v) - 1)] for at, v in statics.items()}, counts
        )
        avals = [tensor.avals[min(probe, len(tensor.avals) - 1)] for tensor in dynamic]
        if op.broadcasts and probes > 1:
            avals = _fitted(avals, [tensor.shape.as_list() for tensor in dynamic])
        try:
            by_probe.append(kernel.infer(avals))
        except errors.OpError as error:
            if probes > 1 and not op.broadcasts:
                # The probe sizes, not the user's, may be what does not fit.
                return op.unknown_results(by_attribute, attributes)
            raise _shape_error(op, name, flat, error, by_attribute, attributes, counts) from None
    dtypes_ = op.result_dtypes(by_attribute, by_probe[0])
    results = []
    for dtype, *avals in zip(dtypes_, *by_probe, strict=True):
        same = all(item.shape == avals[0].shape for item in avals)
        results.append((dtype, tuple(avals[:1] if same else avals)))
    return results


def _shape_error(op, name, flat, error, by_attribute, attributes, counts):
    """Returns the ValueError for operands whose shapes do not fit, as TensorFlow words it."""
    message = getattr(error, "graph_message", None) or error.message
    shown = ", ".join(_shown_attributes(op, by_attribute, attributes, counts))
    operands = ", ".join(
        tensor.op.name if not tensor.value_index else tensor.name for tensor in flat
    )
    shapes = ", ".join(
        "[" + ",".join("?" if n is None else str(n) for n in tensor.shape.as_list()) + "]"
        for tensor in flat
    )
    return ValueError(
        f"{message} for '{{{{node {name}}}}} = {op.type}[{shown}]({operands})' with input "
        f"shapes: {shapes}."
    )


def _fitted(avals, shapes):
    """Returns avals in which an unknown dimension that meets a known one, not 1, is equal to it."""
    known: dict[int, int] = {}
    for shape in shapes:
        for axis, size in enumerate(reversed(shape)):
            if size is not None and size != 1:
                known.setdefault(axis, size)
    return [
        jax.ShapeDtypeStruct(
            [
                known.get(len(shape) - 1 - axis, probe) if size is None else size
                for axis, (size, probe) in enumerate(zip(shape, aval.shape, strict=True))
            ],
            aval.dtype,
        )
        for shape, aval in zip(shapes, avals, strict=True)
    ]


def _shown_attributes(op, by_attribute, attributes, counts):
    """Yields `name=value` for each attribute of an op, as a node definition prints them."""
    if op.signature is None:
        return
    given = dict(zip(op.attribute_names, attributes, strict=False))
    lengths = {
        argument.count: count
        for argument, count in zip(op.inputs, counts, strict=True)
        if argument.count
    }
    for name in sorted(op.signature.attributes):
        attribute = op.signature.attributes[name]
        if name in by_attribute:
            yield f"{name}={by_attribute[name].enum_name}"
        elif name in lengths:
            yield f"{name}={lengths[name]}"
        elif isinstance(given.get(name), bool):
            yield f"{name}={str(given[name]).lower()}"
        elif isinstance(given.get(name), DType):
            yield f"{name}={given[name].enum_name}"
        elif isinstance(given.get(name), str):
            yield f'{name}="{given[name]}"'
        elif name in given and given[name] is not None:
            value = given[name]
            yield f"{name}={list(value) if isinstance(value, tuple) else value}"
        elif attribute.default is not None:
            yield f"{name}={attribute.default}"
