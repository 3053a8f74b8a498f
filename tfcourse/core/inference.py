"""Shapes and dtypes of an operation's results, from the same kernel that will run."""

import itertools
import re

import jax
import numpy as np

from tfcourse.core import errors
from tfcourse.core.constants import agreed, constants
from tfcourse.core.dtypes import DType
from tfcourse.core.symbolic import PROBES, brackets, filled_in, next_tiny_probe, told_apart

_PROBE = re.compile(rf"\b({'|'.join(map(str, PROBES))})\b")
_UNKNOWN_SIZES = re.compile(r"but are (\? and|\w+ and \?)")
_MOST_TRIALS = 60
# Ops one of whose operands is taken for a shape, some of whose dimensions may be unknown.
_TAKE_SHAPES = frozenset(["BroadcastTo", "Fill", "Reshape"])
# How errors about ranks begin, which are looked at first.
_BEFORE_VALUES = ("Shape must be", "Dimension must be")
# The positions of operands that were looked at when a certain thing went wrong, if not of all.
_LOOKED_AT = {("StridedSlice", "Index out of range"): frozenset([3])}


def infer(op, converted, attributes, counts, by_attribute, name):
    """Returns (dtype, avals) of each result: one abstract value per probe.

    Args:
      op: The `Op`.
      converted: One tensor, or list of them, per operand.
      attributes: The op's attributes.
      counts: Lengths of list operands, None for single ones.
      by_attribute: The dtype of each type attribute.
      name: The operation's name, for errors.

    Raises:
      ValueError: if shapes do not fit, whatever the unknown dimensions are.
    """
    flat = [t for item in converted for t in (item if isinstance(item, list) else [item])]
    if op.takes_tensors:
        # Such an op has no attributes to name dtypes by.
        by_attribute = {position: tensor.dtype for position, tensor in enumerate(flat)}
    statics, dynamic, known = {}, [], not op.is_host
    for position, operand in enumerate(converted):
        if position in op.static:
            values = constants(operand)
            if values is not None:
                statics[position] = values
                continue
            known = known and position in op.static_if_known
        dynamic += operand if isinstance(operand, list) else [operand]
    if not known or any(tensor.avals is None for tensor in dynamic):
        return op.unknown_results(by_attribute, attributes)
    count = max([1, *(len(tensor.avals) for tensor in dynamic), *map(len, statics.values())])
    is_by_value = any(len(values) > 1 for values in statics.values())
    unlike = None if count == 1 or is_by_value else _unlike(dynamic)

    def at(probe, fit=None):
        """Returns the results at a probe; `fit` changes the operands."""
        chosen = {at: values[min(probe, len(values) - 1)] for at, values in statics.items()}
        avals = [tensor.avals[min(probe, len(tensor.avals) - 1)] for tensor in dynamic]
        if probe == 2 and unlike is not None:
            avals = [_alike(tensor, unlike) for tensor in dynamic]
        if fit is not None:
            avals = fit(avals)
        if op.broadcasts and probe:
            shape = np.broadcast_shapes(*(aval.shape for aval in avals))
            return (jax.ShapeDtypeStruct(shape, first[0].dtype),)
        return op.kernel(attributes, chosen, counts).infer(avals)

    fit = None
    if op.broadcasts and count > 1:
        shapes = [tensor.shape.as_list() for tensor in dynamic]

        def fit(avals):
            return _fitted(avals, shapes)

    try:
        try:
            first = at(0, fit)
        except errors.OpError as error:
            if count == 1 or op.broadcasts:
                raise
            fit, first = _fitted_by_trial(error, dynamic, at)
            if first is None:
                _raise_if_certain(error, at)
                return op.unknown_results(by_attribute, attributes)
    except errors.OpError as error:
        if getattr(error, "at_run_time", False):
            return op.unknown_results(by_attribute, attributes)
        tail = _computed_inputs(op, converted, _message(error))
        raise _shape_error(op, name, flat, error, by_attribute, attributes, counts, tail) from None
    by_probe = [first]
    if count > 1:
        try:
            by_probe.append(at(1, fit))
        except errors.OpError:
            return op.unknown_results(by_attribute, attributes)
        third = _third(at, fit, by_probe, is_by_value)
        if 0 not in _third_probes(dynamic):
            third = _unknown_if_empty(at, fit, dynamic, by_probe, third)
        by_probe.append(third if unlike is None else tuple(map(told_apart, *by_probe, third)))
    dtypes_ = op.result_dtypes(by_attribute, by_probe[0])
    # A library may take a dimension of 0, as the third probe may be, for an empty argument.
    has_fixed_ranks = getattr(op, "has_fixed_ranks", False)
    results = []
    for dtype, *avals in zip(dtypes_, *by_probe, strict=True):
        ranks = {len(item.shape) for item in (avals[:2] if has_fixed_ranks else avals)}
        if has_fixed_ranks and len(ranks) == 1 and len(avals) == 3:
            avals[2] = _of_rank(avals)
        same = all(item.shape == avals[0].shape for item in avals)
        results.append((dtype, tuple(avals[:1] if same else avals) if len(ranks) == 1 else None))
    return results


