"""The gate: every operation passes `execute`, eager or in a graph, under tapes or not."""

import jax
import numpy as np

from tfcourse.core import dtypes, errors, shortcuts, tiers
from tfcourse.core.context import context
from tfcourse.core.convert import convert, converter_of
from tfcourse.core.devices import current_device
from tfcourse.core.fusion import Waiting, wait
from tfcourse.core.kernels import run_with_text
from tfcourse.core.operands import (
    convert_operands,
    default_dtype,
    dtype_of_tensor,
    forbidden_dtype,
)
from tfcourse.core.tensor import EagerTensor, Tensor

_UNNAMED = object()
_UNCONVERTED = (Tensor, np.ndarray, int, float, complex, str, bytes)


def execute(op, operands, attributes=(), name=None, scope=None):
    """Runs one operation, or adds it to the graph being built.

    Converts and checks the operands by TensorFlow's rules, runs the kernel, and lets the active
    tapes record.

    Args:
      op: The `Op`.
      operands: One value per operand of the op: tensors, variables, Python or NumPy data; a
        list where the operand is a list.
      attributes: The op's attributes in order, hashable.
      name: The name the user gave, for the graph and for errors.
      scope: The name to use in a graph when the user gave none.

    Returns:
      A `Tensor`, or a list or named tuple of them, as the op says.

    Raises:
      InvalidArgumentError: if operands do not fit the op or each other.
      TypeError, ValueError: if an operand cannot be converted.
    """
    by_key = op.shortcuts
    if by_key and context.run is not None and tiers.mode != "xla":
        try:
            if len(operands) == 1 and not op.static and type(operands[0]) is EagerTensor:
                # As `key_of` says it.
                known = by_key.get((operands[0].form, *attributes))
            else:
                known = by_key.get(shortcuts.key_of(op, operands, attributes))
        except TypeError:
            # An attribute is a list.
            known = None
        if known is not None:
            return shortcuts.run(op, known, attributes, operands)
    row = context.row
    if row is not None and context.run is not None:
        check = None if op.check is None else _check_values
        outputs = row.again(op, operands, attributes, check)
        if outputs is not None:
            if context.tapes and op.is_differentiable:
                for tape in context.tapes:
                    tape.record(op, attributes, operands, outputs)
            return op.structure(outputs)
    graph = context.graph
    if graph is not None:
        return graph.add(op, operands, attributes, name or scope)
    if op.takes_tensors and not op.gives_text:
        if all([type(o) is EagerTensor and o.dtype is not dtypes.string for o in operands]):
            kernel, dynamic = bind(op, operands, attributes)
            return _run(op, kernel, attributes, operands, dynamic, None, name)
    elif op.is_plain:
        dtype = None
        for operand in operands:
            if type(operand) is not EagerTensor or (
                dtype is not None and operand.dtype is not dtype
            ):
                break
            dtype = operand.dtype
        else:
            if dtype in op.plain_dtypes:
                kernel = op.kernel(attributes, None, op.single_counts)
                return _run(op, kernel, attributes, operands, operands, None, name)
    elif op.on_numpy:
        result = _computed_by_numpy(op, operands, attributes)
        if result is not None:
            return result
    if not _is_unconverted(op, operands):
        name = _UNNAMED
    converted, dtypes_by_attribute = convert_eager(op, operands, name)
    kernel, dynamic = bind(op, converted, attributes)
    text_attributes = frozenset() if op.gives_text else None
    if any(tensor.dtype is dtypes.string for tensor in dynamic):
        text_attributes = frozenset(
            attribute for attribute, dtype in dtypes_by_attribute.items() if dtype is dtypes.string
        )
    if op.check is not None:
        _check_values(op, converted, attributes, name)
    if op.on_numpy:
        op.fitting_dtypes.add(tuple(tensor.array.dtype for tensor in converted))
    return _run(op, kernel, attributes, converted, dynamic, text_attributes, name)


def is_unobserved() -> bool:
    """Says whether nothing would see an operation that runs now: graph, tape, observer, device.

    Who has a kernel and arrays that fit it may run it without `execute` then.
    """
    return context.run is not None and not context.tapes


