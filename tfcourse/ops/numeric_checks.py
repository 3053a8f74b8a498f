"""`tf.debugging.enable_check_numerics`: an error for the first infinity or NaN that is computed."""

import numpy as np

from tfcourse.core.context import context
from tfcourse.core.errors import InvalidArgumentError
from tfcourse.core.execute import execute, located
from tfcourse.core.export import export
from tfcourse.core.op import op
from tfcourse.core.tensor import EagerTensor

# What these give, they were given: it is not they who computed it.
_PASSING = frozenset(
    (
        *("BroadcastTo", "ConcatV2", "Const", "ExpandDims", "Fill", "GatherNd", "GatherV2"),
        *("Identity", "IdentityN", "Maximum", "Minimum", "OneHot", "Pack", "Reshape", "Slice"),
        *("Squeeze", "StopGradient", "StridedSlice", "Transpose", "Unpack", "ZerosLike"),
        *("PartitionedCall", "StatefulPartitionedCall"),
    )
)
_CHECKED = "CheckNumericsV2"


def _counts(array) -> dict[str, int]:
    """Returns how often each kind of number occurs that is none, by the names messages have."""
    array = np.asarray(array).astype(np.float64)
    counts = {
        "-Inf": np.isneginf(array).sum(),
        "+Inf": np.isposinf(array).sum(),
        "NaN": np.isnan(array).sum(),
    }
    return {name: int(count) for name, count in counts.items() if count}


def _found(counts) -> str:
    names = list(counts)
    if len(names) == 3:
        return "Tensor had -Inf, +Inf, and NaN values"
    return f"Tensor had {' and '.join(names)} values"


def _message(definition, index, total, output, lines, operands) -> str:
    """Returns what the error says of an operation's output and operands."""
    where = "eagerly-executing op" if context.graph is None else "graph op"
    shown = [
        "\n",
        f"!!! Detected Infinity or NaN in output {index} of {where} "
        f'"{definition.type}" (# of outputs: {total}) !!!',
        f"  dtype: {output.dtype!r}".replace(f"tf.{output.dtype.name}", _class_of(output.dtype)),
        f"  shape: {output.shape}",
        *lines,
        "",
    ]
    if len(operands) == 1:
        shown.append(f"  Input tensor: {operands[0]!s}")
    else:
        shown.append(f"  Input tensors ({len(operands)}):")
        shown += [f"         {at}: {operand!s}" for at, operand in enumerate(operands)]
    return "\n".join(shown)


def _class_of(dtype) -> str:
    return f"<dtype: '{dtype.name}'>"


@op(_CHECKED, operands=("tensor",), is_host=True, is_stateful=True, is_differentiable=False)
def _check_numerics(tensor, message, name=None):
    counts = _counts(tensor)
    if counts:
        raise InvalidArgumentError(None, None, f"{message}\n\n : {_found(counts)}")
    return tensor


def _observe(definition, operands, outputs):
    """Looks at the results of an operation that passed the gate."""
    if definition.type in _PASSING or definition.type == _CHECKED:
        return
    flat = [item for operand in operands for item in _as_list(operand)]
    for index, output in enumerate(outputs):
        if not output.dtype.is_floating:
            continue
        if not isinstance(output, EagerTensor):
            message = _message(definition, index, len(outputs), output, [], flat)
            execute(_check_numerics.op, (output,), (message,), f"{output.op.name}/{_CHECKED}/")
            continue
        counts = _counts(output.array)
        if counts:
            lines = [f"  # of {_signed(name)} elements: {count}" for name, count in counts.items()]
            text = _message(definition, index, len(outputs), output, lines, flat)
            error = InvalidArgumentError(None, None, f"{text}\n\n : {_found(counts)}")
            raise located(_check_numerics.op, (None,), error, None)


def _as_list(operand):
    return operand if isinstance(operand, list) else [operand]


def _signed(name) -> str:
    return "+NaN" if name == "NaN" else name


@export("debugging.enable_check_numerics")
def enable_check_numerics(stack_height_limit=30, path_length_limit=50):
    """Makes each operation raise an error that computes an infinity or what is not a number.

    Functions are checked that are traced from now on; they run operation by operation.

    Args:
      stack_height_limit: Accepted; errors name the user's lines.
      path_length_limit: Accepted.

    Example:
      >>> tf.debugging.enable_check_numerics()
      >>> try:
      ...     tf.constant(1.0) / tf.constant(0.0)
      ... except tf.errors.InvalidArgumentError as error:
      ...     print(error.message.splitlines()[2])
      !!! Detected Infinity or NaN in output 0 of eagerly-executing op "RealDiv" (# of outputs: 1) !!!
      >>> tf.debugging.disable_check_numerics()

    Source: `tf.debugging.enable_check_numerics`.
    """  # noqa: E501
    context.observe = _observe


@export("debugging.disable_check_numerics")
def disable_check_numerics():
    """Ends what `enable_check_numerics` began.

    Source: `tf.debugging.disable_check_numerics`.
    """
    context.observe = None