def _of_rank(avals):
    """Returns the third abstract value, or what it would be if it had the rank of the others."""
    first, second, third = avals
    return third if len(third.shape) == len(first.shape) else filled_in(first, second)


def _unlike(dynamic):
    """Returns the least of the third probes of unknown dimensions, if they are not all one.

    Dimensions that need not be equal may have to be: what fits them is inferred for equal ones.
    """
    found = _third_probes(dynamic)
    return min(found) if len(found) > 1 else None


def _third_probes(dynamic) -> set:
    """Returns the third probes of all unknown dimensions of operands."""
    return {
        third
        for tensor in dynamic
        if len(tensor.avals) == 3
        for first, second, third in zip(*(aval.shape for aval in tensor.avals), strict=True)
        if (first, second) == PROBES
    }


def _alike(tensor, size):
    """Returns the third abstract value of a tensor with one size for all unknown dimensions."""
    if len(tensor.avals) < 3:
        return tensor.avals[0]
    shape = [
        size if (first, second) == PROBES else third
        for first, second, third in zip(*(aval.shape for aval in tensor.avals), strict=True)
    ]
    return jax.ShapeDtypeStruct(shape, tensor.avals[0].dtype)


def _third(at, fit, by_probe, is_by_value):
    """Returns the results at the third probe; where it does not fit, what they would be.

    Args:
      at: (probe, function that changes the operands) -> results.
      fit: What changes the operands.
      by_probe: The results at the first two probes.
      is_by_value: Whether shapes come from values that differ between probes: then what the first
        two agree on need not be so.
    """
    try:
        return at(2, fit)
    except (errors.OpError, ArithmeticError, LookupError, TypeError, ValueError):
        first, second = by_probe
        return tuple(
            filled_in(*pair, is_by_value) if len(pair[0].shape) == len(pair[1].shape) else pair[0]
            for pair in zip(first, second, strict=True)
        )


def _unknown_if_empty(at, fit, dynamic, by_probe, third):
    """Returns the third results with sizes unknown that are others where unknown ones are 0.

    Of two or more unknown dimensions not all third probes are 0, and `x[:3]` may still have less.
    """

    def empty(avals):
        avals = [_alike(tensor, 0) for tensor in dynamic]
        return avals if fit is None else fit(avals)

    try:
        at_zero = at(2, empty)
    except (errors.OpError, ArithmeticError, LookupError, TypeError, ValueError):
        # It takes nothing empty: there it says nothing.
        return third
    return tuple(map(_unlike_zero, *by_probe, third, at_zero))


def _unlike_zero(first, second, third, zero):
    if not len(first.shape) == len(second.shape) == len(third.shape) == len(zero.shape):
        return third
    sizes = [
        next_tiny_probe() if one == other == own != empty else own
        for one, other, own, empty in zip(
            first.shape, second.shape, third.shape, zero.shape, strict=True
        )
    ]
    return jax.ShapeDtypeStruct(sizes, third.dtype)