def _computed_by_numpy(op, operands, attributes):
    """Returns the result of an op that NumPy computes; None where the long way must be gone."""
    try:
        operands = [
            operand
            if type(operand) is EagerTensor
            else convert(operand, argument.dtype, default_dtype(op, argument))
            for argument, operand in zip(op.inputs, operands, strict=True)
        ]
        arrays = [operand.array for operand in operands]
    except (AttributeError, TypeError, ValueError):
        return None
    if (
        tuple([array.dtype for array in arrays]) not in op.fitting_dtypes
        or not all([type(array) is np.ndarray for array in arrays])
        or context.device is not None
        or tiers.mode == "xla"
    ):
        return None
    try:
        output = EagerTensor(op.function(*arrays, *attributes))
    except errors.OpError:
        return None
    if context.observe is not None:
        context.observe(op, operands, [output])
    if context.tapes and op.is_differentiable:
        for tape in context.tapes:
            tape.record(op, attributes, operands, [output])
    return output


def _run(op, kernel, attributes, operands, dynamic, text_attributes, name):
    """Runs a kernel and lets the tapes record; `text_attributes` is None where no string is."""
    try:
        if (context.tapes or context.row is not None) and context.run is not None:
            outputs = None
            if text_attributes is None:
                outputs = wait(kernel, dynamic, operands, attributes)
            if outputs is not None:
                if context.tapes and op.is_differentiable:
                    for tape in context.tapes:
                        tape.record(op, attributes, operands, outputs)
                return op.structure(outputs)
        if op.reads_shapes_only:
            values = list(map(_of_shape, dynamic))
        else:
            values = [tensor.array for tensor in dynamic]
        if text_attributes is not None:
            results = run_with_text(kernel, values, text_attributes)
        elif context.device is None:
            results = kernel.run(values)
        else:
            results = kernel.run(jax.device_put(values, current_device()))
    except errors.OpError as error:
        raise located(op, kernel.counts, error, name, attributes) from None
    outputs = [EagerTensor(result) for result in results]
    if context.run is not None and text_attributes is None and op.may_be_short:
        shortcuts.remember(op, kernel, attributes, operands, values, outputs)
    if context.observe is not None:
        context.observe(op, operands, outputs)
    if context.tapes and op.is_differentiable:
        for tape in context.tapes:
            tape.record(op, attributes, operands, outputs)
    return op.structure(outputs)


def located(op, counts, error, name, attributes=()):
    """Returns a kernel's error with the words TensorFlow puts around it.

    Args:
      op: The `Op` that failed.
      counts: Lengths of its list operands.
      error: The `OpError` that its kernel raised.
      name: The name that the user gave the operation, or None.
      attributes: Its attributes: the number of its results may be one of them.
    """
    if error.node is not None:
        return error
    # Several lists may share one attribute.
    by_attribute = {
        argument.count or argument.attribute or "N": count
        for argument, count in zip(op.inputs, counts, strict=True)
        if count is not None
    }
    lengths = "".join(f"_{attribute}_{count}" for attribute, count in by_attribute.items())
    given = dict(zip(op.attribute_names, attributes, strict=False))
    for argument in op.signature.outputs if op.signature else ():
        if argument.count in given:
            lengths += f"_{argument.count}_{given[argument.count]}"
        elif argument.is_list and isinstance(given.get(argument.attribute), tuple):
            lengths += f"_{argument.attribute}_{len(given[argument.attribute])}"
    device = "/job:localhost/replica:0/task:0/device:CPU:0"
    message = (
        f"{{{{function_node __wrapped__{op.wrapped_name}{lengths}_device_{device}}}}} "
        f"{error.message} [Op:{op.type}]"
    )
    if op.names_errors:
        message += _name_part(name)
    wrapped = type(error)(None, None, message)
    wrapped.reason = error.reason
    return wrapped


def _is_unconverted(op, operands) -> bool:
    """Says whether TensorFlow's C++ takes the operands as they are.

    Where its Python must convert one first (a list, a NumPy scalar), errors end without `name:`.
    """
    return all(
        isinstance(item, _UNCONVERTED) or converter_of(item) is not None
        for argument, operand in zip(op.inputs, operands, strict=True)
        for item in (operand if argument.is_list else (operand,))
    )


def _name_part(name) -> str:
    return "" if name is _UNNAMED else f" name: {name or ''}"


def _check_values(op, converted, attributes, name=None):
    arrays = [
        [_checked(op, tensor) for tensor in operand]
        if isinstance(operand, list)
        else _checked(op, operand)
        for operand in converted
    ]
    try:
        op.check(*arrays, *attributes)
    except errors.OpError as error:
        counts = tuple(len(item) if isinstance(item, list) else None for item in converted)
        raise located(op, counts, error, name, attributes) from None