def _message(error) -> str:
    """Returns what shape inference says; a probe is an unknown dimension."""
    message = getattr(error, "graph_message", None) or error.message
    return _PROBE.sub("?", message)


def _raise_if_certain(error, at):
    """Raises an error of the first probe if it is the same at the second: it is the user's."""
    try:
        at(1)
    except errors.OpError as other:
        message = _message(error)
        is_known = not _UNKNOWN_SIZES.search(message) and "but are" in message
        if message == _message(other) and (is_known or "?" not in message):
            raise error from None


def _fitted_by_trial(error, dynamic, at):
    """Looks for known sizes that unknown dimensions must have for an operation to fit.

    Args:
      error: What the kernel said at the first probe.
      dynamic: The operands, `SymbolicTensor`s.
      at: (probe, function that changes the operands) -> results.

    Returns:
      What changes the operands, and the results at the first probe; None and None where nothing
      fits.
    """
    unknown = [
        (position, axis)
        for position, tensor in enumerate(dynamic)
        for axis, size in enumerate(tensor.shape.as_list())
        if size is None
    ]
    sizes = {size for tensor in dynamic for size in tensor.shape.as_list() if size is not None}
    if "?" not in _message(error):
        # It has nothing to do with them.
        return None, None
    trials = (
        dict(zip(places, chosen, strict=True))
        for count in range(1, len(unknown) + 1)
        for places in itertools.combinations(unknown, count)
        for chosen in itertools.product(sorted(sizes), repeat=count)
    )
    for trial in itertools.islice(trials, _MOST_TRIALS):

        def fit(avals, trial=trial):
            shapes = [list(aval.shape) for aval in avals]
            for (position, axis), size in trial.items():
                shapes[position][axis] = size
            return [
                jax.ShapeDtypeStruct(shape, aval.dtype)
                for shape, aval in zip(shapes, avals, strict=True)
            ]

        try:
            return fit, at(0, fit)
        except errors.OpError:
            continue
    return None, None


def _computed_inputs(op, converted, message) -> str:
    """Returns the end of a shape error: the values of operands that shape inference looked at."""
    if message.startswith(_BEFORE_VALUES) and op.type != "GatherV2":
        return ""
    values, shapes = [], []
    looked_at = _LOOKED_AT.get((op.type, message.partition(" using")[0]), op.static)
    at = 0
    for position, operand in enumerate(converted):
        if position in looked_at and not isinstance(operand, list):
            value = agreed(operand)
            if value is not None and op.type in _TAKE_SHAPES:
                sizes = ",".join("?" if size < 0 else str(size) for size in value.ravel().tolist())
                shapes.append(f"input[{at}] = [{sizes}]")
            elif value is not None:
                values.append(f"input[{at}] = <{' '.join(map(str, value.ravel().tolist()))}>")
        at += len(operand) if isinstance(operand, list) else 1
    tail = f" and with computed input tensors: {', '.join(values)}" if values else ""
    if shapes:
        tail += f" and with input tensors computed as partial shapes: {', '.join(shapes)}"
    return tail


def _shape_error(op, name, flat, error, by_attribute, attributes, counts, tail):
    """Returns the ValueError for operands whose shapes do not fit, as TensorFlow words it."""
    message = _message(error)
    shown = ", ".join(_shown_attributes(op, by_attribute, attributes, counts))
    operands = ", ".join(
        tensor.op.name if not tensor.value_index else tensor.name for tensor in flat
    )
    shapes = ", ".join(brackets(tensor.shape) for tensor in flat)
    return ValueError(
        f"{message} for '{{{{node {name}}}}} = {op.type}[{shown}]({operands})' with input "
        f"shapes: {shapes}{tail}."
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
            if name == "shape" and isinstance(value, tuple):
                value = brackets(value)
            yield f"{name}={list(value) if isinstance(value, tuple) else value}"
        elif attribute.default is not None:
            yield f"{name}={attribute.default}"