def _checked(op, tensor):
    """Returns what a check is shown of a tensor, which goes on to wait if only its shape is."""
    is_looked_at = np.dtype(tensor.dtype.as_numpy_dtype).kind in op.checked_kinds
    return np.asarray(tensor.array if is_looked_at else _of_shape(tensor))


def _of_shape(tensor):
    """Returns an array of a tensor's shape and dtype: its own, if it does not wait."""
    form = tensor.form
    if type(form) is Waiting:
        return np.broadcast_to(np.zeros((), tensor.dtype.as_numpy_dtype), form.shape)
    return tensor.array


def bind(op, converted, attributes):
    """Splits operands into static and dynamic ones.

    Args:
      op: The `Op`.
      converted: Eager tensors, one per operand, or a list of them.
      attributes: The attributes.

    Returns:
      The interned `Kernel` and the flat list of dynamic tensors.
    """
    if op.takes_tensors and not op.static:
        return op.kernel(attributes, None, op.single_counts), converted
    statics, counts, dynamic = {}, [], []
    for position, operand in enumerate(converted):
        if isinstance(operand, list):
            counts.append(len(operand))
            dynamic += operand
            continue
        counts.append(None)
        if position in op.static:
            statics[position] = np.asarray(operand.array)
        else:
            dynamic.append(operand)
    return op.kernel(attributes, statics, tuple(counts)), dynamic


def convert_eager(op, operands, name=None):
    """Converts operands to eager tensors and checks their dtypes against the op's signature.

    Returns:
      One tensor per operand, or a list of tensors, and the dtype of each type attribute.

    Raises:
      TypeError, ValueError: if a value cannot become a tensor of the dtype it must have.
      InvalidArgumentError: if dtypes differ where they must not, or the op does not take them.
    """

    def to_tensor(argument, item, wanted, index):
        if isinstance(item, Tensor):
            tensor = item
        elif dtype_of_tensor(item) is not None:
            tensor = convert(item)
        else:
            # Only Python data has no dtype of its own.
            has_dtype = isinstance(item, (np.ndarray, np.generic))
            default = None if has_dtype else default_dtype(op, argument)
            if wanted is None and name is not _UNNAMED and isinstance(item, (int, float)):
                # Where TensorFlow's C++ converts a number, the default leaves no choice.
                wanted = default
            tensor = convert(item, wanted, default)
        if type(tensor) is not EagerTensor:
            raise out_of_scope(tensor)
        return tensor

    def mismatch(argument, index, tensor, wanted, decided_by):
        return errors.InvalidArgumentError(
            None,
            None,
            f"cannot compute {op.type} as input #{index}(zero-based) was expected to be a "
            f"{wanted.short_name} tensor but is a {tensor.dtype.short_name} tensor "
            f"[Op:{op.type}]{_name_part(name)}",
        )

    converted, by_attribute = convert_operands(op, operands, to_tensor, mismatch)
    forbidden = forbidden_dtype(op, by_attribute)
    if forbidden is not None:
        attribute, dtype = forbidden
        if any(isinstance(operand, (str, bytes, complex)) for operand in operands):
            name = _UNNAMED
        names = ", ".join(item.short_name for item in op.signature.attributes[attribute].allowed)
        raise errors.InvalidArgumentError(
            None,
            None,
            f"Value for attr '{attribute}' of {dtype.short_name} is not in the list of allowed "
            f"values: {names}\n\t; NodeDef: {{{{node {op.type}}}}}; {op.signature.text} "
            f"[Op:{op.type}]{_name_part(name)}",
        )
    return converted, by_attribute


def out_of_scope(tensor, graph=None) -> Exception:
    """Returns the error for a tensor of a graph that is used outside of it: in `graph`, if any."""
    kind = TypeError if graph is None else errors.InaccessibleTensorError
    return kind(
        f"{tensor!r} is out of scope and cannot be used here. Use return values, explicit Python "
        "locals or TensorFlow collections to access it.\nPlease see https://www.tensorflow.org/"
        "guide/function#all_outputs_of_a_tffunction_must_be_return_values for more information.\n\n"
        f"{tensor!r} was defined here:\n\nThe tensor {tensor!r} cannot be accessed from "
        f"{graph or 'here'}, because it was defined in {tensor.graph!r}, which is out of scope."
    )
